import type { ImageResult, SuiteResult } from '../../run/results.js'
import { counted, durationText, markdown } from '../../shared/text.js'
import { suitesBehind } from '../closing.js'
import type { Part } from '../fitting.js'
import { failedPlaces, isMute, placeText, REMARKS, remarksOf, someOf, type FailedPlace } from '../tests.js'
import { block, headed, list, MAX_NAMES, namesOf, table, text } from './parts.js'

const SLOWEST = 10

/** A suite and the image it ran on. */
export interface Row {
  readonly image: ImageResult
  readonly suite: SuiteResult
}

export function isGreen(suite: SuiteResult): boolean {
  return suite.outcome === 'passed' || suite.outcome === 'off'
}

const SUITE_HEAD = ['image', 'suite', 'kind', 'runs on', 'tests of', 'result', 'passed', 'failed', 'skipped', 'time']

export function suiteTable(what: string, share: number, rows: readonly Row[]): Part {
  return table(what, share, SUITE_HEAD, rows.map(suiteRow))
}

function suiteRow({ image, suite }: Row): string[] {
  const { name, kind, on, of = '', outcome, counts, ms, flaky = [], unexpected = [] } = suite
  const { total = 0, failed = 0, skipped = 0 } = counts ?? {}
  const marks = [
    outcome,
    ...(flaky.length > 0 ? [`${flaky.length} flaky`] : []),
    ...(unexpected.length > 0 ? [`${unexpected.length} unexpected`] : []),
  ]
  const cells = counts === undefined ? ['', '', ''] : [total - failed - skipped, failed, skipped].map(String)
  return [image.id, name, kind, on, of, marks.join(', '), ...cells, durationText(ms)]
}

/** The suites that failed, then what else ran on the same images. */
export function redFirst(rows: readonly Row[]): Row[] {
  const ran = rows.filter(({ suite }) => suite.outcome !== 'off')
  return [...ran.filter(({ suite }) => !isGreen(suite)), ...ran.filter(({ suite }) => isGreen(suite))]
}

export function greenText(rows: readonly Row[]): string {
  const passed = rows.filter(({ suite }) => suite.outcome === 'passed')
  const images = new Set(passed.map(({ image }) => image.id)).size
  return `${counted(passed.length, 'suite')} passed on ${counted(images, 'image')}`
}

/** The place, the tests and images, the message, and the lines that show it. */
export function failures(images: readonly ImageResult[]): Part {
  const suites = images.flatMap((image) => image.suites)
  const unseen = suites.reduce(
    (sum, { counts, failures: seen = [] }) =>
      sum + (seen.length === 0 ? 0 : Math.max((counts?.failed ?? 0) - seen.length, 0)),
    0,
  )
  return {
    open: ['### Failed tests', ''],
    rows: [...failedPlaces(images).map(placeBlock), ...images.flatMap(muteBlocks)],
    close:
      unseen === 0 ? [] : [`(${counted(unseen, 'more failure is', 'more failures are')} in the JUnit reports)`, ''],
    what: 'failures',
  }
}

function placeBlock({ failure, images, tests }: FailedPlace): string {
  const names = failure.file === undefined ? tests.slice(1) : tests
  const what = [...(names.length === 0 ? [] : [someOf(names.map(text), MAX_NAMES)]), `on ${namesOf(images)}`].join(' ')
  return block(`**${text(placeText(failure))}** ${what}`, failure.message, failure.lines)
}

/** Of suites whose report says nothing there are only the last lines of what they wrote. */
function muteBlocks(image: ImageResult): string[] {
  const mute = suitesBehind(image).filter(isMute)
  return mute.map(({ name, message = '', lines = [] }) =>
    block(`**suite ${markdown(name)}** on ${markdown(image.id)}`, message, lines),
  )
}

export function remarks(images: readonly ImageResult[]): Part[] {
  const all = remarksOf(images)
  return (['flaky', 'unexpected'] as const).map((kind) => {
    const rows = all
      .filter((remark) => remark.kind === kind)
      .map(({ test, images: ids }) => `- ${text(test)} on ${namesOf(ids)} ${REMARKS[kind]}`)
    return headed(kind === 'flaky' ? '### Flaky tests' : '### Unexpected passes', list('tests', 0.02, rows))
  })
}

/** Those of one name and reason together: most are off everywhere. */
export function suitesOff(suites: readonly Row[]): Part {
  const groups = new Map<string, { suite: SuiteResult; images: string[] }>()
  for (const { image, suite } of suites.filter((row) => row.suite.outcome === 'off')) {
    const key = JSON.stringify([suite.name, suite.message])
    const known = groups.get(key) ?? { suite, images: [] }
    known.images.push(image.id)
    groups.set(key, known)
  }
  const rows = [...groups.values()].map(
    ({ suite, images }) =>
      `- ${markdown(suite.name)} on ${namesOf(images)}${suite.message === undefined ? '' : `: ${text(suite.message)}`}`,
  )
  return headed('### Suites that are off', list('suites', 0.02, rows))
}

export function slowest(suites: readonly Row[]): Part {
  const rows = suites
    .flatMap(({ image, suite }) => (suite.slowest ?? []).map(({ name, ms }) => ({ name, ms, image: image.id, suite })))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST)
    .map(({ name, ms, image, suite }) => [name, image, suite.name, durationText(ms)])
  return table('tests', 0.02, ['test', 'image', 'suite', 'time'], rows)
}
