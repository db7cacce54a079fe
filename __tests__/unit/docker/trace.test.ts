import { expect, test } from '@jest/globals'
import fc from '../property.js'
import { decodeTrace, type Trace, type Vertex, type VertexLog, type VertexWarning } from '../../../src/docker/trace.js'
import { bytes, fixed, text, timestamp, varint } from './wire.js'

const words = fc.string({ unit: 'grapheme', maxLength: 40 })
const time = fc.integer({ min: 0, max: 4_000_000_000_000 })
const vertex: fc.Arbitrary<Vertex> = fc.record({
  digest: words,
  name: words,
  cached: fc.boolean(),
  started: fc.option(time, { nil: undefined }),
  completed: fc.option(time, { nil: undefined }),
  error: words,
})
const log: fc.Arbitrary<VertexLog> = fc.record({
  vertex: words,
  stream: fc.constantFrom('stdout' as const, 'stderr' as const),
  at: time,
  data: fc.uint8Array({ maxLength: 100 }).map((data) => Buffer.from(data)),
})
const warning: fc.Arbitrary<VertexWarning> = fc.record({ vertex: words, text: words })
const trace: fc.Arbitrary<Trace> = fc.record({
  vertexes: fc.array(vertex, { maxLength: 4 }),
  logs: fc.array(log, { maxLength: 4 }),
  warnings: fc.array(warning, { maxLength: 2 }),
})

/** As BuildKit writes it, with fields that we do not read in between. */
function encode({ vertexes, logs, warnings }: Trace): Buffer {
  return Buffer.concat([
    ...vertexes.map((one) =>
      bytes(
        1,
        Buffer.concat([
          text(1, one.digest),
          text(2, 'an input'),
          text(3, one.name),
          varint(4, one.cached ? 1n : 0n),
          ...(one.started === undefined ? [] : [timestamp(5, one.started)]),
          ...(one.completed === undefined ? [] : [timestamp(6, one.completed)]),
          text(7, one.error),
          text(8, 'progress group'),
        ]),
      ),
    ),
    text(2, 'a status'),
    ...logs.map((one) =>
      bytes(
        3,
        Buffer.concat([
          text(1, one.vertex),
          timestamp(2, one.at),
          varint(3, one.stream === 'stderr' ? 2n : 1n),
          bytes(4, one.data),
        ]),
      ),
    ),
    ...warnings.map((one) => bytes(4, Buffer.concat([text(1, one.vertex), varint(2, 1n), text(3, one.text)]))),
    fixed(99, 8),
  ])
}

test('what BuildKit says is what we hear', () => {
  fc.assert(fc.property(trace, (said) => expect(decodeTrace(encode(said).toString('base64'))).toEqual(said)))
})

test('times keep fractions of a millisecond', () => {
  const started = bytes(5, Buffer.concat([varint(1, 1n), varint(2, 1_500_000n)]))
  expect(decodeTrace(bytes(1, started).toString('base64')).vertexes[0]?.started).toBe(1001.5)
})

test('what is cut short is a RangeError', () => {
  const wire = encode({
    vertexes: [{ digest: 'sha256:a', name: '[1/1] FROM x', cached: true, started: 1, completed: 2, error: '' }],
    logs: [],
    warnings: [],
  })
  const inside = bytes(1, Buffer.from([0x0a, 0x05, 0x61]))
  expect(() => decodeTrace(wire.subarray(0, 20).toString('base64'))).toThrow(RangeError)
  expect(() => decodeTrace(inside.toString('base64'))).toThrow(RangeError)
})

test('any text at all is a trace or a RangeError', () => {
  fc.assert(
    fc.property(fc.oneof(fc.string(), fc.base64String()), (aux) => {
      try {
        decodeTrace(aux)
      } catch (error) {
        expect(error).toBeInstanceOf(RangeError)
      }
    }),
  )
  expect(decodeTrace('')).toEqual({ vertexes: [], logs: [], warnings: [] })
})
