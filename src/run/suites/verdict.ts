import { messageOf, WorkError } from '../../shared/errors.js'
import { clip, durationText } from '../../shared/text.js'
import type { PlannedSuite, SuiteKind } from '../../stack/suites.js'
import { readJUnit, type JUnit } from '../junit.js'
import type { SuiteResult, TestFailure } from '../results.js'

/** What a suite asks for beside its container does not come up: its own failure, and nobody else's. */
export class NotReady extends WorkError {}

/** How the program of a suite ended, and what it left. */
export interface SuiteEnd {
  /** Exit status; 128 + n after signal n. */
  readonly status: number
  readonly timedOut: boolean
  readonly outOfMemory: boolean
  readonly ms: number
  readonly junit: Buffer | undefined
  /** Files in its output folder. */
  readonly files: number
  /** The last lines it wrote. */
  readonly tail: readonly string[]
}

export interface SuiteRun {
  readonly result: SuiteResult
  /** The lines that show why it failed. */
  readonly evidence: readonly string[]
  readonly junit: Buffer | undefined
}

/** How our own words begin among those of a suite. */
export const OURS = 'stack-action: '

/** Results keep the first ones; the report has them all. */
const MAX_FAILURES = 20
const MAX_FAILURE_LINES = 40
const MAX_LINE = 500
/** Of the end of its output. */
const EVIDENCE = 8

/** What became of a suite. `placeOf` gives a file of its report as a path below the stack's directory, where it is one. */
export function verdict(suite: PlannedSuite, end: SuiteEnd, placeOf: (file: string) => string | undefined): SuiteRun {
  const { junit, broken } = parseReport(end.junit)
  const message = faultOf(suite, end, junit, broken)
  const failures = junit?.failures ?? []
  // Failures bring lines of their own.
  const evidence = failures.length > 0 ? [] : end.tail.slice(-EVIDENCE)
  return {
    result: {
      ...identity(suite),
      outcome: message === undefined ? 'passed' : 'failed',
      ms: end.ms,
      ...(junit === undefined ? {} : { counts: junit.counts }),
      ...(message === undefined ? {} : { message }),
      ...(failures.length === 0
        ? {}
        : { failures: failures.slice(0, MAX_FAILURES).map((one) => testFailure(one, placeOf)) }),
      ...(junit === undefined || junit.slowest.length === 0 ? {} : { slowest: junit.slowest }),
      ...(junit === undefined || junit.flaky.length === 0 ? {} : { flaky: junit.flaky }),
      ...(junit === undefined || junit.unexpected.length === 0 ? {} : { unexpected: junit.unexpected }),
      ...(end.files === 0 ? {} : { files: end.files }),
    },
    evidence: message === undefined ? [] : evidence,
    junit: end.junit,
  }
}

/** A suite for which nothing could be run, because what it asks for beside its container does not come up. */
export function notReadyResult(suite: PlannedSuite, { message, evidence, remedy }: NotReady, ms: number): SuiteRun {
  const why = remedy === undefined ? message : `${message} (${remedy})`
  return { result: { ...identity(suite), outcome: 'failed', ms, message: why }, evidence, junit: undefined }
}

/** A suite that does not run in this run. */
export function offResult(suite: PlannedSuite, why: string): SuiteRun {
  return { result: { ...identity(suite), outcome: 'off', ms: 0, message: why }, evidence: [], junit: undefined }
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

function parseReport(file: Buffer | undefined): { junit: JUnit | undefined; broken: string | undefined } {
  if (file === undefined) return { junit: undefined, broken: undefined }
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
  if (isEmpty && failed === 0)
    return suite.settings.mayBeEmpty === true
      ? undefined
      : `no ${counted} were found${suite.settings.markers === undefined ? '' : ` with the markers ${suite.settings.markers}`}`
  if (status === 0 && junit === undefined)
    return broken === undefined ? 'it left no report' : `its report cannot be read: ${broken}`
  if (status === 0 && failed === 0) return undefined
  if (junit !== undefined && junit.failures.length > 0) {
    const names = junit.failures.slice(0, 3).map((failure) => failure.name)
    const more = junit.counts.failed - names.length
    const died = status > 128 ? `; ${commandFault(suite, end) ?? ''}` : ''
    return `${junit.counts.failed} of ${junit.counts.total} ${counted} failed: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}${died}`
  }
  if (status === 127 && suite.kind !== 'command') return missing(suite, end, 'python3')
  if (status === 4 && suite.kind === 'pytest') return 'pytest could not use its arguments (exit status 4)'
  return commandFault(suite, end) ?? 'it reports a failure'
}

/** What our programs say when something is not there; a shell or the container's init say it another way. */
function missing({ on }: PlannedSuite, { tail }: SuiteEnd, what: string): string {
  const said = tail.findLast((line) => line.trim() !== '') ?? ''
  if (said.startsWith(OURS)) return said.slice(OURS.length)
  return `${what} is not ${on === 'host' ? 'on this machine' : 'in the image'} (exit status 127)`
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
  if (status === 127) return missing(suite, end, 'the command')
  if (status === 126) return 'the command cannot be executed (exit status 126)'
  if (status > 128 && status < 160) return `ended by signal ${status - 128}${SIGNALS[status - 128] ?? ''}`
  return `exit status ${status}`
}
