import type Docker from 'dockerode'
import { setTimeout as sleep } from 'node:timers/promises'
import { messageOf, statusOf, WorkError } from '../shared/errors.js'
import { DEFAULT_GRACE_MS, envList, hostConfig, ownerLabels, type Surroundings } from './container-config.js'
import { attach, exitOf, guarded, type OnOutput } from './container-life.js'
import type { Endpoint } from './endpoint.js'
import { engineMessage, goneRemedy } from './gone.js'

export interface StartRequest extends Surroundings {
  readonly image: string
  /** Such as `linux/arm64`; the engine's own unless given. */
  readonly platform?: string
  /** The image's own entry point and command unless given. */
  readonly command?: readonly string[]
  readonly env: Readonly<Record<string, string>>
  /** TCP ports in the container; each is published where `address` says. */
  readonly ports: readonly number[]
  /** The engine's own unless given; ports are published on any but none. */
  readonly network?: boolean | string
  /** It is stopped after this time, if nobody did before. */
  readonly lifetimeMs: number
  /** Time between being asked to end and being killed. */
  readonly graceMs?: number
  readonly signal: AbortSignal
  readonly onOutput: OnOutput
}

export interface Address {
  readonly host: string
  readonly port: number
}

/** A container that runs until it is stopped, or ends of itself. */
export interface Started {
  readonly id: string
  /** Where the ports of the container are, by their numbers in it; none of one that has ended already. */
  readonly address: ReadonlyMap<number, Address>
  /**
   * Its exit status (128 + n after signal n) when it has ended and all of its output was told. Rejects when the engine
   * went away, with what the listener threw, or with the reason of an abort.
   */
  readonly exited: Promise<number>
  /** Ends and removes it. Never throws; any call after the first waits for the same. */
  stop: () => Promise<void>
}

/** Starts a container that stays. Throws, and leaves none, when it cannot be started. */
export async function startContainer(docker: Docker, request: StartRequest, endpoint: Endpoint): Promise<Started> {
  const { signal, graceMs = DEFAULT_GRACE_MS } = request
  signal.throwIfAborted()
  const published = publishedAt(endpoint)
  const container = await create(docker, request, endpoint, published)
  let attached: Awaited<ReturnType<typeof attach>> | undefined
  const remove = async (): Promise<void> => {
    await container.remove({ force: true, v: true }).catch(() => undefined)
    attached?.close()
  }
  const kill = (): void => void container.kill().catch(() => undefined) // It may have ended meanwhile.
  const { onOutput, fault } = guarded(request.onOutput, kill)
  try {
    // Attached before the start: one that ends at once loses no output.
    attached = await attach(docker, container, onOutput)
    const { ended } = attached
    signal.throwIfAborted()
    await container.start()
    const exited = (async () => {
      const status = await exitOf(docker, container.id).catch((error: unknown) => {
        signal.throwIfAborted()
        throw lost(request, error)
      })
      await ended
      signal.throwIfAborted()
      const own = fault()
      if (own !== undefined) throw own
      return status
    })()
    // Whether anybody waits for it is not ours to know.
    exited.catch(() => undefined)
    const address = await addressesOf(container, request, published.host)
    let stopping: Promise<void> | undefined
    const end = async (): Promise<void> => {
      clearTimeout(lifetime)
      signal.removeEventListener('abort', onAbort)
      // Asked by the signal that the image names, SIGTERM mostly; killed by the engine when the time is over.
      if (!signal.aborted) await container.stop({ t: Math.ceil(graceMs / 1000) }).catch(() => undefined)
      await Promise.race([exited.catch(() => undefined), sleep(graceMs, undefined, { ref: false })])
      await remove()
    }
    const stop = (): Promise<void> => (stopping ??= end())
    const onAbort = (): void => {
      kill()
      void stop()
    }
    const lifetime = setTimeout(() => void stop(), request.lifetimeMs)
    signal.addEventListener('abort', onAbort)
    if (signal.aborted) {
      onAbort()
      await stop()
      signal.throwIfAborted()
    }
    return { id: container.id, address, exited, stop }
  } catch (error) {
    await remove()
    signal.throwIfAborted()
    throw error instanceof WorkError ? error : lost(request, error)
  }
}

function lost({ image }: StartRequest, error: unknown): WorkError {
  const message = engineMessage(messageOf(error))
  const remedy = goneRemedy(message)
  return new WorkError(`the container of ${image} could not run: ${message}`, {
    cause: error,
    ...(remedy === undefined ? {} : { remedy }),
  })
}

const LOOPBACK = /^(localhost|127(\.\d+){3}|::1)$/

/** Where ports are opened, and by what name they are reached: on an engine's own machine by nobody but us. */
function publishedAt(endpoint: Endpoint): { bind: string; host: string } {
  const host = endpoint.kind === 'tcp' ? endpoint.host : endpoint.kind === 'ssh' ? endpoint.place.host : undefined
  if (host !== undefined && !LOOPBACK.test(host)) return { bind: '', host }
  return { bind: '127.0.0.1', host: '127.0.0.1' }
}

/** The engine's choice of ports. */
async function addressesOf(
  container: Docker.Container,
  { ports }: StartRequest,
  host: string,
): Promise<ReadonlyMap<number, Address>> {
  const found = new Map<number, Address>()
  const { NetworkSettings, State } = await container.inspect()
  for (const port of ports) {
    const bound = (NetworkSettings.Ports as Record<string, { HostPort: string }[] | null | undefined>)[`${port}/tcp`]
    const at = Number(bound?.[0]?.HostPort)
    if (at > 0) found.set(port, { host, port: at })
    else if (State.Running) throw new WorkError(`the engine published no port for ${port}/tcp of the container`)
  }
  return found
}

async function create(
  docker: Docker,
  request: StartRequest,
  endpoint: Endpoint,
  { bind }: { bind: string },
): Promise<Docker.Container> {
  const { command, graceMs = DEFAULT_GRACE_MS, ports } = request
  const ours = ports.map((port) => `${port}/tcp`)
  try {
    return await docker.createContainer({
      Image: request.image,
      ...(request.platform === undefined ? {} : { platform: request.platform }),
      ...(command === undefined ? {} : { Entrypoint: [], Cmd: [...command] }),
      Env: envList(request.env),
      ...(request.user === undefined ? {} : { User: request.user }),
      Tty: false,
      AttachStdout: true,
      AttachStderr: true,
      Labels: ownerLabels(request.lifetimeMs + graceMs),
      ExposedPorts: Object.fromEntries(ours.map((port) => [port, {}])),
      HostConfig: {
        // Of the image's own there are some that insist on being the first process.
        Init: command !== undefined,
        // No port number: one that is free.
        PortBindings: Object.fromEntries(ours.map((port) => [port, [{ HostIp: bind, HostPort: '' }]])),
        ...(await hostConfig(request, request.network ?? true, endpoint.kind === 'socket' ? endpoint.path : undefined)),
      },
    })
  } catch (error) {
    if (error instanceof WorkError) throw error
    const remedy =
      statusOf(error) === 400 && command === undefined && /no command specified/i.test(messageOf(error))
        ? 'Give the suite a command to start it with.'
        : undefined
    throw new WorkError(`no container of ${request.image}: ${messageOf(error)}`, {
      cause: error,
      ...(remedy === undefined ? {} : { remedy }),
    })
  }
}
