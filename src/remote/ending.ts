import { clip, counted, durationText, plain } from '../shared/text.js'
import { messageOf } from '../shared/errors.js'
import type { Began } from './first-line.js'
import { openChannel } from './channel.js'
import type { Hop } from './hop.js'
import { loginLine } from './quote.js'
import { END } from './scripts.js'

/** For looking, for ending by force, and for the answer's way. */
const ANSWER_MS = 15_000
const TICK_MS = 200

export interface Ending {
  readonly mark: string
  readonly began: Began | undefined
  readonly graceMs: number
  /** The connection that the command ran over, lost or not. */
  readonly hop: Hop
  /** Another one; the caller of this closes it. */
  readonly connect: () => Promise<Hop>
}

/**
 * Ends a command and all that it has started on the other machine: over the connection that is there, else over one more.
 * Gives why it is not known to be gone; undefined: it is.
 */
export async function endCommand(ending: Ending): Promise<string | undefined> {
  let first: unknown
  if (ending.hop.lost === undefined) {
    try {
      return await endOver(ending.hop, ending)
    } catch (error) {
      // It may have no room for one more session, or be lost just now.
      first = error
    }
  }
  try {
    const hop = await ending.connect()
    try {
      return await endOver(hop, ending)
    } finally {
      hop.close()
    }
  } catch (error) {
    const before = first === undefined ? '' : ` (before that: ${messageOf(first)})`
    return `the host could not be asked to end it: ${messageOf(error)}${before}`
  }
}

async function endOver(hop: Hop, { mark, began, graceMs }: Ending): Promise<string | undefined> {
  const { pid, group, session } = began ?? { pid: '-', group: '-', session: '-' }
  const ticks = String(Math.ceil(graceMs / TICK_MS))
  const line = loginLine(['sh', '-c', END, 'stack-action', mark, pid, group, session, ticks])
  const waitMs = graceMs * 2 + ANSWER_MS
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${durationText(waitMs)}`)), waitMs)
  })
  const asked = ask(hop, line)
  asked.catch(() => undefined)
  try {
    const said = await Promise.race([
      asked,
      late,
      hop.whenLost.then((reason) => Promise.reject(new Error(`the connection was lost: ${reason}`))),
    ])
    return verdict(said, mark, began)
  } finally {
    clearTimeout(timer)
  }
}

async function ask(hop: Hop, line: string): Promise<string> {
  return openChannel(hop, line, (channel) => {
    let said = ''
    channel.on('error', () => undefined)
    // Login shells may talk; what counts comes last.
    channel.on('data', (data: Buffer) => (said = (said + data.toString('utf8')).slice(-8192)))
    channel.stderr.resume()
    return new Promise<string>((resolve) => channel.once('close', () => resolve(said)))
  })
}

function verdict(said: string, mark: string, began: Began | undefined): string | undefined {
  const line = said.split('\n').findLast((one) => one.startsWith(`${mark} `))
  if (line === undefined) throw new Error(`the host gave no answer: ${clip(plain(said), 200)}`)
  const [how = '', ...left] = line
    .slice(mark.length + 1)
    .trim()
    .split(' ')
  if (left.length > 0) {
    const names = left.slice(0, 5).map((one) => clip(plain(one), 40))
    return `${counted(left.length, 'process', 'processes')} did not end: ${names.join(', ')}`
  }
  if (how === 'proc') return undefined
  if (how === 'none' || began === undefined || began.group === '-')
    return 'the host has no way to show its processes (no /proc, no ps)'
  return 'its process group is gone; this host does not show whether something left the group before'
}
