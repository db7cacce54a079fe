import { lstat, mkdir, open, readdir, rename, rm, type FileHandle } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Readable } from 'node:stream'
import { codeOf, messageOf } from '../../shared/errors.js'
import { plain } from '../../shared/text.js'

/**
 * The name under which a file that a suite leaves is kept: workflow artifacts refuse `" : < > | * ?` and line ends in paths
 * (@actions/artifact, path-and-artifact-name-validation), and one such file would lose all the others.
 */
export function keptName(name: string): string {
  // Of control characters those below the blank, which line ends are among.
  return name.replace(/[":<>|*?\\]|(?=\p{Cc})[^\x7f-\x9f]/gu, '_')
}

/**
 * Keeps the files of a suite below a folder. None takes the place of another: names that become one, or are one on this
 * machine, are numbered (`a`, `a.2`). What cannot be kept is told in a line, and keeps nothing else from being kept.
 */
export class Keeper {
  /** The next number of a path that several want. */
  private readonly numbers = new Map<string, number>()
  /** Where folders of the container are kept. */
  private readonly folders = new Map<string, string>()

  constructor(
    private readonly folder: string,
    private readonly onLine: (text: string) => void,
  ) {}

  /** Writes a file of a container; `path` is below its output folder, with `/`. Says whether it is kept. */
  async add(path: string, content: Readable): Promise<boolean> {
    let kept: { file: FileHandle; at: string } | undefined
    let fault: unknown
    const failed = (error: unknown): void => void (fault ??= error)
    try {
      kept = await this.openNew(path)
    } catch (error) {
      failed(error)
    }
    try {
      // To its end in any case: behind it comes the rest of the archive.
      for await (const chunk of content as AsyncIterable<Buffer>)
        if (fault === undefined) await kept?.file.writeFile(chunk).catch(failed)
    } finally {
      await kept?.file.close().catch(failed)
    }
    if (fault === undefined) return true
    if (kept !== undefined) await rm(kept.at, { force: true }).catch(() => undefined)
    this.refuse(path, fault)
    return false
  }

  /** Gives all files that lie below the folder the names that they can keep; says how many there are. Follows no link. */
  async rename(): Promise<number> {
    const found = await lstat(this.folder).catch(() => undefined)
    if (found?.isDirectory()) return this.renameBelow(this.folder)
    if (found !== undefined) this.onLine('STACK_OUTPUT is no folder any more: what it leads to is left alone')
    return 0
  }

  private async openNew(path: string): Promise<{ file: FileHandle; at: string }> {
    const parts = path.split('/')
    const name = parts.pop() ?? ''
    const folder = await this.folderFor(parts.join('/'))
    return this.numbered(join(folder, keptName(name)), async (at) => ({ file: await open(at, 'wx'), at }))
  }

  /** Two folders of the container are two here. */
  private async folderFor(path: string): Promise<string> {
    const known = this.folders.get(path)
    if (known !== undefined) return known
    const made = await this.makeFolder(path)
    this.folders.set(path, made)
    return made
  }

  private async makeFolder(path: string): Promise<string> {
    if (path === '') {
      await mkdir(this.folder, { recursive: true })
      return this.folder
    }
    const slash = path.lastIndexOf('/')
    const parent = await this.folderFor(slash === -1 ? '' : path.slice(0, slash))
    return this.numbered(join(parent, keptName(path.slice(slash + 1))), async (at) => {
      await mkdir(at)
      return at
    })
  }

  private async renameBelow(folder: string): Promise<number> {
    let files = 0
    for (const entry of await readdir(folder, { withFileTypes: true }).catch(() => [])) {
      let path = join(folder, entry.name)
      try {
        path = await this.renamed(path, keptName(entry.name))
      } catch (error) {
        this.refuse(path.slice(this.folder.length + 1), error)
      }
      if (entry.isDirectory()) files += await this.renameBelow(path)
      else if (entry.isFile()) files++
    }
    return files
  }

  private async renamed(path: string, name: string): Promise<string> {
    const wanted = join(dirname(path), name)
    if (wanted === path) return path
    return this.numbered(wanted, async (at) => {
      // A rename would replace it. Nothing of the suite runs any more: what is not there will not come.
      if ((await lstat(at).catch(() => undefined)) !== undefined) throw Object.assign(new Error(), { code: 'EEXIST' })
      await rename(path, at)
      return at
    })
  }

  /** The first of `a`, `a.2` … that is not taken. */
  private async numbered<T>(wanted: string, take: (at: string) => Promise<T>): Promise<T> {
    for (let number = this.numbers.get(wanted) ?? 1; ; number++) {
      try {
        const taken = await take(number === 1 ? wanted : `${wanted}.${number}`)
        this.numbers.set(wanted, number + 1)
        return taken
      } catch (error) {
        if (!TAKEN.has(codeOf(error) ?? '')) throw error
      }
    }
  }

  private refuse(path: string, error: unknown): void {
    this.onLine(`${plain(path)} is not kept: ${messageOf(error)}`)
  }
}

/** Something of another kind has the name. */
const TAKEN: ReadonlySet<string> = new Set(['EEXIST', 'EISDIR'])
