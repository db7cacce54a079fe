import { XMLParser } from 'fast-xml-parser'

export interface JUnitFailure {
  /** `test_imports.py::test_numpy`, as far as the report tells. */
  readonly name: string
  readonly lines: readonly string[]
}

export interface JUnit {
  readonly counts: { readonly total: number; readonly failed: number; readonly skipped: number }
  readonly failures: readonly JUnitFailure[]
}

/** Reports come out of containers: a larger one is refused rather than parsed. */
const MAX_CHARACTERS = 32 * 1024 * 1024

type Node = Readonly<Record<string, unknown>>

/** Reads a JUnit XML report (the form pytest writes: https://github.com/testmoapp/junitxml). Throws on anything else. */
export function readJUnit(xml: string): JUnit {
  if (xml.length > MAX_CHARACTERS) throw new Error(`it has ${xml.length} characters`)
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
  const cases = suites.flatMap((suite) => listOf(suite['testcase']))
  const failures = cases.flatMap((test): JUnitFailure[] => {
    const faults = [...listOf(test['failure']), ...listOf(test['error'])]
    return faults.length === 0 ? [] : [{ name: nameOf(test), lines: faults.flatMap(linesOf) }]
  })
  // A report that counts failures it does not show is not believed.
  const counted = Math.max(
    ...suites.map((suite) => Number(text(suite['failures']) || 0) + Number(text(suite['errors']) || 0)),
  )
  if (counted > 0 && failures.length === 0) throw new Error(`it counts ${counted} failures and shows none`)
  const skipped = cases.filter((test) => test['skipped'] !== undefined).length
  return { counts: { total: cases.length, failed: failures.length, skipped }, failures }
}

/** Suites may hold suites. */
function flatten(suites: readonly Node[]): Node[] {
  const found: Node[] = []
  const open = [...suites]
  for (let suite = open.shift(); suite !== undefined; suite = open.shift()) {
    found.push(suite)
    open.push(...listOf(suite['testsuite']))
  }
  return found
}

function listOf(value: unknown): Node[] {
  const list = Array.isArray(value) ? (value as unknown[]) : value === undefined ? [] : [value]
  return list.map((item) => (typeof item === 'object' && item !== null ? (item as Node) : { '#text': item }))
}

function nameOf(test: Node): string {
  const [classname, name] = [text(test['classname']), text(test['name'])]
  // pytest's class names are dotted paths of the file: the last part names it.
  const file = classname.split('.').find((part) => part.startsWith('test_')) ?? classname.split('.').at(-1) ?? ''
  return file === '' ? name : `${file}.py::${name}`
}

function linesOf(fault: Node): string[] {
  const body = text(fault['#text']).trim()
  return (body === '' ? text(fault['message']) : body).split('\n')
}

function text(value: unknown): string {
  return typeof value === 'string' ? value.replace(ENTITY, decoded) : ''
}

/** XML's own entities and no others: what a DOCTYPE declares stays as it is written. */
const ENTITY = /&(?:(lt|gt|amp|quot|apos)|#(\d{1,7})|#x([\da-fA-F]{1,6}));/g

function decoded(written: string, name?: string, decimal?: string, hex?: string): string {
  if (name !== undefined) return { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }[name] ?? written
  const code = decimal === undefined ? parseInt(hex ?? '', 16) : Number(decimal)
  return code <= 0x10ffff ? String.fromCodePoint(code) : written
}
