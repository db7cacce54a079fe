import type { Permissions } from '../types.js'
import type { Run } from './machine.js'
import type { JobRun, Values } from './model.js'
import type { Workflow } from './workflow.js'

/** A workflow with what it was started or called with. */
export interface Call {
  readonly run: Run
  readonly workflow: Workflow
  readonly inputs: Values
  readonly secrets: Readonly<Record<string, string>>
  /** Rights of the job that calls; undefined at the top. */
  readonly limit?: Permissions
  /** `caller / `, for names. */
  readonly prefix: string
  readonly cancel: AbortSignal
  readonly downloads: (repository: string, ref: string) => Promise<string | undefined>
  /** Takes every job of the run, callers' and called, by full name. */
  readonly record: (name: string, job: JobRun) => void
}
