import { expect, test } from '@jest/globals'
import fc from '../property.js'
import { parse } from 'yaml'
import { renderResultFile } from '../../../src/report/result-file.js'
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
        { name: 'base', kind: 'pytest', outcome: 'failed', ms: 100 },
        { name: 'integration', kind: 'off', outcome: 'off', ms: 0 },
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

test.each([
  [[], 'skipped'],
  [[{ name: 's', kind: 'off', outcome: 'off', ms: 0 }], 'skipped'],
  [[{ name: 's', kind: 'command', outcome: 'passed', ms: 0 }], 'Passed basic tests'],
] as const)('the suites %j are: %s', (suites, expected) => {
  expect(parse(renderResultFile(imageResult('a', { suites: [...suites] })))).toMatchObject({
    test_results: { basic_tests: expected },
  })
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
