import { fittingFacts, parseFacts, type ImageFacts } from '../contents/facts.js'
import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { RegistryError } from './authorize.js'
import type { Manifest, RegistryClient } from './client.js'
import { isImage } from './config.js'
import { digestOf, isDigest } from './digest.js'
import type { Patience } from './http.js'
import { parseJson } from './json.js'

const TYPE = 'application/vnd.stack-action.facts.v1+json'
const EMPTY = Buffer.from('{}')
/** OCI image-spec, manifest.md, "Guidance for an Empty Descriptor". */
const CONFIG = { mediaType: 'application/vnd.oci.empty.v1+json', digest: digestOf(EMPTY), size: EMPTY.length }
const MANIFEST = 'application/vnd.oci.image.manifest.v1+json'

const MOST_BYTES = 4 * 1024 * 1024
/** What is read: a later version may allow more. */
const MOST_FOREIGN_BYTES = 8 * 1024 * 1024
/** Characters that each info command keeps where all together are too many. */
const SHORT_OUTPUT = 50_000

/** A registry, as far as facts need it. */
export type FactsReader = Pick<RegistryClient, 'manifest' | 'blob'>
export type FactsRegistry = FactsReader & Pick<RegistryClient, 'put' | 'putBlob'>

/** A registry that takes no artifacts. */
export class NoFacts extends WorkError {}

/** The tag under which a repository keeps the facts of what this digest names: `info-` and its 64 digits. */
export function infoTag(digest: string): string {
  return `info-${digest.replace(/^sha256:/, '')}`
}

/**
 * What is in an image, as whoever built it wrote it beside the image; `digest`: of its manifest for one platform. Undefined
 * where there is nothing, or facts of another image. Throws a WorkError for what is something else.
 */
export async function readFacts(
  registry: FactsReader,
  repository: string,
  digest: string,
  { signal, patience }: { readonly signal?: AbortSignal | undefined; readonly patience?: Patience } = {},
): Promise<ImageFacts | undefined> {
  if (!isDigest(digest)) return undefined
  const tag = infoTag(digest)
  const manifest = await registry.manifest(repository, tag, patience, signal)
  if (manifest === undefined) return undefined
  const name = `${repository}:${tag}`
  const descriptor = layerOf(manifest, name)
  const bytes = await registry.blob(repository, descriptor, signal)
  if (bytes === undefined) throw new WorkError(`${name} lists ${descriptor.digest}, which the registry does not have`)
  const facts = parseFacts(parseJson(bytes, name), name)
  return facts.digest === digest ? facts : undefined
}

/** Writes facts beside their image; nothing where the image is in no registry. Throws NoFacts where artifacts are refused. */
export async function putFacts(
  registry: FactsRegistry,
  repository: string,
  facts: ImageFacts,
  signal?: AbortSignal,
): Promise<void> {
  if (facts.digest === null) return
  const sent = [
    registry.putBlob(repository, bytesOf(facts), signal),
    registry.putBlob(repository, EMPTY, signal),
  ] as const
  // What is under way comes to its end, also when it comes to nothing.
  await Promise.allSettled(sent)
  const [layer] = await Promise.all(sent)
  const bytes = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: MANIFEST, artifactType: TYPE },
      ...{ config: CONFIG, layers: [{ mediaType: TYPE, ...layer }] },
    }),
  )
  try {
    const manifest = { bytes, mediaType: MANIFEST, digest: digestOf(bytes) }
    await registry.put(repository, infoTag(facts.digest), manifest, signal)
  } catch (error) {
    if (!(error instanceof RegistryError) || !REFUSED.includes(error.status)) throw error
    throw new NoFacts(`${repository} takes no facts of images: ${error.message}`, { cause: error })
  }
}

/** Answers to a manifest that another try would not change; 401 and 403 are about rights, and those concern all names. */
const REFUSED: readonly number[] = [400, 404, 405, 406, 409, 412, 413, 415, 422, 501]

function bytesOf(facts: ImageFacts): Buffer {
  const fitting = fittingFacts(facts)
  const whole = Buffer.from(JSON.stringify(fitting))
  if (whole.length <= MOST_BYTES) return whole
  const infos = fitting.infos.map((info) => ({ ...info, output: info.output.slice(0, SHORT_OUTPUT) }))
  return Buffer.from(JSON.stringify({ ...fitting, infos }))
}

/** The only layer of a manifest, which is the facts. */
function layerOf(manifest: Manifest, name: string): { readonly digest: string; readonly size: number } {
  const content = isImage(manifest.mediaType) ? parseJson(manifest.bytes, name) : undefined
  const layers = valueAt(content, ['layers'])
  const [mediaType, digest, size] = ['mediaType', 'digest', 'size'].map((key) => valueAt(layers, [0, key]))
  if (!Array.isArray(layers) || layers.length !== 1 || mediaType !== TYPE || !isDigest(digest))
    throw new WorkError(`${name} does not hold facts of an image: it is something else`)
  if (typeof size !== 'number' || !(size <= MOST_FOREIGN_BYTES))
    throw new WorkError(`${name} does not hold facts of an image: it has ${String(size)} bytes`)
  return { digest, size }
}
