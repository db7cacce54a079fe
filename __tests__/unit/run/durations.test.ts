import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import {
  durationsText,
  expectedMs,
  learn,
  mergeChanges,
  NO_DURATIONS,
  parseDurations,
  type Durations,
  type Measured,
} from '../../../src/run/durations.js'
import type { StepName } from '../../../src/run/results.js'

const known = (steps: Record<string, number>): Durations => ({ schema: 1, steps })
const built = (image: string, ms: number, more: Partial<Measured> = {}): Measured => ({
  ...{ step: 'build', image, ms, outcome: 'passed' },
  ...more,
})

describe('what a step will take', () => {
  const durations = known({ 'build a': 1000, 'build b': 3000, 'build c': 50_000, 'test a': 10, 'test b': 20 })

  test.each<[string, StepName, string, number]>([
    ['what it took', 'build', 'b', 3000],
    ['else the median of that step', 'build', 'new', 3000],
    ['between the two in the middle', 'test', 'new', 15],
    ['else a guess', 'push', 'a', 10_000],
    ['else a guess', 'pull', 'a', 10_000],
    ['else a guess', 'info', 'a', 5000],
  ])('%s', (_, step, image, ms) => {
    expect(expectedMs(durations, step, image)).toBe(ms)
  })

  test('where nothing is known, builds are longest', () => {
    expect((['build', 'test', 'push'] as const).map((step) => expectedMs(NO_DURATIONS, step, 'a'))).toEqual([
      60_000, 30_000, 10_000,
    ])
  })
})

describe('learning', () => {
  test.each<[string, number | undefined, Partial<Measured>, number | undefined]>([
    ['the first time as it is', undefined, { ms: 12_345.6 }, 12_346],
    ['no time is a millisecond, which can grow', undefined, { ms: 0 }, 1],
    ['half the way to a later one', 10_000, { ms: 14_000 }, 12_000],
    ['half the way down as well', 10_000, { ms: 7000 }, 8500],
    ['a run that was far slower counts as twice as slow', 10_000, { ms: 900_000 }, 15_000],
    ['one from the cache counts as twice as fast', 600_000, { ms: 900 }, 450_000],
    ['a tenth is noise', 100_000, { ms: 109_000 }, 100_000],
    ['and so is a second', 2000, { ms: 2900 }, 2000],
    ['what failed was broken off', 10_000, { ms: 1, outcome: 'failed' }, 10_000],
    ['what was cancelled too', undefined, { ms: 1, outcome: 'cancelled' }, undefined],
    ['what is no time is not learnt', 10_000, { ms: NaN }, 10_000],
    ['nor what a clock that was set back gives', 10_000, { ms: -5 }, 10_000],
  ])('%s', (_, before, { ms = 0, ...more }, after) => {
    const durations = before === undefined ? NO_DURATIONS : known({ 'build a': before })
    const learnt = learn(durations, [built('a', ms, more)])
    expect(learnt.steps).toEqual(after === undefined ? {} : { 'build a': after })
    // Whoever stores it sees at once that there is nothing to store.
    if (before === after) expect(learnt).toBe(durations)
  })

  test('a lasting change is learnt within a few runs', () => {
    let durations = known({ 'build a': 10_000 })
    for (let run = 0; run < 10; run++) durations = learn(durations, [built('a', 100_000)])
    expect(durations.steps['build a']).toBeGreaterThan(90_000)
  })

  test('one run never moves a time by more than half, nor beyond what was measured', () => {
    const times = fc.integer({ min: 1, max: 10_000_000 })
    fc.assert(
      fc.property(times, times, (before, ms) => {
        const after = learn(known({ 'build a': before }), [built('a', ms)]).steps['build a'] ?? 0
        expect(after).toBeGreaterThanOrEqual(Math.min(before, ms))
        expect(after).toBeLessThanOrEqual(Math.max(before, ms))
        expect(Math.abs(after - before)).toBeLessThanOrEqual(before / 2 + 1)
      }),
    )
  })

  test('beyond five thousand, what was not heard of for longest is forgotten', () => {
    const many = Array.from({ length: 5000 }, (_, index) => built(`i${index}`, 5000))
    const full = learn(NO_DURATIONS, many)
    const steps = learn(full, [built('i0', 9000), built('new', 5000)]).steps
    expect(Object.keys(steps)).toHaveLength(5000)
    expect(steps).toMatchObject({ 'build i0': 7000, 'build new': 5000, 'build i2': 5000 })
    expect(steps).not.toHaveProperty(['build i1'])
  })
})

test('two jobs that have learnt at the same time keep what both have learnt', () => {
  const before = known({ 'build a': 5000, 'build b': 5000 })
  const one = learn(before, [built('a', 9000)])
  const other = learn(before, [built('b', 9000), built('c', 1)])
  expect(mergeChanges(one, before, other).steps).toEqual({ 'build a': 7000, 'build b': 7000, 'build c': 1 })
})

describe('the file', () => {
  test('holds what was learnt', () => {
    const steps = fc.dictionary(
      fc.tuple(fc.constantFrom('build', 'test', 'push'), fc.string()).map(([step, image]) => `${step} ${image}`),
      fc.integer({ min: 1, max: 1_000_000 }),
    )
    fc.assert(
      fc.property(steps, (all) => {
        expect(parseDurations(durationsText(known(all)))).toEqual(known(all))
      }),
    )
  })

  test('of any text and any value is read without an error', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.json()), fc.json(), (text, steps) => {
        expect(parseDurations(text).schema).toBe(1)
        const read = parseDurations(`{"schema":1,"steps":${steps}}`)
        for (const ms of Object.values(read.steps)) expect(Number.isFinite(ms)).toBe(true)
      }),
    )
  })

  test.each([
    ['nothing', ''],
    ['half a file', '{"schema":1,"steps":{"build a":5'],
    ['another schema', '{"schema":2,"steps":{"build a":5}}'],
    ['no steps', '{"schema":1}'],
    ['steps that are none', '{"schema":1,"steps":"build"}'],
    ['null', 'null'],
  ])('with %s in it has none', (_, text) => {
    expect(parseDurations(text)).toEqual(NO_DURATIONS)
  })

  test('keeps what is good in it', () => {
    const text =
      '{"schema":1,"steps":{"build a":5,"bake a":5,"build":5,"test a":"5","test b":-1,"test c":1e99,"toString x":1,"push a":7.5}}'
    expect(parseDurations(text).steps).toEqual({ 'build a': 5, 'push a': 7.5 })
  })
})
