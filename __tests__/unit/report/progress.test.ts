import { describe, expect, test } from '@jest/globals'
import { plainLine, ProgressBlock } from '../../../src/report/progress.js'
import type { RunEvent } from '../../../src/run/events.js'
import { imageResult, plannedImage, planOf, resultsOf } from '../support.js'

const suite = { name: 'smoke', kind: 'command', on: 'container', outcome: 'passed', ms: 300 } as const

test.each<[RunEvent, string | undefined]>([
  [{ type: 'step-start', image: 'a', step: 'build' }, 'a: build …'],
  [
    { type: 'step-end', image: 'a', step: 'build', outcome: 'passed', ms: 1500, message: 'x' },
    'a: build passed in 1.5s',
  ],
  [
    { type: 'step-end', image: 'a', step: 'test', outcome: 'failed', ms: 1500, message: 'bad\nthing' },
    'a: test failed in 1.5s: bad thing',
  ],
  [{ type: 'suite-end', image: 'a', suite, junit: undefined }, 'a: suite smoke passed in 0.3s'],
  [
    {
      type: 'suite-end',
      image: 'a',
      suite: { ...suite, counts: { total: 4, failed: 0, skipped: 0 } },
      junit: undefined,
    },
    'a: suite smoke passed (4 tests) in 0.3s',
  ],
  [
    {
      type: 'suite-end',
      image: 'a',
      suite: {
        ...suite,
        outcome: 'failed',
        counts: { total: 9, failed: 2, skipped: 0 },
        flaky: ['t'],
        unexpected: ['u', 'v'],
      },
      junit: undefined,
    },
    'a: suite smoke failed (9 tests, 2 failed, 1 flaky, 2 unexpected) in 0.3s',
  ],
  [
    {
      type: 'suite-end',
      image: 'a',
      suite: { ...suite, counts: { total: 1, failed: 0, skipped: 0 }, flaky: [], unexpected: [] },
      junit: undefined,
    },
    'a: suite smoke passed (1 test) in 0.3s',
  ],
  [{ type: 'step-start', image: 'a', step: 'integration' }, 'a: integration …'],
  [{ type: 'step-start', image: 'a\u001b[2J\nb', step: 'build' }, 'a b: build …'],
  [{ type: 'step-end', image: 'a\rb', step: 'build', outcome: 'passed', ms: 1500 }, 'a b: build passed in 1.5s'],
  [
    { type: 'suite-end', image: 'a\nb', suite: { ...suite, name: 's\u001b[31m\n::error::x' }, junit: undefined },
    'a b: suite s ::error::x passed in 0.3s',
  ],
  [{ type: 'suite-end', image: 'a', suite: { ...suite, outcome: 'off' }, junit: undefined }, undefined],
  [{ type: 'notice', text: 'mind\u001b[31m this' }, 'note: mind this'],
  [{ type: 'line', image: 'a', step: 'build', text: 'x' }, undefined],
  [{ type: 'run-end', results: resultsOf([]) }, undefined],
])('%j is %j in a log', (event, line) => expect(plainLine(event)).toBe(line))

describe('the block at a terminal', () => {
  const blockOf = (...ids: string[]): ProgressBlock => {
    const block = new ProgressBlock()
    const images = [...ids.map((id) => plannedImage(id)), plannedImage('skipped', { action: 'skip' })]
    block.add({ type: 'run-start', plan: planOf(images), results: resultsOf([]) }, 0)
    return block
  }

  test('shows for each image its step, its time and its last line', () => {
    const block = blockOf('base', 'leaf')
    block.add({ type: 'step-start', image: 'base', step: 'build' }, 1000)
    block.add({ type: 'line', image: 'base', step: 'build', text: '#1 \u001b[31mRUN make' }, 1500)
    block.add({ type: 'line', image: 'base', step: 'build', text: '   ' }, 1600)
    expect(block.render(3000, 80, 10)).toEqual(['▶ base  build 2.0s    #1 RUN make', '· leaf  waiting'])
    block.add({ type: 'step-end', image: 'base', step: 'build', outcome: 'passed', ms: 2000 }, 3000)
    block.add({ type: 'step-start', image: 'base', step: 'push' }, 3000)
    block.add({ type: 'step-start', image: 'base', step: 'info' }, 4000)
    expect(block.render(5000, 80, 10)[0]).toBe('▶ base  push 2.0s, info 1.0s')
    block.add({ type: 'step-end', image: 'base', step: 'push', outcome: 'failed', ms: 1, message: 'denied' }, 5000)
    expect(block.render(5000, 80, 10)[0]).toBe('✘ base  failed        denied')
    block.add(
      { type: 'image-end', result: imageResult('leaf', { outcome: 'cancelled', message: 'its parent base failed' }) },
      5000,
    )
    expect(block.render(5000, 80, 10)[1]).toBe('– leaf  cancelled     its parent base failed')
  })

  test('shows names as text', () => {
    expect(blockOf('a\u001b[2J\nb', 'long').render(0, 80, 10)).toEqual(['· a b   waiting', '· long  waiting'])
  })

  test('what concerns no image of the plan changes nothing', () => {
    const block = blockOf('base')
    const before = block.render(0, 80, 10)
    block.add({ type: 'step-start', image: 'unknown', step: 'build' }, 0)
    block.add({ type: 'step-start', image: 'skipped', step: 'build' }, 0)
    block.add({ type: 'notice', text: 'x' }, 0)
    expect(block.render(0, 80, 10)).toEqual(before)
  })

  test('is never wider or higher than the screen', () => {
    const ids = Array.from({ length: 50 }, (_, index) => `image-${index}`)
    const block = blockOf(...ids)
    for (const id of ids.slice(0, 30)) {
      block.add({ type: 'step-start', image: id, step: 'build' }, 0)
      block.add({ type: 'line', image: id, step: 'build', text: 'x'.repeat(500) }, 0)
    }
    block.add({ type: 'image-end', result: imageResult('image-49') }, 0)
    const lines = block.render(1000, 40, 12)
    expect(lines).toHaveLength(12)
    for (const line of lines) expect(line.length).toBeLessThanOrEqual(40)
    expect(lines.at(-1)).toBe('1 of 50 images done')
    expect(block.render(1000, 40, 1)).toEqual(['1 of 50 images done'])
  })

  test('shows what is reused like what is built', () => {
    const block = new ProgressBlock()
    const images = [plannedImage('a', { action: 'reuse' }), plannedImage('b', { action: 'skip' })]
    block.add({ type: 'run-start', plan: planOf(images), results: resultsOf([]) }, 0)
    block.add({ type: 'step-start', image: 'a', step: 'pull' }, 0)
    expect(block.render(1000, 80, 10)).toEqual(['▶ a  pull 1.0s'])
  })

  test('of nothing is nothing', () => expect(new ProgressBlock().render(0, 80, 10)).toEqual([]))
})
