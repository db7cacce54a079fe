import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readPlanFile, takeDecisions, type DecisionFacts } from '../../../src/commands/plan-file.js'
import { findPresence } from '../../../src/commands/presence.js'
import { json } from '../../../src/output/plan-files.js'
import { UserError, type Problem } from '../../../src/shared/errors.js'
import type { Draft } from '../../../src/stack/drafts.js'
import type { Plan, PlanRequest } from '../../../src/stack/plan.js'
import { byId, DIGEST, draftsOf, planFor, presenceOf, touched, type Known, testsIn } from '../stack/planning.js'
import { registryOf } from './registry.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stack-plan-file-'))
})
afterEach(() => rm(folder, { recursive: true }))

const SPEC =
  'images: {base: {image_name: acme/base}, leaf: {image_name: acme/leaf, depend_on: base}, other: {image_name: acme/other}}\n'
const TESTS = { tests: [testsIn('base/test')] }
const drafts = draftsOf(SPEC, { base: TESTS })
const base = byId(drafts, 'base')
const [candidate = ''] = base.candidates
const FACTS = { event: 'pull_request', branch: 'b', sha: 'c', publishes: false, drift: [], unknown: [] }

/** The registries have these, and nothing else. */
const having = (known: Readonly<Record<string, Known>>, of: readonly Draft[] = drafts): PlanRequest['presence'] =>
  presenceOf(of, ({ id }) => known[id] ?? 'absent')
const HERE: DecisionFacts = {
  ...{ drafts, presence: having({ base: 'built' }), trust: 'all', facts: FACTS },
  ...{ only: [], spec: 'images/spec.yml', builds: true, tests: true, madeAs: new Map() },
}
/** `base` is there, `leaf` is built on it, `other` is left alone. */
const plan = planFor(drafts, { presence: HERE.presence, affected: touched('leaf'), publishes: false })

async function problemsIn(work: Promise<unknown>): Promise<readonly Problem[]> {
  const error: unknown = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  )
  if (!(error instanceof UserError)) throw new Error('no mistake of the user', { cause: error })
  return error.problems
}
async function written(content: string): Promise<Awaited<ReturnType<typeof readPlanFile>>> {
  await writeFile(join(folder, 'plan.json'), content)
  return readPlanFile(join(folder, 'plan.json'), 'out/plan.json')
}
/** The plan as another job has it, taken for the drafts of this one. */
async function taken(of: unknown = plan, here: Partial<DecisionFacts> = {}): Promise<Plan> {
  return takeDecisions(await written(json(of)), { ...HERE, ...here })
}
const changed = (id: string, more: object): object => ({
  ...plan,
  images: plan.images.map((image) => (image.id === id ? { ...image, ...more } : image)),
})

describe('a plan of another job', () => {
  test('decides the same, and is about this run', async () => {
    expect(await taken()).toEqual({ ...plan, ...FACTS })
  })

  test('that everything was considered is kept', async () => {
    const everything = { kind: 'event', event: 'schedule' } as const
    const source = { ...plan.source, files: undefined }
    expect(await taken({ ...plan, everything, source })).toEqual({ ...plan, ...FACTS, everything, source })
  })

  test('its reasons are kept, of every kind', async () => {
    const reasons = [
      { kind: 'everything', because: { kind: 'unknown', why: 'no clone' } },
      { kind: 'file', file: { path: 'a', commit: 'abc1234', pull: 7 }, more: 2 },
      { kind: 'shared-file', file: { path: 'spec.yml' } },
      { kind: 'base-moved', base: 'debian:12', from: DIGEST, to: DIGEST },
      ...['parent', 'needed-by', 'parent-built', 'other-parent'].map((kind) => ({ kind, image: 'base' })),
      ...['missing', 'not-published', 'found', 'tested'].map((kind) => ({ kind, ref: candidate })),
      { kind: 'not-looked-up', why: 'registry down' },
      ...['named', 'untested', 'not-trusted', 'unchanged', 'not-named'].map((kind) => ({ kind })),
    ]
    expect(byId((await taken(changed('leaf', { reasons }))).images, 'leaf').reasons).toEqual(reasons)
  })

  test('what this run knows of bases and registries is told, not what that job knew', async () => {
    const drift = [{ base: 'debian:12', from: DIGEST, to: DIGEST, images: ['base'], rebuilt: false }]
    const foreign = { drift: 'junk', unknown: [{}], publishes: true, assumes: true, event: 'push', sha: 'evil' }
    const presence = having({ base: 'built', other: 'unknown' })
    const facts = { ...FACTS, drift, unknown: ['no engine'] }
    expect(await taken({ ...plan, ...foreign }, { presence, facts })).toMatchObject({
      ...facts,
      assumes: false,
      unknown: ['no engine', 'registry down'],
    })
  })

  test.each<[string, object]>([
    ['names', { ref: 'evil/x:1', refs: ['evil/x:1'], candidates: ['evil/x:fp'], tested: ['evil/x:ok'] }],
    ['files', { context: '../..', dockerfiles: ['/etc/passwd'], contextHash: 'x', copied: 'all' }],
    ['build args', { buildArgs: { X: 'evil' } }],
    ['suites', { suites: [] }],
    ['what is built on', { parents: [], rewrites: { 'acme/base': 'evil' }, bases: { 'debian:12': 'evil' } }],
    ['what is found', { found: [{ ref: 'evil/x:fp', digest: 'latest' }] }],
    ['that it is tested', { test: false }],
  ])('decides and does no more; what has no effect: %s', async (_what, foreign) => {
    for (const id of ['base', 'leaf']) expect((await taken(changed(id, foreign))).images).toEqual(plan.images)
  })

  test('its levels are made again', async () => {
    expect((await taken({ ...plan, levels: [['evil']] })).levels).toEqual([['leaf']])
    expect((await taken(changed('base', { action: 'build' }))).levels).toEqual([['base'], ['leaf']])
  })

  test('of what is built nothing is taken that was found', async () => {
    expect(byId((await taken(changed('base', { action: 'build' }))).images, 'base').found).toEqual([])
  })
})

describe('whether suites run is decided here', () => {
  test.each<[string, Known, DecisionFacts['trust'], boolean]>([
    ['build', 'built', 'all', true],
    ['build', 'tested', 'all', true],
    ['reuse', 'built', 'all', true],
    ['reuse', 'tested', 'all', false],
    ['reuse', 'tested', 'builds', true],
    ['skip', 'built', 'all', false],
    ['skip', 'tested', 'builds', false],
  ])('%s what is %s, trust: %s: %s', async (action, known, trust, runs) => {
    for (const word of [true, false]) {
      const { images } = await taken(changed('base', { action, test: word }), {
        presence: having({ base: known }),
        trust,
      })
      expect(byId(images, 'base')).toMatchObject({ action, test: runs })
    }
  })

  test('where there are none, none do', async () => {
    const images = await taken(changed('other', { action: 'build', test: true }))
    expect(byId(images.images, 'other')).toMatchObject({ action: 'build', test: false })
  })
})

describe('what is no plan is refused', () => {
  const remedy = 'Give the plan.json that "stack-action plan --out DIR" or the action detect wrote.'
  const [first = {}] = plan.images as unknown as object[]

  test('no file', async () => {
    const problems = await problemsIn(readPlanFile(join(folder, 'gone.json'), 'gone.json'))
    expect(problems).toMatchObject([
      { message: expect.stringMatching(/^the plan cannot be read: .*ENOENT/), file: 'gone.json', remedy },
    ])
  })

  test.each([
    ['nothing', '', /^the plan cannot be read: /],
    ['junk', 'images: {}', /^the plan cannot be read: /],
    ['half a file', json(plan).slice(0, -20), /^the plan cannot be read: /],
    ['another document', '[]', /^this is no plan: /],
    ['null', 'null', /^this is no plan: /],
    ['a later schema', json({ ...plan, schema: 2 }), /^this is no plan: schema: /],
    ['no schema', json({ ...plan, schema: undefined }), /^this is no plan: schema: /],
    ['results', json({ schema: 1, images: [] }), /^this is no plan: source: /],
    [
      'an unknown action',
      json({ ...plan, images: [{ ...first, action: 'run' }] }),
      /^this is no plan: images\.0\.action: /,
    ],
    ['no reason', json({ ...plan, images: [{ ...first, reasons: [] }] }), /images\.0\.reasons: /],
    [
      'a reason that is none',
      json({ ...plan, images: [{ ...first, reasons: [{ kind: 'x' }] }] }),
      /images\.0\.reasons\.0/,
    ],
    [
      'a reason with something else in it',
      json({ ...plan, images: [{ ...first, reasons: [{ kind: 'parent', image: { toString: 'x' } }] }] }),
      /images\.0\.reasons\.0\.image: /,
    ],
    [
      'a reason within a reason that is none',
      json({ ...plan, images: [{ ...first, reasons: [{ kind: 'everything', because: { kind: 'x' } }] }] }),
      /images\.0\.reasons\.0\.because/,
    ],
    ['that everything counts, for no reason', json({ ...plan, everything: { kind: 'x' } }), /everything/],
    ['no word on what is touched', json({ ...plan, images: [{ ...first, affected: 'no' }] }), /images\.0\.affected: /],
    ['a source that is none', json({ ...plan, source: { ...plan.source, tried: [{}] } }), /source\.tried\.0/],
  ])('%s', async (_what, content, message) => {
    expect(await problemsIn(written(content))).toMatchObject([
      { message: expect.stringMatching(message), file: 'out/plan.json', remedy },
    ])
  })
})

describe('a plan about something else is refused', () => {
  test('other content, all of it named', async () => {
    const here = draftsOf(SPEC, { base: { ...TESTS, contextHash: 'changed' } })
    const problems = await problemsIn(taken(plan, { drafts: here }))
    expect(problems[0]).toEqual({
      message: `the plan is about other content of base (${base.fingerprint}, here ${byId(here, 'base').fingerprint})`,
      file: 'out/plan.json',
      remedy: 'Plan again on this commit, for this platform, and on the bases as they are now.',
    })
    // What is built on it is other content too; what is not, is the same.
    expect(problems.map((problem) => / of (\w+) /.exec(problem.message)?.[1])).toEqual(['base', 'leaf'])
  })

  test('bases that have moved since', async () => {
    const here = draftsOf(SPEC, { base: TESTS }, { baseOf: () => ({ digest: DIGEST, pin: true }) })
    expect(await problemsIn(taken(plan, { drafts: here }))).toHaveLength(3)
  })

  test('an image that it does not know', async () => {
    const images = plan.images.filter((image) => image.id !== 'leaf')
    expect(await problemsIn(taken({ ...plan, images }))).toMatchObject([{ message: 'the plan does not have leaf' }])
  })

  test('work on what the spec leaves out', async () => {
    const two = draftsOf('images: {a: {skip_plans: [Q]}}\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}')
    const made = planFor(two, { affected: touched('a'), publishes: false })
    const here = { drafts: two, presence: having({}, two) }
    expect((await taken(made, here)).levels).toEqual([['a@P']])
    const worked = { ...made, images: made.images.map((image) => ({ ...image, action: 'build' })) }
    expect(await problemsIn(taken(worked, here))).toEqual([
      {
        message: 'the plan works on a@Q, which skip_plans leaves out',
        file: 'out/plan.json',
        remedy: 'Plan again on this commit.',
      },
    ])
  })
})

describe('what the plan takes from the registry has to be there now', () => {
  const remedy = 'Plan again where the registry can be asked (is there a login? are the registries those of the plan?).'
  const reusing = changed('base', { action: 'reuse' })
  const alone = planFor(drafts, { presence: HERE.presence, affected: touched('other'), publishes: false })
  const publishing = { ...FACTS, publishes: true }

  test.each<[string, unknown, Known, Partial<DecisionFacts>, string | undefined]>([
    ['reused, and it is there', reusing, 'tested', {}, undefined],
    ['reused, and it is gone', reusing, 'absent', {}, ''],
    ['reused, and nobody can say', reusing, 'unknown', {}, ': registry down'],
    ['reused, and only this engine has it', reusing, 'local', {}, ''],
    ['built on, and it is there', plan, 'built', {}, undefined],
    ['built on, and it is gone', plan, 'absent', {}, ''],
    ['built on, and nobody can say', plan, 'unknown', {}, ': registry down'],
    ['built on, and this engine has it', plan, 'local', {}, undefined],
    ['built on, and published, and only this engine has it', plan, 'local', { facts: publishing }, ''],
    ['left alone, and it is gone', alone, 'absent', {}, undefined],
    ['left alone, and nobody can say', alone, 'unknown', {}, undefined],
  ])('%s', async (_what, of, known, more, why) => {
    const work = taken(of, { presence: having({ base: known }), ...more })
    if (why === undefined) {
      const { images } = await work
      expect(byId(images, 'base').found).toHaveLength(known === 'tested' || known === 'built' ? 1 : 0)
      return
    }
    const message = `the plan takes base from the registry, and nobody has it (${candidate})${why}`
    expect(await problemsIn(work)).toEqual([{ message, file: 'out/plan.json', remedy }])
  })

  test('a plan that took it to be there, where it could not ask, is held to that', async () => {
    const presence = presenceOf(drafts, () => 'unknown')
    const assumed = planFor(drafts, { presence, affected: touched('leaf'), publishes: false, assumes: true })
    expect(assumed.images[0]).toMatchObject({ action: 'skip', found: [] })
    const { images, assumes } = await taken(assumed)
    expect(images[0]).toMatchObject({ action: 'skip', found: [{ ref: candidate, digest: DIGEST }] })
    expect(assumes).toBe(false)
    expect(await problemsIn(taken(assumed, { presence: having({}) }))).toHaveLength(1)
  })

  test('in the registries of this run', async () => {
    const here = draftsOf(SPEC, { base: TESTS }, { registries: ['ghcr.io/lab'] })
    const { lookups } = registryOf({ [candidate]: DIGEST })
    const presence = await findPresence({ drafts: here, lookups, engine: undefined })
    const message = `the plan takes base from the registry, and nobody has it (ghcr.io/lab/base:fp-${base.fingerprint})`
    expect(await problemsIn(taken(plan, { drafts: here, presence }))).toEqual([
      { message, file: 'out/plan.json', remedy },
    ])
  })

  test('also where the candidate was built again, and only the older build has passed its suites', async () => {
    const [ok = ''] = base.tested
    const { lookups } = registryOf({ [ok]: DIGEST, [candidate]: `sha256:${'2'.repeat(64)}` })
    const presence = await findPresence({ drafts, lookups, engine: undefined })
    const made = planFor(drafts, { presence, affected: touched('base') })
    expect(made.images[0]).toMatchObject({ action: 'reuse', test: false, found: [{ digest: DIGEST }] })
    expect((await taken(made, { presence })).images[0]).toEqual(made.images[0])
  })
})

describe('a job that does a part of the plan', () => {
  const all = planFor(drafts, { presence: having({}), affected: touched('base', 'leaf', 'other'), publishes: true })
  const facts = { ...FACTS, publishes: true }

  test('works on what it was given, and takes what that is built on from the registry', async () => {
    const presence = having({ base: 'tested' })
    const { images, levels } = await taken(all, { presence, facts, only: ['leaf'] })
    expect(images.map(({ id, action, found }) => [id, action, found.length])).toEqual([
      ['base', 'skip', 1],
      ['other', 'skip', 0],
      ['leaf', 'build', 0],
    ])
    expect(byId(images, 'leaf').blocked).toBeUndefined()
    expect(byId(images, 'base').reasons).toEqual([{ kind: 'not-named' }])
    expect(levels).toEqual([['leaf']])
  })

  test.each<[string, Known]>([
    ['was not built', 'absent'],
    ['did not pass its suites', 'built'],
    ['cannot be asked for', 'unknown'],
  ])('does nothing with what is built on a parent that %s', async (_what, known) => {
    const { images } = await taken(all, { presence: having({ base: known }), facts, only: ['leaf'] })
    expect(byId(images, 'leaf')).toMatchObject({ action: 'build', blocked: 'base' })
  })

  test('with names that are not there is refused', async () => {
    expect(await problemsIn(taken(all, { presence: having({}), only: ['laef'] }))).toMatchObject([
      { message: 'there is no image "laef" in images/spec.yml', remedy: expect.stringContaining('leaf') },
    ])
  })
})

describe('a job that does not build', () => {
  const all = planFor(drafts, { presence: having({}), affected: touched('base'), publishes: true })
  const there = { presence: having({ base: 'tested', leaf: 'built' }), builds: false }

  test('takes what was built from the registry, and tests only what nobody has', async () => {
    const { images } = await taken(all, there)
    expect(byId(images, 'base')).toMatchObject({ action: 'build', test: false, found: [{ digest: DIGEST }] })
  })

  test('of a full rebuild believes only what a job says that it made', async () => {
    const rebuilt = { ...all, everything: { kind: 'full-rebuild', by: 'input' } }
    const foundOf = async (madeAs: DecisionFacts['madeAs']): Promise<number> =>
      byId((await taken(rebuilt, { ...there, madeAs })).images, 'base').found.length
    expect(await foundOf(new Map())).toBe(0)
    expect(await foundOf(new Map([['base', `sha256:${'2'.repeat(64)}`]]))).toBe(0)
    expect(await foundOf(new Map([['base', DIGEST]]))).toBe(1)
  })
})
