import { lstat, mkdir, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
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
      const target = join(top, path)
      // What is written anew is a file of its own, whatever lay there.
      if (!(await isPlain(target, 'file'))) await rm(target, { force: true })
      await writeFile(target, content)
    }
  } catch (error) {
    throw cannot(folder, 'written', error)
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
