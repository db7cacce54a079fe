import { describe, expect, test } from '@jest/globals'
import { hostname } from 'node:os'
import { join } from 'node:path'
import { writeFile } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pack } from 'tar-stream'
import { findEndpoint } from '../../src/docker/endpoint.js'
import { labelledImages, leftovers, removeBuilt, removeLeftovers } from '../../src/docker/reclaim.js'
import { dataFolderOf, readUsage, roomAt, type Usage } from '../../src/docker/space.js'
import { FINGERPRINT_LABEL } from '../../src/run/context.js'
import { judgeSpace } from '../../src/run/space.js'
import { valueAt } from '../../src/shared/values.js'
import { engines, namesWith, removeAtEnd, type TestEngine } from '../world/engines.js'
import { atEnd, output, run, tempDir, TIMEOUT, unique } from '../world/world.js'

const isOurs = (labels: unknown): boolean => valueAt(labels, [FINGERPRINT_LABEL]) !== undefined
const isRoot = process.getuid?.() === 0

interface Made {
  readonly tags: readonly string[]
  /** Undefined: an image of somebody else. */
  readonly fingerprint?: string
  readonly dockerfile?: string
}

/** Builds an image whose content no other one has, with the engine's BuildKit. Returns its id. */
async function build(on: TestEngine, { tags, fingerprint, dockerfile }: Made): Promise<string> {
  const context = pack()
  context.entry({ name: 'Dockerfile' }, dockerfile ?? 'FROM scratch\nCOPY once /once\nCMD ["/once"]\n')
  context.entry({ name: 'once' }, unique())
  context.finalize()
  const modem = on.docker.modem as {
    dial: (options: object, done: (error: Error | null | undefined, stream: Readable) => void) => void
  }
  const labels = fingerprint === undefined ? {} : { [FINGERPRINT_LABEL]: fingerprint }
  const options = { version: '2', t: tags, labels }
  const stream = await new Promise<Readable>((resolve, reject) => {
    modem.dial(
      { method: 'POST', path: '/build?', file: context, options, isStream: true, statusCodes: { 200: true } },
      (error, answer) => (error ? reject(error) : resolve(answer)),
    )
  })
  const told = await text(stream)
  const ids = told.split('\n').map((line) => (line === '' ? undefined : valueAt(JSON.parse(line), ['aux', 'ID'])))
  const id = ids.find((one) => typeof one === 'string')
  if (id === undefined) throw new Error(told.slice(-1000))
  return id
}

/**
 * Another build of a fingerprint, which takes its name over. Named afterwards: of builds that take a name themselves,
 * containerd's store keeps no trace of the one before.
 */
async function rebuilt(on: TestEngine, repository: string, fingerprint: string): Promise<string> {
  const id = await build(on, { tags: [`${repository}:main`], fingerprint })
  await on.docker.getImage(id).tag({ repo: repository, tag: `fp-${fingerprint}` })
  return id
}

async function isThere(on: TestEngine, ref: string): Promise<boolean> {
  return on.docker
    .getImage(ref)
    .inspect()
    .then(
      () => true,
      () => false,
    )
}

/** A container that is not started; gone at the end. */
async function containerOf(on: TestEngine, image: string): Promise<void> {
  const container = await on.docker.createContainer({ Image: image })
  atEnd(() => container.remove({ force: true }))
}

describe.each(engines)('the room of $name', (on) => {
  test('is that of the folder where it keeps its data', async () => {
    const endpoint = await findEndpoint({ DOCKER_HOST: on.host })
    const folder = await dataFolderOf(on.docker, endpoint, hostname())
    if (endpoint.kind !== 'socket') return expect(folder).toBeUndefined()
    const [room, told] = [
      await roomAt(folder ?? ''),
      await output('df', ['-B1', '--output=avail', folder ?? ''], { cwd: '/', env: process.env }),
    ]
    const free = Number(told.split('\n')[1])
    // Others write to the same disk.
    expect(Math.abs((room?.free ?? 0) - free)).toBeLessThan(5e9)
  })

  test('is not known when its host has another name, or it is reached over a network', async () => {
    const endpoint = await findEndpoint({ DOCKER_HOST: on.host })
    expect(await dataFolderOf(on.docker, endpoint, 'some-other-host')).toBeUndefined()
    const tcp = { kind: 'tcp', host: 'localhost', port: 2375, certificates: undefined, source: 'x' } as const
    expect(await dataFolderOf(on.docker, tcp, hostname())).toBeUndefined()
  })

  test(
    'is taken by images that are named, ours and others, and by the build cache',
    async () => {
      const id = unique()
      removeAtEnd(id)
      await build(on, { tags: [`${id}/ours:1`], fingerprint: 'f' })
      await build(on, { tags: [`${id}/foreign:1`] })
      // Engines that are busy with other tests take their time, or trip over images that go meanwhile.
      const asked = async (): Promise<Usage | undefined> => readUsage(on.docker, isOurs, TIMEOUT / 3)
      const usage = (await asked()) ?? (await asked())
      const mine = usage?.imageList.filter(({ name }) => name.includes(id)).map(({ name, ours }) => [name, ours])
      expect(mine?.sort()).toEqual([
        [`${id}/foreign:1`, false],
        [`${id}/ours:1`, true],
      ])
      expect(Math.max(...(usage?.imageList.map(({ size }) => size) ?? []))).toBeGreaterThan(10e6)
      expect(usage?.images).toBeGreaterThan(10e6)
      expect(usage?.buildCache).toBeGreaterThan(0)
    },
    TIMEOUT,
  )

  test('is not waited for without end', async () => {
    expect(await readUsage(on.docker, isOurs, 0)).toBeUndefined()
  })
})

describe.each(engines)('an image that a run has built on $name', (on) => {
  const made = async (): Promise<{ id: string; repository: string; names: string[] }> => {
    const repository = `${unique()}/image`
    removeAtEnd(repository)
    const names = [`${repository}:fp-f`, `${repository}:main`]
    return { id: await build(on, { tags: names, fingerprint: 'f' }), repository, names }
  }

  test(
    'goes with its last name',
    async () => {
      const { id, names, repository } = await made()
      const done = await removeBuilt(on.docker, { id, names: [...names, `${repository}:never-given`] })
      expect(done).toEqual({ names: [...names].reverse(), gone: true, kept: undefined })
      expect(await isThere(on, id)).toBe(false)
    },
    TIMEOUT,
  )

  test(
    'stays with the name that somebody else has given it',
    async () => {
      const { id, names, repository } = await made()
      await on.docker.getImage(id).tag({ repo: repository, tag: 'precious' })
      expect(await removeBuilt(on.docker, { id, names })).toMatchObject({ gone: false, kept: undefined })
      expect(await namesWith(on, repository)).toEqual([`${repository}:precious`])
    },
    TIMEOUT,
  )

  test(
    'stays with the name that later runs look for when a container is made of it',
    async () => {
      const { id, names, repository } = await made()
      await containerOf(on, `${repository}:fp-f`)
      const done = await removeBuilt(on.docker, { id, names })
      expect(done.gone).toBe(false)
      expect(done.kept).toContain('container')
      expect(await namesWith(on, repository)).toEqual([`${repository}:fp-f`])
    },
    TIMEOUT,
  )

  test(
    'leaves a name alone that another run has given to its own',
    async () => {
      const { id, names, repository } = await made()
      const other = await build(on, { tags: [`${repository}:main`] })
      expect(await removeBuilt(on.docker, { id, names })).toMatchObject({ names: [`${repository}:fp-f`], gone: true })
      expect((await on.docker.getImage(`${repository}:main`).inspect()).Id).toBe(other)
    },
    TIMEOUT,
  )

  test(
    'leaves its children whole',
    async () => {
      const { id, names, repository } = await made()
      const child = await build(on, {
        tags: [`${repository}:child`],
        fingerprint: 'g',
        dockerfile: `FROM ${repository}:fp-f\nCOPY once /twice\n`,
      })
      expect((await removeBuilt(on.docker, { id, names })).gone).toBe(true)
      const found = await on.docker.getImage(child).inspect()
      expect(found.RootFS.Layers).toHaveLength(2)
      const container = await on.docker.createContainer({ Image: `${repository}:child` })
      atEnd(() => container.remove({ force: true }))
      const files = await container.getArchive({ path: '/once' })
      files.resume()
    },
    TIMEOUT,
  )

  test(
    'is gone already: nothing happens',
    async () => {
      const { id, names } = await made()
      await removeBuilt(on.docker, { id, names })
      expect(await removeBuilt(on.docker, { id, names })).toEqual({ names: [], gone: false, kept: undefined })
    },
    TIMEOUT,
  )
})

describe.each(engines)('what earlier runs left on $name', (on) => {
  const never = (): Promise<boolean> => Promise.resolve(false)
  const LATER = Date.now() + 30 * 24 * 3600_000
  /** Only what this test made: others use the same engine. */
  const found = async (fingerprint: string): Promise<ReturnType<typeof leftovers>> => {
    const all = await labelledImages(on.docker, FINGERPRINT_LABEL)
    return leftovers(
      all.filter((image) => image.fingerprint === fingerprint),
      new Set(),
      LATER,
    )
  }

  test(
    'a build that was made again goes; what somebody built on it by hand stays',
    async () => {
      const [repository, fingerprint] = [`${unique()}/image`, unique()]
      removeAtEnd(repository)
      const name = `${repository}:fp-${fingerprint}`
      const first = await build(on, { tags: [name], fingerprint })
      const byHand = await build(on, { tags: [`${repository}:mine`], dockerfile: `FROM ${name}\nCOPY once /mine\n` })
      const again = await build(on, { tags: [`${repository}:again`], dockerfile: `FROM ${name}\nCOPY once /mine\n` })
      await on.docker.getImage(again).tag({ repo: repository, tag: 'mine' })
      atEnd(() => on.docker.getImage(byHand).remove({ force: true }))
      const heir = await rebuilt(on, repository, fingerprint)
      const [image, ...more] = await found(fingerprint)
      expect([image?.id, more]).toEqual([first, []])
      if (image === undefined) return
      expect(await removeLeftovers(on.docker, [image], never)).toEqual([image])
      expect(await Promise.all([first, byHand, again, heir].map((id) => isThere(on, id)))).toEqual([
        false,
        true,
        true,
        true,
      ])
    },
    TIMEOUT,
  )

  test(
    'what has only the name of its fingerprint goes, unless a container is made of it or it is fresh',
    async () => {
      const [repository, fingerprint] = [`${unique()}/image`, unique()]
      removeAtEnd(repository)
      const id = await build(on, { tags: [`${repository}:fp-${fingerprint}`], fingerprint })
      const [image] = await found(fingerprint)
      if (image === undefined) throw new Error('it is not found')
      expect(leftovers([image], new Set(), Date.now())).toEqual([])
      const container = await on.docker.createContainer({ Image: id })
      expect(await removeLeftovers(on.docker, [image], never)).toEqual([])
      expect(await isThere(on, id)).toBe(true)
      await container.remove()
      expect(await removeLeftovers(on.docker, [image], never)).toEqual([image])
      expect(await isThere(on, id)).toBe(false)
    },
    TIMEOUT,
  )

  test(
    'goes one by one, the oldest first, until there is enough',
    async () => {
      const [repository, fingerprint] = [`${unique()}/image`, unique()]
      removeAtEnd(repository)
      const name = (at: number): string => `${repository}-${at}:fp-${fingerprint}`
      const ids: string[] = []
      for (const at of [1, 2, 3]) ids.push(await build(on, { tags: [name(at)], fingerprint }))
      const enough = async (): Promise<boolean> => !(await isThere(on, ids[1] ?? ''))
      const gone = await removeLeftovers(on.docker, await found(fingerprint), enough)
      expect(gone.map(({ id }) => id)).toEqual(ids.slice(0, 2))
      expect(await namesWith(on, repository)).toEqual([name(3)])
    },
    TIMEOUT,
  )

  test(
    'what was given a name since it was found stays',
    async () => {
      const [repository, fingerprint] = [`${unique()}/image`, unique()]
      removeAtEnd(repository)
      const name = `${repository}:fp-${fingerprint}`
      const first = await build(on, { tags: [name], fingerprint })
      await rebuilt(on, repository, fingerprint)
      const [image] = await found(fingerprint)
      expect(image?.id).toBe(first)
      await on.docker.getImage(first).tag({ repo: repository, tag: 'kept' })
      expect(await removeLeftovers(on.docker, image === undefined ? [] : [image], never)).toEqual([])
      expect(await isThere(on, first)).toBe(true)
    },
    TIMEOUT,
  )
})

describe('a small disk', () => {
  test('that is not there has no room that is known', async () => {
    expect(await roomAt(join(await tempDir(), 'nowhere'))).toBeUndefined()
  })

  // Only root may mount; the judgement has its own tests with made-up rooms.
  const mounted = isRoot && process.platform === 'linux' ? test : test.skip
  mounted(
    'is found full: of bytes, and of files',
    async () => {
      const folder = await tempDir()
      const mount = (...args: string[]): Promise<unknown> => output('mount', args, { cwd: '/', env: process.env })
      await mount('-t', 'tmpfs', '-o', 'size=8m,nr_inodes=100', 'tmpfs', folder)
      atEnd(() => run('umount', [folder], { cwd: '/', env: process.env }))
      const shortage = async (): Promise<string | undefined> =>
        judgeSpace({ engine: await roomAt(folder), output: undefined }, 4_000_000)?.message
      expect(await shortage()).toMatch(/^room for 9\d more files /)
      await mount('-o', 'remount,nr_inodes=1000000', folder)
      expect(await shortage()).toBeUndefined()
      await writeFile(join(folder, 'big'), Buffer.alloc(6 * 1024 * 1024))
      expect(await shortage()).toMatch(/^2\.\d MB free where the engine keeps its images \(.*\), 4\.0 MB wanted$/)
      await expect(writeFile(join(folder, 'more'), Buffer.alloc(6 * 1024 * 1024))).rejects.toThrow('ENOSPC')
    },
    TIMEOUT,
  )
})
