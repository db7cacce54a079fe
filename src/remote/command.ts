import { randomBytes } from 'node:crypto'
import { constants } from 'node:os'
import type { Readable } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { WorkError } from '../shared/errors.js'
import { byLine } from '../shared/lines.js'
import { clip, plain } from '../shared/text.js'
import { openChannel } from './channel.js'
import { endCommand } from './ending.js'
import { afterFirstLine } from './first-line.js'
import type { Hop } from './hop.js'
import { loginLine } from './quote.js'
import { START } from './scripts.js'

export interface RemoteCommand {
  /** Program and arguments; nothing in them is interpreted on the way. */
  readonly words: readonly string[]
  /** After this time, counted from the call, it is ended. */
  readonly timeoutMs: number
  /** Between the polite and the forced end of it. Ten seconds unless given. */
  readonly graceMs?: number
  /** An abort ends it, too. */
  readonly signal: AbortSignal
  /** Who gives a promise is waited for: the other machine then writes no faster than that. */
  readonly onStdout: (data: Buffer) => void | Promise<void>
  /** What its login shell says before it starts is heard here, too. */
  readonly onStderr: (data: Buffer) => void | Promise<void>
}

export interface RemoteEnd {
  /** Exit status; 128 + n after signal n; 255 where none came (then `lost`, `timedOut` or `aborted` says why). */
  readonly status: number
  readonly timedOut: boolean
  readonly aborted: boolean
  readonly ms: number
  /** Why the connection ended before the command did. */
  readonly lost: string | undefined
  /** Why we do not know that its processes are gone. Of a command that ended by itself it is not asked. */
  readonly left: string | undefined
}

const DEFAULT_GRACE_MS = 10_000
/** What was written before the end is read by then. */
const DRAIN_MS = 2000
const UNKNOWN_STATUS = 255

/** Runs a command over a connection, to the end (`SshConnection.run`). */
export async function runCommand(hop: Hop, command: RemoteCommand, connect: () => Promise<Hop>): Promise<RemoteEnd> {
  const { words, timeoutMs, graceMs = DEFAULT_GRACE_MS, signal } = command
  signal.throwIfAborted()
  const began = performance.now()
  const mark = randomBytes(16).toString('hex')
  const line = loginLine(['sh', '-c', START, 'stack-action', mark, ...words])
  const early = new EarlyWords()
  const first = afterFirstLine(
    mark,
    (data) => {
      early.push(data)
      return command.onStderr(data)
    },
    command.onStdout,
  )

  type Stop = 'time' | 'abort' | 'lost' | 'fault' | 'exit' | 'close'
  let tell: (stop: Stop) => void = () => undefined
  const stopped = new Promise<Stop>((resolve) => (tell = resolve))
  let fault: Error | undefined
  const fail = (error: unknown): void => {
    fault ??= error instanceof Error ? error : new Error(String(error))
    tell('fault')
  }
  const timer = setTimeout(() => tell('time'), timeoutMs)
  const onAbort = (): void => tell('abort')
  signal.addEventListener('abort', onAbort)
  void hop.whenLost.then(() => tell('lost'))

  let exit: number | undefined
  let channel: ClientChannel | undefined
  let closed: Promise<void> | undefined
  const opened = openChannel(hop, line, (found) => {
    channel = found
    closed = listen(found, first, command.onStderr, fail, (status) => {
      exit = status
      // What it left running in the background may hold its streams open for ever.
      setTimeout(() => tell('exit'), graceMs).unref()
    }).then(() => tell('close'))
  })
  opened.catch(fail)
  try {
    const stop = await stopped
    if (fault !== undefined && closed === undefined) throw fault
    let left: string | undefined
    if (stop !== 'close') {
      left = await endCommand({ ...{ mark, hop, connect }, graceMs, began: first.began() })
      if (closed === undefined) hop.lose('a command did not start')
      await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, DRAIN_MS).unref())])
    }
    if (fault !== undefined) throw fault
    first.end()
    const ended = exit !== undefined
    const isLost = hop.lost !== undefined && stop !== 'time' && stop !== 'abort' && (stop === 'lost' || !ended)
    const lost = isLost ? hop.lost : stop === 'close' && !ended ? 'the session ended without an exit status' : undefined
    if (lost === undefined && stop === 'close' && first.began() === undefined) throw early.error(exit ?? 0)
    // Nothing is known of what has no exit status: it may go on.
    if (stop === 'close' && lost !== undefined)
      left = await endCommand({ ...{ mark, hop, connect }, graceMs, began: first.began() })
    return {
      status: exit ?? UNKNOWN_STATUS,
      ...{ timedOut: stop === 'time', aborted: stop === 'abort' },
      ...{ ms: Math.round(performance.now() - began), lost, left },
    }
  } finally {
    clearTimeout(timer)
    signal.removeEventListener('abort', onAbort)
    channel?.destroy()
  }
}

/** Until both streams and the channel have ended. Who listens slowly is waited for, in both streams. */
function listen(
  channel: ClientChannel,
  first: { push: (data: Buffer) => unknown },
  onStderr: (data: Buffer) => unknown,
  fail: (error: unknown) => void,
  onExit: (status: number) => void,
): Promise<void> {
  let busy = 0
  const streams: readonly Readable[] = [channel, channel.stderr]
  const hear = (stream: Readable, listener: (data: Buffer) => unknown): void => {
    stream.on('data', (data: Buffer) => {
      let done: unknown
      try {
        done = listener(data)
      } catch (error) {
        fail(error)
        return
      }
      if (!(done instanceof Promise)) return
      busy++
      for (const one of streams) one.pause()
      done.catch(fail).finally(() => {
        if (--busy === 0) for (const one of streams) one.resume()
      })
    })
  }
  channel.on('error', fail)
  channel.once('exit', (status: number | null, name?: string) => {
    onExit(status ?? 128 + ((constants.signals[name as NodeJS.Signals] as number | undefined) ?? 127))
  })
  hear(channel, first.push)
  hear(channel.stderr, onStderr)
  return new Promise((resolve) => channel.once('close', () => resolve()))
}

/** What is said before a command starts: the evidence when it does not. */
class EarlyWords {
  readonly #lines: string[] = []
  readonly #by = byLine((line) => {
    if (this.#lines.length < 20 && line.trim() !== '') this.#lines.push(clip(plain(line), 300))
  }, 4096)

  push(data: Buffer): void {
    this.#by.push(data)
  }

  error(status: number): WorkError {
    this.#by.end()
    return new WorkError(`the login host ended the session with ${status} before the command was started`, {
      evidence: this.#lines,
      remedy: 'Its login shell, a forced command or a notice in a start-up file (.bashrc) keeps commands away.',
    })
  }
}
