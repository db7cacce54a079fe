import { beforeAll, describe, expect, test } from '@jest/globals'
import { registryClient } from '../../src/registry/client.js'
import type { CredentialsFor } from '../../src/registry/credentials.js'
import { request, Unanswered } from '../../src/registry/http.js'
import { lookUps, type LookUps } from '../../src/registry/lookups.js'
import { basic, putImage, type Put } from '../world/by-hand.js'
import { deadHost, serve, startRegistry, type TestRegistry } from '../world/registries.js'
import { faultProxy } from '../world/services/faults.js'
import { startTokenRegistry, type TokenRegistry } from '../world/services/registry-token.js'
import { TIMEOUT, unique } from '../world/world.js'

const anonymous: CredentialsFor = () => Promise.resolve(undefined)
const as =
  ({ user, password }: TestRegistry): CredentialsFor =>
  () =>
    Promise.resolve({ username: user, password })
const asking = (credentialsFor: CredentialsFor): LookUps => lookUps(registryClient(credentialsFor))

const absent = { kind: 'absent' }
const found = ({ digest }: Put): object => ({ kind: 'found', digest })
const unknown = (why: string): object => ({ kind: 'unknown', why: expect.stringContaining(why) as unknown })
const zeros = `sha256:${'0'.repeat(64)}`

describe('a registry for everybody', () => {
  let registry: TestRegistry
  let image: Put
  const name = `${unique()}/image`
  beforeAll(async () => {
    registry = await startRegistry({ auth: {} })
    image = await putImage({ host: registry.host, name }, 'v1')
  }, TIMEOUT)

  test.each([
    ['a tag', name, 'v1', () => found(image)],
    ['another tag', name, 'v2', () => absent],
    ['another digest', name, zeros, () => absent],
    ['another repository', `${name}-none`, 'v1', () => absent],
    ['what is no reference', name, '../../secret', () => unknown('"../../secret" is neither a tag nor a digest')],
    ['what is no repository', 'A B', 'v1', () => unknown('A B" is not the name of a repository')],
  ])(
    '%s',
    async (_what, repository, reference, expected) => {
      expect(await asking(anonymous).digest(`${registry.host}/${repository}`, reference)).toEqual(expected())
    },
    TIMEOUT,
  )

  test(
    'a digest',
    async () => {
      expect(await asking(anonymous).digest(`${registry.host}/${name}`, image.digest)).toEqual(found(image))
    },
    TIMEOUT,
  )

  test(
    'what is written on an image; nothing for another platform than it was asked for',
    async () => {
      const ask = asking(anonymous)
      const repository = `${registry.host}/${name}`
      expect(await ask.config(repository, 'v1', 'linux/amd64')).toEqual({ ...found(image), labels: {}, layers: [] })
      expect(await ask.config(repository, 'v2', 'linux/amd64')).toEqual(absent)
    },
    TIMEOUT,
  )

  test(
    'a registry that does not say the digest: the bytes are asked for and say it',
    async () => {
      const proxy = await faultProxy(registry.host)
      proxy.inject({ method: 'HEAD' }, { kind: 'digest', digest: '' })
      expect(await asking(anonymous).digest(`${proxy.host}/${name}`, 'v1')).toEqual(found(image))
      expect(proxy.requests.map(({ method }) => method)).toEqual(['HEAD', 'GET'])
    },
    TIMEOUT,
  )

  test(
    'a registry that has something else under a digest',
    async () => {
      const proxy = await faultProxy(registry.host)
      proxy.inject({ method: 'HEAD' }, { kind: 'digest', digest: zeros })
      const why = `something else for ${proxy.host}/${name}@${image.digest}: it says ${image.digest}, the bytes are ${zeros}`
      expect(await asking(anonymous).digest(`${proxy.host}/${name}`, image.digest)).toEqual(unknown(why))
    },
    TIMEOUT,
  )
})

describe('a registry with passwords', () => {
  let registry: TestRegistry
  let image: Put
  const name = unique()
  beforeAll(async () => {
    registry = await startRegistry()
    image = await putImage({ host: registry.host, name, authorization: basic(registry) }, 'v1')
  }, TIMEOUT)

  const twenty = Array.from({ length: 20 }, (_, at) => `v${at + 1}`)

  test(
    'the right one: only the first request goes without it',
    async () => {
      const proxy = await faultProxy(registry.host)
      const ask = asking(as(registry))
      const answers = await Promise.all(
        [name, `${name}-other`].flatMap((one) => twenty.map((tag) => ask.digest(`${proxy.host}/${one}`, tag))),
      )
      expect(answers).toEqual([found(image), ...Array<object>(39).fill(absent)])
      expect(proxy.requests.map(({ status }) => status)).toEqual([401, 200, ...Array<number>(39).fill(404)])
    },
    TIMEOUT,
  )

  test.each([
    ['a wrong one', 'refuses the login (401)', [401, 401]],
    ['none', 'wants a login and there is none', [401]],
  ])(
    '%s: the host is not asked again',
    async (which, why, statuses) => {
      const proxy = await faultProxy(registry.host)
      const ask = asking(which === 'none' ? anonymous : as({ ...registry, password: 'wrong' }))
      const all = twenty.map((tag) => ask.digest(`${proxy.host}/${name}-${tag}`, tag))
      for (const answer of await Promise.all(all)) expect(answer).toEqual(unknown(why))
      expect(await ask.config(`${proxy.host}/${name}`, 'v1', 'linux/amd64')).toEqual(unknown(why))
      expect(proxy.requests.map(({ status }) => status)).toEqual(statuses)
    },
    TIMEOUT,
  )
})

describe.each(['narrow', 'refuse'] as const)('a registry with tokens (more than one may: %s)', (denied) => {
  let registry: TokenRegistry
  let image: Put
  const team = unique()
  beforeAll(async () => {
    registry = await startTokenRegistry({
      users: { dev: { [`${team}/*`]: ['pull', 'push'] } },
      anonymous: { [`${team}/public`]: ['pull'] },
      denied,
    })
    const authorization = `Bearer ${registry.tokenFor(`repository:${team}/public:pull,push`)}`
    image = await putImage({ host: registry.host, name: `${team}/public`, authorization }, 'v1')
  }, TIMEOUT)

  /** Scopes that tokens were asked for while something was done. */
  async function scopesOf(work: () => Promise<unknown>): Promise<string[]> {
    const before = registry.requests.length
    await work()
    return registry.requests.slice(before).flatMap(({ scopes }) => scopes)
  }

  test(
    'questions side by side take one token for each repository, and are sent away once in all',
    async () => {
      const proxy = await faultProxy(registry.host)
      const ask = asking(as(registry.as('dev')))
      const tags = ['v1', 'v2', 'v3', 'v4', 'v5', 'v6']
      const of = (name: string) => tags.map((tag) => ask.digest(`${proxy.host}/${team}/${name}`, tag))
      const scopes = await scopesOf(async () => {
        const [first, ...others] = await Promise.all(['public', 'a', 'b'].flatMap(of))
        expect(first).toEqual(found(image))
        expect(others).toEqual(Array(17).fill(absent))
      })
      expect(scopes.sort()).toEqual(['a', 'b', 'public'].map((name) => `repository:${team}/${name}:pull`))
      expect(proxy.requests).toHaveLength(19)
      expect(proxy.requests.filter(({ status }) => status === 401)).toHaveLength(1)
    },
    TIMEOUT,
  )

  test(
    'a client without look-ups: requests that are sent away together share a token, too',
    async () => {
      const client = registryClient(as(registry.as('dev')))
      const repository = `${registry.host}/${team}/public`
      const scopes = await scopesOf(() =>
        Promise.all(['v1', 'v2', 'v3', 'v4'].map((tag) => client.digest(repository, tag))),
      )
      expect(scopes).toEqual([`repository:${team}/public:pull`])
    },
    TIMEOUT,
  )

  test(
    'a repository that may not be seen is asked for once, and others of the host stay open',
    async () => {
      const ask = asking(anonymous)
      const repository = `${registry.host}/${team}`
      const scopes = await scopesOf(async () => {
        // The first question of all is one that is refused.
        const hidden = await ask.digest(`${repository}/hidden`, 'v1')
        expect(hidden).toEqual(unknown(denied === 'refuse' ? 'refuses the login (403)' : 'the registry answered 401'))
        expect(await Promise.all(['v1', 'v2', 'v3'].map((tag) => ask.digest(`${repository}/hidden`, tag)))).toEqual(
          Array(3).fill(hidden),
        )
        expect(await ask.digest(`${repository}/public`, 'v1')).toEqual(found(image))
        // By now the host is known to want tokens: one that was given this moment and is refused is not asked for again.
        expect(await ask.digest(`${repository}/secret`, 'v1')).toMatchObject({ kind: 'unknown' })
      })
      expect(scopes).toEqual(['hidden', 'public', 'secret'].map((name) => `repository:${team}/${name}:pull`))
    },
    TIMEOUT,
  )

  test(
    'a wrong login is tried once',
    async () => {
      const ask = asking(as({ ...registry.as('dev'), password: 'wrong' }))
      const scopes = await scopesOf(async () => {
        const all = ['public', 'a', 'b', 'c'].map((name) => ask.digest(`${registry.host}/${team}/${name}`, 'v1'))
        expect(await Promise.all(all)).toEqual(Array(4).fill(unknown('refuses the login (401)')))
      })
      expect(scopes).toHaveLength(1)
    },
    TIMEOUT,
  )

  test(
    'a token that went stale is asked for anew, once for all who notice',
    async () => {
      const proxy = await faultProxy(registry.host)
      const client = registryClient(as(registry.as('dev')))
      const repository = `${proxy.host}/${team}/public`
      const challenge = (await fetch(`http://${registry.host}/v2/`)).headers.get('www-authenticate') ?? ''
      expect(await client.digest(repository, 'v1')).toBe(image.digest)
      proxy.inject(
        { method: 'HEAD', times: 3 },
        { kind: 'answer', status: 401, headers: { 'www-authenticate': `${challenge},error="invalid_token"` } },
      )
      const scopes = await scopesOf(async () => {
        const answers = await Promise.all(['v1', 'v1', 'v1'].map((tag) => client.digest(repository, tag)))
        expect(answers).toEqual(Array(3).fill(image.digest))
      })
      expect(scopes).toHaveLength(1)
    },
    TIMEOUT,
  )
})

test(
  'repositories of one host that have token servers of their own',
  async () => {
    const tokens: string[] = []
    const digest = `sha256:${'a'.repeat(64)}`
    const host = await serve(({ url = '', headers }, response) => {
      const [, kind = '', name = ''] = /^\/(v2|token)\/(\w+)/.exec(url) ?? []
      if (kind === 'token') {
        tokens.push(name)
        response.writeHead(200).end(JSON.stringify({ access_token: name }))
      } else if (headers.authorization === `Bearer ${name}`) {
        response.writeHead(200, { 'docker-content-digest': digest }).end()
      } else response.writeHead(401, { 'www-authenticate': `Bearer realm="http://${host}/token/${name}"` }).end()
    })
    const ask = asking(anonymous)
    for (const name of ['one', 'two', 'two', 'one'])
      expect(await ask.digest(`${host}/${name}`, 'v1')).toEqual({ kind: 'found', digest })
    // The first server is tried for the second repository, too.
    expect(tokens).toEqual(['one', 'one', 'two'])
  },
  TIMEOUT,
)

describe('a registry in trouble', () => {
  let registry: TestRegistry
  let image: Put
  const name = unique()
  beforeAll(async () => {
    registry = await startRegistry({ auth: {} })
    image = await putImage({ host: registry.host, name }, 'v1')
  }, TIMEOUT)

  const tags = Array.from({ length: 100 }, (_, at) => `v${at + 1}`)

  test(
    'a port that nobody listens on: known after one question',
    async () => {
      const host = await deadHost()
      const ask = asking(anonymous)
      const answers = await Promise.all(tags.map((tag) => ask.digest(`${host}/${tag}`, tag)))
      expect(new Set(answers).size).toBe(1)
      expect(answers[0]).toEqual(unknown(`the registry ${host} does not answer: `))
    },
    TIMEOUT,
  )

  test.each([
    ['broken connections', { kind: 'cut-request' }, 2, 'does not answer'],
    ['503 for ever', { kind: 'answer', status: 503, headers: { 'retry-after': '0' } }, 2, 'answered 503'],
    [
      'a wait longer than we have',
      { kind: 'answer', status: 429, headers: { 'retry-after': '30' } },
      1,
      'answered 429',
    ],
  ] as const)(
    '%s: one question for all, other hosts are none the worse',
    async (_what, fault, requests, why) => {
      const proxy = await faultProxy(registry.host)
      proxy.inject({}, fault)
      const ask = asking(anonymous)
      const [good, ...answers] = await Promise.all([
        ask.digest(`${registry.host}/${name}`, 'v1'),
        ...tags.map((tag) => ask.digest(`${proxy.host}/${name}`, tag)),
      ])
      expect(good).toEqual(found(image))
      expect(answers).toEqual(Array(100).fill(unknown(why)))
      expect(proxy.requests).toHaveLength(requests)
    },
    TIMEOUT,
  )

  test(
    'trouble that passes is not noticed',
    async () => {
      const proxy = await faultProxy(registry.host)
      proxy.inject({ times: 1 }, { kind: 'cut-request' })
      expect(await asking(anonymous).digest(`${proxy.host}/${name}`, 'v1')).toEqual(found(image))
    },
    TIMEOUT,
  )

  test(
    'trouble with one name does not close a host that answers for others',
    async () => {
      const proxy = await faultProxy(registry.host)
      proxy.inject({ path: /v2$/ }, { kind: 'cut-request' })
      const ask = asking(anonymous)
      const answers = []
      for (const tag of ['v1', 'v2', 'v3']) answers.push(await ask.digest(`${proxy.host}/${name}`, tag))
      expect(answers).toEqual([found(image), unknown('does not answer'), absent])
    },
    TIMEOUT,
  )

  test(
    'one question after the other takes one connection',
    async () => {
      const connections = new Set<unknown>()
      const host = await serve((incoming, outgoing) => {
        connections.add(incoming.socket)
        // The length of what a GET would bring, as registries tell it.
        outgoing.writeHead(200, { 'docker-content-digest': image.digest, 'content-length': '500' }).end()
      })
      const ask = lookUps(registryClient(anonymous), { limit: 1 })
      expect(await Promise.all(tags.map((tag) => ask.digest(`${host}/${name}`, tag)))).toEqual(
        Array(100).fill(found(image)),
      )
      expect(connections.size).toBe(1)
    },
    TIMEOUT,
  )

  test.each([
    ['to itself', '/', 6, 'sends us round and round'],
    ['out of HTTP', 'ftp://127.0.0.1/x', 1, 'sends us on to ftp://127.0.0.1, which is not encrypted'],
  ])(
    'a server that sends us on %s',
    async (_what, location, requests, why) => {
      let asked = 0
      const host = await serve((_incoming, outgoing) => {
        asked++
        outgoing.writeHead(302, { location }).end()
      })
      expect(await asking(anonymous).digest(`${host}/${name}`, 'v1')).toEqual(unknown(why))
      expect(asked).toBe(requests)
    },
    TIMEOUT,
  )

  test(
    'a server that never answers is given up when patience is at its end',
    async () => {
      let asked = 0
      const host = await serve(() => asked++)
      const began = performance.now()
      await expect(request(`http://${host}/`, {}, 'it', { attempts: 2, totalMs: 300 })).rejects.toThrow(Unanswered)
      expect(performance.now() - began).toBeGreaterThanOrEqual(290)
      expect(asked).toBe(1)
    },
    TIMEOUT,
  )
})
