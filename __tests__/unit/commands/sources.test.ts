import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkFolders, readStack } from '../../../src/commands/sources.js'
import { UserError, type Problem } from '../../../src/shared/errors.js'

let top = ''
let stack = ''
beforeEach(async () => {
  top = await mkdtemp(join(tmpdir(), 'stack-sources-'))
  stack = join(top, 'stack')
  await write({
    'stack/spec.yml': 'images:\n  a: {integration_tests: true, image_name: acme/a}\n',
    'stack/a/Dockerfile': 'FROM x\n',
    'outside/test_x.py': '',
  })
})
afterEach(() => rm(top, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(top, path)), { recursive: true })
    await writeFile(join(top, path), content)
  }
}
const read = () => readStack(join(stack, 'spec.yml'), 'stack/spec.yml')
async function problems(of: Promise<unknown> = read()): Promise<readonly Problem[]> {
  const error: unknown = await of.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (error === undefined) return []
  if (!(error instanceof UserError)) throw new Error('not a mistake of the user', { cause: error })
  return error.problems
}
const fifo = (path: string): void => void execFileSync('mkfifo', [join(top, path)])

test('a stack as it should be', async () => {
  await write({ 'stack/a/tests/x': '', 'stack/tests_common/x': '' })
  const disk = await read()
  expect(disk.commonTests).toBe('tests_common')
  expect(disk.sources.get('a')).toMatchObject({ tests: 'a/tests', dockerfileText: 'FROM x\n' })
})

test.each(['tests', 'test', 'integration_tests'])('%s that leads out of the stack', async (name) => {
  await symlink(join(top, 'outside'), join(stack, 'a', name))
  const found = await problems()
  expect(found).toMatchObject([
    { message: `stack/a/${name} of a is a link to a place outside the stack`, file: 'stack/spec.yml', line: 2 },
  ])
})

test('tests_common that leads out of the stack', async () => {
  await symlink(join(top, 'outside'), join(stack, 'tests_common'))
  expect(await problems()).toMatchObject([{ message: 'tests_common is a link to a place outside the stack' }])
})

test('tests that lead elsewhere in the stack', async () => {
  await mkdir(join(stack, 'b'))
  await symlink('../b', join(stack, 'a/tests'))
  expect(await problems()).toEqual([])
})

describe('what is no regular file is never waited for', () => {
  test('the spec', async () => {
    await rm(join(stack, 'spec.yml'))
    fifo('stack/spec.yml')
    expect(await problems()).toMatchObject([{ message: 'the spec cannot be read: this is no regular file' }])
  })

  test.each<[string, () => unknown]>([
    ['a pipe', () => fifo('stack/a/Dockerfile')],
    ['a directory', () => mkdirSync(join(stack, 'a/Dockerfile'))],
  ])('the Dockerfile: %s', async (_what, make) => {
    await rm(join(stack, 'a/Dockerfile'))
    make()
    expect(await problems()).toMatchObject([
      { message: 'the Dockerfile of a, stack/a/Dockerfile, is no regular file', line: 2 },
    ])
  })

  test('.dockerignore', async () => {
    fifo('stack/a/.dockerignore')
    expect(await problems()).toMatchObject([{ message: '.dockerignore is no regular file' }])
  })
})

describe('what a run writes is not what it builds', () => {
  const check = async (...folders: string[]): Promise<readonly Problem[]> =>
    problems(
      checkFolders(
        await read(),
        folders.map((folder) => join(top, folder)),
      ),
    )

  test('elsewhere, or left out', async () => {
    expect(await check('stack/artifacts', 'stack/ab/logs', 'manifests')).toEqual([])
    await write({ 'stack/a/.dockerignore': 'out/artifacts\nout/logs/*\n' })
    expect(await check('stack/a/out/artifacts', 'stack/a/out/logs')).toEqual([])
  })

  test('in a context, also by a link', async () => {
    await symlink('stack/a', join(top, 'link'))
    const message = 'the run would write its folder "logs" into the build context of a'
    const remedy = 'Name a folder elsewhere with --out, or write "out/logs" into stack/a/.dockerignore.'
    for (const folder of ['stack/a/out/logs', 'link/out/logs'])
      expect(await check(folder)).toMatchObject([{ message, remedy, line: 2 }])
  })
})
