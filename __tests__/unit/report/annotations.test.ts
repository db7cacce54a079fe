import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { annotationsOf, type Annotation, type AnnotationFacts } from '../../../src/report/annotations.js'
import type { ImageResult, SuiteResult, TestFailure } from '../../../src/run/results.js'
import { imageResult, resultsOf } from '../support.js'
import { anyName } from './names.js'

const failure = (at: number, more: Partial<TestFailure> = {}): TestFailure => ({
  ...{ name: `test_a.py::t${at}`, file: 'tests/test_a.py', line: at + 1, message: `assert ${at}`, lines: ['E'] },
  ...more,
})
const suite = (more: Partial<SuiteResult> = {}): SuiteResult => ({
  ...{ name: 's', kind: 'pytest', on: 'container', outcome: 'failed', ms: 1 },
  ...more,
})
const red = (id: string, ...failures: TestFailure[]): ImageResult =>
  imageResult(id, { outcome: 'failed', failedStep: 'test', message: 'tests failed', suites: [suite({ failures })] })
const broken = (id: string): ImageResult =>
  imageResult(id, { outcome: 'failed', failedStep: 'build', message: 'RUN make: exit status 2' })
const of = (images: readonly ImageResult[], more: Partial<AnnotationFacts> = {}): Annotation[] =>
  annotationsOf(resultsOf(images), { directory: 'images', errors: 10, warnings: 7, ...more })
const messages = (all: readonly Annotation[]): string[] => all.map(({ message }) => message)

test('a failed test is an error at its line', () => {
  expect(of([red('base', failure(0))])).toEqual([
    { level: 'error', title: 'base: test_a.py::t0', message: 'assert 0', file: 'images/tests/test_a.py', line: 1 },
  ])
})

test.each<[string, Partial<TestFailure>, string | undefined, Partial<Annotation>]>([
  ['the stack at the top', {}, '', { message: 'assert 0', file: 'tests/test_a.py', line: 1 }],
  ['the stack elsewhere', {}, undefined, { message: 'tests/test_a.py:1: assert 0' }],
  ['no line', { line: undefined as never }, 'images', { message: 'assert 0', file: 'images/tests/test_a.py', line: 1 }],
  ['no file', { file: undefined as never }, 'images', { message: 'assert 0' }],
  ['line ends', { message: 'a\r\n::error::b', name: 'x\ny' }, '', { message: 'a ::error::b', title: 'base: x y' }],
  ['a long message', { message: 'x'.repeat(5000) }, '', { message: `${'x'.repeat(999)}…` }],
  ['a long name', { name: 'x'.repeat(5000) }, '', { title: `base: ${'x'.repeat(193)}…` }],
])('with %s', (_what, more, directory, expected) => {
  const [one] = of([red('base', failure(0, more))], { directory })
  expect(one).toMatchObject(expected)
  if (expected.file === undefined && directory !== '') expect(one).not.toHaveProperty('file')
})

test('one place on several images is one error that names them', () => {
  const images = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => red(id, failure(0)))
  expect(of(images)).toMatchObject([{ title: 'a, b, c, d, e and 2 more: test_a.py::t0' }])
})

test('one place of several tests is one error that names them', () => {
  const images = [red('a', failure(0), failure(0, { name: 'test_a.py::t0[x]' }))]
  expect(of(images)).toMatchObject([{ title: 'a: test_a.py::t0, test_a.py::t0[x]' }])
})

describe('an image that failed', () => {
  test('is an error where no test says why', () => {
    const message = 'base failed at build: RUN make: exit status 2'
    expect(of([broken('base')])).toEqual([{ level: 'error', title: 'stack-action run', message }])
  })

  test('is none where a test does', () => expect(messages(of([red('base', failure(0))]))).toEqual(['assert 0']))

  test('is one beside its tests, where a suite failed without one', () => {
    const image = red('base', failure(0))
    image.suites = [...image.suites, suite({ name: 'smoke', kind: 'command' })]
    expect(messages(of([image]))).toEqual(['assert 0', 'base failed at test: tests failed'])
  })

  test('after its tests is told for what it failed at, not for them', () => {
    const image = { ...red('base', failure(0)), failedStep: 'publish' as const }
    expect(messages(of([image]))).toEqual(['base failed at publish: tests failed'])
  })

  test('at its integration tests is told with them', () => {
    const image = { ...red('base', failure(0)), failedStep: 'integration' as const }
    expect(messages(of([image]))).toEqual(['assert 0'])
  })

  test('because something else did is none', () =>
    expect(of([imageResult('a', { outcome: 'cancelled', message: 'its parent failed' })])).toEqual([]))
})

describe('more than GitHub shows', () => {
  const many = Array.from({ length: 30 }, (_, at) => failure(at))

  test('are counted by the last one', () => {
    const all = of([red('base', ...many)])
    expect(all).toHaveLength(10)
    expect(all.at(-1)).toEqual({
      level: 'error',
      title: 'stack-action',
      message: '21 more failures are in the job summary',
    })
  })

  test('every image has its first before one has its second', () => {
    const all = of([
      red('base', ...many),
      broken('other'),
      red('leaf', failure(0), failure(50)),
      red('twig', failure(60)),
    ])
    expect(messages(all).slice(0, 5)).toEqual([
      'assert 0',
      'assert 60',
      'other failed at build: RUN make: exit status 2',
      'assert 1',
      'assert 2',
    ])
    expect(messages(all).at(-1)).toBe('24 more failures are in the job summary')
  })

  test.each([
    [10, 10],
    [2, 2],
    [1, 1],
    [0, 0],
  ])('with room for %d there are %d', (errors, found) =>
    expect(of([red('base', ...many)], { errors })).toHaveLength(found),
  )

  test('as many as there is room for need no count', () => {
    const all = of([red('base', ...many.slice(0, 10))])
    expect(messages(all).at(-1)).toBe('assert 9')
  })
})

describe('tests that passed', () => {
  test('and are flaky, or should not have, are warnings', () => {
    const images = ['a', 'b'].map((id) =>
      imageResult(id, { suites: [suite({ outcome: 'passed', flaky: ['t'], unexpected: ['u'] })] }),
    )
    expect(of(images)).toEqual([
      { level: 'warning', title: 'a, b: flaky test', message: 't passed only when it was run again' },
      { level: 'warning', title: 'a, b: unexpected pass', message: 'u passed although it is expected to fail' },
    ])
  })

  test('are limited apart from the errors', () => {
    const flaky = Array.from({ length: 20 }, (_, at) => `t${at}`)
    const all = of([imageResult('a', { suites: [suite({ outcome: 'passed', flaky })] }), red('b', failure(0))])
    expect(all.filter(({ level }) => level === 'error')).toHaveLength(1)
    expect(messages(all.filter(({ level }) => level === 'warning')).at(-1)).toBe(
      '14 more remarks on tests are in the job summary',
    )
    expect(all).toHaveLength(8)
  })
})

test('images that were left alone say nothing', () => {
  const left = { ...red('a', failure(0)), action: 'skip' as const, outcome: 'skipped' as const }
  expect(of([left])).toEqual([])
})

test('whatever tests are called, titles and messages are one line', () => {
  fc.assert(
    fc.property(anyName, anyName, anyName, (name, file, message) => {
      for (const one of of([red('a', failure(0, { name, file, message }))], { directory: undefined })) {
        expect(one.title).not.toMatch(/\p{Cc}/u)
        expect(one.message).not.toMatch(/\p{Cc}/u)
      }
    }),
  )
})

test('a build that failed is shown at its instruction, with what to do', () => {
  const image = imageResult('a', { outcome: 'failed', failedStep: 'build', message: 'exit 7', remedy: 'Mend it.' })
  const places = new Map([['a', { file: 'a/Dockerfile', line: 3 }]])
  const annotated = (directory: string | undefined) =>
    annotationsOf(resultsOf([image], { outcome: 'failed' }), { directory, errors: 10, warnings: 10, places })
  expect(annotated('images')).toEqual([
    {
      level: 'error',
      title: 'stack-action run',
      message: 'a failed at build: exit 7\n→ Mend it.',
      file: 'images/a/Dockerfile',
      line: 3,
    },
  ])
  // What lies in no repository has no place that GitHub knows.
  expect(annotated(undefined)[0]).not.toHaveProperty('file')
})
