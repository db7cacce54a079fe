import { describe, expect, test } from '@jest/globals'
import type { Problem } from '../../../../src/shared/errors.js'
import type { Stack } from '../../../../src/stack/model.js'
import { loadSpec } from '../../../../src/stack/spec/load.js'
import { DEFAULT_LADDER, declaresStages } from '../../../../src/stack/stages.js'
import { problemsOf } from '../../support.js'

const IMAGES = 'images: {a: , b: {depend_on: a, path: deep/b}}\n'
const load = (more: string): Stack => loadSpec(`${IMAGES}${more}`, 'images/spec.yml')
const problems = (more: string): readonly Problem[] => problemsOf(() => load(more))

test('a spec without stages has UCSD’s', () => {
  for (const more of ['', 'stages:\n']) {
    expect(load(more).stages).toBe(DEFAULT_LADDER)
    expect(declaresStages(load(more))).toBe(false)
  }
})

test('a ladder is in its own order, whatever that of the spec', () => {
  const { stages } = load(`stages:
  prod: {from: dev, dockerfile: prod.Dockerfile, tags: ["prod-{version}", prod], suites: [a, smoke, a], git_tag: "{image}-{version}"}
  candidate: {from: dev, dockerfile: prod.Dockerfile, tags: "candidate-{user}-{sha}"}
  dev: {from: local, tags: ["dev-{minor}", dev], suites: integration_tests}
  local: {tags: "local-{user}-{version}"}
suites: {smoke: {run: "true"}}
`)
  expect(stages).toEqual([
    {
      name: 'local',
      from: undefined,
      tags: ['local-{user}-{version}'],
      dockerfile: undefined,
      suites: [],
      gitTag: undefined,
    },
    {
      ...{ name: 'dev', from: 'local', tags: ['dev-{minor}', 'dev'], dockerfile: undefined },
      ...{ suites: ['integration_tests'], gitTag: undefined },
    },
    {
      ...{ name: 'prod', from: 'dev', tags: ['prod-{version}', 'prod'], dockerfile: 'prod.Dockerfile' },
      ...{ suites: ['a', 'smoke'], gitTag: '{image}-{version}' },
    },
    {
      ...{ name: 'candidate', from: 'dev', tags: ['candidate-{user}-{sha}'], dockerfile: 'prod.Dockerfile' },
      ...{ suites: [], gitTag: undefined },
    },
  ])
})

test('the default ladder can be written out', () => {
  const written = load(`stages:
  branch: {tags: ["{prefix}-{branch}", "{prefix}-{sha}"]}
  stable: {from: branch, tags: "{prefix}-stable"}
  global-stable: {from: stable, tags: stable}
tag: {prefix: "2026.4"}`)
  expect(written.stages).toEqual(DEFAULT_LADDER)
  expect(declaresStages(written)).toBe(true)
})

describe('a mistake is told with its place and what to do', () => {
  const A = 'a: {tags: x}'
  test.each<[string, string, string, string | RegExp]>([
    ['no stages at all', '{}', 'stages: the ladder has no stages', ''],
    ['a stage without tags', '{a: {}}', 'stages.a: "tags" is missing', ''],
    ['an empty list of tags', '{a: {tags: []}}', 'stages.a.tags: expected at least one tag', ''],
    ['an empty tag', '{a: {tags: [""]}}', 'stages.a.tags.0: expected a name, not an empty text', ''],
    ['a null stage', '{a: }', 'stages.a: expected a map', ''],
    ['an unknown key', '{a: {tags: x, dockerfil: y}}', 'stages.a.dockerfil: unknown key', 'Did you mean "dockerfile"?'],
    [
      'an unknown stage',
      `{${A}, dev: {from: aa, tags: y}}`,
      'stages.dev.from: there is no stage "aa"',
      'Did you mean "a"?',
    ],
    ['a bad name', '{"a b": {tags: x}}', 'stages.a b: "a b" cannot be the name of a stage', ''],
    ['two roots', `{${A}, b: {tags: y}}`, 'stages.b: "a" and "b" are both without `from`', 'the first'],
    ['a circle', '{a: {from: b, tags: x}, b: {from: a, tags: y}}', 'in a circle: b → a → b', ''],
    ['itself', '{a: {from: a, tags: x}}', 'stages.a.from: the stages come from each other in a circle: a → a', ''],
    [
      'a Dockerfile of the first',
      '{a: {tags: x, dockerfile: D}}',
      'stages.a.dockerfile: it is built FROM the stage below, and there is none',
      '',
    ],
    [
      'a Dockerfile outside',
      `{${A}, b: {from: a, tags: y, dockerfile: ../../D}}`,
      'stages.b.dockerfile: "../../D" is outside the stack',
      '',
    ],
    [
      'an absolute Dockerfile',
      `{${A}, b: {from: a, tags: y, dockerfile: /D}}`,
      'stages.b.dockerfile: "/D" is outside the stack',
      '',
    ],
    [
      'an unknown suite',
      `{${A}, b: {from: a, tags: y, suites: [integration_test]}}`,
      'stages.b.suites: there is no suite "integration_test"',
      'Did you mean "integration_tests"?',
    ],
    [
      'an unknown word',
      '{a: {tags: "x-{versoin}"}}',
      'stages.a.tags: "x-{versoin}" names {versoin}, which is no word of a tag',
      'Did you mean "version"?',
    ],
    [
      'an unknown word of a git tag',
      '{a: {tags: x, git_tag: "{imag}"}}',
      'stages.a.git_tag: "{imag}" names {imag}',
      'Did you mean "image"?',
    ],
    ['the empty word', '{a: {tags: "x-{}"}}', 'stages.a.tags: "x-{}" names {}', ''],
    ['a word twice', '{a: {tags: "{user}{user}"}}', 'stages.a.tags: "{user}{user}" names {user} more than once', ''],
    ['half a brace', '{a: {tags: "x-{user"}}', 'stages.a.tags: "x-{user" has a brace without its other half', ''],
    ['what is no tag', '{a: {tags: "x y"}}', 'stages.a.tags: "x y" gives "x y", which is not a tag', ''],
    [
      'what begins as no tag',
      '{a: {tags: "-{user}"}}',
      'stages.a.tags: "-{user}" gives "-a-user-of-nobody", which is not a tag',
      '',
    ],
    ['what is too long', `{a: {tags: "${'x'.repeat(128)}-{sha}"}}`, 'which is not a tag', ''],
    [
      'only a prefix that is not there',
      '{a: {tags: "{prefix}"}}',
      'stages.a.tags: "{prefix}" gives "", which is not a tag',
      '',
    ],
    [
      'the journal',
      `{${A}, b: {from: a, tags: stack-journal}}`,
      'stages.b.tags: "stack-journal" is a name that is kept',
      '',
    ],
    [
      'one tag twice',
      `{${A}, b: {from: a, tags: [y, x]}}`,
      'stages.b.tags: "x" can be the same tag as one of the stage "a"',
      '',
    ],
    [
      'one tag twice above',
      `{${A}, b: {from: a, tags: y}, c: {from: b, tags: y}}`,
      'stages.c.tags: "y" can be the same tag as one of the stage "b"',
      '',
    ],
    [
      'a version that is its own minor',
      '{a: {tags: "v-{version}"}, b: {from: a, tags: "v-{minor}"}}',
      'stages.b.tags: "v-{minor}" can be the same tag',
      '',
    ],
    [
      'a branch that may be a user',
      '{a: {tags: "{branch}"}, b: {from: a, tags: "{user}"}}',
      'stages.b.tags: "{user}" can be the same tag',
      '',
    ],
    [
      'a user that may be an image',
      '{a: {tags: "a"}, b: {from: a, tags: "{image}"}}',
      'stages.b.tags: "{image}" can be the same tag',
      '',
    ],
    [
      'a prefix that is not there',
      '{a: {tags: "stable"}, b: {from: a, tags: "{prefix}-stable"}}',
      'stages.b.tags: "{prefix}-stable" can be the same tag',
      '',
    ],
  ])('%s', (_what, stages, message, remedy) => {
    const found = problems(`stages: ${stages}`)
    expect(found).toHaveLength(1)
    expect(found[0]?.message).toContain(message)
    expect(found[0]?.remedy ?? '').toMatch(remedy)
    expect(found[0]).toMatchObject({ file: 'images/spec.yml', line: 2 })
  })

  test('all of them at once', () => {
    const found = problems(
      'stages: {a: {tags: "{x}", suites: nope}, b: {from: c, tags: y}, d: {tags: z, dockerfile: /D}}',
    )
    expect(found).toHaveLength(6)
  })

  test('of many images and plans it is told once', () => {
    const stages = 'stages: {a: {tags: "{image}"}, b: {from: a, tags: "{image}"}}'
    expect(problems(`plans: {P: {tag_prefix: p}, Q: }\n${stages}`)).toHaveLength(1)
  })
})

test('stages that differ are let be', () => {
  for (const stages of [
    '{a: {tags: "{branch}"}, b: {from: a, tags: [main, stable, "v{version}"]}}',
    '{a: {tags: ["{branch}", "{sha}"]}, b: {from: a, tags: "{stage}-{user}"}}',
    '{a: {tags: "{prefix}-{branch}"}, b: {from: a, tags: "rc-{branch}"}}',
    '{a: {tags: "{image}-{branch}"}, b: {from: a, tags: "{image}-stable"}}',
  ])
    expect(problems(`stages: ${stages}`)).toEqual([])
})

describe('the changelog', () => {
  test.each(['changelog.txt', '../CHANGELOG.md', 'docs/changes'])('%s', (path) =>
    expect(load(`changelog: ${path}`).changelog).toBe(path),
  )
  test('is not there unless it is named', () => {
    expect(load('').changelog).toBeUndefined()
    expect(load('changelog:').changelog).toBeUndefined()
  })
  test.each(['/etc/passwd', '"a\\0b"', '"a\\\\b"'])('%s is no path of it', (path) => {
    expect(problems(`changelog: ${path}`)).toEqual([
      expect.objectContaining({ message: expect.stringContaining('is no relative path'), line: 2 }),
    ])
  })
})
