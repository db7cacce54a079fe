import { describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { PipelineRequest } from '../../../src/run/pipeline.js'
import type { ImageResult, Results } from '../../../src/run/results.js'
import { integrationIn } from '../stack/planning.js'
import { outcomes, run, untilAborted, World } from './world.js'

const IMAGES = `
images:
  base: {image_name: r.io/base}
  leaf: {image_name: r.io/leaf, depend_on: base}
  other: {image_name: r.io/other}
`
/** `works` runs on every image before the push, `live` on what was pushed of some. */
const LIVE = `${IMAGES}suites: {works: {run: x}, live: {run: [check, "{ref}"], pushed: true, images: [base, other]}}`

const at = ({ log }: World, what: string): number => log.findIndex((line) => line.startsWith(what))
const last = ({ log }: World, what: string): number => log.findLastIndex((line) => line.startsWith(what))
/** The names that moved. */
const published = ({ images }: Results): string[] =>
  images.flatMap((image) => image.published.map(({ ref }) => ref)).sort()
const suitesOf = ({ images }: Results, id: string): (readonly [string, string, string | undefined])[] =>
  images.find((image) => image.id === id)?.suites.map((one) => [one.name, one.outcome, one.message] as const) ?? []
const steps = (...names: ('build' | 'test' | 'push' | 'info')[]): PipelineRequest['steps'] => new Set(names)
const ALL = ['r.io/base', 'r.io/leaf', 'r.io/other'].flatMap((name) => [`${name}:abc1234`, `${name}:main`])
const namesIn = ({ names }: World): string[] => [...names.keys()].filter((ref) => /:(main|abc1234)$/.test(ref)).sort()
const testedIn = ({ names }: World): string[] =>
  [...names.keys()]
    .filter((ref) => ref.includes(':ok-'))
    .map((ref) => ref.replace(/:ok-.*/, ''))
    .sort()

describe('suites that need the pushed image', () => {
  test('run after its push, before any name moves; the others before the push', async () => {
    const world = new World()
    const { results } = await run({ spec: LIVE, world })
    expect(results.outcome).toBe('passed')
    for (const name of ['base', 'other']) {
      expect(at(world, `test ${name} done`)).toBeLessThan(at(world, `push r.io/${name}`))
      expect(at(world, `push r.io/${name}`)).toBeLessThan(at(world, `live ${name}`))
      expect(suitesOf(results, name)).toEqual([
        ['works', 'passed', undefined],
        ['live', 'passed', undefined],
      ])
    }
    const moves = world.log.flatMap((line, index) => (/^put .*:(main|abc1234)$/.test(line) ? [index] : []))
    expect(Math.min(...moves)).toBeGreaterThan(last(world, 'live '))
    expect(suitesOf(results, 'leaf')).toEqual([['works', 'passed', undefined]])
    expect(published(results)).toEqual(ALL)
  })

  test('are told the digest; before the push there is none', async () => {
    const world = new World()
    const { results } = await run({ spec: LIVE, world })
    const digest = results.images[0]?.candidates[0]?.digest ?? ''
    const told = (suite: string): unknown =>
      world.told
        .filter((env) => env['STACK_IMAGE'] === 'base' && env['STACK_SUITE'] === suite)
        .map((env) => [env['STACK_REF'], env['STACK_DIGEST'], env['STACK_TAG']])
    expect(told('live')).toEqual([[`r.io/base@${digest}`, digest, 'main']])
    expect(told('works')).toEqual([[expect.stringMatching(/^r\.io\/base:fp-[0-9a-f]{32}$/), '', 'main']])
  })

  test('that fail publish nothing', async () => {
    const world = new World()
    world.statuses.set('live base', 1)
    const { results } = await run({ spec: LIVE, world })
    expect(outcomes(results)).toEqual([
      ['base', 'failed', 'suite live: exit status 1'],
      ['other', 'passed', undefined],
      ['leaf', 'cancelled', 'its parent base failed'],
    ])
    expect(results.images[0]?.failedStep).toBe('integration')
    expect([results.outcome, namesIn(world), published(results)]).toEqual(['failed', [], []])
    expect(results.unpublished).toBe('not every image is green: base, leaf')
  })

  test('that fail publish neither the image nor what is built on it, also where green images are published', async () => {
    const world = new World()
    world.statuses.set('live base', 1)
    const { results } = await run({ spec: LIVE, world, more: { publish: 'passed' } })
    expect(namesIn(world)).toEqual(['r.io/other:abc1234', 'r.io/other:main'])
    expect(published(results)).toEqual(namesIn(world))
    expect(results.outcome).toBe('failed')
  })

  test('that fail far above stop every image below', async () => {
    const world = new World()
    world.statuses.set('live base', 1)
    const spec = LIVE.replace('  other:', '  twig: {image_name: r.io/twig, depend_on: leaf}\n  other:')
    const { results } = await run({ spec, world, more: { publish: 'passed' } })
    expect(namesIn(world)).toEqual(['r.io/other:abc1234', 'r.io/other:main'])
    expect(results.images.filter(({ outcome }) => outcome === 'cancelled').map(({ id }) => id)).toEqual([
      'leaf',
      'twig',
    ])
  })

  test('that are interrupted publish nothing', async () => {
    const world = new World()
    const controller = new AbortController()
    world.acts.set('live base', (signal) => {
      controller.abort(new Error('SIGTERM'))
      return untilAborted(signal)
    })
    const { results } = await run({ spec: LIVE, world, more: { signal: controller.signal } })
    expect([results.outcome, namesIn(world)]).toEqual(['interrupted', []])
    expect(results.images.find(({ id }) => id === 'base')?.outcome).toBe('cancelled')
  })

  test('all run, and all that failed are told', async () => {
    const world = new World()
    const spec = `${IMAGES}suites: {one: {run: x, pushed: true, images: base}, two: {run: x, pushed: true, images: base}}`
    for (const step of ['one base', 'two base']) world.statuses.set(step, 3)
    const { results } = await run({ spec, world })
    expect(results.images[0]?.message).toBe('suite one: exit status 3; suite two: exit status 3')
  })

  test('of several platforms run on each, and no name moves while one fails', async () => {
    const world = new World()
    let runs = 0
    world.acts.set('live base', () => Promise.resolve(++runs === 2 ? 'no container' : undefined))
    const spec = `platforms: [linux/amd64, linux/arm64]\n${LIVE}`
    const { results } = await run({ spec, world, more: { publish: 'passed' } })
    expect(runs).toBe(2)
    expect(namesIn(world)).toEqual(['r.io/other:abc1234', 'r.io/other:main'])
    expect(results.outcome).toBe('failed')
  })

  test('of a builder elsewhere, too', async () => {
    const world = new World('registry')
    const { results } = await run({ spec: LIVE, world })
    expect([results.outcome, namesIn(world)]).toEqual(['passed', ALL])
    expect(suitesOf(results, 'base').map(([name]) => name)).toEqual(['works', 'live'])
  })
})

describe('integration tests', () => {
  const spec = IMAGES.replace('r.io/base}', 'r.io/base, integration_tests: true}')
  const own = { base: { tests: [integrationIn('base/it')] }, leaf: { tests: [integrationIn('leaf/it')] } }
  const files = { 'base/it/test_x.py': '', 'leaf/it/test_x.py': '' }

  test('run where the spec says so, and nowhere else', async () => {
    const world = new World()
    const { results } = await run({ spec, world, own, files, more: { steps: steps('build', 'test') } })
    expect(suitesOf(results, 'base')).toEqual([
      ['integration_tests', 'off', 'it tests what was pushed, and nothing is pushed here'],
    ])
    expect(suitesOf(results, 'leaf')).toEqual([
      ['integration_tests', 'off', 'integration_tests of the image is not true in the spec'],
    ])
  })
})

describe('that an image has passed its suites is told to the registry', () => {
  test('when the last of them has passed', async () => {
    const world = new World()
    const { results } = await run({ spec: LIVE, world })
    expect(testedIn(world)).toEqual(['r.io/base', 'r.io/leaf', 'r.io/other'])
    expect(at(world, 'put r.io/base:ok-')).toBeGreaterThan(at(world, 'live base done'))
    expect(at(world, 'put r.io/leaf:ok-')).toBeGreaterThan(at(world, 'push r.io/leaf'))
    expect(results.images[0]?.suitesKey).toMatch(/^r\.io\/base:ok-/)
  })

  test('not when one that needs the push fails', async () => {
    const world = new World()
    world.statuses.set('live base', 1)
    await run({ spec: LIVE, world })
    expect(testedIn(world)).toEqual(['r.io/leaf', 'r.io/other'])
  })

  test('not when one before the push fails', async () => {
    const world = new World()
    world.statuses.set('test other', 1)
    await run({ spec: LIVE, world })
    expect(testedIn(world)).toEqual(['r.io/base', 'r.io/leaf'])
  })
})

describe('where nothing is pushed', () => {
  test('suites that need the push are off and say why; the run passes', async () => {
    const world = new World()
    const { results } = await run({ spec: LIVE, world, more: { steps: steps('build', 'test', 'info') } })
    expect(suitesOf(results, 'base')).toEqual([
      ['works', 'passed', undefined],
      ['live', 'off', 'it tests what was pushed, and nothing is pushed here'],
    ])
    expect([results.outcome, world.names.size, results.images[0]?.expected]).toEqual(['passed', 0, ['works']])
  })

  test('an image that has no others has no tests that run', async () => {
    const world = new World()
    const spec = `${IMAGES}suites: {live: {run: x, pushed: true, images: base}, works: {run: x, images: [leaf, other]}}`
    const { results } = await run({ spec, world, more: { steps: steps('build', 'test') } })
    expect(results.notices).toEqual([
      'base: live: it tests what was pushed, and nothing is pushed here',
      'base has no tests that run',
    ])
  })
})

describe('push, after test, in the same folder', () => {
  async function twoSteps(world: World, between: (results: Results) => Results = (one) => one): Promise<Results> {
    const { results } = await run({ spec: LIVE, world, more: { command: 'test', steps: steps('build', 'test') } })
    const previous = between(results)
    return (await run({ spec: LIVE, world, more: { command: 'push', steps: steps('push'), previous } })).results
  }

  test('runs those that need the push, only them, and publishes then', async () => {
    const world = new World()
    const results = await twoSteps(world)
    expect(outcomes(results)).toEqual(['base', 'other', 'leaf'].map((id) => [id, 'passed', undefined]))
    expect(world.log.filter((line) => /^(test|live) \S+$/.test(line)).sort()).toEqual([
      ...['live base', 'live other', 'test base', 'test leaf', 'test other'],
    ])
    expect(suitesOf(results, 'base').map(([name, outcome]) => [name, outcome])).toEqual([
      ['works', 'passed'],
      ['live', 'passed'],
    ])
    expect([namesIn(world), testedIn(world)]).toEqual([ALL, ['r.io/base', 'r.io/leaf', 'r.io/other']])
  })

  test('publishes nothing when they fail', async () => {
    const world = new World()
    world.statuses.set('live other', 2)
    const results = await twoSteps(world)
    expect(outcomes(results)).toContainEqual(['other', 'failed', 'suite live: exit status 2'])
    expect([namesIn(world), testedIn(world)]).toEqual([[], ['r.io/base', 'r.io/leaf']])
  })

  test('pushes nothing of what failed before', async () => {
    const world = new World()
    world.statuses.set('test base', 1)
    const results = await twoSteps(world)
    expect([...world.names.keys()].filter((ref) => !ref.startsWith('r.io/other:'))).toEqual([])
    expect(namesIn(world)).toEqual([])
    expect(outcomes(results)).toContainEqual(['base', 'failed', 'its suites failed: works'])
    expect(at(world, 'live base')).toBe(-1)
  })

  test('runs them again when they failed in an earlier push', async () => {
    const world = new World()
    const failed = (image: ImageResult): ImageResult => ({
      ...image,
      suites: image.suites.map((one) => (one.name === 'live' ? { ...one, outcome: 'failed' as const } : one)),
    })
    const results = await twoSteps(world, (one) => ({ ...one, images: one.images.map(failed) }))
    expect(suitesOf(results, 'base')).toContainEqual(['live', 'passed', undefined])
    expect(results.outcome).toBe('passed')
  })

  test('does not push an image that was built again since', async () => {
    const world = new World()
    const other = (image: ImageResult): ImageResult => ({ ...image, testedImageId: 'sha256:other' })
    const results = await twoSteps(world, (one) => ({ ...one, images: one.images.map(other) }))
    expect(results.notices).toContain(
      'base is pushed untested: the output folder has no results of "test" for this very image',
    )
    expect(testedIn(world)).not.toContain('r.io/base')
  })
})

describe('of one image', () => {
  const spec = `${IMAGES}suites: {one: {run: x, images: base}, two: {run: x, images: base}, three: {run: x, images: base}}`

  test('all suites run, whatever the others say', async () => {
    const world = new World()
    world.statuses.set('one base', 1)
    const { results } = await run({ spec, world })
    expect(suitesOf(results, 'base')).toEqual([
      ['one', 'failed', 'exit status 1'],
      ['two', 'passed', undefined],
      ['three', 'passed', undefined],
    ])
  })

  test('with fail-fast the first failure is the last suite', async () => {
    const world = new World()
    world.statuses.set('two base', 1)
    const { results } = await run({ spec, world, more: { failFast: true } })
    expect(suitesOf(results, 'base')).toEqual([
      ['one', 'passed', undefined],
      ['two', 'failed', 'exit status 1'],
      ['three', 'off', 'stopped by fail-fast'],
    ])
    expect(results.images[0]?.message).toBe('suite two: exit status 1')
  })

  test('a suite that could not be run fails the image', async () => {
    const world = new World()
    world.acts.set('two base', () => Promise.resolve('the engine is gone'))
    const { results } = await run({ spec, world })
    expect(outcomes(results)[0]).toEqual(['base', 'failed', 'suite two: the engine is gone'])
    expect(namesIn(world)).toEqual([])
  })
})

describe('a suite on the host', () => {
  const spec = (command: string, more = ''): string =>
    `${IMAGES}suites: {here: {run: [sh, -c, ${JSON.stringify(command)}], on: host, images: base${more}}, works: {run: x, images: [leaf, other]}}`
  const linesOf = async (command: string, more = '', env: NodeJS.ProcessEnv = process.env): Promise<string[]> => {
    const world = new World()
    const suites = {
      keep: () => '/tmp/never',
      machine: { env, python: 'python3' },
      ssh: undefined,
      stage: 'ci',
      version: '1.2',
    }
    const { events, results } = await run({ spec: spec(command, more), world, more: { suites } })
    expect(results.outcome).toBe('passed')
    return events.flatMap((event) => (event.type === 'line' && event.suite === 'here' ? [event.text] : []))
  }

  test('is told which image, and where the engine is', async () => {
    expect(await linesOf('echo $TEST_IMAGE; echo $DOCKER_HOST; echo $STACK_SUITE $STACK_STAGE $STACK_VERSION')).toEqual(
      [...[expect.stringMatching(/^r\.io\/base:fp-/), 'unix:///nowhere.sock', 'here ci 1.2']],
    )
  })

  test('after the push by its digest', async () => {
    expect(await linesOf('echo $TEST_IMAGE', ', pushed: true')).toEqual([
      expect.stringMatching(/^r\.io\/base@sha256:[0-9a-f]{64}$/),
    ])
  })

  test('sees no token', async () => {
    const env = { ...process.env, GITHUB_TOKEN: 't', ACTIONS_RUNTIME_TOKEN: 't', INPUT_TOKEN: 't', MINE: 'm' }
    const lines = await linesOf('env', ', pass_env: MINE, env: {OWN: o}', env)
    expect(lines.filter((line) => /TOKEN|^INPUT_|^ACTIONS_/.test(line))).toEqual([])
    expect(lines).toEqual(expect.arrayContaining(['MINE=m', 'OWN=o']))
  })

  test('that fails says what it said', async () => {
    const world = new World()
    const { results } = await run({ spec: spec('echo out; echo why >&2; exit 3'), world })
    expect(results.images[0]).toMatchObject({ outcome: 'failed', message: 'suite here: exit status 3' })
    expect([...(results.images[0]?.suites[0]?.lines ?? [])].sort()).toEqual(['out', 'why'])
  })

  test('on a name that another run moves meanwhile says nothing about the image', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'stack-moved-'))
    try {
      const world = new World()
      const inspect = world.engine.inspect.bind(world.engine)
      Object.assign(world.engine, {
        inspect: (ref: string) =>
          inspect(
            existsSync(join(folder, 'ran')) && ref.startsWith('r.io/base:fp-') ? `sha256:${'e'.repeat(64)}` : ref,
          ),
      })
      const { results } = await run({ spec: spec(`touch ${folder}/ran`), world })
      expect(results.images[0]).toMatchObject({
        outcome: 'failed',
        message: expect.stringMatching(/^r\.io\/base:fp-\S+ came to be another image while suite here ran on it$/),
        remedy: 'Does another run build the same stack on this engine? Run again when it has ended.',
      })
    } finally {
      await rm(folder, { recursive: true })
    }
  })
})
