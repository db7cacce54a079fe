import { posix } from 'node:path'
import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { affectedImages, type AffectedRequest } from '../../../src/stack/affected.js'
import type { ImageSource } from '../../../src/stack/model.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import type { Reason } from '../../../src/stack/reasons.js'
import { integrationIn, sourcesOf, testsIn, type Sources } from './planning.js'

type More = Partial<Omit<AffectedRequest, 'files'>> & { readonly own?: Sources; readonly file?: string }

const copied = (...globs: string[]): Pick<ImageSource, 'copied'> => ({
  copied: { kind: 'some', globs, onbuild: false },
})

function reasonsFor(
  spec: string,
  paths: readonly string[] | undefined,
  { own, file, ...more }: More = {},
): Map<string, Reason[]> {
  const stack = loadSpec(spec, file ?? 'images/spec.yml')
  return affectedImages({
    stack,
    sources: sourcesOf(stack, own),
    prefix: 'images',
    workflow: '.github/workflows/stack.yml',
    files: paths?.map((path) => ({ path })),
    everything: undefined,
    ...more,
  })
}
const affected = (spec: string, paths: readonly string[], more: More = {}): string[] =>
  [...reasonsFor(spec, paths, more).keys()].sort()

const PLAIN = 'images: {a: , ab: , b: {path: x/b}}\n'
const ALL = ['a', 'ab', 'b']

describe('a file touches the image whose directory it is in', () => {
  test.each([
    [['images/a/Dockerfile'], ['a']],
    [['images/a/deep/down/x'], ['a']],
    [['images/a/.hidden'], ['a']],
    [['images/ab/x'], ['ab']],
    [['images/x/b/x'], ['b']],
    [['images/x/other'], []],
    [['images/b/x'], []],
    [['images/README.md', 'README.md', 'a/Dockerfile', 'imagesa/Dockerfile'], []],
    [
      ['images/a/x', 'images/x/b/y'],
      ['a', 'b'],
    ],
    [['images/a'], ['a']],
    [[], []],
  ])('%j: %j', (paths, expected) => expect(affected(PLAIN, paths)).toEqual(expected))
})

test.each<[string | undefined, string, string[]]>([
  ['.', 'a/Dockerfile', ['a']],
  ['.', 'images/a/Dockerfile', []],
  ['.', 'spec.yml', ALL],
  ['deep/down', 'deep/down/a/Dockerfile', ['a']],
  ['deep/down', 'deep/downa/Dockerfile', []],
  ['deep/down', 'deep/a/Dockerfile', []],
  ['deep/down', 'deep/down/spec.yml', ALL],
  ['deep/down', 'spec.yml', []],
])('in a stack at %j of the repository, %s touches %j', (prefix, path, expected) => {
  expect(affected(PLAIN, [path], { prefix })).toEqual(expected)
})

test('where the stack lies in no repository that git knows, nobody can say which files are its own', () => {
  const because = { kind: 'unknown', why: expect.stringContaining('repository') }
  for (const reasons of reasonsFor(PLAIN, ['images/a/x'], { prefix: undefined }).values())
    expect(reasons).toEqual([{ kind: 'everything', because }])
  expect(affected(PLAIN, [], { prefix: undefined })).toEqual(ALL)
})

describe('a shared file touches all', () => {
  test.each([
    ['the spec', 'images/spec.yml'],
    ['tests of all', 'images/tests_common/test_x.py'],
    ['deeper', 'images/tests_common/.data/x/y'],
    ['what became of the directory', 'images/tests_common'],
    ['a name of two lines', 'images/tests_common/a\nb'],
    ['pytest’s own', 'images/conftest.py'],
    ['UCSD’s rules', 'images/change_ignore.json'],
    ['the workflow that is running', '.github/workflows/stack.yml'],
  ])('%s: %s', (_what, path) => {
    expect(reasonsFor(PLAIN, ['images/a/x', path])).toEqual(
      new Map(ALL.map((name) => [name, [{ kind: 'shared-file', file: { path } }]])),
    )
  })

  test.each([
    ['another spec', 'images/spec.yaml'],
    ['one of an image', 'images/a/spec.yml'],
    ['one at the top', 'spec.yml'],
    ['a namesake', 'images/tests_common2/x'],
    ['another workflow', '.github/workflows/other.yml'],
    ['the same path in the stack', 'images/.github/workflows/stack.yml'],
  ])('not so: %s', (_what, path) => expect(affected(PLAIN, [path])).toHaveLength(path.includes('/a/') ? 1 : 0))

  test('the workflow also outside the stack’s prefix, and only where one is running', () => {
    expect(affected(PLAIN, ['w.yml'], { workflow: 'w.yml', prefix: 'deep' })).toEqual(ALL)
    expect(affected(PLAIN, ['.github/workflows/stack.yml'], { workflow: undefined })).toEqual([])
  })

  test.each([
    'a[b].yml',
    '*.yml',
    '{a,b}.yml',
    '!x.yml',
    '(a|b).yml',
    'a|b.yml',
    '"a".yml',
    'a\\b.yml',
    '+(a).yml',
    'é.yml',
  ])('the spec %s is itself alone', (name) => {
    expect(affected(PLAIN, [`images/${name}`], { file: `images/${name}` })).toEqual(ALL)
    for (const other of ['a.yml', 'b.yml', 'ab.yml', 'x.yml', 'a', 'spec.yml'])
      expect(affected(PLAIN, [`images/${other}`], { file: `images/${name}` })).not.toEqual(ALL)
  })

  test('as the spec says, by globs', () => {
    const spec = `${PLAIN}changes: {all: ["*.lock", "shared/**", "{one,two}.txt", "x/b/[!t]*"]}\n`
    for (const path of ['pip.lock', '.lock', 'shared/a', 'shared/.a/b', 'one.txt', 'two.txt', 'x/b/c'])
      expect(affected(spec, [`images/${path}`])).toEqual(ALL)
    for (const path of ['a/pip.lock', 'x/b/t', 'three.txt', 'sharedx'])
      expect(affected(spec, [`images/${path}`])).not.toEqual(ALL)
  })
})

describe('ignored files touch nothing', () => {
  const spec = `${PLAIN}changes: {ignore: ["**/*.md", "a/docs/**", "!a/x"]}\n`

  test.each([
    [['images/a/README.md'], []],
    [['images/a/docs/x/.y'], []],
    [['images/README.md'], []],
    [['images/a/README.md', 'images/a/Dockerfile'], ['a']],
    [['images/a/docs2'], ['a']],
    [['images/a/x'], ['a']],
    [['images/ab/y'], ['ab']],
  ])('%j: %j', (paths, expected) => expect(affected(spec, paths)).toEqual(expected))

  test('but shared ones do', () => {
    expect(affected(spec, ['images/tests_common/README.md'])).toEqual(ALL)
    const both = `${PLAIN}changes: {ignore: ["**"], all: ["a/x"]}\n`
    expect(affected(both, ['images/a/x'])).toEqual(ALL)
    expect(affected(both, ['images/spec.yml'])).toEqual(ALL)
    expect(affected(both, ['images/a/y'])).toEqual([])
  })
})

describe('a file belongs to every image that is made of it', () => {
  test('nested directories', () => {
    const spec = 'images: {outer: {path: o}, inner: {path: o/i}, top: {path: .}}\n'
    expect(affected(spec, ['images/o/i/x'])).toEqual(['inner', 'outer', 'top'])
    expect(affected(spec, ['images/o/x'])).toEqual(['outer', 'top'])
    expect(affected(spec, ['images/x'])).toEqual(['top'])
  })

  test('Dockerfiles beside the image, and all of a list', () => {
    const spec = 'images: {a: {dockerfile: [../common/Base, Dockerfile, ../b/Tail]}, b: }\n'
    expect(affected(spec, ['images/common/Base'])).toEqual(['a'])
    expect(affected(spec, ['images/common/Other'])).toEqual([])
    expect(affected(spec, ['images/b/Tail'])).toEqual(['a', 'b'])
    expect(affected(spec, ['images/b/Dockerfile'])).toEqual(['b'])
  })

  test('names that look like patterns are names', () => {
    const spec = 'images: {a: {path: "[ab]"}, b: {path: "x*"}, c: {path: "c{1,2}"}}\n'
    expect(affected(spec, ['images/[ab]/x'])).toEqual(['a'])
    expect(affected(spec, ['images/a/x', 'images/xy/x', 'images/c1/x'])).toEqual([])
    expect(affected(spec, ['images/x*/x', 'images/c{1,2}/x'])).toEqual(['b', 'c'])
  })

  test('names that JavaScript objects have already', () => {
    expect(affected('images: {constructor: , a: }\n', ['images/constructor/x'])).toEqual(['constructor'])
    expect(affected('images: {a: }\n', ['images/__proto__/x', 'images/constructor'])).toEqual([])
  })

  test('the files of suites that run on it', () => {
    const spec =
      'images: {a: , b: , c: }\nsuites: {all: {run: x, files: checks}, some: {run: x, files: more/gpu, images: [a, c]}, none: {run: x}}\n'
    expect(affected(spec, ['images/checks/x'])).toEqual(['a', 'b', 'c'])
    expect(affected(spec, ['images/more/gpu/deep/x'])).toEqual(['a', 'c'])
    expect(affected(spec, ['images/more/x'])).toEqual([])
  })
})

describe('of a context that is wider than its directory, an image has what its Dockerfile copies', () => {
  const WIDE = 'images: {a: {context: .}, b: {context: .}}\n'
  const own = { a: copied('lib', 'etc/one.conf', 'src/*.py', 'we\\[ird\\]'), b: copied('lib/sub') }

  test.each([
    ['images/a/Dockerfile', ['a']],
    ['images/a/x', ['a']],
    ['images/b/x', ['b']],
    ['images/lib/x', ['a']],
    ['images/lib/sub/x', ['a', 'b']],
    ['images/lib', ['a', 'b']],
    ['images/library/x', []],
    ['images/etc/one.conf', ['a']],
    ['images/etc/two.conf', []],
    ['images/src/x.py', ['a']],
    ['images/src/x.py/deeper', ['a']],
    ['images/src/x.sh', []],
    ['images/src/deep/x.py', []],
    ['images/src', ['a']],
    ['images/etc', ['a']],
    ['images/we[ird]', ['a']],
    ['images/wei', []],
    ['images/.dockerignore', ['a', 'b']],
    ['images/a/Dockerfile.dockerignore', ['a']],
    ['images/x', []],
  ])('%s: %j', (path, expected) => expect(affected(WIDE, [path], { own })).toEqual(expected))

  test('relative to the context', () => {
    const spec = 'images: {a: {context: ctx, path: ctx/deep/a}, b: }\n'
    const of = (path: string): string[] => affected(spec, [path], { own: { a: copied('lib', '*.txt') } })
    expect(of('images/ctx/lib/x')).toEqual(['a'])
    expect(of('images/ctx/x.txt')).toEqual(['a'])
    expect(of('images/ctx/.dockerignore')).toEqual(['a'])
    for (const path of ['images/lib/x', 'images/x.txt', 'images/.dockerignore', 'images/ctx/x'])
      expect(of(path)).toEqual([])
  })

  test('all of it, where nobody can say what is copied', () => {
    expect(affected(WIDE, ['images/anything'], { own: { b: copied() } })).toEqual(['a'])
    expect(affected('images: {a: {context: c}}\n', ['images/c/x'])).toEqual(['a'])
    expect(affected('images: {a: {context: c}}\n', ['images/d/x'])).toEqual([])
  })

  test('what it copies says nothing of a context that is its own', () => {
    expect(affected('images: {a: }\n', ['images/a/x'], { own: { a: copied('y') } })).toEqual(['a'])
    expect(affected('images: {a: }\n', ['images/y'], { own: { a: copied('y') } })).toEqual([])
  })
})

describe('a folder that git names is a submodule, and anything in it may have changed', () => {
  const VENDOR = 'images: {q: {path: vendor/q}, r: {path: vendor/deep/r}, s: , t: {dockerfile: ../vendor/deep/D}}\n'

  test.each([
    ['images/vendor', ['q', 'r', 't']],
    ['images/vendor/deep', ['r', 't']],
    ['images/vendor/q', ['q']],
    ['images/vend', []],
    ['images/vendor2', []],
    ['vendor', []],
  ])('%s holds %j', (path, expected) => expect(affected(VENDOR, [path])).toEqual(expected))

  test.each([
    ['deep/down', 'deep/down'],
    ['deep/down', 'deep'],
  ])('a stack at %s: %s holds it all', (prefix, path) => {
    expect(reasonsFor(PLAIN, [path], { prefix })).toEqual(
      new Map(ALL.map((name) => [name, [{ kind: 'shared-file', file: { path } }]])),
    )
  })

  test.each([
    ['deep/down', 'deep/dow'],
    ['deep/down', 'down'],
    ['.', 'deep'],
  ])('a stack at %s: %s holds nothing of it', (prefix, path) => expect(affected(PLAIN, [path], { prefix })).toEqual([]))

  test('with files in it that touch all', () => {
    const spec = `${PLAIN}changes: {all: [vendor/pins/*.lock, "{one,two}/x", "*/y"]}\n`
    for (const path of ['images/vendor', 'images/vendor/pins', 'images/one', 'images/two'])
      expect(affected(spec, [path])).toEqual(ALL)
    for (const path of ['images/vendor/other', 'images/three']) expect(affected(spec, [path])).toEqual([])
  })

  test('with what a wider context has from there, and with the files of suites', () => {
    const spec = 'images: {a: {context: ctx, path: i/a}, b: }\nsuites: {s: {run: x, files: v/checks, images: b}}\n'
    const own = { a: copied('lib/sub', 'deep/src/*.py') }
    for (const path of ['images/ctx', 'images/ctx/lib', 'images/ctx/deep', 'images/ctx/deep/src', 'images/i'])
      expect(affected(spec, [path], { own })).toEqual(['a'])
    expect(affected(spec, ['images/ctx/deep/other'], { own })).toEqual([])
    expect(affected(spec, ['images/v'], { own })).toEqual(['b'])
  })

  test('unless it is ignored', () => {
    expect(affected(`${VENDOR}changes: {ignore: vendor/**}\n`, ['images/vendor'])).toEqual([])
  })
})

describe('links: git names files by where they are', () => {
  const own = { a: { places: ['shared/a', '../common/Dockerfile'] }, b: { places: ['../../far/b'] } }

  test.each([
    ['images/shared/a/x', ['a']],
    ['images/shared/x', []],
    ['common/Dockerfile', ['a']],
    ['common/other', []],
    ['common', ['a']],
    ['images/a', ['a']],
    ['far/b/x', []],
  ])('%s: %j', (path, expected) => expect(affected(PLAIN, [path], { own })).toEqual(expected))

  test('also from a stack that lies deeper', () => {
    expect(affected(PLAIN, ['far/b/x'], { own, prefix: 'deep/images' })).toEqual(['b'])
    expect(affected(PLAIN, ['shared/a/x'], { own, prefix: '.' })).toEqual(['a'])
  })

  test.each([
    ['../specs/real.yml', 'specs/real.yml', ALL],
    ['../specs/real.yml', 'specs', ALL],
    ['../specs/real.yml', 'specs/other.yml', []],
    ['real.yml', 'images/real.yml', ALL],
    ['real.yml', 'images/spec.yml', ALL],
    ['real.yml', 'real.yml', []],
  ])('a spec that is really %s: %s touches %j', (specTarget, path, expected) =>
    expect(affected(PLAIN, [path], { specTarget })).toEqual(expected),
  )
})

describe('reasons', () => {
  test('name the first file, and how many more there are', () => {
    const stack = loadSpec(PLAIN, 'images/spec.yml')
    const files = [
      { path: 'images/a/x', commit: '3f2c1aa', pull: 12 },
      { path: 'README.md' },
      { path: 'images/a/y' },
      { path: 'images/ab/z' },
      { path: 'images/a/z' },
    ]
    const request = {
      stack,
      sources: sourcesOf(stack),
      prefix: 'images',
      workflow: undefined,
      files,
      everything: undefined,
    }
    expect(affectedImages(request)).toEqual(
      new Map([
        ['a', [{ kind: 'file', file: files[0], more: 2 }]],
        ['ab', [{ kind: 'file', file: files[3], more: 0 }]],
      ]),
    )
  })

  test('count a file once, in however many ways it is the image’s', () => {
    const spec = 'images: {a: {path: ., dockerfile: [x/D, x/E]}}\nsuites: {s: {run: x, files: x}}\n'
    const [reasons] = reasonsFor(spec, ['images/x/D', 'images/x/E', 'images/y']).values()
    expect(reasons).toEqual([{ kind: 'file', file: { path: 'images/x/D' }, more: 2 }])
    expect(reasonsFor(spec, ['images/x/D']).get('a')).toMatchObject([{ more: 0 }])
  })

  test('where everything counts as changed, that is the reason, whatever files there are', () => {
    const because = { kind: 'event', event: 'schedule' } as const
    const all = new Map(ALL.map((name) => [name, [{ kind: 'everything', because }]]))
    expect(reasonsFor(PLAIN, undefined, { everything: because })).toEqual(all)
    expect(reasonsFor(PLAIN, ['images/a/x'], { everything: because })).toEqual(all)
  })

  test('where nobody said what changed, everything counts, never nothing', () => {
    const because = { kind: 'unknown', why: 'nobody said what changed' }
    expect(reasonsFor(PLAIN, undefined).get('a')).toEqual([{ kind: 'everything', because }])
  })
})

test('one file more never touches an image less', () => {
  const spec =
    'images: {a: , b: {context: .}, c: {path: a/c}, d: {dockerfile: ../a/D}}\nchanges: {all: ["x/**"], ignore: ["**/*.md"]}\nsuites: {s: {run: x, files: checks, images: d}}\n'
  const own = { b: copied('a/c', '*.txt') }
  const part = fc.constantFrom('a', 'b', 'c', 'd', 'x', 'checks', 'D', 'r.md', 't.txt', 'spec.yml', 'conftest.py')
  const path = fc.array(part, { minLength: 1, maxLength: 4 }).map((parts) => `images/${parts.join('/')}`)
  fc.assert(
    fc.property(fc.array(path, { maxLength: 5 }), path, fc.nat(), (paths, more, at) => {
      const before = affected(spec, paths, { own })
      const after = affected(spec, paths.toSpliced(at % (paths.length + 1), 0, more), { own })
      expect(after).toEqual(expect.arrayContaining(before))
      // Nor does it matter what else changed: the images are those of each file alone.
      const alone = [...paths, more].flatMap((one) => affected(spec, [one], { own }))
      expect(after).toEqual([...new Set(alone)].sort())
    }),
  )
})

describe('tests', () => {
  const SPEC = `images: {a: , ab: , b: {path: x/b}}
suites:
  py: {pytest: checks/py, images: [a, b]}
  file: {pytest: checks/test_one.py, images: ab}
  sh: {run: x, files: checks/sh, images: b}
  all: {run: x, files: checks/all}
`
  const own: Sources = {
    a: {
      tests: [
        testsIn('tests/by_image/a', { shared: ['tests/conftest.py'] }),
        integrationIn('a/integration_tests'),
        testsIn('a/environments/ml/tests', { group: 'notebooks', kind: 'notebooks', environment: 'ml' }),
      ],
      declared: [testsIn('checks/py', { group: 'py', shared: ['checks/conftest.py'] })],
    },
    b: { tests: [testsIn('x/b/test', { shared: ['x/conftest.py', 'pytest.ini'] })] },
  }

  test.each<[string, string[]]>([
    ['tests/by_image/a/test_x.py', ['a']],
    ['tests/by_image/ab/test_x.py', []],
    ['tests/conftest.py', ['a']],
    ['a/integration_tests/test_x.py', ['a']],
    ['a/environments/ml/tests/x.ipynb', ['a']],
    ['x/conftest.py', ['b']],
    ['pytest.ini', ['b']],
    ['checks/py/deep/test_x.py', ['a', 'b']],
    ['checks/py', ['a', 'b']],
    ['checks/test_one.py', ['ab']],
    ['checks/test_two.py', []],
    ['checks/sh/run.sh', ['b']],
    ['checks/all/run.sh', ALL],
  ])('%s touches %j', (path, expected) => expect(affected(SPEC, [`images/${path}`], { own })).toEqual(expected))

  test.each<[string, string[]]>([
    ['ci/compose.yml', ['a', 'b']],
    ['scripts/check.sh', ['a', 'b']],
    ['ab/Dockerfile', ['ab']],
    ['x/b/data', ['b']],
    ['../elsewhere', []],
  ])('what reads the stack as it likes (services, commands on the host): %s touches %j', (path, expected) => {
    const spec = `images: {a: , ab: , b: {path: x/b}}
suites:
  db: {run: x, images: a, services: ci/compose.yml}
  qa: {run: x, on: host, images: b}
`
    expect(affected(spec, [posix.join('images', path)])).toEqual(expected)
  })

  test('also what lies above those of a suite of the spec', () => {
    expect(affected(SPEC, ['images/checks/conftest.py'], { own })).toEqual(['a'])
  })
})
