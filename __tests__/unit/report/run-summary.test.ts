import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { closingMarkdown } from '../../../src/report/run-summary.js'
import type { ImageResult, SuiteResult, TestFailure } from '../../../src/run/results.js'
import { imageResult, plannedImage, planOf, resultsOf } from '../support.js'
import { anyName } from './names.js'

const suite = (name: string, outcome: SuiteResult['outcome'], more: Partial<SuiteResult> = {}): SuiteResult => ({
  ...{ name, kind: 'pytest', on: 'container', outcome, ms: 1500 },
  ...more,
})
const failure = (at: number, more: Partial<TestFailure> = {}): TestFailure => ({
  ...{ name: `test_a.py::t${at}`, file: 'tests/test_a.py', line: at + 1, message: `assert ${at}` },
  lines: [`E  assert ${at}`],
  ...more,
})
const red = (id: string, ...suites: SuiteResult[]): ImageResult =>
  imageResult(id, { outcome: 'failed', failedStep: 'test', message: 'tests failed', suites })
const linesOf = (...images: ImageResult[]): string[] =>
  closingMarkdown(resultsOf(images, { outcome: 'failed' })).split('\n')
/** From a heading to the next. */
const section = (lines: readonly string[], heading: string): string[] => {
  const begin = lines.indexOf(heading)
  const end = lines.findIndex((line, at) => at > begin && /^(#|<details>)/.test(line))
  return begin < 0 ? [] : lines.slice(begin + 1, end < 0 ? undefined : end).filter((line) => line !== '')
}

test('the summary is a table, with the failures below it', () => {
  const summary = closingMarkdown(
    resultsOf(
      [
        imageResult('a-b'),
        imageResult('c', { outcome: 'failed', failedStep: 'push', message: 'denied' }),
        imageResult('d', { outcome: 'failed', message: 'no' }),
      ],
      { outcome: 'failed', notices: ['n', 'o'], unpublished: 'not every image is green' },
    ),
  )
  expect(summary.split('\n')).toEqual([
    '## stack-action run: failed',
    '',
    '2 of 3 images failed; 1 passed. It took 1m05s.',
    '',
    '| image | result | size | tests | time | digest | published as |',
    '|:--|:--|:--|:--|:--|:--|:--|',
    '| a&#45;b | passed |  |  |  |  |  |',
    '| c | failed |  |  |  |  |  |',
    '| d | failed |  |  |  |  |  |',
    '',
    'nothing was published: not every image is green',
    '',
    '- n',
    '- o',
    '',
    '### What failed',
    '',
    '**c** failed at push: denied',
    '',
    '**d** failed at build: no',
    '',
  ])
})

test('where something was published, nothing else was', () => {
  const published = imageResult('base', { published: [{ ref: 'acme/base:main', digest: 'sha256:1' }] })
  const results = resultsOf([published], { outcome: 'failed', unpublished: 'denied' })
  expect(closingMarkdown(results)).toContain('nothing else was published: denied')
})

const HEAD = '| image | suite | kind | runs on | tests of | result | passed | failed | skipped | time |'

describe('the suites', () => {
  test('of images with a failure are a table, what failed first; those of the others are folded', () => {
    const lines = linesOf(
      imageResult('root', { suites: [suite('common', 'passed', { counts: { total: 7, failed: 0, skipped: 2 } })] }),
      red(
        'leaf',
        suite('common', 'passed', {
          counts: { total: 7, failed: 0, skipped: 0 },
          flaky: ['f'],
          unexpected: ['u', 'v'],
        }),
        suite('gpu', 'off'),
        suite('root', 'failed', { of: 'root', on: 'host', counts: { total: 9, failed: 2, skipped: 1 } }),
        suite('late', 'cancelled', { kind: 'command' }),
      ),
    )
    expect(lines.filter((line) => line === HEAD)).toHaveLength(2)
    const at = lines.indexOf(HEAD)
    expect(lines.slice(at - 2, at)).toEqual(['### Suites', ''])
    expect(lines.slice(at + 2, at + 6)).toEqual([
      '| leaf | root | pytest | host | root | failed | 6 | 2 | 1 | 1.5s |',
      '| leaf | late | command | container |  | cancelled |  |  |  | 1.5s |',
      '| leaf | common | pytest | container |  | passed, 1 flaky, 2 unexpected | 7 | 0 | 0 | 1.5s |',
      '',
    ])
    const fold = lines.indexOf('<summary>1 suite passed on 1 image</summary>')
    expect(lines.slice(fold - 1)).toEqual([
      '<details>',
      '<summary>1 suite passed on 1 image</summary>',
      '',
      HEAD,
      '|:--|:--|:--|:--|:--|:--|:--|:--|:--|:--|',
      '| root | common | pytest | container |  | passed | 5 | 0 | 2 | 1.5s |',
      '',
      '</details>',
      '',
    ])
  })

  test('that passed on all images are folded and counted', () => {
    const images = ['a', 'b'].map((id) => imageResult(id, { suites: [suite('s', 'passed'), suite('t', 'passed')] }))
    const lines = linesOf(...images)
    expect(lines).toContain('<summary>4 suites passed on 2 images</summary>')
    expect(lines.filter((line) => line === HEAD)).toHaveLength(1)
  })

  test('that are off have their reason, each once', () => {
    const off = suite('gpu', 'off', { message: 'no <GPU>' })
    const images = ['a', 'b', 'c', 'd', 'e', 'f', 'g'].map((id) => imageResult(id, { suites: [off] }))
    const lines = linesOf(...images, imageResult('h', { suites: [suite('gpu', 'off'), suite('x', 'off')] }))
    expect(section(lines, '### Suites that are off')).toEqual([
      '- gpu on a, b, c, d, e and 2 more: no &#60;GPU&#62;',
      '- gpu on h',
      '- x on h',
    ])
    expect(lines).not.toContain(HEAD)
  })

  test('of images that were left alone are not told', () => {
    const left = imageResult('a', { action: 'skip', outcome: 'skipped', suites: [suite('s', 'passed')] })
    expect(linesOf(left)).not.toContain(HEAD)
  })
})

describe('the failed tests', () => {
  const HEADING = '### Failed tests'
  const failed = (...failures: TestFailure[]): SuiteResult => suite('s', 'failed', { failures })

  test('have their place, their message and their lines; inherited ones stand once', () => {
    const lines = linesOf(
      red('base', failed(failure(0), failure(1, { name: 'numpy', file: undefined as never, lines: [] }))),
      red('leaf', failed(failure(0), failure(0, { name: 'test_a.py::t0[x]' }))),
    )
    expect(section(lines, HEADING)).toEqual([
      '**tests/test&#95;a.py:1** test&#95;a.py::t0, test&#95;a.py::t0&#91;x&#93; on base, leaf',
      'assert 0',
      '```',
      'E  assert 0',
      '```',
      '**numpy** on base',
      'assert 1',
    ])
  })

  test('that have neither file nor tests: the suite, and the end of what it wrote', () => {
    const smoke = suite('smoke', 'failed', { kind: 'command', message: 'exit status 3' })
    const lines = linesOf(red('base', { ...smoke, lines: ['the end'] }, { ...smoke, name: 'more' }))
    expect(section(lines, HEADING)).toEqual([
      '**suite smoke** on base',
      'exit status 3',
      '```',
      'the end',
      '```',
      '**suite more** on base',
      'exit status 3',
    ])
  })

  test('an image that broke elsewhere has no mute suites', () => {
    const image = { ...red('base', suite('smoke', 'failed')), failedStep: 'push' as const }
    expect(section(linesOf(image), HEADING)).toEqual([])
  })

  test('that the results do not hold are counted', () => {
    const lines = linesOf(
      red('base', suite('s', 'failed', { failures: [failure(0)], counts: { total: 90, failed: 60, skipped: 0 } })),
    )
    expect(lines).toContain('(59 more failures are in the JUnit reports)')
  })

  test('one more is one', () => {
    const lines = linesOf(
      red('base', suite('s', 'failed', { failures: [failure(0)], counts: { total: 9, failed: 2, skipped: 0 } })),
    )
    expect(lines).toContain('(1 more failure is in the JUnit reports)')
  })

  test('a traceback is cut to its end, and its lines to what can be read', () => {
    const lines = Array.from({ length: 100 }, (_, at) => `${at} ${'x'.repeat(1000)}`)
    const shown = section(linesOf(red('base', failed(failure(0, { lines })))), HEADING).filter((line) =>
      /^\d/.test(line),
    )
    expect(shown).toHaveLength(40)
    expect(shown.at(-1)).toBe(`99 ${'x'.repeat(396)}…`)
  })

  test('what flaps and what should not pass', () => {
    const lines = linesOf(
      imageResult('a', { suites: [suite('s', 'passed', { flaky: ['t_1'], unexpected: ['u'] })] }),
      imageResult('b', {
        suites: [suite('s', 'passed', { flaky: ['t_1'] }), suite('r', 'passed', { flaky: ['t_1'] })],
      }),
    )
    expect(section(lines, '### Flaky tests')).toEqual(['- t&#95;1 on a, b passed only when it was run again'])
    expect(section(lines, '### Unexpected passes')).toEqual(['- u on a passed although it is expected to fail'])
  })

  test('the slowest ten of all', () => {
    const slow = (id: string, ...times: number[]): ImageResult =>
      imageResult(id, { suites: [suite('s', 'passed', { slowest: times.map((ms) => ({ name: `t_${ms}`, ms })) })] })
    const lines = linesOf(slow('a', 9000, 100, 50), slow('b', ...Array.from({ length: 10 }, (_, at) => 5000 - at)))
    const begin = lines.indexOf('<summary>The slowest tests</summary>')
    expect(lines.slice(begin - 1, begin + 6)).toEqual([
      '<details>',
      '<summary>The slowest tests</summary>',
      '',
      '| test | image | suite | time |',
      '|:--|:--|:--|:--|',
      '| t&#95;9000 | a | s | 9.0s |',
      '| t&#95;5000 | b | s | 5.0s |',
    ])
    expect(lines.filter((line) => line.startsWith('| t&#95;'))).toHaveLength(10)
  })
})

/** Fences and folds that are open at the end, and rows with another number of cells than their head. */
function faultsIn(summary: string): string[] {
  const faults: string[] = []
  let fence = ''
  let folds = 0
  let cells = 0
  for (const line of summary.split('\n')) {
    const [, run = ''] = /^(`{3,})$/.exec(line) ?? []
    if (fence !== '') {
      if (run === fence) fence = ''
      continue
    }
    if (run !== '') fence = run
    else if (line.startsWith('<details>')) folds++
    else if (line.startsWith('</details>')) folds--
    else if (line.startsWith('| ')) {
      const found = line.split('|').length
      if (cells !== 0 && found !== cells) faults.push(`cells: ${line}`)
      cells = found
    } else if (!line.startsWith('|')) cells = 0
    if (/<(?!\/?details>|\/?summary>)/.test(line)) faults.push(`tag: ${line}`)
  }
  if (fence !== '') faults.push('an open fence')
  if (folds !== 0) faults.push(`${folds} open folds`)
  return faults
}

/** Everything in it is foreign text. */
function hostile(id: string, evil: string): ImageResult {
  return red(
    id,
    suite('s', 'failed', {
      ...{ of: evil, message: evil, flaky: [evil], unexpected: [evil], slowest: [{ name: evil, ms: 5 }] },
      failures: [{ name: evil, file: evil, line: 1, message: evil, lines: [evil, evil] }],
    }),
    suite('mute', 'failed', { message: evil }),
    suite('off', 'off', { message: evil }),
  )
}

describe('foreign text', () => {
  test.each([
    '\u001b[31m|x|\n# <img src=x>\n```',
    '````\n</details>\n<script>',
    '~~~',
    '</summary></details>',
    '\r\n| a | b |\r\n',
    '- [x](javascript:1) @acme $1$',
    '\u2028```\u2029',
    '`'.repeat(500),
  ])('%j is only text', (evil) => {
    const image = { ...hostile('base', evil), message: evil, evidence: [evil] }
    const summary = closingMarkdown(resultsOf([image], { outcome: 'failed', notices: [evil], unpublished: evil }))
    expect(faultsIn(summary)).toEqual([])
    expect(summary).not.toContain('\u001b')
    const headings = summary.split('\n').filter((line) => line.startsWith('#'))
    for (const line of headings)
      expect(line).toMatch(/^##(#)? (stack-action run|What failed|Failed|Flaky|Unexpected|Suites)/)
  })

  test('of any characters', () => {
    fc.assert(
      fc.property(anyName, anyName, (one, two) => {
        const results = resultsOf([hostile('a', one), hostile('b', two)], { notices: [one], unpublished: two })
        expect(faultsIn(closingMarkdown(results))).toEqual([])
      }),
    )
  })
})

describe('a summary stays below what GitHub takes', () => {
  const FAILURES = 4000
  const images = Array.from({ length: 300 }, (_, at) => ({
    ...red(
      `image-${at}`,
      suite('s', 'failed', {
        failures: Array.from({ length: Math.ceil(FAILURES / 300) }, (_, index) =>
          failure(at * 100 + index, { lines: Array.from({ length: 20 }, () => 'é```'.repeat(20)) }),
        ),
        flaky: Array.from({ length: 30 }, (_, index) => `flaky-${at}-${index}`),
        slowest: [{ name: 'x'.repeat(3000), ms: at }],
      }),
      ...Array.from({ length: 8 }, (_, index) => suite(`p${index}`, 'passed')),
      suite('off', 'off', { message: `${at} ${'x'.repeat(500)}` }),
    ),
    message: 'x'.repeat(2000),
  }))
  const green = Array.from({ length: 900 }, (_, at) =>
    imageResult(`green-${at}`, { suites: Array.from({ length: 9 }, (_, index) => suite(`p${index}`, 'passed')) }),
  )
  const results = resultsOf([...images, ...green], {
    outcome: 'failed',
    notices: Array.from({ length: 6000 }, (_, at) => `notice ${at}`),
    unpublished: 'y'.repeat(1_000_000),
  })

  test('with thousands of failures: each part has its share, and says what is missing', () => {
    const summary = closingMarkdown(results)
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_000_000)
    expect(Buffer.byteLength(summary)).toBeGreaterThan(600_000)
    expect(faultsIn(summary)).toEqual([])
    for (const part of ['### Failed tests', '### Flaky tests', '### Suites that are off', 'The slowest tests'])
      expect([part, summary.includes(part)]).toEqual([part, true])
    const missing = [...summary.matchAll(/^\(\d+ more (.+) are in results\.json\)$/gm)].map(([, what]) => what)
    expect(missing).toEqual(['notes', 'failed images', 'suites', 'failures', 'tests', 'suites', 'suites'])
  })

  test.each([500_000, 100_000, 10_000, 1000, 300, 100, 50])('in %d bytes', (bytes) => {
    const summary = closingMarkdown(results, bytes)
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(bytes)
    expect(faultsIn(summary)).toEqual([])
  })

  test('what failed is worth more than what passed', () => {
    const small = closingMarkdown(resultsOf([...images.slice(0, 3), ...green], { outcome: 'failed' }), 200_000)
    expect(small).toContain('### Failed tests')
    expect(small).not.toMatch(/more failures/)
    expect(small).toMatch(/more suites are in/)
  })
})

describe('with the plan', () => {
  const steps = (at: number) => [{ step: 'build', at, ms: 900, outcome: 'passed' } as const]
  const plan = planOf([plannedImage('base'), plannedImage('leaf', { parents: ['base'] })])
  const images = [imageResult('base', { steps: steps(0) }), imageResult('leaf', { steps: steps(900) })]
  const links = { run: 'https://github.com/o/r/actions/runs/1', artifact: 'stack|1' }

  test('the summary shows the graph, why, the timeline, and where the rest is', () => {
    const lines = closingMarkdown(resultsOf(images), undefined, plan, links).split('\n')
    const at = (text: string): number => lines.findIndex((line) => line.includes(text))
    const order = ['## stack-action run: passed', 'flowchart', '| image | result | why |', '### Timeline', 'gantt']
    expect(order.map(at)).toEqual([...order.map(at)].sort((a, b) => a - b))
    expect(Math.min(...order.map(at))).toBe(0)
    expect(lines).toContain('| base | passed | it was named |  |  | 0.9s |  |  |')
    expect(lines.at(-2)).toBe(
      'All of it, to be opened in a browser: report.html in the artifact stack&#124;1 of [this run](https://github.com/o/r/actions/runs/1#artifacts).',
    )
  })

  test('what is no address is no link', () => {
    const summary = closingMarkdown(resultsOf(images), undefined, plan, { ...links, run: 'https://x.org/) <b>' })
    expect(summary).toContain('in the artifact stack&#124;1.\n')
  })

  test('of a graph that nobody can read there is a table by levels', () => {
    const ids = Array.from({ length: 500 }, (_, at) => `image-${at}`)
    const many = planOf(ids.map((id, at) => plannedImage(id, { parents: at === 0 ? [] : ['image-0'] })))
    const summary = closingMarkdown(resultsOf(ids.map((id) => imageResult(id))), undefined, many)
    expect(summary).not.toContain('flowchart')
    expect(summary).toContain('| level | result | images |  |')
    expect(summary).toMatch(/\| 2 \| built \| 499 \| image&#45;1, image&#45;2, .* and 494 more \|/)
  })

  test('of a large stack in which little was done that is drawn', () => {
    const ids = Array.from({ length: 500 }, (_, at) => `image-${at}`)
    const many = planOf(ids.map((id) => plannedImage(id, { action: id === 'image-7' ? 'build' : 'skip' })))
    const summary = closingMarkdown(resultsOf([imageResult('image-7')]), undefined, many)
    expect(summary).toContain('flowchart')
    expect(summary).toContain('(without 499 skipped images)')
  })

  test('where there is no room, drawings are left out whole, and it is said', () => {
    const results = resultsOf([
      ...images,
      ...Array.from({ length: 200 }, (_, at) => red(`red-${at}`, suite('s', 'failed'))),
    ])
    const wide = planOf(results.images.slice(0, 50).map(({ id }) => plannedImage(id)))
    const summary = closingMarkdown(results, 8000, wide, links)
    expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(8000)
    expect(summary).not.toContain('```mermaid')
    expect(summary).toMatch(/^Left out here, for there is no room: graph, .*timeline.*report\.html in the artifact/m)
  })
})

test('a summary that would have 5 MB says most of what failed, and has whole parts only', () => {
  const lines = Array.from({ length: 30 }, () => 'x'.repeat(300))
  const images = Array.from({ length: 500 }, (_, at) =>
    red(`image-${at}`, suite('s', 'failed', { failures: [failure(at, { name: `t${at}`, file: `a${at}.py`, lines })] })),
  )
  const plan = planOf(images.map(({ id }) => plannedImage(id)))
  const whole = closingMarkdown(resultsOf(images, { outcome: 'failed' }), 100_000_000, plan)
  expect(Buffer.byteLength(whole)).toBeGreaterThan(4_500_000)
  const summary = closingMarkdown(resultsOf(images, { outcome: 'failed' }), undefined, plan)
  expect(Buffer.byteLength(summary)).toBeLessThanOrEqual(1_000_000)
  expect(faultsIn(summary)).toEqual([])
  expect(summary).toMatch(/^\(\d+ more failures are in results\.json\)$/m)
  expect(summary.split('```').length % 2).toBe(1)
})
