import {
  connectSsh,
  type RemoteCommand,
  type RemoteEnd,
  type SshAccess,
  type SshConnection,
} from '../../src/remote/connection.js'
import type { Sshd } from './services/sshd.js'
import { atEnd } from './world.js'

/** What a test needs of a login host to log in there. */
export function accessTo(sshd: Sshd, more: Partial<SshAccess> = {}): SshAccess {
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

/** A connection that ends with the test file. */
export async function connected(access: SshAccess, signal = new AbortController().signal): Promise<SshConnection> {
  const connection = await connectSsh(access, signal)
  atEnd(() => {
    connection.close()
    return Promise.resolve()
  })
  return connection
}

/** Runs a command, and keeps what it says. */
export async function told(
  connection: SshConnection,
  words: readonly string[],
  more: Partial<RemoteCommand> = {},
): Promise<RemoteEnd & { out: string; err: string }> {
  const [out, err]: [Buffer[], Buffer[]] = [[], []]
  const end = await connection.run({
    ...{ words, timeoutMs: 20_000, signal: new AbortController().signal },
    onStdout: (data) => void out.push(data),
    onStderr: (data) => void err.push(data),
    ...more,
  })
  return { ...end, out: Buffer.concat(out).toString(), err: Buffer.concat(err).toString() }
}
