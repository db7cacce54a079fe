import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import {
  clip,
  columns,
  durationText,
  fenced,
  lastState,
  markdown,
  plain,
  shortDigest,
  sizeText,
} from '../../../src/shared/text.js'

/** Text that tries to get out: control characters, escape sequences, Markdown, any Unicode. */
const hostile = fc.oneof(
  fc.string({ unit: 'binary' }),
  fc
    .array(
      fc.constantFrom(
        '|',
        '`',
        '```',
        '\n',
        '\r',
        '\u2028',
        '\u001b[31m',
        '\u001b]8;;x\u0007',
        '<b>',
        '](x)',
        '&#124;',
        '\\',
        '@a',
        '#1',
        '::error::',
        ' ',
        'a',
      ),
    )
    .map((pieces) => pieces.join('')),
)

test.each([
  [0, '0.0s'],
  [12_449, '12.4s'],
  [59_940, '59.9s'],
  [59_960, '1m00s'],
  [185_000, '3m05s'],
  [3_599_600, '1h00m'],
  [3_720_000, '1h02m'],
  [90_000_000, '25h00m'],
])('%i ms are %s', (ms, text) => expect(durationText(ms)).toBe(text))

test.each([
  [0, '0 B'],
  [999, '999 B'],
  [1000, '1.0 kB'],
  [99_940, '99.9 kB'],
  [954_321, '954 kB'],
  [999_500, '1.0 MB'],
  [1_234_567_890, '1.2 GB'],
  [5e15, '5000 TB'],
])('%i bytes are %s', (bytes, text) => expect(sizeText(bytes)).toBe(text))

test('a digest is shown as docker shows it', () => {
  expect(shortDigest(`sha256:${'0123456789abcdef'.repeat(4)}`)).toBe('0123456789ab')
})

describe('plain', () => {
  test.each([
    ['a\nb', 'a b'],
    ['a\r\n\tb', 'a b'],
    ['\u001b[31mred\u001b[0m', 'red'],
    ['\u001b]8;;https://x\u0007link\u001b]8;;\u0007', 'link'],
    ['abc\u202ecba', 'abc cba'],
    ['a\u2028b\u2029c\u0085d', 'a b c d'],
    ['\u0000', ' '],
    ['naïve 日本 😀', 'naïve 日本 😀'],
  ])('%j is %j', (text, expected) => expect(plain(text)).toBe(expected))

  test('is one harmless line, whatever the text', () => {
    fc.assert(
      fc.property(hostile, (text) =>
        expect(plain(text)).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u),
      ),
    )
  })

  test('is calm: twice is once', () => {
    fc.assert(fc.property(hostile, (text) => expect(plain(plain(text))).toBe(plain(text))))
  })
})

describe('markdown', () => {
  test.each([
    ['a|b', 'a&#124;b'],
    ['[x](y)', '&#91;x&#93;&#40;y&#41;'],
    ['<b>', '&#60;b&#62;'],
    ['&amp;', '&#38;amp;'],
    ['@user #1', '&#64;user &#35;1'],
    ['- a\n- b', '&#45; a &#45; b'],
  ])('%j is %j', (text, expected) => expect(markdown(text)).toBe(expected))

  test('never leaves its cell and never means anything', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const shown = markdown(text)
        expect(shown.replace(/&#\d+;/g, '')).not.toMatch(/[\\`*_{}[\]<>()#+!|~&$@\n\r-]/)
        expect(`| ${shown} | x |`.split('|')).toHaveLength(4)
      }),
    )
  })

  test('shows the text as it was: entities turned back give it', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        expect(markdown(text).replace(/&#(\d+);/g, (_all, code: string) => String.fromCharCode(Number(code)))).toBe(
          plain(text),
        )
      }),
    )
  })
})

describe('fenced', () => {
  test('nothing in it closes the fence', () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const [open = '', ...rest] = fenced(text).split('\n')
        expect(open).toMatch(/^`{3,}$/)
        expect(rest.at(-1)).toBe(open)
        expect(rest.slice(0, -1).join('\n')).toBe(text)
        expect(text).not.toContain(open)
      }),
    )
  })

  test('holds a text of two hundred thousand back-ticks', () => {
    expect(fenced('` '.repeat(200_000)).startsWith('```\n')).toBe(true)
  })
})

describe('clip', () => {
  test.each([
    ['abc', 3, 'abc'],
    ['abcd', 3, 'ab…'],
    ['abc', 1, '…'],
    ['', 0, ''],
    ['😀😀', 2, '…'],
    ['a😀b', 3, 'a…'],
  ])('%j in %i columns is %j', (text, width, expected) => expect(clip(text, width)).toBe(expected))

  test('is never too long and never cuts a character in two', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 20 }), (text, width) => {
        expect(clip(text, width).length).toBeLessThanOrEqual(width)
        expect(Buffer.from(clip(text, width)).toString()).toBe(clip(text, width))
      }),
    )
  })
})

test('columns line up and end without blanks', () => {
  expect(columns([['a', 'bb', ''], ['aaa', 'b', 'c'], []])).toEqual(['a    bb', 'aaa  b   c', ''])
})

describe('the last state of a line', () => {
  test.each([
    ['', ''],
    ['abc', 'abc'],
    ['10%\r50%\r100%', '100%'],
    ['done\r', 'done'],
    ['a\rb\r\r\r', 'b'],
    ['\r\r', ''],
    ['\rx', 'x'],
  ])('of %j is %j', (line, expected) => expect(lastState(line)).toBe(expected))

  test('is what a screen shows', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('\r', 'a', 'bc'), { maxLength: 8 }).map((pieces) => pieces.join('')),
        (line) => {
          expect(lastState(line)).toBe(line.split('\r').findLast((state) => state !== '') ?? '')
        },
      ),
    )
  })

  test('is found at once in a line of carriage returns', () => {
    expect(lastState(`${'\r'.repeat(1_000_000)}x${'\r'.repeat(1_000_000)}`)).toBe('x')
  })
})
