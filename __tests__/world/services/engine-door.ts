import { chmod } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import type { TestEngine } from '../engines.js'
import { atEnd } from '../world.js'

/**
 * A socket for people who may not open the engine's own, as the user of a login host: whatever they say there, the engine
 * hears. Gives what DOCKER_HOST is for them.
 */
export async function engineDoor(path: string, engine: TestEngine): Promise<string> {
  const { protocol, pathname, hostname, port } = new URL(engine.host)
  const there = (): Socket => (protocol === 'unix:' ? connect(pathname) : connect(Number(port), hostname))
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (here) => {
    const beyond = there()
    for (const [from, to] of [
      [here, beyond],
      [beyond, here],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        to.destroy()
      })
      from.pipe(to)
    }
  })
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(path, resolve)
  })
  await chmod(path, 0o777)
  atEnd(async () => {
    for (const socket of open) socket.destroy()
    await new Promise((resolve) => server.close(resolve))
  })
  return `unix://${path}`
}
