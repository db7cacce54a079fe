import type Docker from 'dockerode'
import { PassThrough, type Duplex } from 'node:stream'
import { messageOf, statusOf, WorkError } from '../shared/errors.js'
import { hostConfig, ownerLabels } from './container-config.js'
import type { OnOutput } from './container-life.js'
import { engineMessage, goneRemedy } from './gone.js'

export interface InsideRequest {
  readonly image: string
  /** Such as `linux/arm64`; the engine's own unless given. */
  readonly platform?: string
  /** Milliseconds after which the container may be taken for left behind. */
  readonly lifetimeMs: number
  readonly signal: AbortSignal
}

export interface InsideCommand {
  readonly command: readonly string[]
  readonly timeoutMs: number
  /** Bytes that it may write; then it is ended. */
  readonly mostBytes: number
  readonly onOutput: OnOutput
}

export interface InsideEnd {
  /** Exit status; 127 where there is no such program in the image. */
  readonly status: number
  /** Why it was ended before its end. */
  readonly ended: 'time' | 'output' | undefined
  readonly ms: number
}

/** A container of an image, without a network and its entry point, in which commands run one after the other. */
export interface Inside {
  run: (command: InsideCommand) => Promise<InsideEnd>
  /** Removes it. Never throws. */
  close: () => Promise<void>
}

/** Holds the container open; `infinity` is not known to every busybox. */
const HOLD = ['sleep', '2147483647']

/**
 * Starts a container to look inside; undefined where the image has no `sleep` to hold it open (distroless). What commands
 * do to its files stays for those after them.
 */
export async function lookInside(docker: Docker, request: InsideRequest): Promise<Inside | undefined> {
  const { image, signal } = request
  signal.throwIfAborted()
  const container = await create(docker, request)
  const remove = (): Promise<void> => container.remove({ force: true, v: true }).catch(() => undefined)
  const kill = (): Promise<void> => container.kill().catch(() => undefined) // It may have ended meanwhile.
  const onAbort = (): void => void kill()
  signal.addEventListener('abort', onAbort)
  const close = async (): Promise<void> => {
    signal.removeEventListener('abort', onAbort)
    await remove()
  }
  try {
    await container.start()
    signal.throwIfAborted()
  } catch (error) {
    await close()
    signal.throwIfAborted()
    if (/executable file not found|no such file or directory/i.test(messageOf(error))) return undefined
    throw failed(image, error)
  }
  const run = async (asked: InsideCommand): Promise<InsideEnd> => {
    const began = performance.now()
    try {
      const { status, ended } = await execute(container, asked, signal, kill)
      signal.throwIfAborted()
      return { status, ended, ms: performance.now() - began }
    } catch (error) {
      signal.throwIfAborted()
      throw failed(image, error)
    }
  }
  return { run, close }
}

async function execute(
  container: Docker.Container,
  { command, timeoutMs, mostBytes, onOutput }: InsideCommand,
  signal: AbortSignal,
  kill: () => Promise<void>,
): Promise<Pick<InsideEnd, 'status' | 'ended'>> {
  // An earlier command was ended with its container, or ended it itself.
  if (!(await isRunning(container))) await container.start()
  signal.throwIfAborted()
  const exec = await container.exec({ Cmd: [...command], AttachStdout: true, AttachStderr: true, Tty: false })
  let ended: InsideEnd['ended']
  let timer: NodeJS.Timeout | undefined
  try {
    const stream = await exec.start({ hijack: true, stdin: false })
    let left = mostBytes
    const end = (why: 'time' | 'output'): void => {
      if (ended !== undefined) return
      ended = why
      // There is no call that ends one command alone.
      void kill()
    }
    timer = setTimeout(() => end('time'), timeoutMs)
    await said(container, stream, (from, data) => {
      if (left <= 0) return
      onOutput(from, data.subarray(0, left))
      left -= data.length
      if (left <= 0) end('output')
    })
    const { ExitCode: status } = await exec.inspect()
    return { status: status ?? (ended === undefined ? 137 : 124), ended }
  } catch (error) {
    // Newer engines refuse to start what is not there, older ones say so in its output.
    if (ended !== undefined) return { status: 124, ended }
    if (![400, 404, 500].includes(statusOf(error) ?? 0) || !/exec/i.test(messageOf(error))) throw error
    onOutput('stderr', Buffer.from(`${messageOf(error)}\n`))
    return { status: /permission denied/i.test(messageOf(error)) ? 126 : 127, ended }
  } finally {
    clearTimeout(timer)
  }
}

/** Hands on what a command says, until its end. */
function said(container: Docker.Container, stream: Duplex, onOutput: OnOutput): Promise<void> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  stdout.on('data', (data: Buffer) => onOutput('stdout', data))
  stderr.on('data', (data: Buffer) => onOutput('stderr', data))
  const modem = container.modem as Docker['modem']
  modem.demuxStream(stream, stdout, stderr)
  return new Promise<void>((resolve) => {
    // setImmediate: what the last chunk put into the two streams is still on its way.
    const done = (): void => void setImmediate(resolve)
    stream.once('end', done)
    stream.once('close', done)
    stream.once('error', done)
  })
}

async function isRunning(container: Docker.Container): Promise<boolean> {
  return (await container.inspect()).State.Running
}

async function create(docker: Docker, { image, platform, lifetimeMs }: InsideRequest): Promise<Docker.Container> {
  try {
    return await docker.createContainer({
      Image: image,
      ...(platform === undefined ? {} : { platform }),
      Entrypoint: [],
      Cmd: HOLD,
      Tty: false,
      // The image's own would run beside the commands.
      Healthcheck: { Test: ['NONE'] },
      Labels: ownerLabels(lifetimeMs),
      // Without tini: the start itself fails where there is no such program.
      HostConfig: await hostConfig({}, false, undefined),
    })
  } catch (error) {
    if (error instanceof WorkError) throw error
    throw new WorkError(`no container of ${image}: ${messageOf(error)}`, { cause: error })
  }
}

function failed(image: string, error: unknown): WorkError {
  if (error instanceof WorkError) return error
  const message = engineMessage(messageOf(error))
  const remedy = goneRemedy(message)
  return new WorkError(`the container of ${image} could not run: ${message}`, {
    cause: error,
    ...(remedy === undefined ? {} : { remedy }),
  })
}
