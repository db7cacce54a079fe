import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results } from '../../src/run/results.js'
import { removeAtEnd } from '../world/engines.js'
import { digestAt, sharedRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import { cli, exists, lastLines, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

let registry: TestRegistry
beforeAll(async () => {
  registry = await sharedRegistry()
})

/** A stack whose suite reads what it expects from a file. */
async function stackOf(id: string, verdict: string) {
  removeAtEnd(id)
  const [folder, out] = [await tempDir(), await tempDir()]
  const spec = await writeStack(folder, {
    id,
    images: { root: {}, leaf: { parent: 'root' } },
    more: { suites: { verdict: { run: 'sh verdict.sh', files: 'checks' } } },
  })
  await writeFiles(folder, { 'checks/verdict.sh': verdict })
  const call = (command: string, ...flags: string[]): Promise<Ended> =>
    cli([command, '--spec', spec, '--out', out, ...flags], { cwd: folder })
  const results = async (): Promise<Results> =>
    JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results
  return { folder, out, call, results }
}

test(
  'build, test and push one after the other publish what run publishes',
  async () => {
    const id = unique()
    const { call, results } = await stackOf(id, 'true')
    const base = `${registry.host}/${id}`
    const built = await call('build')
    expect(built.status).toBe(0)
    expect((await results()).images.map((image) => [image.build?.outcome, image.suites])).toEqual([
      ['passed', []],
      ['passed', []],
    ])
    expect((await call('test')).status).toBe(0)
    expect((await results()).images.map((image) => [image.build?.outcome, image.suites[0]?.outcome])).toEqual([
      ['passed', 'passed'],
      ['passed', 'passed'],
    ])
    expect(await tagsAt(registry, `${id}/leaf`)).toEqual([])
    const pushed = await call('push', '--registries', base)
    expect(pushed.status).toBe(0)
    expect(pushed.output).not.toContain('untested')
    const published = (await results()).images.map((image) => image.published[0]?.digest)
    expect(published).toEqual([
      await digestAt(registry, `${id}/root`, 'local'),
      await digestAt(registry, `${id}/leaf`, 'local'),
    ])
    expect((await call('run', '--registries', `${base}/all`)).status).toBe(0)
    expect((await results()).images.map((image) => image.published[0]?.digest)).toEqual(published)
  },
  TIMEOUT,
)

test(
  'push refuses what test found broken, and publishes again once it is mended',
  async () => {
    const id = unique()
    const { call, results, folder } = await stackOf(id, 'test "$STACK_IMAGE" != leaf')
    const base = `${registry.host}/${id}`
    expect((await call('build')).status).toBe(0)
    const tested = await call('test')
    expect(tested.status).toBe(1)
    expect(lastLines(tested.output, 20)).toContain('FAILED leaf at test: suite verdict: exit status 1')
    const refused = await call('push', '--registries', base)
    expect(refused.status).toBe(1)
    expect(lastLines(refused.output, 20)).toContain('FAILED leaf at push: its suites failed: verdict')
    expect((await results()).images.flatMap((image) => image.published)).toEqual([])
    expect(await tagsAt(registry, `${id}/leaf`)).toEqual([])
    await writeFiles(folder, { 'checks/verdict.sh': 'true' })
    expect((await call('test')).status).toBe(0)
    expect((await call('push', '--registries', base)).status).toBe(0)
    expect(await digestAt(registry, `${id}/leaf`, 'local')).toMatch(/^sha256:/)
  },
  TIMEOUT,
)

test(
  'push without test says that the images are untested',
  async () => {
    const id = unique()
    const { call, results } = await stackOf(id, 'true')
    expect((await call('build')).status).toBe(0)
    const pushed = await call('push', '--registries', `${registry.host}/${id}`)
    expect(pushed.status).toBe(0)
    // They are pushed side by side.
    expect([...(await results()).notices].sort()).toEqual([
      expect.stringMatching(/^leaf is pushed untested/),
      expect.stringMatching(/^root is pushed untested/),
    ])
  },
  TIMEOUT,
)

test.each(['test', 'push'])(
  '%s before build: exit status 2, and it says what to do',
  async (command) => {
    const id = unique()
    const { call, out, folder } = await stackOf(id, 'true')
    const flags = command === 'push' ? ['--registries', `${registry.host}/${id}`] : []
    const early = await call(command, ...flags)
    expect(early.status).toBe(2)
    expect(early.stderr).toContain(`error: root is not in the engine as it is now (${id}/root:fp-`)
    expect(early.stderr).toContain('error: leaf is not in the engine as it is now')
    expect(early.stderr).toContain('→ Run "stack-action build" first')
    expect(await exists(join(out, 'artifacts'))).toBe(false)
    // A change after the build is the same mistake.
    expect((await call('build')).status).toBe(0)
    await writeFiles(folder, { 'leaf/new-file': 'x' })
    const stale = await call(command, ...flags)
    expect(stale.status).toBe(2)
    expect(stale.stderr).not.toContain('root is not in the engine')
    expect(stale.stderr).toContain('error: leaf is not in the engine as it is now')
  },
  TIMEOUT,
)

describe('what is broken, or was never tested, carries nothing that is published', () => {
  test(
    'a child that is named alone: its parent is tested again',
    async () => {
      const id = unique()
      const { call, folder } = await stackOf(id, 'test "$STACK_IMAGE" != root')
      const base = `${registry.host}/${id}`
      // A builder elsewhere, or another job, has left it there without a test.
      expect((await call('build', '--share', '--registries', base)).status).toBe(0)
      const alone = await call('run', '--images', 'leaf', '--registries', base)
      expect(alone.status).toBe(1)
      expect(lastLines(alone.output, 20)).toContain('FAILED root at test: suite verdict: exit status 1')
      expect(await tagsAt(registry, `${id}/leaf`)).toEqual([
        expect.stringMatching(/^fp-/),
        expect.stringMatching(/^info-/),
      ])
      await writeFiles(folder, { 'checks/verdict.sh': 'true' })
      expect((await call('run', '--images', 'leaf', '--registries', base)).status).toBe(0)
      expect(await tagsAt(registry, `${id}/leaf`)).toContain('local')
    },
    TIMEOUT,
  )

  test(
    'a push of what passed leaves out what is built on what did not',
    async () => {
      const id = unique()
      const { call, results } = await stackOf(id, 'test "$STACK_IMAGE" != root')
      expect((await call('build')).status).toBe(0)
      expect((await call('test')).status).toBe(1)
      const pushed = await call('push', '--publish', 'passed', '--registries', `${registry.host}/${id}`)
      expect(pushed.status).toBe(1)
      expect((await results()).images.map(({ outcome, published }) => [outcome, published])).toEqual([
        ['failed', []],
        ['cancelled', []],
      ])
      expect(await tagsAt(registry, `${id}/leaf`)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a push without the results of the job that was to test',
    async () => {
      const id = unique()
      const { call, out, results } = await stackOf(id, 'true')
      const base = `${registry.host}/${id}`
      expect((await call('build', '--share', '--registries', base)).status).toBe(0)
      const pushed = await call('push', '--registries', base, '--earlier', out)
      expect(pushed.status).toBe(1)
      expect(lastLines(pushed.output, 20)).toContain('nobody says that its suites have passed on this very image')
      expect((await results()).images.flatMap((image) => image.published)).toEqual([])
      expect((await call('test', '--share', '--registries', base)).status).toBe(0)
      expect((await call('push', '--registries', base)).status).toBe(0)
      expect(await tagsAt(registry, `${id}/leaf`)).toContain('local')
    },
    TIMEOUT,
  )
})
