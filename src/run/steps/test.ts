import { rm } from 'node:fs/promises'
import { WorkError } from '../../shared/errors.js'
import type { PlannedImage } from '../../stack/plan.js'
import { splitRef } from '../../stack/refs.js'
import type { PlannedSuite } from '../../stack/suites.js'
import { isTested, type StepName } from '../results.js'
import type { RunState } from '../state.js'
import { runSuite } from '../suites/run.js'
import type { SuiteWords } from '../suites/templates.js'
import { offResult } from '../suites/verdict.js'
import { recordTested } from './push.js'

/** Runs the suites of an image that need no registry, all of them whatever the others say. */
export async function test(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const result = state.resultOf(image)
  const imageId = await state.imageId(image, 'test', signal)
  // What is known to be broken stays so until its suite has run again: an interrupted run must not wash it clean.
  result.suites = result.testedImageId === imageId ? result.suites.filter((suite) => suite.outcome === 'failed') : []
  result.testedImageId = imageId
  const later = state.testsPushed(image)
  const [localRef = imageId] = image.localRefs
  await runSuites(state, image, 'test', {
    suites: image.suites.filter((suite) => !(suite.pushed && later)),
    imageId,
    ref: localRef,
    digest: '',
    signal,
  })
  if (result.suites.every((suite) => suite.outcome === 'off') && !later)
    state.notice(`${image.id} has no tests that run`)
}

/** Runs the suites that need the pushed image. */
export async function integration(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const result = state.resultOf(image)
  // Another step has run them on this very image.
  if (isTested(result)) return
  const [candidate] = result.candidates
  if (candidate === undefined) throw new Error(`${image.id} was not pushed`)
  const { repository } = splitRef(candidate.ref)
  await runSuites(state, image, 'integration', {
    suites: image.suites.filter((suite) => suite.pushed),
    imageId: await state.imageId(image, 'integration', signal),
    ref: `${repository}@${candidate.digest}`,
    digest: candidate.digest,
    signal,
  })
  if (isTested(result)) await recordTested(state, image, result)
}

/** Suites in the message of an image; each tells the rest itself. */
const MAX_TOLD = 3

interface Round {
  readonly suites: readonly PlannedSuite[]
  readonly imageId: string
  /** What suites on the host call it. */
  readonly ref: string
  readonly digest: string
  readonly signal: AbortSignal
}

async function runSuites(state: RunState, image: PlannedImage, step: StepName, round: Round): Promise<void> {
  const { engine, stackDir, emit, suites: how, failFast } = state.request
  const { signal, imageId, ref } = round
  const result = state.resultOf(image)
  const failures: { name: string; message: string; remedy: string | undefined }[] = []
  for (const suite of round.suites) {
    const off = state.whyOff(suite) ?? (failFast && failures.length > 0 ? 'stopped by fail-fast' : undefined)
    // What an earlier run left there is not this one's.
    if (off === undefined) await rm(how.keep(image, suite.name), { recursive: true, force: true })
    const done =
      off === undefined
        ? await state.inTurn(suite, () =>
            runSuite({
              engine,
              stackDir,
              image: {
                name: image.name,
                ref: imageId,
                ...(image.platform === engine.platform ? {} : { platform: image.platform }),
              },
              suite,
              words: wordsOf(state, image, ref, round.digest),
              keep: how.keep(image, suite.name),
              machine: how.machine,
              ssh: how.ssh,
              signal,
              onLine: (text) => state.line(image, step, text, suite.name),
            }),
          )
        : offResult(suite, off)
    const { result: outcome, remedy, junit } = state.veiledRun(done)
    result.suites = [...result.suites.filter((one) => one.name !== suite.name), outcome]
    emit({ type: 'suite-end', image: image.id, suite: outcome, junit })
    if (suite.off === undefined && suite.pushed && off !== undefined) state.notice(`${image.id}: ${suite.name}: ${off}`)
    if (outcome.outcome === 'failed') failures.push({ name: suite.name, message: outcome.message ?? 'failed', remedy })
    // A name of the engine is another run's to move.
    else if (suite.on === 'host' && off === undefined && !(await isStill(state, ref, imageId)))
      throw new WorkError(`${ref} came to be another image while suite ${suite.name} ran on it`, {
        remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
      })
  }
  if (failures.length > 0) {
    const told = failures.slice(0, MAX_TOLD).map(({ name, message }) => `suite ${name}: ${message}`)
    const more = failures.length - told.length
    const remedy = failures.find((one) => one.remedy !== undefined)?.remedy
    throw new WorkError(
      `${told.join('; ')}${more > 0 ? `; and ${more} more suites` : ''}`,
      remedy === undefined ? {} : { remedy },
    )
  }
}

async function isStill({ request: { engine } }: RunState, ref: string, imageId: string): Promise<boolean> {
  return (await engine.inspect(ref))?.id === imageId
}

function wordsOf({ request }: RunState, image: PlannedImage, ref: string, digest: string): SuiteWords {
  const { plan, stack, suites } = request
  const { name, variant, platform } = image
  return {
    ...{ image: name, variant, platform, ref, digest },
    tag: splitRef(image.ref).tag,
    prefix: stack.variants.find((one) => one.name === variant)?.prefix ?? '',
    branch: plan.branch,
    sha: plan.sha,
    stage: suites.stage,
    version: suites.version,
  }
}
