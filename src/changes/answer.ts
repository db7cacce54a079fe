import { WorkError } from '../shared/errors.js'
import type { ChangedBy } from '../stack/reasons.js'
import type { Changes, Source } from './changes.js'
import type { Event } from './event.js'
import { MOST_COMPARED_FILES, type GitHubChanges } from './github.js'
import { commitNamed, filesBetween, lastCommits, mergeBase } from './history.js'

export interface ChangesRequest {
  readonly event: Event
  /** Somewhere in the checkout. */
  readonly directory: string
  /** GitHub's API; undefined without a token. */
  readonly github: GitHubChanges | undefined
  /** What the user wants to have compared, in any words git knows; without a head, the working tree as it is. */
  readonly explicit?: { readonly base: string; readonly head?: string } | undefined
  /** Folders that runs write to: what is in them is no change. */
  readonly own?: readonly string[]
}

/** A source's whole answer. */
export type Answer = Pick<Changes, 'source' | 'base' | 'head'> & { readonly files: readonly ChangedBy[] }

/** Somebody to ask; throws a WorkError when it cannot give a whole answer. */
export interface Asked {
  readonly source: Source
  readonly answer: () => Promise<Answer>
}

/** A source that was asked in vain. */
export type Tried = Changes['tried'][number]

/** What differs between two commits of the clone. */
export async function byGit(top: string, base: string, head: string, pull?: number): Promise<Answer> {
  const [paths, commits] = await Promise.all([filesBetween(top, base, head), lastCommits(top, base, head)])
  return { source: 'git', files: paths.map((path) => changedBy(path, commits.get(path), pull)), base, head }
}

function changedBy(path: string, commit: string | undefined, pull?: number): ChangedBy {
  return { path, ...(commit === undefined ? {} : { commit }), ...(pull === undefined ? {} : { pull }) }
}

/** What GitHub says a head has that its merge base has not. */
export async function compared(
  github: GitHubChanges | undefined,
  base: string,
  head: string,
): Promise<{ files: ChangedBy[]; status: string; base: string }> {
  if (github === undefined) throw noToken()
  const { paths, entries, status, mergeBase: from } = await github.compare(base, head)
  if (entries >= MOST_COMPARED_FILES)
    throw new WorkError(`GitHub lists no more than ${MOST_COMPARED_FILES} files of a comparison`)
  return { files: [...new Set(paths)].map((path) => ({ path })), status, base: from }
}

/** Where two commits part; throws a WorkError where the clone cannot show it. */
export async function partingOf(top: string, base: string, head: string): Promise<string> {
  await mustHave(top, base, head)
  const found = await mergeBase(top, base, head)
  if (found === undefined) throw new WorkError(`${base.slice(0, 7)} and ${head.slice(0, 7)} have no commit in common`)
  if (found === head) throw isIn(head)
  return found
}

/** Throws a WorkError when a commit is not in the clone. */
export async function mustHave(top: string, ...commits: readonly string[]): Promise<void> {
  for (const commit of commits)
    if ((await commitNamed(top, commit)) === undefined)
      throw new WorkError(`the clone does not have the commit ${commit.slice(0, 7)}`)
}

/** It has landed meanwhile: then there is nothing to compare with, which is not to say that nothing changed. */
export function isIn(head: string): WorkError {
  return new WorkError(`the branch already holds ${head.slice(0, 7)}`)
}

export function noToken(): WorkError {
  return new WorkError("there is no token to ask GitHub's API with")
}
