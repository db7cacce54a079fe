import type { Plan, PlannedImage } from '../../stack/plan.js'
import { plain } from '../../shared/text.js'

/** One image (of one variant) in a drawing. */
export interface GraphNode {
  /** As in the plan: `name@variant` where there are several variants. */
  readonly id: string
  /** What is written on it: the id as one harmless line, shortened in its middle. Each format still escapes it. */
  readonly label: string
  readonly action: PlannedImage['action']
  /** Suites will run on it. */
  readonly test: boolean
  /** Of a run that is over: what became of it, and the same in words. */
  readonly end?: { readonly kind: OutcomeKind; readonly words: string }
}

/** What became of an image, as colours tell it. */
export type OutcomeKind = 'built' | 'reused' | 'failed' | 'cancelled' | 'skipped'

/** What a node's colour says. */
export type Paint = PlannedImage['action'] | OutcomeKind

export interface GraphEdge {
  /** Id of the parent. */
  readonly from: string
  /** Id of the child. */
  readonly to: string
}

/** What every format draws; the formats differ in nothing but the writing. */
export interface GraphModel {
  /** Parents before children. */
  readonly nodes: readonly GraphNode[]
  readonly edges: readonly GraphEdge[]
}

/** The longest text on a node, in characters: three such nodes still fit side by side. */
const MAX_LABEL = 48

/** The plan as a graph: every image and variant, also the skipped ones, and every parent that the plan has. */
export function graphOf(plan: Plan): GraphModel {
  const ids = new Set(plan.images.map((image) => image.id))
  return {
    nodes: plan.images.map(({ id, action, test }) => ({ id, label: labelOf(id), action, test })),
    edges: plan.images.flatMap((image) =>
      [...new Set(image.parents)].filter((parent) => ids.has(parent)).map((parent) => ({ from: parent, to: image.id })),
    ),
  }
}

/** Shortened in the middle: beginnings are alike in a stack, and the variant stands at the end. */
export function labelOf(id: string, most = MAX_LABEL): string {
  const characters = Array.from(plain(id.toWellFormed()).replace(/\s+/g, ' ').trim())
  if (characters.length <= most) return characters.join('')
  const tail = Math.floor((most - 1) / 2)
  return `${characters.slice(0, most - 1 - tail).join('')}…${characters.slice(-tail).join('')}`
}

/** What is done with an image, in words: a colour alone says nothing to many. */
export function actionText({ action, test }: Pick<GraphNode, 'action' | 'test'>): string {
  return test ? `${action} and test` : action
}

/** The second line of a node: what became of it, where that is known; else what is done with it. */
export function wordsOf(node: GraphNode): string {
  return node.end?.words ?? actionText(node)
}

export function paintOf(node: GraphNode): Paint {
  return node.end?.kind ?? node.action
}

/**
 * Down the page, or to the right where more images stand side by side than on top of each other: pages scroll
 * downwards, and what is wider than the page is shrunk until nobody can read it.
 */
export function directionOf({ nodes, edges }: GraphModel): 'TB' | 'LR' {
  const depth = new Map(nodes.map((node) => [node.id, 1]))
  // Edges come in the order of their children, so a parent's depth is final before it is used.
  for (const { from, to } of edges) depth.set(to, Math.max(depth.get(to) ?? 1, (depth.get(from) ?? 1) + 1))
  const widths = new Map<number, number>()
  let [deepest, widest] = [0, 0]
  for (const level of depth.values()) {
    const width = (widths.get(level) ?? 0) + 1
    widths.set(level, width)
    deepest = Math.max(deepest, level)
    widest = Math.max(widest, width)
  }
  return widest > deepest ? 'LR' : 'TB'
}

/** Names for the nodes that are safe in every format, whatever the images are called: n0, n1, … */
export function safeIds({ nodes }: GraphModel): (id: string) => string {
  const numbers = new Map(nodes.map((node, index) => [node.id, `n${index}`]))
  return (id) => numbers.get(id) ?? 'unknown'
}
