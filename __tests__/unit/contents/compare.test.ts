import { describe, expect, test } from '@jest/globals'
import { capDiff, diffFacts, isEmptyDiff, type ImageDiff } from '../../../src/contents/compare.js'
import type { Layer } from '../../../src/contents/layers.js'
import fc from '../property.js'
import { digestOf, factsOf, infoOf } from './facts-of.js'

const pip = (packages: Readonly<Record<string, string>>): string =>
  ['Package Version', '------- -------', ...Object.entries(packages).map((one) => one.join(' '))].join('\n')
const layer = (command: string, size = 1, createdAt = '2026-04-01T10:00:00.000Z'): Layer => ({
  ...{ command, size, cumulativeSize: size, createdAt, ms: null, cached: false },
})

test('packages that came, went, and changed, of each list that both have', () => {
  const before = factsOf({
    ...{ ref: 'r.io/base:main', digest: digestOf('1'), size: 100 },
    infos: [
      infoOf('pip list', pip({ Foo_Bar: '1.0', gone: '1', same: '1.0', down: '2' })),
      infoOf('apt list', 'a\t1\n', { name: 'APT' }),
    ],
  })
  const after = factsOf({
    size: 150,
    infos: [
      infoOf('pip list', pip({ 'foo-bar': '1.10', same: '1.0.0', down: '1', new: '3' })),
      infoOf('conda list', '# Name Version Build\na 1 b\n', { name: 'CONDA' }),
    ],
  })
  expect(diffFacts(before, after)).toEqual({
    against: { ref: 'r.io/base:main', digest: digestOf('1') },
    size: { before: 100, after: 150 },
    layers: { added: [], removed: [], same: 0 },
    lists: [
      {
        ...{ name: 'LIST', kind: 'pip', added: [['new', '3']], removed: [['gone', '1']] },
        ...{ upgraded: [['foo-bar', '1.0', '1.10']], downgraded: [['down', '2', '1']] },
        counts: { added: 1, removed: 1, upgraded: 1, downgraded: 1 },
      },
    ],
  })
})

test('layers differ from the first one that does', () => {
  const before = factsOf({ layers: [layer('FROM'), layer('RUN a'), layer('RUN b', 5)] })
  const after = factsOf({ layers: [layer('FROM'), layer('RUN a', 2), layer('RUN b', 5)] })
  const { layers } = diffFacts(before, after)
  expect([layers.same, layers.added.length, layers.removed.length]).toEqual([1, 2, 2])
})

test('sizes are of one kind, or not compared', () => {
  const size = (one: object, other: object): ImageDiff['size'] => diffFacts(factsOf(one), factsOf(other)).size
  expect(size({ size: 0, compressed: 5 }, { size: 9, compressed: 7 })).toEqual({
    before: 5,
    after: 7,
    compressed: true,
  })
  expect(size({ size: 0, compressed: 5 }, { size: 9 })).toEqual({ before: 0, after: 0 })
})

test('a diff is cut to so many entries; their counts stay', () => {
  const many = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`p${at}`, '1']))
  const diff = diffFacts(
    factsOf({ infos: [infoOf('pip list', pip({ a: '1' }))] }),
    factsOf({ infos: [infoOf('pip list', pip({ a: '1', ...many }))] }),
    200,
  )
  expect([diff.capped, diff.lists[0]?.added.length, diff.lists[0]?.counts.added]).toEqual([true, 200, 300])
  expect(capDiff(diff, 500)).toBe(diff)
})

describe('for any two images', () => {
  const version = fc.stringMatching(/^[0-9]{1,2}(\.[0-9]{1,2}){0,2}(a[0-9]|\.dev[0-9]|-[0-9])?$/)
  const packages = fc.dictionary(fc.stringMatching(/^[a-c]{1,2}$/), version, { minKeys: 1 })
  const layers = fc.array(fc.constantFrom(layer('a'), layer('b'), layer('c', 3)), { maxLength: 5 })
  const facts = fc
    .record({ packages, layers, size: fc.integer({ min: 1, max: 1000 }) })
    .map((made) => factsOf({ size: made.size, layers: made.layers, infos: [infoOf('pip list', pip(made.packages))] }))

  test('nothing differs from itself', () => {
    fc.assert(fc.property(facts, (one) => expect(isEmptyDiff(diffFacts(one, one))).toBe(true)))
  })

  test('what is seen from the other side is the mirror image', () => {
    const swap = (all: readonly (readonly [string, string, string])[]): (readonly string[])[] =>
      all.map(([name, from, to]) => [name, to, from])
    fc.assert(
      fc.property(facts, facts, (one, other) => {
        const [there, back] = [diffFacts(one, other), diffFacts(other, one)]
        expect(back.size).toEqual({ before: there.size.after, after: there.size.before })
        expect([back.layers.added, back.layers.removed, back.layers.same]).toEqual([
          there.layers.removed,
          there.layers.added,
          there.layers.same,
        ])
        expect(back.lists.map((list) => [list.added, list.removed, list.upgraded, list.downgraded])).toEqual(
          there.lists.map((list) => [list.removed, list.added, swap(list.downgraded), swap(list.upgraded)]),
        )
      }),
    )
  })
})
