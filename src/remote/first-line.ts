/** What START says of the command. */
export interface Began {
  readonly pid: string
  /** Its process group, where that is its own; `-` where it is not known, or that of others. */
  readonly group: string
  /** Its session, likewise. */
  readonly session: string
}

/** A first line is short; one that never ends is none. */
const LONGEST = 4096

/**
 * Takes START's line out of a stream: before it is what the login shell says (`onNoise`), behind it the command's own
 * output, byte for byte.
 */
export function afterFirstLine(
  mark: string,
  onNoise: (data: Buffer) => unknown,
  onData: (data: Buffer) => unknown,
): { push: (data: Buffer) => unknown; end: () => void; began: () => Began | undefined } {
  let held: Buffer | undefined = Buffer.alloc(0)
  let began: Began | undefined
  const wanted = Buffer.from(`${mark} `)
  return {
    push: (data) => {
      if (held === undefined) return onData(data)
      held = Buffer.concat([held, data])
      const at = held.indexOf(wanted)
      const end = at < 0 ? -1 : held.indexOf('\n', at)
      if (end < 0) {
        // The mark may come in two parts.
        const sure = at < 0 ? held.length - wanted.length : Math.max(at, held.length - LONGEST)
        if (sure > 0) {
          onNoise(held.subarray(0, sure))
          held = held.subarray(sure)
        }
        return undefined
      }
      began = read(held.subarray(at + wanted.length, end).toString('latin1'))
      if (at > 0) onNoise(held.subarray(0, at))
      const rest = held.subarray(end + 1)
      held = undefined
      return rest.length > 0 ? onData(rest) : undefined
    },
    end: () => {
      if (held !== undefined && held.length > 0) onNoise(held)
      held = undefined
    },
    began: () => began,
  }
}

/** `PID STATE PARENT GROUP SESSION …` (proc_pid_stat(5)). */
function read(line: string): Began {
  const [pid = '-', , , group, session] = line.trim().split(/\s+/)
  const own = (one: string | undefined): string => (one === pid && /^[1-9]\d*$/.test(pid) ? pid : '-')
  // Servers that make no session of a command's own leave it in theirs, which must not be ended.
  return { pid: /^[1-9]\d*$/.test(pid) ? pid : '-', group: own(group), session: own(session) }
}
