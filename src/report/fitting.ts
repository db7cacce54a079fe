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
