import { describe, expect, test } from '@jest/globals'
import { closingLine, type ClosingLine } from '../../../../src/run/suites/closing-line.js'
import fc from '../../property.js'

const NOTHING: Omit<ClosingLine, 'text'> = {
  ...{ passed: 0, failed: 0, errors: 0, skipped: 0, xfailed: 0, xpassed: 0, deselected: 0, reruns: 0 },
}
type Counts = Partial<Omit<ClosingLine, 'text'>>

/** Closing lines as pytest 4 to 9 and its plugins write them. */
const closings: readonly (readonly [line: string, counts: Counts])[] = [
  ['============================== 3 passed in 2.31s ===============================', { passed: 3 }],
  ['=== 3 passed, 1 skipped in 2.31s ===', { passed: 3, skipped: 1 }],
  ['= 3 passed in 2.31s =', { passed: 3 }],
  ['========== 1 failed, 2 passed in 0.12s ==========', { failed: 1, passed: 2 }],
  [
    '=== 1 failed, 2 passed, 3 skipped, 4 deselected, 5 xfailed, 6 xpassed, 7 warnings, 8 errors in 9.10s ===',
    {
      ...{ failed: 1, passed: 2, skipped: 3, deselected: 4, xfailed: 5, xpassed: 6, errors: 8 },
    },
  ],
  ['=========================== no tests ran in 0.00s ============================', {}],
  ['=== no tests ran, 2 warnings in 0.01s ===', {}],
  ['=== 5 deselected in 0.01s ===', { deselected: 5 }],
  ['=== 5 deselected, 1 warning in 0.01s ===', { deselected: 5 }],
  ['=============================== 1 error in 0.05s ===============================', { errors: 1 }],
  ['=== 2 errors in 0.05s ===', { errors: 2 }],
  ['=== 3 passed, 1 error in 0.05s ===', { passed: 3, errors: 1 }],
  ['=== 4 skipped in 0.05s ===', { skipped: 4 }],
  ['=== 1 warning, 1 error in 0.05s ===', { errors: 1 }],
  ['=== 2 passed, 1 xfailed in 1.00s ===', { passed: 2, xfailed: 1 }],
  ['=== 2 passed, 1 xpassed in 1.00s ===', { passed: 2, xpassed: 1 }],
  ['=== 2 passed, 3 rerun in 1.00s ===', { passed: 2, reruns: 3 }],
  ['=== 1 failed, 2 rerun in 1.00s ===', { failed: 1, reruns: 2 }],
  ['=== 1 passed, 3 subtests passed in 1.00s ===', { passed: 1 }],
  ['=== 1 failed, 1 subtests failed, 2 subtests passed in 1.00s ===', { failed: 2 }],
  ['=== 3 passed, 2 flaky in 1.00s ===', { passed: 3 }],
  ['=== 3 passed, 2 soft failures in 1.00s ===', { passed: 3, failed: 2 }],
  // Long ones.
  ['=== 27 passed in 75.31s (0:01:15) ===', { passed: 27 }],
  ['=== 27 passed in 86461.00s (1 day, 0:01:01) ===', { passed: 27 }],
  ['=== 27 passed in 200000.00s (2 days, 7:33:20) ===', { passed: 27 }],
  ['=== 3 passed in 2.31 seconds ===', { passed: 3 }],
  ['=== 123456789 passed in 2.31s ===', { passed: 123_456_789 }],
  // -q has no fence.
  ['3 passed in 0.01s', { passed: 3 }],
  ['1 failed, 2 passed in 0.01s', { failed: 1, passed: 2 }],
  ['no tests ran in 0.01s', {}],
  ['3 passed, 1 warning in 75.31s (0:01:15)', { passed: 3 }],
  ['1 error in 0.01s', { errors: 1 }],
  // Colours, and what a terminal makes of it.
  [
    '\u001b[32m=============== \u001b[32m\u001b[1m3 passed\u001b[0m\u001b[32m in 0.01s\u001b[0m\u001b[32m ===============\u001b[0m',
    { passed: 3 },
  ],
  [
    '\u001b[31m\u001b[1m1 failed\u001b[0m, \u001b[32m2 passed\u001b[0m\u001b[31m in 0.01s\u001b[0m',
    { failed: 1, passed: 2 },
  ],
  ['  === 3 passed in 2.31s ===  ', { passed: 3 }],
  ['=== 3 passed in 2.31s ===\r', { passed: 3 }],
]

test.each(closings)('%j is a closing line', (line, counts) => {
  const { text, ...found } = closingLine(line) ?? { text: undefined }
  expect(found).toEqual({ ...NOTHING, ...counts })
  expect(text).toMatch(/^(?:\d|no tests ran).* in [\d.]+(?:s| seconds)/)
})

test.each([
  '',
  '===',
  '=== test session starts ===',
  '=== FAILURES ===',
  '=== short test summary info ===',
  '=== warnings summary ===',
  '=== slowest 3 durations ===',
  '=== 3 tests collected in 0.01s ===',
  '=== no tests collected in 0.01s ===',
  '=== 3 passed ===',
  '3 passed',
  '3 passed in',
  '3 passed in a moment',
  '=== 3 passed in 2.31s',
  '3 passed in 2.31s ===',
  'passed in 2.31s',
  '=== three passed in 2.31s ===',
  '=== -3 passed in 2.31s ===',
  '=== 3 passed; 1 failed in 2.31s ===',
  '=== 3 passed,1 failed in 2.31s ===',
  '=== 1234567890 passed in 2.31s ===',
  'INFO 3 passed in 2.31s',
  'test_x.py::test_y 3 passed in 2.31s',
  '6 layers pulled in 3.1s',
  '3 passed, 6 layers in 3.1s',
  '=== 6 layers in 3.1s ===',
  '1 file changed in 2s',
  'Ran 3 tests in 0.001s',
  `=== 3 passed in 2.31s ${'='.repeat(2000)}`,
])('%j is none', (line) => expect(closingLine(line)).toBeUndefined())

describe('whatever comes', () => {
  const kinds = ['failed', 'passed', 'skipped', 'deselected', 'xfailed', 'xpassed'] as const
  const counts = fc.dictionary(fc.constantFrom(...kinds), fc.integer({ min: 1, max: 99_999 }), { minKeys: 1 })
  const fence = fc.integer({ min: 1, max: 80 }).map((width) => '='.repeat(width))

  test('what pytest counts is what is read', () =>
    fc.assert(
      fc.property(counts, fence, fc.boolean(), (counted, bar, quiet) => {
        const parts = Object.entries(counted).map(([word, number]) => `${number} ${word}`)
        const line = `${parts.join(', ')} in 1.00s`
        expect(closingLine(quiet ? line : `${bar} ${line} ${bar}`)).toEqual({ ...NOTHING, ...counted, text: line })
      }),
    ))

  test('no text throws, and none counts less than nothing', () =>
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 2000 }), (text) => {
        const found = closingLine(text)
        if (found === undefined) return
        for (const [name, number] of Object.entries(found))
          if (name !== 'text') expect(number).toBeGreaterThanOrEqual(0)
      }),
    ))

  test('a line that is made to be slow is not', () => {
    const began = performance.now()
    for (const line of [
      `= ${'1 passed, '.repeat(90)}`,
      '='.repeat(999),
      `${'9'.repeat(990)} passed in`,
      ' in 1s'.repeat(160),
    ])
      for (let count = 0; count < 100; count++) closingLine(line)
    expect(performance.now() - began).toBeLessThan(2000)
  })
})
