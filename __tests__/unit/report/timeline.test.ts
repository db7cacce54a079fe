import { describe, expect, test } from '@jest/globals'
import mermaid from 'mermaid'
import { timelineMermaid } from '../../../src/report/timeline/mermaid.js'
import { timelineOf, withMost, type Timeline } from '../../../src/report/timeline/spans.js'
import type { ImageResult, StepTime } from '../../../src/run/results.js'
import fc from '../property.js'
import { imageResult, plannedImage, planOf, resultsOf } from '../support.js'
import { anyName } from './names.js'

const step = (name: StepTime['step'], at: number, ms: number, outcome: StepTime['outcome'] = 'passed'): StepTime => ({
  ...{ step: name, at, ms, outcome },
})
const image = (id: string, ...steps: StepTime[]): ImageResult => imageResult(id, { steps })
/** `build base`, for the steps that the end waited for. */
const chainOf = (timeline: Timeline | undefined): string[] =>
  timeline?.rows.flatMap(({ spans }) =>
    spans.filter((span) => span.critical).map((span) => `${span.step} ${span.image}`),
  ) ?? []

describe('what the end of a run waited for', () => {
  const plan = planOf([plannedImage('base'), plannedImage('leaf', { parents: ['base'] }), plannedImage('other')])

  test('is the last step, then what that one waited for: its own steps and those of parents', () => {
    const results = resultsOf([
      image('base', step('build', 0, 1000), step('test', 1000, 300)),
      image('leaf', step('build', 1010, 2000), step('test', 3020, 900)),
      image('other', step('build', 0, 900)),
    ])
    expect(chainOf(timelineOf(results, plan))).toEqual(['build base', 'build leaf', 'test leaf'])
  })

  test('is a place to run in, where nothing else kept it', () => {
    const results = resultsOf([
      image('base', step('build', 0, 1000)),
      image('leaf', step('build', 1000, 500), step('test', 9000, 900)),
      image('other', step('build', 0, 100), step('test', 100, 8890)),
    ])
    expect(chainOf(timelineOf(results, plan))).toEqual(['build other', 'test other', 'test leaf'])
  })

  test('is never what was stopped because of something else', () => {
    const results = resultsOf([
      image('base', step('build', 0, 1000), step('test', 1000, 4000, 'failed')),
      image('leaf', step('build', 1000, 4010, 'cancelled')),
    ])
    expect(chainOf(timelineOf(results, plan))).toEqual(['build base', 'test base'])
  })

  test('always ends with the last step, and goes back in time', () => {
    const steps = fc.array(fc.record({ at: fc.nat(5000), ms: fc.nat(2000) }), { maxLength: 4 })
    fc.assert(
      fc.property(fc.array(steps, { minLength: 1, maxLength: 6 }), (all) => {
        const names = ['build', 'test', 'push', 'info'] as const
        const images = all.map((own, at) =>
          image(`i${at}`, ...own.map((one, index) => step(names[index] ?? 'build', one.at, one.ms))),
        )
        const timeline = timelineOf(resultsOf(images), planOf(images.map(({ id }) => plannedImage(id))))
        const spans = timeline?.rows.flatMap((row) => row.spans) ?? []
        const chain = spans.filter((span) => span.critical).sort((a, b) => b.at + b.ms - (a.at + a.ms))
        const end = Math.max(...spans.map((span) => span.at + span.ms))
        expect(chain.length > 0).toBe(spans.length > 0)
        if (chain[0] !== undefined) expect(chain[0].at + chain[0].ms).toBe(end)
      }),
    )
  })
})

test('of a run in which nothing went on there is none', () => {
  expect(timelineOf(resultsOf([imageResult('a'), image('b')]))).toBeUndefined()
})

test('of too many bars those stay that the end waited for, then what failed, then the longest', () => {
  const results = resultsOf([
    image('long', step('build', 0, 5000)),
    image('last', step('build', 4000, 10), step('test', 4010, 2000)),
    image('red', step('build', 0, 20, 'failed')),
    image('short', step('build', 0, 30)),
  ])
  const all = timelineOf(results, planOf([plannedImage('last')])) as Timeline
  const { timeline, left } = withMost(all, 4)
  expect(left).toBe(1)
  expect(timeline.rows.map((row) => row.image)).toEqual(['long', 'red', 'last'])
  expect(withMost(all, 5)).toEqual({ timeline: all, left: 0 })
})

interface GanttDb {
  getTasks(): {
    section: string
    task: string
    startTime: Date
    endTime: Date
    crit: boolean
    active: boolean
    done: boolean
  }[]
}
/** What Mermaid itself finds in a chart. */
async function read(text: string): Promise<ReturnType<GanttDb['getTasks']>> {
  await mermaid.parse(text)
  // The way to what was read has no other name; a version without it fails here.
  // eslint-disable-next-line @typescript-eslint/no-deprecated
  const { db } = await mermaid.mermaidAPI.getDiagramFromText(text)
  return (db as unknown as GanttDb).getTasks()
}
const shown = (text: string): string =>
  text.replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code))).replaceAll('\u2060', '')

describe('the chart, as Mermaid reads it', () => {
  test('has a section for each image, and a bar for each step', async () => {
    const results = resultsOf([
      image('base-notebook', step('build', 33, 61_000), step('test', 61_033, 1, 'failed')),
      image('leaf', step('build', 61_040, 90, 'cancelled')),
    ])
    const text = timelineMermaid(timelineOf(results) as Timeline)
    const tasks = await read(text)
    expect(tasks.map(({ section, task }) => [section, task.trim()])).toEqual([
      ['base-notebook', '◆ build 1m01s'],
      ['base-notebook', '◆ test 1ms failed'],
      ['leaf', 'build 90ms cancelled'],
    ])
    expect(tasks.map(({ crit, active, done }) => [crit, active, done].map(Boolean))).toEqual([
      [false, true, false],
      [true, false, false],
      [false, false, true],
    ])
    const [first, second] = tasks
    expect([first?.startTime.getSeconds(), first?.startTime.getMilliseconds()]).toEqual([0, 33])
    expect(Number(second?.startTime) - Number(first?.startTime)).toBe(61_000)
    expect(Number(first?.endTime) - Number(first?.startTime)).toBe(61_000)
    expect(text).toContain('  axisFormat %-M:%S\n  tickInterval 10second\n')
  })

  test.each([
    ['a: b'],
    ['a # b; c, d'],
    ['"quoted" %%{init: {"theme": "dark"}}%%'],
    ['one\ntwo\n  section three\n  x :a, b'],
    ['title x'],
    ['<img src=x onerror=alert(1)>'],
    ['click b0 href "https://x.org"'],
    ['%% remark'],
    ['end'],
    [''],
    ['漢字🚀'],
  ])('the name %j is a name and nothing else', async (name) => {
    const results = resultsOf([image(name, step('build', 0, 10)), image('next', step('build', 0, 10))])
    const tasks = await read(timelineMermaid(timelineOf(results) as Timeline))
    expect(tasks.map(({ task }) => task)).toHaveLength(2)
    expect(tasks.map(({ section }) => shown(section))[1]).toBe('next')
    if (name.length < 26 && name !== '') expect(shown(tasks[0]?.section ?? '')).toBe(name)
  })

  test('whatever the names, every image has its section', async () => {
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(anyName, { minLength: 1, maxLength: 6 }), async (names) => {
        const results = resultsOf(names.map((name, at) => image(name, step('build', at, 10))))
        const tasks = await read(timelineMermaid(timelineOf(results) as Timeline))
        expect(tasks).toHaveLength(names.length)
        expect(new Set(tasks.map(({ section }) => section)).size).toBe(names.length)
      }),
    )
  })

  test.each([
    [900, '%-S.%Ls', '100millisecond'],
    [2_900, '%-S.%Ls', '500millisecond'],
    // Not twice: 0s 1s 1s 2s 2s.
    [5_500, '%-Ss', '1second'],
    [50_000, '%-Ss', '5second'],
    [3_500_000, '%-M:%S', '5minute'],
    [20_000_000, '%-H:%M:%S', '30minute'],
    [400_000_000, '%-H:%M:%S', '12hour'],
  ])('of %d ms has an axis with few marks', async (ms, axis, tick) => {
    const text = timelineMermaid(timelineOf(resultsOf([image('a', step('build', 0, ms))], { ms })) as Timeline)
    expect(text).toContain(`  axisFormat ${axis}\n  tickInterval ${tick}\n`)
    expect(await read(text)).toHaveLength(1)
  })
})
