import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { isDigest } from './digest.js'

/** Kinds of manifests: OCI image-spec (media-types.md) and Docker's image manifest version 2, schema 2. */
export const INDEXES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
] as const
export const MANIFESTS = [
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.v2+json',
] as const
/** Every kind of manifest, so that an index is never resolved to one platform. */
export const ACCEPT = [...INDEXES, ...MANIFESTS].join(', ')
const CONFIGS: readonly unknown[] = [
  'application/vnd.oci.image.config.v1+json',
  'application/vnd.docker.container.image.v1+json',
]

/** What a registry knows of an image besides its layers. */
export interface ImageConfig {
  /** Of the manifest that was asked for; of the index where it is one. `sha256:…` */
  readonly digest: string
  readonly labels: Readonly<Record<string, string>>
  /** Digests of its layers, lowest first and uncompressed: whoever builds on the image has them, in this order. */
  readonly layers: readonly string[]
}

/** The media type alone says what a manifest is: one may look like both (CVE-2021-41190). */
export function isIndex(mediaType: string): boolean {
  return (INDEXES as readonly string[]).includes(essence(mediaType))
}

export function isImage(mediaType: string): boolean {
  return (MANIFESTS as readonly string[]).includes(essence(mediaType))
}

/** A media type without its parameters. */
export function essence(mediaType: string): string {
  return mediaType.split(';')[0]?.trim().toLowerCase() ?? ''
}

/**
 * The manifest of a platform, `os/architecture[/variant]`, in an index. A variant that only one side names is no hindrance
 * (arm64 is arm64/v8 for most), but the one that names the same goes first. Undefined when there is none.
 */
export function chooseManifest(index: unknown, platform: string): string | undefined {
  const [os, architecture, variant] = platform.split('/')
  const manifests = valueAt(index, ['manifests'])
  let near: string | undefined
  for (const entry of Array.isArray(manifests) ? (manifests as unknown[]) : []) {
    const digest = valueAt(entry, ['digest'])
    if (!isDigest(digest)) continue
    const of = (key: string): unknown => valueAt(entry, ['platform', key])
    if (of('os') !== os || of('architecture') !== architecture) continue
    const own = of('variant') === '' ? undefined : of('variant')
    if (own === variant) return digest
    if (own === undefined || variant === undefined) near ??= digest
  }
  return near
}

/** The digest of an image's configuration. Throws for what is a manifest but no image: charts, signatures and others. */
export function configDigest(manifest: unknown, what: string): string {
  const digest = valueAt(manifest, ['config', 'digest'])
  if (!CONFIGS.includes(valueAt(manifest, ['config', 'mediaType'])) || !isDigest(digest))
    throw new WorkError(`${what} is not an image`)
  return digest
}

/** `rootfs.diff_ids` of the same document. */
export function layersOf(config: unknown): string[] {
  const layers = valueAt(config, ['rootfs', 'diff_ids'])
  return Array.isArray(layers) ? layers.filter((layer) => typeof layer === 'string') : []
}

/** https://github.com/opencontainers/image-spec/blob/main/config.md; what is not text there is no label. */
export function labelsOf(config: unknown): Record<string, string> {
  const labels = valueAt(config, ['config', 'Labels'])
  return Object.fromEntries(
    Object.entries(typeof labels === 'object' && labels !== null ? labels : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}
