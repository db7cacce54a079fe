import { describe, expect, test } from '@jest/globals'
import { readJUnit } from '../../../src/run/junit.js'

const report = (cases: string): string =>
  `<?xml version="1.0" encoding="utf-8"?><testsuites name="pytest tests"><testsuite name="pytest" errors="0" failures="0" skipped="0" tests="1" time="0.02" timestamp="2026-04-01T10:00:00" hostname="x">${cases}</testsuite></testsuites>`

test('a report of pytest: passed, failed, in error, skipped', () => {
  const xml = report(`
    <testcase classname="test_imports" name="test_numpy" time="0.001" />
    <testcase classname="test_imports" name="test_gpu" time="0.001"><skipped type="pytest.skip" message="no GPU">test_imports.py:9: no GPU</skipped></testcase>
    <testcase classname="common.test_lab.TestLab" name="test_version[3.10]" time="0.001"><failure message="assert 1 == 2">def test_version():
&gt;       assert 1 == 2
E       assert 1 == 2

test_lab.py:3: AssertionError</failure></testcase>
    <testcase classname="test_server" name="test_start" time="0.1"><error message="failed on setup with &quot;OSError&quot;">E   OSError</error></testcase>`)
  expect(readJUnit(xml)).toEqual({
    counts: { total: 4, failed: 2, skipped: 1 },
    ran: 3,
    failures: [
      {
        name: 'test_lab.py::TestLab::test_version[3.10]',
        message: 'assert 1 == 2',
        file: 'test_lab.py',
        line: 3,
        timedOut: false,
        lines: [
          'def test_version():',
          '>       assert 1 == 2',
          'E       assert 1 == 2',
          '',
          'test_lab.py:3: AssertionError',
        ],
      },
      {
        name: 'test_server.py::test_start',
        message: 'failed on setup with "OSError"',
        lines: ['E   OSError'],
        timedOut: false,
      },
    ],
    slowest: [
      { name: 'test_server.py::test_start', ms: 100 },
      { name: 'test_imports.py::test_numpy', ms: 1 },
      { name: 'test_imports.py::test_gpu', ms: 1 },
      { name: 'test_lab.py::TestLab::test_version[3.10]', ms: 1 },
    ],
    flaky: [],
    unexpected: [],
  })
})

test('a file that cannot be collected is an error of its own', () => {
  const xml = report(
    '<testcase classname="" name="test_broken" time="0.000"><error message="collection failure">E   SyntaxError: invalid syntax</error></testcase>',
  )
  expect(readJUnit(xml)).toMatchObject({
    counts: { total: 1, failed: 1, skipped: 0 },
    failures: [
      { name: 'test_broken', message: 'SyntaxError: invalid syntax', lines: ['E   SyntaxError: invalid syntax'] },
    ],
  })
})

test('a failure without text has its message; a test that fails and then breaks is one test', () => {
  const xml = report(
    '<testcase classname="test_a" name="b"><failure message="first&#10;second"/><error message="teardown">E  x</error></testcase>',
  )
  expect(readJUnit(xml)).toMatchObject({
    counts: { total: 1, failed: 1, skipped: 0 },
    failures: [{ name: 'test_a.py::b', message: 'first', lines: ['first', 'second', 'E  x'] }],
  })
})

test('numbers and blanks are texts', () => {
  const [failure] = readJUnit(
    report('<testcase classname="test_a" name="007"><failure message="">1.10</failure></testcase>'),
  ).failures
  expect(failure).toEqual({ name: 'test_a.py::007', message: '1.10', lines: ['1.10'], timedOut: false })
})

test.each([
  ['&lt;&gt;&amp;&quot;&apos;', `<>&"'`],
  ['&#65;&#x1F600;', 'A😀'],
  ['&amp;lt; &amp;#65;', '&lt; &#65;'],
  ['&copy; &nope; & &#99999999; &#x110000;', '&copy; &nope; & &#99999999; &#x110000;'],
])('the entities %s are %s', (written, shown) => {
  const xml = report(`<testcase name="${written}"><failure message="x">${written}</failure></testcase>`)
  expect(readJUnit(xml).failures).toMatchObject([{ name: shown, message: 'x', lines: [shown] }])
})

test.each([
  ['no tests', report('')],
  ['no tests, self-closed', '<testsuites><testsuite name="pytest"/></testsuites>'],
])('%s is an empty report', (_what, xml) => expect(readJUnit(xml).counts).toEqual({ total: 0, failed: 0, skipped: 0 }))

test('several suites are one report', () => {
  const xml =
    '<testsuites><testsuite><testcase name="a"/></testsuite><testsuite><testcase name="b"/></testsuite></testsuites>'
  expect(readJUnit(xml).counts.total).toBe(2)
  expect(readJUnit('<testsuite><testcase name="a"/></testsuite>').counts.total).toBe(1)
})

test('twenty thousand entities of XML’s own are no attack', () => {
  const xml = report(
    `<testcase classname="test_a" name="b"><failure message="x">${'&lt;a&gt; &amp; &#x41;'.repeat(20_000)}</failure></testcase>`,
  )
  expect(readJUnit(xml).failures[0]?.lines[0] === '<a> & A'.repeat(20_000)).toBe(true)
})

describe('refused', () => {
  test.each([
    ['nothing', ''],
    ['a text', 'Traceback (most recent call last)'],
    ['other XML', '<html><body/></html>'],
    ['JSON', '{"testsuites": []}'],
    ['binary', '\u0000\u0001\ufffd'],
    ['a report cut in a tag', report('<testcase name="a"/><testcase name="b"/>').slice(0, 180)],
    ['a report cut between tags', '<testsuites><testsuite><testcase name="a"/>'],
    [
      'a report cut in a failure',
      '<testsuites><testsuite><testcase name="a"/><testcase name="b"><failure message="x">E   asse',
    ],
    ['tags without end', '<a>'.repeat(100_000)],
    ['names that JavaScript keeps for itself', report('<testcase name="a"><__proto__ x="1"/></testcase>')],
    [
      'a file of the reader’s machine',
      report('<testcase name="&e;"/>').replace('?>', '?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'),
    ],
  ])('%s', (_what, xml) => {
    expect(() => readJUnit(xml)).toThrow()
    expect(Object.keys(Object.prototype)).toEqual([])
  })

  test('more than 32 million characters', () => {
    expect(() => readJUnit(' '.repeat(32 * 1024 * 1024 + 1))).toThrow('it has 33554433 characters')
  })
})

test.each([
  [
    'a billion laughs',
    Array.from({ length: 9 }, (_, level) => `<!ENTITY e${level} "${`&e${level + 1};`.repeat(10)}">`).join(''),
  ],
  ['a huge entity', `<!ENTITY e0 "${'e'.repeat(10_000)}">`],
  ['an entity that holds itself', '<!ENTITY e0 "&e0;">'],
])('%s: what a DOCTYPE declares is never expanded', (_what, entities) => {
  const xml = report('<testcase name="&e0;"><failure>&e0;</failure></testcase>').replace(
    '?>',
    `?><!DOCTYPE x [${entities}]>`,
  )
  expect(readJUnit(xml).failures).toMatchObject([{ name: '&e0;', message: '&e0;', lines: ['&e0;'] }])
})

test('suites in suites are read', () => {
  const xml =
    '<testsuites><testsuite><testsuite><testcase name="deep"><failure>no</failure></testcase></testsuite></testsuite></testsuites>'
  expect(readJUnit(xml).counts).toEqual({ total: 1, failed: 1, skipped: 0 })
})

test('a report that counts failures it does not show is not believed', () => {
  expect(() => readJUnit('<testsuites><testsuite tests="5" failures="3"/></testsuites>')).toThrow(
    'it counts 3 failures',
  )
})

const property = (name: string, value: string): string => `<property name="stack-action.${name}" value="${value}"/>`
const failing = (more: string, attributes = '', body = 'E   x'): string =>
  report(
    `<testcase classname="test_a" name="b"${attributes}><properties>${more}</properties><failure message="m">${body}</failure></testcase>`,
  )

describe('where a test failed', () => {
  test.each<[string, string, { file?: string; line?: number }]>([
    [
      'properties',
      failing(property('file', '/t/test_a.py') + property('line', '7')),
      { file: '/t/test_a.py', line: 7 },
    ],
    [
      'the last of several',
      failing(property('line', '1') + property('line', '2') + property('file', 'a')),
      { file: 'a', line: 2 },
    ],
    [
      'attributes of pytest, which counts from 0',
      failing('', ' file="t/test_a.py" line="6"'),
      { file: 't/test_a.py', line: 7 },
    ],
    [
      'attributes of another tool, which counts from 1',
      failing('', ' file="a.js" line="6"').replace('name="pytest"', 'name="other"'),
      { file: 'a.js', line: 6 },
    ],
    [
      'properties before attributes',
      failing(property('file', 'b') + property('line', '1'), ' file="a" line="6"'),
      { file: 'b', line: 1 },
    ],
    ['a property of someone else', failing('<property name="file" value="x"/><property value="y"/><property/>'), {}],
    ['text among the properties', failing('text'), {}],
    [
      'the traceback',
      failing('', '', 'x.py:1: in f\nt/test_a.py:4: in g\n/usr/lib/y.py:9: OSError'),
      { file: 't/test_a.py', line: 4 },
    ],
    [
      'the traceback, of a file that is known',
      failing('', ' file="t/test_a.py"', 'test_a.py:4: E'),
      { file: 't/test_a.py', line: 4 },
    ],
    ['a traceback elsewhere', failing('', ' file="t/test_a.py"', 'conftest.py:4: E'), { file: 't/test_a.py' }],
    [
      'a file that is no Python',
      failing('', '', 'E     File "/t/test_a.py", line 12\nE       def f(:\nE   SyntaxError: invalid syntax'),
      { file: '/t/test_a.py', line: 12 },
    ],
    ['line 0', failing(property('file', 'a') + property('line', '0')), { file: 'a' }],
    ['a line below 0', failing(property('file', 'a') + property('line', '-3')), { file: 'a' }],
    ['a line that is none', failing(property('file', 'a') + property('line', '1e3')), { file: 'a' }],
    ['a line beyond any', failing(property('file', 'a') + property('line', '99999999')), { file: 'a' }],
    ['a file with line ends', failing(property('file', 'a&#10;::error::b') + property('line', '3')), { line: 3 }],
    ['a file that is too long', failing(property('file', 'a'.repeat(5000))), {}],
  ])('%s', (_what, xml, place) => {
    const [failure] = readJUnit(xml).failures
    const { file, line } = failure ?? {}
    expect({ ...(file === undefined ? {} : { file }), ...(line === undefined ? {} : { line }) }).toEqual(place)
  })
})

test.each([
  ['one line', 'a == b', 'x', 'a == b'],
  ['the first of several', '&#10; &#10;first&#10;second', 'x', 'first'],
  ['without colours', '&#x1b;[31mred&#x1b;[0m', 'x', 'red'],
  ['without colours as pytest writes them', '#x1B[31mred#x1B[0m #x1B alone', 'x', 'red #x1B alone'],
  ['without what turns text around', 'a&#x202e;b&#x2028;c&#0;d', 'x', 'a b c d'],
  ['what pytest marks', 'collection failure', 'a\nE     File "x"\nE   ImportError: no\nb', 'ImportError: no'],
  ['the last line', '', 'one\ntwo\n\n', 'two'],
  ['that it failed', '', '', 'failed'],
  ['cut', 'x'.repeat(600), 'x', `${'x'.repeat(499)}…`],
  ['no command', '::error::x', 'x', '::error::x'],
])('the message is %s', (_what, written, body, message) => {
  const xml = report(`<testcase name="a"><failure message="${written}">${body}</failure></testcase>`)
  expect(readJUnit(xml).failures).toMatchObject([{ message }])
})

test.each([
  ['a.b', 'test_c', 'a.b::test_c'],
  ['', 'numpy', 'numpy'],
  ['common.test_lab', 'test_c[a::b]', 'test_lab.py::test_c[a::b]'],
  ['test_all.test_lab.TestA.TestB', 'test_c', 'test_lab.py::TestA::TestB::test_c'],
  ['lab_test.TestA', 'test_c', 'lab_test.py::TestA::test_c'],
  ['', 'a&#10;::error::b&#x1b;[1m', 'a ::error::b'],
])('the test %s %s is called %s', (classname, name, shown) => {
  const xml = report(`<testcase classname="${classname}" name="${name}"><failure/></testcase>`)
  expect(readJUnit(xml).failures).toMatchObject([{ name: shown }])
})

test('a long name is cut', () => {
  const xml = report(`<testcase name="${'x'.repeat(600)}"><failure/></testcase>`)
  expect(readJUnit(xml).failures[0]?.name).toBe(`${'x'.repeat(499)}…`)
})

test('a file that pytest knows by another pattern is named as it is', () => {
  const xml = report('<testcase classname="t.check.TestA" name="b" file="t/check.py"><failure/></testcase>')
  expect(readJUnit(xml).failures).toMatchObject([{ name: 'check.py::TestA::b', file: 't/check.py' }])
})

test('a test that fails and breaks when it is cleared away is one, as pytest writes it', () => {
  const both =
    '<testcase classname="test_a" name="b" time="1"><failure message="m">E   m&#10;test_a.py:3: X</failure></testcase>'
  const after =
    '<testcase classname="test_a" name="b" time="0.5"><error message="teardown">E   t&#10;test_a.py:9: Y</error></testcase>'
  expect(readJUnit(report(both + after))).toMatchObject({
    counts: { total: 1, failed: 1 },
    failures: [{ message: 'm', line: 3, lines: ['E   m', 'test_a.py:3: X', 'E   t', 'test_a.py:9: Y'] }],
    slowest: [{ ms: 1500 }],
  })
  // Two failures of one name are two tests of another tool.
  expect(readJUnit(report(both + both)).counts).toEqual({ total: 2, failed: 2, skipped: 0 })
  expect(readJUnit(report(after + after)).counts).toEqual({ total: 2, failed: 2, skipped: 0 })
})

test('tests that passed at last, and tests that should not have passed', () => {
  const of = (name: string, more: string, end = ''): string =>
    `<testcase name="${name}"><properties>${more}</properties>${end}</testcase>`
  const xml = report(
    [
      of('flaky', property('flaky', '2')),
      of('never', property('flaky', '0')),
      of('odd', property('flaky', 'x')),
      of('broken', property('flaky', '2') + property('unexpected', '1'), '<failure/>'),
      of('late', property('timeout', '1'), '<failure/>'),
      of('unexpected', property('expected', 'fail') + property('unexpected', '1')),
      of('expected', property('expected', 'fail'), '<skipped type="pytest.xfail" message=""/>'),
    ].join(''),
  )
  expect(readJUnit(xml)).toEqual({
    counts: { total: 7, failed: 2, skipped: 1 },
    ran: 7,
    failures: [
      { name: 'broken', message: 'failed', lines: [''], timedOut: false },
      { name: 'late', message: 'failed', lines: [''], timedOut: true },
    ],
    slowest: [],
    flaky: ['flaky'],
    unexpected: ['unexpected'],
  })
})

test('the slowest ten; times that are none are none', () => {
  const times = ['0.1', '3', '2.5', '0', '-1', 'NaN', '1e999', '', 'x', ...Array.from({ length: 9 }, () => '1')]
  const xml = report(times.map((time, at) => `<testcase name="t${at}" time="${time}"/>`).join(''))
  const { slowest } = readJUnit(xml)
  expect(slowest).toHaveLength(10)
  expect(slowest.slice(0, 3)).toEqual([
    { name: 't1', ms: 3000 },
    { name: 't2', ms: 2500 },
    { name: 't9', ms: 1000 },
  ])
  expect(slowest.map(({ name }) => name)).not.toContain('t0')
})

test('what should be a text and is something else is nothing', () => {
  const xml = report(
    '<testcase><name>a</name><time>1</time><file><x/></file><line/><properties><property><name>n</name></property></properties><properties x="1"/><failure><message>m</message></failure></testcase>',
  )
  expect(readJUnit(xml).counts).toEqual({ total: 1, failed: 1, skipped: 0 })
})

test('a long report is read in seconds', () => {
  const one = `<testcase classname="test_a" name="b" time="0.1"><properties>${property('file', '/t/test_a.py')}</properties><failure message="m">${'a.py:1: '.repeat(200)}\n${'E  '.repeat(500)}</failure></testcase>`
  const began = performance.now()
  expect(readJUnit(report(one.repeat(5000))).counts.failed).toBe(5000)
  expect(performance.now() - began).toBeLessThan(10_000)
})

describe('a report that is too much', () => {
  test('of characters, or of tests, is refused', () => {
    expect(() => readJUnit(report(' '.repeat(16 * 1024 * 1024)))).toThrow(
      /^it has 1677\d{4} characters; at most 16777216/,
    )
    const many = '<testcase name="a"/>'.repeat(200_001)
    expect(() => readJUnit(report(many))).toThrow('it has 200001 tests; at most 200000 are read')
  })

  const timed = (xml: string): { counts: unknown; ms: number } => {
    const began = performance.now()
    const { counts } = readJUnit(xml)
    return { counts, ms: performance.now() - began }
  }

  // Far more than it takes, far less than what grows with the square of it.
  const SOON = 20_000

  test(
    'to look at everything again for each test: one that fails and breaks over and over',
    () => {
      const one = '<testcase name="a"><failure/></testcase>'
      const { counts, ms } = timed(report(one + '<testcase name="a"><error/></testcase>'.repeat(199_999)))
      expect(counts).toEqual({ total: 1, failed: 1, skipped: 0 })
      expect(ms).toBeLessThan(SOON)
    },
    3 * SOON,
  )

  test(
    'to be passed as arguments: suites without end',
    () => {
      const xml = `<testsuites><testsuite>${'<testsuite/>'.repeat(300_000)}<testcase name="a"/></testsuite></testsuites>`
      const { counts, ms } = timed(xml)
      expect(counts).toEqual({ total: 1, failed: 0, skipped: 0 })
      expect(ms).toBeLessThan(SOON)
    },
    3 * SOON,
  )

  test(
    'is not one of 15 MB with a line for each of its tests',
    () => {
      const one = (n: number): string =>
        `<testcase classname="test_lab" name="t[${n}]" time="0.01">${' '.repeat(60)}</testcase>`
      const xml = report(Array.from({ length: 115_000 }, (_, n) => one(n)).join(''))
      expect(xml.length).toBeGreaterThan(14_000_000)
      const { counts, ms } = timed(xml)
      expect(counts).toEqual({ total: 115_000, failed: 0, skipped: 0 })
      expect(ms).toBeLessThan(SOON)
    },
    3 * SOON,
  )
})
