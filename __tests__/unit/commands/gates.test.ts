import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { checkGates } from '../../../src/commands/gates.js'
import { namesToMove } from '../../../src/commands/move-names.js'
import { checkVersions } from '../../../src/commands/tag.js'
import type { JournalRecord } from '../../../src/registry/journal.js'
import { loadSpec } from '../../../src/stack/spec/load.js'

let top = ''
beforeEach(async () => void (top = await mkdtemp(join(tmpdir(), 'stack-gates-'))))
afterEach(() => rm(top, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(top, path)), { recursive: true })
    await writeFile(join(top, path), text)
  }
}

const [OLD, NEW] = [`sha256:${'a'.repeat(64)}`, `sha256:${'b'.repeat(64)}`]
const passedOn = (digest: string, ...suites: string[]): JournalRecord => ({
  ...{ operation: `o-${digest.slice(7, 9)}`, kind: 'publish', state: 'done', tag: 'main', old: null, new: digest },
  ...{ at: '2026-11-20T00:00:00Z', by: 'ann', run: '', suites },
})
const IMAGES = 'images: { base: { depend_on: [] }, leaf: { depend_on: base } }\n'

/** What the gate misses of an image, 'none' where it does not ask for anything. */
async function missing(
  suite: string,
  records: readonly JournalRecord[],
  { image = 'leaf', spec = IMAGES, stage = 'stable' } = {},
): Promise<readonly string[] | 'none'> {
  const stack = loadSpec(spec, 'spec.yml')
  const own = stack.images.get(image)
  if (own === undefined) throw new Error(image)
  const asked = { id: image, image: own, stage, suites: [suite], repository: 'r.example/x', digest: NEW }
  const [gate] = await checkGates([asked], { stack, directory: top, bases: [] }, () => Promise.resolve(records))
  return gate?.missing ?? 'none'
}

describe('a gate', () => {
  const ENVIRONMENTS = {
    'base/Dockerfile': 'FROM debian\n',
    'base/tests/test_base.py': '',
    'leaf/Dockerfile': 'FROM base\n',
    'leaf/tests/test_leaf.py': '',
    'leaf/environments/py38/tests/imports': 'os\n',
    'leaf/environments/py39/tests/imports': 'os\n',
  }

  test.each<[string, string[], string[] | 'none']>([
    ['imports', ['leaf.py38.imports', 'leaf.py39.imports'], []],
    ['imports', ['leaf.py38.imports'], ['imports']],
    ['leaf.py39.imports', ['leaf.py38.imports'], ['leaf.py39.imports']],
    ['leaf.py39.imports', ['leaf.py39.imports'], []],
    ['test', ['base', 'leaf'], []],
    ['test', ['base'], ['test']],
    ['test', ['leaf'], ['test']],
    ['notebooks', ['leaf.py39.imports', 'base', 'leaf'], ['notebooks']],
    ['tests_common', [], ['tests_common']],
    ['tests_common', ['tests_common.2'], ['tests_common']],
    ['integration_tests', [], 'none'],
  ])('on %s after %j misses %j', async (suite, passed, expected) => {
    await write(ENVIRONMENTS)
    expect(await missing(suite, [passedOn(NEW, ...passed), passedOn(OLD, suite)])).toEqual(expected)
  })

  test('on a sort that another image has is not for those that have none', async () => {
    await write(ENVIRONMENTS)
    expect(await missing('imports', [], { image: 'base' })).toBe('none')
    expect(await missing('tests_common', [], { image: 'base' })).toEqual(['tests_common'])
  })

  test.each([['gpu.fast'], ['base.gpu'], ['gpu.2']])('on a suite of the spec is not met by %s', async (name) => {
    await write(ENVIRONMENTS)
    const spec = `${IMAGES}suites: { gpu: { run: nvidia-smi } }\n`
    expect(await missing('gpu', [passedOn(NEW, name)], { spec })).toEqual(['gpu'])
    expect(await missing('gpu', [passedOn(NEW, name, 'gpu')], { spec })).toEqual([])
  })

  test('knows the parents that the Dockerfiles name', async () => {
    await write({ ...ENVIRONMENTS, 'leaf/Dockerfile': 'FROM acme/base\n' })
    const spec = 'images: { base: { image_name: acme/base }, leaf: { image_name: acme/leaf } }\n'
    expect(await missing('test', [passedOn(NEW, 'leaf')], { spec })).toEqual(['test'])
    expect(await missing('test', [passedOn(NEW, 'base', 'leaf')], { spec })).toEqual([])
  })

  test('asks of what a stage builds no tests of the parents', async () => {
    await write(ENVIRONMENTS)
    const spec = `${IMAGES}stages: { dev: { tags: [dev] }, prod: { from: dev, tags: [prod], dockerfile: prod.Dockerfile }, gold: { from: prod, tags: [gold] } }\n`
    expect(await missing('test', [passedOn(NEW, 'leaf')], { spec, stage: 'gold' })).toEqual([])
    expect(await missing('test', [passedOn(NEW, 'leaf')], { spec, stage: 'dev' })).toEqual(['test'])
  })

  describe('where the folders are not here', () => {
    test.each<[string, string[], string[]]>([
      ['test', ['base'], ['test']],
      ['test', ['leaf'], []],
      ['imports', ['base.imports'], ['imports']],
      ['imports', ['imports'], ['imports']],
      ['imports', ['leaf.py38.imports'], []],
      ['tests_common', [], ['tests_common']],
    ])('on %s after %j misses %j', async (suite, passed, expected) => {
      expect(await missing(suite, [passedOn(NEW, ...passed)])).toEqual(expected)
    })

    test('asks for what passed on the digest before', async () => {
      const before = passedOn(OLD, 'leaf.py38.imports', 'leaf.py39.imports')
      expect(await missing('imports', [before, passedOn(NEW, 'leaf.py38.imports')])).toEqual(['imports'])
      const both = passedOn(NEW, 'leaf.py38.imports', 'leaf.py39.imports')
      expect(await missing('imports', [before, both])).toEqual([])
    })
  })
})

describe('the ladder of versions', () => {
  const stack = loadSpec(
    'images: { a: { image_name: r.example/a } }\nstages: { dev: { tags: ["dev-{minor}"] }, prod: { from: dev, tags: ["prod-{version}", prod] } }\n',
    'spec.yml',
  )
  const facts = { branch: '', sha: '', user: '', version: '1.4.1' }
  /** What is wrong with moving OLD to prod. */
  async function problems(
    tags: Readonly<Record<string, string>>,
    { to = 'prod', at = 'r.example/a' } = {},
  ): Promise<string[]> {
    const [move] = namesToMove({ stack, from: 'x', to: [to], facts, bases: [], toBases: [], images: [] })
    if (move === undefined) throw new Error('nothing moves')
    const registry = {
      digest: (repository: string, tag: string) => Promise.resolve(tags[`${repository}:${tag}`]),
      tags: () => Promise.resolve([]),
    }
    const source = { repository: at, digest: OLD, ref: `${at}:x` }
    const sourced = move.targets.map((target) => ({ move, target, source }))
    const ground = { stack, directory: top, registry }
    return (await checkVersions(sourced, ground, facts, new AbortController().signal)).problems.map(
      ({ message }) => message,
    )
  }

  test.each<[string, Record<string, string>, string | undefined]>([
    ['what dev has', { 'r.example/a:dev-1.4.0': OLD }, undefined],
    ['what dev does not have', {}, 'prod 1.4.1 is made of r.example/a:dev-1.4.0, which is not there'],
    [
      'another image',
      { 'r.example/a:dev-1.4.0': NEW },
      `prod 1.4.1 is made of r.example/a:dev-1.4.0, which holds ${NEW}, and r.example/a:x is ${OLD}`,
    ],
    ['what is there already', { 'r.example/a:prod-1.4.1': OLD }, undefined],
  ])('%s', async (_what, tags, expected) => {
    for (const to of ['prod', 'prod-1.4.1'])
      expect(await problems(tags, { to })).toEqual(expected === undefined ? [] : [expected])
  })

  test('a copy of what is at the stage elsewhere does not climb', async () => {
    const at = 's.example/a'
    expect(await problems({ [`${at}:prod-1.4.1`]: OLD }, { at })).toEqual([])
    expect(await problems({ [`${at}:dev-1.4.0`]: OLD }, { at })).toEqual([])
    expect(await problems({ 'r.example/a:dev-1.4.0': OLD }, { at })).toEqual([
      `prod 1.4.1 is made of ${at}:dev-1.4.0, which is not there`,
    ])
  })
})
