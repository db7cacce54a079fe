import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { commonTests, declaredTests, pytestAt, testsOf, type Place } from '../../../src/commands/tests-found.js'
import { below } from '../../../src/shared/paths.js'
import type { Stack } from '../../../src/stack/model.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import type { FoundTests } from '../../../src/stack/suites.js'

let top = ''
let refused: string[] = []
beforeEach(async () => {
  top = await realpath(await mkdtemp(join(tmpdir(), 'stack-found-')))
  refused = []
})
afterEach(() => rm(top, { recursive: true }))

/** Files of the stack, which lies one below the top; a name that ends with / is a directory. */
async function write(...paths: readonly (string | readonly [path: string, text: string])[]): Promise<void> {
  for (const one of paths) {
    const [path, text] = typeof one === 'string' ? [one, ''] : one
    await mkdir(dirname(join(top, 'stack', `${path}x`)), { recursive: true })
    if (!path.endsWith('/')) await writeFile(join(top, 'stack', path), text)
  }
}
async function link(target: string, path: string): Promise<void> {
  await mkdir(dirname(join(top, 'stack', path)), { recursive: true })
  await symlink(target, join(top, 'stack', path))
}
const place = (): Place => ({
  directory: join(top, 'stack'),
  isInside: async (path) =>
    below(join(top, 'stack'), await realpath(join(top, 'stack', path)).catch(() => '/')) !== undefined,
  refuse: (path) => void refused.push(path),
})
const stackOf = (spec: string): Stack => loadSpec(spec, 'spec.yml')
async function found(spec = 'images: {a: }', name = 'a'): Promise<FoundTests[]> {
  const image = stackOf(spec).images.get(name)
  if (image === undefined) throw new Error(name)
  return testsOf(place(), image)
}
/** What a person would see of them. */
const shown = (all: readonly FoundTests[]): unknown[] =>
  all.map(({ group, kind, files, targets, environment }) => [
    ...[group, kind, files, ...(targets.length === 0 ? [] : [targets.join(' ')])],
    ...(environment === undefined ? [] : [`of ${environment}`]),
  ])

describe('the tests of an image lie', () => {
  test.each<[string[], string | undefined]>([
    [['a/test/test_x.py'], 'a/test'],
    [['a/tests/test_x.py'], 'a/tests'],
    [['tests/by_image/a/test_x.py'], 'tests/by_image/a'],
    [['a/test/x', 'a/tests/x', 'tests/by_image/a/x'], 'a/test'],
    [['a/tests/x', 'tests/by_image/a/x'], 'a/tests'],
    [['a/test/'], 'a/test'],
    [['a/test', 'a/tests/x'], 'a/tests'],
    [['a/test'], undefined],
    [['a/testing/x', 'tests/a/x', 'tests/by_image/b/x', 'test/x'], undefined],
  ])('%j: in %s', async (paths, files) => {
    await write('a/', ...paths)
    expect(shown(await found())).toEqual(files === undefined ? [] : [['test', 'pytest', files]])
  })

  test('in its own directory, wherever that is', async () => {
    await write('x/a/test/test_x.py', 'a/test/test_x.py')
    expect(shown(await found('images: {a: {path: x/a}}'))).toEqual([['test', 'pytest', 'x/a/test']])
  })

  test('in that of the stack, where this is its own', async () => {
    await write('test/test_x.py', 'environments/ml/tests/imports')
    expect(shown(await found('images: {a: {path: .}}'))).toEqual([
      ['test', 'pytest', 'test'],
      ['imports', 'imports', 'environments/ml/tests', 'imports', 'of ml'],
    ])
  })
})

test('integration tests are for the host, whatever they say, and come last', async () => {
  await write('a/integration_tests/test_x.py', 'a/test/test_x.py', 'a/environments/ml/tests/imports')
  const all = await found()
  expect(shown(all)).toEqual([
    ['test', 'pytest', 'a/test'],
    ['imports', 'imports', 'a/environments/ml/tests', 'imports', 'of ml'],
    ['integration_tests', 'pytest', 'a/integration_tests'],
  ])
  expect(all.map(({ on }) => on)).toEqual(['container', 'container', 'host'])
})

describe('lists beside tests', () => {
  test.each<[string[], unknown[]]>([
    [['imports'], [['imports', 'imports', 'a/test', 'imports']]],
    [
      ['imports', 'test_x.py'],
      [
        ['test', 'pytest', 'a/test'],
        ['imports', 'imports', 'a/test', 'imports'],
      ],
    ],
    [
      ['long-notebooks-failing', 'long-notebooks', 'notebooks-failing', 'notebooks', 'x.ipynb'],
      [
        ['notebooks', 'notebooks', 'a/test', 'notebooks'],
        ['notebooks-failing', 'notebooks', 'a/test', 'notebooks-failing'],
        ['long-notebooks', 'notebooks', 'a/test', 'long-notebooks'],
        ['long-notebooks-failing', 'notebooks', 'a/test', 'long-notebooks-failing'],
      ],
    ],
    [['imports.txt', 'Imports', 'x.ipynb'], [['test', 'pytest', 'a/test']]],
  ])('%j', async (names, expected) => {
    await write(...names.map((name) => `a/test/${name}`))
    expect(shown(await found())).toEqual(expected)
  })

  test('a directory is no list', async () => {
    await write('a/test/test_x.py', 'a/test/notebooks/x.ipynb', 'a/test/imports/x')
    expect(shown(await found())).toEqual([['test', 'pytest', 'a/test']])
  })
})

describe('environments', () => {
  test('each has tests of its own, in the order of their names', async () => {
    await write(
      ...['imports', 'notebooks', 'notebooks-failing', 'long-notebooks', 'b.ipynb', 'a.ipynb', 'test', 'test_x.py'].map(
        (name) => `a/environments/ml/tests/${name}`,
      ),
      ...['a/environments/empty/tests/', 'a/environments/none/x', 'a/environments/bio/tests/x.ipynb'],
    )
    expect(shown(await found())).toEqual([
      ['notebooks', 'notebooks', 'a/environments/bio/tests', 'x.ipynb', 'of bio'],
      ['imports', 'imports', 'a/environments/ml/tests', 'imports', 'of ml'],
      ['notebooks', 'notebooks', 'a/environments/ml/tests', 'notebooks a.ipynb b.ipynb', 'of ml'],
      ['notebooks-failing', 'notebooks', 'a/environments/ml/tests', 'notebooks-failing', 'of ml'],
      ['long-notebooks', 'notebooks', 'a/environments/ml/tests', 'long-notebooks', 'of ml'],
      ['environments', 'command', 'a/environments/ml/tests', 'environments/ml/tests/test', 'of ml'],
    ])
  })

  test('a test of all of them is run as it lies in the image', async () => {
    await write('a/environments/test')
    expect(shown(await found())).toEqual([['environments', 'command', 'a/environments', 'environments/test']])
  })

  test('one that is called test is an environment like any other', async () => {
    await write('a/environments/test/tests/imports')
    expect(shown(await found())).toEqual([['imports', 'imports', 'a/environments/test/tests', 'imports', 'of test']])
  })

  test('a directory is no executable test', async () => {
    await write('a/environments/ml/tests/test/x', 'a/environments/ml/tests/imports')
    expect(shown(await found())).toEqual([['imports', 'imports', 'a/environments/ml/tests', 'imports', 'of ml']])
  })
})

describe('what belongs to tests from above', () => {
  test('conftest.py and settings, up to the stack’s directory, the nearest first', async () => {
    await write('x/a/test/test_x.py', 'x/a/conftest.py', 'x/pytest.ini', 'conftest.py', 'setup.cfg', 'tox.ini')
    await write('x/a/pyproject.toml', 'x/other.py', 'x/a/test/conftest.py')
    await writeFile(join(top, 'conftest.py'), '')
    const [tests] = await found('images: {a: {path: x/a}}')
    expect(tests?.shared).toEqual([
      ...['x/a/conftest.py', 'x/a/pyproject.toml', 'x/pytest.ini', 'conftest.py', 'tox.ini', 'setup.cfg'],
    ])
  })

  test('no directories, and no links out of the stack', async () => {
    await write('a/test/test_x.py', 'conftest.py/x', 'real/conftest.py')
    await writeFile(join(top, 'pytest.ini'), '')
    await link('../../pytest.ini', 'a/pytest.ini')
    await link('../real/conftest.py', 'a/conftest.py')
    expect((await found())[0]?.shared).toEqual(['a/conftest.py'])
  })

  test('of the common tests, too', async () => {
    await write('tests_common/test_x.py', 'conftest.py')
    expect(await commonTests(place())).toMatchObject({
      ...{ group: 'tests_common', kind: 'pytest', on: 'container', files: 'tests_common', shared: ['conftest.py'] },
    })
  })
})

test('without common tests there are none', async () => {
  await write('tests_common')
  expect(await commonTests(place())).toBeUndefined()
})

describe('tests that start containers themselves are for the host', () => {
  test.each([
    ['import docker', 'host'],
    ['import docker.errors as e', 'host'],
    ['from docker.models.containers import Container', 'host'],
    ['def f():\n    import docker', 'host'],
    ['x = os.environ["TEST_IMAGE"]', 'host'],
    ['import dockerfile', 'container'],
    ['import os  # import docker', 'container'],
    ['# see docker', 'container'],
    ['from x import docker', 'container'],
    ['LATEST_IMAGE = MY_TEST_IMAGE_2 = 1', 'container'],
    ['', 'container'],
  ])('%j: %s', async (text, on) => {
    await write(['a/test/test_x.py', text])
    expect((await found())[0]?.on).toBe(on)
  })

  test('also where conftest.py above them does it, and nothing else there', async () => {
    await write('a/test/test_x.py', ['conftest.py', 'import docker\n'])
    expect((await found())[0]?.on).toBe('host')
    await write(['conftest.py', ''], ['helpers.py', 'import docker\n'], ['a/test/notes.txt', 'import docker\n'])
    expect((await found())[0]?.on).toBe('container')
  })

  test('of which only the beginning is read', async () => {
    await write(['a/test/test_x.py', `${'#\n'.repeat(64 * 1024)}import docker\n`])
    expect((await found())[0]?.on).toBe('container')
  })
})

describe('links', () => {
  beforeEach(async () => {
    await mkdir(join(top, 'outside/tests'), { recursive: true })
    await writeFile(join(top, 'outside/tests/imports'), '')
  })

  test.each(['a/test', 'a/tests', 'tests/by_image/a', 'a/integration_tests', 'a/environments'])(
    '%s that leads out of the stack is refused',
    async (path) => {
      await write('a/')
      await link(join(top, 'outside'), path)
      expect([await found(), refused]).toEqual([[], [path]])
    },
  )

  test('also an environment that does', async () => {
    await write('a/environments/')
    await link(join(top, 'outside'), 'a/environments/ml')
    expect([await found(), refused]).toEqual([[], ['a/environments/ml/tests']])
  })

  test('also the common tests', async () => {
    await write('a/')
    await link(join(top, 'outside'), 'tests_common')
    expect([await commonTests(place()), refused]).toEqual([undefined, ['tests_common']])
  })

  test('inside the stack are followed', async () => {
    await write('a/', 'real/test_x.py')
    await link('../real', 'a/test')
    expect([shown(await found()), refused]).toEqual([[['test', 'pytest', 'a/test']], []])
  })

  test('that lead nowhere are not there', async () => {
    await write('a/')
    await link('nowhere', 'a/test')
    expect([await found(), refused]).toEqual([[], []])
  })
})

describe('what the spec’s own suites find', () => {
  async function declared(suites: string, image = 'a'): Promise<FoundTests[]> {
    const stack = stackOf(`images: {a: , b: {depend_on: a}}\nsuites: {${suites}}`)
    const own = stack.images.get(image)
    if (own === undefined) throw new Error(image)
    return declaredTests(place(), own, stack, ({ name, does }) =>
      does?.kind === 'pytest' ? pytestAt(place(), name, does.path) : Promise.resolve(undefined),
    )
  }

  test.each<[string, unknown[]]>([
    ['s: {notebooks: "*.ipynb"}', [['s', 'notebooks', 'a', 'x.ipynb y.ipynb']]],
    ['s: {notebooks: "nb/*.ipynb"}', [['s', 'notebooks', 'a/nb', 'z.ipynb']]],
    [
      's: {notebooks: "**/*.ipynb"}',
      [
        ['s', 'notebooks', 'a/environments/ml/tests', 'm.ipynb', 'of ml'],
        ['s', 'notebooks', 'a/nb', 'z.ipynb'],
        ['s', 'notebooks', 'a', 'x.ipynb y.ipynb'],
      ],
    ],
    ['s: {notebooks: [x.ipynb, "{y,q}.ipynb", x.ipynb]}', [['s', 'notebooks', 'a', 'x.ipynb y.ipynb']]],
    [
      's: {imports: environments/*/tests/imports}',
      [
        ['s', 'imports', 'a/environments/ml/tests', 'imports', 'of ml'],
        ['s', 'imports', 'a/environments/r/tests', 'imports', 'of r'],
      ],
    ],
    ['s: {imports: [/opt/imports]}', []],
    ['s: {imports: none/*}', []],
    ['s: {run: x}', []],
    ['s: {imports: x.ipynb, images: b}', []],
    ['notebooks: {timeout: 5m}', []],
  ])('%s', async (suites, expected) => {
    await write(...['x.ipynb', 'y.ipynb', 'x.py', 'nb/z.ipynb'].map((name) => `a/${name}`), 'x.ipynb', 'b/q.ipynb')
    await write(...['ml/tests/m.ipynb', 'ml/tests/imports', 'r/tests/imports'].map((name) => `a/environments/${name}`))
    expect(shown(await declared(suites))).toEqual(expected)
  })

  test('is not what links lead to, nor git’s', async () => {
    await write('a/.git/x.ipynb', 'elsewhere/x.ipynb')
    await link('../elsewhere', 'a/link')
    await link('../elsewhere/x.ipynb', 'a/y.ipynb')
    expect(await declared('s: {notebooks: "**/*.ipynb"}')).toEqual([])
  })

  test('several suites, in the order of the spec', async () => {
    await write('a/imports', 'a/x.ipynb', 'checks/test_x.py')
    expect(shown(await declared('n: {notebooks: "*.ipynb"}, p: {pytest: checks}, i: {imports: imports}'))).toEqual([
      ['n', 'notebooks', 'a', 'x.ipynb'],
      ['p', 'pytest', 'checks'],
      ['i', 'imports', 'a', 'imports'],
    ])
  })

  test('pytest: a directory, or a file of one, with what lies above', async () => {
    await write(['checks/deep/test_x.py', 'import docker\n'], 'checks/conftest.py', 'checks/other/test_y.py')
    expect(await pytestAt(place(), 's', 'checks/deep')).toEqual({
      ...{ group: 's', kind: 'pytest', on: 'host', files: 'checks/deep', targets: [], environment: undefined },
      shared: ['checks/conftest.py'],
    })
    expect(await pytestAt(place(), 's', 'checks/other/test_y.py')).toMatchObject({
      ...{ on: 'container', files: 'checks/other', targets: ['test_y.py'] },
    })
    expect(await pytestAt(place(), 's', 'nowhere')).toBeUndefined()
  })

  test('pytest: nothing that a link leads out of the stack to', async () => {
    await write('a/')
    await writeFile(join(top, 'test_x.py'), '')
    await link('../test_x.py', 'test_x.py')
    expect(await pytestAt(place(), 's', 'test_x.py')).toBeUndefined()
  })
})
