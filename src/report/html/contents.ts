import type { ImageDiff, ListDiff } from '../../contents/compare.js'
import type { ImageFacts, InfoFacts } from '../../contents/facts.js'
import type { Layer } from '../../contents/layers.js'
import { packagesOf } from '../../contents/packages.js'
import { clip, counted, durationText, shortDigest, sizeText } from '../../shared/text.js'
import { html, trusted, type Html, type Piece } from './escape.js'
import { code, fold, table, time } from './pieces.js'

const MAX_COMMAND = 300
const MAX_LAYERS = 300
/** Characters of what one command wrote. */
const MAX_OUTPUT = 100_000

/** Layers and package lists of an image: folded, and found by a browser's search all the same. */
export function contentsOf(facts: ImageFacts): Html {
  return html`${facts.layers.length === 0 ? undefined : layersFold(facts.layers)}${facts.infos.map(infoFold)}`
}

/** What an image is, in names and values. */
export function identityOf(facts: ImageFacts): [string, Piece, 'wide'?][] {
  const { platform, digest, version, revision, parents, base, builtAt, builtIn, size, compressed } = facts
  return [
    ['Platform', platform],
    ['Size', size === 0 ? '' : `${sizeText(size)}${compressed === null ? '' : `, ${sizeText(compressed)} to pull`}`],
    ['Version', version],
    ['Built', time(builtAt)],
    ['Built in', builtIn],
    ['Commit', code(revision)],
    ['Digest', digest === null ? '' : code(digest), 'wide'],
    [
      'Built on',
      parents.length === 0 ? '' : parents.map((parent, at) => html`${at === 0 ? '' : ', '}${onText(parent)}`),
      'wide',
    ],
    ['Base', base === null ? '' : onText(base), 'wide'],
  ]
}

function onText({ ref, digest }: { readonly ref: string; readonly digest: string | null }): Html {
  return html`<code>${ref}</code
    >${digest === null ? undefined : html` <span class="soft mono">${shortDigest(digest)}</span>`}`
}

function layersFold(layers: readonly Layer[]): Html {
  const shown = layers.slice(-MAX_LAYERS)
  const largest = shown.reduce((most, { size }) => Math.max(most, size), 1)
  const rows = shown.map((layer) => [
    html`<span class="mono">${clip(layer.command, MAX_COMMAND)}</span>`,
    sizeText(layer.size),
    bar(layer.size / largest),
    sizeText(layer.cumulativeSize),
    layer.cached ? 'cached' : layer.ms === null ? '' : durationText(layer.ms),
  ])
  const total = layers.at(-1)?.cumulativeSize ?? 0
  return fold(
    `${counted(layers.length, 'layer')}, ${sizeText(total)}`,
    html`${shown.length < layers.length ? html`<p class="soft">The last ${shown.length} of them.</p>` : undefined}${table(
      'Layers, oldest first',
      [
        { name: 'command', is: 'long' },
        { name: 'size', is: 'number' },
        { name: '', is: 'bars' },
        { name: 'total', is: 'number' },
        { name: 'time', is: 'number' },
      ],
      rows,
    )}`,
  )
}

/** The number beside it says the same. */
function bar(share: number): Html | undefined {
  return share <= 0
    ? undefined
    : trusted(`<span class="bar" aria-hidden="true" style="width:${Math.max(share * 100, 0.5).toFixed(1)}%"></span>`)
}

function infoFold(info: InfoFacts): Html {
  const list = packagesOf(info)
  const title = info.description === '' ? info.name : info.description
  if (list !== undefined) {
    const lines = [...list.packages.values()].map(({ name, version }) => `${name} ${version}`)
    return fold(`${title}: ${counted(lines.length, 'package')}`, outputOf(lines.join('\n'), 'list'))
  }
  const text = info.output.trimEnd()
  const said = info.status === 0 ? '' : ` (ended with exit status ${info.status})`
  // One line need not be unfolded.
  if (info.status === 0 && !text.includes('\n') && text.length <= 120)
    return html`<p><b>${title}:</b> <span class="mono">${text}</span></p>`
  return fold(
    `${title}${said}`,
    html`<p class="soft mono">${clip(info.command.join(' '), MAX_COMMAND)}</p>
      ${outputOf(text, '')}`,
  )
}

function outputOf(text: string, kind: 'list' | ''): Html {
  const more = text.length - MAX_OUTPUT
  return html`<pre${kind === '' ? undefined : html` class="${kind}"`} tabindex="0">${clip(text, MAX_OUTPUT)}</pre>${
    more > 0 ? html`<p class="soft">${more} more characters are in the image’s page in manifests/.</p>` : undefined
  }`
}

/** What differs from the one that was published before. */
export function changesOf(diff: ImageDiff): Html {
  const { against, size, layers, lists, capped } = diff
  const more = size.after - size.before
  const sizes = `${sizeText(size.before)} → ${sizeText(size.after)} (${more < 0 ? '−' : '+'}${sizeText(Math.abs(more))}${size.compressed === true ? ', to pull' : ''})`
  return html`<h4>What changed</h4>
    <p class="soft">
      Compared with
      <code>${against.ref}</code
      >${against.digest === null ? undefined : html` <span class="mono">${shortDigest(against.digest)}</span>`}
    </p>
    <p>
      ${sizes}; layers: <span class="add">${layers.added.length} new</span>,
      <span class="del">${layers.removed.length} gone</span>, ${layers.same} the same.
    </p>
    ${lists.map(listFold)}${lists.length === 0 ? html`<p>No package differs, as far as is listed.</p>` : undefined}${
      capped === true ? html`<p class="soft">Long lists are cut; “stack-action diff” shows all of it.</p>` : undefined
    }`
}

function listFold({ name, kind, counts, added, removed, upgraded, downgraded }: ListDiff): Html {
  const words = (['upgraded', 'added', 'removed', 'downgraded'] as const)
    .filter((what) => counts[what] > 0)
    .map((what) => `${counts[what]} ${what}`)
  const rows: Piece[][] = [
    ...downgraded.map(([one, from, to]) => [one, html`<span class="del">downgraded</span>`, from, to]),
    ...removed.map(([one, version]) => [one, html`<span class="del">removed</span>`, version, '']),
    ...added.map(([one, version]) => [one, html`<span class="add">added</span>`, '', version]),
    ...upgraded.map(([one, from, to]) => [one, 'upgraded', from, to]),
  ]
  return fold(
    `${kind} (${name}): ${words.join(', ')}`,
    table(
      `Changed packages of ${name}`,
      [{ name: 'package' }, { name: '' }, { name: 'before' }, { name: 'now' }],
      rows,
    ),
  )
}
