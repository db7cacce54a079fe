import { beforeAll, expect, test } from '@jest/globals'
import { join } from 'node:path'
import type { Plan } from '../../src/stack/plan.js'
import { removeAtEnd } from '../world/engines.js'
import { basic } from '../world/by-hand.js'
import { digestAt, sharedRegistry, type TestRegistry } from '../world/registries.js'
import { cli, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

// A base outside the stack, in a registry where its name moves: an upstream project of our own.
const id = unique()
const upstreamId = `${id}up`
let registry: TestRegistry
let upstream: string
let stack: string
let out: string

const scratch = (content: string) => ({ dockerfile: 'FROM scratch\nCOPY content /\n', files: { content } })

/** The upstream project publishes another version under the same name. */
async function release(version: string): Promise<string> {
  await writeFiles(upstream, { 'os/content': `${id} ${version}` })
  const ended = await cli(['run', '--spec', join(upstream, 'spec.yml'), '--out', await tempDir()], { cwd: upstream })
  expect(ended.output).toContain('run: 1 image done')
  return (await digestAt(registry, `${upstreamId}/os`, '12-local')) ?? ''
}

const call = (command: string, ...more: string[]): Promise<Ended> =>
  cli([command, '--spec', join(stack, 'spec.yml'), '--registries', `${registry.host}/${id}`, ...more], { cwd: out })
const actions = ({ images }: Plan): Record<string, string> =>
  Object.fromEntries(images.map((image) => [image.name, image.action]))
const planOf = async (...more: string[]): Promise<Plan> =>
  JSON.parse((await call('plan', '--json', ...more)).stdout) as Plan

/** Digests of the layers of an image, lowest first. */
async function layersOf(name: string, tag: string): Promise<string[]> {
  const response = await fetch(`http://${registry.host}/v2/${name}/manifests/${tag}`, {
    headers: {
      authorization: basic(registry),
      accept: 'application/vnd.docker.distribution.manifest.v2+json, application/vnd.oci.image.manifest.v1+json',
    },
  })
  return ((await response.json()) as { layers: { digest: string }[] }).layers.map((layer) => layer.digest)
}

beforeAll(async () => {
  registry = await sharedRegistry()
  ;[upstream, stack, out] = await Promise.all([tempDir(), tempDir(), tempDir()])
  removeAtEnd(id)
  removeAtEnd(upstreamId)
  await writeStack(upstream, {
    id: upstreamId,
    images: { os: { ...scratch(''), more: { image_name: `${registry.host}/${upstreamId}/os` } } },
    more: { tag: { prefix: '12' } },
  })
  await writeStack(stack, {
    id,
    images: {
      root: {
        dockerfile: `FROM ${registry.host}/${upstreamId}/os:12-local\nCOPY content /content.root\n`,
        files: { content: id },
      },
      leaf: {
        parent: 'root',
        dockerfile: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nCOPY content /content.leaf\n',
        files: { content: id },
      },
      apart: scratch(`${id} apart`),
    },
  })
}, TIMEOUT)

test(
  'a base that moves is reported, and rebuilt on a schedule: the images that are on it, and nothing else',
  async () => {
    const first = await release('first')
    expect((await call('run', '--out', out)).status).toBe(0)
    const [lowest] = await layersOf(`${upstreamId}/os`, '12-local')
    expect((await layersOf(`${id}/leaf`, 'local'))[0]).toBe(lowest)

    const second = await release('second')
    expect(second).not.toBe(first)

    // Reported: everything stays on what it was built on.
    const reported = await planOf()
    expect(actions(reported)).toEqual({ root: 'reuse', leaf: 'reuse', apart: 'reuse' })
    expect(reported.drift).toEqual([
      { base: `${registry.host}/${upstreamId}/os:12-local`, from: first, to: second, images: ['root'], rebuilt: false },
    ])
    expect((await call('plan')).stdout).toMatch(
      /note: the base \S+ of root moved from [0-9a-f]{12} to [0-9a-f]{12}; this run keeps to the old one/,
    )

    // A change of the image itself is built on the old one, too.
    await writeFiles(stack, { 'root/content': `${id} changed` })
    expect((await call('run', '--out', out)).status).toBe(0)
    expect((await layersOf(`${id}/leaf`, 'local'))[0]).toBe(lowest)

    // A schedule takes the new one.
    await writeFiles(out, { 'event.json': '{"schedule": "0 3 * * 1"}' })
    const scheduled = await planOf('--event', 'schedule', '--event-path', join(out, 'event.json'))
    expect(actions(scheduled)).toEqual({ root: 'build', leaf: 'build', apart: 'reuse' })
    expect(scheduled.images.find((image) => image.name === 'root')?.reasons).toContainEqual({
      ...{ kind: 'base-moved', base: `${registry.host}/${upstreamId}/os:12-local` },
      ...{ from: first, to: second },
    })
    const rebuilt = await call('run', '--out', out, '--base-drift', 'rebuild')
    expect(rebuilt.status).toBe(0)
    const [newest] = await layersOf(`${upstreamId}/os`, '12-local')
    expect(newest).not.toBe(lowest)
    expect((await layersOf(`${id}/leaf`, 'local'))[0]).toBe(newest)
    expect((await planOf()).drift).toEqual([])
  },
  TIMEOUT,
)
