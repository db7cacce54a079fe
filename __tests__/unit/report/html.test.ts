import { describe, expect, test } from '@jest/globals'
import { XMLParser, XMLValidator } from 'fast-xml-parser'
import type { ImageDiff } from '../../../src/contents/compare.js'
import type { ImageFacts } from '../../../src/contents/facts.js'
import { html, link } from '../../../src/report/html/escape.js'
import { renderReport } from '../../../src/report/html/report.js'
import type { ReportData } from '../../../src/report/report-data.js'
import type { ImageResult } from '../../../src/run/results.js'
import fc from '../property.js'
import { imageResult, plannedImage, planOf, resultsOf, suiteResult } from '../support.js'
import { anyName } from './names.js'

describe('a piece of a page', () => {
  test('escapes what is not one', () => {
    expect(html`<b title="${'"\'><'}">${'<&`'}${1}${[html`<i />`, '<']}${undefined}</b>`.text).toBe(
      '<b title="&#34;&#39;&#62;&#60;">&#60;&#38;&#96;1<i />&#60;</b>',
    )
    expect(html`${'a\u001b[31m\u202eb\n\tc\u0000\ufffe\ud800'}`.text).toBe('a b\n\tc \ufffd\ufffd')
  })

  test.each(['https://x.org/a?b="c"', 'http://x', '#i1', '../logs/a.log', './results.json'])('links to %s', (address) =>
    expect(link(address, 'x').text).toBe(`<a href="${address.replaceAll('"', '&#34;')}">x</a>`),
  )

  test.each([
    'javascript:alert(1)',
    'JAVASCRIPT:x',
    ' javascript:x',
    'data:text/html,x',
    '//x.org',
    'https:',
    '',
    '/etc',
    'vbscript:x',
    '\u0001javascript:x',
  ])('does not link to %j', (address) => expect(link(address, '<').text).toBe('&#60;'))
})

const factsOf = (id: string, more: Partial<ImageFacts> = {}): ImageFacts => ({
  ...{ schema: 1, id, name: id, variant: 'default', platform: 'linux/amd64', ref: `acme/${id}:main` },
  ...{ digest: null, fingerprint: 'f', revision: '', source: '', version: '', parents: [], base: null },
  ...{ builtAt: '2026-04-01T10:00:00.000Z', builtIn: '', size: 5, compressed: null, layers: [], infos: [], suites: [] },
  ...more,
})
const layer = (command: string) => ({
  ...{ command, size: 10, cumulativeSize: 20, createdAt: '2026-04-01T10:00:00.000Z', ms: 10, cached: false },
})
const diffOf = (name: string): ImageDiff => ({
  against: { ref: name, digest: name },
  size: { before: 1, after: 2 },
  layers: { added: [layer(name)], removed: [], same: 1 },
  lists: [
    {
      ...{ name, kind: 'pip', added: [[name, name]], removed: [[name, name]] },
      ...{ upgraded: [[name, name, name]], downgraded: [[name, name, name]] },
      counts: { added: 1, removed: 1, upgraded: 1, downgraded: 1 },
    },
  ],
  capped: true,
})

/** A run in which everything that can be said is said, all of it in one foreign text. */
function everything(evil: string): ReportData {
  const failure = { name: evil, file: evil, line: 1, message: evil, lines: [evil, evil] }
  const images: ImageResult[] = [
    imageResult(evil, {
      ...{ outcome: 'failed', failedStep: 'test', message: evil, evidence: [evil], remedy: evil, diff: diffOf(evil) },
      steps: [
        { step: 'build', at: 0, ms: 10, outcome: 'passed' },
        { step: 'test', at: 5, ms: 10, outcome: 'failed' },
        { step: 'info', at: 5, ms: 10, outcome: 'cancelled' },
      ],
      suites: [
        suiteResult(evil, {
          ...{ outcome: 'failed', of: evil, message: evil, counts: { total: 3, failed: 2, skipped: 0 } },
          ...{ failures: [failure], flaky: [evil], unexpected: [evil], slowest: [{ name: evil, ms: 5 }] },
        }),
        suiteResult(evil, { outcome: 'failed', lines: [evil] }),
      ],
      published: [{ ref: evil, digest: evil }],
    }),
    imageResult(`${evil}2`, { outcome: 'failed', failedStep: 'build', message: evil, evidence: [evil] }),
    imageResult(`${evil}3`, { outcome: 'cancelled', message: evil, testedAs: evil }),
  ]
  return {
    results: resultsOf(images, {
      ...{ outcome: 'failed', notices: [evil], unpublished: evil, branch: evil, sha: evil, event: evil, engine: evil },
      ...{ command: evil, startedAt: evil },
    }),
    plan: planOf(
      [evil, `${evil}2`, `${evil}3`].map((id) => plannedImage(id, { reasons: [{ kind: 'needed-by', image: evil }] })),
      { unknown: [evil] },
    ),
    facts: [
      factsOf(evil, {
        ...{ revision: evil, version: evil, builtIn: evil, platform: evil, digest: evil, builtAt: evil },
        ...{ parents: [{ name: evil, ref: evil, digest: evil }], base: { ref: evil, digest: evil } },
        layers: [layer(evil)],
        infos: [
          { name: evil, description: evil, command: [evil], status: 0, output: evil },
          { name: evil, description: '', command: [evil], status: 3, output: `${evil}\n${evil}` },
          { name: evil, description: evil, command: ['pip'], status: 0, output: `a==1\n${evil}==2\nb==3` },
        ],
      }),
    ],
    run: evil,
    files: [`../logs/${evil}`, './results.json'],
  }
}

interface Node {
  readonly [key: string]: unknown
}
/** Every element's name and every attribute, as a strict parser finds them; a page that is not well-formed fails. */
function namesIn(page: string): { tags: Set<string>; attributes: Map<string, Set<string>> } {
  const text = page.replace(/^<!doctype html>/i, '')
  // eslint-disable-next-line @typescript-eslint/no-deprecated -- its successor is another package
  expect(XMLValidator.validate(text)).toBe(true)
  const tags = new Set<string>()
  const attributes = new Map<string, Set<string>>()
  const walk = (nodes: readonly Node[]): void => {
    for (const node of nodes)
      for (const [name, value] of Object.entries(node)) {
        if (name === ':@') {
          for (const [key, one] of Object.entries(value as object))
            attributes.set(key, (attributes.get(key) ?? new Set()).add(String(one)))
        } else if (name !== '#text') {
          tags.add(name)
          walk(value as Node[])
        }
      }
  }
  const options = { preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', processEntities: false }
  walk(new XMLParser(options).parse(text) as Node[])
  return { tags, attributes }
}

/** A number is a date, too: nothing is left out. */
const known = namesIn(renderReport(everything('1')))

describe('the page', () => {
  test.each([
    '<script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    `' onmouseover='x`,
    '</title></style></pre>',
    ']]><!--',
    '|<img src=x>',
    '&lt;script&gt;',
    'javascript:alert(1)',
    '\u001b[31m\u202e\u0000\ufffe',
  ])('has of %j the text and nothing else', (evil) => {
    const { tags, attributes } = namesIn(renderReport(everything(evil)))
    expect([...tags].filter((tag) => !known.tags.has(tag))).toEqual([])
    expect([...attributes.keys()].filter((name) => !known.attributes.has(name))).toEqual([])
    for (const address of attributes.get('href') ?? []) expect(address).toMatch(/^(#|\.\.?\/|data:image\/svg)/)
  })

  test('of any characters is well-formed, and has no element of theirs', () => {
    fc.assert(
      fc.property(anyName, (evil) => {
        const { tags } = namesIn(renderReport(everything(evil)))
        expect([...tags].filter((tag) => !known.tags.has(tag))).toEqual([])
      }),
      { numRuns: 60 },
    )
  })

  test('stands alone: no script, nothing from elsewhere, and a policy that forbids both', () => {
    const page = renderReport({ ...everything('x'), run: 'https://github.com/o/r/actions/runs/1' })
    expect(page).toContain(
      `content="default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'"`,
    )
    expect(
      [...known.tags].filter((tag) => ['script', 'img', 'iframe', 'object', 'form', 'base'].includes(tag)),
    ).toEqual([])
    expect(page).not.toMatch(/ (src|srcset|on\w+)=/)
    expect(page).not.toMatch(/url\(|@import/)
    expect(page).toContain('<a href="https://github.com/o/r/actions/runs/1">')
  })

  test('links only to files that are there', () => {
    const data = everything('x')
    const file = data.results.images[0]?.file ?? ''
    const page = renderReport({ ...data, files: [`../logs/${file}.build.log`, `../logs/${file}.x.junit.xml`] })
    expect([...page.matchAll(/href="(\.[^"]+)"/g)].map(([, path]) => path)).toEqual([
      `../logs/${file}.build.log`,
      ...[1, 2].map(() => `../logs/${file}.x.junit.xml`),
    ])
  })

  test('has every heading one below the other, and ids once', () => {
    const page = renderReport(everything('x'))
    const levels = [...page.matchAll(/<h([1-6])/g)].map(([, level]) => Number(level))
    expect(levels[0]).toBe(1)
    for (const [at, level] of levels.entries()) expect(level - (levels[at - 1] ?? 0)).toBeLessThanOrEqual(1)
    const ids = [...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [, id] of page.matchAll(/(?:href="#|aria-labelledby=")([^"]+)"/g)) expect(ids).toContain(id)
  })

  test.each(['passed', 'failed', 'interrupted', 'running'] as const)('of a run that %s says so', (outcome) => {
    expect(renderReport({ results: resultsOf([], { outcome }), plan: undefined, facts: [] })).toContain(
      `<title>stack-action run: ${outcome}</title>`,
    )
  })
})

describe('of large runs', () => {
  const output = Array.from({ length: 500 }, (_, at) => `package-number-${at}==${at}.2.3`).join('\n')
  const info = { name: 'PIP', description: 'Python Packages', command: ['pip', 'freeze'], status: 0, output }
  const many = (count: number, lists: number): ReportData => {
    const ids = Array.from({ length: count }, (_, at) => `image-${at}`)
    const steps = [{ step: 'build', at: 0, ms: 10, outcome: 'passed' } as const]
    return {
      results: resultsOf(ids.map((id) => imageResult(id, { steps }))),
      plan: planOf(ids.map((id, at) => plannedImage(id, { parents: at === 0 ? [] : [`image-${at >> 1}`] }))),
      facts: ids.map((id) => factsOf(id, { infos: Array.from({ length: lists }, () => info) })),
    }
  }

  test('200 images of 500 packages are all there, in a few megabytes', () => {
    const page = renderReport(many(200, 1))
    expect(page.length).toBeLessThan(6_000_000)
    expect(page.match(/package-number-499 499\.2\.3/g)).toHaveLength(200)
    expect(page).not.toContain('have no room here')
  })

  test('10,000 images are a page that says what is not on it; what failed is', () => {
    const data = many(10_000, 3)
    const last = data.results.images.at(-1)
    if (last !== undefined) Object.assign(last, { outcome: 'failed', message: 'the one' })
    const page = renderReport(data)
    expect(page.length).toBeLessThan(25_000_000)
    const said = [
      '9000 more images have no room here',
      '8000 more images are in results.json',
      '<b>Failed at build:</b> the one',
      '9400 shorter steps left out',
      'Its layers and packages are in manifests/',
    ]
    expect(said.filter((text) => !page.includes(text))).toEqual([])
  })
})
