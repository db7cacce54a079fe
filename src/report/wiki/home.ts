import type { BookEvent } from './book.js'
import { byCell, cell, code, commitCell, table, when, type Ground } from './cells.js'
import type { PageKey } from './names.js'

/** Rows and bytes that stay on the first page; what is older is on pages of its year. */
const MOST_ROWS = 100
const MOST_BYTES = 300_000
/** Images of a row; all of them are on the pages of the images. */
const MOST_IMAGES = 40

const HEAD = ['Commit', 'Image', 'Manifest', 'What', 'When', 'By']

/** The events of the first page, and the others by year. */
export interface Shelved {
  readonly home: readonly BookEvent[]
  readonly years: ReadonlyMap<string, readonly BookEvent[]>
}

/** Which events stand where: the newest on the first page, as long as there is room. */
export function shelve(ground: Ground): Shelved {
  const { events } = ground.book
  let bytes = 0
  const full = events.findIndex(
    (event, index) => index >= MOST_ROWS || (bytes += Buffer.byteLength(row(ground, event).join(' | '))) > MOST_BYTES,
  )
  // A single event is always there, however long it is.
  const kept = full < 0 ? events.length : Math.max(full, 1)
  const years = new Map<string, BookEvent[]>()
  for (const event of events.slice(kept)) {
    const year = event.at.slice(0, 4)
    years.set(year, [...(years.get(year) ?? []), event])
  }
  return { home: events.slice(0, kept), years }
}

/** What stands on the first page, below the user's own words. */
export function renderHome(ground: Ground, { home, years }: Shelved): string {
  const { link, book } = ground
  const images = imageNames(ground)
  return [
    `${link('Stable tags', 'stable')} · ${link('Image dependency', 'dependency')}`,
    ...(images.length === 0
      ? []
      : ['', `History of each image: ${images.map((name) => link(cell(name), `image:${name}`)).join(' · ')}`]),
    '',
    ...(book.events.length === 0
      ? ['Nothing has been published yet.']
      : table(
          HEAD,
          home.map((event) => row(ground, event)),
        )),
    ...(years.size === 0
      ? []
      : ['', `Older: ${[...years.keys()].map((year) => link(year, `archive:${year}`)).join(' · ')}`]),
  ].join('\n')
}

export function renderArchive(ground: Ground, year: string, events: readonly BookEvent[]): string {
  return [
    `# Published in ${cell(year)}`,
    '',
    `What is newer is on the page ${ground.link('Home', 'home')}.`,
    '',
    ...table(
      HEAD,
      events.map((event) => row(ground, event)),
    ),
  ].join('\n')
}

function row(ground: Ground, event: BookEvent): string[] {
  const shown = event.images.slice(0, MOST_IMAGES)
  const more = event.images.length - shown.length
  const known = shown.map(({ digest }) => ground.images.get(digest))
  const commits = [...new Set(known.map((image) => (image === undefined ? '' : commitCell(image))))].filter(
    (commit) => commit !== '',
  )
  const lines = (all: readonly string[], rest: string): string => [...all, ...(more > 0 ? [rest] : [])].join('<br>')
  return [
    commits.join('<br>'),
    lines(
      shown.map(({ refs: [ref = ''] }) => code(ref)),
      `and ${more} more`,
    ),
    lines(
      // A long name takes two lines: which link is whose has to be said.
      shown.map(({ id, refs }) => ground.link(cell(id), lastingPage(refs))),
      '',
    ),
    whatText(event),
    when(event.at),
    byCell(event),
  ]
}

/** Of several names that were given at once the last one is that of the commit, which stays what it is. */
function lastingPage(refs: readonly string[]): PageKey {
  return `ref:${refs.at(-1) ?? ''}`
}

/** `published`; `tagged 2026.3-main` */
export function whatText({ kind, from }: Pick<BookEvent, 'kind' | 'from'>): string {
  const of = from === '' ? '' : ` ${cell(from)}`
  if (kind === 'publish') return 'published'
  if (kind === 'tag') return `tagged${of}`
  return kind === 'rollback' ? `rolled back${of}` : `released${of}`
}

/** Names of images that have pages of their own, in the order of the alphabet. */
export function imageNames({ book, images }: Pick<Ground, 'book' | 'images'>): string[] {
  const names = book.names.map(({ id, digest }) => nameOf(id, images.get(digest)?.name))
  return [...new Set(names)].sort()
}

/** The name of an image without its variant. */
export function nameOf(id: string, known: string | undefined): string {
  return known !== undefined && /^[A-Za-z0-9._/-]{1,255}$/.test(known)
    ? known
    : (/^[A-Za-z0-9._-]+/.exec(id)?.[0] ?? 'image')
}
