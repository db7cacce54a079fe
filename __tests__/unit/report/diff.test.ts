import { expect, test } from '@jest/globals'
import { diffFacts, type ImageDiff } from '../../../src/contents/compare.js'
import { diffLines, diffMarkdown, diffSummary } from '../../../src/report/diff.js'
import fc from '../property.js'
import { digestOf, factsOf, infoOf } from '../contents/facts-of.js'

const pip = (packages: Readonly<Record<string, string>>): string =>
  ['Package Version', '------- -------', ...Object.entries(packages).map((one) => one.join(' '))].join('\n')
const layer = (command: string, size: number, createdAt = '2026-04-01T10:00:00.000Z') => ({
  ...{ command, size, cumulativeSize: size, createdAt, ms: null, cached: false },
})
const diffOf = (before: Readonly<Record<string, string>>, after: Readonly<Record<string, string>>): ImageDiff =>
  diffFacts(
    factsOf({
      ...{ ref: 'r.io/a:main', digest: digestOf('1'), size: 100_000_000, infos: [infoOf('pip list', pip(before))] },
      layers: [layer('FROM', 1), layer('RUN make', 5000), layer('RUN gone', 7000)],
    }),
    factsOf({
      ...{ size: 112_000_000, infos: [infoOf('pip list', pip(after))] },
      layers: [layer('FROM', 1), layer('RUN make', 9000, '2026-05-01T10:00:00.000Z'), layer('ENV A=b', 0)],
    }),
  )
const DIFF = diffOf({ numpy: '1.26', gone: '1', pandas: '2' }, { numpy: '2.0', new: '3', pandas: '1' })

test('a diff in Markdown has a table for each list and one for layers', () => {
  expect(diffMarkdown(DIFF, 10_000))
    .toBe(`Compared with r.io/a:main (111111111111): 100 MB → 112 MB (+12.0 MB); 1 layer the same, 2 others.

**LIST** (pip): 1 upgraded, 1 downgraded, 1 added, 1 removed

|  | package | before | after |
|:--|:--|:--|:--|
| downgraded | pandas | 2 | 1 |
| removed | gone | 1 |  |
| upgraded | numpy | 1.26 | 2.0 |
| added | new |  | 3 |

**Layers**

| command | before | after |
|:--|:--|:--|
| RUN gone | 7.0 kB |  |
| RUN make | 5.0 kB | 9.0 kB |
`)
})

test('a diff for a terminal is in columns', () => {
  expect(diffLines(DIFF)).toEqual([
    '100 MB → 112 MB (+12.0 MB); 1 layer the same, 2 others',
    '',
    'LIST (pip): 1 upgraded, 1 downgraded, 1 added, 1 removed',
    '  ↓  pandas  2 → 1',
    '  -  gone    1',
    '  ↑  numpy   1.26 → 2.0',
    '  +  new     3',
    '',
    'layers:',
    '  7.0 kB  →  -       RUN gone',
    '  5.0 kB  →  9.0 kB  RUN make',
  ])
  expect(diffSummary(DIFF)).toBe('1 upgraded, 1 downgraded, 1 added, 1 removed; +12.0 MB')
})

test('foreign names are shown as they are written', () => {
  const diff = diffOf({ a: '1' }, { a: '1', '|<img/src=x>': '</td>' })
  const hostile = { ...diff, against: { ref: 'x](http://evil) `<b>`\n# y', digest: null } }
  const text = diffMarkdown(hostile, 10_000)
  expect(text).toContain('| added | &#124;&#60;img/src=x&#62; |  | &#60;/td&#62; |')
  expect(text).not.toMatch(/<b>|\]\(|\n#/)
})

test('what has no room is counted, and nothing is ever longer than it may be', () => {
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, at) => [`package-${at}`, '1.0']))
  const diff = diffOf({ a: '1' }, { a: '1', ...many })
  const text = diffMarkdown(diff, 2000)
  const shown = text.match(/^\| added /gm)?.length ?? 0
  expect(shown).toBeGreaterThan(5)
  expect(text).toContain(`(${400 - shown} more packages left out)`)
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 5000 }), (bytes) => {
      expect(Buffer.byteLength(diffMarkdown(diff, bytes))).toBeLessThanOrEqual(bytes)
    }),
  )
})
