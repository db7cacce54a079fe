import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { GpuTestResult } from '../../src/report/gpu-test.js'
import { buildWith } from './building.js'
import { engine, removeAtEnd } from './engines.js'
import { digestAt, type TestRegistry } from './registries.js'
import { cli, output, tempDir, unique, writeFiles, type Ended } from './world.js'

/** Tests that images have at /opt/workflow_tests. */
export const PASSES = 'def test_matmul():\\n    assert 1 + 1 == 2\\n'
export const FAILS = 'def test_matmul():\\n    assert 1 + 1 == 3\\n'
export const HANGS = 'import time\\n\\ndef test_waits():\\n    time.sleep(600)\\n'

/** What all of them are made of, as their labels say. */
export const COMMIT = 'c'.repeat(40)

/** The tag that all images are published under. */
export const TAG = '2026.3-main'

/** A published stack whose images hold tests for pytest, and a spec without any of their files. */
export interface GpuStack {
  readonly id: string
  readonly folder: string
  /** `host/id` */
  readonly base: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly flags: readonly string[]
  /** A call of the command line; of its own registry, unless another one is named. */
  readonly words: (command: string, ...more: readonly string[]) => string[]
  readonly call: (command: string, ...more: readonly string[]) => Promise<Ended>
  /** `gpu-test --from` the tag, with the flags of the stack. */
  readonly gpuTest: (...more: string[]) => Promise<Ended>
  /** Builds an image anew, and publishes it; its digest. */
  readonly build: (image: string, tests: string) => Promise<string>
  readonly result: () => Promise<GpuTestResult>
}

export interface GpuStackOptions {
  readonly registry: TestRegistry
  /** The image that all are built on (`pythonImage`). */
  readonly python: string
  /** Image → its tests. */
  readonly images: Readonly<Record<string, string>>
  /** As the spec has them; none: the key is left out. */
  readonly suites?: object | undefined
  /** For every `gpuTest`. */
  readonly flags?: readonly string[]
  /** For every call. */
  readonly env?: Readonly<Record<string, string | undefined>>
}

export async function gpuStack(options: GpuStackOptions): Promise<GpuStack> {
  const { registry, python, images, suites, flags = [] } = options
  const [id, folder] = [unique(), await tempDir()]
  removeAtEnd(id)
  const names = Object.keys(images)
  const spec = {
    images: Object.fromEntries(names.map((name) => [name, { image_name: `x/${name}`, depend_on: [] }])),
    tag: { prefix: '2026.3' },
    ...(suites === undefined ? {} : { suites }),
  }
  await writeFiles(folder, { 'spec.yml': stringify(spec) })
  const base = `${registry.host}/${id}`
  const build = async (image: string, tests: string): Promise<string> => {
    const ref = `${base}/${image}:${TAG}`
    const dockerfile = `FROM ${python}\nLABEL org.opencontainers.image.revision=${COMMIT}\nRUN mkdir /opt/workflow_tests && printf '${tests}' >/opt/workflow_tests/test_gpu.py && echo ${unique()} >/made\n`
    const { error, log } = await buildWith({ kind: 'engine', on: engine }, { dockerfile, tags: [ref] })
    if (error !== undefined) throw new Error(log.join('\n'), { cause: error })
    await output('docker', ['push', '-q', ref], { cwd: '/', env: process.env })
    return (await digestAt(registry, `${id}/${image}`, TAG)) ?? ''
  }
  for (const [name, tests] of Object.entries(images)) await build(name, tests)
  const env = { USER: 'ann', ...options.env }
  const words = (command: string, ...more: readonly string[]): string[] => [
    ...[command, '--spec', 'spec.yml'],
    ...(more.includes('--registries') ? more : ['--registries', base, ...more]),
  ]
  const call = (command: string, ...more: readonly string[]): Promise<Ended> =>
    cli(words(command, ...more), { cwd: folder, env })
  return {
    ...{ id, folder, base, env, flags, words, call, build },
    gpuTest: (...more) => call('gpu-test', '--from', TAG, ...flags, ...more),
    result: async () => JSON.parse(await readFile(join(folder, 'artifacts/gpu-test.json'), 'utf8')) as GpuTestResult,
  }
}
