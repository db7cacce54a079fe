import type { Engine } from '../docker/engine.js'
import { messageOf, UserError, type Problem } from '../shared/errors.js'
import { recorded, type JournalEntry } from './publish.js'

/** A name in the engine that is to name another image: of images that no registry has. */
export interface LocalMove {
  /** Id in the plan, for messages and the journal. */
  readonly image: string
  /** What the engine has: `name:tag`, or an id. */
  readonly source: string
  /** `name:tag` */
  readonly ref: string
}

export interface LocallyMoved {
  readonly image: string
  readonly ref: string
  /** Id of the image it named before; null when the name is new. */
  readonly old: string | null
  readonly new: string
  readonly state: 'moved' | 'unchanged'
}

export interface LocalOutcome {
  /** Of a dry run: what would be moved. Empty after a failure, unless names had to stay. */
  readonly moved: readonly LocallyMoved[]
  /** The move that failed; then every other one was taken back. `left`: a line for each name that could not be. */
  readonly failure: { readonly ref: string; readonly error: unknown; readonly left: readonly string[] } | undefined
}

export interface LocalOptions {
  readonly now: () => Date
  readonly dryRun: boolean
  /** Hears of every move before it is made (artifacts/journal.json). */
  readonly record?: (journal: readonly JournalEntry[]) => void
}

type Names = Pick<Engine, 'inspect' | 'tag' | 'removeBuilt'>

/**
 * Moves names in the engine, all of them or none. Everything is looked up before the first move; sources that are not there
 * are told all at once, as a UserError. An engine is one machine's, so there are no claims of others to respect.
 */
export async function moveLocally(
  engine: Names,
  moves: readonly LocalMove[],
  { now, dryRun, record = () => undefined }: LocalOptions,
): Promise<LocalOutcome> {
  const resolved = await resolve(engine, moves)
  if (dryRun) return { moved: resolved.map(({ moved }) => moved), failure: undefined }
  const journal: JournalEntry[] = []
  const begun: Resolved[] = []
  for (const one of resolved.filter(({ moved }) => moved.state === 'moved')) {
    const { image, ref, old, new: id } = one.moved
    try {
      journal.push({ image, ref, old, new: id, at: now().toISOString(), undone: false })
      record(journal)
      begun.push(one)
      // By id: the name of the source may be moved meanwhile, by a move of this very list too.
      await engine.tag(id, ref)
    } catch (error) {
      const { kept, left } = await takeBack(engine, begun, journal)
      return { moved: kept, failure: { ref, error, left: [...left, ...recorded(record, journal)] } }
    }
  }
  return { moved: resolved.map(({ moved }) => moved), failure: undefined }
}

interface Resolved {
  readonly moved: LocallyMoved
  readonly source: string
}

async function resolve(engine: Names, moves: readonly LocalMove[]): Promise<Resolved[]> {
  const problems: Problem[] = []
  const resolved: Resolved[] = []
  for (const { image, source, ref } of moves) {
    const [found, before] = [await engine.inspect(source), await engine.inspect(ref)]
    if (found === undefined) {
      problems.push({
        message: `${image}: the engine has no ${source}`,
        remedy: 'Build it here with "stack-action build"; or leave out --local, if a registry has it.',
      })
      continue
    }
    const state = before?.id === found.id ? 'unchanged' : 'moved'
    resolved.push({ source, moved: { image, ref, old: before?.id ?? null, new: found.id, state } })
  }
  const twice = resolved.find(({ moved }, at) =>
    resolved.some((other, where) => where > at && other.moved.ref === moved.ref && other.moved.new !== moved.new),
  )
  if (twice !== undefined) problems.push({ message: `${twice.moved.ref} would have to name two images` })
  if (problems.length > 0) throw new UserError(problems)
  return resolved
}

/** Last come, first served. A name that somebody else has moved since stays. */
async function takeBack(
  engine: Names,
  begun: readonly Resolved[],
  journal: readonly JournalEntry[],
): Promise<{ kept: LocallyMoved[]; left: string[] }> {
  const kept: LocallyMoved[] = []
  const left: string[] = []
  for (const { moved, source } of [...begun].reverse()) {
    const entry = journal.find(({ ref }) => ref === moved.ref)
    try {
      if ((await engine.inspect(moved.ref))?.id === moved.new) await nameAgain(engine, moved, source)
      if (entry !== undefined) entry.undone = true
    } catch (error) {
      kept.push(moved)
      left.push(`${moved.ref} still names ${moved.new} (${messageOf(error)})`)
    }
  }
  return { kept, left }
}

async function nameAgain(engine: Names, { ref, old, new: id }: LocallyMoved, source: string): Promise<void> {
  if (old !== null) return engine.tag(old, ref)
  // The last name of an image is the image: one that was named by its id alone would go with it.
  const named =
    source !== ref && !/^(?:sha256:)?[0-9a-f]{12,64}$/.test(source) && (await engine.inspect(source))?.id === id
  if (!named) throw new Error('the name was new, and it is the only one the image has')
  const { kept } = await engine.removeBuilt({ id, names: [ref] })
  if (kept !== undefined) throw new Error(kept)
}
