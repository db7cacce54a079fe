import { randomBytes } from 'node:crypto'
import { chmod, chown, readdir, readFile } from 'node:fs/promises'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { deadHost } from '../registries.js'
import { atEnd, cleanEnv, exists, output, run, start, tempDir, writeFiles, type Running } from '../world.js'

export interface SshdOptions {
  /** Programs on the remote PATH: name → script. Default: a `launch.sh` that prints its arguments, one a line. */
  readonly programs?: Readonly<Record<string, string>>
  /** More lines of sshd_config, as `MaxSessions: 1`. */
  readonly config?: Readonly<Record<string, string | number>>
  /** Of its user, where that is only its own. bash unless given. */
  readonly shell?: string
}

export interface Sshd {
  readonly host: '127.0.0.1'
  readonly port: number
  readonly user: string
  /** undefined where the server can only run as the current user; then there is only the key. */
  readonly password: string | undefined
  /** In OpenSSH's format. */
  readonly privateKey: string
  /** The same right to log in, by a key with a passphrase. */
  readonly lockedKey: { readonly key: string; readonly passphrase: string }
  readonly hostKey: {
    /** `ssh-ed25519` */
    readonly type: string
    /** The key as it comes over the wire. */
    readonly blob: Buffer
    /** The line for known_hosts. */
    readonly knownHosts: string
  }
  /** The remote home, seen from both sides. */
  readonly home: string
  /** Folder on the remote PATH, seen from both sides. */
  readonly bin: string
  /** Until the server's log has this. */
  readonly logs: Running['sees']
}

/** An id that nobody has; no process of the machine is started with it. */
const UID = 54_242
const STAND_IN = '#!/bin/sh\nprintf "%s\\n" "$@"\n'

/**
 * A real sshd on a free port, with a user that only it knows: copies of passwd and shadow with one more line lie over the
 * real ones in a mount namespace of its own, and a PID namespace makes sure that nothing that was started over ssh
 * outlives it. Where that is not possible (not root), it runs as the current user and takes keys only.
 */
export async function startSshd({
  programs = { 'launch.sh': STAND_IN },
  config = {},
  shell = '/bin/bash',
}: SshdOptions = {}): Promise<Sshd> {
  const sshd = await findSshd()
  const folder = await tempDir()
  const [home, bin] = [join(folder, 'home'), join(folder, 'home/bin')]
  const isolated = await canIsolate()
  const user = isolated ? 'launcher' : userInfo().username
  const password = isolated ? `pass-${randomBytes(6).toString('hex')}` : undefined
  const passphrase = `phrase-${randomBytes(6).toString('hex')}`

  await Promise.all([
    keyPair(folder, 'host_key', ''),
    keyPair(folder, 'key', ''),
    keyPair(folder, 'locked', passphrase),
  ])
  const read = (name: string): Promise<string> => readFile(join(folder, name), 'utf8')
  await writeFiles(bin, programs, 0o755)
  await writeFiles(home, { '.ssh/authorized_keys': (await read('key.pub')) + (await read('locked.pub')) }, 0o600)
  if (isolated) {
    await chmod(folder, 0o711)
    for (const path of ['', 'bin', '.ssh', '.ssh/authorized_keys']) await chown(join(home, path), UID, UID)
    await writeFiles(folder, await accounts(user, password ?? '', { home, shell }), 0o644)
    await chmod(join(folder, 'shadow'), 0o600)
  }

  const [type = '', blob = ''] = (await read('host_key.pub')).split(' ')
  const lines = (port: number): string =>
    Object.entries({
      ...{ Port: port, ListenAddress: '127.0.0.1', HostKey: join(folder, 'host_key'), PidFile: 'none' },
      ...{ AllowUsers: user, PermitRootLogin: 'prohibit-password', AuthorizedKeysFile: `${home}/.ssh/authorized_keys` },
      ...{ PasswordAuthentication: isolated ? 'yes' : 'no', KbdInteractiveAuthentication: 'no', UsePAM: 'no' },
      // The home lies in a folder for temporary files, which sshd would not trust.
      ...{ StrictModes: 'no', UseDNS: 'no', PrintMotd: 'no', LogLevel: 'VERBOSE', Subsystem: 'sftp internal-sftp' },
      SetEnv: `PATH=${bin}:/usr/local/bin:/usr/bin:/bin HOME=${home}`,
      ...config,
    })
      .map(([name, value]) => `${name} ${value}\n`)
      .join('')

  // sshd cannot pick a free port itself, and another test may take the one that was just found.
  for (let attempt = 1; ; attempt++) {
    const port = Number((await deadHost()).split(':')[1])
    await writeFiles(folder, { sshd_config: lines(port) })
    const server = launch(sshd, folder, isolated)
    try {
      await server.sees(`Server listening on 127.0.0.1 port ${port}.`)
    } catch (error) {
      if (attempt < 5 && String(error).includes('Address already in use')) continue
      throw error
    }
    atEnd(() => end(server, isolated))
    return {
      ...{ host: '127.0.0.1', port, user, password, home, bin, logs: server.sees },
      privateKey: await read('key'),
      lockedKey: { key: await read('locked'), passphrase },
      hostKey: { type, blob: Buffer.from(blob, 'base64'), knownHosts: `[127.0.0.1]:${port} ${type} ${blob}` },
    }
  }
}

async function findSshd(): Promise<string> {
  const folders = ['/usr/sbin', '/usr/local/sbin', ...(process.env['PATH'] ?? '').split(':')]
  for (const folder of folders) {
    const path = join(folder, 'sshd')
    if (folder !== '' && (await exists(path))) return path
  }
  throw new Error('there is no sshd here: apt-get install --no-install-recommends openssh-server')
}

const NAMESPACES = ['--mount', '--propagation', 'private', '--pid', '--fork', '--kill-child', '--mount-proc']

async function canIsolate(): Promise<boolean> {
  if (process.getuid?.() !== 0) return false
  const tried = await run('unshare', [...NAMESPACES, 'true'], { cwd: '/', env: cleanEnv() }).catch(() => undefined)
  return tried?.status === 0
}

async function keyPair(folder: string, name: string, passphrase: string): Promise<void> {
  // -a 1: one round of its slow hash is enough here.
  const args = ['-q', '-t', 'ed25519', '-a', '1', '-N', passphrase, '-C', name, '-f', join(folder, name)]
  await output('ssh-keygen', args, { cwd: folder, env: cleanEnv() })
}

/** passwd and shadow of this machine, each with one more line. */
async function accounts(
  user: string,
  password: string,
  { home, shell }: { readonly home: string; readonly shell: string },
): Promise<Record<'passwd' | 'shadow', string>> {
  const hash = (await output('openssl', ['passwd', '-6', password], { cwd: '/', env: cleanEnv() })).trim()
  return {
    passwd: `${(await readFile('/etc/passwd', 'utf8')).trimEnd()}\n${user}:x:${UID}:${UID}::${home}:${shell}\n`,
    shadow: `${(await readFile('/etc/shadow', 'utf8')).trimEnd()}\n${user}:${hash}:20000:0:99999:7:::\n`,
  }
}

function launch(sshd: string, folder: string, isolated: boolean): Running {
  const command = [sshd, '-D', '-e', '-f', join(folder, 'sshd_config')]
  const options = { cwd: folder, env: cleanEnv() }
  if (!isolated) return start(sshd, command.slice(1), options)
  // sshd wants its folder in /run and keeps books in /var/log: both are others in here.
  const script = `set -e
mount -t tmpfs -o mode=755 tmpfs /run
mkdir -m 755 /run/sshd
mount -t tmpfs -o mode=755 tmpfs /var/log
mount --bind "$0/passwd" /etc/passwd
mount --bind "$0/shadow" /etc/shadow
exec "$@"`
  // --pdeathsig: should this process be killed, the server goes too, and with it everything in its PID namespace.
  const args = ['--pdeathsig', 'KILL', 'unshare', ...NAMESPACES, 'sh', '-c', script, folder, ...command]
  return start('setpriv', args, options)
}

/** Ends a server and the sessions that it took; they would not end with it. */
async function end({ child, ended }: Running, isolated: boolean): Promise<void> {
  const pid = child.pid ?? 0
  // From the leaves up, so that parents bury their children: no zombie is left to whoever adopts orphans.
  for (let below = await leaves(pid); below.length > 0; below = await leaves(pid)) {
    for (const one of below) kill(one)
    await sleep(10)
  }
  // In namespaces the child is unshare, which has ended by now, with its own child.
  if (!isolated) kill(pid)
  await ended
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch {
    // It ended by itself meanwhile.
  }
}

/** Descendants of a process that have no children. */
async function leaves(pid: number): Promise<number[]> {
  const parents = new Map<number, number>()
  for (const name of await readdir('/proc')) {
    const stat = /^\d+$/.test(name) ? await readFile(`/proc/${name}/stat`, 'utf8').catch(() => '') : ''
    // After the command in brackets: state, parent.
    const [state, parent] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    if (state !== 'Z' && parent !== undefined) parents.set(Number(name), Number(parent))
  }
  const below = (one: number): number[] => {
    const children = [...parents].filter(([, parent]) => parent === one).map(([child]) => child)
    return children.length > 0 ? children.flatMap(below) : one === pid ? [] : [one]
  }
  return below(pid)
}
