import { expect, test } from '@jest/globals'
import { decodeStatus } from '../../../../src/docker/buildx/rawjson.js'
import fc from '../../property.js'

test('a line as buildx 0.29.1 writes it', () => {
  const line =
    '{"vertexes":[{"digest":"sha256:92","inputs":["sha256:98"],"name":"[2/2] RUN echo err \\u003e\\u00262; exit 3","started":"2026-11-21T12:39:22.423464396Z","completed":"2026-11-21T12:39:22.603046187Z","error":"exit code: 3"},{"digest":"sha256:98","name":"[1/2] FROM debian","cached":true}],"statuses":[{"id":"transferring","vertex":"sha256:98","current":29}],"logs":[{"vertex":"sha256:92","stream":1,"data":"Z3LDtsOfZXIK","timestamp":"2026-11-21T12:39:22.595582088Z"},{"vertex":"sha256:92","stream":2,"data":"ZXJyCg==","timestamp":"2026-11-21T12:39:22.595550406Z"}],"warnings":[{"vertex":"sha256:98","level":1,"short":"SW52YWxpZA=="}]}'
  const at = Date.UTC(2026, 10, 21, 12, 39, 22)
  expect(decodeStatus(line)).toEqual({
    vertexes: [
      {
        digest: 'sha256:92',
        name: '[2/2] RUN echo err >&2; exit 3',
        cached: false,
        started: at + 423,
        completed: at + 603,
        error: 'exit code: 3',
      },
      {
        digest: 'sha256:98',
        name: '[1/2] FROM debian',
        cached: true,
        started: undefined,
        completed: undefined,
        error: '',
      },
    ],
    logs: [
      { vertex: 'sha256:92', stream: 'stdout', at: at + 595, data: Buffer.from('größer\n') },
      { vertex: 'sha256:92', stream: 'stderr', at: at + 595, data: Buffer.from('err\n') },
    ],
    warnings: [{ vertex: 'sha256:98', text: 'Invalid' }],
  })
})

test.each(['', 'ERROR: failed to build', '   1 | FROM x', '{', '{"vertexes":', '[]', 'null', '"x"', '7'])(
  'is none of the trace: %j',
  (line) => expect(decodeStatus(line)).toBeUndefined(),
)

test('whatever JSON there is, it is a trace or none, and never an error', () => {
  const shape = { vertexes: fc.jsonValue(), logs: fc.jsonValue(), warnings: fc.jsonValue() }
  fc.assert(
    fc.property(fc.oneof(fc.record(shape), fc.jsonValue()), (value) => {
      const trace = decodeStatus(JSON.stringify(value))
      if (trace !== undefined) expect(Object.keys(trace)).toEqual(['vertexes', 'logs', 'warnings'])
    }),
  )
})
