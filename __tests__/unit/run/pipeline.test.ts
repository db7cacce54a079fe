import { describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { contextHasher } from '../../../src/docker/context.js'
import type { BuildRequest, Builder } from '../../../src/docker/builder.js'
import type { Engine, LocalImage } from '../../../src/docker/engine.js'
import type { Manifest, RegistryClient } from '../../../src/registry/client.js'
import { NO_DURATIONS } from '../../../src/run/durations.js'
import type { RunEvent } from '../../../src/run/events.js'
import { runPipeline, type PipelineRequest } from '../../../src/run/pipeline.js'
import type { Results } from '../../../src/run/results.js'
import { Interrupted, WorkError } from '../../../src/shared/errors.js'
import { contextKey } from '../../../src/stack/fingerprint.js'
import type { Draft } from '../../../src/stack/drafts.js'
import type { Plan } from '../../../src/stack/plan.js'
import { splitRef } from '../../../src/stack/refs.js'
import { draftRequest, planFor, touched } from '../stack/planning.js'
import { draftStack } from '../../../src/stack/drafts.js'
import { imageResult } from '../support.js'

const sha = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
const idOf = (ref: string): string => sha(`image ${ref}`)

/** Engine, builder and registry that only remember what they were asked, in the order of events. */
class World {
  readonly log: string[] = []
  readonly names = new Map<string, Manifest>()
  readonly builds: BuildRequest[] = []
  /** What a step of an image waits for, by `build leaf` or `test leaf`; a text: why it fails. */
  readonly acts = new Map<string, (signal: AbortSignal) => Promise<string | undefined>>()
  private readonly nameById = new Map<string, string>()

  constructor(private readonly keeps: Builder['keeps'] = 'engine') {}

  private async act(step: string, signal: AbortSignal): Promise<void> {
    this.log.push(step)
    const failure = await this.acts.get(step)?.(signal)
    signal.throwIfAborted()
    if (failure !== undefined) throw new WorkError(failure)
    this.log.push(`${step} done`)
  }
  private local(id: string): LocalImage {
    const digests = [...this.names.values()].map(({ digest }) => `r.io/x@${digest}`)
    return { id, size: 1, platform: 'linux/amd64', repoDigests: digests, labels: {}, layers: [id], created: '' }
  }
  private manifest(text: string): Manifest {
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, config: { digest: sha(text) }, layers: [] }))
    return { bytes, mediaType: 'application/vnd.oci.image.manifest.v1+json', digest: sha(bytes.toString()) }
  }

  readonly builder = (): Builder => ({
    name: 'buildx',
    version: '0',
    keeps: this.keeps,
    can: { cacheFrom: 'any', cacheTo: 'any', attestations: true, ssh: true },
    build: async (request) => {
      this.builds.push(request)
      const [tag = ''] = request.tags
      const name = splitRef(tag).repository.split('/').at(-1) ?? ''
      const id = idOf(tag)
      this.nameById.set(id, name)
      await this.act(`build ${name}`, request.signal)
      if (this.keeps === 'engine') return { imageId: id, digest: undefined }
      const manifest = this.manifest(tag)
      this.names.set(tag, manifest)
      return { imageId: undefined, digest: manifest.digest }
    },
  })
  readonly engine = {
    version: '0',
    platform: 'linux/amd64',
    inspect: (ref: string) => Promise.resolve(this.local(ref.startsWith('sha256:') ? ref : idOf(ref))),
    history: () => Promise.resolve([]),
    tag: () => Promise.resolve(),
    sweep: () => Promise.resolve(),
    pull: (repository: string, digest: string) => {
      this.log.push(`pull ${repository}@${digest}`)
      return Promise.resolve()
    },
    push: (ref: string) => {
      this.log.push(`push ${ref}`)
      const manifest = this.manifest(ref)
      this.names.set(ref, manifest)
      return Promise.resolve(manifest.digest)
    },
    run: async (request: { image: string; signal: AbortSignal; env: Readonly<Record<string, string>> }) => {
      await this.act(`test ${request.env['STACK_IMAGE'] ?? ''}`, request.signal)
      return { status: 0, timedOut: false, outOfMemory: false, ms: 1, file: undefined }
    },
  } as unknown as Engine
  readonly registry = {
    manifest: (repository: string, reference: string) => {
      const here = [...this.names].filter(([ref]) => splitRef(ref).repository === repository)
      return Promise.resolve(
        here.find(([ref, { digest }]) => digest === reference || splitRef(ref).tag === reference)?.[1],
      )
    },
    digest: (repository: string, tag: string) => Promise.resolve(this.names.get(`${repository}:${tag}`)?.digest),
    put: (repository: string, tag: string, manifest: Manifest) => {
      this.names.set(`${repository}:${tag}`, manifest)
      return Promise.resolve()
    },
    config: () => Promise.resolve({ digest: '', labels: {}, layers: [] }),
  } as unknown as RegistryClient
}

interface Setting {
  readonly spec: string
  readonly world: World
  readonly plan?: (drafts: readonly Draft[]) => Plan
  readonly more?: Partial<PipelineRequest>
}

/** Runs a stack of plain Dockerfiles, in a folder of its own. */
async function run({ spec, world, plan, more }: Setting): Promise<{ results: Results; events: RunEvent[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-pipeline-'))
  try {
    const asked = draftRequest(spec)
    const own: Record<string, { contextHash: string }> = {}
    for (const [name, source] of asked.sources) {
      await mkdir(join(folder, name))
      await writeFile(join(folder, name, 'Dockerfile'), source.dockerfileText)
      const files = await contextHasher()({ directory: join(folder, name), dockerfiles: 'Dockerfile' })
      own[name] = { contextHash: contextKey(files, source.dockerfileText) }
    }
    const request = draftRequest(spec, own)
    const drafts = draftStack(request)
    const events: RunEvent[] = []
    const results = await runPipeline({
      command: 'run',
      plan: plan?.(drafts) ?? planFor(drafts, { affected: touched(...request.stack.order) }),
      stack: request.stack,
      stackDir: folder,
      steps: new Set(['build', 'test', 'push', 'info']),
      engine: world.engine,
      builder: world.builder(),
      registry: world.registry,
      credentialsFor: () => Promise.resolve(undefined),
      previous: undefined,
      settled: new Map(),
      limits: { build: 2, test: 2, push: 2 },
      failFast: false,
      timeouts: { buildMs: undefined, pushMs: undefined, infoMs: 1000 },
      durations: NO_DURATIONS,
      options: { noCache: false, cacheFrom: [], cacheTo: [], secrets: new Map(), provenance: 'false', sbom: 'false' },
      publish: 'all',
      space: { check: () => Promise.resolve(), explain: (error) => Promise.resolve(error) },
      signal: new AbortController().signal,
      now: () => new Date(0),
      emit: (event) => void events.push(event),
      recordJournal: () => undefined,
      ...more,
    })
    return { results, events }
  } finally {
    await rm(folder, { recursive: true })
  }
}

const SPEC = `suites: {works: {run: 'true'}}
images: {base: {image_name: r.io/base}, leaf: {image_name: r.io/leaf, depend_on: base}}
`
const outcomes = ({ images }: Results): unknown[] => images.map(({ id, outcome, message }) => [id, outcome, message])
const untilAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined))
  })

describe('a parent and its child', () => {
  test('the child is built while its parent is tested, and pushed only when that has passed', async () => {
    const world = new World()
    let childBuilt: () => void = () => undefined
    const built = new Promise<void>((resolve) => (childBuilt = resolve))
    world.acts.set('test base', () => built.then(() => undefined))
    world.acts.set('build leaf', () => {
      childBuilt()
      return Promise.resolve(undefined)
    })
    const { results } = await run({ spec: SPEC, world })
    expect(outcomes(results)).toEqual([
      ['base', 'passed', undefined],
      ['leaf', 'passed', undefined],
    ])
    const at = (what: string): number => world.log.findIndex((line) => line.startsWith(what))
    expect(at('build leaf')).toBeLessThan(at('test base done'))
    expect(at('test base done')).toBeLessThan(at('push r.io/base'))
    expect(at('test base done')).toBeLessThan(at('push r.io/leaf'))
  })

  test('a parent whose tests fail stops the build of its child, and nothing is pushed', async () => {
    const world = new World()
    world.acts.set('build leaf', untilAborted)
    world.acts.set('test base', () => Promise.resolve('no container'))
    const { results } = await run({ spec: SPEC, world })
    expect(outcomes(results)).toEqual([
      ['base', 'failed', 'no container'],
      ['leaf', 'cancelled', 'its parent base failed'],
    ])
    expect(world.names.size).toBe(0)
    expect(results.unpublished).toBe('not every image is green: base, leaf')
  })

  test('a build that takes too long is a failure of its own', async () => {
    const world = new World()
    world.acts.set('build base', untilAborted)
    const timeouts = { buildMs: 10, pushMs: undefined, infoMs: 1000 }
    const { results } = await run({ spec: SPEC, world, more: { timeouts } })
    expect(outcomes(results)).toEqual([
      ['base', 'failed', expect.stringContaining('took longer than')],
      ['leaf', 'cancelled', 'its parent base failed'],
    ])
  })

  test('an interrupted run says so of both', async () => {
    const world = new World()
    const controller = new AbortController()
    world.acts.set('build base', (signal) => {
      controller.abort(new Error('SIGTERM'))
      return untilAborted(signal)
    })
    const { results } = await run({ spec: SPEC, world, more: { signal: controller.signal } })
    expect(results.outcome).toBe('interrupted')
    expect(outcomes(results)).toEqual([
      ['base', 'cancelled', 'interrupted'],
      ['leaf', 'cancelled', 'interrupted'],
    ])
  })
})

describe('what another job did not get done', () => {
  test('of a failure there all that is built on it is cancelled, and nothing is begun', async () => {
    const world = new World()
    const failed = (fingerprint: string) =>
      imageResult('base', { outcome: 'failed', failedStep: 'test', message: 'suite works: exit status 1', fingerprint })
    let settled: PipelineRequest['settled'] = new Map()
    const { results } = await run({
      spec: SPEC,
      world,
      plan: (drafts) => {
        const plan = planFor(drafts, { affected: touched('base', 'leaf') })
        const [base] = plan.images
        settled = new Map([['base', failed(base?.fingerprint ?? '')]])
        return { ...plan, images: plan.images.map((one) => (one.id === 'leaf' ? { ...one, blocked: 'base' } : one)) }
      },
      more: {
        command: 'push',
        steps: new Set(['push']),
        get settled() {
          return settled
        },
      },
    })
    expect(outcomes(results)).toEqual([
      ['base', 'failed', 'suite works: exit status 1'],
      ['leaf', 'cancelled', 'its parent base failed'],
    ])
    expect([results.outcome, world.log]).toEqual(['failed', []])
  })
})

describe('a builder elsewhere', () => {
  test('is given parents as the registry has them, and its images are pulled to be tested', async () => {
    const world = new World('registry')
    const { results } = await run({ spec: SPEC, world })
    expect(results.outcome).toBe('passed')
    const [base, leaf] = results.images
    const [candidate] = base?.candidates ?? []
    expect(world.builds.map(({ tags }) => tags)).toEqual([
      base?.candidates.map(({ ref }) => ref),
      leaf?.candidates.map(({ ref }) => ref),
    ])
    expect(world.builds[1]?.context.dockerfile.text).toContain(`r.io/base@${candidate?.digest ?? ''}`)
    expect(world.log.filter((line) => line.startsWith('push'))).toEqual([])
  })
})

describe('several platforms', () => {
  const both = `platforms: [linux/amd64, linux/arm64]\n${SPEC}`

  test('are published as one index, that lists what was built for each', async () => {
    const world = new World()
    const { results } = await run({ spec: both, world })
    expect(results.outcome).toBe('passed')
    const [amd64, arm64] = results.images
    const index = world.names.get('r.io/base:main')
    const listed = JSON.parse(index?.bytes.toString() ?? '{}') as { manifests: { digest: string; platform: unknown }[] }
    expect(listed.manifests.map(({ digest, platform }) => [digest, platform])).toEqual([
      [amd64?.candidates[0]?.digest, { os: 'linux', architecture: 'amd64' }],
      [arm64?.candidates[0]?.digest, { os: 'linux', architecture: 'arm64' }],
    ])
    expect(amd64?.published).toEqual(arm64?.published)
    expect(world.builds.map(({ platform }) => platform).sort()).toEqual([
      ...['linux/amd64', 'linux/amd64'],
      ...['linux/arm64', 'linux/arm64'],
    ])
  })

  test('with one that fails, no name moves, whatever the policy', async () => {
    const world = new World()
    let built = 0
    world.acts.set('build leaf', () => Promise.resolve(++built === 2 ? 'exit 1' : undefined))
    const { results } = await run({ spec: both, world, more: { publish: 'passed' } })
    expect(results.images.map(({ published }) => published.length > 0)).toEqual([true, true, false, false])
  })
})

test('a secret that a build prints is in no log and no result', async () => {
  const world = new World()
  world.acts.set('build base', () => Promise.resolve('npm said hunter2-token'))
  const secrets = new Map([['npm', Buffer.from('hunter2-token\n')]])
  const options = { noCache: false, cacheFrom: [], cacheTo: [], secrets, provenance: 'false', sbom: 'false' }
  const { results, events } = await run({ spec: SPEC, world, more: { options } })
  expect(results.images[0]?.message).toBe('npm said ***')
  const lines = events.flatMap((event) => (event.type === 'line' ? [event.text] : []))
  expect(lines).toContain('ERROR: npm said ***')
  expect(JSON.stringify([results, lines])).not.toContain('hunter2')
})

test('a run that is out of time says so', async () => {
  const world = new World()
  const controller = new AbortController()
  world.acts.set('build base', (signal) => {
    controller.abort(new Interrupted('the run took longer than 3.0s and was stopped'))
    return untilAborted(signal)
  })
  const { results } = await run({ spec: SPEC, world, more: { signal: controller.signal } })
  expect(results.unpublished).toBe('the run took longer than 3.0s and was stopped')
  expect(outcomes(results)[0]).toEqual(['base', 'cancelled', 'the run took longer than 3.0s and was stopped'])
})

test('a build that lost a race for its name is made again', async () => {
  const world = new World()
  let tries = 0
  world.acts.set('build base', () =>
    Promise.resolve(++tries === 1 ? 'exporting to image: image "docker.io/r/base:fp-1": already exists' : undefined),
  )
  const { results } = await run({ spec: SPEC, world })
  expect([results.outcome, tries]).toEqual(['passed', 2])
})
