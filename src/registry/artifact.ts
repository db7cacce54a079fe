import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { RegistryError } from './authorize.js'
import type { Manifest, RegistryClient } from './client.js'
import { isImage } from './config.js'
import { digestOf, isDigest } from './digest.js'
import { backoffMs, pause } from './http.js'
import { parseJson } from './json.js'

/**
 * A small OCI artifact: a JSON document as the only layer of a manifest with an empty configuration, under a tag of its own
 * beside images. OCI image-spec, manifest.md, "Guidelines for Artifact Usage".
 */
export interface DocumentKind {
  /** Media type of artifact and layer. */
  readonly type: string
  /** Bytes that are read: a later version may allow more than this one writes. */
  readonly mostBytes: number
}

const EMPTY = Buffer.from('{}')
/** OCI image-spec, manifest.md, "Guidance for an Empty Descriptor". */
const CONFIG = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(EMPTY), size: EMPTY.length }
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

/** A registry that takes no artifacts, or none under this tag; another try would not change that. */
export class Refused extends Error {}

/** Answers to a manifest that another try would not change; 401 and 403 are about rights, and those concern all names. */
const REFUSED: readonly number[] = [400, 404, 405, 406, 409, 412, 413, 415, 422, 501]

/** The document that a manifest has, or why it is no document of this kind. Throws a WorkError where it is incomplete. */
export async function readDocument(
  registry: Pick<RegistryClient, 'blob'>,
  { repository, tag }: { readonly repository: string; readonly tag: string },
  manifest: Manifest,
  kind: DocumentKind,
  signal?: AbortSignal,
): Promise<{ readonly content: unknown } | { readonly wrong: string }> {
  const name = `${repository}:${tag}`
  const layer = layerOf(manifest, kind, name)
  if ('wrong' in layer) return layer
  const bytes = await registry.blob(repository, layer, signal)
  if (bytes === undefined) throw new WorkError(`${name} lists ${layer.digest}, which the registry does not have`)
  return { content: parseJson(bytes, name) }
}

function layerOf(
  manifest: Manifest,
  { type, mostBytes }: DocumentKind,
  name: string,
): { readonly digest: string; readonly size: number } | { readonly wrong: string } {
  const content = isImage(manifest.mediaType) ? parseJson(manifest.bytes, name) : undefined
  const layers = valueAt(content, ['layers'])
  const [mediaType, digest, size] = ['mediaType', 'digest', 'size'].map((key) => valueAt(layers, [0, key]))
  if (!Array.isArray(layers) || layers.length !== 1 || mediaType !== type || !isDigest(digest))
    return { wrong: 'it is something else' }
  if (typeof size !== 'number' || !(size <= mostBytes)) return { wrong: `it has ${String(size)} bytes` }
  return { digest, size }
}

/**
 * Puts a document under its tag and returns the manifest's digest. It may still be coming: its upload is begun meanwhile.
 * `hasConfig`: the repository has the empty configuration already. Throws Refused, and what document or registry end with.
 */
export async function putDocument(
  registry: Pick<RegistryClient, 'put' | 'putBlob'>,
  { repository, tag }: { readonly repository: string; readonly tag: string },
  { type }: DocumentKind,
  document: Buffer | Promise<Buffer>,
  { hasConfig = false, signal }: { readonly hasConfig?: boolean | Promise<boolean>; readonly signal?: AbortSignal },
): Promise<string> {
  const config = Promise.resolve(hasConfig).then((has) =>
    has ? undefined : registry.putBlob(repository, EMPTY, signal),
  )
  const sent = [registry.putBlob(repository, document, signal), config] as const
  // What is under way comes to its end, also when it comes to nothing.
  await Promise.allSettled(sent)
  const [layer] = await Promise.all(sent)
  const bytes = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: MANIFEST, artifactType: type },
      ...{ config: CONFIG, layers: [{ mediaType: type, ...layer }] },
    }),
  )
  const digest = digestOf(bytes)
  for (let attempt = 1; ; attempt++)
    try {
      await registry.put(repository, tag, { bytes, mediaType: MANIFEST, digest }, signal)
      return digest
    } catch (error) {
      if (!(error instanceof RegistryError) || !REFUSED.includes(error.status)) throw error
      if (error.status !== 400 || attempt === TRIES) throw new Refused(error.message, { cause: error })
      await pause(backoffMs(attempt), signal)
    }
}

/** A registry that keeps files (distribution 2.8) answers 400 when somebody writes the same blob at the same moment. */
const TRIES = 2
