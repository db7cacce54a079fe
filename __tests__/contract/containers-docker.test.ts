import { describe, expect, test } from '@jest/globals'
import { messageOf, WorkError } from '../../src/shared/errors.js'
import { overTcp, runOn, sh } from '../world/containers.js'
import { containersLeft, engines, removeAtEnd, type TestEngine } from '../world/engines.js'
import { TIMEOUT, unique } from '../world/world.js'

/** Asks an engine for what it is, from inside: debian has perl and no HTTP client. */
const ASK = [
  'perl',
  '-e',
  'use IO::Socket::UNIX; my $s = IO::Socket::UNIX->new("/var/run/docker.sock") or die "no: $!"; ' +
    'print $s "GET /info HTTP/1.0\\r\\nHost: x\\r\\n\\r\\n"; print while <$s>',
]

/** Not every machine lets its engine give all rights away. */
async function refusesPrivileges(on: TestEngine): Promise<string | undefined> {
  const HostConfig = { Privileged: true }
  const container = await on.docker.createContainer({ Image: 'debian:bookworm-slim', Cmd: ['true'], HostConfig })
  try {
    await container.start()
    return undefined
  } catch (error) {
    return messageOf(error)
  } finally {
    await container.remove({ force: true })
  }
}

describe.each(engines)('Docker in a container on $name', (on) => {
  const id = unique()
  const image = `${id}:docker`
  removeAtEnd(id)
  const own = async (): Promise<string> => {
    await on.docker.getImage('debian:bookworm-slim').tag({ repo: id, tag: 'docker' })
    return image
  }

  test(
    'sibling: the engine itself answers on the socket, also to a user who is nobody',
    async () => {
      const done = await runOn(on, ASK, { docker: 'sibling', user: '1234' })
      const { ID } = (await on.docker.info()) as { ID: string }
      expect(done.stderr).toBe('')
      expect(done.stdout).toContain(`"ID":"${ID}"`)
    },
    TIMEOUT,
  )

  test(
    'sibling: not where the engine may be on another machine',
    async () => {
      const { on: remote } = await overTcp(on)
      const asked = runOn(remote, ASK, { docker: 'sibling', image: await own() })
      await expect(asked).rejects.toThrow(WorkError)
      await expect(asked).rejects.toThrow('only be given the engine’s socket where the engine is a local one')
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'unasked there is neither a socket nor the right to mount',
    async () => {
      const done = await runOn(on, sh('ls /var/run/docker.sock; mount -t tmpfs none /mnt'))
      expect(done.status).not.toBe(0)
      expect(done.stderr).toMatch(/No such file.*\n.*permission denied/)
    },
    TIMEOUT,
  )

  test(
    'dind: may mount, and has a volume for its layers, which goes with it',
    async () => {
      const script =
        'mount -t tmpfs none /mnt && stat -f -c %T /mnt && grep -c " /var/lib/docker " /proc/mounts; sleep 1'
      let volume: Promise<string | undefined> | undefined
      const done = runOn(on, sh(script), {
        docker: 'dind',
        image: await own(),
        onOutput: () => void (volume ??= volumeOf(on, id)),
      })
      const refusal = await refusesPrivileges(on)
      if (refusal !== undefined) {
        await expect(done).rejects.toThrow(refusal)
      } else {
        expect(await done).toMatchObject({ status: 0, stdout: 'tmpfs\n1\n' })
        const name = await volume
        expect(name).toMatch(/^[0-9a-f]{64}$/)
        await expect(on.docker.getVolume(name ?? '').inspect()).rejects.toMatchObject({ statusCode: 404 })
      }
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )
})

/** The volume at /var/lib/docker of the container that runs an image of a test. */
async function volumeOf(on: TestEngine, id: string): Promise<string | undefined> {
  const [container] = await containersLeft(on, id)
  const { Mounts } = await on.docker.getContainer(container?.id ?? '').inspect()
  return Mounts.find(({ Destination }) => Destination === '/var/lib/docker')?.Name
}
