import { messageOf } from '../shared/errors.js'
import type { PlannedImage } from '../stack/plan.js'
import { expectedMs } from './durations.js'
import { withEmulator } from './emulator.js'
import { Gatherer } from './gathering.js'
import { Pruner } from './prune.js'
import { publishImages } from './publishing.js'
import type { Lane, PipelineRequest } from './request.js'
import { isLost, type Outcome, type Results, type StepName } from './results.js'
import { Cancelled, schedule, TimedOut, type Task } from './scheduler.js'
import { RunState } from './state.js'
import { build } from './steps/build.js'
import { info } from './steps/info.js'
import { checkTested, push } from './steps/push.js'
import { integration, test } from './steps/test.js'

export type { BuildOptions, PipelineRequest, PublishPolicy } from './request.js'

/** Builds, tests and pushes what the plan says, and publishes all of it or nothing. Failures are in the results, never thrown. */
export async function runPipeline(request: PipelineRequest): Promise<Results> {
  const { plan, engine, emit, signal, steps, limits, failFast, now } = request
  const start = now()
  const state = new RunState(request, start)
  emit({ type: 'run-start', plan, results: state.results })
  await engine.sweep().catch(() => undefined) // Only tidiness: the run does not depend on it.
  cancelBlocked(state)
  const own = new Map(plan.images.map((image) => [image.id, stepsOf(state, image)]))
  const [pruner, gatherer] = [new Pruner(state, own), new Gatherer(state, own)]
  const listeners: Listeners = {
    begins: (image) => gatherer.begins(image),
    ended: (image, step, passed) => {
      gatherer.ended(image, step, passed)
      pruner.ended(image, step)
    },
  }
  const tasks = new Map(plan.images.map((image) => [image, tasksOf(state, image, listeners)]))
  const states = await schedule([...tasks.values()].flat(), {
    limits: { ...limits, [FREE]: Infinity },
    signal,
    failFast,
    onCancelled: (task, because) => {
      cancelled(state, task, because)
      const { image, step } = ofTask(state, task)
      if (image !== undefined && step !== undefined) listeners.ended(image, step, false)
    },
    onLost: (task, reason) => lost(state, task, reason),
  })
  await pruner.settled()
  // An image that is left alone has a part in the run when something is built on it.
  const planned = plan.images.filter((image) => image.action !== 'skip' || state.resultOf(image).outcome === 'failed')
  const isPlanned = new Set(planned)
  for (const image of planned) {
    const own = tasks.get(image) ?? []
    const isDone = !state.isSettled(image) && own.every((task) => states.get(task.id) === 'passed')
    // What failed of a parent after the push is known when the child is done, too.
    const broken = state.parentsOf(image).find((parent) => isPlanned.has(parent) && !isGreen(state, parent))
    if (isDone && broken === undefined) state.resultOf(image).outcome = 'passed'
    else if (isDone && broken !== undefined && !signal.aborted)
      state.resultOf(image).message ??= failedBelow(image, broken.id)
    else if (signal.aborted) state.resultOf(image).message ??= state.interruption()
  }
  if (steps.has('push') && !signal.aborted) await publishImages(state, planned, () => gatherer.beforeNames())
  else if (steps.has('push')) state.results.unpublished = state.interruption()
  await gatherer.settled()
  for (const image of planned) emit({ type: 'image-end', result: state.resultOf(image) })
  const outcomes = planned.map((image) => state.resultOf(image).outcome)
  state.results.outcome = signal.aborted
    ? 'interrupted'
    : outcomes.every((outcome) => outcome === 'passed')
      ? 'passed'
      : 'failed'
  state.results.ms = now().getTime() - start.getTime()
  emit({ type: 'run-end', results: state.results })
  return state.results
}

function isGreen(state: RunState, image: PlannedImage): boolean {
  return state.resultOf(image).outcome === 'passed'
}

/** Takes no time, so that there may be any number of it at once. */
const FREE = 'gate'

const LANES: Readonly<Record<StepName, Lane>> = {
  pull: 'push',
  build: 'build',
  test: 'test',
  push: 'push',
  integration: 'test',
  info: 'test',
  publish: 'push',
}

/** Who hears of steps as they begin and end. */
interface Listeners {
  readonly begins: (image: PlannedImage) => void
  /** Not passed: failed, cancelled, or never begun. */
  readonly ended: (image: PlannedImage, step: StepName, passed: boolean) => void
}

/**
 * The steps of an image and what each needs. Children are built as soon as their parents are, while those are tested; a
 * parent that turns out to be broken stops them. Nothing is pushed before the tests of what it is built on.
 */
function tasksOf(state: RunState, image: PlannedImage, listeners: Listeners): Task[] {
  const { timeouts, durations } = state.request
  const parents = state.parentsOf(image)
  const own = madeBy(state, image)
  const above = parents.flatMap((parent) => gateOf(state, parent))
  const limits: Readonly<Record<Lane, number | undefined>> = {
    build: timeouts.buildMs,
    test: undefined, // Each suite has its own, and each info command.
    push: timeouts.pushMs,
  }
  const task = (
    step: StepName,
    needs: readonly string[],
    work: (signal: AbortSignal) => Promise<unknown>,
    unless: readonly string[] = [],
  ): Task[] => {
    if (!state.does(image, step)) return []
    const lane = LANES[step]
    const timeoutMs = limits[lane]
    const timeoutRemedy = `Allow it more time with ${lane}-timeout, or see in its log what it waited for.`
    return [
      {
        id: taskId(step, image.id),
        lane,
        needs,
        unless,
        expectedMs: expectedMs(durations, step, image.id),
        ...(timeoutMs === undefined ? {} : { timeoutMs, timeoutRemedy }),
        run: (signal: AbortSignal) => {
          listeners.begins(image)
          return runStep(state, image, step, signal, () => work(signal)).then(
            () => listeners.ended(image, step, true),
            (error: unknown) => {
              listeners.ended(image, step, false)
              throw error
            },
          )
        },
      },
    ]
  }
  const made = parents.flatMap((parent) => madeBy(state, parent))
  const gate = gateOf(state, image)
  return [
    ...gate.map((id) => ({
      id,
      lane: FREE,
      needs: [...own, ...taskOf(state, image, 'test'), ...above],
      run: (signal: AbortSignal) => passGate(state, image, signal),
    })),
    ...task('pull', [], (signal) => state.imageId(image, 'pull', signal)),
    ...task('build', made, (signal) => build(state, image, signal), above),
    ...task('test', own, (signal) => test(state, image, signal), above),
    ...task('push', gate, (signal) => push(state, image, signal)),
    ...task('integration', taskOf(state, image, 'push'), (signal) => integration(state, image, signal), above),
    ...task('info', own, (signal) => info(state, image, signal), gate),
  ]
}

function stepsOf(state: RunState, image: PlannedImage): StepName[] {
  return (['pull', 'build', 'test', 'push', 'integration', 'info'] as const).filter((step) => state.does(image, step))
}

function taskId(step: StepName, id: string): string {
  return `${step} ${id}`
}

/** The task that makes an image be there. */
function madeBy(state: RunState, image: PlannedImage): string[] {
  return [...taskOf(state, image, 'build'), ...taskOf(state, image, 'pull')]
}

function taskOf(state: RunState, image: PlannedImage, step: StepName): string[] {
  return state.does(image, step) ? [taskId(step, image.id)] : []
}

/** The task that is passed when an image, and everything that it is built on, is known to be good. */
function gateOf(state: RunState, image: PlannedImage): string[] {
  const isPart = image.action === 'skip' ? state.does(image, 'pull') : !state.isSettled(image)
  return isPart ? [`gate ${image.id}`] : []
}

/** Where suites do not run in this command, what is known of them decides. */
async function passGate(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { steps } = state.request
  if (steps.has('test') || !steps.has('push') || !image.test) return
  try {
    await checkTested(state, image, signal)
  } catch (error) {
    signal.throwIfAborted()
    failed(state, image, 'push', 0, error)
    throw error
  }
}

/** Runs a step, tells its beginning and end, and keeps why it failed. Throws again, so that what needs it is cancelled. */
async function runStep(
  state: RunState,
  image: PlannedImage,
  step: StepName,
  signal: AbortSignal,
  work: () => Promise<unknown>,
): Promise<void> {
  const { emit, now } = state.request
  const began = now().getTime()
  try {
    emit({ type: 'step-start', image: image.id, step })
    await work()
    const ms = state.timed(image, step, 'passed', began)
    emit({ type: 'step-end', image: image.id, step, outcome: 'passed', ms })
  } catch (thrown) {
    const stopped = state.request.signal.aborted || (signal.aborted && signal.reason instanceof Cancelled)
    // A time-out says more than what it broke off.
    const error: unknown =
      !stopped && signal.aborted ? signal.reason : stopped ? thrown : await explained(state, image, thrown)
    const outcome: Outcome = stopped ? 'cancelled' : 'failed'
    const message = state.request.signal.aborted ? state.interruption() : messageOf(error)
    // Why it was cancelled is told by the scheduler.
    if (!stopped || state.request.signal.aborted) state.fail(image, step, outcome, message, error)
    const ms = state.timed(image, step, outcome, began)
    if (step === 'build') state.resultOf(image).build = { outcome, ms }
    emit({ type: 'step-end', image: image.id, step, outcome, ms, message })
    throw error
  }
}

/** The same error, with what its cause has to do with the machine. */
async function explained(state: RunState, image: PlannedImage, error: unknown): Promise<unknown> {
  const { space, engine } = state.request
  return withEmulator(await space.explain(error), image.platform, engine.platform)
}

/** A step that does not end when it is told to: it has no end of its own any more. */
function lost(state: RunState, task: string, reason: unknown): void {
  const { image, step } = ofTask(state, task)
  if (image === undefined || step === undefined || !(reason instanceof TimedOut)) return
  state.timed(image, step, 'failed', state.request.now().getTime() - reason.ms)
  failed(state, image, step, reason.ms, reason)
}

/** Keeps and tells that a step failed which has not come to an end itself. */
function failed(state: RunState, image: PlannedImage, step: StepName, ms: number, error: unknown): void {
  const message = messageOf(error)
  state.fail(image, step, 'failed', message, error)
  state.request.emit({ type: 'step-end', image: image.id, step, outcome: 'failed', ms, message })
}

function ofTask(state: RunState, task: string): { image: PlannedImage | undefined; step: StepName | undefined } {
  const space = task.indexOf(' ')
  const name = task.slice(0, space)
  const step = (Object.keys(LANES) as StepName[]).find((one) => one === name)
  return { image: state.byIdOf(task.slice(space + 1)), step }
}

function cancelled(state: RunState, task: string, because: string | undefined): void {
  const { image } = ofTask(state, task)
  if (image === undefined) return
  const result = state.resultOf(image)
  if (result.outcome === 'failed' || result.message !== undefined) return
  const other = because?.slice(because.indexOf(' ') + 1)
  if (other === image.id) return // What failed of it is told already.
  if (other === undefined) result.message = state.interruption()
  else result.message = state.isBelow(other, image) ? failedBelow(image, other) : `stopped, because ${other} failed`
}

function failedBelow(image: PlannedImage, failed: string): string {
  return image.parents.includes(failed) ? `its parent ${failed} failed` : `${failed}, which it is built on, failed`
}

/** Images whose parents another job did not get done: neither are they, nor what is built on them. */
function cancelBlocked(state: RunState): void {
  const blocked = new Map<string, string>()
  for (const image of state.request.plan.images) {
    if (image.action === 'skip') continue
    const lost = image.parents.find((id) => isLost(state.request.settled.get(id)))
    const failed = image.blocked ?? image.parents.flatMap((id) => blocked.get(id) ?? [])[0] ?? lost
    if (failed === undefined) continue
    blocked.set(image.id, failed)
    state.block(image, failedBelow(image, failed))
  }
}
