import { z } from 'zod'
import type { BlobStore } from './blobs.js'
import { READ, WRITE, type Claims } from './runtime-token.js'
import { method, TwirpError, type Method } from './twirp.js'

/** A cache that was saved whole. */
export interface Cache {
  readonly id: number
  readonly key: string
  /** Hash of paths and compression: a cache is found only by who caches the same in the same way. */
  readonly version: string
  readonly repository: string
  /** The ref it belongs to. */
  readonly scope: string
  readonly size: number
}

interface Entry {
  readonly about: Omit<Cache, 'size'>
  readonly blob: string
  finalized: boolean
}

const named = z.strictObject({
  key: z.string().min(1).max(512),
  version: z.string().min(1),
  metadata: z.unknown().optional(),
})

export interface CacheService {
  readonly methods: Readonly<Record<string, Method>>
  readonly all: () => readonly Cache[]
}

/** github.actions.results.api.v1.CacheService, as @actions/cache 6 calls it. */
export function cacheService(blobs: BlobStore): CacheService {
  const entries: Entry[] = []
  let last = 0

  /** Oldest first. */
  const within = ({ repository }: Claims, scope: string | undefined, version: string): Entry[] =>
    entries.filter(({ about }) => about.repository === repository && about.scope === scope && about.version === version)
  /** The only scope that a job may write. */
  const ownScope = ({ caches }: Claims): string | undefined =>
    caches.find(({ Permission }) => (Permission & WRITE) !== 0)?.Scope
  const own = (caller: Claims, key: string, version: string): Entry | undefined =>
    within(caller, ownScope(caller), version).find(({ about }) => about.key === key)

  const methods = {
    CreateCacheEntry: method(named, ({ key, version }, caller) => {
      const scope = ownScope(caller)
      // Not an error of the protocol: clients tell it by this beginning of the message.
      if (scope === undefined)
        return { ok: false, signed_upload_url: '', message: 'cache write denied: token has no writable scopes' }
      if (own(caller, key, version) !== undefined)
        throw new TwirpError('already_exists', 'cache entry with the same key, version, and scope already exists')
      const { name: blob, uploadUrl } = blobs.create()
      entries.push({
        about: { id: ++last, key, version, repository: caller.repository, scope },
        blob,
        finalized: false,
      })
      return { ok: true, signed_upload_url: uploadUrl }
    }),
    FinalizeCacheEntryUpload: method(
      named.extend({ size_bytes: z.union([z.string(), z.number()]) }),
      ({ key, version, size_bytes: size }, caller) => {
        const entry = own(caller, key, version)
        const blob = entry === undefined ? undefined : blobs.get(entry.blob)
        if (entry === undefined || blob === undefined)
          throw new TwirpError('failed_precondition', `nothing was uploaded for ${key}`)
        if (Number(size) !== blob.size) throw new TwirpError('invalid_argument', `${key} has ${blob.size} bytes`)
        entry.finalized = true
        return { ok: true, entry_id: String(entry.about.id) }
      },
    ),
    GetCacheEntryDownloadURL: method(
      named.extend({ restore_keys: z.array(z.string()).optional() }),
      ({ key, version, restore_keys: prefixes = [] }, caller) => {
        const scopes = caller.caches.filter(({ Permission }) => (Permission & READ) !== 0)
        if (scopes.length === 0)
          throw new TwirpError('permission_denied', 'cache read denied: token has no readable scopes')
        for (const { Scope: scope } of scopes) {
          const here = within(caller, scope, version).filter(({ finalized }) => finalized)
          const newest = (prefix: string): Entry | undefined =>
            here.findLast(({ about }) => about.key.startsWith(prefix))
          const found =
            here.find(({ about }) => about.key === key) ??
            [key, ...prefixes].map(newest).find((entry) => entry !== undefined)
          if (found !== undefined)
            return { ok: true, signed_download_url: blobs.downloadUrl(found.blob), matched_key: found.about.key }
        }
        return { ok: false, signed_download_url: '', matched_key: '' }
      },
    ),
  }

  return {
    methods,
    all: () =>
      entries
        .filter(({ finalized }) => finalized)
        .map(({ about, blob }) => ({ ...about, size: blobs.get(blob)?.size ?? 0 })),
  }
}
