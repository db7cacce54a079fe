import { clip, plain } from '../shared/text.js'
import { githubAsker, type GitHubAccess } from './api.js'

/** https://docs.github.com/en/rest/commits/statuses */
export interface CommitStatus {
  /** The commit, in full. */
  readonly sha: string
  readonly state: 'pending' | 'success' | 'failure' | 'error'
  /** Of one context the newest word counts. */
  readonly context: string
  readonly description: string
  /** '' where there is none. */
  readonly targetUrl: string
}

/** GitHub refuses longer ones. */
const LONGEST_DESCRIPTION = 140

/** Says something of a commit, on GitHub. Throws a WorkError that names the right which a token needs for it. */
export function githubStatuses(access: GitHubAccess): (status: CommitStatus) => Promise<void> {
  const ask = githubAsker(access)
  return async ({ sha, state, context, description, targetUrl }) => {
    await ask({
      route: 'POST /repos/{owner}/{repo}/statuses/{sha}',
      parameters: {
        ...{ sha, state, context },
        description: clip(plain(description), LONGEST_DESCRIPTION),
        ...(targetUrl === '' ? {} : { target_url: targetUrl }),
      },
      needs: 'statuses: write',
      read: () => true,
    })
  }
}
