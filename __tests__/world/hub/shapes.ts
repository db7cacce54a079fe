import { changedFiles, type ChangedFile } from './diff.js'
import { git } from './git.js'
import type { Commit } from './log.js'
import type { Pull } from './pull.js'
import type { Json } from './records.js'
import type { Repository, Site } from './repository.js'
import { adapted, nodeId, partOfPull, timestamp, without } from './templates.js'

/** Who acts with a GITHUB_TOKEN. */
export const BOT = 'github-actions[bot]'

/** A user, an organization or the bot. */
export function userShape(site: Site, login: string, type: 'User' | 'Organization' = 'User'): Json {
  const id = login === BOT ? 41898282 : idOf(login)
  return {
    ...adapted(partOfPull('sender'), site, login),
    login,
    id,
    node_id: nodeId('User', id),
    avatar_url: `https://avatars.githubusercontent.com/u/${id}?v=4`,
    type: login === BOT ? 'Bot' : type,
  }
}

/** The same login has the same id everywhere. */
function idOf(login: string): number {
  return Buffer.from(login).reduce((sum, byte) => (sum * 31 + byte) % 100_000_000, 7)
}

/** A repository as payloads and lists have it. */
export function repositoryShape(repository: Repository): Json {
  const { site, facts, store, wiki } = repository
  const created = timestamp(repository.createdAt)
  return {
    ...adapted(partOfPull('repository'), site, facts.owner, facts.name),
    id: facts.id,
    node_id: nodeId('Repository', facts.id),
    name: facts.name,
    full_name: repository.fullName,
    private: facts.visibility === 'private',
    visibility: facts.visibility,
    owner: userShape(site, facts.owner, facts.ownerType),
    fork: facts.parent !== undefined,
    clone_url: repository.cloneUrl,
    default_branch: store.defaultBranch,
    has_wiki: wiki.enabled,
    has_discussions: false,
    forks: repository.forks.length,
    forks_count: repository.forks.length,
    open_issues: repository.pulls.filter((pull) => pull.state === 'open').length,
    open_issues_count: repository.pulls.filter((pull) => pull.state === 'open').length,
    topics: [],
    is_template: false,
    allow_forking: true,
    web_commit_signoff_required: false,
    created_at: created,
    updated_at: created,
    pushed_at: created,
  }
}

/** A repository as it is answered alone. */
export function fullRepositoryShape(repository: Repository): Json {
  const { parent } = repository.facts
  return {
    ...repositoryShape(repository),
    network_count: repository.forks.length,
    subscribers_count: 0,
    ...(repository.facts.ownerType === 'Organization'
      ? { organization: userShape(repository.site, repository.owner, 'Organization') }
      : {}),
    ...(parent === undefined ? {} : { parent: repositoryShape(parent), source: repositoryShape(parent) }),
  }
}

/** A commit as lists have it. */
export function commitShape(repository: Repository, commit: Commit): Json {
  const { site, fullName } = repository
  const api = `${site.apiUrl}/repos/${fullName}`
  const html = `${site.serverUrl}/${fullName}/commit`
  const { sha, tree, parents, author, committer, message } = commit
  return {
    sha,
    node_id: nodeId('Commit', sha),
    commit: {
      author,
      committer,
      message,
      tree: { sha: tree, url: `${api}/git/trees/${tree}` },
      url: `${api}/git/commits/${sha}`,
      comment_count: 0,
      verification: { verified: false, reason: 'unsigned', signature: null, payload: null, verified_at: null },
    },
    url: `${api}/commits/${sha}`,
    html_url: `${html}/${sha}`,
    comments_url: `${api}/commits/${sha}/comments`,
    author: accountOf(site, author.email),
    committer: accountOf(site, committer.email),
    parents: parents.map((parent) => ({ sha: parent, url: `${api}/commits/${parent}`, html_url: `${html}/${parent}` })),
  }
}

/** The account behind a commit's address, as far as the address tells. */
function accountOf(site: Site, email: string): Json | null {
  const login = /^(?:\d+\+)?([^@]+)@users\.noreply\.github\.com$/.exec(email)?.[1]
  return login === undefined ? null : userShape(site, login)
}

/** A changed file in compare, pull request and commit. `patch` is left out, as GitHub does for large ones. */
export function fileShape(repository: Repository, sha: string, file: ChangedFile): Json {
  const { site, fullName } = repository
  const path = file.filename.split('/').map(encodeURIComponent).join('/')
  return {
    ...file,
    blob_url: `${site.serverUrl}/${fullName}/blob/${sha}/${path}`,
    raw_url: `${site.serverUrl}/${fullName}/raw/${sha}/${path}`,
    contents_url: `${site.apiUrl}/repos/${fullName}/contents/${path}?ref=${sha}`,
  }
}

/** A pull request as lists and payloads have it. */
export function pullShape(pull: Pull): Json {
  const { base, head, headBranch, number, id, user, draft } = pull.facts
  const { site } = base
  const text = JSON.stringify(adapted(partOfPull('pull_request'), site, base.owner, base.facts.name))
    .replaceAll(/\/(pulls?|issues)\/2\b/g, `/$1/${number}`)
    .replaceAll(/\/statuses\/[0-9a-f]{40}/g, `/statuses/${pull.headSha}`)
  const side = (repository: Repository, ref: string, sha: string): Json => ({
    label: `${repository.owner}:${ref}`,
    ref,
    sha,
    user: userShape(site, repository.owner, repository.facts.ownerType),
    repo: repositoryShape(repository),
  })
  // The counts belong to a pull request that is answered alone.
  const simple = without(JSON.parse(text) as Json, ['commits', 'additions', 'deletions', 'changed_files'])
  return {
    ...simple,
    id,
    node_id: nodeId('PullRequest', id),
    number,
    state: pull.state,
    title: pull.title,
    body: pull.body,
    user: userShape(site, user),
    draft,
    created_at: timestamp(pull.createdAt),
    updated_at: timestamp(pull.updatedAt),
    closed_at: pull.state === 'closed' ? timestamp(pull.updatedAt) : null,
    merged_at: pull.mergedAt === undefined ? null : timestamp(pull.mergedAt),
    merge_commit_sha: pull.mergeSha ?? null,
    head: side(head, headBranch, pull.headSha),
    base: side(base, pull.baseBranch, pull.baseSha),
    author_association: pull.fromFork ? 'CONTRIBUTOR' : 'MEMBER',
    auto_merge: null,
    active_lock_reason: null,
  }
}

/** A pull request as it is answered alone, and in payloads. */
export async function fullPullShape(pull: Pull): Promise<Json> {
  const { base } = pull.facts
  const from = await pull.mergeBase()
  const [files, count] = await Promise.all([
    changedFiles(base.store, from, pull.headSha),
    git(base.store.directory, ['rev-list', '--count', `${pull.baseSha}..${pull.headSha}`]),
  ])
  const merged = pull.mergedAt !== undefined
  const sum = (key: 'additions' | 'deletions'): number => files.reduce((all, file) => all + file[key], 0)
  return {
    ...pullShape(pull),
    merged,
    mergeable: merged ? null : pull.mergeSha !== undefined,
    rebaseable: merged ? null : pull.mergeSha !== undefined,
    mergeable_state: merged ? 'unknown' : pull.mergeSha === undefined ? 'dirty' : 'clean',
    merged_by: merged ? userShape(base.site, 'somebody') : null,
    comments: base.records.comments.get(pull.number)?.length ?? 0,
    review_comments: 0,
    maintainer_can_modify: pull.fromFork,
    commits: Number(count),
    additions: sum('additions'),
    deletions: sum('deletions'),
    changed_files: files.length,
  }
}
