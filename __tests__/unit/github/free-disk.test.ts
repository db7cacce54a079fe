import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readdir, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import {
  freeDisk,
  freeDiskLines,
  RUNNER_TOOLS,
  type FreeDiskEnv,
  type FreeDiskOptions,
} from '../../../src/github/free-disk.js'

let root: string
beforeEach(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'stack-test-')))
})
afterEach(() => rm(root, { recursive: true, force: true }))

const HOSTED: FreeDiskEnv = { GITHUB_ACTIONS: 'true', RUNNER_ENVIRONMENT: 'github-hosted', RUNNER_OS: 'Linux' }

async function put(...files: string[]): Promise<void> {
  for (const file of files) {
    await mkdir(join(root, file, '..'), { recursive: true })
    await writeFile(join(root, file), 'x'.repeat(100_000))
  }
}

function free(more: Partial<FreeDiskOptions> = {}) {
  const tools = ['/opt/a', '/opt/b', '/opt/c'].map((path) => ({ name: path.slice(-1).toUpperCase(), path }))
  return freeDisk({ env: HOSTED, protect: [], tools, root, elevate: [], ...more })
}

test('removes what is there of the table, and nothing beside it', async () => {
  await put('opt/a/deep/er/file', 'opt/b/-rf', 'opt/other/file')
  const done = await free()
  expect(done.removed.map(({ path }) => path)).toEqual([join(root, 'opt/a'), join(root, 'opt/b')])
  expect(done.kept).toEqual([])
  expect(await readdir(join(root, 'opt'))).toEqual(['other'])
  expect(freeDiskLines(done)).toHaveLength(3)
})

test.each<[string, FreeDiskEnv]>([
  ['a laptop', {}],
  ['a runner of one’s own', { ...HOSTED, RUNNER_ENVIRONMENT: 'self-hosted' }],
  ['a program that only says so', { RUNNER_ENVIRONMENT: 'github-hosted', RUNNER_OS: 'Linux' }],
  ['macOS', { ...HOSTED, RUNNER_OS: 'macOS' }],
])('touches nothing on %s', async (_name, env) => {
  await put('opt/a/file')
  const done = await free({ env })
  expect(done).toMatchObject({ refused: 'this is not a Linux runner of GitHub', removed: [], freed: 0 })
  expect(await readdir(join(root, 'opt/a'))).toEqual(['file'])
})

test('touches nothing in a job’s container', async () => {
  await put('opt/a/file', '.dockerenv')
  expect((await free()).refused).toBe('the job runs in a container')
  expect(await readdir(join(root, 'opt/a'))).toEqual(['file'])
})

test('what is in use stays: this program, the workspace, the temporary folder, whatever is above or below them', async () => {
  await put('opt/a/x64/bin/node', 'opt/b/work/repo/file', 'opt/c/file')
  const done = await free({
    env: { ...HOSTED, GITHUB_WORKSPACE: join(root, 'opt/b/work/repo'), RUNNER_TEMP: join(root, 'opt') },
    protect: [join(root, 'opt/a/x64/bin/node')],
  })
  expect(done.removed).toEqual([])
  expect(done.kept.map(({ name, why }) => `${name}: ${why}`)).toEqual([
    `A: ${join(root, 'opt')} is in use`,
    `B: ${join(root, 'opt/b/work/repo')} is in use`,
    `C: ${join(root, 'opt')} is in use`,
  ])
  const named = await free({ protect: [join(root, 'opt/a/x64/bin/node')] })
  expect(named.kept.map(({ name }) => name)).toEqual(['A'])
  expect(await readdir(join(root, 'opt'))).toEqual(['a'])
})

test('a neighbour whose name begins the same is not below it', async () => {
  await put('opt/a/file', 'opt/ab/node')
  expect((await free({ protect: [join(root, 'opt/ab/node')] })).removed).toHaveLength(1)
})

test('links are not followed, neither at the end nor on the way', async () => {
  await put('home/precious/file', 'elsewhere/b/file')
  await mkdir(join(root, 'opt'))
  await symlink(join(root, 'home/precious'), join(root, 'opt/a'))
  const last = await free()
  expect(last.kept.map(({ name, why }) => `${name}: ${why}`)).toEqual(['A: a link leads somewhere else'])
  await rm(join(root, 'opt'), { recursive: true })
  await symlink(join(root, 'elsewhere'), join(root, 'opt'))
  expect((await free()).kept.map(({ name }) => name)).toEqual(['B'])
  expect(await readdir(join(root, 'home/precious'))).toEqual(['file'])
  expect(await readdir(join(root, 'elsewhere/b'))).toEqual(['file'])
})

test('a link inside a tool goes, what it leads to stays', async () => {
  await put('home/precious/file', 'opt/a/file')
  await symlink(join(root, 'home/precious'), join(root, 'opt/a/link'))
  expect((await free()).removed).toHaveLength(1)
  expect(await readdir(join(root, 'home/precious'))).toEqual(['file'])
})

test.each([
  ['says no', ['false'], 'rm ended with exit status 1'],
  ['is not there', ['no-such-program-of-ours'], 'ENOENT'],
])('when the program that may do it %s, the tool stays and it is told', async (_name, elevate, why) => {
  await put('opt/a/file')
  const done = await free({ elevate })
  expect(done.removed).toEqual([])
  expect(done.kept[0]?.why).toContain(why)
  expect(freeDiskLines(done).join()).toContain('stays: ')
})

test('the table has absolute paths, deep enough to be nobody’s home, each once', () => {
  const paths = RUNNER_TOOLS.map(({ path }) => path)
  expect(new Set(paths).size).toBe(paths.length)
  expect(paths.filter((path) => !/^\/(opt|usr\/share|usr\/local)\/[\w./]+$/.test(path) || path.includes('..'))).toEqual(
    [],
  )
})
