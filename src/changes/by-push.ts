import { WorkError } from '../shared/errors.js'
import { byGit, compared, mustHave, type Asked, type ChangesRequest } from './answer.js'
import type { Push } from './event.js'
import { findTop } from './git.js'
import { fetchCommit } from './history.js'

/** A push: what differs from what was there before, whatever commits lie between. */
export function pushSources({ directory, github }: ChangesRequest, push: Push, before: string): Asked[] {
  const { after } = push
  return [
    {
      source: 'git',
      answer: async () => {
        const top = await findTop(directory)
        await mustHave(top, before, after)
        return byGit(top, before, after)
      },
    },
    {
      source: 'github-compare',
      answer: async () => {
        const { files, status } = await compared(github, before, after)
        // Otherwise it compares with an older commit than the one before.
        if (status !== 'ahead' && status !== 'identical')
          throw new WorkError(`GitHub cannot compare ${before.slice(0, 7)} with ${after.slice(0, 7)}: it is ${status}`)
        return { source: 'github-compare', files, base: before, head: after }
      },
    },
    {
      source: 'git',
      answer: async () => {
        const top = await findTop(directory)
        await mustHave(top, after)
        await fetchCommit(top, before)
        return byGit(top, before, after)
      },
    },
  ]
}
