import dockerignore from '@balena/dockerignore'
import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { lstat, readdir, readFile, readlink, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { Readable } from 'node:stream'
import { pack } from 'tar-stream'
import { codeOf, messageOf, userError, WorkError } from '../shared/errors.js'

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
  const { ignores, mayReturn } = await readRules(directory, dockerfile)
  const entries: ContextEntry[] = []
  const open = ['']
  for (let folder = open.shift(); folder !== undefined; folder = open.shift()) {
    const names = await readdir(join(directory, folder), { encoding: 'buffer' }).catch((error: unknown) => {
      throw unreadable(directory, folder, error)
    })
    for (const bytes of names) {
      const name = bytes.toString('utf8')
      const path = folder === '' ? name : `${folder}/${name}`
      const keep = path === dockerfile || path === '.dockerignore' || !ignores(path)
      if (!Buffer.from(name).equals(bytes)) {
        if (!keep) continue
        throw userError(`the name of the file "${path}" is not UTF-8`, {
          file: join(directory, path),
          remedy: 'Rename it, or exclude it in .dockerignore.',
        })
      }
      try {
        const found = await lstat(join(directory, path))
        const entry = { path, mode: found.mode & 0o7777, mtime: found.mtime, size: 0, target: '' }
        if (found.isDirectory()) {
          if (keep) entries.push({ ...entry, type: 'directory' })
          if (keep || mayReturn || dockerfile.startsWith(`${path}/`)) open.push(path)
        } else if (keep && found.isSymbolicLink()) {
          entries.push({ ...entry, type: 'symlink', target: await readlink(join(directory, path)) })
        } else if (keep && found.isFile()) {
          entries.push({ ...entry, type: 'file', size: found.size })
        }
      } catch (error) {
        if (keep) throw unreadable(directory, path, error)
      }
    }
  }
  return entries.sort((a, b) => (a.path < b.path ? -1 : 1))
}

/** Whether a file at `path` (relative to the context) would be sent, if it were there. */
export async function isSent(directory: string, dockerfile: string, path: string): Promise<boolean> {
  return !(await readRules(directory, dockerfile)).ignores(path)
}

async function readRules(
  directory: string,
  dockerfile: string,
): Promise<{ ignores: (path: string) => boolean; mayReturn: boolean }> {
  const rules =
    (await readText(directory, `${dockerfile}.dockerignore`)) ?? (await readText(directory, '.dockerignore'))
  const filter = dockerignore.default({ ignorecase: false })
  if (rules !== undefined) filter.add(rules)
  return {
    ignores: (path) => filter.ignores(path),
    // Only a rule with "!" can bring back something below an excluded directory.
    mayReturn: rules !== undefined && /^\s*!/m.test(rules),
  }
}

async function readText(directory: string, path: string): Promise<string | undefined> {
  const file = join(directory, path)
  try {
    // Of a pipe or a device there may be no end.
    if (!(await stat(file)).isFile()) throw userError(`${path} is no regular file`, { file, remedy: 'Make it one.' })
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw unreadable(directory, path, error)
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
    const content = entry.type === 'symlink' ? entry.target : await hashFile(directory, entry.path)
    hash.update(`${JSON.stringify([entry.path, kind, content])}\n`)
  }
  return hash.digest('hex')
}

async function hashFile(directory: string, path: string): Promise<string> {
  const hash = createHash('sha256')
  try {
    await pipeline(createReadStream(join(directory, path)), hash)
  } catch (error) {
    throw unreadable(directory, path, error)
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
      else await pipeline(bytesOf(file), tar.entry({ ...header, name: file.name, size: file.size }))
    }
    tar.finalize()
  }
  write().catch((error: unknown) => tar.destroy(error instanceof Error ? error : new Error(String(error))))
  return Readable.from(tar, { objectMode: false })
}

/** The bytes that the head of a tar entry promises. */
async function* bytesOf(file: TarFile): AsyncGenerator<Buffer> {
  const remedy = 'Let nothing change the stack while it is built.'
  let sent = 0
  try {
    for await (const chunk of createReadStream(file.source) as AsyncIterable<Buffer>) {
      sent += chunk.length
      if (sent > file.size) break
      yield chunk
    }
  } catch (error) {
    throw new WorkError(`the file ${file.source} cannot be sent: ${messageOf(error)}`, { cause: error, remedy })
  }
  if (sent !== file.size) throw new WorkError(`the file ${file.source} changed while it was sent`, { remedy })
}

/** A file of a context that cannot be read, as the user's mistake; other errors as they are. */
function unreadable(directory: string, path: string, error: unknown): Error {
  const file = join(directory, path)
  const code = codeOf(error)
  if (code === undefined) return error instanceof Error ? error : new Error(String(error))
  if (code === 'ENOENT' || code === 'ENOTDIR')
    return userError(`"${path}" vanished while the directory was read`, {
      file,
      remedy: 'Let nothing change the stack while it is built.',
    })
  return userError(`"${path}" cannot be read: ${code === 'EACCES' ? 'permission denied' : messageOf(error)}`, {
    file,
    remedy: 'Make it readable, or exclude it in .dockerignore.',
  })
}
