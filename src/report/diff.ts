import type { ImageDiff, ListDiff } from '../contents/compare.js'
import type { Layer } from '../contents/layers.js'
import { clip, columns, counted, markdown, plain, shortDigest, sizeText } from '../shared/text.js'

/** Characters of a layer's command. */
const MAX_COMMAND = 120
const MAX_TEXT = 200

/** `3 upgraded, 1 added; +12 MB`: what a cell of a table has room for. */
export function diffSummary(diff: ImageDiff): string {
  const sums = { upgraded: 0, downgraded: 0, added: 0, removed: 0 }
  for (const { counts } of diff.lists) for (const key of CHANGES) sums[key] += counts[key]
  const packages = countsText(sums)
  const size = growthText(diff)
  const parts = [packages, size].filter((part) => part !== '')
  return parts.length > 0 ? parts.join('; ') : counted(diff.layers.added.length, 'other layer')
}

/**
 * What differs, in Markdown of at most so many bytes, without a heading: foreign text is escaped; packages come before
 * layers, and rows that have no room are counted.
 */
export function diffMarkdown(diff: ImageDiff, bytes: number): string {
  const { against, lists } = diff
  const digest = against.digest === null ? '' : ` (${markdown(shortDigest(against.digest))})`
  const intro = [`Compared with ${markdown(clip(against.ref, MAX_TEXT))}${digest}: ${overviewText(diff)}.`, '']
  const layers = changedLayers(diff)
  const tables: Table[] = [
    ...lists.map((list) => ({
      title: `**${markdown(clip(list.name, MAX_TEXT))}** (${list.kind}): ${countsText(list.counts)}`,
      head: ['', 'package', 'before', 'after'],
      rows: entriesOf(list).map(({ change, name, before, after }) => [change, name, before, after]),
      what: 'package',
      hidden: hiddenOf(list),
    })),
    {
      title: '**Layers**',
      head: ['command', 'before', 'after'],
      rows: layers.map(({ command, before, after }) => [clip(command, MAX_COMMAND), before, after]),
      what: 'layer',
      hidden: 0,
    },
  ]
  let left = bytes - bytesOf(intro)
  if (left < 0) return ''
  const shown = tables.flatMap((table) => {
    const lines = tableLines(table, left)
    left -= bytesOf(lines)
    return lines
  })
  return [...intro, ...shown].join('\n')
}

/** What differs, for a terminal: packages in columns, then layers. */
export function diffLines(diff: ImageDiff): string[] {
  const { lists } = diff
  const layers = changedLayers(diff)
  return [
    overviewText(diff),
    ...lists.flatMap((list) => [
      '',
      `${plain(list.name)} (${list.kind}): ${countsText(list.counts)}`,
      ...columns(
        entriesOf(list).map(({ change, name, before, after }) => [
          `  ${SIGNS[change]}`,
          plain(clip(name, MAX_TEXT)),
          plain(clip([before, after].filter((one) => one !== '').join(' → '), MAX_TEXT)),
        ]),
      ),
      ...(hiddenOf(list) > 0 ? [`  … and ${hiddenOf(list)} more`] : []),
    ]),
    ...(layers.length === 0 ? [] : ['', 'layers:']),
    ...columns(
      layers.map(({ command, before, after }) => [`  ${before || '-'}`, '→', after || '-', clip(command, MAX_COMMAND)]),
    ),
  ]
}

const CHANGES = ['upgraded', 'downgraded', 'added', 'removed'] as const
type Change = (typeof CHANGES)[number]
const SIGNS: Readonly<Record<Change, string>> = { upgraded: '↑', downgraded: '↓', added: '+', removed: '-' }

interface Entry {
  readonly change: Change
  readonly name: string
  readonly before: string
  readonly after: string
}

function entriesOf({ upgraded, downgraded, added, removed }: ListDiff): Entry[] {
  const other = (change: Change, all: ListDiff['upgraded']): Entry[] =>
    all.map(([name, before, after]) => ({ change, name, before, after }))
  return [
    ...other('downgraded', downgraded),
    ...removed.map(([name, before]): Entry => ({ change: 'removed', name, before, after: '' })),
    ...other('upgraded', upgraded),
    ...added.map(([name, after]): Entry => ({ change: 'added', name, before: '', after })),
  ]
}

/** Those that were cut before. */
function hiddenOf(list: ListDiff): number {
  return CHANGES.reduce((sum, key) => sum + list.counts[key] - list[key].length, 0)
}

function countsText(counts: ListDiff['counts']): string {
  return CHANGES.filter((key) => counts[key] > 0)
    .map((key) => `${counts[key]} ${key}`)
    .join(', ')
}

function overviewText(diff: ImageDiff): string {
  const { size, layers, lists } = diff
  const unit = size.compressed === true ? ' compressed' : ''
  const isKnown = size.before > 0 || size.after > 0
  const change = growthText(diff)
  const sizes = `${sizeText(size.before)} → ${sizeText(size.after)}${unit}${change === '' ? '' : ` (${change})`}`
  const others = Math.max(layers.added.length, layers.removed.length)
  return [
    ...(isKnown ? [change === '' ? `${sizeText(size.after)}${unit} as before` : sizes] : []),
    others === 0 ? 'the same layers' : `${counted(layers.same, 'layer')} the same, ${counted(others, 'other')}`,
    ...(lists.length === 0 ? ['no package differs in the lists that both have'] : []),
  ].join('; ')
}

/** `+12 MB`; nothing where the size is the same. */
function growthText({ size: { before, after } }: ImageDiff): string {
  const growth = after - before
  return growth === 0 ? '' : `${growth > 0 ? '+' : '-'}${sizeText(Math.abs(growth))}`
}

interface LayerChange {
  readonly command: string
  /** '' where there was, or is, none. */
  readonly before: string
  readonly after: string
}

/** Layers of one command are one, made again; those that take the same room, or none, are not worth a line. */
function changedLayers({ layers: { added, removed } }: ImageDiff): LayerChange[] {
  const old = new Map<string, Layer[]>()
  for (const layer of removed) old.set(layer.command, [...(old.get(layer.command) ?? []), layer])
  const now = added.flatMap((layer) => {
    const before = old.get(layer.command)?.shift()
    return (before?.size ?? 0) === layer.size ? [] : [changeOf(layer.command, before, layer)]
  })
  const gone = [...old.values()].flat().filter(({ size }) => size > 0)
  return [...gone.map((layer) => changeOf(layer.command, layer, undefined)), ...now]
}

function changeOf(command: string, before: Layer | undefined, after: Layer | undefined): LayerChange {
  const of = (layer: Layer | undefined): string => (layer === undefined ? '' : sizeText(layer.size))
  return { command: plain(command), before: of(before), after: of(after) }
}

interface Table {
  readonly title: string
  readonly head: readonly string[]
  readonly rows: readonly (readonly string[])[]
  readonly what: string
  /** Rows that are not there any more. */
  readonly hidden: number
}

/** As many rows as there is room for, and how many there are besides; nothing where not even that has room. */
function tableLines({ title, head, rows, what, hidden }: Table, bytes: number): string[] {
  if (rows.length === 0 && hidden === 0) return []
  const all = rows.map((row) => `| ${row.map((cell) => markdown(clip(cell, MAX_TEXT)).trim()).join(' | ')} |`)
  const open = [title, '', `| ${head.join(' | ')} |`, `|${head.map(() => ':--').join('|')}|`]
  const rest = (kept: number): string[] => {
    const count = rows.length - kept + hidden
    return count === 0 ? [] : [`(${counted(count, `more ${what}`)} left out)`, '']
  }
  let kept = 0
  let used = bytesOf([...open, '', ...rest(0)])
  for (const row of all) {
    used += bytesOf([row])
    if (used > bytes) break
    kept++
  }
  if (kept > 0) return [...open, ...all.slice(0, kept), '', ...rest(kept)]
  const alone = [title, '', ...rest(0)]
  return bytesOf(alone) <= bytes ? alone : []
}

/** Each line with its line end. */
function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
}
