import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import type { Manifest } from './client.js'
import { essence, isImage, isIndex } from './config.js'
import { digestOf, isDigest } from './digest.js'
import { parseJson } from './json.js'

/** An image for one platform. */
export interface Part {
  /** Of the image, or of an index that has it and its attestations. */
  readonly manifest: Manifest
  /** `linux/amd64`, `linux/arm/v7` */
  readonly platform: string
}

const INDEX = 'application/vnd.oci.image.index.v1+json'
/** https://docs.docker.com/build/metadata/attestations/attestation-storage/ */
const ATTESTATION = 'vnd.docker.reference.type'

/** An entry of an index, as it was written or as we write it (image-spec, descriptor.md). */
type Entry = Readonly<Record<string, unknown>>

/**
 * One OCI index of images for several platforms: the same parts make the same bytes, in whatever order they come. From
 * indexes their entries are taken over, with attestations. Throws a WorkError for a part that is not one image for its
 * platform, and for platforms that come twice.
 */
export function joinIndex(parts: readonly Part[]): Manifest {
  const ordered = parts.toSorted((a, b) => (a.platform < b.platform ? -1 : a.platform > b.platform ? 1 : 0))
  ordered.forEach(({ platform }, at) => {
    if (platform === ordered[at + 1]?.platform) throw new WorkError(`there are two images for ${platform}`)
  })
  const entries = ordered.map(entriesOf)
  // Images first: clients that know no attestations take what they find at first.
  const manifests = [...entries.map(({ image }) => image), ...entries.flatMap(({ attestations }) => attestations)]
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: INDEX, manifests }))
  return { bytes, mediaType: INDEX, digest: digestOf(bytes) }
}

/** Platforms of an index's images in its order, `linux/arm/v7`. Throws a WorkError when it is not JSON. */
export function platformsOf(index: Buffer): string[] {
  return manifestsOf(parseJson(index, 'an index'))
    .filter((entry) => !isAttestation(entry))
    .flatMap((entry) => platformText(entry) ?? [])
}

function entriesOf({ manifest, platform }: Part): { image: Entry; attestations: readonly Entry[] } {
  const { mediaType, digest, bytes } = manifest
  if (isImage(mediaType)) {
    const image = { mediaType: essence(mediaType), digest, size: bytes.length, platform: platformObject(platform) }
    return { image, attestations: [] }
  }
  if (!isIndex(mediaType)) throw new WorkError(`${digest} for ${platform} is not an image but ${mediaType}`)
  const entries = manifestsOf(parseJson(bytes, digest))
  const attestations = entries.filter(isAttestation)
  const [image, another] = entries.filter((entry) => !isAttestation(entry))
  if (image === undefined || another !== undefined || !isEntryOfImage(image))
    throw new WorkError(`${digest} for ${platform} is not an index of one image`)
  const found = platformText(image)
  if (found !== undefined && !isSame(found, platform))
    throw new WorkError(`${digest} is for ${found}, not for ${platform}`)
  return { image: { ...image, platform: image['platform'] ?? platformObject(platform) }, attestations }
}

function manifestsOf(index: unknown): Entry[] {
  const entries = valueAt(index, ['manifests'])
  return Array.isArray(entries) ? (entries as unknown[]).filter(isObject) : []
}

function isObject(value: unknown): value is Entry {
  return typeof value === 'object' && value !== null
}

function isAttestation(entry: Entry): boolean {
  return valueAt(entry, ['annotations', ATTESTATION]) !== undefined
}

function isEntryOfImage({ mediaType, digest, size }: Entry): boolean {
  return typeof mediaType === 'string' && isImage(mediaType) && isDigest(digest) && Number.isSafeInteger(size)
}

function platformObject(platform: string): Entry {
  const [os, architecture, variant] = platform.split('/')
  return { os, architecture, ...(variant === undefined ? {} : { variant }) }
}

function platformText(entry: Entry): string | undefined {
  const parts = ['os', 'architecture', 'variant'].map((key) => valueAt(entry, ['platform', key]))
  const [os, architecture] = parts
  if (typeof os !== 'string' || typeof architecture !== 'string' || os === 'unknown') return undefined
  return parts.filter((part) => typeof part === 'string' && part !== '').join('/')
}

/** A variant that only one side names is the usual one: arm64 is arm64/v8. */
function isSame(one: string, other: string): boolean {
  return one === other || `${one}/`.startsWith(`${other}/`) || `${other}/`.startsWith(`${one}/`)
}
