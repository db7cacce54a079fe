/** A pattern in pieces: any run of characters, or one character that is (not) in one of the ranges. */
export type Piece = 'any' | { readonly not: boolean; readonly ranges: readonly (readonly [string, string])[] }

const anyOne: Piece = { not: true, ranges: [] }
const just = (character: string): Piece => ({ not: false, ranges: [[character, character]] })

/** The whole text matches. Takes at most pieces × characters steps: patterns are foreign input. */
export function matchesPieces(pieces: readonly Piece[], text: string): boolean {
  let [piece, at] = [0, 0]
  let retry: { piece: number; at: number } | undefined
  while (at < text.length) {
    const here = pieces[piece]
    if (here === 'any') {
      retry = { piece, at }
      piece++
    } else if (here !== undefined && holds(here, text.charAt(at))) {
      piece++
      at++
    } else if (retry !== undefined) {
      retry.at++
      piece = retry.piece + 1
      at = retry.at
    } else return false
  }
  return pieces.slice(piece).every((rest) => rest === 'any')
}

function holds({ not, ranges }: Exclude<Piece, 'any'>, character: string): boolean {
  return not !== ranges.some(([low, high]) => low <= character && character <= high)
}

/**
 * One component of a pattern as COPY takes them; undefined when it is none, and BuildKit refuses it.
 * Grammar: https://pkg.go.dev/path/filepath#Match
 */
export function globPieces(component: string): Piece[] | undefined {
  const pieces: Piece[] = []
  let at = 0
  /** The next character of a class, and what a backslash makes of it. */
  const member = (): string | undefined => {
    const character = component.charAt(at++)
    if (character === '' || character === '-' || character === ']') return undefined
    if (character !== '\\') return character
    const escaped = component.charAt(at++)
    return escaped === '' ? undefined : escaped
  }
  while (at < component.length) {
    const character = component.charAt(at++)
    if (character === '*') pieces.push('any')
    else if (character === '?') pieces.push(anyOne)
    else if (character === '\\') {
      const escaped = component.charAt(at++)
      if (escaped === '') return undefined
      pieces.push(just(escaped))
    } else if (character === '[') {
      const not = component.charAt(at) === '^'
      if (not) at++
      const ranges: [string, string][] = []
      while (ranges.length === 0 || component.charAt(at) !== ']') {
        const low = member()
        if (low === undefined) return undefined
        let high: string | undefined = low
        if (component.charAt(at) === '-') {
          at++
          high = member()
        }
        if (high === undefined || at >= component.length) return undefined
        ranges.push([low, high])
      }
      at++
      pieces.push({ not, ranges })
    } else pieces.push(just(character))
  }
  return pieces
}

/** A pattern of `${name#pattern}`: `*`, `?`, and what a backslash takes their meaning from; undefined when it is none. */
export function shellPieces(pattern: string): Piece[] | undefined {
  const pieces: Piece[] = []
  for (let at = 0; at < pattern.length; at++) {
    let character = pattern.charAt(at)
    if (character === '\\') {
      character = pattern.charAt(++at)
      if (character === '' || !'*?\\}/'.includes(character)) return undefined
      pieces.push(just(character))
    } else pieces.push(character === '*' ? 'any' : character === '?' ? anyOne : just(character))
  }
  return pieces
}

/** A path as a pattern that matches only itself. */
export function literally(path: string): string {
  return path.replace(/[\\*?[\]]/g, '\\$&')
}
