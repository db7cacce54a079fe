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
  })
  const document = parser.parse(xml) as Node
  const top = (document['testsuites'] ?? document) as Node
  const suites = listOf(top['testsuite'])
  if (suites.length === 0) throw new Error('it has no testsuite')
  const cases = suites.flatMap((suite) => listOf(suite['testcase']))
  const failures = cases.flatMap((test): JUnitFailure[] => {
    const faults = [...listOf(test['failure']), ...listOf(test['error'])]
    return faults.length === 0 ? [] : [{ name: nameOf(test), lines: faults.flatMap(linesOf) }]
  })
  const skipped = cases.filter((test) => test['skipped'] !== undefined).length
  return { counts: { total: cases.length, failed: failures.length, skipped }, failures }
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
  return typeof value === 'string' ? value : ''
}
