import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { appendFile, rename, rm, stat } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { bodyOf } from './http.js'

/** A blob that was uploaded whole. */
export interface Blob {
  readonly path: string
  readonly size: number
  /** `sha256:…` */
  readonly digest: string
  readonly contentType: string
}

/** How a download is to be named and typed; part of the signed address, as in Azure's SAS (rscd, rsct). */
export interface DownloadAs {
  readonly fileName?: string
  readonly contentType?: string
}

export interface BlobStore {
  /** A place for a blob, and the address at which it may be written. */
  create: () => { readonly name: string; readonly uploadUrl: string }
  downloadUrl: (name: string, as?: DownloadAs) => string
  /** undefined until the upload is complete. */
  get: (name: string) => Blob | undefined
  remove: (name: string) => Promise<void>
  /** Answers a request for an address below PREFIX. */
  handle: (request: IncomingMessage, response: ServerResponse, url: URL) => Promise<void>
}

/** `/account/container`, as Azure's client reads the address of a server without a host name. */
export const PREFIX = '/blobs/results/'

/**
 * The part of Azure's block blobs that the toolkit uses: Put Blob, Put Block, Put Block List, Get Blob with ranges, Get Blob
 * Properties (https://learn.microsoft.com/rest/api/storageservices/operations-on-blobs). Content lives in files below
 * `folder` and only streams through memory.
 */
export function blobStore(folder: string, base: () => string): BlobStore {
  const secret = randomBytes(32)
  const blobs = new Map<string, Blob>()
  /** Uncommitted blocks: blob → block id → file. */
  const blocks = new Map<string, Map<string, string>>()

  const SIGNED = ['sp', 'rscd', 'rsct'] as const
  const sign = (name: string, query: URLSearchParams): string =>
    createHmac('sha256', secret)
      .update([name, ...SIGNED.map((key) => query.get(key) ?? '')].join('\n'))
      .digest('base64')
  const urlOf = (name: string, query: URLSearchParams): string => {
    query.set('sig', sign(name, query))
    return `${base()}${PREFIX}${name}?${query.toString()}`
  }

  async function put(request: IncomingMessage, response: ServerResponse, name: string, url: URL): Promise<void> {
    const pending = blocks.get(name) ?? new Map<string, string>()
    blocks.set(name, pending)
    const part = join(folder, randomUUID())
    const contentType = request.headers['x-ms-blob-content-type'] ?? request.headers['content-type']
    const finish = async (): Promise<void> => {
      const path = join(folder, name)
      await rename(part, path)
      const hash = createHash('sha256')
      await pipeline(createReadStream(path), hash)
      const digest = `sha256:${hash.digest('hex')}`
      blobs.set(name, { path, size: (await stat(path)).size, digest, contentType: String(contentType ?? '') })
    }
    switch (url.searchParams.get('comp')) {
      case 'block':
        await pipeline(request, createWriteStream(part))
        pending.set(url.searchParams.get('blockid') ?? '', part)
        break
      case 'blocklist': {
        const ids = [...(await bodyOf(request)).toString().matchAll(/<(?:Latest|Uncommitted)>([^<]+)</g)]
        const files = ids.map(([, id = '']) => pending.get(id))
        if (files.includes(undefined)) throw new BlobError(400, 'InvalidBlockList')
        await appendFile(part, '')
        for (const file of files as string[])
          await pipeline(createReadStream(file), createWriteStream(part, { flags: 'a' }))
        await finish()
        for (const file of pending.values()) await rm(file)
        blocks.delete(name)
        break
      }
      case null:
        if (request.headers['x-ms-blob-type'] !== 'BlockBlob') throw new BlobError(400, 'InvalidHeaderValue')
        await pipeline(request, createWriteStream(part))
        await finish()
        break
      default:
        throw new BlobError(400, 'InvalidQueryParameterValue')
    }
    response.writeHead(201, { ...stamps(), etag: '"1"' }).end()
  }

  async function get(request: IncomingMessage, response: ServerResponse, name: string, url: URL): Promise<void> {
    const blob = blobs.get(name)
    if (blob === undefined) throw new BlobError(404, 'BlobNotFound')
    const disposition = url.searchParams.get('rscd')
    const headers = {
      ...stamps(),
      etag: '"1"',
      'accept-ranges': 'bytes',
      'content-type': url.searchParams.get('rsct') ?? blob.contentType,
      'x-ms-blob-type': 'BlockBlob',
      ...(disposition === null ? {} : { 'content-disposition': disposition }),
    }
    const asked = String(request.headers['x-ms-range'] ?? request.headers.range ?? '')
    const [, first, last] = /^bytes=(\d+)-(\d*)$/.exec(asked) ?? []
    const start = Number(first ?? 0)
    const end = Math.min(last === undefined || last === '' ? Infinity : Number(last), blob.size - 1)
    if (first !== undefined && start > end) throw new BlobError(416, 'InvalidRange')
    response.writeHead(first === undefined ? 200 : 206, {
      ...headers,
      'content-length': end - start + 1,
      ...(first === undefined ? {} : { 'content-range': `bytes ${start}-${end}/${blob.size}` }),
    })
    if (request.method === 'HEAD' || blob.size === 0) response.end()
    else await pipeline(createReadStream(blob.path, { start, end }), response)
  }

  return {
    create: () => {
      const name = randomUUID()
      return { name, uploadUrl: urlOf(name, new URLSearchParams({ sp: 'cw' })) }
    },
    downloadUrl: (name, { fileName, contentType } = {}) =>
      urlOf(
        name,
        new URLSearchParams({
          sp: 'r',
          ...(fileName === undefined ? {} : { rscd: `attachment; filename*=UTF-8''${encodeURIComponent(fileName)}` }),
          ...(contentType === undefined ? {} : { rsct: contentType }),
        }),
      ),
    get: (name) => blobs.get(name),
    remove: async (name) => {
      for (const file of blocks.get(name)?.values() ?? []) await rm(file, { force: true })
      blocks.delete(name)
      if (blobs.delete(name)) await rm(join(folder, name))
    },
    handle: async (request, response, url) => {
      const name = url.pathname.slice(PREFIX.length)
      try {
        const writes = request.method === 'PUT'
        const right = url.searchParams.get('sp') === (writes ? 'cw' : 'r')
        if (!right || url.searchParams.get('sig') !== sign(name, url.searchParams))
          throw new BlobError(403, 'AuthenticationFailed')
        if (writes) await put(request, response, name, url)
        else await get(request, response, name, url)
      } catch (error) {
        if (!(error instanceof BlobError)) throw error
        request.resume()
        refuse(response, error)
      }
    },
  }
}

/** A refusal, by Azure's name for it. */
class BlobError extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
  ) {
    super(code)
  }
}

function stamps(): Record<string, string> {
  const now = new Date().toUTCString()
  return { 'x-ms-version': '2025-01-05', 'x-ms-request-id': randomUUID(), date: now, 'last-modified': now }
}

function refuse(response: ServerResponse, { status, code }: BlobError): void {
  response
    .writeHead(status, { ...stamps(), 'x-ms-error-code': code, 'content-type': 'application/xml' })
    .end(`<?xml version="1.0" encoding="utf-8"?><Error><Code>${code}</Code><Message>${code}</Message></Error>`)
}
