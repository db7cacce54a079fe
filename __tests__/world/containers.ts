import { once } from 'node:events'
import { createConnection, createServer, type AddressInfo, type Socket } from 'node:net'
import { pipeline } from 'node:stream/promises'
import type { ContainerRequest, ContainerResult } from '../../src/docker/containers.js'
import { connectEngine } from '../../src/docker/engine.js'
import type { TestEngine } from './engines.js'
import { atEnd, TIMEOUT } from './world.js'

export interface Done extends ContainerResult {
  readonly stdout: string
  readonly stderr: string
}

/** Runs a command on an engine by the product's own hands, and keeps what it says. */
export async function runOn(
  on: TestEngine,
  command: readonly string[],
  more: Partial<ContainerRequest> = {},
): Promise<Done> {
  const engine = await connectEngine({ DOCKER_HOST: on.host })
  const kept = { stdout: [] as Buffer[], stderr: [] as Buffer[] }
  const result = await engine.run({
    image: 'debian:bookworm-slim',
    command,
    env: {},
    files: [],
    network: false,
    timeoutMs: TIMEOUT,
    signal: new AbortController().signal,
    ...more,
    onOutput: (stream, data) => {
      kept[stream].push(data)
      more.onOutput?.(stream, data)
    },
  })
  return { ...result, stdout: Buffer.concat(kept.stdout).toString(), stderr: Buffer.concat(kept.stderr).toString() }
}

export const sh = (script: string): string[] => ['sh', '-c', script]

/** An engine at a TCP port, as one of another machine would be; `cut` ends all connections to it. */
export async function overTcp(on: TestEngine): Promise<{ on: TestEngine; cut: () => void }> {
  const open: Socket[] = []
  const server = createServer((client) => {
    const { hostname, port } = new URL(on.host)
    const engine = on.host.startsWith('unix://')
      ? createConnection(on.host.slice('unix://'.length))
      : createConnection(Number(port), hostname)
    open.push(client, engine)
    pipeline(client, engine, client).catch(() => undefined)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const cut = (): void => {
    server.close()
    for (const socket of open) socket.destroy()
  }
  atEnd(() => Promise.resolve().then(cut))
  return { on: { ...on, host: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}` }, cut }
}
