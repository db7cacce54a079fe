import type { WorldEvent } from '../../types.js'
import { ZEROS } from '../git.js'
import { commitAt, log, type Commit } from '../log.js'
import type { Json } from '../records.js'
import type { Repository } from '../repository.js'
import { repositoryShape, userShape } from '../shapes.js'
import type { Move } from '../store.js'
import { example } from '../templates.js'
import { common, headCommitShape, plainEvent } from './common.js'

/** GitHub sends no more commits than these. */
const MOST_COMMITS = 2048

/** A push to a branch or a tag, or the deletion of one: what `push` and its like returned, or an entry of `store.moves`. */
export async function pushEvent(repository: Repository, move: Move, actor = 'somebody'): Promise<WorldEvent> {
  const { ref, before, after, forced } = move
  const { store, site, fullName } = repository
  const [created, deleted] = [before === ZEROS, after === ZEROS]
  const isTag = ref.startsWith('refs/tags/')
  const commits = deleted || isTag ? [] : await commitsOf(repository, move)
  const head = deleted ? undefined : await commitAt(store, `${after}^{commit}`)
  const html = `${site.serverUrl}/${fullName}`
  const short = ref.replace(/^refs\/(heads|tags)\//, '')
  const payload: Json = {
    ...example('push', ({ ref: to }) => to === 'refs/heads/master'),
    ref,
    before,
    after,
    created,
    deleted,
    forced,
    base_ref: created ? baseRef(move, head?.sha) : null,
    compare: created ? `${html}/compare/${short}` : `${html}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`,
    commits: commits.slice(-MOST_COMMITS).map((commit) => commitShape(repository, commit)),
    head_commit: head === undefined ? null : commitShape(repository, head),
    pusher: { name: actor, email: `${actor}@users.noreply.github.com` },
    ...common(repository, actor),
    repository: pushedRepository(repository),
  }
  // Where there is no commit any more, the run is about the default branch.
  const where = deleted
    ? { sha: store.head(), ref: `refs/heads/${store.defaultBranch}` }
    : { sha: head?.sha ?? after, ref }
  return plainEvent({ name: 'push', payload, actor, ...where }, repository)
}

/** In this one event times are numbers, and the owner has a name. */
function pushedRepository(repository: Repository): Json {
  const [shape, seconds] = [repositoryShape(repository), Math.floor(repository.createdAt.getTime() / 1000)]
  const owner = { ...(shape['owner'] as Json), name: repository.owner, email: null }
  return { ...shape, owner, created_at: seconds, pushed_at: seconds, master_branch: repository.store.defaultBranch }
}

/** Oldest first: what the branch did not have before; of a new branch, what no branch had. */
async function commitsOf({ store }: Repository, { before, after, refs }: Move): Promise<Commit[]> {
  const others = [...refs].filter(([ref]) => ref.startsWith('refs/heads/')).map(([, sha]) => `^${sha}`)
  const not = before === ZEROS ? others : [`^${before}`]
  return log(store, ['--topo-order', '--reverse', after, ...not])
}

/** The branch that a new branch or tag was made of, when it brings nothing of its own. */
function baseRef({ refs, ref }: Move, sha: string | undefined): string | null {
  const found = [...refs].find(([other, head]) => other !== ref && other.startsWith('refs/heads/') && head === sha)
  return found?.[0] ?? null
}

/**
 * Without `added`, `removed` and `modified`: webhooks have them, workflows do not
 * (https://docs.github.com/actions/reference/workflows-and-actions/events-that-trigger-workflows#push).
 */
function commitShape({ site, fullName }: Repository, commit: Commit): Json {
  const shape = headCommitShape(commit)
  const url = `${site.serverUrl}/${fullName}/commit/${commit.sha}`
  const username = (email: string): Json => {
    const login = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email)?.[1]
    return login === undefined ? {} : { username: userShape(site, login)['login'] }
  }
  return {
    ...shape,
    distinct: true,
    url,
    author: { ...(shape['author'] as Json), ...username(commit.author.email) },
    committer: { ...(shape['committer'] as Json), ...username(commit.committer.email) },
  }
}
