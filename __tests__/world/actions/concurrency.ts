import type { Hub } from '../types.js'
import { isValues, text, evaluate, type Scope } from './expressions.js'
import type { Value } from './model.js'

interface Member {
  readonly cancel: () => void
  readonly ended: Promise<unknown>
}

interface Group {
  running?: Member | undefined
  /** Only one waits; who comes later takes its place. */
  waiting?: Member | undefined
}

/** The groups of a repository, over all runs that share a hub. */
const groups = new WeakMap<Hub, Map<string, Group>>()

export interface Concurrency {
  readonly group: string
  readonly cancelInProgress: boolean
}

/** An evaluated `concurrency:`. */
export function concurrencyOf(value: Value | undefined, scope: Scope): Concurrency | undefined {
  if (value === undefined || value === null) return undefined
  if (!isValues(value)) return { group: text(value, scope), cancelInProgress: false }
  return {
    group: text(value['group'], scope),
    cancelInProgress: evaluate(value['cancel-in-progress'] ?? false, scope) === true,
  }
}

/**
 * Does the work when the group is free; `controller` is aborted when somebody newer takes the place. Undefined when that
 * came before the work began: then nothing of it runs, not even what says always().
 */
export async function inGroup<T>(
  hub: Hub,
  { group: name, cancelInProgress }: Concurrency,
  controller: AbortController,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const group = groupOf(hub, name)
  const over = new AbortController()
  const me: Member = { cancel: () => controller.abort(), ended: aborted(over.signal) }
  group.waiting?.cancel()
  group.waiting = me
  if (cancelInProgress) group.running?.cancel()
  await turn(group, controller.signal)
  if (group.waiting === me) group.waiting = undefined
  if (controller.signal.aborted) return undefined
  group.running = me
  try {
    return await work()
  } finally {
    group.running = undefined
    over.abort()
  }
}

function groupOf(hub: Hub, name: string): Group {
  const all = groups.get(hub) ?? new Map<string, Group>()
  groups.set(hub, all)
  const group = all.get(name.toLowerCase()) ?? {}
  all.set(name.toLowerCase(), group)
  return group
}

/** Until nobody runs in the group, or it is not worth waiting any more. */
async function turn(group: Group, signal: AbortSignal): Promise<void> {
  const useless = aborted(signal)
  while (group.running !== undefined && !signal.aborted) await Promise.race([group.running.ended, useless])
}

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
