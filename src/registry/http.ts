import { setTimeout as sleep } from 'node:timers/promises'
import type { IncomingMessage } from 'node:http'
import { codeOf, messageOf, WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { exchange, whole, type Answer, type Coming, type Head, type Sent } from './exchange.js'

export type { Answer, Sent } from './exchange.js'

/** How long somebody who does not answer is waited for. */
export interface Patience {
  /** Requests, all in all. */
  readonly attempts: number
  /** Milliseconds for all of them and the waits between them. */
  readonly totalMs: number
}

/** For what has to be done. */
export const PATIENT: Patience = { attempts: 4, totalMs: 300_000 }
/** For what only makes a run faster or says more: it does without. */
export const BRIEF: Patience = { attempts: 2, totalMs: 5000 }

/** Nobody answered: the host is not there, or connections to it break. */
export class Unanswered extends WorkError {}

/** A body that is still to come; of an answer that is not 200, the body itself. */
export interface Opened extends Answer {
  /** Only with status 200. It has to be read or destroyed. */
  readonly stream: IncomingMessage | undefined
}

const TIMEOUT_MS = 30_000

/** Storage, perhaps by way of a gateway. */
const MOST_REDIRECTS = 5

/**
 * Sends a request and reads the answer. Broken connections, cut bodies, 429 and 5xx are tried again, after the time the
 * server asks for or a growing one, as long as patience lasts. Reading follows redirects, without the Authorization header
 * where they lead to another origin. Throws Unanswered when nobody answers and a WorkError when the answer is too large or
 * leads nowhere; `who` is the server's name in the message.
 */
export function request(url: string, sent: Sent, who: string, patience: Patience = PATIENT): Promise<Answer> {
  return patiently(url, sent, who, patience, async (signal) => whole(await follow(url, { ...sent, signal }, who), who))
}

/** The same without reading the body of a 200: that may take as long as it takes, and is not tried again. */
export function open(url: string, sent: Sent, who: string, patience: Patience = PATIENT): Promise<Opened> {
  return patiently(url, sent, who, patience, async (signal) => {
    const coming = await follow(url, { ...sent, signal }, who)
    if (coming.status === 200) return { ...coming, body: Buffer.alloc(0) }
    return { ...(await whole(coming, who)), stream: undefined }
  })
}

/** Sends a request once, redirects not followed, for as long as its signal lets it. Throws whatever breaks. */
export async function sendOnce(url: URL, sent: Sent, who: string): Promise<Answer> {
  return whole(await exchange(url, sent), who)
}

async function patiently<Got extends Head>(
  url: string,
  { signal: outer }: Sent,
  who: string,
  patience: Patience,
  work: (signal: AbortSignal) => Promise<Got>,
): Promise<Got> {
  const end = performance.now() + patience.totalMs
  for (let attempt = 1; ; attempt++) {
    const timeoutMs = Math.max(1, Math.ceil(Math.min(TIMEOUT_MS, end - performance.now())))
    const answer = await within(timeoutMs, outer, work).catch((error: unknown) => {
      outer?.throwIfAborted()
      if (error instanceof WorkError) throw error
      return { error }
    })
    const wait = 'error' in answer ? waitAfterError(answer.error, attempt) : waitAfter(answer, attempt)
    if (wait === undefined || attempt >= patience.attempts || performance.now() + wait >= end) {
      if (!('error' in answer)) return answer
      throw new Unanswered(`${who} does not answer: ${reasonOf(answer.error)}`, {
        cause: answer.error,
        remedy: `Is ${new URL(url).host} right, and may it be reached from here?`,
      })
    }
    await pause(wait, outer)
  }
}

/** Work with a signal for as long as it lasts; afterwards only the outer signal counts. */
async function within<Got>(
  ms: number,
  outer: AbortSignal | undefined,
  work: (signal: AbortSignal) => Promise<Got>,
): Promise<Got> {
  outer?.throwIfAborted()
  const late = new AbortController()
  const timer = setTimeout(() => {
    late.abort(new DOMException('The operation was aborted due to timeout', 'TimeoutError'))
  }, ms)
  try {
    return await work(outer === undefined ? late.signal : AbortSignal.any([outer, late.signal]))
  } finally {
    clearTimeout(timer)
  }
}

/** Waits. Throws the signal's reason when it is aborted meanwhile. */
export async function pause(ms: number, signal: AbortSignal | undefined): Promise<void> {
  await sleep(ms, undefined, signal === undefined ? {} : { signal }).catch((error: unknown) => {
    signal?.throwIfAborted()
    throw error
  })
}

async function follow(url: string, sent: Sent, who: string): Promise<Coming> {
  let at = new URL(url)
  let headers = sent.headers ?? {}
  for (let redirects = 0; ; redirects++) {
    const answer = await exchange(at, { ...sent, headers })
    const to = ['GET', 'HEAD'].includes(sent.method ?? 'GET') ? redirectOf(answer, at) : undefined
    if (to === undefined) return answer
    await whole(answer, who)
    if (redirects === MOST_REDIRECTS) throw new WorkError(`${who} sends us round and round`)
    if (!isSafe(at, to)) throw unsafe(who, to)
    if (to.origin !== at.origin) headers = withoutLogin(headers)
    at = to
  }
}

/** RFC 9110 section 15.4, as far as reading goes. */
function redirectOf({ status, headers }: Head, at: URL): URL | undefined {
  const location = headers.get('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined
  return URL.canParse(location, at.href) ? new URL(location, at) : undefined
}

/** A server may not send us on to where others can listen, unless they could where we came from. */
export function isSafe(from: URL, to: URL): boolean {
  return to.protocol === 'https:' || (to.protocol === 'http:' && from.protocol === 'http:')
}

export function unsafe(who: string, to: URL): WorkError {
  return new WorkError(`${who} sends us on to ${to.protocol}//${to.host}, which is not encrypted`)
}

export function withoutLogin(headers: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))
}

/** Node says "aborted" where a time-out is the cause, and nothing at all where several addresses did not answer. */
function reasonOf(error: unknown): string {
  const cause = valueAt(error, ['cause', 'message'])
  if (typeof cause === 'string' && cause !== '') return cause
  return messageOf(error) || (codeOf(error) ?? 'no reason is known')
}

/** Whoever asks for more time than there is gets it from a later run: asking again earlier would only make it longer. */
function waitAfter(answer: Head, attempt: number): number | undefined {
  if (answer.status !== 429 && answer.status < 500) return undefined
  return askedWaitMs(answer.headers) ?? backoffMs(attempt)
}

/** Retry-After (RFC 9110 section 10.2.3): seconds or a date. */
export function askedWaitMs(headers: Headers): number | undefined {
  const asked = headers.get('retry-after') ?? ''
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return Number.isFinite(ms) ? Math.max(ms, 0) : undefined
}

/** A connection that broke may hold the next time; a host that does not exist will not exist then either. */
function waitAfterError(error: unknown, attempt: number): number | undefined {
  return codeOf(error) === 'ENOTFOUND' ? undefined : backoffMs(attempt)
}

export function backoffMs(attempt: number): number {
  return 250 * 2 ** attempt
}
