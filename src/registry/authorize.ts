import { WorkError } from '../shared/errors.js'
import { IDENTITY_TOKEN, type CredentialsFor, type Login } from './credentials.js'
import { request, type Answer } from './http.js'

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

export interface Challenge {
  readonly host: string
  /** `repository:name:pull,push` */
  readonly scope: string
  /** The registry itself is spoken to without encryption (this machine's own). */
  readonly plainHttp: boolean
}

/** Answers a 401 challenge (RFC 9110 section 11; distribution's token flow) with the value of an Authorization header. */
export async function authorize(answer: Answer, challenge: Challenge, credentialsFor: CredentialsFor): Promise<string> {
  const { host, scope, plainHttp } = challenge
  const asked = answer.headers.get('www-authenticate') ?? ''
  const login = await credentialsFor(host)
  if (/^basic/i.test(asked)) {
    if (login === undefined)
      throw new RegistryError(`the registry ${host} wants a login and there is none`, 401, {
        remedy: loginRemedy(host),
      })
    return basic(login)
  }
  const parameters = Object.fromEntries(
    [...asked.matchAll(/(\w+)="([^"]*)"/g)].map(([, name, value]) => [name ?? '', value ?? '']),
  )
  if (!/^bearer/i.test(asked) || !URL.canParse(parameters['realm'] ?? ''))
    throw new RegistryError(`the registry ${host} refuses with 401 and does not say how to log in`, 401)
  const realm = new URL(parameters['realm'] ?? '')
  if (realm.protocol !== 'https:' && !plainHttp)
    throw new RegistryError(`the registry ${host} wants the login sent to ${realm.origin} without encryption`, 401)
  const token = await askToken(realm, parameters['service'], scope, login)
  if (token.status !== 200)
    throw new RegistryError(`the registry ${host} refuses the login (${token.status})`, token.status, {
      remedy: loginRemedy(host),
    })
  const body = JSON.parse(token.body.toString('utf8')) as { token?: string; access_token?: string }
  return `Bearer ${body.token ?? body.access_token ?? ''}`
}

/** A password goes along by basic auth; an identity token (kept by docker login instead of a password) is exchanged by POST. */
function askToken(realm: URL, service: string | undefined, scope: string, login: Login | undefined): Promise<Answer> {
  const who = `the login server ${realm.host}`
  if (login?.username === IDENTITY_TOKEN) {
    const form = {
      grant_type: 'refresh_token',
      refresh_token: login.password,
      service: service ?? '',
      scope,
      client_id: 'stack-action',
    }
    return request(realm.origin + realm.pathname, { method: 'POST', body: new URLSearchParams(form) }, who)
  }
  if (service !== undefined) realm.searchParams.set('service', service)
  realm.searchParams.set('scope', scope)
  return request(realm.href, login === undefined ? {} : { headers: { authorization: basic(login) } }, who)
}

function basic({ username, password }: Login): string {
  return `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`
}

export function loginRemedy(host: string): string {
  return `Log in with "docker login ${host}"; on GitHub's registry the job also needs permissions: packages: write.`
}
