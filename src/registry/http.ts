import { codeOf, messageOf, WorkError } from '../shared/errors.js'

/** An answer with its whole body: manifests and tokens are small. */
export interface Answer {
  readonly status: number
  readonly headers: Headers
  readonly body: Buffer
}

/** What is sent; only what is safe to send twice. */
export interface Sent {
  readonly method?: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: Buffer | URLSearchParams
}

const ATTEMPTS = 4
const TIMEOUT_MS = 30_000
/** More than any manifest may have (distribution's own limit is 4 MiB): no registry fills our memory. */
const MAX_BYTES = 8 * 1024 * 1024
const LONGEST_WAIT_MS = 60_000

/**
 * Sends a request and reads the answer. Broken connections, cut bodies, 429 and 5xx are tried again, after the time the
 * server asks for or a growing one. Throws a WorkError when nobody answers; `who` is its name in the message.
 */
export async function request(url: string, sent: Sent, who: string): Promise<Answer> {
  for (let attempt = 1; ; attempt++) {
    const answer = await once(url, sent)
    const failed = answer instanceof Error
    const wait = attempt >= ATTEMPTS ? undefined : failed ? waitAfterError(answer, attempt) : waitAfter(answer, attempt)
    if (wait === undefined) {
      if (!failed) return answer
      throw new WorkError(`${who} does not answer: ${messageOf(answer)}`, {
        cause: answer,
        remedy: `Is ${new URL(url).host} right, and may it be reached from here?`,
      })
    }
    await new Promise((resolve) => setTimeout(resolve, wait))
  }
}

async function once(url: string, { method = 'GET', headers = {}, body }: Sent): Promise<Answer | Error> {
  try {
    const response = await fetch(url, {
      method,
      headers,
      ...(body === undefined ? {} : { body: body instanceof URLSearchParams ? body : new Uint8Array(body) }),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    return { status: response.status, headers: response.headers, body: await read(response) }
  } catch (error) {
    // fetch says only "fetch failed" or "terminated"; the reason is its cause.
    if (error instanceof Error) return error.cause instanceof Error ? error.cause : error
    return new Error(String(error))
  }
}

async function read(response: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = []
  let bytes = 0
  for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
    bytes += chunk.length
    if (bytes > MAX_BYTES) throw new Error(`the answer has more than ${MAX_BYTES} bytes`)
    chunks.push(chunk)
  }
  return Buffer.concat(chunks)
}

function waitAfter({ status, headers }: Answer, attempt: number): number | undefined {
  if (status !== 429 && status < 500) return undefined
  const asked = headers.get('retry-after') ?? ''
  const ms = /^\d+$/.test(asked) ? Number(asked) * 1000 : Date.parse(asked) - Date.now()
  return Number.isFinite(ms) ? Math.min(Math.max(ms, 0), LONGEST_WAIT_MS) : backoffMs(attempt)
}

/** A connection that broke may hold the next time; a host that does not exist will not exist then either. */
function waitAfterError(error: Error, attempt: number): number | undefined {
  return codeOf(error) === 'ENOTFOUND' ? undefined : backoffMs(attempt)
}

function backoffMs(attempt: number): number {
  return 250 * 2 ** attempt
}
