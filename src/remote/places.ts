import { userError } from '../shared/errors.js'

/** Where to log in, and as whom. */
export interface SshPlace {
  /** A name or an address; IPv6 without brackets. Lower case, as known_hosts has it. */
  readonly host: string
  readonly port: number
  readonly user: string
}

export interface PlaceDefaults {
  /** What is being read, for messages: `ssh-host`, `DOCKER_HOST` … */
  readonly source: string
  readonly user?: string | undefined
  readonly port?: number
}

export const SSH_PORT = 22

/** `user@` (all up to the last @), then a host, or an IPv6 address in brackets, then `:port`. */
const PLACE = /^(?:(?<user>.*)@)?(?:\[(?<address>[^\]]*)\]|(?<host>[^:@[\]]*))(?::(?<port>[^:]*))?$/su

/** What may be in a name or an address; %, for the zone of an IPv6 address. Never a leading dash. */
const HOST = /^[a-z0-9_:][a-z0-9_.:%-]*$/i

/**
 * Reads `host`, `user@host`, `user@host:port`, `user@[v6]:port` (a bare IPv6 address too), and the same behind
 * `ssh://`. Throws a UserError for anything else, and where no user is known.
 */
export function parsePlace(text: string, { source, user: defaultUser, port = SSH_PORT }: PlaceDefaults): SshPlace {
  const wrong = (why: string): Error =>
    userError(`${source} is ${JSON.stringify(text)}: ${why}`, {
      remedy: 'Write user@host, user@host:port, or user@[IPv6 address]:port.',
    })
  const rest = text
    .trim()
    .replace(/^ssh:\/\//i, '')
    .replace(/\/$/, '')
  const at = rest.lastIndexOf('@') + 1
  // More than one colon, and no brackets: an IPv6 address as it is.
  const isBare = /^[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*(%.+)?$/i.test(rest.slice(at))
  const groups = PLACE.exec(isBare ? `${rest.slice(0, at)}[${rest.slice(at)}]` : rest)?.groups
  if (groups === undefined) throw wrong('that is no place to log in')
  const host = (groups['address'] ?? groups['host'] ?? '').toLowerCase()
  if (!HOST.test(host))
    throw wrong(host === '' ? 'there is no host in it' : 'the host is neither a name nor an address')
  const number = groups['port'] === undefined ? port : Number(groups['port'])
  if (!/^\d{1,5}$/.test(groups['port'] ?? '1') || number < 1 || number > 65_535)
    throw wrong('the port is not 1 to 65535')
  const user = groups['user'] ?? defaultUser ?? ''
  if (user === '') throw wrong('it does not say as whom to log in')
  if (/[\p{Cc}:]/u.test(user))
    throw wrong('a user has no colon (passwords have inputs of their own) and no control character')
  return { host, port: number, user }
}

/** As known_hosts names it: the port in it only where it is not 22 (sshd(8), SSH_KNOWN_HOSTS FILE FORMAT). */
export function hostName({ host, port }: Pick<SshPlace, 'host' | 'port'>): string {
  return port === SSH_PORT ? host : `[${host}]:${port}`
}

/** For people: `user@host`, `user@host:2222`. */
export function placeText(place: SshPlace): string {
  const host = place.host.includes(':') ? `[${place.host}]` : place.host
  return `${place.user}@${host}${place.port === SSH_PORT ? '' : `:${place.port}`}`
}
