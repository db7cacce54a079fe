import { expect, test } from '@jest/globals'
import { foreignLogins, hostsOf, withLogins } from '../../../../src/docker/buildx/logins.js'
import { IDENTITY_TOKEN, type CredentialsFor, type Login } from '../../../../src/registry/credentials.js'

const asks = (text: string, more: Partial<Parameters<typeof hostsOf>[0]> = {}): string[] =>
  hostsOf({
    context: {
      directory: '/a',
      entries: [],
      whole: true,
      given: [],
      dockerfile: { path: 'Dockerfile', text },
      ignoreText: '',
    },
    platform: 'linux/amd64',
    buildArgs: {},
    tags: [],
    cacheFrom: [],
    cacheTo: [],
    ...more,
  })

test.each<[string, readonly string[]]>([
  ['FROM debian', ['docker.io']],
  ['FROM scratch', []],
  [`FROM r:5000/a/b@sha256:${'1'.repeat(64)}`, ['r:5000']],
  [
    '# syntax=front.example.org/x:1\nFROM r.example.org/a:1 AS x\nCOPY --from=q:1/b /a /b',
    ['r.example.org', 'q:1', 'front.example.org'],
  ],
  ['ARG BASE=ghcr.io/o/n:1\nFROM $BASE', ['ghcr.io']],
])('%j may ask %j', (text, hosts) => expect(asks(text)).toEqual(hosts))

test('names to push to and caches are asked for, too', () => {
  const more = { tags: ['t:1/a:1'], cacheFrom: ['c:1/a', 'type=gha'], cacheTo: ['type=registry,ref=d:1/a:2,mode=max'] }
  expect(asks('FROM scratch', more)).toEqual(['t:1', 'c:1', 'd:1'])
})

test('only logins that the docker CLI does not have are foreign', async () => {
  const of =
    (logins: Readonly<Record<string, Login>>): CredentialsFor =>
    (host) =>
      host === 'broken' ? Promise.reject(new Error('no helper')) : Promise.resolve(logins[host])
  const [one, other] = [
    { username: 'u', password: 'p' },
    { username: 'u', password: 'other' },
  ]
  const ours = of({ same: one, changed: other, more: one })
  const found = await foreignLogins(
    ['same', 'changed', 'more', 'none', 'broken'],
    ours,
    of({ same: one, changed: one }),
  )
  expect([...found]).toEqual([
    ['changed', other],
    ['more', one],
  ])
})

test('logins go into the configuration, in the places of helpers; all else stays', () => {
  const theirs = {
    auths: { old: { auth: 'b2xkOm9sZA==' }, a: { auth: 'x' } },
    credsStore: 'desktop',
    credHelpers: { a: 'ecr-login', b: 'gcloud' },
    proxies: { default: {} },
  }
  const logins = new Map([
    ['a', { username: 'u', password: 'p:q' }],
    ['docker.io', { username: IDENTITY_TOKEN, password: 't' }],
  ])
  expect(withLogins(theirs, logins)).toEqual({
    auths: {
      old: { auth: 'b2xkOm9sZA==' },
      a: { auth: Buffer.from('u:p:q').toString('base64') },
      'https://index.docker.io/v1/': { identitytoken: 't' },
    },
    credsStore: 'desktop',
    credHelpers: { a: '', b: 'gcloud', 'https://index.docker.io/v1/': '' },
    proxies: { default: {} },
  })
  for (const nothing of [undefined, null, 7, [], 'x'])
    expect(withLogins(nothing, new Map())).toEqual({ auths: {}, credHelpers: {} })
})
