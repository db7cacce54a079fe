import { beforeAll, describe, expect, test } from '@jest/globals'
import { connectSsh, type RemoteEnd, type SshAccess, type SshConnection } from '../../src/remote/connection.js'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { atEnd, exists, TIMEOUT } from '../world/world.js'

const { signal: never } = new AbortController()

function accessTo(sshd: Sshd, more: Partial<SshAccess> = {}): SshAccess {
  return {
    place: { host: sshd.host, port: sshd.port, user: sshd.user },
    jump: undefined,
    key: sshd.privateKey,
    ...{ passphrase: undefined, password: undefined, agent: undefined },
    knownHosts: sshd.hostKey.knownHosts,
    ...{ connectMs: 10_000, keepAliveMs: 5000 },
    ...more,
  }
}

let sshd: Sshd
beforeAll(async () => {
  sshd = await startSshd()
}, TIMEOUT)

async function connected(more: Partial<SshAccess> = {}, to = sshd): Promise<SshConnection> {
  const connection = await connectSsh(accessTo(to, more), never)
  atEnd(() => {
    connection.close()
    return Promise.resolve()
  })
  return connection
}

async function told(
  connection: SshConnection,
  words: readonly string[],
): Promise<RemoteEnd & { out: string; err: string }> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  const end = await connection.run({
    ...{ words, timeoutMs: 20_000, signal: never },
    onStdout: (data) => void out.push(data),
    onStderr: (data) => void err.push(data),
  })
  return { ...end, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
}

describe('a command', () => {
  test('comes back with its status, and what it wrote', async () => {
    const connection = await connected()
    expect(await told(connection, ['sh', '-c', 'echo out; echo err >&2; exit 7'])).toMatchObject({
      ...{ status: 7, out: 'out\n', err: 'err\n', timedOut: false, aborted: false },
      ...{ lost: undefined, left: undefined },
    })
    expect(await told(connection, ['sh', '-c', 'kill -TERM $$'])).toMatchObject({ status: 143, lost: undefined })
    expect(await told(connection, ['no-such-program'])).toMatchObject({ status: 127 })
  })

  test.each([
    '$(touch x)',
    '`touch x`',
    '; touch x',
    "'",
    '"',
    "'; touch x; '",
    '\\',
    'a\nb',
    '*',
    '-n',
    '',
    '~',
    'ä €',
    '!!',
    '$HOME',
  ])('gets the word %j as it is', async (word) => {
    const connection = await connected()
    expect((await told(connection, ['printf', '%s|', word, 'end'])).out).toBe(`${word}|end|`)
    expect(await exists(`${sshd.home}/x`)).toBe(false)
  })
})
