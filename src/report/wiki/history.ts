import type { BookEvent, BookName, EventImage } from './book.js'
import { byCell, changesCell, code, commitCell, cell, digestCell, sizeCell, table, when, type Ground } from './cells.js'
import { nameOf, whatText } from './home.js'

/** Bytes of rows: older ones are left out, and are still on Home and on its pages of years. */
const MOST_BYTES = 400_000

/** All that happened to the names of an image, newest first. */
export function renderHistory(ground: Ground, name: string): string {
  const isOf = ({ id, digest }: { id: string; digest: string }): boolean =>
    nameOf(id, ground.images.get(digest)?.name) === name
  const now = ground.book.names.filter((one) => isOf(one) && (one.stage !== '' || one.from === ''))
  const rows = ground.book.events.flatMap((event) =>
    event.images.filter(isOf).map((image) => row(ground, event, image)),
  )
  let bytes = 0
  const full = rows.findIndex((cells) => (bytes += Buffer.byteLength(cells.join(' | '))) > MOST_BYTES)
  const kept = full < 0 ? rows.length : full
  return [
    `# ${cell(name)}`,
    '',
    `${ground.link('Home', 'home')} · ${ground.link('Stable tags', 'stable')} · ${ground.link('Image dependency', 'dependency')}`,
    '',
    '## Now',
    '',
    ...table(
      ['Name', 'Digest', 'Commit', 'Size', 'Since', 'Manifest'],
      current(now).map((one) => [
        code(one.ref),
        digestCell(one.digest),
        commitCell(ground.images.get(one.digest) ?? { revision: '', source: '' }),
        sizeCell(ground.images.get(one.digest)),
        when(one.since),
        ground.link('Link', `ref:${one.ref}`),
      ]),
    ),
    '',
    '## History',
    '',
    ...table(['When', 'Name', 'Digest', 'Commit', 'Size', 'What', 'By', 'Manifest'], rows.slice(0, kept)),
    ...(kept < rows.length ? ['', `(${rows.length - kept} older ones are not shown)`] : []),
  ].join('\n')
}

/** As many as help; the others are in the history. */
const MOST_NOW = 20

function current(names: readonly BookName[]): BookName[] {
  return [...names].sort((a, b) => (a.since < b.since ? 1 : a.since > b.since ? -1 : 0)).slice(0, MOST_NOW)
}

function row(ground: Ground, event: BookEvent, { refs, digest }: EventImage): string[] {
  const image = ground.images.get(digest)
  const own = event.kind === 'publish'
  return [
    when(event.at),
    refs.map(code).join('<br>'),
    digestCell(digest),
    image === undefined ? '' : commitCell(image),
    sizeCell(own || image === undefined ? image : { ...image, changes: null }),
    own ? changesCell(image?.changes) : whatText(event),
    byCell(event),
    ground.link('Link', `ref:${refs.at(-1) ?? ''}`),
  ]
}
