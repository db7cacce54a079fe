import { describe, expect, test } from '@jest/globals'
import type { JournalRecord } from '../../../src/registry/journal.js'
import { checkClaims, Claimed } from '../../../src/run/claims.js'
import { resolveSources } from '../../../src/run/sources.js'
import { UserError } from '../../../src/shared/errors.js'
import { JOURNAL_TAG } from '../../../src/registry/journal.js'
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

describe('a run', () => {
  const journalOf = (world: World, repository: string): JournalRecord[] => {
    const manifest = world.names.get(`${repository}:${JOURNAL_TAG}`)
    if (manifest === undefined) return []
    const { layers } = JSON.parse(manifest.bytes.toString()) as { layers: { digest: string }[] }
    const bytes = world.blobs.get(layers[0]?.digest ?? '') ?? Buffer.from('{}')
    return (JSON.parse(bytes.toString()) as { records: JournalRecord[] }).records
  }

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
