import { mergeResults, uniqueRefs } from '../run/merged.js'
import { isWorkedOn, type ImageResult, type Results, type StepTime, type SuiteResult } from '../run/results.js'
import { counted, shortDigest } from '../shared/text.js'
import { isTestable, type Plan, type PlannedImage } from '../stack/plan.js'

/** What one job of a workflow says. */
export interface Leg {
  /** Of its artifact, or of the folder that its files lie in: a job that was run again has the same. */
  readonly name: string
  readonly results: Results
}

export interface Merged {
  readonly results: Results
  /** Ids of images that the plan wanted and no job reported on. */
  readonly missing: readonly string[]
  /** Image → name of the job whose word counts: its files are the image's. */
  readonly from: ReadonlyMap<string, string>
}

/** A job's word on an image; `shift`: milliseconds from the beginning of all to the beginning of that job. */
interface Word {
  readonly leg: Leg
  readonly image: ImageResult
  readonly shift: number
}

/**
 * What many jobs say as if one had done it all; the order in which they are given does not matter.
 *
 * Of several jobs of one command (a matrix) the most telling word on an image counts: failed, then passed, cancelled and
 * skipped; of equals the job that built it, then the one that ran more suites, then the later. What any of them ran or
 * pushed stays. Of jobs of different commands (build, test, push), in the order of time, what each did is put together, and a
 * failure or cancellation of one is the image's. An image that the plan wants and nobody worked on was not done: that is no
 * success.
 */
export function mergeLegs(legs: readonly Leg[], plan: Plan | undefined): Merged {
  const jobs = [...legs].sort(byTime)
  const [first] = jobs
  if (first === undefined) throw new Error('there is nothing to put together')
  const begin = Date.parse(first.results.startedAt)
  const notices: string[] = []
  const from = new Map<string, string>()
  const missing: string[] = []
  const words = new Map<string, Word[]>()
  for (const leg of jobs)
    for (const image of leg.results.images) {
      const word = { leg, image: told(image, leg), shift: Date.parse(leg.results.startedAt) - begin }
      words.set(image.id, [...(words.get(image.id) ?? []), word])
    }
  const planned = new Map(plan?.images.map((image) => [image.id, image]))
  const images = [...new Set([...planned.keys(), ...words.keys()])].flatMap((id): ImageResult[] => {
    const all = words.get(id) ?? []
    const worked = all.filter(({ image }) => isWorkedOn(image))
    const image = planned.get(id)
    if (worked.length === 0 && image !== undefined && isWanted(image)) {
      missing.push(id)
      return [unreported(image, all.at(-1)?.image)]
    }
    if (worked.length === 0) return all.length > 0 ? [last(all).image] : image === undefined ? [] : [leftAlone(image)]
    const chosen = sameContent(worked, notices)
    conflicts(id, chosen, notices)
    const commands = [...new Set(chosen.map(({ leg }) => leg.results.command))]
    const perCommand = commands.map((command) => together(chosen.filter(({ leg }) => leg.results.command === command)))
    for (const word of perCommand) if (!from.has(id) || word.image.outcome === 'failed') from.set(id, word.leg.name)
    const [one, ...others] = perCommand.map(({ image: done }) => done)
    if (one === undefined) return []
    const whole = others.reduce(mergeResults, one)
    const steps = perCommand.flatMap(stepsOf).sort((a, b) => a.at - b.at)
    return [{ ...whole, ...(steps.length === 0 ? {} : { steps }) }]
  })
  for (const { name, results } of jobs)
    if (results.outcome === 'running') notices.push(`${name} was ended before it could say how it went`)
  if (missing.length > 0)
    notices.push(`no job has reported on ${missing.join(', ')}: it did not begin, or was ended before its upload`)
  const end = Math.max(...jobs.map(({ results }) => Date.parse(results.startedAt) + results.ms))
  const unpublished = [...new Set(jobs.flatMap(({ results }) => results.unpublished ?? []))]
  const { event, branch, sha, startedAt } = last(jobs).results
  const commits = [...new Set(jobs.map(({ results }) => results.sha))]
  if (commits.length > 1) notices.push(`these jobs worked on different commits: ${commits.join(', ')}`)
  return {
    missing,
    from,
    results: {
      schema: 1,
      command: commandOf(jobs),
      outcome: outcomeOf(jobs, images, missing),
      startedAt: Number.isNaN(begin) ? startedAt : first.results.startedAt,
      ms: Number.isFinite(end - begin) ? end - begin : 0,
      ...{ event, branch, sha },
      engine: [...new Set(jobs.map(({ results }) => results.engine))].sort().join(', '),
      images,
      ...(unpublished.length === 0 ? {} : { unpublished: unpublished.join('; ') }),
      notices: [...new Set([...jobs.flatMap(({ results }) => results.notices), ...notices])],
    },
  }
}

/** Plans of several jobs as one: of each image the one that does most with it. Undefined where there is none. */
export function mergePlans(plans: readonly Plan[]): Plan | undefined {
  const [whole, ...others] = [...plans].sort((a, b) => worked(b) - worked(a) || compare(text(a), text(b)))
  if (whole === undefined || others.length === 0) return whole
  const best = new Map<string, PlannedImage>()
  for (const image of [whole, ...others].flatMap(({ images }) => images)) {
    const known = best.get(image.id)
    if (known === undefined || RANK[image.action] > RANK[known.action]) best.set(image.id, image)
  }
  return { ...whole, images: [...best.values()] }
}

const RANK = { build: 2, reuse: 1, skip: 0 } as const

function worked({ images }: Plan): number {
  return images.filter(({ action }) => action !== 'skip').length
}

/** Words of one command on one image. */
function together(words: readonly Word[]): Word {
  const best = [...words].sort(mostTelling)[0] ?? last(words)
  const suites = new Map<string, SuiteResult>()
  // The best word's suites first: of equals its own stay.
  for (const suite of [best, ...words].flatMap(({ image }) => image.suites)) {
    const known = suites.get(suite.name)
    if (known === undefined || SUITE[suite.outcome] > SUITE[known.outcome]) suites.set(suite.name, suite)
  }
  const all = words.map(({ image }) => image)
  const build = best.image.build ?? all.find((one) => one.build?.outcome === 'passed')?.build
  const infos = best.image.infos.length > 0 ? best.image.infos : (all.find((one) => one.infos.length > 0)?.infos ?? [])
  return {
    ...best,
    image: {
      ...best.image,
      ...(build === undefined ? {} : { build }),
      expected: [...new Set([best.image, ...all].flatMap(({ expected }) => expected))],
      suites: [...suites.values()],
      candidates: uniqueRefs(all.flatMap(({ candidates }) => candidates)),
      published: uniqueRefs(all.flatMap(({ published }) => published)),
      infos,
    },
  }
}

const OUTCOME = { failed: 3, passed: 2, cancelled: 1, skipped: 0 } as const
const SUITE = { failed: 3, passed: 2, cancelled: 1, off: 0 } as const

function mostTelling(a: Word, b: Word): number {
  return (
    OUTCOME[b.image.outcome] - OUTCOME[a.image.outcome] ||
    RANK[b.image.action] - RANK[a.image.action] ||
    b.image.suites.length - a.image.suites.length ||
    byTime(b.leg, a.leg)
  )
}

/** A record that says `cancelled` without a reason is what a job that was killed left behind. */
function told(image: ImageResult, { name, results }: Leg): ImageResult {
  if (results.outcome !== 'running' || image.outcome !== 'cancelled' || image.message !== undefined) return image
  return { ...image, message: `${name} was ended before it was done` }
}

/** Of other content the latest job's counts. */
function sameContent(words: readonly Word[], notices: string[]): readonly Word[] {
  const prints = [...new Set(words.map(({ image }) => image.fingerprint))]
  if (prints.length === 1) return words
  const { image, leg } = last(words)
  notices.push(`${image.id}: these jobs worked on different content of it (${prints.join(', ')}); ${leg.name} counts`)
  return words.filter((word) => word.image.fingerprint === image.fingerprint)
}

/** One ref cannot name two digests: two jobs made the same content, and the later push won. */
function conflicts(id: string, words: readonly Word[], notices: string[]): void {
  const digests = new Map<string, Map<string, string>>()
  for (const { image, leg } of words)
    for (const { ref, digest } of [...image.candidates, ...image.published])
      digests.set(ref, (digests.get(ref) ?? new Map<string, string>()).set(digest, leg.name))
  for (const [ref, found] of digests)
    if (found.size > 1) {
      const each = [...found].map(([digest, name]) => `${shortDigest(digest)} by ${name}`)
      notices.push(`${id}: ${ref} was pushed as ${each.join(' and ')}; the later counts`)
    }
}

function stepsOf({ image: { steps = [] }, shift }: Word): StepTime[] {
  return steps.map((step) => ({ ...step, at: step.at + shift }))
}

function isWanted(image: PlannedImage): boolean {
  return image.action === 'build' || (image.action === 'reuse' && image.test && isTestable(image))
}

function unreported(image: PlannedImage, known: ImageResult | undefined): ImageResult {
  return {
    ...(known ?? leftAlone(image)),
    action: image.action,
    outcome: 'cancelled',
    message: 'no job has reported on it',
  }
}

function leftAlone(planned: PlannedImage): ImageResult {
  const { id, name, variant, platform, ref, file, action, fingerprint } = planned
  const facts = { id, name, variant, platform, ref, file, action, fingerprint }
  // What is only taken as it is needs nobody to work on it.
  const outcome = action === 'reuse' ? 'passed' : 'skipped'
  return { ...facts, outcome, expected: [], suites: [], candidates: [...planned.found], published: [], infos: [] }
}

function outcomeOf(
  jobs: readonly Leg[],
  images: readonly ImageResult[],
  missing: readonly string[],
): Results['outcome'] {
  const has = (...outcomes: Results['outcome'][]): boolean =>
    jobs.some(({ results }) => outcomes.includes(results.outcome))
  if (has('failed') || images.some(({ outcome }) => outcome === 'failed')) return 'failed'
  if (has('interrupted', 'running')) return 'interrupted'
  return missing.length > 0 ? 'failed' : 'passed'
}

/** `run`, or what they were: `build, test, push`. */
function commandOf(jobs: readonly Leg[]): string {
  return [...new Set(jobs.map(({ results }) => results.command))].join(', ')
}

export function legSummary(legs: readonly Leg[], { missing }: Pick<Merged, 'missing'>): string {
  const lost = missing.length === 0 ? '' : `; nobody has reported on ${counted(missing.length, 'image')}`
  return `${counted(legs.length, 'job')} put together${lost}`
}

/** By their beginning; names, and at last all that they say, decide between equals. */
function byTime(a: Leg, b: Leg): number {
  const [left, right] = [Date.parse(a.results.startedAt), Date.parse(b.results.startedAt)]
  return left - right || compare(a.name, b.name) || compare(text(a.results), text(b.results))
}

function text(value: unknown): string {
  return JSON.stringify(value)
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

function last<T>(all: readonly T[]): T {
  const one = all.at(-1)
  if (one === undefined) throw new Error('there is none')
  return one
}
