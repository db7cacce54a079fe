import { beforeAll, describe, expect, test } from '@jest/globals'
import type { Plan } from '../../src/stack/plan.js'
import type { matrixOf } from '../../src/stack/matrix.js'
import type { StepRun } from '../world/actions/index.js'
import { putImage } from '../world/by-hand.js'
import { startWorld, type World } from '../world/github.js'
import {
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pushEvent,
  scheduleEvent,
} from '../world/hub/events/index.js'
import { common } from '../world/hub/events/common.js'
import type { Change } from '../world/hub/fast-import.js'
import { outage } from '../world/hub/faults.js'
import { filesOf } from '../world/hub/files.js'
import { example } from '../world/hub/templates.js'
import { plannedIn, type Told } from '../world/plans.js'
import type { WorldEvent } from '../world/types.js'
import { lastLines, tempDir, TIMEOUT, writeFiles, writeStack, type TinyImage } from '../world/world.js'

/*
 * The action detect for everything that happens on GitHub: without an engine, on the clone of one commit that
 * actions/checkout makes. base → left, right → leaf (on left).
 */
const FROM = 'ARG BASE_IMAGE=unset\nFROM ${BASE_IMAGE}\nCOPY . /\n'
const STACK = {
  images: {
    base: { dockerfile: 'FROM scratch\nCOPY . /\n' },
    left: { parent: 'base', dockerfile: FROM },
    right: { parent: 'base', dockerfile: FROM },
    leaf: { parent: 'left', dockerfile: FROM },
  },
}
const ALL = ['base', 'left', 'right', 'leaf']

/** A workflow that listens to everything, and shows what a later step sees. */
const workflow = (more: string): string => `on:
  push:
  delete:
  pull_request:
  merge_group:
  workflow_dispatch:
  schedule: [{ cron: '0 3 * * 1' }]
permissions: {}
jobs:
  detect:
    runs-on: ubuntu-latest
    permissions: { contents: read, pull-requests: read, packages: read }
    steps:
      - uses: actions/checkout@v7
${more}
      - id: later
        run: cd artifacts && cat IMAGES_CHANGED GIT_CHANGED_FILES GIT_HASH GIT_HASH_SHORT GIT_MESSAGE
      - id: plan
        run: cat "$PLAN"
        env: { PLAN: '\${{ steps.detect.outputs.plan }}' }
`
const LOGIN = `      - uses: docker/login-action@v4
        with: { registry: ghcr.io, username: '\${{ github.actor }}', password: '\${{ github.token }}' }
`
const DETECT =
  '      - id: detect\n        uses: org/stack-action/detect@v1\n        with: { registries: ghcr.io/org, push: false'

const WORKFLOWS = {
  plain: workflow(`${LOGIN}${DETECT} }\n`),
  /** Git itself may not ask the hub for more. */
  sealed: workflow(`        with: { persist-credentials: false }\n${LOGIN}${DETECT} }\n`),
  publishing: workflow(`${LOGIN}${DETECT.replace(', push: false', '')} }\n`),
}

let world: World
let source: string
beforeAll(async () => {
  ;[world, source] = await Promise.all([startWorld(STACK), tempDir()])
  for (const [name, text] of Object.entries(WORKFLOWS))
    await writeFiles(source, { [`.github/workflows/${name}.yml`]: text })
  await seed((await detect(scheduleEvent(world.repository))).plan)
}, TIMEOUT)

interface Detected extends Told {
  readonly plan: Plan
  readonly changed: readonly string[]
  readonly summary: string
  /** What the step after it printed. */
  readonly later: string
}

async function detect(event: WorldEvent, name: keyof typeof WORKFLOWS = 'plain'): Promise<Detected> {
  const run = await world.run(`.github/workflows/${name}.yml`, event, {
    source,
    engineEnv: { DOCKER_HOST: 'unix:///nonexistent/docker.sock' },
  })
  if (run.conclusion !== 'success') throw new Error(`the run ended with ${run.conclusion}:\n${run.log}`)
  const told = plannedIn(run)
  const [leg] = run.jobs['detect']?.legs ?? []
  const step = (id: string): StepRun | undefined => leg?.steps.find((one) => one.id === id)
  // What could not be written is only a warning.
  expect(step('detect')?.annotations.filter(({ level }) => level !== 'notice')).toEqual([])
  const shown = step('plan')?.log ?? ''
  return {
    ...told,
    plan: JSON.parse(shown.slice(shown.indexOf('\n{') + 1)) as Plan,
    changed: JSON.parse(told.outputs['changed'] ?? '') as string[],
    summary: leg?.summary ?? '',
    later: step('later')?.log ?? '',
  }
}

/** As if an earlier run had pushed every image of the plan: something lies in the registry under its fingerprint. */
async function seed({ images }: Plan): Promise<void> {
  for (const { name, candidates } of images) {
    const authorization = `Bearer ${world.packages.tokenFor(`repository:org/${name}:pull,push`)}`
    const place = { host: world.packages.host, name: `org/${name}`, authorization }
    await putImage(place, candidates[0]?.split(':').at(-1) ?? '')
  }
}

const change = (image: string, text: string): Change => ({
  files: { [`images/${image}/file`]: `${text}\n` },
  message: `${image}: ${text}`,
})

/** Pushes to a branch that was there before. */
async function pushed(branch: string, changes: readonly Change[], options?: object): Promise<WorldEvent> {
  await world.repository.push(branch, [{ files: { 'docs/notes.md': `${branch}\n` }, message: `Begin ${branch}` }])
  return pushEvent(world.repository, await world.repository.push(branch, changes, options))
}

const legOf = (name: string): object => ({ name, images: name, platform: 'linux/amd64' })

describe('what a push touches', () => {
  test(
    'of several commits: all of them; told to later steps, in files, in the summary',
    async () => {
      const event = await pushed('several', [change('left', 'one'), change('docs', 'two'), change('left', 'three')])
      const found = await detect(event)
      expect(found.changed).toEqual(['left', 'leaf'])
      expect(found.outputs).toMatchObject({
        any: 'true',
        full: '',
        images: '["left","leaf"]',
        levels: '[["left"],["leaf"]]',
        matrix: JSON.stringify({ include: ['left', 'leaf'].map(legOf) }),
        matrices: JSON.stringify(['left', 'leaf'].map((name) => ({ include: [legOf(name)] }))),
        outcome: 'passed',
      })
      expect(found.actions).toEqual({ base: 'skip', left: 'build', right: 'skip', leaf: 'build' })
      expect(found.why).toEqual({
        base: 'nothing that it is made of changed',
        left: 'images/left/file changed',
        right: 'nothing that it is made of changed',
        leaf: 'its parent left is touched by the change',
      })
      expect(found.outputs['plan']).toMatch(/\/artifacts\/plan\.json$/)
      expect(found.plan).toMatchObject({
        schema: 1,
        event: 'push',
        branch: 'several',
        source: { kind: 'github-compare', base: event.payload['before'], head: event.sha, files: 2 },
      })
      expect(found.plan.images.map(({ id, action }) => [id, action])).toEqual(Object.entries(found.actions))
      const host = world.packages.host
      expect(found.later).toContain(
        [
          ...[`${host}/org/left:several`, `${host}/org/leaf:several`],
          ...['images/docs/file', 'images/left/file'],
          ...[event.sha, event.sha.slice(0, 7), 'left: three'],
        ].join('\n'),
      )
      expect(found.summary).toContain('## stack-action plan: 2 build, 0 reuse, 2 skip')
      expect(found.summary).toContain('```mermaid\n')
      expect(found.summary).toContain('flowchart ')
      expect(found.summary).toContain('| leaf | build | its parent left is touched by the change |')
      expect(found.log).toContain('2 changed files (compared by GitHub’s API, ')
      const artifact = world.results.allArtifacts().findLast(({ name }) => name === 'stack-plan')
      expect(JSON.parse((await artifact?.files())?.get('artifacts/plan.json')?.toString() ?? '')).toEqual(found.plan)
    },
    TIMEOUT,
  )

  test(
    'by force: also what is gone',
    async () => {
      await world.repository.push('forced', [change('right', 'dropped')])
      const move = await world.repository.push('forced', [change('left', 'instead')], {
        parents: [world.repository.head()],
      })
      expect(move.forced).toBe(true)
      const found = await detect(await pushEvent(world.repository, move))
      expect(found.changed).toEqual(['left', 'right', 'leaf'])
      expect(found.plan.source.kind).toBe('git')
    },
    TIMEOUT,
  )

  test(
    'of 301 files, of which GitHub lists 300: git is asked instead',
    async () => {
      const files = Object.fromEntries(Array.from({ length: 300 }, (_, index) => [`docs/${index}.md`, `${index}\n`]))
      const event = await pushed('many', [{ files: { ...files, 'images/right/file': 'the last of them\n' } }])
      const found = await detect(event)
      expect([found.changed, found.plan.source.kind, found.plan.source.files]).toEqual([['right'], 'git', 301])
      expect(found.plan.source.tried.map(({ why }) => why)).toContain(
        'GitHub lists no more than 300 files of a comparison',
      )
      // Without the right to ask it, everything counts.
      const sealed = await detect(event, 'sealed')
      expect([sealed.changed, sealed.plan.everything?.kind]).toEqual([ALL, 'unknown'])
    },
    TIMEOUT,
  )

  test(
    'of the workflow that is running: every image; of another one: none',
    async () => {
      const [own, other] = ['.github/workflows/plain.yml', '.github/workflows/other.yml']
      const found = await detect(await pushed('workflow', [{ files: { [own]: 'on: push\n', [other]: 'x' } }]))
      expect([found.changed, found.outputs['full']]).toEqual([ALL, ''])
      expect(found.why['leaf']).toContain(`${own} changed, which every image depends on`)
      const elsewhere = await detect(await pushed('workflow', [{ files: { [other]: 'y' } }]))
      expect(elsewhere.changed).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'of nothing that an image is made of: nothing, and the matrix has no leg',
    async () => {
      const found = await detect(await pushed('words', [{ files: { 'docs/more.md': 'x' }, message: 'Words' }]))
      expect(found.outputs).toMatchObject({ any: 'false', images: '[]', levels: '[]', matrix: '{"include":[]}' })
    },
    TIMEOUT,
  )
})

describe('every image is considered, and that is said', () => {
  test.each<[string, () => Promise<WorldEvent>, string]>([
    [
      'the first push of a branch',
      async () => pushEvent(world.repository, await world.repository.push('first', [change('leaf', 'first')])),
      'the branch first is new, and so are the names of its images',
    ],
    [
      'a push to the default branch',
      async () => pushEvent(world.repository, await world.repository.push('main', [{ files: { 'docs/a.md': 'a' } }])),
      'on the default branch main every image is taken',
    ],
    [
      'a tag',
      async () => pushEvent(world.repository, await world.repository.tag('v1', world.repository.head(), 'Version 1')),
      'the event push takes every image',
    ],
    ['somebody at the button', () => dispatchEvent(world.repository), 'the event workflow_dispatch takes every image'],
    ['the clock', () => Promise.resolve(scheduleEvent(world.repository)), 'the event schedule takes every image'],
    [
      '"full rebuild"',
      () => pushed('rebuild', [{ files: { 'docs/a.md': 'b' }, message: 'Please, FULL REBUILD' }]),
      'the commit message asks for a full rebuild',
    ],
  ])(
    '%s',
    async (_what, happens, full) => {
      const found = await detect(await happens())
      expect([found.changed, found.outputs['full']]).toEqual([ALL, full])
      expect(found.log).toContain(`every image is considered: ${full}`)
      expect(found.summary).toContain(full.replaceAll('_', '&#95;'))
    },
    TIMEOUT,
  )
})

test(
  'a branch that was deleted: nothing is left to do',
  async () => {
    await world.repository.push('gone', [change('base', 'gone')])
    await world.repository.deleteBranch('gone')
    const payload = { ...example('delete'), ref: 'gone', ref_type: 'branch', ...common(world.repository, 'somebody') }
    const event: WorldEvent = { ...scheduleEvent(world.repository), name: 'delete', payload }
    const found = await detect(event, 'publishing')
    expect(found.outputs).toMatchObject({ any: 'false', changed: '[]', images: '[]' })
    expect(found.why['base']).toBe('the branch gone was deleted')
  },
  TIMEOUT,
)

describe('what a pull request touches', () => {
  test(
    'all its commits; not what its base got meanwhile',
    async () => {
      await world.repository.push('pull', [change('left', 'pull'), { files: { 'docs/p.md': 'p' }, message: 'Words' }])
      const pull = await world.repository.openPullRequest({ head: 'pull' })
      await world.repository.push('main', [change('right', 'on main')])
      const found = await detect(await pullRequestEvent(pull), 'sealed')
      expect(found.changed).toEqual(['left', 'leaf'])
      expect(found.why['left']).toBe(`images/left/file changed in PR #${pull.number}`)
      expect(found.plan).toMatchObject({ branch: 'pull', source: { kind: 'github-pull', files: 2 } })
    },
    TIMEOUT,
  )

  test(
    'from a fork: the same; nothing of it will be published',
    async () => {
      const fork = await world.hub.fork('org/images', 'stranger')
      await fork.push('theirs', [change('right', 'theirs')])
      const pull = await world.repository.openPullRequest({ head: 'stranger:theirs' })
      const found = await detect(await pullRequestEvent(pull), 'publishing')
      expect([found.changed, found.plan.publishes]).toEqual([['right'], false])
      expect(found.actions).toEqual({ base: 'skip', left: 'skip', right: 'build', leaf: 'skip' })
    },
    TIMEOUT,
  )

  test(
    'of 3001 files, of which GitHub lists 3000: git is asked instead',
    async () => {
      const files = Object.fromEntries(Array.from({ length: 3000 }, (_, index) => [`docs/${index}.md`, `${index}\n`]))
      await world.repository.push('huge', [{ files: { ...files, 'images/leaf/file': 'huge\n' }, message: 'Huge' }])
      const pull = await world.repository.openPullRequest({ head: 'huge' })
      const found = await detect(await pullRequestEvent(pull))
      expect([found.changed, found.plan.source.kind, found.plan.source.files]).toEqual([['leaf'], 'git', 3001])
      expect(found.log).toContain(
        `note: github-pull could not say what changed: GitHub lists 3000 of the 3001 files of pull request ${pull.number}`,
      )
    },
    TIMEOUT,
  )

  test(
    'while the API is down: what git says, and where it may not ask, everything; never nothing',
    async () => {
      await world.repository.push('outage', [change('leaf', 'outage')])
      const event = await pullRequestEvent(await world.repository.openPullRequest({ head: 'outage' }))
      const down = world.hub.plant(/^\w+ \/repos\//, outage(503), 99)
      const both = Promise.all([detect(event), detect(event, 'sealed')])
      const [byGit, byNobody] = await both.finally(() => down.remove())
      expect(down.hits).toBeGreaterThan(4)
      expect([byGit.changed, byGit.plan.source.kind]).toEqual([['leaf'], 'git'])
      expect(byGit.outputs['full']).toBe('')
      expect(byGit.plan.source.tried.map((one) => one.source)).toContain('github-pull')
      for (const { log, summary } of [byGit, byNobody]) {
        expect(log).toMatch(/^note: github-pull could not say what changed: GitHub, GET pulls\/\d+\/files: 503$/m)
        expect(summary).toMatch(/github&#45;pull could not say what changed: GitHub, .*503/)
      }
      expect([byNobody.changed, byNobody.plan.everything?.kind]).toEqual([ALL, 'unknown'])
      expect(byNobody.outputs['full']).toMatch(/^nobody could say what changed \(git fetch: /)
    },
    TIMEOUT,
  )
})

test(
  'a merge queue of three entries: each brings what those before it bring, under the queue’s own names',
  async () => {
    const pulls = []
    for (const image of ['leaf', 'right', 'base']) {
      await world.repository.push(`queued-${image}`, [change(image, 'queued')])
      pulls.push(await world.repository.openPullRequest({ head: `queued-${image}` }))
    }
    const queue = await world.repository.enqueue(pulls)
    const found: Detected[] = []
    for (const entry of queue.entries) found.push(await detect(await mergeGroupEvent(entry)))
    expect(found.map(({ changed }) => changed)).toEqual([['leaf'], ['right', 'leaf'], ALL])
    expect(found.map(({ outputs }) => outputs['full'])).toEqual(['', '', ''])
    const tags = found.map(({ plan }) => plan.images[0]?.ref.split(':').at(-1) ?? '')
    expect(new Set(tags).size).toBe(3)
    for (const tag of tags) expect(tag).toMatch(/^gh-readonly-queue_main_pr-\d+-[0-9a-f]{40}/)
  },
  TIMEOUT,
)

describe('the matrix', () => {
  test(
    'levels.yml gives every image that a pull request touches a machine of its own',
    async () => {
      await world.repository.push('levels', [change('left', 'on a machine of its own')])
      const pull = await world.repository.openPullRequest({ head: 'levels' })
      const run = await world.run('docs/examples/levels.yml', await pullRequestEvent(pull))
      expect([run.conclusion, run.conclusion === 'success' ? '' : lastLines(run.log, 60)]).toEqual(['success', ''])
      const legs = run.jobs['check']?.legs ?? []
      expect(legs.map(({ matrix }) => matrix)).toEqual(['left', 'leaf'].map(legOf))
      // Each builds its own image, and what that stands on: this workflow has no login to look for it.
      for (const [index, name] of ['left', 'leaf'].entries())
        expect([name, legs[index]?.log]).toEqual([name, expect.stringContaining(`${name}: build passed`)])
      const names = world.results.allArtifacts().map((artifact) => artifact.name)
      expect(names).toEqual(expect.arrayContaining(['logs-left', 'logs-leaf']))

      const docs = await world.repository.push('only-docs', [{ files: { 'docs/levels.md': 'x' }, message: 'Docs' }])
      expect(docs.before).not.toBe(docs.after)
      const second = await world.repository.openPullRequest({ head: 'only-docs' })
      const none = await world.run('docs/examples/levels.yml', await pullRequestEvent(second))
      expect([none.conclusion, none.jobs['check']?.conclusion]).toEqual(['success', 'skipped'])
    },
    TIMEOUT,
  )

  test(
    'of 600 images has no more legs than GitHub allows, and every image in one of them',
    async () => {
      const names = Array.from({ length: 600 }, (_, index) => `image-${index}`)
      const parentOf = (index: number): string => names[Math.floor((index - 1) / 4)] ?? ''
      const images = names.map((name, index): [string, TinyImage] => [
        name,
        index === 0 ? { dockerfile: 'FROM scratch\nCOPY . /\n' } : { parent: parentOf(index), dockerfile: FROM },
      ])
      const folder = await tempDir()
      await writeStack(folder, { id: world.id, images: Object.fromEntries(images) })
      const files = Object.entries(await filesOf(folder)).map(([path, content]) => [`images/${path}`, content])
      const move = await world.repository.push('large', [
        { files: (Object.fromEntries(files) as Change['files']) ?? {} },
      ])
      const found = await detect(await pushEvent(world.repository, move))
      const { include } = JSON.parse(found.outputs['matrix'] ?? '') as ReturnType<typeof matrixOf>
      expect(include.length).toBeLessThanOrEqual(256)
      expect(include.length).toBeGreaterThan(100)
      expect(new Set(include.map(({ name }) => name)).size).toBe(include.length)
      expect(include.flatMap((leg) => leg.images.split(',')).sort()).toEqual([...names].sort())
      expect(found.summary).toContain('are too many to draw here')
    },
    TIMEOUT,
  )
})

test('GitHub’s schemas agree with all that was asked and answered', () => {
  expect(world.hub.problems).toEqual([])
})
