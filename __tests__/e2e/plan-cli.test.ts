import { describe, expect, test } from '@jest/globals'
import { XMLValidator } from 'fast-xml-parser'
import { readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results } from '../../src/run/results.js'
import type { Plan } from '../../src/stack/plan.js'
import { removeAtEnd } from '../world/engines.js'
import { pullRequestEvent, pushEvent } from '../world/hub/events/index.js'
import { GIT_ENV } from '../world/hub/git.js'
import { startHub } from '../world/hub/hub.js'
import { deadHost, dockerConfig, startRegistry } from '../world/registries.js'
import { cli, exists, output, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

/*
 * What a person at a terminal asks: plan, explain and graph, with neither an engine nor a registry nor a network where
 * the test does not say otherwise; and what a plan is good for afterwards.
 */
const noEngine = { DOCKER_HOST: 'unix:///nonexistent/docker.sock' }
const FROM = 'ARG BASE_IMAGE=unset\nFROM ${BASE_IMAGE}\nCOPY . /\n'
const IMAGES = {
  base: { dockerfile: 'FROM scratch\nCOPY . /\n' },
  middle: { parent: 'base', dockerfile: FROM },
  leaf: { parent: 'middle', dockerfile: FROM },
  sibling: { parent: 'base', dockerfile: FROM },
}

interface Folder {
  readonly folder: string
  readonly id: string
  readonly git: (...args: string[]) => Promise<string>
  /** Writes files and commits them; returns the short hash. */
  readonly commit: (files: Readonly<Record<string, string>>, message?: string) => Promise<string>
  readonly call: (command: string, ...flags: string[]) => Promise<Ended>
  readonly plan: (...flags: string[]) => Promise<Plan>
}

/** A clone with a stack in it: base → middle → leaf, base → sibling; nothing is looked up, unless `online`. */
async function stackIn(more: object = {}, { online = false, env = {} } = {}): Promise<Folder> {
  const [folder, id] = [await tempDir(), unique()]
  await writeStack(folder, { id, images: IMAGES, more })
  const git = async (...args: string[]): Promise<string> =>
    (
      await output('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
        cwd: folder,
        env: GIT_ENV,
      })
    ).trim()
  const commit: Folder['commit'] = async (files, message = 'A change') => {
    await writeFiles(folder, files)
    await git('add', '.')
    await git('commit', '--quiet', '--message', message)
    return git('rev-parse', '--short=7', 'HEAD')
  }
  const call: Folder['call'] = (command, ...flags) =>
    cli([command, '--spec', 'spec.yml', ...(online ? [] : ['--offline']), ...flags], {
      cwd: folder,
      env: { ...noEngine, ...env },
    })
  const plan: Folder['plan'] = async (...flags) => {
    const ended = await call('plan', '--json', ...flags)
    if (ended.status !== 0) throw new Error(`plan ended with ${ended.status ?? ''}:\n${ended.output}`)
    return JSON.parse(ended.stdout) as Plan
  }
  await git('init', '--quiet', '--initial-branch', 'main')
  await commit({ '.gitignore': '/out/\n' }, 'A stack')
  return { folder, id, git, commit, call, plan }
}

const actionsOf = ({ images }: Plan): Record<string, string> =>
  Object.fromEntries(images.map(({ id, action }) => [id, action]))
const affectedBy = ({ images }: Plan): string[] => images.filter(({ affected }) => affected).map(({ id }) => id)

describe('plan', () => {
  test(
    '--json is one document that says what, why, and from where that is known; it leaves nothing behind',
    async () => {
      const { folder, id, git, call, commit } = await stackIn()
      const sha = await commit({ 'middle/file': 'x' })
      const ended = await call('plan', '--json', '--no-push', '--base', 'HEAD~1')
      expect(ended.status).toBe(0)
      const plan = JSON.parse(ended.stdout) as Plan
      expect(plan).toMatchObject({
        ...{ schema: 1, event: 'local', branch: 'main', sha, publishes: false, drift: [] },
        ...{ unknown: ['offline was asked for'], levels: [['middle'], ['leaf']] },
        source: {
          ...{ kind: 'git', files: 1, tried: [] },
          ...{ base: await git('rev-parse', 'HEAD~1'), head: await git('rev-parse', 'HEAD') },
        },
      })
      expect(actionsOf(plan)).toEqual({ base: 'skip', middle: 'build', sibling: 'skip', leaf: 'build' })
      const middle = plan.images.find((image) => image.id === 'middle')
      expect(middle).toMatchObject({
        ...{ name: 'middle', variant: 'default', action: 'build', test: false, affected: true, found: [] },
        ...{ parents: ['base'], ref: `${id}/middle:main`, refs: [`${id}/middle:main`, `${id}/middle:${sha}`] },
        ...{ candidates: [`${id}/middle:fp-${middle?.fingerprint ?? ''}`], context: 'middle' },
        reasons: [{ kind: 'file', file: { path: 'middle/file', commit: sha }, more: 0 }],
      })
      expect(middle?.fingerprint).toMatch(/^[0-9a-f]{32}$/)
      expect(ended.stderr).toContain('2 to build, 0 to reuse, 2 to skip')
      expect(await git('status', '--porcelain', '--ignored')).toBe('')
      expect(await exists(join(folder, 'artifacts'))).toBe(false)
    },
    TIMEOUT,
  )

  test(
    '--base: from where the two parted, with what is not committed yet; --head: that commit and nothing else',
    async () => {
      const { folder, git, commit, plan } = await stackIn()
      await git('switch', '--quiet', '--create', 'topic')
      const first = await commit({ 'leaf/file': 'x' })
      await commit({ 'docs.md': 'x' })
      await git('switch', '--quiet', 'main')
      await commit({ 'sibling/file': 'x' })
      await git('switch', '--quiet', 'topic')
      expect(affectedBy(await plan('--base', 'main'))).toEqual(['leaf'])
      await writeFiles(folder, { 'middle/new': 'x' })
      expect(affectedBy(await plan('--base', 'main'))).toEqual(['middle', 'leaf'])
      expect(affectedBy(await plan('--base', 'main', '--head', 'topic'))).toEqual(['leaf'])
      expect(affectedBy(await plan('--base', first, '--head', 'topic'))).toEqual([])
      expect(affectedBy(await plan('--base', 'topic', '--head', 'main'))).toEqual(['sibling'])
      // Without a base everything is taken.
      expect(await plan()).toMatchObject({ everything: { kind: 'local' } })
      expect(affectedBy(await plan())).toEqual(['base', 'middle', 'sibling', 'leaf'])
    },
    TIMEOUT,
  )

  test(
    '--event and --event-path: what a workflow would do, in a clone and without the network',
    async () => {
      const { folder, id, git, plan } = await stackIn()
      const hub = await startHub()
      const images = await hub.createRepository('org/images', { from: folder })
      await images.push('topic', [{ files: { 'middle/file': 'x' } }, { files: { 'docs.md': 'x' } }])
      const pull = await images.openPullRequest({ head: 'topic' })
      const main = await images.push('main', [{ files: { 'sibling/file': 'x' } }])
      await git('remote', 'add', 'origin', images.store.directory)
      await git('fetch', '--quiet', 'origin', '+refs/heads/*:refs/remotes/origin/*', '+refs/pull/*:refs/remotes/pull/*')
      await git('switch', '--quiet', '--detach', 'pull/1/merge')
      const before = hub.log.length
      const [onPull, onPush] = [await pullRequestEvent(pull), await pushEvent(images, main)]
      await writeFiles(join(folder, 'out'), {
        'pull.json': JSON.stringify(onPull.payload),
        'push.json': JSON.stringify(onPush.payload),
      })
      const pulled = await plan('--event', 'pull_request', '--event-path', 'out/pull.json')
      expect(affectedBy(pulled)).toEqual(['middle', 'leaf'])
      expect(pulled).toMatchObject({ event: 'pull_request', branch: 'topic', source: { kind: 'git', files: 2 } })
      expect(pulled.images[0]?.ref).toBe(`${id}/base:topic`)
      await git('switch', '--quiet', '--detach', 'origin/main')
      const pushed = await plan('--event', 'push', '--event-path', 'out/push.json')
      expect(pushed).toMatchObject({ event: 'push', branch: 'main', everything: { kind: 'default-branch' } })
      expect(hub.log.length).toBe(before)
    },
    TIMEOUT,
  )

  test(
    'without a registry: it says that it could not look, and what it takes for granted',
    async () => {
      const { call } = await stackIn({}, { online: true })
      const host = await deadHost()
      const ended = await call('plan', '--registries', `${host}/acme`, '--base', 'HEAD')
      expect(ended.status).toBe(0)
      expect(ended.stdout).toContain(
        `note: not everything is known: the registry ${host} does not answer: connect ECONNREFUSED ${host}; what the change does not touch is taken to be there\n`,
      )
      expect(ended.stdout).toContain('0 to build, 0 to reuse, 4 to skip; 0 to test\n')
      const all = await call('plan', '--registries', `${host}/acme`)
      expect(all.stdout).toMatch(/^build {2}base .*; the registry could not be asked$/m)
      expect(all.stdout).toMatch(/^4 to build, 0 to reuse, 0 to skip; \d+ to test$/m)
    },
    TIMEOUT,
  )

  test(
    'of variants: ids name@plan, which --images takes too',
    async () => {
      const { id, call, plan } = await stackIn({
        plans: { PY38: { tag_prefix: 'py38' }, PY39: { tag_prefix: 'py39' } },
      })
      const all = await plan()
      expect(all.images.map((image) => image.id)).toEqual(
        ['PY38', 'PY39'].flatMap((name) => ['base', 'middle', 'sibling', 'leaf'].map((image) => `${image}@${name}`)),
      )
      expect(all.images.map(({ ref }) => ref)).toContain(`${id}/leaf:py39-main`)
      const one = await plan('--images', 'middle@PY39')
      const built = one.images.filter(({ action }) => action === 'build').map((image) => image.id)
      expect(built).toEqual(['middle@PY39'])
      expect(affectedBy(await plan('--images', 'middle'))).toEqual(['middle@PY38', 'middle@PY39'])
      const wrong = await call('plan', '--images', 'middle@PY37,leef')
      expect(wrong.status).toBe(2)
      expect(wrong.stderr).toContain('error: there is no image "middle@PY37" in spec.yml\n')
      expect(wrong.stderr).toContain('error: there is no image "leef" in spec.yml\n  → Did you mean "leaf"?')
    },
    TIMEOUT,
  )
})

test(
  'explain says the way from an image to the change, and nothing else',
  async () => {
    const { commit, call } = await stackIn()
    const sha = await commit({ 'middle/file': 'x', 'middle/other': 'x' })
    const flags = ['--no-push', '--base', 'HEAD~1']
    expect(await call('explain', 'leaf', ...flags)).toMatchObject({
      status: 0,
      stdout: `leaf will be built.
Its parent middle will be built.
middle/file changed in ${sha} (and 1 more file of it).
`,
    })
    expect((await call('explain', 'sibling', ...flags)).stdout).toBe(
      'sibling will be left alone.\nNothing that it is made of changed.\n',
    )
    expect((await call('explain', 'base', ...flags)).stdout).toBe(
      'base will be left alone.\nNothing that it is made of changed.\n',
    )
    const json = await call('explain', 'leaf', '--json', ...flags)
    expect(JSON.parse(json.stdout)).toEqual([
      {
        ...{ id: 'leaf', action: 'build', reasons: [{ kind: 'parent', image: 'middle' }] },
        text: [
          'leaf will be built.',
          'Its parent middle will be built.',
          `middle/file changed in ${sha} (and 1 more file of it).`,
        ],
      },
    ])
  },
  TIMEOUT,
)

test(
  'graph draws the same stack in every format',
  async () => {
    const { commit, call } = await stackIn()
    await commit({ 'middle/file': 'x' })
    const flags = ['--no-push', '--base', 'HEAD~1']
    const [mermaid, dot, svg, json] = await Promise.all(
      [[], ['--format', 'dot'], ['--format', 'svg'], ['--format', 'json']].map((format) =>
        call('graph', ...flags, ...format),
      ),
    )
    expect([mermaid, dot, svg, json].map((ended) => ended?.status)).toEqual([0, 0, 0, 0])
    expect(JSON.parse(json?.stdout ?? '')).toEqual({
      schema: 1,
      nodes: [
        { id: 'base', label: 'base', action: 'skip', test: false },
        { id: 'middle', label: 'middle', action: 'build', test: false },
        { id: 'sibling', label: 'sibling', action: 'skip', test: false },
        { id: 'leaf', label: 'leaf', action: 'build', test: false },
      ],
      edges: [
        { from: 'base', to: 'middle' },
        { from: 'base', to: 'sibling' },
        { from: 'middle', to: 'leaf' },
      ],
    })
    const drawn = mermaid?.stdout ?? ''
    expect(drawn).toMatch(/^(%%.*\n)?flowchart (TB|LR)\n/)
    expect(drawn).toContain('["sibling<br/>skip"]:::skip\n')
    expect(drawn.match(/-->/g)).toHaveLength(3)
    expect(dot?.stdout).toMatch(/^digraph stack \{\n[^]*\n\}\n$/)
    expect(dot?.stdout).toContain('[label="middle\\nbuild"')
    expect(dot?.stdout.match(/ -> /g)).toHaveLength(3)
    // eslint-disable-next-line @typescript-eslint/no-deprecated
    expect(XMLValidator.validate(svg?.stdout ?? '')).toBe(true)
    expect(svg?.stdout).toMatch(/^(<\?xml[^>]*>\s*)?<svg [^]*<\/svg>\n$/)
    for (const name of Object.keys(IMAGES)) expect(svg?.stdout).toContain(`>${name}<`)
  },
  TIMEOUT,
)

describe('run --plan', () => {
  /** A stack with a registry of its own and an engine. */
  async function published() {
    const registry = await startRegistry()
    const env = { DOCKER_HOST: process.env['DOCKER_HOST'], DOCKER_CONFIG: await dockerConfig([registry]) }
    const made = await stackIn({}, { online: true, env })
    removeAtEnd(made.id)
    removeAtEnd(registry.host)
    const base = `${registry.host}/${made.id}`
    const flags = ['--out', 'out', '--registries', base]
    const run = (registries = base, ...more: string[]): Promise<Ended> =>
      made.call('run', '--out', 'out', '--registries', registries, '--plan', 'out/artifacts/plan.json', ...more)
    return { ...made, registry, flags, run }
  }

  test(
    'does what the plan says, as long as it is about this content and these registries',
    async () => {
      const { folder, id, registry, flags, run, plan, call, commit } = await published()
      await commit({ 'middle/file': 'x' })
      // What a change touches, told in one place and done in another.
      expect(actionsOf(await plan(...flags, '--base', 'HEAD~1', '--images', 'middle'))).toEqual({
        ...{ base: 'build', middle: 'build' },
        ...{ sibling: 'skip', leaf: 'skip' },
      })
      expect((await readdir(join(folder, 'out/artifacts'))).sort()).toEqual(
        ['GIT_CHANGED_FILES', 'GIT_HASH', 'GIT_HASH_SHORT', 'GIT_MESSAGE', 'IMAGES_CHANGED', 'plan.json'].sort(),
      )
      const done = await run(undefined, '--json')
      expect(done.status).toBe(0)
      const { images } = JSON.parse(done.stdout) as Results
      expect(images.map((image) => [image.id, image.outcome])).toEqual([
        ['base', 'passed'],
        ['middle', 'passed'],
        ['sibling', 'skipped'],
        ['leaf', 'skipped'],
      ])
      expect(images[1]?.published[0]?.ref).toBe(`${registry.host}/${id}/middle:main`)

      // Once more: the registry has them.
      expect(actionsOf(await plan(...flags, '--images', 'middle,leaf'))).toMatchObject({
        middle: 'reuse',
        leaf: 'build',
      })
      const elsewhere = await run(`${registry.host}/other`)
      expect(elsewhere.status).toBe(2)
      expect(elsewhere.stderr).toContain('the plan takes middle from the registry, and nobody has it')
      expect(elsewhere.stderr).toContain('are the registries those of the plan?')

      await rm(join(registry.data, 'docker/registry/v2/repositories', id, 'middle'), { recursive: true })
      const vanished = await run()
      expect(vanished.status).toBe(2)
      expect(vanished.stderr).toMatch(
        /the plan takes middle from the registry, and nobody has it \(\S+\)\n {2}→ Plan again/,
      )

      await commit({ 'leaf/file': 'y' })
      const other = await run()
      expect(other.status).toBe(2)
      expect(other.stderr).toMatch(/error: the plan is about other content of leaf \([0-9a-f]{32}, here [0-9a-f]{32}\)/)
      expect(other.stderr).toContain('  → Plan again on this commit')
      expect((await call('run', ...flags, '--base', 'HEAD~1')).status).toBe(0)
    },
    TIMEOUT,
  )

  test.each([
    ['is not there', undefined, 'the plan cannot be read: ENOENT'],
    ['is no JSON', 'nonsense', 'the plan cannot be read: '],
    ['is another document', '{"schema":1,"outcome":"passed"}', 'this is no plan: '],
    ['is of another time', '{"schema":2,"images":[]}', 'this is no plan: schema'],
    [
      'has no images',
      '{"schema":1,"source":{"kind":"git","base":"","head":"","tried":[]},"drift":[],"images":[]}',
      'the plan does not have base',
    ],
  ])(
    'refuses a file that %s',
    async (_what, content, message) => {
      const { folder, call } = await stackIn()
      if (content !== undefined) await writeFiles(folder, { 'out/plan.json': content })
      const ended = await call('run', '--no-push', '--dry-run', '--plan', 'out/plan.json')
      expect(ended).toMatchObject({ status: 2, stdout: '' })
      expect(ended.stderr).toContain(`out/plan.json: error: ${message}`)
      expect(ended.stderr).toContain('\n  → ')
    },
    TIMEOUT,
  )
})

describe('a mistake ends with exit status 2 and says what to do', () => {
  test.each<[readonly string[], string, string]>([
    [['plan', '--base', 'nope'], 'git knows no commit "nope" here', 'Name a branch, a tag or a commit'],
    [['plan', '--base', '--output=x'], '--base', '--help'],
    [['plan', '--head', 'HEAD'], '--head: expected base beside it, found "HEAD"', 'Give --base too.'],
    [['plan', '--event', 'push'], '--event and --event-path go together', 'Give both or none.'],
    [['plan', '--event', 'push', '--event-path', 'none.json'], "the event's payload cannot be read: ENOENT", ''],
    [['plan', '--trust', 'nobody'], '--trust: expected all, builds, none, found "nobody"', ''],
    [['explain'], 'explain wants to know which image', 'stack-action explain IMAGE'],
    [['explain', 'leaf', 'base'], 'explain takes one IMAGE, found "base" too', 'stack-action explain IMAGE'],
    [['explain', 'lefa'], 'there is no image "lefa"', 'Did you mean "leaf"?'],
    [['graph', '--format', 'svgg'], '--format: expected mermaid, dot, svg, json', 'Did you mean "svg"?'],
    [['graph', '--json', '--out', 'x'], 'graph has no flag --out', ''],
  ])(
    '%j',
    async (args, message, remedy) => {
      const { folder } = await stackIn()
      const [command = '', ...rest] = args
      const ended = await cli([command, '--spec', 'spec.yml', '--offline', ...rest], { cwd: folder, env: noEngine })
      expect(ended).toMatchObject({ status: 2 })
      expect(ended.stderr).toContain(message)
      expect(ended.stderr).toContain(remedy)
    },
    TIMEOUT,
  )

  test(
    'a branch of the remote, and a clone that is too shallow',
    async () => {
      const { folder, git, call, commit } = await stackIn()
      await commit({ 'leaf/file': 'x' })
      const clone = await tempDir()
      await git('clone', '--quiet', '--depth=1', `file://${folder}`, join(clone, 'shallow'))
      await git('update-ref', 'refs/remotes/origin/release', 'HEAD')
      expect((await call('plan', '--base', 'release')).stderr).toContain('→ Did you mean "origin/release"?')
      const shallow = await cli(['plan', '--spec', 'spec.yml', '--offline', '--base', 'HEAD~1'], {
        cwd: join(clone, 'shallow'),
        env: noEngine,
      })
      expect(shallow.status).toBe(2)
      expect(shallow.stderr).toContain('→ The clone is shallow: use "fetch-depth: 0" with actions/checkout')
    },
    TIMEOUT,
  )

  test('under --json stdout has the mistake too', async () => {
    const { call } = await stackIn()
    const ended = await call('plan', '--json', '--base', 'nope')
    expect(ended.status).toBe(2)
    expect(JSON.parse(ended.stdout)).toMatchObject({
      ...{ schema: 1, outcome: 'error', exit: 2 },
      problems: [{ message: 'git knows no commit "nope" here' }],
    })
  })
})
