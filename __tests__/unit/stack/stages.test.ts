import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import type { Problem } from '../../../src/shared/errors.js'
import { draftStack } from '../../../src/stack/drafts.js'
import type { Stack, Variant } from '../../../src/stack/model.js'
import { isTag } from '../../../src/stack/refs.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import {
  canGive,
  DEFAULT_LADDER,
  declaresStages,
  higherStageOf,
  immutableTemplate,
  ownersOf,
  prefixOf,
  publishedTags,
  renderTag,
  sourceTag,
  stageStack,
  TAG_WORDS,
  tagWords,
  targetTags,
  userPart,
  type RunFacts,
  type Stage,
  type TagWords,
} from '../../../src/stack/stages.js'
import { runTags } from '../../../src/stack/tags.js'
import { messagesOf, problemsOf } from '../support.js'
import { byId, draftRequest, draftsOf, sourcesOf } from './planning.js'

const WORDS: TagWords = {
  prefix: '2026.4',
  branch: 'feat/x',
  sha: 'abc1234',
  user: 'GSaggese',
  version: '1.4.2',
  minor: '1.4.0',
  stage: 'dev',
  image: 'app',
  plan: 'gpu',
}
const FACTS: RunFacts = { branch: 'main', sha: 'abc1234', user: 'ann', version: '1.4.2' }
const LADDER = `stages:
  local: {tags: ["local-{user}-{version}"]}
  dev: {from: local, tags: ["dev-{minor}", dev], suites: [test]}
  prod: {from: dev, dockerfile: prod.Dockerfile, tags: ["prod-{version}", prod]}
`
const stackOf = (more: string, images = 'images: {base: , app: {depend_on: base}}'): Stack =>
  loadSpec(`${images}\n${more}`, 'images/spec.yml')
const stageIn = (stack: Stack, name: string): Stage => {
  const stage = stack.stages.find((one) => one.name === name)
  if (stage === undefined) throw new Error(`no stage ${name}`)
  return stage
}
const [DEFAULT = { name: '', prefix: '' }] = stackOf('').variants

describe('a template', () => {
  test.each<[string, Partial<TagWords>, string]>([
    ['{prefix}-{branch}', {}, '2026.4-feat_x'],
    ['{prefix}-{branch}', { prefix: '' }, 'feat_x'],
    ['x-{prefix}-y', { prefix: '' }, 'x-y'],
    ['x-{prefix}', { prefix: '' }, 'x'],
    ['{prefix}-stable', {}, '2026.4-stable'],
    ['{prefix}-stable', { prefix: '' }, 'stable'],
    ['stable', {}, 'stable'],
    ['local-{user}-{version}', {}, 'local-gsaggese-1.4.2'],
    ['local-{user}', { user: 'Ann Ü.' }, `local-${userPart('Ann Ü.')}`],
    ['{user}', { user: 'ABC1234' }, userPart('abc1234')],
    ['dev-{minor}', {}, 'dev-1.4.0'],
    ['{stage}-{image}-{plan}-{sha}', {}, 'dev-app-gpu-abc1234'],
    ['{branch}', { branch: '{user}$&' }, 'user--%'],
  ])('%s of %j is %s', (template, words, tag) => {
    const rendered = renderTag(template, { ...WORDS, ...words })
    if (tag.endsWith('%')) expect(rendered).toEqual({ tag: expect.stringMatching(/^user--[0-9a-f]{8}$/) })
    else expect(rendered).toEqual({ tag })
  })

  test.each(TAG_WORDS.filter((word) => word !== 'prefix'))('is missing {%s} where it is not known', (word) =>
    expect(renderTag(`a-{prefix}-{${word}}`, { ...WORDS, [word]: '' })).toEqual({ missing: word }),
  )
  test.each(['nope', '', 'constructor', '__proto__'])('is missing {%s}, which is no word', (word) => {
    expect(renderTag(`a-{${word}}`, WORDS)).toEqual({ missing: word })
    expect(canGive(`a-{${word}}`, 'a-x', { stage: stageIn(stackOf(''), 'stable'), variant: DEFAULT })).toBe(false)
  })

  test('gives tags for any branch and any user', () => {
    const text = fc.oneof(fc.string({ minLength: 1 }), fc.string({ unit: 'binary', minLength: 1, maxLength: 300 }))
    fc.assert(
      fc.property(text, text, (branch, user) => {
        for (const template of ['{prefix}-{branch}', '{branch}', 'local-{user}-{version}', '{user}-{branch}-{sha}']) {
          const rendered = renderTag(template, { ...WORDS, branch, user })
          expect('tag' in rendered && isTag(rendered.tag)).toBe(true)
        }
      }),
      { numRuns: 500 },
    )
  })

  test('is known again by what it gave, whatever that was', () => {
    const text = fc.string({ minLength: 1 })
    const stage = { ...stageIn(stackOf(LADDER), 'dev'), name: 's.t' }
    fc.assert(
      fc.property(text, text, fc.constantFrom('', '2026.4'), (branch, user, prefix) => {
        const variant = { name: 'p', prefix }
        const where = { stage, variant, image: 'a.b' }
        const words = tagWords({ branch, user, sha: 'abc1234', version: '1.4.2' }, where)
        for (const template of [
          '{prefix}-{branch}',
          '{user}-{sha}-{version}-{minor}',
          '{image}-{stage}-{plan}-{prefix}',
        ]) {
          const rendered = renderTag(template, words)
          expect('tag' in rendered && canGive(template, rendered.tag, where)).toBe(true)
        }
      }),
    )
  })
})

describe('what a run publishes', () => {
  const fact = fc.oneof(fc.constant(''), fc.string())
  test('without stages is what it always was', () => {
    fc.assert(
      fc.property(fact, fc.constantFrom('', 'abc1234'), fc.constantFrom('', '2026.4'), (branch, sha, prefix) => {
        const { tags, problems } = publishedTags(stackOf(''), { name: 'default', prefix }, { ...FACTS, branch, sha })
        expect(tags.map(({ tag }) => tag)).toEqual(runTags({ branch, sha, prefix }))
        expect(problems).toEqual([])
      }),
    )
  })

  const published = (
    tags: string,
    facts: Partial<RunFacts> = {},
    more = '',
  ): readonly Problem[] | readonly string[] => {
    const stack = `images: {a: {image_name: acme/a}, b: {image_name: acme/b}}\n${more}\nstages: {first: {tags: ${tags}}, dev: {from: first, tags: ["dev-{minor}", dev]}}`
    const drafts = (): string[] =>
      draftsOf(stack, {}, { facts: { ...FACTS, ...facts } }).flatMap(({ refs }) => refs.slice())
    const problems = problemsOf(drafts)
    return problems.length > 0 ? problems : drafts()
  }

  test.each<[string, Partial<RunFacts>, string[]]>([
    ['"local-{user}-{version}"', { user: 'Ann' }, ['local-ann-1.4.2']],
    ['["{prefix}-{branch}", "{prefix}-{sha}"]', {}, ['main', 'abc1234']],
    ['["{prefix}-{branch}", "{prefix}-{sha}"]', { sha: '' }, ['main']],
    ['["{prefix}-{branch}", "{prefix}-{sha}"]', { branch: '' }, ['abc1234']],
    ['["{stage}", "{stage}", "first"]', {}, ['first']],
  ])('%s with %j is %j', (tags, facts, expected) =>
    expect(published(tags, facts)).toEqual(['a', 'b'].flatMap((name) => expected.map((tag) => `acme/${name}:${tag}`))),
  )

  test('may have the name of the image in it', () =>
    expect(published('"{image}-{sha}"')).toEqual(['acme/a:a-abc1234', 'acme/b:b-abc1234']))

  test.each<[string, Partial<RunFacts>, unknown[]]>([
    [
      '"local-{user}-{version}"',
      { version: '' },
      [
        {
          message: 'stage "first" has the tag local-{user}-{version}, and {version} is not known here',
          remedy: '{version} wants `changelog:` in the spec or --version.',
        },
      ],
    ],
    [
      '["{user}", "x-{minor}"]',
      { version: '', user: '' },
      [
        { message: 'stage "first" has the tag {user}, and {user} is not known here', remedy: expect.any(String) },
        {
          message: 'stage "first" has the tag x-{minor}, and {minor} is not known here',
          remedy: '{minor} wants `changelog:` in the spec or --version.',
        },
      ],
    ],
    [
      '["{branch}", "{sha}"]',
      { branch: '', sha: '' },
      [
        { message: expect.stringContaining('{branch} is not known here'), remedy: 'Check out a branch.' },
        { message: expect.stringContaining('{sha} is not known here'), remedy: expect.stringContaining('Commit') },
      ],
    ],
    [
      '"{branch}"',
      { branch: 'dev' },
      [
        {
          message: 'the branch "dev" would be published as dev, a name that only promotion moves',
          remedy: 'Rename the branch.',
        },
      ],
    ],
    [
      '["{branch}", "{sha}"]',
      { branch: 'dev-1.4.0' },
      [{ message: expect.stringContaining('dev-1.4.0, a name that only'), remedy: 'Rename the branch.' }],
    ],
    [
      '"{branch}"',
      { branch: 'stack-journal' },
      [{ message: expect.stringContaining('stack-journal, a name that only'), remedy: 'Rename the branch.' }],
    ],
    [
      '"{user}"',
      { user: 'dev' },
      [
        {
          message: '{user} would be published as dev, a name that only promotion moves',
          remedy: 'Change the tags of the first of the `stages`.',
        },
      ],
    ],
    ['"{version}"', { version: '1.0.0+x' }, [{ message: '"1.0.0+x" is not a tag', remedy: expect.any(String) }]],
  ])('%s with %j is a mistake, told once', (tags, facts, problems) => expect(published(tags, facts)).toEqual(problems))

  test('a branch may have a name that is near one of another stage', () => {
    for (const branch of ['devel', 'dev-1.4.1', 'dev-1.4', 'stable'])
      expect(published('"{branch}"', { branch })).toEqual([`acme/a:${branch}`, `acme/b:${branch}`])
  })

  test('two plans under one name are a mistake that says what to do', () => {
    expect(published('"{branch}"', {}, 'plans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}')).toEqual(
      ['a', 'b'].map((name) =>
        expect.objectContaining({
          message: `plans "P" and "Q" both publish ${name} as acme/${name}:main`,
          remedy: expect.stringContaining('{prefix} or {plan}'),
        }),
      ),
    )
  })

  test('the journal’s name is kept from a branch without stages, too', () => {
    const facts = { branch: 'stack-journal', sha: '' }
    expect(messagesOf(() => draftsOf('images: {a: }', {}, { facts }))).toEqual([
      'the branch "stack-journal" would be published as stack-journal, a name that only promotion moves',
    ])
  })
})

describe('the tags of a stage', () => {
  const stack = stackOf(LADDER)
  const wordsOf = (name: string, facts: Partial<RunFacts> = {}): TagWords =>
    tagWords({ ...FACTS, ...facts }, { stage: stageIn(stack, name), variant: DEFAULT })

  test.each([
    ['local', ['local-ann-1.4.2']],
    ['dev', ['dev-1.4.0', 'dev']],
    ['prod', ['prod-1.4.2', 'prod']],
  ])('%s', (name, tags) => expect(targetTags(stageIn(stack, name), wordsOf(name))).toEqual(tags))

  test.each([
    ['stable', '2026.4', ['2026.4-stable']],
    ['stable', '', ['stable']],
    ['global-stable', '2026.4', ['stable']],
  ])('%s of the default ladder, prefix %j', (name, prefix, tags) => {
    const stage = DEFAULT_LADDER.find((one) => one.name === name)
    expect(targetTags(stage ?? stageIn(stack, name), { ...wordsOf('dev'), prefix })).toEqual(tags)
  })

  test('want all their words, and are tags', () => {
    expect(messagesOf(() => targetTags(stageIn(stack, 'prod'), wordsOf('prod', { version: '' })))).toEqual([
      'stage "prod" has the tag prod-{version}, and {version} is not known here',
    ])
    const stage = { ...stageIn(stack, 'dev'), tags: ['{branch}', '{sha}'] }
    expect(messagesOf(() => targetTags(stage, wordsOf('dev', { branch: '' })))).toHaveLength(1)
    expect(
      messagesOf(() => targetTags({ ...stage, tags: ['x', '{version}'] }, wordsOf('dev', { version: '1+2' }))),
    ).toEqual(['"1+2" is not a tag'])
  })

  test.each([
    ['local', undefined],
    ['dev', 'dev-{minor}'],
    ['prod', 'prod-{version}'],
  ])('of %s the one that keeps what it holds is %s', (name, template) =>
    expect(immutableTemplate(stageIn(stack, name))).toBe(template),
  )
  test('the default ladder has none that keeps what it holds', () =>
    expect(DEFAULT_LADDER.map(immutableTemplate)).toEqual([undefined, undefined, undefined]))

  test.each([
    ['prod', 'prod'],
    ['prod-1.10.0', 'prod'],
    ['dev-1.4.1', undefined],
    ['local-ann-1.4.2', undefined],
  ])('%s is of the higher stage %s', (tag, name) => expect(higherStageOf(tag, stack)?.name).toBe(name))
})

describe('whose name a tag is', () => {
  const stack = stackOf(
    'plans: {a: {tag_prefix: a}, b: {tag_prefix: b}}\nstages: {built: {tags: ["{prefix}-b{version}"]}, prod: {from: built, tags: ["{image}-{version}"]}}',
  )
  test.each([
    ['a-b1.2.3', ['built a base']],
    ['b-b1.2.3', ['built b base']],
    ['app-1.2.3', ['prod a app', 'prod b app']],
    ['c-1.2.3', []],
  ])('%s: of every stage, the first too, every plan and every image', (tag, expected) =>
    expect(
      ownersOf(tag, stack, ['base', 'app']).map(
        ({ stage, variant, image }) => `${stage.name} ${variant.name} ${image}`,
      ),
    ).toEqual(expected),
  )
})

describe('the prefix of a tag', () => {
  test.each([
    ['2026.3-a1239a', [], '2026.3'],
    ['2026.3-stable', [], '2026.3'],
    ['2026.3.1-main', [], '2026.3.1'],
    ['2026.3-gpu-abc1234', [], '2026.3-gpu'],
    [`2026.3-gpu-${'a'.repeat(40)}`, [], '2026.3-gpu'],
    ['2026.3-gpu-stable', [], '2026.3'],
    ['2026.3-gpu-stable', ['2026.3', '2026.3-gpu'], '2026.3-gpu'],
    ['2026.3-gpu-stable', ['2026.3-gpu', '2026.3'], '2026.3-gpu'],
    ['2026.3-gpus', ['2026.3', '2026.3-gpu'], '2026.3'],
    ['2026.3', ['2026.3'], '2026.3'],
    ['2021.3.1-main', ['2021.3'], '2021.3.1'],
    ['stable', ['2026.3'], ''],
    ['x-y', [''], ''],
    ['x-y', ['', 'x'], 'x'],
    ['x-abc1234', [''], ''],
    ['a-very-long-prefix-of-a-stack-abc1234', [], 'a-very-long-prefix-of-a-stack'],
  ])('%s (known: %j) is %j', (tag, known, prefix) => expect(prefixOf(tag, known)).toBe(prefix))
})

describe('what a source means', () => {
  const one = stackOf('tag: {prefix: "2026.3"}')
  const two = stackOf('plans: {cpu: {tag_prefix: "2026.3"}, gpu: {tag_prefix: 2026.3-gpu}}')
  const bare = stackOf('plans: {cpu: {tag_prefix: ""}, gpu: {tag_prefix: gpu}}')
  const own = stackOf(LADDER)
  const inEach = (stack: Stack, from: string, facts = FACTS): (string | undefined)[] =>
    stack.variants.flatMap((variant) => {
      const { tag, prefix, stage } = sourceTag(from, stack, variant, facts)
      return [tag, prefix, stage?.name]
    })

  test.each<[string, Stack, string, (string | undefined)[]]>([
    ['a tag with the prefix', one, '2026.3-a1239a', ['2026.3-a1239a', '2026.3', undefined]],
    ['a tag of another year', one, '2025.9.1-a1239a', ['2025.9.1-a1239a', '2025.9.1', undefined]],
    ['a tag without any', one, 'latest', ['latest', '2026.3', undefined]],
    ['a stage', one, 'branch', ['2026.3-main', '2026.3', 'branch']],
    ['the stage stable, not the tag', one, 'stable', ['2026.3-stable', '2026.3', 'stable']],
    ['the global one', one, 'global-stable', ['stable', '2026.3', 'global-stable']],
    [
      'a tag of one plan is that of each',
      two,
      '2026.3-gpu-main',
      ['2026.3-main', '2026.3', undefined, '2026.3-gpu-main', '2026.3-gpu', undefined],
    ],
    [
      'of the other, too',
      two,
      '2026.3-abc1234',
      ['2026.3-abc1234', '2026.3', undefined, '2026.3-gpu-abc1234', '2026.3-gpu', undefined],
    ],
    ['a plan without a prefix', bare, 'feat-x', ['feat-x', '', undefined, 'gpu-feat-x', 'gpu', undefined]],
    ['and back', bare, 'gpu-main', ['main', '', undefined, 'gpu-main', 'gpu', undefined]],
    ['a stage with a version', own, 'dev', ['dev-1.4.0', '', 'dev']],
    ['the first one', own, 'local', ['local-ann-1.4.2', '', 'local']],
  ])('%s', (_what, stack, from, expected) => expect(inEach(stack, from)).toEqual(expected))

  test('where there is no branch, what a run would have published', () =>
    expect(inEach(one, 'branch', { branch: '', sha: 'abc1234' })).toEqual(['2026.3-abc1234', '2026.3', 'branch']))

  test.each<[string, Stack, RunFacts, string]>([
    ['dev', own, { branch: 'main', sha: '' }, '{minor} is not known here'],
    ['local', own, { branch: 'main', sha: '' }, '{user} is not known here'],
    ['stab le', one, FACTS, '"stab le" is neither a stage nor a tag'],
    ['', one, FACTS, '"" is neither a stage nor a tag'],
    ['2025.9-main', two, FACTS, 'the prefix of none of the plans'],
  ])('%j is a mistake', (from, stack, facts, message) => {
    const problems = problemsOf(() => inEach(stack, from, facts))
    expect(problems[0]?.message).toContain(message)
    expect(problems[0]?.remedy).toBeDefined()
  })

  test('the tag of another year can be that of one plan that was chosen', () => {
    const chosen = two.variants.slice(1)
    const [variant = DEFAULT] = chosen
    expect(sourceTag('2025.9-gpu-abc1234', two, variant, FACTS, { chosen })).toEqual({
      ...{ tag: '2025.9-gpu-abc1234', prefix: '2025.9-gpu', stage: undefined },
    })
  })
})

describe('the stack of a stage with a Dockerfile', () => {
  const DIGEST = `sha256:${'d'.repeat(64)}`
  const spec = `${LADDER}plans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}`
  const images = `images:
  base: {image_name: acme/base, skip_plans: [Q]}
  app: {image_name: acme/app, depend_on: base, path: apps/app, skip_plans: [Q], build_args: {A: "1"}, dbuild_env: {P: {B: "2"}}}
  none: {image_name: acme/none}`
  const stack = stackOf(spec, images)
  const has = (...files: string[]) => ({ hasFile: (path: string) => files.includes(path) })
  const baseOf = ({ name }: { name: string }, { name: plan }: Variant): string =>
    `127.0.0.1:5000/x/${name}:dev-1.4.0-${plan}@${DIGEST}`
  const files = has('base/prod.Dockerfile', 'apps/app/prod.Dockerfile')

  test('builds each image alone, on what the stage below holds of it', () => {
    const derived = stageStack(stack, stageIn(stack, 'prod'), { baseOf, ...files })
    expect(derived.leftOut).toEqual(['none'])
    expect(derived.missing).toEqual([])
    expect(derived.stack.order).toEqual(['base', 'app'])
    expect(derived.stack.images.get('app')).toMatchObject({
      declared: [],
      parents: [],
      dockerfiles: ['apps/app/prod.Dockerfile'],
      context: 'apps/app',
      args: { A: '1' },
      variantArgs: {
        P: {
          B: '2',
          BASE_IMAGE: `127.0.0.1:5000/x/app:dev-1.4.0-P@${DIGEST}`,
          BASE_TAG: `dev-1.4.0-P@${DIGEST}`,
        },
      },
    })
    expect(declaresStages(derived.stack)).toBe(true)
    expect(derived.stack.stages.map(({ name }) => name)).toEqual(['prod', 'local', 'dev'])
    expect(derived.stack.stages[0]).toMatchObject({ from: undefined, dockerfile: undefined })
  })

  test('publishes the stage’s tags of what was built by digest', () => {
    const one = stackOf(
      `${LADDER}tag: {prefix: p}`,
      images.replaceAll(', skip_plans: [Q]', '').replace(', dbuild_env: {P: {B: "2"}}', ''),
    )
    const { stack: derived } = stageStack(one, stageIn(one, 'prod'), { baseOf, ...files })
    const request = { ...draftRequest('images: {a: }'), stack: derived, facts: FACTS }
    const text = 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nCOPY . /app\n'
    const byTag = 'ARG BASE_TAG\nFROM 127.0.0.1:5000/x/app:${BASE_TAG}\n'
    for (const [dockerfileText, args] of [
      [text, {}],
      [byTag, {}],
    ] as const) {
      const sources = sourcesOf(derived, { base: { dockerfileText: text }, app: { dockerfileText, ...args } })
      const app = byId(draftStack({ ...request, sources }), 'app')
      expect(app.refs).toEqual(['acme/app:prod-1.4.2', 'acme/app:prod'])
      expect(app.external).toEqual([`127.0.0.1:5000/x/app:dev-1.4.0-default@${DIGEST}`])
      expect(app.parents).toEqual([])
      expect(app.rewrites).toEqual({})
    }
  })

  test('says what the stage below does not have', () => {
    const derived = stageStack(stack, stageIn(stack, 'prod'), { baseOf: () => undefined, ...files })
    expect(derived.missing).toEqual([
      { image: 'base', variant: 'P' },
      { image: 'app', variant: 'P' },
    ])
  })

  test.each([
    [`acme/app@${DIGEST}`, { BASE_IMAGE: `acme/app@${DIGEST}` }],
    ['host:5000/app:dev', { BASE_IMAGE: 'host:5000/app:dev', BASE_TAG: 'dev' }],
    ['host:5000/app', { BASE_IMAGE: 'host:5000/app' }],
  ])('hands %s on as %j', (base, args) => {
    const { stack: derived } = stageStack(stack, stageIn(stack, 'prod'), { baseOf: () => base, ...files })
    expect(derived.images.get('base')?.variantArgs).toEqual({ P: args })
  })
})
