import { expect, test } from '@jest/globals'
import fc from '../property.js'
import { parse } from 'yaml'
import { renderResultFile } from '../../../src/report/result-file.js'
import type { SuiteResult } from '../../../src/run/results.js'
import { imageResult } from '../support.js'

test('the file of an image has UCSD’s keys first', () => {
  const text = renderResultFile(
    imageResult('base', {
      outcome: 'failed',
      failedStep: 'test',
      message: 'suite base: 1 of 2 tests failed',
      evidence: ['E assert'],
      build: { outcome: 'passed', ms: 1500, imageId: 'sha256:1', size: 5 },
      suites: [
        { name: 'base', kind: 'pytest', on: 'container', outcome: 'failed', ms: 100 },
        { name: 'integration_tests', kind: 'pytest', on: 'host', outcome: 'off', ms: 0, message: 'no' },
      ],
    }),
  )
  expect(Object.keys(parse(text) as object).slice(0, 5)).toEqual([
    'full_image_name',
    'success',
    'message',
    'container_details',
    'test_results',
  ])
  expect(parse(text)).toMatchObject({
    full_image_name: 'acme/base:main',
    success: false,
    container_details: { image_built: true, push_success: false },
    test_results: { basic_tests: 'Failed basic tests', integration_tests: 'skipped' },
    failed_step: 'test',
    build: { time: '1.5s' },
  })
})

const suite = (name: string, outcome: SuiteResult['outcome'], more: Partial<SuiteResult> = {}): SuiteResult => ({
  ...{ name, kind: 'pytest', on: 'container', outcome, ms: 1500 },
  ...more,
})

test.each<[SuiteResult[], string, string]>([
  [[], 'skipped', 'skipped'],
  [[suite('s', 'off')], 'skipped', 'skipped'],
  [[suite('s', 'passed')], 'Passed basic tests', 'skipped'],
  [[suite('s', 'passed'), suite('t', 'failed')], 'Failed basic tests', 'skipped'],
  [[suite('s', 'passed'), suite('t', 'cancelled')], 'skipped', 'skipped'],
  [[suite('s', 'passed'), suite('integration_tests', 'off')], 'Passed basic tests', 'skipped'],
  [[suite('s', 'passed'), suite('integration_tests', 'passed')], 'Passed basic tests', 'Passed integration tests'],
  [[suite('s', 'passed'), suite('integration_tests', 'failed')], 'Passed basic tests', 'Failed integration tests'],
  [[suite('s', 'failed'), suite('integration_tests', 'cancelled')], 'Failed basic tests', 'skipped'],
  [[suite('integration_tests', 'passed')], 'skipped', 'Passed integration tests'],
])('the suites %j are: %s, %s', (suites, basic, integration) => {
  const expected = suites.filter(({ outcome }) => outcome !== 'off').map(({ name }) => name)
  expect(parse(renderResultFile(imageResult('a', { suites, expected })))).toMatchObject({
    test_results: { basic_tests: basic, integration_tests: integration },
  })
})

test('a suite that did not run has not passed', () => {
  const text = renderResultFile(imageResult('a', { suites: [suite('s', 'passed')], expected: ['s', 't'] }))
  expect(parse(text)).toMatchObject({ test_results: { basic_tests: 'skipped' } })
})

test('a suite has its counts, what failed by place, what was flaky, and why it is off; lines and times are elsewhere', () => {
  const failures = [
    { name: 'test_a.py::b', file: 'tests/test_a.py', line: 7, message: 'no: "x"\n#', lines: ['E'] },
    { name: 'numpy', message: 'gone', lines: [] },
  ]
  const text = renderResultFile(
    imageResult('a', {
      suites: [
        suite('s', 'failed', {
          ...{ of: 'root', counts: { total: 3, failed: 2, skipped: 0 }, message: '2 of 3', failures, files: 2 },
          ...{ flaky: ['f'], unexpected: ['u'], slowest: [{ name: 'b', ms: 5 }] },
        }),
        suite('t', 'off', { ms: 0, message: 'no GPU' }),
      ],
    }),
  )
  expect((parse(text) as { suites: unknown }).suites).toEqual([
    {
      ...{ name: 's', kind: 'pytest', on: 'container', of: 'root', outcome: 'failed', ms: 1500, time: '1.5s' },
      counts: { total: 3, failed: 2, skipped: 0 },
      message: '2 of 3',
      failures: [
        { name: 'test_a.py::b', file: 'tests/test_a.py', line: 7, message: 'no: "x"\n#' },
        { name: 'numpy', message: 'gone' },
      ],
      ...{ flaky: ['f'], unexpected: ['u'], files: 2 },
    },
    { name: 't', kind: 'pytest', on: 'container', outcome: 'off', ms: 0, time: '0.0s', message: 'no GPU' },
  ])
})

test('what passed in an earlier run has passed', () => {
  const text = renderResultFile(imageResult('a', { action: 'reuse', testedAs: 'acme/a:ok-1' }))
  expect(parse(text)).toMatchObject({
    success: true,
    container_details: { image_built: false },
    test_results: { basic_tests: 'Passed basic tests' },
  })
})

test('whatever a log says, the file is YAML that says the same', () => {
  fc.assert(
    fc.property(
      fc.string({ unit: 'grapheme' }),
      fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 4 }),
      (message, evidence) => {
        expect(parse(renderResultFile(imageResult('a', { message, evidence })))).toMatchObject({ message, evidence })
      },
    ),
  )
})
