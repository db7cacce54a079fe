import type { ImageDiff } from '../contents/compare.js'
import type { ImageFacts } from '../contents/facts.js'
import type { Layer } from '../contents/layers.js'
import type { Plan } from '../stack/plan.js'
import type { ImageResult, Outcome, Results, StepName, SuiteResult } from './results.js'

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
      /** Oldest first; none where a builder elsewhere has it. */
      readonly layers: readonly Layer[]
    }
  /** All that is known of an image, when everything is done with it that this run does. */
  | { readonly type: 'facts'; readonly image: string; readonly facts: ImageFacts; readonly diff?: ImageDiff }
  | { readonly type: 'image-end'; readonly result: ImageResult }
  /** Nothing of the run needs it any more. */
  | { readonly type: 'pruned'; readonly image: string; readonly text: string }
  | { readonly type: 'notice'; readonly text: string }
  | { readonly type: 'run-end'; readonly results: Results }

export type Emit = (event: RunEvent) => void
