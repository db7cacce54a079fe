import { WorkError } from '../shared/errors.js'
import { clip, plain } from '../shared/text.js'
import { fingerprintOf, isPinned, typeOf, type KnownKeys } from './known-hosts.js'
import { hostName, type SshPlace } from './places.js'

/** Whether a host is the one that is known. */
export type HostVerdict = 'known' | 'revoked' | 'other' | 'unknown'

export function judge(known: KnownKeys, blob: Buffer): HostVerdict {
  if (known.revoked.some((pin) => isPinned(pin, blob))) return 'revoked'
  if (known.pins.some(({ pin }) => isPinned(pin, blob))) return 'known'
  return known.pins.length === 0 ? 'unknown' : 'other'
}

interface Refused {
  readonly place: SshPlace
  /** `the jump host`, `the login host` */
  readonly role: string
  readonly known: KnownKeys
  /** What the host has shown, one after another. */
  readonly offered: readonly Buffer[]
  /** Lines that could not be used. */
  readonly unread: readonly string[]
}

/** Lines of known_hosts in a message: there may be thousands. */
const MOST_SHOWN = 10

/** Why nobody logs in there; with what to compare, and what to write if it is right. */
export function hostKeyError({ place, role, known, offered, unread }: Refused): WorkError {
  const name = hostName(place)
  const shown = offered.map((blob) => `${plain(typeOf(blob))} ${fingerprintOf(blob)}`)
  const lines = offered.map((blob) => `${name} ${plain(typeOf(blob))} ${blob.toString('base64')}`)
  const pinned = known.pins
    .slice(0, MOST_SHOWN)
    .map(({ pin, line }) =>
      pin.kind === 'key'
        ? `known, line ${line}: ${pin.type} ${fingerprintOf(pin.blob)}`
        : `known, line ${line}: ${pin.fingerprint}`,
    )
  const evidence = [
    ...shown.map((one) => `offered: ${one}`),
    ...pinned,
    ...unread.slice(0, MOST_SHOWN).map((line) => `not used, ${clip(plain(line), 160)}`),
  ]
  const asAsked = `Ask who runs it for the fingerprint (on the machine: ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub)`
  if (offered.some((blob) => judge(known, blob) === 'revoked')) {
    return new WorkError(`${role} ${name} shows a key that is revoked: nothing was sent`, {
      evidence,
      remedy: `Do not log in there: somebody may have stolen the key. ${asAsked}.`,
    })
  }
  if (known.pins.length > 0) {
    return new WorkError(
      `${role} ${name} shows another key than the one that is known: either somebody stands in between (an attack), or the machine was installed anew; nothing was sent`,
      {
        evidence,
        remedy: `${asAsked}. If it is the one that is offered, replace the line: ${lines.join('\n')}`,
      },
    )
  }
  return new WorkError(`the key of ${role} ${name} is not known: it shows ${shown.join(', ')}, and nothing was sent`, {
    evidence,
    remedy: `${asAsked}. If it is this one, add to ssh-known-hosts: ${lines.join('\n')}`,
  })
}
