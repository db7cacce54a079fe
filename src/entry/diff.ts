import type { DiffCommandRequest } from '../commands/diff.js'
import { EXIT } from '../shared/errors.js'
import { stopOnSignals, untilStopped } from './stop.js'

/** `stack-action diff` at the command line: the difference on stdout. Returns the exit status. */
export async function diffCli({
  print,
  end,
  ...request
}: Omit<DiffCommandRequest, 'signal'> & {
  readonly print: (lines: readonly string[], document: unknown) => void
  readonly end: () => void
}): Promise<number> {
  const { diffCommand } = await import('../commands/diff.js')
  const { diffResultLines } = await import('../report/diff.js')
  const stop = stopOnSignals()
  try {
    const result = await untilStopped(diffCommand({ ...request, signal: stop.signal }), stop.signal, () => false)
    end()
    print(diffResultLines(result), result)
    return EXIT.done
  } finally {
    end()
    stop.release()
  }
}
