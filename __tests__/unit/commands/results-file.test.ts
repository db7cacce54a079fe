import { expect, test } from '@jest/globals'
import { isResults } from '../../../src/commands/results-file.js'
import { annotationsOf } from '../../../src/report/annotations.js'
import { closingLines } from '../../../src/report/closing.js'
import { renderReport } from '../../../src/report/html/report.js'
import { mergeLegs } from '../../../src/report/merge.js'
import { renderResultFile } from '../../../src/report/result-file.js'
import { closingMarkdown } from '../../../src/report/run-summary.js'
import type { Results } from '../../../src/run/results.js'
import fc from '../property.js'
import { imageResult, resultsOf, suiteResult } from '../support.js'

const whole = resultsOf(
  [
    imageResult('a', {
      ...{ outcome: 'failed', failedStep: 'test', message: 'm', remedy: 'r', evidence: ['e'], testedAs: 'r/a:t' },
      build: { outcome: 'passed', ms: 5, size: 7 },
      steps: [{ step: 'build', at: 1, ms: 2, outcome: 'passed' }],
      suites: [
        suiteResult('s', {
          ...{ outcome: 'failed', of: 'b', message: 'm', counts: { total: 2, failed: 1, skipped: 0 }, files: 2 },
          failures: [{ name: 'n', file: 'f.py', line: 3, message: 'm', lines: ['l'] }],
          ...{ slowest: [{ name: 'n', ms: 4 }], flaky: ['n'], unexpected: ['n'], lines: ['l'] },
        }),
      ],
      diff: {
        against: { ref: 'a', digest: null },
        size: { before: 1, after: 2 },
        layers: { added: [], removed: [], same: 1 },
        lists: [
          {
            ...{ name: 'l', kind: 'pip', added: [['a', '1']], removed: [['b', '1']], upgraded: [['c', '1', '2']] },
            ...{ downgraded: [], counts: { added: 1, removed: 1, upgraded: 1, downgraded: 0 } },
          },
        ],
      },
    }),
  ],
  { outcome: 'failed', unpublished: 'because', notices: ['n'] },
)

/** Everything that shows results. */
function shown(results: Results): void {
  const twice = mergeLegs(
    ['one', 'two'].map((name) => ({ name, results })),
    undefined,
  ).results
  for (const all of [results, twice]) {
    closingMarkdown(all)
    renderReport({ results: all, plan: undefined, facts: [] })
    closingLines(all, { artifacts: 'a', logs: 'l', manifests: 'm' })
    annotationsOf(all, { directory: undefined, errors: 10, warnings: 10 })
    for (const image of all.images) renderResultFile(image)
  }
}

/** Where something stands in a document, and the ways to all of it. */
function places(value: unknown, way: readonly (string | number)[] = []): (readonly (string | number)[])[] {
  if (typeof value !== 'object' || value === null) return [way]
  const inside = Object.entries(value).flatMap(([key, one]) => places(one, [...way, key]))
  return way.length === 0 ? inside : [way, ...inside]
}

function replaced(way: readonly (string | number)[], by: unknown): unknown {
  const copy = JSON.parse(JSON.stringify(whole)) as Record<string | number, unknown>
  const parent = way.slice(0, -1).reduce((at, key) => at[key] as Record<string | number, unknown>, copy)
  parent[way.at(-1) ?? ''] = by
  return copy
}

test('what a run writes is results', () => {
  expect(isResults(JSON.parse(JSON.stringify(whole)))).toBe(true)
  expect(() => shown(whole)).not.toThrow()
})

test('whatever is changed in a file: it is refused, or it can be shown', () => {
  const anything = fc.constantFrom<unknown>(null, 5, -1e300, 1e20, '', 'x'.repeat(3000), true, [], [null], {}, [5])
  fc.assert(
    fc.property(fc.constantFrom(...places(whole)), anything, (way, by) => {
      const value = replaced(way, by)
      if (isResults(value)) shown(value)
    }),
    { numRuns: 600 },
  )
})
