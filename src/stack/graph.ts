/** Order and shape of a graph of named nodes. Iterative throughout: ten thousand images deep is a stack, not a crash. */
export interface Graph {
  readonly nodes: readonly string[]
  readonly parentsOf: (node: string) => readonly string[]
}

/** Parents before children; among nodes that are free at the same time the given order holds. Nodes on or behind a cycle are left out. */
export function topological({ nodes, parentsOf }: Graph): string[] {
  const rank = new Map(nodes.map((node, index) => [node, index]))
  const missing = new Map(nodes.map((node) => [node, new Set(parentsOf(node)).size]))
  const children = childrenOf({ nodes, parentsOf })
  const order: string[] = []
  let wave = nodes.filter((node) => missing.get(node) === 0)
  while (wave.length > 0) {
    order.push(...wave)
    const next: string[] = []
    for (const node of wave) {
      for (const child of children.get(node) ?? []) {
        const left = (missing.get(child) ?? 0) - 1
        missing.set(child, left)
        if (left === 0) next.push(child)
      }
    }
    wave = next.sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
  }
  return order
}

/** The children of every node, in the given order. */
export function childrenOf({ nodes, parentsOf }: Graph): Map<string, string[]> {
  const children = new Map<string, string[]>(nodes.map((node) => [node, []]))
  for (const node of nodes) for (const parent of new Set(parentsOf(node))) children.get(parent)?.push(node)
  return children
}

/** One cycle, first node repeated at the end (`a → b → a` is [a, b, a]), or undefined. */
export function findCycle(graph: Graph): string[] | undefined {
  const settled = new Set(topological(graph))
  const start = graph.nodes.find((node) => !settled.has(node))
  if (start === undefined) return undefined
  // Every unsettled node has an unsettled parent, so walking upwards must come back to a node that was seen.
  const seen = new Map<string, number>()
  const path: string[] = []
  let node: string | undefined = start
  while (node !== undefined && !seen.has(node)) {
    seen.set(node, path.length)
    path.push(node)
    node = graph.parentsOf(node).find((parent) => !settled.has(parent) && graph.nodes.includes(parent))
  }
  if (node === undefined) return undefined
  const cycle = path.slice(seen.get(node)).reverse()
  return [...cycle, cycle[0] ?? node]
}

/** Level 0 has no parents; a node's level is one below its lowest parent. Needs nodes in topological order. */
export function levels(order: readonly string[], parentsOf: Graph['parentsOf']): string[][] {
  const level = new Map<string, number>()
  const result: string[][] = []
  for (const node of order) {
    let depth = 0
    for (const parent of parentsOf(node)) depth = Math.max(depth, (level.get(parent) ?? -1) + 1)
    level.set(node, depth)
    ;(result[depth] ??= []).push(node)
  }
  return result
}
