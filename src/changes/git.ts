import { getExecOutput } from '@actions/exec'
import { messageOf } from '../shared/errors.js'

/** The commit a run works on. Fields are '' where git has no answer (no repository, no commit yet). */
export interface Commit {
  /** Full hash. */
  readonly hash: string
  /** Branch that is checked out; '' on a detached HEAD. */
  readonly branch: string
  readonly message: string
  /** Files the commit changed, against its first parent; relative to the repository. */
  readonly changedFiles: readonly string[]
  /** Tracked or new files below the stack differ from the commit. */
  readonly dirty: boolean
}

const NONE: Commit = { hash: '', branch: '', message: '', changedFiles: [], dirty: false }

/** Reads the commit that is checked out at `directory`; a directory outside any repository is not an error. */
export async function readCommit(directory: string): Promise<Commit> {
  const hash = await git(directory, ['rev-parse', '--verify', 'HEAD'])
  if (hash === undefined) return NONE
  const [branch, message, files, status] = await Promise.all([
    git(directory, ['symbolic-ref', '--quiet', '--short', 'HEAD']),
    git(directory, ['log', '-1', '--format=%B']),
    // -m --first-parent: a merge commit shows what it brought; --root: so does the first commit. -z: any file name.
    git(directory, [
      'diff-tree',
      '--no-commit-id',
      '--name-only',
      '-r',
      '-m',
      '--first-parent',
      '--root',
      '-z',
      'HEAD',
    ]),
    git(directory, ['status', '--porcelain', '-z', '--', '.']),
  ])
  return {
    hash: hash.trim(),
    branch: (branch ?? '').trim(),
    message: (message ?? '').trim(),
    changedFiles: (files ?? '').split('\0').filter((file) => file !== ''),
    dirty: (status ?? '') !== '',
  }
}

async function git(directory: string, args: readonly string[]): Promise<string | undefined> {
  try {
    const { exitCode, stdout } = await getExecOutput('git', ['-C', directory, ...args], {
      silent: true,
      ignoreReturnCode: true,
    })
    return exitCode === 0 ? stdout : undefined
  } catch (error) {
    if (messageOf(error).includes('Unable to locate executable')) return undefined // No git: a stack is a stack without it.
    throw error
  }
}
