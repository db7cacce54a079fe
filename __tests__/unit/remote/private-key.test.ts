import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import ssh2 from 'ssh2'
import { readPrivateKey } from '../../../src/remote/private-key.js'

/* Keys as ssh-keygen and openssl make them, and as secrets and forms hand them on. */

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stack-keys-'))
})
afterAll(() => rm(folder, { recursive: true }))

const PHRASE = 'a phrase'
let made = 0

/** By ssh-keygen; `phrase` locks it. */
async function keygen(options: readonly string[], phrase = ''): Promise<string> {
  const file = join(folder, `k${++made}`)
  execFileSync('ssh-keygen', ['-q', '-N', phrase, '-C', 'me', '-f', file, ...options])
  return readFile(file, 'utf8')
}

const openssl = (...args: readonly string[]): string =>
  execFileSync('openssl', args, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })

const read = (text: string, phrase?: string): { type: string; publicBlob: Buffer } =>
  readPrivateKey(text, phrase, ssh2.utils)

describe('formats', () => {
  test.each<[string, string, () => Promise<string> | string, string | undefined]>([
    ['ed25519', 'ssh-ed25519', () => keygen(['-t', 'ed25519']), undefined],
    ['ed25519 with a passphrase', 'ssh-ed25519', () => keygen(['-t', 'ed25519', '-a', '1'], PHRASE), PHRASE],
    ['rsa', 'ssh-rsa', () => keygen(['-t', 'rsa', '-b', '2048']), undefined],
    ['ecdsa', 'ecdsa-sha2-nistp256', () => keygen(['-t', 'ecdsa']), undefined],
    ['rsa in PEM', 'ssh-rsa', () => keygen(['-t', 'rsa', '-b', '2048', '-m', 'PEM']), undefined],
    ['rsa in PEM with a passphrase', 'ssh-rsa', () => keygen(['-t', 'rsa', '-b', '2048', '-m', 'PEM'], PHRASE), PHRASE],
    ['ecdsa in PEM', 'ecdsa-sha2-nistp384', () => keygen(['-t', 'ecdsa', '-b', '384', '-m', 'PEM']), undefined],
    ['rsa in PKCS #8', 'ssh-rsa', () => openssl('genpkey', '-algorithm', 'RSA'), undefined],
    [
      'ecdsa in PKCS #8',
      'ecdsa-sha2-nistp256',
      () => openssl('genpkey', '-algorithm', 'EC', '-pkeyopt', 'ec_paramgen_curve:P-256'),
      undefined,
    ],
    [
      'rsa in PKCS #8 with a passphrase',
      'ssh-rsa',
      () => openssl('genpkey', '-algorithm', 'RSA', '-aes-256-cbc', '-pass', `pass:${PHRASE}`),
      PHRASE,
    ],
  ])('%s', async (_what, type, make, phrase) => {
    const text = await make()
    const key = read(text, phrase)
    expect(key.type).toBe(type)
    expect(key.publicBlob.toString('latin1')).toContain(type)
    if (phrase === undefined) return
    expect(() => read(text)).toThrow('the ssh key has a passphrase, and none was given')
    expect(() => read(text, 'another')).toThrow('the passphrase is not that of the ssh key')
  })
})

describe('what happens to keys on their way', () => {
  const keys: Record<string, string> = {}
  beforeAll(async () => {
    keys['OpenSSH'] = await keygen(['-t', 'ed25519'])
    keys['PEM'] = await keygen(['-t', 'rsa', '-b', '2048', '-m', 'PEM'])
    keys['PKCS #8'] = openssl('genpkey', '-algorithm', 'RSA')
  })

  const ways: Readonly<Record<string, (text: string) => string>> = {
    'no last newline': (text) => text.trimEnd(),
    'newlines after it': (text) => `${text}\n\n`,
    'line ends of Windows': (text) => text.replaceAll('\n', '\r\n'),
    'line ends of Windows, and no last one': (text) => text.trimEnd().replaceAll('\n', '\r\n'),
    'line ends of old Macs': (text) => text.replaceAll('\n', '\r'),
    'a byte order mark': (text) => `\uFEFF${text}`,
    'blanks before each line, as in YAML': (text) => text.replaceAll(/^/gm, '    '),
    'blanks after each line': (text) => text.replaceAll('\n', ' \n'),
    'written \\n': (text) => text.trimEnd().replaceAll('\n', String.raw`\n`),
    'one line': (text) => text.trimEnd().replaceAll('\n', ' '),
  }
  test.each(['OpenSSH', 'PEM', 'PKCS #8'].flatMap((format) => Object.keys(ways).map((way) => [format, way] as const)))(
    '%s: %s',
    (format, way) => {
      const text = keys[format] ?? ''
      const mangled = ways[way]?.(text) ?? ''
      expect(mangled).not.toBe(text)
      expect(read(mangled).publicBlob.equals(read(text).publicBlob)).toBe(true)
    },
  )
})

describe('what is no key', () => {
  test.each<[string, () => Promise<string> | string, string]>([
    ['a public key', () => 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAA me', 'the ssh key is a public key'],
    ['nothing', () => '', 'the ssh key is not a private key'],
    ['the name of a file', () => '~/.ssh/id_ed25519', 'the ssh key is not a private key'],
    [
      'half of it',
      async () => (await keygen(['-t', 'ed25519'])).split('\n').slice(0, 3).join('\n'),
      'the ssh key cannot be read',
    ],
    [
      'PKCS #8 that is damaged',
      () => '-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n',
      'cannot be read',
    ],
    [
      'Ed25519 in PKCS #8',
      () => openssl('genpkey', '-algorithm', 'ED25519'),
      'is PKCS #8 of the kind ed25519, which cannot be read',
    ],
  ])('%s', async (_what, make, message) => {
    const text = await make()
    let error: unknown
    try {
      read(text)
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ name: 'UserError', message: expect.stringContaining(message) })
    // None of it is shown.
    const [, secret = ''] = text.split('\n')
    if (secret.length > 8) expect(JSON.stringify(error)).not.toContain(secret)
  })
})
