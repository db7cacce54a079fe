import { stripVTControlCharacters } from 'node:util'

/** What pytest says at the end of a session. */
export interface ClosingLine {
  readonly passed: number
  /** With subtests. */
  readonly failed: number
  /** Set-ups and files of tests that broke. */
  readonly errors: number
  readonly skipped: number
  readonly xfailed: number
  readonly xpassed: number
  readonly deselected: number
  /** Tests that were run again. */
  readonly reruns: number
  /** Without what stands around it: `3 passed, 1 skipped in 2.31s`. */
  readonly text: string
}

type Count = Exclude<keyof ClosingLine, 'text'>

/**
 * The words of pytest (_pytest/terminal.py, `KNOWN_TYPES` and `_build_normal_summary_stats_line`), of its subtests, and of
 * pytest-rerunfailures; undefined: a word that counts no tests.
 */
const WORDS: ReadonlyMap<string, Count | undefined> = new Map([
  ['passed', 'passed'],
  ['failed', 'failed'],
  ['error', 'errors'],
  ['errors', 'errors'],
  ['skipped', 'skipped'],
  ['xfailed', 'xfailed'],
  ['xpassed', 'xpassed'],
  ['deselected', 'deselected'],
  ['rerun', 'reruns'],
  ['reruns', 'reruns'],
  ['subtests failed', 'failed'],
  ['subtest failed', 'failed'],
  ['warning', undefined],
  ['warnings', undefined],
  ['subtests passed', undefined],
  ['subtest passed', undefined],
  ['subtests skipped', undefined],
  ['subtest skipped', undefined],
])

/** `in 2.31s`, `in 75.10s (0:01:15)`, `in 86461.00s (1 day, 0:01:01)`; of old ones `in 2.31 seconds`. */
const CLOSING =
  /^(?<open>=+ )?(?<parts>[^=]+?) in \d+(?:\.\d+)?(?:s| seconds)(?: \((?:\d+ days?, )?\d+:\d\d:\d\d\))?(?<close> =+)?$/

const NONE = 'no tests ran'

/** A longer line is no closing line. */
const MAX_LINE = 1000

/** Reads the line that pytest ends a session with, coloured or not, as `-q` has it too; undefined: it is another line. */
export function closingLine(raw: string): ClosingLine | undefined {
  if (raw.length > MAX_LINE) return undefined
  const line = plainLine(raw)
  const { open, parts, close } = CLOSING.exec(line)?.groups ?? {}
  if (parts === undefined || (open === undefined) !== (close === undefined)) return undefined
  const counts = { passed: 0, failed: 0, errors: 0, skipped: 0, xfailed: 0, xpassed: 0, deselected: 0, reruns: 0 }
  let known = 0
  for (const part of parts.split(', ')) {
    if (part === NONE) {
      known++
      continue
    }
    const [, number, word = ''] = /^(\d{1,9}) ([a-z][a-z ]*)$/.exec(part) ?? []
    if (number === undefined) return undefined
    if (WORDS.has(word)) {
      known++
      const count = WORDS.get(word)
      if (count !== undefined) counts[count] += Number(number)
    }
    // Plugins have words of their own. Without its fence it might be any line.
    else if (open === undefined) return undefined
    else if (/fail|error/.test(word)) counts.failed += Number(number)
  }
  return known === 0 ? undefined : { ...counts, text: line.replace(/^=+ | =+$/g, '') }
}

/** Tests that ran to an end of their own: one that is expected to fail, and did, has run. */
export function ranIn({ passed, failed, xfailed, xpassed }: ClosingLine): number {
  return passed + failed + xfailed + xpassed
}

/** Without colours, and what a terminal would not show at its ends. */
export function plainLine(raw: string): string {
  return stripVTControlCharacters(raw).trim()
}
