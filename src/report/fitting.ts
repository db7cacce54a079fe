/**
 * Bytes that all text of one step's summary may have together: GitHub drops one over 1 MiB whole (docs.github.com,
 * "Adding a job summary"), and a last line about what was left out needs room.
 */
export const MAX_SUMMARY_BYTES = 1_000_000

/** How many of the lines, from the first one on, have room in so many bytes, each with its line end. */
export function fitting(lines: readonly string[], bytes: number): number {
  let used = 0
  const over = lines.findIndex((line) => (used += Buffer.byteLength(line) + 1) > bytes)
  return over < 0 ? lines.length : over
}

/** A part of a page that may be shortened: what opens and closes it stays whole, or the part is left out. */
export interface Part {
  readonly open: readonly string[]
  /** Table rows, list items, blocks of several lines: each is there whole or not at all. */
  readonly rows: readonly string[]
  readonly close: readonly string[]
  /** What the rows are, for the line that counts those that are left out. */
  readonly what: string
  /** Share of the page that it may take; none: what the others leave. */
  readonly share?: number
}

/** Parts as lines of a page of at most so many bytes, in their order; a part without rows is left out. */
export function fitParts(parts: readonly Part[], bytes: number): string[] {
  let left = bytes
  const fit = (part: Part, room: number): string[] => {
    const lines = partLines(part, Math.min(room, left))
    left -= bytesOf(lines)
    return lines
  }
  const shared = new Map(
    parts.flatMap((part) => (part.share === undefined ? [] : [[part, fit(part, part.share * bytes)] as const])),
  )
  return parts.flatMap((part) => shared.get(part) ?? fit(part, left))
}

function partLines({ open, rows, close, what }: Part, bytes: number): string[] {
  if (rows.length === 0) return []
  const whole = [...open, ...rows, ...close]
  if (bytesOf(whole) <= bytes) return whole
  // With all of them left out the line is at its longest.
  const rest = (kept: number): string[] => [`(${rows.length - kept} more ${what} are in results.json)`, '']
  const kept = fitting(rows, bytes - bytesOf([...open, ...close, ...rest(0)]))
  if (kept > 0) return [...open, ...rows.slice(0, kept), ...close, ...rest(kept)]
  return bytesOf(rest(0)) <= bytes ? rest(0) : []
}

/** Each line with its line end. */
function bytesOf(lines: readonly string[]): number {
  return lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
}
