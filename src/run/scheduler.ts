/** A piece of work and what has to be done before it. */
export interface Task {
  readonly id: string
  readonly needs: readonly string[]
  /** Tasks of one lane wait for each other when the lane is full; those of another do not. */
  readonly lane: string
  /** Throws when it fails; then whatever needs it is cancelled. */
  readonly run: () => Promise<void>
}

export type TaskState = 'passed' | 'failed' | 'cancelled'

/**
 * So long a task may take to stop; one that does not (its engine is gone) must not keep the run from its end. Less than
 * the front doors wait (entry/stop.ts): the results are to be written before they give up.
 */
const ABORT_GRACE_MS = 20_000

/**
 * Runs tasks as soon as what they need has passed, at most `limits` of a lane at a time, in the given order among those that are ready. A
 * failure cancels what needs it, directly or not, and nothing else. After an abort no task starts; the running ones are
 * waited for (they get the signal themselves). `onCancelled` hears of each task that will not run, and why.
 */
export function schedule(
  tasks: readonly Task[],
  {
    limits,
    signal,
    onCancelled,
  }: {
    limits: Readonly<Record<string, number>>
    signal: AbortSignal
    onCancelled: (id: string, because: string | undefined) => void
  },
): Promise<Map<string, TaskState>> {
  const states = new Map<string, TaskState>()
  const waiting = new Set(tasks)
  const running = new Map<string, number>()
  const count = (lane: string, by: number): void => void running.set(lane, (running.get(lane) ?? 0) + by)

  return new Promise((resolve) => {
    const cancelBlocked = (): void => {
      for (let found = true; found;) {
        found = false
        for (const task of waiting) {
          // After an abort everything is cancelled by it, not by what else it cancelled.
          const because = signal.aborted
            ? undefined
            : task.needs.find((need) => states.get(need) === 'failed' || states.get(need) === 'cancelled')
          if (because === undefined && !signal.aborted) continue
          waiting.delete(task)
          states.set(task.id, 'cancelled')
          onCancelled(task.id, because)
          found = true
        }
      }
    }
    const advance = (): void => {
      cancelBlocked()
      for (const task of waiting) {
        if ((running.get(task.lane) ?? 0) >= (limits[task.lane] ?? 1)) continue
        if (!task.needs.every((need) => states.get(need) === 'passed')) continue
        waiting.delete(task)
        count(task.lane, 1)
        const settle = (state: TaskState): void => {
          states.set(task.id, state)
          count(task.lane, -1)
          advance()
        }
        task.run().then(
          () => settle('passed'),
          () => settle('failed'),
        )
      }
      if ([...running.values()].every((busy) => busy === 0)) {
        end()
      }
    }
    let patience: NodeJS.Timeout | undefined
    const end = (): void => {
      clearTimeout(patience)
      signal.removeEventListener('abort', onAbort)
      resolve(states)
    }
    const onAbort = (): void => {
      patience = setTimeout(end, ABORT_GRACE_MS)
      advance()
    }
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) onAbort()
    else advance()
  })
}
