import { describe, expect, test } from '@jest/globals'
import { membersOf, namesToMove, nearStages, type NamesRequest } from '../../../src/commands/move-names.js'
import { UserError } from '../../../src/shared/errors.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { problemsOf } from '../support.js'

const IMAGES = 'images: { base: { image_name: acme/base }, leaf: { image_name: acme/leaf, depend_on: base } }\n'
const stackOf = (more: string) => loadSpec(`${IMAGES}${more}`, 'spec.yml')
const ONE = stackOf('tag: { prefix: "2026.3" }\n')
const TWO = stackOf('plans: { a: { tag_prefix: "2026.3-a" }, b: { tag_prefix: "2026.3-b" } }\n')
const LADDER = stackOf(`stages:
  local: { tags: ["local-{user}-{version}"] }
  dev: { from: local, tags: ["dev-{minor}", "dev"] }
  prod: { from: dev, dockerfile: prod.Dockerfile, tags: ["prod-{version}", "prod"] }
`)

const request = (more: Partial<NamesRequest>): NamesRequest => ({
  ...{ stack: ONE, from: '2026.3-main', to: ['stable'], bases: [], toBases: [], images: [] },
  ...{ facts: { branch: 'main', sha: 'abcdef1', user: 'Ann', version: '1.2.3' } },
  ...more,
})
/** `source → targets` of each. */
const moved = (more: Partial<NamesRequest>): string[] =>
  namesToMove(request(more)).map(({ source, targets }) => `${source} → ${targets.map(({ ref }) => ref).join(' ')}`)
const problems = (more: Partial<NamesRequest>): string[] => {
  try {
    namesToMove(request(more))
  } catch (error) {
    if (error instanceof UserError) return error.problems.map(({ message }) => message)
    throw error
  }
  return []
}

describe('names to move', () => {
  test.each<[string, Partial<NamesRequest>, string[]]>([
    ['a tag to a stage', {}, ['acme/base:2026.3-main → acme/base:2026.3-stable']],
    ['a stage to a stage', { from: 'stable', to: ['global-stable'] }, ['acme/base:2026.3-stable → acme/base:stable']],
    ['the branch that is checked out', { from: 'branch' }, ['acme/base:2026.3-main → acme/base:2026.3-stable']],
    [
      'the prefix of another year',
      { from: '2025.10-abcdef1' },
      ['acme/base:2025.10-abcdef1 → acme/base:2025.10-stable'],
    ],
    [
      'to tags and stages, each once',
      { to: ['x', 'stable', 'x', '2026.3-stable'] },
      ['acme/base:2026.3-main → acme/base:2026.3-stable acme/base:x'],
    ],
    [
      'a digest',
      { from: `sha256:${'0'.repeat(64)}` },
      [`acme/base@sha256:${'0'.repeat(64)} → acme/base:2026.3-stable`],
    ],
    [
      'in registries, each by itself',
      { bases: ['r.example/a', 's.example/b'] },
      [
        'r.example/a/base:2026.3-main → r.example/a/base:2026.3-stable',
        's.example/b/base:2026.3-main → s.example/b/base:2026.3-stable',
      ],
    ],
    [
      'into others: from there where it is one of them, else from the first',
      { bases: ['r.example/a', 's.example/b'], toBases: ['s.example/b', 't.example/c', 'r.example/a'] },
      [
        's.example/b/base:2026.3-main → s.example/b/base:2026.3-stable',
        'r.example/a/base:2026.3-main → t.example/c/base:2026.3-stable r.example/a/base:2026.3-stable',
      ],
    ],
    [
      'templates of one’s own',
      { to: ['{image}-{plan}-{sha}'] },
      ['acme/base:2026.3-main → acme/base:base-default-abcdef1'],
    ],
    [
      'versions',
      { stack: LADDER, from: 'local', to: ['dev'] },
      ['acme/base:local-ann-1.2.3 → acme/base:dev-1.2.0 acme/base:dev'],
    ],
  ])('%s', (_what, more, expected) => {
    expect(moved({ images: ['base'], ...more })).toEqual(expected)
  })

  test('of several plans each has its own prefix', () => {
    expect(moved({ stack: TWO, from: '2026.3-b-main', images: ['leaf'] })).toEqual([
      'acme/leaf:2026.3-a-main → acme/leaf:2026.3-a-stable',
      'acme/leaf:2026.3-b-main → acme/leaf:2026.3-b-stable',
    ])
    const global = { stack: TWO, from: '2026.3-b-stable', to: ['global-stable'], images: ['leaf'] }
    expect(moved(global)).toEqual(['acme/leaf:2026.3-b-stable → acme/leaf:stable'])
    expect(moved({ ...global, from: 'stable', images: ['leaf@a'] })).toEqual([
      'acme/leaf:2026.3-a-stable → acme/leaf:stable',
    ])
    expect(problems({ ...global, from: 'stable' })).toEqual([
      'acme/leaf:stable would have to name both leaf@a and leaf@b',
    ])
  })

  test('the tag of a version keeps what it holds, the others move', () => {
    const [one] = namesToMove(request({ stack: LADDER, from: 'local', to: ['dev'], images: ['base'] }))
    expect(one?.targets.map(({ tag, keeps }) => [tag, keeps])).toEqual([
      ['dev-1.2.0', true],
      ['dev', false],
    ])
  })

  test('whatever it is called, the tag of a stage is the stage’s', () => {
    const [one] = namesToMove(request({ stack: LADDER, from: 'x', to: ['dev', 'dev-1.2.0', 'dev-2.0.0', 'other'] }))
    expect(one?.targets.map(({ tag, stage, keeps }) => [tag, stage?.name, keeps])).toEqual([
      ['dev-1.2.0', 'dev', true],
      ['dev', 'dev', false],
      ['dev-2.0.0', 'dev', true],
      ['other', undefined, false],
    ])
  })

  test.each<[string, Partial<NamesRequest>, (string | RegExp)[]]>([
    ['nothing', { from: '' }, [/it is not said/]],
    ['a ref', { from: 'acme/base:main' }, ['"acme/base:main" is neither a stage, nor a tag, nor a digest']],
    ['half a digest', { from: 'sha256:abc' }, [/neither a stage, nor a tag, nor a digest/]],
    ['no tag', { from: '-x' }, [/"-x" is neither a stage nor a tag/]],
    ['a digest of many', { from: `sha256:${'0'.repeat(64)}` }, ['a digest is of one image, and 2 are meant']],
    ['images that are not there', { images: ['lef', 'bas'] }, [/"lef"/, /"bas"/]],
    [
      'a stage that is built',
      { stack: LADDER, from: 'dev', to: ['prod'] },
      [/the stage prod is built from prod\.Dockerfile/],
    ],
    ['the program’s own tags', { to: ['stack-journal', `fp-${'0'.repeat(32)}`] }, [/own/, /own/]],
    [
      'the journal as a source',
      { from: 'stack-journal' },
      ['the tag "stack-journal" is this program\'s own, and names no image'],
    ],
    ['what was tested as a source', { from: `ok-${'0'.repeat(32)}` }, [/names no image/]],
    [
      'a built stage by its tag',
      { stack: LADDER, from: 'dev', to: ['prod-1.2.3'] },
      [/^"prod-1\.2\.3" is a name of the stage prod, which is built from prod\.Dockerfile/],
    ],
    ['words that are none', { to: ['{nope}', 'a b'] }, ['{nope} in "{nope}" is not known here', '"a b" is not a tag']],
    ['one name for two images', { stack: stackOf(''), bases: [], images: [] }, []],
  ])('told at once: %s', (_what, more, expected) => {
    expect(problems(more)).toEqual(
      expected.map((one) => (typeof one === 'string' ? one : (expect.stringMatching(one) as unknown))),
    )
  })
})

describe('a tag as it is written is asked for as its stage is', () => {
  const plans = 'plans: { py39: { tag_prefix: py39 }, py310: { tag_prefix: py310 }, plain: { tag_prefix: "" } }\n'
  const versioned =
    'stages: { dev: { tags: ["{prefix}-dev-{version}"] }, prod: { from: dev, tags: ["{prefix}-prod-{version}"], suites: [test] } }\n'
  const PLANS = stackOf(plans + versioned)
  const FREE = stackOf(
    `${plans}stages: { branch: { tags: ["{prefix}-{branch}"] }, prod: { from: branch, tags: ["{prefix}-prod-{version}"] } }\n`,
  )
  const OF = stackOf(
    'stages: { dev: { tags: ["{image}-{branch}"] }, prod: { from: dev, tags: ["{image}-{version}"] } }\n',
  )
  const OLD = stackOf(
    'tag: { prefix: "2026.3" }\nstages: { b: { tags: ["{prefix}-{branch}"] }, prod: { from: b, tags: ["{prefix}-prod"], suites: [test] } }\n',
  )

  test.each<[string, Partial<NamesRequest>, string[]]>([
    [
      'of another plan',
      { stack: PLANS, from: 'x', to: ['py310-prod-1.0.0'], images: ['base@py39'] },
      ['"py310-prod-1.0.0" is a name of the plan "py310" (stage prod), and base@py39 was to get it'],
    ],
    [
      'of another plan at the first stage',
      { stack: PLANS, from: 'x', to: ['py310-dev-1.0.0'], images: ['base@py39'] },
      ['"py310-dev-1.0.0" is a name of the plan "py310" (stage dev), and base@py39 was to get it'],
    ],
    [
      'of another plan, though it could be a branch',
      { stack: FREE, from: 'x', to: ['py310-prod-1.0.0'], images: ['base@plain'] },
      ['"py310-prod-1.0.0" is a name of the plan "py310" (stage prod), and base@plain was to get it'],
    ],
    [
      'of the branch of another plan',
      { stack: FREE, from: 'x', to: ['py310-main'], images: ['base@plain'] },
      ['"py310-main" is a name of the plan "py310" (stage branch), and base@plain was to get it'],
    ],
    [
      'of another image',
      { stack: OF, from: 'x', to: ['leaf-1.0.0'], images: ['base'] },
      ['"leaf-1.0.0" is a name of the image leaf (stage prod), and base was to get it'],
    ],
    ['its own', { stack: FREE, from: 'py310-main', to: ['py310-prod-1.0.0'], images: ['base@py310'] }, []],
    ['its own, of the source', { stack: FREE, from: 'py310-main', to: ['py310-prod-1.0.0'], images: ['base'] }, []],
  ])('%s', (_what, more, expected) => expect(problems(more)).toEqual(expected))

  test.each<[string, Partial<NamesRequest>, string | undefined, boolean]>([
    ['the first stage', { stack: PLANS, from: 'x', to: ['py39-dev-1.0.0'], images: ['base@py39'] }, 'dev', true],
    ['a higher one', { stack: PLANS, from: 'x', to: ['py39-prod-1.0.0'], images: ['base@py39'] }, 'prod', true],
    [
      'this year’s of an older source',
      { stack: OLD, from: '2025.1-x', to: ['2026.3-prod'], images: ['base'] },
      'prod',
      false,
    ],
    ['none', { stack: PLANS, from: 'x', to: ['free'], images: ['base@py39'] }, undefined, false],
  ])('of %s', (_what, more, stage, keeps) => {
    const [target] = namesToMove(request(more)).flatMap(({ targets }) => targets)
    expect([target?.stage?.name, target?.keeps]).toEqual([stage, keeps])
  })
})

test('what was built may be named by its candidate, and a branch is not said with --version', () => {
  const candidate = `fp-${'0'.repeat(32)}`
  expect(namesToMove(request({ from: candidate, images: ['base'] })).map(({ reference }) => reference)).toEqual([
    candidate,
  ])
  const facts = { branch: '', sha: '', user: '', version: '' }
  const remedies = problemsOf(() =>
    namesToMove(request({ facts, to: ['{branch}', '{user}', '{sha}-{stage}', '{stage}'] })),
  )
  expect(remedies.map(({ remedy }) => remedy)).toEqual([
    'Check out a branch.',
    '{user} is who runs this: say it with --user.',
    'Commit what has changed: a tag that names a commit holds that commit.',
    'Name the stage itself, or give a tag without it.',
  ])
})

test('members are images in variants, without what a variant skips', () => {
  const stack = loadSpec(
    'images: { base: {}, leaf: { depend_on: base, skip_plans: [b] } }\nplans: { a: { tag_prefix: a }, b: { tag_prefix: b } }\n',
    'spec.yml',
  )
  expect(membersOf(stack, []).map(({ id }) => id)).toEqual(['base@a', 'leaf@a', 'base@b'])
  expect(membersOf(stack, ['base']).map(({ id }) => id)).toEqual(['base@a', 'base@b'])
  expect(membersOf(stack, ['base@b', 'leaf']).map(({ id }) => id)).toEqual(['leaf@a', 'base@b'])
  expect(() => membersOf(stack, ['leaf@b'])).toThrow('there is no image "leaf@b"')
})

test('what looks like a stage that was mistyped is told', () => {
  expect(nearStages(['stabel', 'stable', 'course'], ONE)).toEqual([
    '"stabel" is no stage and is taken as a tag; did you mean "stable"?',
  ])
})
