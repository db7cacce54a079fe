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
  /** Share of the page that it may take where not all has room; none: what the others leave. */
  readonly share?: number
  /** It says nothing when it is shortened (a drawing): it is there whole, or left out. */
  readonly whole?: true
}

/** Lines of a page, and which of its parts are not on it at all. */
export interface Page {
  readonly lines: readonly string[]
  readonly left: readonly Part[]
}

/** Parts as lines of a page of at most so many bytes, in their order; a part without rows is left out. */
export function fitParts(parts: readonly Part[], bytes: number): string[] {
  return [...fitPage(parts, parts, bytes).lines]
}

/**
 * The same, where room is given in the order of `worth`: where not all has room, each part takes no more than its share,
 * and the parts that then have none are left out, the last ones of `worth` first.
 */
export function fitPage(parts: readonly Part[], worth: readonly Part[], bytes: number): Page {
  const full = parts.filter(({ rows }) => rows.length > 0)
  const all = full.flatMap(wholeLines)
  if (bytesOf(all) <= bytes) return { lines: all, left: [] }
  let left = bytes
  const fitted = new Map<Part, string[]>()
  const fit = (part: Part, room: number): void => {
    const lines = partLines(part, Math.min(room, left))
    left -= bytesOf(lines)
    fitted.set(part, lines)
  }
  for (const part of worth) if (part.share !== undefined) fit(part, part.share * bytes)
  for (const part of worth) if (part.share === undefined) fit(part, left)
  return {
    lines: full.flatMap((part) => fitted.get(part) ?? []),
    left: full.filter((part) => fitted.get(part)?.length === 0),
  }
}

function wholeLines({ open, rows, close }: Part): string[] {
  return [...open, ...rows, ...close]
}

function partLines(part: Part, bytes: number): string[] {
  const { open, rows, close, what } = part
  if (rows.length === 0) return []
  const whole = wholeLines(part)
  if (bytesOf(whole) <= bytes) return whole
  if (part.whole) return []
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
