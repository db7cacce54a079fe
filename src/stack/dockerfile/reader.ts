import { expand } from './words.js'

/** A stretch of an instruction's text as it stands in the file, so that a change can be written back. */
export interface Stretch {
  /** Where it begins in the instruction's text. */
  readonly at: number
  /** Where it begins in the file. */
  readonly offset: number
  readonly length: number
}

export interface Instruction {
  /** Upper case; of `ONBUILD COPY …` it is COPY. */
  readonly keyword: string
  /** It is carried out in builds on this image, not in this one. */
  readonly onbuild: boolean
  /** 1-based, of its first line. */
  readonly line: number
  /** As one line: continuations joined, comments between them left out. */
  readonly text: string
  readonly stretches: readonly Stretch[]
  readonly flags: readonly Flag[]
  /** Where in the text its words begin: after keyword and flags. */
  readonly wordsAt: number
  /** The words as the JSON form lists them, if that is how it is written. */
  readonly json: readonly string[] | undefined
}

/** `--name=value` as an instruction has it. */
export interface Flag {
  readonly name: string
  /** Quotes and escapes taken off; '' when there is none. */
  readonly value: string
  /** Where the flag begins and ends in the text. */
  readonly start: number
  readonly end: number
  /** Where each character of `value` stands in the text. */
  readonly places: readonly number[]
}

export interface Dockerfile {
  readonly escape: '\\' | '`'
  readonly instructions: readonly Instruction[]
}

/** A word and where it begins in the instruction's text. */
export interface Word {
  readonly text: string
  readonly at: number
}

interface Line {
  readonly text: string
  /** Of its first character in the file. */
  readonly offset: number
}

/**
 * Reads a Dockerfile into instructions as BuildKit does: directives, continuations, comments and empty lines within
 * them, here-documents, ONBUILD. What BuildKit would refuse is read as far as it makes sense; the build says what is wrong.
 * Rules: https://docs.docker.com/reference/dockerfile/#format and #here-documents
 */
export function readDockerfile(text: string): Dockerfile {
  const lines = linesOf(text)
  const escape = escapeOf(lines)
  const instructions: Instruction[] = []
  for (let at = 0; at < lines.length;) {
    const line = at + 1
    const joined = new Joined(escape)
    while (at < lines.length && joined.open) joined.add(lines[at++] ?? { text: '', offset: 0 })
    if (joined.text.trim() === '') continue
    const instruction = instructionOf(joined, line, escape)
    instructions.push(instruction)
    for (const { name, tabbed } of heredocsOf(instruction)) {
      // One that is not closed is refused by BuildKit; here its body is the rest of the file.
      while (at < lines.length) {
        const body = lines[at++]?.text ?? ''
        if ((tabbed ? body.replace(/^\t+/, '') : body) === name) break
      }
    }
  }
  return { escape, instructions }
}

function linesOf(text: string): Line[] {
  const lines: Line[] = []
  for (let offset = text.startsWith('\ufeff') ? 1 : 0; offset < text.length;) {
    const newline = text.indexOf('\n', offset)
    const end = newline < 0 ? text.length : newline
    let last = end
    while (last > offset && text[last - 1] === '\r') last--
    lines.push({ text: text.slice(offset, last), offset })
    offset = end + 1
  }
  return lines
}

/** Directives stand before everything else; the first line that is none ends them. */
function escapeOf(lines: readonly Line[]): '\\' | '`' {
  for (const { text } of lines) {
    const directive = /^\s*#\s*(syntax|escape|check)\s*=\s*(\S.*)$/i.exec(text)
    if (directive === null) return '\\'
    if (directive[1]?.toLowerCase() === 'escape') return directive[2]?.trim() === '`' ? '`' : '\\'
  }
  return '\\'
}

/** Lines joined into one as long as they end with the escape character. */
class Joined {
  text = ''
  open = true
  readonly stretches: Stretch[] = []
  constructor(private readonly escape: string) {}

  add({ text: whole, offset }: Line): void {
    const first = this.text === '' && this.stretches.length === 0
    const isComment = /^\s*#/.test(whole)
    if (isComment || whole.trim() === '') {
      // Between continued lines both are left out; on their own they are no instruction.
      if (first) this.open = false
      return
    }
    let last = whole.length - 1
    while (whole[last] === ' ' || whole[last] === '\t') last--
    // A doubled one is a letter of the text.
    this.open = whole[last] === this.escape && whole[last - 1] !== this.escape
    const end = this.open ? last : whole.length
    const start = first ? whole.length - whole.trimStart().length : 0
    this.stretches.push({ at: this.text.length, offset: offset + start, length: Math.max(end - start, 0) })
    this.text += whole.slice(start, end)
  }
}

/** Between words. Wider spaces, such as those that do not break, are letters to BuildKit. */
const SPACE = /[\t\v\f\r ]/

function instructionOf({ text, stretches }: Joined, line: number, escape: string): Instruction {
  let at = text.length - text.trimStart().length
  const keyword = (): string => {
    const found = /^[^\t\v\f\r ]+/.exec(text.slice(at))?.[0] ?? ''
    at += found.length
    return found.toUpperCase()
  }
  let name = keyword()
  let { flags, end } = flagsOf(text, at, escape)
  const onbuild = name === 'ONBUILD' && end < text.trimEnd().length
  if (onbuild) {
    at = end + text.slice(end).length - text.slice(end).trimStart().length
    name = keyword()
    ;({ flags, end } = flagsOf(text, at, escape))
  }
  return { keyword: name, onbuild, line, text, stretches, flags, wordsAt: end, json: jsonOf(text.slice(end)) }
}

/** The words that begin with `--`, up to the first that does not. */
function flagsOf(text: string, from: number, escape: string): { flags: Flag[]; end: number } {
  const flags: Flag[] = []
  let at = from
  for (;;) {
    while (SPACE.test(text.charAt(at))) at++
    if (!text.startsWith('--', at)) return { flags, end: at }
    const start = at
    let word = ''
    const places: number[] = []
    let quote = ''
    for (; at < text.length && (quote !== '' || !SPACE.test(text.charAt(at))); at++) {
      const character = text.charAt(at)
      if (character === quote) quote = ''
      else if (quote === '' && (character === '"' || character === "'")) quote = character
      else {
        if (character === escape) at++
        if (at >= text.length) break
        word += text.charAt(at)
        places.push(at)
      }
    }
    if (word === '--') {
      while (SPACE.test(text.charAt(at))) at++
      return { flags, end: at }
    }
    const equals = word.indexOf('=')
    const [name, value] = equals < 0 ? [word, ''] : [word.slice(0, equals), word.slice(equals + 1)]
    flags.push({ name: name.slice(2), value, start, end: at, places: equals < 0 ? [] : places.slice(equals + 1) })
  }
}

/** The JSON form is a list of texts and nothing after it. */
function jsonOf(text: string): string[] | undefined {
  if (!text.trimStart().startsWith('[')) return undefined
  try {
    const list: unknown = JSON.parse(text.trim())
    return Array.isArray(list) && list.every((one) => typeof one === 'string') ? list : undefined
  } catch {
    return undefined
  }
}

/** The words of an instruction, split at spaces whether they are quoted or not: so are those of FROM and COPY. */
export function wordsOf({ text, wordsAt }: Instruction): Word[] {
  return [...text.slice(wordsAt).matchAll(/[^\t\v\f\r ]+/g)].map((found) => ({
    text: found[0],
    at: wordsAt + found.index,
  }))
}

/** The words of an ARG or ENV, as they are written: a quoted space does not split them. */
export function assignmentsOf({ text, wordsAt }: Instruction, escape: string): string[] {
  const words: string[] = []
  let word = ''
  let quote = ''
  for (let at = wordsAt; at < text.length; at++) {
    const character = text.charAt(at)
    if (quote === '' && /\s/.test(character)) {
      if (word !== '') words.push(word)
      word = ''
      continue
    }
    if (character === quote) quote = ''
    else if (quote === '' && (character === '"' || character === "'")) quote = character
    word += character
    if (character === escape && quote !== "'" && at + 1 < text.length) word += text.charAt(++at)
  }
  if (word !== '') words.push(word)
  return words
}

/** Only these take here-documents: https://docs.docker.com/reference/dockerfile/#here-documents */
const WITH_HEREDOCS = new Set(['ADD', 'COPY', 'RUN'])

interface Heredoc {
  readonly name: string
  /** `<<-`: tabs before the end word do not count. */
  readonly tabbed: boolean
}

function heredocsOf({ keyword, text, json }: Instruction): Heredoc[] {
  if (!WITH_HEREDOCS.has(keyword) || json !== undefined || !text.includes('<<')) return []
  // Words as a shell has them; with quotes that are not closed BuildKit finds none.
  const words = expand(text, () => undefined, { escape: '\\', raw: true, keepUnset: true })?.words ?? []
  return words.flatMap((word) => heredocOf(word) ?? [])
}

/** `<<NAME`, `3<<-"NAME"`; not `<<<text`, nor `cat<<NAME`, which BuildKit leaves to the shell. */
export function heredocOf(word: string): Heredoc | undefined {
  const found = /^\d*<<(-?)([^<]+)$/.exec(word)
  const names = expand(found?.[2] ?? '', () => undefined, { escape: '\\', keepUnset: true })?.words ?? []
  return names.length === 1 ? { name: names[0] ?? '', tabbed: found?.[1] === '-' } : undefined
}
