import { beforeAll, describe, expect, test } from '@jest/globals'
import { mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { putFacts } from '../../src/registry/facts.js'
import { registryClient } from '../../src/registry/client.js'
import type { WikiResult } from '../../src/report/wiki/result.js'
import { startWorld, type World } from '../world/github.js'
import { dispatchEvent, pullRequestEvent, pushEvent } from '../world/hub/events/index.js'
import { startHub } from '../world/hub/hub.js'
import type { WorkflowRun } from '../world/actions/index.js'
import { sharedRegistry, type TestRegistry } from '../world/registries.js'
import { IMAGES, publishedStack, type Published } from '../world/stable.js'
import { cli, exists, tempDir, TIMEOUT } from '../world/world.js'

const logOf = (run: WorkflowRun): string =>
  `${run.conclusion}\n${run.log}\n${Object.values(run.jobs)
    .flatMap((job) => job.legs.map((leg) => leg.log))
    .join('\n')}`

const tableOf = (page = ''): string[] =>
  page.split('\n').filter((line) => line.startsWith('| ') && !line.startsWith('| Commit'))

describe('workflows', () => {
  const TAG = '.github/workflows/tag-wiki.yml'
  const PULL = '.github/workflows/pull-wiki.yml'
  const steps = (more: string) => `      - uses: actions/checkout@v7
      - uses: docker/login-action@v4
        with: { registry: ghcr.io, username: '\${{ github.actor }}', password: '\${{ secrets.GITHUB_TOKEN }}' }
${more}      - id: wiki
        uses: org/stack-action/wiki@v1
`
  const job = (on: string, more: string) => `on: ${on}
jobs:
  it:
    runs-on: ubuntu-24.04
    permissions: { contents: write, packages: write }
    steps:
${steps(more)}`
  let world: World
  /** The registry that stands for ghcr.io, as names of pages have it. */
  let place: string
  beforeAll(async () => {
    world = await startWorld(
      {
        images: { base: { more: { info_cmds: ['MADE'] } }, leaf: { parent: 'base' } },
        more: {
          tag: { prefix: '2026.4' },
          all_info_cmds: { MADE: { description: 'What was made', command: 'ls /made' } },
        },
      },
      {
        [TAG]: job(
          'workflow_dispatch',
          `      - uses: org/stack-action/tag@v1
        with: { from: '2026.4-main', registries: 'ghcr.io/\${{ github.repository_owner }}' }
`,
        ),
        [PULL]: job(
          'pull_request',
          `      - uses: org/stack-action@v1
        with: { registries: 'ghcr.io/\${{ github.repository_owner }}' }
`,
        ),
      },
    )
    place = `${world.packages.host.replace(/[.:]/g, '-')}-org`
    await world.repository.wiki.createFirstPage('# Ours\n\nWelcome.\n')
  }, TIMEOUT)

  test(
    'the example: publish, then pages, in a job of its own; the second time nothing is committed',
    async () => {
      const move = await world.repository.push('main', [{ files: { 'note.txt': 'x' }, message: 'A change' }])
      const run = await world.run('docs/examples/wiki.yml', await pushEvent(world.repository, move))
      expect(logOf(run)).toMatch(/^success/)
      const pages = await world.repository.wiki.pages()
      const names = Object.keys(pages)
      for (const image of ['base', 'leaf']) {
        expect(names).toContain(`${image}.md`)
        expect(names).toContain(`${place}-${image}-2026.4-main.md`)
      }
      const base = pages[`${place}-base-2026.4-main.md`]
      expect(base).toContain('What was made')
      expect(base).toContain(`| Commit | [\`${move.after.slice(0, 7)}\`]`)
      expect(pages['Image_Dependency.md']).toContain('n0 --> n1')
      expect(pages['Home.md']).toMatch(/^# Ours\n\nWelcome\.\n/)
      expect(tableOf(pages['Home.md']).at(-1)).toMatch(/org\/base:2026\.4-main.*\| published \|.*actions\/runs/)
      const head = world.repository.wiki.store?.head()
      const again = await world.run('docs/examples/wiki.yml', await pushEvent(world.repository, move))
      expect(logOf(again)).toMatch(/^success/)
      expect(again.jobs['wiki']?.legs[0]?.log).toContain('everything is as it should be')
      expect(world.repository.wiki.store?.head()).toBe(head)
      expect(world.hub.problems).toEqual([])
    },
    TIMEOUT * 2,
  )

  test(
    'tag, then pages: the stable names, and what they are based on',
    async () => {
      const run = await world.run(TAG, await dispatchEvent(world.repository))
      expect(logOf(run)).toMatch(/^success/)
      const pages = await world.repository.wiki.pages()
      expect(pages['Stable_Tag.md']).toContain('## stable')
      for (const image of ['base', 'leaf']) {
        expect(pages['Stable_Tag.md']).toContain(
          `| \`${world.packages.host}/org/${image}:2026.4-stable\` | \`${world.packages.host}/org/${image}:2026.4-main\``,
        )
        expect(pages).toHaveProperty([`${place}-${image}-2026.4-stable.md`])
      }
      expect(tableOf(pages['Home.md']).find((line) => line.includes('2026.4-stable'))).toContain('tagged')
      const outputs = run.jobs['it']?.legs[0]?.steps.find((step) => step.id === 'wiki')?.outputs
      expect(outputs?.['url']).toMatch(/^http:\/\/[^/]+\/org\/images\/wiki$/)
      expect(Number(outputs?.['changed'])).toBeGreaterThan(3)
    },
    TIMEOUT,
  )

  test(
    'a pull request leaves the pages in artifacts, and the wiki as it is',
    async () => {
      await world.repository.commit('topic', { files: { 'images/leaf/extra': 'x' }, message: 'A change' })
      const pull = await world.repository.openPullRequest({ head: 'topic', title: 'A change' })
      const head = world.repository.wiki.store?.head()
      const run = await world.run(PULL, await pullRequestEvent(pull))
      expect(logOf(run)).toMatch(/^success/)
      expect(logOf(run)).toContain('the pages are written to artifacts/wiki/ only')
      expect(world.repository.wiki.store?.head()).toBe(head)
    },
    TIMEOUT,
  )
})

describe('at the command line', () => {
  let registry: TestRegistry
  let stack: Published
  beforeAll(async () => {
    registry = await sharedRegistry()
    stack = await publishedStack(registry)
  })

  const facts = (image: string, digest: string) => ({
    ...{ schema: 1 as const, id: image, name: image, variant: 'default', platform: 'linux/amd64', digest },
    ...{ ref: `x/${image}`, fingerprint: 'f'.repeat(32), revision: 'c'.repeat(40), version: '' },
    ...{
      source: 'https://github.com/acme/images',
      parents: [],
      base: null,
      builtAt: '2026-04-01T00:00:00.000Z',
      builtIn: '',
    },
    ...{ size: 5, compressed: null, layers: [], suites: [] },
    infos: [{ name: 'pip', description: 'Packages', command: ['pip'], status: 0, output: '|<img src=x> 1.0' }],
  })

  test(
    'pages of what was published before there were any: by the registry alone, twice, in a folder and in a wiki',
    async () => {
      const digests = await stack.putAll('2026.3-main')
      const client = registryClient(() =>
        Promise.resolve({ username: registry.user, password: registry.password } as never),
      )
      for (const image of IMAGES) await putFacts(client, `${stack.base}/${image}`, facts(image, digests[image] ?? ''))
      expect((await stack.call('tag', '--from', '2026.3-main')).status).toBe(0)

      const ended = await stack.call('wiki', '--from', 'stable', '--folder', 'site', '--out', 'none')
      expect(ended.stderr + ended.stdout).toContain('pages of')
      expect(ended.status).toBe(0)
      const files = await readdir(join(stack.folder, 'site'))
      expect(files).toContain('index.md')
      const [page = ''] = files.filter((name) => name.includes('spark-notebook-2026.3-stable'))
      const text = await readFile(join(stack.folder, 'site', page), 'utf8')
      expect(text).toContain('[`ccccccc`](https://github.com/acme/images/commit/')
      expect(text).toContain('```\n|<img src=x> 1.0\n```')
      expect(text).toContain('[spark&#45;notebook](spark-notebook.md)')

      const again = await stack.call('wiki', '--from', 'stable', '--folder', 'site', '--json')
      expect((JSON.parse(again.stdout) as WikiResult).pages).toEqual([])

      const hub = await startHub()
      const repository = await hub.createRepository('org/images', { wiki: 'first page' })
      const env = {
        ...{ GITHUB_SERVER_URL: hub.serverUrl, GITHUB_API_URL: hub.apiUrl, USER: 'ann' },
        STACK_WIKI_TOKEN: hub.issueToken('org/images', { contents: 'write', metadata: 'read' } as never),
      }
      const toWiki = (...more: string[]) =>
        cli(['wiki', '--spec', 'spec.yml', '--registries', stack.base, '--wiki', 'org/images', ...more], {
          cwd: stack.folder,
          env,
        })
      expect((await toWiki('--from', 'stable')).stdout).toContain(`changed in ${hub.serverUrl}/org/images/wiki`)
      const stable = (await repository.wiki.pages())['Stable_Tag.md'] ?? ''
      expect(stable).toContain(`spark-notebook:2026.3-stable\` | \`${stack.base}/spark-notebook:2026.3-main\``)
      expect((await toWiki('--from', 'stable')).stdout).toContain('everything is as it should be')
      // What the tag left says the same.
      expect((await toWiki()).stdout).toContain('everything is as it should be')
    },
    TIMEOUT,
  )

  test('mistakes are told, and nothing is written', async () => {
    const folder = await tempDir()
    const call = (...args: string[]) => cli(['wiki', ...args], { cwd: folder, env: { USER: 'ann' } })
    expect(await call()).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('it is not known which wiki is meant'),
    })
    expect(await call('--wiki', 'x; rm -rf /')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('is no repository'),
    })
    expect(await call('--from', 'stable')).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the spec cannot be read'),
    })
    expect(await call('--keep', '-1')).toMatchObject({ status: 2 })
    const outside = await mkdtemp(join(await tempDir(), 'x'))
    await writeFile(join(outside, 'file'), '')
    expect(await call('--folder', join(outside, 'file'))).toMatchObject({
      status: 2,
      stderr: expect.stringContaining('the pages cannot be'),
    })
  })

  test('a dry run writes to artifacts/wiki alone', async () => {
    const folder = await tempDir()
    const ended = await cli(['wiki', '--dry-run'], { cwd: folder, env: { USER: 'ann' } })
    expect(ended).toMatchObject({ status: 0 })
    expect(ended.stdout).toContain('note: nothing that was published or moved is told in artifacts/')
    expect(await exists(join(folder, 'artifacts/wiki/Home.md'))).toBe(true)
    expect((await readdir(folder)).sort()).toEqual(['artifacts'])
  })
})
