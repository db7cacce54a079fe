import { expect, test } from '@jest/globals'
import { fittingFacts, parseFacts } from '../../../src/contents/facts.js'
import { packagesOf } from '../../../src/contents/packages.js'
import fc from '../property.js'
import { digestOf, factsOf, infoOf } from './facts-of.js'

test('facts are the same after a journey, also the tabs of a package list', () => {
  const facts = factsOf({
    digest: digestOf('a'),
    infos: [
      infoOf('dpkg-query --show', 'adduser\t3.1\nlibc6:amd64\t2.36\n'),
      infoOf('x', '\u001b[1mbold\u001b[0m\r\n'),
    ],
    suites: [{ name: 'smoke', outcome: 'off', why: 'no\nGPU' }],
  })
  const sent = fittingFacts(facts)
  const read = parseFacts(JSON.parse(JSON.stringify(sent)), 'here')
  expect(read).toEqual(sent)
  const info = read.infos[0]
  expect(info === undefined ? undefined : [...(packagesOf(info)?.packages.keys() ?? [])]).toEqual(['adduser', 'libc6'])
  expect(read.infos[1]?.output).toBe('bold \n')
})

test('what fits nobody’s bounds is cut before it is written', () => {
  const facts = factsOf({ infos: [infoOf('x', 'y'.repeat(3_000_000))], builtIn: 'z'.repeat(5000) })
  expect(() => parseFacts(facts, 'here')).toThrow('does not hold facts')
  expect(parseFacts(fittingFacts(facts), 'here').builtIn).toHaveLength(2000)
})

test('labels of any length, and steps that ended before they began, are no reason to have no facts', () => {
  const long = 'v'.repeat(5000)
  const layer = { command: long, size: 0, cumulativeSize: 0, createdAt: '2026-04-01T10:00:00.000Z', cached: false }
  const facts = factsOf({
    ...{ version: long, revision: long, fingerprint: long, source: long, id: long, ref: long },
    ...{ parents: [{ name: long, ref: long, digest: null }], base: { ref: long, digest: null } },
    layers: [{ ...layer, ms: -5 }],
    infos: [{ ...infoOf('x', ''), name: long, description: long }],
    suites: [{ name: long, outcome: 'off', of: long, why: long }],
  })
  const read = parseFacts(fittingFacts(facts), 'here')
  expect(read.version).toHaveLength(2000)
  expect(read.layers[0]?.ms).toBe(0)
})

test('whatever lies there, it is facts or a WorkError', () => {
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.record({ schema: fc.constant(1), infos: fc.jsonValue(), layers: fc.jsonValue() }),
  )
  fc.assert(
    fc.property(hostile, (content) => {
      expect(() => parseFacts(content, 'here')).toThrow(/here (does not hold facts|was written by a later)/)
    }),
  )
})
