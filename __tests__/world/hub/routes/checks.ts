import { pageOf } from '../paging.js'
import { listOf, type CheckRunRecord, type Json } from '../records.js'
import type { Repository } from '../repository.js'
import { commitNamed, notFound, type Asked, type Route } from '../route.js'
import { userShape } from '../shapes.js'
import { nodeId, timestamp } from '../templates.js'

interface CheckBody {
  readonly name?: string
  readonly head_sha?: string
  readonly details_url?: string
  readonly external_id?: string
  readonly status?: string
  readonly conclusion?: string
  readonly started_at?: string
  readonly completed_at?: string
  readonly output?: { title?: string; summary?: string; text?: string; annotations?: readonly Json[] }
}

/** The app behind every GITHUB_TOKEN. */
function appShape({ site }: Repository): Json {
  return {
    id: 15368,
    slug: 'github-actions',
    node_id: nodeId('App', 15368),
    owner: userShape(site, 'github', 'Organization'),
    name: 'GitHub Actions',
    description: 'Automate your workflow from idea to production',
    external_url: 'https://help.github.com/en/actions',
    html_url: `${site.serverUrl}/apps/github-actions`,
    created_at: '2018-07-30T09:30:17Z',
    updated_at: '2024-04-10T20:33:16Z',
    permissions: { checks: 'write', contents: 'write', metadata: 'read', statuses: 'write' },
    events: ['check_run', 'push'],
  }
}

/** What a request makes of a check run; annotations add up, all else is replaced. */
function changed(repository: Repository, run: CheckRunRecord, body: CheckBody): CheckRunRecord {
  const { output, conclusion, ...rest } = body
  const annotations = listOf(repository.records.annotations, run.id)
  annotations.push(...(output?.annotations ?? []))
  const completed = conclusion !== undefined || body.status === 'completed'
  return {
    ...run,
    ...rest,
    ...(conclusion === undefined ? {} : { conclusion }),
    status: completed ? 'completed' : (body.status ?? run.status),
    completed_at: completed ? (body.completed_at ?? timestamp(new Date())) : null,
    output: {
      title: output?.title ?? run.output.title,
      summary: output?.summary ?? run.output.summary,
      text: output?.text ?? run.output.text,
      annotations_count: annotations.length,
      annotations_url: `${String(run['url'])}/annotations`,
    },
  }
}

function positionOf({ repository, params }: Asked): number {
  const at = repository.records.checkRuns.findIndex((run) => String(run.id) === params['check_run_id'])
  if (at < 0) throw notFound()
  return at
}

export const checkRoutes: readonly Route[] = [
  {
    operation: 'POST /repos/{owner}/{repo}/check-runs',
    needs: { checks: 'write' },
    async handle({ repository, body }) {
      const asked = body as CheckBody
      const { site, fullName, records } = repository
      const [sha, id] = [await commitNamed(repository, asked.head_sha ?? ''), site.nextId()]
      const html = `${site.serverUrl}/${fullName}/runs/${id}`
      const run: CheckRunRecord = {
        id,
        name: asked.name ?? '',
        node_id: nodeId('CheckRun', id),
        head_sha: sha,
        external_id: '',
        url: `${site.apiUrl}/repos/${fullName}/check-runs/${id}`,
        html_url: html,
        details_url: html,
        status: 'queued',
        conclusion: null,
        started_at: timestamp(new Date()),
        completed_at: null,
        output: { title: null, summary: null, text: null },
        check_suite: { id: Number.parseInt(sha.slice(0, 8), 16) }, // One of the app and the commit.
        app: appShape(repository),
        pull_requests: [],
      }
      const made = changed(repository, run, asked)
      records.checkRuns.push(made)
      return { status: 201, body: made }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: { checks: 'read' },
    handle: (asked) => ({ status: 200, body: asked.repository.records.checkRuns[positionOf(asked)] }),
  },
  {
    operation: 'PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}',
    needs: { checks: 'write' },
    handle(asked) {
      const { repository, body } = asked
      const at = positionOf(asked)
      const [before] = repository.records.checkRuns.slice(at, at + 1)
      if (before === undefined) throw notFound()
      const after = changed(repository, before, body as CheckBody)
      repository.records.checkRuns[at] = after
      return { status: 200, body: after }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/commits/{ref}/check-runs',
    needs: { checks: 'read' },
    async handle(asked) {
      const { repository, params, query } = asked
      const sha = await commitNamed(repository, params['ref'] ?? '')
      const [name, status, filter] = [query.get('check_name'), query.get('status'), query.get('filter') ?? 'latest']
      const all = repository.records.checkRuns.filter((run) => run.head_sha === sha).reverse()
      const runs = all.filter(
        (run, index) =>
          (name === null || run.name === name) &&
          (status === null || run.status === status) &&
          (filter === 'all' || all.findIndex((other) => other.name === run.name) === index),
      )
      const page = pageOf(runs, asked)
      return { status: 200, body: { total_count: runs.length, check_runs: page.items }, headers: page.headers }
    },
  },
]
