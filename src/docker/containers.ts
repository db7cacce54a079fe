import type Docker from 'dockerode'
import { messageOf, WorkError } from '../shared/errors.js'
import {
  DEFAULT_GRACE_MS,
  envList,
  gpuRemedy,
  hostConfig,
  OWNER_LABEL,
  ownerLabels,
  type LocalSocket,
  type Surroundings,
} from './container-config.js'
import {
  collect,
  readFileOf,
  TakerFault,
  withFolders,
  type Collect,
  type Collected,
  type Folder,
} from './container-files.js'
import { attach, exitOf, guarded, ranOutOfMemory, type OnOutput } from './container-life.js'
import { engineMessage, goneRemedy } from './gone.js'
import { tarOf, type TarFile } from './tar.js'

export { OWNER_LABEL } from './container-config.js'

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

export interface ContainerRequest extends Surroundings {
  readonly image: string
  /** Such as `linux/arm64`; the engine's own unless given. */
  readonly platform?: string
  readonly command: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** Copied in before the start; names are absolute paths without the leading `/`. */
  readonly files: readonly TarFile[]
  /** Made before the start, as the files are. */
  readonly folders?: readonly Folder[]
  readonly workdir?: string
  /** None, the engine's own, or the name of one that is there. */
  readonly network: boolean | string
  /** Wall-clock limit; then SIGTERM, and SIGKILL after `graceMs`. */
  readonly timeoutMs: number
  readonly graceMs?: number
  /** Path of one file to bring back. */
  readonly bringBack?: string
  /** What to bring back when it has ended, whatever its end was. */
  readonly collect?: Collect
  readonly signal: AbortSignal
  readonly onOutput: OnOutput
}

export interface ContainerResult {
  /** Exit status; 128 + n after signal n. */
  readonly status: number
  readonly timedOut: boolean
  /** Something in it, not only its first process, was killed because there was no memory left. */
  readonly outOfMemory: boolean
  readonly ms: number
  /** The file asked for, when the container left it. */
  readonly file: Buffer | undefined
  /** What was brought back, when something was to be. */
  readonly collected?: Collected
}

/** Runs one command in a container of its own and removes it, whatever happens. Output is complete and streamed. */
export async function runContainer(
  docker: Docker,
  request: ContainerRequest,
  socket: LocalSocket,
): Promise<ContainerResult> {
  const began = Date.now()
  request.signal.throwIfAborted()
  const container = await create(docker, request, socket)
  let timedOut = false
  const timers: NodeJS.Timeout[] = []
  const kill = (signal: string): void => void container.kill({ signal }).catch(() => undefined) // It may have ended meanwhile.
  const stop = (): void => {
    kill('SIGTERM')
    timers.push(setTimeout(() => kill('SIGKILL'), request.graceMs ?? DEFAULT_GRACE_MS))
  }
  const onAbort = (): void => kill('SIGKILL')
  const { onOutput, fault } = guarded(request.onOutput, () => kill('SIGKILL'))
  let attached: Awaited<ReturnType<typeof attach>> | undefined
  try {
    // Attached before the start: a quick command loses no output.
    attached = await attach(docker, container, onOutput)
    const files = withFolders(request.files, request.folders)
    if (files.length > 0) await container.putArchive(tarOf(files), { path: '/' })
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
    await attached.ended
    request.signal.throwIfAborted()
    const own = fault()
    if (own !== undefined) throw own
    const ms = Date.now() - began
    const outOfMemory = await ranOutOfMemory(docker, container)
    const file =
      request.bringBack === undefined ? undefined : await readFileOf(container, request.bringBack, request.signal)
    const result = { status, timedOut, outOfMemory, ms, file }
    if (request.collect === undefined) return result
    return { ...result, collected: await collect(container, request.collect, request.signal) }
  } catch (error) {
    request.signal.throwIfAborted()
    // What a listener threw goes up as it is.
    if (error instanceof TakerFault) throw error.cause
    if (error instanceof WorkError || (error instanceof Error && error === fault())) throw error
    const message = engineMessage(messageOf(error))
    const remedy = goneRemedy(message) ?? gpuRemedy(message)
    throw new WorkError(`the container for "${request.command.join(' ')}" could not run: ${message}`, {
      cause: error,
      ...(remedy === undefined ? {} : { remedy }),
    })
  } finally {
    for (const timer of timers) clearTimeout(timer)
    request.signal.removeEventListener('abort', onAbort)
    await container.remove({ force: true, v: true }).catch(() => undefined)
    attached?.close()
  }
}

async function create(docker: Docker, request: ContainerRequest, socket: LocalSocket): Promise<Docker.Container> {
  try {
    return await docker.createContainer({
      Image: request.image,
      ...(request.platform === undefined ? {} : { platform: request.platform }),
      Cmd: [...request.command],
      Entrypoint: [],
      Env: envList(request.env),
      ...(request.workdir === undefined ? {} : { WorkingDir: request.workdir }),
      ...(request.user === undefined ? {} : { User: request.user }),
      Tty: false,
      AttachStdout: true,
      AttachStderr: true,
      Labels: ownerLabels(request.timeoutMs + (request.graceMs ?? DEFAULT_GRACE_MS)),
      HostConfig: { Init: true, ...(await hostConfig(request, request.network, socket)) },
    })
  } catch (error) {
    if (error instanceof WorkError) throw error
    throw new WorkError(`no container of ${request.image}: ${messageOf(error)}`, { cause: error })
  }
}
