import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageFacts } from '../../src/contents/facts.js'
import type { DiffResult } from '../../src/report/diff.js'
import type { ImageResult, Results } from '../../src/run/results.js'
import { cliEnv } from '../world/building.js'
import { engines, removeAtEnd } from '../world/engines.js'
import { sharedRegistry, type TestRegistry } from '../world/registries.js'
import { cli, exists, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

const table = (packages: Readonly<Record<string, string>>): string =>
  ['Package Version', '------- -------', ...Object.entries(packages).map((one) => one.join(' ')), ''].join('\n')

describe.each(engines)('what is in images, on $name', (engine) => {
  const id = unique()
  removeAtEnd(id)
  let registry: TestRegistry
  let stack: string
  const outs: string[] = []
  const runs: Results[] = []
  const call = (command: string, ...more: string[]): Promise<Ended> => {
    const flags = ['--spec', join(stack, 'spec.yml'), '--registries', `${registry.host}/${id}`, '--json']
    return cli([command, ...more, ...flags], { cwd: '/', env: cliEnv(engine.host) })
  }
  const run = async (packages: Readonly<Record<string, string>>, ...more: string[]): Promise<Results> => {
    await writeFiles(stack, { 'root/packages': table(packages) })
    const out = await tempDir()
    const { stdout, stderr } = await call('run', '--out', out, ...more)
    expect(stderr).not.toContain('could not')
    outs.push(out)
    const results = JSON.parse(stdout) as Results
    expect([results.outcome, results.images.map(({ message }) => message)]).toEqual(['passed', expect.anything()])
    runs.push(results)
    return results
  }
  const imageOf = (at: number, name: string): ImageResult => {
    const image = runs[at]?.images.find((one) => one.name === name)
    if (image === undefined) throw new Error(`no ${name}`)
    return image
  }
  const page = (at: number, name: string, ending: string): Promise<string> =>
    readFile(join(outs[at] ?? '', 'manifests', `${imageOf(at, name).file}.${ending}`), 'utf8')
  const differ = async (...more: string[]): Promise<DiffResult> => {
    const { status, stdout, stderr } = await call('diff', ...more)
    expect([status, stderr]).toEqual([0, expect.not.stringContaining('error')])
    return JSON.parse(stdout) as DiffResult
  }

  beforeAll(async () => {
    registry = await sharedRegistry()
    stack = await tempDir()
    await writeStack(stack, {
      id,
      images: {
        root: {
          more: { info_cmds: ['LIST', 'DPKG', 'NONE'] },
          dockerfile:
            'FROM debian:bookworm-slim\nENTRYPOINT ["false"]\nCOPY packages /packages\nRUN mkdir /made && touch /made/root\n',
        },
        leaf: { parent: 'root', more: { info_cmds: ['LIST'] } },
      },
      more: {
        tag: { prefix: '2026.4' },
        all_info_cmds: {
          LIST: { description: 'Python | Packages', command: 'cat /packages' },
          DPKG: { description: 'System Packages', command: 'dpkg-query --show' },
          NONE: { description: 'Not there', command: 'no-such-program --list' },
        },
      },
    })
    await run({ numpy: '1.26.4', gone: '1.0', pandas: '2.2' })
    await run({ numpy: '2.0.0', '|<img/src=x>': '1', pandas: '2.1' })
    await run({ numpy: '2.0.0', '|<img/src=x>': '1', pandas: '2.1' })
  }, 2 * TIMEOUT)

  test('are written as a page and as data, with a command that failed', async () => {
    const facts = JSON.parse(await page(0, 'root', 'json')) as ImageFacts
    expect(facts).toMatchObject({
      ...{ schema: 1, name: 'root', parents: [] },
      ...{ base: { ref: 'debian:bookworm-slim' }, digest: imageOf(0, 'root').published[0]?.digest },
    })
    expect(facts.compressed).toBeGreaterThan(1000)
    expect(facts.size).toBeGreaterThan(facts.compressed ?? Infinity)
    expect(facts.infos.map(({ name, status }) => [name, status])).toEqual([
      ['LIST', 0],
      ['DPKG', 0],
      ['NONE', expect.any(Number)],
    ])
    expect(facts.infos[2]?.status).not.toBe(0)
    const text = await page(0, 'root', 'md')
    expect(text).toContain('## Python &#124; Packages\n\n```\nPackage Version\n')
    expect(text).toContain(`**The command ended with exit status ${facts.infos[2]?.status}**`)
    expect(text).not.toContain('## What changed')
    expect(imageOf(0, 'root').infos[2]).toEqual({ name: 'NONE', outcome: 'failed' })
    const leaf = JSON.parse(await page(0, 'leaf', 'json')) as ImageFacts
    expect(leaf.parents).toEqual([{ name: 'root', ref: imageOf(0, 'root').ref, digest: facts.digest }])
    expect(leaf.base).toEqual(facts.base)
  })

  test('are compared with what was published before', async () => {
    const { diff } = imageOf(1, 'root')
    expect(diff?.against).toEqual({
      ref: imageOf(0, 'root').published[0]?.ref,
      digest: imageOf(0, 'root').published[0]?.digest,
    })
    expect(diff?.lists).toEqual([
      {
        ...{ name: 'LIST', kind: 'pip', added: [['|<img/src=x>', '1']], removed: [['gone', '1.0']] },
        ...{ upgraded: [['numpy', '1.26.4', '2.0.0']], downgraded: [['pandas', '2.2', '2.1']] },
        counts: { added: 1, removed: 1, upgraded: 1, downgraded: 1 },
      },
    ])
    expect(diff?.layers.same).toBeGreaterThan(0)
    expect(diff?.layers.added.map(({ command }) => command)).toContain('COPY packages /packages')
    const text = await page(1, 'root', 'md')
    expect(text).toContain('## What changed\n\nCompared with ')
    expect(text).toContain('| upgraded | numpy | 1.26.4 | 2.0.0 |')
    expect(text).not.toContain('<img/src=x> |')
    expect(imageOf(1, 'leaf').diff?.lists[0]?.counts.upgraded).toBe(1)
  })

  test('are left alone by a run without a change', () => {
    expect(imageOf(2, 'root').diff).toBeUndefined()
    expect(imageOf(2, 'root').action).toBe('reuse')
  })

  test(
    'diff says the same of digests and tags, without pulling',
    async () => {
      const [old, now] = [imageOf(0, 'root').published[0]?.digest ?? '', imageOf(1, 'root').published[0]?.ref ?? '']
      const { diff, before, after, same } = await differ('root', old, now.slice(now.lastIndexOf(':') + 1))
      expect(diff.lists).toEqual(imageOf(1, 'root').diff?.lists)
      expect([before.from, after.from, same]).toEqual(['facts', 'facts', false])
      const { status, stdout } = await cli(
        ['diff', 'root', now, old, '--spec', join(stack, 'spec.yml'), '--registries', `${registry.host}/${id}`],
        { cwd: '/', env: cliEnv(engine.host) },
      )
      expect(status).toBe(0)
      expect(stdout).toContain('LIST (pip): 1 upgraded, 1 downgraded, 1 added, 1 removed\n  ↓')
      expect((await differ('root', now, now)).same).toBe(true)
      expect((await differ('root', old)).after.digest).toBe(imageOf(1, 'root').published[0]?.digest)
    },
    TIMEOUT,
  )

  test(
    'diff names what is near when a tag or an image is not there',
    async () => {
      const tag = await call('diff', 'root', '2026.4-locale')
      expect([tag.status, tag.stderr]).toEqual([2, expect.stringContaining('2026.4-local')])
      const image = await call('diff', 'roto', '2026.4-local')
      expect([image.status, image.stderr]).toEqual([2, expect.stringContaining('"root"')])
      const nothing = await call('diff', 'root')
      expect([nothing.status, nothing.stderr]).toEqual([2, expect.stringContaining('compared with')])
    },
    TIMEOUT,
  )

  test(
    'a run that does not push writes the page and nothing into registries',
    async () => {
      await run({ numpy: '3' }, '--no-push')
      const facts = JSON.parse(await page(3, 'root', 'json')) as ImageFacts
      expect([facts.digest, facts.compressed]).toEqual([null, null])
      expect(await exists(join(outs[3] ?? '', 'manifests'))).toBe(true)
    },
    TIMEOUT,
  )
})
