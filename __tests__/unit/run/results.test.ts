import { expect, test } from '@jest/globals'
import { digestOf, emptyResults, type ImageResult, isBroken, isTested } from '../../../src/run/results.js'
import { imageResult, planOf, plannedImage, resultsOf } from '../support.js'

const start = new Date('2026-04-01T10:00:00Z')

test('before a run nothing is done', () => {
  const plan = planOf([plannedImage('a'), plannedImage('b', { action: 'skip' })])
  const results = emptyResults(plan, 'run', '29.0', start, undefined)
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
  const suites = [{ name: 's', kind: 'command', outcome: 'failed', ms: 1 } as const]
  const previous = resultsOf([
    imageResult('a', { fingerprint: 'same', build, suites, published: [{ ref: 'x', digest: 'y' }] }),
    imageResult('b', { fingerprint: 'old', build, suites }),
  ])
  const plan = planOf([plannedImage('a', { fingerprint: 'same' }), plannedImage('b', { fingerprint: 'new' })])
  const [a, b] = emptyResults(plan, 'push', '29', start, previous).images
  expect(a).toMatchObject({ build, suites, published: [], outcome: 'cancelled' })
  expect(b).toMatchObject({ suites: [], published: [] })
  expect(b?.build).toBeUndefined()
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
  const suites = Object.entries(outcomes).map(([name, outcome]) => ({ name, kind: 'command' as const, outcome, ms: 1 }))
  const image = imageResult('a', { expected, suites })
  expect([isTested(image), isBroken(image)]).toEqual([tested, broken])
})
