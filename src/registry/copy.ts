import { WorkError } from '../shared/errors.js'
import type { Access } from './access.js'
import { hasBlob, mountBlob, sendBlob, type BlobAt } from './blobs.js'
import type { Manifest, RegistryClient } from './client.js'
import { ACCEPT } from './config.js'
import { contentsOf, type Contents } from './contents.js'
import { parseJson } from './json.js'
import { locate } from './locate.js'
import { once, type Begun } from './once.js'
import { slots } from './slots.js'
import { PUSH } from './uploads.js'

/** How a blob came to be in a repository: it was there, its registry took it from another repository, or it was sent. */
export type BlobWay = 'there' | 'mounted' | 'sent'

export interface CopyOptions {
  /** Hears of every blob once, as soon as it is there. */
  readonly onBlob?: (digest: string, way: BlobWay, bytes: number) => void
  readonly signal?: AbortSignal
}

export interface CopyFrom {
  readonly repository: string
  readonly digest: string
}

export type Copy = (from: CopyFrom, to: { readonly repository: string }, options?: CopyOptions) => Promise<Manifest>

/** Blobs, and manifests, at the same time. */
const PARALLEL = 4
/** An index of indexes of images has three; nothing that is made today has more. */
const MOST_LEVELS = 4
/** All manifests of an image together: one for ten platforms with attestations has some 100 kB. */
const MOST_MANIFEST_BYTES = 64 * 1024 * 1024

/** A manifest and what lies below it. */
interface Read {
  readonly manifest: Manifest
  readonly contents: Contents
}

/** Does the work for all, some at a time. After a failure nothing more is begun, what goes on is ended, and it throws. */
type ForAll = <Item, Done>(items: readonly Item[], work: (item: Item) => Promise<Done>) => Promise<Done[]>

/**
 * Copies an image, or an index with everything below it, from repository to repository of one registry or two: byte for
 * byte and without an engine. Nothing gets a name there. Blobs go first and manifests last, those below before those above,
 * so that whatever has a manifest is complete; what has one already is not looked into. Throws a WorkError when it cannot
 * be done, and the signal's reason.
 */
export function copier(access: Access, registry: Pick<RegistryClient, 'manifest' | 'put'>): Copy {
  // Images share layers, and their copies go on at the same time.
  const begun: Begun = new Map()

  return async (from, { repository }, { onBlob = () => undefined, signal: outer } = {}) => {
    const failed = new AbortController()
    const signal = outer === undefined ? failed.signal : AbortSignal.any([outer, failed.signal])
    const forAll = forAllBy(failed, signal)
    const read = readerOf(registry, from.repository, signal)

    const root = await read(from.digest)
    if (await hasManifest(access, repository, from.digest, signal)) return root.manifest
    const levels = await levelsBelow(root, read, forAll)
    const blobs = levels.flat().flatMap(({ contents }) => contents.blobs)
    const bring = bringing(access, from.repository, signal)
    await forAll([...new Map(blobs.map((blob) => [blob.digest, blob])).values()], async (blob) => {
      const way = await once(begun, `${repository} ${blob.digest}`, () => bring({ repository, blob }), signal)
      onBlob(blob.digest, way ?? 'there', blob.size)
    })
    const put = new Set<string>()
    for (const level of levels.reverse())
      await forAll(level, async ({ manifest }) => {
        if (put.has(manifest.digest)) return
        await registry.put(repository, manifest.digest, manifest, signal)
        put.add(manifest.digest)
      })
    return root.manifest
  }
}

function forAllBy(failed: AbortController, signal: AbortSignal): ForAll {
  const inSlot = slots(PARALLEL)
  return async (items, work) => {
    const ended = await Promise.allSettled(
      items.map((item) =>
        inSlot(async () => {
          signal.throwIfAborted()
          return work(item).catch((error: unknown) => {
            failed.abort(error)
            throw error
          })
        }),
      ),
    )
    // The reason is the first failure, or the caller's.
    signal.throwIfAborted()
    return ended.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
  }
}

/** Reads manifests of a repository, each once. */
function readerOf(
  registry: Pick<RegistryClient, 'manifest'>,
  repository: string,
  signal: AbortSignal,
): (digest: string) => Promise<Read> {
  const known = new Map<string, Promise<Read>>()
  let bytes = 0
  const read = async (digest: string): Promise<Read> => {
    const name = `${repository}@${digest}`
    const manifest = await registry.manifest(repository, digest, undefined, signal)
    if (manifest === undefined) throw new WorkError(`${name} cannot be copied: it is not there`)
    bytes += manifest.bytes.length
    if (bytes > MOST_MANIFEST_BYTES) throw new WorkError(`${name} cannot be copied: there is no end to its manifests`)
    return { manifest, contents: contentsOf(parseJson(manifest.bytes, name), manifest.mediaType, name) }
  }
  return (digest) => {
    const found = known.get(digest) ?? read(digest)
    known.set(digest, found)
    return found
  }
}

/** The manifest itself, those below it, those below them. One that is in several levels is there for the lowest, too. */
async function levelsBelow(root: Read, read: (digest: string) => Promise<Read>, forAll: ForAll): Promise<Read[][]> {
  const levels: Read[][] = []
  for (let level = [root]; level.length > 0;) {
    if (levels.push(level) > MOST_LEVELS)
      throw new WorkError(`${root.manifest.digest} cannot be copied: it has more than ${MOST_LEVELS} levels of indexes`)
    const below = level.flatMap(({ contents }) => contents.manifests.map(({ digest }) => digest))
    level = await forAll([...new Set(below)], read)
  }
  return levels
}

/** Brings blobs into repositories by the cheapest way. */
function bringing(access: Access, from: string, signal: AbortSignal): (to: BlobAt) => Promise<BlobWay> {
  const host = locate(from).base
  let mounts = true
  return async (to) => {
    if (await hasBlob(access, to, signal)) return 'there'
    let begun: URL | undefined
    if (mounts && locate(to.repository).base === host) {
      const mounted = await mountBlob(access, from, to, signal)
      if (mounted === 'mounted') return 'mounted'
      // A registry that neither mounts nor begins an upload will not for the next blob.
      if (mounted === undefined) mounts = false
      begun = mounted
    }
    await sendBlob(access, from, to, begun, signal)
    return 'sent'
  }
}

/** By the rights of a push: some registries refuse to read a repository that is only about to be made. */
async function hasManifest(access: Access, repository: string, digest: string, signal: AbortSignal): Promise<boolean> {
  const sent = { method: 'HEAD', headers: { accept: ACCEPT }, signal }
  return (await access.send({ repository, actions: PUSH }, `manifests/${digest}`, sent)).status === 200
}
