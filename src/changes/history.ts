import { readFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { codeOf, WorkError } from '../shared/errors.js'
import { askGit, failed, runGit } from './ask-git.js'

/*
 * Questions to git about commits and what lies between them. `top` is always the top of the working tree, so that paths
 * are those of the repository. Trees and commits are enough to answer all of them: a clone without blobs gets none.
 */

/** All files, whatever the configuration: links, modes, both paths of a rename, submodules that .gitmodules hides. */
const FILES = ['--name-only', '--no-renames', '--ignore-submodules=none', '-z']

/** More commits are not looked at to tell which one changed a file. */
const MOST_COMMITS = 2000

/** It only helps people to understand: not worth a long wait. */
const LOG_PATIENCE_MS = 20_000

/** Objects of one commit come quickly, or something is wrong. */
const FETCH_PATIENCE_MS = 60_000

/** The hash of the commit that a name means; undefined when it means none. Any name may be asked for. */
export async function commitNamed(top: string, name: string): Promise<string | undefined> {
  if (name.includes('\0')) return undefined
  const args = ['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]
  const { status, stdout } = await runGit(top, args)
  return status === 0 ? stdout.trim() : undefined
}

/** Parents as the commit itself names them, be they in the clone or beyond its edge. */
export async function parentsOf(top: string, commit: string): Promise<string[]> {
  const [head = ''] = (await askGit(top, ['cat-file', 'commit', commit])).split('\n\n', 1)
  return [...head.matchAll(/^parent (\w+)$/gm)].map(([, hash = '']) => hash)
}

export async function messageOfCommit(top: string, commit: string): Promise<string> {
  return askGit(top, ['log', '-1', '--no-show-signature', '--format=%B', commit, '--'])
}

/** Files that differ between the trees of two commits. */
export async function filesBetween(top: string, from: string, to: string): Promise<string[]> {
  return namesIn(await askGit(top, ['diff-tree', '-r', ...FILES, from, to]))
}

/** Files of the working tree that differ from HEAD, new ones too; not what git ignores. `excluded` are pathspecs. */
export async function uncommittedFiles(top: string, excluded: readonly string[]): Promise<string[]> {
  const args = ['status', '--porcelain=v1', '-z', '--untracked-files=all', '--no-renames', '--ignore-submodules=none']
  const lines = namesIn(await askGit(top, [...args, '--', '.', ...excluded]))
  // Two letters and a blank before each; a repository within this one is listed as a folder.
  return lines.map((line) => line.slice(3).replace(/\/$/, ''))
}

/**
 * The commit where two histories part, undefined when they have none in common. A shallow clone may have lost the way
 * to it: unless everything on this side of the found one is there, it throws a WorkError.
 */
export async function mergeBase(top: string, one: string, other: string): Promise<string | undefined> {
  const result = await runGit(top, ['merge-base', one, other])
  if (result.status !== 0 && result.status !== 1) throw failed(['merge-base'], result)
  const found = result.status === 0 ? result.stdout.trim() : undefined
  const edge = await shallowEdge(top)
  if (edge.size === 0) return found
  const walked = await askGit(top, ['rev-list', one, other, ...(found === undefined ? [] : [`^${found}`])])
  if (walked.split('\n').some((commit) => edge.has(commit)))
    throw new WorkError('the clone is too shallow to show where the branches part')
  return found
}

/** Whether parts of the history are left out. */
export async function isShallow(top: string): Promise<boolean> {
  return (await shallowEdge(top)).size > 0
}

/** Commits whose parents are not in the clone: git takes them for first commits. */
async function shallowEdge(top: string): Promise<ReadonlySet<string>> {
  const path = (await askGit(top, ['rev-parse', '--git-path', 'shallow'])).replace(/\n$/, '')
  try {
    return new Set((await readFile(resolve(top, path), 'utf8')).split('\n').filter((line) => line !== ''))
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return new Set()
    throw new WorkError('the edge of the shallow clone cannot be read', { cause: error })
  }
}

/**
 * Which commit between two changed a file last, for as many files as the last commits tell; 7 digits of its hash. It is
 * a help for people: whatever goes wrong, it is empty.
 */
export async function lastCommits(top: string, from: string, to: string): Promise<ReadonlyMap<string, string>> {
  const found = new Map<string, string>()
  // The first commit of a shallow clone seems to add every file: no first commit is believed.
  const args = ['-c', 'log.showRoot=false', 'log', '--no-show-signature', '--no-merges', `--max-count=${MOST_COMMITS}`]
  const asked = [...args, '--format=/%H', ...FILES, `${from}..${to}`, '--']
  const result = await runGit(top, asked, LOG_PATIENCE_MS).catch(() => undefined)
  if (result?.status !== 0) return found
  let commit = ''
  let first = false
  for (const field of namesIn(result.stdout)) {
    // No path in git begins with a slash. The first path after a commit has a line end before it.
    if (field.startsWith('/')) {
      commit = field.slice(1, 8)
      first = true
      continue
    }
    const path = first ? field.replace(/^\n/, '') : field
    first = false
    if (!found.has(path)) found.set(path, commit)
  }
  return found
}

/**
 * Gets one commit and its trees from the remote that the clone came from. The clone stays what it is: told by -c that
 * the remote may leave out objects, git does not write so into the configuration; no ref moves; and only a shallow
 * clone gets another edge.
 */
export async function fetchCommit(top: string, commit: string): Promise<void> {
  if ((await runGit(top, ['remote', 'get-url', 'origin'])).status !== 0)
    throw new WorkError(`the clone has no remote to get ${commit.slice(0, 7)} from`)
  const settings = [
    'remote.origin.promisor=true',
    'remote.origin.partialclonefilter=blob:none',
    'maintenance.auto=false',
  ]
  const depth = (await isShallow(top)) ? ['--depth=1'] : []
  const options = ['--quiet', '--filter=blob:none', '--no-tags', '--no-write-fetch-head', '--no-prune']
  const args = ['fetch', '--no-recurse-submodules', ...options, ...depth, 'origin', commit]
  const result = await runGit(top, [...settings.flatMap((one) => ['-c', one]), ...args], FETCH_PATIENCE_MS)
  if (result.status !== 0) throw failed(args, result)
}

function namesIn(output: string): string[] {
  return output.split('\0').filter((name) => name !== '')
}
