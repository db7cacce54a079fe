import { createHmac, randomBytes, randomUUID, timingSafeEqual } from 'node:crypto'

/** What a job may do with the repository's caches; GitHub's ACTIONS_CACHE_MODE. */
export type CacheMode = 'none' | 'read' | 'write' | 'write-only'

/** A ref whose caches a job may read (1) or write (2). */
export interface CacheScope {
  readonly Scope: string
  readonly Permission: number
}

/** Whose token it is. */
export interface Claims {
  readonly repository: string
  readonly runId: string
  readonly jobId: string
  /** In the order in which they are searched. */
  readonly caches: readonly CacheScope[]
}

export const READ = 1
export const WRITE = 2

/** The job's own ref first, which alone it may write; then the refs it may read (base branch, default branch). */
export function cacheScopes(refs: readonly string[], mode: CacheMode | undefined): CacheScope[] {
  const reads = mode === 'none' || mode === 'write-only' ? 0 : READ
  const writes = mode === 'none' || mode === 'read' ? 0 : WRITE
  return refs
    .map((Scope, index) => ({ Scope, Permission: index === 0 ? reads | writes : reads }))
    .filter(({ Permission }) => Permission > 0)
}

export interface RuntimeTokens {
  issue: (claims: Claims) => string
  /** The claims in an Authorization header; undefined when this is no token of ours. */
  check: (authorization: string | undefined) => Claims | undefined
}

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url')

/**
 * Tokens like ACTIONS_RUNTIME_TOKEN: a JWT whose `scp` names run and job, and whose `ac` lists cache scopes. GitHub signs
 * them so that only it can make them; here a secret of this world does.
 */
export function runtimeTokens(): RuntimeTokens {
  const secret = randomBytes(32)
  const sign = (text: string): Buffer => createHmac('sha256', secret).update(text).digest()
  return {
    issue: ({ repository, runId, jobId, caches }) => {
      const now = Math.floor(Date.now() / 1000)
      const head = encode({ alg: 'HS256', typ: 'JWT' })
      const body = encode({
        // GenericRead comes first on GitHub too: who takes the first scope takes the wrong one.
        scp: `Actions.GenericRead:${randomUUID()} Actions.Results:${runId}:${jobId}`,
        ac: JSON.stringify(caches),
        repository,
        iss: 'the test world',
        // BuildKit's gha cache wants all three.
        ...{ nbf: now - 60, iat: now - 60, exp: now + 6 * 3600 },
      })
      return `${head}.${body}.${sign(`${head}.${body}`).toString('base64url')}`
    },
    check: (authorization) => {
      const [, head, body, signature] = /^bearer ([\w-]+)\.([\w-]+)\.([\w-]+)$/i.exec(authorization ?? '') ?? []
      if (head === undefined || body === undefined || signature === undefined) return undefined
      const [given, right] = [Buffer.from(signature, 'base64url'), sign(`${head}.${body}`)]
      if (given.length !== right.length || !timingSafeEqual(given, right)) return undefined
      const token = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<'scp' | 'ac' | 'repository', string>
      const [, runId = '', jobId = ''] = /(?:^| )Actions\.Results:([^ :]+):([^ :]+)/.exec(token.scp) ?? []
      return { repository: token.repository, runId, jobId, caches: JSON.parse(token.ac) as CacheScope[] }
    },
  }
}
