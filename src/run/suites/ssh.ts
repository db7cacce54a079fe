import { randomBytes } from 'node:crypto'
import { setTimeout as sleep } from 'node:timers/promises'
import { slots } from '../../registry/slots.js'
import type { SshAccess } from '../../remote/access.js'
import { connectSsh, type RemoteEnd, type SshConnection } from '../../remote/connection.js'
import { placeText } from '../../remote/places.js'
import { messageOf, UserError, WorkError } from '../../shared/errors.js'
import { durationText } from '../../shared/text.js'
import type { RemoteSettings } from '../../stack/suites.js'
import { cleanUp } from './clean-up.js'
import { LineSplitter } from './lines.js'
import { MAX_REPORT_BYTES, type ReportFile } from './report-file.js'
import type { SuiteOrder } from './request.js'
import { SessionWatch, type Sessions } from './session.js'
import { accessOf } from './ssh-access.js'
import { fillLaunch } from './script-words.js'
import { NO_SSH, sshSecrets, type SshDefaults } from './ssh-defaults.js'
import { closingCounts, remoteFault } from './ssh-verdict.js'
import { fillWords } from './templates.js'
import { veilOf } from './veil.js'
import { OURS, verdict, type SuiteRun } from './verdict.js'

/** Between the polite and the forced end: a runner that cancels waits ten seconds in all, and there is the clean-up. */
const GRACE_MS = 3000
const RETRY_WAIT_MS = 60_000
/** A launch that has less is not tried. */
const LEAST_MS = 1000

/** What came of a launch. */
interface Launch {
  readonly end: RemoteEnd
  readonly sessions: Sessions
  readonly report: ReportFile
  /** Where that should lie. */
  readonly path: string | undefined
  readonly tail: readonly string[]
  /** What is not as it was before, over there. */
  readonly left: string | undefined
}

/**
 * Runs a suite on a machine that it logs in to. Throws when nothing could be launched there; whatever a launch came to is a
 * result. Its time-out is of all launches, with the waits between them.
 */
export async function runOverSsh(request: Omit<SuiteOrder, 'engine'>): Promise<SuiteRun> {
  const { suite, signal, stackDir } = request
  const { remote } = suite.settings
  const defaults = request.ssh ?? NO_SSH
  if (remote === undefined) throw new Error(`suite ${suite.name} does not say how it is run over ssh`)
  const access = await asWork(accessOf(suite, defaults, stackDir))
  const [report] = remote.report === undefined ? [] : fillWords([remote.report], request.words)
  const work = (): Promise<SuiteRun> => launched(request, { remote, access, defaults })
  if (report === undefined || report.includes('{launch}')) return work()
  return turnFor(`${placeText(access.place)} ${report}`)(async () => {
    signal.throwIfAborted()
    return work()
  })
}

/** Launches whose reports would lie in the same place come one after the other: one would be read as the other's. */
const turns = new Map<string, ReturnType<typeof slots>>()

function turnFor(place: string): ReturnType<typeof slots> {
  const turn = turns.get(place) ?? slots(1)
  turns.set(place, turn)
  return turn
}

interface Login {
  readonly remote: RemoteSettings
  readonly access: SshAccess
  readonly defaults: SshDefaults
}

async function launched(request: Omit<SuiteOrder, 'engine'>, { remote, access, defaults }: Login): Promise<SuiteRun> {
  const { suite, signal } = request
  const veil = veilOf(sshSecrets(defaults))
  const onLine = (text: string): void => request.onLine(veil.text(text))
  const began = performance.now()
  const timeLeft = (): number => suite.timeoutMs - (performance.now() - began)
  for (let attempt = 1; ; attempt++) {
    const connection = await asWork(connectSsh(access, signal))
    let launch: Launch
    try {
      launch = await launchOn(connection, { ...request, onLine }, remote, Math.max(timeLeft(), 1))
    } finally {
      connection.close()
    }
    const { end, sessions, report, path, tail, left } = launch
    const done = verdict(
      suite,
      {
        ...{ status: end.status, timedOut: end.timedOut, outOfMemory: false, ms: end.ms },
        ...{ ...report, files: 0, tail },
      },
      () => undefined,
      {
        fault: (junit, broken) => {
          const fault = remoteFault(suite, { ...end, sessions }, { path, junit, broken })
          return left === undefined ? fault : [fault, left].flatMap((one) => one ?? []).join('; ')
        },
        counts: closingCounts(sessions),
        failures: sessions.failures.map(({ name, message }) => ({ name, message, lines: [] })),
      },
    )
    const result = attempt === 1 ? done.result : { ...done.result, attempts: attempt }
    const wait = remote.retryWaitMs ?? RETRY_WAIT_MS
    const isWorthIt = attempt <= remote.retries && mayRepeat(launch, remote) && timeLeft() > wait + LEAST_MS
    if (result.outcome === 'passed' || !isWorthIt) return veil.run({ ...done, result })
    onLine(
      `${OURS}launch ${attempt} of ${remote.retries + 1} ended before any test began (${result.message ?? ''}); the next one in ${durationText(wait)}`,
    )
    await sleep(wait, undefined, { signal })
  }
}

/** Mistakes are found before a run begins; one that is made in between fails the suite, and not the run. */
async function asWork<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    const remedy = error.problems.find((one) => one.remedy !== undefined)?.remedy
    throw new WorkError(error.message, remedy === undefined ? {} : { remedy })
  }
}

/** Never a launch in which a test may have run, and none that may still be running. */
function mayRepeat({ end, sessions, report, left }: Launch, { retryWhen }: RemoteSettings): boolean {
  const hasBegun = sessions.started || report.junit !== undefined || report.broken !== undefined
  if (hasBegun || end.timedOut || left !== undefined) return false
  return retryWhen.length === 0 || retryWhen.some((text) => sessions.said.has(text))
}

async function launchOn(
  connection: SshConnection,
  request: Omit<SuiteOrder, 'engine'>,
  remote: RemoteSettings,
  timeoutMs: number,
): Promise<Launch> {
  const { suite, signal, onLine } = request
  const launch = `stack-${randomBytes(6).toString('hex')}`
  const path = remote.report === undefined ? undefined : fillWords([remote.report], { ...request.words, launch })[0]
  const words = { ...request.words, launch, ...(path === undefined ? {} : { report: path }) }
  const run = fillLaunch(suite.run, words)
  const cleaning = fillLaunch(remote.cleanUp ?? [], words)
  // What lies there is of another launch.
  if (path !== undefined) await connection.removeFile(path, signal)
  const watch = new SessionWatch([...remote.retryWhen, ...(remote.proof.kind === 'text' ? [remote.proof.text] : [])])
  const output = new LineSplitter((line) => {
    watch.push(line)
    onLine(line)
  })
  const env = Object.entries(suite.settings.env ?? {}).map(([name, value]) => `${name}=${value}`)
  let end: RemoteEnd | undefined
  let left: string | undefined
  try {
    end = await connection.run({
      // Servers refuse variables that come with a command (AcceptEnv); env(1) does not.
      words: [...(env.length === 0 ? [] : ['env', ...env]), ...run],
      ...{ timeoutMs, graceMs: GRACE_MS, signal },
      onStdout: (data) => output.push('stdout', data),
      onStderr: (data) => output.push('stderr', data),
    })
    output.end()
  } finally {
    if (end === undefined || end.timedOut || end.aborted || end.lost !== undefined)
      left = await cleanUp(connection, cleaning, signal, onLine)
  }
  if (end.left !== undefined) onLine(`${OURS}what it started there may still run: ${end.left}`)
  signal.throwIfAborted()
  const report = path === undefined ? { junit: undefined } : await reportOf(connection, path, end, signal)
  const leftThere = [
    end.left === undefined ? [] : `what it started there may still run: ${end.left}`,
    left ?? [],
  ].flat()
  return {
    ...{ end, sessions: watch.end(), report, path, tail: output.tail },
    left: leftThere.length === 0 ? undefined : leftThere.join('; '),
  }
}

/** Of a launch that did not come to its end, no report is of use. */
async function reportOf(
  connection: SshConnection,
  path: string,
  { timedOut, lost }: RemoteEnd,
  signal: AbortSignal,
): Promise<ReportFile> {
  if (timedOut || lost !== undefined) return { junit: undefined }
  try {
    return { junit: await connection.readFile(path, MAX_REPORT_BYTES, signal) }
  } catch (error) {
    signal.throwIfAborted()
    return { junit: undefined, broken: messageOf(error) }
  }
}
