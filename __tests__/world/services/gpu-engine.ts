import { createServer, request, type RequestOptions } from 'node:http'
import { type AddressInfo, type Socket } from 'node:net'
import { buffer } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import type { TestEngine } from '../engines.js'
import { atEnd } from '../world.js'
import { dialEngine } from './engine-door.js'

/** An engine that can give GPUs, as far as whoever asks it can tell. */
export interface GpuEngine {
  /** Value for DOCKER_HOST. */
  readonly host: string
  /** What containers were asked to be made of, in order. */
  readonly asked: readonly Created[]
}

/** https://docs.docker.com/reference/api/engine/ , ContainerCreate */
export interface Created {
  readonly Image: string
  readonly HostConfig: { readonly DeviceRequests?: readonly object[] }
}

/**
 * A machine without GPUs for tests that want some: the real engine does everything, and only does not hear that a container
 * is to have a device. Ends with the test file.
 */
export async function gpuEngine(engine: Pick<TestEngine, 'host'>): Promise<GpuEngine> {
  const asked: Created[] = []
  const open = new Set<Socket>()
  const kept = (socket: Socket): Socket => {
    open.add(socket)
    return socket.on('close', () => open.delete(socket))
  }
  const server = createServer((incoming, answer) => {
    const isCreate = incoming.method === 'POST' && /\/containers\/create(?:\?|$)/.test(incoming.url ?? '')
    const { method, url: path, headers } = incoming
    // Each has a connection of its own, which ends with it.
    const createConnection = (): Socket => kept(dialEngine(engine))
    const options = { method, path, headers: { ...headers, connection: 'close' }, createConnection }
    const onward = request(options as RequestOptions, (reply) => {
      answer.writeHead(reply.statusCode ?? 502, reply.headers)
      answer.flushHeaders()
      pipeline(reply, answer).catch(() => undefined)
    })
    onward.on('error', () => answer.destroy())
    answer.on('close', () => onward.destroy())
    if (!isCreate) {
      pipeline(incoming, onward).catch(() => undefined)
      return
    }
    void buffer(incoming).then((body) => {
      const created = JSON.parse(body.toString()) as Created
      asked.push(created)
      const HostConfig = { ...created.HostConfig, DeviceRequests: undefined }
      const without = Buffer.from(JSON.stringify({ ...created, HostConfig }))
      onward.setHeader('content-length', without.length)
      onward.end(without)
    })
  })
  // Attached streams and sessions of builds leave HTTP behind.
  server.on('upgrade', ({ method, url, rawHeaders }, here, head) => {
    const beyond = kept(dialEngine(engine))
    const lines = rawHeaders.flatMap((name, at) => (at % 2 === 0 ? [`${name}: ${rawHeaders[at + 1] ?? ''}`] : []))
    beyond.write(`${method ?? ''} ${url ?? ''} HTTP/1.1\r\n${lines.join('\r\n')}\r\n\r\n`)
    beyond.write(head)
    pipeline(here, beyond, here).catch(() => undefined)
  })
  server.on('connection', kept)
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  atEnd(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return { host: `tcp://127.0.0.1:${(server.address() as AddressInfo).port}`, asked }
}
