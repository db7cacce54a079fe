import { plain } from '../../shared/text.js'

/** A piece of a page, safe as it is: only `html` makes it. */
class Html {
  constructor(readonly text: string) {}
}
export type { Html }

/** What may stand in a template: text is escaped, pieces stand as they are, lists one after the other. */
export type Piece = string | number | Html | undefined | readonly Piece[]

/**
 * A piece of a page: html`<b title="${name}">${name}</b>`. Every value is escaped for text and for quoted attributes
 * alike, so attributes have to be quoted, and no value may stand in a tag's or an attribute's name, in a style sheet
 * or in a script; addresses come from `link`.
 */
export function html(strings: TemplateStringsArray, ...values: readonly Piece[]): Html {
  return new Html(strings.map((text, at) => (at === 0 ? text : pieceText(values[at - 1]) + text)).join(''))
}

/** Text that this program made itself, and that is safe already: a drawing, a style sheet. */
export function trusted(text: string): Html {
  return new Html(text)
}

function pieceText(piece: Piece): string {
  if (piece === undefined) return ''
  if (piece instanceof Html) return piece.text
  if (typeof piece === 'string' || typeof piece === 'number') return escaped(String(piece))
  return piece.map(pieceText).join('')
}

/** Line ends and tabs stay; other control characters, and what turns the direction of text around, do not. */
function escaped(text: string): string {
  return text
    .toWellFormed()
    .split('\n')
    .map((line) => line.split('\t').map(plain).join('\t'))
    .join('\n')
    .replace(/[\ufffe\uffff]/g, '\ufffd')
    .replace(/[&<>"'`]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** A link where the address is one of the web, of this page, or of a file beside it; the text alone where it is not. */
export function link(address: string, text: Piece): Html {
  return isHarmless(address) ? html`<a href="${address}">${text}</a>` : html`${text}`
}

function isHarmless(address: string): boolean {
  return /^(https?:\/\/[^\s/]|#|\.\.?\/)/.test(address)
}
