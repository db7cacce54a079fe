import { childrenOf } from './graph.js'
import type { Plan, PlannedImage } from './plan.js'

/** One job of a matrix: what `--images` (input `images`) takes. */
export interface Leg {
  /** For the name of the job. */
  readonly name: string
  /** Ids, parents first, with commas between. */
  readonly images: string
  /** What they are built for: the runner should be of its kind. */
  readonly platform: string
}

/** What `strategy.matrix` takes. */
export interface Matrix {
  readonly include: readonly Leg[]
}

/** https://docs.github.com/en/actions/reference/limits: jobs of one matrix. */
export const MAX_LEGS = 256

/**
 * The images to work on as a matrix: a leg for each, or, where that makes too many, for a subtree: an image with what is
 * built on it. The largest subtrees are taken apart first, so that legs are as even as the limit allows.
 */
export function matrixOf(plan: Pick<Plan, 'images'>, limit = MAX_LEGS): Matrix {
  const working = plan.images.filter((image) => image.action !== 'skip')
  if (working.length <= limit) return { include: working.map((image) => legOf([image])) }
  const ids = new Set(working.map((image) => image.id))
  // An image with several parents goes with the first that is worked on.
  const above = new Map(working.map(({ id, parents }) => [id, parents.find((parent) => ids.has(parent))]))
  const parentsOf = (id: string): string[] => [above.get(id) ?? []].flat()
  const children = childrenOf({ nodes: [...ids], parentsOf })
  const size = new Map<string, number>()
  for (const { id } of [...working].reverse()) {
    const own = (size.get(id) ?? 0) + 1
    size.set(id, own)
    for (const parent of parentsOf(id)) size.set(parent, (size.get(parent) ?? 0) + own)
  }
  const whole = new Set(working.flatMap(({ id }) => (parentsOf(id).length === 0 ? [id] : [])))
  const alone = new Set<string>()
  for (;;) {
    const [largest] = [...whole]
      .filter((id) => whole.size + alone.size + (children.get(id)?.length ?? 0) <= limit && (size.get(id) ?? 0) > 1)
      .sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0))
    if (largest === undefined) break
    whole.delete(largest)
    alone.add(largest)
    for (const child of children.get(largest) ?? []) whole.add(child)
  }
  // One with more children than there are legs left: its children share those.
  const shared = new Map<string, string>()
  const [largest] = [...whole]
    .filter((id) => (size.get(id) ?? 0) > 1)
    .sort((a, b) => (size.get(b) ?? 0) - (size.get(a) ?? 0))
  const free = limit - whole.size - alone.size
  if (largest !== undefined && free > 0) {
    whole.delete(largest)
    alone.add(largest)
    const below = children.get(largest) ?? []
    const share = Math.ceil(below.length / free)
    for (const [at, child] of below.entries()) shared.set(child, below[at - (at % share)] ?? child)
  }
  const top = new Map<string, string>()
  const legs = new Map<string, PlannedImage[]>()
  for (const image of working) {
    const { id } = image
    const [parent] = parentsOf(id)
    const own = whole.has(id) || alone.has(id) || parent === undefined
    const head = own ? id : (shared.get(id) ?? top.get(parent) ?? id)
    top.set(id, head)
    const leg = legs.get(head)
    if (leg === undefined) legs.set(head, [image])
    else leg.push(image)
  }
  return { include: together([...legs.values()], limit) }
}

/** A matrix for each level of the plan: its images build on nothing below them, so all legs of one can run at once. */
export function levelMatrices(plan: Pick<Plan, 'images' | 'levels'>, limit = MAX_LEGS): Matrix[] {
  const byId = new Map(plan.images.map((image) => [image.id, image]))
  return plan.levels.map((level) => ({
    include: together(
      level.flatMap((id) => byId.get(id) ?? []).map((image) => [image]),
      limit,
    ),
  }))
}

/** More roots than legs: neighbours share one. */
function together(groups: readonly (readonly PlannedImage[])[], limit: number): Leg[] {
  const share = Math.ceil(groups.length / limit)
  const legs: Leg[] = []
  for (let at = 0; at < groups.length; at += share) legs.push(legOf(groups.slice(at, at + share).flat()))
  return legs
}

function legOf(images: readonly PlannedImage[]): Leg {
  const ids = images.map((image) => image.id)
  const [first = ''] = ids
  return {
    name: ids.length === 1 ? first : `${first} and ${ids.length - 1} more`,
    images: ids.join(','),
    platform: images[0]?.platform ?? '',
  }
}
