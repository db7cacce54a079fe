import { stripVTControlCharacters } from 'node:util'

/** Milliseconds as people say them: `0.3s`, `12.4s`, `3m05s`, `1h02m`. */
export function durationText(ms: number): string {
  const seconds = ms / 1000
  if (seconds < 59.95) return `${seconds.toFixed(1)}s`
  const whole = Math.round(seconds)
  const [minutes, rest] = [Math.floor(whole / 60), whole % 60]
  if (minutes < 60) return `${minutes}m${String(rest).padStart(2, '0')}s`
  return `${Math.floor(minutes / 60)}h${String(minutes % 60).padStart(2, '0')}m`
}

/** Bytes with SI units, as Docker shows them: `0 B`, `954 kB`, `1.2 GB`. */
export function sizeText(bytes: number): string {
  const units = ['B', 'kB', 'MB', 'GB', 'TB']
  let value = bytes
  let unit = 0
  for (; value >= 999.5 && unit < units.length - 1; unit++) value /= 1000
  return `${unit === 0 || value >= 99.95 ? value.toFixed(0) : value.toFixed(1)} ${units[unit] ?? ''}`
}

/** The first characters of a digest or image id, as Docker shows them. */
export function shortDigest(digest: string): string {
  return digest.replace(/^sha256:/, '').slice(0, 12)
}

/** Text from a log or a name as one harmless line: no escape sequences, no control characters. */
export function plain(text: string): string {
  // Cc: control characters; the others end a line in some viewers or turn the direction of text around.
  return stripVTControlCharacters(text).replace(/[\p{Cc}\u2028-\u202e\u2066-\u2069]+/gu, ' ')
}

/** At most `width` characters, the rest shown by an ellipsis. */
export function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, Math.max(width - 1, 0)).replace(/[\ud800-\udbff]$/, '')}…`
}

/** Rows in columns, left-aligned, two spaces between them; no trailing spaces. */
export function columns(rows: readonly (readonly string[])[]): string[] {
  const widths: number[] = []
  for (const row of rows) row.forEach((cell, index) => (widths[index] = Math.max(widths[index] ?? 0, cell.length)))
  return rows.map((row) =>
    row
      .map((cell, index) => cell.padEnd(widths[index] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}

/** Foreign text in a Markdown table cell or paragraph: shown as written, never interpreted. */
export function markdown(text: string): string {
  return plain(text).replace(/[\\`*_{}[\]<>()#+!|~&$@-]/g, (character) => `&#${character.charCodeAt(0)};`)
}

/** Foreign text in a fenced block: the fence is longer than any run of back-ticks inside. */
export function fenced(text: string): string {
  let longest = 2
  for (const [run] of text.matchAll(/`+/g)) longest = Math.max(longest, run.length)
  const fence = '`'.repeat(longest + 1)
  return `${fence}\n${text}\n${fence}`
}

/** What a screen shows of a line in the end: of one that was overwritten with carriage returns (progress bars), the last state. */
export function lastState(line: string): string {
  let end = line.length
  while (line[end - 1] === '\r') end--
  return line.slice(end === 0 ? 0 : line.lastIndexOf('\r', end - 1) + 1, end)
}

/** `1 image`, `2 images` */
export function counted(number: number, one: string, many = `${one}s`): string {
  return `${number} ${number === 1 ? one : many}`
}

/** `2026-03-04 10:11 UTC`, of a time in ISO 8601. */
export function minuteText(at: string): string {
  return `${at.slice(0, 16).replace('T', ' ')} UTC`
}
