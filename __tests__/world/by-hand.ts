import { createHash } from 'node:crypto'
import type { TestRegistry } from './registries.js'
import { unique } from './world.js'

/** Where something is put, and the Authorization header that lets us. */
export interface Place {
  /** `127.0.0.1:PORT` */
  readonly host: string
  readonly name: string
  readonly authorization?: string
}

/** A manifest as it was put. */
export interface Put {
  readonly bytes: Buffer
  readonly mediaType: string
  readonly digest: string
}

export const OCI = {
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  index: 'application/vnd.oci.image.index.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layer: 'application/vnd.oci.image.layer.v1.tar',
}
export const DOCKER: typeof OCI = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar',
}

export const sha256 = (bytes: Buffer): string => `sha256:${createHash('sha256').update(bytes).digest('hex')}`

export const basic = ({ user, password }: TestRegistry): string =>
  `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`

function headersOf({ authorization }: Place, contentType?: string): Record<string, string> {
  return {
    ...(authorization === undefined ? {} : { authorization }),
    ...(contentType === undefined ? {} : { 'content-type': contentType }),
  }
}

async function expectCreated(response: Response, what: string): Promise<void> {
  if (response.status !== 201) throw new Error(`${what}: ${response.status} ${await response.text()}`)
}

/** Uploads a blob; gives its digest and size, as a manifest has them. */
export async function putBlob(place: Place, bytes: Buffer): Promise<{ digest: string; size: number }> {
  const begun = await fetch(`http://${place.host}/v2/${place.name}/blobs/uploads/`, {
    method: 'POST',
    headers: headersOf(place),
  })
  const url = new URL(begun.headers.get('location') ?? '')
  url.searchParams.set('digest', sha256(bytes))
  const headers = headersOf(place, 'application/octet-stream')
  await expectCreated(await fetch(url, { method: 'PUT', headers, body: new Uint8Array(bytes) }), 'a blob')
  return { digest: sha256(bytes), size: bytes.length }
}

/** Puts a manifest under a name. */
export async function putManifest(place: Place, tag: string, manifest: { mediaType: string }): Promise<Put> {
  // Indented as no program of ours would: whoever writes it anew changes its digest.
  const bytes = Buffer.from(`${JSON.stringify(manifest, undefined, 3)}\n`)
  const put = await fetch(`http://${place.host}/v2/${place.name}/manifests/${tag}`, {
    method: 'PUT',
    headers: headersOf(place, manifest.mediaType),
    body: new Uint8Array(bytes),
  })
  await expectCreated(put, 'a manifest')
  return { bytes, mediaType: manifest.mediaType, digest: sha256(bytes) }
}

export interface ImageByHand {
  readonly types?: typeof OCI
  /** What the configuration holds. Default: something that no other image has. */
  readonly config?: object
}

/** Uploads an image of one small layer, with neither an engine nor our client. */
export async function putImage(place: Place, tag: string, image: ImageByHand = {}): Promise<Put> {
  const { types = OCI, config = { id: unique() } } = image
  return putManifest(place, tag, {
    ...{ schemaVersion: 2, mediaType: types.manifest },
    ...{
      config: { mediaType: types.config, ...(await putBlob(place, Buffer.from(JSON.stringify(config)))) },
      layers: [{ mediaType: types.layer, ...(await putBlob(place, Buffer.from(unique()))) }],
    },
  })
}

/** Puts an index over images that are in the repository; `platform` as `linux/arm/v7`. */
export function putIndex(
  place: Place,
  tag: string,
  images: readonly (readonly [platform: string, image: Put])[],
  types = OCI,
): Promise<Put> {
  const manifests = images.map(([platform, { mediaType, digest, bytes }]) => {
    const [os, architecture, variant] = platform.split('/')
    return { mediaType, digest, size: bytes.length, platform: { os, architecture, variant } }
  })
  return putManifest(place, tag, { ...{ schemaVersion: 2, mediaType: types.index }, ...{ manifests } })
}
