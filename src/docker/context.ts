import { createHash } from 'node:crypto'
import { lstatSync, readlinkSync } from 'node:fs'
import { join, resolve, sep } from 'node:path'
import type { Readable } from 'node:stream'
import type { KnownFile, Tree } from '../changes/tree.js'
import { below } from '../shared/paths.js'
import { readContent } from './content-id.js'
import { tarOf, type TarFile } from './tar.js'
import { breathing, readRules, remembering, unreadable, walk, type Found } from './walk.js'

export { tarOf, type TarFile } from './tar.js'

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

/** Which files of a context count; takes paths relative to it, of files and links only. */
export type Only = (path: string) => boolean

/** A Dockerfile's path relative to its context, several of them, or none (`[]`) of a folder that is no build context. */
export type Dockerfiles = string | readonly string[]

const listOf = (dockerfiles: Dockerfiles): readonly string[] =>
  typeof dockerfiles === 'string' ? [dockerfiles] : dockerfiles

/**
 * What `docker build` would send: everything below `directory` that .dockerignore does not exclude, sorted by path.
 * `<Dockerfile>.dockerignore` goes before `.dockerignore`, as BuildKit has it; Dockerfiles themselves are always sent.
 * Without a Dockerfile it is all there is. Throws a UserError for what cannot be read.
 */
export async function readContext(directory: string, dockerfiles: Dockerfiles): Promise<ContextEntry[]> {
  const breathe = breathing()
  const rules = await readRules(directory, listOf(dockerfiles))
  const entries: ContextEntry[] = []
  for (const { path } of await walk(directory, rules, remembering(), breathe)) {
    try {
      const file = join(directory, path)
      const found = lstatSync(file)
      const entry = { path, mode: found.mode & 0o7777, mtime: found.mtime, size: 0, target: '' }
      if (found.isDirectory()) entries.push({ ...entry, type: 'directory' })
      else if (found.isSymbolicLink()) entries.push({ ...entry, type: 'symlink', target: readlinkSync(file) })
      else if (found.isFile()) entries.push({ ...entry, type: 'file', size: found.size })
    } catch (error) {
      throw unreadable(directory, path, error)
    }
    await breathe()
  }
  return entries
}

/** Whether a file at `path` (relative to the context) would be sent, if it were there. */
export async function isSent(directory: string, dockerfiles: Dockerfiles, path: string): Promise<boolean> {
  return !(await readRules(directory, listOf(dockerfiles))).ignores(path)
}

/**
 * sha256 over (path, mode, content) of what `readContext` found, content as git's blob ids. Of the mode only what git
 * keeps counts, so that two checkouts of one commit agree whatever their umask; directories count by what is in them.
 * Throws when a file changed since.
 */
export async function hashContext(
  directory: string,
  entries: readonly ContextEntry[],
  only: Only = () => true,
): Promise<string> {
  const breathe = breathing()
  const hash = hasher()
  for (const { path, type, size } of entries) {
    if (type === 'directory' || !only(path)) continue
    hash.add(path, await contentOf(directory, path, type === 'file' ? size : undefined))
    await breathe()
  }
  return hash.digest()
}

export interface HashRequest {
  /** Of the context. */
  readonly directory: string
  readonly dockerfiles: Dockerfiles
  /** Default: every file that would be sent. */
  readonly only?: Only
}

/**
 * Hashes many contexts of one stack, to what `readContext` and `hashContext` give for each: the contents that the tree
 * knows are not read, and contexts that overlap share the work. It holds on to what it saw: take a new one for a new
 * look. Throws a UserError for what cannot be read.
 */
export function contextHasher(tree?: Tree | Promise<Tree | undefined>): (request: HashRequest) => Promise<string> {
  const breathe = breathing()
  const list = remembering()
  const walks = new Map<string, Promise<Found[]>>()
  const contents = new Map<string, Promise<KnownFile>>()
  const filesOf = async (directory: string, dockerfiles: readonly string[]): Promise<Found[]> => {
    const rules = await readRules(directory, dockerfiles)
    // Dockerfiles that the rules do not hide make no difference: images side by side in one context share its walk.
    const always = [...rules.always].filter((path) => upTo(path).some(rules.ignores))
    return remember(walks, JSON.stringify([directory, rules.text, always]), async () =>
      (await walk(directory, rules, list, breathe)).filter(({ type }) => type !== 'directory'),
    )
  }
  return async ({ directory, dockerfiles, only = () => true }) => {
    const context = resolve(directory)
    const files = await filesOf(context, listOf(dockerfiles))
    const known = knownBelow(await tree, context)
    const hash = hasher()
    for (const { path, type } of files) {
      if (!only(path)) continue
      const content = known(path)
      hash.add(
        path,
        content !== undefined && (content.kind === 'link') === (type === 'symlink')
          ? content
          : await remember(contents, join(context, path), () => contentOf(context, path)),
      )
      await breathe()
    }
    return hash.digest()
  }
}

/** `a/b/c` → `a`, `a/b`, `a/b/c` */
function upTo(path: string): string[] {
  return path.split('/').map((_name, index, names) => names.slice(0, index + 1).join('/'))
}

/** What the tree knows of a file by its path in the context. */
function knownBelow(tree: Tree | undefined, context: string): (path: string) => KnownFile | undefined {
  const way = tree === undefined ? undefined : below(tree.directory, context)
  if (tree === undefined || way === undefined) return () => undefined
  const start = way === '' ? '' : `${way.split(sep).join('/')}/`
  return (path) => tree.files.get(start + path)
}

async function contentOf(directory: string, path: string, size?: number): Promise<KnownFile> {
  try {
    return await readContent(join(directory, path), size)
  } catch (error) {
    throw unreadable(directory, path, error)
  }
}

/** To be given files in the order of their paths. */
function hasher(): { add: (path: string, content: KnownFile) => void; digest: () => string } {
  const hash = createHash('sha256')
  return {
    add: (path, { kind, id }) => hash.update(`${JSON.stringify([path, kind, id])}\n`),
    digest: () => hash.digest('hex'),
  }
}

function remember<Value>(map: Map<string, Promise<Value>>, key: string, make: () => Promise<Value>): Promise<Value> {
  const known = map.get(key)
  if (known !== undefined) return known
  const made = make()
  map.set(key, made)
  return made
}

/** A file that is sent in place of what the context has at its path, or beside it. */
export interface GivenFile {
  /** Relative to the context, with `/`. */
  readonly path: string
  readonly content: Buffer
}

/**
 * A context as the tar stream that the Engine API takes. Permissions are those that git keeps, as in the fingerprint: the
 * umask of a checkout must not tell two images of one fingerprint apart. A given file is executable where the one that it
 * replaces is.
 */
export function packContext(
  directory: string,
  entries: readonly ContextEntry[],
  given: readonly GivenFile[] = [],
): Readable {
  const paths = new Set(given.map(({ path }) => path))
  const modes = new Map(entries.flatMap((entry) => (entry.type === 'file' ? [[entry.path, keptMode(entry)]] : [])))
  return tarOf([
    ...entries
      .filter(({ path }) => !paths.has(path))
      .map((entry): TarFile => ({
        ...entry,
        mode: keptMode(entry),
        name: entry.path,
        source: join(directory, entry.path),
      })),
    ...given.map(({ path, content }): TarFile => {
      const mode = modes.get(path) ?? 0o644
      return { name: path, type: 'file', mode, mtime: new Date(0), size: content.length, target: '', content }
    }),
  ])
}

/** All permissions are as git would have left them, with the commonest umask. */
export function hasKeptModes(entries: readonly ContextEntry[]): boolean {
  return entries.every((entry) => entry.mode === keptMode(entry))
}

/** The rules of .dockerignore that hold for a context: of several Dockerfiles the first one's; '' without any. */
export async function ignoreTextOf(directory: string, dockerfiles: Dockerfiles): Promise<string> {
  return (await readRules(directory, listOf(dockerfiles))).text
}

/** Of a file's permissions git keeps whether its owner may execute it, of a folder's nothing; a link has none of its own. */
function keptMode({ type, mode }: ContextEntry): number {
  if (type === 'symlink') return mode
  return type === 'directory' || (mode & 0o100) !== 0 ? 0o755 : 0o644
}
