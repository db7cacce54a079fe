import { messageOf, WorkError } from '../../shared/errors.js'
import { clip, durationText } from '../../shared/text.js'
import type { PlannedSuite, SuiteKind } from '../../stack/suites.js'
import { readJUnit, type JUnit } from '../junit.js'
import type { SuiteResult, TestCounts, TestFailure } from '../results.js'

/** How the program of a suite ended, and what it left. */
export interface SuiteEnd {
  /** Exit status; 128 + n after signal n. */
  readonly status: number
  readonly timedOut: boolean
  readonly outOfMemory: boolean
  readonly ms: number
  readonly junit: Buffer | undefined
  /** Why what lies in the place of the report cannot be one. */
  readonly broken?: string
  /** What went wrong beside it: it fails, whatever its program says. */
  readonly beside?: string
  /** Files in its output folder. */
  readonly files: number
  /** The last lines it wrote. */
  readonly tail: readonly string[]
}

export interface SuiteRun {
  readonly result: SuiteResult
  readonly remedy: string | undefined
  readonly junit: Buffer | undefined
  /** It could not be run: nothing was said of the image. */
  readonly notBegun?: true
}

/** How our own words begin among those of a suite. */
export const OURS = 'stack-action: '

/** Results keep the first ones; the report has them all. */
const MAX_FAILURES = 20
const MAX_FAILURE_LINES = 40
const MAX_LINE = 500
/** Of the end of its output. */
const EVIDENCE = 8

/** What is known of a suite beside its end and its report. */
export interface Told {
  /** Why it failed; undefined when it passed. */
  readonly fault: (junit: JUnit | undefined, broken: string | undefined) => string | undefined
  /** What it says of its tests where there is no report. */
  readonly counts: TestCounts | undefined
  readonly failures: readonly TestFailure[]
}

/** What became of a suite. `placeOf` gives a file of its report as a path below the stack's directory, where it is one. */
export function verdict(
  suite: PlannedSuite,
  end: SuiteEnd,
  placeOf: (file: string) => string | undefined,
  told?: Told,
): SuiteRun {
  const { junit, broken } = parseReport(end)
  const fault = told === undefined ? faultOf(suite, end, junit, broken) : told.fault(junit, broken)
  const message = withBeside(fault, end)
  const counts = junit?.counts ?? told?.counts
  const failures = junit?.failures.map((one) => testFailure(one, placeOf)) ?? told?.failures ?? []
  // Failures of a report bring lines of their own.
  const lines = failures.some((one) => one.lines.length > 0)
    ? []
    : end.tail.slice(-EVIDENCE).map((line) => clip(line, MAX_LINE))
  return {
    result: {
      ...identity(suite),
      outcome: message === undefined ? 'passed' : 'failed',
      ms: end.ms,
      ...(counts === undefined ? {} : { counts }),
      ...(message === undefined ? {} : { message }),
      ...(failures.length === 0 ? {} : { failures: failures.slice(0, MAX_FAILURES) }),
      ...(junit === undefined || junit.slowest.length === 0 ? {} : { slowest: junit.slowest }),
      ...(junit === undefined || junit.flaky.length === 0 ? {} : { flaky: junit.flaky }),
      ...(junit === undefined || junit.unexpected.length === 0 ? {} : { unexpected: junit.unexpected }),
      ...(end.files === 0 ? {} : { files: end.files }),
      ...(message === undefined || lines.length === 0 ? {} : { lines }),
    },
    remedy: undefined,
    junit: end.junit,
  }
}

/** A suite that could not be run: no container of it starts, or what it asks for beside it does not come up. */
export function notRunResult(suite: PlannedSuite, { message, evidence, remedy }: WorkError, ms: number): SuiteRun {
  const lines = evidence.slice(-EVIDENCE).map((line) => clip(line, MAX_LINE))
  const shown = lines.length === 0 ? {} : { lines }
  const result: SuiteResult = { ...identity(suite), outcome: 'failed', ms, message, ...shown }
  return { result, remedy, junit: undefined, notBegun: true }
}

/** A suite that does not run in this run. */
export function offResult(suite: PlannedSuite, why: string): SuiteRun {
  return { result: { ...identity(suite), outcome: 'off', ms: 0, message: why }, remedy: undefined, junit: undefined }
}

function identity({ name, kind, on, of, pushed }: PlannedSuite): Omit<SuiteResult, 'outcome' | 'ms'> {
  return { name, kind, on, ...(of === undefined ? {} : { of }), ...(pushed ? { pushed } : {}) }
}

function testFailure(
  { name, message, lines, file, line }: JUnit['failures'][number],
  placeOf: (file: string) => string | undefined,
): TestFailure {
  const place = file === undefined ? undefined : placeOf(file)
  return {
    name,
    ...(place === undefined ? {} : { file: place, ...(line === undefined ? {} : { line }) }),
    message,
    lines: lines.slice(-MAX_FAILURE_LINES).map((text) => clip(text, MAX_LINE)),
  }
}

function parseReport({ junit: file, broken }: SuiteEnd): { junit: JUnit | undefined; broken: string | undefined } {
  if (file === undefined) return { junit: undefined, broken }
  try {
    return { junit: readJUnit(file.toString('utf8')), broken: undefined }
  } catch (error) {
    return { junit: undefined, broken: messageOf(error) }
  }
}

/** Why a suite failed; undefined when it passed. */
function faultOf(
  suite: PlannedSuite,
  end: SuiteEnd,
  junit: JUnit | undefined,
  broken: string | undefined,
): string | undefined {
  if (end.timedOut) return `took longer than ${durationText(suite.timeoutMs)} and was stopped`
  if (end.outOfMemory) return `ran out of memory${limitText(suite)}`
  // A command need not write a report; one that tells of failures is believed.
  if (suite.kind === 'command' && end.status !== 0 && !junit?.failures.length) return commandFault(suite, end)
  if (suite.kind === 'command' && junit === undefined && broken === undefined) return undefined
  return reportFault(suite, end, junit, broken)
}

/** Of one that was stopped, what else was stopped with it is no news. */
function withBeside(own: string | undefined, { beside, timedOut }: SuiteEnd): string | undefined {
  if (beside === undefined || timedOut) return own
  return own === undefined ? beside : `${own}; ${beside}`
}

function limitText({ settings: { memory } }: PlannedSuite): string {
  return memory === undefined ? '' : ` (its limit: ${Math.round(memory / 1e6)} MB)`
}

/** What each kind of them counts. */
const COUNTED: Readonly<Record<SuiteKind, string>> = {
  pytest: 'tests',
  imports: 'names',
  notebooks: 'notebooks',
  command: 'tests',
}

/** Of suites that write a report: pytest and our own programs, whose exit statuses mean the same; and commands that do. */
function reportFault(
  suite: PlannedSuite,
  end: SuiteEnd,
  junit: JUnit | undefined,
  broken: string | undefined,
): string | undefined {
  const { status } = end
  const counted = COUNTED[suite.kind]
  const failed = junit?.counts.failed ?? 0
  // https://docs.pytest.org/en/stable/reference/exit-codes.html
  const isEmpty = status === 5 || (status === 0 && junit?.counts.total === 0)
  // Tests that nobody runs guard nothing.
  if (
    junit !== undefined &&
    junit.counts.total > 0 &&
    junit.ran === 0 &&
    status === 0 &&
    suite.settings.mayBeEmpty !== true
  )
    return `all ${junit.counts.total} ${counted} were skipped`
  if (isEmpty && failed === 0)
    return suite.settings.mayBeEmpty === true
      ? undefined
      : `no ${counted} were found${suite.settings.markers === undefined ? '' : ` with the markers ${suite.settings.markers}`}`
  if (status === 0 && junit === undefined)
    return broken === undefined ? 'it left no report' : `its report cannot be read: ${broken}`
  if (status === 0 && failed === 0) return junit === undefined ? undefined : skipFault(suite, junit, counted)
  const tests = junit === undefined ? undefined : junitFault(junit, counted)
  if (tests !== undefined) return `${tests}${status > 128 ? `; ${commandFault(suite, end) ?? ''}` : ''}`
  if (status === 127 && suite.kind !== 'command') return missing(suite, end, 'python3')
  if (status === 4 && suite.kind === 'pytest') return 'pytest could not use its arguments (exit status 4)'
  return commandFault(suite, end) ?? 'it reports a failure'
}

/** Which tests of a report failed; `counted`: what they are called. */
export function junitFault({ failures, counts }: JUnit, counted: string): string | undefined {
  if (failures.length === 0) return undefined
  const names = failures.slice(0, 3).map((failure) => failure.name)
  const more = counts.failed - names.length
  return `${counts.failed} of ${counts.total} ${counted} failed: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
}

/** One that is expected to fail, and does, is among the skipped of a report, and has run. */
function skipFault({ settings }: PlannedSuite, { counts, ran }: JUnit, counted: string): string | undefined {
  const skipped = counts.total - ran
  if (settings.maySkip !== false || skipped === 0) return undefined
  return `${skipped} of ${counts.total} ${counted} ${skipped === 1 ? 'was' : 'were'} skipped, and allow_skips is false`
}

/** What our programs say when something is not there; a shell or the container's init say it another way. */
function missing({ on }: PlannedSuite, { tail }: SuiteEnd, what: string): string {
  const said = tail.findLast((line) => line.trim() !== '') ?? ''
  if (said.startsWith(OURS)) return said.slice(OURS.length)
  return `${what} is not ${on === 'host' ? 'on this machine' : 'in the image'} (exit status 127)`
}

/** The init of a container says which program is not there; a shell within it has said so in its own words. */
function commandName({ run: [program = ''] }: PlannedSuite, { tail }: SuiteEnd): string {
  return tail.some((line) => line.includes(`exec ${program} failed`))
    ? `"${clip(program, 100)}"`
    : 'a program that it calls'
}

const SIGNALS: Readonly<Record<number, string>> = {
  6: ' (aborted)',
  9: ' (killed)',
  11: ' (segmentation fault)',
  15: ' (terminated)',
}

function commandFault(suite: PlannedSuite, end: SuiteEnd): string | undefined {
  const { status } = end
  if (status === 0) return undefined
  if (status === 127) return missing(suite, end, commandName(suite, end))
  if (status === 126) return 'the command cannot be executed (exit status 126)'
  return endText(status) ?? `exit status ${status}`
}

/** Of 128 + n: what signal ended it. */
export function endText(status: number): string | undefined {
  if (status <= 128 || status >= 160) return undefined
  return `ended by signal ${status - 128}${SIGNALS[status - 128] ?? ''}`
}
