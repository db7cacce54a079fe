import { beforeAll, describe, expect, test } from '@jest/globals'
import { createSign, generateKeyPairSync, randomUUID } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { registryAccess } from '../../src/registry/access.js'
import { registryClient, RegistryError } from '../../src/registry/client.js'
import type { CredentialsFor } from '../../src/registry/credentials.js'
import { WorkError } from '../../src/shared/errors.js'
import { basic, OCI, putImage, sha256, type Put } from '../world/by-hand.js'
import { deadHost, digestAt, proxyTo, serve, startRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import { cleanEnv, output, tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

const anonymous: CredentialsFor = () => Promise.resolve(undefined)
const as =
  ({ user, password }: TestRegistry): CredentialsFor =>
  () =>
    Promise.resolve({ username: user, password })

/** An image of one small blob under the tag `seed`, uploaded without our client. */
const seed = (registry: TestRegistry, name: string, authorization: string): Promise<Put> =>
  putImage({ host: registry.host, name, authorization }, 'seed')

/** Asks with the rights of a push. */
const logIn = (credentialsFor: CredentialsFor, repository: string): Promise<unknown> =>
  registryAccess(credentialsFor).send({ repository, actions: 'pull,push' }, '', {})

describe('a registry that asks for a password', () => {
  let registry: TestRegistry
  beforeAll(async () => {
    registry = await startRegistry()
  }, TIMEOUT)

  test('digest and manifest of a name; undefined where there is none', async () => {
    const name = `${unique()}/deep/image`
    const manifest = await seed(registry, name, basic(registry))
    const client = registryClient(as(registry))
    const repository = `${registry.host}/${name}`
    expect(await client.digest(repository, 'seed')).toBe(manifest.digest)
    expect(await client.digest(repository, manifest.digest)).toBe(manifest.digest)
    expect(await client.digest(repository, 'other')).toBeUndefined()
    expect(await client.digest(`${repository}-none`, 'seed')).toBeUndefined()
    expect(await client.manifest(repository, 'seed')).toEqual(manifest)
    expect(await client.manifest(repository, 'other')).toBeUndefined()
  })

  test('a move puts the same bytes under another name: the digest stays', async () => {
    const name = unique()
    const manifest = await seed(registry, name, basic(registry))
    const client = registryClient(as(registry))
    await client.put(`${registry.host}/${name}`, 'stable', manifest)
    expect(await digestAt(registry, name, 'stable')).toBe(manifest.digest)
    expect(await tagsAt(registry, name)).toEqual(['seed', 'stable'])
  })

  test('an index of several platforms stays an index', async () => {
    const name = unique()
    const [one, two] = [await seed(registry, name, basic(registry)), await seed(registry, name, basic(registry))]
    const mediaType = OCI.index
    const manifests = [one, two].map(({ digest, bytes }, at) => ({
      mediaType: OCI.manifest,
      digest,
      size: bytes.length,
      platform: { os: 'linux', architecture: ['amd64', 'arm64'][at] },
    }))
    const bytes = Buffer.from(JSON.stringify({ schemaVersion: 2, mediaType, manifests }))
    const index = { bytes, mediaType, digest: sha256(bytes) }
    const client = registryClient(as(registry))
    await client.put(`${registry.host}/${name}`, 'multi', index)
    expect(await client.manifest(`${registry.host}/${name}`, 'multi')).toEqual(index)
  })

  test('a manifest whose layers are not there is refused', async () => {
    const [name, other] = [unique(), unique()]
    const manifest = await seed(registry, name, basic(registry))
    const moved = registryClient(as(registry)).put(`${registry.host}/${other}`, 'stable', manifest)
    await expect(moved).rejects.toThrow(RegistryError)
    await expect(moved).rejects.toThrow(`move of ${registry.host}/${other}:stable: the registry answered 4`)
  })

  test('the right login passes, a wrong one and none are refused with 401', async () => {
    const repository = `${registry.host}/${unique()}`
    await logIn(as(registry), repository)
    const wrong = logIn(as({ ...registry, password: 'wrong' }), repository)
    await expect(wrong).rejects.toThrow(RegistryError)
    await expect(wrong).rejects.toMatchObject({
      status: 401,
      remedy: expect.stringContaining(`docker login ${registry.host}`) as unknown,
    })
    const none = logIn(anonymous, repository)
    await expect(none).rejects.toThrow(`the registry ${registry.host} wants a login and there is none`)
    await expect(none).rejects.toMatchObject({ status: 401 })
  })

  test('the login is asked for once', async () => {
    const name = unique()
    await seed(registry, name, basic(registry))
    let asked = 0
    const client = registryClient((host) => {
      asked++
      expect(host).toBe(registry.host)
      return as(registry)(host)
    })
    for (const tag of ['seed', 'a', 'b']) await client.digest(`${registry.host}/${name}`, tag)
    expect(asked).toBe(1)
  })
})

describe('a registry that is busy or gone', () => {
  test.each([
    ['429', 429, { 'retry-after': '0' }],
    ['503', 503, { 'retry-after': '0' }],
    ['500, without saying when', 500, {}],
  ])(
    '%s, then an answer',
    async (_name, status, headers) => {
      const registry = await startRegistry()
      const name = unique()
      const manifest = await seed(registry, name, basic(registry))
      let busy = 2
      const seen: string[] = []
      const proxy = await proxyTo(registry.host, (method, path) => {
        seen.push(`${method} ${path}`)
        return busy-- > 0 ? { status, headers } : undefined
      })
      const client = registryClient(as(registry))
      expect(await client.digest(`${proxy}/${name}`, 'seed')).toBe(manifest.digest)
      await client.put(`${proxy}/${name}`, 'stable', manifest)
      expect(await digestAt(registry, name, 'stable')).toBe(manifest.digest)
      expect(seen.filter((one) => one === `HEAD /v2/${name}/manifests/seed`)).toHaveLength(4)
    },
    TIMEOUT,
  )

  test(
    'one that stays busy: given up after four requests, and its words are told',
    async () => {
      let requests = 0
      const host = await serve((_request, response) => {
        requests++
        response.writeHead(503, { 'retry-after': '0' }).end('under\n   maintenance')
      })
      const looked = registryClient(anonymous).digest(`${host}/x`, 'y')
      await expect(looked).rejects.toMatchObject({ status: 503 })
      expect(requests).toBe(4)
      const got = registryClient(anonymous).manifest(`${host}/x`, 'y')
      await expect(got).rejects.toThrow(`look-up of ${host}/x:y: the registry answered 503: under maintenance`)
    },
    TIMEOUT,
  )

  test(
    'a port that nobody listens on',
    async () => {
      const host = await deadHost()
      const looked = registryClient(anonymous).digest(`${host}/x`, 'y')
      await expect(looked).rejects.toThrow(WorkError)
      await expect(looked).rejects.toThrow(`the registry ${host} does not answer: `)
    },
    TIMEOUT,
  )

  test(
    'a connection that breaks once is tried again',
    async () => {
      let broken = false
      const host = await serve((request, response) => {
        if (!broken) {
          broken = true
          request.socket.destroy()
        } else response.writeHead(200, { 'docker-content-digest': sha256(Buffer.from('abc')) }).end()
      })
      expect(await registryClient(anonymous).digest(`${host}/x`, 'y')).toBe(sha256(Buffer.from('abc')))
    },
    TIMEOUT,
  )

  test('a registry that makes another digest of a manifest', async () => {
    const host = await serve((_request, response) =>
      response.writeHead(201, { 'docker-content-digest': 'sha256:other' }).end(),
    )
    const moved = registryClient(anonymous).put(`${host}/x`, 'y', {
      bytes: Buffer.from('{}'),
      mediaType: OCI.manifest,
      digest: 'sha256:abc',
    })
    await expect(moved).rejects.toThrow('the registry made sha256:other of sha256:abc')
  })

  test('a 401 that does not say how to log in', async () => {
    const host = await serve((_request, response) => response.writeHead(401).end())
    const looked = registryClient(anonymous).digest(`${host}/x`, 'y')
    await expect(looked).rejects.toThrow(`the registry ${host} refuses with 401 and does not say how to log in`)
  })
})

describe('a registry with a token server', () => {
  const issuer = 'test issuer'
  let registry: TestRegistry
  let requests: { method: string; service: string | null; scopes: string[]; login: string }[]
  let deny = false

  beforeAll(async () => {
    const folder = await tempDir()
    const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
    await writeFiles(folder, { 'key.pem': privateKey.export({ type: 'pkcs8', format: 'pem' }) }, 0o600)
    const request = ['req', '-x509', '-new', '-key', 'key.pem', '-subj', '/CN=tokens', '-days', '2', '-out', 'cert.pem']
    await output('openssl', request, { cwd: folder, env: cleanEnv() })
    const certificate = (await readFile(join(folder, 'cert.pem'), 'utf8')).replace(/-----[^-]+-----|\s/g, '')
    const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
    requests = []
    const sign = (scopes: readonly string[]): string => {
      const now = Math.floor(Date.now() / 1000)
      const access = scopes.map((scope) => {
        const [type = '', name = '', actions = ''] = scope.split(':')
        return { type, name, actions: actions.split(',') }
      })
      const head = `${part({ typ: 'JWT', alg: 'RS256', x5c: [certificate] })}.${part({ iss: issuer, aud: 'tests', sub: 'dev', jti: randomUUID(), iat: now, nbf: now - 60, exp: now + 300, access })}`
      return `${head}.${createSign('RSA-SHA256').update(head).sign(privateKey, 'base64url')}`
    }
    const realm = await serve((incoming, outgoing) => {
      const chunks: Buffer[] = []
      incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
      incoming.on('end', () => {
        const url = new URL(incoming.url ?? '/', 'http://localhost')
        const form = new URLSearchParams(Buffer.concat(chunks).toString())
        const query = incoming.method === 'POST' ? form : url.searchParams
        const scopes = query.getAll('scope')
        const login = incoming.headers.authorization ?? form.get('refresh_token') ?? ''
        requests.push({ method: incoming.method ?? '', service: query.get('service'), scopes, login })
        if (deny)
          outgoing
            .writeHead(401, { 'content-type': 'application/json' })
            .end('{"details":"incorrect username or password"}')
        else
          outgoing
            .writeHead(200, { 'content-type': 'application/json' })
            .end(JSON.stringify({ [incoming.method === 'POST' ? 'access_token' : 'token']: sign(scopes) }))
      })
    })
    registry = await startRegistry({
      auth: {
        token: { realm: `http://${realm}/token`, service: 'tests', issuer, rootcertbundle: join(folder, 'cert.pem') },
      },
    })
  }, TIMEOUT)

  test('a token with the rights that the work needs, one for each', async () => {
    const name = unique()
    const response = await fetch(`http://${registry.host}/v2/`)
    const realm = /realm="([^"]+)"/.exec(response.headers.get('www-authenticate') ?? '')?.[1] ?? ''
    const token = (await (await fetch(`${realm}?service=tests&scope=repository:${name}:pull,push`)).json()) as {
      token: string
    }
    const manifest = await seed(registry, name, `Bearer ${token.token}`)
    requests.length = 0

    const client = registryClient(as(registry))
    const repository = `${registry.host}/${name}`
    await client.put(repository, 'stable', manifest)
    expect(await client.digest(repository, 'seed')).toBe(manifest.digest)
    expect(await client.manifest(repository, 'seed')).toEqual(manifest)
    await client.put(repository, 'stable', manifest)
    expect(await client.digest(repository, 'stable')).toBe(manifest.digest)
    expect(requests).toEqual([
      { method: 'GET', service: 'tests', scopes: [`repository:${name}:pull,push`], login: basic(registry) },
      { method: 'GET', service: 'tests', scopes: [`repository:${name}:pull`], login: basic(registry) },
    ])
  })

  test('an identity token is exchanged by POST', async () => {
    requests.length = 0
    await logIn(() => Promise.resolve({ username: '<token>', password: 'identity' }), `${registry.host}/x`)
    expect(requests).toEqual([
      { method: 'POST', service: 'tests', scopes: ['repository:x:pull,push'], login: 'identity' },
    ])
  })

  test('a login that the token server refuses', async () => {
    deny = true
    try {
      const checked = logIn(as(registry), `${registry.host}/x`)
      await expect(checked).rejects.toMatchObject({
        status: 401,
        remedy: expect.stringContaining('docker login') as unknown,
      })
    } finally {
      deny = false
    }
  })
})
