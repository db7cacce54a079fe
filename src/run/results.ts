import type { ImageDiff } from '../contents/compare.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import type { SuiteKind, SuitePlace } from '../stack/suites.js'

export type StepName = 'pull' | 'build' | 'test' | 'push' | 'integration' | 'info' | 'publish'

/** `cancelled`: not done, because something it needs failed or the run was stopped. */
export type Outcome = 'passed' | 'failed' | 'cancelled'

export interface BuildResult {
  readonly outcome: Outcome
  readonly ms: number
  /** Id of the image in the engine. */
  readonly imageId?: string
  /** Bytes, all layers, uncompressed. */
  readonly size?: number
}

export interface SuiteResult {
  readonly name: string
  readonly kind: SuiteKind
  readonly on: SuitePlace
  /** The image whose tests they are, where it is not the tested one. */
  readonly of?: string
  /** It ran on what was pushed. */
  readonly pushed?: true
  readonly outcome: Outcome | 'off'
  /** Launches on another machine, where there were more than one. */
  readonly attempts?: number
  readonly ms: number
  readonly counts?: TestCounts
  /** Why it failed or is off. */
  readonly message?: string
  /** The first ones; `counts.failed` says how many there are. */
  readonly failures?: readonly TestFailure[]
  /** The slowest tests, slowest first. */
  readonly slowest?: readonly { readonly name: string; readonly ms: number }[]
  /** Tests that passed after they were run again. */
  readonly flaky?: readonly string[]
  /** Tests that passed although they are expected to fail. */
  readonly unexpected?: readonly string[]
  /** The last lines it wrote, where no test says what failed. */
  readonly lines?: readonly string[]
  /** Files that it left in its output folder, which are in the logs. */
  readonly files?: number
}

export interface TestCounts {
  readonly total: number
  readonly failed: number
  readonly skipped: number
}

/** A test that failed. */
export interface TestFailure {
  /** `test/test_imports.py::test_numpy`, a notebook, a name that cannot be imported. */
  readonly name: string
  /** Below the directory of the spec, where it is known. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  /** One line. */
  readonly message: string
  /** The end of the traceback, or the cell and its traceback. */
  readonly lines: readonly string[]
}

export interface PublishedRef {
  readonly ref: string
  readonly digest: string
}

export interface InfoResult {
  readonly name: string
  readonly outcome: 'passed' | 'failed'
}

/** When a step of an image went on. A step that never began has none. */
export interface StepTime {
  readonly step: StepName
  /** Milliseconds since the run began (`Results.startedAt`). */
  readonly at: number
  readonly ms: number
  readonly outcome: Outcome
}

/** What became of an image. Written to `artifacts/<safe name>.yml` and results.json. */
export interface ImageResult {
  readonly id: string
  readonly name: string
  readonly variant: string
  /** `linux/arm64` */
  readonly platform: string
  readonly ref: string
  /** What the names of its files begin with. */
  readonly file: string
  readonly action: PlannedImage['action']
  readonly fingerprint: string
  outcome: Outcome | 'skipped'
  /** The step that failed. */
  failedStep?: StepName
  /** Why it failed or was cancelled; one line. */
  message?: string
  /** The lines that show the failure. */
  evidence?: readonly string[]
  remedy?: string
  build?: BuildResult
  /** Suites that have to pass in this run; the ones that are off are not among them. */
  readonly expected: readonly string[]
  /** The ref that says its suites passed, once they have: it names their files and commands. None where no suites run. */
  readonly suitesKey?: string
  /** The ref in the registry that says its suites passed in an earlier run. */
  readonly testedAs?: string
  suites: SuiteResult[]
  /** Id of the image that the suites ran on. */
  testedImageId?: string
  /** Pushed under its fingerprint, one per registry. */
  candidates: PublishedRef[]
  /** Refs that name this image since this run. */
  published: PublishedRef[]
  infos: InfoResult[]
  /**
   * In the order in which they ended. Of this command alone: times of an earlier step in the same folder are of another
   * clock (its builds are known by `build.ms`).
   */
  steps?: StepTime[]
  /** What differs from the image that its first name named when the run began, where that is known. */
  diff?: ImageDiff
}

export interface Degraded {
  /** `the artifact` */
  readonly what: string
  readonly message: string
}

/** The outcome of a run; `artifacts/results.json` and `--json`. */
export interface Results {
  readonly schema: 1
  readonly command: string
  /** `running` until the end: whoever finds that in a file reads of a run that was killed. */
  outcome: 'running' | 'passed' | 'failed' | 'interrupted'
  /** ISO 8601. */
  readonly startedAt: string
  ms: number
  readonly event: string
  readonly branch: string
  readonly sha: string
  /** Version of the engine. */
  readonly engine: string
  readonly images: ImageResult[]
  /** Why nothing was published, when something could have been. */
  unpublished?: string
  readonly notices: string[]
  /** What a service beside the run did not take (the artifact, the summary, the comment): that fails no run. */
  degraded?: readonly Degraded[]
}

/** Failed in another job, or was not done there because of what did. */
export function isLost(image: ImageResult | undefined): boolean {
  return image?.outcome === 'failed' || image?.outcome === 'cancelled'
}

export interface EmptyResults {
  readonly plan: Plan
  readonly command: string
  /** Version of the engine. */
  readonly engine: string
  readonly startedAt: Date
  /** What an earlier step found out, in the same folder. */
  readonly previous: Results | undefined
  /** What became of images in other jobs, by id. */
  readonly settled: ReadonlyMap<string, ImageResult>
  /** The run pushes: suites that need the pushed image are among those that have to pass. */
  readonly pushes: boolean
}

/**
 * The results of a run that has not begun; what an earlier step or another job found out about the same content is kept,
 * of its suites only while they are the same too.
 */
export function emptyResults(asked: EmptyResults): Results {
  const { plan, command, engine, startedAt, previous, settled, pushes } = asked
  const earlier = new Map(previous?.images.map((image) => [`${image.id} ${image.fingerprint}`, image]))
  return {
    schema: 1,
    command,
    outcome: 'running',
    startedAt: startedAt.toISOString(),
    ms: 0,
    event: plan.event,
    branch: plan.branch,
    sha: plan.sha,
    engine,
    images: plan.images.map((image) => {
      const { id, fingerprint } = image
      const elsewhere = settled.get(id)?.fingerprint === fingerprint ? settled.get(id) : undefined
      return emptyResult(image, pushes, elsewhere, elsewhere ?? earlier.get(`${id} ${fingerprint}`))
    }),
    notices: [],
  }
}

function emptyResult(
  image: PlannedImage,
  pushes: boolean,
  elsewhere: ImageResult | undefined,
  earlier: ImageResult | undefined,
): ImageResult {
  const { id, name, variant, platform, ref, file, action, test, fingerprint, suites, tested } = image
  const [suitesKey] = tested
  // Of what was built and tested before, another run's times say nothing.
  const known = action === 'reuse' && !test && elsewhere === undefined ? undefined : earlier
  const tests = keyTag(known?.suitesKey) === keyTag(suitesKey) ? known : undefined
  const running = suites.filter((suite) => suite.off === undefined && (pushes || !suite.pushed)).map(({ name }) => name)
  const failed = stillFailed(known, running)
  const testedImageId = tests !== undefined || failed.length > 0 ? known?.testedImageId : undefined
  // Tested in another job that left no results, or in another run: the registry says so.
  const isTestedBefore = !test && suitesKey !== undefined && action !== 'skip' && (tests?.suites.length ?? 0) === 0
  return {
    ...{ id, name, variant, platform, ref, file, action, fingerprint },
    outcome: action === 'skip' ? 'skipped' : 'cancelled',
    ...(isLost(elsewhere) ? failureOf(elsewhere) : {}),
    ...(known?.build === undefined ? {} : { build: known.build }),
    expected: test || (tests?.suites.length ?? 0) > 0 ? running : [],
    ...(suitesKey === undefined ? {} : { suitesKey }),
    ...(isTestedBefore ? { testedAs: suitesKey } : {}),
    suites: tests?.suites ?? (running.length === 0 ? suites.map(offResult) : failed),
    ...(testedImageId === undefined ? {} : { testedImageId }),
    candidates: [],
    published: [],
    infos: elsewhere?.infos ?? [],
  }
}

/** Suites that have changed since, or were others then, have passed nothing; what failed of them is not washed clean by that. */
function stillFailed(known: ImageResult | undefined, running: readonly string[]): SuiteResult[] {
  return known?.suites.filter(({ name, outcome }) => outcome === 'failed' && running.includes(name)) ?? []
}

/** Where nothing runs, that is said. */
function offResult({ name, kind, on, off }: PlannedImage['suites'][number]): SuiteResult {
  return { name, kind, on, outcome: 'off', ms: 0, ...(off === undefined ? {} : { message: off }) }
}

/** How another job put it. */
function failureOf(result: ImageResult | undefined): Partial<ImageResult> {
  if (result === undefined) return {}
  const { outcome, failedStep, message, evidence, remedy } = result
  return {
    outcome,
    ...(failedStep === undefined ? {} : { failedStep }),
    ...(message === undefined ? {} : { message }),
    ...(evidence === undefined ? {} : { evidence }),
    ...(remedy === undefined ? {} : { remedy }),
  }
}

/** The tag alone is the suites': an earlier step may not have been told where the images will be pushed. */
function keyTag(ref: string | undefined): string | undefined {
  return ref === undefined ? undefined : splitRef(ref).tag
}

/** Every suite that has to pass has passed, and there is at least one; or it is known to have passed before. */
export function isTested(image: ImageResult): boolean {
  if (image.testedAs !== undefined) return true
  const passed = new Set(image.suites.filter((suite) => suite.outcome === 'passed').map((suite) => suite.name))
  return image.expected.length > 0 && image.expected.every((name) => passed.has(name))
}

/** It had a part in the run: built, reused, or pulled for its children and that failed. */
export function isWorkedOn(image: ImageResult): boolean {
  return image.action !== 'skip' || image.outcome === 'failed'
}

/** A suite failed. */
export function isBroken(image: ImageResult): boolean {
  return image.suites.some((suite) => suite.outcome === 'failed')
}

/** Digest in the registry, however far it got there. */
export function digestOf(image: ImageResult): string | undefined {
  return image.published[0]?.digest ?? image.candidates[0]?.digest
}
