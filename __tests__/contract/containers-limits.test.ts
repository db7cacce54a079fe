import { describe, expect, test } from '@jest/globals'
import type Docker from 'dockerode'
import { ranOutOfMemory } from '../../src/docker/container-life.js'
import type { ContainerRequest } from '../../src/docker/containers.js'
import { WorkError } from '../../src/shared/errors.js'
import { runOn, sh, type Done } from '../world/containers.js'
import { containersLeft, engines, removeAtEnd } from '../world/engines.js'
import { TIMEOUT, unique } from '../world/world.js'

const MB = 1024 * 1024
/** Fills the memory there is. */
const HOG = 'tail /dev/zero'
/** The first of these files that is there: cgroups have two layouts. */
const firstOf = (...files: string[]): string => `for f in ${files.join(' ')}; do [ -e $f ] && cat $f && break; done`

describe.each(engines)('limits of a container on $name', (on) => {
  const id = unique()
  removeAtEnd(id)
  const run = (command: readonly string[], more?: Partial<ContainerRequest>): Promise<Done> => runOn(on, command, more)

  // Of a child the engine hears a moment later: on a busy machine after the end of a container that does not wait.
  test.each([
    ['the first process', `exec ${HOG}`, 137],
    ['a child, whose parent tells of it', `${HOG}; sleep 1; exit 3`, 3],
    ['a grandchild, of which nobody tells', `sh -c '${HOG}; true'; sleep 1; exit 0`, 0],
    ['something in the background', `${HOG} & sleep 3; wait; exit 1`, 1],
  ])(
    'out of memory: %s',
    async (_name, script, status) => {
      const done = await run(sh(script), { memoryBytes: 48 * MB })
      expect(done).toMatchObject({ status, outOfMemory: true, timedOut: false })
    },
    TIMEOUT,
  )

  test(
    'swap is no memory: what does not fit ends at once, what fits does not',
    async () => {
      const fill = (mb: number): string[] => sh(`head -c ${mb * MB} /dev/zero | tail -c ${mb * MB} | wc -c; sleep 1`)
      const fits = await run(fill(20), { memoryBytes: 48 * MB })
      expect(fits).toMatchObject({ status: 0, outOfMemory: false, stdout: `${20 * MB}\n` })
      expect(await run(fill(60), { memoryBytes: 48 * MB })).toMatchObject({ outOfMemory: true })
    },
    TIMEOUT,
  )

  test(
    'out of memory: also where the engine told it too late to note it of the container',
    async () => {
      for (const [script, expected] of [
        [`${HOG}; sleep 1; exit 3`, true],
        [`exec ${HOG}`, true],
        ['exit 137', false],
      ] as const) {
        const HostConfig = { Memory: 48 * MB, MemorySwap: 48 * MB }
        const container = await on.docker.createContainer({
          Image: 'debian:bookworm-slim',
          Cmd: sh(script),
          HostConfig,
        })
        try {
          await container.start()
          await container.wait()
          const found = await container.inspect()
          const forgetful = {
            id: container.id,
            inspect: () => ({ ...found, State: { ...found.State, OOMKilled: false } }),
          }
          expect(await ranOutOfMemory(on.docker, forgetful as unknown as Docker.Container)).toBe(expected)
        } finally {
          await container.remove({ force: true })
        }
      }
    },
    TIMEOUT,
  )

  test(
    'killed by somebody else is not out of memory',
    async () => {
      const done = await run(sh('kill -KILL $$'), { memoryBytes: 48 * MB })
      expect(done).toMatchObject({ status: 137, outOfMemory: false })
    },
    TIMEOUT,
  )

  test(
    'processors: parts of one, and more than the machine has',
    async () => {
      const quota = firstOf('/sys/fs/cgroup/cpu.max', '/sys/fs/cgroup/cpu/cpu.cfs_quota_us')
      expect((await run(sh(quota), { cpus: 0.5 })).stdout).toMatch(/^50000\b/)
      expect((await run(sh(quota), { cpus: 1.25 })).stdout).toMatch(/^125000\b/)
      expect((await run(sh(quota), { cpus: 4096 })).stdout).toMatch(/^409600000\b/)
      const busy = 'timeout 2 sh -c "while :; do :; done"; cut -d" " -f1 /proc/uptime >/dev/null; times'
      // `times` tells of children in its second line, user first: at most a fifth of two seconds, and some.
      const used = /\n0m([\d.]+)s/.exec((await run(sh(busy), { cpus: 0.2 })).stdout)
      expect(Number(used?.[1])).toBeLessThan(1)
    },
    TIMEOUT,
  )

  test(
    'processes: every container has a limit, and no fork bomb gets past it',
    async () => {
      const limit = firstOf('/sys/fs/cgroup/pids.max', '/sys/fs/cgroup/pids/pids.max')
      expect((await run(sh(limit))).stdout).toBe('4096\n')
      const bomb = 'for n in $(seq 60); do sleep 20 & done; echo never'
      const done = await run(sh(bomb), { pids: 32 })
      expect(done.stderr).toMatch(/[Cc]annot fork|Resource temporarily unavailable/)
      expect([done.stdout, done.status]).not.toEqual(['never\n', 0])
    },
    TIMEOUT,
  )

  test(
    'room of /dev/shm, user and hosts',
    async () => {
      const script = 'df -k --output=size /dev/shm | tail -n 1; id -u; id -g; grep -c "192.0.2.7.*db.test" /etc/hosts'
      const done = await run(sh(script), {
        shmBytes: 96 * MB,
        user: '1234:5678',
        addHosts: ['db.test:192.0.2.7'],
      })
      expect(done.stdout.split(/\s+/).filter(Boolean)).toEqual([String(96 * 1024), '1234', '5678', '1'])
    },
    TIMEOUT,
  )

  test(
    'folders are made with the files, with just the modes that were asked for',
    async () => {
      const content = Buffer.from('x')
      const done = await run(
        sh('cd /tmp/ours && echo made > output/deep/by-user && stat -c "%a %U %n" . output output/deep a a/f'),
        {
          user: '1234',
          folders: [
            { name: 'tmp/ours/output/deep', mode: 0o777 },
            { name: 'tmp/ours', mode: 0o1777 },
          ],
          files: [{ name: 'tmp/ours/a/f', content, type: 'file', mode: 0o640, mtime: new Date(), size: 1, target: '' }],
        },
      )
      expect(done.stdout).toBe('1777 root .\n755 root output\n777 root output/deep\n755 root a\n640 root a/f\n')
    },
    TIMEOUT,
  )

  test(
    'a network by its name; one that is not there is told',
    async () => {
      await on.docker.getImage('debian:bookworm-slim').tag({ repo: id, tag: 'net' })
      const network = await on.docker.createNetwork({ Name: id })
      try {
        const [subnet] = ((await network.inspect()) as { IPAM: { Config: { Subnet: string }[] } }).IPAM.Config
        const route = await run(sh('cat /proc/net/route | cut -f2 | tail -n +3'), { network: id })
        const hex = (subnet?.Subnet ?? '').split('/')[0]?.split('.').reverse() ?? []
        expect(route.stdout.trim()).toBe(
          hex
            .map((part) => Number(part).toString(16).padStart(2, '0'))
            .join('')
            .toUpperCase(),
        )
      } finally {
        await network.remove()
      }
      const nowhere = run(['true'], { image: `${id}:net`, network: `${id}-nowhere` })
      await expect(nowhere).rejects.toThrow(WorkError)
      await expect(nowhere).rejects.toThrow(`${id}-nowhere`)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )
})
