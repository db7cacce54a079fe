import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import fc from '../property.js'
import { publish, type JournalEntry, type Move, type Names } from '../../../src/run/publish.js'
import type { Manifest } from '../../../src/registry/client.js'

const manifestOf = (content: string): Manifest => ({
  bytes: Buffer.from(content),
  mediaType: 'application/vnd.oci.image.manifest.v1+json',
  digest: `sha256:${createHash('sha256').update(content).digest('hex')}`,
})

/** A registry in memory. `refuses` fails before the move, `loses` moves and then fails, as a gateway that timed out. */
class Memory implements Names {
  readonly names = new Map<string, Manifest>()
  readonly puts: string[] = []
  readonly refuses = new Set<string>()
  readonly loses = new Set<string>()
  removesTags = false

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
  untag = (repository: string, tag: string): Promise<boolean> => {
    if (!this.removesTags) return Promise.resolve(false)
    return Promise.resolve(this.names.delete(`${repository}:${tag}`))
  }
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
  expect(String(failure?.error)).toContain(`r.io/b@${newB} is not in the registry any more`)
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

  test('a new name is removed', async () => {
    const registry = new Memory(CANDIDATES)
    registry.removesTags = true
    registry.refuses.add('r.io/b:main')
    const { failure, journal, moved } = await run(registry, [move('a'), move('b')])
    expect(registry.content()).toEqual(CANDIDATES)
    expect(failure).toMatchObject({ image: 'b', left: [] })
    expect(journal).toMatchObject([{ ref: 'r.io/a:main', undone: true }])
    expect(moved).toEqual([])
  })

  test('a new name stays where the registry removes none, and that is said', async () => {
    const registry = new Memory(CANDIDATES)
    registry.refuses.add('r.io/b:main')
    const { failure, journal } = await run(registry, [move('a'), move('b')])
    expect(failure?.left).toEqual([
      `r.io/a:main still names ${newA} (the name was new, and this registry removes none)`,
    ])
    expect(journal).toMatchObject([{ undone: false }])
  })

  test('a name that somebody else has moved since is theirs', async () => {
    const registry = new Memory({ ...CANDIDATES, 'r.io/a:main': 'old a' })
    registry.refuses.add('r.io/b:main')
    const put = registry.put
    registry.put = async (repository, tag, manifest) => {
      if (repository === 'r.io/b') registry.names.set('r.io/a:main', manifestOf('theirs'))
      await put(repository, tag, manifest)
    }
    const { failure, moved } = await run(registry, [move('a'), move('b')])
    expect(registry.content()['r.io/a:main']).toBe('theirs')
    expect(failure?.left).toEqual([`r.io/a:main names ${manifestOf('theirs').digest} by now: somebody else moved it`])
    expect(moved).toEqual([])
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

describe('when the answer to what takes a move back is lost', () => {
  const before = { ...CANDIDATES, 'r.io/a:main': 'old a' }
  /** `a` moves, `b` is refused, and what takes `a` back gets no answer. */
  const lost = (then: (registry: Memory) => void): Memory => {
    const registry = new Memory(before)
    registry.refuses.add('r.io/b:main')
    const put = registry.put
    registry.put = async (repository, tag, manifest) => {
      if (manifest.digest !== oldA) return put(repository, tag, manifest)
      then(registry)
      throw new Error('gateway timeout')
    }
    return registry
  }

  test('and the name is what it was: it is taken back', async () => {
    const registry = lost(({ names }) => names.set('r.io/a:main', manifestOf('old a')))
    const { failure, journal, moved, records } = await run(registry, [move('a'), move('b')])
    expect([failure?.left, moved]).toEqual([[], []])
    expect(journal).toMatchObject([{ ref: 'r.io/a:main', undone: true }])
    expect(records.at(-1)).toEqual(journal)
  })

  test('and the name is not: it still counts as published', async () => {
    const { failure, journal, moved } = await run(
      lost(() => undefined),
      [move('a'), move('b')],
    )
    expect(failure?.left).toEqual([`r.io/a:main still names ${newA} (gateway timeout)`])
    expect(moved).toEqual([{ image: 'a', ref: 'r.io/a:main', digest: newA }])
    expect(journal).toMatchObject([{ undone: false }])
  })

  test('and nobody says what the name is: nobody claims to know', async () => {
    const registry = lost((own) => (own.digest = () => Promise.reject(new Error('unreachable'))))
    const { failure, journal, moved, records } = await run(registry, [move('a'), move('b')])
    expect(failure?.left).toEqual([`r.io/a:main may name ${newA}: the registry does not say (unreachable)`])
    expect(moved).toEqual([])
    expect(journal).toMatchObject([{ undone: false, unsure: true }])
    expect(records.at(-1)).toEqual(journal)
  })

  test('and somebody else has moved it: it is theirs', async () => {
    const registry = lost(({ names }) => names.set('r.io/a:main', manifestOf('theirs')))
    const { failure, journal, moved } = await run(registry, [move('a'), move('b')])
    expect(failure?.left).toEqual([`r.io/a:main names ${manifestOf('theirs').digest} by now: somebody else moved it`])
    expect(moved).toEqual([])
    expect(journal).toMatchObject([{ undone: true }])
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

describe('many names', () => {
  const images = Array.from({ length: 40 }, (_, at) => `i${String(at).padStart(2, '0')}`)
  const many = images.flatMap((image) => [move(image), move(image, 'sha')])
  const content = Object.fromEntries(
    images.flatMap((image) => [
      [`r.io/${image}:fp-1`, `new ${image}`],
      [`r.io/${image}:main`, `old ${image}`],
    ]),
  )

  test('move at the same time, some of them; each is in the journal before it moves', async () => {
    const registry = new Memory(content)
    const recorded = new Set<string>()
    let [now, most] = [0, 0]
    const put = registry.put
    registry.put = async (repository, tag, manifest) => {
      expect(recorded).toContain(`${repository}:${tag}`)
      most = Math.max(most, ++now)
      await new Promise((resolve) => setImmediate(resolve))
      now--
      await put(repository, tag, manifest)
    }
    const record = (journal: readonly JournalEntry[]): void => {
      for (const { ref } of journal) recorded.add(ref)
    }
    const { moved, failure } = await publish(registry, many, () => new Date(0), record)
    expect(failure).toBeUndefined()
    expect(moved.map(({ ref }) => ref).sort()).toEqual(many.map(({ ref }) => ref).sort())
    expect(most).toBe(8)
  })

  test('the manifest of names that name the same is read once', async () => {
    const registry = new Memory(content)
    const asked: string[] = []
    const manifest = registry.manifest
    registry.manifest = (repository, reference) => {
      asked.push(`${repository} ${reference}`)
      return manifest(repository, reference)
    }
    await run(registry, many)
    expect(asked).toHaveLength(3 * images.length)
    expect(new Set(asked).size).toBe(asked.length)
  })

  test('after a failure nothing more moves', async () => {
    const registry = new Memory(content)
    registry.refuses.add(many[0]?.ref ?? '')
    const { records } = await run(registry, many)
    expect(Math.max(...records.map(({ length }) => length))).toBeLessThan(20)
  })

  test('whichever fails, and however long each takes: everything is as it was', async () => {
    const pace = fc.array(fc.nat(3), { minLength: many.length, maxLength: many.length })
    const broken = fc.uniqueArray(fc.constantFrom(...many.map(({ ref }) => ref)), { minLength: 1, maxLength: 4 })
    await fc.assert(
      fc.asyncProperty(pace, broken, fc.boolean(), async (turns, refused, loses) => {
        const registry = new Memory(content)
        registry.removesTags = true
        for (const ref of refused) (loses ? registry.loses : registry.refuses).add(ref)
        let at = 0
        const put = registry.put
        registry.put = async (repository, tag, manifest) => {
          for (let turn = turns[at++ % turns.length] ?? 0; turn > 0; turn--)
            await new Promise((resolve) => setImmediate(resolve))
          await put(repository, tag, manifest)
        }
        const { failure, moved, journal, records } = await run(registry, many)
        expect(registry.content()).toEqual(content)
        expect(refused).toContain(failure?.ref)
        expect([moved, failure?.left]).toEqual([[], []])
        expect(journal.every(({ undone }) => undone)).toBe(true)
        expect(records.at(-1)).toEqual(journal)
      }),
      { numRuns: 40 },
    )
  })
})
