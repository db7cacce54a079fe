import { beforeAll, describe, expect, test } from '@jest/globals'
import { createHash, randomBytes } from 'node:crypto'
import { registryClient, type RegistryClient } from '../../src/registry/client.js'
import type { BlobWay } from '../../src/registry/copy.js'
import { WorkError } from '../../src/shared/errors.js'
import { basic, DOCKER, OCI, putImage, putIndex, sha256, type Put } from '../world/by-hand.js'
import { proxyTo, serve, startRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import { faultProxy, type FaultProxy } from '../world/services/faults.js'
import { startTokenRegistry } from '../world/services/registry-token.js'
import { TIMEOUT, unique } from '../world/world.js'

/** Two registries with one login. */
let here: TestRegistry
let there: TestRegistry
beforeAll(async () => {
  ;[here, there] = await Promise.all([startRegistry(), startRegistry()])
}, TIMEOUT)

const clientOf = ({ user, password }: Pick<TestRegistry, 'user' | 'password'>): RegistryClient =>
  registryClient(() => Promise.resolve({ username: user, password }))
const client = (): RegistryClient => clientOf(here)
const placeAt = (host: string, name: string): Parameters<typeof putImage>[0] => ({
  host,
  name,
  authorization: basic(here),
})

interface Descriptor {
  readonly digest: string
  readonly size: number
}
interface Image {
  readonly config: Descriptor
  readonly layers: readonly Descriptor[]
}
const readImage = ({ bytes }: Pick<Put, 'bytes'>): Image => JSON.parse(bytes.toString()) as Image

/** Uploads blobs and an image of them without our client. */
async function putBlobs(host: string, name: string, blobs: readonly Buffer[]): Promise<Put> {
  const authorization = basic(here)
  const descriptors: (Descriptor & { mediaType: string })[] = []
  for (const bytes of blobs) {
    const begun = await fetch(`http://${host}/v2/${name}/blobs/uploads/`, {
      method: 'POST',
      headers: { authorization },
    })
    const url = new URL(begun.headers.get('location') ?? '')
    url.searchParams.set('digest', sha256(bytes))
    await fetch(url, { method: 'PUT', headers: { authorization }, body: new Uint8Array(bytes) })
    descriptors.push({ mediaType: OCI.layer, digest: sha256(bytes), size: bytes.length })
  }
  const [first, ...layers] = descriptors
  return putManifest(host, name, { config: { ...first, mediaType: OCI.config }, layers })
}

async function putManifest(host: string, name: string, manifest: object): Promise<Put> {
  const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType: OCI.manifest, ...manifest }))
  const put = await fetch(`http://${host}/v2/${name}/manifests/${sha256(bytes)}`, {
    method: 'PUT',
    headers: { authorization: basic(here), 'content-type': OCI.manifest },
    body: new Uint8Array(bytes),
  })
  if (put.status !== 201) throw new Error(`${put.status} ${await put.text()}`)
  return { bytes, mediaType: OCI.manifest, digest: sha256(bytes) }
}

async function blobAt(host: string, name: string, digest: string): Promise<Buffer> {
  const answer = await fetch(`http://${host}/v2/${name}/blobs/${digest}`, { headers: { authorization: basic(here) } })
  if (answer.status !== 200) throw new Error(`${digest}: ${answer.status}`)
  return Buffer.from(await answer.arrayBuffer())
}

/** Everything that an image consists of is there. */
async function expectWhole(host: string, name: string, image: Put): Promise<void> {
  expect((await client().manifest(`${host}/${name}`, image.digest))?.bytes).toEqual(image.bytes)
  const { config, layers } = readImage(image)
  for (const { digest } of [config, ...layers]) expect(sha256(await blobAt(host, name, digest))).toBe(digest)
}

/** What a copy tells of its blobs. */
function ways(): { onBlob: (digest: string, way: BlobWay) => void; told: Record<string, string[]> } {
  const told: Record<string, string[]> = {}
  return { told, onBlob: (digest, way) => (told[way] ??= []).push(digest) }
}

describe('copies', () => {
  test.each([
    ['OCI', OCI],
    ['Docker', DOCKER],
  ])(
    'an image of %s to another registry',
    async (_kind, types) => {
      const [name, other] = [unique(), unique()]
      const image = await putImage(placeAt(here.host, name), 'v1', { types })
      const { config, layers } = readImage(image)
      const { onBlob, told } = ways()
      const to = { repository: `${there.host}/${other}` }
      const copied = await client().copy({ repository: `${here.host}/${name}`, digest: image.digest }, to, { onBlob })
      expect(copied).toEqual(image)
      await expectWhole(there.host, other, image)
      expect(await tagsAt(there, other)).toEqual([])
      expect(told['sent']?.toSorted()).toEqual([config.digest, layers[0]?.digest].toSorted())
    },
    TIMEOUT,
  )

  test(
    'an index with everything below it; what is shared goes once',
    async () => {
      const [name, other] = [unique(), unique()]
      const place = placeAt(here.host, name)
      const amd = await putImage(place, 'amd')
      const shared = readImage(amd).layers[0]
      const attestation = await putManifest(here.host, name, {
        config: readImage(amd).config,
        layers: [shared, shared],
      })
      const inner = await putIndex(place, 'inner', [
        ['linux/arm64', await putImage(place, 'arm')],
        ['unknown/unknown', attestation],
      ])
      // The attestation lies in both: it has to be there before each of them.
      const index = await putIndex(place, 'outer', [
        ['linux/amd64', amd],
        ['unknown/unknown', attestation],
        ['linux/arm64', inner],
      ])
      const proxy = await faultProxy(there.host)
      const from = { repository: `${here.host}/${name}`, digest: index.digest }
      const copied = await client().copy(from, { repository: `${proxy.host}/${other}` })
      expect(copied).toEqual(index)
      for (const one of [index, inner])
        expect(await client().manifest(`${there.host}/${other}`, one.digest)).toEqual(one)
      await expectWhole(there.host, other, amd)
      await expectWhole(there.host, other, attestation)
      const puts = proxy.requests.filter(({ method }) => method === 'PUT').map(({ path }) => path.replace(/\?.*/, ''))
      expect(puts.filter((path) => path.includes('/blobs/'))).toHaveLength(4)
      expect(puts.filter((path) => path.includes('/manifests/'))).toHaveLength(5)
      expect(puts.at(-1)).toContain(index.digest)
    },
    TIMEOUT,
  )

  test(
    'what is there: nothing is sent, and a whole image is one request to either side',
    async () => {
      const [name, other] = [unique(), unique()]
      const [layer, more] = [randomBytes(2000), randomBytes(2000)]
      const image = await putBlobs(here.host, name, [Buffer.from('{}'), layer])
      const next = await putBlobs(here.host, name, [Buffer.from('{}'), layer, more])
      const proxy = await faultProxy(there.host)
      const to = { repository: `${proxy.host}/${other}` }
      const copy = (digest: string, one = client(), options = {}): Promise<unknown> =>
        one.copy({ repository: `${here.host}/${name}`, digest }, to, options)
      await copy(image.digest)
      const before = proxy.requests.length
      await copy(image.digest)
      expect(proxy.requests.slice(before).map(({ method, status }) => `${method} ${status}`)).toEqual([
        'HEAD 401',
        'HEAD 200',
      ])
      const { onBlob, told } = ways()
      await copy(next.digest, client(), { onBlob })
      expect(told['there']?.toSorted()).toEqual([sha256(Buffer.from('{}')), sha256(layer)].toSorted())
      expect(told['sent']).toEqual([sha256(more)])
    },
    TIMEOUT,
  )

  test(
    'within a registry: blobs are mounted, no byte travels',
    async () => {
      const [name, other] = [unique(), unique()]
      const image = await putImage(placeAt(here.host, name), 'v1')
      const proxy = await faultProxy(here.host)
      const { onBlob, told } = ways()
      const from = { repository: `${proxy.host}/${name}`, digest: image.digest }
      await client().copy(from, { repository: `${proxy.host}/${other}` }, { onBlob })
      await expectWhole(here.host, other, image)
      expect(told).toEqual({ mounted: expect.any(Array) as unknown })
      expect(proxy.requests.filter(({ method, path }) => method === 'GET' && path.includes('/blobs/'))).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'within a registry with tokens: one token has both rights',
    async () => {
      const registry = await startTokenRegistry({ users: { dev: { 'a/*': ['pull', 'push'] } } })
      const dev = registry.as('dev')
      const authorization = `Bearer ${registry.tokenFor('repository:a/from:pull,push')}`
      const image = await putImage({ host: registry.host, name: 'a/from', authorization }, 'v1')
      const { onBlob, told } = ways()
      const from = { repository: `${registry.host}/a/from`, digest: image.digest }
      await clientOf(dev).copy(from, { repository: `${registry.host}/a/to` }, { onBlob })
      expect(Object.keys(told)).toEqual(['mounted'])
      expect(registry.requests.map(({ scopes }) => scopes)).toEqual([
        ['repository:a/from:pull'],
        ['repository:a/to:pull,push'],
        ['repository:a/to:pull,push', 'repository:a/from:pull'],
      ])
    },
    TIMEOUT,
  )

  test.each([
    ['begins an upload instead', { status: 202 }],
    ['says that it was mounted, and it is not there', { status: 201 }],
    ['refuses', { status: 403 }],
    ['does not know the call', { status: 405 }],
  ])(
    'within a registry that, asked to mount, %s: blobs are sent',
    async (_what, { status }) => {
      const [name, other] = [unique(), unique()]
      const image = await putImage(placeAt(here.host, name), 'v1')
      const begin = async (): Promise<string> => {
        const url = `http://${here.host}/v2/${other}/blobs/uploads/`
        const begun = await fetch(url, { method: 'POST', headers: { authorization: basic(here) } })
        return new URL(begun.headers.get('location') ?? '').search
      }
      // Uploads that were begun beforehand, as if by the mount.
      const begun = await Promise.all([begin(), begin()])
      let mounts = 0
      const proxy = await proxyTo(here.host, (_method, path) => {
        if (!path.includes('mount=')) return undefined
        const state = begun[mounts++ % 2] ?? ''
        const { UUID } = JSON.parse(
          Buffer.from(new URLSearchParams(state).get('_state') ?? '', 'base64url')
            .subarray(32)
            .toString(),
        ) as { UUID: string }
        return { status, headers: { location: `/v2/${other}/blobs/uploads/${UUID}${state}` } }
      })
      const { onBlob, told } = ways()
      const from = { repository: `${proxy}/${name}`, digest: image.digest }
      await client().copy(from, { repository: `${proxy}/${other}` }, { onBlob })
      expect(Object.keys(told)).toEqual(['sent'])
      expect(mounts).toBeGreaterThan(0)
      await expectWhole(here.host, other, image)
    },
    TIMEOUT,
  )

  test(
    'from a registry that leads to a storage, which gets no login',
    async () => {
      const [name, other] = [unique(), unique()]
      const image = await putImage(placeAt(here.host, name), 'v1')
      const logins: unknown[] = []
      const storage = await serve((request, response) => {
        logins.push(request.headers.authorization)
        void blobAt(here.host, name, request.url?.slice(1) ?? '').then((bytes) => response.end(bytes))
      })
      const proxy = await proxyTo(here.host, (method, path) => {
        const [, digest] = /\/blobs\/(sha256:.+)/.exec(path) ?? []
        return method === 'GET' && digest !== undefined
          ? { status: 307, headers: { location: `http://${storage}/${digest}` }, body: 'over there' }
          : undefined
      })
      const from = { repository: `${proxy}/${name}`, digest: image.digest }
      await client().copy(from, { repository: `${there.host}/${other}` })
      await expectWhole(there.host, other, image)
      expect(logins).toEqual([undefined, undefined])
    },
    TIMEOUT,
  )

  test(
    'layers that are to come from elsewhere stay there',
    async () => {
      const [name, other] = [unique(), unique()]
      const { config, layers } = readImage(await putImage(placeAt(here.host, name), 'v1'))
      const foreign = {
        mediaType: 'application/vnd.docker.image.rootfs.foreign.diff.tar.gzip',
        ...{ digest: sha256(Buffer.from('elsewhere')), size: 9, urls: ['https://elsewhere.example/layer'] },
      }
      const image = await putManifest(here.host, name, { config, layers: [foreign, ...layers] })
      const from = { repository: `${here.host}/${name}`, digest: image.digest }
      expect(await client().copy(from, { repository: `${there.host}/${other}` })).toEqual(image)
    },
    TIMEOUT,
  )

  test(
    'a blob of nothing, and the same blob as configuration and layer',
    async () => {
      const [name, other] = [unique(), unique()]
      const image = await putBlobs(here.host, name, [Buffer.from('{}'), Buffer.alloc(0), Buffer.from('{}')])
      const from = { repository: `${here.host}/${name}`, digest: image.digest }
      await client().copy(from, { repository: `${there.host}/${other}` })
      await expectWhole(there.host, other, image)
    },
    TIMEOUT,
  )
})

describe('a copy that is disturbed', () => {
  /** An image of one big layer, with proxies before both registries. */
  async function disturbed(bytes = 3_000_000): Promise<{
    from: FaultProxy
    to: FaultProxy
    image: Put
    layer: string
    other: string
    copy: (options?: Parameters<RegistryClient['copy']>[2]) => Promise<unknown>
  }> {
    const [name, other] = [unique(), unique()]
    const image = await putBlobs(here.host, name, [Buffer.from(unique()), randomBytes(bytes)])
    const [from, to] = [await faultProxy(here.host), await faultProxy(there.host)]
    const source = { repository: `${from.host}/${name}`, digest: image.digest }
    const copy = (options = {}): Promise<unknown> =>
      client().copy(source, { repository: `${to.host}/${other}` }, options)
    return { from, to, image, layer: readImage(image).layers[0]?.digest ?? '', other, copy }
  }

  test(
    'by connections that break half-way, on either side: it is begun again',
    async () => {
      const { from, to, image, layer, other, copy } = await disturbed()
      from.inject({ method: 'GET', path: new RegExp(layer), after: 1, times: 1 }, { kind: 'cut-body' })
      to.inject({ method: 'PUT', path: /uploads/, after: 1, times: 1 }, { kind: 'cut-answer' })
      await copy()
      await expectWhole(there.host, other, image)
    },
    TIMEOUT,
  )

  test.each([
    ['busy', { kind: 'answer', status: 503, headers: { 'retry-after': '0' } }],
    ['forgetful', { kind: 'answer', status: 404 }],
    ['out of breath', { kind: 'answer', status: 429, headers: { 'retry-after': '1' } }],
    ['forgetful of logins', { kind: 'answer', status: 401 }],
  ] as const)(
    'by a registry that is %s at the last request of an upload',
    async (_what, fault) => {
      const { to, image, other, copy } = await disturbed(1000)
      const rule = to.inject({ method: 'PUT', path: /uploads/, times: 2 }, fault)
      await copy()
      expect(rule.hits).toBe(2)
      await expectWhole(there.host, other, image)
    },
    TIMEOUT,
  )

  test(
    'for ever: it is given up after three tries, and no manifest is put',
    async () => {
      const { from, to, layer, copy } = await disturbed()
      from.inject({ method: 'GET', path: new RegExp(layer) }, { kind: 'cut-body' })
      const { onBlob, told } = ways()
      const copied = copy({ onBlob })
      await expect(copied).rejects.toThrow(WorkError)
      await expect(copied).rejects.toThrow(`copy of ${layer} to `)
      await expect(copied).rejects.toThrow('broke 3 times: ')
      expect(from.requests.filter(({ path, fault }) => path.includes(layer) && fault !== undefined)).toHaveLength(3)
      expect(to.requests.filter(({ method, path }) => method === 'PUT' && path.includes('/manifests/'))).toEqual([])
      expect(Object.values(told).flat()).not.toContain(layer)
    },
    TIMEOUT,
  )

  test(
    'by a push that is refused: once is enough',
    async () => {
      const { from, to, copy } = await disturbed(1000)
      to.inject(
        { method: 'PUT', path: /uploads/ },
        { kind: 'answer', status: 403, body: '{"errors":[{"code":"DENIED","message":"no"}]}' },
      )
      await expect(copy()).rejects.toMatchObject({
        status: 403,
        message: expect.stringContaining('DENIED: no') as unknown,
      })
      expect(
        from.requests.filter(({ method, path }) => method === 'GET' && path.includes('/blobs/')).length,
      ).toBeLessThanOrEqual(4)
    },
    TIMEOUT,
  )

  test(
    'by the one who asked for it: it ends at once, with their reason',
    async () => {
      const { from, copy } = await disturbed()
      from.inject({ method: 'GET', path: /blobs/ }, { kind: 'slow', waitMs: 0, bytesPerSecond: 100_000 })
      const stop = new AbortController()
      const copied = copy({ signal: stop.signal })
      setTimeout(() => stop.abort(new Error('that will do')), 1000)
      await expect(copied).rejects.toThrow('that will do')
      await expect(copy({ signal: AbortSignal.abort(new Error('never mind')) })).rejects.toThrow('never mind')
    },
    TIMEOUT,
  )
})

describe('a source that lies', () => {
  /** A registry that sends these bytes for every blob, before a real one; the real one as the target. */
  async function lying(
    send: (response: Parameters<Parameters<typeof serve>[0]>[1], right: Buffer) => void,
  ): Promise<{ copied: Promise<unknown>; layer: string; other: string }> {
    const [name, other] = [unique(), unique()]
    const image = await putBlobs(here.host, name, [Buffer.from('{}'), randomBytes(100_000)])
    const layer = readImage(image).layers[0]?.digest ?? ''
    const right = await blobAt(here.host, name, layer)
    const host = await serve((request, response) => {
      if (request.url?.includes('/manifests/') === true)
        response.writeHead(200, { 'content-type': image.mediaType }).end(image.bytes)
      else if (request.url?.endsWith(layer) === true) send(response, right)
      else response.end('{}')
    })
    const from = { repository: `${host}/${name}`, digest: image.digest }
    return { copied: client().copy(from, { repository: `${there.host}/${other}` }), layer, other }
  }

  test.each([
    ['sends other bytes', 'sends something else for'],
    ['sends fewer bytes and calls them all', 'sends 99999 of the 100000 bytes'],
    ['sends more bytes', 'sends more than the 100000 bytes'],
    ['never ends', 'sends more than the 100000 bytes'],
  ])(
    'and %s: nothing of it arrives',
    async (what, message) => {
      const { copied, layer, other } = await lying((response, right) => {
        if (what === 'sends other bytes') response.end(Buffer.alloc(right.length))
        else if (what.startsWith('sends fewer')) response.end(right.subarray(1))
        else if (what === 'sends more bytes') response.end(Buffer.concat([right, right]))
        else {
          const more = (): void => {
            while (!response.destroyed && response.write(right));
            response.once('drain', more)
          }
          more()
        }
      })
      await expect(copied).rejects.toThrow(WorkError)
      await expect(copied).rejects.toThrow(message)
      await expect(blobAt(there.host, other, layer)).rejects.toThrow('404')
    },
    TIMEOUT,
  )

  test('and has another manifest than was asked for', async () => {
    const host = await serve((_request, response) =>
      response.writeHead(200, { 'content-type': OCI.manifest }).end('{}'),
    )
    const from = { repository: `${host}/x`, digest: sha256(Buffer.from('other')) }
    await expect(client().copy(from, { repository: `${there.host}/x` })).rejects.toThrow('sent something else')
  })

  test('and lists indexes without an end', async () => {
    const documents = new Map<string, Buffer>()
    let [digest, size] = [sha256(Buffer.from('end')), 3]
    for (let depth = 0; depth < 50; depth++) {
      const bytes = Buffer.from(JSON.stringify({ manifests: [{ digest, size }] }))
      ;[digest, size] = [sha256(bytes), bytes.length]
      documents.set(digest, bytes)
    }
    const host = await serve((request, response) => {
      const bytes = documents.get(request.url?.replace(/.*\//, '') ?? '')
      response.writeHead(bytes === undefined ? 404 : 200, { 'content-type': OCI.index }).end(bytes)
    })
    const copied = client().copy({ repository: `${host}/x`, digest }, { repository: `${there.host}/${unique()}` })
    await expect(copied).rejects.toThrow('more than 4 levels')
  })

  test('and does not have what it lists', async () => {
    const bytes = Buffer.from(JSON.stringify({ manifests: [{ digest: sha256(Buffer.from('gone')), size: 4 }] }))
    const host = await serve((request, response) => {
      if (request.url?.endsWith(sha256(bytes)) === true)
        response.writeHead(200, { 'content-type': OCI.index }).end(bytes)
      else response.writeHead(404).end()
    })
    const from = { repository: `${host}/x`, digest: sha256(bytes) }
    const copied = client().copy(from, { repository: `${there.host}/${unique()}` })
    await expect(copied).rejects.toThrow(`${host}/x@${sha256(Buffer.from('gone'))} cannot be copied: it is not there`)
  })
})

describe('a target that lies', () => {
  test(
    'an upload that goes on elsewhere goes there without a login',
    async () => {
      const [name, other] = [unique(), unique()]
      const image = await putImage(placeAt(here.host, name), 'v1')
      const seen: unknown[] = []
      const elsewhere = await serve((request, response) => {
        seen.push([request.method, request.headers.authorization, request.url?.replace(/sha256.*/, '')])
        request.resume()
        request.on('end', () => response.writeHead(201).end())
      })
      const proxy = await proxyTo(there.host, (method) =>
        method === 'POST' ? { status: 202, headers: { location: `http://${elsewhere}/put?sig=a%2Bb+c~` } } : undefined,
      )
      const from = { repository: `${here.host}/${name}`, digest: image.digest }
      // The real registry does not have them then, and does not take the manifest.
      await expect(client().copy(from, { repository: `${proxy}/${other}` })).rejects.toThrow('the registry answered 4')
      expect(seen).toEqual(Array(2).fill(['PUT', undefined, '/put?sig=a%2Bb+c~&digest=']))
    },
    TIMEOUT,
  )

  test(
    'content before it has everything',
    async () => {
      const [name, other] = [unique(), unique()]
      const image = await putBlobs(here.host, name, [Buffer.from('{}'), randomBytes(20_000_000)])
      const host = await serve((request, response) => {
        if (request.method === 'HEAD') response.writeHead(404).end()
        else if (request.method === 'POST') response.writeHead(202, { location: '/up' }).end()
        else response.writeHead(201).end()
      })
      const copied = client().copy(
        { repository: `${here.host}/${name}`, digest: image.digest },
        { repository: `${host}/${other}` },
      )
      await expect(copied).rejects.toThrow(WorkError)
    },
    TIMEOUT,
  )
})

describe('much at once', () => {
  test(
    'two copies share what both need',
    async () => {
      const [name, other] = [unique(), unique()]
      const layer = randomBytes(500_000)
      const images = await Promise.all([1, 2, 3].map(() => putBlobs(here.host, name, [Buffer.from(unique()), layer])))
      const proxy = await faultProxy(there.host)
      const one = client()
      const copies = images.map(({ digest }) =>
        one.copy({ repository: `${here.host}/${name}`, digest }, { repository: `${proxy.host}/${other}` }),
      )
      expect(await Promise.all(copies)).toEqual(images)
      for (const image of images) await expectWhole(there.host, other, image)
      const sent = proxy.requests.filter(({ method, path }) => method === 'PUT' && path.includes('uploads'))
      expect(sent).toHaveLength(4)
    },
    TIMEOUT,
  )

  test(
    'one that is stopped leaves the work to the other',
    async () => {
      const [name, other] = [unique(), unique()]
      const image = await putBlobs(here.host, name, [Buffer.from(unique()), randomBytes(300_000)])
      const from = await faultProxy(here.host)
      const slow = from.inject({ method: 'GET', path: /blobs/ }, { kind: 'slow', waitMs: 0, bytesPerSecond: 30_000 })
      const one = client()
      const stop = new AbortController()
      const source = { repository: `${from.host}/${name}`, digest: image.digest }
      const to = { repository: `${there.host}/${other}` }
      const stopped = one.copy(source, to, { signal: stop.signal })
      await new Promise((resolve) => setTimeout(resolve, 500))
      const waiting = one.copy(source, to)
      await new Promise((resolve) => setTimeout(resolve, 500))
      slow.stop()
      stop.abort(new Error('stopped'))
      await expect(stopped).rejects.toThrow('stopped')
      expect(await waiting).toEqual(image)
      await expectWhole(there.host, other, image)
    },
    TIMEOUT,
  )

  test(
    'a thousand layers, at most four at the same time; what is read of a big one waits for what is written',
    async () => {
      const layers = Array.from({ length: 1000 }, (_, at) => Buffer.from(`layer ${at}`))
      const big = Buffer.alloc(1 << 20)
      const bigSize = 200 * big.length
      const hash = createHash('sha256')
      for (let at = 0; at < 200; at++) hash.update(big)
      const bigDigest = `sha256:${hash.digest('hex')}`
      const content = new Map(layers.map((bytes) => [sha256(bytes), bytes]))
      const manifest = Buffer.from(
        JSON.stringify({
          config: { digest: bigDigest, size: bigSize },
          layers: layers.map((bytes) => ({ digest: sha256(bytes), size: bytes.length })),
        }),
      )
      let [now, most, puts] = [0, 0, 0]
      // What the copy holds at one time, with all buffers of the sockets between. A copy
      // that collected the blob first would hold all of it. Not measured as memory of the
      // process: that follows the collector's leisure.
      let [given, taken, held] = [0, 0, 0]
      const host = await serve((request, response) => {
        const { method, url = '' } = request
        const digest = url.replace(/.*[/=]/, '')
        if (method === 'GET' && url.includes('manifests'))
          response.writeHead(200, { 'content-type': OCI.manifest }).end(manifest)
        else if (method === 'HEAD') response.writeHead(404).end()
        else if (method === 'POST') response.writeHead(202, { location: '/up' }).end()
        else if (method === 'GET' && digest === bigDigest) {
          let left = 200
          const more = (): void => {
            while (left-- > 0) {
              given += big.length
              held = Math.max(held, given - taken)
              if (!response.write(big)) return void response.once('drain', more)
            }
            response.end()
          }
          more()
        } else if (method === 'GET') response.end(content.get(digest))
        else {
          most = Math.max(most, ++now)
          request.on('data', (chunk: Buffer) => (taken += chunk.length))
          request.on('end', () => {
            now--
            puts++
            response.writeHead(201).end()
          })
        }
      })
      const from = { repository: `${host}/from`, digest: sha256(manifest) }
      const anonymous = registryClient(() => Promise.resolve(undefined))
      const { onBlob, told } = ways()
      await anonymous.copy(from, { repository: `${host}/to` }, { onBlob })
      expect(told['sent']).toHaveLength(1001)
      expect(puts).toBe(1002)
      expect(most).toBeLessThanOrEqual(4)
      expect(taken).toBeGreaterThan(bigSize)
      expect(held).toBeLessThan(64 * 1024 * 1024)
    },
    TIMEOUT,
  )
})
