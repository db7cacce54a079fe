import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkFolders, readStack, type StackOnDisk } from '../../../src/commands/sources.js'
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
const read = (registries: readonly string[] = []): Promise<StackOnDisk> =>
  readStack(join(stack, 'spec.yml'), 'stack/spec.yml', () => registries, Promise.resolve('linux/amd64'))
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
  expect(disk.commonTests).toMatchObject({ group: 'tests_common', files: 'tests_common', on: 'container' })
  expect(disk.sources.get('a')).toMatchObject({
    tests: [{ group: 'test', kind: 'pytest', files: 'a/tests', targets: [], on: 'container', shared: [] }],
    dockerfileText: 'FROM x\n',
    copied: { kind: 'all' },
    contextHash: expect.stringMatching(/^[0-9a-f]{32}$/),
  })
  expect(disk).toMatchObject({ directory: stack, bases: [] })
})

test('parents are those that Dockerfiles name, also in the registries it is pushed to', async () => {
  await write({
    'stack/spec.yml': 'images: {leaf: , base: }\n',
    'stack/base/Dockerfile': 'FROM debian\n',
    'stack/leaf/Dockerfile': 'FROM ghcr.io/lab/base:main\n',
  })
  expect((await read()).stack.images.get('leaf')?.parents).toEqual([])
  const { stack: linked, bases } = await read(['ghcr.io/lab'])
  expect(linked.images.get('leaf')?.parents).toEqual(['base'])
  expect([linked.order, bases]).toEqual([['base', 'leaf'], ['ghcr.io/lab']])
})

describe('the hash of an image', () => {
  const hashOf = async (name = 'a'): Promise<string | undefined> => (await read()).sources.get(name)?.contextHash

  test.each<[string, Record<string, string>]>([
    ['a file', { 'stack/a/x': '' }],
    ['its Dockerfile', { 'stack/a/Dockerfile': 'FROM y\n' }],
  ])('changes with %s', async (_what, change) => {
    const before = await hashOf()
    expect(await hashOf()).toBe(before)
    await write(change)
    expect(await hashOf()).not.toBe(before)
  })

  test('changes with a Dockerfile beside it', async () => {
    await write({
      'stack/spec.yml': 'images: {a: {dockerfile: [../D, Dockerfile]}}\n',
      'stack/D': 'FROM y\n',
      'stack/E': '',
    })
    const before = await hashOf()
    await write({ 'stack/E': 'other' })
    expect(await hashOf()).toBe(before)
    await write({ 'stack/D': 'FROM z\n' })
    expect(await hashOf()).not.toBe(before)
  })

  test('of a context that is wider than its directory changes with what the Dockerfile copies', async () => {
    await write({
      'stack/spec.yml': 'images: {a: {context: .}}\n',
      'stack/a/Dockerfile': 'FROM x\nCOPY lib/*.py /\n',
      'stack/lib/a.py': '',
    })
    expect((await read()).sources.get('a')?.copied).toMatchObject({ kind: 'some', globs: ['lib/*.py'] })
    const before = await hashOf()
    await write({ 'stack/lib/a.sh': '', 'stack/other': '' })
    expect(await hashOf()).toBe(before)
    await write({ 'stack/lib/b.py': '' })
    expect(await hashOf()).not.toBe(before)
  })

  test('changes with all of it where a parent copies on its behalf', async () => {
    await write({
      'stack/spec.yml': 'images: {a: , b: {context: ., depend_on: a}}\n',
      'stack/a/Dockerfile': 'FROM x\nONBUILD COPY lib /\n',
      'stack/b/Dockerfile': 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n',
    })
    const before = await hashOf('b')
    await write({ 'stack/lib/x': '' })
    expect((await read()).sources.get('b')?.copied.kind).toBe('all')
    expect(await hashOf('b')).not.toBe(before)
  })

  test('of a suite changes with its files, and only they', async () => {
    await write({
      'stack/spec.yml': 'images: {a: }\nsuites: {s: {run: x, files: checks}}\n',
      'stack/checks/x': '',
      'stack/tests_common/y': '',
    })
    const before = await read()
    await write({ 'stack/checks/x': 'changed' })
    const after = await read()
    expect(after.filesHash('checks')).not.toBe(before.filesHash('checks'))
    expect(after.filesHash('tests_common')).toBe(before.filesHash('tests_common'))
    expect(after.filesHash('tests_common')).not.toBe('')
  })
})

describe('the hashes of what tests are made of', () => {
  const SPEC = `images: {a: {integration_tests: true}}
suites:
  py: {pytest: checks/py/test_x.py}
  nb: {notebooks: nb/*.ipynb}
  db: {run: x, services: {file: ci/compose.yml, env_file: ci/.env}}
  test: {services: ci/more.yml}
`
  const FILES = {
    'stack/spec.yml': SPEC,
    'stack/a/test/test_x.py': '',
    'stack/a/integration_tests/test_x.py': '',
    'stack/a/environments/ml/tests/imports': '',
    'stack/a/nb/x.ipynb': '{}',
    'stack/tests_common/test_x.py': '',
    'stack/conftest.py': '',
    'stack/checks/conftest.py': '',
    'stack/checks/py/test_x.py': '',
    'stack/ci/compose.yml': '',
    'stack/ci/.env': '',
    'stack/ci/more.yml': '',
  }

  test.each<[string, string]>([
    ['a/test', 'stack/a/test/data/x'],
    ['a/integration_tests', 'stack/a/integration_tests/test_y.py'],
    ['a/environments/ml/tests', 'stack/a/environments/ml/tests/imports'],
    ['a/nb', 'stack/a/nb/x.ipynb'],
    ['tests_common', 'stack/tests_common/test_x.py'],
    ['conftest.py', 'stack/conftest.py'],
    ['checks/conftest.py', 'stack/checks/conftest.py'],
    ['checks/py', 'stack/checks/py/test_x.py'],
    ['ci/compose.yml', 'stack/ci/compose.yml'],
    ['ci/.env', 'stack/ci/.env'],
    ['ci/more.yml', 'stack/ci/more.yml'],
  ])('%s changes with %s, and nothing else does', async (path, file) => {
    await write(FILES)
    const paths = ['a/test', 'a/integration_tests', 'tests_common', 'conftest.py', 'checks/py', 'ci/compose.yml', path]
    const before = await read()
    await write({ [file]: 'changed' })
    const after = await read()
    expect(before.filesHash(path)).not.toBe('')
    expect(paths.filter((one) => before.filesHash(one) !== after.filesHash(one))).toEqual(
      paths.filter((one) => one === path),
    )
  })
})

test('what the spec’s suites name and the stack does not have', async () => {
  await write({
    'stack/spec.yml': `images: {a: }
suites:
  py: {pytest: nowhere}
  db: {run: x, services: {file: compose.yml, env_file: .env}}
  a: {services: other.yml}
`,
  })
  await symlink(join(top, 'outside/test_x.py'), join(stack, 'other.yml'))
  expect((await problems()).map(({ message, file, remedy }) => [message, file, remedy])).toEqual([
    [
      'suites.py.pytest: there is no "nowhere" in the stack',
      'stack/spec.yml',
      'Give a directory or file with tests below the directory of spec.yml.',
    ],
    ...[
      ['db', 'compose.yml'],
      ['db', '.env'],
      ['a', 'other.yml'],
    ].map(([name, file]) => [
      `suites.${name ?? ''}.services: there is no file "${file ?? ''}" in the stack`,
      'stack/spec.yml',
      'Give a file below the directory of spec.yml.',
    ]),
  ])
})

describe('UCSD’s change_ignore.json', () => {
  test('adds to the rules of the spec; its names are names, of files and of folders', async () => {
    await write({
      'stack/spec.yml': 'images: {a: }\nchanges: {all: shared/**, ignore: ["*.md"]}\n',
      'stack/change_ignore.json': '{"ChangeIgnore": ["docs", "x[1]"], "BuildAll": ["lib"]}',
    })
    expect((await read()).stack.changeRules).toEqual({
      all: ['shared/**', 'lib'],
      ignore: ['*.md', 'docs', 'x\\[1\\]'],
    })
  })

  test.each([
    ['{', /^this is no JSON: /],
    ['[]', /^: /],
    ['{"ChangeIgnore": "docs"}', /^ChangeIgnore: /],
    ['{"Ignore": []}', /^: .*Ignore/],
  ])('%s is a mistake', async (text, message) => {
    await write({ 'stack/change_ignore.json': text })
    expect(await problems()).toMatchObject([
      {
        message: expect.stringMatching(message),
        file: 'stack/change_ignore.json',
        remedy: expect.stringContaining('{"ChangeIgnore": [names], "BuildAll": [names]}'),
      },
    ])
  })
})

test('what is missing is told at once, where the spec names it', async () => {
  await write({
    'stack/spec.yml':
      'images:\n  gone:\n  nofile: {path: a, dockerfile: [Dockerfile, Other]}\n  ctx: {path: a, context: nowhere}\n  empty:\nsuites: {s: {run: x, files: nowhere}}\n',
    'stack/empty/Dockerfile': '# nothing\n',
  })
  const found = (await problems()).map(({ message, file, line }) => `${file ?? ''}:${line ?? ''} ${message}`)
  expect(found.sort()).toEqual([
    'stack/empty/Dockerfile:1 this Dockerfile has no FROM',
    'stack/spec.yml:2 gone has no directory stack/gone',
    'stack/spec.yml:3 nofile has no Dockerfile: stack/a/Other is not there',
    'stack/spec.yml:4 ctx has no build context: stack/nowhere is no directory of the stack',
    'stack/spec.yml:6 suites.s.files: there is no directory "nowhere" in the stack',
  ])
})

test.each(['tests', 'test', 'integration_tests'])('%s that leads out of the stack', async (name) => {
  await symlink(join(top, 'outside'), join(stack, 'a', name))
  const found = await problems()
  expect(found).toMatchObject([
    { message: `a/${name} is a link to a place outside the stack`, file: `stack/a/${name}` },
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

describe('links: git names files by where they are', () => {
  const placesOf = async (name: string): Promise<readonly string[] | undefined> =>
    (await read()).sources.get(name)?.places

  test('an image without any has no other places', async () => {
    await write({ 'stack/a/tests/x': '' })
    const disk = await read()
    expect(disk.sources.get('a')?.places).toEqual([])
    expect(disk.specTarget).toBeUndefined()
  })

  test('its directory, Dockerfiles, context and tests', async () => {
    await write({
      'stack/spec.yml':
        'images: {dir: , file: {dockerfile: [Dockerfile, D]}, ctx: {context: wide}, up: {path: link/up}, tested: }\n',
      'stack/real/dir/Dockerfile': 'FROM x\n',
      'stack/real/dir/tests/x': '',
      'stack/real/Dockerfile': 'FROM x\n',
      'stack/file/D': '',
      'stack/file/other': 'FROM x\n',
      'stack/ctx/Dockerfile': 'FROM x\n',
      'stack/real/up/Dockerfile': 'FROM x\n',
      'stack/tested/Dockerfile': 'FROM x\n',
    })
    await symlink('real/dir', join(stack, 'dir'))
    await symlink('../real/Dockerfile', join(stack, 'file/Dockerfile'))
    await symlink('real', join(stack, 'wide'))
    await symlink('real', join(stack, 'link'))
    await symlink('../real/dir/tests', join(stack, 'tested/tests'))
    for (const [name, places] of Object.entries({
      dir: ['real/dir'],
      file: ['real/Dockerfile'],
      ctx: ['real'],
      up: ['real/up'],
      tested: ['real/dir/tests'],
    }))
      expect([name, await placesOf(name)]).toEqual([name, places])
  })

  test('the suites of all, and of some', async () => {
    await write({
      'stack/spec.yml': 'images: {a: , b: }\nsuites: {s: {run: x, files: checks, images: b}}\n',
      'stack/b/Dockerfile': 'FROM x\n',
      'stack/real/checks/x': '',
      'stack/real/common/x': '',
    })
    await symlink('real/checks', join(stack, 'checks'))
    await symlink('real/common', join(stack, 'tests_common'))
    expect(await placesOf('a')).toEqual(['real/common'])
    expect(await placesOf('b')).toEqual(['real/checks', 'real/common'])
  })

  test('the spec, also where the stack’s directory is a link itself', async () => {
    await write({ 'specs/real.yml': 'images: {a: }\n' })
    await rm(join(stack, 'spec.yml'))
    await symlink('../specs/real.yml', join(stack, 'spec.yml'))
    await symlink('stack', join(top, 'other'))
    for (const directory of [stack, join(top, 'other')]) {
      const disk = await readStack(join(directory, 'spec.yml'), 'spec.yml', () => [], Promise.resolve('linux/amd64'))
      expect(disk).toMatchObject({ specTarget: '../specs/real.yml', realDirectory: await realpath(stack) })
      expect(disk.sources.get('a')?.places).toEqual([])
    }
  })
})

describe('git’s own directory in a context, which every git command changes', () => {
  const top3 = (copy: string): Record<string, string> => ({
    'stack/spec.yml': 'images:\n  a: {context: .}\n  b: {path: ., dockerfile: a/Dockerfile}\n  c:\n',
    'stack/a/Dockerfile': `FROM x\n${copy}\n`,
    'stack/c/Dockerfile': 'FROM x\n',
  })
  const told = (name: string, line: number, remedy = 'Write ".git" into stack/.dockerignore.'): Partial<Problem> => ({
    message: `the build context of ${name} holds .git, which every git command changes`,
    file: 'stack/spec.yml',
    line,
    remedy,
  })

  test('is refused for every image that it counts for', async () => {
    await write({ ...top3('COPY . .'), 'stack/.git/HEAD': 'ref', 'stack/c/.git/HEAD': 'ref' })
    const found = [...(await problems())].sort((a, b) => (a.line ?? 0) - (b.line ?? 0))
    expect(found).toMatchObject([told('a', 2), told('b', 3), told('c', 4, 'Write ".git" into stack/c/.dockerignore.')])
  })

  test('also where a pattern takes it, not where nothing is copied of it', async () => {
    await write({ ...top3('COPY lib /'), 'stack/.git/HEAD': 'ref' })
    expect(await problems()).toMatchObject([told('b', 3)])
    await write(top3('COPY * /'))
    expect(await problems()).toHaveLength(2)
  })

  test.each<[string, Record<string, string>]>([
    ['excluded', { 'stack/.git/HEAD': 'ref', 'stack/.dockerignore': '.git\n' }],
    ['excluded by a pattern', { 'stack/.git/HEAD': 'ref', 'stack/.dockerignore': '**/.git\n' }],
    ['a file, as in a submodule', { 'stack/.git': 'gitdir: ../.git/modules/x' }],
    ['above', { '.git/HEAD': 'ref' }],
  ])('is none of it where it is %s', async (_what, files) => {
    await write({ ...top3('COPY . .'), ...files })
    expect(await problems()).toEqual([])
  })

  test('a link to one is sent as a link', async () => {
    await write({ ...top3('COPY . .'), 'elsewhere/HEAD': 'ref' })
    await symlink('../elsewhere', join(stack, '.git'))
    expect(await problems()).toEqual([])
  })
})

describe('hostile Dockerfiles', () => {
  test('empty lines without end take no time', async () => {
    await write({ 'stack/a/Dockerfile': '\n'.repeat(1_000_000) })
    const begin = performance.now()
    expect(await problems()).toMatchObject([{ message: 'this Dockerfile has no FROM' }])
    expect(performance.now() - begin).toBeLessThan(2000)
  })

  test.each(['\ufeffFROM x\n', 'ARG A\r\n \tfrom\tx\r\n', '# c\n\n\nFROM x'])('%j has a FROM', async (text) => {
    await write({ 'stack/a/Dockerfile': text })
    expect(await problems()).toEqual([])
  })

  test('are read up to 2 MiB, all of a list together', async () => {
    await write({
      'stack/spec.yml': 'images:\n  a: {dockerfile: [Dockerfile, D]}\n',
      'stack/a/Dockerfile': `FROM x\n${'#'.repeat(1024 * 1024 - 7)}`,
      'stack/a/D': '#'.repeat(1024 * 1024),
    })
    expect(await problems()).toEqual([])
    await write({ 'stack/a/D': '#'.repeat(1024 * 1024 + 60_000) })
    expect(await problems()).toMatchObject([
      { message: 'the Dockerfile of a, stack/a/D, has 2.1 MiB; at most 2.0 MiB are read', line: 2 },
    ])
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
