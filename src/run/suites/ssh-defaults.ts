/** What a call says of machines that suites log in to; the spec says the rest. */
export interface SshDefaults {
  /** `user@host:port`, before what the spec says; '' where the call says none. So with `jump`. */
  readonly host: string
  readonly jump: string
  /** Who logs in where no host says it. */
  readonly user: string | undefined
  /** Keys of hosts that the call pins: lines of known_hosts, or fingerprints. */
  readonly knownHosts: string
  /** Those of the user, for where nothing else is pinned. */
  readonly ownKnownHosts: string
  /** A private key as its file has it. */
  readonly key: string | undefined
  readonly passphrase: string | undefined
  readonly password: string | undefined
  /** Socket of an ssh agent. */
  readonly agent: string | undefined
}

/** A call that says nothing. */
export const NO_SSH: SshDefaults = {
  host: '',
  jump: '',
  user: undefined,
  knownHosts: '',
  ownKnownHosts: '',
  key: undefined,
  passphrase: undefined,
  password: undefined,
  agent: undefined,
}

/** The texts that must not be shown: each line of a key, but for those that every key begins and ends with. */
export function sshSecrets({ key = '', passphrase = '', password = '' }: SshDefaults): string[] {
  return [key, passphrase, password]
    .flatMap((text) => text.split(/\r?\n/))
    .filter((line) => line.length >= LEAST && !/^-{4,5} ?(?:BEGIN|END) .*-{4,5}$/.test(line.trim()))
}

/** Shorter ones are parts of other words. */
const LEAST = 4
