import { randomBytes } from 'node:crypto'
import type { Permissions } from '../types.js'

/** A token like GITHUB_TOKEN. */
export interface Token {
  /** `owner/name`: it knows no other private repository, and may write to no other one. */
  readonly repository: string
  readonly permissions: Permissions
}

export type Access = 'read' | 'write'

/** The tokens that were given out. */
export class Tokens {
  readonly #tokens = new Map<string, Token>()

  issue(repository: string, permissions: Permissions): string {
    const secret = `ghs_${randomBytes(18).toString('hex')}`
    this.#tokens.set(secret, { repository, permissions })
    return secret
  }

  /** What a token may do; undefined when it is none of ours. */
  permissionsOf(secret: string): Permissions | undefined {
    return this.#tokens.get(secret)?.permissions
  }

  /** As at the end of a job. */
  revoke(secret: string): void {
    this.#tokens.delete(secret)
  }

  /**
   * Who asks: a token, nobody (`anonymous`), or somebody whose token is not one of ours (`unknown`). The REST API takes
   * `Bearer` and `token`, git takes `Basic` with the token as password and any user name.
   */
  of(header: string | undefined): Token | 'anonymous' | 'unknown' {
    if (header === undefined) return 'anonymous'
    const [scheme = '', value = ''] = header.split(/ +/)
    const secret = /^basic$/i.test(scheme) ? afterColon(Buffer.from(value, 'base64').toString()) : value
    return this.#tokens.get(secret) ?? 'unknown'
  }
}

function afterColon(text: string): string {
  return text.slice(text.indexOf(':') + 1)
}

/** `metadata: read` comes with every token. */
export function allows(token: Token, right: string, access: Access): boolean {
  const has = token.permissions[right] ?? 'none'
  return has === 'write' || (access === 'read' && (has === 'read' || right === 'metadata'))
}
