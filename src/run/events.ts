import type { BuildStep } from '../docker/buildlog.js'
import type { HistoryEntry, LocalImage } from '../docker/engine.js'
import type { Info } from '../stack/model.js'
import type { Plan } from '../stack/plan.js'
import type { ImageResult, Outcome, Results, StepName, SuiteResult } from './results.js'

/** Output of an info command. */
export interface InfoOutput {
  readonly info: Info
  /** Exit status of the command. */
  readonly status: number
  readonly output: string
}

/** Everything that happens in a run, in order. Reporters only listen; `image` is an id of the plan. */
export type RunEvent =
  | { readonly type: 'run-start'; readonly plan: Plan; readonly results: Results }
  | { readonly type: 'step-start'; readonly image: string; readonly step: StepName }
  | {
      readonly type: 'line'
      readonly image: string
      readonly step: StepName
      readonly suite?: string
      readonly text: string
    }
  | {
      readonly type: 'step-end'
      readonly image: string
      readonly step: StepName
      readonly outcome: Outcome
      readonly ms: number
      readonly message?: string
    }
  | {
      readonly type: 'suite-end'
      readonly image: string
      readonly suite: SuiteResult
      readonly junit: Buffer | undefined
    }
  | {
      readonly type: 'built'
      readonly image: string
      /** Undefined where a builder elsewhere has it. */
      readonly local: LocalImage | undefined
      readonly history: readonly HistoryEntry[]
      readonly steps: readonly BuildStep[]
    }
  | { readonly type: 'infos'; readonly image: string; readonly outputs: readonly InfoOutput[] }
  | { readonly type: 'image-end'; readonly result: ImageResult }
  /** Nothing of the run needs it any more. */
  | { readonly type: 'pruned'; readonly image: string; readonly text: string }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'run-end'; readonly results: Results }

export type Emit = (event: RunEvent) => void
