import { describe, expect, test } from '@jest/globals'
import { findPresence, type PresenceRequest } from '../../../src/commands/presence.js'
import { FINGERPRINT_LABEL, labelsOf, PARENTS_LABEL } from '../../../src/run/context.js'
import type { Draft } from '../../../src/stack/drafts.js'
import { layersKey } from '../../../src/stack/fingerprint.js'
import type { Presence } from '../../../src/stack/plan.js'
import { byId, DIGEST, draftsOf, planFor, testsIn } from '../stack/planning.js'
import { engineOf, registryOf, type Known } from './registry.js'

const OTHER = `sha256:${'2'.repeat(64)}`
const one = draftsOf('images: {a: {image_name: acme/a}}', { a: { tests: [testsIn('a/test')] } })
const [draft] = one as [Draft]
const [fp = '', ok = '', main = ''] = [draft.candidates[0], draft.tested[0], draft.refs[0]]
const NOTHING: Presence = {
  found: [],
  tested: false,
  notPublished: main,
  local: false,
  published: false,
  unknown: undefined,
}
/** The build that was found, on which nothing more is written. */
const BUILD = { layers: layersKey([]), sitsOn: {} }
const found = [{ ref: fp, digest: DIGEST }]
const there = { found, ...BUILD }
const asking = { engine: undefined, platform: 'linux/amd64' }

async function presence(
  content: Readonly<Record<string, string | Known | Error>> | string,
  engine?: PresenceRequest['engine'],
  drafts = one,
): Promise<Presence | undefined> {
  const lookups = typeof content === 'string' ? content : registryOf(content).lookups
  return (await findPresence({ ...asking, drafts, lookups, engine })).get(drafts[0]?.id ?? '')
}

describe('a registry', () => {
  test.each<[string, Record<string, string | Error>, Partial<Presence>]>([
    ['that has nothing', {}, {}],
    ['that has the candidate', { [fp]: DIGEST }, there],
    ['where it passed', { [fp]: DIGEST, [ok]: DIGEST }, { ...there, tested: true }],
    [
      'where it is published',
      { [fp]: DIGEST, [ok]: DIGEST, [main]: DIGEST },
      { ...there, tested: true, notPublished: undefined },
    ],
    ['where the name is another’s', { [fp]: DIGEST, [ok]: DIGEST, [main]: OTHER }, { ...there, tested: true }],
    ['where only the name is left', { [main]: DIGEST }, {}],
    [
      'where what passed is not the candidate',
      { [fp]: OTHER, [ok]: DIGEST, [main]: DIGEST },
      { ...there, tested: true, notPublished: undefined },
    ],
    ['where only the tested one is left', { [ok]: DIGEST }, { ...there, tested: true }],
    [
      'that does not say',
      { [fp]: new Error('down'), [ok]: new Error('down'), [main]: new Error('down') },
      { unknown: 'down' },
    ],
    ['that does not say of the candidate', { [fp]: new Error('down') }, { unknown: 'down' }],
    ['that does not say of the tests', { [fp]: DIGEST, [ok]: new Error('down') }, there],
    [
      'that does not say of the name',
      { [fp]: DIGEST, [ok]: DIGEST, [main]: new Error('down') },
      { ...there, tested: true },
    ],
  ])('%s', async (_what, content, expected) => {
    expect(await presence(content)).toEqual({ ...NOTHING, ...expected })
  })

  test('is asked once for each name, and not for the candidate of what passed', async () => {
    const { lookups, asked } = registryOf({ [ok]: DIGEST })
    await findPresence({ ...asking, drafts: one, lookups })
    expect(asked.sort()).toEqual([main, 'acme/a:abc1234', ok, `acme/a:${DIGEST}`].sort())
  })

  test('of an image without suites knows no tests', async () => {
    const plain = draftsOf('images: {a: {image_name: acme/a}}')
    const candidate = plain[0]?.candidates[0] ?? ''
    expect(await presence({ [candidate]: DIGEST }, undefined, plain)).toMatchObject({
      tested: false,
      found: [{ ref: candidate }],
    })
  })
})

describe('two registries', () => {
  const two = draftsOf('images: {a: }', { a: { tests: [testsIn('a/test')] } }, { registries: ['one.io/x', 'two.io/x'] })
  const refs = (tags: readonly string[]): [string, string] => [tags[0] ?? '', tags[1] ?? '']
  const [[fp1, fp2], [ok1, ok2]] = [refs(two[0]?.candidates ?? []), refs(two[0]?.tested ?? [])]
  const [main1, main2] = ['one.io/x/a:main', 'two.io/x/a:main']
  const all = { [fp1]: DIGEST, [fp2]: DIGEST, [ok1]: DIGEST, [ok2]: DIGEST, [main1]: DIGEST, [main2]: DIGEST }
  const both = [
    { ref: fp1, digest: DIGEST },
    { ref: fp2, digest: DIGEST },
  ]
  const first = { ...BUILD, found: both.slice(0, 1) }

  test.each<[string, Record<string, string | Error>, Partial<Presence>]>([
    ['both have all', all, { ...BUILD, found: both, tested: true, notPublished: undefined }],
    [
      'one never passed',
      { ...all, [ok2]: new Error('absent') },
      { ...BUILD, found: both, tested: false, notPublished: undefined },
    ],
    ['one has another name', { ...all, [main2]: OTHER }, { ...BUILD, found: both, tested: true, notPublished: main2 }],
    [
      'one has nothing',
      { [fp1]: DIGEST, [ok1]: DIGEST, [main1]: DIGEST },
      { ...first, tested: false, notPublished: main2 },
    ],
    [
      'one has another build of it, which passed and is published there: it counts as not there',
      { ...all, [fp2]: OTHER, [ok2]: OTHER, [main2]: OTHER },
      { ...first, tested: false, notPublished: main2 },
    ],
    [
      'one has another build of it, under the name of this one',
      { ...all, [fp2]: OTHER, [ok2]: OTHER },
      { ...first, tested: false, notPublished: undefined },
    ],
    [
      'only the second has it',
      { [fp2]: DIGEST, [ok2]: DIGEST, [main2]: DIGEST },
      { ...BUILD, found: both.slice(1), tested: false, notPublished: main1 },
    ],
    [
      'one is down',
      { [fp1]: DIGEST, [fp2]: new Error('two.io is down') },
      { ...first, notPublished: main1, unknown: 'two.io is down' },
    ],
  ])('%s', async (_what, content, expected) => {
    expect(await presence(content, undefined, two)).toEqual({ ...NOTHING, ...expected })
  })
})

describe('which build was found', () => {
  const drafts = draftsOf('images: {a: {image_name: acme/a}, b: {image_name: acme/b, depend_on: a}}')
  const [a, b] = [byId(drafts, 'a'), byId(drafts, 'b')]
  const [onA = '', onB = ''] = [a.candidates[0], b.candidates[0]]
  const [first, second] = [['sha256:l1'], ['sha256:l2']]
  const both = (more: Partial<Known>): Record<string, Known> => ({
    [onA]: { digest: DIGEST, layers: first },
    [onB]: { digest: OTHER, layers: [...first, 'sha256:m'], ...more },
  })
  const buildsOf = async (content: Record<string, string | Known | Error>): Promise<Map<string, Presence>> =>
    findPresence({ ...asking, drafts, lookups: registryOf(content).lookups })

  test('is told by its layers, and what it sits on by its label', async () => {
    const known = await buildsOf(both({ labels: labelsOf(b, { a: layersKey(first) }) }))
    expect(known.get('a')).toMatchObject({ layers: layersKey(first), sitsOn: {} })
    expect(known.get('b')).toMatchObject({
      layers: layersKey([...first, 'sha256:m']),
      sitsOn: { a: layersKey(first) },
    })
  })

  test.each<[string, string, object]>([
    ['another document', '[]', {}],
    ['no document', '{', {}],
    ['no texts', '{"a": 1, "b": "x"}', { b: 'x' }],
  ])('a label that is %s says no more than it does', async (_what, label, sitsOn) => {
    const known = await buildsOf(both({ labels: { [PARENTS_LABEL]: label } }))
    expect(known.get('b')?.sitsOn).toEqual(sitsOn)
  })

  test('is not known where it cannot be read, and it is found all the same', async () => {
    const known = await buildsOf({ ...both({}), [`acme/b:${OTHER}`]: new Error('down') })
    expect(known.get('b')).toEqual({ ...NOTHING, notPublished: 'acme/b:main', found: [{ ref: onB, digest: OTHER }] })
  })

  test('is that of the platform: an image for another one says nothing', async () => {
    const { lookups } = registryOf(both({}))
    const known = await findPresence({
      ...asking,
      drafts: drafts.map((draft) => ({ ...draft, platform: 'linux/arm64' })),
      lookups,
    })
    expect(known.get('a')).toEqual({ ...NOTHING, notPublished: 'acme/a:main', found: [{ ref: onA, digest: DIGEST }] })
  })

  test.each<[string, Record<string, string>, string]>([
    ['on this one', { a: layersKey(first) }, 'reuse'],
    ['on another', { a: layersKey(second) }, 'build'],
    ['on what nobody wrote down', {}, 'build'],
  ])('decides whether what sits %s is reused', async (_what, parents, action) => {
    const known = await buildsOf(both({ labels: labelsOf(b, parents) }))
    expect(byId(planFor(drafts, { presence: known }).images, 'b').action).toBe(action)
  })
})

describe('the engine', () => {
  const [local = ''] = draft.localRefs
  const labels = labelsOf(draft, {})

  test('is asked where no registry has it', async () => {
    expect(await presence({}, engineOf({ ref: local, labels }))).toEqual({ ...NOTHING, local: true })
    expect(await presence({}, engineOf({ ref: main, labels }))).toEqual(NOTHING)
    expect(await presence({ [fp]: DIGEST }, engineOf({ ref: local, labels }))).toEqual({ ...NOTHING, ...there })
  })

  test('also where no registry is asked', async () => {
    expect(await presence('offline', engineOf({ ref: local, labels }))).toEqual({
      ...NOTHING,
      notPublished: undefined,
      local: true,
      unknown: 'offline',
    })
  })

  test.each([
    ['none', {}],
    ['that of other content', { [FINGERPRINT_LABEL]: 'f'.repeat(32) }],
  ])('has it only with its fingerprint written on it, not with %s', async (_what, other) => {
    expect(await presence({}, engineOf({ ref: local, labels: other }))).toEqual(NOTHING)
  })

  test('that does not answer has nothing', async () => {
    expect(await presence({}, { inspect: () => Promise.reject(new Error('no engine')) })).toEqual(NOTHING)
  })
})

test('nobody is asked for what does not exist', async () => {
  const drafts = draftsOf('images: {a: {skip_plans: [Q]}}\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}')
  const { lookups, asked } = registryOf({})
  expect([...(await findPresence({ ...asking, drafts, lookups })).keys()]).toEqual(['a@P'])
  expect(asked.every((ref) => !ref.includes(':q-'))).toBe(true)
})
