import { describe, expect, test } from '@jest/globals'
import {
  digestOf,
  emptyResults,
  isBroken,
  isTested,
  isWorkedOn,
  type EmptyResults,
  type ImageResult,
  type Results,
} from '../../../src/run/results.js'
import type { Plan, PlannedImage } from '../../../src/stack/plan.js'
import { suiteOf } from '../stack/planning.js'
import { imageResult, planOf, plannedImage, resultsOf, suiteResult } from '../support.js'

const startedAt = new Date('2026-04-01T10:00:00Z')

function empty(plan: Plan, more: Partial<EmptyResults> = {}): Results {
  return emptyResults({
    ...{ plan, command: 'run', engine: '29', startedAt, previous: undefined, settled: new Map(), pushes: true },
    ...more,
  })
}

test('before a run nothing is done', () => {
  const plan = planOf([plannedImage('a'), plannedImage('b', { action: 'skip' })])
  const results = empty(plan, { engine: '29.0' })
  expect(results).toMatchObject({
    schema: 1,
    command: 'run',
    startedAt: '2026-04-01T10:00:00.000Z',
    branch: 'main',
    engine: '29.0',
  })
  expect(results.images.map(({ id, outcome, suites }) => [id, outcome, suites])).toEqual([
    ['a', 'cancelled', []],
    ['b', 'skipped', []],
  ])
})

test('what an earlier step found out about the same content is kept, and nothing about other content', () => {
  const build = { outcome: 'passed', ms: 5 } as const
  const suites = [suiteResult('s', { outcome: 'failed' })]
  const steps = [{ step: 'build', at: 1, ms: 5, outcome: 'passed' }] as const
  const previous = resultsOf([
    // Its times are of another clock.
    imageResult('a', { fingerprint: 'same', build, suites, steps: [...steps], published: [{ ref: 'x', digest: 'y' }] }),
    imageResult('b', { fingerprint: 'old', build, suites }),
  ])
  const plan = planOf([plannedImage('a', { fingerprint: 'same' }), plannedImage('b', { fingerprint: 'new' })])
  const [a, b] = empty(plan, { command: 'push', previous }).images
  expect(a).toMatchObject({ build, suites, published: [], outcome: 'cancelled' })
  expect(a?.steps).toBeUndefined()
  expect(b).toMatchObject({ suites: [], published: [] })
  expect(b?.build).toBeUndefined()
})

test.each<[string, Partial<ImageResult>, readonly string[], boolean]>([
  ['the same suites', { suitesKey: 'r/a:ok-1' }, ['r/a:ok-1', 's/a:ok-1'], true],
  ['the same suites, before it was said where to push', { suitesKey: 'acme/a:ok-1' }, ['r.io/a:ok-1'], true],
  ['suites that changed in between', { suitesKey: 'r/a:ok-1' }, ['r/a:ok-2'], false],
  ['suites that were added', {}, ['r/a:ok-1'], false],
  ['suites that were removed', { suitesKey: 'r/a:ok-1' }, [], false],
  ['no suites', {}, [], true],
])('of an earlier step, its build is kept, and with %s: its tests', (_what, more, tested, kept) => {
  const build = { outcome: 'passed', ms: 5 } as const
  const suites = [suiteResult('s')]
  const previous = resultsOf([
    imageResult('a', { fingerprint: 'same', build, suites, testedImageId: 'sha256:1', ...more }),
  ])
  const plan = planOf([plannedImage('a', { fingerprint: 'same', tested })])
  const [a] = empty(plan, { command: 'push', previous }).images
  expect(a?.build).toEqual(build)
  expect(a?.suites).toEqual(kept ? suites : [])
  expect(a?.testedImageId).toBe(kept ? 'sha256:1' : undefined)
  expect(a?.suitesKey).toBe(tested[0])
})

test.each<[Partial<ImageResult>, string | undefined]>([
  [{}, undefined],
  [{ candidates: [{ ref: 'x:fp', digest: 'sha256:c' }] }, 'sha256:c'],
  [
    { candidates: [{ ref: 'x:fp', digest: 'sha256:c' }], published: [{ ref: 'x:main', digest: 'sha256:p' }] },
    'sha256:p',
  ],
])('the digest of %j is %s', (more, expected) => expect(digestOf(imageResult('a', more))).toBe(expected))

test.each([
  ['every suite passed', ['a', 'b'], { a: 'passed', b: 'passed' }, true, false],
  ['one has no result', ['a', 'b'], { a: 'passed' }, false, false],
  ['one failed', ['a', 'b'], { a: 'passed', b: 'failed' }, false, true],
  ['there are none', [], {}, false, false],
  ['one is off', ['a'], { a: 'passed', gpu: 'off' }, true, false],
] as const)('tested: %s', (_what, expected, outcomes, tested, broken) => {
  const suites = Object.entries(outcomes).map(([name, outcome]) => suiteResult(name, { outcome }))
  const image = imageResult('a', { expected, suites })
  expect([isTested(image), isBroken(image)]).toEqual([tested, broken])
})

describe('what passed before', () => {
  const suites = [suiteOf({ name: 's' }), suiteOf({ name: 'gpu', off: 'why' })]
  const resultOf = (more: Partial<PlannedImage>, previous?: Results): ImageResult | undefined =>
    empty(planOf([plannedImage('a', { suites, ...more })]), { previous }).images[0]

  test.each<[string, Partial<PlannedImage>, string | undefined, string[]]>([
    ['built', { action: 'build', test: true, tested: ['a:ok'] }, undefined, ['s']],
    ['reused and tested again', { action: 'reuse', test: true, tested: ['a:ok'] }, undefined, ['s']],
    ['reused', { action: 'reuse', test: false, tested: ['a:ok', 'b:ok'] }, 'a:ok', []],
    ['reused, without suites', { action: 'reuse', test: false, tested: [] }, undefined, []],
    ['left alone', { action: 'skip', test: false, tested: ['a:ok'] }, undefined, []],
  ])('%s', (_what, more, testedAs, expected) => {
    expect(resultOf(more)?.testedAs).toBe(testedAs)
    expect(resultOf(more)?.expected).toEqual(expected)
  })

  test('counts as tested without its suites', () => {
    expect(isTested(imageResult('a', { testedAs: 'a:ok', expected: [] }))).toBe(true)
  })

  test('is not mixed with the times of another run', () => {
    const build = { outcome: 'passed', ms: 5 } as const
    const previous = resultsOf([imageResult('a', { build, testedImageId: 'sha256:1' })])
    expect(resultOf({ action: 'reuse', test: false }, previous)).not.toHaveProperty('build')
    expect(resultOf({ action: 'reuse', test: true }, previous)).toMatchObject({ build, testedImageId: 'sha256:1' })
  })
})

test.each<[Partial<ImageResult>, boolean]>([
  [{ action: 'build' }, true],
  [{ action: 'reuse' }, true],
  [{ action: 'skip', outcome: 'skipped' }, false],
  [{ action: 'skip', outcome: 'failed' }, true],
])('%j has a part in the run: %s', (more, expected) => expect(isWorkedOn(imageResult('a', more))).toBe(expected))
