/**
 * A signal that follows another and can be let go. What listens to a run-long signal from many short pieces of work
 * would pile up listeners on it until the run ends.
 */
export function quietSignal(parent: AbortSignal): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const follow = (): void => controller.abort(parent.reason)
  if (parent.aborted) follow()
  else parent.addEventListener('abort', follow)
  return { signal: controller.signal, release: () => parent.removeEventListener('abort', follow) }
}
