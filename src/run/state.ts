import type { LocalImage } from '../docker/engine.js'
import { slots } from '../registry/slots.js'
import { Interrupted, WorkError } from '../shared/errors.js'
import { clip } from '../shared/text.js'
import type { Image } from '../stack/model.js'
import type { KnownRef, PlannedImage } from '../stack/plan.js'
import { DEFAULT_HOST, parseRepository, splitRef } from '../stack/refs.js'
import type { PlannedSuite } from '../stack/suites.js'
import type { Known } from './known.js'
import type { PipelineRequest } from './request.js'
import { emptyResults, isLost, type ImageResult, type Outcome, type Results, type StepName } from './results.js'
import { NO_SSH, sshSecrets } from './suites/ssh-defaults.js'
import { veilOf, type Veil } from './suites/veil.js'
import type { SuiteRun } from './suites/verdict.js'

/** Messages and evidence are for reading, and go into results.json and the summary; the logs have everything. */
const MAX_MESSAGE = 2000
const MAX_EVIDENCE = 40
const MAX_LINE = 500

/** What a run knows while it goes on, and what all its steps need. */
export class RunState {
  readonly results: Results
  private readonly byId: ReadonlyMap<string, ImageResult>
  private readonly planned: ReadonlyMap<string, PlannedImage>
  private readonly blocked = new Set<string>()
  private readonly veil: Veil
  private builtOn: ReadonlySet<string> | undefined
  private readonly alone = slots(1)
  /** Ids in the engine. */
  private readonly ids = new Map<string, Promise<string>>()
  private readonly contents = new Map<string, Known>()

  constructor(
    readonly request: PipelineRequest,
    private readonly start: Date,
  ) {
    const { plan, command, engine, previous, settled, steps } = request
    const pushes = steps.has('push')
    this.results = emptyResults({ plan, command, engine: engine.version, startedAt: start, previous, settled, pushes })
    this.byId = new Map(this.results.images.map((image) => [image.id, image]))
    const passed = plan.images.flatMap(({ suites }) => suites.flatMap(({ settings }) => settings.passEnv ?? []))
    const given = [...new Set(passed)].map((name) => request.suites.machine.env[name] ?? '')
    // Lines long enough not to be part of other words.
    const lines = [...[...request.options.secrets.values()].map((value) => value.toString('utf8')), ...given]
      .flatMap((value) => value.split(/\r?\n/))
      .filter((line) => line.trim().length >= 4)
    this.veil = veilOf([...lines, ...sshSecrets(request.suites.ssh ?? NO_SSH)])
    this.planned = new Map(plan.images.map((image) => [image.id, image]))
  }

  resultOf({ id }: { readonly id: string }): ImageResult {
    const result = this.byId.get(id)
    if (result === undefined) throw new Error(`${id} is not in the plan`)
    return result
  }

  byIdOf(id: string): PlannedImage | undefined {
    return this.planned.get(id)
  }

  /** The image as the spec has it. */
  specOf({ name }: PlannedImage): Image | undefined {
    return this.request.stack.images.get(name)
  }

  parentsOf(image: PlannedImage): PlannedImage[] {
    return image.parents.flatMap((id) => this.planned.get(id) ?? [])
  }

  /** Whether an image is built on another one, directly or not. */
  isBelow(id: string, image: PlannedImage): boolean {
    const seen = new Set(image.parents)
    // It grows as it is walked.
    for (const parent of seen) for (const above of this.planned.get(parent)?.parents ?? []) seen.add(above)
    return seen.has(id)
  }

  /** Whether a step is one of this run's for the image. */
  does(image: PlannedImage, step: StepName): boolean {
    const { steps } = this.request
    if (this.isSettled(image)) return false
    switch (step) {
      case 'pull':
        return !this.isBuilt(image) && this.isPulled(image)
      case 'build':
        return this.isBuilt(image)
      case 'test':
        return image.test && steps.has('test')
      case 'push':
        return image.action !== 'skip' && steps.has('push')
      case 'integration':
        return image.test && this.testsPushed(image)
      case 'info':
        return image.action !== 'skip' && steps.has('info') && (image.action === 'build' || this.isPulled(image))
      case 'publish':
        return false
    }
  }

  /** It has suites that need the pushed image, and they are this run's. */
  testsPushed({ suites }: PlannedImage): boolean {
    const { steps, command } = this.request
    const isPart = steps.has('push') && (steps.has('test') || command === 'push')
    return isPart && suites.some((suite) => suite.pushed && suite.off === undefined)
  }

  /** Suites that want to be alone wait for each other, whatever image they are about. */
  inTurn<T>({ settings }: PlannedSuite, work: () => Promise<T>): Promise<T> {
    return settings.alone === true ? this.alone(work) : work()
  }

  /** Why a suite does not run in this run. */
  whyOff(suite: PlannedSuite): string | undefined {
    if (suite.off !== undefined) return suite.off
    return suite.pushed && !this.request.steps.has('push')
      ? 'it tests what was pushed, and nothing is pushed here'
      : undefined
  }

  /** Another job has failed with it, or with what it is built on: there is nothing to do but to say so. */
  isSettled({ id }: PlannedImage): boolean {
    return this.blocked.has(id) || isLost(this.request.settled.get(id))
  }

  /** Ids of the images that something is built on in this run; made when it is known what is not built after all. */
  private builtOnIds(): ReadonlySet<string> {
    const { images } = this.request.plan
    return (this.builtOn ??= new Set(
      images.filter((image) => image.action === 'build' && !this.isSettled(image)).flatMap(({ parents }) => parents),
    ))
  }

  /** Nothing can be done with an image, because of what it is built on. */
  block({ id }: PlannedImage, message: string): void {
    this.blocked.add(id)
    this.resultOf({ id }).message ??= message
  }

  private isBuilt({ action }: PlannedImage): boolean {
    return action === 'build' && this.request.steps.has('build')
  }

  /** What is not built here and yet needed here: as a parent, or to be tested. */
  private isPulled(image: PlannedImage): boolean {
    const { steps, command, builder } = this.request
    const isParent = steps.has('build') && this.builtOnIds().has(image.id) && builder.keeps === 'engine'
    if (image.action === 'skip') return isParent
    // What was built elsewhere is in the registry; what was built on this engine need not be brought.
    const isTested = image.test && steps.has('test') && (image.action !== 'build' || image.found.length > 0)
    return isParent || isTested || (command === 'build' && image.action === 'reuse')
  }

  /** The digest of an image in a registry, as far as it is known in this run. */
  inRegistry(image: PlannedImage): KnownRef | undefined {
    return this.resultOf(image).candidates[0] ?? image.found[0]
  }

  /** The id of an image in the engine; brings it from the registry where it is only there. By id: names may move under our hands. */
  imageId(image: PlannedImage, step: StepName, signal: AbortSignal): Promise<string> {
    const known = this.ids.get(image.id)
    if (known !== undefined) return known
    const found = this.find(image, step, signal)
    this.ids.set(image.id, found)
    found.catch(() => this.ids.delete(image.id))
    return found
  }

  /** The id of an image that has been asked for; nothing is brought for that. */
  async knownId(image: PlannedImage): Promise<string | undefined> {
    return this.ids.get(image.id)?.catch(() => undefined)
  }

  /** What the steps of an image have found out about it. */
  known({ id }: PlannedImage): Known {
    return this.contents.get(id) ?? {}
  }

  learn({ id }: PlannedImage, more: Known): void {
    this.contents.set(id, { ...this.contents.get(id), ...more })
  }

  private async find(image: PlannedImage, step: StepName, signal: AbortSignal): Promise<string> {
    const built = this.isBuilt(image) ? this.resultOf(image).build?.imageId : undefined
    if (built !== undefined) return built
    const known = this.inRegistry(image)
    if (known !== undefined) return (await this.bring(image, known, step, signal)).id
    const ref = image.localRefs[0] ?? image.ref
    const local = await this.request.engine.inspect(ref)
    if (local === undefined) throw new WorkError(`${ref} is not in the engine any more`)
    return local.id
  }

  /** Brings an image into the engine, under the names that its children build on. */
  private async bring(image: PlannedImage, known: KnownRef, step: StepName, signal: AbortSignal): Promise<LocalImage> {
    const { engine, credentialsFor } = this.request
    const { repository } = splitRef(known.ref)
    const exact = `${repository}@${known.digest}`
    let local = await engine.inspect(exact)
    if (local === undefined) {
      const tell = (text: string): void => this.line(image, step, text)
      tell(`pulling ${exact}`)
      const login = await credentialsFor(parseRepository(repository)?.host ?? DEFAULT_HOST)
      await engine.pull(repository, known.digest, login, tell, signal)
      local = await engine.inspect(exact)
    }
    if (local === undefined) throw new WorkError(`the engine pulled ${exact} and does not have it`)
    for (const ref of image.localRefs) await engine.tag(local.id, ref)
    return local
  }

  line(image: PlannedImage, step: StepName, text: string, suite?: string): void {
    this.request.emit({
      type: 'line',
      image: image.id,
      step,
      text: this.veiled(text),
      ...(suite === undefined ? {} : { suite }),
    })
  }

  /** What prints a secret must not put it into logs that everybody downloads. */
  veiled(text: string): string {
    return this.veil.text(text)
  }

  /** A suite's result and report without secrets: both are kept, shown and uploaded. */
  veiledRun(run: SuiteRun): SuiteRun {
    return this.veil.run(run)
  }

  notice(text: string): void {
    this.results.notices.push(text)
    this.request.emit({ type: 'notice', text })
  }

  /** Keeps when a step went on, which ends now and began at `began` (ms since 1970); how long it took. */
  timed(image: { readonly id: string }, step: StepName, outcome: Outcome, began: number): number {
    const ms = Math.max(this.request.now().getTime() - began, 0)
    const result = this.resultOf(image)
    const known = (result.steps ??= [])
    // One that was given up, and ends after all, has its time.
    if (known.some((one) => one.step === step)) return ms
    known.push({ step, at: Math.max(began - this.start.getTime(), 0), ms, outcome })
    return ms
  }

  /** Told to stop, or out of time. */
  interruption(): string {
    const { reason } = this.request.signal as { readonly reason: unknown }
    return reason instanceof Interrupted ? reason.message : 'interrupted'
  }

  /** Keeps why an image did not get through; the first reason stays. */
  fail(image: { readonly id: string }, step: StepName, outcome: Outcome, message: string, error: unknown): void {
    const result = this.resultOf(image)
    if (result.outcome === 'failed') return
    result.outcome = outcome
    result.message = clip(this.veiled(message), MAX_MESSAGE)
    if (outcome !== 'failed') return
    result.failedStep = step
    if (error instanceof WorkError) {
      if (error.evidence.length > 0)
        result.evidence = error.evidence.slice(-MAX_EVIDENCE).map((line) => clip(this.veiled(line), MAX_LINE))
      if (error.remedy !== undefined) result.remedy = error.remedy
    }
  }
}
