import type { OutcomeKind } from '../graph/model.js'
import { html, type Html, type Piece } from './escape.js'

/** What became of an image, in colour and in words. */
export function badge(kind: OutcomeKind, words: string = kind): Html {
  return html`<span class="badge ${kind}">${words}</span>`
}

export interface Column {
  readonly name: string
  /** A number, on the right; a text that may be long. */
  readonly is?: 'number' | 'long' | 'bars'
}

const CLASSES = { number: 'n', long: 'w', bars: 'bars' } as const

/** A table that scrolls by itself where it is wider than the page; `label` says what it is to those who do not see it. */
export function scrolling(label: string, content: Piece): Html {
  return html`<div class="scroll" role="region" tabindex="0" aria-label="${label}">${content}</div>`
}

/** The first cell of a row is what the row is about; a column in which nothing stands is left out. */
export function table(label: string, columns: readonly Column[], rows: readonly (readonly Piece[])[]): Html {
  const kept = columns.map((_, at) => at === 0 || rows.some((row) => row[at] !== undefined && row[at] !== ''))
  const keptOf = <T>(all: readonly T[]): readonly T[] => all.filter((_, at) => kept[at] === true)
  const shown = keptOf(columns)
  const cell = (tag: 'th' | 'td', scope: Piece, at: number, piece: Piece): Html => {
    const is = shown[at]?.is
    const styled = html`${scope}${is === undefined ? undefined : html` class="${CLASSES[is]}"`}`
    return tag === 'th' ? html`<th${styled}>${piece}</th>` : html`<td${styled}>${piece}</td>`
  }
  const head = shown.map(({ name }, at) => cell('th', html` scope="col"`, at, name))
  const body = rows.map(
    (row) =>
      html`<tr>
        ${keptOf(row).map((piece, at) => (at === 0 ? cell('th', html` scope="row"`, at, piece) : cell('td', '', at, piece)))}
      </tr>`,
  )
  return scrolling(
    label,
    html`<table>
      <thead>
        <tr>
          ${head}
        </tr>
      </thead>
      <tbody>
        ${body}
      </tbody>
    </table>`,
  )
}

/** Closed: a browser finds text in it all the same. */
export function fold(summary: Piece, content: Piece): Html {
  return html`<details>
    <summary>${summary}</summary>
    ${content}
  </details>`
}

/** Names and values; a value that is undefined or '' is left out with its name. */
export function facts(all: readonly (readonly [string, Piece, 'wide'?])[]): Html {
  const known = all.filter(([, value]) => value !== undefined && value !== '')
  return html`<dl>
    ${known.map(([name, value, wide]) => html`<div${wide === undefined ? undefined : html` class="wide"`}><dt>${name}</dt><dd>${value}</dd></div>`)}
  </dl>`
}

export function code(text: string | undefined): Html | undefined {
  return text === undefined || text === '' ? undefined : html`<code>${text}</code>`
}

/** `2026-04-01 10:00:00 UTC`; a text that is no time stays as it is. */
export function time(iso: string): Html {
  const at = Date.parse(iso)
  if (Number.isNaN(at)) return html`${iso}`
  const utc = new Date(at).toISOString()
  return html`<time datetime="${utc}">${utc.slice(0, 19).replace('T', ' ')} UTC</time>`
}
