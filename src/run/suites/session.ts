import { clip, plain } from '../../shared/text.js'
import { closingLine, plainLine, ranIn, type ClosingLine } from './closing-line.js'

/** What the output of a launch says of the test sessions in it. */
export interface Sessions {
  /** A test may have run: its failure is one, and no reason to launch again. */
  readonly started: boolean
  /** Of each session the line that it ended with. */
  readonly closings: readonly ClosingLine[]
  /** Sessions that began and did not end. */
  readonly unclosed: number
  /** Why one ended before all of its tests had run, though it says how many passed. */
  readonly interrupted: string | undefined
  /** A closing line that knows nothing of failures that the session has told of: it is not the session's own. */
  readonly contradiction: string | undefined
  /** Files of tests that could not be read. */
  readonly collectionErrors: boolean
  /** What the short summary names: `test_x.py::test_y`, and why. */
  readonly failures: readonly { readonly name: string; readonly message: string }[]
  /** Which of the texts that were looked for were said. */
  readonly said: ReadonlySet<string>
}

const STARTS = /^=+ test session starts(?: \(.*\))? =+$/
const COLLECTION = /^_+ ERROR collecting .*_+$|^!+ Interrupted: \d+ errors? during collection !+$/
/** How a session goes on, of whose beginning `-q` says nothing. */
const GOES_ON = /^collected \d+ items?\b|^(?:\S{1,200}\.py )?[.FEsxXR]+ {1,200}\[ *\d+%\]$/
/** What crashed, or was cut, has no number behind it; dots alone may be a launcher that waits. */
const HAS_FAILED = /^(?:\S{1,200}\.py )?[.sxXR]*[FE][.FEsxXR]*$|^Fatal Python error: /
/**
 * _pytest/main.py, `wrap_session`: somebody or something stopped it, with 0 if that was `pytest.exit(…, returncode=0)`. Where
 * the reason has several lines, the mark does not end on this one.
 */
const INTERRUPTED =
  /^!+ (KeyboardInterrupt|(?:\S+\.)?Interrupted: .+?|_pytest\.outcomes\.Exit: .*?|stopping after .+?)(?: !+)?$/
/** _pytest/main.py, `notify_exception`. */
const INTERNAL = /^INTERNALERROR> ?/
/** What a session says in which something failed, before its closing line. */
const BAD_NEWS =
  /^=+ (?:FAILURES|ERRORS) =+$|^(?:\S{1,200}\.py )?[.sxXR]*[FE][.FEsxXR]* {1,200}\[ *\d+%\]$|::.* (?:FAILED|ERROR) +\[ *\d+%\]$/
const SUMMARY = /^=+ short test summary info =+$/
const OUTCOME = / (?:PASSED|FAILED|ERROR|SKIPPED|XFAIL|XPASS)(?: +\[ *\d+%\])?$/

/** Results show no more, and a test may print such lines by the million. */
const MAX_FAILURES = 50
const MAX_CLOSINGS = 100
const MAX_TEXT = 500
/** Of what is no longer, expressions can say quickly what it is. */
const MAX_LINE = 1000

/**
 * Reads the output of a launch line by line. A test may print what pytest prints: of a session that shows its beginning the
 * last closing line is its own; where no beginning is shown (`-q`) every one counts.
 */
export class SessionWatch {
  private readonly done: ClosingLine[] = []
  /** Sessions that have begun and not ended: a test may run pytest. */
  private open = 0
  private begun = false
  private goesOn = false
  /** Tests have run since the last closing line. */
  private goesOnAfter = false
  private inSummary = false
  /** Something has told of a failure since the last session began or ended. */
  private hasBadNews = false
  /** Something had before the last closing line. */
  private hadBadNews = false
  private contradiction: string | undefined
  private interrupted: string | undefined
  private collection = false
  private readonly failed = new Map<string, string>()
  private readonly said = new Set<string>()

  /** `texts`: what is looked for anywhere in a line. */
  constructor(private readonly texts: readonly string[] = []) {}

  push(raw: string): void {
    const line = plainLine(raw)
    for (const text of this.texts) if (line.includes(text)) this.said.add(text)
    if (line.length > MAX_LINE) return
    if (STARTS.test(line)) {
      this.begun = true
      this.open++
      this.hasBadNews = this.inSummary = false
      return
    }
    const closing = closingLine(line)
    if (closing !== undefined) return this.close(closing)
    if (COLLECTION.test(line)) this.collection = true
    if (GOES_ON.test(line) || HAS_FAILED.test(line) || (line.includes('::') && OUTCOME.test(line)))
      this.goesOn = this.goesOnAfter = true
    this.interrupted ??=
      INTERRUPTED.exec(line)?.[1] ?? (INTERNAL.test(line) ? 'an internal error of pytest' : undefined)
    const named = summaryOf(line)
    if (SUMMARY.test(line)) this.inSummary = true
    if (BAD_NEWS.test(line) || (named !== undefined && this.inSummary)) this.hasBadNews = true
    if (named !== undefined && this.failed.size < MAX_FAILURES)
      this.failed.set(clip(plain(named.name), MAX_TEXT), clip(plain(named.message), MAX_TEXT))
  }

  end(): Sessions {
    return {
      started: this.begun || this.goesOn || this.interrupted !== undefined || this.done.length > 0,
      closings: this.done,
      // Those that go on after a line that a test printed, or with `-q` behind others, have no beginning.
      unclosed: this.open === 0 && this.done.length > 0 && this.goesOnAfter ? 1 : this.open,
      interrupted: this.interrupted,
      contradiction: this.contradiction,
      collectionErrors: this.collection,
      failures: [...this.failed].map(([name, message]) => ({ name, message })),
      said: this.said,
    }
  }

  private close(closing: ClosingLine): void {
    // Printed by a test, and followed by what pytest itself says; or of a session, and followed by one with `-q`.
    if (this.open === 0 && this.begun && this.mayBePrinted()) this.done.pop()
    if (isGreen(closing) && this.hasBadNews) this.contradiction ??= closing.text
    this.hadBadNews = this.hasBadNews
    this.hasBadNews = this.inSummary = this.goesOnAfter = false
    this.open = Math.max(this.open - 1, 0)
    this.done.push(closing)
    // Those that tell of something bad stay.
    if (this.done.length > MAX_CLOSINGS) this.done.splice(this.done.findIndex(isGreen), 1)
  }

  /** Whether nothing bad gets lost with the last closing line: pytest tells of a failure in more than that. */
  private mayBePrinted(): boolean {
    const last = this.done.at(-1)
    if (last === undefined || isGreen(last)) return true
    return last.failed + last.errors > 0 && !this.hadBadNews
  }
}

/** Tests ran, and none of them failed. */
export function isGreen(closing: ClosingLine): boolean {
  return closing.failed + closing.errors === 0 && ranIn(closing) > 0
}

/** A line of the short summary: `FAILED a/test_x.py::test_y[1] - AssertionError: no`, `ERROR test_x.py`. */
function summaryOf(line: string): { name: string; message: string } | undefined {
  const word = ['FAILED ', 'ERROR '].find((one) => line.startsWith(one))
  if (word === undefined) return undefined
  const rest = line.slice(word.length)
  const dash = rest.indexOf(' - ')
  const name = dash === -1 ? rest : rest.slice(0, dash)
  if (!/\.py(?:$|::)/.test(name)) return undefined
  return { name, message: dash === -1 ? '' : rest.slice(dash + 3) }
}
