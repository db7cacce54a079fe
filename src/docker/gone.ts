/** What Node says when the other side of a connection ends it, and what buildx does. */
const GONE =
  /^aborted$|error reading from server: EOF|Cannot connect to the Docker daemon|socket hang up|ECONNRESET|ECONNREFUSED|EPIPE|connect ENOENT|premature close/i

/** An engine's message; where it is only the noise of a broken connection, what that means. */
export function engineMessage(message: string): string {
  return GONE.test(message) ? `${WENT_AWAY} (${message})` : message
}

const WENT_AWAY = 'the engine went away'

/** What to do about a message of `engineMessage`, if it is of that kind. */
export function goneRemedy(message: string): string | undefined {
  return message.startsWith(WENT_AWAY)
    ? 'Is the engine running? Start it and run again; what was built is kept.'
    : undefined
}
