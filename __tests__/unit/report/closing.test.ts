import { describe, expect, test } from '@jest/globals'
import { closingLines } from '../../../src/report/closing.js'
import type { ImageResult } from '../../../src/run/results.js'
import { imageResult, resultsOf } from '../support.js'

const FOLDERS = { artifacts: 'artifacts', logs: 'logs', manifests: 'manifests' }
const suite = (
  outcome: 'passed' | 'failed' | 'off',
  counts?: { total: number; failed: number; skipped: number },
): ImageResult['suites'][number] => ({
  name: 's',
  kind: 'pytest',
  on: 'container',
  outcome,
  ms: outcome === 'off' ? 0 : 500,
  ...(counts === undefined ? {} : { counts }),
})
const DIGEST = `sha256:${'0123456789ab'.repeat(6)}`.slice(0, 71)

test('a run that went well', () => {
  const image = imageResult('base', {
    build: { outcome: 'passed', ms: 61_000, size: 1_200_000_000 },
    suites: [suite('passed', { total: 7, failed: 0, skipped: 2 }), suite('passed'), suite('off')],
    published: [
      { ref: 'acme/base:main', digest: DIGEST },
      { ref: 'acme/base:abc1234', digest: DIGEST },
    ],
  })
  const skipped = imageResult('other', { outcome: 'skipped', action: 'skip' })
  expect(closingLines(resultsOf([image, skipped], { notices: ['mind this'] }), FOLDERS)).toEqual([
    '',
    'image  result  size    tests                time   digest        published as',
    'base   passed  1.2 GB  6 passed, 2 skipped  1m02s  0123456789ab  acme/base:main',
    '',
    'also published: acme/base:abc1234',
    'note: mind this',
    'files: artifacts logs manifests',
    'run: 1 image done in 1m05s',
  ])
})

test('the time of an image is that in which a step of it went on, as the graph has it', () => {
  const step = (name: 'build' | 'test' | 'info', at: number, ms: number) => ({
    ...{ step: name, at, ms, outcome: 'passed' as const },
  })
  const image = imageResult('base', {
    build: { outcome: 'passed', ms: 1000 },
    suites: [suite('passed')],
    steps: [step('build', 0, 1000), step('test', 5000, 2000), step('info', 5000, 4000)],
  })
  const reused = imageResult('other', { action: 'reuse', steps: [step('info', 0, 20)] })
  const [, head = '', ...rows] = closingLines(resultsOf([image, reused]), FOLDERS)
  expect(rows[0]?.slice(head.indexOf('time'))).toBe('5.0s')
  expect(rows[1]).not.toContain('s ')
})

test('a run with a failure shows the cause last, and what was not done because of it', () => {
  const failed = imageResult('base', {
    outcome: 'failed',
    failedStep: 'test',
    message: 'suite base: 2 of 9 tests failed',
    remedy: 'Mend it.',
    suites: [
      {
        ...suite('failed', { total: 9, failed: 2, skipped: 0 }),
        lines: Array.from({ length: 20 }, (_, index) => `line ${index}`),
      },
    ],
  })
  const cancelled = imageResult('leaf', { outcome: 'cancelled', message: 'its parent base failed' })
  const lines = closingLines(
    resultsOf([failed, cancelled], { outcome: 'failed', unpublished: 'not every image is green: base' }),
    FOLDERS,
  )
  expect(lines.find((line) => line.startsWith('base'))).toContain('2/9 failed')
  expect(lines.slice(-12)).toEqual([
    'files: artifacts logs manifests',
    'FAILED base at test: suite base: 2 of 9 tests failed',
    ...Array.from({ length: 8 }, (_, index) => `    line ${index + 12}`),
    '    → Mend it.',
    'run: 1 of 2 failed, not done because of that: leaf (1m05s)',
  ])
  expect(lines).toContain('nothing was published: not every image is green: base')
})

test('what is reused is called so, and what passed before too', () => {
  const reused = imageResult('base', {
    action: 'reuse',
    testedAs: 'acme/base:ok-1',
    published: [{ ref: 'acme/base:main', digest: DIGEST }],
  })
  const broken = imageResult('leaf', { action: 'reuse', outcome: 'failed', suites: [suite('failed')] })
  const plain = imageResult('plain', { action: 'reuse' })
  expect(closingLines(resultsOf([reused, broken, plain], { outcome: 'failed' }), FOLDERS).slice(2, 5)).toEqual([
    'base   reused        passed before        0123456789ab  acme/base:main',
    'leaf   failed        1/1 failed     0.5s',
    'plain  reused',
  ])
})

test('a run that had nothing to do says so, without a table', () => {
  const left = (id: string): ImageResult => imageResult(id, { outcome: 'skipped', action: 'skip' })
  expect(closingLines(resultsOf([left('a'), left('b')]), FOLDERS)).toEqual([
    'files: artifacts logs manifests',
    'run: nothing to do; 2 images are left alone (1m05s)',
  ])
  expect(closingLines(resultsOf([left('a')]), FOLDERS).at(-1)).toBe('run: nothing to do; 1 image is left alone (1m05s)')
})

test('an image that was only needed and could not be had is told', () => {
  const needed = imageResult('base', { action: 'skip', outcome: 'failed', failedStep: 'pull', message: 'gone' })
  const lines = closingLines(resultsOf([needed], { outcome: 'failed' }), FOLDERS)
  expect(lines).toContain('FAILED base at pull: gone')
  expect(lines.at(-1)).toBe('run: 1 of 1 failed (1m05s)')
})

test('where something was published, nothing else was', () => {
  const published = imageResult('base', { published: [{ ref: 'acme/base:main', digest: DIGEST }] })
  const results = resultsOf([published], { outcome: 'failed', unpublished: 'denied' })
  expect(closingLines(results, FOLDERS)).toContain('nothing else was published: denied')
})

test('a suite that failed before its first test counts as a failure', () => {
  const image = imageResult('base', {
    outcome: 'failed',
    suites: [suite('failed', { total: 0, failed: 0, skipped: 0 })],
  })
  expect(closingLines(resultsOf([image]), FOLDERS)[2]).toContain('1/1 failed')
})

test('a run that was interrupted says so', () => {
  const lines = closingLines(
    resultsOf([imageResult('base', { outcome: 'cancelled' })], { outcome: 'interrupted' }),
    FOLDERS,
  )
  expect(lines.at(-1)).toBe('interrupted after 1m05s')
})

describe('what failed in the suites', () => {
  const failure = (at: number, more: object = {}) => ({
    name: `test_a.py::t${at}`,
    file: 'images/tests/test_a.py',
    line: at + 1,
    message: `assert ${at}`,
    lines: Array.from({ length: 12 }, (_, index) => `line ${at}.${index}`),
    ...more,
  })
  const failed = (id: string, failures: ReturnType<typeof failure>[], more: object = {}): ImageResult =>
    imageResult(id, {
      outcome: 'failed',
      failedStep: 'test',
      message: `suite s: ${failures.length} failed`,
      evidence: ['evidence'],
      suites: [{ ...suite('failed', { total: 90, failed: failures.length, skipped: 0 }), failures, ...more }],
    })
  const of = (image: ImageResult, directory?: string): string[] => {
    const lines = closingLines(resultsOf([image], { outcome: 'failed' }), FOLDERS, directory)
    return lines.slice(
      lines.findIndex((line) => line.startsWith('FAILED')),
      -1,
    )
  }

  test('has its place, as compilers put it, and its last lines', () => {
    expect(of(failed('base', [failure(0)]))).toEqual([
      'FAILED base at test: suite s: 1 failed',
      '    images/tests/test_a.py:1: test_a.py::t0: assert 0',
      ...Array.from({ length: 8 }, (_, index) => `      line 0.${index + 4}`),
    ])
  })

  test.each<[string, object, string | undefined, string]>([
    ['no directory', {}, undefined, 'images/tests/test_a.py:1: test_a.py::t0: assert 0'],
    ['a directory', {}, 'sub', 'sub/images/tests/test_a.py:1: test_a.py::t0: assert 0'],
    ['no line', { line: undefined }, undefined, 'images/tests/test_a.py: test_a.py::t0: assert 0'],
    ['no file', { file: undefined }, 'sub', 'test_a.py::t0: assert 0'],
    [
      'names with line ends',
      { file: 'a\n::error::b', message: 'c\u001b[1m\rd' },
      undefined,
      'a ::error::b:1: test_a.py::t0: c d',
    ],
  ])('%s', (_what, more, directory, line) =>
    expect(of(failed('base', [failure(0, more)]), directory)[1]).toBe(`    ${line}`),
  )

  test('three with their lines, ten by name, the others in the report', () => {
    const lines = of(
      failed(
        'base',
        Array.from({ length: 14 }, (_, at) => failure(at)),
      ),
    )
    expect(lines.filter((line) => line.startsWith('    images/'))).toHaveLength(10)
    expect(lines.filter((line) => line.startsWith('      line'))).toHaveLength(24)
    expect(lines.at(-1)).toBe('    and 4 more, in logs/acme-base-main.s.junit.xml')
    expect(lines).not.toContain('    evidence')
  })

  test('more than the results hold are counted, too', () => {
    const image = failed('base', [failure(0)], { counts: { total: 90, failed: 60, skipped: 0 } })
    expect(of(image).at(-1)).toBe('    and 59 more, in logs/acme-base-main.s.junit.xml')
  })

  test('on several images alike: the lines stand once', () => {
    const lines = closingLines(resultsOf([failed('base', [failure(0)]), failed('leaf', [failure(0)])]), FOLDERS)
    expect(lines.filter((line) => line.includes('images/tests/test_a.py:1: '))).toHaveLength(2)
    expect(lines.filter((line) => line.includes('line 0.11'))).toHaveLength(1)
  })

  test('a suite whose report names no test has the last lines of what it wrote', () => {
    const image = failed('base', [failure(0)])
    const smoke = {
      ...suite('failed'),
      name: 'smoke',
      kind: 'command',
      message: 'exit status 3',
      lines: ['the end'],
    } as const
    image.suites = [...image.suites, smoke]
    expect(of(image).slice(-2)).toEqual(['    suite smoke: exit status 3', '      the end'])
  })

  test.each(['build', 'push', 'publish', 'pull'] as const)(
    'an image that failed at %s is not about its tests',
    (step) => {
      const image = { ...failed('base', [failure(0)]), failedStep: step }
      expect(of(image)).toEqual([`FAILED base at ${step}: suite s: 1 failed`, '    evidence'])
    },
  )

  test('a line of a megabyte is cut', () => {
    const [, , line = ''] = of(failed('base', [failure(0, { lines: ['x'.repeat(1e6)] })]))
    expect(line.length).toBeLessThan(600)
  })
})

describe('notes on tests that passed', () => {
  const notes = (...images: ImageResult[]): string[] =>
    closingLines(resultsOf(images), FOLDERS).filter((line) => line.startsWith('note: '))
  const passed = (id: string, more: object): ImageResult =>
    imageResult(id, { suites: [{ ...suite('passed'), ...more }] })

  test('name the test once, with its images', () => {
    expect(
      notes(
        passed('base', { flaky: ['test_a.py::b'] }),
        passed('leaf', { flaky: ['test_a.py::b'], unexpected: ['test_a.py::c'] }),
      ),
    ).toEqual([
      'note: test_a.py::b on base, leaf passed only when it was run again',
      'note: test_a.py::c on leaf passed although it is expected to fail',
    ])
  })

  test('are ten, and a count', () => {
    const lines = notes(passed('base', { flaky: Array.from({ length: 14 }, (_, at) => `t${at}\n::error::`) }))
    expect(lines).toHaveLength(11)
    expect(lines[0]).toBe('note: t0 ::error:: on base passed only when it was run again')
    expect(lines.at(-1)).toMatch(/^note: 4 more tests /)
  })

  test('many images are counted', () => {
    const images = Array.from({ length: 8 }, (_, at) => passed(`i${at}`, { flaky: ['t'] }))
    expect(notes(...images)).toEqual(['note: t on i0, i1, i2, i3, i4 and 3 more passed only when it was run again'])
  })
})

test('what tests left is named with its folder', () => {
  const image = imageResult('base', {
    suites: [
      { ...suite('passed'), name: 'a', files: 3 },
      { ...suite('passed'), name: 'b', files: 0 },
      { ...suite('failed'), name: 'c', files: 1 },
    ],
  })
  expect(closingLines(resultsOf([image]), FOLDERS)).toContain(
    'left by tests: logs/acme-base-main.a/ (3 files), logs/acme-base-main.c/ (1 file)',
  )
})

test('foreign text never leaves its line', () => {
  const evil = '\u001b[31m|x|\n# <img src=x>\n```'
  const failures = [{ name: evil, file: evil, line: 1, message: evil, lines: [evil] }]
  const image = imageResult('base', {
    outcome: 'failed',
    failedStep: 'test',
    message: evil,
    evidence: [evil],
    remedy: evil,
    suites: [{ ...suite('failed'), failures, flaky: [evil], unexpected: [evil] }],
  })
  const broken = imageResult('leaf', { outcome: 'failed', message: evil, evidence: [evil] })
  const results = resultsOf([image, broken], { outcome: 'failed', notices: [evil], unpublished: evil })
  for (const line of closingLines(results, FOLDERS, evil)) expect(line).not.toMatch(/\p{Cc}/u)
})
