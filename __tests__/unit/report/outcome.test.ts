import { describe, expect, test } from '@jest/globals'
import { COLOURS } from '../../../src/report/graph/colours.js'
import { busyMs, levelsOf, outcomeGraphOf, withoutSkipped } from '../../../src/report/graph/outcome.js'
import { outcomeText } from '../../../src/report/outcome.js'
import type { ImageResult, Results } from '../../../src/run/results.js'
import { imageResult, plannedImage, planOf, resultsOf, suiteResult } from '../support.js'

const BUILT = { build: { outcome: 'passed', ms: 1500 } } as const

describe('a run in words', () => {
  const built = imageResult('a', BUILT)
  const reused = imageResult('b', { action: 'reuse' })
  const failed = imageResult('c', { outcome: 'failed' })
  const cancelled = imageResult('d', { outcome: 'cancelled' })
  const skipped = imageResult('e', { action: 'skip', outcome: 'skipped' })
  test.each<[ImageResult[], Results['outcome'], string]>([
    [[built], 'passed', 'The image is done: 1 built. It took 1m05s.'],
    [[built, reused, skipped], 'passed', 'All 2 images are done: 1 built, 1 reused. It took 1m05s.'],
    [[skipped], 'passed', 'Nothing to do: 1 image left alone.'],
    [
      [built, failed, cancelled],
      'failed',
      '1 of 3 images failed, and 1 was not done because of that; 1 built. It took 1m05s.',
    ],
    [[failed], 'failed', '1 of 1 image failed. It took 1m05s.'],
    [[built, cancelled], 'interrupted', 'Interrupted after 1m05s: 1 image not done; 1 built.'],
    [[cancelled], 'running', 'The run has not said how it ended: 1 image not done.'],
    [[imageResult('pushed')], 'passed', 'The image is done: 1 passed. It took 1m05s.'],
  ])('%#', (images, outcome, text) => expect(outcomeText(resultsOf(images, { outcome }))).toBe(text))
})

describe('the graph of a run', () => {
  const tested = { suites: [suiteResult('s')] }
  test.each<[Partial<ImageResult>, string, string]>([
    [{ ...BUILT, ...tested }, 'built', 'built and tested in 1.5s'],
    [{ ...BUILT }, 'built', 'built in 1.5s'],
    [{}, 'built', 'passed'],
    [{ action: 'reuse', ...tested }, 'reused', 'reused and tested'],
    [{ outcome: 'failed', failedStep: 'push' }, 'failed', 'failed at push'],
    [{ outcome: 'cancelled', ...BUILT }, 'cancelled', 'cancelled'],
    [{ outcome: 'skipped', action: 'skip' }, 'skipped', 'skipped'],
  ])('says of %j: %s, %s', (more, kind, words) => {
    const { nodes } = outcomeGraphOf(planOf([plannedImage('a')]), resultsOf([imageResult('a', more)]))
    expect(nodes[0]?.end).toEqual({ kind, words })
  })

  test('of images without a result says what was planned', () => {
    const plan = planOf([plannedImage('a'), plannedImage('b', { action: 'skip' })])
    expect(outcomeGraphOf(plan, resultsOf([])).nodes.map(({ end }) => end?.kind)).toEqual(['cancelled', 'skipped'])
  })

  test('can go without what nobody worked on', () => {
    const skip = { action: 'skip', parents: ['base'] } as const
    const plan = planOf([
      plannedImage('base', { action: 'skip' }),
      plannedImage('leaf', { parents: ['base'] }),
      plannedImage('a', skip),
      plannedImage('b', { action: 'skip', parents: ['a', 'leaf'] }),
    ])
    const { nodes, edges } = withoutSkipped(outcomeGraphOf(plan, resultsOf([imageResult('leaf')])))
    expect(nodes.map(({ id }) => id)).toEqual(['base', 'leaf'])
    expect(edges).toEqual([{ from: 'base', to: 'leaf' }])
  })

  test('as levels: what is built on others comes below them', () => {
    const plan = planOf([
      plannedImage('base'),
      plannedImage('other'),
      plannedImage('mid', { parents: ['base'] }),
      plannedImage('leaf', { parents: ['mid', 'base'] }),
    ])
    const levels = levelsOf(outcomeGraphOf(plan, resultsOf([])))
    expect(levels.map((nodes) => nodes.map(({ id }) => id))).toEqual([['base', 'other'], ['mid'], ['leaf']])
  })

  test('steps at the same time are counted once', () => {
    const at = (begin: number, ms: number) => ({ step: 'build', at: begin, ms, outcome: 'passed' }) as const
    expect(busyMs(imageResult('a', { steps: [at(100, 50), at(0, 20), at(110, 10), at(140, 40)] }))).toBe(100)
  })
})

/** WCAG 2.2, "relative luminance" and "contrast ratio". */
function contrast(one: string, other: string): number {
  const light = (colour: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5]
      .map((at) => parseInt(colour.slice(at, at + 2), 16) / 255)
      .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  const [dark = 0, bright = 0] = [light(one), light(other)].sort((a, b) => a - b)
  return (bright + 0.05) / (dark + 0.05)
}

test.each(Object.entries(COLOURS))('%s can be read', (_, { fill, text, stroke }) => {
  expect(contrast(fill, text)).toBeGreaterThan(4.5)
  // The outline shows where the page is as dark as the fill.
  expect(contrast(stroke, '#0d1117')).toBeGreaterThan(3)
})
