import { layersOf as layersFrom, type Layer, type PastLayer } from '../contents/layers.js'
import { WorkError } from '../shared/errors.js'
import { plain } from '../shared/text.js'
import { valueAt } from '../shared/values.js'
import type { Manifest, RegistryClient } from './client.js'
import { chooseManifest, configDigest, isImage, isIndex, labelsOf } from './config.js'
import { isDigest } from './digest.js'
import type { Patience } from './http.js'
import { parseJson } from './json.js'

/** What manifest and configuration say of an image, which is never pulled for it. */
export interface Described {
  /** Of the platform's manifest. */
  readonly digest: string
  /** Bytes that travel. */
  readonly compressed: number
  /** Their sizes are compressed ones. */
  readonly layers: readonly Layer[]
  readonly labels: Readonly<Record<string, string>>
  /** ISO 8601; '' where it is not said. */
  readonly created: string
}

/** Configurations are some kilobytes; no hostile one is read. */
const MOST_CONFIG = 8 * 1024 * 1024
const MOST_LAYERS = 2000

interface Asked {
  readonly signal?: AbortSignal | undefined
  readonly patience?: Patience
}

/** The manifest of one platform behind a tag or digest: one request, two where it is an index of several. */
export async function platformManifest(
  registry: Pick<RegistryClient, 'manifest'>,
  repository: string,
  reference: string,
  platform: string,
  { signal, patience }: Asked = {},
): Promise<Manifest | undefined> {
  const asked = await registry.manifest(repository, reference, patience, signal)
  if (asked === undefined || !isIndex(asked.mediaType)) return asked
  const chosen = chooseManifest(parseJson(asked.bytes, `${repository}@${asked.digest}`), platform)
  return chosen === undefined ? undefined : registry.manifest(repository, chosen, patience, signal)
}

/** Bytes of all layers of a manifest, as they travel; undefined where it does not say. */
export function compressedSize(manifest: Manifest): number | undefined {
  const sizes = layerSizes(manifest)
  return sizes?.reduce((sum, size) => sum + size, 0)
}

/** One request more than its manifest: its configuration. Undefined for what is no image. */
export async function describe(
  registry: Pick<RegistryClient, 'blob'>,
  repository: string,
  manifest: Manifest,
  signal?: AbortSignal,
): Promise<Described | undefined> {
  const sizes = layerSizes(manifest)
  if (sizes === undefined) return undefined
  const name = `${repository}@${manifest.digest}`
  const content = parseJson(manifest.bytes, name)
  const digest = configDigest(content, name)
  const size = valueAt(content, ['config', 'size'])
  if (typeof size !== 'number' || !(size <= MOST_CONFIG))
    throw new WorkError(`${name} has a configuration of ${String(size)} bytes`)
  const bytes = await registry.blob(repository, { digest, size }, signal)
  if (bytes === undefined) throw new WorkError(`${name} lists ${digest}, which the registry does not have`)
  const config = parseJson(bytes, name)
  const created = valueAt(config, ['created'])
  return {
    digest: manifest.digest,
    compressed: sizes.reduce((sum, one) => sum + one, 0),
    layers: layersFrom(historyOf(config, sizes), []),
    labels: labelsOf(config),
    created: typeof created === 'string' && !Number.isNaN(Date.parse(created)) ? new Date(created).toISOString() : '',
  }
}

function layerSizes(manifest: Manifest): number[] | undefined {
  if (!isImage(manifest.mediaType)) return undefined
  const content = parseJson(manifest.bytes, manifest.digest)
  const layers = valueAt(content, ['layers'])
  if (!Array.isArray(layers) || !isDigest(valueAt(content, ['config', 'digest']))) return undefined
  return layers.slice(0, MOST_LAYERS).map((layer: unknown) => {
    const size = valueAt(layer, ['size'])
    return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : 0
  })
}

/** image-spec, config.md, "history": each entry that is not marked empty has the next layer. */
function historyOf(config: unknown, sizes: readonly number[]): PastLayer[] {
  const history = valueAt(config, ['history'])
  let next = 0
  const entries = (Array.isArray(history) ? (history as unknown[]) : [])
    .slice(0, MOST_LAYERS)
    .map((entry): PastLayer => {
      const [by, at] = [valueAt(entry, ['created_by']), Date.parse(String(valueAt(entry, ['created'])))]
      return {
        createdBy: typeof by === 'string' ? plain(by) : '',
        created: Number.isNaN(at) ? 0 : Math.floor(at / 1000),
        size: valueAt(entry, ['empty_layer']) === true ? 0 : (sizes[next++] ?? 0),
      }
    })
  return [...entries, ...sizes.slice(next).map((size) => ({ createdBy: '', created: 0, size }))]
}
