import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { engine } from '../world/engines.js'
import { gpuStack, FAILS, PASSES, type GpuStack } from '../world/gpu-stack.js'
import { IMAGE_TIMEOUT, pythonImage } from '../world/python-image.js'
import { sharedRegistry, type TestRegistry } from '../world/registries.js'
import { gpuEngine, type GpuEngine } from '../world/services/gpu-engine.js'
import { exists, TIMEOUT, type Ended } from '../world/world.js'

/* GPU tests in containers of an engine: `gpus` instead of `on: ssh`. */

jest.setTimeout(TIMEOUT)

let [registry, python] = [{} as TestRegistry, '']
let gpus: GpuEngine
beforeAll(async () => {
  ;[registry, python, gpus] = await Promise.all([sharedRegistry(), pythonImage(), gpuEngine(engine)])
}, IMAGE_TIMEOUT)

const SUITES = { gpu: { gpus: 'all', run: 'pytest-3 -p no:cacheprovider /opt/workflow_tests', default: false } }
const stackOf = (images: Readonly<Record<string, string>>, env = {}): Promise<GpuStack> =>
  gpuStack({ registry, python, images, suites: SUITES, env })

const shown = ({ status, stdout, stderr }: Ended): string => `${status}\n${stdout}\n${stderr}`

/** The names of an image and the image itself leave the engine, as it is on a machine that only tests. */
async function forget({ id }: GpuStack): Promise<void> {
  const images = await engine.docker.listImages()
  for (const { Id, RepoTags } of images)
    if ((RepoTags ?? []).some((name) => name.includes(id))) await engine.docker.getImage(Id).remove({ force: true })
}

describe('an engine with GPUs', () => {
  let stack: GpuStack
  beforeAll(async () => {
    stack = await stackOf({ one: PASSES, two: FAILS }, { DOCKER_HOST: gpus.host })
    await forget(stack)
  }, TIMEOUT)

  test('runs exactly the digests, with all GPUs, and what came of it is recorded', async () => {
    const ended = await stack.gpuTest()
    expect(shown(ended)).toMatch(/^1\n/)
    const { images, outcome } = await stack.result()
    expect(outcome).toBe('failed')
    expect(images).toMatchObject([
      { image: 'one', outcome: 'passed', recorded: [`${stack.base}/one`], suites: [{ name: 'gpu', on: 'container' }] },
      { image: 'two', outcome: 'failed', recorded: [`${stack.base}/two`] },
    ])
    const log = await readFile(join(stack.folder, 'logs/one.gpu-tests.log'), 'utf8')
    expect(log).toContain(`pulling ${stack.base}/one@${images[0]?.digest ?? '?'}`)
    expect(log).toContain('1 passed')
    const own = gpus.asked.filter(({ Image }) => Image.includes(stack.id))
    expect(own.map(({ Image }) => Image).sort()).toEqual(
      images.map(({ name, digest }) => `${stack.base}/${name}@${digest}`),
    )
    for (const { HostConfig } of own)
      expect(HostConfig.DeviceRequests).toEqual([{ Driver: '', Count: -1, Capabilities: [['gpu']] }])
  })

  test('is a gate as a login host is', async () => {
    const gate = (images: string): Promise<Ended> =>
      stack.call('tag', '--from', '2026.3-main', '--require', 'gpu-test', '--images', images, '--dry-run')
    expect(shown(await gate('one'))).toMatch(/^0\n/)
    const refused = await gate('two')
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('gpu failed on it')
  })
})

// A machine with GPUs gives them: there is nothing to refuse.
;((await exists('/dev/nvidiactl')) ? test.skip : test)(
  'an engine without GPUs: the refusal and what would help are said, and the gate stays shut',
  async () => {
    const stack = await stackOf({ one: PASSES })
    const ended = await stack.gpuTest()
    expect(shown(ended)).toMatch(/^1\n/)
    expect(ended.output).toContain('could not select device driver')
    expect(ended.output).toContain('install nvidia-container-toolkit')
    const { images } = await stack.result()
    expect(images).toMatchObject([
      {
        outcome: 'failed',
        suites: [
          { name: 'gpu', outcome: 'failed', message: expect.stringContaining('could not select device driver') },
        ],
        remedy: expect.stringContaining('nvidia-ctk'),
      },
    ])
    const refused = await stack.call('tag', '--from', '2026.3-main', '--require', 'gpu-test')
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain('this call requires gpu')
  },
)
