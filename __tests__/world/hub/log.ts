import { git } from './git.js'
import type { Store } from './store.js'
import type { Person } from './fast-import.js'

/** A commit as git tells it. */
export interface Commit {
  readonly sha: string
  readonly tree: string
  readonly parents: readonly string[]
  readonly author: Person & { readonly date: string }
  readonly committer: Person & { readonly date: string }
  readonly message: string
}

const FIELDS = ['%H', '%T', '%P', '%an', '%ae', '%ad', '%cn', '%ce', '%cd', '%B']

/** Commits that `git log` with these arguments names, of these paths only if any are given. */
export async function log(store: Store, args: readonly string[], paths: readonly string[] = []): Promise<Commit[]> {
  const format = `--format=${FIELDS.join('%x00')}%x00%x01`
  const text = await git(store.directory, ['log', '--date=format:%Y-%m-%dT%H:%M:%SZ', format, ...args, '--', ...paths])
  return text
    .split('\x01')
    .slice(0, -1)
    .map((entry) => {
      const [sha = '', tree = '', parents = '', ...rest] = entry.trimStart().split('\0')
      const [author = '', authorMail = '', authorDate = '', name = '', mail = '', date = '', message = ''] = rest
      return {
        sha,
        tree,
        parents: parents.split(' ').filter(Boolean),
        author: { name: author, email: authorMail, date: authorDate },
        committer: { name, email: mail, date },
        message: message.replace(/\n+$/, ''),
      }
    })
}

/** One commit. */
export async function commitAt(store: Store, sha: string): Promise<Commit> {
  const [commit] = await log(store, ['-1', sha])
  if (commit === undefined) throw new Error(`there is no commit ${sha}`)
  return commit
}
