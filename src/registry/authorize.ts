import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { IDENTITY_TOKEN, type CredentialsFor, type Login } from './credentials.js'
import { PATIENT, request, type Answer, type Patience } from './http.js'
import { loginRemedy } from './remedies.js'

/** What a registry said no with. */
export class RegistryError extends WorkError {
  constructor(
    message: string,
    readonly status: number,
    more: { remedy?: string } = {},
  ) {
    super(message, more)
  }
}

/** The login itself is wrong, or missing where there is no other way in: no repository of the host will be had with it. */
export class LoginRefused extends RegistryError {
  constructor(message: string, host: string) {
    super(message, 401, { remedy: loginRemedy(host) })
  }
}

export interface Challenge {
  readonly host: string
  /** `repository:name:pull,push`; several with a space between them. */
  readonly scope: string
  /** The registry itself is spoken to without encryption (this machine's own). */
  readonly plainHttp: boolean
}

/** The challenge of an answer with 401 (RFC 9110 section 11). */
export function challengeOf(answer: Answer): string {
  return answer.headers.get('www-authenticate') ?? ''
}

/**
 * Answers a challenge with the value of an Authorization header. The token server says 401 when the login is wrong
 * (https://distribution.github.io/distribution/spec/auth/jwt/), which is LoginRefused; 403, and 401 to somebody without a
 * login, is about the repository: GitHub's registry has these for packages that are private or do not exist. (It has 403
 * for wrong logins, too; that cannot be told apart.)
 */
export async function authorize(
  asked: string,
  challenge: Challenge,
  credentialsFor: CredentialsFor,
  patience: Patience = PATIENT,
): Promise<string> {
  const { host, scope, plainHttp } = challenge
  const login = await credentialsFor(host)
  if (isBasic(asked)) {
    if (login === undefined) throw new LoginRefused(`the registry ${host} wants a login and there is none`, host)
    return basic(login)
  }
  const parameters = parametersOf(asked)
  if (!/^bearer/i.test(asked) || !URL.canParse(parameters['realm'] ?? ''))
    throw new RegistryError(`the registry ${host} refuses with 401 and does not say how to log in`, 401)
  const realm = new URL(parameters['realm'] ?? '')
  if (realm.protocol !== 'https:' && !plainHttp)
    throw new RegistryError(`the registry ${host} wants the login sent to ${realm.origin} without encryption`, 401)
  const answer = await askToken(realm, parameters['service'], scope, login, patience)
  const { status } = answer
  if (status === 429 || status >= 500)
    throw new RegistryError(`the login server ${realm.host} of the registry ${host} answered ${status}`, status)
  const refused = `the registry ${host} refuses the login (${status})`
  if (status === 401 && login !== undefined) throw new LoginRefused(refused, host)
  if (status !== 200) throw new RegistryError(refused, status, { remedy: loginRemedy(host) })
  const token = tokenOf(answer)
  if (token === undefined) throw new WorkError(`the login server ${realm.host} of the registry ${host} gives no token`)
  return `Bearer ${token}`
}

/** Challenges with the same text here are answered with the same login: scope and error, which differ, are not in it. */
export function whoToAsk(asked: string): string {
  const { realm = '', service = '' } = parametersOf(asked)
  return [/^\w*/.exec(asked)?.[0].toLowerCase(), realm, service].join(' ')
}

function parametersOf(asked: string): Readonly<Record<string, string>> {
  return Object.fromEntries([...asked.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']))
}

export function isBasic(asked: string): boolean {
  return /^basic\b/i.test(asked)
}

/** Some servers call it `token`, some `access_token`. What does not fit into a header is none. */
function tokenOf(answer: Answer): string | undefined {
  let body: unknown
  try {
    body = JSON.parse(answer.body.toString('utf8'))
  } catch {
    return undefined
  }
  const token = valueAt(body, ['token']) ?? valueAt(body, ['access_token'])
  return typeof token === 'string' && /^[\x21-\x7e]+$/.test(token) ? token : undefined
}

/** A password goes along by basic auth; an identity token (kept by docker login instead of a password) is exchanged by POST. */
function askToken(
  realm: URL,
  service: string | undefined,
  scope: string,
  login: Login | undefined,
  patience: Patience,
): Promise<Answer> {
  const who = `the login server ${realm.host}`
  if (login?.username === IDENTITY_TOKEN) {
    const form = {
      grant_type: 'refresh_token',
      refresh_token: login.password,
      service: service ?? '',
      scope,
      client_id: 'stack-action',
    }
    const sent = { method: 'POST', body: new URLSearchParams(form) }
    return request(realm.origin + realm.pathname, sent, who, patience)
  }
  if (service !== undefined) realm.searchParams.set('service', service)
  realm.searchParams.delete('scope')
  for (const one of scope.split(' ')) realm.searchParams.append('scope', one)
  return request(realm.href, login === undefined ? {} : { headers: { authorization: basic(login) } }, who, patience)
}

function basic({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}
