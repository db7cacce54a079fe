import { valueAt } from '../shared/values.js'
import type { Outcome, StepName } from './results.js'

/** What steps took in earlier runs. */
export interface Durations {
  readonly schema: 1
  /** Milliseconds, by `build base/py311`; what was not heard of for longest is first. */
  readonly steps: Readonly<Record<string, number>>
}

/** A step that has ended. */
export interface Measured {
  readonly step: StepName
  /** Id of the image. */
  readonly image: string
  readonly ms: number
  readonly outcome: Outcome
}

/** Where durations are kept from one run to the next. It never fails: a run goes on without them. */
export interface DurationStore {
  read: () => Promise<Durations>
  write: (durations: Durations) => Promise<void>
}

export const NO_DURATIONS: Durations = { schema: 1, steps: {} }

/** Far more than a stack has; a file of it is half a megabyte. */
const MAX_STEPS = 5000

/** More cannot be true, and would not be worth telling apart. */
const MAX_MS = 7 * 24 * 3_600_000

/** A step of an image that was never heard of, in a stack that was never heard of. */
const DEFAULT_MS: Readonly<Record<StepName, number>> = {
  pull: 10_000,
  build: 60_000,
  test: 30_000,
  push: 10_000,
  integration: 30_000,
  info: 5_000,
  publish: 5_000,
}

/** What a step of an image will probably take: what it took; else the median of that step in the stack; else a guess. */
export function expectedMs(durations: Durations, step: StepName, imageId: string): number {
  return durations.steps[keyOf(step, imageId)] ?? mediansOf(durations).get(step) ?? DEFAULT_MS[step]
}

/** It is asked for every step of every image. */
const medians = new WeakMap<Durations, ReadonlyMap<string, number>>()

function mediansOf(durations: Durations): ReadonlyMap<string, number> {
  const known = medians.get(durations)
  if (known !== undefined) return known
  const all = new Map<string, number[]>()
  for (const [key, ms] of Object.entries(durations.steps)) {
    const times = all.get(stepOf(key))
    if (times === undefined) all.set(stepOf(key), [ms])
    else times.push(ms)
  }
  const found = new Map([...all].map(([step, times]) => [step, median(times)]))
  medians.set(durations, found)
  return found
}

function median(times: readonly number[]): number {
  const sorted = [...times].sort((a, b) => a - b)
  const [low, high] = [sorted[(sorted.length - 1) >> 1] ?? 0, sorted[sorted.length >> 1] ?? 0]
  return Math.round((low + high) / 2)
}

/** Differences below these are noise: they must not change the order of a run, nor make a file worth saving. */
const NOISE_SHARE = 0.1
const NOISE_MS = 1000

/**
 * Adds what a run has measured; only of steps that passed, for the others were broken off. What is known goes half the
 * way to the new time, which counts as no less than half and no more than double of it: one run on a slow machine, or
 * with everything in the cache, moves it by half at most, while a lasting change is learnt within a few runs.
 * The same object when nothing has changed.
 */
export function learn(durations: Durations, measured: readonly Measured[]): Durations {
  const steps = new Map(Object.entries(durations.steps))
  let isChanged = false
  for (const { step, image, ms, outcome } of measured) {
    if (outcome !== 'passed' || !isTime(ms)) continue
    const key = keyOf(step, image)
    const known = steps.get(key)
    const learnt = known === undefined ? Math.max(1, Math.round(ms)) : towards(known, ms)
    isChanged ||= learnt !== known
    // Taken out first: what was heard of last is last.
    steps.delete(key)
    steps.set(key, learnt)
  }
  return isChanged ? { schema: 1, steps: Object.fromEntries([...steps].slice(-MAX_STEPS)) } : durations
}

function towards(known: number, ms: number): number {
  const difference = Math.abs(ms - known)
  if (difference <= NOISE_MS || difference <= known * NOISE_SHARE) return known
  const bounded = Math.min(Math.max(ms, known / 2), known * 2)
  return Math.max(1, Math.round((known + bounded) / 2))
}

/** What was learnt since `before`, on top of what others have stored in the meantime. */
export function mergeChanges(stored: Durations, before: Durations, after: Durations): Durations {
  const steps = new Map(Object.entries(stored.steps))
  for (const [key, ms] of Object.entries(after.steps)) {
    if (before.steps[key] === ms) continue
    steps.delete(key)
    steps.set(key, ms)
  }
  return { schema: 1, steps: Object.fromEntries([...steps].slice(-MAX_STEPS)) }
}

/** Durations from the text of a file. What is no such file has none in it; what is no duration is left out. */
export function parseDurations(text: string): Durations {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return NO_DURATIONS
  }
  const steps = valueAt(value, ['steps'])
  if (valueAt(value, ['schema']) !== 1 || typeof steps !== 'object' || steps === null) return NO_DURATIONS
  const good = Object.entries(steps).filter((entry): entry is [string, number] => {
    const [key, ms] = entry as [string, unknown]
    return Object.hasOwn(DEFAULT_MS, stepOf(key)) && isTime(ms) && ms >= 1
  })
  return { schema: 1, steps: Object.fromEntries(good.slice(-MAX_STEPS)) }
}

export function durationsText(durations: Durations): string {
  return `${JSON.stringify(durations)}\n`
}

function isTime(ms: unknown): ms is number {
  return typeof ms === 'number' && ms >= 0 && ms <= MAX_MS
}

function keyOf(step: StepName, imageId: string): string {
  return `${step} ${imageId}`
}

function stepOf(key: string): string {
  return key.slice(0, Math.max(0, key.indexOf(' ')))
}
