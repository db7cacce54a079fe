import { clip } from '../../shared/text.js'
import { escaped } from '../graph/mermaid.js'
import { labelOf } from '../graph/model.js'
import { stepTime, type Span, type Timeline } from './spans.js'

/** Stands before the steps that the end of the run waited for. */
export const CHAIN = '◆'

/** Characters of a name at the side: a sixth of the width of a page. */
const MAX_NAME = 26

/**
 * A timeline as a Mermaid gantt chart, a section for each image. Times are those of a clock that was started with the
 * run: Mermaid shows dates in the reader's time zone, so they are written as dates without one.
 */
export function timelineMermaid({ rows, ms }: Timeline): string {
  const names = namesOf(rows.map(({ image }) => image))
  let bars = 0
  return [
    // Wide enough for the names at the side, and for what stands beside a short bar at the end.
    `%%{init: {"gantt": {"leftPadding": ${leftOf(names)}, "rightPadding": 90, "barHeight": 18, "fontSize": 11, "sectionFontSize": 11}}}%%`,
    'gantt',
    '  dateFormat YYYY-MM-DD HH:mm:ss.SSS',
    `  axisFormat ${axisOf(ms)}`,
    `  tickInterval ${tickOf(ms)}`,
    '  todayMarker off',
    ...rows.flatMap(({ spans }, row) => [
      `  section ${escaped(names[row] ?? '')}`,
      ...spans.map(
        (span) => `  ${barText(span)} :${tagOf(span)}b${bars++}, ${dateOf(span.at)}, ${lengthOf(span.ms)}ms`,
      ),
    ]),
    '',
  ].join('\n')
}

/** Pixels: seven for a letter, twice as many for those of wide scripts. */
function leftOf(names: readonly string[]): number {
  const cells = names.map((name) => Array.from(name).reduce((sum, one) => sum + (one > '\u10ff' ? 2 : 1), 0))
  return 30 + 7 * Math.max(...cells, 6)
}

/** Colours of the reader's theme, which say what the text of a bar says. */
function tagOf({ outcome, critical }: Span): string {
  if (outcome === 'failed') return 'crit, '
  return outcome === 'cancelled' ? 'done, ' : critical ? 'active, ' : ''
}

function barText({ step, ms, outcome, critical }: Span): string {
  return `${critical ? `${CHAIN} ` : ''}${step} ${stepTime(ms)}${outcome === 'passed' ? '' : ` ${outcome}`}`
}

/** A bar of no length is not drawn. */
function lengthOf(ms: number): number {
  return Math.max(Math.round(ms), 1)
}

/** Two sections of one name would be one. */
function namesOf(images: readonly string[]): string[] {
  const used = new Map<string, number>()
  return images.map((image) => {
    const label = labelOf(image, MAX_NAME) || '?'
    const times = (used.get(label) ?? 0) + 1
    used.set(label, times)
    return times === 1 ? label : clip(`${times} ${label}`, MAX_NAME)
  })
}

/** Milliseconds: a clock that is wrong by millennia must not cost the page. Years have four digits until 9999. */
const LATEST = 2.5e14

/** The first day of a year in which no zone changed its clock on that day. */
function dateOf(at: number): string {
  return new Date(Date.UTC(2001, 0, 1) + Math.min(Math.round(at), LATEST)).toISOString().slice(0, 23).replace('T', ' ')
}

const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/** Below it marks are parts of a second, and have to say so. */
const FINE = 3 * SECOND

function axisOf(ms: number): string {
  if (ms < FINE) return '%-S.%Ls'
  if (ms < MINUTE) return '%-Ss'
  return ms < HOUR ? '%-M:%S' : '%-H:%M:%S'
}

/** At most twelve marks. */
const TICKS: readonly (readonly [number, string])[] = [
  [100, '100millisecond'],
  [200, '200millisecond'],
  [500, '500millisecond'],
  ...[1, 2, 5, 10, 15, 30].map((number) => [number * SECOND, `${number}second`] as const),
  ...[1, 2, 5, 10, 15, 30].map((number) => [number * MINUTE, `${number}minute`] as const),
  ...[1, 2, 3, 6, 12].map((number) => [number * HOUR, `${number}hour`] as const),
]

function tickOf(ms: number): string {
  return TICKS.find(([length]) => ms / length <= 12 && (length >= SECOND || ms < FINE))?.[1] ?? '24hour'
}
