import { expect, test } from '@jest/globals'
import { mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkOutFolder } from '../../../src/commands/out-folder.js'
import { foldersOf } from '../../../src/commands/planning.js'

test.each(['/proc/x', '/proc/x/y', '/proc/self/task/none'])('%s is refused: making it would never end', (path) => {
  expect(() => checkOutFolder(path)).toThrow(`nothing can be written to ${path}`)
  expect(() => foldersOf(path)).toThrow('/proc')
})

test.each(['/proc/self/cwd/out', '/process/out', '.', '/none/at/all'])('%s is a folder as any other', (path) =>
  expect(checkOutFolder(path)).toBe(path),
)

test('a link there is followed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stack-out-'))
  try {
    await symlink('/proc', join(folder, 'link'))
    expect(() => checkOutFolder(join(folder, 'link/out'))).toThrow('/proc is the kernel')
  } finally {
    await rm(folder, { recursive: true })
  }
})
