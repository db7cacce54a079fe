import type { BookImage, BookName } from './book.js'
import { cell, code, commitCell, table, type Ground } from './cells.js'
import { escaped } from '../graph/mermaid.js'
import { nameOf } from './home.js'

/** GitHub's Mermaid draws at most so many edges (mermaid.js.org, "maxEdges"). */
const MOST_EDGES = 500
const MOST_BYTES = 400_000

/** What each image is built on: as a table, as a drawing, and as lines for programs, as the first of the seeds had it. */
export function renderDependency(ground: Ground): string {
  const newest = newestOf(ground)
  const rows = newest.map(({ name, image }) => [
    ground.link(cell(nameOf(name.id, image.name)), `image:${nameOf(name.id, image.name)}`),
    code(name.ref),
    builtOn(image).map(code).join('<br>'),
    commitCell(image),
  ])
  const csv = newest.flatMap(({ name, image }) => builtOn(image).map((on) => `${name.ref},${csvField(on)}`))
  let bytes = 0
  const over = csv.findIndex((line) => (bytes += line.length + 1) > MOST_BYTES)
  return [
    '# Image dependency',
    '',
    ...(newest.length === 0
      ? ['Nothing is known yet of what the images are built on.']
      : [
          ...table(['Image', 'Newest', 'Built on', 'Commit'], rows),
          '',
          ...drawing(newest),
          '```csv',
          'image,dep',
          ...(over < 0 ? csv : csv.slice(0, over)),
          '```',
        ]),
  ].join('\n')
}

/** Its parents; of an image without any its base, which is the base of what is built on it as well. */
export function builtOn({ parents, base }: BookImage): string[] {
  return parents.length > 0 ? parents.map(({ ref }) => ref) : base === '' ? [] : [base]
}

interface Newest {
  readonly name: BookName
  readonly image: BookImage
}

/** The newest publish of each image and variant, newest first. */
function newestOf({ book, images }: Ground): Newest[] {
  const found = new Map<string, Newest>()
  const byRef = new Map(book.names.map((name) => [name.ref, name]))
  for (const { kind, images: of } of book.events) {
    if (kind !== 'publish') continue
    for (const { id, digest, refs } of of) {
      const image = images.get(digest)
      const name = byRef.get(refs[0] ?? '')
      if (image !== undefined && name !== undefined && !found.has(id)) found.set(id, { name, image })
    }
  }
  // Where no run is known, names of stages are.
  for (const name of book.names) {
    const image = images.get(name.digest)
    if (image !== undefined && !found.has(name.id)) found.set(name.id, { name, image })
  }
  return [...found.values()]
}

function csvField(text: string): string {
  return text.replace(/[\r\n`]/g, ' ').replace(/^(.*[",].*)$/, (all) => `"${all.replaceAll('"', '""')}"`)
}

function drawing(newest: readonly Newest[]): string[] {
  const ids = new Map(newest.map(({ name: { id } }, index) => [id, `n${index}`]))
  const edges = newest.flatMap(({ name, image }) => {
    const [, variant] = name.id.split('@')
    return image.parents.flatMap((parent) => {
      const from = ids.get(variant === undefined ? parent.name : `${parent.name}@${variant}`) ?? ids.get(parent.name)
      return from === undefined ? [] : [`  ${from} --> ${ids.get(name.id) ?? ''}`]
    })
  })
  if (edges.length > MOST_EDGES) return [`(${edges.length} arrows are more than can be drawn.)`, '']
  const nodes = newest.map(({ name: { id } }) => `  ${ids.get(id) ?? ''}["${escaped(id)}"]`)
  return [
    '```mermaid',
    '%%{init: {"flowchart": {"wrappingWidth": 600}}}%%',
    'flowchart LR',
    ...nodes,
    ...edges,
    '```',
    '',
  ]
}
