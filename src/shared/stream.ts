import { byLine } from './lines.js'
import { runProcess, type ProcessRequest } from './process.js'

export interface StreamRequest extends Omit<ProcessRequest, 'onStdout' | 'onStderr'> {
  /** One line of its standard error; what it writes to its standard output is dropped. */
  readonly onLine: (line: string) => void
}

/** The same, by lines of what the program says on its standard error. Returns its exit status; undefined when a signal ended it. */
export async function streamProgram({ onLine, ...request }: StreamRequest): Promise<number | undefined> {
  const lines = byLine(onLine)
  const { status, signalled } = await runProcess({ ...request, onStderr: lines.push })
  lines.end()
  return signalled ? undefined : status
}
