import { beforeEach, describe, expect, test } from '@jest/globals'
import { rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { defaultBranchOf, readCommit, repositoryTop } from '../../src/changes/git.js'
import { realPathOf } from '../../src/shared/paths.js'
import { cleanEnv, output, tempDir, writeFiles } from '../world/world.js'

let folder: string
const git = async (...args: string[]): Promise<string> => {
  const config = ['user.name=T', 'user.email=t@example.org', 'commit.gpgsign=false', 'core.quotePath=true']
  const env = cleanEnv({ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' })
  return (await output('git', [...config.flatMap((pair) => ['-c', pair]), ...args], { cwd: folder, env })).trim()
}
const commit = async (message: string, files: Readonly<Record<string, string>>): Promise<string> => {
  await writeFiles(folder, files)
  await git('add', '--all')
  await git('commit', '--quiet', '--allow-empty', '--message', message)
  return git('rev-parse', 'HEAD')
}

beforeEach(async () => {
  folder = await tempDir()
})

test('no repository', async () => {
  expect(await readCommit(folder)).toEqual({ hash: '', branch: '', message: '', changedFiles: [], dirty: false })
})

test('the top of a repository, from anywhere in it', async () => {
  expect(await repositoryTop(folder)).toBeUndefined()
  await git('init', '--quiet', '--initial-branch', 'main')
  await writeFiles(folder, { 'a/b': '1' })
  const link = join(await tempDir(), 'link')
  await symlink(join(folder, 'a'), link)
  for (const directory of [folder, join(folder, 'a'), link])
    expect(await repositoryTop(directory)).toBe(await realPathOf(folder))
  for (const directory of ['/nonexistent', join(folder, '.git')])
    expect([directory, await repositoryTop(directory)]).toEqual([directory, undefined])
})

describe('in a repository', () => {
  beforeEach(async () => {
    await git('init', '--quiet', '--initial-branch', 'main')
  })

  test('without a commit', async () => {
    await writeFiles(folder, { a: '1' })
    expect(await readCommit(folder)).toMatchObject({ hash: '', changedFiles: [] })
  })

  test('the first commit changes all of its files', async () => {
    const hash = await commit('First', { a: '1', 'b/c': '2' })
    expect(await readCommit(folder)).toEqual({
      hash,
      branch: 'main',
      message: 'First',
      changedFiles: ['a', 'b/c'],
      dirty: false,
    })
  })

  test('a later commit: what it added, changed, moved and removed', async () => {
    await commit('First', { keep: '1', change: '2', 'move/from': 'the same content', remove: '4' })
    await rm(join(folder, 'remove'))
    await git('mv', 'move/from', 'to')
    const hash = await commit('Subject\n\nBody with "quotes"\nand ünïcödé 🐳', { change: '3', add: '5' })
    expect(await readCommit(folder)).toEqual({
      hash,
      branch: 'main',
      message: 'Subject\n\nBody with "quotes"\nand ünïcödé 🐳',
      changedFiles: ['add', 'change', 'move/from', 'remove', 'to'],
      dirty: false,
    })
  })

  test('an empty commit changes nothing', async () => {
    await commit('First', { a: '1' })
    await commit('Empty', {})
    expect(await readCommit(folder)).toMatchObject({ message: 'Empty', changedFiles: [] })
  })

  test('a merge commit: what it brought into the branch', async () => {
    await commit('First', { base: '1' })
    await git('checkout', '--quiet', '-b', 'side')
    await commit('Side', { 'from/side': '1' })
    await git('checkout', '--quiet', 'main')
    await commit('Main', { 'from/main': '1' })
    await git('merge', '--quiet', '--no-ff', '--message', 'Merge side', 'side')
    expect(await readCommit(folder)).toMatchObject({
      branch: 'main',
      message: 'Merge side',
      changedFiles: ['from/side'],
    })
  })

  test('a detached HEAD is on no branch', async () => {
    const hash = await commit('First', { a: '1' })
    await git('checkout', '--quiet', '--detach')
    expect(await readCommit(folder)).toMatchObject({ hash, branch: '' })
  })

  test('a branch with slashes', async () => {
    await commit('First', { a: '1' })
    await git('checkout', '--quiet', '-b', 'feature/x#1')
    expect(await readCommit(folder)).toMatchObject({ branch: 'feature/x#1' })
  })

  test('file names with anything in them', async () => {
    const names = ['"quoted"', 'a b', 'back\\slash', 'new\nline', 'tab\there', 'ünïcödé/日本語 🐳.txt', '-dash']
    await commit('Names', Object.fromEntries(names.map((name) => [name, '1'])))
    expect([...(await readCommit(folder)).changedFiles].sort()).toEqual(names.sort())
  })

  test('dirty: changed, new, staged or removed, below the directory asked for', async () => {
    await commit('First', { 'stack/a': '1', 'other/b': '1', '.gitignore': 'artifacts/\n' })
    const dirty = async (): Promise<boolean> => (await readCommit(join(folder, 'stack'))).dirty
    expect(await dirty()).toBe(false)
    await writeFiles(folder, { 'other/b': '2', 'stack/artifacts/x': '1' })
    expect(await dirty()).toBe(false)
    await writeFiles(folder, { 'stack/new': '1' })
    expect(await dirty()).toBe(true)
    await git('add', 'stack/new')
    expect(await dirty()).toBe(true)
    await git('rm', '--quiet', '--force', 'stack/new')
    expect(await dirty()).toBe(false)
    await rm(join(folder, 'stack/a'))
    expect(await dirty()).toBe(true)
  })

  test('what a run writes itself makes nothing dirty', async () => {
    await commit('First', { 'stack/a': '1' })
    const own = ['stack/artifacts', 'stack/out[1]/logs', 'elsewhere', '../outside'].map((path) => join(folder, path))
    const dirty = async (): Promise<boolean> => (await readCommit(join(folder, 'stack'), own)).dirty
    expect(await dirty()).toBe(false)
    await writeFiles(folder, { 'stack/artifacts/x': '1', 'stack/out[1]/logs/y': '1', 'elsewhere/z': '1' })
    expect(await dirty()).toBe(false)
    expect((await readCommit(join(folder, 'stack'))).dirty).toBe(true)
    await writeFiles(folder, { 'stack/out1/logs/y': '1' })
    expect(await dirty()).toBe(true)
  })

  test('below the top of the repository, paths are those of the repository', async () => {
    await commit('First', { 'stack/a': '1', b: '1' })
    expect((await readCommit(join(folder, 'stack'))).changedFiles).toEqual(['b', 'stack/a'])
  })

  test.each(['main', 'release/2026', 'origin/main'])(
    'the default branch of what it was cloned from: %s',
    async (name) => {
      await git('checkout', '--quiet', '-b', name)
      await commit('First', { 'stack/a': '1' })
      await git('branch', 'other')
      const clone = await tempDir()
      await git('clone', '--quiet', '--branch', 'other', `file://${folder}`, clone)
      // Names that would be mistaken for it, if it were not named in full.
      await git('-C', clone, 'branch', 'origin/main')
      await git('-C', clone, 'tag', 'origin/main')
      expect(await defaultBranchOf(join(clone, 'stack'))).toBe(name)
    },
  )

  test('no default branch where nothing says so', async () => {
    expect(await defaultBranchOf(await tempDir())).toBeUndefined()
    await commit('First', { a: '1' })
    expect(await defaultBranchOf(folder)).toBeUndefined()
    await git('symbolic-ref', 'refs/remotes/origin/HEAD', 'refs/heads/elsewhere')
    expect(await defaultBranchOf(folder)).toBeUndefined()
    expect(await defaultBranchOf('/nonexistent')).toBeUndefined()
  })

  test('a shallow clone of a later commit', async () => {
    await commit('First', { a: '1' })
    const hash = await commit('Second', { b: '1' })
    const clone = await tempDir()
    await git('clone', '--quiet', '--depth', '1', `file://${folder}`, clone)
    expect(await readCommit(clone)).toMatchObject({ hash, message: 'Second' })
  })
})
