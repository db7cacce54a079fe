import { beforeAll, describe, expect, test } from '@jest/globals'
import { text } from 'node:stream/consumers'
import type { ImageFacts } from '../../src/contents/facts.js'
import { infoTag } from '../../src/registry/facts.js'
import type { Results } from '../../src/run/results.js'
import type { JobRun, RunOptions, WorkflowRun } from '../world/actions/index.js'
import { engine, engines } from '../world/engines.js'
import { startWorld, type World } from '../world/github.js'
import { pullRequestEvent, pushEvent } from '../world/hub/events/index.js'
import { stored } from '../world/packages.js'
import type { WorldEvent } from '../world/types.js'
import { TIMEOUT } from '../world/world.js'

/** Three levels: base and other; left and right; leaf and top. */
const STACK = {
  images: {
    base: { more: { info_cmds: ['MADE'] } },
    other: {},
    left: { parent: 'base' },
    right: { parent: 'base' },
    leaf: { parent: 'left', more: { info_cmds: ['MADE'] } },
    top: { parent: 'right' },
  },
  more: {
    tag: { prefix: '2026.4' },
    suites: { made: { run: 'test -d /made' } },
    all_info_cmds: { MADE: { description: 'What was made', command: 'ls /made' } },
  },
}
const LEVELS = [
  ['base', 'other'],
  ['left', 'right'],
  ['leaf', 'top'],
]
const IMAGES = LEVELS.flat()

const FAN_OUT = '.github/workflows/fan-out.yml'
const ONE_JOB = '.github/workflows/one-job.yml'
const REGISTRY = 'ghcr.io/${{ github.repository_owner }}'
const PERMISSIONS = 'permissions: { contents: read, pull-requests: read, packages: write }'
const FILES = {
  [FAN_OUT]: `on: [push, pull_request]
jobs:
  stack:
    uses: org/stack-action/.github/workflows/stack.yml@v1
    ${PERMISSIONS}
    with: { registries: '${REGISTRY}' }
  after:
    needs: stack
    if: always()
    runs-on: ubuntu-24.04
    env: { OUTPUTS: '\${{ toJSON(needs.stack.outputs) }}' }
    steps: [{ run: echo "$OUTPUTS" }]
`,
  // Elsewhere in the registry, so that neither finds what the other made.
  [ONE_JOB]: `on: push
jobs:
  stack:
    runs-on: ubuntu-24.04
    ${PERMISSIONS}
    steps:
      - uses: actions/checkout@v7
      - uses: docker/login-action@v4
        with: { registry: ghcr.io, username: '\${{ github.actor }}', password: '\${{ github.token }}' }
      - uses: org/stack-action@v1
        with: { registries: '${REGISTRY}/one' }
`,
}

/** Two machines; each has an engine of its own where there are two. Only the registry is between them. */
const runners: RunOptions['runners'] = [engines[0], engines[1] ?? engines[0]].flatMap((engine) =>
  engine === undefined ? [] : [{ labels: ['ubuntu-24.04'], env: { DOCKER_HOST: engine.host } }],
)

let world: World
/** The push that both ways are compared on. */
let fan: WorldEvent
beforeAll(async () => {
  world = await startWorld(STACK, FILES)
  await pushBase(`${world.packages.host}/org/debian`)
}, TIMEOUT)

/** The base of both engines: one that only one of them has would be another content for the other. */
async function pushBase(repo: string): Promise<void> {
  const password = world.hub.issueToken('org/images', { packages: 'write' })
  await engine.docker.getImage('debian:bookworm-slim').tag({ repo, tag: 'bookworm-slim' })
  const stream = await engine.docker
    .getImage(`${repo}:bookworm-slim`)
    .push({ authconfig: { username: 'somebody', password, serveraddress: world.packages.host } })
  const events = await text(stream)
  if (events.includes('"errorDetail"')) throw new Error(events)
}

const dockerfileOf = (image: string, parent: string | undefined, command: string): Record<string, string> => ({
  [`images/${image}/Dockerfile`]: `${
    parent === undefined
      ? `FROM ${world.packages.host}/org/debian:bookworm-slim`
      : 'ARG BASE_IMAGE=unset\nFROM ${BASE_IMAGE}'
  }\nRUN ${command}\n`,
})

/** Every branch has a base of its own, so that no run finds the other's images. */
const changeOf = (branch: string): { files: Record<string, string>; message: string } => {
  const make = (image: string): Record<string, string> =>
    dockerfileOf(image, undefined, `mkdir /made && echo ${world.id} ${branch} > /made/${image}`)
  return { files: { ...make('base'), ...make('other') }, message: `Work on ${branch}` }
}

const run = (file: string, event: WorldEvent): Promise<WorkflowRun> => world.run(file, event, { runners })

const logOf = ({ conclusion, log }: WorkflowRun): string => `${conclusion}\n${log}`

/** results.json of the newest artifact with this name. */
async function resultsIn(artifact: string): Promise<Results> {
  const newest = world.results.allArtifacts().findLast(({ name }) => name === artifact)
  if (newest === undefined) throw new Error(`there is no artifact ${artifact}`)
  const file = (await newest.files()).get('artifacts/results.json')
  return JSON.parse(String(file)) as Results
}

const legsOf = ({ legs }: JobRun): Record<string, string> =>
  Object.fromEntries(legs.map(({ matrix, conclusion }): [string, string] => [matrix['name'] as string, conclusion]))

const levelJobs = ({ jobs }: WorkflowRun): JobRun[] =>
  Object.entries(jobs).flatMap(([name, job]) => (/^stack \/ level-\d \/ image$/.test(name) ? [job] : []))

/** Leg → how it ended, of each level that there was. */
const levelsOf = (result: WorkflowRun): Record<string, string>[] => levelJobs(result).map(legsOf)

/** What must be the same whoever did it: all but times, machines, and what is made of times (ids, sizes, digests). */
function told({ outcome, branch, sha, event, images, unpublished, notices }: Results): unknown {
  return {
    ...{ outcome, branch, sha, event, unpublished, notices },
    images: images.map(({ build, suites, published, candidates, testedImageId, ...image }) => ({
      ...image,
      // Legs have clocks of their own; the report has them all.
      steps: undefined,
      build: build?.outcome,
      suites: suites.map(({ name, kind, outcome: end }) => ({ name, kind, outcome: end })),
      tested: testedImageId !== undefined,
      published: published.map(({ ref }) => ref),
      candidates: candidates.map(({ ref }) => ref),
    })),
  }
}

describe('a stack over two runners', () => {
  test(
    'is built level by level, and all of it is published at the end',
    async () => {
      const move = await world.repository.push('topic/fan', [changeOf('fan')])
      fan = await pushEvent(world.repository, move)
      const result = await run(FAN_OUT, fan)
      expect(logOf(result)).toMatch(/^success/)
      expect(levelsOf(result)).toEqual(LEVELS.map((level) => Object.fromEntries(level.map((id) => [id, 'success']))))
      for (const job of levelJobs(result)) expect(new Set(job.legs.map(({ runner }) => runner)).size).toBe(2)

      const results = await resultsIn('stack')
      expect(results.outcome).toBe('passed')
      for (const image of IMAGES) expect(await world.tags(image)).toContain('2026.4-topic_fan')
      const outputs = result.jobs['stack']?.outputs ?? {}
      expect(outputs).toMatchObject({ any: 'true', outcome: 'passed' })
      expect(JSON.parse(outputs['published'] ?? '')).toHaveLength(results.images.flatMap((one) => one.published).length)
      expect(world.hub.problems).toEqual([])
    },
    2 * TIMEOUT,
  )

  test('has children that sit on the builds of their parents', async () => {
    const images = new Map(
      await Promise.all(
        IMAGES.map(async (id) => [id, await stored(world.packages, `org/${id}`, '2026.4-topic_fan')] as const),
      ),
    )
    for (const [id, image] of Object.entries(STACK.images)) {
      const below = 'parent' in image ? images.get(image.parent)?.layers : undefined
      expect(images.get(id)?.layers.slice(0, below?.length ?? 0)).toEqual(below ?? [])
    }
  })

  test('knows what is in its images: beside each in the registry, and in the artifact of the job that publishes', async () => {
    const { images } = await resultsIn('stack')
    const artifact = world.results.allArtifacts().findLast(({ name }) => name === 'stack')
    const files = (await artifact?.files()) ?? new Map<string, Buffer>()
    for (const { id, file, published } of images) {
      const facts = JSON.parse(String(files.get(`manifests/${file}.json`))) as ImageFacts
      expect(facts.digest).toBe(published[0]?.digest)
      // Only the leg had the image; the job that publishes has its word for it.
      if (id === 'base') expect(facts.infos).toMatchObject([{ name: 'MADE', status: 0, output: 'base' }])
      expect(facts.layers.length).toBeGreaterThan(0)
      expect(await world.tags(id)).toContain(infoTag(facts.digest ?? ''))
    }
  })

  test(
    'has the results of one job that does it all',
    async () => {
      const fanned = await resultsIn('stack')
      const result = await run(ONE_JOB, fan)
      expect(logOf(result)).toMatch(/^success/)
      const alone = JSON.stringify(told(await resultsIn('stack-action'))).replaceAll(/([/-]org[/-])one[/-]/g, '$1')
      expect(JSON.parse(alone)).toEqual(told(fanned))
    },
    TIMEOUT,
  )

  test(
    'stops below what failed and nowhere else, and publishes nothing; once it is mended, the rest is built',
    async () => {
      const change = changeOf('broken')
      const broken = dockerfileOf('right', 'base', 'echo the tap is dry && exit 7')
      const first = await world.repository.push('topic/broken', [{ ...change, files: { ...change.files, ...broken } }])
      const failed = await run(FAN_OUT, await pushEvent(world.repository, first))
      expect(failed.conclusion).toBe('failure')
      expect(levelsOf(failed)).toEqual([
        { base: 'success', other: 'success' },
        { left: 'success', right: 'failure' },
        { leaf: 'success', top: 'failure' },
      ])
      const results = await resultsIn('stack')
      expect(results.outcome).toBe('failed')
      const ends = results.images.map(({ id, outcome }) => [id, outcome])
      expect(Object.fromEntries(ends)).toMatchObject({
        base: 'passed',
        left: 'passed',
        right: 'failed',
        leaf: 'passed',
      })
      const top = await resultsIn('stack-leg-top')
      expect(top.images.find(({ id }) => id === 'top')?.message).toContain('right')
      expect(top.images.find(({ id }) => id === 'top')?.build).toBeUndefined()
      expect(failed.jobs['stack / publish']?.legs[0]?.log).toContain('right')
      for (const image of IMAGES) expect(await world.tags(image)).not.toContain('2026.4-topic_broken')
      expect(failed.jobs['stack']?.outputs).toMatchObject({ outcome: 'failed', published: '[]' })

      const mended = dockerfileOf('right', 'base', 'echo mended > /made/right')
      const second = await world.repository.push('topic/broken', [{ files: mended, message: 'Mend right' }])
      const again = await run(FAN_OUT, await pushEvent(world.repository, second))
      expect(logOf(again)).toMatch(/^success/)
      const built = (await resultsIn('stack')).images.filter(({ action }) => action === 'build').map(({ id }) => id)
      expect(built).toEqual(['right', 'top'])
      for (const image of IMAGES) expect(await world.tags(image)).toContain('2026.4-topic_broken')
    },
    3 * TIMEOUT,
  )

  test(
    'of a fork is built and tested on one, because it may push nothing for others to go on with',
    async () => {
      const fork = await world.hub.fork('org/images', 'somebody')
      await fork.commit('theirs', changeOf('theirs'))
      const pull = await world.repository.openPullRequest({ head: 'somebody:theirs', title: 'From outside' })
      const result = await run(FAN_OUT, await pullRequestEvent(pull))
      expect(logOf(result)).toMatch(/^success/)
      expect(levelsOf(result).flatMap((level) => Object.keys(level))).toEqual([])
      expect(result.jobs['stack / alone']?.conclusion).toBe('success')
      expect(result.jobs['stack / publish']?.conclusion).toBe('skipped')
      for (const image of IMAGES) expect(await world.tags(image)).not.toContain('2026.4-theirs')
    },
    TIMEOUT,
  )
})
