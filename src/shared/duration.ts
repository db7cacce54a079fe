const UNITS = { s: 1000, m: 60_000, h: 3_600_000 } as const

/** Timers take no more; beyond it they fire at once. */
const MAX_MS = 2 ** 31 - 1

/** `90`, `90s`, `5m`, `1.5h` in milliseconds; undefined when it is not a time, or longer than 24 days. */
export function parseDuration(text: string): number | undefined {
  const match = /^(\d{1,9}(?:\.\d+)?)\s*([smh])?$/.exec(text.trim())
  if (match === null) return undefined
  const ms = Math.round(Number(match[1]) * UNITS[(match[2] ?? 's') as keyof typeof UNITS])
  return ms > MAX_MS ? undefined : ms
}
