import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { MovesResult } from '../../src/report/moves.js'
import type { WorkflowRun } from '../world/actions/index.js'
import { basic, putImage } from '../world/by-hand.js'
import { removeAtEnd } from '../world/engines.js'
import { startWorld, type World } from '../world/github.js'
import { dispatchEvent } from '../world/hub/events/index.js'
import { stored } from '../world/packages.js'
import {
  digestAt,
  dockerConfig,
  proxyTo,
  sharedRegistry,
  startRegistry,
  tagsAt,
  type TestRegistry,
} from '../world/registries.js'
import { runAction } from '../world/runner.js'
import { IMAGES, publishedStack, type Published } from '../world/stable.js'
import { cli, exists, root, startCli, tempDir, TIMEOUT, unique, writeFiles, writeStack } from '../world/world.js'

let registry: TestRegistry
beforeAll(async () => {
  registry = await sharedRegistry()
})

const short = (digest = ''): string => digest.slice('sha256:'.length, 'sha256:'.length + 12)
const refs = (stack: Published, tag: string, images = IMAGES): string =>
  images.map((name) => `${stack.base}/${name}:${tag}\n`).join('')

describe('a branch becomes stable, and stable the stable of all', () => {
  let stack: Published
  let first: Record<string, string>
  beforeAll(async () => {
    stack = await publishedStack(registry)
    first = await stack.putAll('2026.3-main')
  }, TIMEOUT)

  test('a dry run asks for everything, says it, and moves nothing', async () => {
    const ended = await stack.call('tag', '--from', '2026.3-main', '--dry-run')
    expect(ended.status).toBe(0)
    for (const name of IMAGES)
      expect(ended.stdout).toContain(`${stack.base}/${name}:2026.3-stable: new → ${short(first[name])}\n`)
    expect(ended.stdout).toContain('tag (dry run): 4 names would move; it can work')
    expect(await stack.digests('2026.3-stable')).toEqual({})
    expect(await tagsAt(registry, `${stack.id}/${IMAGES[0] ?? ''}`)).toEqual(['2026.3-main'])
    expect(await stack.file('IMAGES_ORIGINAL')).toBe(refs(stack, '2026.3-main'))
    expect(await stack.file('IMAGES_TAGGED')).toBe(refs(stack, '2026.3-stable'))
    expect(await stack.file('IMAGES_PUSHED')).toBe('')
  })

  test('the move gives the very same digests their names, and the files of the seeds', async () => {
    const ended = await stack.call('tag', '--from', '2026.3-main')
    expect(ended.status).toBe(0)
    expect(await stack.digests('2026.3-stable')).toEqual(first)
    expect(await stack.file('IMAGES_ORIGINAL')).toBe(refs(stack, '2026.3-main'))
    expect(await stack.file('IMAGES_TAGGED')).toBe(refs(stack, '2026.3-stable'))
    expect(await stack.file('IMAGES_PUSHED')).toBe(refs(stack, '2026.3-stable'))
    const result = JSON.parse(await stack.file('moves.json')) as MovesResult
    expect(result).toMatchObject({ schema: 1, command: 'tag', outcome: 'passed', by: 'ann', from: '2026.3-main' })
    expect(result.moved).toEqual(
      IMAGES.map((image) => ({
        ...{ image, ref: `${stack.base}/${image}:2026.3-stable`, old: null, new: first[image], state: 'moved' },
        from: `${stack.base}/${image}:2026.3-main`,
      })),
    )
    expect(JSON.parse(await stack.file('journal.json'))).toHaveLength(4)
    const [record] = await stack.journal('spark-notebook')
    expect(record).toMatchObject({
      ...{ kind: 'tag', state: 'done', tag: '2026.3-stable', old: null, by: 'ann', from: '2026.3-main' },
      ...{ operation: result.operation, new: first['spark-notebook'] },
    })
  })

  test('the same again finds everything as it should be', async () => {
    const ended = await stack.call('tag', '--from', '2026.3-main')
    expect(ended.status).toBe(0)
    for (const name of IMAGES)
      expect(ended.stdout).toContain(`${stack.base}/${name}:2026.3-stable: unchanged (${short(first[name])})\n`)
    expect(ended.stdout).toContain('nothing to move, 4 names are right already')
    expect(await stack.journal('spark-notebook')).toHaveLength(1)
    expect(await stack.file('IMAGES_PUSHED')).toBe(refs(stack, '2026.3-stable'))
  })

  test('global stable: the stable tag becomes the one without a prefix', async () => {
    const ended = await stack.call('tag', '--from', '2026.3-stable', '--to', 'global-stable')
    expect(ended.status).toBe(0)
    expect(await stack.digests('stable')).toEqual(first)
  })

  test('--json prints one document, and all else on stderr', async () => {
    const ended = await stack.call('tag', '--from', 'stable', '--to', 'global-stable', '--json')
    expect((JSON.parse(ended.stdout) as MovesResult).moved.map(({ state }) => state)).toEqual(
      IMAGES.map(() => 'unchanged'),
    )
  })

  test('of some images, into tags of one’s own', async () => {
    const ended = await stack.call(
      'tag',
      '--from',
      'stable',
      '--to',
      '{image}-best,course-1',
      '--images',
      'spark-notebook',
    )
    expect(ended.status).toBe(0)
    expect(await stack.digests('course-1')).toEqual({ 'spark-notebook': first['spark-notebook'] })
    expect(await stack.digests('spark-notebook-best')).toEqual({ 'spark-notebook': first['spark-notebook'] })
  })

  test('a digest of one image', async () => {
    const digest = first['rstudio-notebook'] ?? ''
    const whole = await stack.call('tag', '--from', digest, '--to', 'pinned')
    expect(whole).toMatchObject({ status: 2 })
    expect(whole.stderr).toContain('a digest is of one image, and 4 are meant')
    const ended = await stack.call('tag', '--from', digest, '--to', 'pinned', '--images', 'rstudio-notebook')
    expect(ended.status).toBe(0)
    expect(await stack.digests('pinned')).toEqual({ 'rstudio-notebook': digest })
  })
})

describe('what is not there', () => {
  test('is found by the dry run, with the tags that are near', async () => {
    const stack = await publishedStack(registry)
    await stack.putAll('2026.3-main')
    const ended = await stack.call('tag', '--from', '2026.3-mian', '--dry-run')
    expect(ended).toMatchObject({ status: 2, stdout: '' })
    for (const name of IMAGES) expect(ended.stderr).toContain(`${stack.base}/${name}:2026.3-mian is not there`)
    expect(ended.stderr).toContain('2026.3-main')
    expect(await exists(join(stack.folder, 'artifacts'))).toBe(false)
  })

  test('moves nothing, were it one image of four', async () => {
    const stack = await publishedStack(registry)
    await stack.putAll('2026.3-main', IMAGES.slice(0, 3))
    await stack.put('spark-notebook', '2026.3-other')
    for (const flags of [['--dry-run'], []]) {
      const ended = await stack.call('tag', '--from', '2026.3-main', ...flags)
      expect(ended.status).toBe(2)
      expect(ended.stderr).toContain(`${stack.base}/spark-notebook:2026.3-main is not there`)
      expect(ended.stderr).not.toContain('rstudio-notebook')
    }
    expect(await stack.digests('2026.3-stable')).toEqual({})
  })

  test('mistakes in the call are told all at once', async () => {
    const stack = await publishedStack(registry)
    const images = await stack.call('tag', '--from', 'main', '--images', 'spark-notebok,rstudio-notebok')
    expect(images.stderr).toContain('there is no image "spark-notebok" in spec.yml')
    expect(images.stderr).toContain('Did you mean "rstudio-notebook"?')
    const tags = await stack.call('tag', '--from', '2026.3-main', '--to', '{verson},-bad,{version}')
    expect(tags.status).toBe(2)
    expect(tags.stderr).toContain('{verson} in "{verson}" is not known here')
    expect(tags.stderr).toContain('Did you mean "version"?')
    expect(tags.stderr).toContain('"-bad" is not a tag')
    expect(tags.stderr).toContain('{version} in "{version}" is not known here')
    const none = await stack.call('tag')
    expect(none).toMatchObject({ status: 2 })
    expect(none.stderr).toContain('--from')
  })
})

test.each([
  ['2026.3', '2026.10-a1239ab', '2026.10-stable'],
  ['2026.3', 'spring-2026.3.1-a1239ab', 'spring-2026.3.1-stable'],
  ['spring-2026.3.1', 'spring-2026.3.1-feat-x', 'spring-2026.3.1-stable'],
  ['2026.3', 'v2-feat', 'v2-stable'],
  ['', 'feat-x', 'stable'],
])(
  'with the prefix "%s" in the spec, %s becomes %s',
  async (prefix, from, to) => {
    const stack = await publishedStack(registry, prefix === '' ? {} : { tag: { prefix } }, { images: ['one'] })
    const first = await stack.putAll(from)
    expect(await stack.call('tag', '--from', from)).toMatchObject({ status: 0 })
    expect(await stack.digests(to)).toEqual(first)
  },
  TIMEOUT,
)

describe('two variants', () => {
  let stack: Published
  let old: Record<string, string>
  let young: Record<string, string>
  beforeAll(async () => {
    stack = await publishedStack(
      registry,
      { plans: { py39: { tag_prefix: '2026.3-py39' }, py312: { tag_prefix: '2026.3-py312' } } },
      { images: ['base', 'leaf'] },
    )
    old = await stack.putAll('2026.3-py39-main')
    young = await stack.putAll('2026.3-py312-main')
  }, TIMEOUT)

  test('each has its own prefix', async () => {
    expect(await stack.call('tag', '--from', '2026.3-py39-main', '--dry-run')).toMatchObject({ status: 0 })
    expect(await stack.call('tag', '--from', '2026.3-py312-main')).toMatchObject({ status: 0 })
    expect(await stack.digests('2026.3-py39-stable')).toEqual(old)
    expect(await stack.digests('2026.3-py312-stable')).toEqual(young)
  })

  test('a name without a prefix is for the variant that the source names', async () => {
    expect(await stack.call('tag', '--from', '2026.3-py312-stable', '--to', 'global-stable')).toMatchObject({
      status: 0,
    })
    expect(await stack.digests('stable')).toEqual(young)
    const both = await stack.call('tag', '--from', 'stable', '--to', 'global-stable')
    expect(both).toMatchObject({ status: 2 })
    expect(both.stderr).toContain('base:stable would have to name both base@py39 and base@py312')
    const one = await stack.call('tag', '--from', 'stable', '--to', 'global-stable', '--images', 'base@py39')
    expect(one).toMatchObject({ status: 0 })
    expect(await stack.digests('stable')).toEqual({ base: old['base'], leaf: young['leaf'] })
  })
})

describe('stages with gates', () => {
  const STAGES = {
    tag: { prefix: '2026.3' },
    suites: { gpu: { run: 'nvidia-smi', images: ['leaf'], default: false } },
    stages: {
      branch: { tags: ['{prefix}-{branch}'] },
      stable: { from: 'branch', tags: ['{prefix}-stable'], suites: ['gpu'] },
    },
  }

  test(
    'hold up what nobody has seen pass; skipping them is said everywhere',
    async () => {
      const stack = await publishedStack(registry, STAGES, { images: ['base', 'leaf'] })
      const first = await stack.putAll('2026.3-main')
      // Whatever the tag is called: it is the stage's.
      for (const to of ['stable', '2026.3-stable']) {
        const refused = await stack.call('tag', '--from', '2026.3-main', '--to', to)
        expect(refused).toMatchObject({ status: 2 })
        expect(refused.stderr).toMatch(/the stage stable asks for gpu: not known to have passed on exactly .*: leaf\n/)
        expect(await stack.digests('2026.3-stable')).toEqual({})
      }
      const ended = await stack.call('tag', '--from', '2026.3-main', '--skip-gates')
      expect(ended).toMatchObject({ status: 0 })
      expect(ended.stdout).toContain('GATE SKIPPED: the stage stable asks for gpu')
      expect(await stack.digests('2026.3-stable')).toEqual(first)
      expect(await stack.journal('leaf')).toEqual([expect.objectContaining({ skipped: ['gpu'] })])
    },
    TIMEOUT,
  )
})

test(
  'a gate is open for what a run saw pass, in whatever registry it is by then',
  async () => {
    const [id, folder] = [unique(), await tempDir()]
    removeAtEnd(id)
    const spec = await writeStack(folder, {
      id,
      images: { base: {}, leaf: { parent: 'base' } },
      more: {
        suites: { smoke: { run: 'test -e /made/base' } },
        stages: {
          built: { tags: ['built'] },
          stable: { from: 'built', tags: ['stable'], suites: ['smoke'] },
        },
      },
    })
    const [here, there] = ['here', 'there'].map((side) => `${registry.host}/${id}/${side}`)
    const call = (command: string, at: string | undefined, ...flags: string[]) =>
      cli([command, '--spec', spec, '--registries', at ?? '', ...flags], { cwd: folder })
    expect(await call('run', here)).toMatchObject({ status: 0 })
    const copied = await call('tag', here, '--from', 'built', '--to', 'built', '--to-registries', there ?? '')
    expect(copied).toMatchObject({ status: 0 })
    for (const at of [here, there]) {
      const ended = await call('tag', at, '--from', 'built')
      expect(ended.output).toContain('tag: 2 names moved')
      expect(ended.output).not.toContain('GATE')
    }
    // By hand and under the same name: nobody has seen that.
    const place = { host: registry.host, name: `${id}/there/leaf`, authorization: basic(registry) }
    await putImage(place, 'built')
    const refused = await call('tag', there, '--from', 'built')
    expect(refused).toMatchObject({ status: 2 })
    expect(refused.stderr).toMatch(/the stage stable asks for smoke: not known to have passed on exactly .*: leaf\n/)
  },
  TIMEOUT,
)

describe('stages with versions', () => {
  test(
    'go forward only, by number, and keep what a version holds',
    async () => {
      const stack = await publishedStack(
        registry,
        {
          changelog: 'changelog.txt',
          stages: {
            local: { tags: ['local-{user}-{version}'] },
            dev: { from: 'local', tags: ['dev-{minor}', 'dev'] },
            prod: { from: 'dev', tags: ['prod-{version}', 'prod'] },
          },
        },
        { images: ['one'] },
      )
      await writeFiles(stack.folder, { 'changelog.txt': '# one-1.10.0\n\n- 2026-11-20\n- Ten is more than nine\n' })
      const first = await stack.putAll('local-ann-1.10.0')
      // From the changelog; a colleague's, by its tag; and on to prod.
      expect(await stack.call('tag', '--from', 'local', '--to', 'dev')).toMatchObject({ status: 0 })
      expect(await stack.digests('dev-1.10.0')).toEqual(first)
      expect(await stack.digests('dev')).toEqual(first)
      const bob = await stack.call('tag', '--from', 'local-ann-1.10.0', '--to', 'local', '--user', 'Bob')
      expect(bob).toMatchObject({ status: 0 })
      expect(await stack.digests('local-bob-1.10.0')).toEqual(first)
      expect(await stack.call('tag', '--from', 'dev', '--to', 'prod', '--version', '1.10.1')).toMatchObject({
        status: 0,
      })
      expect(await stack.digests('prod-1.10.1')).toEqual(first)

      const lower = await stack.call('tag', '--from', 'dev-1.10.0', '--to', 'prod', '--version', '1.9.0')
      expect(lower).toMatchObject({ status: 2 })
      expect(lower.stderr).toContain('version 1.9.0 is lower than the top of the changelog, 1.10.0')
      const word = await stack.call('tag', '--from', 'dev-1.10.0', '--to', 'prod', '--version', 'v1.11')
      expect(word).toMatchObject({ status: 2 })
      const second = await stack.putAll('local-ann-1.10.2')
      for (const flags of [['--dry-run'], []]) {
        const other = await stack.call('tag', '--from', 'local-ann-1.10.2', '--to', 'dev', ...flags)
        expect(other).toMatchObject({ status: 2 })
        expect(other.stderr).toContain(`${stack.base}/one:dev-1.10.0 is there already and holds another image`)
      }
      expect(await stack.digests('dev')).toEqual(first)
      // Whatever the tag is called by.
      const plain = await stack.call('tag', '--from', 'local-ann-1.10.2', '--to', 'dev-1.9.0,dev-1.10.0')
      expect(plain).toMatchObject({ status: 2 })
      expect(plain.stderr).toContain('version 1.9.0 is lower than the top of the changelog, 1.10.0')
      expect(plain.stderr).toContain(`${stack.base}/one:dev-1.10.0 is there already and holds another image`)
      const forced = await stack.call('tag', '--from', 'local-ann-1.10.2', '--to', 'dev', '--force')
      expect(forced).toMatchObject({ status: 0 })
      expect(await stack.digests('dev-1.10.0')).toEqual(second)
      // The tag of the version is not what "dev" means when it is moved back.
      expect(await stack.call('rollback', 'dev', '--last')).toMatchObject({ status: 0 })
      expect([await stack.digests('dev'), await stack.digests('dev-1.10.0')]).toEqual([first, second])
    },
    TIMEOUT,
  )
})

test(
  'into another registry: the digests stay, what is missing there is copied',
  async () => {
    const other = await startRegistry()
    const env = { DOCKER_CONFIG: await dockerConfig([registry, other]) }
    const stack = await publishedStack(registry, undefined, { env })
    const first = await stack.putAll('2026.3-main')
    const mirror = `${other.host}/mirror`
    const dry = await stack.call('tag', '--from', '2026.3-main', '--to-registries', mirror, '--dry-run')
    expect(dry).toMatchObject({ status: 0 })
    expect(dry.stdout).toContain(`${mirror}/spark-notebook:2026.3-stable: new → ${short(first['spark-notebook'])}`)
    expect(await tagsAt(other, 'mirror/spark-notebook')).toEqual([])
    const ended = await stack.call('tag', '--from', '2026.3-main', '--to-registries', `${stack.base},${mirror}`)
    expect(ended.output).toContain('tag: 8 names moved')
    expect(ended.stdout).toMatch(/copied: 8 blobs/)
    expect(await stack.digests('2026.3-stable')).toEqual(first)
    expect(await tagsAt(other, 'mirror/spark-notebook')).toEqual(['2026.3-stable'])
    expect(await digestAt(other, 'mirror/spark-notebook', 'stack-journal')).toBeDefined()
  },
  TIMEOUT,
)

describe('when it goes wrong', () => {
  test(
    'a push that is refused on the third of four takes the others back',
    async () => {
      const own = await startRegistry()
      let refusing = false
      const proxy = await proxyTo(own.host, (method, path) =>
        refusing && method === 'PUT' && path.endsWith('/scipy-ml-notebook/manifests/2026.3-stable')
          ? { status: 403, body: '{"errors":[{"code":"DENIED","message":"tags are immutable"}]}' }
          : undefined,
      )
      const env = { DOCKER_CONFIG: await dockerConfig([{ ...own, host: proxy }]) }
      const stack = await publishedStack(own, undefined, { at: proxy, env })
      const first = await stack.putAll('2026.3-first')
      expect(await stack.call('tag', '--from', '2026.3-first')).toMatchObject({ status: 0 })
      await stack.putAll('2026.3-second')
      refusing = true
      const ended = await stack.call('tag', '--from', '2026.3-second')
      expect(ended.status).toBe(1)
      expect(ended.stdout).toMatch(/FAILED scipy-ml-notebook at .*2026\.3-stable: .*403/)
      expect(ended.stdout).toContain('tag: nothing was moved')
      expect(await stack.digests('2026.3-stable')).toEqual(first)
      expect(JSON.parse(await stack.file('moves.json'))).toMatchObject({ outcome: 'failed', moved: [] })
      expect(await stack.file('IMAGES_PUSHED')).toBe('')
    },
    TIMEOUT,
  )

  test(
    'a signal takes it back',
    async () => {
      const own = await startRegistry()
      let asked: () => void = () => undefined
      const held = new Promise<void>((resolve) => (asked = resolve))
      let holding = false
      const proxy = await proxyTo(own.host, (method, path) => {
        if (!holding || method !== 'PUT' || !path.endsWith('/spark-notebook/manifests/2026.3-stable')) return undefined
        asked()
        return { status: 503, headers: { 'retry-after': '20' } }
      })
      const env = { DOCKER_CONFIG: await dockerConfig([{ ...own, host: proxy }]) }
      const stack = await publishedStack(own, undefined, { at: proxy, env })
      const first = await stack.putAll('2026.3-first')
      expect(await stack.call('tag', '--from', '2026.3-first')).toMatchObject({ status: 0 })
      await stack.putAll('2026.3-second')
      holding = true
      const args = ['tag', '--spec', 'spec.yml', '--registries', stack.base, '--from', '2026.3-second']
      const running = startCli(args, { cwd: stack.folder, env })
      await held
      running.child.kill('SIGINT')
      const ended = await running.ended
      expect(ended.status).toBe(130)
      expect(ended.stdout).toContain('tag: interrupted')
      expect(await stack.digests('2026.3-stable')).toEqual(first)
    },
    TIMEOUT,
  )
})

describe('the action', () => {
  let stack: Published
  let first: Record<string, string>
  beforeAll(async () => {
    stack = await publishedStack(registry)
    first = await stack.putAll('2026.3-main')
  }, TIMEOUT)
  const call = (more: Record<string, string>, event?: Parameters<typeof runAction>[0]['event']) =>
    runAction({
      ...{ action: 'tag', workspace: stack.folder, with: { spec: 'spec.yml', registries: stack.base, ...more } },
      env: { GITHUB_ACTOR: 'bob', GITHUB_RUN_ID: '812', GITHUB_SERVER_URL: 'https://github.example' },
      ...(event === undefined ? {} : { event }),
    })

  test('publishes nothing for a pull request', async () => {
    const payload = { pull_request: { number: 7, head: { repo: null }, base: { repo: { full_name: 'org/images' } } } }
    const ended = await call({ from: '2026.3-main' }, { name: 'pull_request', payload })
    expect(ended).toMatchObject({ status: 2, outputs: { outcome: 'failed' } })
    expect(ended.commands.filter(({ name }) => name === 'error').map(({ message }) => message)).toEqual([
      expect.stringContaining('this code comes from a fork, and moving names publishes: nothing was moved'),
    ])
    expect(await stack.digests('2026.3-stable')).toEqual({})
  })

  test('tells later steps what moved, and people in the summary', async () => {
    const ended = await call({ from: '2026.3-main' })
    expect(ended).toMatchObject({ status: 0, stderr: '' })
    expect(ended.outputs).toMatchObject({ outcome: 'passed', artifacts: join(stack.folder, 'artifacts') })
    expect(Object.keys(ended.outputs).sort()).toEqual(['artifacts', 'moved', 'outcome'])
    const moved = JSON.parse(ended.outputs['moved'] ?? '') as MovesResult['moved']
    expect(moved.map(({ image, new: digest }) => [image, digest])).toEqual(Object.entries(first))
    expect(ended.summary).toContain('## stack-action tag: passed')
    expect(ended.summary).toMatch(/^\| spark&#45;notebook \| .*2026\.3&#45;stable \| new \| [0-9a-f]{12} \|/m)
    const [record] = await stack.journal('spark-notebook')
    expect(record).toMatchObject({ by: 'bob', run: expect.stringMatching(/\/actions\/runs\/812$/) as unknown })
    expect(ended.commands.filter(({ name }) => name !== 'debug' && name !== 'stop-commands')).toEqual([])
  })
})

test('a spec is enough, and a place has to be known', async () => {
  const folder = await tempDir()
  await writeFiles(folder, { 'spec.yml': 'images:\n  lonely: {}\n' })
  const ended = await cli(['tag', '--spec', 'spec.yml', '--from', 'main'], { cwd: folder })
  expect(ended.status).toBe(2)
  expect(ended.stderr).toContain('spec.yml:2:3: error: "lonely" says no registry in which lonely is')
})

test('names that are the program’s own are nobody’s', async () => {
  const stack = await publishedStack(registry, undefined, { images: ['one'] })
  await putImage({ host: registry.host, name: `${stack.id}/one`, authorization: basic(registry) }, '2026.3-main')
  const ended = await stack.call('tag', '--from', '2026.3-main', '--to', 'stack-journal')
  expect(ended).toMatchObject({ status: 2 })
  expect(ended.stderr).toContain('the tag "stack-journal" is this program\'s own')
})

describe('docs/examples', () => {
  let world: World
  const digest = async (image: string, tag: string) => (await stored(world.packages, `org/${image}`, tag))?.digest
  const run = async (file: string, inputs: Record<string, string | boolean>): Promise<WorkflowRun> =>
    world.run(`docs/examples/${file}.yml`, await dispatchEvent(world.repository, { inputs }), { inputs })
  const legOf = (ended: WorkflowRun) => ended.jobs['tag']?.legs[0]
  const messagesOf = (ended: WorkflowRun) =>
    (legOf(ended)?.steps ?? []).flatMap((step) => step.annotations).map(({ level, message }) => `${level}: ${message}`)
  beforeAll(async () => {
    // What tag.yml calls lies beside it in a repository; gpu-gate.test.ts has both at work.
    const gpuTest = await readFile(join(root, 'docs/examples/gpu-test.yml'), 'utf8')
    world = await startWorld(
      { images: { base: {}, leaf: { parent: 'base' } }, more: { tag: { prefix: '2026.3' } } },
      { '.github/workflows/gpu-test.yml': gpuTest },
    )
    for (const tag of ['2026.3-main', '2026.3-next'])
      for (const name of ['base', 'leaf']) {
        const authorization = `Bearer ${world.packages.tokenFor(`repository:org/${name}:pull,push`)}`
        await putImage({ host: world.packages.host, name: `org/${name}`, authorization }, tag)
      }
  }, TIMEOUT)

  test(
    'tag.yml: a dry run finds what is not there, and proves what can work',
    async () => {
      const wrong = await run('tag', { tag: '2026.3-mian', 'dry-run': true })
      expect(wrong.conclusion).toBe('failure')
      expect(messagesOf(wrong)).toEqual([
        expect.stringMatching(/^error: .*org\/base:2026\.3-mian is not there/),
        expect.stringMatching(/^error: .*org\/leaf:2026\.3-mian is not there/),
      ])
      const dry = await run('tag', { tag: '2026.3-main', 'dry-run': true })
      expect(`${dry.conclusion}\n${legOf(dry)?.log ?? ''}`).toMatch(/^success/)
      expect(legOf(dry)?.log).toContain('tag (dry run): 2 names would move; it can work')
      expect(await world.tags('leaf')).toEqual(['2026.3-main', '2026.3-next'])
    },
    TIMEOUT,
  )

  test(
    'tag.yml and tag-global-stable.yml: stable, and the stable of all',
    async () => {
      const ended = await run('tag', { tag: '2026.3-main', 'skip-gpu-test': true })
      expect(`${ended.conclusion}\n${legOf(ended)?.log ?? ''}`).toMatch(/^success/)
      for (const name of ['base', 'leaf'])
        expect(await digest(name, '2026.3-stable')).toBe(await digest(name, '2026.3-main'))
      const moved = JSON.parse(ended.jobs['tag']?.outputs['moved'] ?? '') as MovesResult['moved']
      expect(moved.map(({ image, old, new: now }) => ({ image, old, now }))).toEqual([
        { image: 'base', old: null, now: await digest('base', '2026.3-main') },
        { image: 'leaf', old: null, now: await digest('leaf', '2026.3-main') },
      ])
      expect(legOf(ended)?.summary).toContain('## stack-action tag: passed')
      expect(world.results.allArtifacts().map(({ name }) => name)).toContain('stack-moves')

      const global = await run('tag-global-stable', { tag: '2026.3-stable' })
      expect(`${global.conclusion}\n${legOf(global)?.log ?? ''}`).toMatch(/^success/)
      expect(await digest('leaf', 'stable')).toBe(await digest('leaf', '2026.3-main'))
      expect(world.hub.problems).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'three that are asked for at once go one after the other, and none is left out',
    async () => {
      const all = await Promise.all(
        ['2026.3-next', '2026.3-main', '2026.3-next'].map((tag) => run('tag', { tag, 'skip-gpu-test': true })),
      )
      expect(all.map(({ conclusion }) => conclusion)).toEqual(['success', 'success', 'success'])
      const last = (await digest('leaf', '2026.3-stable')) === (await digest('leaf', '2026.3-next')) ? 'next' : 'main'
      expect(await digest('base', '2026.3-stable')).toBe(await digest('base', `2026.3-${last}`))
    },
    TIMEOUT,
  )
})
