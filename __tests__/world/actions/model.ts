import type { Hub, Results, WorldEvent } from '../types.js'

/** How a step, a job or a run ended. */
export type Conclusion = 'success' | 'failure' | 'cancelled' | 'skipped'

/** What YAML, JSON and expressions are made of. */
export type Value = null | boolean | number | string | readonly Value[] | Values
export interface Values {
  readonly [key: string]: Value
}

export interface Annotation {
  readonly level: 'error' | 'warning' | 'notice'
  readonly message: string
  /** file, line, endLine, col, endColumn, title, as far as they were given. */
  readonly properties: Readonly<Record<string, string>>
}

/** A step; `Pre …` and `Post …` of actions are steps of their own, as in GitHub's log view. */
export interface StepRun {
  /** As written in the workflow; '' without one. */
  readonly id: string
  readonly name: string
  /** Before `continue-on-error` … */
  readonly outcome: Conclusion
  /** … and after it. */
  readonly conclusion: Conclusion
  readonly outputs: Readonly<Record<string, string>>
  /** As shown: secrets masked, commands gone. A composite's has the logs of its steps. */
  readonly log: string
  readonly annotations: readonly Annotation[]
  /** What a composite action ran. */
  readonly steps: readonly StepRun[]
}

/** One machine's share of a job: all of it, or one combination of its matrix. */
export interface LegRun {
  readonly matrix: Values
  /** Name of the machine; '' when it never got one. */
  readonly runner: string
  readonly conclusion: Conclusion
  readonly steps: readonly StepRun[]
  /** Markdown of the job's summary page. */
  readonly summary: string
  readonly log: string
}

export interface JobRun {
  /** What `needs.<id>.result` is: with `continue-on-error` a failed leg leaves it at success. */
  readonly conclusion: Conclusion
  readonly outputs: Readonly<Record<string, string>>
  readonly legs: readonly LegRun[]
  /** Errors and warnings of the job itself: an expression in it, its outputs. */
  readonly annotations: readonly Annotation[]
  /** Group of its `concurrency:`, evaluated. */
  readonly concurrency?: string
}

export interface WorkflowRun {
  /** `not triggered`: there is no run at all; `startup_failure`: GitHub refuses the file. The log says why. */
  readonly conclusion: Conclusion | 'not triggered' | 'startup_failure'
  /** By id; those of a called workflow are `<caller> / <id>`. */
  readonly jobs: Readonly<Record<string, JobRun>>
  readonly log: string
  readonly concurrency?: string
}

export interface RunOptions {
  /** The workflow inside `source`: `.github/workflows/main.yml`. */
  readonly file: string
  /** The repository at `event.sha`: the workflow is read from here. Jobs get files by `actions/checkout` only. */
  readonly source: string
  readonly event: WorldEvent
  readonly hub: Hub
  readonly results?: Results
  readonly secrets?: Readonly<Record<string, string>>
  readonly vars?: Readonly<Record<string, string>>
  /** Of workflow_dispatch, as a person types them. */
  readonly inputs?: Readonly<Record<string, string | number | boolean>>
  /** What the machine has: DOCKER_HOST and the like. The logins in its DOCKER_CONFIG are copied into each job's HOME. */
  readonly engineEnv: Readonly<Record<string, string | undefined>>
  /**
   * The machines that there are, each for one job at a time; a job takes one that has all labels of its `runs-on`. `env`
   * comes over `engineEnv`: with a DOCKER_HOST of its own a machine has an engine of its own. Default: as many as there
   * are jobs, all alike, with every label.
   */
  readonly runners?: readonly {
    readonly labels: readonly string[]
    readonly env: Readonly<Record<string, string | undefined>>
  }[]
  /** The binary of Node 24. */
  readonly node: string
  /** `owner/name` → folder with the action's repository, for `uses: owner/name[/path]@ref`. */
  readonly actions?: Readonly<Record<string, string>>
  /** Where a host of the workflow really is, `ghcr.io` → `127.0.0.1:5000`: the workflow reads as if it said so. */
  readonly hosts?: Readonly<Record<string, string>>
  /** How actions/checkout gets the files: from `hub.serverUrl` by git (default), or a copy of `source`. */
  readonly checkout?: 'git' | 'copy'
  /** For path filters; default: from the payload or from git in `source`. Unknown: every filter matches, as on GitHub. */
  readonly changedFiles?: readonly string[]
  /** For `[skip ci]`; default: from the payload or from git in `source`. */
  readonly headMessage?: string
  /** Where workspaces and artifacts go, and stay. Default: a temporary folder that is removed. */
  readonly folder?: string
  /** Milliseconds from SIGINT to SIGTERM and from there to SIGKILL when something is cancelled. Default: the runner's 7500, 2500. */
  readonly grace?: readonly [number, number]
}
