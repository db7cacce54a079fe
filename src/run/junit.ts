import { stripVTControlCharacters } from 'node:util'
import { XMLParser } from 'fast-xml-parser'
import { clip, plain } from '../shared/text.js'
import type { TestCounts } from './results.js'

export interface JUnitFailure {
  /** `test_imports.py::test_numpy`, as far as the report tells. */
  readonly name: string
  /** One line, without colours. */
  readonly message: string
  readonly lines: readonly string[]
  /** As the program saw it: a path in the container, or one below the folder it ran in. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  /** Its own time limit ended it. */
  readonly timedOut: boolean
}

export interface JUnit {
  readonly counts: TestCounts
  /** Tests that ran: one that is expected to fail, and did, is counted as skipped and has run. */
  readonly ran: number
  readonly failures: readonly JUnitFailure[]
  /** The slowest tests, slowest first. */
  readonly slowest: readonly { readonly name: string; readonly ms: number }[]
  /** Tests that passed after they were run again. */
  readonly flaky: readonly string[]
  /** Tests that passed although they are expected to fail. */
  readonly unexpected: readonly string[]
}

/** Reports come out of containers, and nothing else happens while one is read: a larger one is refused. */
const MAX_CHARACTERS = 16 * 1024 * 1024
const MAX_CASES = 200_000
/** Characters of a name or a message. */
const MAX_TEXT = 500
const SLOWEST = 10

type Node = Readonly<Record<string, unknown>>

/** A test of the report. */
interface Case {
  readonly name: string
  ms: number
  readonly failures: readonly Node[]
  readonly errors: Node[]
  readonly isSkipped: boolean
  readonly hasRun: boolean
  /** What our own programs add to it. */
  readonly properties: ReadonlyMap<string, string>
  readonly file: string
  readonly line: number
}

/** Reads a JUnit XML report (the form pytest writes: https://github.com/testmoapp/junitxml). Throws on anything else. */
export function readJUnit(xml: string): JUnit {
  if (xml.length > MAX_CHARACTERS)
    throw new Error(`it has ${xml.length} characters; at most ${MAX_CHARACTERS} are read`)
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    textNodeName: '#text',
    isArray: (name) => ['testsuite', 'testcase', 'failure', 'error', 'skipped'].includes(name),
    parseAttributeValue: false,
    parseTagValue: false,
    processEntities: false,
  })
  const document = parser.parse(xml) as Node
  const top = (document['testsuites'] ?? document) as Node
  const suites = flatten(listOf(top['testsuite']))
  if (suites.length === 0) throw new Error('it has no testsuite')
  // The parser takes a document that was cut for one that ends.
  if (!/(?:<\/testsuites?>|<testsuites?[^<>]*\/>)\s*$/.test(xml.slice(-1000))) throw new Error('it is cut short')
  const total = suites.reduce((sum, suite) => sum + countOf(suite['testcase']), 0)
  if (total > MAX_CASES) throw new Error(`it has ${total} tests; at most ${MAX_CASES} are read`)
  const cases = suites.flatMap(casesOf)
  const failed = cases.filter(isFailed)
  // A report that counts failures it does not show is not believed.
  const counted = suites.reduce(
    (most, suite) => Math.max(most, Number(text(suite['failures']) || 0) + Number(text(suite['errors']) || 0)),
    0,
  )
  if (counted > 0 && failed.length === 0) throw new Error(`it counts ${counted} failures and shows none`)
  const passedWith = (mark: (properties: Case['properties']) => boolean): string[] =>
    cases.filter((one) => !isFailed(one) && mark(one.properties)).map((one) => one.name)
  return {
    counts: { total: cases.length, failed: failed.length, skipped: cases.filter((one) => one.isSkipped).length },
    ran: cases.filter((one) => one.hasRun).length,
    failures: failed.map(failureOf),
    slowest: cases
      .filter((one) => one.ms > 0)
      .sort((a, b) => b.ms - a.ms)
      .slice(0, SLOWEST)
      .map(({ name, ms }) => ({ name, ms })),
    flaky: passedWith((properties) => Number(properties.get('flaky') ?? 0) > 0),
    unexpected: passedWith((properties) => properties.get('unexpected') === '1'),
  }
}

function isFailed({ failures, errors }: Case): boolean {
  return failures.length + errors.length > 0
}

/** The tests of a suite. One that fails and breaks again while it is cleared away is two in pytest's reports. */
function casesOf(suite: Node): Case[] {
  const isPytest = text(suite['name']) === 'pytest'
  const cases: Case[] = []
  for (const test of listOf(suite['testcase'])) {
    const one = caseOf(test, isPytest)
    const last = cases.at(-1)
    if (last?.name === one.name && last.failures.length > 0 && one.failures.length === 0 && one.errors.length > 0) {
      // In place: there may be a great many of them.
      last.ms += one.ms
      for (const error of one.errors) last.errors.push(error)
    } else cases.push(one)
  }
  return cases
}

const PREFIX = 'stack-action.'

function caseOf(test: Node, isPytest: boolean): Case {
  const properties = new Map<string, string>()
  for (const property of listOf(test['properties']).flatMap((list) => listOf(list['property']))) {
    const name = text(property['name'])
    if (name.startsWith(PREFIX)) properties.set(name.slice(PREFIX.length), text(property['value']))
  }
  const file = fileOf(properties.get('file') ?? text(test['file']))
  // pytest counts from 0 in the attribute (_pytest/junitxml.py writes `location`), and everybody else from 1.
  const line = lineOf(properties.get('line') ?? '') || lineOf(text(test['line']), isPytest ? 1 : 0)
  const seconds = Number(text(test['time']))
  return {
    name: nameOf(text(test['classname']), text(test['name']), file),
    ms: seconds > 0 && Number.isFinite(seconds) ? Math.round(seconds * 1000) : 0,
    failures: listOf(test['failure']),
    errors: listOf(test['error']),
    isSkipped: test['skipped'] !== undefined,
    // pytest.xfail is pytest's own word, xfail that of our programs.
    hasRun:
      test['skipped'] === undefined ||
      listOf(test['skipped']).some(({ type }) => /^(?:pytest\.)?xfail$/.test(text(type))),
    properties,
    file,
    line,
  }
}

function failureOf({ name, failures, errors, properties, file, line }: Case): JUnitFailure {
  const faults = [...failures, ...errors]
  // The message is the first one's, and so is the place.
  const all = faults.map(linesOf)
  const [first = []] = all
  const place = line > 0 && file !== '' ? { file, line } : (placeIn(first, file, name) ?? { file, line })
  return {
    name,
    message: messageIn(text(faults[0]?.['message']), first),
    lines: all.flat(),
    ...(place.file === '' ? {} : { file: place.file }),
    ...(place.line === 0 ? {} : { line: place.line }),
    timedOut: properties.get('timeout') === '1',
  }
}

/** What a person should read first: what the report calls the message, or the last line that pytest marks as the error. */
function messageIn(message: string, lines: readonly string[]): string {
  const [first = ''] = message.split('\n').filter((line) => line.trim() !== '')
  const shown =
    // What pytest says of every file that it cannot read.
    first !== '' && first !== 'collection failure'
      ? first
      : (lines
          .findLast((line) => /^E {2,3}\S/.test(line))
          ?.slice(1)
          .trim() ??
        lines.findLast((line) => line.trim() !== '') ??
        'failed')
  return clip(plain(shown).trim(), MAX_TEXT)
}

/**
 * `test_lab.py:3: AssertionError`, as pytest's tracebacks name their places: the deepest in the file of the test, for
 * reports that say it nowhere else.
 */
function placeIn(lines: readonly string[], file: string, name: string): { file: string; line: number } | undefined {
  const [first = ''] = name.split('::')
  // A file that cannot be read is named like a module.
  const own = file === '' ? (first.endsWith('.py') ? first : `${first.split('.').at(-1) ?? ''}.py`) : baseOf(file)
  for (const shown of lines.toReversed()) {
    const [, path = '', number = ''] =
      /^(.+\.py):(\d{1,7}): /.exec(shown) ?? /^E +File "([^"]+\.py)", line (\d{1,7})$/.exec(shown) ?? []
    if (path !== '' && baseOf(path) === own) return { file: file === '' ? fileOf(path) : file, line: lineOf(number) }
  }
  return undefined
}

function baseOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1)
}

/** A name of a file that is one; '' otherwise. */
function fileOf(written: string): string {
  return written.length > 4096 || /\p{Cc}/u.test(written) ? '' : written
}

/** 0 where it says none. */
function lineOf(written: string, before = 0): number {
  return /^\d{1,7}$/.test(written) ? Number(written) + before : 0
}

/** Suites may hold suites. */
function flatten(suites: readonly Node[]): Node[] {
  const found = [...suites]
  // It grows while it is gone through.
  for (const suite of found) for (const inner of listOf(suite['testsuite'])) found.push(inner)
  return found
}

function countOf(value: unknown): number {
  return Array.isArray(value) ? value.length : value === undefined ? 0 : 1
}

function listOf(value: unknown): Node[] {
  const list = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]
  return list.map((item) => (typeof item === 'object' && item !== null ? (item as Node) : { '#text': item }))
}

/**
 * pytest's class names are the dotted path of the file and the classes in it: a test is shown as pytest would be asked
 * for it.
 */
function nameOf(classname: string, test: string, file: string): string {
  const parts = classname.split('.')
  const stem = /([^/]+)\.py$/.exec(file)?.[1]
  const own = stem === undefined ? -1 : parts.lastIndexOf(stem)
  const at = own >= 0 ? own : parts.findLastIndex((part) => /^test_|_test$/.test(part))
  const name =
    at < 0
      ? [...(classname === '' ? [] : [classname]), test].join('::')
      : [`${parts[at] ?? ''}.py`, ...parts.slice(at + 1), test].join('::')
  return clip(plain(name), MAX_TEXT)
}

function linesOf(fault: Node): string[] {
  const body = text(fault['#text'])
    .replace(/^(?:[^\S\n]*\n)+/, '')
    .trimEnd()
  return (body === '' ? text(fault['message']) : body).split('\n')
}

function text(value: unknown): string {
  // pytest writes characters that XML has no way to write as #x1B: colours are gone with that.
  return typeof value === 'string'
    ? stripVTControlCharacters(value.replace(ENTITY, decoded).replace(/#x1B(?=\[)/g, '\u001b'))
    : ''
}

/** XML's own entities and no others: what a DOCTYPE declares stays as it is written. */
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g

function decoded(written: string, name?: string, decimal?: string, hex?: string): string {
  if (name !== undefined) return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name] ?? written
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : written
}
