import { z } from 'zod'
import type { ImageDiff } from '../../contents/compare.js'
import type { ImageFacts } from '../../contents/facts.js'
import { splitRef } from '../../stack/refs.js'
import { ref, type BookChanges, type BookEvent, type BookImage, type EventImage } from './book.js'

/** Files come from other steps and other jobs: what is read of them is checked. */
const digest = z.string().regex(/^sha256:[a-f0-9]{64}$/)
const version = z.tuple([z.string(), z.string(), z.string()])
const some = z.tuple([z.string(), z.string()])
const counts = z.object({ added: z.number(), removed: z.number(), upgraded: z.number(), downgraded: z.number() })
const diff = z.object({
  against: z.object({ ref: z.string(), digest: z.string().nullable() }),
  size: z.object({ before: z.number(), after: z.number() }),
  lists: z.array(
    z.object({
      ...{ name: z.string(), added: z.array(some), removed: z.array(some) },
      ...{ upgraded: z.array(version), downgraded: z.array(version), counts: counts.optional() },
    }),
  ),
})
/** Milliseconds: no run takes a month. */
const MOST_MS = 31 * 24 * 3_600_000
const runFile = z.object({
  schema: z.literal(1),
  startedAt: z.iso.datetime(),
  ms: z.number().min(0).max(MOST_MS).catch(0),
  sha: z.string(),
  images: z.array(
    z.object({
      ...{ id: z.string(), name: z.string(), variant: z.string(), platform: z.string(), fingerprint: z.string() },
      ...{ file: z.string(), action: z.string(), published: z.array(z.object({ ref, digest })) },
      diff: diff.optional(),
    }),
  ),
})
const movesFile = z.object({
  schema: z.literal(1),
  command: z.enum(['tag', 'rollback']),
  ...{ dryRun: z.boolean(), by: z.string(), run: z.string(), at: z.iso.datetime(), from: z.string() },
  operation: z.string().optional(),
  moved: z.array(z.object({ image: z.string(), ref, new: z.string(), from: z.string() })),
})
const releaseFile = z.object({
  schema: z.literal(1),
  command: z.literal('release'),
  ...{ dryRun: z.boolean(), local: z.boolean(), by: z.string(), run: z.string(), at: z.iso.datetime() },
  version: z.string(),
  stages: z.array(
    z.object({
      ...{ stage: z.string(), how: z.string(), outcome: z.string() },
      refs: z.array(z.object({ image: z.string(), ref, new: z.string() })),
    }),
  ),
})

export type RunFile = z.infer<typeof runFile>
export type RunImage = RunFile['images'][number]

export function readRunFile(value: unknown): RunFile | undefined {
  return runFile.safeParse(value).data
}

/** An image without its platform: the platforms of an image are published as one. */
export function wholeId(id: string): string {
  return id.split('/')[0] ?? id
}

/** What runs published, as one event; undefined where it is nothing. Jobs of a matrix publish at the same time. */
export function publishEvent(runs: readonly RunFile[], who: { by: string; run: string }): BookEvent | undefined {
  const images = new Map<string, { id: string; refs: string[]; digest: string }>()
  for (const { id, published } of runs.flatMap((run) => run.images)) {
    for (const { ref, digest } of published) {
      const of = wholeId(id)
      // In several registries it is one image; of these the first one's names are shown.
      const one = images.get(`${of} ${digest}`) ?? { id: of, refs: [], digest }
      const [first = ref] = one.refs
      if (splitRef(first).repository === splitRef(ref).repository && !one.refs.includes(ref)) one.refs.push(ref)
      images.set(`${of} ${digest}`, one)
    }
  }
  if (images.size === 0) return undefined
  // A run publishes at its end: of two at the same time the names are those of the one that ended later.
  const ends = runs
    .filter(({ images: own }) => own.some(({ published }) => published.length > 0))
    .map(({ startedAt, ms }) => new Date(Date.parse(startedAt) + ms).toISOString())
  const at = ends.sort().at(-1) ?? ''
  return { kind: 'publish', at, ...who, from: '', images: [...images.values()] }
}

/** What was moved, with the ref that each name comes from. */
export interface MoveNews {
  readonly event: BookEvent
  /** By ref. */
  readonly sources: ReadonlyMap<string, string>
}

/** Of moves.json, or release.json; nothing where nothing moved, or the file is another one. */
export function moveEvents(value: unknown): MoveNews[] {
  const moves = movesFile.safeParse(value).data
  if (moves !== undefined) {
    const { command, by, run, at, from } = moves
    if (moves.dryRun || moves.operation === undefined) return []
    const images = imagesOf(moves.moved.map(({ image, ref, new: digest }) => ({ id: image, ref, digest })))
    const sources = new Map(moves.moved.map((one) => [one.ref, one.from]))
    return images.length === 0 ? [] : [{ event: { kind: command, at, by, run, from, images }, sources }]
  }
  const release = releaseFile.safeParse(value).data
  if (release === undefined || release.dryRun || release.local) return []
  let below = ''
  return release.stages.flatMap(({ stage, outcome, how, refs }) => {
    const images = imagesOf(refs.map(({ image, ref, new: digest }) => ({ id: image, ref, digest })))
    const from = how === 'run' ? '' : below
    below = stage
    if (outcome !== 'passed' || images.length === 0) return []
    const { by, run, at } = release
    return [{ event: { kind: 'release' as const, at, by, run, from, images }, sources: new Map<string, string>() }]
  })
}

function imagesOf(refs: readonly { id: string; ref: string; digest: string }[]): EventImage[] {
  const images = new Map<string, { id: string; refs: string[]; digest: string }>()
  for (const { id, ref, digest } of refs) {
    // What a dry run or an engine says there is no digest.
    if (!/^sha256:[a-f0-9]{64}$/.test(digest)) continue
    const key = `${id} ${splitRef(ref).repository} ${digest}`
    const one = images.get(key) ?? { id, refs: [], digest }
    one.refs.push(ref)
    images.set(key, one)
  }
  return [...images.values()]
}

/** What a book keeps of an image. */
export function bookImage(digest: string, id: string, facts: readonly ImageFacts[], changes?: BookChanges): BookImage {
  const [first] = facts
  const parents = first?.parents ?? []
  return {
    digest,
    name: first?.name ?? id.split('@')[0] ?? id,
    revision: first?.revision ?? '',
    source: first?.source ?? '',
    builtAt: first?.builtAt ?? '',
    size: first?.size ?? 0,
    parents: parents.map(({ name, ref }) => ({ name, ref })),
    base: first?.base?.ref ?? '',
    changes: changes ?? null,
  }
}

/** As many as fit into a cell of a table. */
const MOST_NAMED = 8

/** What differs between two images, as far as it is told here: of results.json, or of facts. */
export interface Difference {
  readonly against: { readonly ref: string }
  readonly size: { readonly before: number; readonly after: number }
  readonly lists: readonly {
    readonly added: readonly (readonly [string, string])[]
    readonly removed: readonly (readonly [string, string])[]
    readonly upgraded: readonly (readonly [string, string, string])[]
    readonly downgraded: readonly (readonly [string, string, string])[]
    readonly counts?: ImageDiff['lists'][number]['counts'] | undefined
  }[]
}

/** A difference in short. */
export function changesOf({ against, size, lists }: Difference): BookChanges {
  const total = (what: 'added' | 'removed' | 'upgraded' | 'downgraded'): number =>
    lists.reduce((sum, list) => sum + (list.counts?.[what] ?? list[what].length), 0)
  const named = lists.flatMap((list) => [
    ...list.upgraded.map(([name, from, to]) => `${name} ${from} → ${to}`),
    ...list.downgraded.map(([name, from, to]) => `${name} ${from} → ${to}`),
    ...list.added.map(([name, to]) => `+${name} ${to}`),
    ...list.removed.map(([name, from]) => `−${name} ${from}`),
  ])
  return {
    against: against.ref,
    ...{ added: total('added'), removed: total('removed') },
    ...{ upgraded: total('upgraded'), downgraded: total('downgraded') },
    bytes: Math.round(size.after - size.before),
    some: named.slice(0, MOST_NAMED),
  }
}
