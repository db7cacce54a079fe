import { describe, expect, test } from '@jest/globals'
import fc from '../../property.js'
import { LineSplitter } from '../../../../src/run/suites/lines.js'
import { chunked } from '../../support.js'

describe('lines', () => {
  const lines = fc.array(
    fc.string({ unit: 'binary' }).map((line) => line.replace(/[\r\n\ufeff]/g, '')),
    { maxLength: 10 },
  )

  test('stay whole whatever the chunks, on both streams at once', () => {
    fc.assert(
      fc.property(lines, lines, fc.array(fc.integer({ min: 1, max: 7 })), (out, err, sizes) => {
        const got: string[] = []
        const splitter = new LineSplitter((line) => got.push(line))
        const streams = (['stdout', 'stderr'] as const).map((stream) => ({
          stream,
          chunks: chunked(
            (stream === 'stdout' ? out.map((line) => `o${line}\n`) : err.map((line) => `e${line}\n`)).join(''),
            sizes,
          ),
        }))
        for (let turn = 0; streams.some(({ chunks }) => turn < chunks.length); turn++) {
          for (const { stream, chunks } of streams) {
            const chunk = chunks[turn]
            if (chunk !== undefined) splitter.push(stream, chunk)
          }
        }
        splitter.end()
        expect(got.filter((line) => line.startsWith('o'))).toEqual(out.map((line) => `o${line}`))
        expect(got.filter((line) => line.startsWith('e'))).toEqual(err.map((line) => `e${line}`))
      }),
    )
  })

  const split = (...chunks: (string | Buffer)[]): string[] => {
    const got: string[] = []
    const splitter = new LineSplitter((line) => got.push(line))
    for (const chunk of chunks) splitter.push('stdout', Buffer.from(chunk))
    splitter.end()
    return got
  }

  test.each([
    [['a\nb\n'], ['a', 'b']],
    [['a', 'b'], ['ab']],
    [['a\r\nb\r\n'], ['a', 'b']],
    [['10%\r50%\r100%\n'], ['100%']],
    [['\n\na'], ['', '', 'a']],
    [[], []],
  ])('%j are the lines %j', (chunks, expected) => expect(split(...chunks)).toEqual(expected))

  test('a character that never comes to its end is shown as broken, not swallowed', () => {
    expect(split(Buffer.from('a€').subarray(0, 2))).toEqual(['a\ufffd'])
  })

  test('a line without end is cut before it fills the memory, and no character with it', () => {
    const got = split(...Array.from({ length: 300 }, () => '😀'.repeat(300)))
    expect(got.length).toBeGreaterThan(1)
    expect(got.join('')).toBe('😀'.repeat(90_000))
    for (const line of got) expect(line).toMatch(/^(😀)+$/u)
  })

  test('the last forty are remembered', () => {
    const splitter = new LineSplitter(() => undefined)
    for (let n = 0; n < 100; n++) splitter.push(n % 2 === 0 ? 'stdout' : 'stderr', Buffer.from(`${n}\n`))
    expect(splitter.tail).toEqual(Array.from({ length: 40 }, (_, index) => String(index + 60)))
  })
})
