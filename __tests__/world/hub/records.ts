/** An object of JSON. */
export type Json = Record<string, unknown>

export interface StatusRecord extends Json {
  readonly state: 'error' | 'failure' | 'pending' | 'success'
  readonly context: string
  readonly description: string | null
}

export interface CheckRunRecord extends Json {
  readonly id: number
  readonly name: string
  readonly head_sha: string
  readonly status: string
  readonly conclusion: string | null
  readonly output: {
    readonly title: string | null
    readonly summary: string | null
    readonly text: string | null
  } & Json
}

export interface CommentRecord extends Json {
  readonly id: number
  readonly body: string
}

export interface DeploymentRecord extends Json {
  readonly id: number
  readonly environment: string
}

/** What was written to a repository through the API, as the API answers it; oldest first. */
export class Records {
  /** By hash of the commit. */
  readonly statuses = new Map<string, StatusRecord[]>()
  readonly checkRuns: CheckRunRecord[] = []
  /** What every check run was annotated with, by its id. */
  readonly annotations = new Map<number, Json[]>()
  /** By number of the issue or pull request. */
  readonly comments = new Map<number, CommentRecord[]>()
  readonly deployments: DeploymentRecord[] = []
  /** By id of the deployment. */
  readonly deploymentStatuses = new Map<number, Json[]>()
}

/** The list of a key, made when it is first asked for. */
export function listOf<K, V>(lists: Map<K, V[]>, key: K): V[] {
  const list = lists.get(key) ?? []
  lists.set(key, list)
  return list
}
