import { authorize, whoToAsk, type Challenge } from './authorize.js'
import type { CredentialsFor } from './credentials.js'
import type { Patience } from './http.js'

/** An Authorization header's value, or the exchange that is to give it. */
export interface Held {
  readonly value: Promise<string>
  /** Given for this very request, or a moment ago: a registry that refuses it refuses the rights, not a token's age. */
  readonly fresh: boolean
}

/** The logins that a client holds, by host and scope. At most one exchange for each goes on at a time. */
export interface Authorizations {
  /** What to send with a request; undefined as long as the host has not asked for a login. */
  held: (challenge: Challenge, patience: Patience) => Held | undefined
  /** What to try after a 401 with this challenge; undefined when there is nothing better than what was sent. */
  renew: (
    sent: Held | undefined,
    asked: string,
    challenge: Challenge,
    patience: Patience,
  ) => Promise<string> | undefined
}

interface Entry {
  readonly value: Promise<string>
  /** Whose login it is (whoToAsk). */
  readonly from: string
  done: boolean
}

/**
 * A host that has asked for a login once will ask for it at every repository: its challenge is remembered, and the token
 * fetched without being sent away first. A challenge that leads to another token server replaces it.
 */
export function authorizations(credentialsFor: CredentialsFor): Authorizations {
  const challenges = new Map<string, string>()
  const entries = new Map<string, Entry>()
  const keyOf = ({ host, scope }: Challenge): string => `${host} ${scope}`

  function exchange(asked: string, challenge: Challenge, patience: Patience): Entry {
    const key = keyOf(challenge)
    const value = authorize(asked, challenge, credentialsFor, patience)
    const entry: Entry = { value, from: whoToAsk(asked), done: false }
    entries.set(key, entry)
    value.then(
      () => (entry.done = true),
      // Those who wait hear of it; whoever comes later tries anew.
      () => entries.get(key) === entry && entries.delete(key),
    )
    return entry
  }

  return {
    held: (challenge, patience) => {
      const asked = challenges.get(challenge.host)
      const entry =
        entries.get(keyOf(challenge)) ?? (asked === undefined ? undefined : exchange(asked, challenge, patience))
      return entry === undefined ? undefined : { value: entry.value, fresh: !entry.done }
    },
    renew: (sent, asked, challenge, patience) => {
      challenges.set(challenge.host, asked)
      const entry = entries.get(keyOf(challenge))
      // Somebody else was quicker.
      if (entry !== undefined && entry.value !== sent?.value) return entry.value
      if (sent?.fresh === true && entry?.from === whoToAsk(asked)) return undefined
      return exchange(asked, challenge, patience).value
    },
  }
}
