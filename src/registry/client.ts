import { codeOf, messageOf, WorkError } from '../shared/errors.js'
import { DEFAULT_HOST, parseRepository } from '../stack/refs.js'
import type { CredentialsFor } from './credentials.js'

/** A manifest as the registry has it: moving it means putting the very same bytes under another name. */
export interface Manifest {
  readonly bytes: Buffer
  readonly mediaType: string
  /** `sha256:…` */
  readonly digest: string
}

/** A registry, as far as moving names needs it. Repositories are `host[:port]/path`. */
export interface Registry {
  /** Digest behind a name, or undefined when there is none. */
  digest: (repository: string, reference: string) => Promise<string | undefined>
  manifest: (repository: string, reference: string) => Promise<Manifest | undefined>
  /** Puts a manifest under a name; throws when the registry then reports another digest. */
  put: (repository: string, reference: string, manifest: Manifest) => Promise<void>
  /** Logs in with the rights a push needs. Throws when the registry refuses the login or does not answer. */
  checkLogin: (repository: string) => Promise<void>
}

/** Every kind of manifest (OCI image-spec and Docker schema 2), so that an index is never resolved to one platform. */
const ACCEPT = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ')

const ATTEMPTS = 4
const TIMEOUT_MS = 30_000

/** What the registry said no with. */
export class RegistryError extends WorkError {
  constructor(
    message: string,
    readonly status: number,
    more: { remedy?: string } = {},
  ) {
    super(message, more)
  }
}

/** A client of the OCI distribution API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
export function registryClient(credentialsFor: CredentialsFor): Registry {
  const tokens = new Map<string, string>()

  async function send(
    repository: string,
    method: string,
    path: string,
    actions: string,
    more: { headers?: Record<string, string>; body?: Buffer } = {},
  ): Promise<Response> {
    const { host, name } = locate(repository)
    const scope = `repository:${name}:${actions}`
    const key = `${host} ${scope}`
    const url = `${baseUrl(host)}/v2/${path === '' ? '' : `${name}/${path}`}`
    for (let attempt = 1; ; attempt++) {
      const token = tokens.get(key)
      const response = await tryFetch(url, {
        method,
        headers: { ...more.headers, ...(token === undefined ? {} : { authorization: token }) },
        ...(more.body === undefined ? {} : { body: new Uint8Array(more.body) }),
      })
      if (response instanceof Response && response.status === 401 && token === undefined) {
        tokens.set(key, await authorize(response, host, scope, credentialsFor))
        continue
      }
      const wait = response instanceof Response ? retryAfterMs(response, attempt) : retryErrorMs(response, attempt)
      if (wait === undefined) {
        if (response instanceof Response) return response
        throw new WorkError(`the registry ${host} does not answer: ${messageOf(response)}`, {
          cause: response,
          remedy: `Is ${host} right, and may it be reached from here?`,
        })
      }
      await new Promise((resolve) => setTimeout(resolve, wait))
    }
  }

  return {
    digest: async (repository, reference) => {
      const response = await send(repository, 'HEAD', `manifests/${reference}`, 'pull', { headers: { accept: ACCEPT } })
      if (response.status === 404) return undefined
      await expect(response, 200, `look-up of ${nameOf(repository, reference)}`)
      return response.headers.get('docker-content-digest') ?? undefined
    },
    manifest: async (repository, reference) => {
      const response = await send(repository, 'GET', `manifests/${reference}`, 'pull', { headers: { accept: ACCEPT } })
      if (response.status === 404) return undefined
      await expect(response, 200, `look-up of ${nameOf(repository, reference)}`)
      const digest = response.headers.get('docker-content-digest')
      const mediaType = response.headers.get('content-type')
      if (digest === null || mediaType === null)
        throw new WorkError(`the registry answered for ${nameOf(repository, reference)} without a digest or media type`)
      return { bytes: Buffer.from(await response.arrayBuffer()), mediaType, digest }
    },
    put: async (repository, reference, manifest) => {
      const response = await send(repository, 'PUT', `manifests/${reference}`, 'pull,push', {
        headers: { 'content-type': manifest.mediaType },
        body: manifest.bytes,
      })
      await expect(response, 201, `move of ${nameOf(repository, reference)}`)
      const digest = response.headers.get('docker-content-digest')
      if (digest !== null && digest !== manifest.digest)
        throw new WorkError(`the registry made ${digest} of ${manifest.digest} at ${nameOf(repository, reference)}`)
    },
    checkLogin: async (repository) => {
      const response = await send(repository, 'GET', '', 'pull,push')
      await expect(response, 200, `login at ${locate(repository).host}`)
    },
  }
}

function nameOf(repository: string, reference: string): string {
  return reference.includes(':') ? `${repository}@${reference}` : `${repository}:${reference}`
}

/** Host and name in its API; Docker Hub keeps names of one part below `library`. */
function locate(repository: string): { host: string; name: string } {
  const parsed = parseRepository(repository)
  if (parsed === undefined) throw new WorkError(`"${repository}" is not the name of a repository`)
  const { host, path } = parsed
  return { host, name: host === DEFAULT_HOST && !path.includes('/') ? `library/${path}` : path }
}

/** Plain HTTP for registries of this machine only, as the engine has it; Docker Hub's API has a host of its own. */
function baseUrl(host: string): string {
  if (host === DEFAULT_HOST) return 'https://registry-1.docker.io'
  return /^(localhost|127\.\d+\.\d+\.\d+|\[::1\])(:\d+)?$/.test(host) ? `http://${host}` : `https://${host}`
}

async function tryFetch(url: string, init: RequestInit): Promise<unknown> {
  try {
    return await fetch(url, { ...init, signal: AbortSignal.timeout(TIMEOUT_MS) })
  } catch (error) {
    // fetch says only "fetch failed"; the reason is its cause.
    return error instanceof Error && error.cause instanceof Error ? error.cause : error
  }
}

/** Milliseconds to wait before trying again, or undefined to take the answer. Every request here is safe to repeat. */
function retryAfterMs(response: Response, attempt: number): number | undefined {
  if (attempt >= ATTEMPTS || (response.status !== 429 && response.status < 500)) return undefined
  const seconds = Number(response.headers.get('retry-after') ?? NaN)
  return Number.isFinite(seconds) ? Math.min(seconds * 1000, 60_000) : backoffMs(attempt)
}

/** A connection that broke may hold the next time; a host that does not exist will not exist then either. */
function retryErrorMs(error: unknown, attempt: number): number | undefined {
  return attempt >= ATTEMPTS || codeOf(error) === 'ENOTFOUND' ? undefined : backoffMs(attempt)
}

function backoffMs(attempt: number): number {
  return 250 * 2 ** attempt
}

/** Answers a 401 challenge (RFC 9110 section 11; distribution's token flow) with an Authorization header. */
async function authorize(
  response: Response,
  host: string,
  scope: string,
  credentialsFor: CredentialsFor,
): Promise<string> {
  const challenge = response.headers.get('www-authenticate') ?? ''
  const login = await credentialsFor(host)
  const basic =
    login === undefined ? undefined : `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`
  if (/^basic/i.test(challenge)) {
    if (basic === undefined)
      throw new RegistryError(`the registry ${host} wants a login and there is none`, 401, {
        remedy: loginRemedy(host),
      })
    return basic
  }
  const parameters = Object.fromEntries(
    [...challenge.matchAll(/(\w+)="([^"]*)"/g)].map((match) => [match[1] ?? '', match[2] ?? '']),
  )
  if (!/^bearer/i.test(challenge) || !URL.canParse(parameters['realm'] ?? '')) {
    throw new RegistryError(`the registry ${host} refuses with 401 and does not say how to log in`, 401)
  }
  const url = new URL(parameters['realm'] ?? '')
  if (url.protocol !== 'https:' && !baseUrl(host).startsWith('http://')) {
    throw new RegistryError(`the registry ${host} wants the login sent to ${url.origin} without encryption`, 401)
  }
  if (parameters['service'] !== undefined) url.searchParams.set('service', parameters['service'])
  url.searchParams.set('scope', scope)
  // An identity token (docker login without a password) is exchanged by POST, a password by basic auth.
  const token =
    login?.username === '<token>'
      ? await tryFetch(url.origin + url.pathname, {
          method: 'POST',
          body: new URLSearchParams({
            grant_type: 'refresh_token',
            refresh_token: login.password,
            service: parameters['service'] ?? '',
            scope,
            client_id: 'stack-action',
          }),
        })
      : await tryFetch(url.href, { headers: basic === undefined ? {} : { authorization: basic } })
  if (!(token instanceof Response))
    throw new WorkError(`the login server of ${host} does not answer: ${messageOf(token)}`, { cause: token })
  if (!token.ok)
    throw new RegistryError(`the registry ${host} refuses the login (${token.status})`, token.status, {
      remedy: loginRemedy(host),
    })
  const body = (await token.json()) as { token?: string; access_token?: string }
  return `Bearer ${body.token ?? body.access_token ?? ''}`
}

async function expect(response: Response, status: number, what: string): Promise<void> {
  if (response.status === status) return
  const text = (await response.text()).slice(0, 500).replaceAll(/\s+/g, ' ').trim()
  const refused = response.status === 401 || response.status === 403
  const host = new URL(response.url).host
  throw new RegistryError(
    `${what}: the registry answered ${response.status}${text === '' ? '' : `: ${text}`}`,
    response.status,
    refused ? { remedy: loginRemedy(host) } : {},
  )
}

function loginRemedy(host: string): string {
  return `Log in with "docker login ${host}"; on GitHub's registry the job also needs permissions: packages: write.`
}
