import { describe, expect, test } from '@jest/globals'
import { chooseManifest, configDigest, isImage, isIndex, labelsOf, layersOf } from '../../../src/registry/config.js'

const digest = (letter: string): string => `sha256:${letter.repeat(64)}`
const entry = (letter: string, os: string, architecture: string, variant?: string): object => ({
  digest: digest(letter),
  platform: { os, architecture, ...(variant === undefined ? {} : { variant }) },
})

describe('the image of a platform', () => {
  const index = {
    manifests: [
      entry('a', 'unknown', 'unknown'),
      entry('b', 'linux', 'amd64', 'v3'),
      entry('c', 'linux', 'amd64'),
      entry('d', 'windows', 'amd64'),
      entry('e', 'linux', 'arm64'),
      entry('f', 'linux', 'arm', 'v7'),
    ],
  }
  test.each([
    ['linux/amd64', 'c'],
    ['linux/amd64/v3', 'b'],
    ['windows/amd64', 'd'],
    ['linux/arm64', 'e'],
    ['linux/arm64/v8', 'e'],
    ['linux/arm', 'f'],
    ['linux/arm/v6', undefined],
    ['linux/riscv64', undefined],
    ['linux', undefined],
    ['', undefined],
  ])('%s', (platform, letter) => {
    expect(chooseManifest(index, platform)).toBe(letter === undefined ? undefined : digest(letter))
  })

  test.each<[string, unknown]>([
    ['nothing', null],
    ['no manifests', {}],
    ['manifests that are none', { manifests: 'all' }],
    ['entries that are none', { manifests: [null, 1, {}, { digest: digest('a') }] }],
    [
      'a digest that leads elsewhere',
      { manifests: [{ ...entry('a', 'linux', 'amd64'), digest: '../../other/blobs/x' }] },
    ],
  ])('an index with %s has none', (_what, broken) => {
    expect(chooseManifest(broken, 'linux/amd64')).toBeUndefined()
  })
})

test.each([
  ['application/vnd.oci.image.index.v1+json', true, false],
  ['application/vnd.docker.distribution.manifest.list.v2+json', true, false],
  ['application/vnd.oci.image.manifest.v1+json', false, true],
  ['application/vnd.docker.distribution.manifest.v2+json; charset=utf-8', false, true],
  ['application/vnd.docker.distribution.manifest.v1+prettyjws', false, false],
  ['text/html', false, false],
])('%s', (mediaType, index, image) => {
  expect([isIndex(mediaType), isImage(mediaType)]).toEqual([index, image])
})

test('only the configuration of an image is one', () => {
  const mediaType = 'application/vnd.oci.image.config.v1+json'
  expect(configDigest({ config: { mediaType, digest: digest('a') } }, 'x')).toBe(digest('a'))
  for (const broken of [
    null,
    {},
    { config: { mediaType } },
    { config: { mediaType, digest: 'sha256:../x' } },
    { config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digest('a') } },
  ])
    expect(() => configDigest(broken, 'x')).toThrow('x is not an image')
})

test.each<[string, unknown, object]>([
  ['labels', { config: { Labels: { a: 'b', c: '' } } }, { a: 'b', c: '' }],
  ['some that are no text', { config: { Labels: { a: 1, b: null, c: 'd' } } }, { c: 'd' }],
  ['null', { config: { Labels: null } }, {}],
  ['no config', {}, {}],
  ['nothing', null, {}],
])('labels of a configuration with %s', (_what, config, expected) => {
  expect(labelsOf(config)).toEqual(expected)
})

test.each<[string, unknown, string[]]>([
  ['layers', { rootfs: { type: 'layers', diff_ids: [digest('a'), digest('b')] } }, [digest('a'), digest('b')]],
  ['none', { rootfs: { type: 'layers', diff_ids: [] } }, []],
  [
    'some that are no text',
    { rootfs: { diff_ids: [digest('a'), null, 1, {}, digest('b')] } },
    [digest('a'), digest('b')],
  ],
  ['no list', { rootfs: { diff_ids: digest('a') } }, []],
  ['null', { rootfs: null }, []],
  ['no rootfs', {}, []],
  ['nothing', null, []],
])('layers of a configuration with %s, lowest first', (_what, config, expected) => {
  expect(layersOf(config)).toEqual(expected)
})
