import type { Results, StepTime } from '../../run/results.js'
import { durationText } from '../../shared/text.js'
import type { Plan } from '../../stack/plan.js'

/** A step of an image on the run's clock. */
export interface Span extends StepTime {
  /** Id of the image. */
  readonly image: string
  /** The end of the run waited for it: without it, all would have been done earlier. */
  readonly critical: boolean
}

/** When what went on in a run. */
export interface Timeline {
  /** In the order in which their images began; each has at least one span, in the order in which they began. */
  readonly rows: readonly { readonly image: string; readonly spans: readonly Span[] }[]
  /** Milliseconds from the beginning of the run to its end. */
  readonly ms: number
}

/** The steps of a run as bars; undefined where none is known: nothing was done, or it was not this program's run. */
export function timelineOf(results: Results, plan?: Plan): Timeline | undefined {
  const steps = results.images.flatMap(({ id, steps: own = [] }) =>
    own.map((step) => ({ ...step, at: Math.max(step.at, 0), ms: Math.max(step.ms, 0), image: id })),
  )
  if (steps.length === 0) return undefined
  const critical = new Set(chainOf(steps, parentsIn(plan)))
  const byImage = new Map<string, Span[]>()
  for (const step of [...steps].sort((a, b) => a.at - b.at)) {
    const span = { ...step, critical: critical.has(step) }
    const known = byImage.get(step.image)
    if (known === undefined) byImage.set(step.image, [span])
    else known.push(span)
  }
  return {
    rows: [...byImage].map(([image, spans]) => ({ image, spans })),
    ms: steps.reduce((most, { at, ms }) => Math.max(most, at + ms), results.ms),
  }
}

type Step = Omit<Span, 'critical'>

/** What begins so soon after the end of something else has waited for it (ms). */
const SOON = 500
/** Clocks are read a moment after things happen (ms). */
const BLUR = 20

/**
 * The steps that made the run as long as it is, last first: the one that ended last, then again and again what that one
 * waited for. It waits for its image's own steps and for those of parents; where none of them ended just before it
 * began, for whatever did: a place to run in.
 */
function chainOf(steps: readonly Step[], parentsOf: (id: string) => readonly string[]): Step[] {
  const byEnd = [...steps].sort((a, b) => endOf(b) - endOf(a))
  const chain = new Set<Step>()
  // What was stopped did not hold up the end: it was there for what else went on.
  let step = byEnd.find(({ outcome }) => outcome !== 'cancelled') ?? byEnd[0]
  let from = 0
  while (step !== undefined) {
    chain.add(step)
    const { image, at } = step
    while (from < byEnd.length && endOf(byEnd[from] as Step) > at + BLUR) from++
    step = awaited(byEnd, from, image, at, parentsOf(image), chain)
  }
  return [...chain]
}

function awaited(
  byEnd: readonly Step[],
  from: number,
  image: string,
  at: number,
  parents: readonly string[],
  taken: ReadonlySet<Step>,
): Step | undefined {
  let any: Step | undefined
  for (let index = from; index < byEnd.length; index++) {
    const one = byEnd[index]
    // What began later cannot have been waited for; of no length and at the same time it may stand in the chain.
    if (one === undefined || one.at > at || taken.has(one)) continue
    const isSoon = endOf(one) >= at - SOON
    if (one.image === image || parents.includes(one.image)) return isSoon || any === undefined ? one : any
    if (isSoon) any ??= one
    else if (any !== undefined) return any
  }
  return any
}

function endOf({ at, ms }: Step): number {
  return at + ms
}

function parentsIn(plan: Plan | undefined): (id: string) => readonly string[] {
  const parents = new Map(plan?.images.map((image) => [image.id, image.parents]))
  return (id) => parents.get(id) ?? []
}

/**
 * The timeline with at most so many bars: those that the end waited for, then what failed, then the longest; and how
 * many are left out.
 */
export function withMost({ rows, ms }: Timeline, most: number): { timeline: Timeline; left: number } {
  const all = rows.flatMap(({ spans }) => spans)
  if (all.length <= most) return { timeline: { rows, ms }, left: 0 }
  const weight = (span: Span): number => (span.critical ? 2 : 0) + (span.outcome === 'failed' ? 1 : 0)
  const kept = new Set([...all].sort((a, b) => weight(b) - weight(a) || b.ms - a.ms).slice(0, most))
  return {
    timeline: {
      rows: rows.flatMap(({ image, spans }) => {
        const own = spans.filter((span) => kept.has(span))
        return own.length === 0 ? [] : [{ image, spans: own }]
      }),
      ms,
    },
    left: all.length - kept.size,
  }
}

/** `16ms`, `0.4s`: short steps are many, and `0.0s` says nothing. */
export function stepTime(ms: number): string {
  return ms < 100 ? `${Math.round(ms)}ms` : durationText(ms)
}
