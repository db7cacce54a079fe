import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { fitParts, fitting, type Part } from '../../../src/report/fitting.js'

test.each([
  [[], 0, 0],
  [['a'], 2, 1],
  [['a'], 1, 0],
  [['a', 'b', 'c'], 5, 2],
  [['é'], 2, 0],
  [['é'], 3, 1],
  [['long', 'a'], 3, 0],
])('of %j in %d bytes %d have room', (lines, bytes, fits) => expect(fitting(lines, bytes)).toBe(fits))

describe('parts', () => {
  const part = (rows: number, more: Partial<Part> = {}): Part => ({
    ...{ open: ['<'], rows: Array.from({ length: rows }, (_, at) => `row ${at} ${'x'.repeat(40)}`), close: ['>'] },
    what: 'rows',
    ...more,
  })

  test('that have room are whole, in their order; empty ones are left out', () => {
    const lines = fitParts(
      [part(1, { share: 0.5 }), part(0), part(2, { open: ['b'] }), part(1, { share: 0.1 })],
      10_000,
    )
    expect(lines.map((line) => line.slice(0, 5))).toEqual([
      '<',
      'row 0',
      '>',
      'b',
      'row 0',
      'row 1',
      '>',
      '<',
      'row 0',
      '>',
    ])
  })

  test('lose rows from the end and say how many', () => {
    expect(fitParts([part(10)], 170).map((line) => line.slice(0, 40).trim())).toEqual([
      '<',
      expect.stringMatching(/^row 0 /) as unknown,
      expect.stringMatching(/^row 1 /) as unknown,
      '>',
      '(8 more rows are in results.json)',
      '',
    ])
  })

  test('without room for a row are a count, and without room for that nothing', () => {
    expect(fitParts([part(10)], 60)).toEqual(['(10 more rows are in results.json)', ''])
    expect(fitParts([part(10)], 30)).toEqual([])
  })

  test('with a share take no more, and what they leave is for the others', () => {
    const lines = fitParts([part(10), part(1000, { share: 0.1, open: ['b'] })], 4000)
    expect(lines.slice(0, 12).at(-1)).toBe('>')
    const second = lines.slice(lines.indexOf('b'))
    expect(Buffer.byteLength(second.join('\n'))).toBeLessThanOrEqual(400)
    expect(second.at(-2)).toMatch(/^\(99\d more rows/)
  })

  test('never have more bytes than they may', () => {
    const anyPart = fc.record({
      ...{ open: fc.array(fc.string()), rows: fc.array(fc.string({ maxLength: 200 })), close: fc.array(fc.string()) },
      ...{ what: fc.constant('rows'), share: fc.double({ min: 0, max: 1, noNaN: true }) },
    })
    fc.assert(
      fc.property(fc.array(anyPart, { maxLength: 5 }), fc.nat(2000), (parts, bytes) => {
        const text = fitParts(parts, bytes)
          .map((line) => `${line}\n`)
          .join('')
        expect(Buffer.byteLength(text)).toBeLessThanOrEqual(bytes)
      }),
    )
  })
})
