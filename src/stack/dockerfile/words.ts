import { matchesPieces, shellPieces, type Piece } from './glob.js'

export interface Expansion {
  readonly text: string
  /** The text split at spaces that are not quoted. */
  readonly words: readonly string[]
  /** Names of all variables that were asked for. */
  readonly names: ReadonlySet<string>
}

export interface ExpandOptions {
  /** `\`, or the backtick that a Dockerfile's escape directive names. */
  readonly escape: string
  /** Quotes and escapes stay in the text. */
  readonly raw?: boolean
  /** Variables without a value stay as they are written. */
  readonly keepUnset?: boolean
}

/**
 * What BuildKit makes of a word of a Dockerfile: quotes and escapes taken off, variables put in. undefined for what it
 * refuses: quotes and braces that are not closed, `${NAME:?…}` without a value, forms it does not know.
 * Rules: https://docs.docker.com/reference/dockerfile/#environment-replacement
 */
export function expand(
  source: string,
  valueOf: (name: string) => string | undefined,
  options: ExpandOptions,
): Expansion | undefined {
  const lexer = new Lexer(source, valueOf, options)
  try {
    return { ...lexer.until(undefined, options.raw ?? false), names: lexer.names }
  } catch (error) {
    if (error instanceof BadWord) return undefined
    throw error
  }
}

class BadWord extends Error {}

/**
 * Dockerfiles are foreign input: neither a tower of braces nor a long value may cost more than a moment, nor one that is
 * made of others and doubles line by line. No name of an image or a file comes near these.
 */
const MAX_DEPTH = 64
/** Pieces of a pattern × characters of the value that it is held against. */
const MAX_STEPS = 65_536
/** Characters that an expanded text may have more than the source. */
const MAX_GROWTH = 4096

function piecesOf(pattern: string): Piece[] {
  const pieces = shellPieces(pattern)
  if (pieces === undefined) throw new BadWord()
  return pieces
}

class Lexer {
  readonly names = new Set<string>()
  private at = 0
  private depth = 0
  constructor(
    private readonly source: string,
    private readonly valueOf: (name: string) => string | undefined,
    private readonly options: ExpandOptions,
  ) {}

  /** Reads to a character or to the end. */
  until(stop: string | undefined, rawEscapes: boolean): { text: string; words: string[] } {
    const { escape } = this.options
    if (++this.depth > MAX_DEPTH) throw new BadWord()
    const words = new Words()
    let text = ''
    while (this.at < this.source.length) {
      this.checkGrowth(text)
      const character = this.source.charAt(this.at)
      if (character === stop) {
        this.at++
        this.depth--
        return { text, words: words.end() }
      }
      if (character === "'" || character === '"') {
        const quoted = character === "'" ? this.single() : this.double(rawEscapes)
        text += quoted
        words.add(quoted)
      } else if (character === '$') {
        const value = this.dollar()
        text += value
        words.split(value)
      } else if (character === escape) {
        const escaped = this.source.charAt(this.at + 1)
        const kept = (rawEscapes ? escape : '') + escaped
        this.at += 2
        text += kept
        words.add(kept)
      } else {
        this.at++
        text += character
        words.split(character)
      }
    }
    if (stop !== undefined) throw new BadWord()
    this.checkGrowth(text)
    return { text, words: words.end() }
  }

  private checkGrowth(text: string): void {
    if (text.length > this.source.length + MAX_GROWTH) throw new BadWord()
  }

  private single(): string {
    const end = this.source.indexOf("'", this.at + 1)
    if (end < 0) throw new BadWord()
    const whole = this.source.slice(this.at, end + 1)
    this.at = end + 1
    return this.options.raw === true ? whole : whole.slice(1, -1)
  }

  private double(rawEscapes: boolean): string {
    const { escape } = this.options
    const quote = this.options.raw === true ? '"' : ''
    let text = quote
    this.at++
    for (;;) {
      this.checkGrowth(text)
      const character = this.source.charAt(this.at)
      if (character === '') throw new BadWord()
      if (character === '$') text += this.dollar()
      else {
        this.at++
        if (character === '"') return text + quote
        const next = this.source.charAt(this.at)
        if (character === escape && next !== '' && `"$${escape}`.includes(next)) {
          this.at++
          text += (rawEscapes ? escape : '') + next
        } else if (character !== escape || next !== '') text += character
      }
    }
  }

  private dollar(): string {
    this.at++
    if (this.source.charAt(this.at) !== '{') {
      const name = this.name()
      if (name === '') return '$'
      const value = this.lookUp(name)
      return value ?? (this.options.keepUnset === true ? `$${name}` : '')
    }
    const start = this.at - 1
    this.at++
    if (['', '{', '}', ':'].includes(this.source.charAt(this.at))) throw new BadWord()
    const name = this.name()
    const value = this.lookUp(name)
    const form = this.form(value)
    return value === undefined && this.options.keepUnset === true ? this.source.slice(start, this.at) : form
  }

  /** What follows the name in `${name…}`, up to and with the closing brace. */
  private form(value: string | undefined): string {
    let operator = this.source.charAt(this.at++)
    if (operator === '}') return value ?? ''
    if (operator === '/') return this.replaced(value ?? '')
    const emptyIsUnset = operator === ':'
    if (emptyIsUnset) operator = this.source.charAt(this.at++)
    if (operator === '' || !(emptyIsUnset ? '-+?' : '-+?#%').includes(operator)) throw new BadWord()
    const word = this.until('}', operator === '#' || operator === '%').text
    const present = value !== undefined && !(emptyIsUnset && value === '')
    switch (operator) {
      case '-':
        return present ? value : word
      case '+':
        return present ? word : ''
      case '?':
        if (!present && this.options.keepUnset !== true) throw new BadWord()
        return value ?? ''
      default:
        return trimmed(value ?? '', word, operator)
    }
  }

  /** `${name/pattern/text}`, with `//` everywhere: the longest match at the first place that has one. */
  private replaced(value: string): string {
    const everywhere = this.source.charAt(this.at) === '/'
    if (everywhere) this.at++
    const pieces = piecesOf(this.until('/', true).text)
    const replacement = this.until('}', true).text
    const ends = longestMatches(pieces, value)
    let [text, at] = ['', 0]
    while (at < value.length) {
      this.checkGrowth(text)
      const end = ends[at] ?? -1
      if (end <= at) text += value.charAt(at++)
      else {
        text += replacement
        at = end
        if (!everywhere) break
      }
    }
    return text + value.slice(at)
  }

  private name(): string {
    const found = /^(?:\d+|[@*#?$!-]|[\p{L}_][\p{L}\p{Nd}_]*)/u.exec(this.source.slice(this.at, this.at + 256))
    this.at += found?.[0].length ?? 0
    return found?.[0] ?? ''
  }

  private lookUp(name: string): string | undefined {
    this.names.add(name)
    return this.valueOf(name)
  }
}

/** `#` takes the shortest beginning off that matches, `##` the longest; `%` and `%%` the end. */
function trimmed(value: string, word: string, operator: string): string {
  const longest = word.startsWith(operator)
  const pieces = piecesOf(longest ? word.slice(1) : word)
  const kept = (text: string): string => {
    const lengths = prefixMatches(pieces, text)
    const length = longest ? lengths.lastIndexOf(true) : lengths.indexOf(true)
    return length < 0 ? text : text.slice(length)
  }
  if (operator === '#') return kept(value)
  // What ends a text begins the reversed one.
  pieces.reverse()
  return reversed(kept(reversed(value)))
}

function reversed(text: string): string {
  return text.split('').reverse().join('')
}

function checkSteps(pieces: readonly Piece[], text: string): void {
  if ((pieces.length + 1) * (text.length + 1) > MAX_STEPS) throw new BadWord()
}

/** By length: whether the beginning of the text that has it matches. */
function prefixMatches(pieces: readonly Piece[], text: string): boolean[] {
  checkSteps(pieces, text)
  let reached = Array.from({ length: text.length + 1 }, (_, length) => length === 0)
  for (const piece of pieces) {
    let before = false
    reached = reached.map((here, length) => {
      if (piece === 'any') return (before ||= here)
      const now = before && matchesPieces([piece], text.charAt(length - 1))
      before = here
      return now
    })
  }
  return reached
}

/** By place: where the longest match that begins there ends, -1 where none begins. */
function longestMatches(pieces: readonly Piece[], text: string): number[] {
  checkSteps(pieces, text)
  let next = Array.from({ length: text.length + 1 }, (_, at) => at)
  for (const piece of pieces.toReversed()) {
    const ends: number[] = next.map(() => -1)
    for (let at = text.length; at >= 0; at--) {
      if (piece === 'any') ends[at] = Math.max(next[at] ?? -1, ends[at + 1] ?? -1)
      else if (matchesPieces([piece], text.charAt(at))) ends[at] = next[at + 1] ?? -1
    }
    next = ends
  }
  return next
}

/** Words as they come in: split at spaces, except where they are quoted. */
class Words {
  private readonly done: string[] = []
  private word = ''
  add(text: string): void {
    this.word += text
  }
  split(text: string): void {
    if (!/\s/.test(text)) return this.add(text)
    for (const character of text) {
      if (!/\s/.test(character)) this.word += character
      else this.end()
    }
  }
  end(): string[] {
    if (this.word !== '') this.done.push(this.word)
    this.word = ''
    return this.done
  }
}
