import { describe, expect, test } from '@jest/globals'
import { linkStack } from '../../../src/stack/link.js'
import type { Stack } from '../../../src/stack/model.js'
import { loadSpec } from '../../../src/stack/spec/load.js'
import { problemsOf } from '../support.js'

function linked(
  spec: string,
  texts: Readonly<Record<string, string>>,
  registries: readonly string[] = [],
  platform = 'linux/amd64',
): Stack {
  const sources = new Map(Object.entries(texts).map(([name, dockerfileText]) => [name, { dockerfileText }]))
  return linkStack(loadSpec(spec, 'images/spec.yml'), sources, registries, platform)
}
const parentsOf = (stack: Stack): Record<string, readonly string[]> =>
  Object.fromEntries([...stack.images.values()].map((image) => [image.name, image.parents]))

describe('parents that the spec does not name are those that the Dockerfile uses', () => {
  test.each<[string, string, string, readonly string[], readonly string[]]>([
    ['by name', 'leaf: ', 'FROM base:latest\n', [], ['base']],
    ['its own base first', 'leaf: ', 'FROM tools AS t\nFROM base\nCOPY --from=t / /\n', [], ['base', 'tools']],
    ['in a registry that is pushed to', 'leaf: ', 'FROM ghcr.io/lab/base:main\n', ['ghcr.io/lab'], ['base']],
    ['in a registry of nobody’s', 'leaf: ', 'FROM ghcr.io/lab/base:main\n', [], []],
    ['by a build arg of the spec', 'leaf: {build_args: {ON: tools}}', 'ARG ON=base\nFROM ${ON}\n', [], ['tools']],
    [
      'by a build arg of the first plan',
      'leaf: {dbuild_env: {P: {ON: tools}}}',
      'ARG ON=base\nFROM ${ON}\n',
      [],
      ['tools'],
    ],
    [
      'what the spec says first, then what is used besides',
      'leaf: {depend_on: tools}',
      'FROM base\nCOPY --from=tools / /\n',
      [],
      ['tools', 'base'],
    ],
    ['also that there are none', 'leaf: {depend_on: []}', 'FROM base\n', [], []],
    ['nothing said', 'leaf: {depend_on: }', 'FROM base\n', [], ['base']],
  ])('%s', (_what, leaf, text, registries, parents) => {
    const spec = `images:\n  ${leaf}\n  tools:\n  base:\nplans: {P: }\n`
    const stack = linked(spec, { leaf: text, base: 'FROM debian\n', tools: 'FROM debian\n' }, registries)
    expect(parentsOf(stack)).toEqual({ leaf: parents, tools: [], base: [] })
  })
})

describe('a parent that not every plan uses is one all the same', () => {
  const ON = 'ARG ON=base\nFROM ${ON}\n'
  test.each<[string, string, readonly string[]]>([
    [
      'each plan another, in the order of the plans',
      '{dbuild_env: {P: {ON: tools}, Q: {ON: base}}}',
      ['tools', 'base'],
    ],
    ['one by default', '{dbuild_env: {Q: {ON: tools}}}', ['base', 'tools']],
    ['only one from the stack', '{dbuild_env: {P: {ON: debian}}}', ['base']],
    ['a plan that is skipped', '{skip_plans: [Q], dbuild_env: {Q: {ON: tools}}}', ['base', 'tools']],
    ['what is declared first', '{depend_on: tools, dbuild_env: {P: {ON: tools}}}', ['tools', 'base']],
    ['none, by the spec', '{depend_on: [], dbuild_env: {Q: {ON: tools}}}', []],
  ])('%s', (_what, leaf, parents) => {
    const spec = `images:\n  leaf: ${leaf}\n  base:\n  tools:\nplans: {P: {tag_prefix: p}, Q: {tag_prefix: q}}\n`
    const stack = linked(spec, { leaf: ON, base: 'FROM debian\n', tools: 'FROM debian\n' })
    expect(parentsOf(stack)).toMatchObject({ leaf: parents })
    for (const parent of parents) expect(stack.order.indexOf(parent)).toBeLessThan(stack.order.indexOf('leaf'))
  })

  test('so a circle over several plans is one', () => {
    const spec =
      'images: {a: {dbuild_env: {P: {ON: b}}}, b: {dbuild_env: {Q: {ON: a}}}}\nplans: {P: , Q: {tag_prefix: q}}'
    const on = 'ARG ON=debian\nFROM ${ON}\n'
    expect(problemsOf(() => linked(spec, { a: on, b: on }))).toMatchObject([
      { message: expect.stringContaining('in a circle') },
    ])
  })
})

test.each([
  ['linux/amd64', ['base-amd64']],
  ['linux/arm64', ['base-arm64']],
  ['linux/s390x', []],
])('on %s, FROM base-${TARGETARCH} names %j', (platform, parents) => {
  const plain = { 'base-amd64': 'FROM debian', 'base-arm64': 'FROM debian' }
  const spec = 'images: {base-amd64: , base-arm64: , leaf: }'
  const stack = linked(spec, { ...plain, leaf: 'FROM base-${TARGETARCH}\n' }, [], platform)
  expect(parentsOf(stack)['leaf']).toEqual(parents)
})

test('the order follows: parents first, among equals the spec’s', () => {
  const stack = linked('images: {c: , b: , a: , d: {depend_on: c}}\n', {
    a: 'FROM debian',
    b: 'FROM a',
    c: 'FROM b',
    d: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}',
  })
  expect(stack.order).toEqual(['a', 'b', 'c', 'd'])
  expect([...stack.images.keys()]).toEqual(['c', 'b', 'a', 'd'])
})

test('a circle of Dockerfiles is told where the spec has it', () => {
  const spec = 'images:\n  a:\n  b:\n  c:\n'
  const [problem, ...more] = problemsOf(() => linked(spec, { a: 'FROM b', b: 'FROM a', c: 'FROM a' }))
  expect(more).toEqual([])
  expect(problem?.message).toMatch(/^the images are built on each other in a circle: (a → b → a|b → a → b)$/)
  expect(problem).toMatchObject({
    file: 'images/spec.yml',
    column: 3,
    remedy: expect.stringContaining('depend_on: []'),
  })
})

test('an image is not its own parent', () => {
  expect(parentsOf(linked('images: {a: }', { a: 'FROM a:yesterday' }))).toEqual({ a: [] })
})
