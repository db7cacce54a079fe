import { describe, expect, test } from '@jest/globals'
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import { runOn } from '../world/containers.js'
import { engines, type TestEngine } from '../world/engines.js'
import { atEnd, exists, TIMEOUT } from '../world/world.js'

/** An engine behind a door that keeps what containers are asked to be made of. */
async function overheard(on: TestEngine): Promise<{ on: TestEngine; asked: () => Record<string, unknown>[] }> {
  const said: Buffer[][] = []
  const open: Socket[] = []
  const { protocol, pathname, hostname, port } = new URL(on.host)
  const server = createServer((here) => {
    const engine = protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname)
    const parts: Buffer[] = []
    said.push(parts)
    open.push(here, engine)
    here.on('data', (part: Buffer) => parts.push(part))
    pipeline(here, engine, here).catch(() => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  atEnd(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return {
    on: { ...on, host: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` },
    asked: () => said.flatMap((parts) => createdIn(Buffer.concat(parts).toString('latin1'))),
  }
}

function createdIn(talk: string): Record<string, unknown>[] {
  return [...talk.matchAll(/^POST \S*\/containers\/create\S* HTTP[^]*?\r\n\r\n/gm)].map((head) => {
    const length = Number(/^content-length: *(\d+)/im.exec(head[0])?.[1])
    const from = head.index + head[0].length
    return JSON.parse(talk.slice(from, from + length)) as Record<string, unknown>
  })
}

const hasGpu = await exists('/dev/nvidiactl')

describe.each(engines)('GPUs for a container on $name', (on) => {
  test.each([
    ['all', { Driver: '', Count: -1, Capabilities: [['gpu']] }],
    [2, { Driver: '', Count: 2, Capabilities: [['gpu']] }],
  ] as const)(
    '%s: as docker run --gpus asks for them',
    async (gpus, expected) => {
      const { on: door, asked } = await overheard(on)
      await runOn(door, ['true'], { gpus }).catch(() => undefined)
      expect(asked()).toMatchObject([{ HostConfig: { DeviceRequests: [expected] } }])
      const { on: other, asked: none } = await overheard(on)
      expect(await runOn(other, ['true'])).toMatchObject({ status: 0 })
      expect(none()[0]?.['HostConfig']).not.toHaveProperty('DeviceRequests')
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
