import { Duplex } from 'node:stream'
import type { ClientChannel } from 'ssh2'
import { clip, plain } from '../shared/text.js'
import type { SshAccess } from './access.js'
import { NoSession, openChannel } from './channel.js'
import type { Hop } from './hop.js'
import { openLine } from './line.js'
import { shellLine } from './quote.js'

/** Programs on another machine whose stdin and stdout are ours. */
export interface SshPipes {
  open: (words: readonly string[]) => Promise<Duplex>
  close: () => void
}

/**
 * Logs in for any number of pipes: as many connections are made as the server's MaxSessions wants. Throws what `connectSsh`
 * does; so does `open`, when the connection was lost meanwhile.
 */
export async function sshPipes(access: SshAccess, signal: AbortSignal): Promise<SshPipes> {
  const hops: Hop[] = [await openLine(access, signal)]
  const { signal: never } = new AbortController()
  const overOne = async (line: string): Promise<Pipe | undefined> => {
    for (const hop of hops.filter(({ lost }) => lost === undefined)) {
      try {
        return await openChannel(hop, line, (channel) => new Pipe(channel))
      } catch (error) {
        if (!(error instanceof NoSession) && hop.lost === undefined) throw error
      }
    }
    return undefined
  }
  // One new connection at a time: servers turn away who comes with many (MaxStartups), and one has room for several.
  let last: Promise<unknown> = Promise.resolve()
  const overMore = async (line: string): Promise<Pipe> => {
    for (;;) {
      const pipe = await overOne(line)
      if (pipe !== undefined) return pipe
      hops.push(await openLine(access, never))
    }
  }
  return {
    open: async (words) => {
      const line = shellLine(words)
      const pipe = await overOne(line)
      if (pipe !== undefined) return pipe
      const next = last.then(() => overMore(line))
      last = next.catch(() => undefined)
      return next
    },
    close: () => {
      for (const hop of hops) hop.close()
    },
  }
}

/** A channel as Node's http and http2 want a socket: ssh2's own streams do not close as others do. */
class Pipe extends Duplex {
  readonly #channel: ClientChannel
  #said = ''
  #isHeard = false

  constructor(channel: ClientChannel) {
    super()
    this.#channel = channel
    // A program may have ended before anybody listens: who gets the pipe then finds it `errored`.
    this.on('error', () => undefined)
    channel.on('data', (data: Buffer) => {
      this.#isHeard = true
      if (!this.push(data)) channel.pause()
    })
    channel.on('end', () => {
      if (this.#isHeard) this.push(null)
    })
    channel.stderr.on('data', (data: Buffer) => (this.#said = clip(this.#said + data.toString('utf8'), 1000)))
    channel.on('error', (error: Error) => this.destroy(error))
    channel.on('close', (status: unknown) => {
      if (this.#isHeard) this.push(null)
      else this.destroy(new Error(this.#why(status)))
    })
  }

  /** Why a program that has said nothing has ended. */
  #why(status: unknown): string {
    const said = plain(this.#said.trim())
    if (said !== '') return said
    return typeof status === 'number' ? `the program ended with ${status}` : 'the connection was closed'
  }

  override _read(): void {
    this.#channel.resume()
  }

  override _write(data: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    // A channel that is closed takes no data, and calls nobody back.
    if (this.#channel.writable) this.#channel.write(data, done)
    else done(new Error('the connection was closed'))
  }

  override _final(done: () => void): void {
    this.#channel.end()
    done()
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    this.#channel.destroy()
    done(error)
  }

  // What http sets on sockets. Of a channel there is nothing to set.
  setTimeout(): this {
    return this
  }
  setNoDelay(): this {
    return this
  }
  setKeepAlive(): this {
    return this
  }
  ref(): this {
    return this
  }
  unref(): this {
    return this
  }
}
