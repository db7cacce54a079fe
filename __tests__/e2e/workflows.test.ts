import { beforeAll, describe, expect, test } from '@jest/globals'
import { namesWith, engine } from '../world/engines.js'
import { startWorld, type World } from '../world/github.js'
import type { WorkflowRun } from '../world/actions/index.js'
import { dispatchEvent, pullRequestEvent, pushEvent } from '../world/hub/events/index.js'
import { TIMEOUT } from '../world/world.js'

const MAIN = '.github/workflows/main.yml'
const STACK = {
  images: { base: {}, left: { parent: 'base' }, right: { parent: 'base' } },
  more: { tag: { prefix: '2026.4' }, suites: { made: { run: 'test -e /made/base' } } },
}

let world: World
beforeAll(async () => {
  world = await startWorld(STACK)
}, TIMEOUT)

/** Every branch has a Dockerfile of its own, so that no run finds the other's images. */
const change = (branch: string): { files: Record<string, string>; message: string } => ({
  files: {
    'images/base/Dockerfile': `FROM debian:bookworm-slim\nRUN mkdir /made && echo ${world.id} ${branch} > /made/base\n`,
  },
  message: `Work on ${branch}`,
})

const logOf = (run: WorkflowRun): string =>
  `${run.conclusion}\n${run.log}\n${Object.values(run.jobs)
    .flatMap((job) => job.legs.map((leg) => leg.log))
    .join('\n')}`

describe('main.yml', () => {
  test(
    'a push builds, tests and publishes the stack of its branch',
    async () => {
      const move = await world.repository.push('topic/push', [change('push')])
      const run = await world.run(MAIN, await pushEvent(world.repository, move))
      expect(logOf(run)).toMatch(/^success/)
      const [leg] = run.jobs['stack']?.legs ?? []
      for (const image of ['base', 'left', 'right']) expect(await world.tags(image)).toContain('2026.4-topic_push')
      expect(leg?.summary).toContain('| image | result |')
      expect(leg?.log).toContain('run: 3 images done')
      const files = world.results.allArtifacts().map((artifact) => artifact.name)
      expect(files).toContain('stack-action')
      expect(world.hub.problems).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a pull request of the repository publishes under the name of its branch',
    async () => {
      await world.repository.commit('topic/pull', change('pull'))
      const pull = await world.repository.openPullRequest({ head: 'topic/pull', title: 'A change' })
      const run = await world.run(MAIN, await pullRequestEvent(pull))
      expect(logOf(run)).toMatch(/^success/)
      expect(await world.tags('left')).toContain('2026.4-topic_pull')
    },
    TIMEOUT,
  )

  test(
    'a pull request from a fork is built and tested, and publishes nothing',
    async () => {
      const fork = await world.hub.fork('org/images', 'somebody')
      await fork.commit('theirs', change('theirs'))
      const pull = await world.repository.openPullRequest({ head: 'somebody:theirs', title: 'From outside' })
      const run = await world.run(MAIN, await pullRequestEvent(pull))
      expect(logOf(run)).toMatch(/^success/)
      const steps = run.jobs['stack']?.legs[0]?.steps ?? []
      expect(steps.find((step) => step.name.includes('docker/login-action'))?.conclusion).toBe('skipped')
      expect(steps.flatMap((step) => step.annotations)).toContainEqual(
        expect.objectContaining({ level: 'notice', message: expect.stringContaining('comes from a fork') }),
      )
      expect(await world.tags('left')).not.toContain('2026.4-theirs')
    },
    TIMEOUT,
  )

  test(
    'the words "skip ci" in the message of the commit skip it',
    async () => {
      const move = await world.repository.push('topic/skip', [
        { ...change('skip'), message: 'Docs only, skip ci please' },
      ])
      const run = await world.run(MAIN, await pushEvent(world.repository, move))
      expect(run.jobs['stack']?.conclusion).toBe('skipped')
    },
    TIMEOUT,
  )
})

describe('docs/examples', () => {
  test(
    'pull-request.yml builds and tests, and pushes nothing',
    async () => {
      await world.repository.commit('topic/check', change('check'))
      const pull = await world.repository.openPullRequest({ head: 'topic/check', title: 'To be checked' })
      const run = await world.run('docs/examples/pull-request.yml', await pullRequestEvent(pull))
      expect(logOf(run)).toMatch(/^success/)
      expect(await world.tags('base')).not.toContain('2026.4-topic_check')
    },
    TIMEOUT,
  )

  test(
    'levels.yml builds and tests what a pull request touches, each image on a machine of its own',
    async () => {
      await world.repository.commit('topic/levels', change('levels'))
      const pull = await world.repository.openPullRequest({ head: 'topic/levels', title: 'Side by side' })
      const run = await world.run('docs/examples/levels.yml', await pullRequestEvent(pull))
      expect(logOf(run)).toMatch(/^success/)
      expect(run.jobs['detect']?.outputs['any']).toBe('true')
      expect(run.jobs['check']?.legs.map((leg) => leg.matrix)).toEqual(
        ['base', 'left', 'right'].map((image) => ({ name: image, images: image, platform: 'linux/amd64' })),
      )
      const names = world.results.allArtifacts().map((artifact) => artifact.name)
      expect(names).toEqual(expect.arrayContaining(['stack-plan', 'logs-left', 'logs-right']))
    },
    TIMEOUT,
  )

  test(
    'dispatch.yml takes the images by name, or only says what it would do',
    async () => {
      const dry = await world.run('docs/examples/dispatch.yml', await dispatchEvent(world.repository), {
        inputs: { images: 'left', 'dry-run': true },
      })
      expect(logOf(dry)).toMatch(/^success/)
      expect(logOf(dry)).toContain('skip   right  it was not named')
      expect(await world.tags('left')).not.toContain('2026.4-main')
      const run = await world.run('docs/examples/dispatch.yml', await dispatchEvent(world.repository), {
        inputs: { images: 'left' },
      })
      expect(logOf(run)).toMatch(/^success/)
      const published = JSON.parse(run.jobs['stack']?.outputs['published'] ?? '') as { image: string }[]
      expect([...new Set(published.map(({ image }) => image))]).toEqual(['base', 'left'])
      expect(await world.tags('left')).toContain('2026.4-main')
      expect(await world.tags('right')).not.toContain('2026.4-main')
    },
    TIMEOUT,
  )

  test(
    'steps.yml builds, tests and pushes in steps; a failed test pushes nothing',
    async () => {
      const event = await pushEvent(world.repository, await world.repository.push('main', [change('steps')]))
      const run = await world.run('docs/examples/steps.yml', event)
      expect(logOf(run)).toMatch(/^success/)
      expect(await world.tags('right')).toContain('2026.4-main')

      const broken = await world.repository.push('main', [
        {
          files: { 'images/left/Dockerfile': 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN rm /made/base\n' },
          message: 'Break left',
        },
      ])
      const before = await world.tags('left')
      const second = await world.run('docs/examples/steps.yml', await pushEvent(world.repository, broken))
      const steps = second.jobs['stack']?.legs[0]?.steps ?? []
      expect(steps.find((step) => step.id === 'test')?.conclusion).toBe('failure')
      expect(steps.find((step) => step.name === 'What failed, if anything')?.log).toContain('/org/left:2026.4-main')
      expect(await world.tags('left')).toEqual(before)
    },
    TIMEOUT,
  )
})

test('no container of a run is left, and the images are the world’s own', async () => {
  const names = await namesWith(engine, world.id)
  expect(names.every((name) => name.includes(world.id))).toBe(true)
})
