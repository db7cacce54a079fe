import { beforeAll, expect, test } from '@jest/globals'
import { registryClient, type RegistryClient } from '../../src/registry/client.js'
import { describe as describeImage, platformManifest } from '../../src/registry/described.js'
import { infoTag, NoFacts, putFacts, readFacts } from '../../src/registry/facts.js'
import { digestOf, factsOf, infoOf } from '../unit/contents/facts-of.js'
import { basic, OCI, putImage, sha256 } from '../world/by-hand.js'
import { proxyTo, startRegistry, type TestRegistry } from '../world/registries.js'
import { TIMEOUT, unique } from '../world/world.js'

let registry: TestRegistry
beforeAll(async () => {
  registry = await startRegistry()
}, TIMEOUT)

const client = (): RegistryClient =>
  registryClient(() => Promise.resolve({ username: registry.user, password: registry.password }))
const DIGEST = digestOf('a')

/** Puts something where facts lie, without our client. */
async function putForeign(at: string, content: unknown, layer: object = {}): Promise<void> {
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  const [config, blob] = [await client().putBlob(at, Buffer.from('{}')), await client().putBlob(at, bytes)]
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: OCI.manifest, config: { ...config, mediaType: OCI.config } },
      layers: [{ mediaType: 'application/vnd.stack-action.facts.v1+json', ...blob, ...layer }],
    }),
  )
  await client().put(at, infoTag(DIGEST), { bytes: manifest, mediaType: OCI.manifest, digest: sha256(manifest) })
}

test(
  'facts are read as they were written, and none where there are none',
  async () => {
    const at = `${registry.host}/${unique()}`
    const facts = factsOf({ digest: DIGEST, infos: [infoOf('pip list', 'numpy==1\nö\n')], compressed: 7 })
    expect(await readFacts(client(), at, DIGEST)).toBeUndefined()
    await putFacts(client(), at, facts)
    expect(await readFacts(client(), at, DIGEST)).toEqual(facts)
    expect(await readFacts(client(), at, digestOf('b'))).toBeUndefined()
    await putFacts(client(), at, { ...facts, version: '2' })
    expect((await readFacts(client(), at, DIGEST))?.version).toBe('2')
  },
  TIMEOUT,
)

test(
  'facts of an image that was not pushed are nowhere',
  async () => {
    const at = `${registry.host}/${unique()}`
    await putFacts(client(), at, factsOf({ digest: null }))
    expect(await client().tags(at)).toEqual([])
  },
  TIMEOUT,
)

test.each<[string, unknown, object, RegExp]>([
  ['no JSON', '<html>', {}, /JSON/],
  ['something else', { records: [] }, {}, /does not hold facts/],
  ['another kind', factsOf({ digest: DIGEST }), { mediaType: 'text/plain' }, /something else/],
  ['too much', factsOf({ digest: DIGEST }), { size: 1e9 }, /1000000000 bytes/],
  ['of a later version', { ...factsOf({ digest: DIGEST }), schema: 2 }, {}, /later version/],
  ['infos that are none', { ...factsOf({ digest: DIGEST }), infos: [{}] }, {}, /infos\.0/],
  ['a time that is none', { ...factsOf({ digest: DIGEST }), builtAt: 'yesterday' }, {}, /builtAt/],
])(
  '%s under the tag is refused',
  async (_what, content, layer, message) => {
    const at = `${registry.host}/${unique()}`
    await putForeign(at, content, layer)
    await expect(readFacts(client(), at, DIGEST)).rejects.toThrow(message)
  },
  TIMEOUT,
)

test(
  'what would reach a terminal is plain, and facts of another image are none of this one',
  async () => {
    const at = `${registry.host}/${unique()}`
    await putForeign(at, factsOf({ digest: DIGEST, version: '\u001b[31mred\u202e', builtIn: 'a\nb' }))
    expect(await readFacts(client(), at, DIGEST)).toMatchObject({ version: 'red ', builtIn: 'a b' })
    await putForeign(at, factsOf({ digest: digestOf('b') }))
    expect(await readFacts(client(), at, DIGEST)).toBeUndefined()
  },
  TIMEOUT,
)

test(
  'a registry that takes no artifacts is told from one that is ill',
  async () => {
    const refusing = await proxyTo(registry.host, (method, path) =>
      method === 'PUT' && path.includes('/manifests/info-') ? { status: 415, body: '{}' } : undefined,
    )
    await expect(putFacts(client(), `${refusing}/${unique()}`, factsOf({ digest: DIGEST }))).rejects.toThrow(NoFacts)
  },
  TIMEOUT,
)

test(
  'manifest and configuration alone say what it weighs and how it was made',
  async () => {
    const name = unique()
    const at = `${registry.host}/${name}`
    const image = await putImage({ host: registry.host, name, authorization: basic(registry) }, 'main', {
      config: {
        ...{ id: name, config: { Labels: { a: 'b' } }, created: '2026-04-01T10:00:00.5Z' },
        history: [{ created_by: 'ENV A=b', empty_layer: true }, { created_by: 'RUN /bin/sh -c make # buildkit' }],
      },
    })
    const manifest = await platformManifest(client(), at, 'main', 'linux/amd64')
    expect(manifest?.digest).toBe(image.digest)
    if (manifest === undefined) throw new Error('nothing there')
    const described = await describeImage(client(), at, manifest)
    expect(described).toMatchObject({ digest: image.digest, labels: { a: 'b' } })
    expect(described?.layers.map(({ command, size }) => [command, size > 0])).toEqual([
      ['ENV A=b', false],
      ['RUN make', true],
    ])
    expect(described?.created).toBe('2026-04-01T10:00:00.500Z')
    expect(described?.layers.reduce((sum, { size }) => sum + size, 0)).toBe(described?.compressed)
  },
  TIMEOUT,
)
