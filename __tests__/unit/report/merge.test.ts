import { describe, expect, test } from '@jest/globals'
import { mergeLegs, mergePlans, type Leg } from '../../../src/report/merge.js'
import type { ImageResult, Results } from '../../../src/run/results.js'
import fc from '../property.js'
import { imageResult, plannedImage, planOf, resultsOf, suiteResult } from '../support.js'

const at = (seconds: number): string => new Date(Date.UTC(2026, 3, 1, 10) + seconds * 1000).toISOString()
const leg = (name: string, images: readonly ImageResult[], more: Partial<Results> = {}): Leg => ({
  name,
  results: resultsOf(images, more),
})
const left = (id: string): ImageResult => imageResult(id, { action: 'skip', outcome: 'skipped' })
const built = (id: string, more: Partial<ImageResult> = {}): ImageResult =>
  imageResult(id, { build: { outcome: 'passed', ms: 5 }, ...more })
const outcomes = (results: Results): Record<string, string> =>
  Object.fromEntries(results.images.map(({ id, outcome }) => [id, outcome]))

describe('legs of a matrix', () => {
  test('each image is told by the job that worked on it, in the order of the plan', () => {
    const plan = planOf([plannedImage('a'), plannedImage('b'), plannedImage('c', { action: 'skip' })])
    const { results, missing, from } = mergeLegs(
      [leg('two', [left('a'), built('b'), left('c')]), leg('one', [built('a'), left('b'), left('c')])],
      plan,
    )
    expect(results.images.map(({ id }) => id)).toEqual(['a', 'b', 'c'])
    expect(outcomes(results)).toEqual({ a: 'passed', b: 'passed', c: 'skipped' })
    expect(results).toMatchObject({ outcome: 'passed', command: 'run' })
    expect(missing).toEqual([])
    expect([...from]).toEqual([
      ['a', 'one'],
      ['b', 'two'],
    ])
  })

  test.each([
    ['failed', 'passed', 'failed'],
    ['passed', 'cancelled', 'passed'],
    ['cancelled', 'failed', 'failed'],
    ['cancelled', 'cancelled', 'cancelled'],
  ] as const)('%s here and %s there is %s', (one, other, whole) => {
    const { results } = mergeLegs(
      [leg('one', [imageResult('a', { outcome: one })]), leg('two', [imageResult('a', { outcome: other })])],
      undefined,
    )
    expect(outcomes(results)).toEqual({ a: whole })
  })

  test('of two that passed the one that built it counts, and what the other ran and pushed stays', () => {
    const reused = imageResult('a', {
      action: 'reuse',
      suites: [suiteResult('later')],
      candidates: [{ ref: 'r/a:fp', digest: 'sha256:1' }],
    })
    const { results, from } = mergeLegs(
      [leg('builds', [built('a', { suites: [suiteResult('first')] })]), leg('reuses', [reused])],
      undefined,
    )
    const [image] = results.images
    expect(from.get('a')).toBe('builds')
    expect(image).toMatchObject({ action: 'build', expected: ['first', 'later'], candidates: reused.candidates })
    expect(image?.suites.map(({ name }) => name)).toEqual(['first', 'later'])
  })

  test('a suite that failed anywhere has failed', () => {
    const here = built('a', { suites: [suiteResult('s')] })
    const there = built('a', { outcome: 'failed', suites: [suiteResult('s', { outcome: 'failed' })] })
    expect(mergeLegs([leg('one', [here]), leg('two', [there])], undefined).results.images[0]?.suites).toEqual(
      there.suites,
    )
  })

  test('the time is from the first beginning to the last end, and steps are on that clock', () => {
    const steps = (step: 'build' | 'test') => [{ step, at: 10, ms: 100, outcome: 'passed' as const }]
    const { results } = mergeLegs(
      [
        leg('late', [built('b', { steps: steps('build') })], { startedAt: at(60), ms: 5_000 }),
        leg('early', [built('a', { steps: steps('build') })], { startedAt: at(0), ms: 1_000 }),
      ],
      undefined,
    )
    expect(results).toMatchObject({ startedAt: at(0), ms: 65_000 })
    expect(results.images.map(({ id, steps: [step] = [] }) => [id, step?.at])).toEqual([
      ['a', 10],
      ['b', 60_010],
    ])
  })

  test('two digests under one name are said', () => {
    const pushed = (digest: string): ImageResult => built('a', { candidates: [{ ref: 'r/a:fp', digest }] })
    const { results } = mergeLegs(
      [
        leg('one', [pushed(`sha256:${'1'.repeat(64)}`)], { startedAt: at(0) }),
        leg('two', [pushed(`sha256:${'2'.repeat(64)}`)], { startedAt: at(1) }),
      ],
      undefined,
    )
    expect(results.notices).toEqual([
      'a: r/a:fp was pushed as 111111111111 by one and 222222222222 by two; the later counts',
    ])
    expect(results.images[0]?.candidates).toEqual([{ ref: 'r/a:fp', digest: `sha256:${'2'.repeat(64)}` }])
  })

  test('an image that nobody reported on was not done, and is named', () => {
    const plan = planOf([plannedImage('a'), plannedImage('b'), plannedImage('c', { action: 'reuse', test: false })])
    const { results, missing } = mergeLegs([leg('one', [built('a'), left('b'), left('c')])], plan)
    expect(missing).toEqual(['b'])
    expect(results).toMatchObject({
      outcome: 'failed',
      notices: ['no job has reported on b: it did not begin, or was ended before its upload'],
    })
    expect(results.images[1]).toMatchObject({ outcome: 'cancelled', message: 'no job has reported on it' })
  })

  test('a job that was killed leaves an interrupted whole, and says so', () => {
    const killed = leg('two', [imageResult('b', { outcome: 'cancelled' })], { outcome: 'running' })
    const { results } = mergeLegs([leg('one', [built('a')]), killed], undefined)
    expect(results.outcome).toBe('interrupted')
    expect(results.images.find(({ id }) => id === 'b')?.message).toBe('two was ended before it was done')
    expect(results.notices).toEqual(['two was ended before it could say how it went'])
  })

  test('the same note of many jobs is one note', () => {
    const jobs = ['1', '2', '3'].map((name) => leg(name, [built(name)], { notices: ['the base has moved'] }))
    expect(mergeLegs(jobs, undefined).results.notices).toEqual(['the base has moved'])
  })
})

describe('jobs of different commands', () => {
  const build = leg('b', [built('a', { steps: [{ step: 'build', at: 0, ms: 9, outcome: 'passed' }] })], {
    command: 'build',
    startedAt: at(0),
  })
  const tested = imageResult('a', {
    action: 'reuse',
    suites: [suiteResult('s')],
    steps: [{ step: 'test', at: 5, ms: 9, outcome: 'passed' }],
  })

  test('are one after the other on the same image', () => {
    const { results } = mergeLegs([leg('t', [tested], { command: 'test', startedAt: at(20) }), build], undefined)
    expect(results.command).toBe('build, test')
    expect(results.images[0]).toMatchObject({ action: 'build', outcome: 'passed', build: { outcome: 'passed' } })
    expect(results.images[0]?.suites).toHaveLength(1)
    expect(results.images[0]?.steps?.map(({ step, at: when }) => [step, when])).toEqual([
      ['build', 0],
      ['test', 20_005],
    ])
  })

  test('what was built and then not tested to its end is no success', () => {
    const stopped = leg('t', [imageResult('a', { action: 'reuse', outcome: 'cancelled' })], {
      command: 'test',
      outcome: 'interrupted',
      startedAt: at(20),
    })
    expect(outcomes(mergeLegs([build, stopped], undefined).results)).toEqual({ a: 'cancelled' })
  })
})

test('of the plans of many legs each image has what is done with it anywhere', () => {
  const planned = (one: 'build' | 'skip', other: 'build' | 'skip') =>
    planOf([plannedImage('a', { action: one }), plannedImage('b', { action: other })])
  expect(mergePlans([planned('build', 'skip'), planned('skip', 'build')])?.images.map(({ action }) => action)).toEqual([
    'build',
    'build',
  ])
  expect(mergePlans([])).toBeUndefined()
})

describe('the order in which jobs are given', () => {
  const image = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    outcome: fc.constantFrom('failed', 'passed', 'cancelled', 'skipped'),
    action: fc.constantFrom('build', 'reuse', 'skip'),
    fingerprint: fc.constantFrom('1', '2'),
    digest: fc.constantFrom('sha256:1', 'sha256:2'),
    suites: fc.array(fc.constantFrom('passed', 'failed', 'off'), { maxLength: 2 }),
  })
  const job = fc.record({
    name: fc.constantFrom('x', 'y', 'z'),
    command: fc.constantFrom('run', 'build', 'test'),
    seconds: fc.integer({ min: 0, max: 3 }),
    outcome: fc.constantFrom('passed', 'failed', 'interrupted', 'running'),
    images: fc.uniqueArray(image, { selector: ({ id }) => id }),
  })
  const asLeg = ({
    name,
    command,
    seconds,
    outcome,
    images,
  }: typeof job extends fc.Arbitrary<infer T> ? T : never): Leg =>
    leg(
      name,
      images.map(({ id, digest, suites, ...more }) =>
        imageResult(id, {
          ...(more as Partial<ImageResult>),
          candidates: [{ ref: `r/${id}:fp`, digest }],
          suites: suites.map((end, number) => suiteResult(`s${number}`, { outcome: end as 'passed' })),
        }),
      ),
      { command, outcome: outcome as 'passed', startedAt: at(seconds) },
    )

  test('does not matter', () => {
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), fc.integer(), (jobs, seed) => {
        const legs = jobs.map(asLeg)
        const shuffled = legs
          .map((one, number) => [Math.sin(seed + number), one] as const)
          .sort(([a], [b]) => a - b)
          .map(([, one]) => one)
        expect(mergeLegs(shuffled, undefined)).toEqual(mergeLegs(legs, undefined))
      }),
    )
  })

  test('never makes a failure disappear', () => {
    fc.assert(
      fc.property(fc.array(job, { minLength: 1, maxLength: 6 }), (jobs) => {
        const { results } = mergeLegs(jobs.map(asLeg), undefined)
        if (jobs.some(({ outcome }) => outcome === 'failed')) expect(results.outcome).toBe('failed')
      }),
    )
  })
})
