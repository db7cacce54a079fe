/** Runs work when there is room for it: so many at a time, first come first served. */
export function slots(limit: number): <T>(work: () => Promise<T>) => Promise<T> {
  let free = limit
  const waiting: (() => void)[] = []
  return async (work) => {
    if (free > 0) free--
    else await new Promise<void>((resolve) => waiting.push(resolve))
    try {
      return await work()
    } finally {
      // Handed over rather than given back: nobody who comes at this moment gets in between.
      const next = waiting.shift()
      if (next === undefined) free++
      else next()
    }
  }
}
