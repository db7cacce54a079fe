const UNITS: Readonly<Record<string, number>> = {
  '': 1,
  k: 1000,
  m: 1000 ** 2,
  g: 1000 ** 3,
  t: 1000 ** 4,
  ki: 1024,
  mi: 1024 ** 2,
  gi: 1024 ** 3,
  ti: 1024 ** 4,
}

/** Bytes of `500MB`, `1.5 GiB` or a bare number; undefined when it is no size. */
export function parseSize(text: string): number | undefined {
  const [, number, unit] = /^(\d{1,12}(?:\.\d{1,3})?)\s*(?:([kmgt]i?)?b?)$/i.exec(text.trim()) ?? []
  const factor = UNITS[(unit ?? '').toLowerCase()]
  return number === undefined || factor === undefined ? undefined : Math.round(Number(number) * factor)
}
