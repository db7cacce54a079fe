import Docker from 'dockerode'
import { readFile } from 'node:fs/promises'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { UserError, WorkError, codeOf, messageOf, statusOf, type Problem, userError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import type { SshEnv } from '../remote/home.js'
import { placeText } from '../remote/places.js'
import type { Login } from '../registry/credentials.js'
import type { Builder } from './builder.js'
import { sweepCompose } from './compose-sweep.js'
import { runContainer, sweepContainers, type ContainerRequest, type ContainerResult } from './containers.js'
import { engineBuilder } from './engine-builder.js'
import { findEndpoint, type Endpoint, type EndpointEnv } from './endpoint.js'
import { lookInside, type Inside, type InsideRequest } from './inside.js'
import { sshAgent } from './over-ssh.js'
import { pullImage } from './pull.js'
import { pushImage } from './push.js'
import { labelledImages, leftovers, removeBuilt, removeLeftovers, type BuiltImage, type Removal } from './reclaim.js'
import { dataFolderOf, readUsage, type Usage } from './space.js'
import { startContainer, type Started, type StartRequest } from './started.js'

/** What the engine says of an image it has. */
export interface LocalImage {
  readonly id: string
  /** Bytes, all layers. */
  readonly size: number
  /** `linux/amd64` */
  readonly platform: string
  /** `name@sha256:…`, as far as it was pulled or pushed. */
  readonly repoDigests: readonly string[]
  readonly labels: Readonly<Record<string, string>>
  /** Digests of its layers, lowest first and uncompressed. */
  readonly layers: readonly string[]
  /** ISO 8601. */
  readonly created: string
}

/** A layer (or empty step) of an image, oldest first. */
export interface HistoryEntry {
  readonly createdBy: string
  /** Seconds since 1970. */
  readonly created: number
  /** Bytes. */
  readonly size: number
}

/** The Docker Engine, as far as this project needs it. */
export interface Engine {
  readonly version: string
  /** As DOCKER_HOST takes it. */
  readonly address: string
  readonly platform: string
  /** Its own BuildKit, by the Engine API. */
  readonly builder: Builder
  run: (request: ContainerRequest) => Promise<ContainerResult>
  /** Starts a container that stays until it is stopped, the run is, or its time is over. */
  start: (request: StartRequest) => Promise<Started>
  /** A container to run commands in, one after the other; undefined where the image cannot hold one open. */
  inside: (request: InsideRequest) => Promise<Inside | undefined>
  /** The image a ref names, or undefined. */
  inspect: (ref: string) => Promise<LocalImage | undefined>
  history: (ref: string) => Promise<HistoryEntry[]>
  tag: (ref: string, target: string) => Promise<void>
  /** Removes containers and services that runs which were killed have left behind. */
  sweep: () => Promise<void>
  /** Pushes one ref; returns its digest in the registry. Throws a WorkError when the registry refuses. */
  push: (
    ref: string,
    login: Login | undefined,
    onStatus: (line: string) => void,
    signal: AbortSignal,
  ) => Promise<string>
  /** Pulls an image by its digest. Throws a WorkError when that does not work. */
  pull: (
    repository: string,
    digest: string,
    login: Login | undefined,
    onStatus: (line: string) => void,
    signal: AbortSignal,
  ) => Promise<void>
  /** The folder on this machine where it keeps its data; undefined where that is elsewhere, or not known. */
  dataFolder: () => Promise<string | undefined>
  /** What takes its room; undefined where it does not say so. `isOurs` is given the labels of an image. */
  usage: (isOurs: (labels: unknown) => boolean) => Promise<Usage | undefined>
  /** Takes away what a run has built; never by force. */
  removeBuilt: (image: BuiltImage) => Promise<Removal>
  /** Removes images of earlier runs that nobody needs (`leftovers`), until there is room enough; tells how many went. */
  removeLeftovers: (label: string, keep: ReadonlySet<string>, isEnough: () => Promise<boolean>) => Promise<number>
}

/** Connects to the engine the docker CLI would use. Throws a UserError when none answers: nothing was started. */
export async function connectEngine(env: EndpointEnv & SshEnv, patienceMs = 30_000): Promise<Engine> {
  const endpoint = await findEndpoint(env)
  const docker = await client(endpoint, env)
  const version = await ask(docker, endpoint, patienceMs)
  if (Number(version.ApiVersion.split('.')[1]) < 39) {
    throw userError(`the engine at ${addressOf(endpoint)} is ${version.Version}, which has no BuildKit`, {
      remedy: 'Use Docker 18.09 or newer.',
    })
  }
  return {
    version: version.Version,
    address: addressOf(endpoint),
    platform: `${version.Os}/${version.Arch}`,
    builder: engineBuilder(docker, version.Version, env.SSH_AUTH_SOCK),
    run: (request) => runContainer(docker, request, endpoint.kind === 'socket' ? endpoint.path : undefined),
    start: (request) => startContainer(docker, request, endpoint),
    inside: (request) => lookInside(docker, request),
    sweep: async () => {
      await sweepContainers(docker, Date.now())
      await sweepCompose(docker, Date.now())
    },
    pull: (repository, digest, login, onStatus, signal) =>
      pullImage(docker, repository, digest, login, onStatus, signal),
    push: (ref, login, onStatus, signal) => pushImage(docker, ref, login, onStatus, signal),
    dataFolder: () => dataFolderOf(docker, endpoint, hostname()).catch(() => undefined),
    usage: (isOurs) => readUsage(docker, isOurs),
    removeBuilt: (image) => removeBuilt(docker, image),
    removeLeftovers: async (label, keep, isEnough) => {
      const images = leftovers(await labelledImages(docker, label), keep, Date.now())
      return (await removeLeftovers(docker, images, isEnough)).length
    },
    inspect: async (ref) => {
      const image = await orUndefined(docker.getImage(ref).inspect())
      if (image === undefined) return undefined
      return {
        id: image.Id,
        size: image.Size,
        platform: `${image.Os}/${image.Architecture}`,
        repoDigests: image.RepoDigests,
        // The types do not know that there may be none.
        labels: (image.Config as { Labels?: Record<string, string> | null }).Labels ?? {},
        layers: image.RootFS.Layers ?? [],
        created: image.Created,
      }
    },
    history: async (ref) => {
      const layers = (await docker.getImage(ref).history()) as { CreatedBy: string; Created: number; Size: number }[]
      return layers.map((layer) => ({ createdBy: layer.CreatedBy, created: layer.Created, size: layer.Size })).reverse()
    },
    tag: async (ref, target) => {
      const colon = target.lastIndexOf(':')
      await docker.getImage(ref).tag({ repo: target.slice(0, colon), tag: target.slice(colon + 1) })
    },
  }
}

async function client(endpoint: Endpoint, env: SshEnv): Promise<Docker> {
  if (endpoint.kind === 'socket') return dockerAt({ socketPath: endpoint.path })
  // Host and port are not used: the agent has the way.
  if (endpoint.kind === 'ssh') {
    // The types do not know the agent.
    const options = { host: 'docker', port: 80, protocol: 'http' as const, agent: await sshAgent(endpoint, env) }
    return dockerAt(options)
  }
  const { host, port, certificates } = endpoint
  if (certificates === undefined) return dockerAt({ host, port, protocol: 'http' })
  const problems: Problem[] = []
  const read = async (name: string): Promise<Buffer | undefined> => {
    const file = join(certificates, name)
    return readFile(file).catch((error: unknown) => {
      const remedy = 'Set DOCKER_CERT_PATH to the folder with ca.pem, cert.pem and key.pem.'
      problems.push({ message: `the certificates for the engine cannot be read: ${messageOf(error)}`, file, remedy })
      return undefined
    })
  }
  // One after another: all that are missing are told, in the same order every time.
  const [ca, cert, key] = [await read('ca.pem'), await read('cert.pem'), await read('key.pem')]
  if (problems.length > 0) throw new UserError(problems)
  return dockerAt({ host, port, protocol: 'https', ...(ca && { ca }), ...(cert && { cert }), ...(key && { key }) })
}

/**
 * docker-modem looks at DOCKER_HOST of the process, whatever it is told, and then reads certificates that nobody asks for:
 * DOCKER_CERT_PATH counts where there is TLS, as the docker CLI has it.
 */
function dockerAt(options: Docker.DockerOptions): Docker {
  const { DOCKER_HOST: host } = process.env
  delete process.env['DOCKER_HOST']
  try {
    return new Docker(options)
  } finally {
    if (host !== undefined) process.env['DOCKER_HOST'] = host
  }
}

async function ask(
  docker: Docker,
  endpoint: Endpoint,
  patienceMs: number,
): Promise<{ Version: string; ApiVersion: string; Os: string; Arch: string }> {
  let timer: NodeJS.Timeout | undefined
  const patience = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(
      () => reject(new Error(`it takes the connection and does not answer within ${patienceMs / 1000} seconds`)),
      patienceMs,
    )
  })
  try {
    const answer = await Promise.race([docker.version(), patience])
    if (typeof valueAt(answer, ['ApiVersion']) !== 'string') throw new Error('what answers there is no Docker engine')
    return answer
  } catch (error) {
    const cause =
      codeOf(error) === 'EACCES'
        ? 'permission denied'
        : codeOf(error) === 'ENOENT'
          ? 'no such socket'
          : messageOf(error)
    throw userError(`no Docker engine answers at ${addressOf(endpoint)} (${endpoint.source}): ${cause}`, {
      remedy:
        codeOf(error) === 'EACCES'
          ? 'Join the group "docker", or run as a user who may use the engine.'
          : endpoint.kind === 'ssh'
            ? 'Its user needs the docker command (18.09 or newer) on the PATH of commands, and the right to use the engine.'
            : 'Start Docker, or set DOCKER_HOST; on Debian or Ubuntu, as root, `scripts/engine up` gets one.',
    })
  } finally {
    clearTimeout(timer)
  }
}

export function addressOf(endpoint: Endpoint): string {
  if (endpoint.kind === 'socket') return `unix://${endpoint.path}`
  if (endpoint.kind === 'tcp') return `tcp://${endpoint.host}:${endpoint.port}`
  return `ssh://${placeText(endpoint.place)}${endpoint.path ?? ''}`
}

async function orUndefined<T>(promise: Promise<T>): Promise<T | undefined> {
  try {
    return await promise
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw new WorkError(`the engine: ${messageOf(error)}`, { cause: error })
  }
}
