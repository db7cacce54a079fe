import { describe, expect, test } from '@jest/globals'
import { join } from 'node:path'
import type { TarFile } from '../../src/docker/context.js'
import type { ContainerRequest } from '../../src/docker/containers.js'
import { connectEngine } from '../../src/docker/engine.js'
import { Interrupted, WorkError } from '../../src/shared/errors.js'
import { buildFolder } from '../world/builds.js'
import { runOn, sh, type Done } from '../world/containers.js'
import { containersLeft, engines, removeAtEnd } from '../world/engines.js'
import { tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

describe.each(engines)('a container on $name', (on) => {
  const id = unique()
  const image = `${id}:own`
  removeAtEnd(id)
  /** An image name of this test alone, so that its containers can be told from those of others. */
  const own = async (): Promise<string> => {
    await on.docker.getImage('debian:bookworm-slim').tag({ repo: id, tag: 'own' })
    return image
  }
  const run = (command: readonly string[], more?: Partial<ContainerRequest>): Promise<Done> => runOn(on, command, more)

  test.each([
    ['success', 'true', 0],
    ['failure', 'exit 7', 7],
    ['a fault in memory', 'kill -SEGV $$', 139],
    ['killed', 'kill -KILL $$', 137],
    ['not executable', 'exec /etc/passwd', 126],
  ])(
    'exit status: %s',
    async (_name, script, status) => {
      expect(await run(sh(script))).toMatchObject({ status, timedOut: false, outOfMemory: false, file: undefined })
    },
    TIMEOUT,
  )

  test(
    'no such command: exit status 127, told on stderr',
    async () => {
      const done = await run(['no-such-command', 'x'])
      expect(done.status).toBe(127)
      expect(done.stderr).toContain('no-such-command')
    },
    TIMEOUT,
  )

  test(
    'words of a command are words: no shell looks at them',
    async () => {
      const words = ['$HOME', 'a b', '*', "it's", '"q"', ';true', 'ü🐳', '']
      const done = await run(['printf', '%s\\n', ...words])
      expect(done.stdout).toBe(words.map((word) => `${word}\n`).join(''))
    },
    TIMEOUT,
  )

  test(
    'both streams, complete and apart',
    async () => {
      const done = await run(sh('echo größer; echo naïve >&2; printf end'))
      expect(done).toMatchObject({ stdout: 'größer\nend', stderr: 'naïve\n' })
    },
    TIMEOUT,
  )

  test(
    'a megabyte of output arrives whole, and so does the last line of a quick command',
    async () => {
      const done = await run(sh('head -c 1000000 /dev/zero | tr "\\0" x; echo; echo last'))
      expect(done.stdout.length).toBe(1_000_006)
      expect(done.stdout.endsWith('x\nlast\n')).toBe(true)
    },
    TIMEOUT,
  )

  test(
    'environment and working directory',
    async () => {
      const env = { PLAIN: '1', SPACES: 'a "b" $c=d', EMPTY: '' }
      const done = await run(sh('printf "%s|" "$PLAIN" "$SPACES" "$EMPTY" "$PWD"'), { env, workdir: '/opt/new folder' })
      expect(done.stdout).toBe('1|a "b" $c=d||/opt/new folder|')
    },
    TIMEOUT,
  )

  test(
    'there is no network, unless it is wanted',
    async () => {
      const interfaces = 'ls /sys/class/net'
      expect((await run(sh(interfaces))).stdout.split('\n').filter((name) => /^(eth|ens)/.test(name))).toEqual([])
      expect((await run(sh(interfaces), { network: true })).stdout).toContain('eth0')
    },
    TIMEOUT,
  )

  test(
    'files are there before the start, owned by root and readable by any user',
    async () => {
      const folder = await tempDir()
      const contents = {
        'a.txt': 'content of a',
        'run.sh': 'id -u; cat /opt/tests/deep/a.txt; ls -l /opt/tests/run.sh; touch /opt/tests/x',
      }
      await writeFiles(folder, contents)
      const file = (name: string, source: keyof typeof contents, mode: number): TarFile => ({
        ...{ name, source: join(folder, source), type: 'file', mode, size: contents[source].length },
        ...{ mtime: new Date(0), target: '' },
      })
      const done = await run(['setpriv', '--reuid=1234', '--regid=1234', '--clear-groups', 'sh', '/opt/tests/run.sh'], {
        files: [file('opt/tests/deep/a.txt', 'a.txt', 0o644), file('opt/tests/run.sh', 'run.sh', 0o755)],
      })
      expect(done.stdout).toMatch(/^1234\ncontent of a-rwxr-xr-x 1 root root /)
      expect(done.stderr).toContain('Permission denied')
      expect(done.status).toBe(1)
    },
    TIMEOUT,
  )

  test(
    'one file comes back; where there is none, none',
    async () => {
      const made = await run(sh('printf "<xml>ü</xml>" > /tmp/report.xml; exit 3'), { bringBack: '/tmp/report.xml' })
      expect([made.status, made.file?.toString()]).toEqual([3, '<xml>ü</xml>'])
      expect((await run(sh('true'), { bringBack: '/tmp/report.xml' })).file).toBeUndefined()
      expect((await run(sh('mkdir /tmp/report.xml'), { bringBack: '/tmp/report.xml' })).file).toBeUndefined()
    },
    TIMEOUT,
  )

  test(
    'a time-out ends a container that listens to SIGTERM',
    async () => {
      const done = await run(sh('trap "echo bye; exit 9" TERM; echo begun; while :; do sleep 0.1; done'), {
        timeoutMs: 1000,
      })
      expect(done).toMatchObject({ status: 9, timedOut: true, stdout: 'begun\nbye\n' })
    },
    TIMEOUT,
  )

  test(
    'a time-out kills a container that does not',
    async () => {
      const done = await run(sh('trap "echo never" TERM; echo begun; while :; do sleep 600 & wait; done'), {
        timeoutMs: 500,
        graceMs: 500,
      })
      expect(done).toMatchObject({ status: 137, timedOut: true })
      expect(done.stdout).toContain('begun\n')
      expect(done.ms).toBeLessThan(30_000)
    },
    TIMEOUT,
  )

  test(
    'an abort kills and removes it at once',
    async () => {
      const [controller, reason] = [new AbortController(), new Interrupted('enough')]
      const done = run(sh('echo begun; exec sleep 600'), {
        image: await own(),
        signal: controller.signal,
        onOutput: () => controller.abort(reason),
      })
      await expect(done).rejects.toBe(reason)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'an abort before the start makes none',
    async () => {
      const signal = AbortSignal.abort(new Interrupted('too late'))
      await expect(run(['true'], { image: await own(), signal })).rejects.toThrow('too late')
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'none is left, whatever its end was and however quick',
    async () => {
      const name = await own()
      const quick = [...Array(10).keys()].map(() => run(['no-such-command'], { image: name }))
      const ends = await Promise.all([
        ...quick,
        run(['true'], { image: name }),
        run(['false'], { image: name }),
        run(sh('sleep 600'), { image: name, timeoutMs: 300, graceMs: 300 }),
      ])
      expect(ends.map(({ status }) => status).slice(0, 12)).toEqual([...quick.map(() => 127), 0, 1])
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a listener that throws ends the container, with its own words',
    async () => {
      const broken = new WorkError('the disk is full')
      const done = run(sh('echo one; echo two; exec sleep 600'), {
        image: await own(),
        onOutput: () => {
          throw broken
        },
      })
      await expect(done).rejects.toBe(broken)
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'an image that is not there',
    async () => {
      const running = run(['true'], { image: `${id}:nowhere` })
      await expect(running).rejects.toThrow(WorkError)
      await expect(running).rejects.toThrow(`no container of ${id}:nowhere`)
    },
    TIMEOUT,
  )

  test(
    'the image’s own entry point and health check do not get in the way',
    async () => {
      const engine = await connectEngine({ DOCKER_HOST: on.host })
      const folder = await tempDir()
      await writeFiles(folder, {
        Dockerfile: 'FROM debian:bookworm-slim\nENTRYPOINT ["echo", "entry"]\nCMD ["cmd"]\nUSER 1234\nWORKDIR /tmp\n',
      })
      await buildFolder(engine.builder, folder, `${id}:entry`)
      const done = await run(sh('id -u; pwd'), { image: `${id}:entry` })
      expect(done.stdout).toBe('1234\n/tmp\n')
    },
    TIMEOUT,
  )
})
