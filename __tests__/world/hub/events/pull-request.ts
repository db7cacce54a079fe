import type { WorldEvent } from '../../types.js'
import { ZEROS } from '../git.js'
import type { Pull } from '../pull.js'
import type { Json } from '../records.js'
import { fullPullShape, userShape } from '../shapes.js'
import { example } from '../templates.js'
import { common } from './common.js'

export type PullAction = 'opened' | 'synchronize' | 'reopened' | 'closed' | 'labeled'

export interface PullEventOptions {
  readonly action?: PullAction
  /** synchronize: what the branch was before. */
  readonly before?: string
  readonly actor?: string
  /** labeled: the label. */
  readonly label?: string
}

/** A pull request, for workflows of the merge commit: with the rights of its author. */
export async function pullRequestEvent(pull: Pull, options: PullEventOptions = {}): Promise<WorldEvent> {
  if (pull.mergeSha === undefined)
    throw new Error(`pull request ${pull.number} has conflicts: GitHub starts no workflow for it`)
  return event('pull_request', pull, options, { sha: pull.mergeSha, ref: `refs/pull/${pull.number}/merge` })
}

/** A pull request, for workflows of the base branch: with all rights, whoever wrote it. */
export function pullRequestTargetEvent(pull: Pull, options: PullEventOptions = {}): Promise<WorldEvent> {
  const sha = pull.facts.base.head(pull.baseBranch)
  return event('pull_request_target', pull, options, { sha, ref: `refs/heads/${pull.baseBranch}` })
}

async function event(
  name: string,
  pull: Pull,
  { action = 'opened', before, actor = pull.facts.user, label }: PullEventOptions,
  where: Pick<WorldEvent, 'sha' | 'ref'>,
): Promise<WorldEvent> {
  const { base, headBranch } = pull.facts
  const labels = label === undefined ? [] : [{ ...labelTemplate(), name: label, description: null, default: false }]
  const shape = { ...(await fullPullShape(pull)), user: userShape(base.site, pull.facts.user), labels }
  // GitHub writes the payload first and tries the merge after.
  const unknown = { mergeable: null, rebaseable: null, mergeable_state: 'unknown' }
  const merge = { merge_commit_sha: pull.earlierMergeSha ?? null }
  const payload: Json = {
    action,
    number: pull.number,
    pull_request: action === 'closed' ? shape : { ...shape, ...unknown, ...merge },
    ...(action === 'synchronize' ? { before: before ?? ZEROS, after: pull.headSha } : {}),
    ...(action === 'labeled' ? { label: labels[0] } : {}),
    ...common(base, actor),
  }
  return {
    name,
    payload,
    ...where,
    repository: base.fullName,
    headRef: headBranch,
    baseRef: pull.baseBranch,
    actor,
    fromFork: pull.fromFork,
  }
}

function labelTemplate(): Json {
  return example('pull_request', ({ action }) => action === 'labeled')['label'] as Json
}
