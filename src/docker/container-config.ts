import type Docker from 'dockerode'
import { stat } from 'node:fs/promises'
import { WorkError } from '../shared/errors.js'

/** Marks what is ours, so that nothing else is ever cleaned up. Its value: until when it may be there (ms since 1970). */
export const OWNER_LABEL = 'dev.stack-action.until'

/** After its limit a container of ours is nobody's; this long for a slow engine to remove it. */
export const LEFTOVER_MS = 5 * 60_000

export const DEFAULT_GRACE_MS = 10_000

/** More than a test ever starts; a fork bomb ends here and not where the machine does. */
const DEFAULT_PIDS = 4096
const CPU_PERIOD_US = 100_000
/** The least that the kernel takes. */
const LEAST_CPU_QUOTA_US = 1000

/** What a container may take, and what it is given of its surroundings. */
export interface Surroundings {
  /** Hard limit; there is no swap beyond it. */
  readonly memoryBytes?: number
  /** As many at most, parts of one too; more than the machine has is no limit. */
  readonly cpus?: number
  /** Processes and threads, 4096 unless given. */
  readonly pids?: number
  /** Room of /dev/shm, which browsers need. */
  readonly shmBytes?: number
  /** Name or id, with or without `:group`; the image's own unless given. */
  readonly user?: string
  /** `name:address`, as for `docker run --add-host`. */
  readonly addHosts?: readonly string[]
  /** `sibling`: the engine's own socket lies at /var/run/docker.sock. `dind`: privileged, for an engine of its own. */
  readonly docker?: 'sibling' | 'dind'
  /** GPUs, as for `docker run --gpus`. */
  readonly gpus?: 'all' | number
}

/** Where a container's engine listens; undefined where it is not a socket of this machine. */
export type LocalSocket = string | undefined

export async function hostConfig(
  { memoryBytes, cpus, pids = DEFAULT_PIDS, shmBytes, addHosts, docker, gpus }: Surroundings,
  network: boolean | string,
  socket: LocalSocket,
): Promise<Docker.HostConfig> {
  return {
    PidsLimit: pids,
    // A container that may swap as much again would only become slow, and with it the machine.
    ...(memoryBytes === undefined ? {} : { Memory: memoryBytes, MemorySwap: memoryBytes }),
    // Not NanoCpus: the engine refuses there what is more than the machine has.
    ...(cpus === undefined
      ? {}
      : { CpuPeriod: CPU_PERIOD_US, CpuQuota: Math.max(LEAST_CPU_QUOTA_US, Math.round(cpus * CPU_PERIOD_US)) }),
    ...(gpus === undefined ? {} : { DeviceRequests: [gpuRequest(gpus)] }),
    ...(shmBytes === undefined ? {} : { ShmSize: shmBytes }),
    ...(addHosts === undefined ? {} : { ExtraHosts: [...addHosts] }),
    ...(network === true ? {} : { NetworkMode: network === false ? 'none' : network }),
    ...(docker === 'sibling' ? await siblingConfig(socket) : {}),
    // An engine cannot keep its layers on the layers of another: they go to a volume, which goes with the container.
    ...(docker === 'dind' ? { Privileged: true, Mounts: [volumeAt('/var/lib/docker')] } : {}),
  }
}

/**
 * What `docker run --gpus` asks the engine for: any driver that can do `gpu`; -1 are all of them.
 * https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerCreate
 */
function gpuRequest(gpus: 'all' | number): Docker.DeviceRequest {
  return { Driver: '', Count: gpus === 'all' ? -1 : gpus, Capabilities: [['gpu']] }
}

/** What engines say that cannot give a GPU: no runtime for it (dockerd, daemon/devices.go), or no driver behind it. */
const NO_GPU = /could not select device driver|nvidia-container-(?:cli|runtime)|libnvidia-ml\.so/

/** What to do about an engine's message, if it is about GPUs. */
export function gpuRemedy(message: string): string | undefined {
  return NO_GPU.test(message)
    ? 'Has this machine a GPU and its driver (nvidia-smi)? Then install nvidia-container-toolkit, run "nvidia-ctk runtime configure --runtime=docker" and start the engine again; or run elsewhere, and leave the suite out here.'
    : undefined
}

async function siblingConfig(socket: LocalSocket): Promise<Docker.HostConfig> {
  if (socket === undefined) {
    throw new WorkError('a container can only be given the engine’s socket where the engine is a local one', {
      remedy: 'Use "dind", or run where DOCKER_HOST is a unix:// socket of this machine.',
    })
  }
  const group = await stat(socket).then(
    ({ gid }) => gid,
    () => undefined,
  )
  return {
    // A mount, not a bind: an engine that does not see the socket would make a folder there.
    Mounts: [{ Type: 'bind', Source: socket, Target: '/var/run/docker.sock' }],
    // The socket belongs to root and its group, and images run as users of their own.
    ...(group === undefined ? {} : { GroupAdd: [String(group)] }),
  }
}

/** A volume without a name: removed with its container. The types know only those that have one. */
function volumeAt(path: string): Docker.MountSettings {
  return { Type: 'volume', Target: path } as Docker.MountSettings
}

/** Its label, for a container that is over after `limitMs`. */
export function ownerLabels(limitMs: number): Record<string, string> {
  return { [OWNER_LABEL]: String(Date.now() + limitMs + LEFTOVER_MS) }
}

export function envList(env: Readonly<Record<string, string>>): string[] {
  return Object.entries(env).map(([name, value]) => `${name}=${value}`)
}
