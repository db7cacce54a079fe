import { beforeAll, describe, expect, test } from '@jest/globals'
import type Docker from 'dockerode'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { registryClient, type Manifest, type RegistryClient } from '../../src/registry/client.js'
import { platformsOf } from '../../src/registry/join.js'
import type { Results } from '../../src/run/results.js'
import type { Plan } from '../../src/stack/plan.js'
import { expectAgreement } from '../world/agreement.js'
import { basic } from '../world/by-hand.js'
import { cliEnv, testBuilders, type TestBuilder } from '../world/building.js'
import { emulateArm64, MACHINES, pushBusybox } from '../world/emulation.js'
import { engines, removeAtEnd, type TestEngine } from '../world/engines.js'
import { startWorld } from '../world/github.js'
import { pushEvent } from '../world/hub/events/index.js'
import { sharedRegistry, type TestRegistry } from '../world/registries.js'
import { cli, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

// linux/arm64 is emulated: what runs is the real thing, only slower.
const PLATFORMS = Object.keys(MACHINES) as (keyof typeof MACHINES)[]

let registry: TestRegistry
let client: RegistryClient
let busybox: string
beforeAll(async () => {
  const name = `${unique()}/busybox`
  removeAtEnd(name)
  registry = await sharedRegistry()
  const { user: username, password } = registry
  client = registryClient(() => Promise.resolve({ username, password }))
  await emulateArm64()
  busybox = await pushBusybox(registry, name)
}, TIMEOUT)

/** A child that is only made on the parent of its own platform. */
const childDockerfile = (word: string): string =>
  `ARG BASE_IMAGE=unset\nFROM \${BASE_IMAGE}\nRUN test "$(cat /base)" = "$(uname -m)" && echo "${word} on $(uname -m)" > /leaf\n`

interface TestStack {
  readonly id: string
  readonly folder: string
  readonly call: (command: string, flags: readonly string[], by: TestBuilder) => Promise<Ended>
  readonly repository: (name: string) => string
}

async function twoPlatforms(): Promise<TestStack> {
  const id = unique()
  removeAtEnd(id)
  const folder = await tempDir()
  const spec = await writeStack(folder, {
    id,
    images: {
      base: { dockerfile: `FROM ${busybox}\nRUN echo ${id} && uname -m > /base\n` },
      leaf: {
        parent: 'base',
        dockerfile: childDockerfile('first'),
        more: { info_cmds: ['MACHINE'] },
      },
    },
    more: {
      platforms: PLATFORMS,
      suites: { machine: { run: 'sh machine.sh', files: 'checks' } },
      all_info_cmds: { MACHINE: { description: 'The machine', command: 'uname -m' } },
    },
  })
  await writeFiles(folder, { 'checks/machine.sh': 'test "$(cat /base)" = "$(uname -m)" && echo tested on $(uname -m)' })
  const repository = (name: string): string => `${registry.host}/${id}/${name}`
  const call: TestStack['call'] = (command, flags, { kind, on }) => {
    const builder = command === 'run' ? ['--builder', kind] : []
    const to = ['--registries', `${registry.host}/${id}`]
    return cli([command, '--spec', spec, ...to, ...builder, ...flags], { cwd: '/', env: cliEnv(on.host) })
  }
  return { id, folder, call, repository }
}

const readJson = async (...path: string[]): Promise<unknown> => JSON.parse(await readFile(join(...path), 'utf8'))
const actionsIn = async (out: string): Promise<Record<string, string>> => {
  const { images } = (await readJson(out, 'artifacts/plan.json')) as Plan
  return Object.fromEntries(images.map(({ id, action }) => [id, action]))
}

async function nameAt(repository: string): Promise<Manifest> {
  const manifest = await client.manifest(repository, 'local')
  if (manifest === undefined) throw new Error(`there is no ${repository}:local`)
  return manifest
}

/** Digests of the images in an index, without attestations. */
function imagesIn({ bytes }: Pick<Manifest, 'bytes'>): string[] {
  const { manifests } = JSON.parse(bytes.toString()) as {
    manifests?: { digest: string; annotations?: Record<string, string> }[]
  }
  return (manifests ?? []).filter(({ annotations }) => annotations === undefined).map(({ digest }) => digest)
}

/** What a candidate is: an image, or an index that holds it beside its attestations. */
async function candidateImage(repository: string, digest: string): Promise<string[]> {
  const manifest = await client.manifest(repository, digest)
  if (manifest === undefined) throw new Error(`there is no ${repository}@${digest}`)
  const inside = imagesIn(manifest)
  return inside.length > 0 ? inside : [digest]
}

/** What an image says itself, whatever an index says of it. */
async function platformOf(repository: string, digest: string): Promise<string> {
  const { host } = registry
  const blob = async (path: string): Promise<unknown> => {
    const authorization = basic(registry)
    const accept = 'application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json'
    const response = await fetch(`http://${host}/v2/${repository.slice(host.length + 1)}/${path}`, {
      headers: { authorization, accept },
    })
    return response.json()
  }
  const { config } = (await blob(`manifests/${digest}`)) as { config: { digest: string } }
  const { os, architecture } = (await blob(`blobs/${config.digest}`)) as { os: string; architecture: string }
  return `${os}/${architecture}`
}

/** The name is one index of both platforms, and what is in it are the candidates, in the same order. */
async function expectJoined(stack: TestStack, name: string, results: readonly Results[]): Promise<void> {
  const repository = stack.repository(name)
  const index = await nameAt(repository)
  expect(index.mediaType).toBe('application/vnd.oci.image.index.v1+json')
  expect(platformsOf(index.bytes)).toEqual(PLATFORMS)
  const candidates = PLATFORMS.map((platform) => {
    const id = `${name}/${platform.replace('linux/', '')}`
    return results.flatMap(({ images }) => images).find((image) => image.id === id && image.candidates.length > 0)
  })
  const made = await Promise.all(
    candidates.map((image) => candidateImage(repository, image?.candidates[0]?.digest ?? '')),
  )
  expect(imagesIn(index)).toEqual(made.flat())
  expect(await Promise.all(made.flat().map((digest) => platformOf(repository, digest)))).toEqual(PLATFORMS)
  expect(new Set(made.flat()).size).toBe(2)
}

/** Pulls what a digest names for a platform, as anybody would, and runs a command in it. */
async function printedBy({ docker }: TestEngine, ref: string, platform: string, command: string): Promise<string> {
  const { user: username, password, host: serveraddress } = registry
  const authconfig = { username, password, serveraddress }
  const events = await text(await docker.pull(ref, { platform, authconfig }))
  if (events.includes('"errorDetail"')) throw new Error(events)
  const out = new PassThrough()
  const options = { platform, HostConfig: { NetworkMode: 'none' }, Tty: true } satisfies Docker.ContainerCreateOptions
  const [, container] = (await docker.run(ref, ['sh', '-c', command], out, options)) as [unknown, Docker.Container]
  out.end()
  await container.remove()
  await docker.getImage(ref).remove()
  return (await text(out)).replaceAll('\r\n', '\n').trimEnd()
}

const one = (kind: TestBuilder['kind'], on: TestEngine | undefined): TestBuilder[] =>
  testBuilders.filter((builder) => builder.kind === kind && builder.on === on)

describe.each([...one('engine', engines[0]), ...one('buildx', engines.at(-1))])('two platforms: $name', (by) => {
  let stack: TestStack
  let out: string
  let first: Results

  beforeAll(async () => {
    ;[stack, out] = await Promise.all([twoPlatforms(), tempDir()])
    first = await expectAgreement(out, await stack.call('run', ['--out', out], by))
  }, TIMEOUT)

  test('are built and tested each on its own machine', async () => {
    expect(first.outcome).toBe('passed')
    expect(first.images.map(({ id, build, suites }) => [id, build?.outcome, suites[0]?.outcome])).toEqual([
      ['base/amd64', 'passed', 'passed'],
      ['base/arm64', 'passed', 'passed'],
      ['leaf/amd64', 'passed', 'passed'],
      ['leaf/arm64', 'passed', 'passed'],
    ])
    for (const { name, platform, file } of ((await readJson(out, 'artifacts/plan.json')) as Plan).images) {
      const machine = MACHINES[platform as keyof typeof MACHINES]
      expect(await readFile(join(out, `logs/${file}.basic-tests.log`), 'utf8')).toContain(`tested on ${machine}`)
      if (name === 'leaf') expect(await readFile(join(out, `manifests/${file}.md`), 'utf8')).toContain(machine)
    }
  })

  test('are published as one index per name', async () => {
    for (const name of ['base', 'leaf']) await expectJoined(stack, name, [first])
    const { digest } = await nameAt(stack.repository('leaf'))
    const leaves = first.images.filter(({ name }) => name === 'leaf')
    for (const { published } of leaves)
      expect(published).toEqual([{ ref: `${stack.repository('leaf')}:local`, digest }])
  })

  test.each(PLATFORMS)(
    'run when they are pulled by digest for %s',
    async (platform) => {
      const { digest } = await nameAt(stack.repository('leaf'))
      const ref = `${stack.repository('leaf')}@${digest}`
      const machine = MACHINES[platform]
      expect(await printedBy(by.on, ref, platform, 'uname -m; cat /base /leaf')).toBe(
        `${machine}\n${machine}\nfirst on ${machine}`,
      )
    },
    TIMEOUT,
  )

  test(
    'are all reused when nothing changed; a change of the child builds the child for both',
    async () => {
      const before = await Promise.all(['base', 'leaf'].map((name) => nameAt(stack.repository(name))))
      const again = await tempDir()
      await expectAgreement(again, await stack.call('run', ['--out', again], by))
      expect(new Set(Object.values(await actionsIn(again)))).toEqual(new Set(['reuse']))
      expect(await Promise.all(['base', 'leaf'].map((name) => nameAt(stack.repository(name))))).toEqual(before)

      await writeFiles(stack.folder, { 'leaf/Dockerfile': childDockerfile('second') })
      const changed = await tempDir()
      const results = await expectAgreement(changed, await stack.call('run', ['--out', changed], by))
      expect(results.outcome).toBe('passed')
      expect(await actionsIn(changed)).toEqual({
        'base/amd64': 'reuse',
        'base/arm64': 'reuse',
        'leaf/amd64': 'build',
        'leaf/arm64': 'build',
      })
      expect((await nameAt(stack.repository('base'))).digest).toBe(before[0]?.digest)
      await expectJoined(stack, 'leaf', [results])
    },
    TIMEOUT,
  )

  test(
    'move no name when one of them is broken',
    async () => {
      await writeFiles(stack.folder, { 'checks/machine.sh': 'test "$(uname -m)" = x86_64' })
      const broken = await tempDir()
      const ended = await stack.call('run', ['--publish', 'passed', '--json', '--out', broken], by)
      expect(ended.status).toBe(1)
      const { images } = JSON.parse(ended.stdout) as Results
      expect(images.map(({ id, outcome, published }) => [id, outcome, published])).toEqual([
        ['base/amd64', 'passed', []],
        ['base/arm64', 'failed', []],
        ['leaf/amd64', 'passed', []],
        ['leaf/arm64', expect.stringMatching(/failed|cancelled/), []],
      ])
    },
    TIMEOUT,
  )
})

test(
  'two jobs, one for each platform, and one that joins what they made',
  async () => {
    const stack = await twoPlatforms()
    const [plan, amd64, arm64, joined] = await Promise.all([tempDir(), tempDir(), tempDir(), tempDir()])
    // Machines of their own, where there are two engines.
    const machines = [one('engine', engines[0]), one('engine', engines.at(-1))].flat()
    const [here, there = here] = machines
    if (here === undefined || there === undefined) throw new Error('there is no engine')
    expect((await stack.call('plan', ['--out', plan], here)).status).toBe(0)
    const planned = ['--plan', join(plan, 'artifacts/plan.json')]
    const leg = async (short: string, out: string, on: TestBuilder): Promise<Results> => {
      const images = ['--images', `base/${short},leaf/${short}`]
      return expectAgreement(
        out,
        await stack.call('run', [...planned, ...images, '--publish', 'none', '--out', out], on),
      )
    }
    const legs = await Promise.all([leg('amd64', amd64, here), leg('arm64', arm64, there)])
    expect(legs.map(({ outcome }) => outcome)).toEqual(['passed', 'passed'])
    expect(await client.digest(stack.repository('leaf'), 'local')).toBeUndefined()

    const flags = [...planned, '--earlier', `${amd64},${arm64}`, '--out', joined]
    const results = await expectAgreement(joined, await stack.call('push', flags, here))
    expect(results.outcome).toBe('passed')
    for (const name of ['base', 'leaf']) await expectJoined(stack, name, legs)
  },
  TIMEOUT,
)

const WORKFLOW = '.github/workflows/main.yml'

test(
  'a workflow with runners for each platform publishes one index, too',
  async () => {
    const images = { base: {}, leaf: { parent: 'base', dockerfile: childDockerfile('first') } }
    const suites = { machine: { run: ['test', '-e', '/base'] } }
    const world = await startWorld(
      { images, more: { platforms: PLATFORMS, suites } },
      {
        [WORKFLOW]: `on: push
jobs:
  stack:
    uses: org/stack-action/.github/workflows/stack.yml@v1
    permissions: { contents: read, pull-requests: read, packages: write }
    with: { registries: 'ghcr.io/\${{ github.repository_owner }}' }
`,
      },
    )
    const { host } = world.packages
    const password = world.hub.issueToken('org/images', { packages: 'write' })
    const base = await pushBusybox({ host, user: 'somebody', password }, 'org/busybox')
    const files = { 'images/base/Dockerfile': `FROM ${base}\nRUN echo ${world.id} && uname -m > /base\n` }
    const move = await world.repository.push('topic', [{ files, message: 'For two platforms' }])
    const runners = ['ubuntu-24.04', 'ubuntu-24.04-arm'].map((label, at) => ({
      labels: [label],
      env: { DOCKER_HOST: (engines[at] ?? engines[0])?.host ?? '' },
    }))

    const result = await world.run(WORKFLOW, await pushEvent(world.repository, move), { runners })
    expect(`${result.conclusion}\n${result.log}`).toMatch(/^success/)
    const legs = Object.values(result.jobs).flatMap((job) => job.legs)
    expect(legs.flatMap(({ matrix: { name }, runner }) => (name === undefined ? [] : [[name, runner]]))).toEqual([
      ['base/amd64', 'GitHub Actions 1'],
      ['base/arm64', 'GitHub Actions 2'],
      ['leaf/amd64', 'GitHub Actions 1'],
      ['leaf/arm64', 'GitHub Actions 2'],
    ])
    const own = registryClient(() => Promise.resolve({ username: 'somebody', password }))
    const published = await Promise.all(['base', 'leaf'].map((name) => own.manifest(`${host}/org/${name}`, 'topic')))
    for (const index of published) expect(index && platformsOf(index.bytes)).toEqual(PLATFORMS)
    expect(world.hub.problems).toEqual([])
  },
  2 * TIMEOUT,
)
