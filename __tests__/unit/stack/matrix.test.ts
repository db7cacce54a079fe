import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { MAX_LEGS, matrixOf, type Leg } from '../../../src/stack/matrix.js'
import type { Action, PlannedImage } from '../../../src/stack/plan.js'
import { plannedImage } from '../support.js'

/** Images by name → parents, parents first. */
function imagesOf(
  parents: Readonly<Record<string, readonly string[]>>,
  actions: Readonly<Record<string, Action>> = {},
): PlannedImage[] {
  return Object.entries(parents).map(([id, above]) =>
    plannedImage(id, { parents: above, action: actions[id] ?? 'build' }),
  )
}
const legsOf = (images: readonly PlannedImage[], limit?: number): readonly Leg[] => matrixOf({ images }, limit).include
const chain = (count: number): PlannedImage[] =>
  Array.from({ length: count }, (_, at) => plannedImage(`i${at}`, { parents: at === 0 ? [] : [`i${at - 1}`] }))

test('a leg for each image that is worked on', () => {
  const images = imagesOf({ base: [], mid: ['base'], leaf: ['mid'], other: ['base'] }, { base: 'skip', mid: 'reuse' })
  expect(matrixOf({ images })).toEqual({
    include: [
      { name: 'mid', images: 'mid', platform: 'linux/amd64' },
      { name: 'leaf', images: 'leaf', platform: 'linux/amd64' },
      { name: 'other', images: 'other', platform: 'linux/amd64' },
    ],
  })
  expect(matrixOf({ images: [] })).toEqual({ include: [] })
})

describe('more images than legs', () => {
  const two = { a: [], a1: ['a'], a2: ['a'], a3: ['a1'], b: [], b1: ['b'] }

  test('subtrees stay together, the largest are taken apart first', () => {
    expect(legsOf(imagesOf(two), 2)).toEqual([
      { name: 'a and 3 more', images: 'a,a1,a2,a3', platform: 'linux/amd64' },
      { name: 'b and 1 more', images: 'b,b1', platform: 'linux/amd64' },
    ])
    expect(legsOf(imagesOf(two), 4)).toEqual([
      { name: 'a', images: 'a', platform: 'linux/amd64' },
      { name: 'a1 and 1 more', images: 'a1,a3', platform: 'linux/amd64' },
      { name: 'a2', images: 'a2', platform: 'linux/amd64' },
      { name: 'b and 1 more', images: 'b,b1', platform: 'linux/amd64' },
    ])
    expect(legsOf(imagesOf(two), 6)).toHaveLength(6)
    const small = { a: [], a1: ['a'], b: [], b1: ['b'], b2: ['b1'] }
    expect(legsOf(imagesOf(small), 3).map((leg) => leg.images)).toEqual(['a,a1', 'b', 'b1,b2'])
  })

  test('an image with several parents goes with the first that is worked on', () => {
    const diamond = { a: [], b: [], x: ['a'], leaf: ['b', 'a'] }
    expect(legsOf(imagesOf(diamond), 2).map((leg) => leg.images)).toEqual(['a,x', 'b,leaf'])
    expect(legsOf(imagesOf(diamond, { b: 'skip' }), 2).map((leg) => leg.images)).toEqual(['a', 'x,leaf'])
  })

  test('more roots than legs: neighbours share one', () => {
    const roots = imagesOf(Object.fromEntries(Array.from({ length: 7 }, (_, at) => [`r${at}`, []])))
    expect(legsOf(roots, 3)).toEqual([
      { name: 'r0 and 2 more', images: 'r0,r1,r2', platform: 'linux/amd64' },
      { name: 'r3 and 2 more', images: 'r3,r4,r5', platform: 'linux/amd64' },
      { name: 'r6', images: 'r6', platform: 'linux/amd64' },
    ])
  })

  test('more children than legs: neighbours share one, with what is built on them', () => {
    const wide = { base: [], a: ['base'], b: ['base'], c: ['base'], a1: ['a'], d: ['base'] }
    expect(legsOf(imagesOf(wide), 3)).toEqual([
      { name: 'base', images: 'base', platform: 'linux/amd64' },
      { name: 'a and 2 more', images: 'a,b,a1', platform: 'linux/amd64' },
      { name: 'c and 1 more', images: 'c,d', platform: 'linux/amd64' },
    ])
    expect(legsOf(imagesOf(wide), 1).map((leg) => leg.images)).toEqual(['base,a,b,c,a1,d'])
    const children = Array.from({ length: MAX_LEGS }, (_, at) => [`i${at}`, ['base']] as const)
    expect(legsOf(imagesOf({ base: [], ...Object.fromEntries(children) }))).toHaveLength(1 + MAX_LEGS / 2)
  })

  test('GitHub’s limit is the default', () => {
    expect(legsOf(chain(MAX_LEGS))).toHaveLength(MAX_LEGS)
    expect(
      legsOf(chain(MAX_LEGS + 1))
        .map((leg) => leg.images)
        .slice(-2),
    ).toEqual(['i254', 'i255,i256'])
  })
})

test('legs are disjoint, hold all that is worked on, parents first, and are not too many', () => {
  const picks = fc.array(fc.record({ parents: fc.array(fc.nat(), { maxLength: 3 }), works: fc.boolean() }), {
    maxLength: 30,
  })
  fc.assert(
    fc.property(picks, fc.integer({ min: 1, max: 12 }), (rows, limit) => {
      const images = rows.map(({ parents, works }, at) =>
        plannedImage(`n${at}`, {
          parents: at === 0 ? [] : [...new Set(parents.map((one) => `n${one % at}`))],
          action: works ? 'build' : 'skip',
        }),
      )
      const working = images.filter((image) => image.action !== 'skip').map((image) => image.id)
      const legs = legsOf(images, limit)
      expect(legs.length).toBeLessThanOrEqual(limit)
      expect(new Set(legs.map((leg) => leg.name)).size).toBe(legs.length)
      const all = legs.map((leg) => leg.images.split(','))
      expect(all.flat().sort()).toEqual([...working].sort())
      const rank = new Map(images.map((image, at) => [image.id, at]))
      for (const leg of all) {
        const ranks = leg.map((id) => rank.get(id) ?? -1)
        // Those of one subtree come in the order of the plan; roots that share a leg follow each other whole.
        for (const image of images.filter((one) => leg.includes(one.id)))
          for (const parent of image.parents)
            if (leg.includes(parent) && image.parents[0] === parent)
              expect(leg.indexOf(parent)).toBeLessThan(leg.indexOf(image.id))
        expect(ranks).not.toContain(-1)
      }
    }),
  )
})
