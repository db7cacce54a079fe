import Docker from 'dockerode'
import { findEndpoint } from '../../src/docker/endpoint.js'
import { OWNER_LABEL } from '../../src/docker/containers.js'
import { statusOf } from '../../src/shared/errors.js'
import { atEnd, run } from './world.js'

/** An engine that the tests may use. */
export interface TestEngine {
  readonly name: string
  /** Value for DOCKER_HOST. */
  readonly host: string
  readonly docker: Docker
}

async function engineAt(name: string, host: string | undefined): Promise<TestEngine> {
  const endpoint = await findEndpoint({ ...process.env, ...(host === undefined ? {} : { DOCKER_HOST: host }) })
  if (endpoint.kind === 'socket')
    return { name, host: `unix://${endpoint.path}`, docker: new Docker({ socketPath: endpoint.path }) }
  if (endpoint.kind === 'ssh') throw new Error('the tests need an engine that is not over ssh')
  return {
    name,
    host: `tcp://${endpoint.host}:${endpoint.port}`,
    docker: new Docker({ host: endpoint.host, port: endpoint.port, protocol: 'http' }),
  }
}

const modern = process.env['STACK_MODERN_DOCKER_HOST']

/** The engine, and a recent one with containerd's image store where scripts/engine has one. */
export const engines: readonly TestEngine[] = await Promise.all([
  engineAt('the engine', undefined),
  ...(modern === undefined || modern === process.env['DOCKER_HOST'] ? [] : [engineAt('a modern engine', modern)]),
])

const [first] = engines
if (first === undefined) throw new Error('there is no engine')
export const engine: TestEngine = first

/** Names of images on an engine that hold a test's id. */
export async function namesWith(on: TestEngine, id: string): Promise<string[]> {
  const images = await on.docker.listImages()
  return images
    .flatMap((image) => (image.RepoTags as string[] | null) ?? [])
    .filter((name) => name.includes(id))
    .sort()
}

/** Other tests remove their own at the same time; what is gone is gone. */
function gone(error: unknown): void {
  if (statusOf(error) !== 404) throw error
}

/** At the end, takes every image name with this id off all engines; nothing else is touched. */
export function removeAtEnd(id: string): void {
  atEnd(async () => {
    for (const on of engines) {
      for (const name of (await namesWith(on, id)).reverse())
        await on.docker.getImage(name).remove({ force: true }).catch(gone)
    }
  })
}

/**
 * Containers of the product that were made of a name with this id; of those that were made of an image's id, whose image has
 * such a name. Others may be made of the same image at the same time, by another name of it.
 */
export async function containersLeft(on: TestEngine, id: string): Promise<{ id: string; until: number }[]> {
  const containers = await on.docker.listContainers({ all: true, filters: { label: [OWNER_LABEL] } })
  const named = await Promise.all(
    containers.map(async ({ Id, ImageID }) => {
      const made = await on.docker
        .getContainer(Id)
        .inspect()
        .catch(() => undefined) // It has gone meanwhile.
      const name = made?.Config.Image ?? ''
      if (made === undefined || !name.startsWith('sha256:')) return name.includes(id)
      const image = await on.docker
        .getImage(ImageID)
        .inspect()
        .catch(() => undefined) // It lost its last name; then nobody can tell whose it was.
      return image?.RepoTags.some((tag) => tag.includes(id)) === true
    }),
  )
  return containers
    .filter((_container, at) => named[at])
    .map(({ Id, Labels }) => ({ id: Id, until: Number(Labels[OWNER_LABEL]) }))
}

/** The docker command line, with BuildKit. */
export interface DockerCli {
  readonly program: string
  readonly env: Readonly<Record<string, string | undefined>>
}

/** A docker CLI of this machine that builds with BuildKit: with buildx, or old enough to have it built in. */
export async function dockerCli(): Promise<DockerCli> {
  const { PATH, DOCKER_CONFIG, STACK_MODERN_DOCKER_CLI, STACK_MODERN_DOCKER_CONFIG } = process.env
  const candidates: DockerCli[] = [
    ...(STACK_MODERN_DOCKER_CLI === undefined
      ? []
      : [
          {
            program: STACK_MODERN_DOCKER_CLI,
            env: { PATH, DOCKER_HOST: modern, DOCKER_CONFIG: STACK_MODERN_DOCKER_CONFIG ?? DOCKER_CONFIG },
          },
        ]),
    ...['docker', '/usr/bin/docker'].map((program) => ({
      program,
      env: { PATH, DOCKER_HOST: engine.host, DOCKER_CONFIG, DOCKER_BUILDKIT: '1' },
    })),
  ]
  for (const candidate of candidates) {
    const options = { cwd: '/', env: candidate.env }
    const buildx = await run(candidate.program, ['buildx', 'version'], options).catch(() => undefined)
    if (buildx?.status === 0) return candidate
    const version = await run(candidate.program, ['--version'], options).catch(() => undefined)
    if (Number(/version (\d+)/.exec(version?.stdout ?? '')?.[1]) < 23) return candidate
  }
  throw new Error('no docker CLI here can build with BuildKit: scripts/engine up --modern brings one')
}
