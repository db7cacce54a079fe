import type { Permissions } from '../types.js'
import type { Status } from './expressions.js'
import type { Job } from './files.js'
import type { Machine, Run } from './machine.js'
import type { Masks } from './masks.js'
import type { Conclusion, StepRun, Values } from './model.js'
import type { Recorder } from './recorder.js'
import type { Download } from './uses.js'
import type { Defaults, StepSpec } from './workflow.js'

/** A leg of a job while it runs. */
export interface Leg extends Job {
  readonly run: Run
  readonly jobId: string
  readonly machine: Machine
  readonly masks: Masks
  readonly token: string
  readonly permissions: Permissions
  readonly defaults: Defaults
  readonly runtime: Readonly<Record<string, string>>
  /** Aborted by fail-fast, by a newer run of the group, by the job's timeout. */
  readonly cancel: AbortSignal
  /** What `pre` left for the other parts of an action. */
  readonly states: ReadonlyMap<StepSpec, Record<string, string>>
  /** Process groups that steps left behind. */
  readonly groups: Set<number>
  /** Repositories of remote actions, as downloaded. */
  readonly downloads: Download
}

/** What runs after the steps, last come first served. */
export interface Post {
  readonly name: string
  readonly run: (recorder: Recorder) => Promise<{ readonly outcome: Conclusion; readonly steps?: readonly StepRun[] }>
}

/** Where a step stands: in the job, or in a composite action. */
export interface Frame {
  readonly leg: Leg
  /** All but `env` and `steps`. */
  readonly contexts: Values
  /** The `steps` context: steps with an id, as far as they have run. */
  readonly steps: Record<string, Values>
  /** `env:` of the steps around this one. */
  readonly overrides: Readonly<Record<string, string>>
  readonly posts: Post[]
  /** A composite's steps write where it writes. */
  readonly recorder?: Recorder
  /** Root of the repository that `$/…` means. */
  readonly home: string
  /** Composites around this one. */
  readonly depth: number
  failed: boolean
}

export function statusOf({ leg, failed }: Frame): Status {
  const cancelled = leg.cancel.aborted
  return { success: !failed && !cancelled, failure: failed && !cancelled, cancelled }
}
