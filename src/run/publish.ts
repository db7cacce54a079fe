import { messageOf } from '../shared/errors.js'
import { splitRef } from '../stack/refs.js'
import type { Manifest, Registry } from '../registry/client.js'
import { BRIEF, PATIENT, Unanswered, type Patience } from '../registry/http.js'
import { slots } from '../registry/slots.js'
import type { PublishedRef } from './results.js'

/** A name that is to point at a candidate. */
export interface Move {
  readonly image: string
  readonly ref: string
  /** What was pushed into the same repository, by digest: a candidate's tag may be pushed over by somebody else meanwhile. */
  readonly digest: string
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

/** What a move puts, and what it puts it over. */
interface Prepared {
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
  if (missing !== undefined) {
    const { image, ref } = missing.item
    return { journal: [], moved: [], failure: { image, ref, error: missing.error, left: [] } }
  }
  const journal: JournalEntry[] = []
  const begun: Begun[] = []
  const { failure } = await forAll(prepared, async (one) => {
    const { move, manifest, before } = one
    const { repository, tag } = splitRef(move.ref)
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
    if (before?.digest !== manifest.digest) await registry.put(repository, tag, manifest)
    own.made = true
  })
  if (failure === undefined) return { journal, moved: standing(begun), failure: undefined }
  // Everything that was begun has ended by now, so nothing moves behind the back of what takes it back.
  const { kept, left } = await undo(registry, begun, failure.error instanceof Unanswered ? BRIEF : PATIENT)
  const settled = kept.map(({ entry }) => entry)
  const unwritten = recorded(record, settled)
  const { image, ref } = failure.item.move
  return {
    journal: settled,
    moved: standing(kept),
    failure: { image, ref, error: failure.error, left: [...left, ...unwritten] },
  }
}

/** Does the work for all, some at a time. After a failure nothing more is begun; what goes on is waited for. */
async function forAll<Item, Done>(
  items: readonly Item[],
  work: (item: Item) => Promise<Done>,
): Promise<{ done: Done[]; failure: { item: Item; error: unknown } | undefined }> {
  const inSlot = slots(PARALLEL)
  const done: Done[] = []
  const failures: { at: number; item: Item; error: unknown }[] = []
  const one = async (item: Item, at: number): Promise<void> => {
    if (failures.length > 0) return
    try {
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
    .filter(({ made, entry }) => made && !entry.undone)
    .map(({ entry: { image, ref, new: digest } }) => ({ image, ref, digest }))
}

/** A journal that cannot be written (the disk is full) must not hide what became of the names. */
function recorded(record: (journal: readonly JournalEntry[]) => void, journal: readonly JournalEntry[]): string[] {
  try {
    record(journal)
    return []
  } catch (error) {
    return [`the journal does not say what was taken back: ${messageOf(error)}`]
  }
}

/** Reads what a move needs. Names of one image share its manifest, which is read once. */
function preparing(registry: Names): (move: Move) => Promise<Prepared> {
  const sources = new Map<string, Promise<Manifest | undefined>>()
  return async (move) => {
    const { repository, tag } = splitRef(move.ref)
    const key = `${repository}@${move.digest}`
    const source = sources.get(key) ?? registry.manifest(repository, move.digest)
    sources.set(key, source)
    const [manifest, before] = await Promise.all([source, registry.manifest(repository, tag)])
    if (manifest?.digest !== move.digest)
      throw new Error(`the candidate ${move.digest} is not in the registry any more`)
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
): Promise<{ kept: Begun[]; left: readonly string[] }> {
  const { done } = await forAll([...begun].reverse(), async (one) => ({
    one,
    ...(await takeBack(registry, one, patience)),
  }))
  const never = new Set(done.filter(({ kept }) => !kept).map(({ one }) => one))
  return {
    kept: begun.filter((one) => !never.has(one)),
    left: done.flatMap(({ line }) => line ?? []),
  }
}

/** Takes one move back. `kept`: it was made, or may have been, so the journal keeps it; `line`: why the name is not what it was. */
async function takeBack(registry: Names, one: Begun, patience: Patience): Promise<{ kept: boolean; line?: string }> {
  const { entry, before, made } = one
  if (made && entry.old === entry.new) return { kept: true }
  const { repository, tag } = splitRef(entry.ref)
  let named: string | undefined
  try {
    // An answer may have been lost: the registry may have moved the name and failed, or timed out, after that. And
    // somebody else may have moved it since: what is theirs stays.
    named = await registry.digest(repository, tag, patience)
  } catch (error) {
    const why = `(${messageOf(error)})`
    return made
      ? { kept: true, line: `${entry.ref} still names ${entry.new}: the registry does not answer ${why}` }
      : { kept: true, line: `${entry.ref} may name ${entry.new}: the registry does not say ${why}` }
  }
  if (named !== entry.new) {
    if (!made) return { kept: false }
    entry.undone = true
    return { kept: true, line: `${entry.ref} names ${named ?? 'nothing'} by now: somebody else moved it` }
  }
  one.made = true
  try {
    if (before !== undefined) await registry.put(repository, tag, before)
    else if (!(await registry.untag(repository, tag)))
      throw new Error('the name was new, and this registry removes none')
    entry.undone = true
    return { kept: true }
  } catch (error) {
    return { kept: true, line: `${entry.ref} still names ${entry.new} (${messageOf(error)})` }
  }
}
