import {
  digestOf,
  isWorkedOn,
  type ImageResult,
  type Results,
  type StepName,
  type SuiteResult,
  type TestFailure,
} from '../run/results.js'
import { clip, columns, durationText, plain, shortDigest, sizeText } from '../shared/text.js'
import { busyMs } from './graph/outcome.js'
import { isFailed, isMute, keyOf, placeText, REMARKS, remarksOf, someOf } from './tests.js'

/** Where the files of a run lie, as the user should type them. */
export interface Folders {
  readonly artifacts: string
  readonly logs: string
  readonly manifests: string
}

/** At most this many lines of evidence for each failure: the cause must still be on the screen. */
const EVIDENCE = 8
/** Of so many failed tests of a suite the lines are shown, and so many are named. */
const SHOWN = 3
const NAMED = 10
const MAX_NAMES = 5
/** A line of a log may be a megabyte. */
const MAX_LINE = 500

function testsOf(image: ImageResult): string {
  const suites = image.suites.filter((suite) => suite.outcome !== 'off')
  if (suites.length === 0) return image.testedAs === undefined ? '' : 'passed before'
  const total = suites.reduce(
    (sum, suite) => sum + Math.max(suite.counts?.total ?? 1, suite.outcome === 'failed' ? 1 : 0),
    0,
  )
  const failed = suites.reduce(
    (sum, suite) => sum + (suite.outcome === 'failed' ? Math.max(suite.counts?.failed ?? 1, 1) : 0),
    0,
  )
  if (failed > 0) return `${failed}/${total} failed`
  const skipped = suites.reduce((sum, suite) => sum + (suite.counts?.skipped ?? 0), 0)
  return `${total - skipped} passed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}

/** Milliseconds: less would be said as 0.0s. */
const SHORTEST = 50

/** How long it was worked on, as the graph and the report say it. */
function timeOf(image: ImageResult): string {
  const ms = busyMs(image)
  return ms < SHORTEST ? '' : durationText(ms)
}

/** The cells of HEAD. */
export function rowOf(image: ImageResult): string[] {
  const digest = digestOf(image)
  return [
    image.id,
    image.action === 'reuse' && image.outcome === 'passed' ? 'reused' : image.outcome,
    image.build?.size === undefined ? '' : sizeText(image.build.size),
    testsOf(image),
    timeOf(image),
    digest === undefined ? '' : shortDigest(digest),
    image.published.length > 0 ? image.ref : '',
  ]
}

export const HEAD = ['image', 'result', 'size', 'tests', 'time', 'digest', 'published as']

/**
 * The end of a run in the terminal: the table, what failed and why, where the files lie. `directory` is the way to the
 * stack's directory from where the user is.
 */
export function closingLines(results: Results, folders: Folders, directory = ''): string[] {
  const images = results.images.filter(isWorkedOn)
  const failed = images.filter((image) => image.outcome === 'failed')
  // Tests of an ancestor fail on many images alike: their lines are shown once.
  const told = new Set<string>()
  return [
    ...(images.length === 0 ? [] : ['', ...columns([HEAD, ...images.map(rowOf)].map((row) => row.map(plain))), '']),
    ...images.flatMap((image) => image.published.slice(1).map(({ ref }) => `also published: ${ref}`)),
    ...results.notices.map((notice) => `note: ${plain(notice)}`),
    ...remarkLines(images),
    ...(results.unpublished === undefined ? [] : [`${nothing(results)} was published: ${plain(results.unpublished)}`]),
    `files: ${folders.artifacts} ${folders.logs} ${folders.manifests}`,
    ...leftLines(images, folders),
    ...failed.flatMap((image) => failureLines(image, folders, directory, told)),
    verdict(results, images, failed),
  ]
}

function remarkLines(images: readonly ImageResult[]): string[] {
  const remarks = remarksOf(images)
  const more = remarks.length - NAMED
  return [
    ...remarks
      .slice(0, NAMED)
      .map(({ kind, test, images: ids }) => `note: ${plain(test)} on ${someOf(ids, MAX_NAMES)} ${REMARKS[kind]}`),
    ...(more > 0 ? [`note: ${more} more tests ${REMARKS.flaky}, or although they are expected to fail`] : []),
  ]
}

/** What tests left in their output folders. */
function leftLines(images: readonly ImageResult[], { logs }: Folders): string[] {
  const left = images.flatMap(({ file, suites }) =>
    suites.flatMap(({ name, files = 0 }) =>
      files === 0 ? [] : [`${logs}/${file}.${name}/ (${files} ${files === 1 ? 'file' : 'files'})`],
    ),
  )
  return left.length === 0 ? [] : [`left by tests: ${someOf(left, MAX_NAMES)}`]
}

export function nothing(results: Results): string {
  return results.images.some((image) => image.published.length > 0) ? 'nothing else' : 'nothing'
}

function failureLines(image: ImageResult, folders: Folders, directory: string, told: Set<string>): string[] {
  const tests = suitesBehind(image)
  return [
    `FAILED ${image.id} at ${image.failedStep ?? 'build'}: ${plain(image.message ?? '')}`,
    ...tests.flatMap((suite) =>
      isMute(suite) ? muteLines(suite, tests.length > 1) : testLines(image, suite, folders, directory, told),
    ),
    ...(tests.length === 0 ? evidenceLines(image.evidence ?? []) : []),
    ...(image.remedy === undefined ? [] : [`    → ${plain(image.remedy)}`]),
  ]
}

/** The suites that are why an image failed; none where it failed at something else. */
export function suitesBehind({ failedStep = 'build', suites }: ImageResult): readonly SuiteResult[] {
  return TESTING.has(failedStep) ? suites.filter(isFailed) : []
}

const TESTING: ReadonlySet<StepName> = new Set(['test', 'integration'])

/** Of a suite without tests that tell: what it wrote last, after its name where it is not the only one. */
function muteLines({ name, message = '', lines = [] }: SuiteResult, isNamed: boolean): string[] {
  if (!isNamed) return evidenceLines(lines)
  return [`    suite ${plain(name)}: ${plain(message)}`, ...evidenceLines(lines, '      ')]
}

function testLines(
  image: ImageResult,
  suite: SuiteResult,
  folders: Folders,
  directory: string,
  told: Set<string>,
): string[] {
  const { name, failures = [], counts } = suite
  const more = Math.max(counts?.failed ?? 0, failures.length) - Math.min(failures.length, NAMED)
  let shown = 0
  const lines = failures.slice(0, NAMED).flatMap((failure) => {
    const isTold = told.has(keyOf(failure)) || shown >= SHOWN
    if (!isTold) {
      told.add(keyOf(failure))
      shown++
    }
    return [`    ${failureText(failure, directory)}`, ...(isTold ? [] : evidenceLines(failure.lines, '      '))]
  })
  if (failures.length === 0 || more <= 0) return lines
  return [...lines, `    and ${more} more, in ${folders.logs}/${image.file}.${name}.junit.xml`]
}

/** As compilers put it: editors and terminals find the place in it. */
function failureText(failure: TestFailure, directory: string): string {
  const { file, name, message } = failure
  return plain(`${placeText(failure, directory)}: ${file === undefined ? '' : `${name}: `}${message}`)
}

function evidenceLines(lines: readonly string[], indent = '    '): string[] {
  return lines.slice(-EVIDENCE).map((line) => `${indent}${plain(clip(line, MAX_LINE))}`)
}

function verdict(results: Results, images: readonly ImageResult[], failed: readonly ImageResult[]): string {
  const time = durationText(results.ms)
  if (results.outcome === 'interrupted') return `interrupted after ${time}`
  if (results.outcome === 'passed' && images.length === 0)
    return `${results.command}: nothing to do; ${results.images.length} ${results.images.length === 1 ? 'image is' : 'images are'} left alone (${time})`
  if (results.outcome === 'passed')
    return `${results.command}: ${images.length} ${images.length === 1 ? 'image' : 'images'} done in ${time}`
  const cancelled = images.filter((image) => image.outcome === 'cancelled')
  return `${results.command}: ${failed.length} of ${images.length} failed${cancelled.length > 0 ? `, not done because of that: ${cancelled.map((image) => image.id).join(', ')}` : ''} (${time})`
}
