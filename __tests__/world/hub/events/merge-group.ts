import type { WorldEvent } from '../../types.js'
import { commitAt } from '../log.js'
import type { QueueEntry } from '../queue.js'
import { common, headCommitShape, plainEvent } from './common.js'

/** The merge queue asks for the checks of an entry. */
export async function mergeGroupEvent(entry: QueueEntry, actor = 'somebody'): Promise<WorldEvent> {
  const { repository, baseBranch, baseSha, headSha, headRef } = entry
  const payload = {
    action: 'checks_requested',
    merge_group: {
      head_sha: headSha,
      head_ref: headRef,
      base_sha: baseSha,
      base_ref: `refs/heads/${baseBranch}`,
      head_commit: headCommitShape(await commitAt(repository.store, headSha)),
    },
    ...common(repository, actor),
  }
  return plainEvent({ name: 'merge_group', payload, sha: headSha, ref: headRef, actor }, repository)
}
