import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import type { Manifest } from '../../../src/registry/client.js'
import { digestOf } from '../../../src/registry/digest.js'
import { joinIndex, platformsOf } from '../../../src/registry/join.js'
import { WorkError } from '../../../src/shared/errors.js'

const OCI_IMAGE = 'application/vnd.oci.image.manifest.v1+json'
const OCI_INDEX = 'application/vnd.oci.image.index.v1+json'
const DOCKER_IMAGE = 'application/vnd.docker.distribution.manifest.v2+json'
const DOCKER_INDEX = 'application/vnd.docker.distribution.manifest.list.v2+json'

function manifestOf(value: object, mediaType: string): Manifest {
  const bytes = Buffer.from(JSON.stringify(value))
  return { bytes, mediaType, digest: digestOf(bytes) }
}
const imageOf = (content: string, mediaType = OCI_IMAGE): Manifest => manifestOf({ content }, mediaType)
const indexOf = (manifests: readonly object[], mediaType = OCI_INDEX): Manifest => manifestOf({ manifests }, mediaType)
const entryOf = (content: string, platform?: object): { digest: string; [key: string]: unknown } => {
  const { digest, bytes } = imageOf(content)
  return { mediaType: OCI_IMAGE, digest, size: bytes.length, ...(platform === undefined ? {} : { platform }) }
}
const attestationOf = (digest: string): object => ({
  ...entryOf(`attestation of ${digest}`, { architecture: 'unknown', os: 'unknown' }),
  annotations: { 'vnd.docker.reference.digest': digest, 'vnd.docker.reference.type': 'attestation-manifest' },
})
const entriesOf = ({ bytes }: Manifest): unknown => (JSON.parse(bytes.toString()) as { manifests: unknown }).manifests

test('images become an index, by the order of their platforms', () => {
  const [arm, amd, docker] = [imageOf('arm'), imageOf('amd'), imageOf('docker', DOCKER_IMAGE)]
  const index = joinIndex([
    { manifest: docker, platform: 'linux/s390x' },
    { manifest: arm, platform: 'linux/arm/v7' },
    { manifest: amd, platform: 'linux/amd64' },
  ])
  expect(index.bytes.toString()).toBe(
    '{"schemaVersion":2,"mediaType":"application/vnd.oci.image.index.v1+json","manifests":[' +
      `{"mediaType":"${OCI_IMAGE}","digest":"${amd.digest}","size":17,"platform":{"os":"linux","architecture":"amd64"}},` +
      `{"mediaType":"${OCI_IMAGE}","digest":"${arm.digest}","size":17,"platform":{"os":"linux","architecture":"arm","variant":"v7"}},` +
      `{"mediaType":"${DOCKER_IMAGE}","digest":"${docker.digest}","size":20,"platform":{"os":"linux","architecture":"s390x"}}]}`,
  )
  expect(index).toMatchObject({ mediaType: OCI_INDEX, digest: digestOf(index.bytes) })
})

test('entries of an index of one image are taken over as they are, its attestations behind all images', () => {
  const arm = entryOf('arm', { architecture: 'arm64', os: 'linux', 'os.features': ['x'] })
  const amd = entryOf('amd', { architecture: 'amd64', os: 'linux' })
  const index = joinIndex([
    { manifest: indexOf([arm, attestationOf(arm.digest)], DOCKER_INDEX), platform: 'linux/arm64' },
    { manifest: indexOf([attestationOf(amd.digest), amd]), platform: 'linux/amd64' },
  ])
  expect(entriesOf(index)).toEqual([amd, arm, attestationOf(amd.digest), attestationOf(arm.digest)])
  expect(platformsOf(index.bytes)).toEqual(['linux/amd64', 'linux/arm64'])
})

test('an entry without a platform gets the one that is said', () => {
  const index = joinIndex([{ manifest: indexOf([entryOf('a')]), platform: 'linux/arm/v6' }])
  expect(entriesOf(index)).toEqual([entryOf('a', { os: 'linux', architecture: 'arm', variant: 'v6' })])
})

test('a media type goes without its parameters', () => {
  const index = joinIndex([{ manifest: imageOf('a', `${OCI_IMAGE}; charset=utf-8`), platform: 'linux/amd64' }])
  expect(entriesOf(index)).toMatchObject([{ mediaType: OCI_IMAGE }])
})

describe('refused', () => {
  const amd = { architecture: 'amd64', os: 'linux' }
  test.each([
    ['a platform twice', [imageOf('a'), imageOf('b')], 'there are two images for linux/amd64'],
    ['an index of two images', [indexOf([entryOf('a', amd), entryOf('b', amd)])], 'is not an index of one image'],
    ['an empty index', [indexOf([])], 'is not an index of one image'],
    ['an index of an index', [indexOf([{ ...entryOf('a', amd), mediaType: OCI_INDEX }])], 'not an index of one image'],
    ['another platform', [indexOf([entryOf('a', { ...amd, architecture: 'arm64' })])], 'is for linux/arm64, not for'],
    ['something else', [imageOf('a', 'text/plain')], 'is not an image but text/plain'],
    ['what is no JSON', [{ ...indexOf([]), bytes: Buffer.from('{') }], 'is not JSON'],
  ])('%s', (_what, manifests, message) => {
    const join = (): Manifest => joinIndex(manifests.map((manifest) => ({ manifest, platform: 'linux/amd64' })))
    expect(join).toThrow(WorkError)
    expect(join).toThrow(message)
  })
})

test('arm64 and arm64/v8 are the same', () => {
  const v8 = entryOf('a', { architecture: 'arm64', os: 'linux', variant: 'v8' })
  expect(entriesOf(joinIndex([{ manifest: indexOf([v8]), platform: 'linux/arm64' }]))).toEqual([v8])
})

test('the same bytes in whatever order the parts come, and every platform in them', () => {
  const platforms = ['linux/386', 'linux/amd64', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm64', 'linux/riscv64']
  fc.assert(
    fc.property(fc.shuffledSubarray(platforms, { minLength: 1 }), (some) => {
      const parts = some.map((platform) => ({ manifest: imageOf(platform), platform }))
      const joined = joinIndex(parts)
      expect(joinIndex(parts.toReversed())).toEqual(joined)
      expect(platformsOf(joined.bytes)).toEqual(some.toSorted())
    }),
  )
})
