import { describe, expect, test } from '@jest/globals'
import fc from '../../property.js'
import { folderOf, pytestVariables, suiteCommand, type Layout } from '../../../../src/run/suites/arguments.js'
import type { SuiteSettings } from '../../../../src/stack/suites.js'
import { suiteOf } from '../../stack/planning.js'
import { WORDS } from './words.js'

const LAYOUT: Layout = { python: 'python3', programs: '/p', tests: '/t', junit: '/r/junit.xml', output: '/r/output' }
const HOSTILE = ['--exitfirst', '-x', 'a b', '$(id)', '`id`', '; rm', "'", '"', 'a\nb', '*', '{ref}', '']
const commandOf = (more: Parameters<typeof suiteOf>[0]): string[] => suiteCommand(suiteOf(more), LAYOUT, WORDS)

describe('pytest', () => {
  const argumentsOf = (settings: Partial<SuiteSettings>, targets: readonly string[] = []): string[] =>
    commandOf({ kind: 'pytest', files: 'a/test', targets, settings })
  const COMMON = [
    ...[
      'python3',
      '/p/run_pytest.py',
      '-p',
      'no:cacheprovider',
      '--junitxml=/r/junit.xml',
      '-o',
      'junit_family=xunit2',
    ],
    ...['--rootdir=/t/a/test', '--confcutdir=/t'],
  ]

  test.each<[Partial<SuiteSettings>, string[], string[]]>([
    [{}, [], ['/t/a/test']],
    [{}, ['test_a.py'], ['/t/a/test/test_a.py']],
    [{ markers: 'not slow and not gpu' }, [], ['-m', 'not slow and not gpu', '/t/a/test']],
    [
      { skip: ['test_a.py::test_x', 'test_b.py'] },
      [],
      ['--deselect=test_a.py::test_x', '--deselect=test_b.py', '/t/a/test'],
    ],
    [{ args: ['-k', 'fast', '--url={ref}'] }, [], ['-k', 'fast', '--url=acme/a:fp-1', '/t/a/test']],
    [{ testTimeoutMs: 1500, reruns: 2 }, [], ['/t/a/test']],
  ])('with %j and %j', (settings, targets, more) =>
    expect(argumentsOf(settings, targets)).toEqual([...COMMON, ...more]),
  )

  test('hears of times and reruns by its environment', () => {
    expect(pytestVariables(suiteOf())).toEqual({})
    expect(pytestVariables(suiteOf({ settings: { testTimeoutMs: 1500, reruns: 2 } }))).toEqual({
      STACK_TEST_TIMEOUT: '1.5',
      STACK_RERUNS: '2',
    })
  })

  test.each(HOSTILE)('a test called %j is one word, and no option', (name) => {
    const skipped = argumentsOf({ skip: [name] })
    expect(skipped).toHaveLength(COMMON.length + 2)
    expect(skipped).toContain(`--deselect=${name}`)
    expect(argumentsOf({ markers: name }).slice(COMMON.length, -1)).toEqual(['-m', name])
    expect(argumentsOf({}, [`${name}.py`]).at(-1)).toBe(`/t/a/test/${name}.py`)
  })
})

describe('imports', () => {
  test.each<[Parameters<typeof suiteOf>[0], string[]]>([
    [{ targets: ['imports'] }, ['/t/a/test/imports']],
    [{ targets: ['imports'], environment: 'ml' }, ['--environment=ml', '/t/a/test/imports']],
    [
      { targets: ['imports'], settings: { skip: ['torch*', 'R:*'] } },
      ['--skip=torch*', '--skip=R:*', '/t/a/test/imports'],
    ],
    [{ files: undefined, targets: ['/opt/x/imports'] }, ['/opt/x/imports']],
  ])('of %j', (more, expected) => {
    expect(commandOf({ kind: 'imports', files: 'a/test', ...more })).toEqual([
      ...['python3', '/p/imports.py', '--junit', '/r/junit.xml'],
      ...expected,
    ])
  })
})

describe('notebooks', () => {
  test.each<[Parameters<typeof suiteOf>[0], string[]]>([
    [{ targets: ['notebooks', 'x.ipynb'] }, ['/t/a/nb/notebooks', '/t/a/nb/x.ipynb']],
    [{ targets: ['notebooks'], environment: 'ml' }, ['--environment=ml', '/t/a/nb/notebooks']],
    [
      { settings: { testTimeoutMs: 60_000, cellTimeoutMs: 500 } },
      ['--timeout', '60', '--cell-timeout', '0.5', '/t/a/nb'],
    ],
    [{ settings: { jobs: 4, skip: ['slow*.ipynb'] } }, ['--jobs', '4', '--skip=slow*.ipynb', '/t/a/nb']],
    [{ settings: { expect: 'fail' } }, ['--expect', 'fail', '/t/a/nb']],
    [{ settings: { expect: 'pass' } }, ['/t/a/nb']],
    [{ files: undefined, targets: ['/opt/*.ipynb'] }, ['/opt/*.ipynb']],
  ])('of %j', (more, expected) => {
    expect(commandOf({ kind: 'notebooks', files: 'a/nb', ...more })).toEqual([
      ...['python3', '/p/notebooks.py', '--junit', '/r/junit.xml', '--output', '/r/output'],
      ...expected,
    ])
  })
})

test.each(['imports', 'notebooks'] as const)('hostile names of %s are one word each, below their directory', (kind) => {
  for (const name of HOSTILE) {
    const words = commandOf({ kind, files: 'a/test', targets: [name, 'last'] })
    expect(words.slice(-2)).toEqual([name === '' ? '/t/a/test' : `/t/a/test/${name}`, '/t/a/test/last'])
    const skipping = commandOf({ kind, files: 'a/test', settings: { skip: [name] } })
    expect(skipping).toContain(`--skip=${name}`)
  }
})

test('a command is its words, with what they stand for', () => {
  expect(commandOf({ run: ['docker', 'run', '--rm', '{ref}', 'a b', '{x}'] })).toEqual([
    ...['docker', 'run', '--rm', 'acme/a:fp-1', 'a b', '{x}'],
  ])
})

test('a command is as many words as were written, whatever they hold', () => {
  fc.assert(
    fc.property(fc.array(fc.string({ unit: 'binary' }), { minLength: 1 }), fc.string(), (run, branch) => {
      expect(suiteCommand(suiteOf({ run }), LAYOUT, { ...WORDS, branch })).toHaveLength(run.length)
    }),
  )
})

test('a suite runs in its directory, or else in that of the stack', () => {
  expect(folderOf(suiteOf({ files: 'a/test' }), LAYOUT)).toBe('/t/a/test')
  expect(folderOf(suiteOf({ files: '.' }), LAYOUT)).toBe('/t')
  expect(folderOf(suiteOf(), LAYOUT)).toBe('/t')
})
