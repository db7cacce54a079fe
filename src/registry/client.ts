import { WorkError } from '../shared/errors.js'
import { isTag } from '../stack/refs.js'
import { registryAccess } from './access.js'
import {
  ACCEPT,
  chooseManifest,
  configDigest,
  isImage,
  isIndex,
  labelsOf,
  layersOf,
  type ImageConfig,
} from './config.js'
import type { Descriptor } from './contents.js'
import { copier, type Copy } from './copy.js'
import type { CredentialsFor } from './credentials.js'
import { digestOf, isDigest } from './digest.js'
import { expect } from './expect.js'
import type { Answer, Patience, Sent } from './http.js'
import { parseJson } from './json.js'
import { checkPush } from './preflight.js'
import { readSmall, writeSmall } from './small-blobs.js'
import { listTags } from './tags.js'
import { untag } from './untag.js'
import { PUSH } from './uploads.js'

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
  manifest: (
    repository: string,
    reference: string,
    patience?: Patience,
    signal?: AbortSignal,
  ) => Promise<Manifest | undefined>
  /** Puts a manifest under a name; throws when the registry then reports another digest. */
  put: (repository: string, reference: string, manifest: Manifest, signal?: AbortSignal) => Promise<void>
  /** Removes a tag; what it named stays. False when the registry has no such call. */
  untag: (repository: string, tag: string) => Promise<boolean>
}

/** A registry, as far as knowing and copying what is there needs it, too. */
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
  /**
   * Throws a RegistryError that says what is missing when a push would be refused (401, 403), the repository does not exist
   * and is not made by a push (404), or nothing can be pushed there (405).
   */
  checkPush: (repository: string) => Promise<void>
  /** Brings what a digest names into another repository, without a name there. */
  copy: Copy
  /**
   * A small blob; undefined when it is not there. Throws when what came is not what its digest and size say.
   */
  blob: (repository: string, blob: Descriptor, signal?: AbortSignal) => Promise<Buffer | undefined>
  /**
   * Puts a small blob into a repository, which is made ready while its bytes are still coming; throws a RegistryError when
   * that is refused, and what the bytes end with.
   */
  putBlob: (repository: string, bytes: Buffer | Promise<Buffer>, signal?: AbortSignal) => Promise<Descriptor>
  /** All tags of a repository, as its registry lists them; none where there is no such repository. */
  tags: (repository: string, signal?: AbortSignal) => Promise<string[]>
}

/** A client of the OCI distribution API (https://github.com/opencontainers/distribution-spec/blob/main/spec.md). */
export function registryClient(credentialsFor: CredentialsFor): RegistryClient {
  const access = registryAccess(credentialsFor)
  const send = (repository: string, actions: string, path: string, sent: Sent, patience?: Patience): Promise<Answer> =>
    access.send({ repository, actions }, path, sent, patience)

  async function manifest(
    repository: string,
    reference: string,
    patience?: Patience,
    signal?: AbortSignal,
  ): Promise<Manifest | undefined> {
    const what = `look-up of ${nameOf(repository, reference)}`
    const sent = { headers: { accept: ACCEPT }, signal }
    const answer = await send(repository, 'pull', manifestPath(reference), sent, patience)
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

  async function put(repository: string, reference: string, manifest: Manifest, signal?: AbortSignal): Promise<void> {
    const answer = await send(repository, PUSH, manifestPath(reference), {
      method: 'PUT',
      headers: { 'content-type': manifest.mediaType },
      body: manifest.bytes,
      signal,
    })
    expect(answer, 201, `move of ${nameOf(repository, reference)}`, repository)
    const digest = answer.headers.get('docker-content-digest')
    if (digest !== null && digest !== manifest.digest)
      throw new WorkError(`the registry made ${digest} of ${manifest.digest} at ${nameOf(repository, reference)}`)
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
        const chosen = chooseManifest(parseJson(asked.bytes, name), platform)
        if (chosen === undefined) return undefined
        const found = await manifest(repository, chosen, patience)
        if (found === undefined) throw new WorkError(`${name} lists ${chosen}, which the registry does not have`)
        image = found
      }
      if (!isImage(image.mediaType)) throw new WorkError(`${name} is not an image`)
      const digest = configDigest(parseJson(image.bytes, name), name)
      const config = parseJson(await blob(repository, digest, patience), name)
      return { digest: asked.digest, labels: labelsOf(config), layers: layersOf(config) }
    },
    put,
    checkPush: (repository) => checkPush(access, repository),
    untag: (repository, tag) => untag(access, repository, tag),
    copy: copier(access, { manifest, put }),
    blob: (repository, blob, signal) => readSmall(access, repository, blob, signal),
    putBlob: (repository, bytes, signal) => writeSmall(access, repository, bytes, signal),
    tags: (repository, signal) => listTags(access, repository, signal),
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
