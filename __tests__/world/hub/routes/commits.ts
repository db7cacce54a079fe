import { compare } from '../compare.js'
import { changedFiles, EMPTY_TREE } from '../diff.js'
import { commitAt, log } from '../log.js'
import { pageOf } from '../paging.js'
import { commitNamed, notFound, type Route } from '../route.js'
import { commitShape, fileShape, pullShape } from '../shapes.js'

/** Files of one commit, over all pages. */
const MOST_FILES = 3000

export const commitRoutes: readonly Route[] = [
  {
    operation: 'GET /repos/{owner}/{repo}/compare/{basehead}',
    needs: { contents: 'read' },
    handle: compare,
  },
  {
    operation: 'GET /repos/{owner}/{repo}/commits',
    needs: { contents: 'read' },
    async handle(asked) {
      const { repository, query } = asked
      const sha = await repository.store.resolve(query.get('sha') ?? repository.store.defaultBranch)
      if (sha === undefined) throw notFound()
      const path = query.get('path')
      const page = pageOf(await log(repository.store, [sha], path === null ? [] : [path]), asked)
      return { status: 200, body: page.items.map((commit) => commitShape(repository, commit)), headers: page.headers }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/commits/{ref}',
    needs: { contents: 'read' },
    async handle(asked) {
      const { repository, params } = asked
      const sha = await commitNamed(repository, params['ref'] ?? '')
      const commit = await commitAt(repository.store, sha)
      const files = await changedFiles(repository.store, commit.parents[0] ?? EMPTY_TREE, sha)
      const page = pageOf(files.slice(0, MOST_FILES), asked, { size: 300, most: 300 })
      const sum = (key: 'additions' | 'deletions'): number => files.reduce((all, file) => all + file[key], 0)
      const [additions, deletions] = [sum('additions'), sum('deletions')]
      return {
        status: 200,
        headers: page.headers,
        body: {
          ...commitShape(repository, commit),
          stats: { total: additions + deletions, additions, deletions },
          files: page.items.map((file) => fileShape(repository, sha, file)),
        },
      }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls',
    needs: { 'pull-requests': 'read' },
    async handle(asked) {
      const { repository, params } = asked
      const sha = await commitNamed(repository, params['commit_sha'] ?? '')
      const { store } = repository
      // Merged ones that brought the commit into the default branch; else the open ones that hold it.
      const holds = await Promise.all(
        repository.pulls.map(async (pull) => {
          const own = (await store.isAncestor(sha, pull.headSha)) && !(await store.isAncestor(sha, pull.baseSha))
          return own || pull.mergeSha === sha
        }),
      )
      const page = pageOf(
        repository.pulls.filter((_pull, index) => holds[index] === true),
        asked,
      )
      return { status: 200, body: page.items.map((pull) => pullShape(pull)), headers: page.headers }
    },
  },
]
