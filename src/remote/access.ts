import type { SshPlace } from './places.js'

/** All that a log-in needs. Key, passphrase and password are secrets. */
export interface SshAccess {
  readonly place: SshPlace
  /** The host that the way leads through; the same key or password opens both. */
  readonly jump: SshPlace | undefined
  /** The text of a private key. */
  readonly key: string | undefined
  readonly passphrase: string | undefined
  readonly password: string | undefined
  /** The socket of an ssh agent. */
  readonly agent: string | undefined
  /** In the format of known_hosts, and fingerprints (`parseKnownHosts`). A host that is not in it is refused. */
  readonly knownHosts: string
  /** Milliseconds for each hop, until it has let us in. */
  readonly connectMs: number
  /** Milliseconds between two signs of life that are asked for; a line is lost when three stay away. 0: never asked. */
  readonly keepAliveMs: number
}
