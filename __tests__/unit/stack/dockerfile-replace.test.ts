import { describe, expect, test } from '@jest/globals'
import { basesOf, replaceBases } from '../../../src/stack/dockerfile.js'
import fc from '../property.js'

const fresh = (ref: string): string | undefined => (ref.startsWith('x') ? 'r.test/new:fp-1' : undefined)

test.each<[string, string, string]>([
  ['FROM', 'FROM x:1', 'FROM r.test/new:fp-1'],
  [
    'flags, names and comments',
    '# x\nFROM  --platform=linux/amd64\tx AS b # x\n',
    '# x\nFROM  --platform=linux/amd64\tr.test/new:fp-1 AS b # x\n',
  ],
  ['a variable', 'ARG B=x:1\nFROM ${B}\n', 'ARG B=x:1\nFROM r.test/new:fp-1\n'],
  ['quotes', 'FROM "x:1" AS a', 'FROM r.test/new:fp-1 AS a'],
  ['COPY', 'FROM y\nCOPY --link --from=x:2 /a /b', 'FROM y\nCOPY --link --from=r.test/new:fp-1 /a /b'],
  ['quotes of a flag', 'FROM y\nCOPY --from="x:2" /a /b', 'FROM y\nCOPY --from="r.test/new:fp-1" /a /b'],
  ['quotes inside a word', 'FROM y\nCOPY --from=x"2" /a /b', 'FROM y\nCOPY --from="r.test/new:fp-1" /a /b'],
  [
    'a mount',
    'FROM y\nRUN --mount=type=bind,from=x,target=/t --mount=type=cache,target=/c make from=x',
    'FROM y\nRUN --mount=type=bind,from=r.test/new:fp-1,target=/t --mount=type=cache,target=/c make from=x',
  ],
  [
    'quotes that open inside a mount',
    'FROM y\nRUN --mount=type=bind,"from=x"2,target=/t true',
    'FROM y\nRUN --mount="type=bind,from=r.test/new:fp-1,target=/t" true',
  ],
  ['CRLF and a byte-order mark', '\ufeffFROM x\r\nRUN true\r\n', '\ufeffFROM r.test/new:fp-1\r\nRUN true\r\n'],
  ['a continued word', 'FROM x:\\\n1\nRUN true', 'FROM \\\nr.test/new:fp-1\nRUN true'],
  [
    'a continued word in three lines',
    'FROM x\\\n# note\n:\\\n1 AS a\nRUN true',
    'FROM \\\n# note\n\\\nr.test/new:fp-1 AS a\nRUN true',
  ],
  [
    'two in one file',
    'FROM x\nCOPY --from=x:3 a b\nFROM y',
    'FROM r.test/new:fp-1\nCOPY --from=r.test/new:fp-1 a b\nFROM y',
  ],
  [
    'two mounts of one RUN',
    'FROM y\nRUN --mount=from=x1,target=/1 --mount=from=x2,target=/2 a',
    'FROM y\nRUN --mount=from=r.test/new:fp-1,target=/1 --mount=from=r.test/new:fp-1,target=/2 a',
  ],
])('%s: only the ref changes', (_what, text, expected) => {
  const replaced = replaceBases(text, {}, fresh)
  expect(replaced).toBe(expected)
  expect(replaced.split('\n')).toHaveLength(text.split('\n').length)
})

test.each([
  'FROM y AS x\nFROM x\nCOPY --from=x a b\nRUN --mount=from=x,target=/t true',
  'FROM y\nRUN <<EOF\nFROM x\nEOF',
  'FROM y\n# FROM x\nRUN a \\\n  # FROM x\n  FROM x',
  'FROM y\nONBUILD COPY --from=x a b',
  'FROM y\nLABEL x=x\nCMD ["FROM x"]',
])('%j uses no image x', (text) => expect(replaceBases(text, {}, fresh)).toBe(text))

test('a use is told with what is written and its line', () => {
  const seen: unknown[] = []
  replaceBases('ARG B=x\nFROM ${B}:1\nCOPY --from=y a b', { B: 'z' }, (ref, use) => void seen.push([ref, use]))
  expect(seen).toEqual([
    ['z:1', { ref: 'z:1', written: '${B}:1', line: 2 }],
    ['y', { ref: 'y', written: 'y', line: 3 }],
  ])
})

describe('for any Dockerfile', () => {
  const word = fc.constantFrom('debian:12', 'x', '$B', '${B:-y}', '"q:1"', 'ghcr.io/a/b:1', 'stage', 'sc\\\nratchy:1')
  const line = fc.oneof(
    word.map((ref) => `FROM ${ref}`),
    word.map((ref) => `from --platform=$BUILDPLATFORM ${ref} \\\n  AS stage`),
    word.map((ref) => `COPY --from=${ref} /a /b`),
    word.map((ref) => `RUN --mount=type=bind,from=${ref},target=/t \\\n\n# note\n  make`),
    word.map((ref) => `RUN <<-"EOF"\n\tFROM ${ref}\n\tEOF`),
    word.map((ref) => `ONBUILD COPY --from=${ref} a b`),
    word.map((ref) => `ARG B=${ref}`),
    fc.constantFrom('', '# escape=`', '# FROM x', 'RUN echo \\', 'RUN ["a", "b"]', 'ENV A=b', '\tLABEL a="b c"'),
    fc.string({ unit: 'grapheme' }),
  )
  const text = fc
    .tuple(fc.array(line, { maxLength: 12 }), fc.constantFrom('\n', '\r\n'), fc.boolean())
    .map(([lines, end, mark]) => (mark ? '\ufeff' : '') + lines.join('\n').replaceAll('\n', end))

  test('replacing nothing, or each ref by itself, changes nothing', () => {
    fc.assert(
      fc.property(text, (one) => {
        expect(replaceBases(one, {}, () => undefined)).toBe(one)
        expect(replaceBases(one, {}, (ref) => ref)).toBe(one)
      }),
    )
  })

  test('what was written is read again, in the same lines', () => {
    fc.assert(
      fc.property(text, (one) => {
        const before = basesOf(one, {})
        const after = replaceBases(one, {}, () => 'r.test/new:fp-1')
        expect(basesOf(after, {})).toEqual(
          before.map(({ line: at }) => ({ ref: 'r.test/new:fp-1', written: 'r.test/new:fp-1', line: at })),
        )
        expect(after.split('\n')).toHaveLength(one.split('\n').length)
      }),
      { numRuns: 500 },
    )
  })
})
