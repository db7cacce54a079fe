import { runAction, startOf } from './actions.js'
import type { Effects } from './commands.js'
import { condition, evaluate, text, texts, type Scope } from './expressions.js'
import { hashFiles } from './globs.js'
import { statusOf, type Frame } from './leg.js'
import { debugging } from './machine.js'
import type { Conclusion, StepRun, Values } from './model.js'
import { Recorder } from './recorder.js'
import { runScript } from './scripts.js'
import { remoteOf } from './uses.js'
import type { StepSpec } from './workflow.js'

/** What a step's own expressions see; `env` is its whole environment as far as it is written down. */
export function scopeOf(frame: Frame, env: Readonly<Record<string, string>>): Scope {
  const status = statusOf(frame)
  const job = { status: status.cancelled ? 'cancelled' : status.failure ? 'failure' : 'success' }
  return {
    contexts: { ...frame.contexts, job, env, steps: frame.steps },
    status,
    hashFiles: (patterns) => hashFiles(frame.leg.machine.workspace, patterns),
  }
}

/** One step in its surroundings, ready to run. */
export interface Step {
  readonly spec: StepSpec
  readonly frame: Frame
  readonly scope: Scope
  /** The `env` context: workflow, job, GITHUB_ENV, steps around it, its own. */
  readonly env: Readonly<Record<string, string>>
  readonly effects: Effects
  readonly signal: AbortSignal
  /** Those of a composite. */
  readonly nested: StepRun[]
}

/** The step's environment and scope as they are now: a post step may see more than its main step did. */
export function surroundings(spec: StepSpec, frame: Frame): Pick<Step, 'env' | 'scope'> {
  const outer = { ...frame.leg.env, ...frame.overrides }
  const env = { ...outer, ...texts(spec.env, scopeOf(frame, outer)) }
  const scope = scopeOf(frame, env)
  const github = { ...(frame.contexts['github'] as Values), action: actionOf(spec) }
  return { env, scope: { ...scope, contexts: { ...scope.contexts, github } } }
}

/** `github.action`: the step's id, else a name that the runner makes up. */
function actionOf({ id, uses }: StepSpec): string {
  return id ?? (uses === undefined ? '__run' : `__${remoteOf(uses)?.repository.replace('/', '_') ?? 'self'}`)
}

/** Runs steps one after the other; what fails decides what the rest does. */
export async function runSteps(specs: readonly StepSpec[], frame: Frame): Promise<StepRun[]> {
  const done: StepRun[] = []
  for (const spec of specs) done.push(await runStep(spec, frame))
  return done
}

export async function runStep(spec: StepSpec, frame: Frame): Promise<StepRun> {
  const recorder = frame.recorder ?? new Recorder(frame.leg.masks, debugging(frame.leg.run))
  const firstLine = recorder.lines.length
  const state = frame.leg.states.get(spec) ?? {}
  const effects: Effects = { recorder, outputs: {}, state, failed: false }
  const nested: StepRun[] = []
  let name = spec.name ?? `Run ${startOf(spec)}`
  let outcome: Conclusion = 'skipped'
  let conclusion: Conclusion = 'skipped'
  try {
    const { env, scope } = surroundings(spec, frame)
    if (condition(spec.if, scope)) {
      name = recorder.masks.apply(text(name, scope))
      outcome = await attempt({ spec, frame, scope, env, effects, nested })
      const forgiven = outcome === 'failure' && evaluate(spec['continue-on-error'] ?? false, scope) === true
      conclusion = forgiven ? 'success' : outcome
    }
  } catch (error) {
    recorder.error(error)
    outcome = conclusion = 'failure'
  }
  if (conclusion === 'failure') frame.failed = true
  const outputs = effects.outputs
  if (spec.id !== undefined) frame.steps[spec.id] = { outputs, outcome, conclusion }
  const log = recorder.lines.slice(firstLine).join('\n')
  const annotations = frame.recorder === undefined ? recorder.annotations : []
  return { id: spec.id ?? '', name, outcome, conclusion, outputs, log, annotations, steps: nested }
}

/** Runs it under its timeout; a cancelled job ends it unless its condition still holds, as with always(). */
async function attempt(step: Omit<Step, 'signal'>): Promise<Conclusion> {
  const { spec, frame, scope, effects } = step
  const stop = new AbortController()
  const { cancel } = frame.leg
  const began = cancel.aborted
  const onCancel = (): void => {
    if (!condition(spec.if, scopeOf(frame, step.env))) stop.abort('cancelled')
  }
  if (!began) cancel.addEventListener('abort', onCancel, { once: true })
  // The runner takes whole minutes; tests may not have the time.
  const minutes = Number(evaluate(spec['timeout-minutes'] ?? 0, scope))
  const timer = minutes > 0 ? setTimeout(() => stop.abort('timeout'), minutes * 60_000) : undefined
  try {
    const whole = { ...step, signal: stop.signal }
    const status = await (spec.run === undefined ? runAction(whole) : runScript(whole))
    if (stop.signal.reason === 'timeout') {
      effects.recorder.annotate('error', `The action '${startOf(spec)}' has timed out after ${minutes} minutes.`)
      return 'failure'
    }
    if (stop.signal.aborted) {
      effects.recorder.annotate('error', 'The operation was canceled.')
      return 'cancelled'
    }
    return status && !effects.failed ? 'success' : 'failure'
  } catch (error) {
    effects.recorder.error(error)
    return 'failure'
  } finally {
    clearTimeout(timer)
    cancel.removeEventListener('abort', onCancel)
  }
}
