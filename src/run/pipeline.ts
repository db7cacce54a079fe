import { quietSignal } from '../shared/signals.js'
import type { Engine } from '../docker/engine.js'
import type { CredentialsFor } from '../registry/credentials.js'
import type { Registry } from '../registry/client.js'
import { BuildLog } from '../docker/buildlog.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { clip } from '../shared/text.js'
import { layersKey } from '../stack/fingerprint.js'
import type { Stack } from '../stack/model.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import { DEFAULT_HOST, parseRepository, splitRef } from '../stack/refs.js'
import { buildContext, labelsOf } from './context.js'
import type { Emit, InfoOutput } from './events.js'
import { publish, type JournalEntry } from './publish.js'
import { emptyResults, isTested, type ImageResult, type Outcome, type Results, type StepName } from './results.js'
import { schedule, type Task } from './scheduler.js'
import { LineSplitter, runSuite } from './suites.js'

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
  private readonly planned: ReadonlyMap<string, PlannedImage>
  /** Ids of the images that something is built on in this run. */
  private readonly builtOn: ReadonlySet<string>

  constructor(private readonly request: PipelineRequest) {
    const { plan, command, engine, now, previous } = request
    const start = now()
    this.began = start.getTime()
    this.results = emptyResults(plan, command, engine.version, start, previous)
    this.byId = new Map(this.results.images.map((image) => [image.id, image]))
    this.planned = new Map(plan.images.map((image) => [image.id, image]))
    this.builtOn = new Set(plan.images.flatMap((image) => (image.action === 'build' ? image.parents : [])))
  }

  async run(): Promise<Results> {
    const { plan, engine, emit, signal, parallel, steps, now } = this.request
    emit({ type: 'run-start', plan, results: this.results })
    await engine.sweep().catch(() => undefined) // Only tidiness: the run does not depend on it.
    const tasks = new Map(plan.images.map((image) => [image, this.tasksOf(image)]))
    const states = await schedule([...tasks.values()].flat(), {
      limits: { work: parallel, push: PUSHES },
      signal,
      onCancelled: (task, because) => this.cancelled(task, because),
    })
    // An image that is left alone has a part in the run when something is built on it.
    const planned = plan.images.filter((image) => image.action !== 'skip' || this.resultOf(image).outcome === 'failed')
    for (const image of planned) {
      if (tasks.get(image)?.every((task) => states.get(task.id) === 'passed')) this.resultOf(image).outcome = 'passed'
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
    const task = (step: StepName, needs: readonly string[], work: (image: PlannedImage) => Promise<void>): Task[] =>
      this.does(image, step)
        ? [
            {
              id: `${step} ${image.id}`,
              lane: step === 'push' || step === 'pull' ? 'push' : 'work',
              needs,
              run: () => this.step(image, step, () => work(image)),
            },
          ]
        : []
    const parents = image.parents.flatMap((id) => this.gateOf(id))
    const own = this.does(image, 'build') ? [`build ${image.id}`] : this.does(image, 'pull') ? [`pull ${image.id}`] : []
    const gate = this.gateOf(image.id)
    return [
      ...task('pull', [], (one) => this.pull(one)),
      ...task('build', parents, (one) => this.build(one)),
      ...task('test', [...own, ...parents], (one) => this.test(one)),
      ...task('push', gate, (one) => this.push(one)),
      ...task('info', gate, (one) => this.info(one)),
    ]
  }

  /** Whether a step is one of this run's for the image. */
  private does(image: PlannedImage, step: StepName): boolean {
    const { steps } = this.request
    switch (step) {
      case 'pull':
        return image.action !== 'build' && this.isPulled(image)
      case 'build':
        return image.action === 'build' && steps.has('build')
      case 'test':
        return image.test && steps.has('test')
      case 'push':
        return image.action !== 'skip' && steps.has('push')
      case 'info':
        return image.action !== 'skip' && steps.has('info') && (image.action === 'build' || this.isPulled(image))
      case 'publish':
        return false
    }
  }

  /** What is not built here and yet needed here: as a parent, to be tested, or for a registry that does not have it. */
  private isPulled(image: PlannedImage): boolean {
    const { steps, command } = this.request
    const isParent = steps.has('build') && this.builtOn.has(image.id)
    if (image.action === 'skip') return isParent
    const isMissing = steps.has('push') && image.found.length < image.candidates.length
    return isParent || command === 'build' || (image.test && steps.has('test')) || isMissing
  }

  /** The task after which others may build on an image, if there is one in this run. */
  private gateOf(id: string): string[] {
    const image = this.planned.get(id)
    if (image === undefined) return []
    const step = (['test', 'build', 'pull'] as const).find((one) => this.does(image, one))
    return step === undefined ? [] : [`${step} ${id}`]
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

  /** Brings an image that is not built here into the engine, under the names that its children build on. */
  private async pull(image: PlannedImage): Promise<void> {
    const { engine, credentialsFor, emit, signal } = this.request
    const [known] = image.found
    if (known === undefined) {
      await this.imageId(image) // The engine had it when the run was planned.
      return
    }
    const { repository } = splitRef(known.ref)
    const exact = `${repository}@${known.digest}`
    if ((await engine.inspect(exact)) === undefined) {
      emit({ type: 'line', image: image.id, step: 'pull', text: `pulling ${exact}` })
      const login = await credentialsFor(parseRepository(repository)?.host ?? DEFAULT_HOST)
      const tell = (text: string): void => emit({ type: 'line', image: image.id, step: 'pull', text })
      await engine.pull(repository, known.digest, login, tell, signal)
    }
    const local = await engine.inspect(exact)
    if (local === undefined) throw new WorkError(`the engine pulled ${exact} and does not have it`)
    for (const ref of image.localRefs) await engine.tag(local.id, ref)
    this.ids.set(image.id, local.id)
  }

  private async build(image: PlannedImage): Promise<void> {
    const { engine, stack, stackDir, noCache, signal, emit, now } = this.request
    const began = now().getTime()
    const log = new BuildLog()
    const abort = quietSignal(signal)
    try {
      const { context, dockerfile } = await buildContext(stackDir, image, {
        rules: stack.changeRules,
        platform: engine.platform,
      })
      const id = await engine.build({
        context,
        dockerfile,
        tags: image.localRefs,
        buildArgs: image.buildArgs,
        labels: labelsOf(image, await this.parentBuilds(image)),
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

  /** Which builds of its parents an image is built on. */
  private async parentBuilds(image: PlannedImage): Promise<Record<string, string>> {
    const builds = image.parents.flatMap((id) => this.planned.get(id) ?? [])
    return Object.fromEntries(
      await Promise.all(
        builds.map(async (parent): Promise<[string, string]> => {
          const local = await this.request.engine.inspect(await this.imageId(parent))
          return [parent.name, layersKey(local?.layers ?? [])]
        }),
      ),
    )
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
    const there = new Map(image.found.map((known) => [known.ref, known.digest]))
    for (const [ref, digest] of there) result.candidates.push({ ref, digest })
    const missing = image.candidates.filter((ref) => !there.has(ref))
    if (!steps.has('test') && image.test)
      this.checkTested(result, image.action === 'build' ? await this.imageId(image) : result.testedImageId)
    if (missing.length > 0) {
      const imageId = await this.imageId(image)
      for (const ref of missing) {
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
    if (isTested(result)) await this.recordTested(image, result)
  }

  /** Says in the registries that this content has passed these suites. Later runs save work by it; this one does not depend on it. */
  private async recordTested(image: PlannedImage, result: ImageResult): Promise<void> {
    if (image.action === 'reuse' && !image.test && image.found.length === image.candidates.length) return
    const { registry } = this.request
    for (const ref of image.tested) {
      const { repository, tag } = splitRef(ref)
      const digest = result.candidates.find((one) => splitRef(one.ref).repository === repository)?.digest
      try {
        const manifest = digest === undefined ? undefined : await registry.manifest(repository, digest)
        if (manifest === undefined) throw new WorkError(`${repository} does not have what was pushed there`)
        await registry.put(repository, tag, manifest)
      } catch (error) {
        this.notice(
          `${image.id}: the next run will test it again, because ${ref} could not be written: ${messageOf(error)}`,
        )
      }
    }
  }

  /** `push` on its own must not publish what an earlier `test` found broken. */
  private checkTested(result: ImageResult, imageId: string | undefined): void {
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
          ? 'no names were to move: the candidates are in the registry under their fingerprints'
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
    if (this.does(image, 'build')) {
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
