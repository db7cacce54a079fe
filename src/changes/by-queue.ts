import { WorkError } from '../shared/errors.js'
import { byGit, compared, isIn, partingOf, type Asked, type ChangesRequest } from './answer.js'
import type { QueueEntry } from './event.js'
import { findTop } from './git.js'
import { commitNamed } from './history.js'

/**
 * An entry of a merge queue: what it and those before it bring to the branch. The payload's base_sha is the entry
 * before: nobody has published that.
 */
export function queueSources({ directory, github }: ChangesRequest, { baseBranch, head }: QueueEntry): Asked[] {
  return [
    {
      source: 'git',
      answer: async () => {
        const top = await findTop(directory)
        const base =
          (await commitNamed(top, `refs/remotes/origin/${baseBranch}`)) ??
          (await commitNamed(top, `refs/heads/${baseBranch}`))
        if (base === undefined) throw new WorkError(`the clone has no branch ${baseBranch}`)
        return byGit(top, await partingOf(top, base, head), head)
      },
    },
    {
      source: 'github-compare',
      answer: async () => {
        const { files, base } = await compared(github, baseBranch, head)
        if (base === head) throw isIn(head)
        return { source: 'github-compare', files, base, head }
      },
    },
  ]
}
