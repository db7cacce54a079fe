import { isWorkedOn, type Results } from '../run/results.js'
import type { Plan } from '../stack/plan.js'
import { fitPage, MAX_SUMMARY_BYTES, type Part } from './fitting.js'
import { outcomeText } from './outcome.js'
import { changes } from './summary/changes.js'
import { outcomeGraph, timeline } from './summary/drawings.js'
import { failedImages, imageTable, notes, unpublished } from './summary/images.js'
import { folded, headed, text } from './summary/parts.js'
import {
  failures,
  greenText,
  isGreen,
  redFirst,
  remarks,
  slowest,
  suitesOff,
  suiteTable,
  type Row,
} from './summary/suites.js'

/** Where people find what has no room in a summary. */
export interface SummaryLinks {
  /** Address of the workflow run; '' where it did not run in one. */
  readonly run?: string
  /** Name of the artifact that the files of the run are uploaded as; '' where they are not. */
  readonly artifact?: string
}

/** What is kept of a page for the line that says what is not on it. */
const CLOSING_BYTES = 1000

/**
 * A run for GitHub's job summary, in Markdown, of at most so many bytes; with the graph, and why, where the plan is
 * known. Where not everything has room, each part keeps to its share, and parts that then have none are left out whole:
 * the last ones of `worth` first. What is missing is counted, or named at the end.
 */
export function closingMarkdown(
  results: Results,
  bytes = MAX_SUMMARY_BYTES,
  plan?: Plan,
  links: SummaryLinks = {},
): string {
  const images = results.images.filter(isWorkedOn)
  const suites = images.flatMap((image) => image.suites.map((suite): Row => ({ image, suite })))
  const red = new Set(images.filter((image) => image.suites.some((suite) => !isGreen(suite))))
  const graph = plan === undefined ? [] : [outcomeGraph(plan, results)]
  const table = imageTable(images, plan)
  const failed = failedImages(images)
  const why = unpublished(results)
  const notices = notes(results)
  const times = timeline(results, plan)
  const changed = changes(images)
  const redSuites = headed(
    '### Suites',
    suiteTable('suites', 0.1, redFirst(suites.filter(({ image }) => red.has(image)))),
  )
  const tests = failures(images)
  const doubtful = remarks(images)
  const off = suitesOff(suites)
  const green = folded(
    greenText(suites.filter(({ image }) => !red.has(image))),
    suiteTable(
      'suites',
      0.05,
      suites.filter(({ image, suite }) => !red.has(image) && suite.outcome === 'passed'),
    ),
  )
  const slow = folded('The slowest tests', slowest(suites))
  const page = [...graph, table, why, notices, failed, redSuites, tests, ...doubtful, off, changed, times, green, slow]
  const worth = [failed, tests, why, table, notices, ...graph, redSuites, changed, times, ...doubtful, off, green, slow]
  return pageOf(results, page, worth, bytes, links)
}

function pageOf(
  results: Results,
  parts: readonly Part[],
  worth: readonly Part[],
  bytes: number,
  links: SummaryLinks,
): string {
  const head = `## stack-action ${results.command}: ${results.outcome}\n`
  const said = `${outcomeText(results)}\n`
  const opening = Buffer.byteLength(head + said) + 2 <= bytes / 2 ? [head, said] : [head]
  const room = bytes - Buffer.byteLength(opening.join('\n')) - 1
  const reserve = room > 5 * CLOSING_BYTES ? CLOSING_BYTES : 0
  const { lines, left } = fitPage(parts, worth, room - reserve)
  return [...opening, ...lines, ...(reserve === 0 ? [] : closing(left, links))].join('\n')
}

/** What was left out, and where all of it is. */
function closing(left: readonly Part[], { run = '', artifact = '' }: SummaryLinks): string[] {
  const names = [...new Set(left.map(({ what }) => what))].join(', ')
  const missing = names === '' ? [] : [`Left out here, for there is no room: ${names}.`]
  const address = /^https?:\/\/[^\s()<>]+$/.test(run) && run.length < 500 ? run : ''
  const files =
    artifact === '' ? '' : `All of it, to be opened in a browser: report.html in the artifact ${text(artifact)}`
  const where = files === '' ? [] : [`${files}${address === '' ? '' : ` of [this run](${address}#artifacts)`}.`]
  return missing.length + where.length === 0 ? [] : [[...missing, ...where].join(' '), '']
}
