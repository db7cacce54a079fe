import { describe, expect, test } from '@jest/globals'
import { closingLines, closingMarkdown } from '../../../src/report/closing.js'
import type { ImageResult } from '../../../src/run/results.js'
import { imageResult, resultsOf } from '../support.js'

const FOLDERS = { artifacts: 'artifacts', logs: 'logs', manifests: 'manifests' }
const suite = (
  outcome: 'passed' | 'failed' | 'off',
  counts?: { total: number; failed: number; skipped: number },
): ImageResult['suites'][number] => ({
  name: 's',
  kind: 'pytest',
  outcome,
  ms: outcome === 'off' ? 0 : 500,
  ...(counts === undefined ? {} : { counts }),
})
const DIGEST = `sha256:${'0123456789ab'.repeat(6)}`.slice(0, 71)

test('a run that went well', () => {
  const image = imageResult('base', {
    build: { outcome: 'passed', ms: 61_000, size: 1_200_000_000 },
    suites: [suite('passed', { total: 7, failed: 0, skipped: 2 }), suite('passed'), suite('off')],
    published: [
      { ref: 'acme/base:main', digest: DIGEST },
      { ref: 'acme/base:abc1234', digest: DIGEST },
    ],
  })
  const skipped = imageResult('other', { outcome: 'skipped', action: 'skip' })
  expect(closingLines(resultsOf([image, skipped], { notices: ['mind this'] }), FOLDERS)).toEqual([
    '',
    'image  result  size    tests                time   digest        published as',
    'base   passed  1.2 GB  6 passed, 2 skipped  1m02s  0123456789ab  acme/base:main',
    '',
    'also published: acme/base:abc1234',
    'note: mind this',
    'files: artifacts logs manifests',
    'run: 1 image done in 1m05s',
  ])
})

test('a run with a failure shows the cause last, and what was not done because of it', () => {
  const failed = imageResult('base', {
    outcome: 'failed',
    failedStep: 'test',
    message: 'suite base: 2 of 9 tests failed',
    evidence: Array.from({ length: 20 }, (_, index) => `line ${index}`),
    remedy: 'Mend it.',
    suites: [suite('failed', { total: 9, failed: 2, skipped: 0 })],
  })
  const cancelled = imageResult('leaf', { outcome: 'cancelled', message: 'its parent base failed' })
  const lines = closingLines(
    resultsOf([failed, cancelled], { outcome: 'failed', unpublished: 'not every image is green: base' }),
    FOLDERS,
  )
  expect(lines.find((line) => line.startsWith('base'))).toContain('2/9 failed')
  expect(lines.slice(-12)).toEqual([
    'files: artifacts logs manifests',
    'FAILED base at test: suite base: 2 of 9 tests failed',
    ...Array.from({ length: 8 }, (_, index) => `    line ${index + 12}`),
    '    → Mend it.',
    'run: 1 of 2 failed, not done because of that: leaf (1m05s)',
  ])
  expect(lines).toContain('nothing was published: not every image is green: base')
})

test('what is reused is called so, and what passed before too', () => {
  const reused = imageResult('base', {
    action: 'reuse',
    testedAs: 'acme/base:ok-1',
    published: [{ ref: 'acme/base:main', digest: DIGEST }],
  })
  const broken = imageResult('leaf', { action: 'reuse', outcome: 'failed', suites: [suite('failed')] })
  const plain = imageResult('plain', { action: 'reuse' })
  expect(closingLines(resultsOf([reused, broken, plain], { outcome: 'failed' }), FOLDERS).slice(2, 5)).toEqual([
    'base   reused        passed before        0123456789ab  acme/base:main',
    'leaf   failed        1/1 failed     0.5s',
    'plain  reused',
  ])
})

test('a run that had nothing to do says so, without a table', () => {
  const left = (id: string): ImageResult => imageResult(id, { outcome: 'skipped', action: 'skip' })
  expect(closingLines(resultsOf([left('a'), left('b')]), FOLDERS)).toEqual([
    'files: artifacts logs manifests',
    'run: nothing to do; 2 images are left alone (1m05s)',
  ])
  expect(closingLines(resultsOf([left('a')]), FOLDERS).at(-1)).toBe('run: nothing to do; 1 image is left alone (1m05s)')
})

test('an image that was only needed and could not be had is told', () => {
  const needed = imageResult('base', { action: 'skip', outcome: 'failed', failedStep: 'pull', message: 'gone' })
  const lines = closingLines(resultsOf([needed], { outcome: 'failed' }), FOLDERS)
  expect(lines).toContain('FAILED base at pull: gone')
  expect(lines.at(-1)).toBe('run: 1 of 1 failed (1m05s)')
})

test('where something was published, nothing else was', () => {
  const published = imageResult('base', { published: [{ ref: 'acme/base:main', digest: DIGEST }] })
  const results = resultsOf([published], { outcome: 'failed', unpublished: 'denied' })
  expect(closingLines(results, FOLDERS)).toContain('nothing else was published: denied')
  expect(closingMarkdown(results)).toContain('nothing else was published: denied')
})

test('a suite that failed before its first test counts as a failure', () => {
  const image = imageResult('base', {
    outcome: 'failed',
    suites: [suite('failed', { total: 0, failed: 0, skipped: 0 })],
  })
  expect(closingLines(resultsOf([image]), FOLDERS)[2]).toContain('1/1 failed')
})

test('a run that was interrupted says so', () => {
  const lines = closingLines(
    resultsOf([imageResult('base', { outcome: 'cancelled' })], { outcome: 'interrupted' }),
    FOLDERS,
  )
  expect(lines.at(-1)).toBe('interrupted after 1m05s')
})

const evil = '\u001b[31m|x|\n# <img src=x>\n```'

describe('foreign text', () => {
  const image = imageResult('base', { outcome: 'failed', message: evil, evidence: [evil], remedy: evil })
  const results = resultsOf([image], { outcome: 'failed', notices: [evil], unpublished: evil })

  test('never leaves its line in the terminal', () => {
    for (const line of closingLines(results, FOLDERS)) expect(line).not.toMatch(/\p{Cc}/u)
  })

  test('is only text in the summary', () => {
    const summary = closingMarkdown(results)
    expect(summary).not.toContain('<img')
    expect(summary).not.toContain('\u001b')
    expect(summary).not.toMatch(/^(#(?!# stack-action)|```)/m)
  })
})

test('the summary is a table, with the failures below it', () => {
  const summary = closingMarkdown(
    resultsOf([imageResult('a-b'), imageResult('c', { outcome: 'failed', failedStep: 'push', message: 'denied' })], {
      outcome: 'failed',
      notices: ['n'],
    }),
  )
  expect(summary.split('\n')).toEqual([
    '## stack-action run: failed',
    '',
    '| image | result | size | tests | time | digest | published as |',
    '|:--|:--|:--|:--|:--|:--|:--|',
    '| a&#45;b | passed |  |  |  |  |  |',
    '| c | failed |  |  |  |  |  |',
    '',
    '**c** failed at push: denied',
    '',
    '- n',
    '',
  ])
})

test('a summary stays below what GitHub takes', () => {
  const images = Array.from({ length: 900 }, (_, at) =>
    imageResult(`image-${at}`, { outcome: 'failed', message: 'x'.repeat(2000) }),
  )
  const summary = closingMarkdown(resultsOf(images))
  expect(Buffer.byteLength(summary)).toBeLessThan(1024 * 1024)
  expect(summary).toMatch(/\(\d+ more lines are in the artifact\)/)
})
