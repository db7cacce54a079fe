import { chmod } from 'node:fs/promises'
import { connect, createServer, type Socket } from 'node:net'
import { join } from 'node:path'
import type { TestEngine } from '../engines.js'
import { atEnd } from '../world.js'

/** A new connection to an engine; a side that has nothing more to say still listens. */
export function dialEngine({ host }: Pick<TestEngine, 'host'>): Socket {
  const { protocol, pathname, hostname, port } = new URL(host)
  return protocol === 'unix:'
    ? connect({ path: pathname, allowHalfOpen: true })
    : connect({ port: Number(port), host: hostname, allowHalfOpen: true })
}

/** What is needed of a login host to have an engine there. */
interface Home {
  readonly home: string
}

/**
 * `$HOME/engine.sock` for the user of a login host, who may not open the engine's own: whatever is said there, the engine
 * hears. Gives what DOCKER_HOST is for that user; ends with the test file.
 */
export async function engineDoor({ home }: Home, engine: Pick<TestEngine, 'host'>): Promise<string> {
  const path = join(home, 'engine.sock')
  const open = new Set<Socket>()
  const server = createServer({ allowHalfOpen: true }, (here) => {
    const beyond = dialEngine(engine)
    for (const [from, to] of [
      [here, beyond],
      [beyond, here],
    ] as const) {
      open.add(from)
      from.on('error', () => to.destroy())
      from.on('close', () => {
        open.delete(from)
        // One that has said all of it is still on its way to the other.
        if (!from.readableEnded) to.destroy()
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

/** A `docker` for a login host: the machine's own command line, at the door. The folder of this program is first on PATH. */
export const DOCKER_AT_DOOR = '#!/bin/sh\nPATH=${PATH#*:} DOCKER_HOST=unix://$HOME/engine.sock exec docker "$@"\n'
