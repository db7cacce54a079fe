import { beforeEach, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { dockerCredentials } from '../../src/registry/credentials.js'
import { UserError } from '../../src/shared/errors.js'
import { tempDir, writeFiles } from '../world/world.js'

const auth = (text: string): string => Buffer.from(text).toString('base64')

let folder: string
let path: string
beforeEach(async () => {
  folder = await tempDir()
  path = '/nonexistent'
})

async function credentials(config: object | string): Promise<ReturnType<typeof dockerCredentials>> {
  await writeFiles(folder, { 'config.json': typeof config === 'string' ? config : JSON.stringify(config) })
  return dockerCredentials({ DOCKER_CONFIG: folder, PATH: path })
}

describe('config.json', () => {
  test('the forms of a login', async () => {
    const of = await credentials({
      auths: {
        'ghcr.io': { auth: auth('someone:pass:with:colons') },
        'https://quay.io': { auth: auth('other:ünïcödé') },
        'plain.example:5000': { username: 'u', password: 'p' },
        'identity.example': { auth: auth('00000000:'), identitytoken: 'refresh' },
        'nul.example': { auth: auth('u:p\0\0') },
        'nonsense.example': { auth: auth('no colon') },
        'empty.example': {},
      },
    })
    expect(await of('ghcr.io')).toEqual({ username: 'someone', password: 'pass:with:colons' })
    expect(await of('quay.io')).toEqual({ username: 'other', password: 'ünïcödé' })
    expect(await of('plain.example:5000')).toEqual({ username: 'u', password: 'p' })
    expect(await of('identity.example')).toEqual({ username: '<token>', password: 'refresh' })
    expect(await of('nul.example')).toEqual({ username: 'u', password: 'p' })
    for (const host of ['nonsense.example', 'empty.example', 'unknown.example', 'plain.example'])
      expect(await of(host)).toBeUndefined()
  })

  test.each(['docker.io', 'registry-1.docker.io', 'index.docker.io'])('Docker Hub as %s', async (host) => {
    const of = await credentials({ auths: { 'https://index.docker.io/v1/': { auth: auth('hub:secret') } } })
    expect(await of(host)).toEqual({ username: 'hub', password: 'secret' })
  })

  test('none at all: anonymous', async () => {
    expect(await dockerCredentials({ DOCKER_CONFIG: join(folder, 'nowhere') })('ghcr.io')).toBeUndefined()
    expect(await dockerCredentials({ HOME: folder })('ghcr.io')).toBeUndefined()
  })

  test('without DOCKER_CONFIG: ~/.docker', async () => {
    await writeFiles(folder, { '.docker/config.json': JSON.stringify({ auths: { 'ghcr.io': { auth: auth('a:b') } } }) })
    expect(await dockerCredentials({ HOME: folder })('ghcr.io')).toEqual({ username: 'a', password: 'b' })
  })

  test('that is not JSON: the file and the remedy are named', async () => {
    const of = await credentials('{ "auths": ')
    await expect(of('ghcr.io')).rejects.toThrow(UserError)
    await expect(of('ghcr.io')).rejects.toMatchObject({
      problems: [{ file: join(folder, 'config.json'), remedy: expect.stringContaining('docker login') as unknown }],
    })
  })

  test('that is a directory', async () => {
    await writeFiles(folder, { 'config.json/x': '' })
    await expect(dockerCredentials({ DOCKER_CONFIG: folder })('ghcr.io')).rejects.toThrow(
      "docker's configuration cannot be read",
    )
  })

  test('that is not JSON: nothing of it is quoted', async () => {
    const of = await credentials('{"auths": hunter2}')
    await expect(of('ghcr.io')).rejects.not.toThrow('hunter2')
  })

  test.each([
    'null',
    '5',
    '[]',
    '"text"',
    '{"auths": null}',
    '{"auths": 5}',
    '{"auths": {"ghcr.io": null}}',
    '{"auths": {"ghcr.io": {"auth": 5, "username": [], "password": {}, "identitytoken": true}}}',
    '{"credHelpers": {"ghcr.io": 5}, "credsStore": {}}',
    '{"credHelpers": null, "credsStore": null}',
  ])('%s: no login', async (text) => {
    expect(await (await credentials(text))('ghcr.io')).toBeUndefined()
  })
})

describe('a credential helper', () => {
  let bin: string
  async function helper(name: string, script: string): Promise<void> {
    bin = await tempDir()
    await writeFiles(bin, { [`docker-credential-${name}`]: `#!/bin/sh\n${script}\n` }, 0o755)
    path = `/nonexistent:${bin}`
  }
  const answering =
    'server=$(cat); echo "$1 $server" >> "$0.calls"; printf \'{"Username":"from %s","Secret":"secret"}\' "$server"'

  test('of one host is asked with its name on stdin, once', async () => {
    await helper('one', answering)
    const of = await credentials({
      auths: { 'ghcr.io': { auth: auth('file:file') } },
      credHelpers: { 'ghcr.io': 'one' },
    })
    const [first, second] = await Promise.all([of('ghcr.io'), of('ghcr.io')])
    expect(first).toEqual({ username: 'from ghcr.io', password: 'secret' })
    expect(second).toEqual(first)
    expect(await readFile(join(bin, 'docker-credential-one.calls'), 'utf8')).toBe('get ghcr.io\n')
    expect(await of('quay.io')).toBeUndefined()
  })

  test('for all hosts; a login in the file goes first', async () => {
    await helper('store', answering)
    const of = await credentials({
      auths: { 'ghcr.io': {}, 'quay.io': { auth: auth('file:file') } },
      credsStore: 'store',
    })
    expect(await of('ghcr.io')).toEqual({ username: 'from ghcr.io', password: 'secret' })
    expect(await of('quay.io')).toEqual({ username: 'file', password: 'file' })
    expect(await of('docker.io')).toEqual({ username: 'from https://index.docker.io/v1/', password: 'secret' })
  })

  test('that knows no login: anonymous', async () => {
    await helper('none', 'echo "credentials not found in native keychain"; exit 1')
    const of = await credentials({ credsStore: 'none' })
    expect(await of('ghcr.io')).toBeUndefined()
  })

  test.each([
    ['echo "Credentials Not Found" >&2; exit 1', undefined],
    [
      'echo "the keychain is locked" >&2; echo more >&2; exit 3',
      'status 3 (asked for ghcr.io): the keychain is locked',
    ],
    ['echo "secret on stdout"; exit 1', 'failed with status 1 (asked for ghcr.io)'],
    ['kill -9 $$', 'was ended by a signal'],
  ])('that fails (%s): anonymous only when it says so', async (script, message) => {
    await helper('failing', script)
    const of = await credentials({ credsStore: 'failing' })
    if (message === undefined) return expect(await of('ghcr.io')).toBeUndefined()
    await expect(of('ghcr.io')).rejects.toThrow(UserError)
    await expect(of('ghcr.io')).rejects.toThrow(message)
    await expect(of('ghcr.io')).rejects.not.toThrow('secret')
  })

  test('that does not answer', async () => {
    await helper('silent', 'sleep 20')
    await credentials({ credsStore: 'silent' })
    const of = dockerCredentials({ DOCKER_CONFIG: folder, PATH: path }, 100)
    await expect(of('ghcr.io')).rejects.toThrow('docker-credential-silent has not answered for 0.1 seconds')
  })

  test('that cannot be executed: the user is told which', async () => {
    await helper('broken', 'true')
    await writeFiles(bin, { 'docker-credential-broken': '#!/nonexistent/interpreter\n' })
    const of = await credentials({ credsStore: 'broken' })
    await expect(of('ghcr.io')).rejects.toThrow('docker-credential-broken, which cannot be started')
  })

  test('that gives an identity token', async () => {
    await helper('identity', 'cat > /dev/null; echo \'{"Username":"<token>","Secret":"refresh"}\'')
    const of = await credentials({ credsStore: 'identity' })
    expect(await of('ghcr.io')).toEqual({ username: '<token>', password: 'refresh' })
  })

  test('that is not installed: the user is told which', async () => {
    const of = await credentials({ credsStore: 'not-installed-anywhere' })
    await expect(of('ghcr.io')).rejects.toThrow(UserError)
    await expect(of('ghcr.io')).rejects.toThrow('docker-credential-not-installed-anywhere, which is not in PATH')
  })

  test('that answers with something else: the user is told which, and nothing of the answer', async () => {
    await helper('babble', 'cat > /dev/null; echo "here is your secret: hunter2"')
    const of = await credentials({ credsStore: 'babble' })
    await expect(of('ghcr.io')).rejects.toThrow(UserError)
    await expect(of('ghcr.io')).rejects.toThrow('docker-credential-babble')
    await expect(of('ghcr.io')).rejects.not.toThrow('hunter2')
  })

  test.each(['../evil', 'a b', 'x;y', ''])('with the name "%s" is never started', async (name) => {
    const of = await credentials({ credHelpers: { 'ghcr.io': name } })
    if (name === '') expect(await of('ghcr.io')).toBeUndefined()
    else await expect(of('ghcr.io')).rejects.toThrow('names "' + name + '" as a credential helper')
  })
})
