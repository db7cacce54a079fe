import { execFile } from 'node:child_process'
import { codeOf } from './errors.js'

export interface ProgramOptions {
  /** What the program reads; nothing unless given. */
  readonly input?: string
  /** After this time it is killed. */
  readonly timeoutMs?: number
  readonly cwd?: string
  /** Set beside the environment of this process. */
  readonly env?: Readonly<Record<string, string>>
}

export interface ProgramResult {
  /** Exit status; undefined when a signal ended it. */
  readonly status: number | undefined
  readonly timedOut: boolean
  readonly stdout: string
  readonly stderr: string
}

const MAX_OUTPUT = 256 * 1024 * 1024

/**
 * Runs a program to its end: no shell, nothing printed. One that ends with a failure is a result; one that cannot be
 * started is thrown as the system error it is (see `cannotStart`).
 */
export function runProgram(
  file: string,
  args: readonly string[],
  { input = '', timeoutMs = 0, cwd, env }: ProgramOptions = {},
): Promise<ProgramResult> {
  return new Promise((resolve, reject) => {
    const child = execFile(
      file,
      args,
      {
        maxBuffer: MAX_OUTPUT,
        timeout: timeoutMs,
        killSignal: 'SIGKILL',
        ...(cwd === undefined ? {} : { cwd }),
        ...(env === undefined ? {} : { env: { ...process.env, ...env } }),
      },
      (error, stdout, stderr) => {
        if (error === null) return resolve({ status: 0, timedOut: false, stdout, stderr })
        // It was not started, or said more than we hold.
        if (typeof error.code === 'string') return reject(Object.assign(new Error(error.message), { code: error.code }))
        const status = typeof error.code === 'number' ? error.code : undefined
        resolve({ status, timedOut: error.killed === true && timeoutMs > 0, stdout, stderr })
      },
    )
    // Whoever ends without reading closes the pipe; that is no failure.
    child.stdin?.on('error', () => undefined)
    child.stdin?.end(input)
  })
}

/** Whether an error of `runProgram` says that the program is not there, or that it is none. */
export function cannotStart(error: unknown): boolean {
  return ['ENOENT', 'EACCES', 'ENOTDIR', 'ENOEXEC', 'ELOOP'].includes(codeOf(error) ?? '')
}
