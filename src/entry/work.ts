import type { CommandRequest, CommandResult } from '../commands/pipeline.js'
import type { Planned } from '../commands/planning.js'
import { stopOnSignals, untilStopped } from './stop.js'

/** What the two front doors give every command. */
export type Common = Omit<CommandRequest, 'command' | 'signal' | 'listen' | 'githubFor' | 'durationsFor'>

/** Carries a command out, until it ends or the process is told to stop. */
export async function work(
  request: Common & Pick<CommandRequest, 'command' | 'listen' | 'durationsFor'>,
): Promise<CommandResult> {
  const [{ runCommand }, { githubChanges }] = await Promise.all([
    import('../commands/pipeline.js'),
    import('../github/api.js'),
  ])
  const stop = stopOnSignals()
  let begun = false
  try {
    const done = runCommand({
      ...request,
      githubFor: githubChanges,
      signal: stop.signal,
      listen: (event) => {
        begun ||= event.type === 'run-start'
        request.listen(event)
      },
    })
    return await untilStopped(done, stop.signal, () => begun)
  } finally {
    stop.release()
  }
}

/** Plans without doing; nothing has to be tidied up when it is stopped. */
export async function plan(request: Common & { readonly writes: boolean }): Promise<Planned> {
  const [{ planCommand }, { githubChanges }] = await Promise.all([
    import('../commands/pipeline.js'),
    import('../github/api.js'),
  ])
  const stop = stopOnSignals()
  try {
    return await untilStopped(planCommand({ ...request, githubFor: githubChanges }), stop.signal, () => false)
  } finally {
    stop.release()
  }
}
