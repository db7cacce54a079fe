import { connect } from 'node:net'
import type { Duplex } from 'node:stream'
import { messageOf, WorkError } from '../shared/errors.js'
import { plain } from '../shared/text.js'
import type { SshAccess } from './access.js'
import { openHop, type Hop } from './hop.js'
import { placeText, type SshPlace } from './places.js'
import { readPrivateKey } from './private-key.js'

/** The way to a login host: one hop, or two. Throws what `openHop` and `readPrivateKey` throw. */
export async function openLine(access: SshAccess, signal: AbortSignal): Promise<Hop> {
  // Only who uses ssh pays for it.
  const loaded = await import('ssh2')
  // As a bundle has it, and as Node has it.
  const ssh = 'default' in loaded ? loaded.default : loaded
  const { place, jump } = access
  const key = access.key === undefined ? undefined : readPrivateKey(access.key, access.passphrase, ssh.utils)
  const common = { ssh, access, key, signal }
  if (jump === undefined)
    return openHop({ ...common, place, role: 'the login host', dial: (ended) => dialTcp(place, ended) })
  const first = await openHop({ ...common, place: jump, role: 'the jump host', dial: (ended) => dialTcp(jump, ended) })
  try {
    const dial = (ended: AbortSignal): Promise<Duplex> => dialThrough(first, jump, place, ended)
    const second = await openHop({ ...common, place, role: 'the login host', dial })
    void second.whenLost.then(() => first.close())
    // Its channels end by themselves; that it was the jump host is what people have to know.
    void first.whenLost.then((reason) => {
      if (second.lost === undefined) second.lose(`the jump host was lost: ${reason}`)
    })
    return second
  } catch (error) {
    first.close()
    throw error
  }
}

function dialTcp({ host, port }: SshPlace, ended: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const socket = connect({ host, port, noDelay: true, keepAlive: true, keepAliveInitialDelay: 30_000 })
    const onAbort = (): void => {
      socket.destroy()
      reject(ended.reason as Error)
    }
    ended.addEventListener('abort', onAbort, { once: true })
    const done = (settle: () => void): void => {
      ended.removeEventListener('abort', onAbort)
      settle()
    }
    socket.once('connect', () =>
      done(() => {
        socket.removeListener('error', onError)
        resolve(socket)
      }),
    )
    const onError = (error: Error): void => done(() => reject(error))
    socket.once('error', onError)
  })
}

function dialThrough(first: Hop, jump: SshPlace, place: SshPlace, ended: AbortSignal): Promise<Duplex> {
  return new Promise((resolve, reject) => {
    const onAbort = (): void => reject(ended.reason as Error)
    ended.addEventListener('abort', onAbort, { once: true })
    // Where the connection comes from is asked for by the protocol, and nobody can check it.
    first.client.forwardOut('127.0.0.1', 0, place.host, place.port, (error, channel) => {
      ended.removeEventListener('abort', onAbort)
      if (error !== undefined) reject(noForward(error, first, jump, place))
      else if (ended.aborted) channel.destroy()
      else resolve(channel)
    })
  })
}

/** RFC 4254, 5.1: 1 is "administratively prohibited", 2 "connect failed". */
function noForward(error: Error, first: Hop, jump: SshPlace, place: SshPlace): WorkError {
  const from = `the jump host ${placeText(jump)}`
  if (first.lost !== undefined) return new WorkError(`${from} was lost: ${first.lost}`, { cause: error })
  const reason = 'reason' in error ? Number(error.reason) : 0
  if (reason === 1) {
    return new WorkError(`${from} does not forward connections to ${place.host}:${place.port}`, {
      ...{ cause: error, evidence: [plain(messageOf(error))] },
      remedy: 'Its sshd needs AllowTcpForwarding yes (and PermitOpen, where that is set), for this user and key.',
    })
  }
  return new WorkError(`the login host ${placeText(place)} cannot be reached from ${from}`, {
    ...{ cause: error, evidence: [plain(messageOf(error))] },
    remedy: 'Look at its name and port as that host sees them, and whether its sshd runs.',
  })
}
