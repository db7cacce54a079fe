/** A wiki, and who may write to it. */
export interface WikiAccess {
  /** Without a slash at the end: GITHUB_SERVER_URL, GITHUB_API_URL. */
  readonly serverUrl: string
  readonly apiUrl: string
  /** `owner/name` of the repository whose wiki it is. */
  readonly repository: string
  /** The repository that the workflow runs in; '' outside of one. */
  readonly own: string
  readonly token: string
  readonly env: Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  readonly now: () => Date
  /** How time passes between two tries; for tests. */
  readonly wait?: (ms: number) => Promise<unknown>
}
