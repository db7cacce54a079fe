import dockerignore from '@balena/dockerignore'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { codeOf, userError } from '../shared/errors.js'

/** One file, directory or link of a build context. */
export interface ContextEntry {
  /** Relative to the context, with `/`. */
  readonly path: string
  readonly type: 'file' | 'directory' | 'symlink'
  /** Permission bits. */
  readonly mode: number
  readonly mtime: Date
  /** Bytes; 0 unless a file. */
  readonly size: number
  /** Target of a link. */
  readonly target: string
}

/**
 * What `docker build` would send: everything below `directory` that .dockerignore does not exclude, sorted by path.
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it; the Dockerfile itself is always sent.
 */
export async function readContext(directory: string, dockerfile: string): Promise<ContextEntry[]> {
  const rules =
    (await readText(join(directory, `${dockerfile}.dockerignore`))) ??
    (await readText(join(directory, '.dockerignore')))
  const filter = dockerignore.default({ ignorecase: false })
  if (rules !== undefined) filter.add(rules)
  // Only a rule with "!" can bring back something below an excluded directory.
  const mayReturn = rules !== undefined && /^\s*!/m.test(rules)
  const entries: ContextEntry[] = []
  const open = ['']
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    for (const name of await readdir(join(directory, folder))) {
      const path = folder === '' ? name : `${folder}/${name}`
      const keep = path === dockerfile || path === '.dockerignore' || !filter.ignores(path)
      const stat = await lstat(join(directory, path))
      const entry = { path, mode: stat.mode & 0o7777, mtime: stat.mtime, size: 0, target: '' }
      if (stat.isDirectory()) {
        if (keep) entries.push({ ...entry, type: 'directory' })
        if (keep || mayReturn) open.push(path)
      } else if (keep && stat.isSymbolicLink()) {
        entries.push({ ...entry, type: 'symlink', target: await readlink(join(directory, path)) })
      } else if (keep && stat.isFile()) {
        entries.push({ ...entry, type: 'file', size: stat.size })
      }
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

async function readText(path: string): Promise<string | undefined> {
  try {
    return await readFile(path, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
}

/**
 * sha256 over (path, mode, content) of a context. Of the mode only what git keeps counts, so that two checkouts of one
 * commit agree whatever their umask; directories count by what is in them.
 */
export async function hashContext(directory: string, entries: readonly ContextEntry[]): Promise<string> {
  const hash = createHash('sha256')
  for (const entry of entries) {
    if (entry.type === 'directory') continue
    const kind = entry.type === 'symlink' ? 'link' : entry.mode & 0o100 ? 'exec' : 'file'
    const content = entry.type === 'symlink' ? entry.target : await hashFile(join(directory, entry.path))
    hash.update(`${JSON.stringify([entry.path, kind, content])}\n`)
  }
  return hash.digest('hex')
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(path), hash)
  } catch (error) {
    throw unreadable(path, error)
  }
  return hash.digest('hex')
}

/** A context as the tar stream that the Engine API takes. */
export function packContext(directory: string, entries: readonly ContextEntry[]): Readable {
  return tarOf(entries.map((entry) => ({ ...entry, name: entry.path, source: join(directory, entry.path) })))
}

/** A file of a tar stream: read from `source`, or given as `content`. */
export interface TarFile extends Omit<ContextEntry, 'path'> {
  readonly name: string
  readonly source: string
}

/** Streams files into a tar, one at a time, owned by root. */
export function tarOf(files: readonly TarFile[]): Readable {
  const tar = pack()
  const write = async (): Promise<void> => {
    for (const file of files) {
      const header = { mode: file.mode, mtime: file.mtime, uid: 0, gid: 0 }
      if (file.type === 'directory') tar.entry({ ...header, name: `${file.name}/`, type: 'directory' })
      else if (file.type === 'symlink')
        tar.entry({ ...header, name: file.name, type: 'symlink', linkname: file.target })
      else await pipeline(createReadStream(file.source), tar.entry({ ...header, name: file.name, size: file.size }))
    }
    tar.finalize()
  }
  write().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))))
  return Readable.from(tar, { objectMode: false })
}

function unreadable(path: string, error: unknown): Error {
  const code = codeOf(error)
  if (code === 'EACCES' || code === 'EPERM')
    return userError('this file of the build context cannot be read', {
      file: path,
      remedy: 'Make it readable, or exclude it in .dockerignore.',
    })
  return error instanceof Error ? error : new Error(String(error))
}
