import { WorkError } from '../shared/errors.js'
import { byGit, noToken, partingOf, type Answer, type Asked, type ChangesRequest } from './answer.js'
import type { Event, PullRequest } from './event.js'
import { findTop } from './git.js'
import { MOST_PULL_FILES, type GitHubChanges } from './github.js'
import { commitNamed, fetchCommit, parentsOf } from './history.js'

/** A pull request: everything it changes, in all its commits. */
export function pullSources(request: ChangesRequest, pull: PullRequest): Asked[] {
  return [
    { source: 'github-pull', answer: () => pullByApi(request.github, pull) },
    { source: 'git', answer: () => pullByGit(request, pull) },
  ]
}

async function pullByApi(github: GitHubChanges | undefined, pull: PullRequest): Promise<Answer> {
  if (github === undefined) throw noToken()
  const cutOff = (listed: number, all: number): WorkError =>
    new WorkError(`GitHub lists ${listed} of the ${all} files of pull request ${pull.number}`)
  if ((pull.changedFiles ?? 0) > MOST_PULL_FILES) throw cutOff(MOST_PULL_FILES, pull.changedFiles ?? 0)
  const { paths, entries } = await github.pullFiles(pull.number)
  // Asked after the list: a head that is still the event's was so all the time.
  const now = await github.pull(pull.number)
  if (now.head !== pull.head)
    throw new WorkError(`pull request ${pull.number} has moved on to ${now.head.slice(0, 7)} since the event`)
  // Nothing at all is only believed when the event says so too.
  const expected = entries === 0 ? Math.max(now.changedFiles, pull.changedFiles ?? 0) : now.changedFiles
  if (entries !== expected) throw cutOff(entries, expected)
  const files = [...new Set(paths)].map((path) => ({ path, pull: pull.number }))
  return { source: 'github-pull', files, base: pull.base, head: pull.head }
}

async function pullByGit({ directory, event }: ChangesRequest, pull: PullRequest): Promise<Answer> {
  const top = await findTop(directory)
  const merged = await mergedBase(top, event, pull)
  if (merged !== undefined) {
    if ((await commitNamed(top, merged.base)) === undefined) await fetchCommit(top, merged.base)
    return byGit(top, merged.base, merged.head, pull.number)
  }
  return byGit(top, await partingOf(top, pull.base, pull.head), pull.head, pull.number)
}

/** When GitHub's merge of the pull request is checked out: what it was merged into, which may be newer than the event's base. */
async function mergedBase(
  top: string,
  event: Event,
  pull: PullRequest,
): Promise<{ base: string; head: string } | undefined> {
  const head = await commitNamed(top, 'HEAD')
  if (head === undefined) return undefined
  const [base, merged, ...more] = await parentsOf(top, head)
  if (base === undefined || merged !== pull.head || more.length > 0) return undefined
  return head === event.sha || base === pull.base ? { base, head } : undefined
}
