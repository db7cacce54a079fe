import { createPrivateKey, type KeyObject } from 'node:crypto'
import { userError, type UserError } from '../shared/errors.js'

/** The part of the ssh library that reads keys. */
export interface KeyReader {
  parseKey: (data: string, passphrase?: string) => ParsedKey | Error
}

interface ParsedKey {
  readonly type: string
  isPrivateKey: () => boolean
  getPublicSSH: () => Buffer
}

export interface PrivateKey {
  /** As the ssh library takes it. */
  readonly text: string
  readonly passphrase: string | undefined
  /** `ssh-ed25519` … */
  readonly type: string
  /** As it comes over the wire. */
  readonly publicBlob: Buffer
}

const FORMATS = 'OpenSSH\'s format, or PEM ("-----BEGIN … PRIVATE KEY-----")'

/**
 * Reads a private key as people give it: secrets lose their last newline, get Windows' line ends, or come on one line.
 * Throws a UserError that says what is wrong with it, and never shows any of it.
 */
export function readPrivateKey(given: string, passphrase: string | undefined, reader: KeyReader): PrivateKey {
  const text = tidy(given)
  if (/^(ssh-|ecdsa-sha2-)\S+ AAAA/.test(text) || text.includes('-----BEGIN PUBLIC KEY'))
    throw keyError('the ssh key is a public key', 'Give the private one: the file without ".pub".')
  if (!/-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----|^PuTTY-User-Key-File-2/.test(text))
    throw keyError('the ssh key is not a private key', `Give all of the file, in ${FORMATS}.`)
  const usable =
    text.includes('BEGIN PRIVATE KEY') || text.includes('BEGIN ENCRYPTED PRIVATE KEY')
      ? fromPkcs8(text, passphrase)
      : { text, passphrase }
  const parsed = reader.parseKey(usable.text, usable.passphrase)
  const key = Array.isArray(parsed) ? (parsed[0] as ParsedKey) : parsed
  if (key instanceof Error) throw unreadable(key.message, passphrase)
  if (!key.isPrivateKey()) throw keyError('the ssh key is a public key', 'Give the private one.')
  return { ...usable, type: key.type, publicBlob: key.getPublicSSH() }
}

function tidy(given: string): string {
  let text = given
    .replace(/^\uFEFF/, '')
    .replace(/\r\n?/g, '\n')
    .trim()
  if (!text.includes('\n')) text = text.replaceAll(String.raw`\n`, '\n')
  // Leading blanks come from YAML; on one line with blanks for newlines, from forms.
  text = text.replace(/^[ \t]+|[ \t]+$/gm, '')
  const oneLine = /^(-----BEGIN [A-Z0-9 ]+-----) +([A-Za-z0-9+/= ]+?) +(-----END [A-Z0-9 ]+-----)$/.exec(text)
  if (oneLine !== null) text = [oneLine[1], ...(oneLine[2] ?? '').split(/ +/), oneLine[3]].join('\n')
  return `${text}\n`
}

/** The ssh library does not read PKCS #8; Node does, and writes what it reads, but for Ed25519. */
function fromPkcs8(text: string, passphrase: string | undefined): { text: string; passphrase: undefined } {
  let key: KeyObject
  try {
    key = createPrivateKey({ key: text, ...(passphrase === undefined ? {} : { passphrase }) })
  } catch {
    if (!text.includes('BEGIN ENCRYPTED')) throw unreadable('it is damaged', undefined)
    throw unreadable('encrypted', passphrase)
  }
  const type = key.asymmetricKeyType
  if (type !== 'rsa' && type !== 'ec') {
    throw keyError(
      `the ssh key is PKCS #8 of the kind ${type ?? 'unknown'}, which cannot be read`,
      "Convert it into OpenSSH's format: ssh-keygen -p -f FILE.",
    )
  }
  const options = { type: type === 'rsa' ? 'pkcs1' : 'sec1', format: 'pem' } as { type: 'pkcs1'; format: 'pem' }
  return { text: key.export(options).toString(), passphrase: undefined }
}

function unreadable(why: string, passphrase: string | undefined): UserError {
  // The library's words for a wrong passphrase: of OpenSSH's format the first, of PEM the second.
  const isWrong = /integrity/i.test(why) || (passphrase !== undefined && /bad passphrase/i.test(why))
  if (/unsupported|malformed|damaged/i.test(why) && !isWrong) {
    return keyError(
      `the ssh key cannot be read: ${why}`,
      `Give all of the file, in ${FORMATS}; "ssh-keygen -y -f FILE" shows whether it is whole.`,
    )
  }
  return passphrase === undefined || passphrase === ''
    ? keyError('the ssh key has a passphrase, and none was given', 'Give ssh-passphrase (STACK_SSH_PASSPHRASE), too.')
    : keyError('the passphrase is not that of the ssh key', 'Mend ssh-passphrase (STACK_SSH_PASSPHRASE).')
}

function keyError(message: string, remedy: string): UserError {
  return userError(message, { remedy })
}
