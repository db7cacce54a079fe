import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { publish, type JournalEntry, type Move } from '../../../src/run/publish.js'
import type { Manifest, Registry } from '../../../src/registry/client.js'

const manifestOf = (content: string): Manifest => ({
  bytes: Buffer.from(content),
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
})

/** A registry in memory. `refuses` fails before the move, `loses` moves and then fails, as a gateway that timed out. */
class Memory implements Registry {
  readonly names = new Map<string, Manifest>()
  readonly puts: string[] = []
  readonly refuses = new Set<string>()
  readonly loses = new Set<string>()

  constructor(content: Readonly<Record<string, string>>) {
    for (const [ref, text] of Object.entries(content)) this.names.set(ref, manifestOf(text))
  }
  digest = (repository: string, reference: string): Promise<string | undefined> =>
    Promise.resolve(this.names.get(`${repository}:${reference}`)?.digest)
  manifest = (repository: string, reference: string): Promise<Manifest | undefined> => {
    const here = [...this.names].filter(([ref]) => ref.startsWith(`${repository}:`)).map(([, manifest]) => manifest)
    const byDigest = here.find((manifest) => manifest.digest === reference)
    return Promise.resolve(byDigest ?? this.names.get(`${repository}:${reference}`))
  }
  put = (repository: string, reference: string, manifest: Manifest): Promise<void> => {
    const ref = `${repository}:${reference}`
    if (this.refuses.has(ref)) return Promise.reject(new Error('denied'))
    this.puts.push(ref)
    this.names.set(ref, manifest)
    return this.loses.delete(ref) ? Promise.reject(new Error('gateway timeout')) : Promise.resolve()
  }
  checkLogin = (): Promise<void> => Promise.resolve()
  content = (): Record<string, string> =>
    Object.fromEntries([...this.names].map(([ref, { bytes }]) => [ref, bytes.toString()]))
}

const move = (image: string, tag = 'main'): Move => ({
  image,
  ref: `r.io/${image}:${tag}`,
  digest: manifestOf(`new ${image}`).digest,
})
const CANDIDATES = { 'r.io/a:fp-1': 'new a', 'r.io/b:fp-1': 'new b' }
const [newA, newB, oldA] = [manifestOf('new a').digest, manifestOf('new b').digest, manifestOf('old a').digest]

async function run(
  registry: Memory,
  moves: readonly Move[],
): Promise<Awaited<ReturnType<typeof publish>> & { records: JournalEntry[][] }> {
  const records: JournalEntry[][] = []
  const outcome = await publish(
    registry,
    moves,
    () => new Date(0),
    (journal) => records.push(structuredClone([...journal])),
  )
  return { ...outcome, records }
}

test('names move to the very same bytes, and the journal says what they were', async () => {
  const registry = new Memory({ ...CANDIDATES, 'r.io/a:main': 'old a' })
  const { moved, failure, journal, records } = await run(registry, [move('a'), move('b')])
  expect(registry.content()).toMatchObject({ 'r.io/a:main': 'new a', 'r.io/b:main': 'new b' })
  expect(moved).toEqual([
    { image: 'a', ref: 'r.io/a:main', digest: newA },
    { image: 'b', ref: 'r.io/b:main', digest: newB },
  ])
  expect(failure).toBeUndefined()
  expect(journal).toEqual([
    { image: 'a', ref: 'r.io/a:main', old: oldA, new: newA, at: '1970-01-01T00:00:00.000Z', undone: false },
    { image: 'b', ref: 'r.io/b:main', old: null, new: newB, at: '1970-01-01T00:00:00.000Z', undone: false },
  ])
  expect(records.map((record) => record.length)).toEqual([1, 2])
})

test('a name that is right already is not put again, and counts as published', async () => {
  const registry = new Memory({ ...CANDIDATES, 'r.io/a:main': 'new a' })
  const { moved } = await run(registry, [move('a')])
  expect(registry.puts).toEqual([])
  expect(moved).toHaveLength(1)
})

test('no name moves when a candidate is gone', async () => {
  const registry = new Memory({ 'r.io/a:fp-1': 'new a', 'r.io/a:main': 'old a' })
  const { moved, failure, journal } = await run(registry, [move('a'), move('b')])
  expect(registry.puts).toEqual([])
  expect([moved, journal]).toEqual([[], []])
  expect(failure).toMatchObject({ image: 'b', ref: 'r.io/b:main', left: [] })
  expect(String(failure?.error)).toContain(`the candidate ${newB} is not in the registry any more`)
})

describe('when a move fails', () => {
  test('the others are taken back', async () => {
    const before = { ...CANDIDATES, 'r.io/a:main': 'old a', 'r.io/b:main': 'old b' }
    const registry = new Memory(before)
    registry.refuses.add('r.io/b:main')
    const { moved, failure, journal, records } = await run(registry, [move('a'), move('b')])
    expect(registry.content()).toEqual(before)
    expect(moved).toEqual([])
    expect(failure).toMatchObject({ image: 'b', left: [] })
    expect(journal).toMatchObject([{ ref: 'r.io/a:main', undone: true }])
    expect(records.at(-1)).toEqual(journal)
  })

  test('a new name cannot be taken back, and that is said', async () => {
    const registry = new Memory(CANDIDATES)
    registry.refuses.add('r.io/b:main')
    const { failure, journal } = await run(registry, [move('a'), move('b')])
    expect(failure?.left).toEqual([`r.io/a:main still names ${newA} (the name was new)`])
    expect(journal).toMatchObject([{ undone: false }])
  })

  test('a name that was right already is left alone', async () => {
    const registry = new Memory({ ...CANDIDATES, 'r.io/a:main': 'new a' })
    registry.refuses.add('r.io/b:main')
    const { failure } = await run(registry, [move('a'), move('b')])
    expect(failure?.left).toEqual([])
    expect(registry.puts).toEqual([])
  })

  test('a move that was made although its answer was lost is taken back too', async () => {
    const before = { ...CANDIDATES, 'r.io/a:main': 'old a', 'r.io/b:main': 'old b' }
    const registry = new Memory(before)
    registry.loses.add('r.io/b:main')
    const { failure, journal } = await run(registry, [move('a'), move('b')])
    expect(registry.content()).toEqual(before)
    expect(failure).toMatchObject({ image: 'b', left: [] })
    expect(journal.map(({ ref, undone }) => [ref, undone])).toEqual([
      ['r.io/a:main', true],
      ['r.io/b:main', true],
    ])
  })
})

test('what is published is what was pushed, whatever the candidate’s tag names by now', async () => {
  const registry = new Memory({ 'r.io/a:fp-1': 'somebody else’s', 'r.io/a:kept': 'new a' })
  await run(registry, [move('a')])
  expect(registry.content()['r.io/a:main']).toBe('new a')
})

test('a move whose end the registry does not tell is named', async () => {
  const registry = new Memory(CANDIDATES)
  registry.refuses.add('r.io/a:main')
  registry.digest = () => Promise.reject(new Error('unreachable'))
  const { failure, moved } = await run(registry, [move('a')])
  expect(failure?.left).toEqual([`r.io/a:main may name ${newA}: the registry does not say (unreachable)`])
  expect(moved).toEqual([])
})

test('names that could not be taken back count as published', async () => {
  const registry = new Memory(CANDIDATES)
  registry.refuses.add('r.io/b:main')
  const { moved } = await run(registry, [move('a'), move('b')])
  expect(moved).toEqual([{ image: 'a', ref: 'r.io/a:main', digest: newA }])
})
