import { messageOf, WorkError } from '../shared/errors.js'
import { durationText } from '../shared/text.js'
import { Heap } from './heap.js'
import { linked, type Node } from './task-graph.js'

export { criticalPathMs } from './task-graph.js'

/** A piece of work and what has to be done before it. Every id that it names is one of the same call. */
export interface Task {
  readonly id: string
  /** Those that must have passed before it begins. */
  readonly needs: readonly string[]
  /** Those that need not be done before it, but whose failure stops it: before it begins or while it runs. */
  readonly unless?: readonly string[]
  /** Tasks of one lane wait for each other when the lane is full; those of another do not. */
  readonly lane: string
  /** What it will probably take. Default: no time. */
  readonly expectedMs?: number
  /** From its beginning, not from that of the run. */
  readonly timeoutMs?: number
  /** What to do about a time-out; one sentence. */
  readonly timeoutRemedy?: string
  /**
   * Throws when it fails; then whatever needs it is cancelled. The signal is its own. Its reason is a `TimedOut` or a
   * `Cancelled`, or that of the whole run.
   */
  readonly run: (signal: AbortSignal) => Promise<void>
}

/** `cancelled`: it did not begin, or was stopped for another reason than its own time-out. */
export type TaskState = 'passed' | 'failed' | 'cancelled'

/** Why a task is stopped: another one failed. */
export class Cancelled extends Error {
  override readonly name = 'Cancelled'
  /** `because`: the id of the task that failed. */
  constructor(readonly because: string) {
    super(`stopped, because "${because}" failed`)
  }
}

/** Why a task is stopped: it took longer than it may. */
export class TimedOut extends WorkError {
  constructor(
    readonly ms: number,
    remedy = 'Allow it more time, or see in its log what it waited for.',
  ) {
    super(`took longer than ${durationText(ms)} and was stopped`, { remedy })
  }
}

export interface ScheduleOptions {
  /** Tasks of a lane that may run at the same time. Default: 1. */
  readonly limits: Readonly<Record<string, number>>
  /** Stops the whole run. */
  readonly signal: AbortSignal
  /** The first failure stops everything, not only what needs it. */
  readonly failFast?: boolean
  /**
   * Hears of each task that ends as cancelled, and of the task whose failure is the cause: the one that failed itself,
   * however far away. Undefined: the run was stopped.
   */
  readonly onCancelled: (id: string, because: string | undefined) => void
  /** Hears of each task that did not end when it was told to, and why it was told. What it does afterwards counts no more. */
  readonly onLost?: (id: string, reason: unknown) => void
}

/**
 * So long a task may take to stop; one that does not (its engine is gone) must not keep the run from its end. Less than
 * the front doors wait (entry/stop.ts): the results are to be written before they give up.
 */
const ABORT_GRACE_MS = 20_000

/** Timers take no more; beyond it they fire at once. */
const MAX_TIMER_MS = 2 ** 31 - 1

interface Lane {
  readonly limit: number
  busy: number
  readonly ready: Heap<Node<Task>>
}

interface Running {
  readonly controller: AbortController
  timeout?: NodeJS.Timeout
  grace?: NodeJS.Timeout
}

/**
 * Runs tasks as soon as what they need has passed. Where more of a lane are ready than it has room for, the one with the
 * longest remaining path is first, then the given order. A failure cancels what needs it, directly or not, and nothing
 * else (but see `unless` and `failFast`). After an abort no task starts; the running ones get it through their signals
 * and are waited for, for a while. Every task ends in exactly one state; the cost is about (tasks + edges) × log tasks.
 */
export function schedule(tasks: readonly Task[], options: ScheduleOptions): Promise<Map<string, TaskState>> {
  const { limits, signal, failFast = false, onCancelled, onLost } = options
  const nodes = linked(tasks)
  const missing = nodes.map(({ task }) => task.needs.length)
  const states = new Map<string, TaskState>()
  const running = new Map<Node<Task>, Running>()
  const lanes = new Map<string, Lane>()
  const laneOf = ({ task: { lane } }: Node<Task>): Lane => {
    const known = lanes.get(lane) ?? { limit: Math.max(1, limits[lane] ?? 1), busy: 0, ready: new Heap(isBefore) }
    lanes.set(lane, known)
    return known
  }

  return new Promise((resolve, reject) => {
    /** What a listener throws ends the run; it must not leave it without an end. */
    const guarded = (work: () => void) => () => {
      try {
        work()
      } catch (error) {
        reject(error instanceof Error ? error : new Error(messageOf(error)))
      }
    }

    const start = (node: Node<Task>): void => {
      const { timeoutMs, timeoutRemedy, run } = node.task
      const one: Running = { controller: new AbortController() }
      laneOf(node).busy++
      running.set(node, one)
      if (timeoutMs !== undefined) {
        const reason = (): TimedOut => new TimedOut(timeoutMs, timeoutRemedy)
        one.timeout = setTimeout(
          guarded(() => stop(node, reason())),
          Math.min(timeoutMs, MAX_TIMER_MS),
        )
      }
      // What is thrown at once is a failure as well.
      const done = (async () => run(one.controller.signal))()
      done.then(
        guarded(() => settle(node, true)),
        guarded(() => settle(node, false)),
      )
    }

    /** Tells a running task to end, once. */
    const stop = (node: Node<Task>, reason: unknown): void => {
      const one = running.get(node)
      if (one === undefined || one.controller.signal.aborted) return
      one.grace = setTimeout(
        guarded(() => {
          onLost?.(node.task.id, reason)
          settle(node, false)
        }),
        ABORT_GRACE_MS,
      )
      one.controller.abort(reason)
    }

    const settle = (node: Node<Task>, passed: boolean): void => {
      const one = running.get(node)
      if (one === undefined) return // Lost before.
      running.delete(node)
      clearTimeout(one.timeout)
      clearTimeout(one.grace)
      laneOf(node).busy--
      const { id } = node.task
      const { aborted, reason } = one.controller.signal as { aborted: boolean; reason: unknown }
      if (passed) {
        states.set(id, 'passed')
        for (const child of node.neededBy) release(child)
      } else if (aborted && !(reason instanceof TimedOut)) {
        const because = reason instanceof Cancelled ? reason.because : undefined
        cancel(node, because)
        if (because !== undefined) stopDescendants(node, because)
      } else {
        states.set(id, 'failed')
        if (failFast) stopAll(id, new Cancelled(id))
        else stopDescendants(node, id)
      }
      advance()
    }

    /** One of the tasks that it needs has passed. */
    const release = (node: Node<Task>): void => {
      const left = (missing[node.index] ?? 0) - 1
      missing[node.index] = left
      if (left === 0 && !states.has(node.task.id)) laneOf(node).ready.push(node)
    }

    const cancel = (node: Node<Task>, because: string | undefined): void => {
      states.set(node.task.id, 'cancelled')
      onCancelled(node.task.id, because)
    }

    const stopDescendants = (from: Node<Task>, because: string): void => {
      const stopped = [from]
      // It grows as it is walked: a chain of thousands must not be a stack of calls.
      for (const { stops } of stopped) {
        for (const node of stops) {
          if (states.has(node.task.id)) continue
          if (running.has(node)) {
            stop(node, new Cancelled(because))
            continue
          }
          cancel(node, because)
          stopped.push(node)
        }
      }
    }

    const stopAll = (because: string | undefined, reason: unknown): void => {
      for (const node of nodes) if (!states.has(node.task.id) && !running.has(node)) cancel(node, because)
      for (const node of [...running.keys()]) stop(node, reason)
    }

    const advance = (): void => {
      for (const lane of lanes.values()) {
        while (lane.busy < lane.limit) {
          const node = lane.ready.pop()
          if (node === undefined) break
          // What was ready may have been cancelled since.
          if (!states.has(node.task.id)) start(node)
        }
      }
      if (states.size < nodes.length) return
      signal.removeEventListener('abort', onAbort)
      resolve(states)
    }

    const onAbort = guarded(() => {
      stopAll(undefined, signal.reason)
      advance()
    })

    signal.addEventListener('abort', onAbort)
    if (signal.aborted) {
      onAbort()
      return
    }
    for (const node of nodes) if (node.task.needs.length === 0) laneOf(node).ready.push(node)
    guarded(advance)()
  })
}

function isBefore(one: Node<Task>, other: Node<Task>): boolean {
  return one.remainingMs > other.remainingMs || (one.remainingMs === other.remainingMs && one.index < other.index)
}
