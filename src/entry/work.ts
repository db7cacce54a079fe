import type { CheckRequest } from '../commands/check.js'
import type { MoveCommandResult, MoveRequest } from '../commands/moving.js'
import type { CommandRequest, CommandResult } from '../commands/pipeline.js'
import type { Planned } from '../commands/planning.js'
import type { ReleaseCommandResult } from '../commands/release.js'
import type { ReleaseRequest } from '../commands/release-state.js'
import type { CheckResult } from '../report/check.js'
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
  return untilRunStopped(request.listen, (heard) => runCommand({ ...request, ...heard, githubFor: githubChanges }))
}

/** Carries runs out; what they have begun is waited for when the process is told to stop. */
async function untilRunStopped<T>(
  listen: CommandRequest['listen'],
  carry: (heard: Pick<CommandRequest, 'signal' | 'listen'>) => Promise<T>,
): Promise<T> {
  const stop = stopOnSignals()
  let begun = false
  try {
    const done = carry({
      signal: stop.signal,
      listen: (event) => {
        begun ||= event.type === 'run-start'
        listen(event)
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

/** Moves names, or takes all of it back when the process is told to stop. */
export async function move(
  command: 'tag' | 'rollback',
  request: Omit<MoveRequest, 'signal' | 'now' | 'begin'>,
): Promise<MoveCommandResult> {
  const [{ tagCommand }, { tagLocally }, { rollbackCommand }] = await Promise.all([
    import('../commands/tag.js'),
    import('../commands/local-tag.js'),
    import('../commands/rollback.js'),
  ])
  const carry = command === 'rollback' ? rollbackCommand : request.inputs.local ? tagLocally : tagCommand
  const stop = stopOnSignals()
  let begun = false
  try {
    const done = carry({
      ...request,
      signal: stop.signal,
      now: () => new Date(),
      begin: () => (begun = true),
    })
    return await untilStopped(done, stop.signal, () => begun)
  } finally {
    stop.release()
  }
}

/** Brings the stack to a stage, or as far as it came when the process is told to stop. */
export async function release(
  request: Omit<ReleaseRequest, 'signal' | 'githubFor' | 'now'>,
): Promise<ReleaseCommandResult> {
  const [{ releaseCommand }, { githubChanges }] = await Promise.all([
    import('../commands/release.js'),
    import('../github/api.js'),
  ])
  return untilRunStopped(request.listen, (heard) =>
    releaseCommand({ ...request, ...heard, githubFor: githubChanges, now: () => new Date() }),
  )
}

/** Compares versions; nothing has to be tidied up when it is stopped. */
export async function check(request: CheckRequest): Promise<CheckResult> {
  const { checkCommand } = await import('../commands/check.js')
  const stop = stopOnSignals()
  try {
    return await untilStopped(checkCommand(request), stop.signal, () => false)
  } finally {
    stop.release()
  }
}
