import { authorizations } from './authorizations.js'
import { challengeOf, isBasic, LoginRefused, type Challenge } from './authorize.js'
import type { CredentialsFor } from './credentials.js'
import {
  open,
  PATIENT,
  request,
  sendOnce,
  withoutLogin,
  type Answer,
  type Opened,
  type Patience,
  type Sent,
} from './http.js'
import { locate } from './locate.js'

/** What a request needs to be allowed. */
export interface Rights {
  readonly repository: string
  /** `pull`, `pull,push` … */
  readonly actions: string
  /** Name of another repository of the same registry that is read. */
  readonly from?: string
}

/** Requests to registries, with logins. */
export interface Access {
  /** Sends a request below `/v2/<name>/`, or to `/v2/` itself where the path is empty. */
  send: (rights: Rights, path: string, sent: Sent, patience?: Patience) => Promise<Answer>
  /** The same without reading the body of a 200. */
  open: (rights: Rights, path: string, sent: Sent, patience?: Patience) => Promise<Opened>
  /**
   * Sends a request once to an address that the registry has given, for as long as its signal lets it. The login that the
   * registry had for the same rights goes along, but only to the registry itself. Throws whatever breaks.
   */
  sendTo: (rights: Rights, to: URL, sent: Sent) => Promise<Answer>
}

type Send<Got extends Answer> = (url: string, sent: Sent, who: string, patience: Patience) => Promise<Got>

export function registryAccess(credentialsFor: CredentialsFor): Access {
  const logins = authorizations(credentialsFor)

  /** Logs in when the registry asks for it; also again, because tokens live for minutes and runs for hours. */
  async function by<Got extends Answer>(
    how: Send<Got>,
    rights: Rights,
    path: string,
    sent: Sent,
    patience: Patience,
  ): Promise<Got> {
    const { host, name, base } = locate(rights.repository)
    const challenge = challengeFor(rights)
    const ask = (authorization: string | undefined): Promise<Got> =>
      how(
        `${base}/v2/${path === '' ? '' : `${name}/${path}`}`,
        { ...sent, headers: { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) } },
        `the registry ${host}`,
        patience,
      )
    // Only the registry itself is given a login: not the storage that it sends us on to.
    const refuses = (answer: Answer): boolean => answer.status === 401 && answer.origin === base
    const held = logins.held(challenge, patience)
    let answer = await ask(await held?.value)
    if (!refuses(answer)) return answer
    const renewed = logins.renew(held, challengeOf(answer), challenge, patience)
    if (renewed !== undefined) answer = await ask(await renewed)
    // A password has no rights by scope: it is right for all of the registry, or wrong.
    if (refuses(answer) && isBasic(challengeOf(answer)))
      throw new LoginRefused(`the registry ${host} refuses the login (401)`, host)
    return answer
  }

  return {
    send: (rights, path, sent, patience = PATIENT) => by(request, rights, path, sent, patience),
    open: (rights, path, sent, patience = PATIENT) => by(open, rights, path, sent, patience),
    sendTo: async (rights, to, sent) => {
      const { host, base } = locate(rights.repository)
      const authorization = await logins.held(challengeFor(rights), PATIENT)?.value
      const headers = { ...sent.headers, ...(authorization === undefined ? {} : { authorization }) }
      return sendOnce(
        to,
        { ...sent, headers: to.origin === base ? headers : withoutLogin(headers) },
        `the registry ${host}`,
      )
    },
  }
}

function challengeFor({ repository, actions, from }: Rights): Challenge {
  const { host, name, base } = locate(repository)
  const also = from === undefined ? '' : ` repository:${from}:pull`
  return { host, scope: `repository:${name}:${actions}${also}`, plainHttp: base.startsWith('http://') }
}
