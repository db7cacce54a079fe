import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { engine } from './engines.js'
import { engineDoor } from './services/engine-door.js'
import { startSshd, type Sshd } from './services/sshd.js'
import { exists } from './world.js'

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
const launcher = (more: string): string => `#!/bin/sh
while [ $# -gt 0 ]; do
  case $1 in
    -i) image=$2; shift 2 ;;
    -N) name=$2; shift 2 ;;
    -g | -c | -m | -P) shift 2 ;;
    -f) shift; break ;;
    *) echo "launch.sh: $1?" >&2; exit 64 ;;
  esac
done
echo "$image $*" >>"$HOME/launches"
${more}
exec docker -H unix://$HOME/engine.sock run --rm \${name:+--name "$name"} "$image" "$@"
`

/** `clean.sh NAME` takes away what was launched under a name, and writes it into `$HOME/cleaned`. */
const CLEANER = '#!/bin/sh\ndocker -H unix://$HOME/engine.sock rm -f "$1" && echo "$1" >>"$HOME/cleaned"\n'

export async function startGpuHost(more = ''): Promise<GpuHost> {
  const host = await startSshd({ programs: { 'launch.sh': launcher(more), 'clean.sh': CLEANER } })
  await engineDoor(host, engine)
  const file = join(host.home, 'launches')
  return {
    ...host,
    place: `${host.user}@${host.host}:${host.port}`,
    launches: async () => ((await exists(file)) ? (await readFile(file, 'utf8')).trimEnd().split('\n') : []),
  }
}
