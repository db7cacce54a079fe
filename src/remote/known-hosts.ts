import { createHash, createHmac, timingSafeEqual } from 'node:crypto'
import { hostName, type SshPlace } from './places.js'

/** What known_hosts says, read once for all hosts. */
export interface KnownHosts {
  readonly entries: readonly KnownHost[]
  /** Lines that say nothing to us, with the reason: people look for them when their host is not known. */
  readonly unread: readonly string[]
}

interface KnownHost {
  readonly line: number
  /** Whether the entry is for a host as `hostName` writes it; undefined: it names none (a bare fingerprint). */
  readonly isFor: ((name: string) => boolean) | undefined
  readonly pin: Pin
  readonly revoked: boolean
}

/** A key, or the fingerprint of one. */
export type Pin =
  | { readonly kind: 'key'; readonly type: string; readonly blob: Buffer }
  | { readonly kind: 'fingerprint'; readonly fingerprint: string }

/** What is known of one host. */
export interface KnownKeys {
  readonly pins: readonly { readonly pin: Pin; readonly line: number }[]
  readonly revoked: readonly Pin[]
}

const FINGERPRINT = /^SHA256:[A-Za-z0-9+/]{43}=?$/

/**
 * Reads text in the format of sshd(8), "SSH_KNOWN_HOSTS FILE FORMAT": plain, with a port, with wildcards and negation,
 * hashed, and `@revoked`. A fingerprint may stand for a key (`host SHA256:…`), or alone, for whatever host is asked for.
 * `@cert-authority` is not supported: the ssh library knows no certificates of hosts.
 */
export function parseKnownHosts(text: string): KnownHosts {
  const entries: KnownHost[] = []
  const unread: string[] = []
  text.split(/\r\n|\n|\r/).forEach((whole, index) => {
    const line = index + 1
    const words = whole.trim().split(/[ \t]+/)
    if (words[0] === '' || words[0]?.startsWith('#') === true) return
    const marker = words[0]?.startsWith('@') === true ? words.shift() : undefined
    if (marker !== undefined && marker !== '@revoked') {
      const why = marker === '@cert-authority' ? 'certificates of hosts are not supported' : 'an unknown marker'
      unread.push(`line ${line}: ${marker}: ${why}`)
      return
    }
    const alone = isFingerprint(words[0] ?? '')
    const pin = alone ? fingerprintPin(words[0] ?? '') : pinOf(words.slice(1))
    if (typeof pin === 'string') unread.push(`line ${line}: ${pin}`)
    else entries.push({ line, isFor: alone ? undefined : matcher(words[0] ?? ''), pin, revoked: marker !== undefined })
  })
  return { entries, unread }
}

function isFingerprint(word: string): boolean {
  return /^SHA256:/i.test(word)
}

function fingerprintPin(word: string): Pin | string {
  if (!FINGERPRINT.test(word)) return 'not a SHA256 fingerprint as ssh-keygen -l prints it'
  return { kind: 'fingerprint', fingerprint: word.replace(/=$/, '') }
}

function pinOf([type = '', base64 = '']: readonly string[]): Pin | string {
  if (isFingerprint(type)) return fingerprintPin(type)
  if (/^(MD5:)?([0-9a-f]{2}:){15}[0-9a-f]{2}$/i.test(type)) return 'MD5 fingerprints prove nothing; give the SHA256 one'
  const blob = Buffer.from(base64, 'base64')
  // The blob says its own type, as a string with its length before it (RFC 4253, 6.6).
  if (blob.length < 8 || typeOf(blob) !== type) return 'not a host, a type of key and a key'
  return { kind: 'key', type, blob }
}

/** The type a key says it has; '' where it does not say one. */
export function typeOf(blob: Buffer): string {
  if (blob.length < 4) return ''
  return blob.subarray(4, 4 + blob.readUInt32BE(0)).toString('latin1')
}

/** As `ssh-keygen -l` prints it. */
export function fingerprintOf(blob: Buffer): string {
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

export function isPinned(pin: Pin, blob: Buffer): boolean {
  return pin.kind === 'key' ? pin.blob.equals(blob) : pin.fingerprint === fingerprintOf(blob)
}

function matcher(field: string): (name: string) => boolean {
  if (field.startsWith('|')) return hashedMatcher(field)
  const patterns = field.split(',').map((pattern) => {
    const negated = pattern.startsWith('!')
    const text = pattern.slice(negated ? 1 : 0).toLowerCase()
    // `[host]:22` is what ssh-keyscan writes for a port that it is told; it means the plain name.
    return { negated, text: text.replace(/^\[([^\]]*)\]:22$/, '$1') }
  })
  return (name) => {
    const hits = patterns.filter(({ text }) => wildcard(text, name))
    return hits.length > 0 && hits.every(({ negated }) => !negated)
  }
}

/** `|1|salt|hash`: HMAC-SHA1 of the name with the salt as its key. */
function hashedMatcher(field: string): (name: string) => boolean {
  const [, version, salt = '', hash = ''] = field.split('|')
  const wanted = Buffer.from(hash, 'base64')
  return (name) => {
    if (version !== '1' || wanted.length !== 20) return false
    return timingSafeEqual(createHmac('sha1', Buffer.from(salt, 'base64')).update(name).digest(), wanted)
  }
}

/** `*` and `?` only; back to the last star where it does not go on, so that no pattern takes long. */
function wildcard(pattern: string, text: string): boolean {
  let [p, t, star, from] = [0, 0, -1, 0]
  while (t < text.length) {
    if (pattern[p] === '*') {
      star = p++
      from = t
    } else if (p < pattern.length && (pattern[p] === '?' || pattern[p] === text[t])) {
      p++
      t++
    } else if (star >= 0) {
      p = star + 1
      t = ++from
    } else return false
  }
  while (pattern[p] === '*') p++
  return p === pattern.length
}

/**
 * What is known of a host. As OpenSSH does, what is known of it without its port counts where nothing is known with it.
 * Bare fingerprints count unless there are several hosts (`bare`: a jump host could show its own key for the other's).
 */
export function keysOf(known: KnownHosts, place: Pick<SshPlace, 'host' | 'port'>, bare: boolean): KnownKeys {
  const found = (name: string): KnownHost[] =>
    known.entries.filter(({ isFor, revoked }) => (isFor === undefined ? bare || revoked : isFor(name)))
  const exact = found(hostName(place))
  const entries = exact.some(({ revoked, isFor }) => !revoked && isFor !== undefined)
    ? exact
    : [...new Set([...exact, ...found(place.host)])]
  return {
    pins: entries.filter(({ revoked }) => !revoked).map(({ pin, line }) => ({ pin, line })),
    revoked: entries.filter(({ revoked }) => revoked).map(({ pin }) => pin),
  }
}

/** Types of keys, best first, with the names of the signatures that they make (RFC 8332 for RSA; never with SHA-1). */
const ALGORITHMS: Readonly<Record<string, readonly string[]>> = {
  'ssh-ed25519': ['ssh-ed25519'],
  'ecdsa-sha2-nistp256': ['ecdsa-sha2-nistp256'],
  'ecdsa-sha2-nistp384': ['ecdsa-sha2-nistp384'],
  'ecdsa-sha2-nistp521': ['ecdsa-sha2-nistp521'],
  'ssh-rsa': ['rsa-sha2-512', 'rsa-sha2-256'],
}

/** All types of host keys that we can ask for, best first. */
export const KEY_TYPES: readonly string[] = Object.keys(ALGORITHMS)

export function algorithmsOf(types: readonly string[]): string[] {
  return types.flatMap((type) => ALGORITHMS[type] ?? [])
}

/** The types to ask a host for: those that are known, so that one with several keys shows one that we can compare. */
export function typesOf({ pins }: KnownKeys): readonly string[] {
  const known = new Set(pins.map(({ pin }) => (pin.kind === 'key' ? pin.type : undefined)))
  // What a fingerprint's type is, it does not say.
  return known.has(undefined) || known.size === 0 ? KEY_TYPES : KEY_TYPES.filter((type) => known.has(type))
}
