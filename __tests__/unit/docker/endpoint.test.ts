import { afterAll, beforeAll, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findEndpoint, type EndpointEnv } from '../../../src/docker/endpoint.js'

/** A home with the docker contexts "remote" and "local", of which "remote" is the current one. */
let home = ''
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'stack-endpoint-'))
  await mkdir(join(home, '.docker'))
  await writeFile(join(home, '.docker/config.json'), JSON.stringify({ currentContext: 'remote' }))
  for (const [name, host] of [
    ['remote', 'tcp://10.0.0.1:2375'],
    ['local', 'unix:///run/user/1000/docker.sock'],
  ] as const) {
    const folder = join(home, '.docker/contexts/meta', createHash('sha256').update(name).digest('hex'))
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'meta.json'), JSON.stringify({ Name: name, Endpoints: { docker: { Host: host } } }))
  }
  await mkdir(join(home, 'broken'))
  await writeFile(join(home, 'broken/config.json'), '{ not json')
})
afterAll(() => rm(home, { recursive: true }))

describe('DOCKER_HOST', () => {
  test.each<[EndpointEnv, object]>([
    [{ DOCKER_HOST: 'unix:///var/run/docker.sock' }, { kind: 'socket', path: '/var/run/docker.sock' }],
    [{ DOCKER_HOST: 'tcp://127.0.0.1:1234' }, { kind: 'tcp', host: '127.0.0.1', port: 1234, certificates: undefined }],
    [{ DOCKER_HOST: 'tcp://engine' }, { kind: 'tcp', host: 'engine', port: 2375 }],
    [{ DOCKER_HOST: 'tcp://[::1]:1234' }, { kind: 'tcp', host: '::1', port: 1234 }],
    [
      { DOCKER_HOST: 'https://engine', HOME: '/h' },
      { port: 2376, certificates: '/h/.docker' },
    ],
    [
      { DOCKER_HOST: 'tcp://engine', DOCKER_TLS_VERIFY: '1', HOME: '/h' },
      { port: 2376, certificates: '/h/.docker' },
    ],
    [
      { DOCKER_HOST: 'tcp://engine', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '/c' },
      { port: 2376, certificates: '/c' },
    ],
    [
      { DOCKER_HOST: 'tcp://engine', DOCKER_TLS_VERIFY: '1', DOCKER_CERT_PATH: '', HOME: '/h' },
      { certificates: '/h/.docker' },
    ],
    [
      { DOCKER_HOST: 'tcp://engine', DOCKER_TLS_VERIFY: '' },
      { port: 2375, certificates: undefined },
    ],
    [
      { DOCKER_HOST: 'ssh://me@engine' },
      { kind: 'ssh', place: { host: 'engine', port: 22, user: 'me' }, path: undefined },
    ],
    [
      { DOCKER_HOST: 'ssh://me@[::1]:2222/run/docker.sock' },
      { kind: 'ssh', place: { host: '::1', port: 2222, user: 'me' }, path: '/run/docker.sock' },
    ],
  ])('%j', async (env, endpoint) => {
    expect(await findEndpoint(env)).toMatchObject({ ...endpoint, source: 'DOCKER_HOST' })
  })

  test.each([
    ['ssh://me:secret@engine', 'a user has no colon'],
    ['ssh://me@-oProxyCommand=x', 'the host is neither a name nor an address'],
    ['ssh://', 'there is no host in it'],
    ['engine:2375', 'is not the address of an engine'],
    ['npipe:////./pipe/docker', 'is not the address of an engine'],
    ['nonsense', 'DOCKER_HOST is "nonsense", which is not the address of an engine'],
  ])('%s is refused', async (host, message) => {
    await expect(findEndpoint({ DOCKER_HOST: host })).rejects.toMatchObject({
      name: 'UserError',
      message: expect.stringContaining(message),
    })
  })

  test('goes before every context', async () => {
    expect(await findEndpoint({ DOCKER_HOST: 'unix:///x', DOCKER_CONTEXT: 'local', HOME: home })).toMatchObject({
      path: '/x',
    })
  })
})

describe('contexts', () => {
  test('the current one', async () => {
    expect(await findEndpoint({ HOME: home })).toMatchObject({ host: '10.0.0.1', source: 'docker context "remote"' })
  })

  test('the one that is named', async () => {
    expect(await findEndpoint({ HOME: home, DOCKER_CONTEXT: 'local' })).toMatchObject({
      path: '/run/user/1000/docker.sock',
    })
  })

  test('in DOCKER_CONFIG', async () => {
    expect(await findEndpoint({ DOCKER_CONFIG: join(home, '.docker') })).toMatchObject({ host: '10.0.0.1' })
  })

  test.each([
    [{ DOCKER_HOST: '', DOCKER_CONTEXT: '', DOCKER_CONFIG: '' }, 'remote'],
    [{ DOCKER_CONTEXT: '', DOCKER_CERT_PATH: '' }, 'remote'],
  ])('empty variables are not set: %j', async (env, context) => {
    expect((await findEndpoint({ ...env, HOME: home })).source).toBe(`docker context "${context}"`)
  })

  test('one that is not there is a mistake, never the default engine', async () => {
    await expect(findEndpoint({ HOME: home, DOCKER_CONTEXT: 'prod' })).rejects.toThrow(
      `there is no docker context "prod" in ${join(home, '.docker')}`,
    )
  })
})

test.each<[string, () => EndpointEnv]>([
  ['no home', () => ({})],
  ['no configuration', () => ({ HOME: join(home, 'nobody') })],
  ['a configuration that is not JSON', () => ({ DOCKER_CONFIG: join(home, 'broken') })],
  ['the default context by name', () => ({ HOME: home, DOCKER_CONTEXT: 'default' })],
])('%s means the default socket', async (_what, env) => {
  expect(await findEndpoint(env())).toEqual({ kind: 'socket', path: '/var/run/docker.sock', source: 'default socket' })
})
