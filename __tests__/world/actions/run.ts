import { randomInt } from 'node:crypto'
import { mkdtemp, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { startupErrors } from './calls.js'
import { concurrencyOf, inGroup } from './concurrency.js'
import { mapValues, written } from './expressions.js'
import { typedInputs } from './inputs.js'
import { runJobs, worst } from './jobs.js'
import { githubContext, type Run } from './machine.js'
import type { JobRun, RunOptions, Values, WorkflowRun } from './model.js'
import { isForkPull } from './permissions.js'
import { notTriggered } from './triggers.js'
import { downloader, type Download } from './uses.js'
import { runnerPool } from './runners.js'
import { readWorkflow, trigger, type Workflow } from './workflow.js'

/**
 * Runs a workflow of a repository for an event, as GitHub would: first its parser looks at the file, then `on:` decides,
 * then the jobs run, every leg on a machine of its own (folders, not virtual machines).
 */
export async function runWorkflow(options: RunOptions): Promise<WorkflowRun> {
  const folder = await realpath(options.folder ?? (await mkdtemp(join(tmpdir(), 'stack-run-'))))
  try {
    return await runIn(folder, options)
  } finally {
    if (options.folder === undefined) await rm(folder, { recursive: true, force: true })
  }
}

async function runIn(folder: string, options: RunOptions): Promise<WorkflowRun> {
  const { source, file, actions = {} } = options
  const downloads = downloader(actions, folder)
  const errors = await startupErrors({ source, file }, { downloads })
  if (errors.length > 0) return { conclusion: 'startup_failure', jobs: {}, log: errors.join('\n') }
  const workflow = await readWorkflow(source, file, options.hosts)
  const why = await notTriggered(workflow, options)
  if (why !== undefined) return { conclusion: 'not triggered', jobs: {}, log: why }
  let inputs: Values
  try {
    inputs = dispatchInputs(workflow, options)
  } catch (error) {
    // The API answers with 422, and there is no run.
    return { conclusion: 'not triggered', jobs: {}, log: error instanceof Error ? error.message : String(error) }
  }
  return started(options, { workflow, inputs, folder, downloads })
}

interface Start {
  readonly workflow: Workflow
  readonly inputs: Values
  readonly folder: string
  readonly downloads: Download
}

async function started(options: RunOptions, { workflow, inputs, folder, downloads }: Start): Promise<WorkflowRun> {
  const forked = isForkPull(options.event)
  const run: Run = {
    ...options,
    event: withInputs(options.event, inputs),
    ...{ id: String(randomInt(1e9, 1e10)), folder, kept: options.folder !== undefined },
    grace: options.grace ?? [7500, 2500],
    workflowName: workflow.name ?? options.file,
    takeRunner: runnerPool(options.runners),
    visibleSecrets: forked ? {} : (options.secrets ?? {}),
  }
  const jobs: Record<string, JobRun> = {}
  const cancel = new AbortController()
  const contexts = { github: githubContext(run), inputs, vars: { ...run.vars } }
  const work = (): Promise<unknown> =>
    runJobs({
      ...{ run, workflow, source: run.source, inputs, secrets: run.visibleSecrets, prefix: '', cancel: cancel.signal },
      downloads,
      record: (name, job) => (jobs[name] = job),
    })
  const concurrency = concurrencyOf(workflow.concurrency, { contexts })
  const group = concurrency === undefined ? {} : { concurrency: concurrency.group }
  const done = await (concurrency === undefined ? work() : inGroup(run.hub, concurrency, cancel, work))
  if (done === undefined) return { conclusion: 'cancelled', jobs: {}, log: 'a newer run took the place', ...group }
  const ordered = inOrder(workflow, jobs)
  const conclusion = worst(Object.values(ordered).map((job) => job.conclusion))
  return {
    ...{ conclusion, jobs: ordered, log: logOf(ordered) },
    ...group,
  }
}

/** Of a workflow_dispatch: from the event and from whoever calls. */
function dispatchInputs(workflow: Workflow, { event, inputs = {} }: RunOptions): Values {
  const typed = (event.payload['inputs'] ?? {}) as Values
  return event.name === 'workflow_dispatch'
    ? typedInputs(trigger(workflow, event.name)?.['inputs'], { ...typed, ...inputs })
    : {}
}

/** `github.event.inputs` has them as strings. */
function withInputs(event: RunOptions['event'], inputs: Values): RunOptions['event'] {
  if (event.name !== 'workflow_dispatch') return event
  return { ...event, payload: { ...event.payload, inputs: mapValues(inputs, written) } }
}

/** As written in the file, called jobs after their callers: nothing depends on who was first. */
function inOrder({ jobs: declared }: Workflow, jobs: Readonly<Record<string, JobRun>>): Record<string, JobRun> {
  const ids = Object.keys(declared)
  const place = (name: string): number => ids.indexOf(name.split(/ [/(]/)[0] ?? '')
  const names = Object.keys(jobs).sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1))
  return Object.fromEntries(names.flatMap((name) => (jobs[name] === undefined ? [] : [[name, jobs[name]]])))
}

function logOf(jobs: Readonly<Record<string, JobRun>>): string {
  return Object.entries(jobs)
    .flatMap(([name, { conclusion, legs, annotations }]) => [
      `==== ${name}: ${conclusion}`,
      ...annotations.map(({ level, message }) => `##[${level}]${message}`),
      ...legs.map(({ log }) => log),
    ])
    .join('\n')
}
