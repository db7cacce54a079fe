import { EXIT, Interrupted } from '../shared/errors.js'

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const
/** Removing containers and writing results takes seconds; an engine that has gone silent must not hold us longer. */
const GRACE_MS = 30_000

/**
 * A signal that aborts when the process is told to stop; told the same again, the process ends at once. A runner that
 * cancels a job sends SIGINT, after 7.5 seconds SIGTERM, and kills after 2.5 more (actions/runner, ProcessInvoker): the second
 * is no impatience, and those seconds are for what is tidied up elsewhere.
 */
export function stopOnSignals(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const heard = new Set<NodeJS.Signals>()
  const onSignal = (name: NodeJS.Signals): void => {
    if (heard.has(name)) process.exit(EXIT.interrupted)
    heard.add(name)
    if (controller.signal.aborted) return
    process.stderr.write(`\n${name}: stopping; containers are removed and results written. Once more to end at once.\n`)
    controller.abort(new Interrupted('interrupted'))
  }
  for (const name of SIGNALS) process.on(name, onSignal)
  return {
    signal: controller.signal,
    release: () => {
      for (const name of SIGNALS) process.off(name, onSignal)
    },
  }
}

/**
 * The outcome of work that hears of `signal` itself. Work that has not begun when the signal comes is not waited for;
 * work that has may still tidy up, for a while.
 */
export async function untilStopped<T>(
  work: Promise<T>,
  signal: AbortSignal,
  hasBegun: () => boolean,
  graceMs = GRACE_MS,
): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  let onAbort: (() => void) | undefined
  const stopped = new Promise<never>((_resolve, reject) => {
    onAbort = () => {
      if (!hasBegun()) return reject(new Interrupted('interrupted before any image was begun'))
      timer = setTimeout(
        () => reject(new Interrupted(`interrupted; what went on did not end within ${graceMs / 1000} seconds`)),
        graceMs,
      )
    }
    if (signal.aborted) onAbort()
    else signal.addEventListener('abort', onAbort)
  })
  try {
    return await Promise.race([work, stopped])
  } finally {
    clearTimeout(timer)
    if (onAbort !== undefined) signal.removeEventListener('abort', onAbort)
  }
}
