import { codeOf, messageOf, WorkError } from '../shared/errors.js'
import { clip, durationText, plain } from '../shared/text.js'
import { placeText, type SshPlace } from './places.js'

/** How far a log-in has come. */
export type Phase = 'connecting' | 'greeting' | 'logging in'

interface Failed {
  readonly place: SshPlace
  readonly role: string
  readonly phase: Phase
  /** undefined: its time was over. */
  readonly error: unknown
  readonly waitedMs: number
  /** What the host says to everybody who logs in. */
  readonly banner: readonly string[]
  /** What came of the log-in so far. */
  readonly said: () => string
}

const BY_CODE: Readonly<Record<string, readonly [cause: string, remedy: string]>> = {
  ENOTFOUND: ['nobody knows its name', 'Write its full name, or its address; ~/.ssh/config is not read.'],
  EAI_AGAIN: ['its name could not be looked up', 'Look at the name server of this machine, and try again.'],
  ECONNREFUSED: ['nothing listens there', 'Look at host and port, and whether its sshd runs.'],
  EHOSTUNREACH: [
    'there is no way to it',
    'Look at the network, a VPN, and whether it has to be reached by a jump host.',
  ],
  ENETUNREACH: [
    'there is no way to it',
    'Look at the network, a VPN, and whether it has to be reached by a jump host.',
  ],
  ETIMEDOUT: ['it does not answer', 'Look at the network, and whether a firewall stands in between.'],
}

/** Why a host did not let us in, in words; what the ssh library says is kept as the cause. */
export function unreachable({ place, role, phase, error, waitedMs, banner, said }: Failed): WorkError {
  const where = `${role} ${placeText(place)}`
  const evidence = banner
    .flatMap((text) => text.split(/\r?\n/))
    .filter((line) => line.trim() !== '')
    .slice(0, 10)
    .map((line) => clip(plain(line), 200))
  if (error === undefined) {
    const did = {
      connecting: 'does not answer',
      greeting: 'takes the connection and does not go on',
      'logging in': 'does not let us in',
    }
    return new WorkError(`${where} ${did[phase]} within ${durationText(waitedMs)}`, {
      evidence,
      remedy: 'Look at host, port and firewalls, or give it more time.',
    })
  }
  const text = plain(messageOf(error))
  if (/All configured authentication methods failed/.test(text)) {
    return new WorkError(`${where} does not let us in: ${said()}`, {
      ...{ evidence, cause: error },
      remedy:
        'Look at the user, and at the key, passphrase or password (ssh-key, ssh-password); the public key has to be in its ~/.ssh/authorized_keys.',
    })
  }
  const [cause, remedy] = BY_CODE[codeOf(error) ?? ''] ?? [undefined, undefined]
  if (cause !== undefined)
    return new WorkError(`${where} cannot be reached: ${cause} (${codeOf(error) ?? ''})`, {
      evidence,
      cause: error,
      remedy,
    })
  const verb =
    phase === 'connecting'
      ? 'cannot be reached'
      : phase === 'greeting'
        ? 'did not get as far as the log-in'
        : 'does not let us in'
  const words = /before handshake/.test(text)
    ? 'it closed the connection at once'
    : text === ''
      ? 'no reason given'
      : text
  return new WorkError(`${where} ${verb}: ${words}`, {
    ...{ evidence, cause: error },
    ...(/closed the connection|ECONNRESET|before handshake/.test(words + text)
      ? { remedy: 'It may have too many connections (MaxStartups, MaxAuthTries), or block this machine; its log says.' }
      : {}),
  })
}
