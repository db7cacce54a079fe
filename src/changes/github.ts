/** What the change detection asks GitHub; every call throws a WorkError when there is no whole answer. */
export interface GitHubChanges {
  /** The pull request as it is now: it may have moved on since the event. */
  pull: (number: number) => Promise<PullNow>
  /** Files of the pull request as it is now. GitHub lists no more than `MOST_PULL_FILES`. */
  pullFiles: (number: number) => Promise<ListedFiles>
  /** What `head` has that its merge base with `base` has not. Both are hashes or branches. */
  compare: (base: string, head: string) => Promise<Comparison>
  /** Message of a commit. */
  message: (commit: string) => Promise<string>
}

export interface PullNow {
  readonly head: string
  /** Number of files it changes, however many of them are listed. */
  readonly changedFiles: number
}

export interface ListedFiles {
  /** Both paths of a rename. */
  readonly paths: readonly string[]
  /** Length of GitHub's list: a rename is one entry. */
  readonly entries: number
}

export interface Comparison extends ListedFiles {
  /** ahead, behind, diverged, identical. */
  readonly status: string
  readonly mergeBase: string
}

/** Longest list of files of a pull request (docs.github.com/rest/pulls/pulls#list-pull-requests-files). */
export const MOST_PULL_FILES = 3000

/**
 * Longest list of files of a comparison (docs.github.com/rest/commits/commits#compare-two-commits). It does not say
 * whether there are more: a list of this length counts as cut off.
 */
export const MOST_COMPARED_FILES = 300
