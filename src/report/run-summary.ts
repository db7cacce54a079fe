import { isWorkedOn, type ImageResult, type Results, type SuiteResult } from '../run/results.js'
import { clip, counted, durationText, fenced, markdown, plain } from '../shared/text.js'
import { HEAD, nothing, rowOf, suitesBehind } from './closing.js'
import { fitParts, MAX_SUMMARY_BYTES, type Part } from './fitting.js'
import { failedPlaces, isMute, placeText, REMARKS, remarksOf, someOf, type FailedPlace } from './tests.js'

/** Characters of foreign text in one place. */
const MAX_TEXT = 1000
/** Lines that show a failure, and characters of each. */
const MAX_LINES = 40
const MAX_LINE = 400
/** Images, and tests, that are named in one place. */
const MAX_NAMES = 5
const SLOWEST = 10

/** A run for GitHub's job summary, in Markdown, of at most so many bytes. */
export function closingMarkdown(results: Results, bytes = MAX_SUMMARY_BYTES): string {
  const images = results.images.filter(isWorkedOn)
  const suites = images.flatMap((image) => image.suites.map((suite): Row => ({ image, suite })))
  const red = new Set(images.filter((image) => image.suites.some((suite) => !isGreen(suite))))
  const heading = `## stack-action ${results.command}: ${results.outcome}\n`
  const parts: Part[] = [
    table('images', 0.25, HEAD, images.map(rowOf)),
    list('failed images', 0.15, failedImages(images)),
    list('reasons', 0.02, unpublished(results)),
    list(
      'notes',
      0.05,
      results.notices.map((notice) => `- ${text(notice)}`),
    ),
    headed('### Suites', suiteTable('suites', 0.15, redFirst(suites.filter(({ image }) => red.has(image))))),
    failures(images),
    ...remarks(images),
    suitesOff(suites),
    folded(
      greenText(suites.filter(({ image }) => !red.has(image))),
      suiteTable(
        'suites',
        0.1,
        suites.filter(({ image, suite }) => !red.has(image) && suite.outcome === 'passed'),
      ),
    ),
    folded('The slowest tests', slowest(suites)),
  ]
  return [heading, ...fitParts(parts, bytes - Buffer.byteLength(heading) - 1)].join('\n')
}

/** A suite and the image it ran on. */
interface Row {
  readonly image: ImageResult
  readonly suite: SuiteResult
}

/** Without blanks at its ends: four of them would make a block of code of it. */
function text(foreign: string): string {
  return markdown(clip(foreign, MAX_TEXT)).trim()
}

function table(what: string, share: number, head: readonly string[], rows: readonly (readonly string[])[]): Part {
  return {
    open: [`| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`],
    rows: rows.map((row) => `| ${row.map(text).join(' | ')} |`),
    close: [''],
    what,
    share,
  }
}

function headed(heading: string, part: Part): Part {
  return { ...part, open: [heading, '', ...part.open] }
}

function list(what: string, share: number, rows: readonly string[]): Part {
  return { open: [], rows, close: [''], what, share }
}

/** GitHub reads Markdown in a fold only after a blank line. */
function folded(summary: string, part: Part): Part {
  return {
    ...part,
    open: ['<details>', `<summary>${summary}</summary>`, '', ...part.open],
    close: [...part.close, '</details>', ''],
  }
}

/** A blank line between them: they are paragraphs. */
function failedImages(images: readonly ImageResult[]): string[] {
  return images
    .filter((image) => image.outcome === 'failed')
    .map((image, at) => {
      const why = `**${markdown(image.id)}** failed at ${image.failedStep ?? 'build'}: ${text(image.message ?? '')}`
      return at === 0 ? why : `\n${why}`
    })
}

function unpublished(results: Results): string[] {
  return results.unpublished === undefined ? [] : [`${nothing(results)} was published: ${text(results.unpublished)}`]
}

function isGreen(suite: SuiteResult): boolean {
  return suite.outcome === 'passed' || suite.outcome === 'off'
}

const SUITE_HEAD = ['image', 'suite', 'kind', 'runs on', 'tests of', 'result', 'passed', 'failed', 'skipped', 'time']

function suiteTable(what: string, share: number, rows: readonly Row[]): Part {
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
function redFirst(rows: readonly Row[]): Row[] {
  const ran = rows.filter(({ suite }) => suite.outcome !== 'off')
  return [...ran.filter(({ suite }) => !isGreen(suite)), ...ran.filter(({ suite }) => isGreen(suite))]
}

function greenText(rows: readonly Row[]): string {
  const passed = rows.filter(({ suite }) => suite.outcome === 'passed')
  const images = new Set(passed.map(({ image }) => image.id)).size
  return `${counted(passed.length, 'suite')} passed on ${counted(images, 'image')}`
}

/** The place, the tests and images, the message, and the lines that show it. */
function failures(images: readonly ImageResult[]): Part {
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

function block(head: string, message: string, lines: readonly string[]): string {
  const shown = lines.slice(-MAX_LINES).map((line) => plain(clip(line, MAX_LINE)))
  return [
    head,
    '',
    ...(message === '' ? [] : [text(message), '']),
    ...(shown.length === 0 ? [] : [fenced(shown.join('\n')), '']),
  ].join('\n')
}

function namesOf(images: readonly string[]): string {
  return someOf(images.map(markdown), MAX_NAMES)
}

function remarks(images: readonly ImageResult[]): Part[] {
  const all = remarksOf(images)
  return (['flaky', 'unexpected'] as const).map((kind) => {
    const rows = all
      .filter((remark) => remark.kind === kind)
      .map(({ test, images: ids }) => `- ${text(test)} on ${namesOf(ids)} ${REMARKS[kind]}`)
    return headed(kind === 'flaky' ? '### Flaky tests' : '### Unexpected passes', list('tests', 0.03, rows))
  })
}

/** Those of one name and reason together: most are off everywhere. */
function suitesOff(suites: readonly Row[]): Part {
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
  return headed('### Suites that are off', list('suites', 0.04, rows))
}

function slowest(suites: readonly Row[]): Part {
  const rows = suites
    .flatMap(({ image, suite }) => (suite.slowest ?? []).map(({ name, ms }) => ({ name, ms, image: image.id, suite })))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST)
    .map(({ name, ms, image, suite }) => [name, image, suite.name, durationText(ms)])
  return table('tests', 0.03, ['test', 'image', 'suite', 'time'], rows)
}
