import { request as forward, type IncomingMessage, type ServerResponse } from 'node:http'
import { Transform, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { setTimeout as sleep } from 'node:timers/promises'
import { serve } from '../registries.js'
import { bodyOf } from './http.js'

/** What goes wrong. */
export type Fault =
  /** The proxy answers itself: 500, 503, 429 with `retry-after`, 401 for a token that went stale, … */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Readonly<Record<string, string>>
      readonly body?: string
    }
  /** The connection breaks before the registry hears of the request. */
  | { readonly kind: 'cut-request' }
  /** The registry does what it is asked to, and the connection breaks before its answer. */
  | { readonly kind: 'cut-answer' }
  /** The connection breaks after the headers and half of the body. */
  | { readonly kind: 'cut-body' }
  /** Nothing is taken after so many bytes of an upload, and there is never an answer. */
  | { readonly kind: 'stall'; readonly afterBytes: number }
  /** The answer names this digest instead of the right one. */
  | { readonly kind: 'digest'; readonly digest: string }
  /** The answer looks whole and has only the first bytes of the body. */
  | { readonly kind: 'truncate'; readonly bytes: number }
  /** The answer begins that late; bodies, both ways, come at most at this pace. */
  | { readonly kind: 'slow'; readonly waitMs: number; readonly bytesPerSecond?: number }

/** When it goes wrong. */
export interface When {
  /** Default: any. */
  readonly method?: string
  /** Matched against path and query. Default: any. */
  readonly path?: RegExp
  /** So many matching requests pass first. Default: 0. */
  readonly after?: number
  /** So many requests are hit. Default: all. */
  readonly times?: number
}

/** A rule at work. */
export interface Rule {
  /** Requests that were hit. */
  readonly hits: number
  /** Ends it. */
  stop: () => void
}

/** A request that came through, as it is by now. */
export interface Passed {
  readonly method: string
  readonly path: string
  /** What went wrong with it. */
  readonly fault: Fault['kind'] | undefined
  /** What the client was answered; undefined when it was not. */
  readonly status: number | undefined
  /** Bytes of the body that the client sent, and that it was sent. */
  readonly sent: number
  readonly received: number
}

export interface FaultProxy {
  /** `127.0.0.1:PORT` */
  readonly host: string
  /** In the order in which they came. */
  readonly requests: readonly Passed[]
  /** Adds a rule. Of several that match, the first one counts. */
  inject: (when: When, fault: Fault) => Rule
}

type Entry = { -readonly [Key in keyof Passed]: Passed[Key] }

/** A proxy before a registry (`127.0.0.1:PORT`) in which things go wrong as the test wants; it ends with this test file. */
export async function faultProxy(target: string): Promise<FaultProxy> {
  const rules: { when: When; fault: Fault; seen: number; hits: number; stopped: boolean }[] = []
  const requests: Entry[] = []

  function faultOf(method: string, path: string): Fault | undefined {
    for (const rule of rules) {
      const { method: only = method, path: pattern = /^/, after = 0, times = Infinity } = rule.when
      if (rule.stopped || only !== method || !pattern.test(path) || rule.hits >= times) continue
      if (rule.seen++ < after) continue
      rule.hits++
      return rule.fault
    }
    return undefined
  }

  const host = await serve((incoming, outgoing) => {
    const { method = '', url: path = '' } = incoming
    const fault = faultOf(method, path)
    const record: Entry = { method, path, fault: fault?.kind, status: undefined, sent: 0, received: 0 }
    requests.push(record)
    // A client that goes away ends the request; what else may throw here does so too.
    pass(target, incoming, outgoing, fault, record).catch(() => outgoing.destroy())
  })

  return {
    host,
    requests,
    inject: (when, fault) => {
      const rule = { when, fault, seen: 0, hits: 0, stopped: false }
      rules.push(rule)
      return {
        get hits() {
          return rule.hits
        },
        stop: () => {
          rule.stopped = true
        },
      }
    },
  }
}

async function pass(
  target: string,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
  fault: Fault | undefined,
  record: Entry,
): Promise<void> {
  const uploaded = incoming.pipe(counter((bytes) => (record.sent += bytes)))
  switch (fault?.kind) {
    case 'answer':
      uploaded.resume()
      record.status = fault.status
      outgoing.writeHead(fault.status, fault.headers).end(fault.body)
      return
    case 'cut-request':
      incoming.socket.destroy()
      return
    case 'stall':
      uploaded.on('data', () => {
        if (record.sent >= fault.afterBytes) uploaded.pause()
      })
      return
  }
  const pace = fault?.kind === 'slow' ? fault.bytesPerSecond : undefined
  const answer = await ask(target, incoming, outgoing, pace === undefined ? uploaded : uploaded.pipe(brake(pace)))
  if (fault?.kind === 'slow') await sleep(fault.waitMs)
  const headers = { ...answer.headers }
  if (fault?.kind === 'digest') headers['docker-content-digest'] = fault.digest
  const whole = fault?.kind === 'cut-body' || fault?.kind === 'truncate' ? await bodyOf(answer) : Buffer.alloc(0)
  if (fault?.kind === 'cut-answer') {
    answer.resume()
    incoming.socket.destroy()
    return
  }
  record.status = answer.statusCode ?? 502
  if (fault?.kind === 'truncate') {
    const part = whole.subarray(0, fault.bytes)
    record.received = part.length
    delete headers['transfer-encoding']
    outgoing.writeHead(record.status, { ...headers, 'content-length': String(part.length) }).end(part)
    return
  }
  outgoing.writeHead(record.status, headers)
  if (fault?.kind === 'cut-body') {
    const part = whole.subarray(0, whole.length >> 1)
    record.received = part.length
    outgoing.flushHeaders()
    outgoing.write(part, () => incoming.socket.destroy())
    return
  }
  const counted = counter((bytes) => (record.received += bytes))
  await (pace === undefined ? pipeline(answer, counted, outgoing) : pipeline(answer, counted, brake(pace), outgoing))
}

/** Hands a request on and waits for the head of the answer. The Host header stays, so that Location leads back here. */
function ask(
  target: string,
  { method, url, headers }: IncomingMessage,
  outgoing: ServerResponse,
  body: Readable,
): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const passed = forward(`http://${target}${url ?? ''}`, { method, headers, agent: false }, resolve)
    passed.on('error', reject)
    // The client has its answer, or is gone.
    outgoing.once('close', () => passed.destroy())
    body.pipe(passed)
  })
}

function counter(count: (bytes: number) => void): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      count(chunk.length)
      done(null, chunk)
    },
  })
}

/** Lets so many bytes a second through. */
function brake(bytesPerSecond: number): Transform {
  return new Transform({
    transform(chunk: Buffer, _encoding, done) {
      setTimeout(() => done(null, chunk), (chunk.length / bytesPerSecond) * 1000)
    },
  })
}
