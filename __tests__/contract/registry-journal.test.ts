import { beforeAll, describe, expect, test } from '@jest/globals'
import { registryClient, type RegistryClient } from '../../src/registry/client.js'
import {
  appendJournal,
  endClaims,
  JOURNAL_TAG,
  NoJournal,
  readJournal,
  suitesPassedOn,
  type JournalRecord,
} from '../../src/registry/journal.js'
import { basic, OCI, putImage, sha256 } from '../world/by-hand.js'
import { proxyTo, startRegistry, type TestRegistry } from '../world/registries.js'
import { faultProxy } from '../world/services/faults.js'
import { TIMEOUT, unique } from '../world/world.js'

let registry: TestRegistry
beforeAll(async () => {
  registry = await startRegistry()
}, TIMEOUT)

const client = (): RegistryClient =>
  registryClient(() => Promise.resolve({ username: registry.user, password: registry.password }))
const digest = (text: string): string => sha256(Buffer.from(text))
const record = (operation: string, more: Partial<JournalRecord> = {}): JournalRecord => ({
  ...{ operation, kind: 'tag', state: 'done', tag: 'stable', old: null, new: digest('new') },
  ...{ at: '2026-08-01T10:00:00.000Z', by: 'somebody', run: '' },
  ...more,
})

/** Puts something under the journal's tag, without our client. */
async function putForeign(name: string, content: unknown, layer: object = {}): Promise<void> {
  const at = `${registry.host}/${name}`
  const bytes = Buffer.from(typeof content === 'string' ? content : JSON.stringify(content))
  const [config, blob] = [await client().putBlob(at, Buffer.from('{}')), await client().putBlob(at, bytes)]
  const manifest = Buffer.from(
    JSON.stringify({
      ...{ schemaVersion: 2, mediaType: OCI.manifest, config: { ...config, mediaType: OCI.config } },
      layers: [{ mediaType: 'application/vnd.stack-action.journal.v1+json', ...blob, ...layer }],
    }),
  )
  await client().put(at, JOURNAL_TAG, { bytes: manifest, mediaType: OCI.manifest, digest: sha256(manifest) })
}

test(
  'a journal begins with the first record, and keeps what is written, newest last',
  async () => {
    const at = `${registry.host}/${unique()}`
    expect(await readJournal(client(), at)).toEqual([])
    await appendJournal(client(), at, [record('a-1', { suites: ['smoke'], from: '2026.3-a1' })])
    await appendJournal(client(), at, [record('a-2', { old: digest('new'), new: digest('newer') })])
    const records = await readJournal(client(), at)
    expect(records).toEqual([
      record('a-1', { suites: ['smoke'], from: '2026.3-a1' }),
      record('a-2', { old: digest('new'), new: digest('newer') }),
    ])
    expect([...suitesPassedOn(records, digest('new'))]).toEqual(['smoke'])
    expect([...suitesPassedOn(records, digest('newer'))]).toEqual([])
  },
  TIMEOUT,
)

test(
  'it is an artifact with nothing but the journal in it',
  async () => {
    const at = `${registry.host}/${unique()}`
    await appendJournal(client(), at, [record('a-1')])
    const manifest = await client().manifest(at, JOURNAL_TAG)
    expect(JSON.parse(manifest?.bytes.toString() ?? '')).toEqual({
      schemaVersion: 2,
      mediaType: OCI.manifest,
      artifactType: 'application/vnd.stack-action.journal.v1+json',
      config: { mediaType: 'application/vnd.oci.empty.v1+json', digest: digest('{}'), size: 2 },
      layers: [
        {
          mediaType: 'application/vnd.stack-action.journal.v1+json',
          digest: expect.any(String),
          size: expect.any(Number),
        },
      ],
    })
  },
  TIMEOUT,
)

test(
  'what was begun is replaced by what became of it, or goes',
  async () => {
    const at = `${registry.host}/${unique()}`
    const begun = { state: 'begun', until: '2026-08-01T10:10:00.000Z' } as const
    await appendJournal(client(), at, [record('a-1', begun), record('a-1', { ...begun, tag: 'other' })])
    await appendJournal(client(), at, [record('b-1', { ...begun, tag: 'third' })])
    expect(await appendJournal(client(), at, [record('a-1')])).toMatchObject([
      { operation: 'a-1', tag: 'other', state: 'begun' },
      { operation: 'b-1', tag: 'third', state: 'begun' },
      { operation: 'a-1', tag: 'stable', state: 'done' },
    ])
    await endClaims(client(), at, 'a-1', [])
    await endClaims(client(), at, 'b-1', [record('b-1', { tag: 'third', state: 'undone' })])
    expect(await readJournal(client(), at)).toMatchObject([
      { operation: 'a-1', tag: 'stable', state: 'done' },
      { operation: 'b-1', tag: 'third', state: 'undone' },
    ])
  },
  TIMEOUT,
)

test(
  'many who write at the same time: nothing of anybody is lost',
  async () => {
    const at = `${registry.host}/${unique()}`
    const ids = ['a', 'b', 'c', 'd'].map((name) => `${name}-1`)
    await Promise.all(ids.map((id) => appendJournal(client(), at, [record(id)])))
    expect((await readJournal(client(), at)).map(({ operation }) => operation).sort()).toEqual(ids)
  },
  TIMEOUT,
)

test(
  'somebody who had read before we wrote, and writes after it, does not make ours vanish',
  async () => {
    const at = `${registry.host}/${unique()}`
    const own = client()
    await appendJournal(own, at, [record('theirs-1')])
    const theirs = await own.manifest(at, JOURNAL_TAG)
    if (theirs === undefined) throw new Error('there is no journal')
    let late: Promise<void> | undefined
    const slow: RegistryClient = {
      ...own,
      put: async (...args) => {
        await own.put(...args)
        late ??= own.put(at, JOURNAL_TAG, theirs)
      },
    }
    const records = await appendJournal(slow, at, [record('ours-1')])
    await late
    expect(records.map(({ operation }) => operation)).toEqual(['theirs-1', 'ours-1'])
    expect(await readJournal(own, at)).toEqual(records)
  },
  TIMEOUT,
)

test(
  'the oldest of more than a thousand go',
  async () => {
    const at = `${registry.host}/${unique()}`
    await appendJournal(
      client(),
      at,
      Array.from({ length: 1000 }, (_, place) => record(`a-${place}`)),
    )
    const records = await appendJournal(client(), at, [record('b-1'), record('b-2')])
    expect(records).toHaveLength(1000)
    expect([records[0]?.operation, records.at(-1)?.operation]).toEqual(['a-2', 'b-2'])
    const wide = Array.from({ length: 200 }, () => 'ü'.repeat(1000))
    const large = await appendJournal(
      client(),
      at,
      ['c-1', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6'].map((id) => record(id, { suites: wide })),
    )
    expect(large.map(({ operation }) => operation).slice(-6)).toEqual(['b-2', 'c-2', 'c-3', 'c-4', 'c-5', 'c-6'])
  },
  TIMEOUT,
)

test(
  'foreign text is one harmless line of some length',
  async () => {
    const at = `${registry.host}/${unique()}`
    await appendJournal(client(), at, [record('a-1', { by: `me\u001b[31m\n::error::${'x'.repeat(5000)}` })])
    const [{ by } = { by: '' }] = await readJournal(client(), at)
    expect(by).toMatch(/^me ::error::x+…$/)
    expect(by).toHaveLength(1000)
  },
  TIMEOUT,
)

describe('what is not a journal is left as it is', () => {
  const cases: [string, (name: string) => Promise<unknown>, RegExp][] = [
    [
      'an image',
      (name) => putImage({ host: registry.host, name, authorization: basic(registry) }, JOURNAL_TAG),
      /it is something else/,
    ],
    ['no JSON', (name) => putForeign(name, 'x'), /is not JSON/],
    ['a later version', (name) => putForeign(name, { schema: 2, records: [] }), /later version of stack-action/],
    ['another shape', (name) => putForeign(name, { schema: 1, records: [{}] }), /is not a journal: records\.0/],
    [
      'a digest that is none',
      (name) => putForeign(name, { schema: 1, records: [{ ...record('a-1'), new: 'sha256:../x' }] }),
      /is not a journal: records\.0\.new/,
    ],
    [
      'a tag that is none',
      (name) => putForeign(name, { schema: 1, records: [record('a-1', { tag: '../x' })] }),
      /is not a journal: records\.0\.tag/,
    ],
    [
      'endless',
      (name) => putForeign(name, { schema: 1, records: [], more: 'x'.repeat(5 * 1024 * 1024) }),
      /is not a journal: it has \d+ bytes/,
    ],
  ]
  test.each(cases)(
    '%s',
    async (_what, put, why) => {
      const name = unique()
      const at = `${registry.host}/${name}`
      await put(name)
      const before = await client().digest(at, JOURNAL_TAG)
      await expect(readJournal(client(), at)).rejects.toThrow(why)
      await expect(appendJournal(client(), at, [record('a-1')])).rejects.toThrow(why)
      expect(await client().digest(at, JOURNAL_TAG)).toBe(before)
    },
    TIMEOUT,
  )
})

describe('a registry', () => {
  test(
    'that takes no artifacts has no journal',
    async () => {
      const host = await proxyTo(registry.host, (method, path) =>
        method === 'PUT' && path.includes('/manifests/')
          ? { status: 400, body: '{"errors":[{"code":"MANIFEST_INVALID","message":"unsupported config media type"}]}' }
          : undefined,
      )
      const appended = appendJournal(client(), `${host}/${unique()}`, [record('a-1')])
      await expect(appended).rejects.toThrow(NoJournal)
      await expect(appended).rejects.toThrow(/takes no journal: .*400: MANIFEST_INVALID: unsupported config/)
    },
    TIMEOUT,
  )

  test(
    'that answers 429, 5xx, breaks connections and loses answers: it is written all the same, once',
    async () => {
      const proxy = await faultProxy(registry.host)
      const at = `${proxy.host}/${unique()}`
      const retry = { 'retry-after': '0' }
      proxy.inject({ method: 'GET', times: 1 }, { kind: 'answer', status: 429, headers: retry })
      proxy.inject({ method: 'POST', times: 1 }, { kind: 'answer', status: 503, headers: retry })
      proxy.inject({ method: 'PUT', path: /uploads/, times: 1 }, { kind: 'cut-answer' })
      proxy.inject({ method: 'PUT', path: /uploads/, after: 1, times: 1 }, { kind: 'answer', status: 500 })
      proxy.inject({ method: 'PUT', path: /manifests/, times: 1 }, { kind: 'cut-answer' })
      await appendJournal(client(), at, [record('a-1')])
      await appendJournal(client(), at, [record('a-2')])
      expect(proxy.requests.filter(({ fault }) => fault !== undefined)).toHaveLength(5)
      expect((await readJournal(client(), at)).map(({ operation }) => operation)).toEqual(['a-1', 'a-2'])
    },
    TIMEOUT,
  )
})

describe('tags', () => {
  test(
    'of all pages, as the registry lists them',
    async () => {
      const name = unique()
      const place = { host: registry.host, name, authorization: basic(registry) }
      const { bytes, mediaType, digest: now } = await putImage(place, 't0')
      for (const tag of ['t1', 't2', 't3', 't4'])
        await client().put(`${registry.host}/${name}`, tag, { bytes, mediaType, digest: now })
      const asked: string[] = []
      const host = await proxyTo(registry.host, (_method, path) => {
        const all = /tags\/list\?n=1000$/.test(path)
        if (path.includes('/tags/')) asked.push(path)
        // What a registry does that gives at most two at a time.
        return all ? { status: 307, headers: { location: path.replace('n=1000', 'n=2') } } : undefined
      })
      expect((await client().tags(`${host}/${name}`)).sort()).toEqual(['t0', 't1', 't2', 't3', 't4'])
      expect(asked.length).toBeGreaterThan(2)
      expect(await client().tags(`${registry.host}/${unique()}`)).toEqual([])
    },
    TIMEOUT,
  )

  test('of a registry that sends us round and round: each is there once', async () => {
    let asked = 0
    const host = await proxyTo(registry.host, () => {
      asked++
      const headers = { link: '</v2/x/tags/list?last=a&n=1000>; rel="next"' }
      return { status: 200, headers, body: '{"tags":["a","b","../c",7]}' }
    })
    expect(await client().tags(`${host}/x`)).toEqual(['a', 'b'])
    expect(asked).toBe(2)
  })
})
