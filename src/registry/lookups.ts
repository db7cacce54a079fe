import { messageOf, UserError, WorkError } from '../shared/errors.js'
import { LoginRefused, RegistryError } from './authorize.js'
import type { RegistryClient } from './client.js'
import type { ImageConfig } from './config.js'
import { BRIEF, Unanswered } from './http.js'
import { locate } from './locate.js'
import { slots } from './slots.js'

/**
 * What a registry knows of a name. `unknown`: it did not say, and `why` is one line about that. A registry's 404 is
 * `absent`; a 401 or 403 is `unknown`, because registries answer so for names that do not exist and for names that may not
 * be seen (GitHub's has one answer for both).
 */
export type LookUp<Found extends object = { readonly digest: string }> =
  | ({ readonly kind: 'found' } & Found)
  | { readonly kind: 'absent' }
  | { readonly kind: 'unknown'; readonly why: string }

type Unknown = Extract<LookUp, { kind: 'unknown' }>

/** Questions to registries that a run can do without: none fails, and each is asked once. */
export interface LookUps {
  /** Digest behind a tag or digest. */
  digest: (repository: string, reference: string) => Promise<LookUp>
  /** What is written on an image for a platform (`linux/amd64`); `absent` also when an index has nothing for it. */
  config: (repository: string, reference: string, platform: string) => Promise<LookUp<ImageConfig>>
}

/** A host, as far as it has shown itself. */
interface Host {
  /** The first question to it; the others wait: a registry that is down costs one. */
  first: Promise<unknown> | undefined
  answered: boolean
  /** Failures since the last answer. */
  failures: number
  closed: Unknown | undefined
  /** Repositories that may not be seen. */
  readonly refused: Map<string, Unknown>
}

/** One that has answered before gets more chances: a connection may break, a repository may be ill. */
const FAILURES_AFTER_ANSWERS = 3

/**
 * Asks at most `limit` questions at a time. A host that refuses the login, or does not answer, is not asked again; a
 * repository that it refuses (401, 403 in spite of a login that works) neither, while others of the host are.
 */
export function lookUps(
  registry: Pick<RegistryClient, 'digest' | 'config'>,
  { limit = 32 }: { readonly limit?: number } = {},
): LookUps {
  const hosts = new Map<string, Host>()
  const inSlot = slots(limit)

  function hostOf(name: string): Host {
    const known = hosts.get(name)
    if (known !== undefined) return known
    const host: Host = { first: undefined, answered: false, failures: 0, closed: undefined, refused: new Map() }
    hosts.set(name, host)
    return host
  }

  async function askOnce<Found extends object>(
    repository: string,
    question: () => Promise<Found | undefined>,
  ): Promise<LookUp<Found>> {
    const place = placeOf(repository)
    if ('why' in place) return place
    const host = hostOf(place.host)
    const ask = (): Promise<LookUp<Found>> => inSlot(() => answerOf(host, place.name, question))
    if (host.first === undefined) {
      const answer = ask()
      host.first = answer.catch(() => undefined)
      return answer
    }
    await host.first
    return ask()
  }

  /** The same question gets the same answer; names that mean the same are the same question. */
  function remembered<Found extends object>(
    asked: Map<string, Promise<LookUp<Found>>>,
    repository: string,
    more: readonly string[],
    question: () => Promise<Found | undefined>,
  ): Promise<LookUp<Found>> {
    const place = placeOf(repository)
    const key = JSON.stringify(['why' in place ? repository : [place.host, place.name], ...more])
    const answer = asked.get(key) ?? askOnce(repository, question)
    asked.set(key, answer)
    return answer
  }

  const digests = new Map<string, Promise<LookUp>>()
  const configs = new Map<string, Promise<LookUp<ImageConfig>>>()
  return {
    digest: (repository, reference) =>
      remembered(digests, repository, [reference], async () => {
        const digest = await registry.digest(repository, reference, BRIEF)
        return digest === undefined ? undefined : { digest }
      }),
    config: (repository, reference, platform) =>
      remembered(configs, repository, [reference, platform], () =>
        registry.config(repository, reference, platform, BRIEF),
      ),
  }
}

function placeOf(repository: string): { readonly host: string; readonly name: string } | Unknown {
  try {
    return locate(repository)
  } catch (error) {
    return unknown(error)
  }
}

/** Asks, unless the answer is known from others, and keeps what the answer says about the host. */
async function answerOf<Found extends object>(
  host: Host,
  name: string,
  question: () => Promise<Found | undefined>,
): Promise<LookUp<Found>> {
  const known = host.closed ?? host.refused.get(name)
  if (known !== undefined) return known
  try {
    const found = await question()
    host.answered = true
    host.failures = 0
    return found === undefined ? { kind: 'absent' } : { kind: 'found', ...found }
  } catch (error) {
    const answer = unknown(error)
    const concerns = concern(error, host.answered)
    if (concerns === 'failure') {
      host.failures++
      if (!host.answered || host.failures >= FAILURES_AFTER_ANSWERS) host.closed ??= answer
      return answer
    }
    if (concerns === 'host') host.closed ??= answer
    if (concerns === 'repository') host.refused.set(name, answer)
    if (concerns !== 'host') host.failures = 0
    return answer
  }
}

/**
 * How far an error reaches. The login is the host's, unless others have been answered with it: then that token server says
 * 401 where others say 403. A UserError is about docker's configuration for the host.
 */
function concern(error: unknown, answered: boolean): 'host' | 'repository' | 'question' | 'failure' {
  if (error instanceof UserError) return 'host'
  if (error instanceof LoginRefused) return answered ? 'repository' : 'host'
  if (error instanceof Unanswered) return 'failure'
  if (!(error instanceof RegistryError)) return 'question'
  if (error.status === 401 || error.status === 403) return 'repository'
  return error.status === 429 || error.status >= 500 ? 'failure' : 'question'
}

/** An error of our own making is thrown on: it would hide behind a look-up that may fail. */
function unknown(error: unknown): Unknown {
  if (error instanceof WorkError || error instanceof UserError) return { kind: 'unknown', why: messageOf(error) }
  throw error
}
