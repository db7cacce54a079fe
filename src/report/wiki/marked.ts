import { createHash } from 'node:crypto'
import type { PageKey } from './names.js'

/**
 * What is ours on a page stands between two lines that nobody sees; all around it is the user's and is kept byte for
 * byte. The first of them says what the page is about, so that a page without its book still says whose it is.
 */
const BEGIN = /^((?:\xef\xbb\xbf)?)<!-- stack-action:begin ([^\s>]+)[^\n>]*-->[ \t]*\r?$/m
const END = /^<!-- stack-action:end -->[ \t]*\r?$/m

export interface MarkedPage {
  readonly key: string
  /** Bytes of the user's. */
  readonly before: Buffer
  readonly after: Buffer
  /** What we wrote, with line ends as we write them. */
  readonly section: string
  /** The second line is gone: what we wrote last time now is the user's. */
  readonly open: boolean
}

/** Undefined: nothing on this page is ours. */
export function readMarked(file: Buffer): MarkedPage | undefined {
  // One byte is one character here, and stays it.
  const all = file.toString('latin1')
  const begin = BEGIN.exec(all)
  if (begin === null) return undefined
  // Some editors put a byte order mark before everything else.
  const [line, mark = '', key = ''] = begin
  const start = begin.index + line.length
  const rest = all.slice(start)
  const end = END.exec(rest)
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
  const before = bytes(all.slice(0, begin.index + mark.length))
  if (end === null) return { key, before, after: bytes(rest.replace(/^\n/, '')), section: '', open: true }
  return {
    ...{ key, before, open: false },
    after: bytes(rest.slice(end.index + end[0].length).replace(/^\n/, '')),
    section: normal(bytes(rest.slice(0, end.index)).toString('utf8')),
  }
}

/** A page with our part in it. */
export function writeMarked(
  key: PageKey,
  section: string,
  { before, after }: Pick<MarkedPage, 'before' | 'after'> = { before: NOTHING, after: NOTHING },
): Buffer {
  const own = `<!-- stack-action:begin ${key} (rewritten by stack-action; write above or below) -->\n\n${ownText(section)}\n\n<!-- stack-action:end -->\n`
  return Buffer.concat([before, Buffer.from(own), after])
}

const NOTHING = Buffer.alloc(0)

/** What stands between the lines for a text: foreign text with such a line in it must not end our part. */
export function ownText(section: string): string {
  return normal(section.replaceAll('<!-- stack-action:', '<!--\u200b stack-action:'))
}

function normal(text: string): string {
  return text.replace(/\r\n?/g, '\n').replace(/^\n+/, '').replace(/\s+$/, '')
}

/** Says whether a section is what was written. */
export function hashOf(section: string): string {
  return createHash('sha256').update(section).digest('hex').slice(0, 16)
}

/**
 * Where our part goes on a page that was the user's alone: before its first table, which is where the seeds' own table
 * began, or at the end.
 */
export function placeIn(file: Buffer): Pick<MarkedPage, 'before' | 'after'> {
  const all = file.toString('latin1')
  const at = firstTable(all) ?? all.length
  const bytes = (text: string): Buffer => Buffer.from(text, 'latin1')
  const before = all.slice(0, at)
  const gap = before === '' || before.endsWith('\n\n') ? '' : before.endsWith('\n') ? '\n' : '\n\n'
  const after = all.slice(at)
  return { before: bytes(before + gap), after: bytes(after === '' ? '' : `\n${after}`) }
}

/** Where the first table begins that is one: not in a block of code, nor in a comment. */
function firstTable(all: string): number | undefined {
  let [at, until] = [0, '']
  for (const line of all.split('\n')) {
    const text = line.trim()
    const [fence] = /^(?:`{3,}|~{3,})/.exec(text) ?? []
    if (until === '-->') until = line.includes(until) ? '' : until
    else if (until !== '') until = fence === text && text.startsWith(until) ? '' : until
    else if (fence !== undefined) until = fence
    else if (text.startsWith('<!--')) until = line.includes('-->') ? '' : '-->'
    else if (line.startsWith('|')) return at
    at += line.length + 1
  }
  return undefined
}

/** Pages that the programs of the seeds wrote, whole: a layer table first, or the tables of their two lists. */
export function isOfSeeds(file: Buffer): boolean {
  const [first = ''] = file.subarray(0, 4096).toString('latin1').replace(/^\s+/, '').split('\n')
  return (
    (/^\|/.test(first) && ['createdAt', 'CMD', 'hSize'].every((word) => first.includes(word))) ||
    /^\| (?:Global-Stable )?Image +\| Based On +\| Manifest +\|/.test(first)
  )
}
