import type { WorldEvent } from '../../types.js'
import type { Commit } from '../log.js'
import type { Json } from '../records.js'
import type { Repository } from '../repository.js'
import { repositoryShape, userShape } from '../shapes.js'
import { adapted, example } from '../templates.js'

/** What all payloads end with. */
export function common(repository: Repository, actor: string): Json {
  const { site, owner, facts } = repository
  return {
    repository: repositoryShape(repository),
    sender: userShape(site, actor),
    ...(facts.ownerType === 'Organization' ? { organization: organizationShape(repository, owner) } : {}),
  }
}

function organizationShape({ site }: Repository, login: string): Json {
  const { organization } = example('workflow_dispatch', (payload) => 'organization' in payload)
  const text = JSON.stringify(organization).replaceAll('octo-org', login)
  const { id } = userShape(site, login)
  return { ...adapted(JSON.parse(text) as Json, site, login), login, id }
}

/** A commit as push and merge_group have it. */
export function headCommitShape(commit: Commit): Json {
  const { sha, tree, message, author, committer } = commit
  return {
    id: sha,
    tree_id: tree,
    message,
    timestamp: author.date,
    author: { name: author.name, email: author.email },
    committer: { name: committer.name, email: committer.email },
  }
}

/** An event that no pull request caused. */
export function plainEvent(
  event: Pick<WorldEvent, 'name' | 'payload' | 'sha' | 'ref' | 'actor'>,
  repository: Repository,
): WorldEvent {
  return { ...event, repository: repository.fullName, headRef: '', baseRef: '', fromFork: false }
}
