import type { ImageResult, Results } from '../../run/results.js'
import { durationText } from '../../shared/text.js'
import type { Plan, PlannedImage } from '../../stack/plan.js'
import { graphOf, type GraphModel, type GraphNode, type OutcomeKind } from './model.js'

/** The graph of a plan, with what became of each image; of one that the results do not name nothing was done. */
export function outcomeGraphOf(plan: Plan, results: Results): GraphModel {
  const byId = new Map(results.images.map((image) => [image.id, image]))
  const { nodes, edges } = graphOf(plan)
  return { nodes: nodes.map((node) => ({ ...node, end: endOf(byId.get(node.id), node.action) })), edges }
}

/**
 * Without what had no part in the run and is no parent of what had: of a large stack few images are built, and they can
 * be drawn where all of them cannot.
 */
export function withoutSkipped({ nodes, edges }: GraphModel): GraphModel {
  const worked = new Set(nodes.filter(({ end }) => end?.kind !== 'skipped').map(({ id }) => id))
  const parents = new Set(edges.filter(({ to }) => worked.has(to)).map(({ from }) => from))
  const kept = nodes.filter(({ id }) => worked.has(id) || parents.has(id))
  const ids = new Set(kept.map(({ id }) => id))
  return { nodes: kept, edges: edges.filter(({ from, to }) => ids.has(from) && worked.has(to)) }
}

/** `built and tested, 1m05s`; `failed at test` */
function endOf(image: ImageResult | undefined, action: PlannedImage['action']): NonNullable<GraphNode['end']> {
  const kind = kindOf(image, action)
  return { kind, words: wordsOf(kind, image) }
}

/** What became of an image, as colours tell it. */
export function kindOf(image: ImageResult | undefined, action: PlannedImage['action'] | undefined): OutcomeKind {
  switch (image?.outcome) {
    case 'passed':
      return image.action === 'build' ? 'built' : 'reused'
    case 'failed':
      return 'failed'
    case 'skipped':
      return 'skipped'
    case 'cancelled':
      return 'cancelled'
    default:
      return action === 'skip' ? 'skipped' : 'cancelled'
  }
}

function wordsOf(kind: OutcomeKind, image: ImageResult | undefined): string {
  if (image === undefined || kind === 'skipped' || kind === 'cancelled') return kind
  const ms = busyMs(image)
  // What takes no time worth the name has none.
  const time = ms < 100 ? '' : `, ${durationText(ms)}`
  if (kind === 'failed') return `failed at ${image.failedStep ?? 'build'}${time}`
  const tested = image.suites.some(({ outcome }) => outcome === 'passed') ? ' and tested' : ''
  // Of a command that only pushes nothing is said to be built.
  const made = kind === 'reused' ? 'reused' : image.build?.outcome === 'passed' ? 'built' : 'passed'
  return `${made}${tested}${time}`
}

/** Milliseconds in which a step of it went on, those at the same time counted once. */
export function busyMs({ steps = [], build, suites }: ImageResult): number {
  if (steps.length === 0) return (build?.ms ?? 0) + suites.reduce((sum, suite) => sum + suite.ms, 0)
  let [busy, until] = [0, 0]
  for (const { at, ms } of [...steps].sort((a, b) => a.at - b.at)) {
    busy += Math.max(at + ms - Math.max(at, until), 0)
    until = Math.max(until, at + ms)
  }
  return busy
}

/** The nodes by their depth: those without parents first; what is built on others comes below the deepest of them. */
export function levelsOf({ nodes, edges }: GraphModel): GraphNode[][] {
  const depth = new Map(nodes.map(({ id }) => [id, 0]))
  // Edges come in the order of their children, so a parent's depth is final before it is used.
  for (const { from, to } of edges) depth.set(to, Math.max(depth.get(to) ?? 0, (depth.get(from) ?? 0) + 1))
  const levels: GraphNode[][] = []
  for (const node of nodes) (levels[depth.get(node.id) ?? 0] ??= []).push(node)
  return levels.map((level) => level)
}
