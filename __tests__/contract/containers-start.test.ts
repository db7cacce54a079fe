import { describe, expect, test } from '@jest/globals'
import type { Duplex } from 'node:stream'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectEngine } from '../../src/docker/engine.js'
import type { Started, StartRequest } from '../../src/docker/started.js'
import { Interrupted, WorkError } from '../../src/shared/errors.js'
import { buildFolder } from '../world/builds.js'
import { overTcp, sh } from '../world/containers.js'
import { containersLeft, engines, removeAtEnd } from '../world/engines.js'
import { tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

/** A web server of one page, for as many ports as it is told: debian has perl. */
const SERVER = String.raw`use IO::Socket::INET; use IO::Select;
$| = 1; my $s = IO::Select->new; my %at;
for (@ARGV) { my $l = IO::Socket::INET->new(LocalPort => $_, Listen => 9, ReuseAddr => 1) or die $!; $s->add($l); $at{$l} = $_ }
$SIG{TERM} = sub { print "asked to end\n"; exit 5 };
print "listening\n"; print STDERR "said aside\n";
while (1) { for my $l ($s->can_read) { my $c = $l->accept; my $line = <$c>; print "asked: $line";
  print $c "HTTP/1.0 200 OK\r\nContent-Type: text/plain\r\n\r\n$at{$l} $ENV{WHO}"; close $c } }
`
const DOCKERFILE = `FROM debian:bookworm-slim
COPY server.pl /
ENTRYPOINT ["perl", "/server.pl"]
CMD ["8080"]
`

describe.each(engines)('a container that stays on $name', (on) => {
  const id = unique()
  const image = `${id}:server`
  removeAtEnd(id)

  async function start(more: Partial<StartRequest> = {}): Promise<{ started: Started; said: () => string }> {
    const engine = await connectEngine({ DOCKER_HOST: on.host })
    if ((await engine.inspect(image)) === undefined) {
      const folder = await tempDir()
      await writeFiles(folder, { Dockerfile: DOCKERFILE, 'server.pl': SERVER })
      await buildFolder(engine.builder, folder, image)
    }
    const said: Buffer[] = []
    const started = await engine.start({
      image,
      env: { WHO: 'me' },
      ports: [8080],
      lifetimeMs: TIMEOUT,
      signal: new AbortController().signal,
      onOutput: (_stream, data) => void said.push(data),
      ...more,
    })
    return { started, said: () => Buffer.concat(said).toString() }
  }

  /** Asks until there is an answer: the engine takes connections before anybody listens behind it. */
  async function ask({ address }: Started, port: number): Promise<string> {
    const at = address.get(port)
    for (let patience = 50; ; patience--) {
      try {
        return await (await fetch(`http://${at?.host}:${at?.port}/`)).text()
      } catch (error) {
        if (patience === 0) throw error
        await sleep(100)
      }
    }
  }

  const until = async (isSo: () => boolean): Promise<void> => {
    while (!isSo()) await sleep(20)
  }

  test(
    'the image’s own command answers at the port given, on this machine only; a stop ends it in peace',
    async () => {
      const { started, said } = await start()
      expect(started.address.get(8080)?.host).toBe('127.0.0.1')
      const { HostConfig } = await on.docker.getContainer(started.id).inspect()
      expect(HostConfig).toMatchObject({ PidsLimit: 4096, PortBindings: { '8080/tcp': [{ HostIp: '127.0.0.1' }] } })
      expect(await ask(started, 8080)).toBe('8080 me')
      expect((await containersLeft(on, id)).map((left) => left.id)).toEqual([started.id])
      await Promise.all([started.stop(), started.stop()])
      expect(await started.exited).toBe(5)
      expect(said()).toMatch(/listening\n[^]*asked: GET \/ HTTP\/1.1\r\nasked to end\n$/)
      expect(said()).toContain('said aside\n')
      expect(await containersLeft(on, id)).toEqual([])
      await started.stop()
    },
    TIMEOUT,
  )

  test(
    'several ports and a command of one’s own; two of the same do not meet',
    async () => {
      const command = ['perl', '/server.pl', '81', '82']
      const both = await Promise.all([1, 2].map((n) => start({ command, ports: [81, 82], env: { WHO: `${n}` } })))
      try {
        const answers = both.flatMap(({ started }) => [81, 82].map((port) => ask(started, port)))
        expect(await Promise.all(answers)).toEqual(['81 1', '82 1', '81 2', '82 2'])
        expect(new Set(both.flatMap(({ started }) => [...started.address.values()].map(({ port }) => port))).size).toBe(
          4,
        )
      } finally {
        await Promise.all(both.map(({ started }) => started.stop()))
      }
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'in a network of its own, by limits of its own',
    async () => {
      const network = await on.docker.createNetwork({ Name: id })
      try {
        const { started } = await start({ network: id, memoryBytes: 64 * 1024 ** 2, cpus: 0.5, pids: 50 })
        try {
          expect(await ask(started, 8080)).toBe('8080 me')
          const { HostConfig, NetworkSettings } = await on.docker.getContainer(started.id).inspect()
          expect(HostConfig).toMatchObject({ Memory: 64 * 1024 ** 2, CpuQuota: 50_000, PidsLimit: 50 })
          expect(Object.keys(NetworkSettings.Networks)).toEqual([id])
        } finally {
          await started.stop()
        }
      } finally {
        await network.remove()
      }
    },
    TIMEOUT,
  )

  test(
    'one that ends early tells why, and is there until it is stopped',
    async () => {
      const { started, said } = await start({ command: sh('echo no configuration; exit 3') })
      expect(await started.exited).toBe(3)
      expect(said()).toBe('no configuration\n')
      await started.stop()
      expect(await started.exited).toBe(3)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'one that does not listen is killed after its grace',
    async () => {
      const { started, said } = await start({
        command: sh('trap "" TERM; echo up; while :; do sleep 0.1; done'),
        graceMs: 1000,
      })
      await until(() => said() === 'up\n')
      const began = Date.now()
      await started.stop()
      expect(Date.now() - began).toBeLessThan(20_000)
      expect(await started.exited).toBe(137)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'its time ends it',
    async () => {
      const { started, said } = await start({ lifetimeMs: 1500 })
      expect(await started.exited).toBe(5)
      expect(said()).toContain('asked to end')
      await started.stop()
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'an abort removes it, before the start, in it and after it',
    async () => {
      const reason = new Interrupted('enough')
      await expect(start({ signal: AbortSignal.abort(reason) })).rejects.toBe(reason)
      for (const afterMs of [5, 50, 150]) {
        const early = new AbortController()
        const starting = start({ signal: early.signal })
        setTimeout(() => early.abort(reason), afterMs)
        await starting
          .then(({ started }) => expect(started.exited).rejects.toBe(reason))
          .catch((error: unknown) => expect(error).toBe(reason))
      }
      const late = new AbortController()
      const { started } = await start({ signal: late.signal })
      late.abort(reason)
      await expect(started.exited).rejects.toBe(reason)
      await started.stop()
      for (let patience = 50; patience > 0 && (await containersLeft(on, id)).length > 0; patience--) await sleep(100)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a listener that throws ends it, with its own words',
    async () => {
      const broken = new WorkError('the disk is full')
      const { started } = await start({
        onOutput: () => {
          throw broken
        },
      })
      await expect(started.exited).rejects.toBe(broken)
      await started.stop()
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'what cannot be started leaves none',
    async () => {
      const nowhere = start({ image: `${id}:nowhere` })
      await expect(nowhere).rejects.toThrow(`no container of ${id}:nowhere`)
      await expect(start({ network: `${id}-no` })).rejects.toThrow(`${id}-no`)
      await expect(start({ network: false })).rejects.toThrow('published no port for 8080/tcp')
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'what is stopped before it was started holds no connection: the process can end',
    async () => {
      // Those that hold a process up; others are kept for the next request, and do not.
      const held = (): number =>
        process.getActiveResourcesInfo().filter((one) => /^(Pipe|TCPSocket)Wrap$/.test(one)).length
      const before = held()
      const early = new AbortController()
      const created = on.docker.getEvents({
        filters: { type: ['container'], event: ['attach', 'create'], image: [image] },
      })
      const events = (await created) as unknown as Duplex
      events.once('data', () => early.abort(new Interrupted('enough')))
      await expect(start({ signal: early.signal })).rejects.toThrow('enough')
      events.destroy()
      for (let patience = 50; patience > 0 && held() > before; patience--) await sleep(100)
      expect(held()).toBeLessThanOrEqual(before)
    },
    TIMEOUT,
  )

  test(
    'an engine that goes away is told to who waits; a stop does not wait for it',
    async () => {
      const { on: remote, cut } = await overTcp(on)
      const engine = await connectEngine({ DOCKER_HOST: remote.host })
      await on.docker.getImage('debian:bookworm-slim').tag({ repo: id, tag: 'gone' })
      const started = await engine.start({
        ...{ image: `${id}:gone`, command: ['sleep', '600'], env: {}, ports: [], lifetimeMs: TIMEOUT },
        ...{ signal: new AbortController().signal, onOutput: () => undefined },
      })
      cut()
      await expect(started.exited).rejects.toThrow(/could not run: .*(the engine went away|aborted)/)
      await started.stop()
      for (const { id: ours } of await containersLeft(on, id))
        await on.docker.getContainer(ours).remove({ force: true })
    },
    TIMEOUT,
  )
})
