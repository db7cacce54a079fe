import { beforeAll, describe, expect, test } from '@jest/globals'
import { connectEngine, type Engine } from '../../src/docker/engine.js'
import { buildWith, textsOf } from '../world/building.js'
import { engine, removeAtEnd } from '../world/engines.js'
import { DOCKER_AT_DOOR, engineDoor } from '../world/services/engine-door.js'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { TIMEOUT, unique } from '../world/world.js'

let sshd: Sshd
let over: Engine
const env = (host = sshd): Parameters<typeof connectEngine>[0] => ({
  DOCKER_HOST: `ssh://${host.user}@${host.host}:${host.port}`,
  STACK_SSH_KEY: host.privateKey,
  STACK_SSH_KNOWN_HOSTS: host.hostKey.knownHosts,
})

beforeAll(async () => {
  sshd = await startSshd({ programs: { docker: DOCKER_AT_DOOR } })
  await engineDoor(sshd, engine)
  over = await connectEngine(env())
}, TIMEOUT)

describe('an engine over ssh', () => {
  test(
    'is the engine that it is',
    async () => {
      expect(over).toMatchObject({ address: `ssh://launcher@127.0.0.1:${sshd.port}` })
      const image = await over.inspect('debian:bookworm-slim')
      expect(image?.id).toBe((await engine.docker.getImage('debian:bookworm-slim').inspect()).Id)
      expect(await over.inspect('no-such-image')).toBeUndefined()
      // More at once than one connection has sessions for (MaxSessions is 10).
      const many = await Promise.all(Array.from({ length: 25 }, () => over.inspect('debian:bookworm-slim')))
      expect(new Set(many.map((one) => one?.id))).toEqual(new Set([image?.id]))
    },
    TIMEOUT,
  )

  test(
    'builds, and runs what it has built',
    async () => {
      const [id, secret] = [unique(), `s3cret-${unique()}`]
      removeAtEnd(id)
      // A session (HTTP/2 within an upgraded connection) with a secret, and a context of some size.
      const built = await buildWith(over.builder, {
        dockerfile:
          // The id: what a build cache knows says nothing.
          `FROM debian:bookworm-slim\nCOPY big /big\nRUN --mount=type=secret,id=one sleep 3; cat /run/secrets/one | wc -c; : ${id}`,
        files: { big: Buffer.alloc(20_000_000, 'x') },
        secrets: [{ id: 'one', value: Buffer.from(secret) }],
        tags: [`${id}:built`],
      })
      expect(built.error).toBeUndefined()
      expect(textsOf(built.log)).toContain(String(secret.length))
      const out: Buffer[] = []
      const ran = await over.run({
        ...{
          image: `${id}:built`,
          command: ['wc', '-c', '/big'],
          env: {},
          files: [],
          network: false,
          timeoutMs: TIMEOUT,
        },
        signal: new AbortController().signal,
        onOutput: (_stream, data) => void out.push(data),
      })
      expect(ran.status).toBe(0)
      expect(Buffer.concat(out).toString()).toBe('20000000 /big\n')
    },
    TIMEOUT,
  )

  test(
    'whose host is not known, or has no docker, is a mistake that is explained',
    async () => {
      await expect(connectEngine({ ...env(), STACK_SSH_KNOWN_HOSTS: '# none' })).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringContaining('is not known: it shows ssh-ed25519 SHA256:'),
      })
      const bare = await startSshd({ programs: { docker: '#!/bin/sh\necho docker: not for you >&2; exit 1\n' } })
      await expect(connectEngine(env(bare))).rejects.toMatchObject({
        name: 'UserError',
        message: expect.stringMatching(/^no Docker engine answers at ssh:\/\/.* \(DOCKER_HOST\): docker: not for you$/),
      })
    },
    TIMEOUT,
  )
})
