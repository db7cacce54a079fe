import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { isImage, isIndex } from './config.js'
import { isDigest } from './digest.js'

/** Something that a manifest refers to (image-spec, descriptor.md). */
export interface Descriptor {
  /** `sha256:…` */
  readonly digest: string
  /** Bytes. */
  readonly size: number
}

/** What lies directly below a manifest. */
export interface Contents {
  readonly manifests: readonly Descriptor[]
  readonly blobs: readonly Descriptor[]
}

/**
 * Throws a WorkError for what is neither an image nor an index, and for a digest that is not sha256. Layers that may not
 * be distributed are left out where the manifest says from where else they come.
 */
export function contentsOf(manifest: unknown, mediaType: string, name: string): Contents {
  const many = (key: string): readonly unknown[] => {
    const value = valueAt(manifest, [key])
    if (!Array.isArray(value)) throw new WorkError(`${name} is broken: it has no list of ${key}`)
    return value as unknown[]
  }
  const of = (value: unknown): Descriptor => descriptorOf(value, name)
  if (isIndex(mediaType)) return { manifests: many('manifests').map(of), blobs: [] }
  if (!isImage(mediaType)) throw new WorkError(`${name} cannot be copied: it is of the kind ${mediaType}`)
  const layers = many('layers').filter((layer) => !isElsewhere(layer))
  return { manifests: [], blobs: [valueAt(manifest, ['config']), ...layers].map(of) }
}

function descriptorOf(value: unknown, name: string): Descriptor {
  const [digest, size] = [valueAt(value, ['digest']), valueAt(value, ['size'])]
  if (!isDigest(digest)) throw new WorkError(`${name} is broken: it refers to ${String(digest)} as a digest`)
  if (typeof size !== 'number' || !Number.isSafeInteger(size) || size < 0)
    throw new WorkError(`${name} is broken: ${String(size)} is no size of ${digest}`)
  return { digest, size }
}

/** image-spec, layer.md, "Non-Distributable Layers", and the kind that Docker had before. */
function isElsewhere(layer: unknown): boolean {
  const urls = valueAt(layer, ['urls'])
  return (
    /nondistributable|rootfs\.foreign/.test(String(valueAt(layer, ['mediaType']))) &&
    Array.isArray(urls) &&
    urls.length > 0
  )
}
