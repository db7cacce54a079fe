import type Docker from 'dockerode'
import { addAbortSignal, Readable } from 'node:stream'
import { extract, type ExtractEvents } from 'tar-stream'
import { messageOf, statusOf, WorkError } from '../shared/errors.js'
import type { TarFile } from './tar.js'

/** A folder to make in a container before its start; the name is absolute without the leading `/`. */
export interface Folder {
  readonly name: string
  /** Permission bits. */
  readonly mode: number
}

/** What is to be brought back of a container when it has ended. */
export interface Collect {
  /** An absolute directory; everything below it comes, if it is there. */
  readonly path: string
  /** Takes a file; its path is relative to the directory. What it throws ends the run, with its own words. */
  readonly onFile: (path: string, content: Readable, size: number) => Promise<void>
}

export interface Collected {
  readonly files: number
  readonly bytes: number
  /** There was more than is taken. */
  readonly clipped: boolean
  /** Files that were left where they were, because their names would do harm here. */
  readonly refused: number
}

/** What the taker of a file threw, apart from what happened to the archive. */
export class TakerFault extends Error {}

export const COLLECT_LIMITS = { files: 10_000, bytes: 1024 ** 3, entries: 50_000 } as const

/** More than any test report has. */
const MAX_FILE_BYTES = 32 * 1024 * 1024
const MAX_PART_BYTES = 200
const MAX_PATH_BYTES = 1024

/** Folders and files, parents first, and every folder above a file, so that the engine need not guess their modes. */
export function withFolders(files: readonly TarFile[], asked: readonly Folder[] = []): TarFile[] {
  const folders = new Map<string, TarFile>()
  const given = new Set([...files, ...asked].map(({ name }) => name))
  const add = (name: string, mode: number, mtime: Date): void =>
    void folders.set(name, { name, source: '', type: 'directory', mode, mtime, size: 0, target: '' })
  const addParents = (path: string, mtime: Date): void => {
    const parts = path.split('/').slice(0, -1)
    // What lies at the root is there, and has the mode it should have.
    for (let depth = 2; depth <= parts.length; depth++) {
      const name = parts.slice(0, depth).join('/')
      if (!given.has(name)) add(name, 0o755, mtime)
    }
  }
  for (const file of files) addParents(file.name, file.mtime)
  for (const { name, mode } of asked) {
    addParents(name, new Date(0))
    add(name, mode, new Date(0))
  }
  return [...[...folders.values()].sort((one, other) => (one.name < other.name ? -1 : 1)), ...files]
}

/**
 * Streams the files below a directory of a container out of one archive. All that is in it is the container's choice: its
 * names, what they are names of, and how much it is.
 */
export async function collect(
  container: Docker.Container,
  { path, onFile }: Collect,
  signal: AbortSignal,
  limits: { readonly files: number; readonly bytes: number; readonly entries: number } = COLLECT_LIMITS,
): Promise<Collected> {
  let [files, bytes, entries, refused, passed] = [0, 0, 0, 0, 0]
  const result = (clipped: boolean): Collected => ({ files, bytes, clipped, refused })
  let broken: Error | undefined
  for await (const entry of entriesOf(container, path, signal, (error) => (broken = error))) {
    const { type, name, size } = entry.header
    // What is left out passes by all the same, and a file with a hole in it is as long as it says.
    if (++entries > limits.entries || passed + size > limits.bytes) return result(true)
    passed += size
    const inside = type === 'file' ? relativeTo(name) : undefined
    if (inside === undefined) {
      entry.resume()
      continue
    }
    if (!isHarmless(inside)) {
      refused++
      entry.resume()
      continue
    }
    if (files === limits.files) return result(true)
    try {
      await onFile(inside, Readable.from(entry, { objectMode: false }), size)
    } catch (error) {
      throw broken ?? new TakerFault(messageOf(error), { cause: error })
    }
    files++
    bytes += size
    // Whatever it did not read.
    entry.resume()
  }
  return result(false)
}

/** The file at a path, if there is one. */
export async function readFileOf(
  container: Docker.Container,
  path: string,
  signal: AbortSignal,
): Promise<Buffer | undefined> {
  for await (const entry of entriesOf(container, path, signal)) {
    const { type, size } = entry.header
    // Only the file itself, and not one that would fill our memory: what lies there is the container's choice.
    if (type !== 'file') return undefined
    if (size > MAX_FILE_BYTES)
      throw new WorkError(`the container left ${path} with ${size} bytes; at most ${MAX_FILE_BYTES} are read`)
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    return Buffer.concat(chunks)
  }
  return undefined
}

/** One entry; the one after it comes when it was read. */
type TarEntry = ExtractEvents['entry'][1]

/** The entries of the archive that a container's path makes; none where there is no such path. */
async function* entriesOf(
  container: Docker.Container,
  path: string,
  signal: AbortSignal,
  onBroken: (error: Error) => void = () => undefined,
): AsyncGenerator<TarEntry> {
  let archive: Readable
  try {
    archive = Readable.from(await container.getArchive({ path }), { objectMode: false })
  } catch (error) {
    if (statusOf(error) === 404) return
    throw error
  }
  const tar = extract()
  // pipe() takes no errors along: without this an engine that goes away would be waited for.
  addAbortSignal(signal, archive).once('error', (error) => {
    onBroken(error)
    tar.destroy(error)
  })
  archive.pipe(tar)
  try {
    yield* tar
  } finally {
    archive.destroy()
  }
}

/** A name of the archive without the directory's own; undefined for the directory itself. */
function relativeTo(name: string): string | undefined {
  const slash = name.indexOf('/')
  return slash === -1 ? undefined : name.slice(slash + 1)
}

/** Whether a path of a container can be one here: it leads nowhere else, and it can be read and shown. */
function isHarmless(path: string): boolean {
  if (path === '' || Buffer.byteLength(path) > MAX_PATH_BYTES) return false
  // Control characters, what turns or breaks lines, and what was no text: two such names may have become one.
  if (/[\p{Cc}\u2028-\u202e\u2066-\u2069\ufffd]/u.test(path)) return false
  return path
    .split('/')
    .every((part) => part !== '' && part !== '.' && part !== '..' && Buffer.byteLength(part) <= MAX_PART_BYTES)
}
