import type { SshConnection } from '../../remote/connection.js'
import { messageOf } from '../../shared/errors.js'
import { durationText } from '../../shared/text.js'
import { LineSplitter } from './lines.js'
import { OURS } from './verdict.js'

/** Long enough to ask a cluster to take a job away; shorter where the run itself is being stopped, and not waited for long. */
const LIMIT_MS = 120_000
const STOPPED_MS = 20_000
const GRACE_MS = 1000

/**
 * Runs the clean-up of a launch that did not come to its end, whatever the run's signal says by now. Gives why what it left
 * may still be there; undefined when it is gone, or nothing is to be done.
 */
export async function cleanUp(
  connection: SshConnection,
  words: readonly string[],
  stopped: AbortSignal,
  onLine: (text: string) => void,
): Promise<string | undefined> {
  if (words.length === 0) return undefined
  const output = new LineSplitter((line) => onLine(`[clean_up] ${line}`))
  const timeoutMs = stopped.aborted ? STOPPED_MS : LIMIT_MS
  onLine(`${OURS}cleaning up: ${words.join(' ')}`)
  const hurry = new AbortController()
  let timer: NodeJS.Timeout | undefined
  const onStop = (): void => void (timer = setTimeout(() => hurry.abort(), STOPPED_MS))
  // Of what is stopped in the middle of it no more is waited for than of what is stopped before.
  if (!stopped.aborted) stopped.addEventListener('abort', onStop)
  const fault = await connection
    .run({
      ...{ words, timeoutMs, graceMs: GRACE_MS, signal: hurry.signal },
      onStdout: (data) => output.push('stdout', data),
      onStderr: (data) => output.push('stderr', data),
    })
    .then(
      ({ status, timedOut, aborted, lost }) => {
        if (aborted) return `did not end within ${durationText(STOPPED_MS)} after the run was stopped`
        if (timedOut) return `took longer than ${durationText(timeoutMs)}`
        if (lost !== undefined) return `the connection was lost: ${lost}`
        return status === 0 ? undefined : `ended with exit status ${status}`
      },
      (error: unknown) => messageOf(error),
    )
  clearTimeout(timer)
  stopped.removeEventListener('abort', onStop)
  output.end()
  if (fault === undefined) return undefined
  onLine(`${OURS}the clean-up failed: ${fault}`)
  return `the clean-up failed: ${fault}`
}
