import { expect, test } from '@jest/globals'
import { layersOf } from '../../../src/contents/layers.js'
import { renderManifest, type ManifestFacts } from '../../../src/report/manifest.js'
import type { SuiteResult } from '../../../src/run/results.js'
import { imageResult } from '../support.js'

const INFO = { name: 'PIP', description: 'pip Packages', command: ['pip', 'list'] }
const page = (more: Partial<ManifestFacts> = {}): string =>
  renderManifest({
    result: imageResult('base'),
    local: undefined,
    layers: [],
    infos: [],
    parents: [],
    sha: '',
    ...more,
  })

test('the page of an image says what is in it', () => {
  const text = page({
    result: imageResult('base', {
      build: { outcome: 'passed', ms: 90_000 },
      suites: [
        {
          ...{ name: 'common', kind: 'pytest', on: 'container', outcome: 'passed', ms: 1 },
          counts: { total: 7, failed: 0, skipped: 0 },
        },
      ],
      published: [{ ref: 'acme/base:main', digest: 'sha256:abc' }],
    }),
    local: {
      id: 'sha256:1',
      size: 2_000_000,
      platform: 'linux/amd64',
      repoDigests: [],
      labels: {},
      layers: [],
      created: '2026-04-01T10:00:00Z',
    },
    layers: layersOf(
      [{ createdBy: 'RUN /bin/sh -c make # buildkit', created: 1_760_000_000, size: 5000 }],
      [{ name: '[1/1] RUN make', cached: false, ms: 2000 }],
    ),
    infos: [{ info: INFO, status: 0, output: 'numpy 2.0\n' }],
    parents: ['acme/root:main'],
    sha: 'abc1234',
  })
  for (const part of [
    '# base\n',
    '| Image | `acme/base:main` |',
    '| Digest | `sha256:abc` |',
    '| Built on | `acme/root:main` |',
    '| Commit | `abc1234` |',
    '| Size | 2.0 MB |',
    '| Build time | 1m30s |',
    '| Tests | common: passed (7 tests) |',
    '| RUN make | 5.0 kB | 5.0 kB | 2.0s | 2025-10-09 08:53:20 |',
    '## pip Packages\n\n```\nnumpy 2.0\n```\n',
  ])
    expect(text).toContain(part)
})

test('what is not known is left out', () => {
  const text = page()
  for (const part of ['Digest', 'Commit', 'Size |\n', 'Platform']) expect(text).not.toContain(`| ${part} `)
  expect(text).toContain('| Built on | no image of this stack |')
  expect(text).toContain('| Tests | none |')
})

test('a long output is folded, a failed command is named', () => {
  const output = Array.from({ length: 31 }, (_, index) => `line ${index}`).join('\n')
  const text = page({ infos: [{ info: INFO, status: 3, output }] })
  expect(text).toContain('<details>\n<summary>31 lines</summary>\n\n```\nline 0\n')
  expect(text).toContain('**The command ended with exit status 3**: pip list')
})

test('the output of a command stays in its fence, and a command in its cell', () => {
  const output = '```\n# out\n````\n</details>\u001b[31m\n'
  const command = 'RUN a | b `c` <script>\n# x'
  const text = page({
    infos: [{ info: { ...INFO, description: '<b>|' }, status: 0, output }],
    layers: layersOf([{ createdBy: command, created: 0, size: 0 }], []),
  })
  const [, fence = ''] = /\n(`{3,})\n/.exec(text) ?? []
  expect(fence).toBe('`````')
  expect(text).toContain(`${fence}\n\`\`\`\n# out\n\`\`\`\`\n</details>\n${fence}`)
  expect(text).toContain('## &#60;b&#62;&#124;')
  expect(text).toContain('| RUN a &#124; b &#96;c&#96; &#60;script&#62; &#35; x | 0 B |')
})

test.each<[Partial<SuiteResult>, string]>([
  [{}, 'a: passed'],
  [{ counts: { total: 1, failed: 0, skipped: 0 } }, 'a: passed (1 test)'],
  [{ counts: { total: 7, failed: 0, skipped: 1 }, flaky: ['t', 'u'] }, 'a: passed (7 tests, 2 flaky)'],
  [{ of: 'root', counts: { total: 7, failed: 0, skipped: 0 } }, 'a: passed (of root, 7 tests)'],
  [{ outcome: 'off', message: 'no | GPU\nhere' }, 'a: off (no &#124; GPU here)'],
  [{ outcome: 'off' }, 'a: off'],
  [{ message: 'said nothing' }, 'a: passed'],
  [{ name: 'x|y', of: '<b>', flaky: [] }, 'x&#124;y: passed (of &#60;b&#62;)'],
])('the suite %j is put as %j', (more, shown) => {
  const suite: SuiteResult = { name: 'a', kind: 'pytest', on: 'container', outcome: 'passed', ms: 1, ...more }
  expect(page({ result: imageResult('base', { suites: [suite, suite] }) })).toContain(
    `\n| Tests | ${shown}<br>${shown} |\n`,
  )
})
