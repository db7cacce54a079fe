import { beforeAll, expect, test } from '@jest/globals'
import { appendFileSync } from 'node:fs'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results } from '../../src/run/results.js'
import { expectAgreement } from '../world/agreement.js'
import { describeDaemons, loadTiny, startDaemon, type TestDaemon } from '../world/daemon.js'
import { containersLeft, engine, removeAtEnd } from '../world/engines.js'
import { digestAt, dockerConfig, proxyTo, startRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import {
  atEnd,
  cleanEnv,
  cli,
  lastLines,
  output,
  tempDir,
  TIMEOUT,
  unique,
  writeStack,
  type Ended,
  type TinyStack,
} from '../world/world.js'

let registry: TestRegistry
beforeAll(async () => {
  registry = await startRegistry()
})

const names = async (id: string, image: string): Promise<string[]> =>
  (await tagsAt(registry, `${id}/${image}`)).filter((tag) => !/^(fp|ok|info)-/.test(tag))

const actions = (results: Results): Record<string, string> =>
  Object.fromEntries(results.images.map(({ name, action }) => [name, action]))

const command = (program: string, ...args: string[]): Promise<string> =>
  output(program, args, { cwd: '/', env: cleanEnv() })

/** A folder on a disk of its own. */
async function smallDisk(size: string): Promise<string> {
  const out = join(await tempDir(), 'small')
  await mkdir(out)
  await command('mount', '-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', out)
  atEnd(() => command('umount', '-l', out))
  return out
}

/** /dev/full in broken.test.ts shows single files; this is a whole disk that gets full as a run goes on. */
test(
  'the disk of the output folder gets full in the middle of a build: exit status 1, and room is all that the next run needs',
  async () => {
    const id = unique()
    removeAtEnd(id)
    const folder = await tempDir()
    const out = await smallDisk('256k')
    const chatty = `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nRUN for n in $(seq 10000); do echo "$n ${id} and more words in this line"; done\n`
    const spec = await writeStack(folder, {
      id,
      images: { root: {}, chatty: { parent: 'root', dockerfile: chatty }, quiet: { parent: 'root' } },
      more: { suites: { made: { run: 'test -e /made/root', images: 'root' } } },
    })
    const args = ['run', '--spec', spec, '--registries', `${registry.host}/${id}`, '--out', out, '--min-free', '0']
    const call = async (): Promise<Ended> =>
      cli(args, { cwd: folder, env: { DOCKER_CONFIG: await dockerConfig([registry]) } })

    const ended = await call()
    expect([ended.status, ended.signal]).toEqual([1, null])
    expect(lastLines(ended.output, 20)).toContain(`no space left for the files of the run in ${join(out, 'artifacts')}`)
    // What could be written last is on the disk whole, and claims nothing.
    const results = JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results
    expect(['running', 'failed']).toContain(results.outcome)
    expect(results.images.find(({ name }) => name === 'chatty')?.outcome).not.toBe('passed')
    expect(results.images.flatMap(({ published }) => published)).toEqual([])
    expect((await readdir(join(out, 'artifacts'))).filter((name) => name.includes('.tmp'))).toEqual([])
    for (const image of ['root', 'chatty', 'quiet']) expect([image, await names(id, image)]).toEqual([image, []])
    expect(await containersLeft(engine, id)).toEqual([])

    await command('mount', '-o', 'remount,size=64m', out)
    const again = await expectAgreement(out, await call())
    expect([again.outcome, actions(again)['root']]).toEqual(['passed', 'reuse'])
    expect(again.images.map(({ published }) => published.length)).toEqual([1, 1, 1])
  },
  TIMEOUT,
)

test(
  'the disk of the output folder gets full between two moves: all names move or none, and the exit status is 1',
  async () => {
    const id = unique()
    removeAtEnd(id)
    const folder = await tempDir()
    const out = await smallDisk('8m')
    let moves = -Infinity
    const host = await proxyTo(registry.host, (method, path) => {
      if (method === 'PUT' && path.endsWith('/manifests/local') && ++moves === 1) {
        // Before the registry hears of the first move; the journal already knows of it.
        try {
          for (const piece = Buffer.alloc(4096); ;) appendFileSync(join(out, 'filler'), piece)
        } catch {
          return undefined
        }
      }
      return undefined
    })
    const images = (content: string): TinyStack['images'] => ({
      root: { dockerfile: 'FROM scratch\nCOPY content /\n', files: { content } },
      leaf: {
        parent: 'root',
        dockerfile: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nCOPY content /leaf\n',
        files: { content },
      },
    })
    const config = await dockerConfig([{ ...registry, host }])
    const call = async (content: string): Promise<Ended> => {
      const spec = await writeStack(folder, { id, images: images(content) })
      return cli(['run', '--spec', spec, '--registries', `${host}/${id}`, '--out', out, '--min-free', '0'], {
        cwd: folder,
        env: { DOCKER_CONFIG: config },
      })
    }
    const digests = () => Promise.all(['root', 'leaf'].map((name) => digestAt(registry, `${id}/${name}`, 'local')))
    expect((await call('first')).status).toBe(0)
    const before = await digests()

    moves = 0
    const ended = await call('second')
    expect([ended.status, ended.signal]).toEqual([1, null])
    const after = await digests()
    expect(after.map((digest, at) => digest === before[at])).toEqual(after.map(() => after[0] === before[0]))
    await command('rm', join(out, 'filler'))
    const again = await expectAgreement(out, await call('second'))
    expect([again.outcome, actions(again)]).toEqual(['passed', { root: 'reuse', leaf: 'reuse' }])
    expect(await digests()).toEqual(again.images.map(({ published }) => published[0]?.digest))
  },
  TIMEOUT,
)

describeDaemons('$name of its own with a small disk', (kind) => {
  let daemon: TestDaemon
  let base: string
  beforeAll(async () => {
    daemon = await startDaemon(kind, { diskMiB: 100 })
    base = await loadTiny(daemon)
  }, TIMEOUT)

  test(
    'gets full in the middle of a build: the step and the disk are named, and room is all that the next run needs',
    async () => {
      const id = unique()
      const [folder, out] = [await tempDir(), await tempDir()]
      const child = (mib: number): string =>
        `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nRUN dd if=/dev/urandom of=/big bs=1048576 count=${mib} 2>&1\n`
      const spec = await writeStack(folder, {
        id,
        images: {
          root: { dockerfile: `FROM ${base}\nRUN echo ${id} > /made\n` },
          small: { parent: 'root', dockerfile: child(1) },
          big: { parent: 'small', dockerfile: child(120) },
        },
      })
      const args = ['run', '--spec', spec, '--registries', `${registry.host}/${id}`, '--out', out]
      const env = { DOCKER_HOST: daemon.host, DOCKER_CONFIG: await dockerConfig([registry]) }
      const narrow = [...args, '--min-free', '0'] // Else no build would begin at all.
      const ended = await cli(narrow, { cwd: folder, env })
      const results = await expectAgreement(out, ended)
      const big = results.images.find(({ name }) => name === 'big')
      expect([results.outcome, big?.outcome, big?.failedStep]).toEqual(['failed', 'failed', 'build'])
      expect([big?.message, ...(big?.evidence ?? [])].join('\n')).toMatch(/no space left on device/i)
      expect(lastLines(ended.output, 20)).toMatch(/FAILED big at build: /)
      expect(lastLines(ended.output, 20)).toMatch(/no space left on device/i)
      for (const image of ['root', 'small', 'big']) expect([image, await names(id, image)]).toEqual([image, []])

      await daemon.resize(600)
      const again = await expectAgreement(out, await cli(narrow, { cwd: folder, env }))
      expect([again.outcome, actions(again)]).toEqual(['passed', { root: 'reuse', small: 'reuse', big: 'build' }])
      for (const image of ['root', 'small', 'big']) expect([image, await names(id, image)]).toEqual([image, ['local']])
    },
    TIMEOUT,
  )

  test(
    'has less room than is wanted: no build begins, and what takes the room is named',
    async () => {
      const id = unique()
      const [folder, out] = [await tempDir(), await tempDir()]
      await daemon.resize(600)
      const spec = await writeStack(folder, {
        id,
        images: {
          root: { dockerfile: `FROM ${base}\nRUN echo ${id} > /made\n` },
          leaf: { parent: 'root', dockerfile: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN true\n' },
        },
      })
      const ended = await cli(['run', '--no-push', '--spec', spec, '--out', out], {
        cwd: folder,
        env: { DOCKER_HOST: daemon.host },
      })
      const results = await expectAgreement(out, ended)
      const [root, leaf] = results.images
      expect([root?.outcome, root?.failedStep, leaf?.outcome]).toEqual(['failed', 'build', 'cancelled'])
      expect(root?.message).toMatch(/ free where the engine keeps its images \(.*\), 2\.0 GB wanted/)
      expect(root?.remedy).toMatch(/docker (builder prune|image rm)|Make room/)
      const images = await daemon.docker.listImages()
      expect(images.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => name.includes(id))).toEqual([])
    },
    TIMEOUT,
  )
})
