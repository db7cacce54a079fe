import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface ProcessRequest {
  readonly file: string
  readonly args: readonly string[]
  /** All of its environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  readonly cwd?: string
  /** What it reads; nothing unless given. */
  readonly input?: Readable
  /** Where it is not given, what the program writes is dropped. */
  readonly onStdout?: (data: Buffer) => void
  readonly onStderr?: (data: Buffer) => void
  /** After this time it is ended. */
  readonly timeoutMs?: number
  /** An abort, and the end of its time, end it with `stopSignal`, and what is left of it after `graceMs` with SIGKILL. */
  readonly signal: AbortSignal
  /** SIGTERM unless given. */
  readonly stopSignal?: NodeJS.Signals
  readonly graceMs?: number
}

export interface ProcessResult {
  /** Exit status; 128 + n after signal n. */
  readonly status: number
  /** A signal ended it. */
  readonly signalled: boolean
  readonly timedOut: boolean
}

const DEFAULT_GRACE_MS = 10_000
/** What was written before a kill is read by then; who holds the streams longer has left the group. */
const DRAIN_MS = 500

/**
 * Runs a program and all that it starts to the end, for output of any length; what leaves its group to outlive it is no
 * longer heard when the grace is over. Throws when it cannot be started, and what
 * its input or a listener threw; of an abort, that it was one.
 */
export async function runProcess(request: ProcessRequest): Promise<ProcessResult> {
  const { file, args, env, cwd, input, onStdout, onStderr, timeoutMs, signal } = request
  const { stopSignal = 'SIGTERM', graceMs = DEFAULT_GRACE_MS } = request
  signal.throwIfAborted()
  // A group of its own: what the program starts ends with it, and no Ctrl-C reaches them but by us.
  const child = spawn(file, args, {
    env,
    ...(cwd === undefined ? {} : { cwd }),
    stdio: ['pipe', onStdout === undefined ? 'ignore' : 'pipe', onStderr === undefined ? 'ignore' : 'pipe'],
    detached: true,
  })
  const kill = (name: NodeJS.Signals): void => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, name)
    } catch {
      // All of it has ended.
    }
  }
  let timer: NodeJS.Timeout | undefined
  const endAll = (): void => {
    kill('SIGKILL')
    timer = setTimeout(() => {
      child.stdout?.destroy()
      child.stderr?.destroy()
    }, DRAIN_MS)
  }
  const stop = (): void => {
    kill(stopSignal)
    timer ??= setTimeout(endAll, graceMs)
  }
  let fault: Error | undefined
  const fail = (error: unknown): void => {
    fault ??= error instanceof Error ? error : new Error(String(error))
    stop()
  }
  const hearing = (listen: (data: Buffer) => void) => (data: Buffer) => {
    if (fault !== undefined) return
    try {
      listen(data)
    } catch (error) {
      fail(error)
    }
  }
  if (onStdout !== undefined) child.stdout?.on('data', hearing(onStdout))
  if (onStderr !== undefined) child.stderr?.on('data', hearing(onStderr))
  let timedOut = false
  const limit =
    timeoutMs === undefined
      ? undefined
      : setTimeout(() => {
          timedOut = true
          stop()
        }, timeoutMs)
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>
  // What it left running in the background may hold its streams open for ever. It itself has ended in time.
  child.once('exit', () => {
    clearTimeout(limit)
    timer ??= setTimeout(endAll, graceMs)
  })
  signal.addEventListener('abort', stop)
  try {
    // Whoever ends without reading closes the pipe; that is no failure.
    child.stdin?.on('error', () => undefined)
    if (input === undefined) child.stdin?.end()
    else if (child.stdin !== null) {
      input.once('error', fail)
      pipeline(input, child.stdin).catch(() => undefined)
    }
    const [status, ender] = await ended
    signal.throwIfAborted()
    if (fault !== undefined) throw fault
    return {
      status: ender === null ? (status ?? 0) : 128 + constants.signals[ender],
      signalled: ender !== null,
      timedOut,
    }
  } finally {
    clearTimeout(timer)
    clearTimeout(limit)
    signal.removeEventListener('abort', stop)
    // What outlived it, if anything did: it has had its time.
    kill('SIGKILL')
  }
}
