import { describe, expect, test } from '@jest/globals'
import { changesOf, moveEvents, publishEvent, readRunFile, type RunFile } from '../../../../src/report/wiki/news.js'
import { imageResult, resultsOf } from '../../support.js'
import { digestOf } from './wiki-support.js'

const WHO = { by: 'ann', run: 'https://github.com/acme/images/actions/runs/7' }
const runOf = (...images: Parameters<typeof imageResult>[]): RunFile => {
  const file = readRunFile(JSON.parse(JSON.stringify(resultsOf(images.map((one) => imageResult(...one))))))
  if (file === undefined) throw new Error('this is no results.json')
  return file
}
const ref = (tag: string, host = 'ghcr.io/acme'): string => `${host}/base:${tag}`

describe('what runs published', () => {
  test('platforms are one image, jobs of a matrix one event; of several registries the first one’s names are shown', () => {
    const published = [
      { ref: ref('main'), digest: digestOf(1) },
      { ref: ref('a1b2c3d'), digest: digestOf(1) },
      { ref: ref('main', 'docker.io/acme'), digest: digestOf(1) },
    ]
    const runs = [
      runOf(['base/linux-amd64', { published }], ['base/linux-arm64', { published }], ['none', {}]),
      runOf(['leaf', { published: [{ ref: 'ghcr.io/acme/leaf:main', digest: digestOf(2) }] }]),
    ]
    expect(publishEvent(runs, WHO)).toEqual({
      // Its end, which is when it published.
      ...{ kind: 'publish', at: '2026-04-01T10:01:05.000Z', ...WHO, from: '' },
      images: [
        { id: 'base', refs: [ref('main'), ref('a1b2c3d')], digest: digestOf(1) },
        { id: 'leaf', refs: ['ghcr.io/acme/leaf:main'], digest: digestOf(2) },
      ],
    })
  })

  test.each([undefined, -5, 1e300, 'x', null])('a length of %j is none: the beginning is known', (ms) => {
    const published = [{ ref: ref('main'), digest: digestOf(1) }]
    const file = readRunFile({ ...(JSON.parse(JSON.stringify(runOf(['base', { published }]))) as object), ms })
    expect(publishEvent(file === undefined ? [] : [file], WHO)?.at).toBe('2026-04-01T10:00:00.000Z')
  })

  test('nothing published is no event, and what is no results.json is none', () => {
    expect(publishEvent([runOf(['base', {}])], WHO)).toBeUndefined()
    for (const none of [{}, null, { schema: 2 }, { ...resultsOf([]), images: [{ id: 1 }] }])
      expect(readRunFile(none)).toBeUndefined()
    const hostile = resultsOf([imageResult('base', { published: [{ ref: 'x/y:z-->', digest: digestOf(1) }] })])
    expect(readRunFile(hostile)).toBeUndefined()
  })
})

describe('what was moved', () => {
  const moves = {
    ...{ schema: 1, command: 'tag', outcome: 'passed', dryRun: false, operation: '20260401T100000-abcdef', ...WHO },
    ...{ at: '2026-04-01T10:00:00.000Z', from: 'main' },
    moved: [
      { image: 'base', ref: ref('stable'), old: null, new: digestOf(1), state: 'moved', from: ref('main') },
      { image: 'base', ref: ref('v1'), old: null, new: digestOf(1), state: 'unchanged', from: ref('main') },
    ],
  }

  test('names of an image that got the same digest are together', () => {
    expect(moveEvents(moves)).toEqual([
      {
        event: {
          ...{ kind: 'tag', at: moves.at, ...WHO, from: 'main' },
          images: [{ id: 'base', refs: [ref('stable'), ref('v1')], digest: digestOf(1) }],
        },
        sources: new Map([
          [ref('stable'), ref('main')],
          [ref('v1'), ref('main')],
        ]),
      },
    ])
  })

  test.each([
    ['a dry run', { ...moves, dryRun: true }],
    ['a list of what can be undone', { ...moves, operation: undefined }],
    ['names of the engine, which have no digests', { ...moves, moved: [{ ...moves.moved[0], new: 'abc' }] }],
    ['another file', { schema: 1 }],
    ['nothing', null],
  ])('%s is nothing', (_, value) => {
    expect(moveEvents(value)).toEqual([])
  })

  test('a release has an event for each stage that it came to, from the one below', () => {
    const stage = (name: string, how: string, outcome = 'passed') => ({
      ...{ stage: name, how, outcome },
      refs: [{ image: 'base', ref: ref(name), new: digestOf(1) }],
    })
    const release = {
      ...{ schema: 1, command: 'release', dryRun: false, local: false, ...WHO, at: moves.at, version: '1.2.3' },
      stages: [stage('local', 'run'), stage('dev', 'moved'), stage('prod', 'built', 'failed')],
    }
    expect(moveEvents(release).map(({ event }) => [event.kind, event.from, event.images[0]?.refs])).toEqual([
      ['release', '', [ref('local')]],
      ['release', 'local', [ref('dev')]],
    ])
    expect(moveEvents({ ...release, local: true })).toEqual([])
  })
})

test('a difference in short: all are counted, some are named', () => {
  const list = {
    added: [['attrs', '1']],
    removed: [['six', '2']],
    upgraded: [['numpy', '1.26', '2.0']],
    downgraded: [],
  } as const
  const counts = { added: 300, removed: 1, upgraded: 1, downgraded: 0 }
  expect(
    changesOf({ against: { ref: 'x:y' }, size: { before: 10, after: 7 }, lists: [{ ...list, counts }, list] }),
  ).toEqual({
    ...{ against: 'x:y', added: 301, removed: 2, upgraded: 2, downgraded: 0, bytes: -3 },
    some: ['numpy 1.26 → 2.0', '+attrs 1', '−six 2', 'numpy 1.26 → 2.0', '+attrs 1', '−six 2'],
  })
})
