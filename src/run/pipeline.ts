import { join } from 'node:path'
import { quietSignal } from '../shared/signals.js'
import { hashContext, packContext, readContext } from '../docker/context.js'
import type { Engine } from '../docker/engine.js'
import type { CredentialsFor } from '../registry/credentials.js'
import type { Registry } from '../registry/client.js'
import { BuildLog } from '../docker/buildlog.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { clip } from '../shared/text.js'
import type { Stack } from '../stack/model.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import { DEFAULT_HOST, parseRepository, splitRef } from '../stack/refs.js'
import type { Emit, InfoOutput } from './events.js'
import { publish, type JournalEntry } from './publish.js'
import { emptyResults, isTested, type ImageResult, type Outcome, type Results, type StepName } from './results.js'
import { schedule, type Task } from './scheduler.js'
import { LineSplitter, runSuite } from './suites.js'

/** Names the content of an image, on the image itself. */
export const FINGERPRINT_LABEL = 'dev.stack-action.fingerprint'

/** `all`: names move only when every image of the run is green; `passed`: those of the green ones; `none`: candidates only. */
export type PublishPolicy = 'all' | 'passed' | 'none'

export interface PipelineRequest {
  readonly command: string
  readonly plan: Plan
  readonly stack: Stack
  readonly stackDir: string
  readonly steps: ReadonlySet<StepName>
  readonly engine: Engine
  readonly registry: Registry
  readonly credentialsFor: CredentialsFor
  readonly previous: Results | undefined
  readonly parallel: number
  readonly noCache: boolean
  readonly publish: PublishPolicy
  readonly infoTimeoutMs: number
  readonly signal: AbortSignal
  readonly now: () => Date
  readonly emit: Emit
  /** Hears of every move as soon as it is made. */
  readonly recordJournal: (journal: readonly JournalEntry[]) => void
}

/** Builds, tests and pushes what the plan says, and publishes all of it or nothing. Failures are in the results, never thrown. */
export async function runPipeline(request: PipelineRequest): Promise<Results> {
  return new Pipeline(request).run()
}

/** Pushes wait for the network, not for cores; more at a time than this only share the same line. */
const PUSHES = 4

/** Messages and evidence are for reading, and go into results.json and the summary; the logs have everything. */
const MAX_MESSAGE = 2000
const MAX_EVIDENCE = 40
const MAX_LINE = 500

/** More than any package list has; a command that never stops printing must not fill our memory. */
const MAX_INFO_LINES = 50_000

class Pipeline {
  private readonly results: Results
  private readonly byId: ReadonlyMap<string, ImageResult>
  private readonly began: number
  private readonly ids = new Map<string, string>()

  constructor(private readonly request: PipelineRequest) {
    const { plan, command, engine, now, previous } = request
    const start = now()
    this.began = start.getTime()
    this.results = emptyResults(plan, command, engine.version, start, previous)
    this.byId = new Map(this.results.images.map((image) => [image.id, image]))
  }

  async run(): Promise<Results> {
    const { plan, engine, emit, signal, parallel, steps, now } = this.request
    const planned = plan.images.filter((image) => image.action === 'build')
    emit({ type: 'run-start', plan, results: this.results })
    await engine.sweep().catch(() => undefined) // Only tidiness: the run does not depend on it.
    const tasks = new Map(planned.map((image) => [image, this.tasksOf(image)]))
    const states = await schedule([...tasks.values()].flat(), {
      limits: { work: parallel, push: PUSHES },
      signal,
      onCancelled: (task, because) => this.cancelled(task, because),
    })
    for (const [image, own] of tasks) {
      if (own.every((task) => states.get(task.id) === 'passed')) this.resultOf(image).outcome = 'passed'
      else if (signal.aborted) this.resultOf(image).message ??= 'interrupted'
    }
    if (steps.has('push') && !signal.aborted) await this.publish(planned)
    for (const image of planned) emit({ type: 'image-end', result: this.resultOf(image) })
    const outcomes = planned.map((image) => this.resultOf(image).outcome)
    this.results.outcome = signal.aborted
      ? 'interrupted'
      : outcomes.every((outcome) => outcome === 'passed')
        ? 'passed'
        : 'failed'
    this.results.ms = now().getTime() - this.began
    emit({ type: 'run-end', results: this.results })
    return this.results
  }

  /**
   * The steps of an image and what each needs. A child waits for the tests of its parents: nothing is built on an image
   * that is known to be broken. Pushing a candidate and info commands go on beside the children.
   */
  private tasksOf(image: PlannedImage): Task[] {
    const { steps } = this.request
    const gate = steps.has('test') ? 'test' : 'build'
    const task = (step: StepName, needs: readonly string[], work: (image: PlannedImage) => Promise<void>): Task[] =>
      steps.has(step)
        ? [
            {
              id: `${step} ${image.id}`,
              lane: step === 'push' ? 'push' : 'work',
              needs,
              run: () => this.step(image, step, () => work(image)),
            },
          ]
        : []
    const parents = image.parents.map((parent) => `${gate} ${parent}`).filter(() => steps.has(gate))
    const own = (step: StepName): string[] => (steps.has(step) ? [`${step} ${image.id}`] : [])
    return [
      ...task('build', parents, (one) => this.build(one)),
      ...task('test', steps.has('build') ? own('build') : parents, (one) => this.test(one)),
      ...task('push', own(gate), (one) => this.push(one)),
      ...task('info', own(gate), (one) => this.info(one)),
    ]
  }

  /** Runs a step, tells its beginning and end, and keeps why it failed. Throws again, so that what needs it is cancelled. */
  private async step(image: PlannedImage, step: StepName, work: () => Promise<void>): Promise<void> {
    const { emit, signal, now } = this.request
    const began = now().getTime()
    try {
      emit({ type: 'step-start', image: image.id, step })
      await work()
      emit({ type: 'step-end', image: image.id, step, outcome: 'passed', ms: now().getTime() - began })
    } catch (error) {
      const outcome: Outcome = signal.aborted ? 'cancelled' : 'failed'
      const message = signal.aborted ? 'interrupted' : messageOf(error)
      this.fail(image, step, outcome, message, error)
      if (step === 'build') this.resultOf(image).build = { outcome, ms: now().getTime() - began }
      emit({ type: 'step-end', image: image.id, step, outcome, ms: now().getTime() - began, message })
      throw error
    }
  }

  private fail(image: PlannedImage, step: StepName, outcome: Outcome, message: string, error: unknown): void {
    const result = this.resultOf(image)
    if (result.outcome === 'failed') return
    result.outcome = outcome
    result.message = clip(message, MAX_MESSAGE)
    if (outcome === 'failed') result.failedStep = step
    if (error instanceof WorkError) {
      if (error.evidence.length > 0)
        result.evidence = error.evidence.slice(-MAX_EVIDENCE).map((line) => clip(line, MAX_LINE))
      if (error.remedy !== undefined) result.remedy = error.remedy
    }
  }

  private cancelled(task: string, because: string | undefined): void {
    const result = this.byId.get(task.slice(task.indexOf(' ') + 1))
    if (result === undefined || result.outcome === 'failed' || result.message !== undefined) return
    result.message =
      because === undefined ? 'interrupted' : `its parent ${because.slice(because.indexOf(' ') + 1)} failed`
  }

  private async build(image: PlannedImage): Promise<void> {
    const { engine, stackDir, noCache, signal, emit, now } = this.request
    const began = now().getTime()
    const directory = join(stackDir, image.directory)
    const log = new BuildLog()
    const abort = quietSignal(signal)
    try {
      const entries = await readContext(directory, image.dockerfile)
      // The fingerprint was made when the run was planned; what is built now must be the same files.
      if ((await hashContext(directory, entries)) !== image.contextHash)
        throw new WorkError(`the files of ${image.name} changed while the run went on`, { remedy: 'Run again.' })
      const id = await engine.build({
        context: packContext(directory, entries),
        dockerfile: image.dockerfile,
        tags: image.localRefs,
        buildArgs: image.buildArgs,
        labels: { [FINGERPRINT_LABEL]: image.fingerprint },
        noCache,
        signal: abort.signal,
        onTrace: (trace) => {
          for (const text of log.add(trace)) emit({ type: 'line', image: image.id, step: 'build', text })
        },
      })
      const local = await engine.inspect(id)
      if (local === undefined) throw new WorkError(`the engine built ${id} and does not have it`)
      this.resultOf(image).build = {
        outcome: 'passed',
        ms: now().getTime() - began,
        imageId: local.id,
        size: local.size,
      }
      emit({ type: 'built', image: image.id, local, history: await engine.history(id), steps: log.steps() })
    } catch (error) {
      signal.throwIfAborted()
      if (error instanceof WorkError && error.remedy !== undefined) throw error
      const { message, evidence, remedy } = log.failure(messageOf(error))
      emit({ type: 'line', image: image.id, step: 'build', text: `ERROR: ${message}` })
      throw new WorkError(message, { evidence, cause: error, ...(remedy === undefined ? {} : { remedy }) })
    } finally {
      abort.release()
    }
  }

  private async test(image: PlannedImage): Promise<void> {
    const { engine, stackDir, signal, emit } = this.request
    const result = this.resultOf(image)
    const imageId = await this.imageId(image)
    // What is known to be broken stays so until its suite has run again: an interrupted run must not wash it clean.
    result.suites = result.testedImageId === imageId ? result.suites.filter((suite) => suite.outcome === 'failed') : []
    result.testedImageId = imageId
    const failures: { name: string; message: string; evidence: readonly string[] }[] = []
    for (const suite of image.suites) {
      const {
        result: outcome,
        evidence,
        junit,
      } = await runSuite({
        engine,
        stackDir,
        image: { name: image.name, ref: imageId },
        suite,
        signal,
        onLine: (text) => emit({ type: 'line', image: image.id, step: 'test', suite: suite.name, text }),
      })
      result.suites = [...result.suites.filter((one) => one.name !== suite.name), outcome]
      emit({ type: 'suite-end', image: image.id, suite: outcome, junit })
      if (outcome.outcome === 'failed')
        failures.push({ name: suite.name, message: outcome.message ?? 'failed', evidence })
    }
    if (result.suites.every((suite) => suite.outcome === 'off')) this.notice(`${image.id} has no tests that run`)
    if (failures.length > 0) {
      throw new WorkError(failures.map(({ name, message }) => `suite ${name}: ${message}`).join('; '), {
        evidence: failures.flatMap(({ evidence }) => evidence),
      })
    }
  }

  /** Pushes the image under its fingerprint: all layers are in the registry before any name moves. */
  private async push(image: PlannedImage): Promise<void> {
    const { engine, credentialsFor, emit, signal, steps } = this.request
    const result = this.resultOf(image)
    const imageId = await this.imageId(image)
    if (!steps.has('test')) this.checkTested(result, imageId)
    for (const ref of image.candidates) {
      await engine.tag(imageId, ref)
      const { repository } = splitRef(ref)
      const login = await credentialsFor(parseRepository(repository)?.host ?? DEFAULT_HOST)
      emit({ type: 'line', image: image.id, step: 'push', text: `pushing ${ref}` })
      const digest = await engine.push(
        ref,
        login,
        (text) => emit({ type: 'line', image: image.id, step: 'push', text }),
        signal,
      )
      // The engine pushes by name: another run on it may have given the name to an image of its own meanwhile.
      const digests = (await engine.inspect(imageId))?.repoDigests ?? []
      if (!digests.some((known) => known.endsWith(`@${digest}`)))
        throw new WorkError(`${ref} was pushed with another image of this engine (${digest})`, {
          remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
        })
      result.candidates.push({ ref, digest })
      emit({ type: 'line', image: image.id, step: 'push', text: `${ref} is ${digest}` })
    }
  }

  /** `push` on its own must not publish what an earlier `test` found broken. */
  private checkTested(result: ImageResult, imageId: string): void {
    if (result.testedImageId !== imageId) result.suites = []
    const failed = result.suites.filter((suite) => suite.outcome === 'failed')
    if (failed.length > 0)
      throw new WorkError(`its suites failed: ${failed.map((suite) => suite.name).join(', ')}`, {
        remedy: 'Mend them and run "build" and "test" again.',
      })
    if (!isTested(result))
      this.notice(`${result.id} is pushed untested: the output folder has no results of "test" for this very image`)
  }

  private async info(image: PlannedImage): Promise<void> {
    const { engine, stack, infoTimeoutMs, signal, emit } = this.request
    const outputs: InfoOutput[] = []
    for (const name of image.infos) {
      const info = stack.infos.get(name)
      if (info === undefined) continue
      const lines: string[] = []
      const output = new LineSplitter((line) => {
        if (lines.length < MAX_INFO_LINES) lines.push(line)
      })
      const done = await engine.run({
        image: await this.imageId(image),
        command: info.command,
        env: {},
        files: [],
        network: false,
        timeoutMs: infoTimeoutMs,
        signal,
        onOutput: (stream, data) => output.push(stream, data),
      })
      output.end()
      outputs.push({ info, status: done.status, output: lines.join('\n') })
      if (done.status !== 0) this.notice(`${image.id}: info command ${name} ended with exit status ${done.status}`)
    }
    this.resultOf(image).infos = outputs.map(({ info, status }) => ({
      name: info.name,
      outcome: status === 0 ? 'passed' : 'failed',
    }))
    emit({ type: 'infos', image: image.id, outputs })
  }

  /** Moves the names of the images that are green, or of none when the policy is `all` and one is not. */
  private async publish(planned: readonly PlannedImage[]): Promise<void> {
    const { registry, now, recordJournal, publish: policy } = this.request
    const green = planned.filter((image) => this.resultOf(image).outcome === 'passed')
    const bad = planned.filter((image) => this.resultOf(image).outcome !== 'passed')
    if (policy === 'none' || green.length === 0 || (policy === 'all' && bad.length > 0)) {
      this.results.unpublished =
        policy === 'none'
          ? 'publish is "none": the candidates are in the registry under their fingerprints'
          : `not every image is green: ${bad.map((image) => image.id).join(', ')}`
      return
    }
    const moves = green.flatMap((image) =>
      image.refs.flatMap((ref) => {
        const { repository } = splitRef(ref)
        const candidate = this.resultOf(image).candidates.find((one) => splitRef(one.ref).repository === repository)
        return candidate === undefined ? [] : [{ image: image.id, ref, digest: candidate.digest }]
      }),
    )
    const { moved, failure } = await publish(registry, moves, now, recordJournal)
    for (const { image, ref, digest } of moved) this.byId.get(image)?.published.push({ ref, digest })
    if (failure === undefined) return
    const message = `${failure.ref} could not be published: ${messageOf(failure.error)}`
    this.results.unpublished = message
    for (const line of failure.left) this.notice(line)
    const image = planned.find((one) => one.id === failure.image)
    if (image !== undefined) this.fail(image, 'publish', 'failed', message, failure.error)
  }

  /** The image that this run built, or, where it did not build, the engine's. By id: names may move under our hands. */
  private async imageId(image: PlannedImage): Promise<string> {
    if (this.request.steps.has('build')) {
      const built = this.resultOf(image).build?.imageId
      if (built !== undefined) return built
    }
    const ref = image.localRefs[0] ?? image.ref
    const known = this.ids.get(image.id) ?? (await this.request.engine.inspect(ref))?.id
    if (known === undefined) throw new WorkError(`${ref} is not in the engine any more`)
    this.ids.set(image.id, known)
    return known
  }

  private notice(text: string): void {
    this.results.notices.push(text)
    this.request.emit({ type: 'notice', text })
  }

  private resultOf(image: PlannedImage): ImageResult {
    const result = this.byId.get(image.id)
    if (result === undefined) throw new Error(`${image.id} is not in the plan`)
    return result
  }
}
