import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import type { Draft } from '../../../src/stack/drafts.js'
import {
  makePlan,
  unknownOf,
  type Action,
  type Plan,
  type PlanRequest,
  type Presence,
} from '../../../src/stack/plan.js'
import type { Everything, Reason } from '../../../src/stack/reasons.js'
import { messagesOf, problemsOf } from '../support.js'
import {
  byId,
  DIGEST,
  draftsOf,
  planFor,
  planRequest,
  presenceOf,
  touched,
  touchedBy,
  KNOWN,
  withBuilds,
  type Builds,
  type Known,
  integrationIn,
  testsIn,
} from './planning.js'
import { descendantsOf, shapes, specOf, type Shape } from './stacks.js'

const CHAIN =
  'images:\n  base: {image_name: acme/base}\n  mid: {image_name: acme/mid, depend_on: base}\n  leaf: {image_name: acme/leaf, depend_on: mid}\n  other: {image_name: acme/other, depend_on: base}\n'
const TESTED = { base: { tests: [testsIn('base/test')] } }
const chain = draftsOf(CHAIN, TESTED)

/** What is done with each image: `build+test`, `reuse`, `skip`, … */
const fates = (plan: Plan): Record<string, string> =>
  Object.fromEntries(plan.images.map(({ id, action, test: tests }) => [id, `${action}${tests ? '+test' : ''}`]))
const knowing = (known: Readonly<Record<string, Known>>, drafts: readonly Draft[] = chain): PlanRequest['presence'] =>
  presenceOf(drafts, ({ id }) => known[id] ?? 'published')

describe('one image', () => {
  const [drafts, plain] = [
    draftsOf('images: {a: {image_name: acme/a}}', { a: { tests: [testsIn('a/test')] } }),
    draftsOf('images: {a: {image_name: acme/a}}'),
  ]
  const [a] = drafts
  const fp = a?.candidates[0] ?? ''
  const ok = a?.tested[0] ?? ''
  const main = a?.refs[0] ?? ''
  const EVERYTHING: Everything = { kind: 'default-branch', branch: 'main' }

  const file = touchedBy('a')
  const everything: Reason = { kind: 'everything', because: EVERYTHING }
  const found: Reason = { kind: 'found', ref: fp }
  const tested: Reason = { kind: 'tested', ref: ok }
  const untested: Reason = { kind: 'untested' }
  const missing: Reason = { kind: 'missing', ref: fp }
  const notPublished: Reason = { kind: 'not-published', ref: main }
  const unchanged: Reason = { kind: 'unchanged' }

  type Row = [Known, 'touched' | 'everything' | 'untouched', Action, boolean, Reason[]]
  const publishing: Row[] = [
    ['absent', 'untouched', 'build', true, [missing]],
    ['local', 'untouched', 'build', true, [missing]],
    ['unknown', 'untouched', 'skip', false, [unchanged]],
    ['built', 'untouched', 'reuse', true, [notPublished, found, untested]],
    ['tested', 'untouched', 'reuse', false, [notPublished, found, tested]],
    ['untestedButPublished', 'untouched', 'skip', false, [unchanged]],
    ['published', 'untouched', 'skip', false, [unchanged]],
    ['absent', 'touched', 'build', true, [file]],
    ['local', 'touched', 'build', true, [file]],
    ['unknown', 'touched', 'build', true, [file]],
    ['built', 'touched', 'reuse', true, [file, found, untested]],
    ['tested', 'touched', 'reuse', false, [file, found, tested]],
    ['untestedButPublished', 'touched', 'reuse', true, [file, found, untested]],
    ['published', 'touched', 'reuse', false, [file, found, tested]],
    ['absent', 'everything', 'build', true, [everything, missing]],
    ['unknown', 'everything', 'build', true, [everything, { kind: 'not-looked-up', why: 'registry down' }]],
    ['built', 'everything', 'reuse', true, [everything, found, untested]],
    ['published', 'everything', 'reuse', false, [everything, found, tested]],
  ]
  /** A run that publishes nothing mends nothing. */
  const silent: Row[] = publishing.map(([known, change, ...rest]) =>
    change === 'untouched' ? [known, change, 'skip', false, [unchanged]] : [known, change, ...rest],
  )
  const decide = (
    change: Row[1],
    known: Known,
    more: Partial<PlanRequest> = {},
    of = drafts,
  ): Plan['images'][number] => {
    const all = change === 'everything' ? EVERYTHING : undefined
    const affected = new Map(change === 'untouched' ? [] : [['a', [change === 'touched' ? file : everything]]])
    const plan = planFor(of, { presence: presenceOf(of, () => known), everything: all, affected, ...more })
    return byId(plan.images, 'a')
  }

  test.each(publishing)(
    'that is %s and %s, in a run that publishes: %s (test: %s)',
    (known, change, action, tests, reasons) => {
      const image = decide(change, known)
      expect(image).toMatchObject({ action, test: tests, reasons, affected: change !== 'untouched' })
    },
  )

  test.each(silent)(
    'that is %s and %s, in a run that does not publish: %s (test: %s)',
    (known, change, action, tests, reasons) => {
      expect(decide(change, known, { publishes: false })).toMatchObject({ action, test: tests, reasons })
    },
  )

  test('what was found is told, unless it is built anew', () => {
    const both = [{ ref: fp, digest: DIGEST }]
    expect(decide('touched', 'tested').found).toEqual(both)
    expect(decide('untouched', 'published').found).toEqual(both)
    expect(decide('touched', 'tested', { trust: 'none' }).found).toEqual([])
    expect(decide('untouched', 'published', { trust: 'none' }).found).toEqual([])
  })

  describe('that has no suites that run', () => {
    const off = draftsOf('images: {a: {image_name: acme/a}}', { a: { tests: [integrationIn('a/integration_tests')] } })
    test.each([
      ['none', plain],
      ['all are off', off],
    ])('%s: is never tested', (_what, of) => {
      expect(decide('touched', 'absent', {}, of)).toMatchObject({ action: 'build', test: false, reasons: [file] })
      for (const known of ['built', 'tested'] as const)
        expect(decide('touched', known, {}, of)).toMatchObject({ action: 'reuse', test: false, reasons: [file, found] })
      expect(decide('untouched', 'built', {}, of)).toMatchObject({ action: 'reuse', test: false })
    })
  })

  describe('whose word is taken', () => {
    test.each<[PlanRequest['trust'], Known, string, Reason[]]>([
      ['all', 'published', 'reuse', [file, found, tested]],
      ['builds', 'published', 'reuse+test', [file, found, untested]],
      ['builds', 'built', 'reuse+test', [file, found, untested]],
      ['builds', 'absent', 'build+test', [file]],
      ['none', 'published', 'build+test', [file, { kind: 'not-trusted' }]],
      ['none', 'absent', 'build+test', [file, { kind: 'not-trusted' }]],
    ])('trust: %s, and the registry has it %s: %s', (trust, known, fate, reasons) => {
      const image = decide('touched', known, { trust })
      expect([`${image.action}${image.test ? '+test' : ''}`, image.reasons]).toEqual([fate, reasons])
    })

    test.each(['all', 'builds', 'none'] as const)('a full rebuild takes nobody’s (trust: %s)', (trust) => {
      const because: Everything = { kind: 'full-rebuild', by: 'input' }
      const all: Reason = { kind: 'everything', because }
      for (const known of Object.keys(KNOWN) as Known[]) {
        const more = { trust, fullRebuild: true, everything: because, affected: new Map([['a', [all]]]) }
        expect(decide('everything', known, more)).toMatchObject({
          action: 'build',
          test: true,
          reasons: [all],
          found: [],
        })
      }
    })

    test('where nobody is believed, nothing is missed', () => {
      expect(decide('untouched', 'absent', { trust: 'none' })).toMatchObject({ action: 'skip', reasons: [unchanged] })
    })

    test('what passed is tested again and published again where only builds are believed', () => {
      expect(decide('untouched', 'tested', { trust: 'builds' })).toMatchObject({
        action: 'reuse',
        test: true,
        reasons: [notPublished, found, untested],
      })
    })
  })

  test('that lacks its name is left alone where no names are given, and built where it is not there', () => {
    expect(decide('untouched', 'built', { nameless: true })).toMatchObject({ action: 'skip', reasons: [unchanged] })
    expect(decide('untouched', 'absent', { nameless: true })).toMatchObject({ action: 'build', reasons: [missing] })
    expect(decide('touched', 'tested', { nameless: true })).toMatchObject({
      action: 'reuse',
      reasons: [file, found, tested],
    })
  })

  test('that is named is worked on whether or not it changed', () => {
    const named: Reason = { kind: 'named' }
    const only = ['a']
    expect(decide('untouched', 'published', { only })).toMatchObject({
      action: 'reuse',
      reasons: [named, found, tested],
    })
    expect(decide('touched', 'absent', { only })).toMatchObject({ action: 'build', reasons: [named] })
    expect(decide('everything', 'absent', { only })).toMatchObject({ action: 'build', reasons: [named, missing] })
  })

  test('of a branch that was deleted is left alone, whatever changed', () => {
    for (const known of Object.keys(KNOWN) as Known[]) {
      const image = decide('touched', known, { deleted: 'feature' })
      expect(image).toMatchObject({ action: 'skip', test: false, reasons: [{ kind: 'deleted', branch: 'feature' }] })
    }
  })

  test('in two registries, of which one has it, is reused', () => {
    const two = draftsOf('images: {a: }', {}, { registries: ['one.io/x', 'two.io/x'] })
    const presence = presenceOf(two, () => 'built')
    const [only] = [...presence.values()].flatMap((one) => one.found)
    for (const [id, one] of presence)
      presence.set(id, { ...one, found: only === undefined ? [] : [only], unknown: 'two.io is down' })
    expect(planFor(two, { presence, affected: touched('a') }).images[0]).toMatchObject({
      action: 'reuse',
      found: [only],
    })
  })
})

describe('a plan', () => {
  test('says about what it is, and keeps the order of the drafts', () => {
    const drift = [{ base: 'debian:12', from: 'sha256:1', to: 'sha256:2', images: ['base'], rebuilt: false }]
    const plan = planFor(chain, { event: 'pull_request', branch: 'b', sha: 'c', drift, publishes: false })
    expect(plan).toMatchObject({
      schema: 1,
      event: 'pull_request',
      branch: 'b',
      sha: 'c',
      source: { kind: 'git', files: 1 },
      everything: undefined,
      publishes: false,
      assumes: false,
      drift,
    })
    expect(plan.images.map((image) => image.id)).toEqual(chain.map((draft) => draft.id))
    for (const [index, draft] of chain.entries()) expect(plan.images[index]).toMatchObject(draft)
  })

  test('tells once what each registry did not say', () => {
    const presence = knowing({ base: 'unknown', mid: 'unknown' })
    expect(planFor(chain, { presence }).unknown).toEqual(['registry down'])
    expect(planFor(chain, { presence: knowing({}) }).unknown).toEqual([])
    expect(unknownOf(presence)).toEqual(['registry down'])
    expect(unknownOf(new Map())).toEqual([])
  })

  test('tells what else is not known before that, and nothing twice', () => {
    const unknown = ['debian:12: denied', 'registry down', 'debian:12: denied']
    const presence = knowing({ base: 'unknown' })
    expect(planFor(chain, { presence, unknown }).unknown).toEqual(['debian:12: denied', 'registry down'])
  })
})

describe('what follows from a build', () => {
  test('whatever is built on it is built, and says why', () => {
    const plan = planFor(chain, {
      presence: knowing({ base: 'absent', mid: 'absent', leaf: 'absent', other: 'absent' }),
      affected: touched('base'),
    })
    expect(plan.images.map(({ id, action, reasons }) => [id, action, reasons])).toEqual([
      ['base', 'build', [touchedBy('base')]],
      ['mid', 'build', [{ kind: 'parent', image: 'base' }]],
      ['other', 'build', [{ kind: 'parent', image: 'base' }]],
      ['leaf', 'build', [{ kind: 'parent', image: 'mid' }]],
    ])
    expect(plan.levels).toEqual([['base'], ['mid', 'other'], ['leaf']])
  })

  test('a shared file is the reason of all; parents would only repeat it', () => {
    const shared: Reason = { kind: 'shared-file', file: { path: 'spec.yml' } }
    const affected = new Map(chain.map((draft) => [draft.name, [shared]]))
    for (const image of planFor(chain, { affected, presence: knowing({ base: 'absent' }) }).images)
      expect(image.reasons[0]).toEqual(shared)
    expect(byId(planFor(chain, { affected }).images, 'leaf').reasons).toEqual([shared])
  })

  test('where everything counts, parents would only repeat that', () => {
    const because: Everything = { kind: 'event', event: 'schedule' }
    const all: Reason = { kind: 'everything', because }
    const request = { everything: because, affected: new Map(chain.map((draft) => [draft.name, [all]])) }
    expect(byId(planFor(chain, { ...request, fullRebuild: true }).images, 'leaf').reasons).toEqual([all])
  })

  test('that everything is considered does not say why what is there is built; its parent does', () => {
    const because: Everything = { kind: 'default-branch', branch: 'main' }
    const all: Reason = { kind: 'everything', because }
    const affected = new Map(chain.map((draft) => [draft.name, [all]]))
    const { images } = planFor(chain, { affected, everything: because, presence: knowing({ base: 'absent' }) })
    expect(images.map((image) => image.reasons)).toEqual([
      [all, { kind: 'missing', ref: chain[0]?.candidates[0] }],
      [all, { kind: 'parent-built', image: 'base' }],
      [all, { kind: 'parent-built', image: 'base' }],
      [all, { kind: 'parent-built', image: 'mid' }],
    ])
  })

  test('of what is built because its parent is, nothing that was found is taken', () => {
    const { images } = planFor(chain, { presence: knowing({ base: 'absent' }) })
    expect(images.map((image) => image.found)).toEqual([[], [], [], []])
  })

  test('a file and a parent are both told', () => {
    const { images } = planFor(chain, { affected: touched('base', 'mid') })
    expect(byId(images, 'mid').reasons).toEqual([touchedBy('mid'), { kind: 'parent', image: 'base' }])
    expect(byId(images, 'other').reasons).toEqual([{ kind: 'parent', image: 'base' }])
  })

  test('S8: one test failed after a base changed; S8b: then only that child changes', () => {
    // The first run built and pushed everything; `other` failed its suites, so no name moved.
    const afterwards = knowing({ base: 'tested', mid: 'tested', leaf: 'tested', other: 'absent' })
    const plan = planFor(chain, { presence: afterwards, affected: touched('other') })
    expect(fates(plan)).toEqual({ base: 'reuse', mid: 'reuse', leaf: 'reuse', other: 'build+test' })
    for (const id of ['base', 'mid', 'leaf'])
      expect(byId(plan.images, id).reasons).toContainEqual({ kind: 'not-published', ref: `acme/${id}:main` })
    // Not a word of the change reaches them: they would have stayed on the old base.
    expect(byId(plan.images, 'mid').affected).toBe(false)
    expect(plan.levels).toEqual([['base'], ['mid', 'other'], ['leaf']])
  })

  test('S9: the candidate is there, but the run ended before its suites did: they run again', () => {
    const presence = knowing({ mid: 'built', leaf: 'absent' })
    expect(fates(planFor(chain, { presence }))).toEqual({
      base: 'skip',
      mid: 'reuse+test',
      leaf: 'build+test',
      other: 'skip',
    })
    expect(fates(planFor(chain, { presence, affected: touched('mid') }))).toEqual({
      base: 'skip',
      mid: 'reuse+test',
      leaf: 'build+test',
      other: 'skip',
    })
  })

  test('S15: a base that is gone from the registry is built, with everything on it', () => {
    const plan = planFor(chain, { presence: knowing({ base: 'absent' }) })
    expect(fates(plan)).toEqual({ base: 'build+test', mid: 'build+test', leaf: 'build+test', other: 'build+test' })
    expect(plan.images.map((image) => image.reasons)).toEqual([
      [{ kind: 'missing', ref: chain[0]?.candidates[0] }],
      [{ kind: 'parent-built', image: 'base' }],
      [{ kind: 'parent-built', image: 'base' }],
      [{ kind: 'parent-built', image: 'mid' }],
    ])
  })

  test('a pull request that publishes nothing builds what it touches, and what that needs', () => {
    const request = { publishes: false, affected: touched('leaf') }
    const only = (known: Readonly<Record<string, Known>>): Record<string, string> =>
      fates(planFor(chain, { ...request, presence: knowing(known) }))
    const leaf = { leaf: 'build+test', other: 'skip' }
    expect(only({ leaf: 'absent' })).toEqual({ base: 'skip', mid: 'skip', ...leaf })
    expect(only({ mid: 'local', leaf: 'absent' })).toEqual({ base: 'skip', mid: 'skip', ...leaf })
    expect(only({ mid: 'absent', leaf: 'absent' })).toEqual({ base: 'skip', mid: 'build+test', ...leaf })
    expect(only({ base: 'absent', mid: 'absent', leaf: 'absent' })).toEqual({
      base: 'build+test',
      mid: 'build+test',
      ...leaf,
    })
    expect(only({ base: 'absent' })).toEqual({ base: 'skip', mid: 'skip', leaf: 'reuse', other: 'skip' })
  })

  test('what is needed says of whom, and whether somebody could be asked', () => {
    const { images } = planFor(chain, {
      publishes: false,
      affected: touched('leaf'),
      presence: knowing({ base: 'absent', mid: 'unknown', leaf: 'absent' }),
    })
    expect(byId(images, 'mid').reasons).toEqual([
      { kind: 'needed-by', image: 'leaf' },
      { kind: 'not-looked-up', why: 'registry down' },
    ])
    expect(byId(images, 'base').reasons).toEqual([{ kind: 'needed-by', image: 'mid' }])
  })

  test('a base that nobody believes is built for its child, and then its other children too', () => {
    const request = { trust: 'none', affected: touched('leaf') } as const
    expect(fates(planFor(chain, request))).toEqual({
      base: 'build+test',
      mid: 'build+test',
      leaf: 'build+test',
      other: 'build+test',
    })
    expect(fates(planFor(chain, { ...request, publishes: false }))).toMatchObject({ other: 'skip', base: 'build+test' })
  })

  test('a plan for other jobs takes what it cannot ask for to be there', () => {
    const presence = presenceOf(chain, ({ id }) => (id === 'base' ? 'absent' : 'unknown'))
    const plan = planFor(chain, { presence, affected: touched('leaf'), publishes: false, assumes: true })
    expect(fates(plan)).toEqual({ base: 'skip', mid: 'skip', leaf: 'build+test', other: 'skip' })
    expect(plan.assumes).toBe(true)
    // What is known not to be there is not.
    const known = {
      presence: knowing({ mid: 'absent', leaf: 'absent' }),
      affected: touched('leaf'),
      publishes: false,
      assumes: true,
    }
    expect(fates(planFor(chain, known))).toMatchObject({ mid: 'build+test' })
  })

  test('a registry that is down mends nothing', () => {
    const presence = presenceOf(chain, () => 'unknown')
    expect(fates(planFor(chain, { presence }))).toEqual({ base: 'skip', mid: 'skip', leaf: 'skip', other: 'skip' })
    // The parents of what is built have to come from somewhere, and then no sibling may stay behind.
    expect(fates(planFor(chain, { presence, affected: touched('mid') }))).toMatchObject({
      base: 'build+test',
      other: 'build+test',
    })
  })
})

describe('two builds of the same content', () => {
  /** `mid` and what it carries were built on a base that was built again since; `other` sits on the new one. */
  const builds: Builds = {
    base: { layers: 'new base', sitsOn: {} },
    mid: { layers: 'mid', sitsOn: { base: 'old base' } },
    other: { layers: 'other', sitsOn: { base: 'new base' } },
    leaf: { layers: 'leaf', sitsOn: { mid: 'mid' } },
  }
  const presence = withBuilds(knowing({}), builds)
  const otherBase: Reason = { kind: 'other-parent', image: 'base' }

  test('what sits on the older one is built where the run publishes, with what is built on it', () => {
    const { images } = planFor(chain, { presence })
    expect(images.map(({ id, action, reasons }) => [id, action, reasons])).toEqual([
      ['base', 'skip', [{ kind: 'unchanged' }]],
      ['mid', 'build', [otherBase]],
      ['other', 'skip', [{ kind: 'unchanged' }]],
      ['leaf', 'build', [{ kind: 'parent-built', image: 'mid' }]],
    ])
    expect(byId(images, 'mid').found).toEqual([])
  })

  test('elsewhere only where the change touches it', () => {
    const request = { presence, publishes: false }
    expect(fates(planFor(chain, request))).toEqual({ base: 'skip', mid: 'skip', other: 'skip', leaf: 'skip' })
    const { images } = planFor(chain, { ...request, affected: touched('mid') })
    expect(images.map(({ id, action, reasons }) => [id, action, reasons])).toEqual([
      ['base', 'skip', [{ kind: 'unchanged' }]],
      ['mid', 'build', [touchedBy('mid'), otherBase]],
      ['other', 'skip', [{ kind: 'unchanged' }]],
      ['leaf', 'build', [{ kind: 'parent', image: 'mid' }]],
    ])
  })

  test('the older one is no parent to build on', () => {
    const known = withBuilds(knowing({ leaf: 'absent' }), builds)
    const { images } = planFor(chain, { presence: known, affected: touched('leaf'), publishes: false })
    expect(byId(images, 'mid')).toMatchObject({ action: 'build', reasons: [{ kind: 'needed-by', image: 'leaf' }] })
    expect(byId(images, 'base').action).toBe('skip')
  })

  test('where everything is considered, it is what says why', () => {
    const because: Everything = { kind: 'default-branch', branch: 'main' }
    const all: Reason = { kind: 'everything', because }
    const request = { presence, everything: because, affected: new Map(chain.map((draft) => [draft.name, [all]])) }
    expect(byId(planFor(chain, request).images, 'mid').reasons).toEqual([all, otherBase])
    expect(byId(planFor(chain, { ...request, fullRebuild: true }).images, 'mid').reasons).toEqual([all])
    expect(byId(planFor(chain, { ...request, trust: 'none' }).images, 'mid').reasons).toEqual([
      all,
      { kind: 'not-trusted' },
    ])
  })

  test('with --images, of those that are named', () => {
    expect(byId(planFor(chain, { presence, only: ['mid'] }).images, 'mid')).toMatchObject({
      action: 'build',
      reasons: [{ kind: 'named' }, otherBase],
    })
    expect(fates(planFor(chain, { presence, only: ['other'] }))).toEqual({
      base: 'skip',
      mid: 'skip',
      other: 'reuse',
      leaf: 'skip',
    })
  })

  test.each<[string, Builds, Readonly<Record<string, Known>>, Action]>([
    ['which build the parent is', { base: { sitsOn: {} } }, {}, 'skip'],
    ['what it sits on', { mid: { layers: 'mid' } }, {}, 'skip'],
    ['whether the parent is there', {}, { base: 'unknown' }, 'skip'],
    ['(and it is on record that it sits on nothing)', { mid: { layers: 'mid', sitsOn: {} } }, {}, 'build'],
    ['(and all is known, and it is the same)', { mid: { layers: 'mid', sitsOn: { base: 'new base' } } }, {}, 'skip'],
  ])('what is not known is no sign of another: %s', (_what, more, known, action) => {
    const some = withBuilds(knowing(known), { ...builds, ...more })
    expect(byId(planFor(chain, { presence: some }).images, 'mid').action).toBe(action)
  })

  test('each plan has builds of its own, by the parent’s name', () => {
    const drafts = draftsOf(
      'images: {base: , leaf: {depend_on: base}}\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}',
    )
    const known = withBuilds(knowing({}, drafts), {
      'base@P': { layers: 'b of P', sitsOn: {} },
      'base@Q': { layers: 'b of Q', sitsOn: {} },
      'leaf@P': { layers: 'l', sitsOn: { base: 'b of P' } },
      'leaf@Q': { layers: 'l', sitsOn: { base: 'b of P' } },
    })
    const plan = planFor(drafts, { presence: known })
    expect(fates(plan)).toEqual({ 'base@P': 'skip', 'leaf@P': 'skip', 'base@Q': 'skip', 'leaf@Q': 'build' })
    expect(byId(plan.images, 'leaf@Q').reasons).toEqual([{ kind: 'other-parent', image: 'base@Q' }])
  })
})

describe('--images', () => {
  const request = { only: ['leaf', 'mid'] }

  test('a parent that only this engine has will do, unless its child is published', () => {
    const local = { only: ['leaf'], presence: knowing({ mid: 'local', leaf: 'absent' }) }
    expect(byId(planFor(chain, { ...local, publishes: false }).images, 'mid').action).toBe('skip')
    expect(byId(planFor(chain, local).images, 'mid')).toMatchObject({
      action: 'build',
      reasons: [{ kind: 'needed-by', image: 'leaf' }],
    })
  })

  test('takes the named ones, what they are built on where nobody has it, and nothing else', () => {
    const plan = planFor(chain, { ...request, affected: touched('other') })
    expect(plan.images.map(({ id, action, reasons }) => [id, action, reasons])).toEqual([
      ['base', 'build', [{ kind: 'needed-by', image: 'mid' }]],
      ['mid', 'build', [{ kind: 'named' }]],
      ['other', 'skip', [{ kind: 'not-named' }]],
      ['leaf', 'build', [{ kind: 'named' }]],
    ])
    expect(plan.levels).toEqual([['base'], ['mid'], ['leaf']])
    expect(fates(planFor(chain, { ...request, presence: knowing({ mid: 'absent' }) }))).toEqual({
      base: 'skip',
      mid: 'build+test',
      leaf: 'build+test',
      other: 'skip',
    })
  })

  test('leaves others where they are, even if the registry lacks them', () => {
    const presence = knowing({ other: 'absent', base: 'tested' })
    expect(fates(planFor(chain, { ...request, presence }))).toEqual({
      base: 'skip',
      mid: 'reuse',
      leaf: 'reuse',
      other: 'skip',
    })
  })

  test('takes a name in every plan, and an id in one', () => {
    const drafts = draftsOf('images: {a: }\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}')
    expect(fates(planFor(drafts, { only: ['a'] }))).toEqual({ 'a@P': 'build', 'a@Q': 'build' })
    expect(fates(planFor(drafts, { only: ['a@Q'] }))).toEqual({ 'a@P': 'skip', 'a@Q': 'build' })
  })

  test('names that are not there are all reported, with the nearest', () => {
    expect(problemsOf(() => planFor(chain, { only: ['bse', 'leaf', 'zzzzzz'] }))).toEqual([
      { message: 'there is no image "bse" in images/spec.yml', remedy: 'Did you mean "base"?' },
      {
        message: 'there is no image "zzzzzz" in images/spec.yml',
        remedy: 'The images: "base", "mid", "other", "leaf".',
      },
    ])
    expect(messagesOf(() => planFor(chain, { only: ['constructor'] }))).toHaveLength(1)
  })
})

test('what its skip_plans name does not exist, whatever changed or was named', () => {
  const drafts = draftsOf(
    'images: {base: , ml: {depend_on: base, skip_plans: [Q]}}\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}',
  )
  for (const more of [{ affected: touched('base', 'ml') }, { only: ['ml'] }, { deleted: 'x' }, {}]) {
    const image = byId(planFor(drafts, more).images, 'ml@Q')
    expect(image).toMatchObject({ action: 'skip', affected: false, reasons: [{ kind: 'plan-skipped', variant: 'Q' }] })
  }
  expect(fates(planFor(drafts, { only: ['ml'] }))).toEqual({
    'base@P': 'build',
    'ml@P': 'build',
    'base@Q': 'skip',
    'ml@Q': 'skip',
  })
  expect(planFor(drafts, { affected: touched('base') }).levels).toEqual([['base@P', 'base@Q'], ['ml@P']])
})

describe('of any stack, change and registry', () => {
  const EVERYTHING: Everything = { kind: 'local' }
  interface World {
    readonly shape: Shape
    readonly drafts: readonly Draft[]
    readonly request: PlanRequest
  }
  const many = { minLength: 18, maxLength: 18 }
  const worlds: fc.Arbitrary<World> = fc
    .record({
      shape: shapes,
      known: fc.array(fc.constantFrom(...(Object.keys(KNOWN) as Known[])), many),
      tests: fc.array(fc.boolean(), { minLength: 9, maxLength: 9 }),
      touches: fc.array(fc.nat(), { maxLength: 3 }),
      only: fc.oneof(
        { weight: 3, arbitrary: fc.constant<number[]>([]) },
        { weight: 1, arbitrary: fc.array(fc.nat(), { maxLength: 3 }) },
      ),
      all: fc.oneof(
        { weight: 4, arbitrary: fc.constant('no' as const) },
        { weight: 1, arbitrary: fc.constantFrom('everything' as const, 'rebuild' as const) },
      ),
      trust: fc.constantFrom('all' as const, 'builds' as const, 'none' as const),
      publishes: fc.boolean(),
      nameless: fc.boolean(),
      assumes: fc.boolean(),
      layers: fc.array(fc.option(fc.constantFrom('build 1', 'build 2'), { nil: undefined }), many),
      sits: fc.array(fc.option(fc.constantFrom('build 1', 'build 2', 'none'), { nil: undefined }), many),
    })
    .map(({ shape, known, tests, touches, only, all, layers, sits, ...rest }) => {
      const names = [...shape.parents.keys()]
      const nameAt = (index: number): string => names[index % names.length] ?? ''
      const own = Object.fromEntries(
        names.map((name, index) => [name, { tests: tests[index] ? [testsIn(`${name}/test`)] : [] }]),
      )
      const drafts = draftsOf(specOf(shape), own)
      const everything = all === 'no' ? undefined : EVERYTHING
      const affected =
        everything === undefined
          ? touched(...touches.map(nameAt))
          : new Map(names.map((name): [string, Reason[]] => [name, [{ kind: 'everything', because: EVERYTHING }]]))
      const builds = Object.fromEntries(
        drafts.map(({ id, parents }, index): [string, Partial<Presence>] => {
          const on = sits[index]
          const names = on === 'none' ? [] : parents.map((parent) => byId(drafts, parent).name)
          const sitsOn = on === undefined ? {} : { sitsOn: Object.fromEntries(names.map((name) => [name, on])) }
          return [id, { layers: layers[index], ...sitsOn }]
        }),
      )
      const presence = withBuilds(
        presenceOf(drafts, (draft) => known[drafts.indexOf(draft)] ?? 'absent'),
        builds,
      )
      const more = { affected, everything, presence, fullRebuild: all === 'rebuild', only: only.map(nameAt), ...rest }
      return { shape, drafts, request: planRequest(drafts, more) }
    })
  const always = (check: (plan: Plan, world: World) => void): void =>
    fc.assert(
      fc.property(worlds, (world) => check(makePlan(world.request), world)),
      { numRuns: 150 },
    )
  const actions = (plan: Plan): Map<string, Action> => new Map(plan.images.map((image) => [image.id, image.action]))
  /** As far as anybody knows, it sits on the build of each parent that is there. */
  const sitsRight = ({ drafts, presence }: PlanRequest, id: string): boolean =>
    byId(drafts, id).parents.every((parent) => {
      const [own, above] = [presence.get(id)?.sitsOn, presence.get(parent)?.layers]
      return own === undefined || above === undefined || own[byId(drafts, parent).name] === above
    })
  /** The registries have it and are believed. */
  const has = (request: PlanRequest, id: string): boolean =>
    request.trust !== 'none' &&
    !request.fullRebuild &&
    (request.presence.get(id)?.found.length ?? 0) > 0 &&
    sitsRight(request, id)

  test('every image has a reason, and the order is that of the drafts', () => {
    always((plan, { drafts }) => {
      expect(plan.images.map((image) => image.id)).toEqual(drafts.map((draft) => draft.id))
      for (const image of plan.images) expect(image.reasons.length).toBeGreaterThan(0)
    })
  })

  test('levels are a partition of what is worked on, and respect parents', () => {
    always((plan) => {
      const working = plan.images.filter((image) => image.action !== 'skip').map((image) => image.id)
      expect(plan.levels.flat().sort()).toEqual([...working].sort())
      expect(plan.levels.every((level) => level.length > 0)).toBe(true)
      const level = new Map(plan.levels.flatMap((ids, at) => ids.map((id): [string, number] => [id, at])))
      for (const { id, parents } of plan.images) {
        const at = level.get(id)
        if (at === undefined) continue
        const above = parents.flatMap((parent) => level.get(parent) ?? [])
        expect(at).toBe(above.length === 0 ? 0 : Math.max(...above) + 1)
      }
    })
  })

  test('in a run that publishes, whatever is built on what is built is built too', () => {
    always((plan, { shape, request }) => {
      if (!request.publishes || request.only.length > 0) return
      const action = actions(plan)
      for (const image of plan.images.filter((one) => one.action === 'build')) {
        for (const name of descendantsOf(shape, image.name)) {
          const below = plan.images.find((one) => one.name === name && one.variant === image.variant && !one.skipped)
          if (below !== undefined) expect(action.get(below.id)).toBe('build')
        }
      }
    })
  })

  test('after a run that publishes, what was left as it is sits on what was left as it is', () => {
    always((plan, { request }) => {
      if (!request.publishes || request.only.length > 0 || request.trust === 'none') return
      const found = plan.images.filter((one) => one.action !== 'build' && request.presence.get(one.id)?.found.length)
      for (const { id, skipped } of found) expect(skipped || sitsRight(request, id)).toBe(true)
    })
  })

  test('in any run, whatever the change touches is built when its parent is', () => {
    always((plan) => {
      const action = actions(plan)
      for (const image of plan.images)
        if (image.affected && image.parents.some((parent) => action.get(parent) === 'build'))
          expect(image.action).toBe('build')
    })
  })

  test('the parents of what is built are built, in the registry or here, or taken to be', () => {
    always((plan, { request }) => {
      const action = actions(plan)
      for (const image of plan.images.filter((one) => one.action === 'build'))
        for (const parent of image.parents)
          expect(
            action.get(parent) === 'build' ||
              has(request, parent) ||
              (!request.publishes && request.presence.get(parent)?.local === true) ||
              (request.assumes && request.presence.get(parent)?.unknown !== undefined),
          ).toBe(true)
    })
  })

  test('nothing is built without a cause', () => {
    always((plan, { request }) => {
      const action = actions(plan)
      for (const image of plan.images.filter((one) => one.action === 'build')) {
        const named = request.only.length > 0
        const there = request.presence.get(image.id)
        const causes = [
          image.affected && !has(request, image.id),
          !named && request.publishes && !has(request, image.id) && there?.unknown === undefined,
          image.parents.some((parent) => action.get(parent) === 'build') &&
            (image.affected || (request.publishes && !named)),
          !has(request, image.id) &&
            (request.publishes || there?.local !== true) &&
            plan.images.some((child) => child.action === 'build' && child.parents.includes(image.id)),
        ]
        expect(causes).toContain(true)
      }
    })
  })

  test('what the change touches or the user names is never left alone, and only what is there is reused', () => {
    always((plan, { request }) => {
      for (const image of plan.images) {
        const wanted = request.only.length === 0 ? request.affected.has(image.name) : request.only.includes(image.name)
        if (wanted && !image.skipped) expect(image).toMatchObject({ affected: true })
        if (image.affected) expect(image.action).not.toBe('skip')
        if (image.action === 'reuse') expect(image.found.length).toBeGreaterThan(0)
        if (image.action === 'reuse') expect(has(request, image.id)).toBe(true)
        if (image.skipped) expect(image.action).toBe('skip')
      }
    })
  })

  test('suites run on what is worked on and has not passed them', () => {
    always((plan, { request }) => {
      for (const image of plan.images) {
        const passed =
          request.trust === 'all' && !request.fullRebuild && request.presence.get(image.id)?.tested === true
        const wanted = image.action === 'build' || (image.action === 'reuse' && !passed)
        expect(image.test).toBe(wanted && image.suites.length > 0)
      }
    })
  })

  test('a change more builds and touches no image less', () => {
    fc.assert(
      fc.property(worlds, fc.nat(), ({ shape, request }, pick) => {
        const names = [...shape.parents.keys()]
        const name = names[pick % names.length] ?? ''
        const affected = new Map([
          ...request.affected,
          [name, [...(request.affected.get(name) ?? []), touchedBy(name)]],
        ])
        const [before, after] = [makePlan(request), makePlan({ ...request, affected })]
        for (const [index, image] of before.images.entries()) {
          const then = after.images[index]
          if (image.affected) expect(then?.affected).toBe(true)
          if (image.action === 'build') expect(then?.action).toBe('build')
          if (image.action === 'reuse') expect(then?.action).not.toBe('skip')
        }
      }),
    )
  })

  test('the same request makes the same plan, in whatever order things were learnt', () => {
    always((plan, { request }) => {
      const turned: PlanRequest = {
        ...structuredClone({ ...request, affected: undefined, presence: undefined }),
        affected: new Map([...request.affected].reverse()),
        presence: new Map([...request.presence].reverse()),
        only: [...request.only].reverse(),
      }
      expect(makePlan(turned)).toEqual(plan)
    })
  })

  test('nothing is done for a branch that is gone', () => {
    always((_plan, { request }) => {
      const { images, levels } = makePlan({ ...request, deleted: 'gone' })
      expect(levels).toEqual([])
      for (const image of images) expect(image).toMatchObject({ action: 'skip', test: false, affected: false })
    })
  })
})
