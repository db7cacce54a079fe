import type { ImageResult, SuiteResult, TestFailure } from '../../run/results.js'
import { clip, counted, durationText } from '../../shared/text.js'
import { suitesBehind } from '../closing.js'
import { isMute, placeText, REMARKS } from '../tests.js'
import { html, type Html } from './escape.js'
import { fold, table, type Column } from './pieces.js'

const MAX_FAILURES = 20
const MAX_LINES = 60
const MAX_LINE = 500
const MAX_NAMES = 50
const SLOWEST = 10

const COLUMNS: readonly Column[] = [
  { name: 'suite' },
  { name: 'result' },
  { name: 'passed', is: 'number' },
  { name: 'failed', is: 'number' },
  { name: 'skipped', is: 'number' },
  { name: 'time', is: 'number' },
  { name: 'runs on' },
  { name: 'tests of' },
  { name: '', is: 'long' },
]

/** Why an image failed, with the lines that show it. */
export function failureOf(image: ImageResult): Html | undefined {
  if (image.outcome === 'cancelled') return html`<p>Not done: ${clip(image.message ?? '', MAX_LINE)}</p>`
  if (image.outcome !== 'failed') return undefined
  const isTold = suitesBehind(image).some(({ failures = [], lines = [] }) => failures.length + lines.length > 0)
  return html`<div class="failure">
    <p><b>Failed at ${image.failedStep ?? 'build'}:</b> ${clip(image.message ?? '', 2000)}</p>
    ${isTold ? undefined : linesOf(image.evidence ?? [])}${image.remedy === undefined ? undefined : html`<p>→ ${image.remedy}</p>`}
  </div>`
}

/** The suites of an image: a table, the failures below it, then what is worth a look. */
export function testsOf({ suites, testedAs }: ImageResult): Html | undefined {
  if (suites.length === 0)
    return testedAs === undefined
      ? undefined
      : html`<h4>Tests</h4>
          <p>This content passed its suites in an earlier run.</p>`
  const slowest = suites
    .flatMap((suite) => (suite.slowest ?? []).map((test) => ({ ...test, suite: suite.name })))
    .sort((a, b) => b.ms - a.ms)
    .slice(0, SLOWEST)
  return html`<h4>Tests</h4>
    ${table('Suites', COLUMNS, suites.map(suiteRow))}
    ${suites.map(failuresOf)}${suites.map(remarksOf)}${
      slowest.length === 0
        ? undefined
        : fold(
            'The slowest tests',
            table(
              'The slowest tests',
              [{ name: 'test' }, { name: 'suite' }, { name: 'time', is: 'number' }],
              slowest.map(({ name, suite, ms }) => [clip(name, MAX_LINE), suite, durationText(ms)]),
            ),
          )
    }`
}

function suiteRow({ name, outcome, counts, ms, on, of = '', message = '' }: SuiteResult): (string | number)[] {
  const { total = 0, failed = 0, skipped = 0 } = counts ?? {}
  const numbers = counts === undefined ? ['', '', ''] : [total - failed - skipped, failed, skipped]
  return [name, outcome, ...numbers, outcome === 'off' ? '' : durationText(ms), on, of, clip(message, MAX_LINE)]
}

function failuresOf(suite: SuiteResult): Html | undefined {
  if (suite.outcome !== 'failed') return undefined
  const { failures = [], counts, name, lines = [], message = '' } = suite
  if (isMute(suite))
    return html`<div class="failure">
      <p><b>suite ${name}</b> ${clip(message, MAX_LINE)}</p>
      ${linesOf(lines)}
    </div>`
  const shown = failures.slice(0, MAX_FAILURES)
  const more = Math.max(counts?.failed ?? 0, failures.length) - shown.length
  return html`${shown.map(failureBlock)}${more > 0 ? html`<p class="soft">${counted(more, 'more failure is', 'more failures are')} in the JUnit report.</p>` : undefined}`
}

function failureBlock(failure: TestFailure): Html {
  const { name, file, message, lines } = failure
  return html`<div class="failure">
    <p>
      <b class="mono">${placeText(failure)}</b
      >${file === undefined ? undefined : html` <span class="soft">${name}</span>`}
    </p>
    <p>${clip(message, 2000)}</p>
    ${linesOf(lines)}
  </div> `
}

function linesOf(lines: readonly string[]): Html | undefined {
  if (lines.length === 0) return undefined
  const shown = lines.slice(-MAX_LINES).map((line) => clip(line, MAX_LINE))
  return html`<pre tabindex="0">${shown.join('\n')}</pre>`
}

function remarksOf({ name, flaky = [], unexpected = [] }: SuiteResult): (Html | undefined)[] {
  return [
    remark(`${REMARKS.flaky} (suite ${name})`, flaky),
    remark(`${REMARKS.unexpected} (suite ${name})`, unexpected),
  ]
}

function remark(what: string, tests: readonly string[]): Html | undefined {
  if (tests.length === 0) return undefined
  const more = tests.length - MAX_NAMES
  return html`<p>${counted(tests.length, 'test')} ${what}:</p>
    <ul>
      ${tests.slice(0, MAX_NAMES).map((test) => html`<li class="mono">${clip(test, MAX_LINE)}</li>`)}${more > 0 ? html`<li>and ${more} more</li>` : undefined}
    </ul>`
}
