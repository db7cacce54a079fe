import { beforeAll, expect, test } from '@jest/globals'
import { join } from 'node:path'
import type { Plan } from '../../src/stack/plan.js'
import { basic } from '../world/by-hand.js'
import { removeAtEnd } from '../world/engines.js'
import { sharedRegistry, type TestRegistry } from '../world/registries.js'
import { cli, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

// Two builds of the same content differ (a clock is in them). Whatever happens, what is published sits on what is published.
const id = unique()
let registry: TestRegistry
let stack: string
let out: string

const call = (command: string, ...more: string[]): Promise<Ended> =>
  cli([command, '--spec', join(stack, 'spec.yml'), '--registries', `${registry.host}/${id}`, ...more], { cwd: out })
const planned = async (...more: string[]): Promise<Record<string, string>> => {
  const { images } = JSON.parse((await call('plan', '--json', ...more)).stdout) as Plan
  return Object.fromEntries(images.map((image) => [image.name, image.action]))
}

async function layersOf(name: string): Promise<string[]> {
  const response = await fetch(`http://${registry.host}/v2/${id}/${name}/manifests/local`, {
    headers: { authorization: basic(registry), accept: 'application/vnd.docker.distribution.manifest.v2+json' },
  })
  return ((await response.json()) as { layers: { digest: string }[] }).layers.map((layer) => layer.digest)
}

async function expectOneStack(): Promise<void> {
  const parent = await layersOf('root')
  for (const child of ['left', 'right']) expect((await layersOf(child)).slice(0, parent.length)).toEqual(parent)
}

const child = (guard: string): string => `ARG BASE_IMAGE=unset\nFROM \${BASE_IMAGE}\nRUN ${guard}\n`

beforeAll(async () => {
  ;[registry, stack, out] = await Promise.all([sharedRegistry(), tempDir(), tempDir()])
  removeAtEnd(id)
  await writeStack(stack, {
    id,
    images: {
      root: { dockerfile: `FROM debian:bookworm-slim\nRUN echo ${id} && date +%N > /stamp\n` },
      left: { parent: 'root', dockerfile: child(`echo ${id} left`) },
      // Builds once, and fails when its parent is built again.
      right: { parent: 'root', dockerfile: child('true') },
    },
  })
  expect((await call('run', '--out', out)).status).toBe(0)
  await expectOneStack()
}, TIMEOUT)

test(
  'a full rebuild that fails half-way leaves no child on an older build of its parent',
  async () => {
    const before = await layersOf('root')
    await writeFiles(stack, { 'right/Dockerfile': child(`echo ${id} && false`) })
    const failed = await call('run', '--out', out, '--full-rebuild', '--no-cache')
    expect(failed.output).toContain('FAILED right at build')
    expect(await layersOf('root')).toEqual(before) // Nothing was published …
    await writeFiles(stack, { 'right/Dockerfile': child('true') })
    expect((await call('run', '--out', out)).status).toBe(0) // … and what comes next fits together.
    await expectOneStack()
  },
  TIMEOUT,
)

test(
  'an image that was built again alone takes along what sits on its older build, next time',
  async () => {
    expect((await call('run', '--out', out, '--images', 'root', '--full-rebuild', '--no-cache')).status).toBe(0)
    expect(await planned()).toEqual({ root: 'reuse', left: 'build', right: 'build' })
    expect((await call('plan')).stdout).toContain('the registry has it on another build of its parent root')
    expect((await call('run', '--out', out)).status).toBe(0)
    await expectOneStack()
    expect(await planned()).toEqual({ root: 'reuse', left: 'reuse', right: 'reuse' })
  },
  TIMEOUT,
)
