import type Docker from 'dockerode'
import { PassThrough } from 'node:stream'
import { extract } from 'tar-stream'
import { messageOf, statusOf, WorkError } from '../shared/errors.js'
import { tarOf, type TarFile } from './context.js'

/** Marks what is ours, so that nothing else is ever cleaned up. */
export const OWNER_LABEL = 'dev.stack-action.owner'

export interface ContainerRequest {
  readonly image: string
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
  try {
    // Attached and waited for before the start: a quick command loses neither output nor exit status.
    const stream = await container.attach({ stream: true, stdout: true, stderr: true })
    const ended = demux(docker, stream, request.onOutput)
    const exit = container.wait({ condition: 'next-exit' }) as Promise<{ StatusCode: number }>
    exit.catch(() => undefined)
    if (request.files.length > 0) await container.putArchive(tarOf(withFolders(request.files)), { path: '/' })
    request.signal.throwIfAborted()
    request.signal.addEventListener('abort', onAbort)
    await container.start()
    timers.push(
      setTimeout(() => {
        timedOut = true
        stop()
      }, request.timeoutMs),
    )
    const { StatusCode: status } = await exit
    await ended
    request.signal.throwIfAborted()
    const { State: state } = await container.inspect()
    const file = request.bringBack === undefined ? undefined : await readFileOf(container, request.bringBack)
    return { status, timedOut, outOfMemory: state.OOMKilled, ms: Date.now() - began, file }
  } catch (error) {
    request.signal.throwIfAborted()
    throw new WorkError(`the container for "${request.command.join(' ')}" could not run: ${messageOf(error)}`, {
      cause: error,
    })
  } finally {
    for (const timer of timers) clearTimeout(timer)
    request.signal.removeEventListener('abort', onAbort)
    await container.remove({ force: true, v: true }).catch(() => undefined)
  }
}

async function create(docker: Docker, request: ContainerRequest): Promise<Docker.Container> {
  try {
    return await docker.createContainer({
      Image: request.image,
      Cmd: [...request.command],
      Entrypoint: [],
      Env: Object.entries(request.env).map(([name, value]) => `${name}=${value}`),
      ...(request.workdir === undefined ? {} : { WorkingDir: request.workdir }),
      Tty: false,
      AttachStdout: true,
      AttachStderr: true,
      Labels: { [OWNER_LABEL]: 'run' },
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
    const files = (await container.getArchive({ path })).pipe(extract())
    for await (const entry of files) {
      const chunks: Buffer[] = []
      for await (const chunk of entry) chunks.push(chunk as Buffer)
      if (entry.header.type === 'file') return Buffer.concat(chunks)
    }
    return undefined
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}
