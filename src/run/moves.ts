import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { RegistryError, type RegistryClient } from '../registry/client.js'
import type { BlobWay } from '../registry/copy.js'
import { Unanswered } from '../registry/http.js'
import {
  appendJournal,
  endClaims,
  NoJournal,
  readJournal,
  type JournalMemory,
  type JournalRecord,
  type OperationKind,
} from '../registry/journal.js'
import { locate } from '../registry/locate.js'
import { messageOf, UserError, WorkError } from '../shared/errors.js'
import { splitRef } from '../stack/refs.js'
import { carryFacts } from './carried.js'
import { checkClaims, CLAIM_MS, Claimed } from './claims.js'
import { forAll, moveNames, preparing, type JournalEntry, type Move, type Names, type Prepared } from './publish.js'
import type { Source } from './sources.js'

export { resolveSources, type Source, type Wanted } from './sources.js'

/** A name that is to point at an image, wherever that is. */
export interface Transfer {
  /** Id of the image in the plan. */
  readonly image: string
  readonly source: Source
  /** The name: `host/name:tag`. */
  readonly ref: string
  /** Suites that are known to have passed on exactly this digest: they go on with it. */
  readonly suites?: readonly string[]
  /** Suites whose newest word on it is that they did not pass. */
  readonly failed?: readonly string[]
  /** An operation whose claim on this name does not count: it is what is undone, and nothing is heard of it any more. */
  readonly over?: string
}

/** All moves of one command. */
export interface Operation {
  readonly id: string
  readonly kind: OperationKind
  readonly by: string
  readonly run: string
  /** The source as it was asked for. */
  readonly from?: string
  /** Gates that were skipped. */
  readonly skipped?: readonly string[]
  readonly at: Date
}

export interface MoveOptions {
  readonly now: () => Date
  /** Hears of every move before it is made, and of what became of them: for `artifacts/journal.json`. */
  readonly record: (journal: readonly JournalEntry[]) => void
  /** After this nothing more is begun, and what was moved is taken back. */
  readonly signal: AbortSignal
  /** Hears of every blob that comes into a repository. */
  readonly onBlob?: (repository: string, digest: string, way: BlobWay, bytes: number) => void
  /** Reads and checks everything, and writes nothing. */
  readonly dryRun?: boolean
}

/** A name and what it names. In a dry run: what it would. */
export interface Moved {
  readonly image: string
  readonly ref: string
  /** Digest before; null when the name is new. */
  readonly old: string | null
  readonly new: string
  readonly state: 'moved' | 'unchanged'
}

export interface MoveOutcome {
  /** In the order of the transfers. After a failure: what names what it should all the same. */
  readonly moved: readonly Moved[]
  /** Why nothing was moved, or everything was taken back: a WorkError, a UserError, the signal's reason. */
  readonly failure: { readonly image: string; readonly ref: string; readonly error: unknown } | undefined
  /** A line for each name that could not be taken back. */
  readonly left: readonly string[]
  /** What is to be told, and is no failure: "no journal in this registry", a journal that could not be written. */
  readonly notices: readonly string[]
}

/** A registry, as far as moves need it. */
export type MoveRegistry = Pick<
  RegistryClient,
  'digest' | 'manifest' | 'put' | 'untag' | 'copy' | 'tags' | 'blob' | 'putBlob' | 'checkPush'
>

/** Names at the same time: each costs a handful of small requests. */
const PARALLEL = 32
/** Copies at the same time; each sends several blobs. */
const COPIES = 8
/** Milliseconds for the journals after everything else: the names are what counts. */
const CLOSING_MS = 60_000
/** The same where the registry has gone silent, or everything is to stop. */
const HURRIED_MS = 5000

/** `20260801T101500-a1b2c3` */
export function operationId(at: Date): string {
  const second = at
    .toISOString()
    .slice(0, 19)
    .replaceAll(/[^\dT]/g, '')
  return `${second}-${randomBytes(3).toString('hex')}`
}

/**
 * Moves names to images without an engine: the same manifest bytes, wherever they come from. All of them or none. Never
 * throws; what went wrong is in the outcome.
 */
export async function moveAll(
  registry: MoveRegistry,
  transfers: readonly Transfer[],
  operation: Operation,
  options: MoveOptions,
): Promise<MoveOutcome> {
  const moves = transfers.map(({ image, ref, source }): Move => {
    return { image, ref, digest: source.digest, repository: source.repository }
  })
  const twice = contradiction(moves)
  if (twice !== undefined) return nothing(twice.move, twice.error)
  const work = new Moving(registry, transfers, operation, options)
  try {
    return await work.run(moves)
  } catch (error) {
    const { item, cause } = error instanceof Stopped ? error : { item: moves[0], cause: error }
    return nothing(item, cause, work.notices)
  }
}

/** Why nothing was moved. */
class Stopped extends Error {
  constructor(
    readonly item: Move,
    override readonly cause: unknown,
  ) {
    super(messageOf(cause))
  }
}

function nothing(move: Move | undefined, error: unknown, notices: readonly string[] = []): MoveOutcome {
  return { moved: [], failure: { image: move?.image ?? '', ref: move?.ref ?? '', error }, left: [], notices }
}

/** A name that is to name two things. */
function contradiction(moves: readonly Move[]): { move: Move; error: UserError } | undefined {
  const first = new Map<string, Move>()
  for (const move of moves) {
    const other = first.get(move.ref) ?? move
    first.set(move.ref, other)
    if (other.digest === move.digest) continue
    const message = `${move.ref} is to name two things: ${other.digest} of ${other.image} and ${move.digest} of ${move.image}`
    return { move, error: new UserError([{ message, remedy: 'Give them tags of their own.' }]) }
  }
  return undefined
}

/** The names of one repository: they have a journal together. */
interface Place {
  readonly repository: string
  readonly prepared: readonly Prepared[]
  /** Moves of it, for messages. */
  readonly move: Move
}

const isChange = ({ before, manifest }: Prepared): boolean => before?.digest !== manifest.digest

class Moving {
  readonly notices: string[] = []
  private readonly memory: JournalMemory = new Map()
  /** Repositories without a journal. */
  private readonly closed = new Set<string>()
  /** Names that could not be read. */
  private readonly unread = new Set<string>()
  private readonly known: ReadonlyMap<string, Pick<Transfer, 'suites' | 'failed'>>
  private readonly over: ReadonlyMap<string, string | undefined>
  private readonly until: () => Date
  private claimedAt: Date

  constructor(
    private readonly registry: MoveRegistry,
    transfers: readonly Transfer[],
    private readonly operation: Operation,
    private readonly options: MoveOptions,
  ) {
    this.known = new Map(transfers.map((one) => [one.ref, one]))
    this.over = new Map(transfers.map(({ ref, over }) => [ref, over]))
    this.claimedAt = options.now()
    this.until = () => new Date(this.claimedAt.getTime() + CLAIM_MS)
  }

  async run(moves: readonly Move[]): Promise<MoveOutcome> {
    const { registry, options } = this
    const { now, record, signal, dryRun = false } = options
    const named = [...new Map(moves.map((move) => [move.ref, move])).values()]
    const read = await this.each(named, this.reading(named), PARALLEL, (move) => move)
    if (dryRun) return this.tried(read)
    const prepared = await this.copied(read)
    const places = placesOf(prepared.filter(isChange))
    await this.claimed(places)
    const outcome = await moveNames(registry, prepared, {
      ...{ now, record, signal, parallel: PARALLEL, verify: true },
      guard: (one) => this.guard(one),
    })
    const { failure } = outcome
    const hurried = signal.aborted || failure?.error instanceof Unanswered
    const states = new Map(outcome.journal.map((entry) => [entry.ref, stateOf(entry)]))
    await this.closing(places, hurried, (ref) => states.get(ref))
    const is = new Set(outcome.moved.map(({ ref }) => ref))
    return {
      moved: prepared.filter(({ move }) => is.has(move.ref)).map(movedOf),
      failure: failure === undefined ? undefined : { image: failure.image, ref: failure.ref, error: failure.error },
      left: failure?.left ?? [],
      notices: this.notices,
    }
  }

  /** Does the work for all, or stops with the first that fails. */
  private async each<Item, Done>(
    items: readonly Item[],
    work: (item: Item) => Promise<Done>,
    parallel: number,
    moveOf: (item: Item) => Move,
  ): Promise<Done[]> {
    const { done, failure } = await forAll(items, work, parallel, this.options.signal)
    if (failure !== undefined) throw new Stopped(moveOf(failure.item), failure.error)
    return done
  }

  /**
   * Reads sources and names. Where a repository is only about to be made, some registries let nobody read: then it has no
   * names, as far as is known before something is copied there.
   */
  private reading(moves: readonly Move[]): (move: Move) => Promise<Prepared> {
    const { registry, options, unread } = this
    const made = new Set(moves.filter((move) => !isWithin(move)).map(({ ref }) => ref))
    const manifest: Names['manifest'] = async (repository, reference, patience, signal) => {
      const ref = `${repository}:${reference}`
      try {
        return await registry.manifest(repository, reference, patience, signal)
      } catch (error) {
        if (!made.has(ref) || !isRefused(error)) throw error
        unread.add(ref)
        return undefined
      }
    }
    return preparing({ ...registry, manifest }, options.signal)
  }

  /** What would be moved, from all that can be found out without writing. */
  private async tried(prepared: readonly Prepared[]): Promise<MoveOutcome> {
    const places = placesOf(prepared.filter(isChange))
    await this.each(
      places,
      (place) => this.registry.checkPush(place.repository),
      PARALLEL,
      ({ move }) => move,
    )
    await this.each(
      places,
      (place) => this.looked(place),
      PARALLEL,
      ({ move }) => move,
    )
    return { moved: prepared.map(movedOf), failure: undefined, left: [], notices: this.notices }
  }

  private async looked(place: Place): Promise<void> {
    const { signal } = this.options
    try {
      this.check(place, await readJournal(this.registry, place.repository, { signal }))
    } catch (error) {
      // A repository that is only about to be made has no journal.
      if (!isRefused(error) || !place.prepared.every(({ move }) => this.unread.has(move.ref))) throw error
    }
  }

  /** Brings what other repositories have to where it gets its names, without a name yet. */
  private async copied(read: readonly Prepared[]): Promise<Prepared[]> {
    const { registry, options } = this
    const { signal, onBlob } = options
    const foreign = read.filter((one) => isChange(one) && !isWithin(one.move))
    const wanted = new Map<string, Move>()
    for (const { move } of foreign) wanted.set(`${splitRef(move.ref).repository} ${move.digest}`, move)
    const copy = (move: Move): Promise<unknown> => {
      const to = splitRef(move.ref).repository
      const from = { repository: move.repository ?? to, digest: move.digest }
      return registry.copy(
        from,
        { repository: to },
        {
          signal,
          ...(onBlob === undefined
            ? {}
            : { onBlob: (digest: string, way: BlobWay, bytes: number) => onBlob(to, digest, way, bytes) }),
        },
      )
    }
    await this.each([...wanted.values()], copy, COPIES, (move) => move)
    const carried = foreign.map(({ move, manifest }) => {
      const to = splitRef(move.ref).repository
      return { from: move.repository ?? to, to, manifest }
    })
    const once = new Map(carried.map((one) => [`${one.to} ${one.manifest.digest}`, one]))
    this.notices.push(...(await carryFacts(registry, [...once.values()], signal)))
    const prepare = preparing(registry, signal)
    const again = (one: Prepared): Promise<Prepared> =>
      this.unread.has(one.move.ref) ? prepare(one.move) : Promise.resolve(one)
    return this.each(read, again, PARALLEL, ({ move }) => move)
  }

  /** Says in every journal what is about to be moved. Of two that began at once, the earlier one tries once more. */
  private async claimed(places: readonly Place[]): Promise<void> {
    for (let attempt = 1; ; attempt++) {
      this.claimedAt = this.options.now()
      const begin = (place: Place): Promise<void> => this.claim(place)
      const { failure } = await forAll(places, begin, PARALLEL, this.options.signal)
      if (failure === undefined) return
      const { error, item } = failure
      await this.closing(places, this.options.signal.aborted || error instanceof Unanswered, () => undefined)
      const again = attempt === 1 && error instanceof Claimed && this.operation.id < error.by.operation
      if (!again) throw new Stopped(item.move, error)
      await sleep(RETRY_MS)
    }
  }

  private async claim(place: Place): Promise<void> {
    const { repository } = place
    const records = place.prepared.map((one) => this.recordOf(one, 'begun'))
    const check = (known: readonly JournalRecord[]): void => this.check(place, known)
    try {
      await appendJournal(this.registry, repository, records, {
        signal: this.options.signal,
        memory: this.memory,
        check,
      })
    } catch (error) {
      if (!(error instanceof NoJournal)) throw error
      this.closed.add(repository)
      const { host } = locate(repository)
      const notice = `There is no journal in the registry ${host}: names move all the same, but nothing keeps two operations apart there, and nothing knows what to go back to.`
      if (!this.notices.includes(notice)) this.notices.push(notice)
    }
  }

  private check({ repository, prepared }: Place, records: readonly JournalRecord[]): void {
    const tags = new Set(prepared.map(({ move }) => splitRef(move.ref).tag))
    const passes = ({ tag, operation }: JournalRecord): boolean => this.over.get(`${repository}:${tag}`) === operation
    checkClaims(repository, records, this.operation.id, tags, this.options.now(), passes)
  }

  /** Right before a name moves: it is still ours to move, and still what it was. */
  private async guard(one: Prepared): Promise<void> {
    if (!isChange(one)) return
    const { ref } = one.move
    if (this.options.now() >= this.until())
      throw new WorkError(`${ref} was not moved: the moves take longer than others wait for them`, {
        remedy: 'Move fewer images at once.',
      })
    const { repository, tag } = splitRef(ref)
    const named = await this.registry.digest(repository, tag)
    if (named !== one.before?.digest)
      throw new WorkError(
        `${ref} names ${named ?? 'nothing'} by now, and named ${one.before?.digest ?? 'nothing'} a moment ago: somebody else moved it`,
        { remedy: 'Look who did, and try again.' },
      )
  }

  /** Says in the journals what became of the moves. That it cannot be said takes nothing back. */
  private async closing(
    places: readonly Place[],
    hurried: boolean,
    stateOf: (ref: string) => JournalRecord['state'] | undefined,
  ): Promise<void> {
    const failed: { repository: string; error: unknown }[] = []
    const signal = AbortSignal.timeout(hurried ? HURRIED_MS : CLOSING_MS)
    const close = async ({ repository, prepared }: Place): Promise<void> => {
      if (this.closed.has(repository)) return
      const records = prepared.flatMap((one) => {
        const state = stateOf(one.move.ref)
        // What nobody knows the end of stays begun, and holds nobody up.
        return state === undefined ? [] : [this.recordOf(one, state, this.options.now())]
      })
      try {
        await endClaims(this.registry, repository, this.operation.id, records, {
          ...{ signal, memory: this.memory, hasty: true },
        })
      } catch (error) {
        failed.push({ repository, error })
      }
    }
    await forAll(places, close, PARALLEL)
    const [first, ...others] = failed
    if (first === undefined) return
    const more = others.length === 0 ? '' : ` and ${others.length} more`
    this.notices.push(
      `The journal of ${first.repository}${more} could not be written (${messageOf(first.error)}): it may say that ${this.operation.id} still goes on, and hold others up until ${this.until().toISOString()}.`,
    )
  }

  private recordOf(
    { move, before, manifest }: Prepared,
    state: JournalRecord['state'],
    until = this.until(),
  ): JournalRecord {
    const { id, kind, by, run, from, skipped } = this.operation
    return {
      ...{ operation: id, kind, state, tag: splitRef(move.ref).tag },
      ...{ old: before?.digest ?? null, new: manifest.digest },
      at: this.claimedAt.toISOString(),
      ...(state === 'begun' ? { until: until.toISOString() } : {}),
      ...{ by, run, from, skipped },
      suites: state === 'undone' ? undefined : this.known.get(move.ref)?.suites,
      failed: state === 'undone' ? undefined : this.known.get(move.ref)?.failed,
    }
  }
}

function stateOf({ undone, unsure }: JournalEntry): JournalRecord['state'] {
  if (undone) return 'undone'
  return unsure === true ? 'begun' : 'done'
}

/** Milliseconds after which somebody who lost to a later one tries again: by then that one has seen it, too, and gone. */
const RETRY_MS = 2000

function isRefused(error: unknown): boolean {
  return error instanceof RegistryError && (error.status === 401 || error.status === 403)
}

function isWithin(move: Move): boolean {
  return move.repository === undefined || move.repository === splitRef(move.ref).repository
}

function placesOf(prepared: readonly Prepared[]): Place[] {
  const places = new Map<string, Prepared[]>()
  for (const one of prepared) {
    const { repository } = splitRef(one.move.ref)
    places.set(repository, [...(places.get(repository) ?? []), one])
  }
  return [...places].flatMap(([repository, own]) => {
    const [first] = own
    return first === undefined ? [] : [{ repository, prepared: own, move: first.move }]
  })
}

function movedOf(one: Prepared): Moved {
  const { move, before, manifest } = one
  return {
    ...{ image: move.image, ref: move.ref, old: before?.digest ?? null, new: manifest.digest },
    state: isChange(one) ? 'moved' : 'unchanged',
  }
}
