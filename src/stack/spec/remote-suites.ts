import { parseDuration } from '../../shared/duration.js'
import { proofOf } from '../proof.js'
import type { DeclaredSuite } from '../model.js'
import type { RemoteSettings } from '../suites.js'
import type { SpecSuite } from './schema.js'
import { wordsOf, type SuiteReader } from './suite-reader.js'

type Key = keyof SpecSuite

/** What means something on another machine only. */
const OF_REMOTE = ['ssh', 'proof', 'report', 'clean_up', 'retries', 'retry_wait', 'retry_when'] as const satisfies Key[]

/** What means nothing there: the container, this machine and the stack's files are elsewhere. */
const NOT_REMOTE = [
  ...(['files', 'start', 'services', 'pass_env', 'allow_empty'] as const),
  ...(['network', 'memory', 'cpus', 'docker', 'gpus'] as const),
] as const satisfies Key[]

/** What a suite over ssh needs to have a meaning, and what has one only there. */
export function checkRemoteFit(
  here: readonly string[],
  suite: SpecSuite,
  does: DeclaredSuite['does'],
  reader: SuiteReader,
): void {
  const refuse = (key: Key, why: string, remedy: string): void => reader.fail([...here, key], why, { remedy })
  if (suite.on !== 'ssh') {
    for (const key of OF_REMOTE)
      if (suite[key] !== undefined) refuse(key, `${key} is for suites over ssh`, 'Say on: ssh, or leave it out.')
    return
  }
  if (does?.kind !== 'command')
    refuse(
      'on',
      'over ssh a suite is a command',
      'Give it run: the launcher there, and what it is to run in the image.',
    )
  if (suite.pushed === false)
    refuse('pushed', 'another machine runs what was pushed', 'Leave it out: suites over ssh run after the push.')
  for (const key of NOT_REMOTE)
    if (suite[key] !== undefined)
      refuse(key, `${key} means nothing on a login host`, 'Leave it out; say it to the launcher, in the words of run.')
  if (suite.report === undefined) {
    if (suite.proof === 'report') refuse('proof', 'there is no report to read', 'Give report: its path on the host.')
    if (usesWord(suite.run, 'report'))
      refuse('run', '{report} stands for nothing here', 'Give report: the path on the login host of the JUnit file.')
  }
  if (suite.retries === undefined || suite.retries === 0)
    for (const key of ['retry_wait', 'retry_when'] as const)
      if (suite[key] !== undefined)
        refuse(key, `${key} without retries`, 'Give retries: how often a launch is tried again.')
  const proof = does?.kind === 'command' ? defaultProof(suite, does.run) : undefined
  if (
    (proof?.kind === 'status' || proof?.kind === 'text') &&
    suite.retries !== undefined &&
    suite.retry_when === undefined
  )
    refuse(
      'retries',
      'of a failure nobody can tell whether tests had begun',
      'Give retry_when: what the launcher says when it could not launch; a failed test is never tried again.',
    )
  if (does?.kind === 'command' && proof === undefined)
    refuse(
      'run',
      'nothing shows that its tests ran: a launcher may end with 0 and have started none',
      'Say proof: pytest (its closing line), text: words that it says at its end, or status if you vouch for the launcher; or give the report that it writes.',
    )
}

function usesWord(command: SpecSuite['run'], word: string): boolean {
  return [command ?? []].flat().some((one) => one.includes(`{${word}}`))
}

function defaultProof({ proof, report }: SpecSuite, run: readonly string[]): RemoteSettings['proof'] | undefined {
  if (proof === undefined) return proofOf(run, report)
  return typeof proof === 'string' ? { kind: proof } : { kind: 'text', text: proof.text }
}

/** Of a suite that is `on: ssh`; whatever does not fit has been told. */
export function remoteOf(
  here: readonly string[],
  suite: SpecSuite,
  does: DeclaredSuite['does'],
  reader: SuiteReader,
): RemoteSettings {
  const { ssh } = suite
  const ms = (value: string | undefined): number | undefined => (value === undefined ? undefined : parseDuration(value))
  const run = does?.kind === 'command' ? does.run : []
  return {
    proof: defaultProof(suite, run) ?? { kind: 'pytest' },
    report: suite.report,
    cleanUp: suite.clean_up === undefined ? undefined : wordsOf([...here, 'clean_up'], suite.clean_up, reader),
    retries: suite.retries ?? 0,
    retryWaitMs: ms(suite.retry_wait),
    retryWhen: suite.retry_when ?? [],
    host: ssh?.host,
    jump: ssh?.jump,
    knownHosts:
      ssh?.known_hosts === undefined ? undefined : reader.inside([...here, 'ssh', 'known_hosts'], ssh.known_hosts),
    connectMs: ms(ssh?.connect_timeout),
    keepAliveMs: ms(ssh?.keepalive),
  }
}
