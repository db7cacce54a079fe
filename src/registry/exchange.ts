import { request as http, type IncomingMessage } from 'node:http'
import { request as https } from 'node:https'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { WorkError } from '../shared/errors.js'

/** How a request is answered, before its body. */
export interface Head {
  readonly status: number
  readonly headers: Headers
  /** Who answered, after redirects: `https://host[:port]`. */
  readonly origin: string
}

/** An answer with its whole body: manifests, configurations and tokens are small. */
export interface Answer extends Head {
  readonly body: Buffer
}

/** An answer whose body is still to come. It has to be read or destroyed. */
export interface Coming extends Head {
  readonly stream: IncomingMessage
}

export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | URLSearchParams | Readable
  /** Ends the request, and the body of its answer. */
  readonly signal?: AbortSignal | undefined
}

/** More than any manifest may have (distribution's own limit is 4 MiB): no registry fills our memory. */
const MAX_BYTES = 8 * 1024 * 1024

/**
 * One request and its answer. Not by fetch: that opens a connection of its own for every HEAD, because some servers send a
 * body with it, and hundreds of look-ups would be hundreds of handshakes.
 */
export function exchange(url: URL, { method = 'GET', headers, body, signal }: Sent): Promise<Coming> {
  return new Promise((resolve, reject) => {
    const send = url.protocol === 'http:' ? http : https
    const form = body instanceof URLSearchParams ? { 'content-type': 'application/x-www-form-urlencoded' } : {}
    const asked = { method, headers: { 'user-agent': 'stack-action', ...form, ...headers }, signal }
    const outgoing = send(url, asked, (incoming) => {
      resolve({ status: incoming.statusCode ?? 0, headers: headersOf(incoming), origin: url.origin, stream: incoming })
    })
    outgoing.on('error', reject)
    if (body instanceof Readable) pipeline(body, outgoing).catch(reject)
    else outgoing.end(body instanceof URLSearchParams ? body.toString() : body)
  })
}

/** Throws a WorkError when it is too large; `who` is the server's name in it. */
export async function whole({ stream, ...head }: Coming, who: string): Promise<Answer> {
  const chunks: Buffer[] = []
  let bytes = 0
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new WorkError(`${who} sends more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return { ...head, body: Buffer.concat(chunks) }
}

function headersOf(incoming: IncomingMessage): Headers {
  const headers = new Headers()
  for (const [name, values = []] of Object.entries(incoming.headersDistinct))
    for (const value of values) headers.append(name, value)
  return headers
}
