import { realpath } from 'node:fs/promises'
import { WorkError } from '../shared/errors.js'
import { below, realPathOf } from '../shared/paths.js'
import { cannotStart, runProgram } from '../shared/program.js'
import { askGit } from './ask-git.js'

/** The commit a run works on. Fields are '' where git has no answer (no repository, no commit yet). */
export interface Commit {
  /** Full hash. */
  readonly hash: string
  /** Branch that is checked out; '' on a detached HEAD. */
  readonly branch: string
  readonly message: string
  /** Files the commit changed, against its first parent; relative to the repository. */
  readonly changedFiles: readonly string[]
  /** Tracked or new files below the stack differ from the commit; what a run writes itself does not count. */
  readonly dirty: boolean
}

const NONE: Commit = { hash: '', branch: '', message: '', changedFiles: [], dirty: false }

/**
 * Reads the commit that is checked out at `directory`; a directory outside any repository is not an error. `own` are the
 * folders that runs write to: what is in them changes no stack.
 */
export async function readCommit(directory: string, own: readonly string[] = []): Promise<Commit> {
  const hash = await git(directory, ['rev-parse', '--verify', 'HEAD'])
  if (hash === undefined) return NONE
  const [branch, message, files, status] = await Promise.all([
    git(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
    git(directory, ['log', '-1', '--format=%B']),
    // -m --first-parent: a merge commit shows what it brought (diff-tree would show what either side did); --root: so
    // does the first commit. -z: any file name.
    git(directory, ['log', '-1', '-m', '--first-parent', '--root', '--name-only', '--no-renames', '--format=', '-z']),
    git(directory, ['status', '--porcelain', '-z', '--', '.', ...(await excluded(directory, own))]),
  ])
  return {
    hash: hash.trim(),
    branch: (branch ?? '').trim(),
    message: (message ?? '').trim(),
    changedFiles: (files ?? '').split('\0').filter((file) => file !== ''),
    dirty: (status ?? '') !== '',
  }
}

/**
 * The default branch of `origin`, as git saw it when the repository was cloned (or at `git remote set-head`); undefined
 * where it did not, as in the checkouts of workflows, and outside any repository. Named in full: short names may be ambiguous.
 */
export async function defaultBranchOf(directory: string): Promise<string | undefined> {
  const start = 'refs/remotes/origin/'
  const target = (await git(directory, ['symbolic-ref', '--quiet', `${start}HEAD`]))?.trim()
  return target?.startsWith(start) === true ? target.slice(start.length) : undefined
}

/** Top of the working tree that a directory is in, links followed; undefined outside any, and where git refuses to look. */
export async function repositoryTop(directory: string): Promise<string | undefined> {
  try {
    return await findTop(directory)
  } catch (error) {
    if (error instanceof WorkError) return undefined
    throw error
  }
}

/** The same; throws a WorkError that says why there is none. */
export async function findTop(directory: string): Promise<string> {
  const top = (await askGit(directory, ['rev-parse', '--show-toplevel'])).replace(/\n$/, '')
  return realpath(top)
}

async function git(directory: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { status, stdout } = await runProgram('git', ['-C', directory, ...args])
    return status === 0 ? stdout : undefined
  } catch (error) {
    if (cannotStart(error)) return undefined // No git: a stack is a stack without it.
    throw error
  }
}

/** The folders below `directory` as pathspecs that leave them out. */
export async function excluded(directory: string, folders: readonly string[]): Promise<string[]> {
  const top = await realPathOf(directory)
  const ways = await Promise.all(folders.map(async (folder) => below(top, await realPathOf(folder))))
  return ways.flatMap((way) => (way === undefined || way === '' ? [] : [`:(exclude,literal)${way}`]))
}
