import {
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  Parser,
  visit,
  type CST,
  type Document,
  type Node,
  type YAMLMap,
} from 'yaml'
import { UserError, type Problem } from '../../shared/errors.js'
import type { Position } from '../model.js'

/** More than any stack needs (10,000 images fit), and little enough to parse in a moment. */
export const MAX_SPEC_BYTES = 4 * 1024 * 1024

/** Aliases may repeat a shared block for every image; a bomb multiplies them level by level. */
const MAX_ALIASES = 10_000

/** Deeper than any spec nests. The YAML library composes by recursion, and near the end of the stack V8 may end the process. */
const MAX_DEPTH = 64

type Path = readonly (string | number)[]

/** A parsed spec.yml that can say where each of its values stands. */
export interface SpecDocument {
  readonly value: unknown
  /** A problem at a value (`what: 'value'`) or at a key of the map that `path` names. */
  problem: (path: Path, message: string, more?: { what?: 'value' | 'key'; remedy?: string | undefined }) => Problem
  position: (path: Path, what?: 'value' | 'key') => Position
}

/** Parses YAML 1.2 with merge keys. Throws a UserError with every syntax error in it. */
export function parseSpecDocument(text: string, file: string): SpecDocument {
  const counter = new LineCounter()
  const lines = text.split(/\r?\n/)
  const at = (offset: number): Position => {
    const { line, col } = counter.linePos(offset)
    return { line: Math.max(line, 1), column: Math.max(col, 1), excerpt: lines[line - 1] ?? '' }
  }
  const withExcerpt = (position: Position, message: string, remedy?: string): Problem => ({
    message,
    file,
    ...position,
    ...(remedy === undefined ? {} : { remedy }),
  })
  const deep = tooDeep(text, counter)
  if (deep !== undefined) throw new UserError([withExcerpt(at(deep), `this nests deeper than ${MAX_DEPTH} levels`)])
  const document = parseDocument(text, { merge: true, prettyErrors: false, strict: true, uniqueKeys: false })
  if (document.errors.length > 0) {
    throw new UserError(
      document.errors
        .slice(0, 20)
        .map((error) => withExcerpt(at(error.pos[0]), `YAML: ${error.message}`, yamlRemedy(error.code))),
    )
  }
  const faults = faultsOf(document)
  if (faults.length > 0)
    throw new UserError(
      faults.slice(0, 20).map(({ offset, message, remedy }) => withExcerpt(at(offset), message, remedy)),
    )
  keepNumbersAsWritten(document)
  const pairOf = pairIndex()
  const position = (path: Path, what: 'value' | 'key' = 'value'): Position => at(offsetOf(document, path, what, pairOf))
  return {
    value: toValue(document, (message) => new UserError([withExcerpt(at(0), message)])),
    position,
    problem: (path, message, more = {}) => {
      const where = path.length === 0 ? '' : `${path.join('.')}: `
      return withExcerpt(position(path, more.what), where + message, more.remedy)
    },
  }
}

function yamlRemedy(code: string): string | undefined {
  if (code === 'TAB_AS_INDENT') return 'Indent with spaces; YAML does not allow tabs.'
  if (code === 'BAD_INDENT' || code === 'BLOCK_AS_IMPLICIT_KEY')
    return 'Check the indentation: keys of one map start in the same column.'
  if (code === 'MULTIPLE_DOCS') return 'A spec is one document: remove the "---" between them.'
  return undefined
}

/** Offset of the first token that stands too deep. Walks the tokens without recursion, and counts the lines on the way. */
function tooDeep(text: string, counter: LineCounter): number | undefined {
  const open = [...new Parser(counter.addNewLine).parse(text)].map((token): [CST.Token, number] => [token, 0])
  for (let entry = open.pop(); entry !== undefined; entry = open.pop()) {
    const [token, depth] = entry
    if (depth > MAX_DEPTH) return token.offset
    const inner = token.type === 'document' ? [token.value] : 'items' in token ? token.items.flatMap(inside) : []
    for (const child of inner) if (child != null) open.push([child, depth + 1])
  }
  return undefined
}

function inside(item: { key?: CST.Token | null; value?: CST.Token }): (CST.Token | null | undefined)[] {
  return [item.key, item.value]
}

interface Fault {
  readonly offset: number
  readonly message: string
  readonly remedy?: string
}

/** What is YAML and yet no value: keys that are there twice, aliases of nothing, aliases that stand in what they repeat, the one name JavaScript keeps for itself. */
function faultsOf(document: Document): Fault[] {
  const anchors = new Map<string, Node>()
  const faults: Fault[] = []
  visit(document, {
    Value(_key, node) {
      if (node.anchor !== undefined) anchors.set(node.anchor, node)
      if (isScalar(node) && node.value === '__proto__')
        faults.push({ offset: rangeStart(node) ?? 0, message: '"__proto__" cannot be a name here' })
      if (isMap(node)) faults.push(...repeatedKeys(node))
    },
    Alias(_key, alias, path) {
      const target = anchors.get(alias.source)
      const offset = rangeStart(alias) ?? 0
      if (target === undefined) faults.push({ offset, message: `there is no anchor "&${alias.source}" above` })
      else if (path.includes(target)) faults.push({ offset, message: `"*${alias.source}" stands in what it repeats` })
    },
  })
  return faults
}

/** The library would compare every key with every other: of ten thousand images that takes a second and a half. */
function repeatedKeys(map: YAMLMap): Fault[] {
  const seen = new Set<string>()
  const faults: Fault[] = []
  for (const { key } of map.items) {
    if (!isScalar(key) || key.value === '<<') continue
    const name = String(key.value)
    if (seen.has(name)) {
      faults.push({
        offset: rangeStart(key) ?? 0,
        message: `"${name}" is in this map twice`,
        remedy: 'Remove or rename one of the two keys.',
      })
    }
    seen.add(name)
  }
  return faults
}

/** A version such as `3.10` or a prefix such as `2026.10` must not lose its last zero: numbers become their source text. */
function keepNumbersAsWritten(document: Document): void {
  visit(document, {
    Scalar(_key, node, path) {
      const isBuildArg = path.some(
        (step) => isPair(step) && isScalar(step.key) && /^(build_args|dbuild_env)$/.test(String(step.key.value)),
      )
      if (
        typeof node.value === 'number' ||
        typeof node.value === 'bigint' ||
        (isBuildArg && typeof node.value === 'boolean')
      ) {
        node.value = node.source ?? String(node.value)
      }
    },
  })
}

function toValue(document: Document, fail: (message: string) => UserError): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES })
  } catch (error) {
    if (error instanceof ReferenceError) {
      throw fail(`the aliases of this file expand to too much (${error.message}): write the values out`)
    }
    throw error
  }
}

/** Byte offset of the value or key at `path`; of the nearest thing around it when it is not there. */
function offsetOf(document: Document, path: Path, what: 'value' | 'key', pairOf: PairOf): number {
  let node: unknown = document.contents
  let best = rangeStart(document.contents) ?? 0
  for (const [depth, step] of path.entries()) {
    if (isAlias(node)) node = node.resolve(document)
    if (isMap(node)) {
      const pair = pairOf(node, String(step))
      if (pair === undefined) return best
      best = rangeStart(pair.key) ?? best
      if (depth === path.length - 1 && what === 'key') return best
      node = pair.value
    } else if (isSeq(node)) {
      node = node.items[Number(step)]
    } else {
      return best
    }
    best = rangeStart(node) ?? best
  }
  return best
}

type PairOf = (map: YAMLMap, key: string) => YAMLMap['items'][number] | undefined

/** Looks keys up; a map is searched from end to end only once, because ten thousand images ask for their places. */
function pairIndex(): PairOf {
  const known = new WeakMap<YAMLMap, Map<string, YAMLMap['items'][number]>>()
  return (map, key) => {
    let pairs = known.get(map)
    if (pairs === undefined) {
      pairs = new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[String(pair.key.value), pair]] : [])))
      known.set(map, pairs)
    }
    return pairs.get(key)
  }
}

function rangeStart(node: unknown): number | undefined {
  return isScalar(node) || isMap(node) || isSeq(node) || isAlias(node) ? node.range?.[0] : undefined
}
