import { changedFiles } from '../diff.js'
import { log } from '../log.js'
import { pageOf } from '../paging.js'
import type { Pull } from '../pull.js'
import { invalid, notFound, Refusal, type Asked, type Route } from '../route.js'
import { BOT, commitShape, fileShape, fullPullShape, pullShape } from '../shapes.js'

/** Files of a pull request, over all pages; `changed_files` tells the true number. */
const MOST_FILES = 3000

/** Commits of a pull request, over all pages. */
const MOST_COMMITS = 250

interface NewPull {
  readonly title?: string
  readonly head: string
  readonly base: string
  readonly body?: string
  readonly draft?: boolean
}

interface PullPatch {
  readonly title?: string
  readonly body?: string
  readonly state?: 'open' | 'closed'
  readonly base?: string
}

function pullOf({ repository, params }: Asked): Pull {
  const pull = repository.pulls.find((one) => String(one.number) === params['pull_number'])
  if (pull === undefined) throw notFound()
  return pull
}

export const pullRoutes: readonly Route[] = [
  {
    operation: 'GET /repos/{owner}/{repo}/pulls',
    needs: { 'pull-requests': 'read' },
    handle(asked) {
      const { repository, query } = asked
      const [state, head, base] = [query.get('state') ?? 'open', query.get('head'), query.get('base')]
      const pulls = repository.pulls.filter(
        (pull) =>
          (state === 'all' || pull.state === state) &&
          (head === null || pull.label === head) &&
          (base === null || pull.baseBranch === base),
      )
      const page = pageOf(pulls.reverse(), asked)
      return { status: 200, body: page.items.map(pullShape), headers: page.headers }
    },
  },
  {
    operation: 'POST /repos/{owner}/{repo}/pulls',
    needs: { 'pull-requests': 'write' },
    async handle({ repository, body }) {
      const { title, head, base, body: text, draft } = body as NewPull
      if (!repository.facts.actionsMayOpenPulls)
        throw new Refusal(403, 'GitHub Actions is not permitted to create or approve pull requests.')
      const wrong = (field: string): Refusal => invalid({ resource: 'PullRequest', field, code: 'invalid' })
      if (title === undefined) throw invalid({ resource: 'PullRequest', field: 'title', code: 'missing_field' })
      const from = await repository.across(head)?.store.resolve(head.slice(head.lastIndexOf(':') + 1))
      const to = repository.store.refs.get(`refs/heads/${base}`)
      if (from === undefined) throw wrong('head')
      if (to === undefined) throw wrong('base')
      const label = head.includes(':') ? head : `${repository.owner}:${head}`
      const custom = (message: string): Refusal => invalid({ resource: 'PullRequest', code: 'custom', message })
      if (repository.pulls.some((pull) => pull.state === 'open' && pull.label === label && pull.baseBranch === base))
        throw custom(`A pull request already exists for ${label}.`)
      if (await repository.store.isAncestor(from, to)) throw custom(`No commits between ${base} and ${head}`)
      const options = { head, base, title, body: text ?? null, draft: draft ?? false, user: BOT }
      const pull = await repository.openPullRequest(options)
      return { status: 201, body: await fullPullShape(pull) }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
    needs: { 'pull-requests': 'read' },
    handle: async (asked) => ({ status: 200, body: await fullPullShape(pullOf(asked)) }),
  },
  {
    operation: 'PATCH /repos/{owner}/{repo}/pulls/{pull_number}',
    needs: { 'pull-requests': 'write' },
    async handle(asked) {
      const pull = pullOf(asked)
      const { title, body, state, base } = asked.body as PullPatch
      if (base !== undefined && !asked.repository.store.refs.has(`refs/heads/${base}`))
        throw invalid({ resource: 'PullRequest', field: 'base', code: 'invalid' })
      pull.title = title ?? pull.title
      pull.body = body ?? pull.body
      if (state === 'closed' && pull.state === 'open') pull.close()
      if (state === 'open' && pull.mergedAt === undefined) pull.state = 'open'
      if (base !== undefined) await pull.retarget(base)
      else if (pull.state === 'open') await pull.refresh()
      return { status: 200, body: await fullPullShape(pull) }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
    needs: { 'pull-requests': 'read' },
    async handle(asked) {
      const pull = pullOf(asked)
      const files = await changedFiles(asked.repository.store, await pull.mergeBase(), pull.headSha)
      const page = pageOf(files.slice(0, MOST_FILES), asked)
      const body = page.items.map((file) => fileShape(asked.repository, pull.headSha, file))
      return { status: 200, body, headers: page.headers }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/commits',
    needs: { 'pull-requests': 'read' },
    async handle(asked) {
      const { repository } = asked
      const pull = pullOf(asked)
      const range = `${pull.baseSha}..${pull.headSha}`
      const commits = await log(repository.store, ['--topo-order', '--reverse', range])
      const page = pageOf(commits.slice(0, MOST_COMMITS), asked)
      return { status: 200, body: page.items.map((commit) => commitShape(repository, commit)), headers: page.headers }
    },
  },
]
