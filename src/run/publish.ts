import { messageOf } from '../shared/errors.js'
import { splitRef } from '../stack/refs.js'
import type { Manifest, Registry } from '../registry/client.js'
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
  /** The first move that failed; then every other one was undone. */
  readonly failure:
    | { readonly image: string; readonly ref: string; readonly error: unknown; readonly left: readonly string[] }
    | undefined
}

/**
 * Moves names to candidates by putting the same manifest bytes under them: no layer travels, digests stay. Every source
 * and every present target is read before the first move; a move that fails takes the others back. A name that was new
 * cannot be taken back (registries have no such call) and is reported in `left`.
 */
export async function publish(
  registry: Registry,
  moves: readonly Move[],
  now: () => Date,
  record: (journal: readonly JournalEntry[]) => void,
): Promise<PublishOutcome> {
  const journal: JournalEntry[] = []
  const prepared: { move: Move; manifest: Manifest; before: Manifest | undefined }[] = []
  for (const move of moves) {
    try {
      prepared.push(await prepare(registry, move))
    } catch (error) {
      return { journal, moved: [], failure: { image: move.image, ref: move.ref, error, left: [] } }
    }
  }
  for (const { move, manifest, before } of prepared) {
    const { repository, tag } = splitRef(move.ref)
    const entry: JournalEntry = {
      image: move.image,
      ref: move.ref,
      old: before?.digest ?? null,
      new: manifest.digest,
      at: now().toISOString(),
      undone: false,
    }
    // Recorded first: whoever finds the journal of a run that was killed knows which names to look at.
    journal.push(entry)
    record(journal)
    try {
      if (before?.digest !== manifest.digest) await registry.put(repository, tag, manifest)
    } catch (error) {
      const left: string[] = []
      // An answer that got lost: the registry may have moved the name and failed, or timed out, after that.
      const after = await registry.digest(repository, tag).catch((reason: unknown) => {
        left.push(`${move.ref} may name ${manifest.digest}: the registry does not say (${messageOf(reason)})`)
        return undefined
      })
      if (after !== manifest.digest) journal.pop()
      left.push(...(await undo(registry, journal, prepared)))
      record(journal)
      return { journal, moved: standing(journal), failure: { image: move.image, ref: move.ref, error, left } }
    }
  }
  return { journal, moved: standing(journal), failure: undefined }
}

function standing(journal: readonly JournalEntry[]): PublishOutcome['moved'] {
  return journal.filter((entry) => !entry.undone).map(({ image, ref, new: digest }) => ({ image, ref, digest }))
}

async function prepare(
  registry: Registry,
  move: Move,
): Promise<{ move: Move; manifest: Manifest; before: Manifest | undefined }> {
  const { repository, tag } = splitRef(move.ref)
  const [manifest, before] = await Promise.all([
    registry.manifest(repository, move.digest),
    registry.manifest(repository, tag),
  ])
  if (manifest?.digest !== move.digest) throw new Error(`the candidate ${move.digest} is not in the registry any more`)
  return { move, manifest, before }
}

async function undo(
  registry: Registry,
  journal: readonly JournalEntry[],
  prepared: readonly { move: Move; before: Manifest | undefined }[],
): Promise<string[]> {
  const left: string[] = []
  for (const entry of [...journal].reverse()) {
    if (entry.old === entry.new) continue
    const before = prepared.find(({ move }) => move.ref === entry.ref)?.before
    const { repository, tag } = splitRef(entry.ref)
    try {
      if (before === undefined) throw new Error('the name was new')
      await registry.put(repository, tag, before)
      entry.undone = true
    } catch (error) {
      left.push(`${entry.ref} still names ${entry.new} (${messageOf(error)})`)
    }
  }
  return left
}
