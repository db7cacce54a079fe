import { WorkError } from '../shared/errors.js'
import { plain, sizeText } from '../shared/text.js'
import type { SshAccess } from './access.js'
import { runCommand, type RemoteCommand, type RemoteEnd } from './command.js'
import type { Hop } from './hop.js'
import { openLine } from './line.js'
import { placeText } from './places.js'
import { READ } from './scripts.js'

export type { SshAccess } from './access.js'
export type { RemoteCommand, RemoteEnd } from './command.js'

/** A log-in to another machine. One that was lost is made anew when it is next needed. */
export interface SshConnection {
  /**
   * Runs a command to the end. After its time, an abort or a lost connection all that it has started over there is ended
   * (over a second connection if need be), before this comes back; all three are told, not thrown. Throws a WorkError
   * when it could not be started, and what a listener threw.
   */
  run: (command: RemoteCommand) => Promise<RemoteEnd>
  /**
   * A file on the other machine; a path is relative to the home of the user, and nothing in it is expanded. undefined:
   * there is none. Throws a WorkError when it is larger, or cannot be read.
   */
  readFile: (path: string, maxBytes: number, signal?: AbortSignal) => Promise<Buffer | undefined>
  /** Takes a file away, if there is one. */
  removeFile: (path: string, signal?: AbortSignal) => Promise<void>
  close: () => void
}

/** What small commands of ours may take. */
const OWN_MS = 60_000
const NEVER = new AbortController().signal

/**
 * Logs in. Throws a WorkError for a host key that is not known or not the known one, for what refuses or does not answer (each
 * with the host it is about), a UserError for a key that cannot be read, and the reason of the signal.
 */
export async function connectSsh(access: SshAccess, signal: AbortSignal): Promise<SshConnection> {
  let hop = await openLine(access, signal)
  let isClosed = false
  const extra = new Set<Hop>()
  /** For ending what an abort has stopped the signal does not count: `connectMs` does. */
  const spare = async (): Promise<Hop> => {
    const made = await openLine(access, NEVER)
    extra.add(made)
    void made.whenLost.then(() => extra.delete(made))
    return made
  }
  const current = async (stop: AbortSignal): Promise<Hop> => {
    if (isClosed) throw new WorkError('the connection was closed')
    stop.throwIfAborted()
    if (hop.lost !== undefined) hop = await openLine(access, stop)
    return hop
  }
  const run = async (command: RemoteCommand): Promise<RemoteEnd> =>
    runCommand(await current(command.signal), command, spare)
  const own = async (
    words: readonly string[],
    stop: AbortSignal,
    keep = 0,
  ): Promise<{ status: number; out: Buffer; err: string }> => {
    const out: Buffer[] = []
    let [size, err] = [0, '']
    const end = await run({
      ...{ words, timeoutMs: OWN_MS, graceMs: 1000, signal: stop },
      onStdout: (data) => {
        if (size <= keep) out.push(data)
        size += data.length
      },
      onStderr: (data) => void (err = (err + data.toString('utf8')).slice(-2000)),
    })
    stop.throwIfAborted()
    if (end.lost !== undefined) throw new WorkError(`the connection was lost: ${end.lost}`)
    if (end.timedOut) throw new WorkError(`the login host ${placeText(access.place)} did not do it in a minute`)
    return { status: end.status, out: Buffer.concat(out), err }
  }
  const problem = (what: string, path: string, err: string): WorkError =>
    new WorkError(`${plain(path)} on ${placeText(access.place)} ${what}`, {
      evidence: err
        .split('\n')
        .filter((line) => line.trim() !== '')
        .map(plain),
    })
  return {
    run,
    readFile: async (path, maxBytes, stop = NEVER) => {
      const { status, out, err } = await own(
        ['sh', '-c', READ, 'stack-action', dashless(path), String(maxBytes + 1)],
        stop,
        maxBytes,
      )
      if (status === 44) return undefined
      if (status === 45) throw problem('is no file', path, '')
      if (status !== 0) throw problem('cannot be read', path, err)
      if (out.length > maxBytes) throw problem(`is larger than ${sizeText(maxBytes)}`, path, '')
      return out
    },
    removeFile: async (path, stop = NEVER) => {
      const { status, err } = await own(['rm', '-f', dashless(path)], stop)
      if (status !== 0) throw problem('cannot be removed', path, err)
    },
    close: () => {
      isClosed = true
      for (const one of [hop, ...extra]) one.close()
    },
  }
}

/** No path is taken for an option. */
function dashless(path: string): string {
  return path.startsWith('-') ? `./${path}` : path
}
