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
    failures: [
      {
        name: 'test_lab.py::test_version[3.10]',
        lines: [
          'def test_version():',
          '>       assert 1 == 2',
          'E       assert 1 == 2',
          '',
          'test_lab.py:3: AssertionError',
        ],
      },
      { name: 'test_server.py::test_start', lines: ['E   OSError'] },
    ],
  })
})

test('a file that cannot be collected is an error of its own', () => {
  const xml = report(
    '<testcase classname="" name="test_broken" time="0.000"><error message="collection failure">E   SyntaxError: invalid syntax</error></testcase>',
  )
  expect(readJUnit(xml)).toEqual({
    counts: { total: 1, failed: 1, skipped: 0 },
    failures: [{ name: 'test_broken', lines: ['E   SyntaxError: invalid syntax'] }],
  })
})

test('a failure without text has its message; a test that fails and then breaks is one test', () => {
  const xml = report(
    '<testcase classname="test_a" name="b"><failure message="first&#10;second"/><error message="teardown">E  x</error></testcase>',
  )
  expect(readJUnit(xml)).toEqual({
    counts: { total: 1, failed: 1, skipped: 0 },
    failures: [{ name: 'test_a.py::b', lines: ['first', 'second', 'E  x'] }],
  })
})

test('numbers and blanks are texts', () => {
  const [failure] = readJUnit(
    report('<testcase classname="test_a" name="007"><failure message="">1.10</failure></testcase>'),
  ).failures
  expect(failure).toEqual({ name: 'test_a.py::007', lines: ['1.10'] })
})

test.each([
  ['&lt;&gt;&amp;&quot;&apos;', `<>&"'`],
  ['&#65;&#x1F600;', 'A😀'],
  ['&amp;lt; &amp;#65;', '&lt; &#65;'],
  ['&copy; &nope; & &#99999999; &#x110000;', '&copy; &nope; & &#99999999; &#x110000;'],
])('the entities %s are %s', (written, shown) => {
  const xml = report(`<testcase name="${written}"><failure message="x">${written}</failure></testcase>`)
  expect(readJUnit(xml).failures).toEqual([{ name: shown, lines: [shown] }])
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
  expect(readJUnit(xml).failures).toEqual([{ name: '&e0;', lines: ['&e0;'] }])
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
