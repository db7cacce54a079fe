import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { checkAccess, sshDefaults } from '../../../src/commands/ssh-access.js'
import { accessOf as accessOfHome, knownHostsOf } from '../../../src/remote/home.js'
import { accessOf } from '../../../src/run/suites/ssh-access.js'
import { NO_SSH, sshSecrets } from '../../../src/run/suites/ssh-defaults.js'
import { UserError } from '../../../src/shared/errors.js'
import type { PlannedSuite } from '../../../src/stack/suites.js'

/* Where to log in, with what, and whose keys are believed: from a call, the environment, the spec and the home. */

let folder = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stack-access-'))
  await mkdir(join(folder, 'home/.ssh'), { recursive: true })
  await writeFile(join(folder, 'home/.ssh/known_hosts'), 'own ssh-ed25519 OWN\n')
  await writeFile(join(folder, 'home/.ssh/known_hosts2'), 'second ssh-ed25519 SECOND\n')
  await writeFile(join(folder, 'pinned'), 'pinned ssh-ed25519 PINNED\n')
  await writeFile(join(folder, 'key'), 'the key\n')
})
afterAll(() => rm(folder, { recursive: true }))

const NONE: Parameters<typeof sshDefaults>[0] = {
  ...{ sshHost: '', sshJump: '', sshKnownHosts: [], sshKey: '', sshKeyFile: '', sshPassphrase: '', sshPassword: '' },
}
const home = (): { HOME: string } => ({ HOME: join(folder, 'home') })

type Remote = NonNullable<PlannedSuite['settings']['remote']>
const suite = (remote?: Partial<Remote>): Pick<PlannedSuite, 'name' | 'settings'> =>
  ({ name: 'gpu', settings: remote === undefined ? {} : { remote } }) as Pick<PlannedSuite, 'name' | 'settings'>

describe('what a call says', () => {
  test('inputs go before the environment', async () => {
    const env = {
      STACK_SSH_KEY: 'k',
      STACK_SSH_PASSPHRASE: 'p',
      STACK_SSH_PASSWORD: 'w',
      SSH_AUTH_SOCK: '/a',
      ...home(),
    }
    expect(await sshDefaults(NONE, env, folder)).toMatchObject({
      key: 'k',
      passphrase: 'p',
      password: 'w',
      agent: '/a',
    })
    const inputs = { ...NONE, sshKey: 'K', sshPassphrase: 'P', sshPassword: 'W' }
    expect(await sshDefaults(inputs, env, folder)).toMatchObject({
      key: 'K',
      passphrase: 'P',
      password: 'W',
      agent: '/a',
    })
  })

  test('empty ones are none', async () => {
    const env = { STACK_SSH_KEY: '', STACK_SSH_PASSWORD: '', SSH_AUTH_SOCK: '', ...home() }
    const { key, passphrase, password, agent } = await sshDefaults(NONE, env, folder)
    expect([key, passphrase, password, agent]).toEqual([undefined, undefined, undefined, undefined])
  })

  test('a file has the key, below the folder of the call; one that is not there is named', async () => {
    expect((await sshDefaults({ ...NONE, sshKeyFile: 'key' }, { STACK_SSH_KEY: 'k' }, folder)).key).toBe('the key\n')
    await expect(sshDefaults({ ...NONE, sshKeyFile: 'no-key' }, {}, folder)).rejects.toMatchObject({
      name: 'UserError',
      message: 'ssh-key-file: the key "no-key" cannot be read: there is no such file',
    })
  })

  test('the home’s known hosts are all that ssh reads, and a home without any is no fault', async () => {
    const { ownKnownHosts } = await sshDefaults(NONE, home(), folder)
    expect(ownKnownHosts).toContain('own ssh-ed25519 OWN')
    expect(ownKnownHosts).toContain('second ssh-ed25519 SECOND')
    const nobody = await sshDefaults(NONE, { HOME: join(folder, 'nobody') }, folder)
    expect(nobody.ownKnownHosts.trim()).toBe((await knownHostsOf(undefined)).trim())
  })

  test('lines of keys are secrets, but for those that all begin and end with', () => {
    const key = '-----BEGIN OPENSSH PRIVATE KEY-----\r\nAAAAone\r\nBBBBtwo\r\n-----END OPENSSH PRIVATE KEY-----\r\n'
    expect(sshSecrets({ ...NO_SSH, key, passphrase: 'phrase', password: 'abc' })).toEqual([
      'AAAAone',
      'BBBBtwo',
      'phrase',
    ])
  })
})

describe('where a suite logs in', () => {
  const defaults = { ...NO_SSH, key: 'k', ownKnownHosts: 'own' }
  const of = (remote: Partial<Remote> | undefined, more: Partial<typeof NO_SSH> = {}): ReturnType<typeof accessOf> =>
    accessOf(suite(remote), { ...defaults, ...more }, folder)

  test('the call goes before the spec, for the jump host too', async () => {
    const remote = { host: 'me@spec:2200', jump: 'me@gate' }
    expect(await of(remote)).toMatchObject({
      place: { user: 'me', host: 'spec', port: 2200 },
      jump: { user: 'me', host: 'gate', port: 22 },
    })
    expect(await of(remote, { host: 'you@call', jump: 'you@door:2222' })).toMatchObject({
      place: { user: 'you', host: 'call', port: 22 },
      jump: { user: 'you', host: 'door', port: 2222 },
    })
    expect((await of({ host: 'me@spec' })).jump).toBeUndefined()
  })

  test('an agent alone is enough to log in with', async () => {
    expect(await of({ host: 'me@spec' }, { key: undefined, agent: '/a' })).toMatchObject({
      key: undefined,
      agent: '/a',
    })
  })

  test.each<[string, Partial<Remote> | undefined, Partial<typeof NO_SSH>, string]>([
    ['nobody says where', undefined, {}, 'suite gpu is run over ssh, and nobody says where'],
    ['nothing to log in with', { host: 'me@spec' }, { key: undefined }, 'there is neither a key nor a password'],
    ['nobody to be', { host: 'spec' }, {}, 'suites.gpu.ssh of the spec is "spec": it does not say as whom to log in'],
    ['a jump host that is none', { host: 'me@spec' }, { jump: 'me@a b' }, 'ssh-jump is "me@a b"'],
    [
      'a file that is not there',
      { host: 'me@spec', knownHosts: 'gone' },
      {},
      'suites.gpu.ssh.known_hosts: "gone" cannot',
    ],
  ])('%s is a mistake that is named', async (_what, remote, more, message) => {
    await expect(of(remote, more)).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message),
    })
  })

  test.each<[string, Partial<Remote>, Partial<typeof NO_SSH>, string]>([
    [
      'the call and the spec',
      { knownHosts: 'pinned' },
      { knownHosts: 'called' },
      'called\npinned ssh-ed25519 PINNED\n',
    ],
    ['the spec', { knownHosts: 'pinned' }, {}, '\npinned ssh-ed25519 PINNED\n'],
    ['nobody: the home', {}, {}, 'own'],
  ])('keys of hosts are pinned by %s', async (_what, remote, more, knownHosts) => {
    expect((await of({ host: 'me@spec', ...remote }, more)).knownHosts).toBe(knownHosts)
  })
})

describe('before anything runs', () => {
  const signal = new AbortController().signal

  test('all that is missing is told at once, each thing once', async () => {
    const suites = [suite(), { ...suite(), name: 'other' }, suite()]
    const error: unknown = await checkAccess(suites, NO_SSH, folder, { online: false, signal }).catch(
      (one: unknown) => one,
    )
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).problems.map(({ message }) => message)).toEqual([
      'suite gpu is run over ssh, and nobody says where',
      'suite other is run over ssh, and nobody says where',
    ])
  })

  test('offline nobody is asked; online a host that is not there is named', async () => {
    const defaults = { ...NO_SSH, host: 'me@127.0.0.1:1', password: 'w' }
    await checkAccess([suite()], defaults, folder, { online: false, signal })
    await expect(checkAccess([suite()], defaults, folder, { online: true, signal })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining('me@127.0.0.1:1 cannot be reached'),
    })
  })

  test('a call that is told to stop stops, and is no mistake', async () => {
    const stop = AbortSignal.abort(new Error('told to stop'))
    const defaults = { ...NO_SSH, host: 'me@127.0.0.1:1', password: 'w' }
    await expect(checkAccess([suite()], defaults, folder, { online: true, signal: stop })).rejects.toThrow(
      'told to stop',
    )
  })
})

describe('what ssh itself would log in with', () => {
  const place = { host: 'engine', port: 22, user: 'me' }
  const key = '-----BEGIN OPENSSH PRIVATE KEY-----\nplain\n-----END OPENSSH PRIVATE KEY-----\n'
  const locked = '-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\n\nabc\n-----END RSA PRIVATE KEY-----\n'
  const homeWith = async (name: string, files: Readonly<Record<string, string>>): Promise<string> => {
    const at = join(folder, name)
    await mkdir(join(at, '.ssh'), { recursive: true })
    for (const [file, text] of Object.entries(files)) await writeFile(join(at, '.ssh', file), text)
    return at
  }

  test('the environment’s key, else the first file that can be used', async () => {
    const HOME = await homeWith('two', { id_ecdsa: locked, id_rsa: key })
    expect((await accessOfHome(place, { HOME })).key).toBe(key)
    expect((await accessOfHome(place, { HOME, STACK_SSH_PASSPHRASE: 'p' })).key).toBe(locked)
    expect((await accessOfHome(place, { HOME, STACK_SSH_KEY: 'k' })).key).toBe('k')
    expect(await accessOfHome(place, { HOME: join(folder, 'nobody'), SSH_AUTH_SOCK: '/a' })).toMatchObject({
      ...{ place, jump: undefined, key: undefined, agent: '/a', password: undefined },
    })
  })

  test('known hosts of the environment go before those of the home', async () => {
    expect((await accessOfHome(place, { ...home(), STACK_SSH_KNOWN_HOSTS: 'engine SHA256:x' })).knownHosts).toBe(
      'engine SHA256:x',
    )
    expect((await accessOfHome(place, home())).knownHosts).toContain('own ssh-ed25519 OWN')
  })
})
