import { changedFiles } from './diff.js'
import { commitAt, log } from './log.js'
import { pageOf } from './paging.js'
import type { Repository } from './repository.js'
import { notFound, Refusal, type Asked, type Reply } from './route.js'
import { commitShape, fileShape } from './shapes.js'

/** Files of a comparison: on the first page, no more than these, and no word about the rest. */
const MOST_FILES = 300

/** Commits of a comparison that is not read in pages. */
const MOST_COMMITS = 250

/** `main...somebody:branch`: what the head has that the merge base has not. */
export async function compare(asked: Asked): Promise<Reply> {
  const { repository, params, query } = asked
  const { basehead = '' } = params
  const dots = basehead.indexOf('...')
  if (dots < 0) throw notFound()
  const [base, head] = await Promise.all(
    [basehead.slice(0, dots), basehead.slice(dots + 3)].map((name) => commitOf(repository, name)),
  )
  if (base === undefined || head === undefined) throw notFound()
  const { store, site, fullName } = repository
  const mergeBase = await store.mergeBase(base, head)
  if (mergeBase === undefined) throw new Refusal(404, `No common ancestor between ${basehead.replace('...', ' and ')}.`)
  // Oldest first, as GitHub lists them.
  const [ahead, behind, files, baseCommit, mergeBaseCommit] = await Promise.all([
    log(store, ['--topo-order', '--reverse', `${base}..${head}`]),
    log(store, [`${head}..${base}`]),
    changedFiles(store, mergeBase, head),
    commitAt(store, base),
    commitAt(store, mergeBase),
  ])
  const paged = query.has('page') || query.has('per_page')
  const commits = paged ? pageOf(ahead, asked) : { items: ahead.slice(0, MOST_COMMITS), number: 1, headers: {} }
  const html = `${site.serverUrl}/${fullName}/compare/${basehead}`
  return {
    status: 200,
    headers: commits.headers,
    body: {
      url: `${site.apiUrl}/repos/${fullName}/compare/${encodeURI(basehead)}`,
      html_url: encodeURI(html),
      permalink_url: `${site.serverUrl}/${fullName}/compare/${repository.owner}:${base.slice(0, 7)}...${repository.owner}:${head.slice(0, 7)}`,
      diff_url: encodeURI(`${html}.diff`),
      patch_url: encodeURI(`${html}.patch`),
      base_commit: commitShape(repository, baseCommit),
      merge_base_commit: commitShape(repository, mergeBaseCommit),
      status: statusOf(ahead.length, behind.length),
      ahead_by: ahead.length,
      behind_by: behind.length,
      total_commits: ahead.length,
      commits: commits.items.map((commit) => commitShape(repository, commit)),
      files: commits.number === 1 ? files.slice(0, MOST_FILES).map((file) => fileShape(repository, head, file)) : [],
    },
  }
}

function statusOf(ahead: number, behind: number): string {
  if (ahead === 0) return behind === 0 ? 'identical' : 'behind'
  return behind === 0 ? 'ahead' : 'diverged'
}

/** One side: `branch`, `owner:branch` or `owner:name:branch`. */
async function commitOf(repository: Repository, name: string): Promise<string | undefined> {
  return repository.across(name)?.store.resolve(name.slice(name.lastIndexOf(':') + 1))
}
