import { lstat, mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import { BOOK_FILE } from '../report/wiki/book.js'
import type { Shelf } from '../report/wiki/shelf.js'

const [BOOK_FOLDER = ''] = BOOK_FILE.split('/')

/** What lies in a folder of pages; nothing where there is none yet. Links are not followed. Throws a UserError. */
export async function readFolder(folder: string): Promise<Shelf> {
  const files = new Map<string, Buffer>()
  const others: string[] = []
  try {
    for (const entry of await readdir(folder, { withFileTypes: true })) {
      const isPage = /\.md$/i.test(entry.name)
      if (entry.isFile() && isPage) files.set(entry.name, await readFile(join(folder, entry.name)))
      // A folder of this name is no page; anything else with the ending of one is in the way of one.
      else if (isPage || entry.isSymbolicLink()) others.push(entry.name.replace(/\.[A-Za-z]+$/, ''))
    }
    const book = join(folder, BOOK_FILE)
    const plain = (await isPlain(join(folder, BOOK_FOLDER), 'folder')) && (await isPlain(book, 'file'))
    if (plain) files.set(BOOK_FILE, await readFile(book))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw cannot(folder, 'read', error)
  }
  return { files, others }
}

/** Writes pages into a folder; never through a link. Throws a UserError. */
export async function writeFolder(
  folder: string,
  { writes, removes }: { readonly writes: ReadonlyMap<string, Buffer>; readonly removes: readonly string[] },
): Promise<void> {
  try {
    await mkdir(folder, { recursive: true })
    const top = await realpath(folder)
    for (const path of removes) await rm(join(top, path), { force: true })
    for (const [path, content] of writes) {
      if (path === BOOK_FILE) {
        if (!(await isPlain(join(top, BOOK_FOLDER), 'folder'))) await rm(join(top, BOOK_FOLDER), { force: true })
        await mkdir(join(top, BOOK_FOLDER), { recursive: true })
      }
      await replace(join(top, path), content)
    }
  } catch (error) {
    throw cannot(folder, 'written', error)
  }
}

/** Written aside and renamed: what lay there, also a link, is replaced by a whole file, or stays where the disk is full. */
async function replace(target: string, content: Buffer): Promise<void> {
  const aside = `${target}.${process.pid}.tmp`
  try {
    await rm(aside, { force: true })
    await writeFile(aside, content, { flag: 'wx' })
    await rename(aside, target)
  } catch (error) {
    await rm(aside, { force: true }).catch(() => undefined)
    throw error
  }
}

async function isPlain(path: string, what: 'file' | 'folder'): Promise<boolean> {
  try {
    const found = await lstat(path)
    return what === 'file' ? found.isFile() : found.isDirectory()
  } catch (error) {
    if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') return false
    throw error
  }
}

function cannot(folder: string, what: string, error: unknown): Error {
  return userError(`the pages cannot be ${what}: ${messageOf(error)}`, {
    file: folder,
    remedy: 'Name another folder with --folder (input `folder`).',
  })
}
