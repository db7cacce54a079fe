import { createSign, randomBytes, randomUUID, X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { serve, startRegistry, type TestRegistry } from '../registries.js'
import { cleanEnv, output, tempDir } from '../world.js'
import { bodyOf, sendJson } from './http.js'

export type Right = 'pull' | 'push'

/** Rights by repository: `team/base`, `team/*` for all below, `*` for all. */
export type Rights = Readonly<Record<string, readonly Right[]>>

export interface TokenRegistryOptions {
  readonly users: Readonly<Record<string, Rights>>
  /** Logins that are kept elsewhere: what this one may do, undefined when it is wrong. */
  readonly login?: (user: string, password: string) => Rights | undefined
  /** What somebody without a login may do. Default: nothing. */
  readonly anonymous?: Rights
  /**
   * What follows when somebody asks for more than they may. `narrow`, the default: a token with what they may, and the
   * registry then refuses with 401, as Docker Hub has it; `refuse`: 403 at the token server, as GitHub's registry has it.
   */
  readonly denied?: 'narrow' | 'refuse'
}

/** A request for a token. */
export interface TokenRequest {
  readonly grant: 'anonymous' | 'password' | 'refresh_token'
  readonly user: string | undefined
  /** Asked for: `repository:team/base:pull,push`. */
  readonly scopes: readonly string[]
  /** What the token is good for; undefined when there was none. */
  readonly granted: readonly string[] | undefined
}

export interface TokenRegistry {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** Where the registry keeps its files. */
  readonly data: string
  /** The registry with this user's login. */
  as: (user: string) => TestRegistry
  /** A token for a scope, whoever may do what: for tests that look into the registry. */
  tokenFor: (scope: string) => string
  /** What `docker login` keeps of a user instead of the password: an identity token. */
  refreshToken: (user: string) => string
  readonly requests: readonly TokenRequest[]
}

const SERVICE = 'registry of the test world'
const ISSUER = 'token server of the test world'
const LIFETIME_S = 300

/**
 * Debian's docker-registry with the login of the big registries: it answers 401 with `Bearer realm=…`, and a server of its
 * own gives tokens, to GET with Basic and to POST with a password or a refresh token
 * (https://distribution.github.io/distribution/spec/auth/). Both end with this test file.
 */
export async function startTokenRegistry(options: TokenRegistryOptions): Promise<TokenRegistry> {
  const passwords = new Map(Object.keys(options.users).map((user) => [user, `pass-${randomBytes(6).toString('hex')}`]))
  const refreshTokens = new Map(Object.keys(options.users).map((user) => [user, randomUUID()]))
  const passwordOf = (user: string): string => passwords.get(user) ?? missing(user)
  const requests: TokenRequest[] = []
  const { certificate, sign } = await signer()

  const host = await serve((request, response) => {
    give(request, response).catch(() => response.destroy())
  })
  const { host: registry, data } = await startRegistry({
    auth: { token: { realm: `http://${host}/token`, service: SERVICE, issuer: ISSUER, rootcertbundle: certificate } },
  })

  interface Asking extends Pick<TokenRequest, 'grant'> {
    /** undefined without a login, false with a wrong one. */
    readonly user?: string | false
    readonly rights: Rights
  }

  function who(request: IncomingMessage, asked: URLSearchParams): Asking {
    if (asked.get('grant_type') === 'refresh_token') {
      const user = [...refreshTokens].find(([, token]) => token === asked.get('refresh_token'))?.[0]
      return { grant: 'refresh_token', user: user ?? false, rights: options.users[user ?? ''] ?? {} }
    }
    if (asked.get('grant_type') === 'password') return login(asked.get('username') ?? '', asked.get('password') ?? '')
    const [, basic] = /^basic (.+)$/i.exec(request.headers.authorization ?? '') ?? []
    if (basic === undefined) return { grant: 'anonymous', rights: options.anonymous ?? {} }
    const text = Buffer.from(basic, 'base64').toString()
    const colon = text.indexOf(':')
    return login(text.slice(0, colon), text.slice(colon + 1))
  }

  function login(user: string, password: string): Asking {
    const known = passwords.get(user) === password ? options.users[user] : options.login?.(user, password)
    return { grant: 'password', user: known === undefined ? false : user, rights: known ?? {} }
  }

  async function give(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const post = request.method === 'POST'
    const asked = post
      ? new URLSearchParams((await bodyOf(request)).toString())
      : new URL(request.url ?? '/', `http://${host}`).searchParams
    const { grant, user, rights } = who(request, asked)
    const scopes = split(asked.getAll('scope'))
    // `docker login` asks for one, and then keeps it instead of the password.
    const offline =
      grant === 'refresh_token' || asked.get('offline_token') === 'true' || asked.get('access_type') === 'offline'
    const access = scopes.map(parseScope).map(({ actions, ...rest }) => ({
      ...rest,
      actions: actions.filter((action) => allowed(rights, rest.name).has(action)),
    }))
    const granted = access.map(({ type, name, actions }) => `${type}:${name}:${actions.join(',')}`)
    const denied = user !== false && options.denied === 'refuse' && granted.join(' ') !== scopes.join(' ')
    const refused = user === false || denied
    requests.push({ grant, scopes, user: user === false ? undefined : user, granted: refused ? undefined : granted })
    if (refused) {
      const error = denied
        ? { code: 'DENIED', message: 'denied' }
        : { code: 'UNAUTHORIZED', message: 'incorrect username or password' }
      sendJson(response, denied ? 403 : 401, { errors: [error] })
      return
    }
    const { token, now } = tokenOf(
      user ?? '',
      access.filter(({ actions }) => actions.length > 0),
    )
    sendJson(response, 200, {
      ...(post ? { access_token: token, scope: granted.join(' ') } : { token }),
      ...(offline && user !== undefined ? { refresh_token: refreshTokens.get(user) } : {}),
      expires_in: LIFETIME_S,
      issued_at: new Date(now * 1000).toISOString(),
    })
  }

  function tokenOf(sub: string, access: readonly object[]): { token: string; now: number } {
    const now = Math.floor(Date.now() / 1000)
    // The registry's clock is this machine's; a minute back is for tokens of the very second.
    const times = { iat: now, nbf: now - 60, exp: now + LIFETIME_S }
    return { token: sign({ iss: ISSUER, aud: SERVICE, sub, jti: randomUUID(), ...times, access }), now }
  }

  return {
    tokenFor: (scope) => tokenOf('a test', [parseScope(scope)]).token,
    host: registry,
    data,
    requests,
    as: (user) => ({ host: registry, user, password: passwordOf(user) }),
    refreshToken: (user) => refreshTokens.get(user) ?? missing(user),
  }
}

function missing(user: string): never {
  throw new Error(`the registry has no user ${user}`)
}

/** Several scopes come as several parameters, or in one, between spaces. */
function split(scopes: readonly string[]): string[] {
  return scopes.flatMap((scope) => scope.split(' ')).filter((scope) => scope !== '')
}

/** `repository:team/base:pull,push`; a name may hold colons. */
function parseScope(scope: string): { type: string; name: string; actions: string[] } {
  const [first, last] = [scope.indexOf(':'), scope.lastIndexOf(':')]
  return { type: scope.slice(0, first), name: scope.slice(first + 1, last), actions: scope.slice(last + 1).split(',') }
}

function allowed(rights: Rights, repository: string): Set<string> {
  const matches = (pattern: string): boolean =>
    pattern.endsWith('*') ? repository.startsWith(pattern.slice(0, -1)) : pattern === repository
  return new Set(Object.entries(rights).flatMap(([pattern, some]) => (matches(pattern) ? some : [])))
}

/** A key whose certificate the registry trusts; tokens carry the certificate in their x5c header. */
async function signer(): Promise<{ certificate: string; sign: (claims: object) => string }> {
  const folder = await tempDir()
  const request = 'req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=test-world -keyout key.pem -out certificate.pem'
  await output('openssl', request.split(' '), { cwd: folder, env: cleanEnv() })
  const certificate = join(folder, 'certificate.pem')
  const key = await readFile(join(folder, 'key.pem'))
  const x5c = [new X509Certificate(await readFile(certificate)).raw.toString('base64')]
  const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')
  return {
    certificate,
    sign: (claims) => {
      const text = `${encode({ typ: 'JWT', alg: 'RS256', x5c })}.${encode(claims)}`
      return `${text}.${createSign('RSA-SHA256').update(text).sign(key, 'base64url')}`
    },
  }
}
