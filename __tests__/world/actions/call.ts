import type { Permissions } from '../types.js'
import type { Run } from './machine.js'
import type { JobRun, Values } from './model.js'
import type { Download } from './uses.js'
import type { Workflow } from './workflow.js'

/** A workflow with what it was started or called with. */
export interface Call {
  readonly run: Run
  readonly workflow: Workflow
  /** The repository that the workflow came with: what `$/…` means in it, and `./…` where it calls others. */
  readonly source: string
  readonly inputs: Values
  readonly secrets: Readonly<Record<string, string>>
  /** What the job that calls asked for; undefined at the top. */
  readonly limit?: Permissions
  /** `caller / `, for names. */
  readonly prefix: string
  readonly cancel: AbortSignal
  readonly downloads: Download
  /** Takes every job of the run, callers' and called, by full name. */
  readonly record: (name: string, job: JobRun) => void
}
