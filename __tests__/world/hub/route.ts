import type { Repository } from './repository.js'
import type { Access, Token } from './tokens.js'

/** A request that passed authentication, rights and contract. */
export interface Asked {
  readonly repository: Repository
  /** What the braces of the operation stand for, decoded. */
  readonly params: Readonly<Record<string, string>>
  readonly query: URLSearchParams
  /** Address without query, for links to other pages. */
  readonly address: string
  /** Checked against the contract. */
  readonly body: unknown
  readonly accept: string
  readonly token: Token | 'anonymous'
}

export interface Reply {
  readonly status: number
  /** JSON; a Buffer goes out as it is. */
  readonly body?: unknown
  readonly headers?: Readonly<Record<string, string>>
}

export interface Route {
  /** As in the contract: `GET /repos/{owner}/{repo}`. */
  readonly operation: string
  /** Any one of these rights is enough. */
  readonly needs: Readonly<Record<string, Access>>
  readonly handle: (asked: Asked) => Reply | Promise<Reply>
}

/** An answer that says no. */
export class Refusal extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly errors?: readonly unknown[],
  ) {
    super(message)
  }
}

export function notFound(): Refusal {
  return new Refusal(404, 'Not Found')
}

/** 422, with the fields that are wrong. */
export function invalid(...errors: readonly unknown[]): Refusal {
  return new Refusal(422, 'Validation Failed', errors)
}

/** A commit that a branch, tag or hash names. */
export async function commitNamed(repository: Repository, name: string): Promise<string> {
  const sha = await repository.store.resolve(name)
  if (sha === undefined) throw new Refusal(422, `No commit found for SHA: ${name}`)
  return sha
}
