import type Docker from 'dockerode'
import { PassThrough, type Readable } from 'node:stream'
import { json, text } from 'node:stream/consumers'

export type OnOutput = (stream: 'stdout' | 'stderr', data: Buffer) => void

/**
 * Hands on what a container says, as soon as it is started; the promise is for the end of it, which is no failure. An engine
 * with containerd (28) keeps the connection of a container that was removed before its start: `close` ends it on our side.
 */
export async function attach(
  docker: Docker,
  container: Docker.Container,
  onOutput: OnOutput,
): Promise<{ ended: Promise<void>; close: () => void }> {
  const stream = await container.attach({ stream: true, stdout: true, stderr: true })
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  stdout.on('data', (data: Buffer) => onOutput('stdout', data))
  stderr.on('data', (data: Buffer) => onOutput('stderr', data))
  docker.modem.demuxStream(stream, stdout, stderr)
  const ended = new Promise<void>((resolve) => {
    // setImmediate: what the last chunk put into the two streams is still on its way.
    const done = (): void => void setImmediate(resolve)
    stream.once('end', done)
    stream.once('close', done)
    stream.once('error', done)
  })
  // It is a socket, whatever its type says.
  const close = (): void => (stream as unknown as { destroy: () => void }).destroy()
  return { ended, close }
}

/** A listener that is never called again after it threw (its disk may be full): from inside a stream that would end us. */
export function guarded(
  onOutput: OnOutput,
  onFault: () => void,
): { onOutput: OnOutput; fault: () => Error | undefined } {
  let fault: Error | undefined
  return {
    fault: () => fault,
    onOutput: (stream, data) => {
      if (fault !== undefined) return
      try {
        onOutput(stream, data)
      } catch (error) {
        fault = error instanceof Error ? error : new Error(String(error))
        onFault()
      }
    },
  }
}

/**
 * Exit status of a container, as soon as it has one. The library's own wait() never ends when the engine goes away in the
 * middle of its answer; as a stream the answer has an end.
 */
export async function exitOf(docker: Docker, id: string): Promise<number> {
  const modem = docker.modem as {
    dial: (options: object, done: (error: Error | null | undefined, stream: Readable) => void) => void
  }
  const stream = await new Promise<Readable>((resolve, reject) => {
    const options = {
      method: 'POST',
      path: `/containers/${id}/wait`,
      isStream: true,
      statusCodes: { 200: true, 404: 'gone', 500: 'server error' },
    }
    modem.dial(options, (error, answer) => (error ? reject(error) : resolve(answer)))
  })
  return ((await json(stream)) as { StatusCode: number }).StatusCode
}

/** How much later than the exit an engine may tell that it was for want of memory. */
const LATE_MS = 500
const KILLED = 137

/**
 * Whether anything in a container was killed for want of memory, be it its first process or a grandchild. The engine hears
 * of that and of the exit on two ways: its note on the container may miss what its events tell.
 */
export async function ranOutOfMemory(docker: Docker, container: Docker.Container): Promise<boolean> {
  const { State: state } = await container.inspect()
  if (state.OOMKilled) return true
  const [since, until] = [Date.parse(state.StartedAt), Date.parse(state.FinishedAt)]
  if (Number.isNaN(since) || Number.isNaN(until)) return false
  const told = await docker.getEvents({
    since: (since - 1000) / 1000,
    // Both by the engine's clock. Of a time that is still to come it tells live, until then.
    until: (until + (state.ExitCode === KILLED ? LATE_MS : 1)) / 1000,
    filters: { container: [container.id], event: ['oom'] },
  })
  return (await text(told)).trim() !== ''
}
