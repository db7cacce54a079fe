import { isWorkedOn, type ImageResult, type Results } from '../run/results.js'
import { clip, plain } from '../shared/text.js'
import { suitesBehind } from './closing.js'
import { failedPlaces, isMute, REMARKS, remarksOf, someOf, type FailedPlace } from './tests.js'

/** What GitHub shows beside a file, or above the log. */
export interface Annotation {
  readonly level: 'error' | 'warning'
  readonly title: string
  readonly message: string
  /** Below the top of the repository. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
}

export interface AnnotationFacts {
  /** The stack's directory below the top of the repository ('': the top); undefined where it lies elsewhere. */
  readonly directory: string | undefined
  /** How many GitHub will show. */
  readonly errors: number
  readonly warnings: number
  /** Where builds failed, by image; files below the stack's directory. */
  readonly places?: ReadonlyMap<string, Place>
}

/** A place in a file; without a line it is about all of it. */
export interface Place {
  readonly file: string
  /** 1-based. */
  readonly line?: number
}

const MAX_NAMES = 5
/** GitHub keeps 4096 characters of a message; a title is one line. */
const MAX_MESSAGE = 1000
const MAX_TITLE = 200

/**
 * What went wrong in a run, as many as GitHub shows, the most telling first: the first failed test of every image, then
 * images that failed without one, then all other tests.
 */
export function annotationsOf(
  results: Results,
  { directory, errors, warnings, places: found }: AnnotationFacts,
): Annotation[] {
  const images = results.images.filter(isWorkedOn)
  const places = failedPlaces(images.filter((image) => suitesBehind(image).length > 0))
  // A place that is the first of one image may be of many more: none of them needs another.
  const told = new Set<string>()
  const [first, others] = partition(places, ({ images: ids }) => {
    const isNews = ids.some((id) => !told.has(id))
    for (const id of ids) told.add(id)
    return isNews
  })
  const untold = images.filter((image) => image.outcome === 'failed' && (!told.has(image.id) || hasMute(image)))
  return [
    ...limited(
      'error',
      [
        ...first.map((place) => placeAnnotation(place, directory)),
        ...untold.map((image) =>
          imageAnnotation(image, results.command, inRepository(found?.get(image.id), directory)),
        ),
        ...others.map((place) => placeAnnotation(place, directory)),
      ],
      errors,
    ),
    ...limited('warning', remarkAnnotations(images), warnings),
  ]
}

/** A suite failed whose report names no test. */
function hasMute(image: ImageResult): boolean {
  return suitesBehind(image).some(isMute)
}

function partition<T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] {
  const [yes, no]: [T[], T[]] = [[], []]
  for (const one of all) (isFirst(one) ? yes : no).push(one)
  return [yes, no]
}

/** The last one counts those that GitHub would drop in silence. */
function limited(level: Annotation['level'], all: readonly Annotation[], most: number): Annotation[] {
  if (all.length <= most) return [...all]
  if (most <= 0) return []
  const shown = all.slice(0, most - 1)
  const what = level === 'error' ? 'failures' : 'remarks on tests'
  return [
    ...shown,
    { level, title: 'stack-action', message: `${all.length - shown.length} more ${what} are in the job summary` },
  ]
}

function placeAnnotation({ failure, images, tests }: FailedPlace, directory: string | undefined): Annotation {
  const { file, line, message } = failure
  const known = file === undefined || directory === undefined ? undefined : `${directory && `${directory}/`}${file}`
  return {
    level: 'error',
    ...titled(`${someOf(images, MAX_NAMES)}: ${someOf(tests, MAX_NAMES)}`),
    // Where GitHub knows no file of that name, the place is told in words.
    message: plain(
      clip(known === undefined && file !== undefined ? `${file}:${line ?? 1}: ${message}` : message, MAX_MESSAGE),
    ),
    ...(known === undefined ? {} : { file: known, line: line ?? 1 }),
  }
}

function imageAnnotation(image: ImageResult, command: string, place: Place | undefined): Annotation {
  const { id, failedStep = 'build', message = '', remedy } = image
  const why = clip(plain(`${id} failed at ${failedStep}: ${message}`), MAX_MESSAGE)
  return {
    level: 'error',
    ...titled(`stack-action ${command}`),
    // What to do is a line of its own, as at a terminal.
    message: remedy === undefined ? why : `${why}\n→ ${clip(plain(remedy), MAX_MESSAGE)}`,
    ...place,
  }
}

function inRepository(place: Place | undefined, directory: string | undefined): Place | undefined {
  if (place === undefined || directory === undefined) return undefined
  return { ...place, file: `${directory && `${directory}/`}${place.file}` }
}

function remarkAnnotations(images: readonly ImageResult[]): Annotation[] {
  return remarksOf(images).map(({ kind, test, images: ids }) => ({
    level: 'warning',
    ...titled(`${someOf(ids, MAX_NAMES)}: ${kind === 'flaky' ? 'flaky test' : 'unexpected pass'}`),
    message: plain(clip(`${test} ${REMARKS[kind]}`, MAX_MESSAGE)),
  }))
}

function titled(title: string): { title: string } {
  return { title: plain(clip(title, MAX_TITLE)) }
}
