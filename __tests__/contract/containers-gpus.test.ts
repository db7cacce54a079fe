import { describe, expect, test } from '@jest/globals'
import { runOn } from '../world/containers.js'
import { engines } from '../world/engines.js'
import { gpuEngine } from '../world/services/gpu-engine.js'
import { exists, TIMEOUT } from '../world/world.js'

const hasGpu = await exists('/dev/nvidiactl')

describe.each(engines)('GPUs for a container on $name', (on) => {
  test.each([
    ['all', { Driver: '', Count: -1, Capabilities: [['gpu']] }],
    [2, { Driver: '', Count: 2, Capabilities: [['gpu']] }],
  ] as const)(
    '%s: as docker run --gpus asks for them',
    async (gpus, expected) => {
      const { host, asked } = await gpuEngine(on)
      expect(await runOn({ ...on, host }, ['true'], { gpus })).toMatchObject({ status: 0 })
      expect(await runOn({ ...on, host }, ['true'])).toMatchObject({ status: 0 })
      expect(asked).toMatchObject([{ HostConfig: { DeviceRequests: [expected] } }, {}])
      expect(asked[1]?.HostConfig).not.toHaveProperty('DeviceRequests')
    },
    TIMEOUT,
  )

  // A machine with GPUs gives them: there is nothing to refuse.
  ;(hasGpu ? test.skip : test)(
    'an engine that has none says so, and what would help',
    async () => {
      const error: unknown = await runOn(on, ['true'], { gpus: 'all' }).catch((caught: unknown) => caught)
      expect(error).toMatchObject({
        message: expect.stringMatching(/^the container for "true" could not run: .*could not select device driver/),
        remedy: expect.stringContaining('install nvidia-container-toolkit'),
      })
    },
    TIMEOUT,
  )
})
