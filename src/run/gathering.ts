import { once } from 'node:events'
import { setTimeout as sleep } from 'node:timers/promises'
import { diffFacts, isEmptyDiff, MOST_ENTRIES, type ImageDiff } from '../contents/compare.js'
import { fittingFacts, type ImageFacts } from '../contents/facts.js'
import { compressedSize, describe, platformManifest } from '../registry/described.js'
import { NoFacts, putFacts, readFacts } from '../registry/facts.js'
import { BRIEF } from '../registry/http.js'
import { slots } from '../registry/slots.js'
import { messageOf } from '../shared/errors.js'
import { isPublished, type PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import { bareFacts, factsOf } from './facts.js'
import type { StepName } from './results.js'
import type { RunState } from './state.js'

/** Images at the same time: few requests each, beside everything else. */
const PARALLEL = 8
/** Milliseconds that a run waits at its end for what only helps to read it. */
const LATE_MS = 30_000
/** Milliseconds that names wait for what is told of what they will name. */
const BEFORE_NAMES_MS = 3000
/** Milliseconds for what was told to stop; who does not hear of it, such as a frozen engine, is left behind. */
const STOPPING_MS = 1000

/** What a name named when the run began. */
interface Before {
  readonly ref: string
  /** Of the platform's manifest. */
  readonly digest: string
  readonly facts: ImageFacts | undefined
}

/**
 * Gathers what is known of each image as soon as nothing more of it is under way, writes it beside the image into the
 * registries, and compares it with what was published before. Failures are notices: no image fails by what is told of it.
 */
export class Gatherer {
  private readonly open: Map<string, Set<StepName>>
  private readonly before = new Map<string, Promise<Before | undefined>>()
  private readonly work: Promise<void>[] = []
  /** What is told of each image is in the registries, or will not be. */
  private readonly written: Promise<unknown>[] = []
  private readonly inSlot = slots(PARALLEL)
  private readonly told = new Set<string>()
  /** Images whose facts a registry did not take, by why. */
  private readonly unwritten = new Map<string, string[]>()
  private readonly late = new AbortController()
  private isOver = false
  private readonly signal: AbortSignal

  /** `steps`: those of the run, by image. */
  constructor(
    private readonly state: RunState,
    steps: ReadonlyMap<string, readonly StepName[]>,
  ) {
    this.open = new Map([...steps].map(([id, own]) => [id, new Set(own)]))
    this.signal = AbortSignal.any([state.request.signal, this.late.signal])
  }

  /** Work on an image begins: meanwhile it is asked what it will be compared with. */
  begins(image: PlannedImage): void {
    if (this.before.has(image.id) || !this.isCompared(image)) return
    this.before.set(
      image.id,
      this.inSlot(() => this.readBefore(image)).catch((error: unknown) => {
        this.tell(`what changed in images is not known everywhere: ${messageOf(error)}`)
        return undefined
      }),
    )
  }

  /** A step of an image has ended, or never will begin: then there is nothing to tell of the image. */
  ended(image: PlannedImage, step: StepName, passed: boolean): void {
    const open = this.open.get(image.id)
    if (!passed) this.open.delete(image.id)
    if (!passed || open?.delete(step) !== true || open.size > 0) return
    const facts = this.inSlot(() => this.gather(image))
    this.written.push(facts.catch(() => undefined))
    this.work.push(
      facts
        .then((known) => (known === undefined ? undefined : this.inSlot(() => this.compare(image, known))))
        .catch((error: unknown) => {
          if (this.signal.aborted) return
          this.tell(`what is in ${image.id} could not be gathered: ${messageOf(error)}`)
        }),
    )
  }

  /**
   * What is told of images lies beside them: whoever finds a name finds that, too. And what the names name still is known.
   * They do not wait for it when it takes more than a few seconds, or the run is stopped.
   */
  async beforeNames(): Promise<void> {
    const { signal } = this.state.request
    const enough = AbortSignal.any([signal, AbortSignal.timeout(BEFORE_NAMES_MS)])
    if (enough.aborted) return
    await Promise.race([Promise.all([...this.written, ...this.before.values()]), once(enough, 'abort')])
  }

  /** Everything that was begun is done, or has taken too long. */
  async settled(): Promise<void> {
    const timer = setTimeout(() => {
      this.late.abort(new Error('it took too long'))
      this.tell('what is in the images is not told everywhere: a registry, or the engine, took too long')
    }, LATE_MS)
    const done = new AbortController()
    await Promise.race([Promise.all(this.work), this.givenUp(done.signal)])
    this.isOver = true
    done.abort()
    clearTimeout(timer)
    for (const [why, [first = '', ...others]] of this.unwritten) {
      const more = others.length === 0 ? '' : ` and ${others.length} more`
      this.tell(`what is in ${first}${more} is not in its registry: ${why}`)
    }
  }

  /** Some time after the work was told to stop. */
  private async givenUp(done: AbortSignal): Promise<void> {
    await new Promise<void>((resolve) => {
      if (this.signal.aborted) resolve()
      else this.signal.addEventListener('abort', () => resolve(), { once: true, signal: done })
    })
    await sleep(STOPPING_MS, undefined, { signal: done }).catch(() => undefined)
  }

  private isCompared(image: PlannedImage): boolean {
    return this.state.request.against !== undefined && image.action !== 'skip' && !isPublished(image)
  }

  /** Puts what is known of an image beside it. Undefined where there is nothing to tell. */
  private async gather(image: PlannedImage): Promise<ImageFacts | undefined> {
    const { registry, steps } = this.state.request
    const result = this.state.resultOf(image)
    if (result.outcome === 'failed' || this.signal.aborted) return undefined
    this.begins(image)
    const [candidate] = result.candidates
    const repository = candidate === undefined ? undefined : splitRef(candidate.ref).repository
    const isPushing = steps.has('push') && candidate !== undefined && repository !== undefined
    const known = this.state.known(image)
    // Of what was there and stays as it is nobody asks anything.
    const isNews = known.infos !== undefined || known.local !== undefined || !isPublished(image)
    const manifest =
      isPushing && isNews
        ? await platformManifest(registry, repository, candidate.digest, image.platform, { signal: this.signal })
        : undefined
    const pushed =
      manifest === undefined ? undefined : { digest: manifest.digest, compressed: compressedSize(manifest) ?? null }
    const stored =
      known.stored ??
      (pushed === undefined || repository === undefined || this.state.does(image, 'build')
        ? undefined
        : await this.quietly(() => readFacts(registry, repository, pushed.digest, { signal: this.signal })))
    const facts = await factsOf(this.state, image, { pushed, stored })
    if (facts === undefined) return undefined
    const fitting = fittingFacts(facts)
    const isStored = stored !== undefined && JSON.stringify(fittingFacts(stored)) === JSON.stringify(fitting)
    if (isPushing && !isStored) await this.put(image, fitting)
    return facts
  }

  private async compare(image: PlannedImage, facts: ImageFacts): Promise<void> {
    const { emit, signal } = this.state.request
    const diff = await this.diff(image, facts)
    // Nobody waits any more: what was told of the run stays as it is.
    if (signal.aborted || this.isOver) return
    if (diff !== undefined) this.state.resultOf(image).diff = diff
    const own = diff === undefined ? {} : { diff }
    emit({ type: 'facts', image: image.id, facts: fittingFacts(facts), ...own })
  }

  private async put(image: PlannedImage, facts: ImageFacts): Promise<void> {
    const { registry } = this.state.request
    const repositories = new Set(this.state.resultOf(image).candidates.map(({ ref }) => splitRef(ref).repository))
    await Promise.all(
      [...repositories].map(async (repository) => {
        try {
          await putFacts(registry, repository, facts, this.signal)
        } catch (error) {
          if (this.state.request.signal.aborted) return
          const why = messageOf(error)
          if (error instanceof NoFacts)
            this.tell(
              `a registry does not keep what is in images: "diff" and later runs will not know it (${why})`,
              'no facts',
            )
          else this.unwritten.set(why, [...(this.unwritten.get(why) ?? []), image.id])
        }
      }),
    )
  }

  private async readBefore(image: PlannedImage): Promise<Before | undefined> {
    const { registry, against } = this.state.request
    for (const ref of against?.(image) ?? []) {
      const { repository, tag } = splitRef(ref)
      const asked = { signal: this.signal, patience: BRIEF }
      const manifest = await platformManifest(registry, repository, tag, image.platform, asked)
      if (manifest === undefined) continue
      const facts = await this.quietly(() => readFacts(registry, repository, manifest.digest, asked))
      return { ref, digest: manifest.digest, facts }
    }
    return undefined
  }

  private async diff(image: PlannedImage, after: ImageFacts): Promise<ImageDiff | undefined> {
    const before = await this.before.get(image.id)
    if (before === undefined || before.digest === after.digest) return undefined
    const { ref, digest } = before
    const [old, now] = before.facts === undefined ? await this.bare(image, before, after) : [before.facts, after]
    if (old === undefined || now === undefined) return undefined
    const diff = diffFacts({ ...old, ref, digest }, now, MOST_ENTRIES)
    return isEmptyDiff(diff) ? undefined : diff
  }

  /** Both as manifest and configuration tell of them, where there are no facts of one. */
  private async bare(
    image: PlannedImage,
    { ref, digest }: Before,
    after: ImageFacts,
  ): Promise<readonly [ImageFacts | undefined, ImageFacts | undefined]> {
    const { registry } = this.state.request
    const { repository } = splitRef(ref)
    const read = async (one: string): Promise<ImageFacts | undefined> => {
      const manifest = await platformManifest(registry, repository, one, image.platform, { signal: this.signal })
      const described = manifest === undefined ? undefined : await describe(registry, repository, manifest, this.signal)
      return described === undefined ? undefined : bareFacts(image, ref, described)
    }
    if (after.digest === null) return [undefined, undefined]
    const [old, now] = await Promise.all([digest, after.digest].map((one) => this.quietly(() => read(one))))
    return [old, now]
  }

  /** What is no facts, or cannot be read, is not known. */
  private async quietly<T>(read: () => Promise<T | undefined>): Promise<T | undefined> {
    try {
      return await read()
    } catch (error) {
      if (!this.signal.aborted) this.tell(messageOf(error))
      return undefined
    }
  }

  /** One word about what concerns all images is enough. */
  private tell(text: string, about = text): void {
    if (this.told.has(about) || this.state.request.signal.aborted) return
    this.told.add(about)
    this.state.notice(text)
  }
}
