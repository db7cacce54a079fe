import { expect, test } from '@jest/globals'
import fc from 'fast-check'
import { afterFirstLine } from '../../../src/remote/first-line.js'

const MARK = '0123456789abcdef0123456789abcdef'

/** What comes out of a stream that arrives in the given pieces. */
function through(pieces: readonly Buffer[]): { noise: string; out: string; began: unknown } {
  const [noise, out]: [Buffer[], Buffer[]] = [[], []]
  const first = afterFirstLine(
    MARK,
    (data) => noise.push(data),
    (data) => out.push(data),
  )
  for (const piece of pieces) first.push(piece)
  first.end()
  return { noise: Buffer.concat(noise).toString(), out: Buffer.concat(out).toString('latin1'), began: first.began() }
}

test.each<[string, object]>([
  [`${MARK} 42 S 7 42 42 0 -1\nout`, { noise: '', out: 'out', began: { pid: '42', group: '42', session: '42' } }],
  // Somebody else's session must not be ended.
  [`${MARK} 42 S 7 7 7 0 -1\n`, { began: { pid: '42', group: '-', session: '-' } }],
  [`${MARK} 42 - - 42 -\n`, { began: { pid: '42', group: '42', session: '-' } }],
  [`${MARK} 42 - -  -\n`, { began: { pid: '42', group: '-', session: '-' } }],
  [`${MARK} -1 S 7 -1 -1\n`, { began: { pid: '-', group: '-', session: '-' } }],
  [`Welcome!${MARK} 42 S 7 42 42\n${MARK} 43 S 7 43 43\n`, { noise: 'Welcome!', out: `${MARK} 43 S 7 43 43\n` }],
  ['no such line', { noise: 'no such line', out: '', began: undefined }],
])('%j', (text, expected) => {
  expect(through([Buffer.from(text)])).toMatchObject(expected)
})

test('however it is cut into pieces', () => {
  const whole = Buffer.concat([Buffer.from(`noise\n${MARK} 42 S 7 42 42 x\n`), Buffer.from([0, 255, 10, 13])])
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 0, max: whole.length }), { maxLength: 12 }), (cuts) => {
      const at = [0, ...cuts.toSorted((a, b) => a - b), whole.length]
      const pieces = at.slice(1).map((end, index) => whole.subarray(at[index], end))
      expect(through(pieces)).toEqual({
        ...{ noise: 'noise\n', out: '\u0000\u00ff\n\r' },
        began: { pid: '42', group: '42', session: '42' },
      })
    }),
  )
})
