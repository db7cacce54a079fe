import type { Permissions } from '../types.js'
import type { Call } from './call.js'
import { calledWorkflow } from './calls.js'
import { concurrencyOf, inGroup } from './concurrency.js'
import { condition, evaluate, isValues, mapValues, text, texts, written, type Scope } from './expressions.js'
import { typedInputs } from './inputs.js'
import { runLeg, unstarted, type LegEnd } from './legs.js'
import { githubContext } from './machine.js'
import { expandMatrix } from './matrix.js'
import type { Annotation, Conclusion, JobRun, Value, Values } from './model.js'
import { askedPermissions, tokenPermissions } from './permissions.js'
import { readWorkflow, trigger, type JobSpec } from './workflow.js'

/** Runs the jobs of a workflow, each as soon as those that it needs are done. */
export async function runJobs(call: Call): Promise<Readonly<Record<string, JobRun>>> {
  const { jobs } = call.workflow
  const ends = new Map<string, Promise<JobRun>>()
  const end = (id: string): Promise<JobRun> => {
    const known = ends.get(id) ?? run(id)
    ends.set(id, known)
    return known
  }
  const run = async (id: string): Promise<JobRun> => {
    const job = jobs[id]
    if (job === undefined) throw new Error(`there is no job ${id}`)
    const above = await Promise.all([...ancestors(jobs, id)].map(end))
    const needs = await Promise.all(needsOf(job).map(async (one) => [one, await end(one)] as const))
    const done = await runJob(call, id, job, { above, needs: Object.fromEntries(needs) })
    call.record(call.prefix + id, done)
    return done
  }
  const all = await Promise.all(Object.keys(jobs).map(async (id) => [id, await end(id)] as const))
  return Object.fromEntries(all)
}

function needsOf({ needs = [] }: JobSpec): readonly string[] {
  return typeof needs === 'string' ? [needs] : needs
}

/** All jobs before a job: success() and failure() look at every one, not only at those in `needs:`. */
function ancestors(jobs: Readonly<Record<string, JobSpec>>, id: string): Set<string> {
  const job = jobs[id]
  const direct = job === undefined ? [] : needsOf(job)
  return new Set([...direct, ...direct.flatMap((one) => [...ancestors(jobs, one)])])
}

/** What a job could not do before it had a machine. */
class JobNotes {
  readonly annotations: Annotation[] = []
  error(error: unknown): void {
    const message = error instanceof Error ? error.message : String(error)
    this.annotations.push({ level: 'error', message, properties: {} })
  }
}

interface Before {
  readonly above: readonly JobRun[]
  readonly needs: Readonly<Record<string, JobRun>>
}

async function runJob(call: Call, id: string, job: JobSpec, { above, needs }: Before): Promise<JobRun> {
  const notes = new JobNotes()
  const ended = (conclusion: Conclusion, rest: Partial<JobRun> = {}): JobRun => ({
    ...{ conclusion, outputs: {}, legs: [], annotations: notes.annotations },
    ...rest,
  })
  const contexts: Values = {
    ...{ github: githubContext(call.run), inputs: call.inputs, vars: { ...call.run.vars } },
    needs: mapValues(needs, ({ conclusion, outputs }) => ({ result: conclusion, outputs })),
  }
  const cancelled = call.cancel.aborted
  const status = {
    success: !cancelled && above.every(({ conclusion }) => conclusion === 'success'),
    failure: !cancelled && above.some(({ conclusion }) => conclusion === 'failure'),
    cancelled,
  }
  try {
    if (!condition(job.if, { contexts, status })) return ended(cancelled ? 'cancelled' : 'skipped')
    const strategy = strategyOf(job, { contexts })
    const concurrency = concurrencyOf(job.concurrency, {
      contexts: { ...contexts, matrix: strategy.legs[0] ?? {}, strategy: {} },
    })
    const own = new AbortController()
    // Fail-fast and newer runs cancel the job alone; the run's own cancelling does not reach what has always().
    const cancel = cancelled ? own.signal : AbortSignal.any([call.cancel, own.signal])
    const work = (): Promise<JobRun> => runLegs(call, id, job, { contexts, strategy, cancel, stop: own, notes })
    if (concurrency === undefined) return await work()
    const done = await inGroup(call.run.hub, concurrency, own, work)
    return { ...(done ?? ended('cancelled')), concurrency: concurrency.group }
  } catch (error) {
    notes.error(error)
    return ended('failure')
  }
}

interface Strategy {
  readonly legs: readonly Values[]
  readonly failFast: boolean
  readonly maxParallel: number
}

function strategyOf({ strategy }: JobSpec, scope: Scope): Strategy {
  const whole = evaluate(strategy ?? {}, scope)
  const given = isValues(whole) ? whole : {}
  const legs = expandMatrix(given['matrix'])
  return {
    legs,
    failFast: given['fail-fast'] !== false,
    maxParallel: Number(given['max-parallel'] ?? legs.length),
  }
}

interface Legs {
  readonly contexts: Values
  readonly strategy: Strategy
  readonly cancel: AbortSignal
  readonly stop: AbortController
  readonly notes: JobNotes
}

async function runLegs(
  call: Call,
  id: string,
  job: JobSpec,
  { contexts, strategy, cancel, stop, notes }: Legs,
): Promise<JobRun> {
  const { legs, failFast, maxParallel } = strategy
  const asked = askedPermissions({
    ...{ job: job.permissions, workflow: call.workflow.permissions, limit: call.limit },
  })
  const permissions = tokenPermissions(call.run.event, asked)
  const one = async (matrix: Values, index: number): Promise<LegEnd> => {
    const place = { 'fail-fast': failFast, 'job-index': index, 'job-total': legs.length, 'max-parallel': maxParallel }
    const plan = {
      call,
      id,
      job,
      asked,
      permissions,
      index,
      cancel,
      contexts: { ...contexts, matrix, strategy: place },
    }
    if (cancel.aborted) return unstarted(matrix)
    const end = await (job.uses === undefined ? runLeg(plan) : runCalled(plan)).catch((error: unknown) => {
      notes.error(error)
      return { ...unstarted(matrix), leg: { ...unstarted(matrix).leg, conclusion: 'failure' as const } }
    })
    if (end.leg.conclusion === 'failure' && !end.forgiven && failFast && legs.length > 1) stop.abort()
    return end
  }
  const ends = await inParallel(legs, maxParallel, one)
  const conclusions = ends.map(({ leg, forgiven }) => (forgiven ? 'success' : leg.conclusion))
  return {
    conclusion: worst(conclusions),
    // The last leg that says something wins; on GitHub that is the last to end.
    outputs: Object.assign({}, ...ends.map(({ outputs }) => outputs)) as Record<string, string>,
    legs: ends.map(({ leg }) => leg),
    annotations: [...notes.annotations, ...ends.flatMap(({ annotations }) => annotations)],
  }
}

/** Failure over cancelled over success; nothing but skipped is skipped. */
export function worst(conclusions: readonly Conclusion[]): Conclusion {
  const order: readonly Conclusion[] = ['failure', 'cancelled', 'success', 'skipped']
  return order.find((one) => conclusions.includes(one)) ?? 'skipped'
}

async function inParallel<T, R>(
  items: readonly T[],
  most: number,
  work: (item: T, index: number) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = [...items.entries()]
  const worker = async (): Promise<void> => {
    for (let next = queue.shift(); next !== undefined; next = queue.shift())
      results[next[0]] = await work(next[1], next[0])
  }
  await Promise.all(Array.from({ length: Math.max(1, Math.min(most, items.length)) }, worker))
  return results
}

interface CallPlan {
  readonly call: Call
  readonly id: string
  readonly job: JobSpec
  readonly contexts: Values
  /** What the job asked for, which those that it calls may not go beyond, and what it got. */
  readonly asked: Permissions
  readonly permissions: Permissions
  readonly cancel: AbortSignal
}

/** A job that is a workflow: its jobs are recorded under their own names. */
async function runCalled({ call, id, job, contexts, asked, permissions, cancel }: CallPlan): Promise<LegEnd> {
  const matrix = contexts['matrix'] as Values
  const prefix = `${call.prefix}${nameOf(id, matrix)} / `
  const { source, file } = await calledWorkflow(job.uses ?? '', call.source, call.downloads)
  const workflow = await readWorkflow(source, file, call.run.hosts)
  const declared = trigger(workflow, 'workflow_call') ?? {}
  const secrets = { ...call.secrets, GITHUB_TOKEN: call.run.hub.issueToken(call.run.event.repository, permissions) }
  const scope: Scope = { contexts: { ...contexts, secrets } }
  const given = evaluate(job.with ?? {}, scope)
  const passed = job.secrets === 'inherit' ? call.secrets : texts(job.secrets, scope)
  for (const [name, spec] of Object.entries(isValues(declared['secrets']) ? declared['secrets'] : {}))
    if (isValues(spec) && spec['required'] === true && (passed[name] ?? '') === '')
      throw new Error(`Secret ${name} is required, but not provided while calling.`)
  const inputs = typedInputs(declared['inputs'], isValues(given) ? given : {})
  const jobs = await runJobs({ ...call, workflow, source, inputs, secrets: passed, limit: asked, prefix, cancel })
  const results: Values = mapValues(jobs, ({ conclusion, outputs }) => ({ result: conclusion, outputs }))
  const outputs = outputsOf(declared['outputs'], { contexts: { ...contexts, inputs, jobs: results } })
  const conclusion = worst(Object.values(jobs).map((one) => one.conclusion))
  return { ...unstarted(matrix), leg: { ...unstarted(matrix).leg, conclusion }, outputs }
}

function nameOf(id: string, matrix: Values): string {
  const values = Object.values(matrix).map(written)
  return values.length === 0 ? id : `${id} (${values.join(', ')})`
}

function outputsOf(declared: Value | undefined, scope: Scope): Record<string, string> {
  return isValues(declared)
    ? mapValues(declared, (output) => (isValues(output) ? text(output['value'], scope) : ''))
    : {}
}
