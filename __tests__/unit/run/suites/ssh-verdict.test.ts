import { expect, test } from '@jest/globals'
import { readJUnit } from '../../../../src/run/junit.js'
import { SessionWatch } from '../../../../src/run/suites/session.js'
import {
  closingCounts,
  remoteFault,
  type LaunchEnd,
  type LaunchReport,
} from '../../../../src/run/suites/ssh-verdict.js'
import type { PlannedSuite, Proof } from '../../../../src/stack/suites.js'
import { NO_SETTINGS } from '../../../../src/stack/suites.js'
import fc from '../../property.js'

const START = '============================= test session starts =============================='
const closing = (text: string): string => `========== ${text} ==========`
const PASSED = [START, 'collected 3 items', 'test_gpu.py ...  [100%]', closing('3 passed in 2.31s')]
const TWO_OF_FIVE = [
  ...[START, 'collected 5 items', 'test_gpu.py ..FF.  [100%]', '=== FAILURES ===', '___ test_a ___'],
  ...['FAILED test_gpu.py::test_a - assert 1 == 2', 'FAILED test_gpu.py::test_b[x y] - RuntimeError: CUDA - no'],
  closing('2 failed, 3 passed in 2.31s'),
]
const BROKEN = [
  ...[START, 'collected 0 items / 2 errors', '=== ERRORS ===', '____ ERROR collecting test_gpu.py ____'],
  ...['ERROR test_gpu.py - ModuleNotFoundError: torch', 'ERROR test_tf.py'],
  ...['!!!!!!!!! Interrupted: 2 errors during collection !!!!!!!!!', closing('2 errors in 0.12s')],
]
const report = (cases: string, attributes = ''): string =>
  `<testsuites><testsuite${attributes}>${cases}</testsuite></testsuites>`
const GREEN = report('<testcase classname="test_gpu" name="a"/>'.repeat(3))
const RED = report('<testcase classname="test_gpu" name="a"><failure message="no"/></testcase><testcase name="b"/>')
const SKIPS = report('<testcase name="a"/><testcase name="b"><skipped/></testcase>')
const ALL_SKIPPED = report('<testcase name="a"><skipped/></testcase>')

interface Case {
  readonly says?: readonly string[]
  readonly status?: number
  readonly proof?: Proof
  readonly report?: string
  readonly path?: string
  readonly maySkip?: boolean
  readonly end?: Partial<LaunchEnd>
}

function faultOf({ says = [], status = 0, proof = { kind: 'pytest' }, end = {}, ...more }: Case): string | undefined {
  const suite: PlannedSuite = {
    ...{ name: 'gpu', group: 'gpu', kind: 'command', on: 'ssh', pushed: true, of: undefined, off: undefined },
    ...{
      run: ['launch.sh', '-i', '{ref}', 'pytest'],
      files: undefined,
      targets: [],
      environment: undefined,
      shared: [],
    },
    timeoutMs: 1_800_000,
    settings: {
      ...NO_SETTINGS,
      maySkip: more.maySkip,
      remote: {
        ...{ proof, report: more.path, cleanUp: undefined, retries: 0, retryWaitMs: undefined, retryWhen: [] },
        ...{ host: undefined, jump: undefined, knownHosts: undefined, connectMs: undefined, keepAliveMs: undefined },
      },
    },
  }
  const watch = new SessionWatch(proof.kind === 'text' ? [proof.text] : [])
  for (const line of says) watch.push(line)
  const found: LaunchReport = {
    path: more.path,
    junit: more.report?.startsWith('<') === true ? readJUnit(more.report) : undefined,
    broken: more.report?.startsWith('<') === false ? more.report : undefined,
  }
  return remoteFault(
    suite,
    { ...{ status, timedOut: false, lost: undefined, ms: 185_000, sessions: watch.end() }, ...end },
    found,
  )
}

const NO_SESSION = 'the launcher ended with 0, and no test session is in its output'
const REPORT: Proof = { kind: 'report' }
const STATUS: Proof = { kind: 'status' }
const TEXT: Proof = { kind: 'text', text: 'ALL DONE' }

/** What is seen of a launch, and what is said of it; undefined: it has passed. */
const table: readonly (readonly [what: string, seen: Case, fault: string | undefined])[] = [
  // Green ones.
  ['tests passed', { says: PASSED }, undefined],
  ['-q', { says: ['...  [100%]', '3 passed in 0.31s'] }, undefined],
  ['some skipped', { says: [START, closing('3 passed, 1 skipped in 2.31s')] }, undefined],
  ['warnings', { says: [START, closing('3 passed, 12 warnings in 2.31s')] }, undefined],
  ['expected failures', { says: [START, closing('3 passed, 2 xfailed in 2.31s')] }, undefined],
  ['nothing but expected failures', { says: [START, closing('2 xfailed in 2.31s')] }, undefined],
  ['passed against expectation', { says: [START, closing('1 xpassed in 2.31s')] }, undefined],
  ['tests that were run again', { says: [START, closing('3 passed, 1 rerun in 2.31s')] }, undefined],
  [
    'xdist',
    { says: [START, 'created: 2/2 workers', '2 workers [3 items]', '...', closing('3 passed in 5.02s')] },
    undefined,
  ],
  [
    'colours',
    { says: [`\u001b[1m${START}\u001b[0m`, '\u001b[32m=== \u001b[1m3 passed\u001b[0m\u001b[32m in 2s ===\u001b[0m'] },
    undefined,
  ],
  ['a launcher that goes on talking', { says: ['pod is waiting', ...PASSED, 'pod/gpu-1 deleted', 'bye'] }, undefined],
  ['a prompt of the image before it', { says: ['NVIDIA Release 24.05', ...PASSED] }, undefined],
  ['two sessions', { says: [...PASSED, ...PASSED] }, undefined],
  [
    'a session within a session',
    { says: [START, START, closing('1 passed in 1s'), closing('3 passed in 2s')] },
    undefined,
  ],
  // Failures, whoever tells of them.
  [
    'tests failed',
    { says: TWO_OF_FIVE, status: 1 },
    '2 of 5 tests failed: test_gpu.py::test_a, test_gpu.py::test_b[x y]',
  ],
  [
    'a launcher that hides it',
    { says: TWO_OF_FIVE },
    '2 of 5 tests failed: test_gpu.py::test_a, test_gpu.py::test_b[x y], though the launcher ended with 0',
  ],
  ['-q', { says: ['F..  [100%]', '1 failed, 2 passed in 0.3s'], status: 1 }, '1 of 3 tests failed'],
  ['the only one failed', { says: [START, closing('1 failed in 0.3s')], status: 1 }, '1 of 1 test failed'],
  ['a broken tear-down', { says: [START, closing('3 passed, 1 error in 0.3s')], status: 1 }, '1 of 4 tests failed'],
  [
    'the first of two sessions failed',
    { says: [...TWO_OF_FIVE, ...PASSED] },
    '2 of 8 tests failed: test_gpu.py::test_a, test_gpu.py::test_b[x y], though the launcher ended with 0',
  ],
  [
    'the second of two failed',
    { says: [...PASSED, START, closing('1 failed in 1s')], status: 1 },
    '1 of 4 tests failed',
  ],
  [
    'the first of two with -q failed',
    { says: ['1 failed in 1s', '3 passed in 1s'] },
    '1 of 4 tests failed, though the launcher ended with 0',
  ],
  [
    'a subtest failed',
    { says: [START, closing('1 passed, 1 subtests failed in 1s')], status: 1 },
    '1 of 2 tests failed',
  ],
  // Collection.
  ['collection errors', { says: BROKEN, status: 2 }, 'collection errors: 2 errors: test_gpu.py, test_tf.py'],
  [
    'collection errors, hidden',
    { says: BROKEN },
    'collection errors: 2 errors: test_gpu.py, test_tf.py, though the launcher ended with 0',
  ],
  [
    'collection errors with -q',
    { says: ['_____ ERROR collecting test_gpu.py _____', '1 error in 0.1s'], status: 2 },
    'collection errors: 1 error',
  ],
  // None ran.
  ['no tests ran', { says: [START, 'collected 0 items', closing('no tests ran in 0.01s')], status: 5 }, 'no tests ran'],
  ['no tests ran, hidden', { says: [START, closing('no tests ran in 0.01s')] }, 'no tests ran'],
  ['no tests ran, -q', { says: ['no tests ran in 0.01s'], status: 5 }, 'no tests ran'],
  ['all deselected', { says: [START, closing('5 deselected in 0.01s')], status: 5 }, 'no tests ran'],
  ['all skipped', { says: [START, closing('4 skipped in 0.01s')] }, 'all 4 tests were skipped'],
  ['the only one skipped', { says: [START, closing('1 skipped, 2 warnings in 0.01s')] }, 'the only test was skipped'],
  [
    'all skipped in one of two',
    { says: [...PASSED, START, closing('4 skipped in 0.01s')] },
    'all 4 tests were skipped',
  ],
  // Launchers.
  ['a launcher that does nothing', { says: [] }, NO_SESSION],
  ['a launcher that says it is fine', { says: ['job gpu-1 submitted', 'done'] }, NO_SESSION],
  ['a launcher that says what pytest would', { says: ['All tests passed', '3 passed'] }, NO_SESSION],
  [
    'only collected',
    { says: [START, 'collected 3 items', closing('3 tests collected in 0.02s')] },
    'the test session has no closing line: it did not come to its end (exit status 0)',
  ],
  [
    'no GPU to be had',
    { says: ['no GPU is free'], status: 3 },
    'the launch failed before any test began: exit status 3',
  ],
  [
    'no launcher',
    { says: ['sh: launch.sh: not found'], status: 127 },
    'the launch failed before any test began: exit status 127: the login host does not have its program',
  ],
  [
    'a launcher that may not',
    { says: [], status: 126 },
    'the launch failed before any test began: exit status 126: its program cannot be executed',
  ],
  [
    'bad arguments of pytest',
    { says: ['ERROR: usage: pytest [options]'], status: 4 },
    'the launch failed before any test began: exit status 4',
  ],
  ['killed before', { says: [], status: 137 }, 'the launch failed before any test began: ended by signal 9 (killed)'],
  [
    'a launcher that fails after it',
    { says: PASSED, status: 1 },
    'the launcher failed: exit status 1, though its tests passed (3 passed in 2.31s)',
  ],
  [
    'a launcher killed after it',
    { says: PASSED, status: 137 },
    'the launcher failed: ended by signal 9 (killed), though its tests passed (3 passed in 2.31s)',
  ],
  // Sessions that do not end.
  [
    'a session that is killed',
    { says: PASSED.slice(0, 3), status: 137 },
    'the test session has no closing line: it did not come to its end (ended by signal 9 (killed))',
  ],
  [
    'a crash',
    { says: [...PASSED.slice(0, 2), 'Fatal Python error: Segmentation fault'], status: 139 },
    'the test session has no closing line: it did not come to its end (ended by signal 11 (segmentation fault))',
  ],
  [
    'an end without a word',
    { says: PASSED.slice(0, 2) },
    'the test session has no closing line: it did not come to its end (exit status 0)',
  ],
  [
    '-q that is cut',
    { says: ['test_gpu.py .F  [ 50%]'], status: 1 },
    'the test session has no closing line: it did not come to its end (exit status 1)',
  ],
  [
    'the first of two was killed',
    { says: [...PASSED.slice(0, 3), ...PASSED] },
    'the test session has no closing line: it did not come to its end (exit status 0)',
  ],
  [
    'a false closing line before a crash of another session',
    { says: [START, START, closing('9 passed in 1s')], status: 0 },
    'the test session has no closing line: it did not come to its end (exit status 0)',
  ],
  // Sessions that end before their tests.
  [
    'one that was interrupted, hidden',
    { says: [START, '!!!!!!!!! KeyboardInterrupt !!!!!!!!!', closing('2 passed in 1s')] },
    'the test session was interrupted: KeyboardInterrupt',
  ],
  [
    'one that a test ended, hidden',
    { says: ['..', '! _pytest.outcomes.Exit: the GPU is gone !', '2 passed in 1s'] },
    'the test session was interrupted: _pytest.outcomes.Exit: the GPU is gone',
  ],
  [
    'one that a test ended with 0, for a reason of two lines',
    { says: [START, closing('1 passed in 1s'), '!!! _pytest.outcomes.Exit: the GPU', 'is gone !!!'] },
    'the test session was interrupted: _pytest.outcomes.Exit: the GPU',
  ],
  [
    'a false line behind a true one without a summary',
    { says: [START, 'test_n.py .F  [100%]', closing('1 failed, 1 passed in 1s'), closing('9 passed in 1s')] },
    '1 of 11 tests failed, though the launcher ended with 0',
  ],
  [
    'a false line where the true one is left out (-qq)',
    { says: ['=== short test summary info ===', 'FAILED test_n.py::test_b - assert 0', '== 9 passed in 1s =='] },
    'the test session tells of failures, and its closing line does not (9 passed in 1s)',
  ],
  [
    'words of a failure in what a test prints',
    { says: [START, 'FAILED x.py::y - no', closing('1 passed in 1s')] },
    undefined,
  ],
  [
    'one that pytest itself broke, hidden',
    { says: [START, 'INTERNALERROR> Traceback (most recent call last):', closing('2 passed in 1s')] },
    'the test session was interrupted: an internal error of pytest',
  ],
  [
    'one with -q behind others that was killed, hidden',
    { says: ['..  [100%]', '2 passed in 1s', 'test_b.py .  [ 50%]', 'Killed'] },
    'the test session has no closing line: it did not come to its end (exit status 0)',
  ],
  [
    'one that failed, and one with -q that did not',
    { says: [...TWO_OF_FIVE, '..  [100%]', '2 passed in 1s'] },
    '2 of 7 tests failed: test_gpu.py::test_a, test_gpu.py::test_b[x y], though the launcher ended with 0',
  ],
  [
    'one that skipped everything, and one with -q that did not',
    { says: [START, closing('4 skipped in 1s'), '..  [100%]', '2 passed in 1s'] },
    'all 4 tests were skipped',
  ],
  [
    'a false line behind the true one',
    { says: [...TWO_OF_FIVE, closing('9 passed in 1s')] },
    '2 of 14 tests failed: test_gpu.py::test_a, test_gpu.py::test_b[x y], though the launcher ended with 0',
  ],
  // Tests that print what pytest prints.
  [
    'a false line before the true one',
    { says: [START, closing('9 passed in 1s'), closing('1 failed in 2s')], status: 1 },
    '1 of 1 test failed',
  ],
  [
    'a false line before none ran',
    { says: [START, closing('9 passed in 1s'), closing('no tests ran in 2s')] },
    'no tests ran',
  ],
  [
    'a false failure before the true line',
    { says: [START, closing('9 failed in 1s'), closing('3 passed in 2s')] },
    undefined,
  ],
  ['with -q every line counts', { says: ['9 passed in 1s', 'no tests ran in 2s'] }, 'no tests ran'],
  // The connection, and time.
  [
    'a lost connection',
    { says: PASSED.slice(0, 3), status: 255, end: { lost: 'Keepalive timeout' } },
    'the connection was lost after 3m05s: Keepalive timeout',
  ],
  [
    'a lost connection after the closing line',
    { says: PASSED, status: 255, end: { lost: 'read ECONNRESET' } },
    'the connection was lost after 3m05s: read ECONNRESET',
  ],
  [
    'time',
    { says: PASSED.slice(0, 2), status: 143, end: { timedOut: true } },
    'took longer than 30m00s and was stopped',
  ],
  // No skips allowed.
  [
    'a skip',
    { says: [START, closing('3 passed, 1 skipped in 2.31s')], maySkip: false },
    '1 of 4 tests was skipped, and allow_skips is false',
  ],
  ['none', { says: PASSED, maySkip: false }, undefined],
  [
    'expected failures are no skips',
    { says: [START, closing('3 passed, 2 xfailed in 2s')], maySkip: false },
    undefined,
  ],
  [
    'a skip in a report',
    { proof: REPORT, path: 'r.xml', report: SKIPS, maySkip: false },
    '1 of 2 tests was skipped, and allow_skips is false',
  ],
  // Reports.
  ['a report is enough', { proof: REPORT, path: 'r.xml', report: GREEN }, undefined],
  ['report and closing line agree', { proof: REPORT, path: 'r.xml', report: GREEN, says: PASSED }, undefined],
  [
    'none there',
    { proof: REPORT, path: 'r.xml', says: PASSED },
    'the launcher ended with 0, and there is no report at r.xml',
  ],
  [
    'none there, nor a session',
    { proof: REPORT, path: 'r.xml', status: 3 },
    'the launch failed before any test began: exit status 3',
  ],
  [
    'beside pytest’s line',
    { path: 'r.xml', says: PASSED },
    'the launcher ended with 0, and there is no report at r.xml',
  ],
  [
    'one that cannot be read',
    { proof: REPORT, path: 'r.xml', report: 'it is cut short' },
    'its report cannot be read: it is cut short',
  ],
  ['failures in it', { proof: REPORT, path: 'r.xml', report: RED, status: 1 }, '1 of 2 tests failed: test_gpu.py::a'],
  [
    'failures in it, and nowhere else',
    { path: 'r.xml', report: RED, says: PASSED },
    '1 of 2 tests failed: test_gpu.py::a, though the launcher ended with 0',
  ],
  [
    'failures in the line, and not in it',
    { path: 'r.xml', report: GREEN, says: TWO_OF_FIVE, status: 1 },
    '2 of 5 tests failed: test_gpu.py::test_a, test_gpu.py::test_b[x y]',
  ],
  ['nothing in it', { proof: REPORT, path: 'r.xml', report: report('', ' tests="0"') }, 'no tests ran'],
  ['all skipped in it', { proof: REPORT, path: 'r.xml', report: ALL_SKIPPED }, 'the only test was skipped'],
  [
    'of another session',
    { path: 'r.xml', report: RED.replace(/<failure[^>]*>/, ''), says: PASSED },
    'its report and its closing line are not of one session of gpu: 2 and 3 tests ran',
  ],
  [
    'a launcher that fails',
    { proof: REPORT, path: 'r.xml', report: GREEN, status: 7 },
    'the launcher failed: exit status 7',
  ],
  // Who vouches for it.
  ['its status alone', { proof: STATUS }, undefined],
  ['its status alone, not 0', { proof: STATUS, status: 2 }, 'the launcher failed: exit status 2'],
  ['no such program', { proof: STATUS, status: 127 }, 'the login host has no "launch.sh" (exit status 127)'],
  ['its words', { proof: TEXT, says: ['12:00 ALL DONE.'] }, undefined],
  [
    'its words are missing',
    { proof: TEXT, says: ['12:00 all done.'] },
    'the launcher ended with 0, and never said "ALL DONE"',
  ],
  ['its words, and not 0', { proof: TEXT, says: ['ALL DONE'], status: 1 }, 'the launcher failed: exit status 1'],
  [
    'a report beside them',
    { proof: TEXT, says: ['ALL DONE'], path: 'r.xml', report: RED, status: 1 },
    '1 of 2 tests failed: test_gpu.py::a',
  ],
]

test.each(table)('%s: %j', (_what, seen, fault) => expect(faultOf(seen)).toBe(fault))

test('nothing passes that has not said so, whatever it says', () => {
  const line = fc.oneof(
    fc.constantFrom(
      START,
      'collected 3 items',
      '...F',
      closing('1 failed in 1s'),
      closing('4 skipped in 1s'),
      'PASSED',
    ),
    fc.constantFrom(
      'no tests ran in 0.01s',
      '2 errors in 1s',
      closing('5 deselected in 1s'),
      'all tests passed',
      '====',
    ),
    fc.string({ unit: 'binary', maxLength: 100 }),
  )
  fc.assert(
    fc.property(fc.array(line, { maxLength: 30 }), fc.constantFrom(0, 1, 2, 5, 137), (says, status) =>
      expect(faultOf({ says, status })).toBeDefined(),
    ),
  )
})

test('no exit status but 0 passes, whatever is said', () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 255 }), fc.array(fc.constantFrom(...PASSED)), (status, says) =>
      expect(faultOf({ says: [...says, ...PASSED], status })).toBeDefined(),
    ),
  )
})

test.each([
  ['a failure that is cut before its number', ['.F'], true],
  ['a failure in a file', ['test_gpu.py E'], true],
  ['a crash', ['Fatal Python error: Segmentation fault'], true],
  ['an end from within', ['! _pytest.outcomes.Exit: no GPU !'], true],
  ['a launcher that waits', ['......'], false],
  ['a launcher in capitals', ['FAILED to get a GPU', 'Error: queue'], false],
])('a test may have run: %s', (_what, says, started) => {
  const watch = new SessionWatch()
  for (const line of says) watch.push(line)
  expect(watch.end().started).toBe(started)
})

test('counts of closing lines are those of results', () => {
  const watch = new SessionWatch()
  watch.push(closing('1 failed, 2 passed, 3 skipped, 4 xfailed, 5 xpassed, 6 errors, 7 deselected in 1s'))
  expect(closingCounts(watch.end())).toEqual({ total: 21, failed: 7, skipped: 7 })
  expect(closingCounts(new SessionWatch().end())).toBeUndefined()
})
