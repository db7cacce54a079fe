import { expect, test } from '@jest/globals'
import fc from '../property.js'
import { candidateTag, fingerprint, type FingerprintParts } from '../../../src/stack/fingerprint.js'
import { isTag } from '../../../src/stack/refs.js'

const text = fc.string({ maxLength: 12 })
const args = fc.dictionary(fc.oneof(text, fc.constantFrom('__proto__', 'constructor', '1', '2')), text, { maxKeys: 5 })
const parts: fc.Arbitrary<FingerprintParts> = fc.record({
  context: text,
  dockerfile: text,
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
  dockerfile: 'Dockerfile',
  args: { A: '1' },
  platform: 'linux/amd64',
  bases: ['p', 'q'],
}

test.each<[string, Partial<FingerprintParts>]>([
  ['context', { context: 'd' }],
  ['dockerfile', { dockerfile: 'Dockerfile.gpu' }],
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
