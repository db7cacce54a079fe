import type { Hub } from '../types.js'
import { isValues, text, evaluate, type Scope } from './expressions.js'
import type { Value } from './model.js'

interface Member {
  readonly cancel: () => void
  readonly ended: Promise<unknown>
}

interface Group {
  running?: Member | undefined
  /** In their order. */
  waiting: readonly Member[]
}

/** The groups of a repository, over all runs that share a hub. */
const groups = new WeakMap<Hub, Map<string, Group>>()

export interface Concurrency {
  readonly group: string
  readonly cancelInProgress: boolean
  /** Only one waits, and who comes later takes its place; or all wait for their turn. */
  readonly queue: 'single' | 'max'
}

/** An evaluated `concurrency:`. */
export function concurrencyOf(value: Value | undefined, scope: Scope): Concurrency | undefined {
  if (value === undefined || value === null) return undefined
  if (!isValues(value)) return { group: text(value, scope), cancelInProgress: false, queue: 'single' }
  return {
    group: text(value['group'], scope),
    cancelInProgress: evaluate(value['cancel-in-progress'] ?? false, scope) === true,
    queue: value['queue'] === 'max' ? 'max' : 'single',
  }
}

/**
 * Does the work when the group is free; `controller` is aborted when somebody newer takes the place. Undefined when that
 * came before the work began: then nothing of it runs, not even what says always().
 */
export async function inGroup<T>(
  hub: Hub,
  { group: name, cancelInProgress, queue }: Concurrency,
  controller: AbortController,
  work: () => Promise<T>,
): Promise<T | undefined> {
  const group = groupOf(hub, name)
  const over = new AbortController()
  const me: Member = { cancel: () => controller.abort(), ended: aborted(over.signal) }
  if (queue === 'single') for (const one of group.waiting) one.cancel()
  group.waiting = [...group.waiting, me]
  if (cancelInProgress) group.running?.cancel()
  try {
    await turn(group, me, controller.signal)
    group.waiting = group.waiting.filter((one) => one !== me)
    if (controller.signal.aborted) return undefined
    group.running = me
    return await work()
  } finally {
    if (group.running === me) group.running = undefined
    over.abort()
  }
}

function groupOf(hub: Hub, name: string): Group {
  const all = groups.get(hub) ?? new Map<string, Group>()
  groups.set(hub, all)
  const group = all.get(name.toLowerCase()) ?? { waiting: [] }
  all.set(name.toLowerCase(), group)
  return group
}

/** Until nobody is before us in the group, or it is not worth waiting any more. */
async function turn(group: Group, me: Member, signal: AbortSignal): Promise<void> {
  const useless = aborted(signal)
  for (;;) {
    const before = group.running ?? group.waiting[0]
    if (before === undefined || before === me || signal.aborted) return
    await Promise.race([before.ended, useless])
  }
}

function aborted(signal: AbortSignal): Promise<unknown> {
  return new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }))
}
