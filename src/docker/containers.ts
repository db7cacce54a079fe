import type Docker from 'dockerode'
import { PassThrough, type Readable } from 'node:stream'
import { json } from 'node:stream/consumers'
import { extract } from 'tar-stream'
import { messageOf, statusOf, WorkError } from '../shared/errors.js'
import { tarOf, type TarFile } from './context.js'
import { engineMessage, goneRemedy } from './gone.js'

/** Marks what is ours, so that nothing else is ever cleaned up. Its value: until when it may be there (ms since 1970). */
export const OWNER_LABEL = 'dev.stack-action.until'

/** After its limit a container of ours is nobody's; this long for a slow engine to remove it. */
const LEFTOVER_MS = 5 * 60_000

/** Removes what runs that were killed (kill -9, power) left behind: containers of ours that are past their limit. */
export async function sweepContainers(docker: Docker, now: number): Promise<void> {
  const ours = await docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] } })
  const old = ours.filter((container) => Number(container.Labels[OWNER_LABEL]) < now)
  await Promise.all(
    old.map((container) =>
      docker
        .getContainer(container.Id)
        .remove({ force: true, v: true })
        .catch(() => undefined),
    ),
  )
}

export interface ContainerRequest {
  readonly image: string
  /** Such as `linux/arm64`; the engine's own unless given. */
  readonly platform?: string
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Copied in before the start; names are absolute paths without the leading `/`. */
  readonly files: readonly TarFile[]
  readonly workdir?: string
  readonly network: boolean
  /** Wall-clock limit; then SIGTERM, and SIGKILL after `graceMs`. */
  readonly timeoutMs: number
  readonly graceMs?: number
  /** Path of one file to bring back. */
  readonly bringBack?: string
  readonly signal: AbortSignal
  readonly onOutput: (stream: 'stdout' | 'stderr', data: Buffer) => void
}

export interface ContainerResult {
  /** Exit status; 128 + n after signal n. */
  readonly status: number
  readonly timedOut: boolean
  readonly outOfMemory: boolean
  readonly ms: number
  /** The file asked for, when the container left it. */
  readonly file: Buffer | undefined
}

const DEFAULT_GRACE_MS = 10_000
/** More than any test report has. */
const MAX_FILE_BYTES = 32 * 1024 * 1024

/** Runs one command in a container of its own and removes it, whatever happens. Output is complete and streamed. */
export async function runContainer(docker: Docker, request: ContainerRequest): Promise<ContainerResult> {
  const began = Date.now()
  request.signal.throwIfAborted()
  const container = await create(docker, request)
  let timedOut = false
  const timers: NodeJS.Timeout[] = []
  const kill = (signal: string): void => void container.kill({ signal }).catch(() => undefined) // It may have ended meanwhile.
  const stop = (): void => {
    kill('SIGTERM')
    timers.push(setTimeout(() => kill('SIGKILL'), request.graceMs ?? DEFAULT_GRACE_MS))
  }
  const onAbort = (): void => kill('SIGKILL')
  // What a listener throws (its disk may be full) would end us from inside a stream: it ends the container instead.
  let fault: Error | undefined
  const onOutput: ContainerRequest['onOutput'] = (stream, data) => {
    if (fault !== undefined) return
    try {
      request.onOutput(stream, data)
    } catch (error) {
      fault = error instanceof Error ? error : new Error(String(error))
      kill('SIGKILL')
    }
  }
  try {
    // Attached before the start: a quick command loses no output.
    const stream = await container.attach({ stream: true, stdout: true, stderr: true })
    const ended = demux(docker, stream, onOutput)
    if (request.files.length > 0) await container.putArchive(tarOf(withFolders(request.files)), { path: '/' })
    request.signal.throwIfAborted()
    request.signal.addEventListener('abort', onAbort)
    await container.start()
    // What is not running yet cannot be killed: an abort during the start counts now.
    request.signal.throwIfAborted()
    timers.push(
      setTimeout(() => {
        timedOut = true
        stop()
      }, request.timeoutMs),
    )
    // Waited for after it: "next-exit" before would miss an exit that is quicker than its request, and wait for ever.
    const status = await exitOf(docker, container.id)
    await ended
    request.signal.throwIfAborted()
    if (fault !== undefined) throw fault
    const { State: state } = await container.inspect()
    const file = request.bringBack === undefined ? undefined : await readFileOf(container, request.bringBack)
    return { status, timedOut, outOfMemory: state.OOMKilled, ms: Date.now() - began, file }
  } catch (error) {
    request.signal.throwIfAborted()
    if (error instanceof WorkError || (error instanceof Error && error === fault)) throw error
    const message = engineMessage(messageOf(error))
    const remedy = goneRemedy(message)
    throw new WorkError(`the container for "${request.command.join(' ')}" could not run: ${message}`, {
      cause: error,
      ...(remedy === undefined ? {} : { remedy }),
    })
  } finally {
    for (const timer of timers) clearTimeout(timer)
    request.signal.removeEventListener('abort', onAbort)
    await container.remove({ force: true, v: true }).catch(() => undefined)
  }
}

/**
 * Exit status of a container, as soon as it has one. The library's own wait() never ends when the engine goes away in the
 * middle of its answer; as a stream the answer has an end.
 */
async function exitOf(docker: Docker, id: string): Promise<number> {
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

async function create(docker: Docker, request: ContainerRequest): Promise<Docker.Container> {
  try {
    return await docker.createContainer({
      Image: request.image,
      ...(request.platform === undefined ? {} : { platform: request.platform }),
      Cmd: [...request.command],
      Entrypoint: [],
      Env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
      ...(request.workdir === undefined ? {} : { WorkingDir: request.workdir }),
      Tty: false,
      AttachStdout: true,
      AttachStderr: true,
      Labels: {
        [OWNER_LABEL]: String(Date.now() + request.timeoutMs + (request.graceMs ?? DEFAULT_GRACE_MS) + LEFTOVER_MS),
      },
      HostConfig: { Init: true, ...(request.network ? {} : { NetworkMode: 'none' }) },
    })
  } catch (error) {
    throw new WorkError(`no container of ${request.image}: ${messageOf(error)}`, { cause: error })
  }
}

/** Every folder above a file, so that the engine need not guess their modes. */
function withFolders(files: readonly TarFile[]): TarFile[] {
  const folders = new Map<string, TarFile>()
  for (const file of files) {
    const parts = file.name.split('/').slice(0, -1)
    for (let depth = 2; depth <= parts.length; depth++) {
      const name = parts.slice(0, depth).join('/')
      if (!files.some((other) => other.name === name)) {
        folders.set(name, { name, source: '', type: 'directory', mode: 0o755, mtime: file.mtime, size: 0, target: '' })
      }
    }
  }
  return [...folders.values(), ...files]
}

function demux(docker: Docker, stream: NodeJS.ReadWriteStream, onOutput: ContainerRequest['onOutput']): Promise<void> {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  stdout.on('data', (data: Buffer) => onOutput('stdout', data))
  stderr.on('data', (data: Buffer) => onOutput('stderr', data))
  docker.modem.demuxStream(stream, stdout, stderr)
  return new Promise((resolve) => {
    // setImmediate: what the last chunk put into the two streams is still on its way.
    const done = (): void => void setImmediate(resolve)
    stream.once('end', done)
    stream.once('close', done)
    stream.once('error', done)
  })
}

async function readFileOf(container: Docker.Container, path: string): Promise<Buffer | undefined> {
  try {
    const archive = await container.getArchive({ path })
    for await (const entry of archive.pipe(extract())) {
      const { type, size } = entry.header
      // Only the file itself, and not one that would fill our memory: what lies there is the container's choice.
      if (type !== 'file') return undefined
      if (size > MAX_FILE_BYTES)
        throw new WorkError(`the container left ${path} with ${size} bytes; at most ${MAX_FILE_BYTES} are read`)
      const chunks: Buffer[] = []
      for await (const chunk of entry) chunks.push(chunk as Buffer)
      return Buffer.concat(chunks)
    }
    return undefined
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
