import { clip, markdown, shortDigest, sizeText } from '../../shared/text.js'
import type { Book, BookChanges, BookImage } from './book.js'
import type { PageKey } from './names.js'

/** What the pages are made from, and how one links to another. */
export interface Ground {
  readonly book: Book
  readonly images: ReadonlyMap<string, BookImage>
  /** A link where there is such a page, else the text alone. The text is Markdown already. */
  readonly link: (text: string, key: PageKey) => string
}

const MAX_TEXT = 300

/** Foreign text in a cell. */
export function cell(text: string): string {
  return markdown(clip(text, MAX_TEXT)).trim()
}

/** Text of our own grammar (refs, digests) as code; anything else as text. */
export function code(text: string): string {
  return /^[\w./:@+-]+$/.test(text) ? `\`${text}\`` : cell(text)
}

/** A link to elsewhere, of an address that can be nothing but one. */
export function outside(text: string, url: string): string {
  return isAddress(url) ? `[${text}](${url})` : text
}

function isAddress(url: string): boolean {
  return url.length < 1000 && /^https?:\/\/[\w.-]+(?::\d+)?(?:\/[\w.~%+-]+)*\/?$/.test(url)
}

export function when(at: string): string {
  return `${cell(at.slice(0, 10))} ${cell(at.slice(11, 16))} UTC`
}

/** The commit of an image's source. */
export function commitCell({ revision, source }: Pick<BookImage, 'revision' | 'source'>): string {
  if (!/^[0-9a-f]{7,64}$/.test(revision)) return ''
  const base = source.replace(/\/+$/, '').replace(/\.git$/, '')
  return outside(`\`${revision.slice(0, 7)}\``, `${base}/commit/${revision}`)
}

/** Who, and the run in which. */
export function byCell({ by, run }: { readonly by: string; readonly run: string }): string {
  return outside(by === '' ? (run === '' ? '' : 'run') : cell(by), run)
}

export function digestCell(digest: string): string {
  return `\`${shortDigest(digest)}\``
}

/** `+3 −1 ↑12 ↓0: numpy 1.26 → 2.0, …` */
export function changesCell(changes: BookChanges | null | undefined): string {
  if (changes === null || changes === undefined) return ''
  const { added, removed, upgraded, downgraded, some } = changes
  const counts = [
    [added, '+'],
    [removed, '−'],
    [upgraded, '↑'],
    [downgraded, '↓'],
  ] as const
  const told = counts.flatMap(([number, sign]) => (number === 0 ? [] : [`${sign}${number}`]))
  if (told.length === 0) return 'no package'
  const rest = added + removed + upgraded + downgraded - some.length
  return `${told.join(' ')}<br>${some.map(cell).join('<br>')}${rest > 0 && some.length > 0 ? `<br>and ${rest} more` : ''}`
}

export function sizeCell(image: BookImage | undefined): string {
  if (image === undefined || image.size === 0) return ''
  const bytes = image.changes?.bytes ?? 0
  const more = bytes === 0 ? '' : ` (${bytes > 0 ? '+' : '−'}${sizeText(Math.abs(bytes))})`
  return `${sizeText(image.size)}${more}`
}

export function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  return [
    `| ${head.join(' | ')} |`,
    `|${head.map(() => ':--').join('|')}|`,
    ...rows.map((row) => `| ${row.join(' | ')} |`),
  ]
}
