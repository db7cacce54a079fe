import { describe, expect, test } from '@jest/globals'
import { findBases, type Bases, type BasesRequest } from '../../../src/commands/bases.js'
import { labelsOf } from '../../../src/run/context.js'
import type { ExternalUse } from '../../../src/stack/drafts.js'
import { engineOf, registryOf, type Known } from './registry.js'

const [OLD, NEW, IDS] = ['1', '2', '3'].map((digit) => `sha256:${digit.repeat(64)}`) as [string, string, string]
const DEBIAN: ExternalUse = { image: 'a', variant: 'default', ref: 'debian:12' }
/** Digests that the registry still has, whatever the name has moved to. */
const there = { [`debian:${OLD}`]: OLD, [`debian:${IDS}`]: IDS }
const published = (image: string): string[] => [`acme/${image}:branch`, `acme/${image}:main`]

/** An image that was built on these digests. */
const builtOn = (bases: Readonly<Record<string, string>>): Known => ({
  digest: IDS,
  labels: labelsOf(
    {
      fingerprint: 'f',
      bases: Object.fromEntries(Object.entries(bases).map(([ref, digest]) => [ref, { digest, pin: true }])),
    },
    {},
  ),
})
function find(
  content: Readonly<Record<string, string | Known | Error>> | undefined,
  more: Partial<BasesRequest> = {},
): Promise<Bases> {
  const lookups = content === undefined ? undefined : registryOf(content).lookups
  return findBases({
    uses: [DEBIAN],
    engine: undefined,
    lookups,
    published,
    platform: 'linux/amd64',
    rebuild: false,
    ...more,
  })
}

describe('a base is', () => {
  const pinned = { digest: NEW, pin: true }

  test.each<[string, Record<string, string | Known | Error> | undefined, BasesRequest['engine'], object | undefined]>([
    ['what its registry says', { 'debian:12': NEW }, undefined, pinned],
    ['not known, where nobody says', { 'debian:12': new Error('down') }, undefined, undefined],
    ['not known, where it is not there', {}, undefined, undefined],
    ['not known, where nobody is asked', undefined, undefined, undefined],
    [
      'what was made on the engine, whatever registries have',
      { 'debian:12': NEW },
      engineOf({ ref: 'debian:12', id: IDS }),
      { digest: IDS, pin: false },
    ],
    [
      'what was pulled, where nobody is asked',
      undefined,
      engineOf({ ref: 'debian:12', id: IDS, repoDigests: [`debian@${OLD}`] }),
      { digest: OLD, pin: true },
    ],
    [
      'what the registry says, rather than what was pulled once',
      { 'debian:12': NEW },
      engineOf({ ref: 'debian:12', id: IDS, repoDigests: [`debian@${OLD}`] }),
      pinned,
    ],
    [
      'the engine’s own, where only a mirror’s digest is known',
      undefined,
      engineOf({ ref: 'debian:12', id: IDS, repoDigests: [`mirror.io/debian@${OLD}`] }),
      { digest: IDS, pin: false },
    ],
    [
      'pulled, however its name is written',
      undefined,
      engineOf({ ref: 'debian:12', id: IDS, repoDigests: [`docker.io/library/debian@${OLD}`] }),
      { digest: OLD, pin: true },
    ],
  ])('%s', async (_what, content, engine, expected) => {
    const { baseOf, drift } = await find(content, { engine })
    expect(baseOf(DEBIAN)).toEqual(expected)
    expect(drift).toEqual([])
  })

  test('what its ref pins, and nobody is asked', async () => {
    const { lookups, asked } = registryOf({})
    const use = { ...DEBIAN, ref: `debian:12@${OLD}` }
    const { baseOf } = await find(undefined, { uses: [use], lookups })
    expect(baseOf(use)).toEqual({ digest: OLD, pin: true })
    expect(asked).toEqual([])
  })

  test('not known of others', async () => {
    const { baseOf } = await find({ 'debian:12': NEW })
    for (const use of [
      { ...DEBIAN, image: 'b' },
      { ...DEBIAN, variant: 'P' },
      { ...DEBIAN, ref: 'debian:13' },
    ])
      expect(baseOf(use)).toBeUndefined()
  })
})

describe('a base that has moved', () => {
  const moved = { ...there, 'debian:12': NEW, 'acme/a:branch': builtOn({ 'debian:12': OLD }) }
  const drift = { base: 'debian:12', from: OLD, to: NEW, images: ['a'], rebuilt: false }

  test('is kept, and that is told', async () => {
    const bases = await find(moved)
    expect(bases.baseOf(DEBIAN)).toEqual({ digest: OLD, pin: true })
    expect(bases.drift).toEqual([drift])
  })

  test('is taken where that is asked for, and that is told', async () => {
    const bases = await find(moved, { rebuild: true })
    expect(bases.baseOf(DEBIAN)).toEqual({ digest: NEW, pin: true })
    expect(bases.drift).toEqual([{ ...drift, rebuilt: true }])
  })

  test('is kept where the registry does not say what it is today', async () => {
    const bases = await find({ ...moved, 'debian:12': new Error('down') })
    expect(bases.baseOf(DEBIAN)).toEqual({ digest: OLD, pin: true })
    expect(bases.drift).toEqual([])
  })

  test('gives way to one that was made on this engine', async () => {
    const bases = await find(moved, { engine: engineOf({ ref: 'debian:12', id: IDS }) })
    expect(bases.baseOf(DEBIAN)).toEqual({ digest: IDS, pin: false })
    expect(bases.drift).toEqual([])
  })

  test('is not kept where its registry has it no more, and that is told', async () => {
    const bases = await find({ 'debian:12': NEW, 'acme/a:branch': builtOn({ 'debian:12': OLD }) })
    expect(bases.baseOf(DEBIAN)).toEqual({ digest: NEW, pin: true })
    expect(bases.drift).toEqual([{ ...drift, rebuilt: true }])
  })

  test('is kept where its registry does not say whether it has it', async () => {
    const bases = await find({ ...moved, [`debian:${OLD}`]: new Error('down') })
    expect(bases.baseOf(DEBIAN)).toEqual({ digest: OLD, pin: true })
    expect(bases.drift).toEqual([drift])
  })

  test('is asked for by its digest only where it has moved and is kept', async () => {
    const askedWith = async (today: string, rebuild: boolean): Promise<string[]> => {
      const { lookups, asked } = registryOf({ ...moved, 'debian:12': today })
      await find(undefined, { lookups, rebuild })
      return asked.filter((ref) => ref.includes('sha256:'))
    }
    expect(await askedWith(NEW, false)).toEqual([`debian:${OLD}`])
    expect(await askedWith(NEW, true)).toEqual([])
    expect(await askedWith(OLD, false)).toEqual([])
  })

  test('is one thing, however many images and plans are built on it', async () => {
    const uses = ['b', 'a'].flatMap((image) => ['P', 'Q'].map((variant) => ({ image, variant, ref: 'debian:12' })))
    const bases = await find({ ...moved, 'acme/b:main': builtOn({ 'debian:12': OLD }) }, { uses })
    expect(bases.drift).toEqual([{ ...drift, images: ['a', 'b'] }])
  })

  test('is two things, where images are built on two', async () => {
    const uses = [DEBIAN, { ...DEBIAN, image: 'b' }]
    const { drift: all } = await find({ ...moved, 'acme/b:main': builtOn({ 'debian:12': IDS }) }, { uses })
    expect(all.map(({ from, images }) => [from, images])).toEqual([
      [OLD, ['a']],
      [IDS, ['b']],
    ])
  })
})

describe('what an image was built on is', () => {
  const of = async (
    content: Record<string, string | Known | Error>,
    more: Partial<BasesRequest> = {},
  ): Promise<string | undefined> =>
    (await find({ ...there, 'debian:12': NEW, ...content }, more)).baseOf(DEBIAN)?.digest

  test('recorded on the branch’s, else on the next', async () => {
    expect(
      await of({ 'acme/a:branch': builtOn({ 'debian:12': OLD }), 'acme/a:main': builtOn({ 'debian:12': IDS }) }),
    ).toBe(OLD)
    expect(await of({ 'acme/a:main': builtOn({ 'debian:12': IDS }) })).toBe(IDS)
    expect(await of({ 'acme/a:branch': IDS, 'acme/a:main': builtOn({ 'debian:12': OLD }) })).toBe(OLD)
  })

  test('recorded for the platform', async () => {
    expect(await of({ 'acme/a:main': builtOn({ 'debian:12': OLD }) }, { platform: 'linux/arm64' })).toBe(NEW)
  })

  test.each(['', '{', 'null', '[]', '"x"', '{"debian:12": 1}', '{"debian:12": "latest"}', `{"debian:13": "${OLD}"}`])(
    'not what is no record of ours: %j',
    async (label) => {
      const foreign = { digest: IDS, labels: { 'dev.stack-action.bases': label } }
      expect(await of({ 'acme/a:branch': foreign })).toBe(NEW)
    },
  )

  test('of the next, where the registry does not say what is on the branch’s', async () => {
    const content = { 'acme/a:branch': new Error('down'), 'acme/a:main': builtOn({ 'debian:12': OLD }) }
    expect(await of(content)).toBe(OLD)
  })

  test('asked once for each image', async () => {
    const { lookups, asked } = registryOf({})
    const uses = ['debian:12', 'alpine:3'].map((ref) => ({ ...DEBIAN, ref }))
    await find(undefined, { lookups, uses })
    expect(asked.sort()).toEqual(['acme/a:branch', 'acme/a:main', 'alpine:3', 'debian:12'])
  })
})

describe('what nobody says is told', () => {
  const down = new Error('down')
  const record = builtOn({ 'debian:12': OLD })
  const pulled = engineOf({ ref: 'debian:12', id: IDS, repoDigests: [`debian@${OLD}`] })
  const built = 'which digest of debian:12 the image a is built on is not known'

  test.each<[string, Record<string, string | Known | Error> | undefined, Partial<BasesRequest>, string[]]>([
    ['nothing, where all is said', { 'debian:12': NEW, 'acme/a:branch': record, [`debian:${OLD}`]: OLD }, {}, []],
    ['nothing, where there is no record', { 'debian:12': NEW }, {}, []],
    ['nothing, where nobody is asked', undefined, {}, []],
    ['nothing, where the base is not there: the build says so', {}, {}, []],
    ['what is recorded', { 'debian:12': NEW, 'acme/a:branch': down }, {}, [`${built} (down): today's is taken`]],
    [
      'what is recorded, where the default branch has no record',
      { 'debian:12': NEW, 'acme/a:main': down },
      {},
      [`${built} (down): today's is taken`],
    ],
    [
      'what is recorded, and who says instead',
      { 'debian:12': OLD, 'acme/a:branch': down, 'acme/a:main': record },
      {},
      [`${built} (down): the one recorded on acme/a:main is taken`],
    ],
    [
      'what is recorded, where the next image has no such base',
      { 'debian:12': NEW, 'acme/a:branch': down, 'acme/a:main': builtOn({ 'debian:11': OLD }) },
      {},
      [`${built} (down): today's is taken`],
    ],
    [
      'what is recorded, where it would not be kept either',
      { 'debian:12': NEW, 'acme/a:branch': down, 'acme/a:main': record },
      { rebuild: true },
      [`${built} (down): today's is taken`],
    ],
    [
      'neither what is recorded nor what it is today',
      { 'debian:12': new Error('upstream is down'), 'acme/a:branch': down },
      {},
      [`${built} (down; upstream is down): its name alone counts`],
    ],
    [
      'what it is today',
      { 'debian:12': down },
      {},
      ["today's digest of debian:12, the base of a, is not known (down): its name alone counts"],
    ],
    ['not what it is today, where there is a record', { 'debian:12': down, 'acme/a:branch': record }, {}, []],
    ['not what it is today, where it was pulled', { 'debian:12': down }, { engine: pulled }, []],
    [
      'what is recorded, where only what was pulled is known',
      { 'debian:12': down, 'acme/a:branch': down },
      { engine: pulled },
      [`${built} (down): what was pulled is taken`],
    ],
    [
      'nothing of what was made on this engine',
      { 'acme/a:branch': down },
      { engine: engineOf({ ref: 'debian:12', id: IDS }) },
      [],
    ],
    ['nothing of what is pinned', { 'acme/a:branch': down }, { uses: [{ ...DEBIAN, ref: `debian@${OLD}` }] }, []],
  ])('%s', async (_what, content, more, expected) => {
    expect((await find(content, more)).unknown).toEqual(expected)
  })

  test('in one line, however many images and plans it is about', async () => {
    const uses = ['b', 'a'].flatMap((image) => ['P', 'Q'].map((variant) => ({ image, variant, ref: 'debian:12' })))
    const content = { 'debian:12': NEW, 'acme/a:branch': down, 'acme/b:branch': down }
    expect((await find(content, { uses })).unknown).toEqual([
      "which digest of debian:12 the images a, b are built on is not known (down): today's is taken",
    ])
  })
})
