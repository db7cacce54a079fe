import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Permissions } from '../types.js'
import { runPre, startOf } from './actions.js'
import { evaluate, texts, type Scope } from './expressions.js'
import type { Frame, Leg, Post } from './leg.js'
import { debugging, newMachine, runnerContext, runtimeEnv } from './machine.js'
import { Masks } from './masks.js'
import type { Annotation, Conclusion, LegRun, StepRun, Value, Values } from './model.js'
import { killGroup } from './process.js'
import { Recorder } from './recorder.js'
import { runSteps, scopeOf, surroundings } from './steps.js'
import type { Call } from './call.js'
import type { Runner } from './runners.js'
import type { JobSpec, StepSpec, Workflow } from './workflow.js'

/** One leg of a job, about to run. */
export interface LegPlan {
  readonly call: Call
  readonly id: string
  readonly job: JobSpec
  /** github, inputs, vars, needs, matrix, strategy. */
  readonly contexts: Values
  readonly permissions: Permissions
  /** Its place among the legs. */
  readonly index: number
  readonly cancel: AbortSignal
}

export interface LegEnd {
  readonly leg: LegRun
  readonly outputs: Readonly<Record<string, string>>
  readonly annotations: readonly Annotation[]
  /** Failed, and `continue-on-error` says that it is no matter. */
  readonly forgiven: boolean
}

/** GitHub's limit for all outputs of a job together, counted as UTF-16. */
const OUTPUTS_LIMIT = 1024 * 1024

/** A leg that never began. */
export function unstarted(matrix: Values): LegEnd {
  const leg: LegRun = { matrix, runner: '', conclusion: 'cancelled', steps: [], summary: '', log: '' }
  return { leg, outputs: {}, annotations: [], forgiven: false }
}

/** Runs a leg as soon as there is a machine for it. */
export async function runLeg(plan: LegPlan): Promise<LegEnd> {
  const { call, job, contexts, cancel } = plan
  const runner = await call.run.takeRunner(evaluate(job['runs-on'] ?? '', { contexts }), cancel)
  if (runner === undefined) return unstarted(contexts['matrix'] as Values)
  try {
    return await runOn(runner, plan)
  } finally {
    runner.release()
  }
}

async function runOn(runner: Runner, plan: LegPlan): Promise<LegEnd> {
  const { call, id, job, contexts, permissions, cancel } = plan
  const { run, workflow } = call
  const name = `${call.prefix}${id}-${plan.index}`.replaceAll(/[^\w.-]+/g, '_')
  const machine = await newMachine(run, name, runner)
  const masks = new Masks()
  const token = run.hub.issueToken(run.event.repository, permissions)
  for (const secret of [...Object.values(call.secrets), token]) masks.add(secret)
  const runtime = runtimeEnv(run, name)
  masks.add(runtime['ACTIONS_RUNTIME_TOKEN'] ?? '')
  const recorder = new Recorder(masks, debugging(run))
  const secrets = { ...call.secrets, GITHUB_TOKEN: token }
  const { workspace, eventPath: event_path } = machine
  const github = {
    ...(contexts['github'] as Values),
    ...{ token, job: id, workspace, event_path, action: '', action_repository: '', action_ref: '' },
  }
  const all: Values = { ...contexts, github, secrets, runner: runnerContext(run, machine) }
  const scope: Scope = { contexts: all }
  const timeout = new AbortController()
  const stop = AbortSignal.any([cancel, timeout.signal])
  const env = environment(workflow, job, scope)
  const leg: Leg = {
    ...{ run, jobId: id, machine, masks, token, permissions, runtime, cancel: stop, env, path: [], summaries: [] },
    defaults: { run: { ...workflow.defaults?.run, ...job.defaults?.run } },
    states: new Map((job.steps ?? []).map((spec) => [spec, {}])),
    groups: new Set(),
    downloads: call.downloads,
  }
  const frame: Frame = {
    leg,
    contexts: all,
    steps: {},
    overrides: {},
    posts: [],
    home: call.source,
    depth: 0,
    failed: false,
  }
  const minutes = Number(evaluate(job['timeout-minutes'] ?? 360, scope))
  const timer = setTimeout(() => timeout.abort(), minutes * 60_000)
  const steps: StepRun[] = []
  try {
    for (const unsupported of ['container', 'services'] as const)
      if (job[unsupported] !== undefined) throw new Error(`${unsupported}: this runner has none`)
    steps.push(...(await preSteps(job.steps ?? [], frame)))
    steps.push(...(await runSteps(job.steps ?? [], frame)))
    steps.push(...(await postSteps(frame.posts, frame)))
  } catch (error) {
    recorder.error(error)
    frame.failed = true
  } finally {
    clearTimeout(timer)
    for (const group of leg.groups) killGroup(group)
  }
  if (timeout.signal.aborted)
    recorder.annotate('error', `The job has exceeded the maximum execution time of ${minutes}m0s`)
  const outputs = jobOutputs(job.outputs, frame, recorder)
  const conclusion: Conclusion = stop.aborted ? 'cancelled' : frame.failed ? 'failure' : 'success'
  const forgiven = conclusion === 'failure' && evaluate(job['continue-on-error'] ?? false, scope) === true
  const log = [...steps.map((step) => [`==> ${step.name}`, step.log].join('\n')), ...recorder.lines].join('\n')
  const matrix = contexts['matrix'] as Values
  if (!run.kept) await rm(join(run.folder, name), { recursive: true, force: true })
  return {
    leg: { matrix, runner: runner.name, conclusion, steps, summary: leg.summaries.join('\n'), log },
    ...{ outputs, annotations: recorder.annotations, forgiven },
  }
}

/** `env:` of the workflow and of the job. */
function environment(workflow: Workflow, job: JobSpec, scope: Scope): Record<string, string> {
  const outer = texts(workflow.env, scope)
  return { ...outer, ...texts(job.env, { contexts: { ...scope.contexts, env: outer } }) }
}

async function preSteps(specs: readonly StepSpec[], frame: Frame): Promise<StepRun[]> {
  const done: StepRun[] = []
  for (const spec of specs.filter(({ uses }) => uses !== undefined)) {
    const recorder = new Recorder(frame.leg.masks, debugging(frame.leg.run))
    const effects = { recorder, outputs: {}, state: frame.leg.states.get(spec) ?? {}, failed: false }
    const around = surroundings(spec, frame)
    const step = { ...around, spec, frame, effects, nested: [], signal: frame.leg.cancel }
    const passed = await runPre(step).catch((error: unknown) => {
      recorder.error(error)
      return false
    })
    if (passed === undefined) continue
    const outcome = passed && !effects.failed ? 'success' : 'failure'
    if (outcome === 'failure') frame.failed = true
    done.push(stepRun(`Pre Run ${startOf(spec)}`, outcome, recorder))
  }
  return done
}

async function postSteps(posts: readonly Post[], frame: Frame): Promise<StepRun[]> {
  const done: StepRun[] = []
  for (const { name, run } of [...posts].reverse()) {
    const recorder = new Recorder(frame.leg.masks, debugging(frame.leg.run))
    const { outcome, steps } = await run(recorder)
    if (outcome === 'failure') frame.failed = true
    done.push(stepRun(name, outcome, recorder, steps))
  }
  return done
}

function stepRun(name: string, outcome: Conclusion, recorder: Recorder, steps: readonly StepRun[] = []): StepRun {
  const log = recorder.lines.join('\n')
  return { id: '', name, outcome, conclusion: outcome, outputs: {}, log, annotations: recorder.annotations, steps }
}

/** A job's outputs: empty ones are not there, those with a secret in them are dropped. */
function jobOutputs(declared: Value | undefined, frame: Frame, recorder: Recorder): Record<string, string> {
  try {
    const { contexts } = scopeOf(frame, frame.leg.env)
    const outputs = texts(declared, { contexts }) // No status functions here.
    const kept = Object.entries(outputs).filter(([name, value]) => {
      const secret = frame.leg.masks.apply(value) !== value
      if (secret) recorder.annotate('warning', `Skip output '${name}' since it may contain secret.`)
      return value !== '' && !secret
    })
    const size = kept.reduce((sum, [name, value]) => sum + 2 * (name.length + value.length), 0)
    if (size > OUTPUTS_LIMIT)
      throw new Error(`The outputs of the job are too large: ${size} bytes, at most ${OUTPUTS_LIMIT}`)
    return Object.fromEntries(kept)
  } catch (error) {
    recorder.annotate('error', 'Fail to evaluate job outputs')
    recorder.error(error)
    frame.failed = true
    return {}
  }
}
