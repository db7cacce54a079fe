import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { BuildRequest, Builder } from '../../../src/docker/builder.js'
import { contextHasher } from '../../../src/docker/context.js'
import type { Engine, LocalImage } from '../../../src/docker/engine.js'
import type { Manifest, RegistryClient } from '../../../src/registry/client.js'
import { JOURNAL_TAG } from '../../../src/registry/journal.js'
import { NO_DURATIONS } from '../../../src/run/durations.js'
import type { RunEvent } from '../../../src/run/events.js'
import { runPipeline, type PipelineRequest } from '../../../src/run/pipeline.js'
import type { Results } from '../../../src/run/results.js'
import { WorkError } from '../../../src/shared/errors.js'
import { draftStack, type Draft } from '../../../src/stack/drafts.js'
import { contextKey } from '../../../src/stack/fingerprint.js'
import type { ImageSource } from '../../../src/stack/model.js'
import type { Plan } from '../../../src/stack/plan.js'
import { splitRef } from '../../../src/stack/refs.js'
import { draftRequest, planFor, touched, type Sources } from '../stack/planning.js'

const sha = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`
const idOf = (ref: string): string => sha(`image ${ref}`)

/** Engine, builder and registry that only remember what they were asked, in the order of events. */
export class World {
  readonly log: string[] = []
  readonly names = new Map<string, Manifest>()
  readonly blobs = new Map<string, Buffer>()
  readonly builds: BuildRequest[] = []
  /** What a suite ends with, by the name of its step; 0 unless it is said. */
  readonly statuses = new Map<string, number>()
  /** What suites in containers were told. */
  readonly told: Readonly<Record<string, string>>[] = []
  /** What the engine's names name. */
  readonly tags = new Map<string, string>()
  /** What a step of an image waits for, by `build leaf` or `test leaf` (suites that are not called `works`: `smoke leaf`); a text: why it fails. */
  readonly acts = new Map<string, (signal: AbortSignal) => Promise<string | undefined>>()

  constructor(private readonly keeps: Builder['keeps'] = 'engine') {}

  private async act(step: string, signal: AbortSignal): Promise<void> {
    this.log.push(step)
    const failure = await this.acts.get(step)?.(signal)
    signal.throwIfAborted()
    if (failure !== undefined) throw new WorkError(failure)
    this.log.push(`${step} done`)
  }
  /** By id, by name, or by a digest that was pushed. */
  private idOf(ref: string): string {
    if (ref.startsWith('sha256:')) return ref
    const [, digest] = ref.split('@')
    const pushed = [...this.names].find((one) => one[1].digest === digest)?.[0]
    return this.tags.get(pushed ?? ref) ?? idOf(pushed ?? ref)
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
      for (const one of request.tags) this.tags.set(one, id)
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
    address: 'unix:///nowhere.sock',
    inspect: (ref: string) => Promise.resolve(this.local(this.idOf(ref))),
    history: () => Promise.resolve([]),
    tag: (id: string, ref: string) => {
      this.tags.set(ref, id)
      return Promise.resolve()
    },
    sweep: () => Promise.resolve(),
    inside: () => Promise.resolve(undefined),
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
      const { STACK_IMAGE: image = '', STACK_SUITE: suite = '' } = request.env
      const step = `${suite === 'works' ? 'test' : suite} ${image}`
      this.told.push(request.env)
      await this.act(step, request.signal)
      return { status: this.statuses.get(step) ?? 0, timedOut: false, outOfMemory: false, ms: 1, file: undefined }
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
      if (tag !== JOURNAL_TAG && !tag.startsWith('info-')) this.log.push(`put ${repository}:${tag}`)
      this.names.set(`${repository}:${tag}`, manifest)
      return Promise.resolve()
    },
    config: () => Promise.resolve({ digest: '', labels: {}, layers: [] }),
    blob: (_repository: string, { digest }: { digest: string }) => Promise.resolve(this.blobs.get(digest)),
    putBlob: async (_repository: string, coming: Buffer | Promise<Buffer>) => {
      const bytes = await coming
      const digest = sha(bytes.toString())
      this.blobs.set(digest, bytes)
      return { digest, size: bytes.length }
    },
  } as unknown as RegistryClient
}

const MACHINE = { env: process.env, python: 'python3' }

export interface Setting {
  readonly spec: string
  readonly world: World
  readonly plan?: (drafts: readonly Draft[]) => Plan
  readonly more?: Partial<PipelineRequest>
  /** Of the images on the disk. */
  readonly own?: Sources
  /** More files of the stack. */
  readonly files?: Readonly<Record<string, string>>
}

/** Runs a stack of plain Dockerfiles, in a folder of its own. */
export async function run({
  spec,
  world,
  plan,
  more,
  own = {},
  files = {},
}: Setting): Promise<{ results: Results; events: RunEvent[] }> {
  const folder = await mkdtemp(join(tmpdir(), 'stack-pipeline-'))
  try {
    for (const [path, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, path)), { recursive: true })
      await writeFile(join(folder, path), text)
    }
    const asked = draftRequest(spec)
    const found: Record<string, Partial<ImageSource>> = {}
    for (const [name, source] of asked.sources) {
      await mkdir(join(folder, name), { recursive: true })
      await writeFile(join(folder, name, 'Dockerfile'), source.dockerfileText)
      const hash = await contextHasher()({ directory: join(folder, name), dockerfiles: 'Dockerfile' })
      found[name] = { contextHash: contextKey(hash, source.dockerfileText), ...own[name] }
    }
    const request = draftRequest(spec, found)
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
      origin: { version: '', revision: '', source: '' },
      options: { noCache: false, cacheFrom: [], cacheTo: [], secrets: new Map(), provenance: 'false', sbom: 'false' },
      suites: {
        keep: (image, suite) => join(folder, `${image.file}.${suite}`),
        machine: MACHINE,
        stage: '',
        version: '',
      },
      publish: 'all',
      space: { check: () => Promise.resolve(), explain: (error) => Promise.resolve(error) },
      signal: new AbortController().signal,
      now: () => new Date(0),
      emit: (event) => void events.push(event),
      operation: { by: 'somebody', run: '' },
      recordJournal: () => undefined,
      ...more,
    })
    return { results, events }
  } finally {
    await rm(folder, { recursive: true })
  }
}

export const SPEC = `suites: {works: {run: 'true'}}
images: {base: {image_name: r.io/base}, leaf: {image_name: r.io/leaf, depend_on: base}}
`
export const outcomes = ({ images }: Results): unknown[] =>
  images.map(({ id, outcome, message }) => [id, outcome, message])
export const untilAborted = (signal: AbortSignal): Promise<undefined> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve(undefined)
    else signal.addEventListener('abort', () => resolve(undefined))
  })
