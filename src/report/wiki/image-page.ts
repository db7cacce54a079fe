import type { ImageFacts, InfoFacts } from '../../contents/facts.js'
import type { Layer } from '../../contents/layers.js'
import { clip, durationText, fenced, markdown, plain, sizeText } from '../../shared/text.js'
import type { BookName } from './book.js'
import { byCell, cell, code, commitCell, changesCell, outside, table, when, type Ground } from './cells.js'
import { nameOf } from './home.js'

/** More lines than this are folded away. */
const FOLD_AFTER = 30
/** Characters of what one info command wrote; all of it is in the registry, and in manifests/. */
const MOST_OUTPUT = 200_000
/** Rows of a table of layers. */
const MOST_LAYERS = 300

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
    ['Built on', known === undefined ? '' : builtOn(known.parents, known.base)],
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

function builtOn(parents: readonly { readonly ref: string }[], base: string): string {
  return [...parents.map(({ ref }) => code(ref)), ...(base === '' ? [] : [code(base)])].join('<br>')
}

function platformSection(facts: ImageFacts, several: boolean): string[] {
  const { platform, builtAt, builtIn, size, compressed, fingerprint, version, suites } = facts
  const tests = suites.map(({ name, outcome, total }) => {
    const counts = total === undefined ? '' : ` (${total} ${total === 1 ? 'test' : 'tests'})`
    return `${cell(name)}: ${cell(outcome)}${counts}`
  })
  const identity: [string, string][] = [
    ['Platform', cell(platform)],
    ['Built', `${when(builtAt)}${builtIn === '' ? '' : `, ${outside(cell(builtIn), builtIn)}`}`],
    ['Version', cell(version)],
    ['Size', size === 0 ? '' : sizeText(size)],
    ['Compressed', compressed === null ? '' : sizeText(compressed)],
    ['Tests', tests.join('<br>')],
    ['Fingerprint', code(fingerprint)],
  ]
  const title = several ? `## ${cell(platform)}` : '## Build'
  return [
    ...[title, '', '| | |', '|:--|:--|'],
    ...identity.filter(([, value]) => value !== '').map(([what, value]) => `| ${what} | ${value} |`),
    '',
    ...layerSection(facts.layers),
    ...facts.infos.flatMap(infoSection),
  ]
}

function layerSection(layers: readonly Layer[]): string[] {
  if (layers.length === 0) return []
  const shown = layers.slice(-MOST_LAYERS)
  const rows = shown.map((layer) => [
    markdown(clip(layer.command, 160)),
    sizeText(layer.size),
    sizeText(layer.cumulativeSize),
    layer.cached ? 'cached' : layer.ms === null ? '' : durationText(layer.ms),
    layer.createdAt.slice(0, 19).replace('T', ' '),
  ])
  return ['## Layers', '', ...table(['Command', 'Size', 'Total', 'Time', 'Created'], rows), '']
}

function infoSection({ description, name, command, status, output }: InfoFacts): string[] {
  const whole = output.split('\n').map(plain).join('\n').trimEnd()
  const text = whole.length <= MOST_OUTPUT ? whole : `${whole.slice(0, MOST_OUTPUT)}\n… the rest is left out`
  const lines = text.split('\n').length
  const block = fenced(text)
  return [
    `## ${cell(description === '' ? name : description)}`,
    '',
    ...(status === 0 ? [] : [`**The command ended with exit status ${status}**: ${cell(command.join(' '))}`, '']),
    ...(lines > FOLD_AFTER ? ['<details>', `<summary>${lines} lines</summary>`, '', block, '', '</details>'] : [block]),
    '',
  ]
}
