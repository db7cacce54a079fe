import { clip, fenced, markdown, plain } from '../../shared/text.js'
import type { Part } from '../fitting.js'
import { someOf } from '../tests.js'

/** Characters of foreign text in one place. */
const MAX_TEXT = 1000
/** Lines that show a failure, and characters of each. */
const MAX_LINES = 40
const MAX_LINE = 400
/** Images, and tests, that are named in one place. */
export const MAX_NAMES = 5

/** Without blanks at its ends: four of them would make a block of code of it. */
export function text(foreign: string): string {
  return markdown(clip(foreign, MAX_TEXT)).trim()
}

export function namesOf(images: readonly string[]): string {
  return someOf(images.map(markdown), MAX_NAMES)
}

export function table(
  what: string,
  share: number,
  head: readonly string[],
  rows: readonly (readonly string[])[],
): Part {
  return {
    open: [`| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`],
    rows: rows.map((row) => `| ${row.map(text).join(' | ')} |`),
    close: [''],
    what,
    share,
  }
}

export function headed(heading: string, part: Part): Part {
  return { ...part, open: [heading, '', ...part.open] }
}

export function list(what: string, share: number, rows: readonly string[]): Part {
  return { open: [], rows, close: [''], what, share }
}

/** GitHub reads Markdown in a fold only after a blank line. */
export function folded(summary: string, part: Part): Part {
  return {
    ...part,
    open: ['<details>', `<summary>${summary}</summary>`, '', ...part.open],
    close: [...part.close, '</details>', ''],
  }
}

/** A failure: what and where, the message, the lines that show it. */
export function block(head: string, message: string, lines: readonly string[]): string {
  const shown = lines.slice(-MAX_LINES).map((line) => plain(clip(line, MAX_LINE)))
  return [
    head,
    '',
    ...(message === '' ? [] : [text(message), '']),
    ...(shown.length === 0 ? [] : [fenced(shown.join('\n')), '']),
  ].join('\n')
}
