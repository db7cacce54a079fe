import { beforeAll, describe, expect, test } from '@jest/globals'
import { appendFile, readFile, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { connectSsh } from '../../src/remote/connection.js'
import { fingerprintOf } from '../../src/remote/known-hosts.js'
import { deadHost } from '../world/registries.js'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { accessTo, connected, told } from '../world/ssh-access.js'
import { atEnd, cleanEnv, output, start, tempDir, TIMEOUT } from '../world/world.js'

const { signal: never } = new AbortController()
let sshd: Sshd
let other: Sshd
beforeAll(async () => {
  ;[sshd, other] = await Promise.all([startSshd(), startSshd()])
}, TIMEOUT)

const name = (host: Sshd): string => `[127.0.0.1]:${host.port}`
const keyOf = (host: Sshd): string => host.hostKey.knownHosts.split(' ').slice(1).join(' ')
const fingerprint = (host: Sshd): string => fingerprintOf(host.hostKey.blob)

async function letsIn(access: Parameters<typeof connected>[0]): Promise<void> {
  expect((await told(await connected(access), ['echo', 'in'])).out).toBe('in\n')
}

describe('the key of the host', () => {
  test('is known: by line, by fingerprint, by a fingerprint for the host, without the port', async () => {
    await letsIn(accessTo(sshd))
    await letsIn(accessTo(sshd, { knownHosts: `# from the wiki\r\n${fingerprint(sshd)} our login host\r\n` }))
    await letsIn(accessTo(sshd, { knownHosts: `${name(sshd)} ${fingerprint(sshd)}` }))
    await letsIn(accessTo(sshd, { knownHosts: `127.0.0.1 ${keyOf(sshd)}` }))
    await letsIn(accessTo(sshd, { knownHosts: `${name(sshd)} ${keyOf(other)}\n${name(sshd)} ${keyOf(sshd)}` }))
  })

  test('is known from a hashed file, as ssh-keygen -H makes it', async () => {
    const folder = await tempDir()
    const path = join(folder, 'known_hosts')
    await writeFile(path, `${sshd.hostKey.knownHosts}\n`)
    await output('ssh-keygen', ['-H', '-f', path], { cwd: folder, env: cleanEnv() })
    const knownHosts = await readFile(path, 'utf8')
    expect(knownHosts).toMatch(/^\|1\|/)
    await letsIn(accessTo(sshd, { knownHosts }))
  })

  test('is not known: the line to add is in the error, and it is the right one', async () => {
    const error = (await connectSsh(accessTo(sshd, { knownHosts: '' }), never).catch((one: unknown) => one)) as Error
    expect(error).toMatchObject({ name: 'WorkError' })
    expect(error.message).toBe(
      `the key of the login host ${name(sshd)} is not known: it shows ssh-ed25519 ${fingerprint(sshd)}, and nothing was sent`,
    )
    const { remedy = '' } = error as { remedy?: string }
    const line = /add to ssh-known-hosts: (.*)$/.exec(remedy)?.[1] ?? ''
    expect(line).toBe(`${name(sshd)} ${keyOf(sshd).trim().split(' ').slice(0, 2).join(' ')}`)
    await letsIn(accessTo(sshd, { knownHosts: line }))
  })

  test.each<[string, () => string]>([
    ['another key', () => `${name(sshd)} ${keyOf(other)}`],
    ['another fingerprint', () => fingerprint(other)],
  ])('is %s: refused, with both, and nothing is sent', async (_what, knownHosts) => {
    await expect(connectSsh(accessTo(sshd, { knownHosts: knownHosts() }), never)).rejects.toMatchObject({
      message: expect.stringMatching(/shows another key than the one that is known.*attack.*installed anew/),
      evidence: expect.arrayContaining([
        `offered: ssh-ed25519 ${fingerprint(sshd)}`,
        expect.stringMatching(
          new RegExp(`^known, line 1: .*${fingerprint(other).replaceAll(/[+/]/g, String.raw`\$&`)}`),
        ),
      ]),
      remedy: expect.stringContaining(name(sshd)),
    })
  })

  test('is revoked, whoever else says that it is known', async () => {
    const knownHosts = `${sshd.hostKey.knownHosts}\n@revoked * ${keyOf(sshd)}`
    await expect(connectSsh(accessTo(sshd, { knownHosts }), never)).rejects.toThrow('shows a key that is revoked')
  })

  test('is of a type that is not known: what it has is told', async () => {
    const folder = await tempDir()
    await output('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', join(folder, 'k')], {
      cwd: folder,
      env: cleanEnv(),
    })
    const line = `${name(sshd)} ${await readFile(join(folder, 'k.pub'), 'utf8')}`
    await expect(connectSsh(accessTo(sshd, { knownHosts: line }), never)).rejects.toMatchObject({
      message: expect.stringContaining('shows another key'),
      evidence: expect.arrayContaining([`offered: ssh-ed25519 ${fingerprint(sshd)}`]),
    })
  })

  test(
    'is one of several: only known types are asked for, and fingerprints of any are found',
    async () => {
      const folder = await tempDir()
      await output('ssh-keygen', ['-q', '-t', 'ecdsa', '-N', '', '-f', join(folder, 'k')], {
        cwd: folder,
        env: cleanEnv(),
      })
      await output('ssh-keygen', ['-q', '-t', 'rsa', '-N', '', '-f', join(folder, 'r')], {
        cwd: folder,
        env: cleanEnv(),
      })
      // Its first key is that of the options; sshd takes each HostKey line.
      const several = await startSshd({ config: { 'HostKey ': join(folder, 'k'), 'HostKey  ': join(folder, 'r') } })
      const keys = await Promise.all(['k.pub', 'r.pub'].map((file) => readFile(join(folder, file), 'utf8')))
      for (const key of [...keys, keyOf(several)]) {
        await letsIn(accessTo(several, { knownHosts: `${name(several)} ${key}` }))
        const blob = Buffer.from(key.split(' ')[1] ?? '', 'base64')
        await letsIn(accessTo(several, { knownHosts: fingerprintOf(blob) }))
      }
      await expect(connectSsh(accessTo(several, { knownHosts: fingerprint(other) }), never)).rejects.toMatchObject({
        evidence: expect.arrayContaining([
          expect.stringMatching(/^offered: ecdsa/),
          expect.stringMatching(/^offered: ssh-rsa/),
        ]),
      })
    },
    TIMEOUT,
  )
})

describe('a log-in', () => {
  test('by password, by a key with a passphrase, and by a key that a secret has maltreated', async () => {
    const { key, passphrase } = sshd.lockedKey
    if (sshd.password !== undefined) await letsIn(accessTo(sshd, { key: undefined, password: sshd.password }))
    await letsIn(accessTo(sshd, { key, passphrase }))
    await letsIn(accessTo(sshd, { key: key.trim().replaceAll('\n', '\r\n'), passphrase }))
    await letsIn(accessTo(sshd, { key: sshd.privateKey.trim().replaceAll('\n', ' ') }))
    await letsIn(accessTo(sshd, { key: sshd.privateKey.trim().replaceAll('\n', String.raw`\n`) }))
    await letsIn(accessTo(sshd, { key: sshd.privateKey.replaceAll(/^/gm, '    ') }))
    // A wrong key first, then the right password.
    if (sshd.password !== undefined) await letsIn(accessTo(sshd, { key: other.privateKey, password: sshd.password }))
  })

  test.each<[string, () => Parameters<typeof accessTo>[1], string]>([
    ['no passphrase', () => ({ key: sshd.lockedKey.key }), 'the ssh key has a passphrase, and none was given'],
    [
      'a wrong passphrase',
      () => ({ key: sshd.lockedKey.key, passphrase: 'x' }),
      'the passphrase is not that of the ssh key',
    ],
    ['a public key', () => ({ key: keyOf(sshd) }), 'the ssh key is a public key'],
    ['half a key', () => ({ key: sshd.privateKey.slice(0, 200) }), 'the ssh key cannot be read'],
    ['something else', () => ({ key: 'hunter2' }), 'the ssh key is not a private key'],
  ])('with %s is a mistake of the user', async (_what, more, message) => {
    await expect(connectSsh(accessTo(sshd, more()), never)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message),
    })
  })

  test('that is refused says what was tried, and what the host takes', async () => {
    await expect(connectSsh(accessTo(sshd, { key: other.privateKey, password: 'wrong' }), never)).rejects.toMatchObject(
      {
        name: 'WorkError',
        message: expect.stringMatching(
          /^the login host launcher@127\.0\.0\.1:\d+ does not let us in: the key \(ssh-ed25519 SHA256:\S+\), the password did not do; it takes publickey, password$/,
        ),
      },
    )
    await expect(connectSsh(accessTo(sshd, { key: undefined }), never)).rejects.toThrow(
      'nothing that was given could be tried; it takes publickey, password',
    )
  })

  test(
    'by an agent',
    async () => {
      const folder = await tempDir()
      const agent = join(folder, 'agent')
      start('ssh-agent', ['-D', '-a', agent], { cwd: folder, env: cleanEnv() })
      const env = cleanEnv({ SSH_AUTH_SOCK: agent })
      for (let tries = 0; ; tries++) {
        const said = await output('ssh-add', ['-l'], { cwd: folder, env }).catch((error: unknown) => String(error))
        if (said.includes('no identities')) break
        if (tries > 100) throw new Error(said)
        await sleep(20)
      }
      await writeFile(join(folder, 'key'), sshd.privateKey, { mode: 0o600 })
      await output('ssh-add', ['-q', join(folder, 'key')], { cwd: folder, env })
      await letsIn(accessTo(sshd, { key: undefined, agent }))
      await expect(connectSsh(accessTo(sshd, { key: undefined, agent: join(folder, 'none') }), never)).rejects.toThrow(
        /the agent's keys did not do.*; the agent: Failed to connect to agent/,
      )
    },
    TIMEOUT,
  )

  test('nobody there, nobody answers, no ssh, no such name', async () => {
    const at = (port: number, host = '127.0.0.1') => ({ place: { host, port, user: 'me' }, connectMs: 700 })
    const dead = Number((await deadHost()).split(':')[1])
    await expect(connectSsh(accessTo(sshd, at(dead)), never)).rejects.toThrow(
      `the login host me@127.0.0.1:${dead} cannot be reached: nothing listens there (ECONNREFUSED)`,
    )
    await expect(connectSsh(accessTo(sshd, at(22, 'no.such.invalid')), never)).rejects.toThrow(/name/)
    const server = createServer((socket) => void socket.on('error', () => undefined).resume())
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    atEnd(() => {
      server.close()
      return Promise.resolve()
    })
    const address = server.address()
    const silent = typeof address === 'object' && address !== null ? address.port : 0
    const began = Date.now()
    await expect(connectSsh(accessTo(sshd, at(silent)), never)).rejects.toThrow(
      'takes the connection and does not go on within 0.7s',
    )
    expect(Date.now() - began).toBeLessThan(3000)
    const stop = AbortSignal.timeout(200)
    await expect(connectSsh(accessTo(sshd, { ...at(silent), connectMs: 60_000 }), stop)).rejects.toThrow('timeout')
    server.removeAllListeners('connection').on('connection', (socket) => socket.end('HTTP/1.1 400 Bad Request\r\n\r\n'))
    await expect(connectSsh(accessTo(sshd, at(silent)), never)).rejects.toMatchObject({ name: 'WorkError' })
  })
})

describe('a jump host', () => {
  const through = (more: object = {}) =>
    accessTo(sshd, {
      jump: { host: other.host, port: other.port, user: other.user },
      password: sshd.password,
      ...more,
    })

  test(
    'leads to the login host; both are checked, and who of the two failed is said',
    async () => {
      // One key opens both.
      const jump = await startSshd()
      const folder = await tempDir()
      await writeFile(join(folder, 'key'), sshd.privateKey, { mode: 0o600 })
      const pub = await output('ssh-keygen', ['-y', '-f', join(folder, 'key')], { cwd: folder, env: cleanEnv() })
      await appendFile(join(jump.home, '.ssh/authorized_keys'), pub)
      const both = `${sshd.hostKey.knownHosts}\n${jump.hostKey.knownHosts}`
      const at = { host: jump.host, port: jump.port, user: jump.user }
      await letsIn(accessTo(sshd, { jump: at, knownHosts: both }))
      const refused = (access: ReturnType<typeof accessTo>) => expect(connectSsh(access, never)).rejects
      await refused(accessTo(sshd, { jump: at, knownHosts: sshd.hostKey.knownHosts })).toThrow(
        `the key of the jump host ${name(jump)} is not known`,
      )
      await refused(accessTo(sshd, { jump: at, knownHosts: jump.hostKey.knownHosts })).toThrow(
        `the key of the login host ${name(sshd)} is not known`,
      )
      // A bare fingerprint could be shown by either of them.
      const bare = `${fingerprint(sshd)}\n${fingerprint(jump)}`
      await refused(accessTo(sshd, { jump: at, knownHosts: bare })).toThrow('the key of the jump host')
      const dead = Number((await deadHost()).split(':')[1])
      await refused(
        accessTo(sshd, { jump: at, knownHosts: both, place: { host: '127.0.0.1', port: dead, user: 'me' } }),
      ).toThrow(`the login host me@127.0.0.1:${dead} cannot be reached from the jump host`)
      const closed = await startSshd({ config: { AllowTcpForwarding: 'no' } })
      await appendFile(join(closed.home, '.ssh/authorized_keys'), pub)
      await refused(
        accessTo(sshd, {
          jump: { host: closed.host, port: closed.port, user: closed.user },
          knownHosts: `${both}\n${closed.hostKey.knownHosts}`,
        }),
      ).toThrow('does not forward connections')
    },
    TIMEOUT,
  )

  test('that refuses the log-in is named', async () => {
    const knownHosts = `${sshd.hostKey.knownHosts}\n${other.hostKey.knownHosts}`
    await expect(connectSsh(through({ knownHosts }), never)).rejects.toThrow(
      /^the jump host launcher@.* does not let us in/,
    )
  })
})
