import { beforeAll, describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import type { MovesResult } from '../../src/report/moves.js'
import { basic, OCI, putImage, putIndex } from '../world/by-hand.js'
import {
  digestAt,
  dockerConfig,
  proxyTo,
  sharedRegistry,
  startRegistry,
  type TestRegistry,
} from '../world/registries.js'
import { runAction } from '../world/runner.js'
import { publishedStack, type Published } from '../world/stable.js'
import { cli, eventually, exists, startCli, tempDir, TIMEOUT } from '../world/world.js'

let registry: TestRegistry
beforeAll(async () => {
  registry = await sharedRegistry()
})

const NAMES = ['base', 'leaf']

/** A stack whose stable was moved twice; the digests that it had, and the ids of what moved it. */
async function movedTwice(more?: object): Promise<{
  stack: Published
  first: Record<string, string>
  second: Record<string, string>
  operations: readonly [string, string]
}> {
  const stack = await publishedStack(registry, more, { images: NAMES })
  const moves = []
  for (const tag of ['2026.3-first', '2026.3-second']) {
    const digests = await stack.putAll(tag)
    const ended = await stack.call('tag', '--from', tag, '--json')
    expect(ended.status).toBe(0)
    moves.push({ digests, operation: (JSON.parse(ended.stdout) as MovesResult).operation ?? '' })
  }
  const [first, second] = moves
  return {
    stack,
    first: first?.digests ?? {},
    second: second?.digests ?? {},
    operations: [first?.operation ?? '', second?.operation ?? ''],
  }
}

const short = (digest = ''): string => digest.slice(7, 19)

describe('a stable release that was moved twice', () => {
  let moved: Awaited<ReturnType<typeof movedTwice>>
  beforeAll(async () => {
    moved = await movedTwice()
  }, TIMEOUT)

  test('the list says what can be undone, newest first, and writes nothing', async () => {
    const { stack, first, second, operations } = moved
    for (const name of ['stable', '2026.3-stable']) {
      const away = await tempDir()
      const ended = await cli(
        ['rollback', name, '--spec', join(stack.folder, 'spec.yml'), '--registries', stack.base],
        { cwd: away },
      )
      expect(ended.status).toBe(0)
      const lines = ended.stdout.split('\n')
      expect(lines[0]).toMatch(
        new RegExp(
          `^${name} before ${operations[1]}: tag of 2026\\.3-second, by .*, on 20\\d\\d-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC`,
        ),
      )
      expect(lines[1]).toBe(`    ${stack.base}/base:2026.3-stable: ${short(first['base'])} ← ${short(second['base'])}`)
      expect(lines[3]).toContain(`${name} before ${operations[0]}: tag of 2026.3-first`)
      expect(lines[4]).toBe(`    ${stack.base}/base:2026.3-stable: none ← ${short(first['base'])}`)
      expect(await exists(join(away, 'artifacts'))).toBe(false)
    }
    const json = await stack.call('rollback', 'stable', '--json')
    const { undoable } = JSON.parse(json.stdout) as MovesResult
    expect(undoable.map(({ operation }) => operation)).toEqual([...operations].reverse())
  })

  test('a dry run moves nothing', async () => {
    const ended = await moved.stack.call('rollback', 'stable', '--before', moved.operations[1], '--dry-run')
    expect(ended.status).toBe(0)
    expect(ended.stdout).toContain('rollback (dry run): 2 names would move; it can work')
    expect(await moved.stack.digests('2026.3-stable')).toEqual(moved.second)
  })

  test('one image alone goes back', async () => {
    const { stack, operations, first, second } = moved
    const ended = await stack.call('rollback', 'stable', '--before', operations[1], '--images', 'leaf')
    expect(ended.status).toBe(0)
    expect(await stack.digests('2026.3-stable')).toEqual({ base: second['base'], leaf: first['leaf'] })
  })

  test('the whole stack goes back, on a machine that knows nothing but the spec', async () => {
    const { stack, operations, first } = moved
    const away = await tempDir()
    const ended = await cli(
      [
        ...['rollback', 'stable', '--before', operations[1]],
        ...['--spec', join(stack.folder, 'spec.yml'), '--registries', stack.base],
      ],
      { cwd: away, env: { USER: 'zoe' } },
    )
    expect(ended.status).toBe(0)
    expect(ended.stdout).toContain(`${stack.base}/leaf:2026.3-stable: unchanged`)
    expect(await stack.digests('2026.3-stable')).toEqual(first)
    const last = (await stack.journal('base')).at(-1)
    expect(last).toMatchObject({ kind: 'rollback', state: 'done', by: 'zoe', from: `before ${operations[1]}` })
  })

  test('what moved back can be undone, too', async () => {
    const { stack, second, first } = moved
    const ended = await stack.call('rollback', 'stable', '--last')
    expect(ended.status).toBe(0)
    expect(await stack.digests('2026.3-stable')).toEqual({ base: second['base'], leaf: first['leaf'] })
  })

  test('names that were new then stay, and are named', async () => {
    const { stack, operations } = moved
    const before = await stack.digests('2026.3-stable')
    const ended = await stack.call('rollback', 'stable', '--before', operations[0])
    expect(ended.status).toBe(0)
    for (const name of NAMES)
      expect(ended.stdout).toMatch(new RegExp(`${name}:2026\\.3-stable was new then, and stays at [0-9a-f]{12}`))
    expect(await stack.digests('2026.3-stable')).toEqual(before)
  })
})

test(
  'a name that somebody moved since stops all of it; --force moves it, too',
  async () => {
    const { stack, first, second, operations } = await movedTwice()
    const theirs = await stack.put('leaf', '2026.3-stable')
    for (const flags of [['--dry-run'], []]) {
      const ended = await stack.call('rollback', 'stable', '--before', operations[1], ...flags)
      expect(ended.status).toBe(2)
      expect(ended.stderr).toContain(
        `${stack.base}/leaf:2026.3-stable names ${short(theirs.digest)} by now, and ${short(second['leaf'])} after ${operations[1]}: somebody else moved it`,
      )
    }
    expect(await stack.digests('2026.3-stable')).toEqual({ base: second['base'], leaf: theirs.digest })
    const ended = await stack.call('rollback', 'stable', '--before', operations[1], '--force')
    expect(ended.status).toBe(0)
    expect(await stack.digests('2026.3-stable')).toEqual(first)
  },
  TIMEOUT,
)

test(
  'back before the first of two, the second is undone, too, and said',
  async () => {
    const { stack, operations, first } = await movedTwice()
    const third = await stack.putAll('2026.3-third')
    expect(await stack.call('tag', '--from', '2026.3-third')).toMatchObject({ status: 0 })
    expect(await stack.digests('2026.3-stable')).toEqual(third)
    const ended = await stack.call('rollback', 'stable', '--before', operations[1])
    expect(ended.status).toBe(0)
    expect(ended.stdout).toMatch(/note: this undoes tag \S+ of ann, too/)
    expect(await stack.digests('2026.3-stable')).toEqual(first)
  },
  TIMEOUT,
)

test(
  'what a runner began that was killed is listed, and undone once it holds nobody up',
  async () => {
    const own = await startRegistry()
    let held: () => void = () => undefined
    const holds = new Promise<void>((resolve) => (held = resolve))
    let holding = false
    const proxy = await proxyTo(own.host, (method, path) => {
      if (!holding || method !== 'PUT' || !path.endsWith('/leaf/manifests/2026.3-stable')) return undefined
      held()
      return { status: 503, headers: { 'retry-after': '20' } }
    })
    const env = { DOCKER_CONFIG: await dockerConfig([{ ...own, host: proxy }]) }
    const stack = await publishedStack(own, undefined, { images: NAMES, at: proxy, env })
    const first = await stack.putAll('2026.3-first')
    expect(await stack.call('tag', '--from', '2026.3-first')).toMatchObject({ status: 0 })
    const second = await stack.putAll('2026.3-second')
    holding = true
    const args = ['tag', '--spec', 'spec.yml', '--registries', stack.base, '--from', '2026.3-second']
    const running = startCli(args, { cwd: stack.folder, env })
    await holds
    await eventually(async () => (await stack.digests('2026.3-stable'))['base'] === second['base'])
    running.child.kill('SIGKILL')
    await running.ended
    holding = false
    expect(await stack.digests('2026.3-stable')).toEqual({ base: second['base'], leaf: first['leaf'] })

    const list = await stack.call('rollback', 'stable')
    expect(list.stdout.split('\n')[0]).toMatch(/tag of 2026\.3-second, .* it did not end$/)
    const early = await stack.call('rollback', 'stable', '--last')
    expect(early).toMatchObject({ status: 1 })
    expect(early.stdout).toContain('is being moved by somebody else')
    await stack.age()
    const ended = await stack.call('rollback', 'stable', '--last')
    expect(ended).toMatchObject({ status: 0 })
    expect(await stack.digests('2026.3-stable')).toEqual(first)
  },
  TIMEOUT,
)

test('an index keeps all its platforms', async () => {
  const stack = await publishedStack(registry, undefined, { images: ['one'] })
  const place = { host: registry.host, name: `${stack.id}/one`, authorization: basic(registry) }
  const index = async (tag: string): Promise<string> => {
    const parts = await Promise.all(
      ['linux/amd64', 'linux/arm64'].map((platform) => putImage(place, `${tag}-${platform.slice(6)}`)),
    )
    return (
      await putIndex(
        place,
        tag,
        [
          ['linux/amd64', parts[0] as never],
          ['linux/arm64', parts[1] as never],
        ],
        OCI,
      )
    ).digest
  }
  const first = await index('2026.3-first')
  expect(await stack.call('tag', '--from', '2026.3-first')).toMatchObject({ status: 0 })
  await index('2026.3-second')
  expect(await stack.call('tag', '--from', '2026.3-second')).toMatchObject({ status: 0 })
  expect(await stack.call('rollback', 'stable', '--last')).toMatchObject({ status: 0 })
  expect(await digestAt(registry, `${stack.id}/one`, '2026.3-stable')).toBe(first)
})

test('mistakes are told with what is near', async () => {
  const { stack, operations } = await movedTwice()
  const name = await stack.call('rollback', '2026.3-stabel')
  expect(name).toMatchObject({ status: 2 })
  expect(name.stderr).toContain('knows of a move of "2026.3-stabel"\n  → Did you mean "2026.3-stable"?')
  const operation = await stack.call('rollback', 'stable', '--before', operations[1].slice(0, -1))
  expect(operation).toMatchObject({ status: 2 })
  expect(operation.stderr).toContain(`Did you mean "${operations[1]}"?`)
  expect(await stack.call('rollback', 'stable', '--last', '--before', operations[0])).toMatchObject({ status: 2 })
  const never = await stack.call('rollback', 'global-stable')
  expect(never).toMatchObject({ status: 0 })
  expect(never.stdout).toContain('nothing that moved global-stable is known: there is nothing to undo')
})

describe('the action', () => {
  test(
    'lists in the summary, and moves back in the next run',
    async () => {
      const { stack, first, operations } = await movedTwice()
      const call = (more: Record<string, string>) =>
        runAction({
          ...{ action: 'rollback', workspace: stack.folder },
          with: { spec: 'spec.yml', registries: stack.base, name: 'stable', ...more },
        })
      const list = await call({})
      expect(list).toMatchObject({ status: 0, stderr: '' })
      expect(list.outputs).toMatchObject({ outcome: 'passed', moved: '[]' })
      expect(list.summary).toContain('| before | what | by | on | images |')
      expect(list.summary).toContain(operations[1].replace('-', '&#45;'))
      const ended = await call({ before: operations[1] })
      expect(ended).toMatchObject({ status: 0 })
      expect(await stack.digests('2026.3-stable')).toEqual(first)
      const none = await runAction({
        ...{ action: 'rollback', workspace: stack.folder, with: { spec: 'spec.yml', registries: stack.base } },
      })
      expect(none).toMatchObject({ status: 2 })
    },
    TIMEOUT,
  )
})
