import { expect, test } from '@jest/globals'
import type { SuiteFacts } from '../../../src/contents/facts.js'
import { layersOf } from '../../../src/contents/layers.js'
import { diffFacts } from '../../../src/contents/compare.js'
import { renderManifest } from '../../../src/report/manifest.js'
import { digestOf, factsOf, infoOf } from '../contents/facts-of.js'

test('the page of an image says what is in it, where it comes from and what it is built on', () => {
  const facts = factsOf({
    digest: digestOf('a'),
    revision: 'abc1234def5678',
    source: 'https://github.com/acme/stack',
    parents: [{ name: 'root', ref: 'acme/root:main', digest: digestOf('b') }],
    base: { ref: 'debian:bookworm-slim', digest: digestOf('c') },
    builtIn: 'https://github.com/acme/stack/actions/runs/7',
    compressed: 1_000_000,
    layers: layersOf(
      [{ createdBy: 'RUN /bin/sh -c make # buildkit', created: 1_760_000_000, size: 5000 }],
      [{ name: '[1/1] RUN make', cached: false, ms: 2000 }],
    ),
    infos: [infoOf('pip list', 'numpy 2.0\n', { description: 'pip Packages' })],
    suites: [{ name: 'common', outcome: 'passed', total: 7, failed: 0, skipped: 0 }],
  })
  const text = renderManifest(facts, {
    buildMs: 90_000,
    published: [{ ref: 'acme/base:main', digest: digestOf('a') }],
  })
  for (const part of [
    '# base\n',
    '| Image | `acme/base:main` |',
    `| Digest | \`${digestOf('a')}\` |`,
    '| Published as | `acme/base:main` |',
    `| Built on | \`acme/root:main\`<br>\`${digestOf('b')}\` |`,
    `| Base | \`debian:bookworm-slim\`<br>\`${digestOf('c')}\` |`,
    '| Source | [abc1234def56](https://github.com/acme/stack/commit/abc1234def5678) |',
    '](https://github.com/acme/stack/actions/runs/7) |',
    '| Size | 2.0 MB |',
    '| Compressed | 1.0 MB |',
    '| Build time | 1m30s |',
    '| Tests | common: passed (7 tests) |',
    '| RUN make | 5.0 kB | 5.0 kB | 2.0s | 2025-10-09 08:53:20 |',
    '## pip Packages\n\n```\nnumpy 2.0\n```\n',
  ])
    expect(text).toContain(part)
})

test('what is not known is left out', () => {
  const text = renderManifest(factsOf({ size: 0 }))
  for (const part of ['Digest', 'Source', 'Size', 'Compressed', 'Base', 'Version', 'Built in'])
    expect(text).not.toContain(`| ${part} `)
  expect(text).toContain('| Built on | no image of this stack |')
  expect(text).toContain('| Tests | none |')
  expect(text).not.toContain('## ')
})

test.each([
  ['javascript:alert(1)', 'abc1234'],
  ['https://evil.example/a)b](x', 'abc1234'],
  ['https://github.com/acme/stack', '<img src=x>'],
])('a source of %s at %s becomes no link', (source, revision) => {
  const text = renderManifest(factsOf({ source, revision, builtIn: source.replace('github.com', 'a b') }))
  expect(text).not.toContain('](')
  expect(text).not.toContain('<img')
})

test('what changed is on the page, escaped', () => {
  const list = (name: string): string => `Package Version\n------- -------\n${name} 1.0\n`
  const before = factsOf({ infos: [infoOf('pip list', list('old'))], digest: digestOf('1') })
  const after = factsOf({ infos: [infoOf('pip list', list('|<img/src=x>'))], digest: digestOf('2') })
  const text = renderManifest(after, { diff: diffFacts(before, after) })
  expect(text).toContain('## What changed\n\nCompared with acme/base:main (111111111111): 2.0 MB as before')
  expect(text).toContain('| added | &#124;&#60;img/src=x&#62; |  | 1.0 |')
  expect(text).toContain('| removed | old | 1.0 |  |')
})

test('a long output is folded, a failed command is named', () => {
  const output = Array.from({ length: 31 }, (_, index) => `line ${index}`).join('\n')
  const text = renderManifest(factsOf({ infos: [infoOf('pip list', output, { status: 3 })] }))
  expect(text).toContain('<details>\n<summary>31 lines</summary>\n\n```\nline 0\n')
  expect(text).toContain('**The command ended with exit status 3**: pip list')
})

test('the output of a command stays in its fence, and a command in its cell', () => {
  const output = '```\n# out\n````\n</details>\u001b[31m\n'
  const command = 'RUN a | b `c` <script>\n# x'
  const text = renderManifest(
    factsOf({
      infos: [infoOf('pip list', output, { description: '<b>|' })],
      layers: layersOf([{ createdBy: command, created: 0, size: 0 }], []),
    }),
  )
  const [, fence = ''] = /\n(`{3,})\n/.exec(text) ?? []
  expect(fence).toBe('`````')
  expect(text).toContain(`${fence}\n\`\`\`\n# out\n\`\`\`\`\n</details>\n${fence}`)
  expect(text).toContain('## &#60;b&#62;&#124;')
  expect(text).toContain('| RUN a &#124; b &#96;c&#96; &#60;script&#62; &#35; x | 0 B |')
})

test.each<[Partial<SuiteFacts>, string]>([
  [{}, 'a: passed'],
  [{ total: 1, failed: 0, skipped: 0 }, 'a: passed (1 test)'],
  [{ total: 7, failed: 0, skipped: 1, flaky: 2 }, 'a: passed (7 tests, 1 skipped, 2 flaky)'],
  [{ of: 'root', total: 7 }, 'a: passed (of root, 7 tests)'],
  [{ outcome: 'off', why: 'no | GPU\nhere' }, 'a: off (no &#124; GPU here)'],
  [{ outcome: 'off' }, 'a: off'],
  [{ name: 'x|y', of: '<b>' }, 'x&#124;y: passed (of &#60;b&#62;)'],
])('the suite %j is put as %j', (more, shown) => {
  const suite: SuiteFacts = { name: 'a', outcome: 'passed', ...more }
  expect(renderManifest(factsOf({ suites: [suite, suite] }))).toContain(`\n| Tests | ${shown}<br>${shown} |\n`)
})
