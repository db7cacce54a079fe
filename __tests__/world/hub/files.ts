import { lstat, readdir, readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { FileContent } from './fast-import.js'
import { tryGit } from './git.js'

/** What a first commit of a folder would hold: in a checkout all that git does not ignore, elsewhere every file. */
export async function filesOf(folder: string): Promise<Record<string, FileContent>> {
  const listed = await tryGit(folder, [
    '-c',
    'safe.directory=*',
    'ls-files',
    '-z',
    '--cached',
    '--others',
    '--exclude-standard',
  ])
  const names =
    listed.status === 0 ? listed.stdout.split('\0').filter(Boolean) : await readdir(folder, { recursive: true })
  const files = await Promise.all(names.map(async (name) => [name, await contentOf(join(folder, name))] as const))
  return Object.fromEntries(files.filter((file): file is [string, FileContent] => file[1] !== undefined))
}

/** Undefined for folders, and for files that git knows and that are not there any more. */
async function contentOf(path: string): Promise<FileContent | undefined> {
  const about = await lstat(path).catch(() => undefined)
  if (about?.isSymbolicLink() === true) return { content: await readlink(path), mode: '120000' }
  if (about?.isFile() !== true) return undefined
  return { content: await readFile(path), mode: (about.mode & 0o111) === 0 ? '100644' : '100755' }
}
