import { describe, expect, test } from '@jest/globals'
import { isTag, splitRef } from '../../../src/stack/refs.js'
import type { ImageSource } from '../../../src/stack/model.js'
import { externalBases, makePlan, type Plan, type PlanRequest } from '../../../src/stack/plan.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { problemsOf } from '../support.js'

type Sources = Record<string, Partial<ImageSource>>

const PARENT = 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN make\n'
const BASE = 'FROM debian:12\nRUN make\n'

/** A request for the spec, with a Dockerfile that takes its parent from the build args unless `own` says otherwise. */
function requestOf(spec: string, own: Sources = {}, more: Partial<PlanRequest> = {}): PlanRequest {
  const stack = loadSpec(spec, 'images/spec.yml')
  const sources = new Map(
    [...stack.images.values()].map((image): [string, ImageSource] => [
      image.name,
      {
        contextHash: `context of ${image.name}`,
        dockerfileText: image.parents.length > 0 ? PARENT : BASE,
        tests: undefined,
        integrationTests: undefined,
        ...own[image.name],
      },
    ]),
  )
  return {
    stack,
    sources,
    commonTests: undefined,
    event: 'push',
    facts: { branch: 'main', sha: 'abc1234' },
    only: [],
    registries: [],
    platform: 'linux/amd64',
    baseDigest: (ref) => `digest of ${ref}`,
    defaultTimeoutMs: 60_000,
    ...more,
  }
}

const planOf = (spec: string, own: Sources = {}, more: Partial<PlanRequest> = {}): Plan =>
  makePlan(requestOf(spec, own, more))
const imageOf = (plan: Plan, id: string): Plan['images'][number] => {
  const image = plan.images.find((one) => one.id === id)
  if (image === undefined) throw new Error(`no ${id} in the plan`)
  return image
}

const CHAIN =
  'images:\n  base: {image_name: acme/base}\n  mid: {image_name: acme/mid, depend_on: base}\n  leaf: {image_name: acme/leaf, depend_on: mid}\n  other: {image_name: acme/other, depend_on: base}\ntag: {prefix: "2026.4"}\n'

test('a plan says what, from what, and under which names', () => {
  const plan = planOf(CHAIN)
  expect(plan).toMatchObject({ schema: 1, event: 'push', branch: 'main', sha: 'abc1234' })
  expect(plan.levels).toEqual([['base'], ['mid', 'other'], ['leaf']])
  const [base, mid] = [imageOf(plan, 'base'), imageOf(plan, 'mid')]
  const fp = `fp-${mid.fingerprint}`
  expect(mid).toMatchObject({
    action: 'build',
    reasons: [{ kind: 'all' }],
    parents: ['base'],
    ref: 'acme/mid:2026.4-main',
    refs: ['acme/mid:2026.4-main', 'acme/mid:2026.4-abc1234'],
    candidates: [`acme/mid:${fp}`],
    localRefs: [`acme/mid:${fp}`, 'acme/mid:2026.4-main', 'acme/mid:2026.4-abc1234'],
    directory: 'mid',
    dockerfile: 'Dockerfile',
  })
  expect(mid.buildArgs).toEqual({ BASE_IMAGE: `acme/base:fp-${base.fingerprint}`, BASE_TAG: `fp-${base.fingerprint}` })
  expect(base.buildArgs).toEqual({})
})

test('children build on exactly the content that the plan names, in every stack', () => {
  const plan = planOf(CHAIN)
  for (const image of plan.images)
    for (const parent of image.parents) expect(imageOf(plan, parent).localRefs).toContain(image.buildArgs['BASE_IMAGE'])
})

test('every registry gets every tag, in place of the path of the name', () => {
  const plan = planOf(CHAIN, {}, { registries: ['127.0.0.1:5000/x', 'ghcr.io/acme'] })
  const leaf = imageOf(plan, 'leaf')
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
  expect(leaf.localRefs[0]).toBe(`acme/leaf:fp-${leaf.fingerprint}`)
  for (const ref of [...leaf.refs, ...leaf.candidates, ...leaf.localRefs]) expect(isTag(splitRef(ref).tag)).toBe(true)
})

test('a checkout on no branch, with changes that no commit holds, still has a tag', () => {
  expect(imageOf(planOf(CHAIN, {}, { facts: { branch: '', sha: '' } }), 'base').refs).toEqual([
    'acme/base:2026.4-local',
  ])
})

test.each([['stable', 'the branch "stable" would be published as 2026.4-stable, a name that only promotion moves']])(
  'the branch %s is refused',
  (branch, message) => {
    const problems = problemsOf(() =>
      planOf('images: {a: }\ntag: {prefix: "2026.4"}', {}, { facts: { branch, sha: '' } }),
    )
    expect(problems).toEqual([{ message, remedy: 'Rename the branch.' }])
  },
)

describe('--images', () => {
  test('takes the named ones and what they are built on, and says why', () => {
    const plan = planOf(CHAIN, {}, { only: ['leaf', 'mid'] })
    expect(plan.images.map(({ id, action, reasons }) => [id, action, reasons])).toEqual([
      [
        'base',
        'build',
        [
          { kind: 'parent-of', image: 'leaf' },
          { kind: 'parent-of', image: 'mid' },
        ],
      ],
      ['mid', 'build', [{ kind: 'parent-of', image: 'leaf' }, { kind: 'named' }]],
      ['other', 'skip', [{ kind: 'not-named' }]],
      ['leaf', 'build', [{ kind: 'named' }]],
    ])
    expect(plan.levels).toEqual([['base'], ['mid'], ['leaf']])
  })

  test('names that are not there are all reported, with the nearest', () => {
    expect(problemsOf(() => planOf(CHAIN, {}, { only: ['bse', 'leaf', 'zzzzzz'] }))).toEqual([
      { message: 'there is no image "bse" in images/spec.yml', remedy: 'Did you mean "base"?' },
      {
        message: 'there is no image "zzzzzz" in images/spec.yml',
        remedy: 'The images: "base", "mid", "leaf", "other".',
      },
    ])
  })
})

describe('plans', () => {
  const SPEC = `
    images:
      base: {dbuild_env: {common: {X: same}, P38: {PY: 3.8}, P39: {PY: 3.9}}}
      ml: {depend_on: base, skip_plans: [P39]}
    plans: {P38: {tag_prefix: a}, P39: {tag_prefix: b}}
  `

  test('build every image once for each plan, with args and prefix of its own', () => {
    const plan = planOf(SPEC)
    expect(plan.images.map(({ id, action, ref }) => [id, action, ref])).toEqual([
      ['base@P38', 'build', 'base:a-main'],
      ['ml@P38', 'build', 'ml:a-main'],
      ['base@P39', 'build', 'base:b-main'],
      ['ml@P39', 'skip', 'ml:b-main'],
    ])
    expect(imageOf(plan, 'base@P38').buildArgs).toEqual({ X: 'same', PY: '3.8' })
    expect(imageOf(plan, 'base@P39').buildArgs).toEqual({ X: 'same', PY: '3.9' })
    expect(imageOf(plan, 'base@P38').fingerprint).not.toBe(imageOf(plan, 'base@P39').fingerprint)
    expect(imageOf(plan, 'ml@P38').parents).toEqual(['base@P38'])
    expect(imageOf(plan, 'ml@P39').reasons).toEqual([{ kind: 'plan-skipped', variant: 'P39' }])
    expect(plan.levels).toEqual([['base@P38', 'base@P39'], ['ml@P38']])
  })

  test('a child of an image that skips a plan must skip it too', () => {
    const spec =
      'images:\n  base: {skip_plans: [P]}\n  leaf: {depend_on: base}\nplans: {P: {tag_prefix: a}, Q: {tag_prefix: b}}\n'
    expect(problemsOf(() => planOf(spec))).toEqual([
      {
        message: 'leaf is built for plan "P", but its parent base skips that plan',
        file: 'images/spec.yml',
        line: 3,
        column: 3,
        excerpt: '  leaf: {depend_on: base}',
        remedy: 'Add "P" to skip_plans of leaf, or remove it from those of base.',
      },
    ])
  })

  test('two plans with one prefix would publish over each other', () => {
    const [problem] = problemsOf(() => planOf('images: {a: }\nplans: {P: , Q: }'))
    expect(problem).toMatchObject({
      message: 'plans "P" and "Q" both publish a as a:main',
      remedy: 'Give each plan a tag_prefix of its own.',
    })
  })

  test('unless each image is built for one of them only', () => {
    const plan = planOf('images: {a: {skip_plans: [Q]}, b: {skip_plans: [P]}}\nplans: {P: , Q: }')
    expect(plan.levels).toEqual([['a@P', 'b@Q']])
  })
})

describe('two images with one ref', () => {
  test.each([
    ['the same name', 'acme/x', 'acme/x', []],
    ['the same name in another form', 'acme/x', 'docker.io/acme/x', []],
    ['names that a registry makes the same', 'one/x', 'two/x', ['ghcr.io/acme']],
  ])('%s', (_what, one, other, registries) => {
    const spec = `images:\n  a: {image_name: ${one}}\n  b: {image_name: ${other}}\n`
    const [problem] = problemsOf(() => planOf(spec, {}, { registries }))
    expect(problem?.message).toMatch(/^a and b would both be published as \S+x:main$/)
    expect(problem).toMatchObject({ line: 3, remedy: 'Give one of them another image_name.' })
  })

  test('also when it is not the first tag that they share', () => {
    const spec = 'images: {a: }\nplans: {P: {tag_prefix: x}, Q: {tag_prefix: x-main}}'
    const facts = { branch: 'main-abc1234', sha: 'abc1234' }
    expect(problemsOf(() => planOf(spec, {}, { facts })).map((problem) => problem.message)).toEqual([
      'plans "P" and "Q" both publish a as a:x-main-abc1234',
    ])
  })
})

test('two images whose files would have one name', () => {
  const [problem] = problemsOf(() => planOf('images:\n  a: {image_name: acme/x-y}\n  b: {image_name: acme-x/y}\n'))
  expect(problem?.message).toBe('acme/x-y:main and acme-x/y:main would write the same files (acme-x-y-main.*)')
  expect(problem).toMatchObject({ line: 3 })
})

describe('a Dockerfile that ignores its parent', () => {
  const SPEC = 'images:\n  base: {image_name: acme/base}\n  leaf: {image_name: acme/leaf, depend_on: base}\n'

  test.each([
    ['builds on another tag of it', '# leaf\nFROM acme/base:latest\n', 'builds on acme/base:latest', 2],
    ['builds on something else', 'ARG X=debian:12\nFROM ${X}\n', 'builds on ${X}', 2],
    ['builds on nothing', 'FROM scratch\n', 'uses no other image', undefined],
  ])('%s', (_what, dockerfileText, end, line) => {
    const [problem] = problemsOf(() => planOf(SPEC, { leaf: { dockerfileText } }))
    expect(problem).toEqual({
      message: `leaf depends on base, but its Dockerfile ${end}`,
      file: 'images/leaf/Dockerfile',
      ...(line === undefined ? {} : { line }),
      remedy: 'Write "ARG BASE_IMAGE" and "FROM ${BASE_IMAGE}", or "FROM acme/base:${BASE_TAG}".',
    })
  })

  test.each([
    ['BASE_IMAGE', PARENT],
    ['UCSD’s BASE_TAG', 'ARG BASE_TAG=latest\nFROM acme/base:$BASE_TAG\n'],
    [
      'a stage of its own',
      'ARG BASE_IMAGE\nFROM golang:1 AS tools\nFROM ${BASE_IMAGE} AS final\nCOPY --from=tools / /\n',
    ],
    ['a name', 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE} AS base\nFROM debian\nCOPY --from=base / /\n'],
  ])('%s is fine', (_what, dockerfileText) => {
    expect(problemsOf(() => planOf(SPEC, { leaf: { dockerfileText } }))).toEqual([])
  })

  test('is no obstacle when it is not built in this run', () => {
    const own = { leaf: { dockerfileText: 'FROM scratch\n' } }
    expect(imageOf(planOf(SPEC, own, { only: ['base'] }), 'leaf').action).toBe('skip')
  })
})

test('several parents have a build arg each; the first is BASE_IMAGE', () => {
  const spec = 'images: {tools-x: , base: , leaf: {depend_on: [base, tools-x]}}'
  const dockerfileText =
    'ARG BASE_IMAGE\nARG BASE_IMAGE_TOOLS_X\nFROM ${BASE_IMAGE_TOOLS_X} AS tools\nFROM ${BASE_IMAGE}\n'
  const plan = planOf(spec, { leaf: { dockerfileText } })
  const [base, tools, leaf] = [imageOf(plan, 'base'), imageOf(plan, 'tools-x'), imageOf(plan, 'leaf')]
  expect(leaf.buildArgs).toEqual({
    BASE_IMAGE: base.localRefs[0],
    BASE_TAG: `fp-${base.fingerprint}`,
    BASE_IMAGE_BASE: base.localRefs[0],
    BASE_IMAGE_TOOLS_X: tools.localRefs[0],
  })
  const [problem] = problemsOf(() => planOf(spec))
  expect(problem?.message).toBe('leaf depends on tools-x, but its Dockerfile builds on ${BASE_IMAGE}')
  expect(problem?.remedy).toContain('(or BASE_IMAGE_TOOLS_X)')
})

describe('fingerprints', () => {
  const prints = (own: Sources = {}, more: Partial<PlanRequest> = {}, spec = CHAIN): Record<string, string> =>
    Object.fromEntries(planOf(spec, own, more).images.map((image) => [image.id, image.fingerprint]))
  const changed = (after: Record<string, string>): string[] => {
    const before = prints()
    return Object.keys(before).filter((id) => before[id] !== after[id])
  }

  test.each([
    ['base', ['base', 'mid', 'other', 'leaf']],
    ['mid', ['mid', 'leaf']],
    ['other', ['other']],
    ['leaf', ['leaf']],
  ])('a change of %s reaches %j and no others', (name, expected) => {
    expect(changed(prints({ [name]: { contextHash: 'changed' } }))).toEqual(expected)
  })

  test('depend on the platform and on what the world outside holds', () => {
    expect(changed(prints({}, { platform: 'linux/arm64' }))).toHaveLength(4)
    expect(changed(prints({}, { baseDigest: () => 'moved' }))).toHaveLength(4)
  })

  test.each<[string, Partial<PlanRequest>]>([
    ['branch and commit', { facts: { branch: 'other', sha: '1234567' } }],
    ['event', { event: 'schedule' }],
    ['registries', { registries: ['ghcr.io/x'] }],
    ['selection', { only: ['leaf'] }],
    ['tests', { commonTests: 'tests_common', defaultTimeoutMs: 1 }],
  ])('do not depend on %s', (_what, more) => expect(changed(prints({}, more))).toEqual([]))

  test('depend on which parent is BASE_IMAGE', () => {
    const dockerfileText =
      'ARG BASE_IMAGE\nARG BASE_IMAGE_A\nARG BASE_IMAGE_B\nFROM ${BASE_IMAGE_A} AS a\nFROM ${BASE_IMAGE_B} AS b\nFROM ${BASE_IMAGE}\n'
    const leaf = (parents: string): string =>
      prints({ leaf: { dockerfileText } }, {}, `images: {a: , b: , leaf: {depend_on: [${parents}]}}`)['leaf'] ?? ''
    expect(leaf('a, b')).not.toBe(leaf('b, a'))
  })
})

test('the bases outside the stack are known before the plan', () => {
  const spec = 'images:\n  base: {build_args: {V: 12}}\n  leaf: {depend_on: base}\n'
  const { stack, sources } = requestOf(spec, {
    base: { dockerfileText: 'ARG V\nFROM debian:$V\nCOPY --from=alpine:3 / /\n' },
    leaf: { dockerfileText: 'ARG BASE_TAG\nFROM base:$BASE_TAG\nCOPY --from=debian:12 / /\n' },
  })
  expect(externalBases(stack, sources)).toEqual(['debian:12', 'alpine:3'])
})

test('two thousand images side by side have a plan', () => {
  const images = Array.from({ length: 2000 }, (_, index) => `  i${index}: {depend_on: base}`)
  const plan = planOf(`images:\n  base:\n${images.join('\n')}\n`)
  expect(plan.levels.map((level) => level.length)).toEqual([1, 2000])
})
