import type { Plan, PlannedImage } from '../stack/plan.js'

export type StepName = 'build' | 'test' | 'push' | 'info' | 'publish'

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
  readonly kind: 'pytest' | 'command' | 'off'
  readonly outcome: Outcome | 'off'
  readonly ms: number
  readonly counts?: TestCounts
  /** Why it failed or is off. */
  readonly message?: string
}

export interface TestCounts {
  readonly total: number
  readonly failed: number
  readonly skipped: number
}

export interface PublishedRef {
  readonly ref: string
  readonly digest: string
}

export interface InfoResult {
  readonly name: string
  readonly outcome: 'passed' | 'failed'
}

/** What became of an image. Written to `artifacts/<safe name>.yml` and results.json. */
export interface ImageResult {
  readonly id: string
  readonly name: string
  readonly variant: string
  readonly ref: string
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
  /** Suites that have to pass; the ones that are off are not among them. */
  readonly expected: readonly string[]
  suites: SuiteResult[]
  /** Id of the image that the suites ran on. */
  testedImageId?: string
  /** Pushed under its fingerprint, one per registry. */
  candidates: PublishedRef[]
  /** Refs that name this image since this run. */
  published: PublishedRef[]
  infos: InfoResult[]
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
}

/** The results of a run that has not begun; what an earlier step found out about the same content is kept. */
export function emptyResults(
  plan: Plan,
  command: string,
  engine: string,
  startedAt: Date,
  previous: Results | undefined,
): Results {
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
    images: plan.images.map(({ id, name, variant, ref, action, fingerprint, suites }) => {
      const known = earlier.get(`${id} ${fingerprint}`)
      return {
        ...{ id, name, variant, ref, action, fingerprint },
        outcome: action === 'skip' ? 'skipped' : 'cancelled',
        ...(known?.build === undefined ? {} : { build: known.build }),
        expected: suites.filter((suite) => suite.kind !== 'off').map((suite) => suite.name),
        suites: known?.suites ?? [],
        ...(known?.testedImageId === undefined ? {} : { testedImageId: known.testedImageId }),
        candidates: [],
        published: [],
        infos: [],
      }
    }),
    notices: [],
  }
}

/** Every suite that has to pass has passed, and there is at least one. */
export function isTested(image: ImageResult): boolean {
  const passed = new Set(image.suites.filter((suite) => suite.outcome === 'passed').map((suite) => suite.name))
  return image.expected.length > 0 && image.expected.every((name) => passed.has(name))
}

/** A suite failed. */
export function isBroken(image: ImageResult): boolean {
  return image.suites.some((suite) => suite.outcome === 'failed')
}

/** Digest in the registry, however far it got there. */
export function digestOf(image: ImageResult): string | undefined {
  return image.published[0]?.digest ?? image.candidates[0]?.digest
}
