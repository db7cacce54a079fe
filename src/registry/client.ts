import { createHash } from 'node:crypto'
import { WorkError } from '../shared/errors.js'
import { DEFAULT_HOST, parseRepository } from '../stack/refs.js'
import { authorize, loginRemedy, RegistryError } from './authorize.js'
import type { CredentialsFor } from './credentials.js'
import { request, type Answer, type Sent } from './http.js'

export { RegistryError } from './authorize.js'

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
  /** Throws when what came is not what its digest says. */
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

/** A client of the OCI distribution API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
export function registryClient(credentialsFor: CredentialsFor): Registry {
  const authorizations = new Map<string, string>()

  /** Logs in when the registry asks for it; also again, because tokens live for minutes and runs for hours. */
  async function send(repository: string, actions: string, path: string, sent: Sent): Promise<Answer> {
    const { host, name } = locate(repository)
    const scope = `repository:${name}:${actions}`
    const key = `${host} ${scope}`
    const base = baseUrl(host)
    const ask = (authorization: string | undefined): Promise<Answer> =>
      request(
        `${base}/v2/${path === '' ? '' : `${name}/${path}`}`,
        { ...sent, headers: { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) } },
        `the registry ${host}`,
      )
    const answer = await ask(authorizations.get(key))
    if (answer.status !== 401) return answer
    const authorization = await authorize(
      answer,
      { host, scope, plainHttp: base.startsWith('http://') },
      credentialsFor,
    )
    authorizations.set(key, authorization)
    return ask(authorization)
  }

  return {
    digest: async (repository, reference) => {
      const answer = await send(repository, 'pull', `manifests/${reference}`, {
        method: 'HEAD',
        headers: { accept: ACCEPT },
      })
      if (answer.status === 404) return undefined
      expect(answer, 200, `look-up of ${nameOf(repository, reference)}`, repository)
      return answer.headers.get('docker-content-digest') ?? undefined
    },
    manifest: async (repository, reference) => {
      const answer = await send(repository, 'pull', `manifests/${reference}`, { headers: { accept: ACCEPT } })
      if (answer.status === 404) return undefined
      expect(answer, 200, `look-up of ${nameOf(repository, reference)}`, repository)
      const mediaType = answer.headers.get('content-type')
      if (mediaType === null)
        throw new WorkError(`the registry answered for ${nameOf(repository, reference)} without a media type`)
      const digest = `sha256:${createHash('sha256').update(answer.body).digest('hex')}`
      const said = answer.headers.get('docker-content-digest') ?? digest
      if (said !== digest && said.startsWith('sha256:'))
        throw new WorkError(
          `the registry sent something else for ${nameOf(repository, reference)}: it says ${said}, the bytes are ${digest}`,
        )
      return { bytes: answer.body, mediaType, digest }
    },
    put: async (repository, reference, manifest) => {
      const answer = await send(repository, 'pull,push', `manifests/${reference}`, {
        method: 'PUT',
        headers: { 'content-type': manifest.mediaType },
        body: manifest.bytes,
      })
      expect(answer, 201, `move of ${nameOf(repository, reference)}`, repository)
      const digest = answer.headers.get('docker-content-digest')
      if (digest !== null && digest !== manifest.digest)
        throw new WorkError(`the registry made ${digest} of ${manifest.digest} at ${nameOf(repository, reference)}`)
    },
    checkLogin: async (repository) => {
      expect(await send(repository, 'pull,push', '', {}), 200, `login at ${locate(repository).host}`, repository)
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

function expect(answer: Answer, status: number, what: string, repository: string): void {
  if (answer.status === status) return
  const text = answer.body.toString('utf8').slice(0, 500).replaceAll(/\s+/g, ' ').trim()
  const refused = answer.status === 401 || answer.status === 403
  throw new RegistryError(
    `${what}: the registry answered ${answer.status}${text === '' ? '' : `: ${text}`}`,
    answer.status,
    refused ? { remedy: loginRemedy(locate(repository).host) } : {},
  )
}
