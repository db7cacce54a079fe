import { beforeAll, describe, expect, test } from '@jest/globals'
import type { WorkflowRun } from '../world/actions/index.js'
import { engine, namesWith, removeAtEnd } from '../world/engines.js'
import { startWorld, type World } from '../world/github.js'
import { pullRequestEvent, pushEvent } from '../world/hub/events/index.js'
import type { Change } from '../world/hub/fast-import.js'
import { GIT_ENV } from '../world/hub/git.js'
import type { Pull } from '../world/hub/pull.js'
import { forget, stored, type Stored } from '../world/packages.js'
import { plannedIn, type Told } from '../world/plans.js'
import { runAction } from '../world/runner.js'
import { cli, lastLines, output, tempDir, TIMEOUT, writeStack } from '../world/world.js'

/*
 * One history of a stack as UCSD keeps it, told from its beginning to its end. The old system went wrong in most of these
 * places: it looked at the last commit of a push only, left siblings on an old base, and took a branch for a merge.
 */
const [BASE, RSTUDIO, SCIPY, SPARK] = [
  'datascience-notebook',
  'rstudio-notebook',
  'scipy-ml-notebook',
  'spark-notebook',
]
const IMAGES = [BASE, RSTUDIO, SCIPY, SPARK] as const
type ImageName = (typeof IMAGES)[number]

const STACK = {
  images: { [BASE]: {}, [RSTUDIO]: { parent: BASE }, [SCIPY]: { parent: BASE }, [SPARK]: { parent: SCIPY } },
  more: { tag: { prefix: '2026.4' }, suites: { sound: { run: 'test ! -e /made/broken' } } },
}

let world: World
beforeAll(async () => {
  world = await startWorld(STACK)
  removeAtEnd(world.packages.host)
}, TIMEOUT)

const dockerfileOf = (image: ImageName): string => `images/${image}/Dockerfile`

/** A commit that changes the base. */
const baseChange = (version: string, message = `The base, version ${version}`): Change => ({
  files: {
    [dockerfileOf(BASE)]: `FROM debian:bookworm-slim\nRUN mkdir /made && echo ${world.id} ${version} > /made/${BASE}\n`,
  },
  message,
})

/** A commit that changes what an image does on its parent. */
const childChange = (image: ImageName, version: string, also = 'true'): Change => ({
  files: {
    [dockerfileOf(image)]: `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nRUN echo ${version} > /made/${image} && ${also}\n`,
  },
  message: `Work on ${image}`,
})

const docsChange = (text: string, message = 'Docs only'): Change => ({
  files: { 'docs/notes.md': `${text}\n`, 'images/README.md': `${text}\n` },
  message,
})

interface Happened extends Told {
  readonly run: WorkflowRun
  /** How the run ended; what it said, where that was not well. */
  readonly ended: string
  /** Images that got names. */
  readonly published: readonly string[]
}

const happened = (run: WorkflowRun): Happened => {
  const told = plannedIn(run)
  const published = JSON.parse(told.outputs['published'] ?? '[]') as { image: string }[]
  const ended = run.conclusion === 'success' ? run.conclusion : `${run.conclusion}\n${lastLines(run.log, 60)}`
  return { ...told, run, ended, published: [...new Set(published.map(({ image }) => image))].sort() }
}

/** Pushes commits in one go, and runs the workflow for the push. */
async function push(branch: string, ...changes: Change[]): Promise<Happened> {
  const move = await world.repository.push(branch, changes)
  return happened(await world.run('.github/workflows/main.yml', await pushEvent(world.repository, move)))
}

/** What the registry has under a tag. */
async function under(tag: string): Promise<Record<string, Stored | undefined>> {
  const found = IMAGES.map(async (image) => [image, await stored(world.packages, `org/${image}`, tag)])
  return Object.fromEntries((await Promise.all(found)) as [string, Stored | undefined][])
}

const digests = (all: Readonly<Record<string, Stored | undefined>>): (string | undefined)[] =>
  IMAGES.map((image) => all[image]?.digest)

/** Every image that was published under a tag is built on what its parent is under the same tag. */
async function expectWhole(tag: string): Promise<void> {
  const all = await under(tag)
  for (const [child, parent] of [
    [RSTUDIO, BASE],
    [SCIPY, BASE],
    [SPARK, SCIPY],
  ] as const) {
    const [layers = [], below = []] = [all[child]?.layers, all[parent]?.layers]
    expect([child, layers.slice(0, below.length)]).toEqual([child, below])
    expect(below.length).toBeGreaterThan(0)
    expect(layers.length).toBeGreaterThan(below.length)
  }
}

const actions = (base: string, rstudio: string, scipy: string, spark: string): Record<string, string> => ({
  [BASE]: base,
  [RSTUDIO]: rstudio,
  [SCIPY]: scipy,
  [SPARK]: spark,
})

/** The next run finds an engine that has none of these images, as every job of GitHub's does. */
async function freshMachine(): Promise<void> {
  for (const { Id, RepoTags, RepoDigests } of await engine.docker.listImages()) {
    const names = [RepoTags, RepoDigests].flatMap((some) => (some as string[] | null) ?? [])
    const ours = names.some((name) => name.includes(world.id) || name.startsWith(`${world.packages.host}/`))
    if (ours) await engine.docker.getImage(Id).remove({ force: true })
  }
}

const TOPIC = '2026.4-topic'

describe('a branch, push by push', () => {
  test(
    'S1: a new branch is built from the bottom to the top, and published',
    async () => {
      const { actions: done, why, ended, published } = await push('topic', docsChange('a branch of its own'))
      expect([ended, done]).toEqual(['success', actions('build', 'build', 'build', 'build')])
      expect(why[SPARK]).toContain('the branch topic is new')
      expect(published).toEqual([...IMAGES].sort())
      await expectWhole(TOPIC)
    },
    TIMEOUT,
  )

  test(
    'S2: a commit that touches no image builds nothing, moves nothing, and is green',
    async () => {
      const before = await under(TOPIC)
      const { actions: done, why, ended, outputs } = await push('topic', docsChange('better words'))
      expect([ended, done]).toEqual(['success', actions('skip', 'skip', 'skip', 'skip')])
      expect(why[BASE]).toBe('nothing that it is made of changed')
      expect(outputs).toMatchObject({ any: 'false', images: '[]', changed: '[]', published: '[]' })
      expect(await under(TOPIC)).toEqual(before)
    },
    TIMEOUT,
  )

  test(
    'S3: a child that changed is built with what stands on it; its base comes from the registry, by digest',
    async () => {
      const before = await under(TOPIC)
      await freshMachine()
      const { actions: done, why, ended, run, published } = await push('topic', childChange(SCIPY, '3'))
      expect([ended, done]).toEqual(['success', actions('skip', 'skip', 'build', 'build')])
      expect(why[SCIPY]).toMatch(/^images\/scipy-ml-notebook\/Dockerfile changed/)
      expect(why[SPARK]).toBe('its parent scipy-ml-notebook is touched by the change')
      expect(published).toEqual([SCIPY, SPARK])
      expect(run.log).toContain(`${BASE}: pull passed`)
      const there = (await engine.docker.listImages()).flatMap((image) => (image.RepoDigests as string[] | null) ?? [])
      // By whatever name: with the containerd store an engine lists digests under the names that it has.
      expect(there.map((ref) => ref.split('@')[1])).toContain(before[BASE]?.digest)
      const after = await under(TOPIC)
      expect([after[BASE], after[RSTUDIO]]).toEqual([before[BASE], before[RSTUDIO]])
      expect(after[SCIPY]?.digest).not.toBe(before[SCIPY]?.digest)
      expect(after[SPARK]?.digest).not.toBe(before[SPARK]?.digest)
      await expectWhole(TOPIC)
    },
    TIMEOUT,
  )

  test(
    'S11: of two commits in one push the first counts as much as the last',
    async () => {
      const {
        actions: done,
        why,
        ended,
        outputs,
        published,
      } = await push('topic', childChange(RSTUDIO, '11'), docsChange('words that came after'))
      expect([ended, done]).toEqual(['success', actions('skip', 'build', 'skip', 'skip')])
      // What the registry lacks is built in any case; here the change itself has to be the reason.
      expect(outputs['changed']).toBe(JSON.stringify([RSTUDIO]))
      expect(why[RSTUDIO]).toBe('images/rstudio-notebook/Dockerfile changed')
      expect(published).toEqual([RSTUDIO])
      await expectWhole(TOPIC)
    },
    TIMEOUT,
  )

  test(
    'S4: a base that changed takes everything along',
    async () => {
      const before = await under(TOPIC)
      const { actions: done, why, ended } = await push('topic', baseChange('4'))
      expect([ended, done]).toEqual(['success', actions('build', 'build', 'build', 'build')])
      expect(why[RSTUDIO]).toBe('its parent datascience-notebook is touched by the change')
      const after = await under(TOPIC)
      for (const image of IMAGES) expect([image, after[image]?.digest]).not.toEqual([image, before[image]?.digest])
      await expectWhole(TOPIC)
    },
    TIMEOUT,
  )

  test(
    'S6: "full rebuild" in the message builds everything, although nothing changed and the registry has it all',
    async () => {
      const message = 'Words\n\nFull Rebuild, please: the mirrors were stale'
      const { actions: done, why, ended, outputs } = await push('topic', docsChange('rebuilt', message))
      expect([ended, done]).toEqual(['success', actions('build', 'build', 'build', 'build')])
      expect(why[SPARK]).toBe('the commit message asks for a full rebuild')
      expect(outputs['full']).toBe('the commit message asks for a full rebuild')
      await expectWhole(TOPIC)
    },
    TIMEOUT,
  )

  test(
    'S8: when the base changes and one child fails its tests, nobody gets a new name',
    async () => {
      const before = await under(TOPIC)
      const broken = childChange(RSTUDIO, '8', 'touch /made/broken')
      const { actions: done, run, published, outputs } = await push('topic', baseChange('8'), broken)
      expect([run.conclusion, done]).toEqual(['failure', actions('build', 'build', 'build', 'build')])
      expect([published, outputs['outcome']]).toEqual([[], 'failed'])
      expect(run.log).toContain(`FAILED ${RSTUDIO} at test: suite sound`)
      expect(await under(TOPIC)).toEqual(before)
    },
    TIMEOUT,
  )

  test(
    'S9b: a push of words alone does not wash the failure clean',
    async () => {
      const before = await under(TOPIC)
      const { actions: done, why, run, published } = await push('topic', docsChange('words after a failure'))
      expect([run.conclusion, done]).toEqual(['failure', actions('reuse', 'build', 'reuse', 'reuse')])
      expect(why[RSTUDIO]).toBe('the registry does not have it as it is now')
      expect([published, await under(TOPIC)]).toEqual([[], before])
    },
    TIMEOUT,
  )

  test(
    'S8b: the push that mends that child alone publishes all of them, its siblings on the new base',
    async () => {
      const before = await under(TOPIC)
      const { actions: done, why, ended, published } = await push('topic', childChange(RSTUDIO, '8b'))
      expect([ended, done]).toEqual(['success', actions('reuse', 'build', 'reuse', 'reuse')])
      expect(why[SCIPY]).toMatch(/2026\.4-topic .* and the registry has this very content and it passed its suites$/)
      expect(published).toEqual([...IMAGES].sort())
      const after = await under(TOPIC)
      for (const image of IMAGES) expect([image, after[image]?.digest]).not.toEqual([image, before[image]?.digest])
      await expectWhole(TOPIC)
    },
    TIMEOUT,
  )

  test(
    'S15: a base that was deleted from the registry is built again, and everything that stands on it',
    async () => {
      await forget(world.packages, `org/${BASE}`)
      await freshMachine()
      const { actions: done, why, ended } = await push('topic', docsChange('after a clean-up of the registry'))
      expect([ended, done]).toEqual(['success', actions('build', 'build', 'build', 'build')])
      expect(why).toMatchObject({
        [BASE]: 'the registry does not have it as it is now',
        [RSTUDIO]: 'its parent datascience-notebook is built',
        [SPARK]: 'its parent scipy-ml-notebook is built',
      })
      await expectWhole(TOPIC)
    },
    TIMEOUT,
  )
})

describe('a pull request and what becomes of it', () => {
  const PULL = '2026.4-feat_x'
  let pull: Pull
  const check = async (): Promise<Happened> =>
    happened(await world.run('.github/workflows/main.yml', await pullRequestEvent(pull)))

  test(
    'S7: all its commits count, and its images get the names of its branch',
    async () => {
      await world.repository.push('feat/x', [
        baseChange('7'),
        childChange(SPARK, '7'),
        docsChange('the last commit touches no image'),
      ])
      pull = await world.repository.openPullRequest({ head: 'feat/x' })
      const { actions: done, why, ended } = await check()
      expect([ended, done]).toEqual(['success', actions('build', 'build', 'build', 'build')])
      expect(why[BASE]).toBe('images/datascience-notebook/Dockerfile changed in PR #1')
      expect(why[SPARK]).toContain('images/spark-notebook/Dockerfile changed in PR #1')
      for (const image of IMAGES) expect(await world.tags(image)).toContain(PULL)
      for (const image of IMAGES) expect((await world.tags(image)).filter((tag) => /merge/.test(tag))).toEqual([])
      await expectWhole(PULL)
    },
    TIMEOUT,
  )

  test(
    'S7: a second look at the same commits builds nothing',
    async () => {
      const before = await under(PULL)
      const { actions: done, ended } = await check()
      expect([ended, done]).toEqual(['success', actions('reuse', 'reuse', 'reuse', 'reuse')])
      expect(digests(await under(PULL))).toEqual(digests(before))
    },
    TIMEOUT,
  )

  test(
    'S7: "full rebuild" counts in its own head commit, whatever the message of GitHub’s merge',
    async () => {
      await world.repository.commit('feat/x', docsChange('more words', 'More words, full rebuild'))
      const { actions: done, why, ended } = await check()
      expect([ended, done]).toEqual(['success', actions('build', 'build', 'build', 'build')])
      expect(why[RSTUDIO]).toBe('the commit message asks for a full rebuild')
      await expectWhole(PULL)
    },
    TIMEOUT,
  )

  test(
    'S5: merged into the default branch, all are considered, nothing is built, and main names the very same digests',
    async () => {
      await freshMachine()
      const green = await under(PULL)
      const event = await pushEvent(world.repository, await pull.merge())
      const { actions: done, why, ended, published } = happened(await world.run('.github/workflows/main.yml', event))
      expect([ended, done]).toEqual(['success', actions('reuse', 'reuse', 'reuse', 'reuse')])
      expect(why[BASE]).toBe(
        'on the default branch main every image is taken and the registry has this very content and it passed its suites',
      )
      expect(published).toEqual([...IMAGES].sort())
      expect(digests(await under('2026.4-main'))).toEqual(digests(green))
      expect(await namesWith(engine, world.id)).toEqual([]) // Nothing was even pulled.
    },
    TIMEOUT,
  )
})

describe('names of branches', () => {
  test(
    'S12: a branch with "merge" in its name is a branch like others',
    async () => {
      const { ended } = await push('fix-merge-bug', docsChange('mended'))
      expect(ended).toBe('success')
      const main = await under('2026.4-main')
      expect(digests(await under('2026.4-fix-merge-bug'))).toEqual(digests(main))
      expect((await world.tags(BASE)).filter((tag) => tag.endsWith('-'))).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'S12b: what a tag may not hold becomes something that it may, and no other branch’s',
    async () => {
      const { ended, outputs } = await push('feat/é,x', docsChange('accents'))
      expect(ended).toBe('success')
      const [published] = JSON.parse(outputs['published'] ?? '[]') as { ref: string }[]
      const [, tag = ''] = /:(2026\.4-feat_-x-[0-9a-f]{8})$/.exec(published?.ref ?? '') ?? []
      expect(digests(await under(tag))).toEqual(digests(await under('2026.4-main')))
    },
    TIMEOUT,
  )

  test.each([
    ['feat/é x', /\/base:2026\.4-feat_-x-[0-9a-f]{8}$/m],
    ['Ünï', /\/base:2026\.4-n--[0-9a-f]{8}$/m],
    ['..', /\/base:2026\.4-[0-9a-f]{8}$/m],
    ['x'.repeat(200), /\/base:2026\.4-x{112}-[0-9a-f]{8}$/m],
  ])(
    'S12b: the branch %j gets a valid tag',
    async (refName, tag) => {
      const workspace = await tempDir()
      await writeStack(workspace, { id: world.id, images: { base: {} }, more: { tag: { prefix: '2026.4' } } })
      const given = { spec: 'spec.yml', 'dry-run': 'true', offline: 'true', registries: 'localhost:1/x' }
      const ended = await runAction({ action: '', with: given, workspace, refName })
      expect(ended.status).toBe(0)
      expect(ended.stdout).toMatch(tag)
    },
    TIMEOUT,
  )

  test(
    'S12c: a branch "stable" is refused with exit status 2 before anything is done',
    async () => {
      const folder = await tempDir()
      await writeStack(folder, { id: world.id, ...STACK })
      const git = (...args: string[]): Promise<string> =>
        output('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], { cwd: folder, env: GIT_ENV })
      await git('init', '--quiet', '--initial-branch', 'stable')
      await git('add', '.')
      await git('commit', '--quiet', '--message', 'A stack')
      const ended = await cli(['run', '--spec', 'spec.yml', '--registries', `${world.packages.host}/org`], {
        cwd: folder,
      })
      expect(ended).toMatchObject({ status: 2, stdout: '' })
      expect(ended.stderr).toContain(
        'error: the branch "stable" would be published as 2026.4-stable, a name that only promotion moves\n  → Rename the branch.',
      )

      const move = await world.repository.push('stable', [docsChange('stable words')])
      const run = await world.run('.github/workflows/main.yml', await pushEvent(world.repository, move))
      const steps = run.jobs['stack']?.legs[0]?.steps ?? []
      expect(run.conclusion).toBe('failure')
      expect(steps.flatMap(({ annotations }) => annotations)).toContainEqual(
        expect.objectContaining({ level: 'error', message: expect.stringContaining('the branch "stable" would be') }),
      )
      expect(await world.tags(BASE)).not.toContain('2026.4-stable')
    },
    TIMEOUT,
  )
})

test('GitHub’s schemas agree with all that was asked and answered', () => {
  expect(world.hub.problems).toEqual([])
})
