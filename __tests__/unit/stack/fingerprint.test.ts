import { expect, test } from '@jest/globals'
import fc from '../property.js'
import {
  candidateTag,
  contextKey,
  fingerprint,
  suitesKey,
  testedTag,
  type FingerprintParts,
} from '../../../src/stack/fingerprint.js'
import { isTag } from '../../../src/stack/refs.js'
import type { PlannedSuite } from '../../../src/stack/suites.js'

const text = fc.string({ maxLength: 12 })
const args = fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '1', '2')), text, { maxKeys: 5 })
const parts: fc.Arbitrary<FingerprintParts> = fc.record({
  context: text,
  args,
  platform: text,
  bases: fc.array(text, { maxLength: 4 }),
})

test('the order of build args does not matter', () => {
  fc.assert(
    fc.property(parts, (all) => {
      const reversed = Object.fromEntries(Object.entries(all.args).reverse())
      expect(fingerprint({ ...all, args: reversed })).toBe(fingerprint(all))
    }),
  )
})

test('equal fingerprints mean equal parts', () => {
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const key = (all: FingerprintParts): unknown => ({ ...all, args: Object.entries(all.args).sort() })
      const equal = JSON.stringify(key(one)) === JSON.stringify(key(other))
      expect(fingerprint(one) === fingerprint(other)).toBe(equal)
    }),
  )
})

const known: FingerprintParts = {
  context: 'c',
  args: { A: '1' },
  platform: 'linux/amd64',
  bases: ['p', 'q'],
}

test.each<[string, Partial<FingerprintParts>]>([
  ['context', { context: 'd' }],
  ['value of an arg', { args: { A: '2' } }],
  ['name of an arg', { args: { B: '1' } }],
  ['one arg more', { args: { A: '1', B: '' } }],
  ['an arg that looks like two', { args: { A: '1","B":"' } }],
  ['platform', { platform: 'linux/arm64' }],
  ['a base', { bases: ['p', 'r'] }],
  ['a base less', { bases: ['p'] }],
  ['which parent comes first (it is BASE_IMAGE)', { bases: ['q', 'p'] }],
  ['bases that run together', { bases: ['pq'] }],
])('sensitive to: %s', (_what, change) => {
  expect(fingerprint({ ...known, ...change })).not.toBe(fingerprint(known))
})

test('a fingerprint is 32 hexadecimal digits, and its candidate a tag', () => {
  fc.assert(
    fc.property(parts, (all) => {
      expect(fingerprint(all)).toMatch(/^[0-9a-f]{32}$/)
      expect(isTag(candidateTag(fingerprint(all)))).toBe(true)
    }),
  )
})

test('equal keys of a context mean equal files and Dockerfiles', () => {
  const pair = fc.tuple(fc.constantFrom('', 'a', 'ab'), fc.constantFrom('', 'b', 'bc', 'c'))
  fc.assert(
    fc.property(pair, pair, (one, other) => {
      expect(contextKey(...one) === contextKey(...other)).toBe(JSON.stringify(one) === JSON.stringify(other))
    }),
  )
})

const suite: PlannedSuite = {
  name: 'smoke',
  kind: 'command',
  run: ['x', 'y'],
  files: 'checks',
  timeoutMs: 1000,
  network: false,
  note: undefined,
}
const keyOf = (suites: readonly PlannedSuite[], print = 'p', files = 'f'): string | undefined =>
  suitesKey(print, suites, (directory) => `${files} of ${directory}`)

test.each<[string, string | undefined]>([
  ['content', keyOf([suite], 'q')],
  ['files', keyOf([suite], 'p', 'g')],
  ['the directory of the files', keyOf([{ ...suite, files: 'other' }])],
  ['no files', keyOf([{ ...suite, files: undefined }])],
  ['name', keyOf([{ ...suite, name: 'smoke2' }])],
  ['kind', keyOf([{ ...suite, kind: 'pytest' }])],
  ['command', keyOf([{ ...suite, run: ['x y'] }])],
  ['network', keyOf([{ ...suite, network: true }])],
  ['one suite more', keyOf([suite, { ...suite, name: 'more' }])],
])('what has been tested depends on the suites: %s', (_what, key) => {
  expect(key).toMatch(/^[0-9a-f]{32}$/)
  expect(key).not.toBe(keyOf([suite]))
})

test('what has been tested does not depend on how long it may take, nor on suites that are off', () => {
  const off: PlannedSuite = { ...suite, name: 'gpu', kind: 'off', note: 'why' }
  expect(keyOf([{ ...suite, timeoutMs: 1 }, off])).toBe(keyOf([suite]))
  expect(isTag(testedTag(keyOf([suite]) ?? ''))).toBe(true)
})

test.each([[[]], [[{ ...suite, kind: 'off' as const }]]])('of no suites nothing can be said', (suites) => {
  expect(keyOf(suites)).toBeUndefined()
})
