import { clip, counted, durationText } from '../../shared/text.js'
import type { PlannedSuite, RemoteSettings } from '../../stack/suites.js'
import type { JUnit } from '../junit.js'
import type { TestCounts } from '../results.js'
import { ranIn, type ClosingLine } from './closing-line.js'
import { isGreen, type Sessions } from './session.js'
import { endText, junitFault } from './verdict.js'

/** How a launch on another machine ended. */
export interface LaunchEnd {
  /** Exit status; 128 + n after signal n. */
  readonly status: number
  readonly timedOut: boolean
  /** Why the connection ended before the launch did. */
  readonly lost: string | undefined
  readonly ms: number
  readonly sessions: Sessions
}

/** Its report, as far as there is one. */
export interface LaunchReport {
  /** Where it should lie; undefined: there should be none. */
  readonly path: string | undefined
  readonly junit: JUnit | undefined
  /** Why what lies there is none. */
  readonly broken: string | undefined
}

/** Of a name or line in a message. */
const MAX_NAMED = 200

/**
 * Why a suite on another machine failed; undefined when it passed. A launcher's word is not enough, and neither is that of
 * the output: exit status, closing lines and report have to agree.
 */
export function remoteFault(suite: PlannedSuite, end: LaunchEnd, report: LaunchReport): string | undefined {
  const { remote } = suite.settings
  if (remote === undefined) throw new Error(`suite ${suite.name} does not say how it is run over ssh`)
  if (end.lost !== undefined)
    return `the connection was lost after ${durationText(end.ms)}: ${clip(end.lost, MAX_NAMED)}`
  if (end.timedOut) return `took longer than ${durationText(suite.timeoutMs)} and was stopped`
  return (
    failedTests(end, report.junit, remote) ??
    (readsSessions(remote) ? sessionFault(end, remote) : undefined) ??
    reportFault(suite, end, report) ??
    saidFault(end, remote) ??
    statusFault(suite, end) ??
    skipFault(suite, end, report.junit)
  )
}

/** Whoever vouches for something else means that pytest's lines say nothing. */
function readsSessions({ proof }: RemoteSettings): boolean {
  return proof.kind === 'pytest' || proof.kind === 'report'
}

/** Tests that failed, whoever says so: the best news there is of a failure. */
function failedTests(
  { status, sessions }: LaunchEnd,
  junit: JUnit | undefined,
  remote: RemoteSettings,
): string | undefined {
  const though = status === 0 ? ', though the launcher ended with 0' : ''
  const told = junit === undefined ? undefined : junitFault(junit, 'tests')
  if (told !== undefined) return `${told}${though}`
  if (!readsSessions(remote)) return undefined
  const { closings, failures, collectionErrors } = sessions
  const named = failures.slice(0, 3).map(({ name }) => clip(name, MAX_NAMED))
  const names = named.length === 0 ? '' : `: ${named.join(', ')}${failures.length > 3 ? ' …' : ''}`
  const failed = sum(closings, 'failed')
  const errors = sum(closings, 'errors')
  if (collectionErrors && errors > 0) return `collection errors: ${counted(errors, 'error')}${names}${though}`
  if (failed + errors === 0) return undefined
  const total = closings.reduce((all, one) => all + ranIn(one) + one.errors + one.skipped, 0)
  return `${failed + errors} of ${counted(total, 'test')} failed${names}${though}`
}

/** What is missing in what pytest says: a beginning, an end, or a test. */
function sessionFault({ status, sessions }: LaunchEnd, { proof }: RemoteSettings): string | undefined {
  const { closings, unclosed, started, interrupted, contradiction } = sessions
  const ended = endText(status) ?? `exit status ${status}`
  if (unclosed > 0 || (started && closings.length === 0 && proof.kind === 'pytest'))
    return `the test session has no closing line: it did not come to its end (${ended})`
  if (interrupted !== undefined) return `the test session was interrupted: ${clip(interrupted, MAX_NAMED)}`
  if (contradiction !== undefined)
    return `the test session tells of failures, and its closing line does not (${clip(contradiction, MAX_NAMED)})`
  if (closings.length === 0) {
    if (proof.kind === 'report') return undefined
    return status === 0
      ? 'the launcher ended with 0, and no test session is in its output'
      : `the launch failed before any test began: ${launchText(status)}`
  }
  const bad = closings.find((one) => !isGreen(one))
  if (bad === undefined) return undefined
  return bad.skipped > 0 ? allSkipped(bad.skipped) : 'no tests ran'
}

function allSkipped(count: number): string {
  return `${count === 1 ? 'the only test was' : `all ${count} tests were`} skipped`
}

/** The report is there where one should be, has tests in it, and is of the session that was seen. */
function reportFault(
  { name }: PlannedSuite,
  { status, sessions: { closings, started } }: LaunchEnd,
  { path, junit, broken }: LaunchReport,
): string | undefined {
  if (path === undefined) return undefined
  if (broken !== undefined) return `its report cannot be read: ${broken}`
  if (junit === undefined) {
    if (status !== 0 && !started) return `the launch failed before any test began: ${launchText(status)}`
    const ended = status === 0 ? 'the launcher ended with 0, and ' : ''
    return `${ended}there is no report at ${clip(path, MAX_NAMED)}`
  }
  if (junit.counts.total === 0) return 'no tests ran'
  if (junit.ran === 0) return allSkipped(junit.counts.total)
  const [closing, ...others] = closings
  if (closing === undefined || others.length > 0 || closing.reruns > 0 || ranIn(closing) === junit.ran) return undefined
  return `its report and its closing line are not of one session of ${name}: ${junit.ran} and ${counted(ranIn(closing), 'test')} ran`
}

/** The words that somebody vouches for. */
function saidFault({ status, sessions: { said } }: LaunchEnd, { proof }: RemoteSettings): string | undefined {
  if (proof.kind !== 'text' || said.has(proof.text) || status !== 0) return undefined
  return `the launcher ended with 0, and never said "${clip(proof.text, MAX_NAMED)}"`
}

function statusFault({ run: [program = ''] }: PlannedSuite, { status, sessions }: LaunchEnd): string | undefined {
  if (status === 0) return undefined
  const [first] = sessions.closings
  const passed = first === undefined ? '' : `, though its tests passed (${clip(first.text, MAX_NAMED)})`
  if (status === 127 && passed === '') return `the login host has no "${clip(program, MAX_NAMED)}" (exit status 127)`
  return `the launcher failed: ${launchText(status)}${passed}`
}

function launchText(status: number): string {
  if (status === 127) return 'exit status 127: the login host does not have its program'
  if (status === 126) return 'exit status 126: its program cannot be executed'
  return endText(status) ?? `exit status ${status}`
}

function skipFault(
  { settings }: PlannedSuite,
  { sessions: { closings } }: LaunchEnd,
  junit: JUnit | undefined,
): string | undefined {
  if (settings.maySkip !== false) return undefined
  const told = closings.reduce((all, one) => all + one.skipped, 0)
  // Tests that are expected to fail, and do, are skips of a report, and have run.
  const skipped = junit === undefined ? told : junit.counts.total - junit.ran
  if (skipped === 0) return undefined
  const total = junit?.counts.total ?? closings.reduce((all, one) => all + ranIn(one) + one.skipped, 0)
  return `${skipped} of ${counted(total, 'test')} ${skipped === 1 ? 'was' : 'were'} skipped, and allow_skips is false`
}

/** What closing lines count, for results without a report. */
export function closingCounts({ closings }: Sessions): TestCounts | undefined {
  if (closings.length === 0) return undefined
  const skipped = sum(closings, 'skipped') + sum(closings, 'xfailed')
  const failed = sum(closings, 'failed') + sum(closings, 'errors')
  return { total: failed + skipped + sum(closings, 'passed') + sum(closings, 'xpassed'), failed, skipped }
}

function sum(closings: readonly ClosingLine[], count: Exclude<keyof ClosingLine, 'text'>): number {
  return closings.reduce((all, one) => all + one[count], 0)
}
