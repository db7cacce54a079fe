import { request as http, type IncomingMessage } from 'node:http'
import { request as https } from 'node:https'
import { codeOf, messageOf, WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'

/** An answer with its whole body: manifests, configurations and tokens are small. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
  /** Who answered, after redirects: `https://host[:port]`. */
  readonly origin: string
}

/** What is sent; only what is safe to send twice. */
export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | URLSearchParams
}

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

const TIMEOUT_MS = 30_000
/** More than any manifest may have (distribution's own limit is 4 MiB): no registry fills our memory. */
const MAX_BYTES = 8 * 1024 * 1024
const LONGEST_WAIT_MS = 60_000

/** Storage, perhaps by way of a gateway. */
const MOST_REDIRECTS = 5

/**
 * Sends a request and reads the answer. Broken connections, cut bodies, 429 and 5xx are tried again, after the time the
 * server asks for or a growing one, as long as patience lasts. Reading follows redirects, without the Authorization header
 * where they lead to another origin. Throws Unanswered when nobody answers and a WorkError when the answer is too large or
 * leads nowhere; `who` is the server's name in the message.
 */
export async function request(url: string, sent: Sent, who: string, patience: Patience = PATIENT): Promise<Answer> {
  const end = performance.now() + patience.totalMs
  for (let attempt = 1; ; attempt++) {
    const timeoutMs = Math.max(1, Math.ceil(Math.min(TIMEOUT_MS, end - performance.now())))
    const answer = await follow(new URL(url), sent, who, AbortSignal.timeout(timeoutMs)).catch((error: unknown) => {
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
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

async function follow(url: URL, sent: Sent, who: string, signal: AbortSignal): Promise<Answer> {
  let at = url
  let headers = sent.headers ?? {}
  for (let redirects = 0; ; redirects++) {
    const answer = await exchange(at, { ...sent, headers }, who, signal)
    const to = ['GET', 'HEAD'].includes(sent.method ?? 'GET') ? redirectOf(answer, at) : undefined
    if (to === undefined) return answer
    if (redirects === MOST_REDIRECTS) throw new WorkError(`${who} sends us round and round`)
    if (to.protocol !== 'https:' && !(to.protocol === 'http:' && at.protocol === 'http:'))
      throw new WorkError(`${who} sends us on to ${to.protocol}//${to.host}, which is not encrypted`)
    if (to.origin !== at.origin)
      headers = Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'authorization'))
    at = to
  }
}

/** RFC 9110 section 15.4, as far as reading goes. */
function redirectOf({ status, headers }: Answer, at: URL): URL | undefined {
  const location = headers.get('location')
  if (![301, 302, 303, 307, 308].includes(status) || location === null) return undefined
  return URL.canParse(location, at.href) ? new URL(location, at) : undefined
}

/**
 * One request and its answer. Not by fetch: that opens a connection of its own for every HEAD, because some servers send a
 * body with it, and hundreds of look-ups would be hundreds of handshakes.
 */
function exchange(
  url: URL,
  { method = 'GET', headers, body }: Sent,
  who: string,
  signal: AbortSignal,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? http : https
    const form = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
    const asked = { method, headers: { 'user-agent': 'stack-action', ...form, ...headers }, signal }
    const outgoing = send(url, asked, (incoming) => {
      read(incoming, url, who).then(resolve, reject)
    })
    outgoing.on('error', reject)
    outgoing.end(body instanceof URLSearchParams ? body.toString() : body)
  })
}

async function read(incoming: IncomingMessage, { origin }: URL, who: string): Promise<Answer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new WorkError(`${who} sends more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    for (const value of values) headers.append(name, value)
  return { status: incoming.statusCode ?? 0, headers, body: Buffer.concat(chunks), origin }
}

/** Node says "aborted" where a time-out is the cause, and nothing at all where several addresses did not answer. */
function reasonOf(error: unknown): string {
  const cause = valueAt(error, ['cause', 'message'])
  if (typeof cause === 'string' && cause !== '') return cause
  return messageOf(error) || (codeOf(error) ?? 'no reason is known')
}

function waitAfter({ status, headers }: Answer, attempt: number): number | undefined {
  if (status !== 429 && status < 500) return undefined
  const asked = headers.get('retry-after') ?? ''
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : backoffMs(attempt)
}

/** A connection that broke may hold the next time; a host that does not exist will not exist then either. */
function waitAfterError(error: unknown, attempt: number): number | undefined {
  return codeOf(error) === 'ENOTFOUND' ? undefined : backoffMs(attempt)
}

function backoffMs(attempt: number): number {
  return 250 * 2 ** attempt
}
