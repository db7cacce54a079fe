import type { ClientChannel } from 'ssh2'
import { messageOf, WorkError } from '../shared/errors.js'
import { plain } from '../shared/text.js'
import type { Hop } from './hop.js'

/** The server does not open another session over this connection (sshd's MaxSessions); a new connection may do. */
export class NoSession extends WorkError {}

/**
 * Starts a line of shell over a connection; its stdin stays open. `use` gets the channel at once: the end of a command may
 * lie in the same packet as the word that it has begun. Throws a NoSession, or a WorkError where the server refuses the
 * command or the connection is lost.
 */
export function openChannel<T>(hop: Hop, line: string, use: (channel: ClientChannel) => T): Promise<T> {
  return new Promise((resolve, reject) => {
    const refuse = (error: unknown): void => {
      if (hop.lost !== undefined) reject(new WorkError(`the connection was lost: ${hop.lost}`, { cause: error }))
      else if (/Channel open failure/.test(messageOf(error))) {
        reject(
          new NoSession('the login host opens no session for a command', {
            ...{ cause: error, evidence: [plain(messageOf(error))] },
            remedy: 'Its sshd allows fewer sessions per connection than are needed (MaxSessions).',
          }),
        )
      } else {
        reject(
          new WorkError('the login host does not start commands', {
            ...{ cause: error, evidence: [plain(messageOf(error))] },
            remedy: 'The account may be for files only, or for a terminal only.',
          }),
        )
      }
    }
    try {
      hop.client.exec(line, (error, channel) => (error === undefined ? resolve(use(channel)) : refuse(error)))
    } catch (error) {
      refuse(error)
    }
  })
}
