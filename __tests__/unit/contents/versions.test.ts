import { describe, expect, test } from '@jest/globals'
import type { ListKind } from '../../../src/contents/lists/package.js'
import { compareVersions } from '../../../src/contents/order/versions.js'
import fc from '../property.js'

/** Each goes before the next one. */
const ASCENDING: Readonly<Record<ListKind, readonly string[]>> = {
  // PEP 440, "Summary of permitted suffixes and relative ordering", and packaging's own tests.
  pip: [
    ...[
      '1.0.dev456',
      '1.0a1',
      '1.0a2.dev456',
      '1.0a12.dev456',
      '1.0a12',
      '1.0b1.dev456',
      '1.0b2',
      '1.0b2.post345.dev456',
    ],
    ...['1.0b2.post345', '1.0rc1.dev456', '1.0rc1', '1.0', '1.0+abc.5', '1.0+abc.7', '1.0+5', '1.0.post456.dev34'],
    ...['1.0.post456', '1.1.dev1', '1.9', '1.10', '1!0.1'],
  ],
  // deb-version(7).
  apt: [
    '1.0~~',
    '1.0~~a',
    '1.0~',
    '1.0',
    '1.0-1',
    '1.0-1+b1',
    '1.0a',
    '1.0+',
    '1.0.1',
    '1.9-9',
    '1.10-1',
    '1:0.1',
    '2:0',
  ],
  // conda's documentation, "Version ordering".
  conda: [
    ...['0.4', '0.4.1.rc', '0.4.1', '0.5a1', '0.5b3', '0.5C1', '0.5', '0.9.6', '0.960923', '1.0', '1.1dev1', '1.1a1'],
    ...[
      '1.1.0dev1',
      '1.1.a1',
      '1.1.0rc1',
      '1.1.0',
      '1.1.0post1',
      '1.1post1',
      '1996.07.12',
      '1!0.4.1',
      '1!3.1.1.6',
      '2!0.4.1',
    ],
  ],
  npm: [
    '1.0.0-alpha',
    '1.0.0-alpha.1',
    '1.0.0-alpha.beta',
    '1.0.0-beta',
    '1.0.0-beta.2',
    '1.0.0-beta.11',
    '1.0.0-rc.1',
    '1.0.0',
    '2.0.0',
    '2.1.0',
    '2.1.1',
    '10.0.0',
  ],
  r: ['0.9', '1.4', '1.4-5', '1.4.6', '1.10', '1.10.0', '2.0-0'],
}

describe.each(Object.entries(ASCENDING) as [ListKind, readonly string[]][])('%s', (kind, versions) => {
  const pairs = versions.flatMap((one, at) => versions.slice(at + 1).map((other) => [one, other]))
  test.each(pairs.filter(([one]) => !(kind === 'conda' && one === '1.1.0post1')))(
    '%s goes before %s',
    (one = '', other = '') => {
      expect(Math.sign(compareVersions(kind, one, other))).toBe(-1)
      expect(Math.sign(compareVersions(kind, other, one))).toBe(1)
    },
  )

  test('any two texts have one order, whichever comes first', () => {
    const text = fc.oneof(fc.string(), fc.stringMatching(/^[0-9a-z.+~:!_-]{0,20}$/), fc.constantFrom(...versions))
    fc.assert(
      fc.property(text, text, (one, other) => {
        expect(Math.sign(compareVersions(kind, one, other)) + Math.sign(compareVersions(kind, other, one))).toBe(0)
      }),
    )
  })
})

test.each<[ListKind, string, string]>([
  ['pip', '1.0', '1.0.0'],
  ['pip', 'v1.0-1', '1.0.post1'],
  ['pip', '1.0-ALPHA_2', '1.0a2'],
  ['apt', '0:1.0', '1.0'],
  ['apt', '1.0-0', '1.0'],
  ['apt', '1.001', '1.1'],
  ['conda', '1.0', '1'],
  ['conda', '0.5C1', '0.5c1'],
  ['npm', '1.0.0+build', '1.0.0'],
])('%s: %s and %s are one version', (kind, one, other) => {
  expect(compareVersions(kind, one, other)).toBe(0)
})

test('numbers of a thousand digits are compared as numbers, and quickly', () => {
  const [one, other] = [`1.${'9'.repeat(200)}`, `1.1${'0'.repeat(200)}`]
  for (const kind of Object.keys(ASCENDING) as ListKind[]) expect(compareVersions(kind, one, other)).toBeLessThan(0)
  expect(compareVersions('pip', '1.'.repeat(100_000), '1.2')).not.toBeNaN()
})
