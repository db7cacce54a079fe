import { describe, expect, test } from '@jest/globals'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { registryClient, RegistryError } from '../../src/registry/client.js'
import type { CredentialsFor } from '../../src/registry/credentials.js'
import { Unanswered } from '../../src/registry/http.js'
import { deadHost, proxyTo, serve, startRegistry, type TestRegistry } from '../world/registries.js'
import { startTokenRegistry } from '../world/services/registry-token.js'
import { TIMEOUT, unique } from '../world/world.js'

const anonymous: CredentialsFor = () => Promise.resolve(undefined)
const as =
  ({ user, password }: Pick<TestRegistry, 'user' | 'password'>): CredentialsFor =>
  () =>
    Promise.resolve({ username: user, password })
const check = (login: CredentialsFor, repository: string): Promise<void> => registryClient(login).checkPush(repository)
const containing = (text: string): unknown => expect.stringContaining(text)

describe('a registry that asks for a password', () => {
  test(
    'takes a push, and keeps nothing of the question',
    async () => {
      const registry = await startRegistry()
      const [name, requests]: [string, string[]] = [unique(), []]
      const proxy = await proxyTo(registry.host, (method, path) => {
        requests.push(`${method} ${path.replace(/\?.*/, '').replace(/[^/]+$/, '')}`)
        return undefined
      })
      await check(as(registry), `${proxy}/${name}`)
      // The first is answered with 401.
      const begin = `POST /v2/${name}/blobs/uploads/`
      expect(requests).toEqual([begin, begin, `DELETE /v2/${name}/blobs/uploads/`])
      const uploads = join(registry.data, 'docker/registry/v2/repositories', name, '_uploads')
      // This registry itself leaves an empty hash behind.
      expect(readdirSync(uploads, { recursive: true, encoding: 'utf8' }).filter((file) => /data$/.test(file))).toEqual(
        [],
      )
    },
    TIMEOUT,
  )

  test(
    'refuses a wrong login, and none',
    async () => {
      const { host, user } = await startRegistry()
      const wrong = check(as({ user, password: 'wrong' }), `${host}/${unique()}`)
      await expect(wrong).rejects.toMatchObject({ status: 401, remedy: `Log in with "docker login ${host}".` })
      await expect(check(anonymous, `${host}/x`)).rejects.toThrow('wants a login and there is none')
    },
    TIMEOUT,
  )

  test(
    'is read-only',
    async () => {
      const registry = await startRegistry({ readOnly: true })
      const repository = `${registry.host}/${unique()}`
      const checked = check(as(registry), repository)
      await expect(checked).rejects.toThrow(`no push to ${repository}: the registry answered 405: `)
      await expect(checked).rejects.toMatchObject({ status: 405, remedy: containing('read-only') })
    },
    TIMEOUT,
  )
})

describe('a registry with a token server', () => {
  const users = { pusher: { 'team/*': ['pull', 'push'] as const }, puller: { '*': ['pull'] as const } }

  test(
    'who may push is told nothing',
    async () => {
      const registry = await startTokenRegistry({ users })
      await check(as(registry.as('pusher')), `${registry.host}/team/new`)
      // One token, although this registry wants another right for the cancelling.
      expect(registry.requests).toHaveLength(1)
    },
    TIMEOUT,
  )

  test.each([
    ['gives fewer rights than were asked for', 'narrow', 401, 'the login is not enough for that (insufficient_scope)'],
    ['gives no token at all', 'refuse', 403, 'refuses the login (403)'],
  ] as const)(
    'that %s',
    async (_what, denied, status, message) => {
      const registry = await startTokenRegistry({ users, denied })
      const repository = `${registry.host}/team/image`
      const checked = check(as(registry.as('puller')), repository)
      await expect(checked).rejects.toThrow(RegistryError)
      await expect(checked).rejects.toMatchObject({
        status,
        message: containing(message),
        remedy: `Log in with "docker login ${registry.host}" as somebody who may push to team/image.`,
      })
      await expect(checked).rejects.toThrow(`no push to ${repository}: `)
    },
    TIMEOUT,
  )
})

/** As Amazon's registry answers: a password for all, and repositories that have to be made. */
test('a registry that makes no repositories', async () => {
  const basic = `Basic ${Buffer.from('AWS:secret').toString('base64')}`
  const host: string = await serve((request, response) => {
    request.resume()
    if (request.headers.authorization !== basic) {
      const realm = `Basic realm="http://${host}/",service="ecr.amazonaws.com"`
      response.writeHead(401, { 'www-authenticate': realm }).end('Not Authorized\n')
    } else if (request.url?.startsWith('/v2/made/') === true) {
      response.writeHead(202, { location: '/v2/made/blobs/uploads/1' }).end()
    } else {
      const message = "The repository with name 'other' does not exist in the registry with id '1'"
      const errors = [{ code: 'NAME_UNKNOWN', message }]
      response.writeHead(404, { 'content-type': 'application/json' }).end(JSON.stringify({ errors }))
    }
  })
  const login = as({ user: 'AWS', password: 'secret' })
  await check(login, `${host}/made`)
  const other = check(login, `${host}/other`)
  await expect(other).rejects.toThrow(
    `no push to ${host}/other: the registry answered 404: NAME_UNKNOWN: The repository`,
  )
  await expect(other).rejects.toMatchObject({ status: 404, remedy: containing('Make the repository') })
  await expect(check(as({ user: 'AWS', password: 'old' }), `${host}/made`)).rejects.toMatchObject({ status: 401 })
})

test('what is no answer about rights stays what it is', async () => {
  const ill = await serve((_request, response) => response.writeHead(503, { 'retry-after': '0' }).end())
  await expect(check(anonymous, `${ill}/x`)).rejects.toMatchObject({ status: 503 })
  await expect(check(anonymous, `${await deadHost()}/x`)).rejects.toThrow(Unanswered)
}, 30_000)

describe('where an upload is to go', () => {
  /** A registry that asks for a password, takes every push, and names this place. */
  const naming = (location: string | undefined): Promise<string> =>
    serve((request, response) => {
      if (request.headers.authorization === undefined)
        response.writeHead(401, { 'www-authenticate': 'Basic realm="x"' }).end()
      else response.writeHead(202, location === undefined ? {} : { location }).end()
    })
  const login = as({ user: 'dev', password: 'secret' })

  test('another origin hears nothing', async () => {
    let heard = 0
    const other = await serve((_request, response) => {
      heard++
      response.end()
    })
    await check(login, `${await naming(`http://${other}/v2/x/blobs/uploads/1?_state=a`)}/x`)
    expect(heard).toBe(0)
  })

  test.each([
    ['is not said', undefined, 'does not say where an upload is to go'],
    ['is no address', 'http://[', 'does not say where an upload is to go'],
    ['is a file', 'file:///etc/passwd', 'sends us on to file://, which is not encrypted'],
  ])('%s', async (_what, location, message) => {
    await expect(check(login, `${await naming(location)}/x`)).rejects.toThrow(message)
  })

  test('one that never answers the cancelling is not waited for long', async () => {
    const host = await serve((request, response) => {
      if (request.method === 'POST') response.writeHead(202, { location: '/v2/x/blobs/uploads/1' }).end()
    })
    await check(anonymous, `${host}/x`)
  }, 30_000)
})
