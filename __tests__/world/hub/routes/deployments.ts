import { pageOf } from '../paging.js'
import { listOf, type DeploymentRecord, type Json } from '../records.js'
import type { Repository } from '../repository.js'
import { commitNamed, notFound, Refusal, type Asked, type Route } from '../route.js'
import { BOT, userShape } from '../shapes.js'
import { nodeId, timestamp } from '../templates.js'

interface NewDeployment {
  readonly ref: string
  readonly task?: string
  readonly auto_merge?: boolean
  readonly required_contexts?: readonly string[]
  readonly payload?: Json | string
  readonly environment?: string
  readonly description?: string | null
  readonly transient_environment?: boolean
  readonly production_environment?: boolean
}

interface NewDeploymentStatus {
  readonly state: string
  readonly target_url?: string
  readonly log_url?: string
  readonly description?: string
  readonly environment?: string
  readonly environment_url?: string
}

/** Unless told otherwise, every status of the commit must be green. */
function mustBeGreen({ records }: Repository, sha: string, ref: string, required: readonly string[] | undefined): void {
  const statuses = listOf(records.statuses, sha)
  const contexts = required ?? [...new Set(statuses.map(({ context }) => context))]
  const green = (context: string): boolean => statuses.findLast((one) => one.context === context)?.state === 'success'
  if (!contexts.every(green)) throw new Refusal(409, `Conflict: Commit status checks failed for ${ref}.`)
}

/** Unless told otherwise, the default branch is merged into the branch first; then nothing is deployed yet. */
async function mergeInto({ store }: Repository, branch: string): Promise<boolean> {
  const head = store.refs.get(`refs/heads/${branch}`)
  if (head === undefined || (await store.isAncestor(store.head(), head))) return false
  const merged = await store.merge(head, store.head(), `Merge branch '${store.defaultBranch}' into ${branch}`)
  if (merged === undefined) throw new Refusal(409, `Conflict merging ${store.defaultBranch} into ${branch}.`)
  await store.reset(branch, merged, { force: false })
  return true
}

function deploymentOf({ repository, params }: Asked): DeploymentRecord {
  const found = repository.records.deployments.find(({ id }) => String(id) === params['deployment_id'])
  if (found === undefined) throw notFound()
  return found
}

export const deploymentRoutes: readonly Route[] = [
  {
    operation: 'GET /repos/{owner}/{repo}/deployments',
    needs: { deployments: 'read' },
    handle(asked) {
      const { repository, query } = asked
      const filters = ['sha', 'ref', 'task', 'environment'].filter((key) => (query.get(key) ?? 'none') !== 'none')
      const found = repository.records.deployments.filter((one) => filters.every((key) => one[key] === query.get(key)))
      const page = pageOf(found.reverse(), asked)
      return { status: 200, body: page.items, headers: page.headers }
    },
  },
  {
    operation: 'POST /repos/{owner}/{repo}/deployments',
    needs: { deployments: 'write' },
    async handle({ repository, body }) {
      const asked = body as NewDeployment
      const { ref, environment = 'production' } = asked
      const sha = await commitNamed(repository, ref)
      if (asked.auto_merge !== false && (await mergeInto(repository, ref)))
        return {
          status: 202,
          body: { message: `Auto-merged ${repository.store.defaultBranch} into ${ref} on deployment.` },
        }
      mustBeGreen(repository, sha, ref, asked.required_contexts)
      const { site, fullName, records } = repository
      const [id, now] = [site.nextId(), timestamp(new Date())]
      const url = `${site.apiUrl}/repos/${fullName}`
      const deployment: DeploymentRecord = {
        url: `${url}/deployments/${id}`,
        id,
        node_id: nodeId('Deployment', id),
        sha,
        ref,
        task: asked.task ?? 'deploy',
        payload: asked.payload ?? {},
        original_environment: environment,
        environment,
        description: asked.description ?? null,
        creator: userShape(site, BOT),
        created_at: now,
        updated_at: now,
        statuses_url: `${url}/deployments/${id}/statuses`,
        repository_url: url,
        transient_environment: asked.transient_environment ?? false,
        production_environment: asked.production_environment ?? environment === 'production',
      }
      records.deployments.push(deployment)
      return { status: 201, body: deployment }
    },
  },
  {
    operation: 'GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    needs: { deployments: 'read' },
    handle(asked) {
      const statuses = listOf(asked.repository.records.deploymentStatuses, deploymentOf(asked).id)
      const page = pageOf(statuses.toReversed(), asked)
      return { status: 200, body: page.items, headers: page.headers }
    },
  },
  {
    operation: 'POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses',
    needs: { deployments: 'write' },
    handle(asked) {
      const { repository, body } = asked
      const { site, fullName, records } = repository
      const given = body as NewDeploymentStatus
      const deployment = deploymentOf(asked)
      const [id, now] = [site.nextId(), timestamp(new Date())]
      const status: Json = {
        url: `${String(deployment['statuses_url'])}/${id}`,
        id,
        node_id: nodeId('DeploymentStatus', id),
        state: given.state,
        creator: userShape(site, BOT),
        description: given.description ?? '',
        environment: given.environment ?? deployment.environment,
        target_url: given.target_url ?? given.log_url ?? '',
        log_url: given.log_url ?? given.target_url ?? '',
        environment_url: given.environment_url ?? '',
        created_at: now,
        updated_at: now,
        deployment_url: deployment['url'],
        repository_url: `${site.apiUrl}/repos/${fullName}`,
      }
      listOf(records.deploymentStatuses, deployment.id).push(status)
      return { status: 201, body: status }
    },
  },
]
