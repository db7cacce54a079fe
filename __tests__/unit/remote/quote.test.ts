import { describe, expect, test } from '@jest/globals'
import fc from 'fast-check'
import { execFileSync } from 'node:child_process'
import { loginLine, shellLine } from '../../../src/remote/quote.js'

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

describe('a line for a login shell of any kind', () => {
  const script = 'for one in "$@"; do printf "%s\\0" "$one"; done'
  const through = (given: readonly string[], shell: string): string[] =>
    execFileSync(shell, ['-c', loginLine(['sh', '-c', script, 'sh', ...given])], { cwd: '/' })
      .toString('utf8')
      .split('\0')
      .slice(0, -1)

  test('has nothing in it that a shell would read in its own way', () => {
    const [line, begin] = [loginLine(["it's", 'a\\', '!!', 'a\nb', '$(x)', 'ä']), 'exec sh -c']
    expect(line.startsWith(`${begin} 'eval "$(printf %b "$@")"' stack-action '`)).toBe(true)
    for (const word of line.split(' stack-action ')[1]?.split("' '") ?? [])
      expect(word).toMatch(/^'?(?:\\0[0-3][0-7]{2}|[A-Za-z0-9_ .,:=@%+/-])*'?$/)
  })

  test('gives words of any kind as they are, short and long', () => {
    const word = fc.string({ unit: 'binary' }).filter((one) => !one.includes('\0') && one.isWellFormed())
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 8 }), (given) => {
        expect(through(given, 'sh')).toEqual(given)
      }),
      { numRuns: 40 },
    )
    expect(through(['\\0101'.repeat(1000), "'".repeat(1001)], 'bash')).toEqual([
      '\\0101'.repeat(1000),
      "'".repeat(1001),
    ])
  })
})
