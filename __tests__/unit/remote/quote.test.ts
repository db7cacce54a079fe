import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { shellLine } from '../../../src/remote/quote.js'

/** What a real shell makes of a line: its words, one after another, each ended by a NUL. */
function words(line: string, shell = 'sh'): string[] {
  const said = execFileSync(shell, ['-c', `for word in ${line}; do printf '%s\\0' "$word"; done`], { cwd: '/' })
  return said.toString('utf8').split('\0').slice(0, -1)
}

describe('words for a remote shell', () => {
  test.each([
    [['pytest', '/opt/tests'], `'pytest' '/opt/tests'`],
    [["it's"], String.raw`'it'\''s'`],
    [[''], `''`],
    [['$(touch x)', '`touch x`', '; rm -rf ~', 'a\nb'], "'$(touch x)' '`touch x`' '; rm -rf ~' 'a\nb'"],
  ])('%j', (given, line) => {
    expect(shellLine(given)).toBe(line)
    expect(words(line)).toEqual(given)
  })

  test.each(['sh', 'bash'])('come out of a real %s as they went in, whatever is in them', (shell) => {
    const hostile = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string({
        unit: fc.constantFrom("'", '"', '\\', '$', '`', '\n', '\r', ' ', '*', '~', '!', ';', '(', ')', '-', 'ä'),
      }),
    )
    // What is no text (half a surrogate pair) does not survive being an argument; that is no matter of quoting.
    const word = hostile.filter((one) => !one.includes('\0') && one.isWellFormed())
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (given) => {
        expect(words(shellLine(given), shell)).toEqual(given)
      }),
      { numRuns: 60 },
    )
  })

  test('a NUL is refused: no program can be given one', () => {
    expect(() => shellLine(['a', 'b\0c'])).toThrow(String.raw`"b\u0000c"`)
  })
})
