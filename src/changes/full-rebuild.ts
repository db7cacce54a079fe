import { WorkError } from '../shared/errors.js'
import { mustHave, type ChangesRequest, type Tried } from './answer.js'
import { findTop } from './git.js'
import { messageOfCommit } from './history.js'

export interface FullRebuild {
  readonly asked: boolean
  readonly tried: readonly Tried[]
}

/** Whether the last commit says "full rebuild": of a pull request the author's, not the merge that GitHub tries. */
export async function asksForFullRebuild({ event, directory, github }: ChangesRequest): Promise<FullRebuild> {
  const { push, pull, queue } = event
  const said = push?.message ?? queue?.message
  if (said !== undefined) return { asked: saysFullRebuild(said), tried: [] }
  const named = pull?.head ?? push?.after ?? queue?.head
  const inClone = async (): Promise<string> => {
    const top = await findTop(directory)
    if (named !== undefined) await mustHave(top, named)
    return messageOfCommit(top, named ?? 'HEAD')
  }
  // Where the event is about no commit of its own, what is checked out speaks, and nobody else.
  const sources = [inClone, ...(named === undefined || github === undefined ? [] : [() => github.message(named)])]
  const obstacles: string[] = []
  for (const ask of sources) {
    try {
      return { asked: saysFullRebuild(await ask()), tried: [] }
    } catch (error) {
      if (!(error instanceof WorkError)) throw error
      obstacles.push(error.message)
    }
  }
  // At a terminal a stack is a stack without git.
  if (event.name === 'local') return { asked: false, tried: [] }
  const why = `the head commit's message is not known: ${obstacles.join('; ')}`
  return { asked: false, tried: [{ source: 'none', why }] }
}

/** The words of the seeds, in any letters. */
export function saysFullRebuild(message: string): boolean {
  return /full rebuild/i.test(message)
}
