/** Notices that nothing goes on any more. */
export interface Stall {
  /** Aborted then. */
  readonly signal: AbortSignal
  /** Something went on; the next thing may take so long. */
  alive: (ms: number) => void
  stop: () => void
}

export function stall(ms: number, why: string): Stall {
  const controller = new AbortController()
  let until = performance.now() + ms
  let timer: NodeJS.Timeout
  // One timer that looks again, not a new one for every piece of a big file.
  const look = (): void => {
    const left = until - performance.now()
    if (left <= 0) controller.abort(new Error(why))
    else timer = setTimeout(look, left)
  }
  look()
  return {
    signal: controller.signal,
    alive: (next) => {
      until = performance.now() + next
    },
    stop: () => {
      clearTimeout(timer)
    },
  }
}
