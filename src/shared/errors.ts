/** One thing the user has to mend: what is wrong, where, and what to do about it. */
export interface Problem {
  /** What is wrong, with the offending value in it; one line. */
  readonly message: string
  /** Path as the user wrote it, or relative to the working directory. */
  readonly file?: string
  /** 1-based. */
  readonly line?: number
  /** 1-based. */
  readonly column?: number
  /** The source line that `line` names, without its line end. */
  readonly excerpt?: string
  /** What to do; one sentence. */
  readonly remedy?: string
}

/** Exit statuses that scripts may rely on (README, `--help`). */
export const EXIT = { done: 0, failed: 1, usage: 2, interrupted: 130 } as const

/** The user's mistake: nothing was started, all mistakes are listed at once. Exit status 2. */
export class UserError extends Error {
  override readonly name = 'UserError'
  readonly exit = EXIT.usage
  constructor(readonly problems: readonly Problem[]) {
    super(problems.map((problem) => problem.message).join('; '))
  }
}

/** Shorthand for the commonest user error: one problem. */
export function userError(message: string, more: Omit<Problem, 'message'> = {}): UserError {
  return new UserError([{ message, ...more }])
}

/** Work that was tried and failed: the cause in `message`, what was seen in `evidence`. Exit status 1. */
export class WorkError extends Error {
  override readonly name = 'WorkError'
  readonly exit = EXIT.failed
  /** The lines that show the failure, oldest first. */
  readonly evidence: readonly string[]
  readonly remedy: string | undefined
  constructor(message: string, more: { evidence?: readonly string[]; remedy?: string; cause?: unknown } = {}) {
    super(message, more.cause === undefined ? {} : { cause: more.cause })
    this.evidence = more.evidence ?? []
    this.remedy = more.remedy
  }
}

/** The run was told to stop (signal or time-out). Exit status 130. */
export class Interrupted extends Error {
  override readonly name = 'Interrupted'
  readonly exit = EXIT.interrupted
}

/** The text of anything that was thrown. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

/** `code` of a Node system error (ENOENT, ECONNREFUSED …), if it has one. */
export function codeOf(error: unknown): string | undefined {
  if (typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string')
    return error.code
  return undefined
}

/** HTTP status of an error from the Engine API (dockerode puts it on the error), if it has one. */
export function statusOf(error: unknown): number | undefined {
  if (typeof error === 'object' && error !== null && 'statusCode' in error && typeof error.statusCode === 'number') {
    return error.statusCode
  }
  return undefined
}
