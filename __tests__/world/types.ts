/** What the parts of the world say to each other. */

/** Rights of a token, as `permissions:` of a workflow names them (`contents`, `packages`, `statuses`, …). */
export type Permissions = Readonly<Record<string, 'read' | 'write' | 'none'>>

/** Something that happened in a repository, as GitHub tells workflows about it. */
export interface WorldEvent {
  /** push, pull_request, pull_request_target, merge_group, schedule, workflow_dispatch. */
  readonly name: string
  /** The webhook's payload: `github.event`. */
  readonly payload: Readonly<Record<string, unknown>>
  /** `owner/name` of the repository whose workflows run. */
  readonly repository: string
  /** Commit to check out: for a pull request the merge commit. */
  readonly sha: string
  /** `refs/heads/main`, `refs/pull/7/merge`, `refs/tags/v1`. */
  readonly ref: string
  /** Pull requests only, else ''. */
  readonly headRef: string
  readonly baseRef: string
  readonly actor: string
  /** A pull request from a fork: no secrets, and a token that may only read. */
  readonly fromFork: boolean
}

/** GitHub itself: REST API, git over HTTP, tokens. */
export interface Hub {
  /** For GITHUB_API_URL, GITHUB_SERVER_URL; without a slash at the end. */
  readonly apiUrl: string
  readonly serverUrl: string
  /** A token like GITHUB_TOKEN: for one repository, with these rights. */
  issueToken: (repository: string, permissions: Permissions) => string
}

/** The artifact and cache service: what a JavaScript action gets in its environment and `run:` steps do not. */
export interface Results {
  env: (run: {
    readonly runId: string
    readonly jobId: string
    readonly cacheMode?: 'none' | 'read' | 'write' | 'write-only'
  }) => Readonly<Record<string, string>>
  /** What jobs of a run uploaded to it. */
  artifacts?: (runId: string) => readonly StoredArtifact[]
}

export interface StoredArtifact {
  readonly name: string
  /** Name → content. */
  readonly files: () => Promise<ReadonlyMap<string, Buffer>>
}
