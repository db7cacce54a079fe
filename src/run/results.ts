import type { Plan, PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'

export type StepName = 'pull' | 'build' | 'test' | 'push' | 'info' | 'publish'

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

/**
 * The results of a run that has not begun; what an earlier step found out about the same content is kept, of its suites
 * only while they are the same too.
 */
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
    images: plan.images.map(({ id, name, variant, ref, action, test, fingerprint, suites, tested }) => {
      // Of what was built and tested before, another run's times say nothing.
      const known = action === 'reuse' && !test ? undefined : earlier.get(`${id} ${fingerprint}`)
      const [suitesKey] = tested
      const tests = keyTag(known?.suitesKey) === keyTag(suitesKey) ? known : undefined
      return {
        ...{ id, name, variant, ref, action, fingerprint },
        outcome: action === 'skip' ? 'skipped' : 'cancelled',
        ...(known?.build === undefined ? {} : { build: known.build }),
        expected: test ? suites.filter((suite) => suite.kind !== 'off').map((suite) => suite.name) : [],
        ...(suitesKey === undefined ? {} : { suitesKey }),
        ...(action === 'reuse' && !test && suitesKey !== undefined ? { testedAs: suitesKey } : {}),
        suites: tests?.suites ?? [],
        ...(tests?.testedImageId === undefined ? {} : { testedImageId: tests.testedImageId }),
        candidates: [],
        published: [],
        infos: [],
      }
    }),
    notices: [],
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
