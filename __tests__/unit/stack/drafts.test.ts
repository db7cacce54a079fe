import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { draftStack, externalBases, type Draft, type DraftRequest } from '../../../src/stack/drafts.js'
import { linkStack } from '../../../src/stack/link.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { isTag, splitRef } from '../../../src/stack/refs.js'
import type { Problem } from '../../../src/shared/errors.js'
import { messagesOf, problemsOf } from '../support.js'
import { byId, draftRequest, draftsOf, sourcesOf, type Sources, integrationIn, testsIn } from './planning.js'
import { descendantsOf, shapes, specOf } from './stacks.js'

const CHAIN =
  'images:\n  base: {image_name: acme/base}\n  mid: {image_name: acme/mid, depend_on: base}\n  leaf: {image_name: acme/leaf, depend_on: mid}\n  other: {image_name: acme/other, depend_on: base}\ntag: {prefix: "2026.4"}\n'
const TESTED: Sources = { base: { tests: [testsIn('base/test')] } }

test('a draft says from what, and under which names', () => {
  const drafts = draftsOf(CHAIN)
  const [base, mid] = [byId(drafts, 'base'), byId(drafts, 'mid')]
  const fp = `fp-${mid.fingerprint}`
  expect(mid).toMatchObject({
    id: 'mid',
    name: 'mid',
    variant: 'default',
    skipped: false,
    parents: ['base'],
    ref: 'acme/mid:2026.4-main',
    refs: ['acme/mid:2026.4-main', 'acme/mid:2026.4-abc1234'],
    candidates: [`acme/mid:${fp}`],
    localRefs: [`acme/mid:${fp}`, 'acme/mid:2026.4-main', 'acme/mid:2026.4-abc1234'],
    context: 'mid',
    dockerfiles: ['mid/Dockerfile'],
    contextHash: 'context of mid',
    external: [],
    bases: {},
  })
  expect(mid.buildArgs).toEqual({ BASE_IMAGE: `acme/base:fp-${base.fingerprint}`, BASE_TAG: `fp-${base.fingerprint}` })
  expect(base.buildArgs).toEqual({})
})

test('children build on exactly the content that the drafts name', () => {
  fc.assert(
    fc.property(shapes, (shape) => {
      const drafts = draftsOf(specOf(shape))
      const seen = new Set<string>()
      for (const draft of drafts) {
        seen.add(draft.id)
        if (draft.skipped) continue
        for (const parent of draft.parents) {
          expect(seen).toContain(parent)
          expect(Object.values(draft.buildArgs)).toContain(byId(drafts, parent).localRefs[0])
        }
      }
      expect(drafts).toHaveLength(shape.parents.size * Math.max(shape.plans.length, 1))
    }),
  )
})

test('every registry gets every tag, in place of the path of the name', () => {
  const drafts = draftsOf(CHAIN, TESTED, { registries: ['127.0.0.1:5000/x', 'ghcr.io/acme'] })
  const leaf = byId(drafts, 'leaf')
  expect(leaf.refs).toEqual([
    '127.0.0.1:5000/x/leaf:2026.4-main',
    '127.0.0.1:5000/x/leaf:2026.4-abc1234',
    'ghcr.io/acme/leaf:2026.4-main',
    'ghcr.io/acme/leaf:2026.4-abc1234',
  ])
  expect(leaf.candidates).toEqual([
    `127.0.0.1:5000/x/leaf:fp-${leaf.fingerprint}`,
    `ghcr.io/acme/leaf:fp-${leaf.fingerprint}`,
  ])
  expect(leaf.tested.map((ref) => ref.replace(/ok-.*/, 'ok'))).toEqual([
    '127.0.0.1:5000/x/leaf:ok',
    'ghcr.io/acme/leaf:ok',
  ])
  expect(leaf.localRefs[0]).toBe(`acme/leaf:fp-${leaf.fingerprint}`)
  for (const ref of [...leaf.refs, ...leaf.candidates, ...leaf.tested, ...leaf.localRefs])
    expect(isTag(splitRef(ref).tag)).toBe(true)
})

test('a checkout on no branch, with changes that no commit holds, still has a tag', () => {
  expect(byId(draftsOf(CHAIN, {}, { facts: { branch: '', sha: '' } }), 'base').refs).toEqual(['acme/base:2026.4-local'])
})

test.each([
  ['stable', '2026.4', '2026.4-stable'],
  [`ok-${'0'.repeat(32)}`, '', `ok-${'0'.repeat(32)}`],
  [`fp-${'0'.repeat(32)}`, '', `fp-${'0'.repeat(32)}`],
])('the branch %s is refused', (branch, prefix, tag) => {
  const spec = `images: {a: }\ntag: {prefix: "${prefix}"}`
  expect(problemsOf(() => draftsOf(spec, {}, { facts: { branch, sha: '' } }))).toEqual([
    {
      message: `the branch "${branch}" would be published as ${tag}, a name that only promotion moves`,
      remedy: 'Rename the branch.',
    },
  ])
})

describe('a branch that reaches the names of another plan is refused', () => {
  const SPEC = 'images: {a: }\nplans: {P: {tag_prefix: "2026"}, Q: {tag_prefix: 2026-gpu}}'
  test.each([
    ['gpu-main', '2026-gpu-main'],
    ['gpu', '2026-gpu'],
    ['gpu/main', undefined],
    ['gpus', undefined],
    ['main', undefined],
  ])('%s', (branch, tag) => {
    const problems = problemsOf(() => draftsOf(SPEC, {}, { facts: { branch, sha: 'abc1234' } }))
    expect(problems).toEqual(
      tag === undefined
        ? []
        : [
            {
              message: `the branch "${branch}" would be published as ${tag} by plan "P", a name of the plan with the prefix 2026-gpu`,
              remedy: 'Rename the branch.',
            },
          ],
    )
  })
})

describe('suites that a run asks for, or leaves out', () => {
  const own = { base: { tests: [testsIn('base/test'), integrationIn('base/integration_tests')] } }
  const spec = `${CHAIN}\nsuites: {smoke: {run: x, images: leaf}}`
  const problems = (choice: Partial<DraftRequest['choice']>): readonly Problem[] =>
    problemsOf(() => draftsOf(spec, own, { choice: { only: [], skip: [], ...choice } }))

  test.each<Partial<DraftRequest['choice']>>([
    {},
    { only: ['smoke', 'test'] },
    { only: ['base'], skip: ['integration_tests', 'smoke'] },
  ])('that images have: %j', (choice) => expect(problems(choice)).toEqual([]))

  test('that no image has are mistakes, each told once, all of them', () => {
    expect(problems({ only: ['smok', 'notebooks', 'smok'], skip: ['leaf', 'notebooks'] })).toEqual([
      { message: 'no image has a suite "smok"', remedy: 'Did you mean "smoke"?' },
      { message: 'no image has a suite "notebooks"', remedy: expect.stringContaining('suites: ') },
      { message: 'no image has a suite "leaf"', remedy: expect.any(String) },
    ])
  })

  test('of an image in the spec, which it does not have, are mistakes too: else none of its suites would run', () => {
    const named = 'images: {base: {suites: [base.importz]}}'
    expect(messagesOf(() => draftsOf(named, own))).toEqual([expect.stringContaining('base.importz')])
  })

  test('change what is known to have been tested', () => {
    const testedOf = (choice: DraftRequest['choice']): readonly string[] =>
      byId(draftsOf(spec, own, { choice }), 'leaf').tested
    const all = testedOf({ only: [], skip: [] })
    expect(testedOf({ only: [], skip: ['integration_tests'] })).toEqual(all)
    expect(testedOf({ only: ['smoke'], skip: [] })).not.toEqual(all)
    expect(testedOf({ only: [], skip: ['base', 'smoke'] })).toEqual([])
  })
})

describe('the tag that says "tested"', () => {
  const testedOf = (own: Sources = {}, more: Partial<DraftRequest> = {}): readonly string[] =>
    byId(draftsOf(CHAIN, own, more), 'leaf').tested

  test('is there where suites run', () => {
    expect(testedOf()).toEqual([])
    expect(testedOf({ leaf: { tests: [integrationIn('leaf/integration_tests')] } })).toEqual([])
    expect(testedOf(TESTED)).toEqual([expect.stringMatching(/^acme\/leaf:ok-[0-9a-f]{32}$/)])
  })

  test.each<[string, Sources, Partial<DraftRequest>]>([
    ['the image’s content', { ...TESTED, leaf: { contextHash: 'changed' } }, {}],
    ['an ancestor’s content', { base: { tests: [testsIn('base/test')], contextHash: 'changed' } }, {}],
    ['files of the suites', TESTED, { filesHash: () => 'changed' }],
    ['a suite more', TESTED, { commonTests: testsIn('tests_common') }],
  ])('changes with %s', (_what, own, more) => expect(testedOf(own, more)).not.toEqual(testedOf(TESTED)))

  test('does not change with the time that suites may take', () => {
    expect(testedOf(TESTED, { defaultTimeoutMs: 1 })).toEqual(testedOf(TESTED))
  })
})

describe('plans', () => {
  const SPEC = `
    images:
      base: {dbuild_env: {common: {X: same}, P38: {PY: 3.8}, P39: {PY: 3.9}}}
      ml: {depend_on: base, skip_plans: [P39]}
    plans: {P38: {tag_prefix: a}, P39: {tag_prefix: b}}
  `

  test('every image once for each plan, with args and prefix of its own', () => {
    const drafts = draftsOf(SPEC, { ml: { tests: [testsIn('ml/test')] } })
    expect(drafts.map(({ id, skipped, ref }) => [id, skipped, ref])).toEqual([
      ['base@P38', false, 'base:a-main'],
      ['ml@P38', false, 'ml:a-main'],
      ['base@P39', false, 'base:b-main'],
      ['ml@P39', true, 'ml:b-main'],
    ])
    const [base38, base39] = [byId(drafts, 'base@P38'), byId(drafts, 'base@P39')]
    expect([base38.buildArgs, base39.buildArgs]).toEqual([
      { X: 'same', PY: '3.8' },
      { X: 'same', PY: '3.9' },
    ])
    expect(base38.fingerprint).not.toBe(base39.fingerprint)
    expect(byId(drafts, 'ml@P38').parents).toEqual(['base@P38'])
    expect(byId(drafts, 'ml@P38').buildArgs['BASE_IMAGE']).toBe(base38.localRefs[0])
    expect(byId(drafts, 'ml@P39')).toMatchObject({ suites: [], tested: [] })
  })

  test('a child of an image that skips a plan must skip it too', () => {
    const spec =
      'images:\n  base: {skip_plans: [P]}\n  leaf: {depend_on: base}\nplans: {P: {tag_prefix: a}, Q: {tag_prefix: b}}\n'
    expect(problemsOf(() => draftsOf(spec))).toEqual([
      {
        message: 'leaf is built for plan "P", but its parent base skips that plan',
        file: 'images/spec.yml',
        line: 3,
        column: 3,
        excerpt: '  leaf: {depend_on: base}',
        remedy: 'Add "P" to skip_plans of leaf, or remove it from those of base.',
      },
    ])
    expect(problemsOf(() => draftsOf(spec.replace('depend_on: base', 'depend_on: base, skip_plans: [P]')))).toEqual([])
  })

  test('two plans with one prefix would publish over each other', () => {
    const [problem] = problemsOf(() => draftsOf('images: {a: }\nplans: {P: , Q: }'))
    expect(problem).toMatchObject({
      message: 'plans "P" and "Q" both publish a as a:main',
      remedy: 'Give each plan a tag_prefix of its own.',
    })
  })

  test('unless each image is built for one of them only', () => {
    const drafts = draftsOf('images: {a: {skip_plans: [Q]}, b: {skip_plans: [P]}}\nplans: {P: , Q: }')
    expect(drafts.filter((draft) => !draft.skipped).map((draft) => draft.id)).toEqual(['a@P', 'b@Q'])
  })
})

describe('two images with one ref', () => {
  test.each([
    ['the same name', 'acme/x', 'acme/x', []],
    ['the same name in another form', 'acme/x', 'docker.io/acme/x', []],
    ['an official image’s two names', 'x', 'docker.io/library/x', []],
    ['names that a registry makes the same', 'one/x', 'two/x', ['ghcr.io/acme']],
  ])('%s', (_what, one, other, registries) => {
    const spec = `images:\n  a: {image_name: ${one}}\n  b: {image_name: ${other}}\n`
    const [problem] = problemsOf(() => draftsOf(spec, {}, { registries }))
    expect(problem?.message).toMatch(/^a and b would both be published as \S+x:main$/)
    expect(problem).toMatchObject({ line: 3, remedy: 'Give one of them another image_name.' })
  })

  test('also when it is not the first tag that they share', () => {
    const spec = 'images: {a: }\nplans: {P: {tag_prefix: x}, Q: {tag_prefix: x-main}}'
    const facts = { branch: 'main-abc1234', sha: 'abc1234' }
    expect(problemsOf(() => draftsOf(spec, {}, { facts })).map((problem) => problem.message)).toEqual([
      'the branch "main-abc1234" would be published as x-main-abc1234 by plan "P", a name of the plan with the prefix x-main',
      'plans "P" and "Q" both publish a as a:x-main-abc1234',
    ])
  })
})

test('two images whose files would have one name', () => {
  const [problem] = problemsOf(() => draftsOf('images:\n  a: {image_name: acme/x-y}\n  b: {image_name: acme-x/y}\n'))
  expect(problem?.message).toBe('acme/x-y:main and acme-x/y:main would write the same files (acme-x-y-main.*)')
  expect(problem).toMatchObject({ line: 3 })
})

describe('what a Dockerfile builds on', () => {
  const SPEC =
    'images:\n  base: {image_name: acme/base}\n  leaf: {image_name: acme/leaf, depend_on: base}\nregistries: {hub: ghcr.io/lab}\n'
  const leafOf = (dockerfileText: string, more: Partial<DraftRequest> = {}): { base: Draft; leaf: Draft } => {
    const drafts = draftsOf(SPEC, { leaf: { dockerfileText } }, more)
    return { base: byId(drafts, 'base'), leaf: byId(drafts, 'leaf') }
  }

  test.each([
    ['builds on something else', 'ARG X=debian:12\nFROM ${X}\n', 'builds on ${X}', 2],
    ['builds on nothing', 'FROM scratch\n', 'uses no other image', undefined],
    ['builds on a namesake elsewhere', '# x\nFROM quay.io/acme/base\n', 'builds on quay.io/acme/base', 2],
  ])('a parent is not left out: %s', (_what, dockerfileText, end, line) => {
    const [problem] = problemsOf(() => leafOf(dockerfileText))
    expect(problem).toEqual({
      message: `leaf depends on base, but its Dockerfile ${end}`,
      file: 'images/leaf/Dockerfile',
      ...(line === undefined ? {} : { line }),
      remedy: 'Write "ARG BASE_IMAGE" and "FROM ${BASE_IMAGE}", or "FROM acme/base:${BASE_TAG}".',
    })
  })

  test.each([
    ['BASE_IMAGE', 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n', undefined],
    ['UCSD’s BASE_TAG', 'ARG BASE_TAG=latest\nFROM acme/base:$BASE_TAG\n', undefined],
    ['a moving tag', 'FROM acme/base:latest\n', 'acme/base:latest'],
    ['no tag', 'FROM acme/base\n', 'acme/base'],
    ['Docker Hub’s long name', 'FROM docker.io/acme/base:main\n', 'docker.io/acme/base:main'],
    ['its name in a registry of the spec', 'FROM ghcr.io/lab/base:main\n', 'ghcr.io/lab/base:main'],
    ['its name in a registry that is pushed to', 'FROM 127.0.0.1:5000/x/base:1\n', '127.0.0.1:5000/x/base:1'],
    [
      'a stage of its own',
      'ARG BASE_IMAGE\nFROM scratch AS t\nFROM ${BASE_IMAGE} AS f\nCOPY --from=t / /\n',
      undefined,
    ],
    ['files alone', 'FROM scratch\nCOPY --from=acme/base:main /a /a\n', 'acme/base:main'],
  ])('a parent by %s is this run’s', (_what, dockerfileText, written) => {
    const { base, leaf } = leafOf(dockerfileText, { registries: ['127.0.0.1:5000/x'] })
    expect(leaf.rewrites).toEqual(written === undefined ? {} : { [written]: base.localRefs[0] })
    expect(leaf.external).toEqual([])
  })

  test('other bases are pinned to what is known of them', () => {
    const pinned = `alpine@sha256:${'a'.repeat(64)}`
    const dockerfileText = `ARG BASE_IMAGE\nFROM debian:12 AS d\nFROM ${pinned} AS p\nFROM made-here AS m\nFROM nobody:1 AS n\nFROM \${BASE_IMAGE}\n`
    const { leaf } = leafOf(dockerfileText, {
      baseOf: ({ ref }) => {
        if (ref.startsWith('nobody')) return undefined
        return { digest: `sha256:${ref}`, pin: ref !== 'made-here' }
      },
    })
    expect(leaf.external).toEqual(['debian:12', pinned, 'made-here', 'nobody:1'])
    expect(leaf.bases).toEqual({
      'debian:12': { digest: 'sha256:debian:12', pin: true },
      [pinned]: { digest: `sha256:${pinned}`, pin: true },
      'made-here': { digest: 'sha256:made-here', pin: false },
    })
    expect(leaf.rewrites).toEqual({ 'debian:12': 'debian:12@sha256:debian:12' })
  })

  test('each image and plan is asked for by itself', () => {
    const spec = 'images: {a: , b: }\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}\n'
    const drafts = draftsOf(spec, {}, { baseOf: (use) => ({ digest: `${use.image} ${use.variant}`, pin: true }) })
    expect(drafts.map((draft) => draft.bases['debian:12']?.digest)).toEqual(['a P', 'b P', 'a Q', 'b Q'])
  })
})

test('a parent that is left out is no obstacle where the image is', () => {
  const spec = 'images: {base: , leaf: {depend_on: base, skip_plans: [P]}}\nplans: {P: }\n'
  expect(problemsOf(() => draftsOf(spec, { leaf: { dockerfileText: 'FROM scratch\n' } }))).toEqual([])
})

test('several parents have a build arg each; the first is BASE_IMAGE', () => {
  const spec = 'images: {tools-x: , base: , leaf: {depend_on: [base, tools-x]}}'
  const drafts = draftsOf(spec)
  const [base, tools, leaf] = [byId(drafts, 'base'), byId(drafts, 'tools-x'), byId(drafts, 'leaf')]
  expect(leaf.buildArgs).toEqual({
    BASE_IMAGE: base.localRefs[0],
    BASE_TAG: `fp-${base.fingerprint}`,
    BASE_IMAGE_BASE: base.localRefs[0],
    BASE_IMAGE_TOOLS_X: tools.localRefs[0],
  })
  const dockerfileText = 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\n'
  const [problem] = problemsOf(() => draftsOf(spec, { leaf: { dockerfileText } }))
  expect(problem?.message).toBe('leaf depends on tools-x, but its Dockerfile builds on ${BASE_IMAGE}')
  expect(problem?.remedy).toContain('(or BASE_IMAGE_TOOLS_X)')
})

describe('fingerprints', () => {
  const prints = (own: Sources = {}, more: Partial<DraftRequest> = {}, spec = CHAIN): Record<string, string> =>
    Object.fromEntries(draftsOf(spec, own, more).map((draft) => [draft.id, draft.fingerprint]))
  const changed = (after: Record<string, string>): string[] => {
    const before = prints()
    return Object.keys(before).filter((id) => before[id] !== after[id])
  }

  test('a change of an image reaches it and what is built on it, in every plan, and nothing else', () => {
    fc.assert(
      fc.property(shapes, fc.nat(), (shape, pick) => {
        const names = [...shape.parents.keys()]
        const name = names[pick % names.length] ?? ''
        const [before, after] = [{}, { [name]: { contextHash: 'changed' } }].map((own) => draftsOf(specOf(shape), own))
        const moved = new Set(
          before?.flatMap((draft, at) => (draft.fingerprint === after?.[at]?.fingerprint ? [] : [draft.name])),
        )
        const kept = before?.filter((draft, at) => draft.fingerprint === after?.[at]?.fingerprint)
        expect(moved).toEqual(new Set([name, ...descendantsOf(shape, name)]))
        for (const { name: still } of kept ?? []) expect(moved).not.toContain(still)
      }),
    )
  })

  test('depend on the platform and on what the world outside holds', () => {
    expect(changed(prints({}, { platform: 'linux/arm64' }))).toHaveLength(4)
    expect(changed(prints({}, { baseOf: () => ({ digest: 'moved', pin: true }) }))).toHaveLength(4)
    expect(changed(prints({}, { baseOf: () => undefined }))).toHaveLength(4)
  })

  test('of what is built on a base that nobody knows depend on its name', () => {
    const of = (ref: string): Record<string, string> =>
      prints({ base: { dockerfileText: `FROM ${ref}\n` } }, { baseOf: () => undefined })
    expect(of('debian:12')).not.toEqual(of('debian:13'))
  })

  test.each<[string, Partial<DraftRequest>]>([
    ['branch and commit', { facts: { branch: 'other', sha: '1234567' } }],
    ['registries', { registries: ['ghcr.io/x'] }],
    ['tests', { commonTests: testsIn('tests_common'), defaultTimeoutMs: 1 }],
    ['whether a digest is a registry’s', { baseOf: ({ ref }) => ({ digest: `digest of ${ref}`, pin: false }) }],
  ])('do not depend on %s', (_what, more) => expect(changed(prints({}, more))).toEqual([]))

  test('depend on build args', () => {
    const of = (args: string): string => prints({}, {}, `images: {a: {build_args: {${args}}}}`)['a'] ?? ''
    expect(new Set([of(''), of('X: 1'), of('X: 2'), of('Y: 1')]).size).toBe(4)
  })

  test('depend on which parent is BASE_IMAGE', () => {
    const leaf = (parents: string): string =>
      prints({}, {}, `images: {a: , b: , leaf: {depend_on: [${parents}]}}`)['leaf'] ?? ''
    expect(leaf('a, b')).not.toBe(leaf('b, a'))
  })
})

describe('the bases outside the stack are known before the drafts', () => {
  test('for each image and plan that has them', () => {
    const spec =
      'images:\n  base: {build_args: {V: 12}}\n  leaf: {depend_on: base, skip_plans: [Q]}\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}\n'
    const { stack, sources } = draftRequest(spec, {
      base: { dockerfileText: 'ARG V\nFROM debian:$V\nCOPY --from=alpine:3 / /\nCOPY --from=alpine:3 /x /x\n' },
      leaf: {
        dockerfileText:
          'ARG BASE_TAG\nFROM base:$BASE_TAG\nCOPY --from=debian:12 / /\nCOPY --from=hub.io/x/base /a /b\n',
      },
    })
    const of = (image: string, variant: string, ...refs: string[]): object[] =>
      refs.map((ref) => ({ image, variant, ref }))
    expect(externalBases(stack, sources, ['hub.io/x'], 'linux/amd64')).toEqual([
      ...of('base', 'P', 'debian:12', 'alpine:3'),
      ...of('leaf', 'P', 'debian:12'),
      ...of('base', 'Q', 'debian:12', 'alpine:3'),
    ])
    expect(externalBases(stack, sources, [], 'linux/amd64')).toContainEqual({
      image: 'leaf',
      variant: 'P',
      ref: 'hub.io/x/base',
    })
  })

  test('and are the ones that drafts ask for', () => {
    fc.assert(
      fc.property(shapes, (shape) => {
        const asked: object[] = []
        const request = draftRequest(specOf(shape), {}, { baseOf: (use) => void asked.push(use) })
        const drafts = draftStack(request)
        const built = new Set(drafts.flatMap(({ skipped, name, variant }) => (skipped ? [] : [`${name}@${variant}`])))
        const uses = externalBases(request.stack, request.sources, [], 'linux/amd64')
        expect(asked.filter((use) => built.has(keyOf(use)))).toHaveLength(uses.length)
        for (const use of uses) expect(asked).toContainEqual(use)
      }),
    )
  })
})

function keyOf(use: object): string {
  const { image, variant } = use as { image: string; variant: string }
  return `${image}@${variant}`
}

/** The drafts of a spec whose parents follow from the Dockerfiles. */
function linkedDrafts(
  spec: string,
  texts: Readonly<Record<string, string>>,
  more: Partial<DraftRequest> = {},
): Draft[] {
  const stack = loadSpec(spec, 'images/spec.yml')
  const own = Object.fromEntries(Object.entries(texts).map(([name, dockerfileText]) => [name, { dockerfileText }]))
  const sources = sourcesOf(stack, own)
  const platform = more.platform ?? 'linux/amd64'
  return draftStack({
    ...draftRequest('images: {a: }'),
    ...more,
    stack: linkStack(stack, sources, [], platform),
    sources,
  })
}

describe('a build arg of one plan may choose another parent', () => {
  const SPEC =
    'images:\n  leaf: {dbuild_env: {Q: {ON: tools}, R: {ON: debian:12}}}\n  base:\n  tools:\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}, R: {tag_prefix: r}}\n'
  const texts = { leaf: 'ARG ON=base\nFROM ${ON}\n' }
  const drafts = linkedDrafts(SPEC, texts)

  test('each has its own', () => {
    expect(['P', 'Q', 'R'].map((plan) => byId(drafts, `leaf@${plan}`).parents)).toEqual([['base@P'], ['tools@Q'], []])
    for (const [plan, name, parent] of [
      ['P', 'base', 'base'],
      ['Q', 'tools', 'tools'],
    ] as const)
      expect(byId(drafts, `leaf@${plan}`).rewrites).toEqual({ [name]: byId(drafts, `${parent}@${plan}`).localRefs[0] })
    expect(byId(drafts, 'leaf@R')).toMatchObject({ external: ['debian:12'] })
  })

  test('and is other content when that one is, not when another plan’s is', () => {
    const stack = (changed: string): Draft[] => linkedDrafts(SPEC, { ...texts, [changed]: 'FROM debian:13\n' })
    const moved = (after: readonly Draft[]): string[] =>
      ['P', 'Q', 'R'].filter(
        (plan) => byId(after, `leaf@${plan}`).fingerprint !== byId(drafts, `leaf@${plan}`).fingerprint,
      )
    expect(moved(stack('base'))).toEqual(['P'])
    expect(moved(stack('tools'))).toEqual(['Q'])
  })

  test('what the spec declares has to be used in every plan', () => {
    const declared = SPEC.replace('leaf: {', 'leaf: {depend_on: base, ')
    expect(problemsOf(() => linkedDrafts(declared, texts)).map((problem) => problem.message)).toEqual([
      'leaf depends on base, but its Dockerfile builds on ${ON}',
      'leaf depends on base, but its Dockerfile builds on ${ON}',
    ])
  })

  test('a parent that another plan uses may skip this one', () => {
    expect(problemsOf(() => linkedDrafts(SPEC.replace('tools:', 'tools: {skip_plans: [P]}'), texts))).toEqual([])
    expect(problemsOf(() => linkedDrafts(SPEC.replace('tools:', 'tools: {skip_plans: [Q]}'), texts))).toMatchObject([
      { message: 'leaf is built for plan "Q", but its parent tools skips that plan' },
    ])
  })
})

test.each([
  ['linux/amd64', ['amd']],
  ['linux/arm64', ['arm']],
  ['linux/s390x', []],
])('on %s, FROM acme/${TARGETARCH} is built on %j', (platform, parents) => {
  const spec = 'images: {leaf: , amd: {image_name: acme/amd64}, arm: {image_name: acme/arm64}}\n'
  const leaf = byId(linkedDrafts(spec, { leaf: 'FROM acme/${TARGETARCH}\n' }, { platform }), 'leaf')
  expect([leaf.parents, leaf.external]).toEqual([parents, parents.length === 0 ? ['acme/s390x'] : []])
})

test('parents that only the Dockerfiles name are parents', () => {
  const stack = loadSpec('images: {leaf: , base: }\n', 'spec.yml')
  const sources = sourcesOf(stack, { leaf: { dockerfileText: 'FROM base:latest\n' } })
  const linked = linkStack(stack, sources, [], 'linux/amd64')
  const drafts = draftStack({ ...draftRequest('images: {a: }'), stack: linked, sources })
  const [base, leaf] = [byId(drafts, 'base'), byId(drafts, 'leaf')]
  expect(drafts.map((draft) => draft.id)).toEqual(['base', 'leaf'])
  expect(leaf.rewrites).toEqual({ 'base:latest': base.localRefs[0] })
})
