import { messageOf, WorkError } from '../shared/errors.js'
import { splitRef } from '../stack/refs.js'
import type { Manifest, Registry } from '../registry/client.js'
import { BRIEF, PATIENT, Unanswered, type Patience } from '../registry/http.js'
import { slots } from '../registry/slots.js'
import type { PublishedRef } from './results.js'

/** A name that is to point at what is in a registry. */
export interface Move {
  readonly image: string
  readonly ref: string
  /** Of a candidate what was pushed: its tag may be pushed over by somebody else meanwhile. */
  readonly digest: string
  /** The repository that has it. Default: the one of the name. */
  readonly repository?: string
}

/** A move that was made, as `artifacts/journal.json` has it: enough to undo it later. */
export interface JournalEntry {
  readonly image: string
  readonly ref: string
  /** Digest before; null when the name is new. */
  readonly old: string | null
  readonly new: string
  /** ISO 8601. */
  readonly at: string
  undone: boolean
  /** Whether the name was moved, or moved back, the registry did not say. */
  unsure?: boolean
}

export interface PublishOutcome {
  readonly journal: JournalEntry[]
  /** The names that name what they should, also those that a failure left behind. */
  readonly moved: readonly (PublishedRef & { readonly image: string })[]
  /** The first move that failed, in their order; then every other one was undone. */
  readonly failure:
    | { readonly image: string; readonly ref: string; readonly error: unknown; readonly left: readonly string[] }
    | undefined
}

/** Requests at the same time, to all registries together. */
const PARALLEL = 8

/** A registry, as far as moving names needs it. */
export type Names = Pick<Registry, 'digest' | 'manifest' | 'put' | 'untag'>

/** How moves are made. */
export interface Way {
  readonly now: () => Date
  /** Hears of every move before it is made, and of what became of them. */
  readonly record: (journal: readonly JournalEntry[]) => void
  /** Moves at the same time. */
  readonly parallel?: number
  /** After this no move is begun, and what was moved is taken back. */
  readonly signal?: AbortSignal
  /** Comes before each move, also one that changes nothing; what it throws is why that fails. */
  readonly guard?: (one: Prepared) => Promise<void>
  /** Every name is asked for once more at the end. */
  readonly verify?: boolean
}

/** What a move puts, and what it puts it over. */
export interface Prepared {
  readonly move: Move
  readonly manifest: Manifest
  readonly before: Manifest | undefined
}

/** A move that was begun. */
interface Begun extends Prepared {
  readonly entry: JournalEntry
  /** The registry has said that it made the move. */
  made: boolean
}

/**
 * Moves names to candidates by putting the same manifest bytes under them: no layer travels, digests stay. Every source
 * and every present target is read before the first move; a move that fails takes the others back. A name that was new
 * stays where the registry has no call to remove it, and is reported in `left`.
 */
export async function publish(
  registry: Names,
  moves: readonly Move[],
  now: () => Date,
  record: (journal: readonly JournalEntry[]) => void,
): Promise<PublishOutcome> {
  const { done: prepared, failure: missing } = await forAll(moves, preparing(registry))
  if (missing !== undefined) return nothingMoved(missing.item, missing.error)
  return moveNames(registry, prepared, { now, record })
}

/** Nothing was begun. */
export function nothingMoved({ image, ref }: Move, error: unknown): PublishOutcome {
  return { journal: [], moved: [], failure: { image, ref, error, left: [] } }
}

/** Makes moves that have been prepared, or takes all of them back. */
export async function moveNames(registry: Names, prepared: readonly Prepared[], way: Way): Promise<PublishOutcome> {
  const { now, record, parallel = PARALLEL, signal, guard, verify = false } = way
  const late = after(GRACE_MS, signal)
  const journal: JournalEntry[] = []
  const begun: Begun[] = []
  const put = async (one: Prepared): Promise<void> => {
    const { move, manifest, before } = one
    const { repository, tag } = splitRef(move.ref)
    await guard?.(one)
    signal?.throwIfAborted()
    const entry: JournalEntry = {
      image: move.image,
      ref: move.ref,
      old: before?.digest ?? null,
      new: manifest.digest,
      at: now().toISOString(),
      undone: false,
    }
    const own = { ...one, entry, made: false }
    begun.push(own)
    // Recorded first: whoever finds the journal of a run that was killed knows which names to look at.
    journal.push(entry)
    record(journal)
    if (before?.digest !== manifest.digest) await registry.put(repository, tag, manifest, late)
    own.made = true
  }
  let { failure } = await forAll(prepared, put, parallel, signal)
  if (failure === undefined && verify) ({ failure } = await forAll(prepared, verifying(registry), parallel, signal))
  if (failure === undefined) return { journal, moved: standing(begun), failure: undefined }
  // Everything that was begun has ended by now, so nothing moves behind the back of what takes it back.
  const hurried = failure.error instanceof Unanswered || signal?.aborted === true
  const { kept, left } = await undo(registry, begun, hurried ? BRIEF : PATIENT, parallel)
  const settled = kept.map(({ entry }) => entry)
  const unwritten = recorded(record, settled)
  const { image, ref } = failure.item.move
  return {
    journal: settled,
    moved: standing(kept),
    failure: { image, ref, error: failure.error, left: [...left, ...unwritten] },
  }
}

/**
 * Milliseconds that a move which is under way may take when everything is to stop: one that is broken off may be made all
 * the same after it has been looked for.
 */
const GRACE_MS = 3000

/** A signal that is aborted some time after another one. */
function after(ms: number, signal: AbortSignal | undefined): AbortSignal | undefined {
  if (signal === undefined) return undefined
  const late = new AbortController()
  const abort = (): void => {
    setTimeout(() => late.abort(signal.reason), ms).unref()
  }
  if (signal.aborted) abort()
  else signal.addEventListener('abort', abort, { once: true })
  return late.signal
}

/** Looks whether a name names what it was moved to. */
function verifying(registry: Names): (one: Prepared) => Promise<void> {
  return async ({ move, manifest }) => {
    const { repository, tag } = splitRef(move.ref)
    const named = await registry.digest(repository, tag)
    if (named !== manifest.digest)
      throw new WorkError(`${move.ref} was moved to ${manifest.digest} and names ${named ?? 'nothing'}`)
  }
}

/**
 * Does the work for all, some at a time. After a failure, or when the signal is aborted, nothing more is begun; what goes
 * on is waited for.
 */
export async function forAll<Item, Done>(
  items: readonly Item[],
  work: (item: Item) => Promise<Done>,
  parallel = PARALLEL,
  signal?: AbortSignal,
): Promise<{ done: Done[]; failure: { item: Item; error: unknown } | undefined }> {
  const inSlot = slots(parallel)
  const done: Done[] = []
  const failures: { at: number; item: Item; error: unknown }[] = []
  const one = async (item: Item, at: number): Promise<void> => {
    if (failures.length > 0) return
    try {
      signal?.throwIfAborted()
      done[at] = await work(item)
    } catch (error) {
      failures.push({ at, item, error })
    }
  }
  await Promise.all(items.map((item, at) => inSlot(() => one(item, at))))
  const [failure] = failures.sort((a, b) => a.at - b.at)
  return { done, failure }
}

/** Names that are known to name what they should. */
function standing(begun: readonly Begun[]): PublishOutcome['moved'] {
  return begun
    .filter(({ made, entry }) => made && !entry.undone && entry.unsure !== true)
    .map(({ entry: { image, ref, new: digest } }) => ({ image, ref, digest }))
}

/** A journal that cannot be written (the disk is full) must not hide what became of the names. */
export function recorded(
  record: (journal: readonly JournalEntry[]) => void,
  journal: readonly JournalEntry[],
): string[] {
  try {
    record(journal)
    return []
  } catch (error) {
    return [`the journal does not say what was taken back: ${messageOf(error)}`]
  }
}

/** Reads what a move needs. Names of one image share its manifest, which is read once. */
export function preparing(registry: Names, signal?: AbortSignal): (move: Move) => Promise<Prepared> {
  const sources = new Map<string, Promise<Manifest | undefined>>()
  return async (move) => {
    const { repository, tag } = splitRef(move.ref)
    const from = move.repository ?? repository
    const key = `${from}@${move.digest}`
    const source = sources.get(key) ?? registry.manifest(from, move.digest, undefined, signal)
    sources.set(key, source)
    const [manifest, before] = await Promise.all([source, registry.manifest(repository, tag, undefined, signal)])
    if (manifest?.digest !== move.digest) throw new WorkError(`${key} is not in the registry any more`)
    return { move, manifest, before }
  }
}

/**
 * Takes back what was begun; a registry that has gone silent is asked for every name, but not for long. Returns what the
 * journal is to keep, and a line for each name that could not be taken back.
 */
async function undo(
  registry: Names,
  begun: readonly Begun[],
  patience: Patience,
  parallel: number,
): Promise<{ kept: Begun[]; left: readonly string[] }> {
  const takingBack = async (one: Begun): Promise<{ one: Begun; kept: boolean; line?: string }> => ({
    one,
    ...(await takeBack(registry, one, patience)),
  })
  const { done } = await forAll([...begun].reverse(), takingBack, parallel)
  const never = new Set(done.filter(({ kept }) => !kept).map(({ one }) => one))
  return {
    kept: begun.filter((one) => !never.has(one)),
    left: done.flatMap(({ line }) => line ?? []),
  }
}

/** Takes one move back. `kept`: it was made, or may have been, so the journal keeps it; `line`: why the name is not what it was. */
async function takeBack(registry: Names, one: Begun, patience: Patience): Promise<TakenBack> {
  const { entry, before, made } = one
  if (made && entry.old === entry.new) return { kept: true }
  const { repository, tag } = splitRef(entry.ref)
  let named: string | undefined
  try {
    // An answer may have been lost: the registry may have moved the name and failed, or timed out, after that. And
    // somebody else may have moved it since: what is theirs stays.
    named = await registry.digest(repository, tag, patience)
  } catch (error) {
    if (!made) return unsure(one, error)
    return {
      kept: true,
      line: `${entry.ref} still names ${entry.new}: the registry does not answer (${messageOf(error)})`,
    }
  }
  if (named !== entry.new) {
    if (!made) return { kept: false }
    return theirs(one, named)
  }
  one.made = true
  try {
    if (before !== undefined) await registry.put(repository, tag, before)
    else if (!(await registry.untag(repository, tag)))
      throw new Error('the name was new, and this registry removes none')
    entry.undone = true
    return { kept: true }
  } catch (error) {
    return lookedAgain(registry, one, patience, error)
  }
}

interface TakenBack {
  readonly kept: boolean
  readonly line?: string
}

/** The answer to what takes a move back may be lost, too. */
async function lookedAgain(registry: Names, one: Begun, patience: Patience, cause: unknown): Promise<TakenBack> {
  const { entry } = one
  const { repository, tag } = splitRef(entry.ref)
  let named: string | undefined
  try {
    named = await registry.digest(repository, tag, patience)
  } catch (error) {
    return unsure(one, error)
  }
  if (named === entry.new) return { kept: true, line: `${entry.ref} still names ${entry.new} (${messageOf(cause)})` }
  if (named !== (entry.old ?? undefined)) return theirs(one, named)
  entry.undone = true
  return { kept: true }
}

function theirs({ entry }: Begun, named: string | undefined): TakenBack {
  entry.undone = true
  return { kept: true, line: `${entry.ref} names ${named ?? 'nothing'} by now: somebody else moved it` }
}

function unsure({ entry }: Begun, error: unknown): TakenBack {
  entry.unsure = true
  return { kept: true, line: `${entry.ref} may name ${entry.new}: the registry does not say (${messageOf(error)})` }
}
