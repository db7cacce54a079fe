import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results } from '../../src/run/results.js'
import { imageResult, resultsOf } from '../unit/support.js'
import type { StepRun, WorkflowRun } from '../world/actions/index.js'
import { startWorld, type World } from '../world/github.js'
import { pullRequestEvent } from '../world/hub/events/index.js'
import type { Pull } from '../world/hub/pull.js'
import { cli, exists, tempDir, TIMEOUT, writeFiles } from '../world/world.js'

const NAMES = Array.from({ length: 12 }, (_, at) => `image${String(at).padStart(2, '0')}`)
const [BROKEN = '', SLOW = '', MUTE = ''] = NAMES.slice(3)
const MATRIX = '.github/workflows/matrix.yml'
const DETECT = '.github/workflows/detect.yml'
const NOTHING = '.github/workflows/nothing.yml'
const FILES = {
  [MATRIX]: `on: pull_request
jobs:
  plan:
    runs-on: ubuntu-24.04
    permissions: { contents: read, pull-requests: read }
    outputs: { matrix: '\${{ steps.detect.outputs.matrix }}' }
    steps:
      - uses: actions/checkout@v7
      - { id: detect, uses: org/stack-action/detect@v1, with: { push: false } }
  image:
    needs: plan
    runs-on: ubuntu-24.04
    permissions: { contents: read, pull-requests: read }
    timeout-minutes: \${{ matrix.name == '${SLOW}' && 0.5 || 10 }}
    strategy: { fail-fast: false, matrix: '\${{ fromJSON(needs.plan.outputs.matrix) }}' }
    steps:
      - uses: actions/checkout@v7
      - uses: org/stack-action@v1
        # What a job leaves whose machine went away.
        if: matrix.name != '${MUTE}'
        with: { images: '\${{ matrix.images }}', push: false, retention-days: 2, compression: 0 }
  report:
    needs: [plan, image]
    if: always()
    runs-on: ubuntu-24.04
    permissions: { pull-requests: write }
    steps:
      - id: report
        uses: org/stack-action/report@v1
        with: { comment: true }
`,
  [NOTHING]: `on: pull_request
jobs:
  report:
    runs-on: ubuntu-24.04
    steps:
      - run: mkdir artifacts && echo "$OLD" > artifacts/results.json
        env: { OLD: '${JSON.stringify(resultsOf([imageResult('old')]))}' }
      - { uses: org/stack-action/report@v1, with: { pattern: nobody-* } }
`,
  [DETECT]: `on: pull_request
jobs:
  detect:
    runs-on: ubuntu-24.04
    permissions: { contents: read, pull-requests: write }
    steps:
      - uses: actions/checkout@v7
      - { id: detect, uses: org/stack-action/detect@v1, with: { push: false, offline: true, comment: true } }
  powerless:
    runs-on: ubuntu-24.04
    permissions: { contents: read, pull-requests: read }
    steps:
      - uses: actions/checkout@v7
      - uses: org/stack-action/detect@v1
        with: { push: false, offline: true, comment: true, artifact: stack-other }
`,
}

let world: World
beforeAll(async () => {
  world = await startWorld({ images: Object.fromEntries(NAMES.map((name) => [name, {}])) }, FILES)
}, TIMEOUT)

const dockerfiles = (command: (name: string) => string): Record<string, string> =>
  Object.fromEntries(
    NAMES.map((name) => [
      `images/${name}/Dockerfile`,
      `FROM debian:bookworm-slim\nRUN echo ${world.id} ${name} && ${command(name)}\n`,
    ]),
  )

const stepOf = ({ jobs }: WorkflowRun, job: string, uses: string): StepRun | undefined =>
  jobs[job]?.legs[0]?.steps.find(({ name }) => name.includes(uses))

async function filesIn(artifact: string): Promise<ReadonlyMap<string, Buffer>> {
  const newest = world.results.allArtifacts().findLast(({ name }) => name === artifact)
  if (newest === undefined) throw new Error(`there is no artifact ${artifact}`)
  return newest.files()
}

const commentsOf = ({ facts: { number } }: Pull): { body: string; user: { login: string } }[] =>
  (world.repository.records.comments.get(number) ?? []) as never

describe('a matrix of twelve jobs', () => {
  let pull: Pull
  test(
    'is one report, which tells what failed, what was stopped, and which job said nothing',
    async () => {
      const command = (name: string): string => ({ [BROKEN]: 'exit 7', [SLOW]: 'sleep 120' })[name] ?? 'true'
      await world.repository.commit('topic/twelve', { files: dockerfiles(command), message: 'All of them' })
      pull = await world.repository.openPullRequest({ head: 'topic/twelve', title: 'Twelve' })
      const run = await world.run(MATRIX, await pullRequestEvent(pull))
      const legs = Object.fromEntries(
        (run.jobs['image']?.legs ?? []).map(({ matrix, conclusion }) => [matrix['name'] as string, conclusion]),
      )
      expect(legs).toMatchObject({ [BROKEN]: 'failure', [SLOW]: 'cancelled', [MUTE]: 'success' })

      const names = world.results.allArtifacts().map(({ name }) => name)
      const numbers = NAMES.map((_, at) => at).filter((at) => NAMES[at] !== MUTE)
      expect(names.sort()).toEqual(['stack-plan', 'stack-report', ...numbers.map((at) => `stack-action-${at}`)].sort())

      const files = await filesIn('stack-report')
      const results = JSON.parse(String(files.get('artifacts/results.json'))) as Results
      expect(Object.fromEntries(results.images.map(({ id, outcome }) => [id, outcome]))).toEqual({
        ...Object.fromEntries(NAMES.map((name) => [name, 'passed'])),
        [BROKEN]: 'failed',
        [SLOW]: 'cancelled',
        [MUTE]: 'cancelled',
      })
      expect(results.outcome).toBe('failed')
      expect(results.images.find(({ id }) => id === MUTE)?.message).toBe('no job has reported on it')
      expect(String(files.get('artifacts/report.html'))).toMatch(/^<!doctype html>/i)
      expect([...files.keys()].filter((name) => /^logs\/.*\.build\.log$/.test(name)).length).toBeGreaterThanOrEqual(10)
      expect([...files.keys()].filter((name) => /^logs\/run\.stack-action-\d+\.log$/.test(name))).toHaveLength(11)

      const report = run.jobs['report']?.legs[0]
      const step = stepOf(run, 'report', 'report')
      expect(step?.conclusion).toBe('failure')
      expect(step?.outputs).toMatchObject({ outcome: 'failed', missing: JSON.stringify([MUTE]), refs: '[]' })
      expect(step?.annotations.map(({ message }) => message)).toContainEqual(`no job has reported on ${MUTE}`)
      for (const name of NAMES) expect(report?.summary).toContain(name)

      expect(commentsOf(pull)).toHaveLength(1)
      expect(commentsOf(pull)[0]?.body).toContain(BROKEN)
      expect(world.hub.problems).toEqual([])
    },
    3 * TIMEOUT,
  )

  test(
    'writes over its comment in the next run',
    async () => {
      await world.repository.commit('topic/twelve', { files: dockerfiles(() => 'true'), message: 'Mended' })
      const run = await world.run(MATRIX, await pullRequestEvent(pull, { action: 'synchronize' }))
      expect(stepOf(run, 'report', 'report')?.outputs['outcome']).toBe('failed')
      const [comment, ...others] = commentsOf(pull)
      expect(others).toEqual([])
      expect(comment?.body).toContain(MUTE)
      expect(comment?.body).not.toContain('failed at build')
    },
    3 * TIMEOUT,
  )
})

describe('a comment', () => {
  test(
    'is one, however often; what a stranger wrote with our mark stays as it is',
    async () => {
      await world.repository.commit('topic/said', {
        files: dockerfiles(() => 'echo said'),
        message: 'Said',
      })
      const pull = await world.repository.openPullRequest({ head: 'topic/said', title: 'Said' })
      const first = await world.run(DETECT, await pullRequestEvent(pull))
      expect(stepOf(first, 'detect', 'detect')?.outputs['comment-url']).toContain('#issuecomment-')
      const [comment] = commentsOf(pull)
      const comments = world.repository.records.comments.get(pull.facts.number)
      const stranger = { ...comment, id: 1, user: { login: 'stranger', type: 'User' } }
      comments?.unshift(stranger as never)
      await world.run(DETECT, await pullRequestEvent(pull))
      expect(commentsOf(pull)).toHaveLength(2)
      expect(commentsOf(pull)[0]).toBe(stranger)
      // A job without the right says what it lacks, and is none the worse.
      const powerless = stepOf(first, 'powerless', 'detect')
      expect(powerless?.conclusion).toBe('success')
      expect(powerless?.annotations).toContainEqual(
        expect.objectContaining({ level: 'warning', message: expect.stringContaining('pull-requests: write') }),
      )
    },
    TIMEOUT,
  )

  test(
    'is not tried for a fork, whose token may only read',
    async () => {
      const fork = await world.hub.fork('org/images', 'outsider')
      await fork.commit('theirs', { files: dockerfiles(() => 'echo theirs'), message: 'Theirs' })
      const pull = await world.repository.openPullRequest({ head: 'outsider:theirs', title: 'From outside' })
      const run = await world.run(DETECT, await pullRequestEvent(pull))
      expect(run.conclusion).toBe('success')
      expect(commentsOf(pull)).toEqual([])
      expect(stepOf(run, 'detect', 'detect')?.annotations).toContainEqual(
        expect.objectContaining({ level: 'notice', message: expect.stringContaining('comes from a fork') }),
      )
    },
    TIMEOUT,
  )
})

test(
  'a pattern that matches nothing is a mistake, and what an earlier run left on the machine is no answer',
  async () => {
    await world.repository.commit('topic/nothing', { files: { a: 'b' }, message: 'Nothing' })
    const pull = await world.repository.openPullRequest({ head: 'topic/nothing' })
    const run = await world.run(NOTHING, await pullRequestEvent(pull))
    const step = stepOf(run, 'report', 'report')
    expect(step?.conclusion).toBe('failure')
    expect(step?.annotations).toContainEqual(
      expect.objectContaining({ level: 'error', message: expect.stringContaining('matches nobody-*') }),
    )
  },
  TIMEOUT,
)

describe('stack-action report', () => {
  const job = (images: readonly string[], more = {}): string =>
    JSON.stringify(
      resultsOf(
        images.map((id) => imageResult(id)),
        more,
      ),
    )

  test('makes the page of the folder that a run wrote, and changes nothing else there', async () => {
    const folder = await tempDir()
    const results = job(['a'])
    await writeFiles(folder, { 'artifacts/results.json': results })
    const ended = await cli(['report', folder], { cwd: folder })
    expect([ended.status, ended.stderr]).toEqual([0, ''])
    expect(ended.stdout).toContain(`report: ${join(folder, 'artifacts/report.html')}\n`)
    expect(await exists(join(folder, 'artifacts/report.html'))).toBe(true)
    expect(await readFile(join(folder, 'artifacts/results.json'), 'utf8')).toBe(results)
  })

  test('puts artifacts together that lie side by side, and takes none for another', async () => {
    const folder = await tempDir()
    await writeFiles(folder, {
      'down/leg-a/artifacts/results.json': job(['a']),
      'down/leg-a/logs/acme-a-main.build.log': 'of a\n',
      'down/leg-b/artifacts/results.json': job(['b'], { outcome: 'failed' }),
      'down/leg-b/logs/acme-a-main.build.log': 'not of a\n',
      'down/broken/artifacts/results.json': '{',
    })
    const ended = await cli(['report', 'down', '--out', 'all', '--json', '--open'], {
      cwd: folder,
      env: { CI: 'true' },
    })
    expect(ended.status).toBe(1)
    const results = JSON.parse(ended.stdout) as Results
    expect(results.images.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(results.notices.join('\n')).toContain('broken: its results.json cannot be read')
    expect(ended.stderr).toContain('2 jobs put together')
    expect(ended.stderr).toContain('nothing was opened: this is a machine of a CI')
    expect(await readFile(join(folder, 'all/logs/acme-a-main.build.log'), 'utf8')).toBe('of a\n')
  })

  test('says where to look when there is nothing', async () => {
    const folder = await tempDir()
    const ended = await cli(['report', 'nowhere'], { cwd: folder })
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain('nowhere: error: no results can be read: there is no such folder')
    expect(ended.stderr).toContain('→ Name the folder')
  })
})
