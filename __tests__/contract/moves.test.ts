import { beforeAll, describe, expect, test } from '@jest/globals'
import { RegistryError, registryClient, type RegistryClient } from '../../src/registry/client.js'
import { putFacts, readFacts } from '../../src/registry/facts.js'
import { appendJournal, JOURNAL_TAG, readJournal, type JournalRecord } from '../../src/registry/journal.js'
import { moveAll, operationId, resolveSources, type MoveOptions, type Transfer } from '../../src/run/moves.js'
import type { JournalEntry } from '../../src/run/publish.js'
import { Interrupted, messageOf, UserError } from '../../src/shared/errors.js'
import { factsOf } from '../unit/contents/facts-of.js'
import { basic, DOCKER, putImage, putIndex, type Put } from '../world/by-hand.js'
import { digestAt, proxyTo, startRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
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
const placeAt = (name: string): Parameters<typeof putImage>[0] => ({
  ...{ host: here.host, name, authorization: basic(here) },
})
const transfer = (repository: string, put: Pick<Put, 'digest'>, ref: string): Transfer => ({
  image: repository.slice(repository.lastIndexOf('/') + 1),
  source: { repository, digest: put.digest, ref: `${repository}:source` },
  ref,
})

interface Tried {
  readonly outcome: Awaited<ReturnType<typeof moveAll>>
  readonly records: JournalEntry[][]
}
async function move(
  transfers: readonly Transfer[],
  more: Partial<MoveOptions> & { readonly registry?: RegistryClient; readonly by?: string } = {},
): Promise<Tried> {
  const records: JournalEntry[][] = []
  const { registry = client(), by = 'somebody', ...options } = more
  const at = new Date()
  const outcome = await moveAll(
    registry,
    transfers,
    { ...{ id: operationId(at), kind: 'tag', by, run: '', at }, from: 'source' },
    {
      now: () => new Date(),
      record: (journal) => records.push(structuredClone([...journal])),
      signal: new AbortController().signal,
      ...options,
    },
  )
  return { outcome, records }
}

/** What a repository's journal says, without ids and times. */
async function journalOf(repository: string): Promise<unknown[]> {
  const records = await readJournal(client(), repository)
  return records.map(({ state, tag, old, new: digest }) => [state, tag, old, digest])
}

/** Four images with an old `stable`, and what is to be it. */
async function fourImages(host = here.host): Promise<{
  names: string[]
  old: Put[]
  now: Put[]
  transfers: Transfer[]
  stable: () => Promise<(string | undefined)[]>
}> {
  const id = unique()
  const names = ['a', 'b', 'c', 'd'].map((image) => `${id}/${image}`)
  const [old, now] = await Promise.all([
    Promise.all(names.map((name) => putImage(placeAt(name), 'stable'))),
    Promise.all(names.map((name) => putImage(placeAt(name), 'source'))),
  ])
  const transfers = names.map((name, at) =>
    transfer(`${host}/${name}`, now[at] ?? { digest: '' }, `${host}/${name}:stable`),
  )
  return { names, old, now, transfers, stable: () => Promise.all(names.map((name) => digestAt(here, name, 'stable'))) }
}

const digests = (puts: readonly Put[]): string[] => puts.map(({ digest }) => digest)

/** An image, an index of two platforms with an attestation, and Docker's manifest list. */
const KINDS: [string, (name: string) => Promise<Put>][] = [
  ['an image', (name) => putImage(placeAt(name), 'source')],
  [
    'an OCI index with attestations',
    async (name) => {
      const place = placeAt(name)
      const [amd, arm] = [await putImage(place, 'amd'), await putImage(place, 'arm')]
      const attestation = await putImage(place, 'attestation', { config: { architecture: 'unknown', os: 'unknown' } })
      return putIndex(place, 'source', [
        ['linux/amd64', amd],
        ['linux/arm64/v8', arm],
        ['unknown/unknown', attestation],
      ])
    },
  ],
  [
    'a Docker manifest list',
    async (name) => {
      const place = placeAt(name)
      const images = [await putImage(place, 'amd', { types: DOCKER }), await putImage(place, 'arm', { types: DOCKER })]
      const [amd, arm] = images
      if (amd === undefined || arm === undefined) throw new Error('no images')
      return putIndex(
        place,
        'source',
        [
          ['linux/amd64', amd],
          ['linux/arm/v7', arm],
        ],
        DOCKER,
      )
    },
  ],
]

describe.each(KINDS)('%s keeps its digest', (_kind, put) => {
  test(
    'under another name, in another repository, and in another registry',
    async () => {
      const [name, other] = [unique(), unique()]
      const source = await put(name)
      const from = `${here.host}/${name}`
      const ways: string[] = []
      const { outcome } = await move(
        [
          transfer(from, source, `${from}:stable`),
          transfer(from, source, `${from}:2026`),
          transfer(from, source, `${here.host}/${other}:stable`),
          transfer(from, source, `${there.host}/${name}:stable`),
        ],
        { onBlob: (repository, _digest, way) => ways.push(`${repository} ${way}`) },
      )
      expect(outcome).toMatchObject({ failure: undefined, left: [], notices: [] })
      expect(outcome.moved.map(({ old, new: digest, state }) => [old, digest, state])).toEqual(
        Array(4).fill([null, source.digest, 'moved']),
      )
      expect(await digestAt(here, name, 'stable')).toBe(source.digest)
      expect(await digestAt(here, name, '2026')).toBe(source.digest)
      expect(await digestAt(here, other, 'stable')).toBe(source.digest)
      expect(await digestAt(there, name, 'stable')).toBe(source.digest)
      expect(new Set(ways)).toEqual(new Set([`${here.host}/${other} mounted`, `${there.host}/${name} sent`]))
      for (const repository of [`${here.host}/${other}`, `${there.host}/${name}`]) {
        const bytes = (await client().manifest(repository, 'stable'))?.bytes.toString()
        expect(bytes).toBe(source.bytes.toString())
        expect(await journalOf(repository)).toEqual([['done', 'stable', null, source.digest]])
      }
    },
    TIMEOUT,
  )
})

describe('what is known of images', () => {
  const known = async (name: string, digest: string, at = here): Promise<string | undefined> =>
    (await readFacts(client(), `${at.host}/${name}`, digest))?.name

  test(
    'goes with them into other repositories and registries, of each platform',
    async () => {
      const [name, other] = [unique(), unique()]
      const parts = await Promise.all([putImage(placeAt(name), 'amd'), putImage(placeAt(name), 'arm')])
      const index = await putIndex(placeAt(name), 'source', [
        ['linux/amd64', parts[0]],
        ['linux/arm64', parts[1]],
      ])
      const from = `${here.host}/${name}`
      for (const [at, { digest }] of parts.entries())
        await putFacts(client(), from, factsOf({ digest, name: `p${at}` }))
      const { outcome } = await move([
        transfer(from, index, `${here.host}/${other}:stable`),
        transfer(from, index, `${there.host}/${name}:stable`),
      ])
      expect(outcome).toMatchObject({ failure: undefined, notices: [] })
      for (const [at, { digest }] of parts.entries()) {
        expect(await known(other, digest)).toBe(`p${at}`)
        expect(await known(name, digest, there)).toBe(`p${at}`)
      }
    },
    TIMEOUT,
  )

  test(
    'holds nobody up: where it cannot be brought, names move and a notice says so',
    async () => {
      const name = unique()
      const source = await putImage(placeAt(name), 'source')
      await putFacts(client(), `${here.host}/${name}`, factsOf({ digest: source.digest }))
      const registry: RegistryClient = {
        ...client(),
        put: (repository, tag, manifest, signal) =>
          tag.startsWith('info-')
            ? Promise.reject(new RegistryError('the quota is used up', 403))
            : client().put(repository, tag, manifest, signal),
      }
      const ref = `${there.host}/${name}:stable`
      const { outcome } = await move([transfer(`${here.host}/${name}`, source, ref)], { registry })
      expect(outcome.moved.map(({ state }) => state)).toEqual(['moved'])
      expect(outcome.notices).toEqual([expect.stringMatching(/did not go with them.*the quota is used up$/)])
    },
    TIMEOUT,
  )
})

describe('a move', () => {
  test(
    'says what names were, writes nothing twice, and the journal has it',
    async () => {
      const { names, old, now, transfers, stable } = await fourImages()
      const { outcome, records } = await move(transfers.map((one) => ({ ...one, suites: ['smoke'] })))
      expect(outcome.moved.map((one) => [one.old, one.new, one.state])).toEqual(
        names.map((_name, at) => [old[at]?.digest, now[at]?.digest, 'moved']),
      )
      expect(await stable()).toEqual(digests(now))
      expect(records.at(-1)?.map(({ undone }) => undone)).toEqual([false, false, false, false])
      const journal = await readJournal(client(), `${here.host}/${names[0] ?? ''}`)
      expect(journal).toEqual([
        expect.objectContaining({
          ...{ kind: 'tag', state: 'done', tag: 'stable', old: old[0]?.digest, new: now[0]?.digest },
          ...{ by: 'somebody', from: 'source', suites: ['smoke'] },
        }),
      ])
      const proxy = await faultProxy(here.host)
      const again = await move(
        names.map((name, at) =>
          transfer(`${proxy.host}/${name}`, now[at] ?? { digest: '' }, `${proxy.host}/${name}:stable`),
        ),
      )
      expect(again.outcome.moved.map(({ state }) => state)).toEqual(Array(4).fill('unchanged'))
      expect(proxy.requests.filter(({ method }) => method !== 'GET' && method !== 'HEAD')).toEqual([])
      expect(proxy.requests.filter(({ path }) => path.includes(JOURNAL_TAG))).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'is only tried in a dry run: everything is asked, nothing is written',
    async () => {
      const { names, old, now, transfers, stable } = await fourImages()
      const proxy = await faultProxy(here.host)
      const moved = transfers.map((one) => one.ref.replace(here.host, proxy.host))
      const { outcome, records } = await move(
        transfers.map((one, at) => ({ ...one, ref: moved[at] ?? '' })),
        { dryRun: true },
      )
      expect(outcome.failure).toBeUndefined()
      expect(outcome.moved.map((one) => [one.old, one.new, one.state])).toEqual(
        names.map((_name, at) => [old[at]?.digest, now[at]?.digest, 'moved']),
      )
      expect(await stable()).toEqual(digests(old))
      expect(await tagsAt(here, names[0] ?? '')).toEqual(['source', 'stable'])
      expect(records).toEqual([])
      expect(proxy.requests.filter(({ method }) => method === 'PUT' || method === 'PATCH')).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'that may not be made is told by a dry run',
    async () => {
      const registry = await startTokenRegistry({
        users: { dev: { '*': ['pull', 'push'] }, reader: { '*': ['pull'] } },
      })
      const name = unique()
      const { user, password } = registry.as('dev')
      const source = await putImage(placeAt(name), 'source')
      const own = registryClient(() => Promise.resolve({ username: user, password }))
      const both = registryClient((host) =>
        Promise.resolve(
          host === here.host ? { username: here.user, password: here.password } : { username: user, password },
        ),
      )
      await both.copy(
        { repository: `${here.host}/${name}`, digest: source.digest },
        { repository: `${registry.host}/${name}` },
      )
      const reader = registry.as('reader')
      const { outcome } = await move(
        [transfer(`${registry.host}/${name}`, source, `${registry.host}/${name}:stable`)],
        { dryRun: true, registry: clientOf(reader) },
      )
      expect(messageOf(outcome.failure?.error)).toMatch(/no push to .*40[13]/)
      expect(await own.digest(`${registry.host}/${name}`, 'stable')).toBeUndefined()
    },
    TIMEOUT,
  )

  test(
    'of a source that is gone moves nothing',
    async () => {
      const { transfers, old, stable } = await fourImages()
      const gone = { digest: `sha256:${'0'.repeat(64)}` }
      const [first, ...others] = transfers
      if (first === undefined) throw new Error('no transfers')
      const { outcome } = await move([...others, transfer(first.source.repository, gone, first.ref)])
      expect(outcome.failure).toMatchObject({ ref: first.ref })
      expect(messageOf(outcome.failure?.error)).toBe(
        `${first.source.repository}@${gone.digest} is not in the registry any more`,
      )
      expect(await stable()).toEqual(digests(old))
    },
    TIMEOUT,
  )

  test('of one name to two things is the user’s mistake', async () => {
    const [a, b] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
    const { outcome } = await move([
      transfer('127.0.0.1:1/x', { digest: a }, '127.0.0.1:1/x:stable'),
      transfer('127.0.0.1:1/y', { digest: b }, '127.0.0.1:1/x:stable'),
    ])
    expect(outcome.failure?.error).toBeInstanceOf(UserError)
    expect(messageOf(outcome.failure?.error)).toBe(
      `127.0.0.1:1/x:stable is to name two things: ${a} of x and ${b} of y`,
    )
  })
})

describe('sources', () => {
  test(
    'are found by tag and digest, each asked once; those that are not there are listed with what is near',
    async () => {
      const name = unique()
      const at = `${here.host}/${name}`
      const place = placeAt(name)
      const [one] = [await putImage(place, '2026.3-a1239a'), await putImage(place, '2026.3-stable')]
      await putImage(place, 'fp-2026.3-a1239b')
      const wanted = [
        { image: 'a', ref: `${at}:2026.3-a1239a` },
        { image: 'b', ref: `${at}@${one.digest}` },
        { image: 'c', ref: `${at}:2026.3-a1239a` },
      ]
      const proxy = await faultProxy(here.host)
      const through = wanted.map(({ image, ref }) => ({ image, ref: ref.replace(here.host, proxy.host) }))
      const found = await resolveSources(client(), through)
      expect(found.map(({ digest, ref }) => [digest, ref])).toEqual(through.map(({ ref }) => [one.digest, ref]))
      expect(proxy.requests.filter(({ path, status }) => path.includes('manifests') && status === 200)).toHaveLength(2)
      const missing = resolveSources(client(), [
        ...wanted,
        { image: 'a', ref: `${at}:2026.3-a1239b` },
        { image: 'b', ref: `${at}:2026.3-a1239b` },
        { image: 'c', ref: `${here.host}/${unique()}:x` },
      ])
      await expect(missing).rejects.toThrow(UserError)
      await expect(missing).rejects.toMatchObject({
        problems: [
          {
            message: `${at}:2026.3-a1239b is not there (for a, b)`,
            remedy: 'The nearest tags there are: 2026.3-a1239a, 2026.3-stable.',
          },
          {
            message: expect.stringMatching(/:x is not there \(for c\)$/),
            remedy: expect.stringContaining('has no tags'),
          },
        ],
      })
    },
    TIMEOUT,
  )
})

describe('through a proxy in which things go wrong', () => {
  const retry = { 'retry-after': '0' }
  async function through(): Promise<{ proxy: FaultProxy } & Awaited<ReturnType<typeof fourImages>>> {
    const proxy = await faultProxy(here.host)
    return { proxy, ...(await fourImages(proxy.host)) }
  }
  const STABLE = /manifests\/stable$/

  test(
    '429, 5xx, connections that break and answers that are lost hinder nothing',
    async () => {
      const { proxy, transfers, now, stable, names } = await through()
      proxy.inject({ method: 'PUT', path: STABLE, times: 1 }, { kind: 'answer', status: 429, headers: retry })
      proxy.inject({ method: 'PUT', path: STABLE, times: 1 }, { kind: 'answer', status: 503, headers: retry })
      proxy.inject({ method: 'PUT', path: STABLE, times: 1 }, { kind: 'cut-answer' })
      proxy.inject({ method: 'HEAD', path: STABLE, times: 1 }, { kind: 'cut-request' })
      proxy.inject({ method: 'PUT', path: /stack-journal/, times: 1 }, { kind: 'cut-answer' })
      const { outcome } = await move(transfers)
      expect(outcome).toMatchObject({ failure: undefined, left: [], notices: [] })
      expect(proxy.requests.filter(({ fault }) => fault !== undefined)).toHaveLength(5)
      expect(await stable()).toEqual(digests(now))
      expect(await journalOf(`${here.host}/${names[2] ?? ''}`)).toHaveLength(1)
    },
    TIMEOUT,
  )

  test(
    'a put that is refused on the third of four: everything is as it was, and the journal says so',
    async () => {
      const { proxy, transfers, old, now, stable, names } = await through()
      proxy.inject({ method: 'PUT', path: /\/c\/manifests\/stable$/ }, { kind: 'answer', status: 403 })
      const { outcome, records } = await move(transfers)
      expect(outcome).toMatchObject({ moved: [], left: [], notices: [], failure: { ref: transfers[2]?.ref } })
      expect(messageOf(outcome.failure?.error)).toContain('403')
      expect(await stable()).toEqual(digests(old))
      expect(records.at(-1)?.every(({ undone }) => undone)).toBe(true)
      const [a = '', , c = ''] = names
      expect(await journalOf(`${here.host}/${a}`)).toEqual([['undone', 'stable', old[0]?.digest, now[0]?.digest]])
      expect(await journalOf(`${here.host}/${c}`)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a put that is made, and says that it failed: it is taken back, too',
    async () => {
      const { proxy, transfers, old, stable } = await through()
      proxy.inject({ method: 'PUT', path: /\/c\/manifests\/stable$/, times: 4 }, { kind: 'cut-answer' })
      const { outcome } = await move(transfers)
      expect(outcome).toMatchObject({ moved: [], left: [], failure: { ref: transfers[2]?.ref } })
      expect(await stable()).toEqual(digests(old))
    },
    TIMEOUT,
  )

  test(
    'a name that was new and cannot be removed is told, and the journal has it',
    async () => {
      const { proxy, transfers, names, now } = await through()
      const moved = transfers.map((one) => ({ ...one, ref: one.ref.replace(/stable$/, 'new') }))
      proxy.inject({ method: 'PUT', path: /\/c\/manifests\/new$/ }, { kind: 'answer', status: 403 })
      const { outcome } = await move(moved)
      const stays = outcome.moved.map(({ ref }) => ref)
      expect(stays).toContain(moved[0]?.ref)
      expect(outcome.left).toHaveLength(stays.length)
      expect(await journalOf(`${here.host}/${names[0] ?? ''}`)).toEqual([['done', 'new', null, now[0]?.digest]])
    },
    TIMEOUT,
  )

  test(
    'a registry that shows something else at the end: all is taken back',
    async () => {
      const { proxy, transfers, old, stable } = await through()
      const other = { kind: 'digest', digest: `sha256:${'e'.repeat(64)}` } as const
      proxy.inject({ method: 'HEAD', path: /\/c\/manifests\/stable$/, after: 1, times: 1 }, other)
      const { outcome } = await move(transfers)
      expect(messageOf(outcome.failure?.error)).toMatch(/c:stable was moved to sha256:\w+ and names sha256:e+$/)
      expect(await stable()).toEqual(digests(old))
    },
    TIMEOUT,
  )

  test(
    'a journal that cannot be written after the moves: told, and the names stay',
    async () => {
      const { proxy, transfers, now, stable } = await through()
      // Four claims pass.
      proxy.inject({ method: 'PUT', path: /stack-journal$/, after: 4 }, { kind: 'answer', status: 403 })
      const { outcome } = await move(transfers)
      expect(outcome).toMatchObject({ failure: undefined, left: [] })
      expect(outcome.moved).toHaveLength(4)
      expect(outcome.notices).toEqual([
        expect.stringMatching(
          /^The journal of \S+ and 3 more could not be written \(.*403.*\): it may say that .* until /,
        ),
      ])
      expect(await stable()).toEqual(digests(now))
    },
    TIMEOUT,
  )

  test(
    'a registry that falls silent in the middle: what may have moved is told, nothing hangs',
    async () => {
      const { proxy, transfers, stable, old } = await through()
      proxy.inject({ method: 'PUT', path: STABLE }, { kind: 'cut-request' })
      const began = performance.now()
      const silent = proxy.inject({ method: 'HEAD', path: STABLE, after: 4 }, { kind: 'cut-request' })
      const { outcome } = await move(transfers)
      silent.stop()
      expect(outcome.moved).toEqual([])
      expect(outcome.left).toHaveLength(4)
      expect(outcome.left[0]).toMatch(/may name sha256:\w+: the registry does not say/)
      expect(performance.now() - began).toBeLessThan(30_000)
      expect(await stable()).toEqual(digests(old))
    },
    TIMEOUT,
  )

  test(
    'a stop in the middle: what was moved is taken back',
    async () => {
      const { proxy, transfers, old, stable, names } = await through()
      const controller = new AbortController()
      proxy.inject({ method: 'PUT', path: /\/[cd]\/manifests\/stable$/ }, { kind: 'slow', waitMs: 500 })
      const { outcome } = await move(transfers, {
        signal: controller.signal,
        record: (journal) => {
          if (journal.length === 4) setTimeout(() => controller.abort(new Interrupted('told to stop')), 100)
        },
      })
      expect(outcome).toMatchObject({ moved: [], left: [] })
      expect(outcome.failure?.error).toBeInstanceOf(Interrupted)
      expect(await stable()).toEqual(digests(old))
      const states = await Promise.all(names.map(async (name) => journalOf(`${here.host}/${name}`)))
      expect(states.flat().every((one) => Array.isArray(one) && one[0] === 'undone')).toBe(true)
    },
    TIMEOUT,
  )

  test(
    'a registry that takes no artifacts: names move, and that is told once',
    async () => {
      const { names, now, stable } = await fourImages()
      const host = await proxyTo(here.host, (method, path) =>
        method === 'PUT' && path.endsWith(`manifests/${JOURNAL_TAG}`) ? { status: 400 } : undefined,
      )
      const { outcome } = await move(
        names.map((name, at) => transfer(`${host}/${name}`, now[at] ?? { digest: '' }, `${host}/${name}:stable`)),
      )
      expect(outcome).toMatchObject({ failure: undefined, left: [] })
      expect(outcome.notices).toEqual([expect.stringMatching(/^There is no journal in the registry 127/)])
      expect(await stable()).toEqual(digests(now))
    },
    TIMEOUT,
  )
})

describe('two at once', () => {
  const claim = (more: Partial<JournalRecord> = {}): JournalRecord => ({
    ...{ operation: 'other-1', kind: 'tag', state: 'begun', tag: 'stable', old: null },
    ...{ new: `sha256:${'0'.repeat(64)}`, at: new Date().toISOString(), by: 'Ada', run: 'https://x.test/runs/7' },
    ...more,
  })

  test(
    'the second notices the first, says who that is, and leaves no trace',
    async () => {
      const { names, transfers, old, stable } = await fourImages()
      const at = `${here.host}/${names[1] ?? ''}`
      await appendJournal(client(), at, [claim()])
      const { outcome } = await move(transfers)
      expect(messageOf(outcome.failure?.error)).toMatch(
        /b:stable is being moved by somebody else: tag other-1 of Ada, since 20\S+Z \(https:\/\/x\.test\/runs\/7\)$/,
      )
      expect(outcome.failure?.ref).toBe(transfers[1]?.ref)
      expect(await stable()).toEqual(digests(old))
      expect(await readJournal(client(), at)).toMatchObject([{ operation: 'other-1' }])
      expect(await journalOf(`${here.host}/${names[0] ?? ''}`)).toEqual([])
      expect((await move(transfers, { dryRun: true })).outcome.failure).toMatchObject({ ref: transfers[1]?.ref })
    },
    TIMEOUT,
  )

  test.each<[string, Partial<JournalRecord>]>([
    ['has ended', { state: 'done' }],
    ['was broken off more than ten minutes ago', { at: new Date(Date.now() - 601_000).toISOString() }],
    [
      'was, and says that it may take a year',
      { at: new Date(Date.now() - 601_000).toISOString(), until: '2100-01-01T00:00:00.000Z' },
    ],
    ['has given itself less time', { until: new Date(Date.now() - 1000).toISOString() }],
    ['is in the far future', { at: '2099-01-01T00:00:00.000Z' }],
    ['is about another name', { tag: 'dev' }],
  ])(
    'an operation that %s holds nobody up',
    async (_which, more) => {
      const { names, transfers, now, stable } = await fourImages()
      await appendJournal(client(), `${here.host}/${names[0] ?? ''}`, [claim(more)])
      expect((await move(transfers)).outcome.failure).toBeUndefined()
      expect(await stable()).toEqual(digests(now))
    },
    TIMEOUT,
  )

  test(
    'in the very same moment: one of them makes all moves, the other none',
    async () => {
      for (let round = 0; round < 3; round++) {
        const { names, transfers, now, stable } = await fourImages()
        const others = await Promise.all(names.map((name) => putImage(placeAt(name), 'other')))
        const theirs = names.map((name, at) =>
          transfer(`${here.host}/${name}`, others[at] ?? { digest: '' }, `${here.host}/${name}:stable`),
        )
        const both = await Promise.all([
          move(transfers, { by: 'one' }),
          move(theirs, { by: 'two', registry: client() }),
        ])
        const [one, two] = both.map(({ outcome }) => outcome.failure === undefined)
        expect([one, two].filter(Boolean)).toHaveLength(1)
        expect(await stable()).toEqual(digests(one === true ? now : others))
        const failed = both.find(({ outcome }) => outcome.failure !== undefined)?.outcome
        expect(failed?.left).toEqual([])
        expect(messageOf(failed?.failure?.error)).toMatch(/somebody else/)
      }
    },
    TIMEOUT,
  )

  test(
    'a name that somebody without a journal moves meanwhile is theirs',
    async () => {
      const { names, transfers, old } = await fourImages()
      const name = names[2] ?? ''
      const theirs = await putImage(placeAt(name), 'theirs')
      const own = client()
      const { outcome } = await move(transfers, {
        registry: {
          ...own,
          // Between the reading and the move.
          putBlob: async (repository, bytes, signal) => {
            if (repository.endsWith(name)) await own.put(repository, 'stable', theirs)
            return own.putBlob(repository, bytes, signal)
          },
        },
      })
      expect(messageOf(outcome.failure?.error)).toContain(
        `names ${theirs.digest} by now, and named ${old[2]?.digest ?? ''} a moment ago: somebody else moved it`,
      )
      expect(outcome.left).toEqual([])
      const after = await Promise.all(names.map((one) => digestAt(here, one, 'stable')))
      expect(after).toEqual(old.map(({ digest }, at) => (at === 2 ? theirs.digest : digest)))
    },
    TIMEOUT,
  )
})

test(
  'a repository that nobody may read before it is made: it is made',
  async () => {
    const name = unique()
    const source = await putImage(placeAt(name), 'source')
    const to = unique()
    let made = false
    const host = await proxyTo(there.host, (method, path) => {
      if (!path.startsWith(`/v2/${to}/`)) return undefined
      if (method === 'PUT' && path.includes('/manifests/')) made = true
      // As GitHub's registry has it for packages that do not exist.
      return !made && (method === 'GET' || (method === 'HEAD' && path.includes('/manifests/stable')))
        ? { status: 403 }
        : undefined
    })
    const transfers = [transfer(`${here.host}/${name}`, source, `${host}/${to}:stable`)]
    expect((await move(transfers, { dryRun: true })).outcome).toMatchObject({
      failure: undefined,
      moved: [{ old: null, new: source.digest }],
    })
    expect((await move(transfers)).outcome).toMatchObject({ failure: undefined, notices: [] })
    expect(await digestAt(there, to, 'stable')).toBe(source.digest)
  },
  TIMEOUT,
)

test('ids of operations are times that sort, and no two are the same', () => {
  const at = new Date('2026-08-01T10:15:00.123Z')
  expect(operationId(at)).toMatch(/^20260801T101500-[0-9a-f]{6}$/)
  expect(new Set(Array.from({ length: 50 }, () => operationId(at))).size).toBeGreaterThan(45)
})
