import { describe, expect, test } from '@jest/globals'
import type { PipelineRequest } from '../../../src/run/pipeline.js'
import { Interrupted } from '../../../src/shared/errors.js'
import { planFor, touched } from '../stack/planning.js'
import { imageResult } from '../support.js'
import { outcomes, run, SPEC, untilAborted, World } from './world.js'

describe('a parent and its child', () => {
  test('the child is built while its parent is tested, and pushed only when that has passed', async () => {
    const world = new World()
    let childBuilt: () => void = () => undefined
    const built = new Promise<void>((resolve) => (childBuilt = resolve))
    world.acts.set('test base', () => built.then(() => undefined))
    world.acts.set('build leaf', () => {
      childBuilt()
      return Promise.resolve(undefined)
    })
    const { results } = await run({ spec: SPEC, world })
    expect(outcomes(results)).toEqual([
      ['base', 'passed', undefined],
      ['leaf', 'passed', undefined],
    ])
    const at = (what: string): number => world.log.findIndex((line) => line.startsWith(what))
    expect(at('build leaf')).toBeLessThan(at('test base done'))
    expect(at('test base done')).toBeLessThan(at('push r.io/base'))
    expect(at('test base done')).toBeLessThan(at('push r.io/leaf'))
  })

  test('a parent whose tests fail stops the build of its child, and nothing is pushed', async () => {
    const world = new World()
    world.acts.set('build leaf', untilAborted)
    world.acts.set('test base', () => Promise.resolve('no container'))
    const { results } = await run({ spec: SPEC, world })
    expect(outcomes(results)).toEqual([
      ['base', 'failed', 'suite works: no container'],
      ['leaf', 'cancelled', 'its parent base failed'],
    ])
    expect(world.names.size).toBe(0)
    expect(results.unpublished).toBe('not every image is green: base, leaf')
  })

  test('a build that takes too long is a failure of its own', async () => {
    const world = new World()
    world.acts.set('build base', untilAborted)
    const timeouts = { buildMs: 10, pushMs: undefined, infoMs: 1000 }
    const { results } = await run({ spec: SPEC, world, more: { timeouts } })
    expect(outcomes(results)).toEqual([
      ['base', 'failed', expect.stringContaining('took longer than')],
      ['leaf', 'cancelled', 'its parent base failed'],
    ])
  })

  test('an interrupted run says so of both', async () => {
    const world = new World()
    const controller = new AbortController()
    world.acts.set('build base', (signal) => {
      controller.abort(new Error('SIGTERM'))
      return untilAborted(signal)
    })
    const { results } = await run({ spec: SPEC, world, more: { signal: controller.signal } })
    expect(results.outcome).toBe('interrupted')
    expect(outcomes(results)).toEqual([
      ['base', 'cancelled', 'interrupted'],
      ['leaf', 'cancelled', 'interrupted'],
    ])
  })
})

describe('the times of steps', () => {
  test('are in the results: when each began on the run’s clock, how long it took, what came of it', async () => {
    const world = new World()
    let clock = 0
    world.acts.set('build base', () => {
      clock += 100
      return Promise.resolve(undefined)
    })
    world.acts.set('build leaf', () => {
      clock += 30
      return Promise.resolve('no compiler')
    })
    const { results } = await run({ spec: SPEC, world, more: { now: () => new Date(5000 + clock) } })
    const [base, leaf] = results.images
    expect(base?.steps?.[0]).toEqual({ step: 'build', at: 0, ms: 100, outcome: 'passed' })
    expect(leaf?.steps).toEqual([{ step: 'build', at: 100, ms: 30, outcome: 'failed' }])
    for (const { steps = [] } of results.images) expect(new Set(steps.map(({ step }) => step)).size).toBe(steps.length)
  })

  test('also of what was stopped in the middle; what never began has none', async () => {
    const world = new World()
    const controller = new AbortController()
    world.acts.set('build base', (signal) => {
      controller.abort(new Error('SIGTERM'))
      return untilAborted(signal)
    })
    const { results } = await run({ spec: SPEC, world, more: { signal: controller.signal } })
    const [base, leaf] = results.images
    expect(base?.steps?.map(({ step, outcome }) => [step, outcome])).toEqual([['build', 'cancelled']])
    expect(leaf?.steps).toBeUndefined()
  })

  test('of a step that ran out of time it failed', async () => {
    const world = new World()
    world.acts.set('build base', untilAborted)
    const timeouts = { buildMs: 10, pushMs: undefined, infoMs: 1000 }
    const { results } = await run({ spec: SPEC, world, more: { timeouts } })
    expect(results.images[0]?.steps?.map(({ step, outcome }) => [step, outcome])).toEqual([['build', 'failed']])
  })
})

describe('what another job did not get done', () => {
  test('of a failure there all that is built on it is cancelled, and nothing is begun', async () => {
    const world = new World()
    const failed = (fingerprint: string) =>
      imageResult('base', { outcome: 'failed', failedStep: 'test', message: 'suite works: exit status 1', fingerprint })
    let settled: PipelineRequest['settled'] = new Map()
    const { results } = await run({
      spec: SPEC,
      world,
      plan: (drafts) => {
        const plan = planFor(drafts, { affected: touched('base', 'leaf') })
        const [base] = plan.images
        settled = new Map([['base', failed(base?.fingerprint ?? '')]])
        return { ...plan, images: plan.images.map((one) => (one.id === 'leaf' ? { ...one, blocked: 'base' } : one)) }
      },
      more: {
        command: 'push',
        steps: new Set(['push']),
        get settled() {
          return settled
        },
      },
    })
    expect(outcomes(results)).toEqual([
      ['base', 'failed', 'suite works: exit status 1'],
      ['leaf', 'cancelled', 'its parent base failed'],
    ])
    expect([results.outcome, world.log]).toEqual(['failed', []])
  })
})

describe('a builder elsewhere', () => {
  test('is given parents as the registry has them, and its images are pulled to be tested', async () => {
    const world = new World('registry')
    const { results } = await run({ spec: SPEC, world })
    expect(results.outcome).toBe('passed')
    const [base, leaf] = results.images
    const [candidate] = base?.candidates ?? []
    expect(world.builds.map(({ tags }) => tags)).toEqual([
      base?.candidates.map(({ ref }) => ref),
      leaf?.candidates.map(({ ref }) => ref),
    ])
    expect(world.builds[1]?.context.dockerfile.text).toContain(`r.io/base@${candidate?.digest ?? ''}`)
    expect(world.log.filter((line) => line.startsWith('push'))).toEqual([])
  })
})

describe('several platforms', () => {
  const both = `platforms: [linux/amd64, linux/arm64]\n${SPEC}`

  test('are published as one index, that lists what was built for each', async () => {
    const world = new World()
    const { results } = await run({ spec: both, world })
    expect(results.outcome).toBe('passed')
    const [amd64, arm64] = results.images
    const index = world.names.get('r.io/base:main')
    const listed = JSON.parse(index?.bytes.toString() ?? '{}') as { manifests: { digest: string; platform: unknown }[] }
    expect(listed.manifests.map(({ digest, platform }) => [digest, platform])).toEqual([
      [amd64?.candidates[0]?.digest, { os: 'linux', architecture: 'amd64' }],
      [arm64?.candidates[0]?.digest, { os: 'linux', architecture: 'arm64' }],
    ])
    expect(amd64?.published).toEqual(arm64?.published)
    expect(world.builds.map(({ platform }) => platform).sort()).toEqual([
      ...['linux/amd64', 'linux/amd64'],
      ...['linux/arm64', 'linux/arm64'],
    ])
  })

  test('with one that fails, no name moves, whatever the policy', async () => {
    const world = new World()
    let built = 0
    world.acts.set('build leaf', () => Promise.resolve(++built === 2 ? 'exit 1' : undefined))
    const { results } = await run({ spec: both, world, more: { publish: 'passed' } })
    expect(results.images.map(({ published }) => published.length > 0)).toEqual([true, true, false, false])
  })
})

test('a secret that a build prints is in no log and no result', async () => {
  const world = new World()
  world.acts.set('build base', () => Promise.resolve('npm said hunter2-token'))
  const secrets = new Map([['npm', Buffer.from('hunter2-token\n')]])
  const options = { noCache: false, cacheFrom: [], cacheTo: [], secrets, provenance: 'false', sbom: 'false' }
  const { results, events } = await run({ spec: SPEC, world, more: { options } })
  expect(results.images[0]?.message).toBe('npm said ***')
  const lines = events.flatMap((event) => (event.type === 'line' ? [event.text] : []))
  expect(lines).toContain('ERROR: npm said ***')
  expect(JSON.stringify([results, lines])).not.toContain('hunter2')
})

test('a run that is out of time says so', async () => {
  const world = new World()
  const controller = new AbortController()
  world.acts.set('build base', (signal) => {
    controller.abort(new Interrupted('the run took longer than 3.0s and was stopped'))
    return untilAborted(signal)
  })
  const { results } = await run({ spec: SPEC, world, more: { signal: controller.signal } })
  expect(results.unpublished).toBe('the run took longer than 3.0s and was stopped')
  expect(outcomes(results)[0]).toEqual(['base', 'cancelled', 'the run took longer than 3.0s and was stopped'])
})

test('a build that lost a race for its name is made again', async () => {
  const world = new World()
  let tries = 0
  world.acts.set('build base', () =>
    Promise.resolve(++tries === 1 ? 'exporting to image: image "docker.io/r/base:fp-1": already exists' : undefined),
  )
  const { results } = await run({ spec: SPEC, world })
  expect([results.outcome, tries]).toEqual(['passed', 2])
})
