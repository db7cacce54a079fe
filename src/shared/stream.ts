import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import type { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'

export interface StreamRequest {
  readonly file: string
  readonly args: readonly string[]
  /** All of its environment. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What it reads; nothing unless given. */
  readonly input?: Readable
  /** One line of its standard error; what it writes to its standard output is dropped. */
  readonly onLine: (line: string) => void
  /** An abort ends it with SIGTERM, and what is left of it after `graceMs` with SIGKILL. */
  readonly signal: AbortSignal
  readonly graceMs?: number
}

const DEFAULT_GRACE_MS = 10_000

/**
 * Runs a program to its end, for output of any length. Returns its exit status; undefined when a signal ended it. Throws
 * when it cannot be started, and what its input or a listener threw; of an abort, that it was one.
 */
export async function streamProgram(request: StreamRequest): Promise<number | undefined> {
  const { file, args, env, input, onLine, signal, graceMs = DEFAULT_GRACE_MS } = request
  signal.throwIfAborted()
  // A group of its own: what the program starts ends with it, and no Ctrl-C reaches them but by us.
  const child = spawn(file, args, { env, stdio: ['pipe', 'ignore', 'pipe'], detached: true })
  const kill = (name: NodeJS.Signals): void => {
    if (child.pid === undefined) return
    try {
      process.kill(-child.pid, name)
    } catch {
      // All of it has ended.
    }
  }
  let timer: NodeJS.Timeout | undefined
  const stop = (): void => {
    kill('SIGTERM')
    timer ??= setTimeout(() => kill('SIGKILL'), graceMs)
  }
  let fault: Error | undefined
  const fail = (error: unknown): void => {
    fault ??= error instanceof Error ? error : new Error(String(error))
    stop()
  }
  const ended = once(child, 'close') as Promise<[number | null]>
  signal.addEventListener('abort', stop)
  try {
    // Whoever ends without reading closes the pipe; that is no failure.
    child.stdin.on('error', () => undefined)
    if (input === undefined) child.stdin.end()
    else {
      input.once('error', fail)
      pipeline(input, child.stdin).catch(() => undefined)
    }
    try {
      for await (const line of createInterface({ input: child.stderr, crlfDelay: Infinity })) onLine(line)
    } catch (error) {
      fail(error)
      child.stderr.resume()
    }
    const [status] = await ended
    signal.throwIfAborted()
    if (fault !== undefined) throw fault
    return status ?? undefined
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', stop)
    // What outlived it, if anything did: it has had its time.
    if (signal.aborted || fault !== undefined) kill('SIGKILL')
  }
}
