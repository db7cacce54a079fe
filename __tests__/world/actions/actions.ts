import { join } from 'node:path'
import { builtins, type Builtin } from './builtins/index.js'
import { condition, mapValues, text, texts } from './expressions.js'
import type { Frame, Post } from './leg.js'
import type { Conclusion, StepRun, Value, Values } from './model.js'
import type { Recorder } from './recorder.js'
import { execute } from './scripts.js'
import { runSteps, surroundings, type Step } from './steps.js'
import { findAction, remoteOf, type Found } from './uses.js'
import type { Manifest, StepSpec } from './workflow.js'

/** Composites in composites go this deep. */
const DEPTH = 10

/** What stands for a step that has no name. */
export function startOf({ uses, run = '' }: StepSpec): string {
  return uses ?? run.trim().split('\n')[0] ?? ''
}

/** A `uses:` step. */
export async function runAction(step: Step): Promise<boolean> {
  const uses = step.spec.uses ?? ''
  const remote = remoteOf(uses)
  const builtin =
    remote === undefined || remote.repository in (step.frame.leg.run.actions ?? {})
      ? undefined
      : builtins[remote.repository]
  if (builtin !== undefined) return runBuiltin(builtin, step)
  const found = await findAction(uses, step.frame)
  if (found.manifest.runs.using === 'composite') return runComposite(found, step)
  return runJavaScript(found, step)
}

/** The action's inputs: `with:`, else defaults. Unknown ones are passed on with a warning, as on GitHub. */
function inputsOf({ inputs = {} }: Pick<Manifest, 'inputs'>, { spec, scope, effects }: Step): Record<string, string> {
  const given = texts(spec.with, scope)
  const known = Object.keys(inputs).map((name) => name.toLowerCase())
  const unexpected = Object.keys(given).filter((name) => !known.includes(name.toLowerCase()))
  if (unexpected.length > 0)
    effects.recorder.annotate(
      'warning',
      `Unexpected input(s) '${unexpected.join("', '")}', valid inputs are ['${Object.keys(inputs).join("', '")}']`,
    )
  const defaults = mapValues(inputs, (input, name) => {
    const [, written] = Object.entries(given).find(([key]) => key.toLowerCase() === name.toLowerCase()) ?? []
    return written ?? text(input?.default, scope)
  })
  const extra = Object.entries(given).filter(([name]) => unexpected.includes(name))
  return { ...defaults, ...Object.fromEntries(extra) }
}

function announce({ spec, effects: { recorder } }: Step, inputs: Readonly<Record<string, string>>): void {
  recorder.write(`##[group]Run ${spec.uses ?? ''}`)
  const shown = Object.entries(inputs).filter(([, value]) => value !== '')
  if (shown.length > 0) recorder.write('with:')
  for (const [name, value] of shown) recorder.write(`  ${name}: ${value}`)
  recorder.write('##[endgroup]')
}

/** The `github` context as the action itself sees it. */
function githubIn(step: Step, { repository = '', ref = '' }: Found): Values {
  return { ...(step.scope.contexts['github'] as Values), action_repository: repository, action_ref: ref }
}

async function runBuiltin(builtin: Builtin, step: Step): Promise<boolean> {
  const inputs = inputsOf({ inputs: mapValues(builtin.inputs, (preset) => ({ default: preset })) }, step)
  announce(step, inputs)
  const { leg } = step.frame
  const undo = await builtin.run({ inputs, leg, effects: step.effects, signal: step.signal })
  if (undo !== undefined) registerPost(step, () => undo().then(() => true))
  return true
}

async function runComposite(found: Found, step: Step): Promise<boolean> {
  const { frame } = step
  if (frame.depth >= DEPTH) throw new Error(`Composite action depth exceeded max depth ${DEPTH}`)
  const inputs = inputsOf(found.manifest, step)
  announce(step, inputs)
  const github = { ...githubIn(step, found), action_path: found.folder }
  const seen = ['strategy', 'matrix', 'runner'].map((name): [string, Value] => [name, frame.contexts[name] ?? null])
  const posts: Post[] = []
  const inner: Frame = {
    ...{
      leg: frame.leg,
      posts,
      recorder: step.effects.recorder,
      home: found.home,
      depth: frame.depth + 1,
      failed: false,
    },
    contexts: { ...Object.fromEntries(seen), github, inputs },
    steps: {},
    overrides: ownEnv(step),
  }
  try {
    step.nested.push(...(await runSteps(found.manifest.runs.steps ?? [], inner)))
  } finally {
    if (posts.length > 0) frame.posts.push({ name: postName(step), run: (recorder) => runPosts(posts, recorder) })
  }
  const { scope } = surroundings({}, inner)
  for (const [name, { value }] of Object.entries(found.manifest.outputs ?? {}))
    step.effects.outputs[name] = text(value, scope)
  return !inner.failed
}

/** What the step itself and those around it say under `env:`; the job's env is read anew by each inner step. */
function ownEnv({ frame, spec, env }: Step): Record<string, string> {
  const names = Object.keys(texts(spec.env, surroundings(spec, frame).scope))
  return { ...frame.overrides, ...Object.fromEntries(names.map((name) => [name, env[name] ?? ''])) }
}

/** Post steps of a composite's steps: they are one step of the job. */
async function runPosts(
  posts: readonly Post[],
  recorder: Recorder,
): Promise<{ outcome: Conclusion; steps: StepRun[] }> {
  const steps: StepRun[] = []
  for (const { name, run } of [...posts].reverse()) {
    const from = recorder.lines.length
    const { outcome, steps: inner = [] } = await run(recorder)
    const log = recorder.lines.slice(from).join('\n')
    steps.push({ id: '', name, outcome, conclusion: outcome, outputs: {}, log, annotations: [], steps: inner })
  }
  return { outcome: steps.some(({ outcome }) => outcome === 'failure') ? 'failure' : 'success', steps }
}

function postName({ spec }: Step): string {
  return `Post ${spec.name ?? `Run ${startOf(spec)}`}`
}

async function runJavaScript(found: Found, step: Step): Promise<boolean> {
  const { main, pre, post, 'post-if': when, using } = found.manifest.runs
  if (!/^node\d+$/.test(using) || main === undefined)
    throw new Error(`${step.spec.uses ?? ''}: this runner cannot run '${using}' actions`)
  if (pre !== undefined && found.repository === undefined)
    step.effects.recorder.annotate(
      'warning',
      `\`pre\` execution is not supported for local action from '${step.spec.uses ?? ''}'`,
    )
  if (post !== undefined) {
    const clean = (later: Step): Promise<boolean> => {
      later.effects.recorder.write('Post job cleanup.')
      return runNode(found, later, post, inputsOf(found.manifest, later))
    }
    registerPost(step, clean, when)
  }
  const inputs = inputsOf(found.manifest, step)
  announce(step, inputs)
  return runNode(found, step, main, inputs)
}

async function runNode(
  found: Found,
  step: Step,
  file: string,
  inputs: Readonly<Record<string, string>>,
): Promise<boolean> {
  const { leg } = step.frame
  const named = (prefix: string, values: Readonly<Record<string, string>>, upper: boolean): [string, string][] =>
    Object.entries(values).map(([name, value]) => [
      `${prefix}_${upper ? name.replaceAll(' ', '_').toUpperCase() : name}`,
      value,
    ])
  const contexts = { ...step.scope.contexts, github: githubIn(step, found) }
  const status = await execute(
    { ...step, scope: { ...step.scope, contexts } },
    {
      program: leg.run.node,
      args: [join(found.folder, file)],
      cwd: leg.machine.workspace,
      env: {
        ...Object.fromEntries([...named('INPUT', inputs, true), ...named('STATE', step.effects.state, false)]),
        ...leg.runtime,
      },
    },
  )
  return status === 0
}

/** Work for after the steps. It shares the step's state, and sees inputs and environment as they are by then. */
function registerPost(step: Step, work: (later: Step) => Promise<boolean>, when = 'always()'): void {
  const { spec, frame } = step
  frame.posts.push({
    name: postName(step),
    async run(recorder) {
      const effects = { ...step.effects, outputs: {}, recorder, failed: false }
      try {
        const around = surroundings(spec, frame)
        if (!condition(when, around.scope)) return { outcome: 'skipped' }
        const passed = await work({ ...step, ...around, effects, signal: new AbortController().signal })
        return { outcome: passed && !effects.failed ? 'success' : 'failure' }
      } catch (error) {
        recorder.error(error)
        return { outcome: 'failure' }
      }
    },
  })
}

/** Runs the `pre` of a remote JavaScript action, before the first step; its state is for its main and post. */
export async function runPre(step: Step): Promise<boolean | undefined> {
  const uses = step.spec.uses ?? ''
  const { repository } = remoteOf(uses) ?? {}
  if (repository === undefined || !(repository in (step.frame.leg.run.actions ?? {}))) return undefined
  const found = await findAction(uses, step.frame)
  const { pre, 'pre-if': when = 'always()' } = found.manifest.runs
  if (pre === undefined || !condition(when, step.scope)) return undefined
  return runNode(found, step, pre, inputsOf(found.manifest, step))
}
