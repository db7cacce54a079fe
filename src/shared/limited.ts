import { Interrupted } from './errors.js'
import { durationText } from './text.js'

/**
 * A signal that aborts with another one, or when the time is up (milliseconds; 0: never), with `the run took longer than …`
 * as its reason.
 */
export function limitedTo(
  signal: AbortSignal,
  ms: number,
  what: string,
): { readonly signal: AbortSignal; readonly release: () => void } {
  if (ms === 0) return { signal, release: () => undefined }
  const controller = new AbortController()
  const why = `${what} took longer than ${durationText(ms)} and was stopped`
  const timer = setTimeout(() => controller.abort(new Interrupted(why)), ms)
  return { signal: AbortSignal.any([signal, controller.signal]), release: () => clearTimeout(timer) }
}
