import type { ImageFacts, InfoFacts } from '../../contents/facts.js'
import { renderManifest } from '../manifest.js'
import type { BookName } from './book.js'
import { byCell, cell, changesCell, code, commitCell, when, type Ground } from './cells.js'
import { builtOn } from './dependency.js'
import { nameOf } from './home.js'

/** Characters of what one info command wrote; all of it is in the registry, and in manifests/. */
const MOST_OUTPUT = 200_000

/** What a ref names: identity, and for each of its platforms layers and what info commands said. */
export function renderRef(ground: Ground, name: BookName, platforms: readonly ImageFacts[]): string {
  const known = ground.images.get(name.digest)
  const image = nameOf(name.id, known?.name)
  const facts: [string, string][] = [
    ['Image', code(name.ref)],
    ['Digest', code(name.digest)],
    ['Since', when(name.since)],
    ['By', byCell(name)],
    ['Moved from', name.from === '' ? '' : code(name.from)],
    ['Stage', cell(name.stage)],
    ['Commit', known === undefined ? '' : commitCell(known)],
    // What follows of each platform says it, with digests.
    ['Built on', known === undefined || platforms.length > 0 ? '' : builtOn(known).map(code).join('<br>')],
    ['Package changes', changesCell(known?.changes)],
    ['History', ground.link(cell(image), `image:${image}`)],
  ]
  return [
    `# ${cell(name.ref)}`,
    '',
    '| | |',
    '|:--|:--|',
    ...facts.filter(([, value]) => value !== '').map(([what, value]) => `| ${what} | ${value} |`),
    '',
    ...(platforms.length === 0 ? ['What is in it is not known: it was published without its facts.'] : []),
    ...platforms.flatMap((one) => platformSection(one, platforms.length > 1)),
  ].join('\n')
}

/** The page that a run writes of an image, below a heading of ours. */
function platformSection(facts: ImageFacts, several: boolean): string[] {
  const [, ...lines] = renderManifest({ ...facts, infos: facts.infos.map(shortened) }).split('\n')
  return [several ? `## ${cell(facts.platform)}` : '## Build', ...lines]
}

function shortened(info: InfoFacts): InfoFacts {
  const { output } = info
  return output.length <= MOST_OUTPUT
    ? info
    : { ...info, output: `${output.slice(0, MOST_OUTPUT)}\n… the rest is left out` }
}
