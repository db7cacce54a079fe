import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { parsePlace, type SshPlace } from '../remote/places.js'
import { userError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'

/** Where an engine listens. */
export type Endpoint =
  | { readonly kind: 'socket'; readonly path: string; readonly source: string }
  | {
      readonly kind: 'tcp'
      readonly host: string
      readonly port: number
      readonly certificates: string | undefined
      readonly source: string
    }
  | {
      readonly kind: 'ssh'
      readonly place: SshPlace
      /** The engine's socket over there; undefined: whichever the docker command there uses. */
      readonly path: string | undefined
      readonly source: string
    }

/** The part of the environment that decides it. */
export interface EndpointEnv {
  readonly DOCKER_HOST?: string | undefined
  readonly DOCKER_CONTEXT?: string | undefined
  readonly DOCKER_CONFIG?: string | undefined
  readonly DOCKER_CERT_PATH?: string | undefined
  readonly DOCKER_TLS_VERIFY?: string | undefined
  readonly HOME?: string | undefined
}

const DEFAULT_SOCKET = '/var/run/docker.sock'

/** The engine the docker CLI would use: DOCKER_HOST, else the current context, else the default socket. */
export async function findEndpoint(env: EndpointEnv): Promise<Endpoint> {
  if (env.DOCKER_HOST !== undefined && env.DOCKER_HOST !== '') return parseHost(env.DOCKER_HOST, 'DOCKER_HOST', env)
  const context = await contextHost(env)
  if (context !== undefined) return parseHost(context.host, `docker context "${context.name}"`, env)
  return { kind: 'socket', path: DEFAULT_SOCKET, source: 'default socket' }
}

function parseHost(host: string, source: string, env: EndpointEnv): Endpoint {
  if (host.startsWith('unix://')) return { kind: 'socket', path: host.slice('unix://'.length), source }
  const url = URL.canParse(host) ? new URL(host) : undefined
  if (url !== undefined && (url.protocol === 'tcp:' || url.protocol === 'http:' || url.protocol === 'https:')) {
    const tls = url.protocol === 'https:' || (env.DOCKER_TLS_VERIFY ?? '') !== ''
    const certificates = given(env.DOCKER_CERT_PATH) ?? (env.HOME === undefined ? undefined : join(env.HOME, '.docker'))
    return {
      kind: 'tcp',
      // Of IPv6 addresses only URLs have the brackets.
      host: url.hostname.replace(/^\[|\]$/g, ''),
      port: Number(url.port || (tls ? 2376 : 2375)),
      certificates: tls ? certificates : undefined,
      source,
    }
  }
  const ssh = /^ssh:\/\/([^/]*)(\/.*)?$/.exec(host)
  if (ssh !== null) {
    const [, place = '', path = '/'] = ssh
    // As ssh has it: who says no user is the same one over there.
    return {
      kind: 'ssh',
      place: parsePlace(place, { source, user: localUser() }),
      path: path === '/' ? undefined : path,
      source,
    }
  }
  throw userError(`${source} is "${host}", which is not the address of an engine`, {
    remedy: 'Write unix:///path/to/docker.sock, tcp://host:port or ssh://user@host.',
  })
}

function localUser(): string | undefined {
  try {
    return userInfo().username
  } catch {
    return undefined // In containers an id may have no name.
  }
}

/** The host of the docker CLI's current context; undefined for the default one. */
async function contextHost(env: EndpointEnv): Promise<{ name: string; host: string } | undefined> {
  const config = given(env.DOCKER_CONFIG) ?? (env.HOME === undefined ? undefined : join(env.HOME, '.docker'))
  if (config === undefined) return undefined
  const name = given(env.DOCKER_CONTEXT) ?? stringAt(await readJson(join(config, 'config.json')), ['currentContext'])
  if (name === undefined || name === '' || name === 'default') return undefined
  const id = createHash('sha256').update(name).digest('hex')
  const host = stringAt(await readJson(join(config, 'contexts', 'meta', id, 'meta.json')), [
    'Endpoints',
    'docker',
    'Host',
  ])
  if (host === undefined)
    throw userError(`there is no docker context "${name}" in ${config}`, { remedy: '"docker context ls" lists them.' })
  return { name, host }
}

/** An environment variable that is empty is not set, as the docker CLI has it. */
function given(value: string | undefined): string | undefined {
  return value === '' ? undefined : value
}

async function readJson(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8')) as unknown
  } catch {
    return undefined // No such file, or not JSON: then the docker CLI's own default holds.
  }
}

function stringAt(value: unknown, path: readonly string[]): string | undefined {
  const found = valueAt(value, path)
  return typeof found === 'string' ? found : undefined
}
