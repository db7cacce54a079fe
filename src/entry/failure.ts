import type { Results } from '../run/results.js'
import { EXIT, Interrupted, messageOf, UserError, WorkError, type Problem } from '../shared/errors.js'

/** The exit status that an error means; what we did not foresee is our failure. */
export function exitStatus(error: unknown): number {
  if (error instanceof UserError || error instanceof WorkError || error instanceof Interrupted) return error.exit
  return EXIT.failed
}

/** An error as problems to show. */
export function problemsOf(error: unknown): Problem[] {
  if (error instanceof UserError) return [...error.problems]
  if (error instanceof WorkError)
    return [{ message: error.message, ...(error.remedy === undefined ? {} : { remedy: error.remedy }) }]
  if (error instanceof Interrupted) return [{ message: error.message }]
  return [
    {
      message: messageOf(error),
      remedy: 'This is a fault of stack-action: set STACK_DEBUG=1 for the place, and please report it.',
    },
  ]
}

/** The exit status of work that was begun. */
export function statusOf(outcome: Results['outcome']): number {
  if (outcome === 'interrupted') return EXIT.interrupted
  return outcome === 'failed' ? EXIT.failed : EXIT.done
}
