import { pageOf } from '../paging.js'
import { listOf, type StatusRecord } from '../records.js'
import { commitNamed, invalid, notFound, type Asked, type Route } from '../route.js'
import { BOT, repositoryShape, userShape } from '../shapes.js'
import { nodeId, timestamp, without } from '../templates.js'

/** A commit takes so many statuses of one context, and no more. */
const MOST_STATUSES = 1000

const LONGEST_DESCRIPTION = 140

interface NewStatus {
  readonly state: StatusRecord['state']
  readonly target_url?: string | null
  readonly description?: string | null
  readonly context?: string
}

/** Newest first, as GitHub lists them. */
async function statusesOf({ repository, params }: Asked): Promise<{ sha: string; statuses: StatusRecord[] }> {
  const sha = await repository.store.resolve(params['ref'] ?? '')
  if (sha === undefined) throw notFound()
  return { sha, statuses: listOf(repository.records.statuses, sha).toReversed() }
}

/** One context may say "failure" and later "success": the last word counts. */
function combined(latest: readonly StatusRecord[]): string {
  if (latest.some(({ state }) => state === 'failure' || state === 'error')) return 'failure'
  return latest.length === 0 || latest.some(({ state }) => state === 'pending') ? 'pending' : 'success'
}

export const statusRoutes: readonly Route[] = [
  {
    operation: 'POST /repos/{owner}/{repo}/statuses/{sha}',
    needs: { statuses: 'write' },
    async handle({ repository, params, body }) {
      const { state, target_url: target, description, context = 'default' } = body as NewStatus
      const sha = await commitNamed(repository, params['sha'] ?? '')
      const statuses = listOf(repository.records.statuses, sha)
      const wrong = (field: string, message: string): Error =>
        invalid({ resource: 'Status', code: 'custom', field, message })
      if ((description ?? '').length > LONGEST_DESCRIPTION)
        throw wrong('description', `description is too long (maximum is ${LONGEST_DESCRIPTION} characters)`)
      if (statuses.filter((one) => one.context === context).length >= MOST_STATUSES)
        throw wrong('base', 'This SHA and context has reached the maximum number of statuses.')
      const { site, fullName } = repository
      const id = site.nextId()
      const now = timestamp(new Date())
      const creator = userShape(site, BOT)
      const status: StatusRecord = {
        url: `${site.apiUrl}/repos/${fullName}/statuses/${sha}`,
        avatar_url: creator['avatar_url'],
        id,
        node_id: nodeId('StatusContext', id),
        state,
        description: description ?? null,
        target_url: target ?? null,
        context,
        created_at: now,
        updated_at: now,
        creator,
      }
      statuses.push(status)
      return { status: 201, body: status }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/commits/{ref}/statuses',
    needs: { statuses: 'read' },
    async handle(asked) {
      const page = pageOf((await statusesOf(asked)).statuses, asked)
      return { status: 200, body: page.items, headers: page.headers }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/commits/{ref}/status',
    needs: { statuses: 'read' },
    async handle(asked) {
      const { repository } = asked
      const { sha, statuses } = await statusesOf(asked)
      const latest = statuses.filter(
        (status, index) => statuses.findIndex(({ context }) => context === status.context) === index,
      )
      const page = pageOf(latest, asked)
      const commitUrl = `${repository.site.apiUrl}/repos/${repository.fullName}/commits/${sha}`
      return {
        status: 200,
        headers: page.headers,
        body: {
          state: combined(latest),
          sha,
          total_count: latest.length,
          statuses: page.items.map((status) => ({ ...without(status, ['creator']), required: null })),
          repository: repositoryShape(repository),
          commit_url: commitUrl,
          url: `${commitUrl}/status`,
        },
      }
    },
  },
]
