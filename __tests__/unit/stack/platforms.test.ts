import { describe, expect, test } from '@jest/globals'
import { isPlatform, shortPlatform } from '../../../src/stack/platforms.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { messagesOf } from '../support.js'
import { byId, draftsOf, planFor } from './planning.js'

const BOTH = 'platforms: [linux/amd64, linux/arm64]\n'
const STACK = 'images: {base: {image_name: r.io/base}, leaf: {image_name: r.io/leaf, depend_on: base}}\n'

test.each([
  ['linux/amd64', true, 'amd64'],
  ['linux/arm/v7', true, 'arm-v7'],
  ['arm64', false, ''],
  ['windows/amd64', false, 'amd64'],
])('%s is a platform: %s', (text, expected, short) => {
  expect(isPlatform(text)).toBe(expected)
  expect(shortPlatform(text)).toBe(short)
})

describe('an image of several platforms', () => {
  const drafts = draftsOf(BOTH + STACK)

  test('is one draft for each, named after it', () => {
    expect(drafts.map(({ id, name, platform }) => [id, name, platform])).toEqual([
      ['base/amd64', 'base', 'linux/amd64'],
      ['base/arm64', 'base', 'linux/arm64'],
      ['leaf/amd64', 'leaf', 'linux/amd64'],
      ['leaf/arm64', 'leaf', 'linux/arm64'],
    ])
  })

  test('is built on its parent of the same platform', () => {
    const leaf = byId(drafts, 'leaf/arm64')
    expect(leaf.parents).toEqual(['base/arm64'])
    expect(leaf.buildArgs['BASE_IMAGE']).toBe(byId(drafts, 'base/arm64').candidates[0])
  })

  test('has the fingerprint that it would have alone', () => {
    const alone = draftsOf(STACK, {}, { platform: 'linux/arm64' })
    expect(byId(drafts, 'leaf/arm64').fingerprint).toBe(byId(alone, 'leaf').fingerprint)
  })

  test('is published as one, and its tags in the engine are those of the engine’s platform', () => {
    const [amd64, arm64] = [byId(drafts, 'base/amd64'), byId(drafts, 'base/arm64')]
    expect(amd64.refs).toEqual(arm64.refs)
    expect(amd64.index).toEqual(arm64.index)
    expect(amd64.index).toEqual([expect.stringMatching(/^r\.io\/base:fp-[0-9a-f]{32}$/)])
    expect([...amd64.candidates, ...arm64.candidates]).not.toContain(amd64.index[0])
    expect(amd64.localRefs).toEqual([...amd64.candidates, ...amd64.refs])
    expect(arm64.localRefs).toEqual(arm64.candidates)
  })

  test('has files of its own for each', () => {
    expect(drafts.map(({ file }) => file)).toEqual([
      'r.io-base-main-linux-amd64',
      'r.io-base-main-linux-arm64',
      'r.io-leaf-main-linux-amd64',
      'r.io-leaf-main-linux-arm64',
    ])
  })

  test('can be named as a whole, by plan, or by platform', () => {
    const spec = `${BOTH}plans: {old: {tag_prefix: '1'}, new: {tag_prefix: '2'}}\n${STACK}`
    const named = (only: readonly string[]): string[] =>
      planFor(draftsOf(spec), { only })
        .images.filter((image) => image.affected)
        .map((image) => image.id)
    expect(named(['base'])).toEqual(['base@old/amd64', 'base@old/arm64', 'base@new/amd64', 'base@new/arm64'])
    expect(named(['base@new'])).toEqual(['base@new/amd64', 'base@new/arm64'])
    expect(named(['leaf@old/arm64'])).toEqual(['leaf@old/arm64'])
  })
})

test('an image of one platform keeps its plain names, whatever its parent has', () => {
  const drafts = draftsOf(
    `images: {base: {platforms: [linux/amd64, linux/arm64]}, leaf: {depend_on: base, platforms: linux/arm64}}\n`,
  )
  expect(drafts.map(({ id, platform, parents }) => [id, platform, parents])).toEqual([
    ['base/amd64', 'linux/amd64', []],
    ['base/arm64', 'linux/arm64', []],
    ['leaf', 'linux/arm64', ['base/arm64']],
  ])
  expect(byId(drafts, 'leaf').index).toEqual([])
})

test('a parent has to be built for the platforms of its children', () => {
  const spec = 'images: {base: {platforms: linux/amd64}, leaf: {depend_on: base, platforms: linux/arm64}}\n'
  expect(messagesOf(() => draftsOf(spec))).toEqual([
    'leaf is built for linux/arm64, but its parent base only for linux/amd64',
  ])
})

test('what is no platform is told with its place', () => {
  expect(messagesOf(() => loadSpec('platforms: [linux/arm46]\nimages: {a: }\n', 'spec.yml'))).toEqual([
    'platforms: "linux/arm46" is not a platform',
  ])
})
