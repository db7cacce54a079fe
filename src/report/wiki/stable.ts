import type { BookName } from './book.js'
import { byCell, cell, code, digestCell, table, when, type Ground } from './cells.js'

/** What the names of each stage name, highest stage first. */
export function renderStable(ground: Ground): string {
  const { book, link } = ground
  const known = new Set(book.ladder)
  const stages = [
    ...book.ladder,
    ...new Set(book.names.map(({ stage }) => stage).filter((one) => one !== '' && !known.has(one))),
  ]
  const sections = stages.flatMap((stage) => {
    const names = current(book.names.filter((one) => one.stage === stage))
    if (names.length === 0) return []
    const rows = names.map((one) => [
      code(one.ref),
      basedOn(one),
      digestCell(one.digest),
      link('Link', `ref:${one.ref}`),
      when(one.since),
      byCell(one),
    ])
    return [`## ${cell(stage)}`, '', ...table(['Image', 'Based On', 'Digest', 'Manifest', 'Since', 'By'], rows), '']
  })
  return [
    '# Stable tags',
    '',
    `What the stages above a branch name now. What was published when is on the page ${link('Home', 'home')}.`,
    '',
    ...(sections.length === 0 ? ['No stage names anything yet.'] : sections),
  ].join('\n')
}

function basedOn({ from }: BookName): string {
  return from === '' ? '' : code(from.replace(/@sha256:([a-f0-9]{12})[a-f0-9]*$/, '@$1'))
}

/** Names that move are what they are now; of those of versions the newest counts. */
function current(names: readonly BookName[]): BookName[] {
  const newest = new Map<string, string>()
  for (const { id, since, keeps } of names) if (keeps && since > (newest.get(id) ?? '')) newest.set(id, since)
  return names.filter(({ id, since, keeps }) => !keeps || since === newest.get(id))
}
