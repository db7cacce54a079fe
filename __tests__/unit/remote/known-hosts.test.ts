import { describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { judge } from '../../../src/remote/host-key.js'
import {
  algorithmsOf,
  fingerprintOf,
  KEY_TYPES,
  keysOf,
  parseKnownHosts,
  typesOf,
} from '../../../src/remote/known-hosts.js'

/** A key as it comes over the wire; known_hosts does not look further into it. */
function blobOf(type: string): Buffer {
  const length = Buffer.alloc(4)
  length.writeUInt32BE(type.length)
  return Buffer.concat([length, Buffer.from(type), randomBytes(40)])
}

const KEY = blobOf('ssh-ed25519')
const OTHER = blobOf('ssh-ed25519')
const RSA = blobOf('ssh-rsa')
const line = (hosts: string, blob = KEY, type = 'ssh-ed25519'): string => `${hosts} ${type} ${blob.toString('base64')}`
const verdict = (text: string, host: string, port = 22, blob = KEY, bare = true) =>
  judge(keysOf(parseKnownHosts(text), { host, port }, bare), blob)

describe('known_hosts', () => {
  test.each<[text: string, host: string, port: number, verdict: string]>([
    [line('login'), 'login', 22, 'known'],
    [line('login,10.0.0.1'), '10.0.0.1', 22, 'known'],
    [line('LOGIN'), 'login', 22, 'known'],
    [`${line('login')} a comment`, 'login', 22, 'known'],
    [line('login').replaceAll(' ', '\t'), 'login', 22, 'known'],
    [`\r\n# text\r\n${line('login')}\r\n`, 'login', 22, 'known'],
    [line('login'), 'login2', 22, 'unknown'],
    [line('[login]:2222'), 'login', 2222, 'known'],
    [line('[login]:2222'), 'login', 22, 'unknown'],
    [line('[login]:2222'), 'login', 2223, 'unknown'],
    [line('[login]:22'), 'login', 22, 'known'],
    // As OpenSSH: what is known without the port counts where nothing is known with it.
    [line('login'), 'login', 2222, 'known'],
    [`${line('login')}\n${line('[login]:2222', OTHER)}`, 'login', 2222, 'other'],
    [line('*.example.org'), 'a.example.org', 22, 'known'],
    [line('*.example.org'), 'example.org', 22, 'unknown'],
    [line('node?'), 'node7', 22, 'known'],
    [line('node?'), 'node77', 22, 'unknown'],
    [line('*,!bad.example.org'), 'good.example.org', 22, 'known'],
    [line('*,!bad.example.org'), 'bad.example.org', 22, 'unknown'],
    [line('!bad'), 'good', 22, 'unknown'],
    [line('login', OTHER), 'login', 22, 'other'],
    [`${line('login', OTHER)}\n${line('login')}`, 'login', 22, 'known'],
    [`${line('login')}\n@revoked ${line('*')}`, 'login', 22, 'revoked'],
    [`${line('login')}\n@revoked ${line('*', OTHER)}`, 'login', 22, 'known'],
    [`@revoked ${line('*')}`, 'login', 22, 'revoked'],
    [`@cert-authority ${line('*')}`, 'login', 22, 'unknown'],
    [fingerprintOf(KEY), 'login', 22, 'known'],
    [`${fingerprintOf(KEY)} our login host`, 'login', 22, 'known'],
    [`${fingerprintOf(KEY)}=`, 'login', 22, 'known'],
    [fingerprintOf(OTHER), 'login', 22, 'other'],
    [`login ${fingerprintOf(KEY)}`, 'login', 22, 'known'],
    [`login ${fingerprintOf(KEY)}`, 'login2', 22, 'unknown'],
    ['MD5:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff', 'login', 22, 'unknown'],
    ['SHA256:short', 'login', 22, 'unknown'],
    [line('login').slice(0, 30), 'login', 22, 'unknown'],
    [line('login', KEY, 'ssh-rsa'), 'login', 22, 'unknown'],
    ['', 'login', 22, 'unknown'],
  ])('%j, asked for %s:%i: %s', (text, host, port, expected) => {
    expect(verdict(text, host, port)).toBe(expected)
  })

  test.each(['login', '10.0.0.1', '[login]:2222'])('%s, as ssh-keygen -H hides it', (name) => {
    const folder = mkdtempSync(join(tmpdir(), 'stack-known-'))
    try {
      // It has to be a whole key for ssh-keygen.
      execFileSync('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, 'key')])
      const [type = '', base64 = ''] = readFileSync(join(folder, 'key.pub'), 'utf8').split(' ')
      writeFileSync(join(folder, 'known'), `${name} ${type} ${base64}\n`)
      execFileSync('ssh-keygen', ['-H', '-f', join(folder, 'known')], { stdio: 'ignore' })
      const text = readFileSync(join(folder, 'known'), 'utf8')
      expect(text).not.toContain(name)
      const [host, port] = name.startsWith('[') ? ['login', 2222] : [name, 22]
      const blob = Buffer.from(base64, 'base64')
      expect(verdict(text, host, port, blob)).toBe('known')
      expect(verdict(text, host, port, KEY)).toBe('other')
      expect(verdict(text, 'elsewhere', port, blob)).toBe('unknown')
      expect(fingerprintOf(blob)).toBe(
        execFileSync('ssh-keygen', ['-lf', join(folder, 'key.pub')])
          .toString()
          .split(' ')[1],
      )
    } finally {
      rmSync(folder, { recursive: true })
    }
  })

  test('a bare fingerprint counts only where there is one host', () => {
    expect(verdict(fingerprintOf(KEY), 'login', 22, KEY, false)).toBe('unknown')
    expect(verdict(`login ${fingerprintOf(KEY)}`, 'login', 22, KEY, false)).toBe('known')
  })

  test('says which lines it could not use, and why', () => {
    const { unread } = parseKnownHosts(
      `# fine\n@cert-authority ${line('*')}\nnonsense\nlogin MD5:${'0a:'.repeat(15)}0b`,
    )
    expect(unread).toEqual([
      'line 2: @cert-authority: certificates of hosts are not supported',
      'line 3: not a host, a type of key and a key',
      'line 4: MD5 fingerprints prove nothing; give the SHA256 one',
    ])
  })

  test.each<[string, readonly string[]]>([
    [line('login'), ['ssh-ed25519']],
    [`${line('login', RSA, 'ssh-rsa')}\n${line('login')}`, ['ssh-ed25519', 'ssh-rsa']],
    [fingerprintOf(KEY), KEY_TYPES],
    ['', KEY_TYPES],
  ])('asks for the types that are known: %j', (text, types) => {
    expect(typesOf(keysOf(parseKnownHosts(text), { host: 'login', port: 22 }, true))).toEqual(types)
  })

  test('never asks for signatures with SHA-1', () => {
    expect(algorithmsOf(['ssh-rsa'])).toEqual(['rsa-sha2-512', 'rsa-sha2-256'])
    expect(algorithmsOf(KEY_TYPES)).not.toContain('ssh-rsa')
  })

  test('takes no time over patterns that are made to take some', () => {
    const began = performance.now()
    expect(verdict(line(`${'*a'.repeat(200)}*b`), 'a'.repeat(2000))).toBe('unknown')
    expect(performance.now() - began).toBeLessThan(1000)
  })
})
