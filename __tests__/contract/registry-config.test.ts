import { beforeAll, describe, expect, test } from '@jest/globals'
import type { IncomingHttpHeaders } from 'node:http'
import { registryClient } from '../../src/registry/client.js'
import type { CredentialsFor } from '../../src/registry/credentials.js'
import { WorkError } from '../../src/shared/errors.js'
import { basic, DOCKER, OCI, putImage, putIndex, sha256, type Place } from '../world/by-hand.js'
import { proxyTo, serve, startRegistry, type TestRegistry } from '../world/registries.js'
import { faultProxy } from '../world/services/faults.js'
import { TIMEOUT, unique } from '../world/world.js'

const LAYERS = [sha256(Buffer.from('lower')), sha256(Buffer.from('upper'))]
const configOf = (labels: object | null | undefined): object => ({
  architecture: 'amd64',
  os: 'linux',
  config: { Env: ['A=b'], ...(labels === undefined ? {} : { Labels: labels }) },
  rootfs: { type: 'layers', diff_ids: LAYERS },
})

let registry: TestRegistry
let login: CredentialsFor
beforeAll(async () => {
  registry = await startRegistry()
  login = () => Promise.resolve({ username: registry.user, password: registry.password })
}, TIMEOUT)

/** A repository of its own. */
function place(): Place & { repository: string } {
  const name = unique()
  return { host: registry.host, name, authorization: basic(registry), repository: `${registry.host}/${name}` }
}

describe.each([
  ['OCI', OCI],
  ['Docker', DOCKER],
])('labels and layers of images with the media types of %s', (_kind, types) => {
  test(
    'of an image, by tag and by digest',
    async () => {
      const here = place()
      const labels = { 'org.example/bases': '{"debian":"sha256:…"}', __proto__x: 'y', empty: '' }
      const image = await putImage(here, 'v1', { types, config: configOf(labels) })
      const client = registryClient(login)
      const expected = { digest: image.digest, labels, layers: LAYERS }
      expect(await client.config(here.repository, 'v1', 'linux/amd64')).toEqual(expected)
      expect(await client.config(here.repository, image.digest, 'linux/amd64')).toEqual(expected)
    },
    TIMEOUT,
  )

  test(
    "of a platform's image in an index; the digest is that of the index",
    async () => {
      const here = place()
      const platforms = ['unknown/unknown', 'linux/arm/v6', 'linux/arm/v7', 'linux/arm64/v8', 'linux/amd64']
      const images = await Promise.all(
        platforms.map(
          async (platform) =>
            [platform, await putImage(here, unique(), { types, config: configOf({ platform }) })] as const,
        ),
      )
      const index = await putIndex(here, 'multi', images, types)
      const client = registryClient(login)
      const asked = ['linux/amd64', 'linux/arm64', 'linux/arm64/v8', 'linux/arm/v7', 'linux/arm/v5', 'linux/s390x']
      const answers = await Promise.all(asked.map((platform) => client.config(here.repository, 'multi', platform)))
      const of = (platform: string): object => ({ digest: index.digest, labels: { platform }, layers: LAYERS })
      expect(answers).toEqual([
        of('linux/amd64'),
        of('linux/arm64/v8'),
        of('linux/arm64/v8'),
        of('linux/arm/v7'),
        undefined,
        undefined,
      ])
    },
    TIMEOUT,
  )
})

test.each([
  ['without labels', configOf(undefined), LAYERS],
  ['with labels that are null', configOf(null), LAYERS],
  ['whose configuration is empty', {}, []],
])(
  'an image %s has none',
  async (_what, config, layers) => {
    const here = place()
    const { digest } = await putImage(here, 'v1', { config })
    expect(await registryClient(login).config(here.repository, 'v1', 'linux/amd64')).toEqual({
      digest,
      labels: {},
      layers,
    })
  },
  TIMEOUT,
)

test(
  'no such name',
  async () => {
    const here = place()
    await putImage(here, 'v1')
    expect(await registryClient(login).config(here.repository, 'v2', 'linux/amd64')).toBeUndefined()
    expect(await registryClient(login).config(`${here.repository}-none`, 'v1', 'linux/amd64')).toBeUndefined()
  },
  TIMEOUT,
)

test(
  'a manifest that is no image',
  async () => {
    const here = place()
    await putImage(here, 'v1', { types: { ...OCI, config: 'application/vnd.cncf.helm.config.v1+json' } })
    const read = registryClient(login).config(here.repository, 'v1', 'linux/amd64')
    await expect(read).rejects.toThrow(WorkError)
    await expect(read).rejects.toThrow(`${here.repository}:v1 is not an image`)
  },
  TIMEOUT,
)

test.each([
  ['is cut short', { kind: 'truncate', bytes: 5 }, 'the registry sent something else for'],
  ['is not there', { kind: 'answer', status: 404 }, 'the registry answered 404'],
] as const)(
  'a configuration that %s',
  async (_what, fault, message) => {
    const here = place()
    await putImage(here, 'v1')
    const proxy = await faultProxy(registry.host)
    proxy.inject({ path: /\/blobs\// }, fault)
    await expect(registryClient(login).config(`${proxy.host}/${here.name}`, 'v1', 'linux/amd64')).rejects.toThrow(
      message,
    )
  },
  TIMEOUT,
)

test(
  'more than we take: given up, without trying again',
  async () => {
    let asked = 0
    const host = await serve((_request, response) => {
      asked++
      response.writeHead(200, { 'content-type': OCI.manifest }).end(Buffer.alloc(9 * 1024 * 1024))
    })
    const read = registryClient(login).config(`${host}/x`, 'v1', 'linux/amd64')
    await expect(read).rejects.toThrow(`the registry ${host} sends more than 8388608 bytes`)
    expect(asked).toBe(1)
  },
  TIMEOUT,
)

describe('a registry that keeps its blobs elsewhere', () => {
  const config = Buffer.from(JSON.stringify(configOf({ from: 'storage' })))

  /** A registry that sends us on to a storage host for blobs; `heard`: what the storage was sent. */
  async function redirecting(answer: { status: number; headers?: Record<string, string>; body?: Buffer }) {
    const heard: IncomingHttpHeaders[] = []
    const storage = await serve((request, response) => {
      heard.push(request.headers)
      response.writeHead(answer.status, answer.headers).end(answer.body)
    })
    const here = place()
    const { digest } = await putImage(here, 'v1', { config: JSON.parse(config.toString()) as object })
    const proxy = await proxyTo(registry.host, (method, path) =>
      method === 'GET' && path === `/v2/${here.name}/blobs/${sha256(config)}`
        ? { status: 307, headers: { location: `http://${storage}/signed?x=y` } }
        : undefined,
    )
    return { read: registryClient(login).config(`${proxy}/${here.name}`, 'v1', 'linux/amd64'), digest, heard }
  }

  test(
    'is followed, and the storage never hears of the login',
    async () => {
      const { read, digest, heard } = await redirecting({ status: 200, body: config })
      expect(await read).toEqual({ digest, labels: { from: 'storage' }, layers: LAYERS })
      expect(heard).toHaveLength(1)
      expect(heard[0]).not.toHaveProperty('authorization')
    },
    TIMEOUT,
  )

  test.each([
    ['wants a login', { status: 401, headers: { 'www-authenticate': 'Basic realm="x"' } }, 'answered 401'],
    ['has something else', { status: 200, body: Buffer.from('{}') }, 'the registry sent something else for'],
  ])(
    'and that storage %s',
    async (_what, answer, message) => {
      const { read, heard } = await redirecting(answer)
      await expect(read).rejects.toThrow(message)
      expect(heard).toHaveLength(1)
      expect(heard[0]).not.toHaveProperty('authorization')
    },
    TIMEOUT,
  )
})
