import { expect, test } from '@jest/globals'
import { link, mkdir, readdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { readFolder, writeFolder } from '../../src/output/wiki-folder.js'
import { BOOK_FILE } from '../../src/report/wiki/book.js'
import { exists, tempDir, writeFiles } from '../world/world.js'

const writes = new Map([
  ['Stable_Tag.md', Buffer.from('ours')],
  [BOOK_FILE, Buffer.from('{}')],
])

test('what is written to a folder is read again; other files are names that are taken', async () => {
  const folder = join(await tempDir(), 'site')
  expect(await readFolder(folder)).toEqual({ files: new Map(), others: [] })
  await writeFolder(folder, { writes, removes: [] })
  await writeFiles(folder, { 'index.html': 'x' })
  await mkdir(join(folder, 'Home.md'))
  expect(await readFolder(folder)).toEqual({ files: writes, others: ['Home'] })
  await writeFolder(folder, { writes: new Map(), removes: ['Stable_Tag.md', 'not-there.md'] })
  expect([...(await readFolder(folder)).files.keys()]).toEqual([BOOK_FILE])
})

test('nothing is read or written through a link', async () => {
  const [folder, outside] = [await tempDir(), await tempDir()]
  await writeFiles(outside, { secret: 'secret', 'book.json': 'theirs' })
  await symlink(join(outside, 'secret'), join(folder, 'Stable_Tag.md'))
  await symlink(outside, join(folder, '.stack-action'))
  expect(await readFolder(folder)).toEqual({ files: new Map(), others: ['.stack-action', 'Stable_Tag'].sort() })
  await writeFolder(folder, { writes, removes: [] })
  expect(await readFile(join(outside, 'secret'), 'utf8')).toBe('secret')
  expect(await readFile(join(outside, 'book.json'), 'utf8')).toBe('theirs')
  expect(await readFile(join(folder, BOOK_FILE), 'utf8')).toBe('{}')
  expect(await exists(join(outside, 'Stable_Tag.md'))).toBe(false)
})

test('a page is replaced whole: what else is the same file, as in a backup of hard links, stays', async () => {
  const [folder, backup] = [await tempDir(), await tempDir()]
  await writeFiles(folder, { 'Stable_Tag.md': 'before' })
  await link(join(folder, 'Stable_Tag.md'), join(backup, 'Stable_Tag.md'))
  await writeFolder(folder, { writes, removes: [] })
  expect(await readFile(join(backup, 'Stable_Tag.md'), 'utf8')).toBe('before')
  expect((await readdir(folder)).sort()).toEqual(['.stack-action', 'Stable_Tag.md'])
})
