import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import type { Manifest } from '../../../src/registry/client.js'
import { checkClaims, Claimed, endOf } from '../../../src/run/claims.js'
import { moveAll, type MoveRegistry, type Transfer } from '../../../src/run/moves.js'
import { resolveSources } from '../../../src/run/sources.js'
import { UserError } from '../../../src/shared/errors.js'
import { appendJournal, JOURNAL_TAG, type JournalRecord } from '../../../src/registry/journal.js'
import { run, SPEC, World } from './world.js'

const NOW = new Date('2026-08-01T10:05:00.000Z')
const claim = (more: Partial<JournalRecord> = {}): JournalRecord => ({
  ...{ operation: 'theirs', kind: 'tag', state: 'begun', tag: 'stable', old: null, new: `sha256:${'0'.repeat(64)}` },
  ...{ at: '2026-08-01T10:00:00.000Z', until: '2026-08-01T10:10:00.000Z', by: 'Ada', run: '' },
  ...more,
})
const check = (records: readonly JournalRecord[], now = NOW): void =>
  checkClaims('r.io/a', records, 'ours', new Set(['stable', 'dev']), now)

describe('a claim', () => {
  const own = claim({ operation: 'ours' })
  test.each<[string, readonly JournalRecord[]]>([
    ['of another operation', [claim()]],
    ['that was there before ours', [claim(), own]],
    ['on one of several names', [claim({ tag: 'dev' })]],
    ['without an end', [claim({ until: undefined })]],
    ['of a clock that is ahead', [claim({ at: '2026-08-01T10:14:00.000Z', until: '2026-08-01T10:24:00.000Z' })]],
  ])('%s stops us', (_which, records) => {
    expect(() => check(records)).toThrow(Claimed)
  })

  test.each<[string, readonly JournalRecord[]]>([
    ['of our own', [own]],
    ['that came after ours', [own, claim()]],
    ['on another name', [claim({ tag: 'x' })]],
    ['that has ended', [claim({ state: 'done' }), claim({ state: 'undone' })]],
    ['that is over', [claim({ until: '2026-08-01T10:04:59.000Z' })]],
    ['from long ago', [claim({ at: '2026-08-01T09:54:59.000Z', until: '2099-01-01T00:00:00.000Z' })]],
    ['from days to come', [claim({ at: '2026-08-02T10:00:00.000Z', until: '2026-08-02T10:10:00.000Z' })]],
  ])('%s does not', (_which, records) => {
    expect(() => check(records)).not.toThrow()
  })

  test('that is passed over stops nobody; another one still does', () => {
    const passes = ({ operation }: JournalRecord): boolean => operation === 'theirs'
    const checked = (records: readonly JournalRecord[]) => () =>
      checkClaims('r.io/a', records, 'ours', new Set(['stable']), NOW, passes)
    expect(checked([claim()])).not.toThrow()
    expect(checked([claim(), claim({ operation: 'others' })])).toThrow(Claimed)
  })

  test('of a clock that is ahead is told to end within ten minutes from now', () => {
    const ahead = claim({ at: '2026-08-01T10:14:00.000Z', until: '2026-08-01T10:24:00.000Z' })
    expect(new Date(endOf(ahead, NOW)).toISOString()).toBe('2026-08-01T10:15:00.000Z')
    expect(new Date(endOf({ ...ahead, until: undefined }, NOW)).toISOString()).toBe('2026-08-01T10:15:00.000Z')
    // So much do clocks differ.
    const little = claim({ at: '2026-08-01T10:05:50.000Z', until: '2026-08-01T10:15:50.000Z' })
    expect(new Date(endOf(little, NOW)).toISOString()).toBe('2026-08-01T10:15:50.000Z')
  })

  test('says who holds the name, since when and for how long', () => {
    expect(() => check([claim({ run: 'https://x.test/1' })])).toThrow(
      'r.io/a:stable is being moved by somebody else: tag theirs of Ada, since 2026-08-01T10:00:00.000Z (https://x.test/1)',
    )
    try {
      check([claim()])
    } catch (error) {
      expect((error as Claimed).remedy).toContain('holds nobody up after 2026-08-01T10:10:00.000Z')
    }
  })
})

describe('sources that are not there', () => {
  const registry = (tags: () => Promise<string[]>): Parameters<typeof resolveSources>[0] => ({
    digest: () => Promise.resolve(undefined),
    tags,
  })
  const problemsOf = async (tags: () => Promise<string[]>, ref = 'r.io/a:2026.3-stabel'): Promise<unknown> =>
    resolveSources(registry(tags), [{ image: 'a', ref }]).catch((error: unknown) => (error as UserError).problems)

  test('are told with the three nearest tags, and none that is a name of content', async () => {
    const tags = ['fp-1', 'ok-1', JOURNAL_TAG, '2025.1-x', '2026.3-stable', '2026.3-a1', '2026.2-stable']
    expect(await problemsOf(() => Promise.resolve(tags))).toEqual([
      {
        message: 'r.io/a:2026.3-stabel is not there (for a)',
        remedy: 'The nearest tags there are: 2026.3-stable, 2026.2-stable, 2026.3-a1.',
      },
    ])
  })
  test('are told without them where nobody lists tags, and for digests', async () => {
    expect(await problemsOf(() => Promise.reject(new Error('denied')))).toEqual([
      { message: 'r.io/a:2026.3-stabel is not there (for a)' },
    ])
    const ref = `r.io/a@sha256:${'0'.repeat(64)}`
    expect(await problemsOf(() => Promise.resolve(['x']), ref)).toEqual([{ message: `${ref} is not there (for a)` }])
  })
})

const journalOf = (world: World, repository: string): JournalRecord[] => {
  const manifest = world.names.get(`${repository}:${JOURNAL_TAG}`)
  if (manifest === undefined) return []
  const { layers } = JSON.parse(manifest.bytes.toString()) as { layers: { digest: string }[] }
  const bytes = world.blobs.get(layers[0]?.digest ?? '') ?? Buffer.from('{}')
  return (JSON.parse(bytes.toString()) as { records: JournalRecord[] }).records
}

describe('moves', () => {
  const image = (text: string): Manifest => ({
    bytes: Buffer.from(text),
    mediaType: 'application/vnd.oci.image.manifest.v1+json',
    digest: `sha256:${createHash('sha256').update(text).digest('hex')}`,
  })
  const [old, fresh] = [image('old'), image('new')]
  const worldOf = (...images: string[]): World => {
    const world = new World()
    for (const name of images) {
      world.names.set(`r.io/${name}:stable`, old)
      world.names.set(`r.io/${name}:main`, fresh)
    }
    return world
  }
  const transfer = (name: string): Transfer => ({
    ...{ image: name, ref: `r.io/${name}:stable` },
    source: { repository: `r.io/${name}`, digest: fresh.digest, ref: `r.io/${name}:main` },
  })
  const move = (registry: MoveRegistry, transfers: readonly Transfer[]): ReturnType<typeof moveAll> =>
    moveAll(
      registry,
      transfers,
      { id: 'ours', kind: 'rollback', by: 'Ada', run: '', at: NOW },
      { now: () => NOW, record: () => undefined, signal: new AbortController().signal },
    )

  test('pass over the claim of the operation that they undo, and of no other', async () => {
    const world = worldOf('a')
    await appendJournal(world.registry, 'r.io/a', [claim()])
    const held = await move(world.registry, [transfer('a')])
    expect(held.failure?.error).toBeInstanceOf(Claimed)
    const other = await move(world.registry, [{ ...transfer('a'), over: 'another' }])
    expect(other.failure?.error).toBeInstanceOf(Claimed)
    const { failure, moved } = await move(world.registry, [{ ...transfer('a'), over: 'theirs' }])
    expect([failure, moved.length]).toEqual([undefined, 1])
    expect(journalOf(world, 'r.io/a').map(({ operation, state }) => [operation, state])).toEqual([
      ['theirs', 'begun'],
      ['ours', 'done'],
    ])
  })

  test('of which nobody knows the end are begun in the journal, and hold nobody up', async () => {
    const world = worldOf('a', 'b')
    let silent = false
    const registry: MoveRegistry = {
      ...world.registry,
      digest: (repository, tag) =>
        silent && repository === 'r.io/a'
          ? Promise.reject(new Error('unreachable'))
          : world.registry.digest(repository, tag),
      put: async (repository, tag, manifest, signal) => {
        if (repository === 'r.io/b' && tag === 'stable') throw new Error('denied')
        if (manifest.digest === old.digest) {
          silent = true
          throw new Error('gateway timeout')
        }
        await world.registry.put(repository, tag, manifest, signal)
      },
    }
    const { moved, left } = await move(registry, [transfer('a'), transfer('b')])
    expect(moved).toEqual([])
    expect(left).toEqual([`r.io/a:stable may name ${fresh.digest}: the registry does not say (unreachable)`])
    const at = NOW.toISOString()
    expect(journalOf(world, 'r.io/a')).toMatchObject([{ operation: 'ours', state: 'begun', until: at }])
    expect(journalOf(world, 'r.io/b')).toEqual([])
  })
})

describe('a run', () => {
  test('writes into each repository’s journal what it published, by whom, and which suites passed', async () => {
    const world = new World()
    const { results } = await run({ spec: SPEC, world, more: { operation: { by: 'Ada', run: 'https://x.test/7' } } })
    expect(results.outcome).toBe('passed')
    for (const name of ['base', 'leaf']) {
      const published = results.images.find((image) => image.name === name)?.published ?? []
      const records = journalOf(world, `r.io/${name}`)
      expect(records).toHaveLength(published.length)
      expect(records[0]).toMatchObject({
        ...{ kind: 'publish', state: 'done', old: null, new: published[0]?.digest },
        ...{ by: 'Ada', run: 'https://x.test/7', suites: ['works'] },
      })
      expect(records[0]?.operation).toMatch(/^19700101T000000-[0-9a-f]{6}$/)
    }
  })

  test('that cannot write it has published all the same, and says so once', async () => {
    const world = new World()
    const registry = { ...world.registry, putBlob: () => Promise.reject(new Error('the disk is full')) }
    const { results } = await run({ spec: SPEC, world, more: { registry } })
    expect(results.outcome).toBe('passed')
    expect(results.notices).toEqual([
      'the journal of r.io/base and 1 more does not say what was published: the disk is full',
      'what is in base and 1 more is not in its registry: the disk is full',
    ])
  })

  test('that publishes nothing asks for no journal', async () => {
    const world = new World()
    const asked: string[] = []
    const registry = {
      ...world.registry,
      manifest: (repository: string, reference: string) => {
        asked.push(reference)
        return world.registry.manifest(repository, reference)
      },
    }
    await run({ spec: SPEC, world, more: { registry, publish: 'none' } })
    expect(asked).not.toContain(JOURNAL_TAG)
    expect([...world.names.keys()].filter((ref) => ref.endsWith(JOURNAL_TAG))).toEqual([])
  })
})
