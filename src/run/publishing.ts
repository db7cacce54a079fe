import { joinIndex } from '../registry/join.js'
import { appendJournal, NoJournal, type JournalRecord } from '../registry/journal.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { isPublished, type PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import { operationId } from './moves.js'
import { forAll, publish, type JournalEntry, type Move } from './publish.js'
import type { RunState } from './state.js'

/** The platforms of one image in one variant: names name them as one. */
interface Group {
  readonly images: readonly PlannedImage[]
  /** Those that the run works on. */
  readonly planned: readonly PlannedImage[]
}

/**
 * Moves the names of the images that are green, or of none when the policy is `all` and one is not; `before`: what names
 * that will move wait for.
 */
export async function publishImages(
  state: RunState,
  planned: readonly PlannedImage[],
  before: () => Promise<void>,
): Promise<void> {
  const { registry, now, recordJournal, publish: policy } = state.request
  const isGreen = (image: PlannedImage): boolean => state.resultOf(image).outcome === 'passed'
  const groups = groupsOf(state.request.plan.images, planned)
  const green = groups.filter((group) => group.planned.every(isGreen))
  const bad = planned.filter((image) => !isGreen(image))
  if (policy === 'none' || green.length === 0 || (policy === 'all' && bad.length > 0)) {
    state.results.unpublished =
      policy === 'none'
        ? 'no names were to move: the candidates are in the registry under their fingerprints'
        : `not every image is green: ${bad.map((image) => image.id).join(', ')}`
    return
  }
  const moves: Move[] = []
  for (const group of green) {
    if (tellPublished(state, group)) continue
    try {
      moves.push(...(await movesOf(state, group)))
    } catch (error) {
      const message = `it could not be published: ${messageOf(error)}`
      state.results.unpublished = message
      for (const image of group.planned) state.fail(image, 'publish', 'failed', message, error)
      return
    }
  }
  if (moves.length > 0) await before()
  if (state.request.signal.aborted) {
    state.results.unpublished = state.interruption()
    return
  }
  const { moved, failure, journal } = await publish(registry, moves, now, recordJournal)
  const byFirst = new Map(green.map((group) => [group.planned[0]?.id, group.planned]))
  for (const { image, ref, digest } of moved)
    for (const one of byFirst.get(image) ?? []) state.resultOf(one).published.push({ ref, digest })
  const names = new Set(moved.map(({ ref }) => ref))
  await keepJournal(
    state,
    journal.filter((entry) => names.has(entry.ref) && entry.old !== entry.new),
    new Map(green.map((group) => [group.planned[0]?.id, suitesOf(state, group)])),
  )
  if (failure === undefined) return
  const message = `${failure.ref} could not be published: ${messageOf(failure.error)}`
  state.results.unpublished = message
  for (const line of failure.left) state.notice(line)
  for (const image of byFirst.get(failure.image) ?? []) state.fail(image, 'publish', 'failed', message, failure.error)
}

/** Requests at the same time. */
const PARALLEL = 16
/** Milliseconds for all journals together: the names have moved, and nobody is to wait for what only helps later. */
const JOURNAL_MS = 60_000

/** Writes into the registries what was published, for those who move or go back later. That it cannot be is only told. */
async function keepJournal(
  state: RunState,
  entries: readonly JournalEntry[],
  suites: ReadonlyMap<string | undefined, readonly string[]>,
): Promise<void> {
  const { registry, now, operation } = state.request
  const [first] = entries
  if (first === undefined) return
  const id = operationId(now())
  const records = new Map<string, JournalRecord[]>()
  for (const { image, ref, old, new: digest, at } of entries) {
    const { repository, tag } = splitRef(ref)
    const record: JournalRecord = {
      ...{ operation: id, kind: 'publish', state: 'done', tag, old, new: digest, at, ...operation },
      suites: suites.get(image),
    }
    records.set(repository, [...(records.get(repository) ?? []), record])
  }
  const signal = AbortSignal.any([state.request.signal, AbortSignal.timeout(JOURNAL_MS)])
  const failures: { repository: string; error: unknown }[] = []
  const append = async ([repository, own]: [string, JournalRecord[]]): Promise<void> => {
    try {
      await appendJournal(registry, repository, own, { signal })
    } catch (error) {
      failures.push({ repository, error })
    }
  }
  await forAll([...records], append, PARALLEL)
  const [worst, ...others] = failures
  if (worst === undefined) return
  const more = others.length === 0 ? '' : ` and ${others.length} more`
  state.notice(
    worst.error instanceof NoJournal
      ? `no journal in this registry: what was published before stays unknown to "rollback" (${messageOf(worst.error)})`
      : `the journal of ${worst.repository}${more} does not say what was published: ${messageOf(worst.error)}`,
  )
}

/** Suites that passed on every platform of an image, in this run or before it. */
function suitesOf(state: RunState, { images }: Group): string[] {
  const passedOn = (image: PlannedImage): readonly string[] => {
    const { suites } = state.resultOf(image)
    if (suites.length === 0 && image.passed)
      return image.suites.filter(({ off }) => off === undefined).map(({ name }) => name)
    return suites.filter(({ outcome }) => outcome === 'passed').map(({ name }) => name)
  }
  const [first = [], ...others] = images.map(passedOn)
  return first.filter((name) => others.every((names) => names.includes(name)))
}

/** What all names name already, as the plan knows, is published without a word to the registry. */
function tellPublished(state: RunState, { images, planned }: Group): boolean {
  const [image] = planned
  if (image === undefined || images.length > 1 || !isPublished(image)) return false
  for (const ref of image.refs) {
    const known = image.found.find((one) => splitRef(one.ref).repository === splitRef(ref).repository)
    if (known !== undefined) state.resultOf(image).published.push({ ref, digest: known.digest })
  }
  return true
}

function groupsOf(images: readonly PlannedImage[], planned: readonly PlannedImage[]): Group[] {
  const keyOf = ({ name, variant }: PlannedImage): string => `${name}@${variant}`
  const groups = new Map<string, { images: PlannedImage[]; planned: PlannedImage[] }>()
  for (const image of planned) groups.set(keyOf(image), { images: [], planned: [] })
  for (const image of images) groups.get(keyOf(image))?.images.push(image)
  for (const image of planned) groups.get(keyOf(image))?.planned.push(image)
  return [...groups.values()]
}

async function movesOf(state: RunState, group: Group): Promise<Move[]> {
  const [first] = group.planned
  if (first === undefined) return []
  const moves: Move[] = []
  const digests = new Map<string, string | undefined>()
  for (const ref of first.refs) {
    const { repository } = splitRef(ref)
    if (!digests.has(repository)) digests.set(repository, await digestIn(state, group, repository))
    const digest = digests.get(repository)
    if (digest !== undefined) moves.push({ image: first.id, ref, digest })
  }
  return moves
}

/** What names in a repository are to name: the candidate, or the candidates of all platforms as one. */
async function digestIn(state: RunState, { images }: Group, repository: string): Promise<string | undefined> {
  const { registry } = state.request
  const candidateOf = (image: PlannedImage): string | undefined =>
    [...state.resultOf(image).candidates, ...image.found].find((one) => splitRef(one.ref).repository === repository)
      ?.digest
  const [first] = images
  const index = first?.index.find((ref) => splitRef(ref).repository === repository)
  if (first === undefined || index === undefined) return first === undefined ? undefined : candidateOf(first)
  const parts = await Promise.all(
    images.map(async (image) => {
      const digest = candidateOf(image)
      const manifest = digest === undefined ? undefined : await registry.manifest(repository, digest)
      if (manifest === undefined)
        throw new WorkError(`${repository} does not have ${image.name} for ${image.platform}`, {
          remedy: 'Build it for all its platforms: in this run, or before it in another one.',
        })
      return { manifest, platform: image.platform }
    }),
  )
  const joined = joinIndex(parts)
  await registry.put(repository, splitRef(index).tag, joined)
  return joined.digest
}
