import { describe, test } from '@jest/globals'
import Docker from 'dockerode'
import { randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { engine, removeAtEnd, type TestEngine } from './engines.js'
import { atEnd, cleanEnv, eventually, exists, output, run, start, tempDir, unique, writeFiles } from './world.js'

/** An engine of a test's own: it may be killed, and its disk may be filled. */
export interface TestDaemon extends TestEngine {
  /** As a power cut does it: the engine and everything in its containers and builds are gone at once. */
  kill: () => Promise<void>
  /** Starts it again on the same disk. */
  restart: () => Promise<void>
  /** It takes requests and answers none until it goes on. */
  freeze: () => void
  goOn: () => void
  /** Gives its disk another size, in MiB. Only where it was started with one. */
  resize: (mib: number) => Promise<void>
}

/** The programs of an engine: folders that come before PATH. */
export interface DaemonKind {
  readonly name: string
  readonly folders: readonly string[]
  readonly features: object
}

const SBIN = ['/usr/local/sbin', '/usr/sbin', '/sbin']
const modernCli = process.env['STACK_MODERN_DOCKER_CLI'] ?? ''
const modernRoot = dirname(dirname(modernCli))
const isRoot = process.platform === 'linux' && process.getuid?.() === 0

/** The engines that this machine lets us start: the one on PATH, and a modern one with containerd's store. None unless root. */
export const daemonKinds: readonly DaemonKind[] = isRoot
  ? [
      ...((await onPath('dockerd')) ? [{ name: 'an engine', folders: [], features: {} }] : []),
      ...((await exists(join(modernRoot, 'sbin/dockerd')))
        ? [
            {
              name: 'a modern engine',
              folders: [join(modernRoot, 'bin'), join(modernRoot, 'sbin')],
              features: { 'containerd-snapshotter': true },
            },
          ]
        : []),
    ]
  : []

async function onPath(program: string): Promise<boolean> {
  const folders = [...(process.env['PATH'] ?? '').split(':'), ...SBIN]
  const found = await Promise.all(folders.map((folder) => exists(join(folder, program))))
  return found.includes(true)
}

/** Tests for each of these engines; where none can be started they fail and say so: what is not shown does not hold. */
export function describeDaemons(title: string, tests: (kind: DaemonKind) => void): void {
  if (daemonKinds.length === 0)
    test(title.replace('$name', 'an engine of its own'), () => {
      throw new Error('engines of a test’s own, and small disks, want root on Linux, with dockerd and containerd')
    })
  for (const kind of daemonKinds) describe(title.replace('$name', kind.name), () => tests(kind))
}

export interface DaemonOptions {
  /** Size of its disk in MiB; default: that of the temporary folder. */
  readonly diskMiB?: number
}

/**
 * Starts containerd and dockerd with everything of their own: folders, sockets and a bridge, so that no other engine of
 * the machine hears of them (a dockerd without a bridge would delete the bridge of another). Gone with this test file.
 */
export async function startDaemon(kind: DaemonKind, { diskMiB }: DaemonOptions = {}): Promise<TestDaemon> {
  const folder = await tempDir()
  const [data, runtime] = [join(folder, 'data'), join(folder, 'run')]
  const socket = join(runtime, 'docker.sock')
  await Promise.all([mkdir(data), mkdir(runtime)])
  const bridge = await makeBridge()
  atEnd(async () => {
    await endAll(folder)
    await unmount(folder)
    await command('ip', 'link', 'del', bridge)
  })
  if (diskMiB !== undefined) await command('mount', '-t', 'tmpfs', '-o', `size=${diskMiB}m`, 'tmpfs', data)
  const containerdSocket = join(runtime, 'containerd.sock')
  await writeFiles(folder, {
    'daemon.json': JSON.stringify({
      'data-root': join(data, 'docker'),
      'exec-root': join(runtime, 'docker'),
      pidfile: join(runtime, 'docker.pid'),
      hosts: [`unix://${socket}`],
      containerd: containerdSocket,
      bridge,
      iptables: false,
      ip6tables: false,
      'ip-masq': false,
      'ip-forward': false,
      features: kind.features,
    }),
    // The CRI and NRI plugins would open sockets that belong to the system.
    'containerd.toml': [
      'version = 2',
      `root = "${data}/containerd"`,
      `state = "${runtime}/containerd"`,
      'disabled_plugins = ["io.containerd.grpc.v1.cri", "io.containerd.cri.v1.images", "io.containerd.cri.v1.runtime", "io.containerd.nri.v1.nri"]',
      `[grpc]\naddress = "${containerdSocket}"`,
      `[plugins."io.containerd.internal.v1.opt"]\npath = "${data}/opt"`,
    ].join('\n'),
  })

  const path = [...kind.folders, process.env['PATH'], ...SBIN].join(':')
  let dockerd: ReturnType<typeof start> | undefined
  const up = async (): Promise<void> => {
    const options = { cwd: folder, env: cleanEnv({ PATH: path }) }
    const containerd = start('containerd', ['--config', join(folder, 'containerd.toml')], options)
    await containerd.sees('successfully booted')
    dockerd = start('dockerd', [`--config-file=${join(folder, 'daemon.json')}`], options)
    await dockerd.sees('API listen on')
  }
  await up()
  return {
    name: kind.name,
    host: `unix://${socket}`,
    docker: new Docker({ socketPath: socket }),
    kill: async () => {
      await endAll(folder)
      await unmount(runtime)
      await unmount(join(data, 'docker'))
    },
    restart: async () => {
      // Nothing of ours runs, so these are leftovers, and dockerd would believe them.
      await command('rm', '-f', join(runtime, 'docker.pid'), socket, containerdSocket, `${containerdSocket}.ttrpc`)
      await up()
    },
    freeze: () => dockerd?.child.kill('SIGSTOP'),
    goOn: () => dockerd?.child.kill('SIGCONT'),
    resize: (mib) => command('mount', '-o', `remount,size=${mib}m`, data).then(() => undefined),
  }
}

/** A base of four megabytes with sh, cat, dd and sleep: every build on a new engine begins with it. Returns its ref. */
export async function loadTiny(daemon: TestDaemon): Promise<string> {
  const folder = await tempDir()
  const ref = `tiny-${unique()}:1`
  removeAtEnd(ref)
  const programs = '/bin/sh /bin/cat /bin/dd /bin/sleep'
  const libraries = `$(ldd ${programs} | grep -o '/[^ :]*' | grep '^/lib' | sort -u)`
  await writeFiles(folder, {
    Dockerfile: [
      'FROM debian:bookworm-slim AS whole',
      'RUN mkdir -p /tiny/bin /tiny/tmp && chmod 1777 /tiny/tmp \\',
      ` && cp -L ${programs} /tiny/bin \\`,
      ` && for file in ${libraries}; do mkdir -p "/tiny$(dirname "$file")" && cp -L "$file" "/tiny$file"; done`,
      'FROM scratch',
      'COPY --from=whole /tiny /',
      '',
    ].join('\n'),
  })
  const built = await engine.docker.buildImage({ context: folder, src: ['Dockerfile'] }, { t: ref, version: '2' })
  await finished(built)
  await finished(await daemon.docker.loadImage(await engine.docker.getImage(ref).get()))
  await daemon.docker.getImage(ref).inspect()
  return ref
}

async function finished(stream: NodeJS.ReadableStream): Promise<void> {
  await new Promise<void>((resolve, reject) =>
    engine.docker.modem.followProgress(stream, (error) => (error ? reject(error) : resolve())),
  )
}

function command(program: string, ...args: string[]): Promise<string> {
  const PATH = [process.env['PATH'], ...SBIN].join(':')
  return output(program, args, { cwd: '/', env: { PATH } })
}

/** A bridge with a range of addresses that no route of this machine knows. */
async function makeBridge(): Promise<string> {
  const bridge = `st${randomBytes(5).toString('hex')}`
  const [known, addresses] = [
    await command('ip', '-4', 'route', 'show'),
    await command('ip', '-4', '-o', 'addr', 'show'),
  ]
  const isFree = (prefix: string): boolean => !`${known}\n${addresses}`.includes(`${prefix}.`)
  const prefixes = [...randomBytes(32)].map((byte, at) => `10.${32 + at}.${byte}`)
  const prefix = prefixes.find(isFree)
  if (prefix === undefined) throw new Error(`no address range is free:\n${known}`)
  await command('ip', 'link', 'add', bridge, 'type', 'bridge')
  await command('ip', 'addr', 'add', `${prefix}.1/24`, 'dev', bridge)
  await command('ip', 'link', 'set', bridge, 'up')
  return bridge
}

/** Ends every process of the daemon in this folder, and everything in its containers. */
async function endAll(folder: string): Promise<void> {
  const ended = await eventually(async () => {
    const pids = await processesOf(folder)
    for (const pid of pids) {
      try {
        process.kill(pid, 'SIGKILL')
      } catch {
        continue // It ended by itself.
      }
    }
    return pids.length === 0
  })
  if (!ended) throw new Error(`processes of ${folder} do not end`)
}

async function unmount(folder: string): Promise<void> {
  const mounts = (await readFile('/proc/self/mountinfo', 'utf8')).split('\n').map((line) => line.split(' ')[4] ?? '')
  for (const point of mounts.filter((one) => one.startsWith(`${folder}/`)).reverse())
    await run('umount', ['-l', point], { cwd: '/', env: cleanEnv() })
}

/** Processes that name the folder in their arguments (dockerd, containerd, shims, runc), or have a root on its disk. */
async function processesOf(folder: string): Promise<number[]> {
  const all = (await readdir('/proc')).filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
  const read = (pid: string, file: string): Promise<string> => readFile(`/proc/${pid}/${file}`, 'utf8').catch(() => '') // It ended meanwhile.
  const own = await Promise.all(
    all.map(async (pid) => {
      if ((await read(pid, 'cmdline')).includes(`${folder}/`)) return true
      // Only the line of "/": other mount namespaces may have copies of everything that is mounted here.
      const roots = (await read(pid, 'mountinfo')).split('\n').filter((line) => line.split(' ')[4] === '/')
      return roots.some((line) => line.includes(`${folder}/`))
    }),
  )
  return all.filter((_pid, at) => own[at]).map(Number)
}
