import { rm } from 'node:fs/promises'
import type { Engine } from '../docker/engine.js'
import type { GpuFiles } from '../output/gpu-files.js'
import type { RegistryClient } from '../registry/client.js'
import type { CredentialsFor } from '../registry/credentials.js'
import { slots } from '../registry/slots.js'
import type { GpuTested } from '../report/gpu-test.js'
import type { SuiteResult } from '../run/results.js'
import type { Machine } from '../run/suites/request.js'
import { runSuite } from '../run/suites/run.js'
import type { SshDefaults } from '../run/suites/ssh-defaults.js'
import type { SuiteWords } from '../run/suites/templates.js'
import { veilOf } from '../run/suites/veil.js'
import { notRunResult, type SuiteRun } from '../run/suites/verdict.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { durationText, plain } from '../shared/text.js'
import type { Stack } from '../stack/model.js'
import { DEFAULT_HOST, parseRepository } from '../stack/refs.js'
import type { PlannedSuite } from '../stack/suites.js'
import { usesTagOf, type GpuTarget } from './gpu-choice.js'

/** What the suites of a GPU test run with. */
export interface GpuRun {
  readonly stack: Stack
  /** Of the spec. */
  readonly directory: string
  /** Undefined where all suites are on other machines. */
  readonly engine: Engine | undefined
  readonly registry: Pick<RegistryClient, 'digest'>
  readonly credentialsFor: CredentialsFor
  readonly machine: Machine
  readonly ssh: SshDefaults
  /** What the words stand for that are the same for all. */
  readonly facts: Pick<SuiteWords, 'branch' | 'sha' | 'stage' | 'version'>
  /** Texts that must not be shown. */
  readonly secrets: readonly string[]
  readonly files: GpuFiles
  /** Images at the same time. */
  readonly parallel: number
  readonly signal: AbortSignal
  readonly say: (line: string) => void
  /** Something is known that was not. */
  readonly changed: () => void
  /** All is known of an image. */
  readonly finished: (one: Tested) => Promise<void>
}

/** An image, and where its result goes. */
export interface Tested {
  readonly target: GpuTarget
  readonly result: GpuTested
}

/** Runs the suites of all images, those of one after the other. What is stopped stays `cancelled`; nothing is thrown for it. */
export async function runGpuSuites(tested: readonly Tested[], run: GpuRun): Promise<void> {
  const inSlot = slots(run.parallel)
  const alone = slots(1)
  const one = async (each: Tested): Promise<void> => {
    const { target, result } = each
    for (const suite of target.suites) {
      if (run.signal.aborted) return
      const work = (): Promise<SuiteRun | undefined> => runOne(target, suite, run)
      const done = await (suite.settings.alone === true ? alone(work) : work())
      if (done === undefined) return
      result.suites = [...result.suites, done.result]
      if (done.notBegun === true) result.notBegun.push(suite.name)
      if (done.remedy !== undefined) result.remedy ??= done.remedy
      run.files.report(target.file, suite.name, done.junit)
      const why = done.result.message === undefined ? '' : `: ${plain(done.result.message)}`
      const { name, outcome, ms } = done.result
      run.say(`${target.id}: suite ${name} ${outcome} in ${durationText(ms)}${why}`)
      run.changed()
    }
    result.outcome = result.suites.every(({ outcome }) => outcome === 'passed') ? 'passed' : 'failed'
    run.changed()
    await run.finished(each)
  }
  await Promise.all(tested.map((each) => inSlot(() => one(each))))
  for (const { result } of tested)
    if (result.outcome === 'cancelled' && result.suites.some(({ outcome }) => outcome === 'failed'))
      result.outcome = 'failed'
}

/** Undefined: it was stopped. */
async function runOne(target: GpuTarget, suite: PlannedSuite, run: GpuRun): Promise<SuiteRun | undefined> {
  const { engine, signal, files } = run
  const veil = veilOf(run.secrets)
  const keep = files.keep(target.file, suite.name)
  const onLine = (text: string): void => {
    const line = veil.text(text)
    files.line(target.file, suite.name, line)
    run.say(`${target.id} [${suite.name}] ${plain(line)}`)
  }
  await rm(keep, { recursive: true, force: true })
  run.say(`${target.id}: suite ${suite.name} …`)
  const began = performance.now()
  try {
    if (suite.on !== 'ssh') await pulled(target, run, onLine)
    const done = await runSuite({
      ...{ engine, stackDir: run.directory, suite, keep, machine: run.machine, ssh: run.ssh, signal, onLine },
      image: { name: target.image.name, ref: refOf(target) },
      words: wordsOf(target, run),
    })
    return veil.run(await stillNamed(target, suite, run, done))
  } catch (error) {
    if (signal.aborted) {
      onLine(`stopped: ${messageOf(signal.reason)}`)
      return undefined
    }
    if (!(error instanceof WorkError)) throw error
    return veil.run(notRunResult(suite, error, Math.round(performance.now() - began)))
  }
}

/** The exact image, whatever its names come to name. */
export function refOf({ sources: [source] }: GpuTarget): string {
  return `${source.repository}@${source.digest}`
}

export function wordsOf(target: GpuTarget, { facts }: Pick<GpuRun, 'facts'>): SuiteWords {
  const { image, variant, prefix, tag, sources } = target
  return {
    ...{ image: image.name, variant, prefix, tag, platform: '' },
    ...{ ref: refOf(target), digest: sources[0].digest },
    ...facts,
  }
}

/** In the engine as exactly this digest. */
async function pulled(target: GpuTarget, run: GpuRun, onLine: (text: string) => void): Promise<void> {
  const { engine, credentialsFor, signal } = run
  if (engine === undefined || (await engine.inspect(refOf(target))) !== undefined) return
  const { repository, digest } = target.sources[0]
  onLine(`pulling ${refOf(target)}`)
  const login = await credentialsFor(parseRepository(repository)?.host ?? DEFAULT_HOST)
  await engine.pull(repository, digest, login, onLine, signal)
}

/** A launcher that was told a name has run what that named: it must still be the digest that the record is about. */
async function stillNamed(target: GpuTarget, suite: PlannedSuite, run: GpuRun, done: SuiteRun): Promise<SuiteRun> {
  const [{ repository, digest }] = target.sources
  if (done.result.outcome !== 'passed' || target.tag === '' || !usesTagOf(suite)) return done
  const now = await run.registry.digest(repository, target.tag)
  if (now === digest) return done
  const message = `${repository}:${target.tag} came to name ${now ?? 'nothing'} while it was tested: nobody knows which image ran`
  const result: SuiteResult = { ...done.result, outcome: 'failed', message }
  return { ...done, result, remedy: 'Write {ref} instead of {tag} into the command, which is the digest.' }
}
