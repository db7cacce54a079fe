import type { ImageFacts } from '../contents/facts.js'
import type { Builder } from '../docker/builder.js'
import type { Engine } from '../docker/engine.js'
import type { RegistryClient } from '../registry/client.js'
import type { CredentialsFor } from '../registry/credentials.js'
import type { Stack } from '../stack/model.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import type { Durations } from './durations.js'
import type { Emit } from './events.js'
import type { Origin } from './origin.js'
import type { JournalEntry } from './publish.js'
import type { ImageResult, Results, StepName } from './results.js'
import type { Machine } from './suites/request.js'

/** `all`: names move only when every image of the run is green; `passed`: those of the green ones; `none`: candidates only. */
export type PublishPolicy = 'all' | 'passed' | 'none'

/** Tasks of one kind wait for each other when there are too many of them; those of another do not. */
export type Lane = 'build' | 'test' | 'push'

/** How builds are made, beside what the plan says of each. */
export interface BuildOptions {
  readonly noCache: boolean
  /** As buildx takes them; `{image}`, `{variant}`, `{platform}` and `{repository}` stand for the image's own. */
  readonly cacheFrom: readonly string[]
  readonly cacheTo: readonly string[]
  /** Values by id. */
  readonly secrets: ReadonlyMap<string, Buffer>
  readonly provenance: string
  readonly sbom: string
}

/** What suites are run with. */
export interface SuiteOptions {
  /** The directory for the files that a suite leaves. */
  readonly keep: (image: PlannedImage, suite: string) => string
  readonly machine: Machine
  /** What {stage} and {version} stand for; '' where there is none. */
  readonly stage: string
  readonly version: string
}

export interface PipelineRequest {
  readonly command: string
  readonly plan: Plan
  readonly stack: Stack
  readonly stackDir: string
  readonly steps: ReadonlySet<StepName>
  readonly engine: Engine
  readonly builder: Builder
  readonly registry: RegistryClient
  readonly credentialsFor: CredentialsFor
  /** What earlier steps found out, in the same folder. */
  readonly previous: Results | undefined
  /** What became of images in other jobs; what failed there is not tried again. By id. */
  readonly settled: ReadonlyMap<string, ImageResult>
  /** Tasks at the same time. */
  readonly limits: Readonly<Record<Lane, number>>
  /** The first failure stops everything. */
  readonly failFast: boolean
  /** Milliseconds that a step may take; undefined: no limit. */
  readonly timeouts: {
    readonly buildMs: number | undefined
    readonly pushMs: number | undefined
    readonly infoMs: number
  }
  readonly durations: Durations
  readonly options: BuildOptions
  /** Written on what is built. */
  readonly origin: Origin
  readonly suites: SuiteOptions
  /** Where it is built: the address of the workflow run, or the name of the machine. */
  readonly builtIn?: string
  /** What an earlier command wrote into the same folder about an image. */
  readonly earlierFacts?: (image: PlannedImage) => Promise<ImageFacts | undefined>
  /** The refs that an image is compared with: the first one that is there. Undefined: nothing is compared. */
  readonly against?: ((image: PlannedImage) => readonly string[]) | undefined
  readonly publish: PublishPolicy
  /** The room on the disk: `check` before each build throws a WorkError; `explain` adds to an error what takes the room. */
  readonly space: { readonly check: () => Promise<void>; readonly explain: (error: unknown) => Promise<unknown> }
  readonly signal: AbortSignal
  readonly now: () => Date
  readonly emit: Emit
  /** Who runs this, and the address of the workflow run ('' outside of one): for the registries' journals. */
  readonly operation: { readonly by: string; readonly run: string }
  /** Hears of every move as soon as it is made. */
  readonly recordJournal: (journal: readonly JournalEntry[]) => void
}
