import { realpath } from 'node:fs/promises'
import { dockerCredentials } from '../../registry/credentials.js'
import { UserError, userError, type Problem } from '../../shared/errors.js'
import type { Builder, Capabilities } from '../builder.js'
import { cacheType } from '../caches.js'
import { findEndpoint, type Endpoint, type EndpointEnv } from '../endpoint.js'
import { addressOf } from '../engine.js'
import { buildxBuilder } from './builder.js'
import { buildxVersion, inspectBuilder, type BuilderFacts, type CliEnv } from './inspect.js'

export interface FindDeps {
  /** All of the environment: the docker CLI gets it. */
  readonly env: EndpointEnv & { readonly SSH_AUTH_SOCK?: string | undefined }
  readonly engine: { readonly builder: Builder }
}

/** The first buildx whose progress can be read (`--progress=rawjson`). */
const OLDEST = '0.13'

/**
 * The builder that is wanted. '' or `auto`: buildx on our engine where there is one, else the engine itself; `engine`;
 * `buildx`: its current builder; anything else: its builder of that name. Throws a UserError when there is none.
 */
export async function findBuilder(wanted: string, { env, engine }: FindDeps): Promise<Builder> {
  if (wanted === 'engine') return engine.builder
  const endpoint = await findEndpoint(env)
  const isAny = wanted === '' || wanted === 'auto'
  // Whatever builder is the current one: "default" is the engine at DOCKER_HOST.
  const ours = { DOCKER_HOST: env.DOCKER_HOST || addressOf(endpoint), DOCKER_CONTEXT: '', BUILDX_BUILDER: '' }
  const cliEnv: CliEnv = { ...setOnly(env), ...(isAny ? ours : {}) }
  const version = await buildxVersion(cliEnv)
  if (version === undefined || !isRecent(version)) {
    if (isAny) return engine.builder
    const what = version === undefined ? 'the docker command has no buildx' : `the docker command has buildx ${version}`
    throw userError(`the builder "${wanted}" was asked for, and ${what}`, {
      remedy: `Install buildx ${OLDEST} or newer, or use the engine itself: --builder engine.`,
    })
  }
  const facts = await inspectBuilder(isAny ? 'default' : wanted === 'buildx' ? undefined : wanted, cliEnv)
  const why = typeof facts === 'string' ? facts : facts.error
  if (typeof facts === 'string' || why !== undefined) {
    if (isAny) return engine.builder
    throw userError(`the builder "${wanted}" cannot be used: ${why ?? ''}`, {
      remedy: '"docker buildx ls" lists the builders that there are.',
    })
  }
  const isOurs = facts.driver === 'docker' && (await isEngineOf(facts.endpoint, endpoint, env))
  if (isAny && !isOurs) return engine.builder
  return buildxBuilder({
    version,
    builder: facts.name,
    // The engine of another docker context; buildx wants that to be the current one.
    env: isOurs || facts.driver !== 'docker' ? cliEnv : { ...cliEnv, DOCKER_HOST: '', DOCKER_CONTEXT: facts.endpoint },
    logins: dockerCredentials(cliEnv),
    keeps: isOurs ? 'engine' : 'registry',
    can: capabilities(facts, (env.SSH_AUTH_SOCK ?? '') !== ''),
  })
}

/** What is wanted of a builder, over all images. */
export interface Wants {
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  readonly provenance: string
  readonly sbom: string
  readonly secrets: boolean
  readonly ssh: boolean
}

/** What of it a builder cannot do; found out before the first build, all at once. */
export function checkBuilder(builder: Pick<Builder, 'name' | 'can'>, wants: Wants): Problem[] {
  const { can } = builder
  const problems: Problem[] = []
  const cannot = (message: string, remedy: string): void => void problems.push({ message, remedy })
  const itself = builder.name === 'engine' ? 'the engine, without buildx,' : 'this builder'
  const other =
    'Use buildx with an engine that has the containerd image store, or with a builder of its own (docker buildx create).'
  for (const cache of wants.cacheFrom) {
    if (can.cacheFrom === 'registry' && cacheType(cache) !== 'registry')
      cannot(`${itself} cannot read a cache of this kind: ${cache}`, `Name a ref (type=registry,ref=…). ${other}`)
  }
  for (const cache of wants.cacheTo) {
    if (can.cacheTo === 'inline' && cacheType(cache) !== 'inline')
      cannot(`${itself} cannot write a cache of this kind: ${cache}`, `Write type=inline. ${other}`)
  }
  for (const [name, value] of [
    ['provenance', wants.provenance],
    ['SBOM', wants.sbom],
  ] as const) {
    if (value !== '' && value !== 'false' && !can.attestations) cannot(`${itself} can make no ${name}`, other)
  }
  if (wants.ssh && !can.ssh)
    cannot('an image uses the ssh agent in its build, and SSH_AUTH_SOCK names none', 'Start ssh-agent and add the key.')
  return problems
}

function capabilities({ driver, features }: BuilderFacts, ssh: boolean): Capabilities {
  // Of a driver other than docker's everything can be expected.
  const has = (feature: string): boolean => features.get(feature) ?? driver !== 'docker'
  return {
    cacheFrom: 'any',
    cacheTo: has('Cache export') ? 'any' : 'inline',
    // Attestations stand beside the image in an index: what can hold several platforms can hold them.
    attestations: has('Multi-platform build'),
    ssh,
  }
}

function isRecent(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number)
  const [oldestMajor = 0, oldestMinor = 0] = OLDEST.split('.').map(Number)
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor)
}

/** Whether what a builder of the docker driver builds with is the engine that we talk to. */
async function isEngineOf(text: string, ours: Endpoint, env: EndpointEnv): Promise<boolean> {
  const named = text.includes('://')
    ? { ...env, DOCKER_HOST: text }
    : { ...env, DOCKER_CONTEXT: text, ...(text === 'default' ? {} : { DOCKER_HOST: undefined }) }
  try {
    return (await placeOf(await findEndpoint(named))) === (await placeOf(ours))
  } catch (error) {
    // An endpoint that we cannot talk to is not ours.
    if (error instanceof UserError) return false
    throw error
  }
}

async function placeOf(endpoint: Endpoint): Promise<string> {
  if (endpoint.kind !== 'socket') return addressOf(endpoint)
  return realpath(endpoint.path).catch(() => endpoint.path)
}

function setOnly(env: object): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  )
}
