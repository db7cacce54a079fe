import { EXIT, Interrupted } from '../shared/errors.js'

/** A signal that aborts at SIGINT or SIGTERM; a second one ends the process at once. */
export function stopOnSignals(): { signal: AbortSignal; release: () => void } {
  const controller = new AbortController()
  const onSignal = (name: NodeJS.Signals): void => {
    if (controller.signal.aborted) process.exit(EXIT.interrupted)
    process.stderr.write(`\n${name}: stopping; containers are removed and results written. Once more to end at once.\n`)
    controller.abort(new Interrupted(name))
  }
  process.on('SIGINT', onSignal)
  process.on('SIGTERM', onSignal)
  return {
    signal: controller.signal,
    release: () => {
      process.off('SIGINT', onSignal)
      process.off('SIGTERM', onSignal)
    },
  }
}
