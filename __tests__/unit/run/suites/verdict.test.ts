import { describe, expect, test } from '@jest/globals'
import { offResult, verdict, type SuiteEnd, type SuiteRun } from '../../../../src/run/suites/verdict.js'
import type { SuiteKind } from '../../../../src/stack/suites.js'
import { suiteOf } from '../../stack/planning.js'

const xml = (cases: string): Buffer => Buffer.from(`<testsuites><testsuite>${cases}</testsuite></testsuites>`)
const GREEN = xml('<testcase name="a"/>')
const SKIPPED = xml('<testcase name="a"><skipped/></testcase>')
const XFAILED = xml('<testcase name="a"><skipped type="pytest.xfail"/></testcase>')
const EMPTY = xml('')
const failing = (count: number): Buffer =>
  xml(
    Array.from(
      { length: count },
      (_, n) => `<testcase classname="test_x" name="t${n}"><failure message="m">E ${n}</failure></testcase>`,
    ).join(''),
  )
const BROKEN = Buffer.from('<html/>')
const CUT = Buffer.from(failing(1).toString().slice(0, 60))
const LIES = Buffer.from('<testsuites><testsuite errors="2"><testcase name="a"/></testsuite></testsuites>')

type Suite = NonNullable<Parameters<typeof suiteOf>[0]>

function verdictOf(
  suite: Suite,
  end: Partial<SuiteEnd>,
  placeOf: (file: string) => string | undefined = () => undefined,
): SuiteRun {
  const calm = { status: 0, timedOut: false, outOfMemory: false, ms: 1234, junit: undefined, files: 0, tail: [] }
  return verdict(suiteOf(suite), { ...calm, ...end }, placeOf)
}

/** Suites that write a report, and commands. */
type Row = readonly [what: string, end: Partial<SuiteEnd>, message: string | undefined]

const REPORTING: readonly Row[] = [
  ['all passed', { junit: GREEN }, undefined],
  ['all were skipped', { junit: SKIPPED }, 'all 1 {tests} were skipped'],
  ['all failed as they are expected to', { junit: XFAILED }, undefined],
  ['one failed', { status: 1, junit: failing(1) }, '1 of 1 {tests} failed: test_x.py::t0'],
  [
    'many failed',
    { status: 1, junit: failing(5) },
    '5 of 5 {tests} failed: test_x.py::t0, test_x.py::t1, test_x.py::t2 and 2 more',
  ],
  ['failures, and a status that says all is well', { junit: failing(1) }, '1 of 1 {tests} failed: test_x.py::t0'],
  ['a status of failure, and none in the report', { status: 1, junit: GREEN }, 'exit status 1'],
  [
    'a report that counts failures it does not show',
    { junit: LIES },
    'its report cannot be read: it counts 2 failures and shows none',
  ],
  ['no report', {}, 'it left no report'],
  ['no report, and a failure', { status: 1 }, 'exit status 1'],
  ['another document', { junit: BROKEN }, 'its report cannot be read: it has no testsuite'],
  ['a report that is cut short', { junit: CUT }, /^its report cannot be read: /.source],
  ['another document, and a failure', { status: 2, junit: BROKEN }, 'exit status 2'],
  ['nothing to do', { status: 5, junit: EMPTY }, 'no {tests} were found'],
  ['nothing to do, and no report', { status: 5 }, 'no {tests} were found'],
  ['an empty report', { junit: EMPTY }, 'no {tests} were found'],
  ['a status of nothing to do, and failures', { status: 5, junit: failing(1) }, '1 of 1 {tests} failed: test_x.py::t0'],
  ['no time left', { status: 143, timedOut: true, junit: GREEN }, 'took longer than 1m00s and was stopped'],
  ['no memory left', { status: 137, outOfMemory: true }, 'ran out of memory'],
  ['no memory left for a part of it', { junit: GREEN, outOfMemory: true }, 'ran out of memory'],
  ['a crash', { status: 139 }, 'ended by signal 11 (segmentation fault)'],
  [
    'a crash after failures',
    { status: 139, junit: failing(1) },
    '1 of 1 {tests} failed: test_x.py::t0; ended by signal 11 (segmentation fault)',
  ],
  ['no program', { status: 126 }, 'the command cannot be executed (exit status 126)'],
  ['a large status', { status: 255 }, 'exit status 255'],
]

const COUNTED = { pytest: 'tests', imports: 'names', notebooks: 'notebooks' } as const
const KINDS = ['pytest', 'imports', 'notebooks'] as const satisfies SuiteKind[]

describe.each(KINDS)('%s', (kind) => {
  test.each(REPORTING)('%s', (_what, end, message) => {
    const { result } = verdictOf({ name: 's', kind }, end)
    const expected = message?.replace('{tests}', COUNTED[kind])
    expect(result).toMatchObject({ name: 's', kind, on: 'container', ms: 1234 })
    expect(result.outcome).toBe(expected === undefined ? 'passed' : 'failed')
    if (expected === undefined) expect(result).not.toHaveProperty('message')
    else if (expected.startsWith('^')) expect(result.message).toMatch(new RegExp(expected))
    else expect(result.message).toBe(expected)
  })

  test.each<[string, Partial<SuiteEnd>, boolean]>([
    ['nothing to do', { status: 5, junit: EMPTY }, true],
    ['nothing to do, and no report', { status: 5 }, true],
    ['an empty report', { junit: EMPTY }, true],
    ['no report at all', {}, false],
    ['a failure', { status: 5, junit: failing(1) }, false],
    ['no time left', { status: 5, timedOut: true }, false],
  ])('with allow_empty, %s', (_what, end, passes) => {
    const { result } = verdictOf({ kind, settings: { mayBeEmpty: true } }, end)
    expect(result.outcome).toBe(passes ? 'passed' : 'failed')
  })

  test.each<[readonly string[], 'container' | 'host', string]>([
    [
      ['stack-action: there is no kernel "r"; there are: python3', ''],
      'container',
      'there is no kernel "r"; there are: python3',
    ],
    [['something else'], 'container', 'python3 is not in the image (exit status 127)'],
    [[], 'container', 'python3 is not in the image (exit status 127)'],
    [['sh: python3: not found'], 'host', 'python3 is not on this machine (exit status 127)'],
  ])('that misses something and says %j', (tail, on, message) => {
    expect(verdictOf({ kind, on }, { status: 127, tail }).result.message).toBe(message)
  })
})

describe('pytest', () => {
  test.each<Row>([
    ['that cannot use its arguments', { status: 4 }, 'pytest could not use its arguments (exit status 4)'],
    [
      'that cannot read a file of tests',
      {
        status: 2,
        junit: xml('<testcase name="test_x"><error message="collection failure">E   boom</error></testcase>'),
      },
      '1 of 1 tests failed: test_x',
    ],
    ['that was interrupted', { status: 2, junit: GREEN }, 'exit status 2'],
  ])('%s', (_what, end, message) => expect(verdictOf({ kind: 'pytest' }, end).result.message).toBe(message))

  test('says which markers found nothing', () => {
    const suite: Suite = { kind: 'pytest', settings: { markers: 'not slow' } }
    expect(verdictOf(suite, { status: 5 }).result.message).toBe('no tests were found with the markers not slow')
  })
})

describe('a command', () => {
  test.each<Row>([
    ['needs no report', {}, undefined],
    ['fails', { status: 3 }, 'exit status 3'],
    ['is not there', { status: 127 }, 'a program that it calls is not in the image (exit status 127)'],
    ['is no program', { status: 126 }, 'the command cannot be executed (exit status 126)'],
    ['crashes', { status: 139 }, 'ended by signal 11 (segmentation fault)'],
    ['is aborted', { status: 134 }, 'ended by signal 6 (aborted)'],
    ['is killed', { status: 137 }, 'ended by signal 9 (killed)'],
    ['is told to end', { status: 143 }, 'ended by signal 15 (terminated)'],
    ['ends by another signal', { status: 129 }, 'ended by signal 1'],
    ['ends with a large status', { status: 255 }, 'exit status 255'],
    ['ends with the status that is nothing for others', { status: 5 }, 'exit status 5'],
    ['takes too long', { status: 143, timedOut: true }, 'took longer than 1m00s and was stopped'],
    ['needs too much memory', { status: 137, outOfMemory: true }, 'ran out of memory'],
    ['leaves a good report', { junit: GREEN }, undefined],
    ['leaves a report of failures', { junit: failing(2) }, '2 of 2 tests failed: test_x.py::t0, test_x.py::t1'],
    ['leaves a report of failures, and fails', { status: 1, junit: failing(1) }, '1 of 1 tests failed: test_x.py::t0'],
    ['leaves a good report, and fails', { status: 1, junit: GREEN }, 'exit status 1'],
    ['leaves a report that is none', { junit: BROKEN }, 'its report cannot be read: it has no testsuite'],
    ['leaves an empty report', { junit: EMPTY }, 'no tests were found'],
  ])('that %s', (_what, end, message) => {
    const { result } = verdictOf({}, end)
    expect([result.outcome, result.message]).toEqual([message === undefined ? 'passed' : 'failed', message])
  })

  test('on the host is not looked for in the image', () => {
    expect(verdictOf({ on: 'host' }, { status: 127 }).result.message).not.toContain('in the image')
  })
})

test('out of memory, the limit is told', () => {
  expect(verdictOf({ settings: { memory: 512e6 } }, { outOfMemory: true }).result.message).toBe(
    'ran out of memory (its limit: 512 MB)',
  )
})

describe('the evidence', () => {
  const tail = Array.from({ length: 20 }, (_, n) => `line ${n}`)

  test('is the end of the output', () => {
    const last = tail.slice(-8)
    expect(verdictOf({}, { status: 1, tail }).result.lines).toEqual(last)
    expect(verdictOf({ kind: 'pytest' }, { status: 1, junit: GREEN, tail }).result.lines).toEqual(last)
  })

  test('is none where failures bring lines of their own', () => {
    const { result } = verdictOf({ kind: 'pytest' }, { status: 1, junit: failing(2), tail })
    expect(result.lines).toBeUndefined()
    expect(result.failures?.map(({ lines }) => lines)).toEqual([['E 0'], ['E 1']])
  })

  test('of a suite that passed there is none', () => expect(verdictOf({}, { tail }).result.lines).toBeUndefined())
})

describe('what is kept', () => {
  const located = (file: string, line: number): Buffer =>
    xml(
      `<testcase name="t"><properties><property name="stack-action.file" value="${file}"/><property name="stack-action.line" value="${line}"/></properties><failure message="m">${'x\n'.repeat(60)}</failure></testcase>`,
    )
  const placeOf = (file: string): string | undefined => (file.startsWith('/t/') ? file.slice('/t/'.length) : undefined)

  test.each([
    ['/t/a/test_x.py', { file: 'a/test_x.py', line: 7 }],
    ['/usr/lib/x.py', {}],
  ])('a failure in %s is at %j of the stack', (file, place) => {
    const [failure] =
      verdictOf({ kind: 'pytest' }, { status: 1, junit: located(file, 7) }, placeOf).result.failures ?? []
    const { lines = [], ...rest } = failure ?? {}
    expect(rest).toEqual({ name: 't', message: 'm', ...place })
    expect(lines).toHaveLength(40)
  })

  test('the first twenty failures, and how many there are', () => {
    const { result, junit } = verdictOf({ kind: 'pytest' }, { status: 1, junit: failing(50) })
    expect(result.failures).toHaveLength(20)
    expect(result.counts).toEqual({ total: 50, failed: 50, skipped: 0 })
    expect(junit).toEqual(failing(50))
  })

  test('counts, slow and flaky tests, tests that pass against expectation, and files', () => {
    const property = (name: string): string =>
      `<properties><property name="stack-action.${name}" value="1"/></properties>`
    const report = xml(
      `<testcase name="slow" time="2.5"/><testcase name="flaky">${property('flaky')}</testcase><testcase name="mended">${property('unexpected')}</testcase>`,
    )
    expect(verdictOf({ kind: 'notebooks' }, { junit: report, files: 3 }).result).toEqual({
      ...{ name: 'smoke', kind: 'notebooks', on: 'container', outcome: 'passed', ms: 1234 },
      counts: { total: 3, failed: 0, skipped: 0 },
      slowest: [{ name: 'slow', ms: 2500 }],
      flaky: ['flaky'],
      unexpected: ['mended'],
      files: 3,
    })
  })

  test('of a suite without any of that: nothing', () => {
    expect(verdictOf({}, {}).result).toEqual({
      ...{ name: 'smoke', kind: 'command', on: 'container', outcome: 'passed', ms: 1234 },
    })
  })

  test('whose tests they are', () => {
    expect(verdictOf({ of: 'base' }, {}).result.of).toBe('base')
    expect(verdictOf({}, {}).result).not.toHaveProperty('of')
  })
})

test('a suite that is off has taken no time and says why', () => {
  expect(offResult(suiteOf({ name: 's', kind: 'pytest', on: 'host', of: 'base' }), 'why')).toEqual({
    result: { name: 's', kind: 'pytest', on: 'host', of: 'base', outcome: 'off', ms: 0, message: 'why' },
    remedy: undefined,
    junit: undefined,
  })
})

const MIXED = xml(
  '<testcase name="a"/><testcase name="b"><skipped type="pytest.xfail"/></testcase><testcase name="c"><skipped/></testcase>',
)

describe('where no test may be skipped', () => {
  test.each<SuiteKind>(['pytest', 'command'])('a %s that skips one fails', (kind) => {
    const message = (maySkip: boolean | undefined, junit: Buffer): string | undefined =>
      verdictOf({ kind, settings: { maySkip } }, { junit }).result.message
    expect(message(false, MIXED)).toBe('1 of 3 tests was skipped, and allow_skips is false')
    expect(message(true, MIXED)).toBeUndefined()
    expect(message(undefined, MIXED)).toBeUndefined()
    expect(message(false, XFAILED)).toBeUndefined()
    expect(message(false, GREEN)).toBeUndefined()
  })
})
