import { describe, expect, test } from '@jest/globals'
import { contentsOf } from '../../../src/registry/contents.js'
import { digestOf } from '../../../src/registry/digest.js'

const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json'
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
const of = (text: string): { digest: string; size: number } => ({
  digest: digestOf(Buffer.from(text)),
  size: text.length,
})

test('an image has a configuration and layers', () => {
  const layer = { ...of('layer'), mediaType: 'application/vnd.oci.image.layer.v1.tar+gzip' }
  expect(contentsOf({ config: of('config'), layers: [layer] }, OCI_IMAGE, 'x')).toEqual({
    manifests: [],
    blobs: [of('config'), of('layer')],
  })
})

test('an index has manifests', () => {
  expect(contentsOf({ manifests: [of('a'), of('b')] }, `${OCI_INDEX}; charset=utf-8`, 'x')).toEqual({
    manifests: [of('a'), of('b')],
    blobs: [],
  })
})

test.each([
  ['foreign, from elsewhere', 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip', ['https://a.example'], 1],
  ['not to be distributed', 'application/vnd.oci.image.layer.nondistributable.v1.tar+zstd', ['https://a.example'], 1],
  ['not to be distributed, but from nowhere else', 'application/vnd.oci.image.layer.nondistributable.v1.tar', [], 2],
  ['with an address, but ordinary', 'application/vnd.oci.image.layer.v1.tar', ['https://a.example'], 2],
])('a layer that is %s', (_what, mediaType, urls, count) => {
  const manifest = { config: of('config'), layers: [{ ...of('layer'), mediaType, urls }] }
  expect(contentsOf(manifest, OCI_IMAGE, 'x').blobs).toHaveLength(count)
})

describe('refused', () => {
  test.each([
    ['another kind', {}, 'text/plain', 'x cannot be copied: it is of the kind text/plain'],
    ['no list', { manifests: {} }, OCI_INDEX, 'x is broken: it has no list of manifests'],
    ['not an object', null, OCI_IMAGE, 'x is broken: it has no list of layers'],
    ['no configuration', { layers: [] }, OCI_IMAGE, 'x is broken: it refers to undefined as a digest'],
    ['a path', { manifests: [{ digest: '../../x', size: 1 }] }, OCI_INDEX, 'refers to ../../x as a digest'],
    ['no size', { manifests: [{ digest: of('a').digest }] }, OCI_INDEX, 'undefined is no size of sha256:'],
    ['a size below zero', { manifests: [{ ...of('a'), size: -1 }] }, OCI_INDEX, '-1 is no size'],
    ['half a byte', { manifests: [{ ...of('a'), size: 0.5 }] }, OCI_INDEX, '0.5 is no size'],
  ])('%s', (_what, manifest, mediaType, message) => {
    expect(() => contentsOf(manifest, mediaType, 'x')).toThrow(message)
  })
})
