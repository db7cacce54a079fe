import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { namesWith, engine, removeAtEnd } from '../world/engines.js'
import {
  deadHost,
  digestAt,
  dockerConfig,
  proxyTo,
  sharedRegistry,
  startRegistry,
  tagsAt,
  type TestRegistry,
} from '../world/registries.js'
import { cli, exists, lastLines, tempDir, TIMEOUT, unique, writeFiles, writeStack } from '../world/world.js'

/** Quick to build and to push, and without a shell: no suites run. */
const scratch = (content: string) => ({ dockerfile: 'FROM scratch\nCOPY content /\n', files: { content } })
const onParent = (content: string) => ({
  parent: 'root',
  dockerfile: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nCOPY content /content.child\n',
  files: { content },
})

async function stackOf(id: string, more?: object): Promise<string> {
  removeAtEnd(id)
  return writeStack(await tempDir(), {
    id,
    images: { root: scratch(id), leaf: onParent(id) },
    ...(more === undefined ? {} : { more }),
  })
}

test(
  'a registry that takes no pushes is found before anything is built',
  async () => {
    const [id, out] = [unique(), await tempDir()]
    const registry = await startRegistry({ readOnly: true })
    const ended = await cli(
      ['run', '--spec', await stackOf(id), '--registries', `${registry.host}/${id}`, '--out', out],
      { cwd: out, env: { DOCKER_CONFIG: await dockerConfig([registry]) } },
    )
    expect(ended.status).toBe(2)
    expect(ended.output).toContain(`no push to ${registry.host}/${id}/root: `)
    expect(ended.output).toContain(`(so with ${registry.host}/${id}/leaf)`)
    expect(await exists(join(out, 'artifacts/results.json'))).toBe(false)
    expect(await namesWith(engine, id)).toEqual([])
  },
  TIMEOUT,
)

describe('found before anything is built', () => {
  async function nothingDone(id: string, registry: string, config: string, status: number): Promise<string> {
    const out = await tempDir()
    const ended = await cli(['run', '--spec', await stackOf(id), '--registries', `${registry}/${id}`, '--out', out], {
      cwd: out,
      env: { DOCKER_CONFIG: config },
    })
    expect(ended).toMatchObject({ status, stdout: '' })
    expect(await namesWith(engine, id)).toEqual([])
    expect(await exists(join(out, 'artifacts'))).toBe(false)
    return ended.stderr
  }

  test(
    'a wrong password',
    async () => {
      const registry = await startRegistry()
      const stderr = await nothingDone(
        unique(),
        registry.host,
        await dockerConfig([{ ...registry, password: 'wrong' }]),
        2,
      )
      expect(stderr).toContain(registry.host)
      expect(stderr).toContain(`→ Log in with "docker login ${registry.host}"`)
      expect(stderr).not.toContain('wrong')
    },
    TIMEOUT,
  )

  test(
    'no login',
    async () => {
      const registry = await startRegistry()
      const stderr = await nothingDone(unique(), registry.host, await dockerConfig([]), 2)
      expect(stderr).toContain(`the registry ${registry.host} wants a login and there is none`)
    },
    TIMEOUT,
  )

  test(
    'a registry that does not answer',
    async () => {
      const host = await deadHost()
      const stderr = await nothingDone(unique(), host, await dockerConfig([]), 1)
      expect(stderr).toContain(`the registry ${host} does not answer`)
      expect(stderr).toContain('ECONNREFUSED')
    },
    TIMEOUT,
  )

  test(
    'images without a place to go to',
    async () => {
      const folder = await tempDir()
      await writeFiles(folder, {
        'spec.yml': 'images:\n  lonely: {}\n',
        'lonely/Dockerfile': 'FROM scratch\nCOPY Dockerfile /\n',
      })
      const ended = await cli(['run', '--spec', 'spec.yml'], { cwd: folder })
      expect(ended.status).toBe(2)
      expect(ended.stderr).toContain('spec.yml:2:3: error: "lonely" says no place to push lonely to')
      expect(await exists(join(folder, 'artifacts'))).toBe(false)
    },
    TIMEOUT,
  )
})

describe('several registries', () => {
  let registry: TestRegistry
  beforeAll(async () => {
    registry = await sharedRegistry()
  })

  test(
    '--registries with two bases publishes to both, with one digest',
    async () => {
      const [id, out] = [unique(), await tempDir()]
      const bases = ['east', 'west'].map((side) => `${registry.host}/${id}/${side}`)
      const ended = await cli(['run', '--spec', await stackOf(id), '--registries', bases.join(','), '--out', out], {
        cwd: out,
      })
      expect(ended.status).toBe(0)
      for (const image of ['root', 'leaf']) {
        const [east, west] = await Promise.all(
          ['east', 'west'].map((side) => digestAt(registry, `${id}/${side}/${image}`, 'local')),
        )
        expect(east).toMatch(/^sha256:/)
        expect(west).toBe(east)
      }
      expect(ended.stdout).toContain(`also published: ${registry.host}/${id}/west/root:local`)
    },
    TIMEOUT,
  )

  test(
    'push_to of the spec names an alias; --registries takes aliases too',
    async () => {
      const [id, out] = [unique(), await tempDir()]
      const spec = await stackOf(id, {
        registries: { home: `${registry.host}/${id}/home`, away: `${registry.host}/${id}/away` },
        push_to: 'home',
      })
      const call = (...flags: string[]) => cli(['run', '--spec', spec, '--out', out, ...flags], { cwd: out })
      expect((await call()).status).toBe(0)
      expect(await digestAt(registry, `${id}/home/root`, 'local')).toMatch(/^sha256:/)
      expect(await tagsAt(registry, `${id}/away/root`)).toEqual([])
      expect((await call('--registries', 'away')).status).toBe(0)
      expect(await digestAt(registry, `${id}/away/root`, 'local')).toBe(
        await digestAt(registry, `${id}/home/root`, 'local'),
      )
      const wrong = await call('--registries', 'awy')
      expect(wrong).toMatchObject({ status: 2 })
      expect(wrong.stderr).toContain('Did you mean "away"?')
    },
    TIMEOUT,
  )

  test(
    '--no-push builds and tests, and pushes nothing',
    async () => {
      const [id, out] = [unique(), await tempDir()]
      const ended = await cli(
        ['run', '--no-push', '--spec', await stackOf(id), '--registries', `${registry.host}/${id}`, '--out', out],
        { cwd: out },
      )
      expect(ended.status).toBe(0)
      expect(await namesWith(engine, `${id}/leaf`)).toHaveLength(2)
      expect(await tagsAt(registry, `${id}/leaf`)).toEqual([])
      expect(await tagsAt(registry, `${id}/root`)).toEqual([])
    },
    TIMEOUT,
  )
})

test(
  'a publish that fails half-way takes back what it had moved',
  async () => {
    const [id, out, folder] = [unique(), await tempDir(), await tempDir()]
    removeAtEnd(id)
    const registry = await startRegistry()
    let refusing = false
    const proxy = await proxyTo(registry.host, (method, path) =>
      refusing && method === 'PUT' && path === `/v2/${id}/leaf/manifests/local`
        ? { status: 403, body: '{"errors":[{"code":"DENIED","message":"tags of leaf are immutable"}]}' }
        : undefined,
    )
    const config = await dockerConfig([{ ...registry, host: proxy }])
    const digests = () => Promise.all(['root', 'leaf'].map((name) => digestAt(registry, `${id}/${name}`, 'local')))
    const call = async (content: string) => {
      const spec = await writeStack(folder, { id, images: { root: scratch(content), leaf: onParent(content) } })
      return cli(['run', '--spec', spec, '--registries', `${proxy}/${id}`, '--out', out], {
        cwd: out,
        env: { DOCKER_CONFIG: config },
      })
    }
    expect((await call('first')).status).toBe(0)
    const before = await digests()
    expect(before).toEqual([expect.stringMatching(/^sha256:/), expect.stringMatching(/^sha256:/)])

    refusing = true
    const failed = await call('second')
    expect(failed.status).toBe(1)
    expect(lastLines(failed.output, 20)).toMatch(
      new RegExp(`FAILED leaf at publish: ${proxy}/${id}/leaf:local could not be published: .*403.*immutable`),
    )
    expect(await digests()).toEqual(before)
    const journal = JSON.parse(await readFile(join(out, 'artifacts/journal.json'), 'utf8')) as unknown[]
    expect(journal).toEqual([
      expect.objectContaining({ image: 'root', ref: `${proxy}/${id}/root:local`, old: before[0], undone: true }),
    ])

    refusing = false
    expect((await call('second')).status).toBe(0)
    const after = await digests()
    expect(after[0]).not.toBe(before[0])
    expect(after[1]).not.toBe(before[1])
  },
  TIMEOUT,
)
