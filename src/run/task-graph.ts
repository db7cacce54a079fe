/** What the order of tasks follows from. */
export interface Linked {
  readonly id: string
  readonly needs: readonly string[]
  readonly unless?: readonly string[]
  readonly expectedMs?: number
}

export interface Node<T extends Linked> {
  readonly task: T
  /** Place in the given order. */
  readonly index: number
  /** Those that need it. */
  readonly neededBy: readonly Node<T>[]
  /** Those that need it, and those that its failure stops although they do not. */
  readonly stops: readonly Node<T>[]
  /** Milliseconds from its beginning to the end of the longest chain of those that need it. */
  readonly remainingMs: number
}

type Draft<T extends Linked> = Omit<Node<T>, 'neededBy' | 'stops' | 'remainingMs'> & {
  readonly neededBy: Draft<T>[]
  readonly stops: Draft<T>[]
  remainingMs: number
}

/** Tasks with those that wait for them. Throws where they name what is not among them, or wait for each other: errors of ours. */
export function linked<T extends Linked>(tasks: readonly T[]): readonly Node<T>[] {
  const nodes = tasks.map((task, index): Draft<T> => ({ task, index, neededBy: [], stops: [], remainingMs: 0 }))
  const byId = new Map(nodes.map((node) => [node.task.id, node]))
  if (byId.size < nodes.length) throw new Error('two tasks have one id')
  for (const node of nodes) {
    const { id, needs, unless = [] } = node.task
    const find = (name: string): Draft<T> => {
      const found = byId.get(name)
      if (found === undefined) throw new Error(`${id} waits for ${name}, which is no task`)
      return found
    }
    for (const need of needs) {
      find(need).neededBy.push(node)
      find(need).stops.push(node)
    }
    for (const other of unless) find(other).stops.push(node)
  }
  for (const node of lastFirst(nodes)) {
    let longest = 0
    for (const child of node.neededBy) longest = Math.max(longest, child.remainingMs)
    node.remainingMs = (node.task.expectedMs ?? 0) + longest
  }
  return nodes
}

/** The longest chain of expected times, in milliseconds: no run of these tasks is faster, however much goes on at once. */
export function criticalPathMs(tasks: readonly Linked[]): number {
  let longest = 0
  for (const { remainingMs } of linked(tasks)) longest = Math.max(longest, remainingMs)
  return longest
}

/** Every task after all those that need it. */
function lastFirst<T extends Linked>(nodes: readonly Draft<T>[]): Draft<T>[] {
  const missing = nodes.map(({ task }) => task.needs.length)
  const order = nodes.filter(({ task }) => task.needs.length === 0)
  // It grows as it is walked.
  for (const { neededBy } of order) {
    for (const child of neededBy) {
      const left = (missing[child.index] ?? 0) - 1
      missing[child.index] = left
      if (left === 0) order.push(child)
    }
  }
  if (order.length < nodes.length) {
    const rest = nodes.filter(({ index }) => (missing[index] ?? 0) > 0).map(({ task }) => task.id)
    throw new Error(`tasks wait for each other: ${rest.slice(0, 10).join(', ')}`)
  }
  return order.reverse()
}
