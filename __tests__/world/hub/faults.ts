/** Something that goes wrong on the way. */
export type Fault =
  /** An answer that is not the one asked for. */
  | {
      readonly kind: 'answer'
      readonly status: number
      readonly headers?: Record<string, string>
      readonly body: string
    }
  /** The connection ends without an answer; with `handled`, after the request was carried out. */
  | { readonly kind: 'cut'; readonly handled: boolean }
  /** The right answer, late. */
  | { readonly kind: 'slow'; readonly milliseconds: number }
  /** The first half of the right answer. */
  | { readonly kind: 'truncated' }

const docs = 'https://docs.github.com/rest'

/** GitHub is down, or a proxy before it. The proxies' pages are HTML. */
export function outage(status: 500 | 502 | 503 | 504 = 502): Fault {
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': status === 500 ? 'application/json; charset=utf-8' : 'text/html' },
    body: status === 500 ? JSON.stringify({ message: 'Server Error' }) : `<html><h1>${status}</h1>Unicorn!</html>`,
  }
}

/** Too much at once: https://docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api */
export function secondaryLimit(retryAfterSeconds: number, status: 403 | 429 = 403): Fault {
  const message = 'You have exceeded a secondary rate limit. Please wait a few minutes before you try again.'
  return limit(status, message, { 'retry-after': String(retryAfterSeconds) })
}

/** The hour's requests are used up. */
export function primaryLimit(resetInSeconds: number, status: 403 | 429 = 403): Fault {
  return limit(status, 'API rate limit exceeded for installation ID 4711.', {
    'x-ratelimit-remaining': '0',
    'x-ratelimit-used': '1000',
    'x-ratelimit-reset': String(Math.floor(Date.now() / 1000) + resetInSeconds),
  })
}

export function cut({ handled = false } = {}): Fault {
  return { kind: 'cut', handled }
}

export function slow(milliseconds: number): Fault {
  return { kind: 'slow', milliseconds }
}

export function truncated(): Fault {
  return { kind: 'truncated' }
}

function limit(status: number, message: string, headers: Record<string, string>): Fault {
  return {
    kind: 'answer',
    status,
    headers: { 'content-type': 'application/json; charset=utf-8', ...headers },
    body: JSON.stringify({ message, documentation_url: docs }),
  }
}

/** A fault that waits for its requests. */
export interface Planted {
  /** How often it has struck. */
  readonly hits: number
  remove: () => void
}

/** The faults that are switched on. */
export class Faults {
  readonly #planted = new Set<{ readonly on: RegExp; readonly fault: Fault; left: number; hits: number }>()

  /** For the next `times` requests whose `METHOD /path?query` matches. */
  plant(on: RegExp, fault: Fault, times = 1): Planted {
    const planted = { on, fault, left: times, hits: 0 }
    this.#planted.add(planted)
    return {
      get hits() {
        return planted.hits
      },
      remove: () => void this.#planted.delete(planted),
    }
  }

  /** The fault that strikes this request, if any does: the one that was planted first. */
  strike(request: string): Fault | undefined {
    for (const planted of this.#planted) {
      if (!planted.on.test(request)) continue
      planted.hits++
      if (--planted.left <= 0) this.#planted.delete(planted)
      return planted.fault
    }
    return undefined
  }
}
