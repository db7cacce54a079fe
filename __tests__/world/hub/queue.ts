import type { Pull } from './pull.js'
import type { Repository } from './repository.js'
import type { Move } from './store.js'

/** One pull request in the merge queue, on top of those before it. */
export interface QueueEntry {
  readonly repository: Repository
  readonly pull: Pull
  readonly baseBranch: string
  /** The entry before, or the base branch for the first one: not what the group brings to the base branch is counted from. */
  readonly baseSha: string
  readonly headSha: string
  /** `refs/heads/gh-readonly-queue/main/pr-7-<baseSha>` */
  readonly headRef: string
}

export interface Queue {
  readonly entries: readonly QueueEntry[]
  /** All green: the base branch goes to the last entry, the pull requests are merged, the queue's branches go away. */
  land: () => Promise<Move>
}

/** Puts pull requests into the merge queue; each one's merge commit sits on the one before. */
export async function enqueue(repository: Repository, baseBranch: string, pulls: readonly Pull[]): Promise<Queue> {
  const entries: QueueEntry[] = []
  let baseSha = repository.head(baseBranch)
  for (const pull of pulls) {
    const headSha = await repository.store.merge(baseSha, pull.headSha, pull.mergeMessage('merge'))
    if (headSha === undefined) throw new Error(`pull request ${pull.number} conflicts with the queue before it`)
    const branch = `gh-readonly-queue/${baseBranch}/pr-${pull.number}-${baseSha}`
    await repository.store.reset(branch, headSha)
    entries.push({ repository, pull, baseBranch, baseSha, headSha, headRef: `refs/heads/${branch}` })
    baseSha = headSha
  }
  const land = async (): Promise<Move> => {
    for (const { pull, headSha } of entries) pull.close(headSha)
    const move = await repository.store.reset(baseBranch, baseSha, { force: false })
    for (const { headRef } of entries) await repository.store.remove(headRef)
    return move
  }
  return { entries, land }
}
