import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { BuildLog } from '../../../src/docker/buildlog.js'
import type { Trace, Vertex, VertexLog } from '../../../src/docker/trace.js'
import { chunked } from '../support.js'

const vertex = (digest: string, more: Partial<Vertex> = {}): Vertex => ({
  digest,
  name: `[1/1] RUN ${digest}`,
  cached: false,
  started: 1000,
  completed: undefined,
  error: '',
  ...more,
})
const output = (
  digest: string,
  data: string | Buffer,
  at = 1500,
  stream: VertexLog['stream'] = 'stdout',
): VertexLog => ({
  vertex: digest,
  stream,
  at,
  data: Buffer.from(data),
})
const trace = (vertexes: Vertex[], logs: VertexLog[] = []): Trace => ({ vertexes, logs, warnings: [] })

test('a build reads like docker build --progress=plain', () => {
  const log = new BuildLog()
  expect(log.add(trace([vertex('a', { started: undefined })]))).toEqual([])
  expect(log.add(trace([vertex('a')]))).toEqual(['#1 [1/1] RUN a'])
  expect(log.add(trace([], [output('a', 'one\ntw')]))).toEqual(['#1 0.500 one'])
  expect(log.add(trace([], [output('a', 'o\n', 2250), output('a', 'warn\n', 2300, 'stderr')]))).toEqual([
    '#1 1.250 two',
    '#1 1.300 warn',
  ])
  expect(log.add(trace([vertex('b', { cached: true, completed: 1000 })]))).toEqual(['#2 [1/1] RUN b', '#2 CACHED'])
  expect(log.add(trace([vertex('a', { completed: 3500 })], [output('a', 'last')]))).toEqual(['#1 last', '#1 DONE 2.5s'])
  expect(log.add({ vertexes: [], logs: [], warnings: [{ vertex: 'a', text: 'old syntax' }] })).toEqual([
    'warning: old syntax',
  ])
  expect(log.add(trace([vertex('a', { completed: 3500 })]))).toEqual([])
})

test('lines stay whole whatever the chunks', () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 20 }).map((text) => text.replace(/[\p{Cc}\ufeff]/gu, ''))
  fc.assert(
    fc.property(fc.array(line, { maxLength: 8 }), fc.array(fc.integer({ min: 1, max: 5 })), (lines, sizes) => {
      const log = new BuildLog()
      const got = log.add(trace([vertex('a')]))
      for (const chunk of chunked(lines.map((text) => `${text}\n`).join(''), sizes))
        got.push(...log.add(trace([], [output('a', chunk)])))
      expect(got).toEqual(['#1 [1/1] RUN a', ...lines.map((text) => `#1 0.500 ${text}`)])
    }),
  )
})

test('the two streams of a step do not mix their lines', () => {
  const log = new BuildLog()
  log.add(trace([vertex('a')], [output('a', 'out-'), output('a', 'err-', 1500, 'stderr')]))
  expect(log.add(trace([], [output('a', 'end\n'), output('a', 'end\n', 1500, 'stderr')]))).toEqual([
    '#1 0.500 out-end',
    '#1 0.500 err-end',
  ])
})

test('of a progress bar the last state is kept; names are one harmless line', () => {
  const log = new BuildLog()
  const name = 'RUN <<EOF\n\u001b[31mred\nEOF'
  expect(log.add(trace([vertex('a', { name })], [output('a', '10%\r50%\r100%\r\n')]))).toEqual([
    '#1 RUN <<EOF red EOF',
    '#1 0.500 100%',
  ])
})

test('output of a step that was never named is dropped', () => {
  expect(new BuildLog().add(trace([], [output('x', 'a\n')]))).toEqual([])
})

test('the steps of the Dockerfile have their times, and what BuildKit does for itself is none', () => {
  const log = new BuildLog()
  log.add(
    trace([
      vertex('i', { name: '[internal] load build definition', completed: 1100 }),
      vertex('f', { name: '[1/2] FROM x', cached: true, completed: 1000 }),
      vertex('r', { name: '[2/2] RUN make', completed: 3000 }),
      vertex('n', { name: '[other 1/1] RUN never', started: undefined }),
      vertex('e', { name: 'exporting to image' }),
    ]),
  )
  expect(log.steps()).toEqual([
    { name: '[1/2] FROM x', cached: true, ms: 0 },
    { name: '[2/2] RUN make', cached: false, ms: 2000 },
    { name: '[other 1/1] RUN never', cached: false, ms: undefined },
  ])
})

describe('a failure', () => {
  test('names the step, its exit status and its last lines', () => {
    const log = new BuildLog()
    const lines = Array.from({ length: 40 }, (_, n) => `line ${n}\n`).join('')
    log.add(
      trace([
        vertex('other', { name: '[2/3] RUN long', error: 'context canceled' }),
        vertex('a', { name: '[3/3] RUN make' }),
      ]),
    )
    const got = log.add(
      trace(
        [vertex('a', { name: '[3/3] RUN make', error: 'process "make" did not complete: exit code: 2' })],
        [output('a', lines)],
      ),
    )
    expect(got.at(-1)).toBe('#2 ERROR: process "make" did not complete: exit code: 2')
    expect(log.failure('failed to solve: process "make" did not complete successfully: exit code: 2')).toEqual({
      message: '[3/3] RUN make ended with exit status 2',
      evidence: Array.from({ length: 12 }, (_, n) => `line ${n + 28}`),
      remedy: undefined,
    })
  })

  test('without an exit status has the error of the step', () => {
    const log = new BuildLog()
    log.add(trace([vertex('a', { name: '[1/1] COPY x /', error: '"/x": not found' })]))
    expect(log.failure('failed to solve').message).toBe('[1/1] COPY x /: "/x": not found')
  })

  test.each([
    ['write /x: no space left on device', 'disk of the engine is full'],
    ['pull access denied, repository does not exist', 'cannot be pulled'],
    ['docker.io/library/nope:1: not found', 'cannot be pulled'],
    ['failed to do request: Head "https://r": dial tcp: lookup r: no such host', 'cannot be looked up'],
    ['dockerfile parse error on line 3: unknown instruction: RUNN', 'cannot be read'],
    ['exit code: 1', undefined],
  ])('without a step, %j has the engine’s words and a remedy', (engine, remedy) => {
    const failure = new BuildLog().failure(engine)
    expect(failure).toMatchObject({ message: engine, evidence: [] })
    if (remedy === undefined) expect(failure.remedy).toBeUndefined()
    else expect(failure.remedy).toContain(remedy)
  })
})
