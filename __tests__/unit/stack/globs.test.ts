import { describe, expect, test } from '@jest/globals'
import picomatch from 'picomatch'
import fc from '../property.js'
import { MAX_ALTERNATIVES, pathGlobs } from '../../../src/stack/globs.js'

const matches = (glob: string, path: string): boolean | undefined => pathGlobs(glob)?.some((one) => one.matches(path))
const fixed = (glob: string): string[] | undefined => pathGlobs(glob)?.map((one) => one.fixed)

test.each<[string, string[], string[]]>([
  ['a', ['a', 'a/b'], ['ab', 'b/a', 'A']],
  ['a/b/', ['a/b', 'a/b/c'], ['a', 'a/c']],
  ['./a//b', ['a/b'], ['a']],
  ['*.md', ['x.md', '.md', '.x.md', 'a\nb.md', 'x.md/y'], ['x.mdx', 'a/x.md']],
  ['**/*.md', ['x.md', 'a/b/x.md'], ['a/x']],
  ['a/**', ['a', 'a/b/c'], ['b/a']],
  ['a/**/b', ['a/b', 'a/x/y/b'], ['a/x', 'a']],
  ['**', ['a', 'a/b'], []],
  ['*/**', ['a/b', 'a/b/c'], ['a']],
  ['\\*/**', ['*', '*/a'], ['a']],
  ['a**b', ['ab', 'axb'], ['a/b']],
  ['a?c', ['abc'], ['ac', 'a/c', 'abbc']],
  ['[ab]x', ['ax', 'bx'], ['cx', 'x']],
  ['[!ab]x', ['cx'], ['ax', 'x']],
  ['[^a-c]', ['d'], ['b']],
  ['[]a]', [']', 'a'], ['b']],
  ['[a-]', ['-', 'a'], ['b']],
  ['[[:digit:][:upper:]_]', ['1', 'Z', '_'], ['a', ':']],
  ['[\\]]', [']'], ['\\']],
  ['[a', ['[a'], ['a']],
  ['{one,two}.txt', ['one.txt', 'two.txt'], ['three.txt', '.txt']],
  ['{a/{b,c},d}/x', ['a/b/x', 'a/c/x', 'd/x'], ['a/x', 'b/x']],
  ['a{,b}', ['a', 'ab'], ['b']],
  ['{a}', ['{a}'], ['a']],
  ['{a,b', ['{a,b'], ['a']],
  ['{{a,b}', ['{a', '{b'], ['a']],
  ['a}b,c', ['a}b,c'], []],
  ['[{,}]a', ['{a', ',a', '}a'], ['a', '[a']],
  ['\\*\\{a,b\\}', ['*{a,b}'], ['xa', '*a']],
  ['(a|b)+', ['(a|b)+'], ['a', 'ab']],
  ['!a', ['!a'], ['b', 'a']],
  ['a\\', ['a\\'], ['a']],
  ['', [], ['a']],
  ['/', [], ['a']],
])('%s', (glob, yes, no) => {
  expect(yes.filter((path) => matches(glob, path) !== true)).toEqual([])
  expect(no.filter((path) => matches(glob, path) !== false)).toEqual([])
})

test.each([
  ['a/b', ['a/b']],
  ['a/b*/c', ['a']],
  ['**/a', ['']],
  ['{a,b/c}/d?', ['a', 'b/c']],
  ['a/\\*', ['a']],
])('before the first wildcard of %s: %j', (glob, expected) => expect(fixed(glob)).toEqual(expected))

test('as picomatch has it, which many tools use', () => {
  const atom = fc.constantFrom('a', 'b', '.', '*', '?', '[ab]', '[!a]', '{a,b}')
  const component = fc.oneof(
    { weight: 1, arbitrary: fc.constant('**') },
    { weight: 4, arbitrary: fc.array(atom, { minLength: 1, maxLength: 3 }).map((atoms) => atoms.join('')) },
  )
  const joined = (one: fc.Arbitrary<string>): fc.Arbitrary<string> =>
    fc.array(one, { minLength: 1, maxLength: 3 }).map((parts) => parts.join('/'))
  const name = fc.string({ unit: fc.constantFrom('a', 'b', '.'), minLength: 1, maxLength: 3 })
  // `.` and `..` are no names, and two stars beside another wildcard are read in ways of its own.
  const isPlain = (glob: string): boolean => !/(^|\/)\.{1,2}(\/|$)/.test(glob) && !/[^/]\*\*|\*\*[^/]|\*\?/.test(glob)
  fc.assert(
    fc.property(joined(component).filter(isPlain), joined(name).filter(isPlain), (glob, path) => {
      const options = { dot: true, nonegate: true, noextglob: true, posix: true }
      expect(matches(glob, path)).toBe(picomatch([glob, `${glob}/**`], options)(path))
    }),
    { numRuns: 2000 },
  )
})

describe('hostile ones take no time', () => {
  test.each([
    ['stars in one name', `p/${'*a'.repeat(90)}b`, `p/${'a'.repeat(200)}`],
    ['stars in many', `${'*a*a*/'.repeat(30)}b`, `${`${'a'.repeat(100)}/`.repeat(30)}c`],
    ['any number of folders, over and over', `${'**/a/'.repeat(40)}b`, `${'a/'.repeat(1000)}c`],
    ['quantifiers of regular expressions', '(a+)+b', 'a'.repeat(1000)],
  ])('%s', (_what, glob, path) => {
    const begin = performance.now()
    expect(matches(glob, path)).toBe(false)
    expect(performance.now() - begin).toBeLessThan(1000)
  })

  test('braces are counted before they are spelled out', () => {
    expect(pathGlobs('{a,b}'.repeat(6))).toHaveLength(MAX_ALTERNATIVES)
    for (const glob of ['{a,b}'.repeat(7), '{a,b}'.repeat(40), `{${'x,'.repeat(70)}}`, `{a,${'{b,c}'.repeat(30)}}`])
      expect(pathGlobs(glob)).toBeUndefined()
    expect(pathGlobs('{'.repeat(200))).toHaveLength(1)
  })
})
