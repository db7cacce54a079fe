import { matchesPieces, type Piece } from './dockerfile/glob.js'

/** A glob over paths. It stands for what it matches, and for everything below that. */
export interface PathGlob {
  /** The components before the first one with a wildcard, as a path; '' when that is the first of all. */
  readonly fixed: string
  readonly matches: (path: string) => boolean
}

/** How many alternatives the braces of one glob may come to. */
export const MAX_ALTERNATIVES = 64

/** Any number of components, also none. */
const DEEP = '**'

/**
 * Reads a glob of `changes`: `*`, `?` and `[…]` stay within a component, `**` is any number of them, `{a,b}` is one or the
 * other, a backslash takes the meaning of what follows; everything else is a letter, a leading dot too. One glob per
 * alternative; undefined when there are more than MAX_ALTERNATIVES. Not by regular expressions: these go back over every
 * way that every star could have matched, and both globs and names are foreign input.
 */
export function pathGlobs(glob: string): PathGlob[] | undefined {
  return alternatives(glob)?.map((one) => {
    const parts = one.split('/').filter((part) => part !== '' && part !== '.')
    const pieces = parts.map((part) => (part === DEEP ? DEEP : componentPieces(part)))
    const last = parts.findLast((part) => part !== DEEP) ?? ''
    // `*/**` is what lies in folders, not the files beside them; `a/**` is `a` too, whatever it is now.
    const inside = parts.at(-1) === DEEP && /(?<!\\)\*$/.test(last)
    const pattern = [...pieces, ...(inside ? [componentPieces('*')] : []), DEEP] as const
    const wild = parts.findIndex((part) => /[*?[\\]/.test(part))
    return {
      fixed: parts.slice(0, wild < 0 ? parts.length : wild).join('/'),
      // Without a component it would be everything, which nobody asked for.
      matches: parts.length === 0 ? () => false : (path) => matchesParts(pattern, path.split('/')),
    }
  })
}

/** The whole path matches. At most (length of the pattern) × (length of the path) steps. */
function matchesParts(pattern: readonly (Piece[] | typeof DEEP)[], parts: readonly string[]): boolean {
  let [one, at] = [0, 0]
  let retry: { one: number; at: number } | undefined
  while (at < parts.length) {
    const here = pattern[one]
    if (here === DEEP) {
      retry = { one, at }
      one++
    } else if (here !== undefined && matchesPieces(here, parts[at] ?? '')) {
      one++
      at++
    } else if (retry !== undefined) {
      retry.at++
      one = retry.one + 1
      at = retry.at
    } else return false
  }
  return pattern.slice(one).every((rest) => rest === DEEP)
}

/** A glob without its braces; those that are not closed, or have no comma between them, are letters. */
function alternatives(glob: string): string[] | undefined {
  const group = firstGroup(glob)
  if (group === undefined) return [glob]
  const options: string[] = []
  for (const option of group.options) {
    const inner = alternatives(option)
    if (inner === undefined || options.length + inner.length > MAX_ALTERNATIVES) return undefined
    options.push(...inner)
  }
  const tails = alternatives(glob.slice(group.end))
  if (tails === undefined || options.length * tails.length > MAX_ALTERNATIVES) return undefined
  const head = glob.slice(0, group.start)
  return options.flatMap((option) => tails.map((tail) => head + option + tail))
}

/** The first `{a,b}` that is closed, and what stands between its commas. */
function firstGroup(glob: string): { start: number; end: number; options: string[] } | undefined {
  /** Open braces, each with the places where its options begin. */
  const open: { start: number; options: number[] }[] = []
  let first: { start: number; end: number; options: string[] } | undefined
  for (let at = 0; at < glob.length; at++) {
    const character = glob.charAt(at)
    if (character === '\\') at++
    else if (character === '[') at = (classAt(glob, at)?.end ?? at + 1) - 1
    else if (character === '{') open.push({ start: at, options: [at + 1] })
    else if (character === ',') open.at(-1)?.options.push(at + 1)
    else if (character === '}') {
      const group = open.pop()
      if (group === undefined || group.options.length === 1) continue
      const options = group.options.map((from, index) => glob.slice(from, (group.options[index + 1] ?? at + 1) - 1))
      // One that stands around others is closed after them.
      if (first === undefined || group.start < first.start) first = { start: group.start, end: at + 1, options }
      if (open.length === 0) return first
    }
  }
  return first
}

function componentPieces(component: string): Piece[] {
  const pieces: Piece[] = []
  for (let at = 0; at < component.length; at++) {
    const character = component.charAt(at)
    const found = character === '[' ? classAt(component, at) : undefined
    if (found !== undefined) {
      pieces.push(found.piece)
      at = found.end - 1
    } else if (character === '*') pieces.push('any')
    else if (character === '?') pieces.push({ not: true, ranges: [] })
    else {
      const letter = character === '\\' && at + 1 < component.length ? component.charAt(++at) : character
      pieces.push({ not: false, ranges: [[letter, letter]] })
    }
  }
  return pieces
}

/** `[abc]`, `[a-z]`, `[!a]`, `[[:digit:]]` as a shell reads them; undefined when it is not closed: then `[` is a letter. */
function classAt(text: string, start: number): { piece: Piece; end: number } | undefined {
  let at = start + 1
  const not = '!^'.includes(text.charAt(at)) && at < text.length
  if (not) at++
  const first = at
  const ranges: (readonly [string, string])[] = []
  const member = (): string => text.charAt(text.charAt(at) === '\\' ? (at += 2) - 1 : at++)
  while (at < text.length) {
    if (text.charAt(at) === ']' && at > first) return { piece: { not, ranges }, end: at + 1 }
    const named = /^\[:([a-z]+):\]/.exec(text.slice(at, at + 12))
    const known = named === null ? undefined : CLASSES.get(named[1] ?? '')
    if (named !== null && known !== undefined) {
      at += named[0].length
      for (let pair = 0; pair < known.length; pair += 2) ranges.push([known.charAt(pair), known.charAt(pair + 1)])
      continue
    }
    const low = member()
    const isRange = text.charAt(at) === '-' && !['', ']'].includes(text.charAt(at + 1))
    if (isRange) at++
    ranges.push([low, isRange ? member() : low])
  }
  return undefined
}

/** POSIX character classes in ASCII, as pairs: from, to. */
const CLASSES: ReadonlyMap<string, string> = new Map([
  ['alnum', '09AZaz'],
  ['alpha', 'AZaz'],
  ['blank', '  \t\t'],
  ['digit', '09'],
  ['lower', 'az'],
  ['punct', '!/:@[`{~'],
  ['space', '  \t\r'],
  ['upper', 'AZ'],
  ['word', '09AZ__az'],
  ['xdigit', '09AFaf'],
])
