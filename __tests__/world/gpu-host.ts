import { readFile } from 'node:fs/promises'
import { connect, createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { join } from 'node:path'
import { engine } from './engines.js'
import { startSshd, type Sshd } from './services/sshd.js'
import { atEnd, exists } from './world.js'

/** A login host whose `launch.sh` really runs images, on the engine of the tests. */
export interface GpuHost extends Sshd {
  /** As ssh-host takes it. */
  readonly place: string
  /** What was launched: `IMAGE WORDS…`, a line each, in their order. */
  readonly launches: () => Promise<string[]>
}

/**
 * `-i IMAGE … -f WORDS…`, as launchers of clusters take it; `more` is shell that runs before the container does, and knows
 * `$image`.
 */
const launcher = (port: number, more: string): string => `#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    -i) image=$2; shift 2 ;;
    -g | -c | -m | -P) shift 2 ;;
    -f) shift; break ;;
    *) echo "launch.sh: $1?" >&2; exit 64 ;;
  esac
done
echo "$image $*" >>"$HOME/launches"
${more}
exec docker -H tcp://127.0.0.1:${port} run --rm "$image" "$@"
`

export async function startGpuHost(more = ''): Promise<GpuHost> {
  const port = await engineByTcp()
  const host = await startSshd({ programs: { 'launch.sh': launcher(port, more) } })
  const file = join(host.home, 'launches')
  return {
    ...host,
    place: `${host.user}@${host.host}:${host.port}`,
    launches: async () => ((await exists(file)) ? (await readFile(file, 'utf8')).trimEnd().split('\n') : []),
  }
}

/** The engine for users of this machine who may not open its socket; ends with the test file. */
async function engineByTcp(): Promise<number> {
  const open = new Set<Socket>()
  const server: Server = createServer({ allowHalfOpen: true }, (client) => {
    // Whoever has nothing more to say still listens.
    const socket = connect({ path: engine.host.slice('unix://'.length), allowHalfOpen: true })
    for (const one of [client, socket]) {
      open.add(one)
      one.on('error', () => one.destroy())
      one.on('close', () => open.delete(one))
    }
    client.pipe(socket).pipe(client)
  })
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening))
  atEnd(async () => {
    for (const one of open) one.destroy()
    await new Promise((closed) => server.close(closed))
  })
  return (server.address() as AddressInfo).port
}
