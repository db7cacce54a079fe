import { messageOf, WorkError } from '../shared/errors.js'
import { cannotStart, runProgram, type ProgramResult } from '../shared/program.js'
import { clip, plain } from '../shared/text.js'

/**
 * Nobody is asked for a password; objects that a partial clone left out stay out (older versions of git know no such setting); a look at
 * the working tree writes nothing; messages are the same everywhere.
 */
const ENV = { GIT_TERMINAL_PROMPT: '0', GIT_NO_LAZY_FETCH: '1', GIT_OPTIONAL_LOCKS: '0', LC_ALL: 'C' }

const PATIENCE_MS = 120_000

/**
 * Runs git to its end; a failure is a result. Throws a WorkError when there is none: git could not be started, took too
 * long or said too much.
 */
export async function runGit(
  directory: string,
  args: readonly string[],
  timeoutMs = PATIENCE_MS,
): Promise<ProgramResult> {
  let result: ProgramResult
  try {
    result = await runProgram('git', ['-C', directory, ...args], { timeoutMs, env: ENV })
  } catch (cause) {
    const why = cannotStart(cause) ? 'cannot be started' : `${verbOf(args)}: ${messageOf(cause)}`
    throw new WorkError(`git ${why}`, { cause })
  }
  if (result.timedOut) throw new WorkError(`git ${verbOf(args)} took longer than ${timeoutMs / 1000} seconds`)
  return result
}

/** Output of a git that must succeed; throws a WorkError with its last words when it does not. */
export async function askGit(directory: string, args: readonly string[], timeoutMs?: number): Promise<string> {
  const result = await runGit(directory, args, timeoutMs)
  if (result.status !== 0) throw failed(args, result)
  return result.stdout
}

/** What a failed git said, as an error. Addresses lose their passwords: the text goes into reports. */
export function failed(args: readonly string[], { status, stderr }: ProgramResult): WorkError {
  const lines = stderr.replace(/\/\/[^\s'"]*@/g, '//').split('\n')
  const evidence = lines.map((line) => plain(line).trim()).filter((line) => line !== '')
  const said = evidence.find((line) => /^(fatal|error):/.test(line)) ?? evidence.at(-1)
  return new WorkError(`git ${verbOf(args)}: ${clip(said ?? `ended with ${status ?? 'a signal'}`, 200)}`, { evidence })
}

/** What git is to do; settings with -c may come before it. */
function verbOf(args: readonly string[]): string {
  return args.find((arg, index) => arg !== '-c' && args[index - 1] !== '-c') ?? ''
}
