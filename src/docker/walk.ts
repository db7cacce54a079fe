import dockerignore from '@balena/dockerignore'
import { readdirSync, statSync, type Dirent } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setImmediate } from 'node:timers/promises'
import { codeOf, messageOf, userError } from '../shared/errors.js'

/** Something in a folder, by its name or by its path relative to the context. */
interface Entry {
  readonly type: 'file' | 'directory' | 'symlink'
  /** The name is UTF-8; otherwise what is no character of it is U+FFFD. */
  readonly readable: boolean
}
interface Named extends Entry {
  readonly name: string
}

export interface Found {
  readonly path: string
  readonly type: Entry['type']
}

/** What is in a folder (an absolute path), as it was when somebody asked first. Throws system errors. */
export type List = (folder: string) => readonly Named[]

/** A list of its own for every look: what it has once seen it does not see change. */
export function remembering(): List {
  const seen = new Map<string, readonly Named[]>()
  return (folder) => {
    const known = seen.get(folder)
    if (known !== undefined) return known
    const names = list(folder)
    seen.set(folder, names)
    return names
  }
}

/** At once, not by promises: of a thousand folders that takes a third of the time. */
function list(folder: string): Named[] {
  const entries = readdirSync(folder, { withFileTypes: true })
  // Only a name with this character in it may have been another one.
  if (!entries.some(({ name }) => name.includes('\uFFFD'))) return entries.flatMap((one) => named(one, one.name, true))
  return readdirSync(folder, { withFileTypes: true, encoding: 'buffer' }).flatMap((one) => {
    const name = one.name.toString('utf8')
    return named(one, name, Buffer.from(name).equals(one.name))
  })
}

/** Pipes, sockets and devices are never sent. */
function named(entry: Dirent | Dirent<Buffer>, name: string, readable: boolean): Named[] {
  if (entry.isFile()) return [{ name, type: 'file', readable }]
  if (entry.isDirectory()) return [{ name, type: 'directory', readable }]
  return entry.isSymbolicLink() ? [{ name, type: 'symlink', readable }] : []
}

/** Which files of a context are sent. */
export interface Rules {
  /** Equal texts rule equal. */
  readonly text: string
  readonly ignores: (path: string) => boolean
  /** Something below an excluded folder may be sent nevertheless. */
  readonly mayReturn: boolean
  /** Sent whatever the rules. */
  readonly always: ReadonlySet<string>
}

/** A folder that is no build context: its .dockerignore is a file like any other. */
const PLAIN: Rules = { text: '', ignores: () => false, mayReturn: false, always: new Set() }

/**
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it (of several Dockerfiles the first one's);
 * both the Dockerfiles and .dockerignore are always sent. Without a Dockerfile everything is.
 */
export async function readRules(directory: string, dockerfiles: readonly string[]): Promise<Rules> {
  const [first] = dockerfiles
  if (first === undefined) return PLAIN
  const text = (await readText(directory, `${first}.dockerignore`)) ?? (await readText(directory, '.dockerignore'))
  const always = new Set([...dockerfiles, '.dockerignore'])
  if (text === undefined) return { ...PLAIN, always }
  const filter = dockerignore.default({ ignorecase: false }).add(text)
  return {
    text,
    ignores: (path) => filter.ignores(path),
    // Only a rule with "!" can bring back something below an excluded directory.
    mayReturn: /^\s*!/m.test(text),
    always,
  }
}

async function readText(directory: string, path: string): Promise<string | undefined> {
  const file = join(directory, path)
  try {
    const found = statSync(file, { throwIfNoEntry: false })
    if (found === undefined) return undefined
    // Of a pipe or a device there may be no end.
    if (!found.isFile()) throw userError(`${path} is no regular file`, { file, remedy: 'Make it one.' })
    return await readFile(file, 'utf8')
  } catch (error) {
    throw unreadable(directory, path, error)
  }
}

/** Everything below `directory` that is sent, sorted by path (code units). Links are not followed. */
export async function walk(
  directory: string,
  rules: Rules,
  list: List,
  breathe: () => Promise<void>,
): Promise<Found[]> {
  const { ignores, mayReturn, always } = rules
  const found: Found[] = []
  const open = ['']
  for (let folder = open.pop(); folder !== undefined; folder = open.pop()) {
    for (const { name, type, readable } of listBelow(directory, folder, list)) {
      const path = folder === '' ? name : `${folder}/${name}`
      const keep = always.has(path) || !ignores(path)
      if (!readable) {
        if (!keep) continue
        throw userError(`the name of the file "${path}" is not UTF-8`, {
          file: join(directory, path),
          remedy: 'Rename it, or exclude it in .dockerignore.',
        })
      }
      if (keep) found.push({ path, type })
      if (type === 'directory' && (keep || mayReturn || [...always].some((one) => one.startsWith(`${path}/`))))
        open.push(path)
    }
    await breathe()
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1))
}

function listBelow(directory: string, folder: string, list: List): readonly Named[] {
  try {
    return list(join(directory, folder))
  } catch (error) {
    throw unreadable(directory, folder, error)
  }
}

/** How long (ms) work that cannot be interrupted may keep everything else waiting. */
const BREATH_MS = 20

/** To be awaited between pieces of such work: now and then it lets timers, signals and sockets have their turn. */
export function breathing(): () => Promise<void> {
  let last = performance.now()
  return async () => {
    if (performance.now() - last < BREATH_MS) return
    await setImmediate()
    last = performance.now()
  }
}

/** A file of a context that cannot be read, as the user's mistake; other errors as they are. */
export function unreadable(directory: string, path: string, error: unknown): Error {
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
