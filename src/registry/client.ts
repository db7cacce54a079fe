import { WorkError } from '../shared/errors.js'
import { plain } from '../shared/text.js'
import { isTag } from '../stack/refs.js'
import { authorizations } from './authorizations.js'
import { challengeOf, isBasic, LoginRefused, loginRemedy, RegistryError } from './authorize.js'
import {
  chooseManifest,
  configDigest,
  INDEXES,
  isImage,
  isIndex,
  labelsOf,
  layersOf,
  MANIFESTS,
  type ImageConfig,
} from './config.js'
import type { CredentialsFor } from './credentials.js'
import { digestOf, isDigest } from './digest.js'
import { PATIENT, request, type Answer, type Patience, type Sent } from './http.js'
import { locate } from './locate.js'

export { RegistryError } from './authorize.js'

/** A manifest as the registry has it: moving it means putting the very same bytes under another name. */
export interface Manifest {
  readonly bytes: Buffer
  readonly mediaType: string
  /** `sha256:…` */
  readonly digest: string
}

/** A registry, as far as moving names needs it. Repositories are `host[:port]/path`, references a tag or a digest. */
export interface Registry {
  /** Digest behind a name, or undefined when there is none. */
  digest: (repository: string, reference: string, patience?: Patience) => Promise<string | undefined>
  /** Throws when what came is not what its digest says. */
  manifest: (repository: string, reference: string, patience?: Patience) => Promise<Manifest | undefined>
  /** Puts a manifest under a name; throws when the registry then reports another digest. */
  put: (repository: string, reference: string, manifest: Manifest) => Promise<void>
  /** Logs in with the rights a push needs. Throws when the registry refuses the login or does not answer. */
  checkLogin: (repository: string) => Promise<void>
}

/** A registry, as far as knowing what is there needs it, too. */
export interface RegistryClient extends Registry {
  /**
   * What is written on an image, without its layers; from an index, on that of the platform (`linux/amd64`, `linux/arm/v7`).
   * Undefined when there is no such name, or nothing for the platform. Throws when what came is not what its digest says.
   */
  config: (
    repository: string,
    reference: string,
    platform: string,
    patience?: Patience,
  ) => Promise<ImageConfig | undefined>
}

/** Every kind of manifest, so that an index is never resolved to one platform. */
const ACCEPT = [...INDEXES, ...MANIFESTS].join(', ')

/** A client of the OCI distribution API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
export function registryClient(credentialsFor: CredentialsFor): RegistryClient {
  const logins = authorizations(credentialsFor)

  /** Logs in when the registry asks for it; also again, because tokens live for minutes and runs for hours. */
  async function send(
    repository: string,
    actions: string,
    path: string,
    sent: Sent,
    patience = PATIENT,
  ): Promise<Answer> {
    const { host, name, base } = locate(repository)
    const challenge = { host, scope: `repository:${name}:${actions}`, plainHttp: base.startsWith('http://') }
    const ask = (authorization: string | undefined): Promise<Answer> =>
      request(
        `${base}/v2/${path === '' ? '' : `${name}/${path}`}`,
        { ...sent, headers: { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) } },
        `the registry ${host}`,
        patience,
      )
    // Only the registry itself is given a login: not the storage that it sends us on to.
    const refuses = (answer: Answer): boolean => answer.status === 401 && answer.origin === base
    const held = logins.held(challenge, patience)
    let answer = await ask(await held?.value)
    if (!refuses(answer)) return answer
    const renewed = logins.renew(held, challengeOf(answer), challenge, patience)
    if (renewed !== undefined) answer = await ask(await renewed)
    // A password has no rights by scope: it is right for all of the registry, or wrong.
    if (refuses(answer) && isBasic(challengeOf(answer)))
      throw new LoginRefused(`the registry ${host} refuses the login (401)`, host)
    return answer
  }

  async function manifest(repository: string, reference: string, patience?: Patience): Promise<Manifest | undefined> {
    const what = `look-up of ${nameOf(repository, reference)}`
    const answer = await send(repository, 'pull', manifestPath(reference), { headers: { accept: ACCEPT } }, patience)
    if (answer.status === 404) return undefined
    expect(answer, 200, what, repository)
    const mediaType = answer.headers.get('content-type')
    if (mediaType === null)
      throw new WorkError(`the registry answered for ${nameOf(repository, reference)} without a media type`)
    const digest = digestOf(answer.body)
    const said = isDigest(reference) ? reference : (answer.headers.get('docker-content-digest') ?? digest)
    if (said !== digest && said.startsWith('sha256:')) throw other(nameOf(repository, reference), said, digest)
    return { bytes: answer.body, mediaType, digest }
  }

  async function blob(repository: string, digest: string, patience?: Patience): Promise<Buffer> {
    const answer = await send(repository, 'pull', `blobs/${digest}`, {}, patience)
    expect(answer, 200, `look-up of ${nameOf(repository, digest)}`, repository)
    const came = digestOf(answer.body)
    if (came !== digest) throw other(nameOf(repository, digest), digest, came)
    return answer.body
  }

  return {
    digest: async (repository, reference, patience) => {
      const sent = { method: 'HEAD', headers: { accept: ACCEPT } }
      const answer = await send(repository, 'pull', manifestPath(reference), sent, patience)
      if (answer.status === 404) return undefined
      expect(answer, 200, `look-up of ${nameOf(repository, reference)}`, repository)
      const digest = answer.headers.get('docker-content-digest')
      if (isDigest(digest)) {
        if (isDigest(reference) && digest !== reference) throw other(nameOf(repository, reference), reference, digest)
        return digest
      }
      // The specification lets registries leave it out, or have another kind: then the bytes say it.
      return (await manifest(repository, reference, patience))?.digest
    },
    manifest,
    config: async (repository, reference, platform, patience) => {
      const asked = await manifest(repository, reference, patience)
      if (asked === undefined) return undefined
      const name = nameOf(repository, reference)
      let image = asked
      if (isIndex(asked.mediaType)) {
        const chosen = chooseManifest(parse(asked.bytes, name), platform)
        if (chosen === undefined) return undefined
        const found = await manifest(repository, chosen, patience)
        if (found === undefined) throw new WorkError(`${name} lists ${chosen}, which the registry does not have`)
        image = found
      }
      if (!isImage(image.mediaType)) throw new WorkError(`${name} is not an image`)
      const digest = configDigest(parse(image.bytes, name), name)
      const config = parse(await blob(repository, digest, patience), name)
      return { digest: asked.digest, labels: labelsOf(config), layers: layersOf(config) }
    },
    put: async (repository, reference, manifest) => {
      const answer = await send(repository, 'pull,push', manifestPath(reference), {
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

/** Nothing but a tag or a digest gets into an address. */
function manifestPath(reference: string): string {
  if (!isTag(reference) && !isDigest(reference)) throw new WorkError(`"${reference}" is neither a tag nor a digest`)
  return `manifests/${reference}`
}

function other(name: string, said: string, came: string): WorkError {
  return new WorkError(`the registry sent something else for ${name}: it says ${said}, the bytes are ${came}`)
}

function parse(bytes: Buffer, name: string): unknown {
  try {
    return JSON.parse(bytes.toString('utf8')) as unknown
  } catch (error) {
    throw new WorkError(`what the registry has as ${name} is not JSON`, { cause: error })
  }
}

function expect(answer: Answer, status: number, what: string, repository: string): void {
  if (answer.status === status) return
  const text = plain(answer.body.toString('utf8').slice(0, 500)).replaceAll(/\s+/g, ' ').trim()
  const refused = answer.status === 401 || answer.status === 403
  throw new RegistryError(
    `${what}: the registry answered ${answer.status}${text === '' ? '' : `: ${text}`}`,
    answer.status,
    refused ? { remedy: loginRemedy(locate(repository).host) } : {},
  )
}
