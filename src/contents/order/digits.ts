/** A number: below 0 where the first is the older one, above 0 where it is the newer one. */
export type Order = (a: string, b: string) => number

/** Compares decimal numbers of any length; none is 0. */
export function compareDigits(a: string, b: string): number {
  const [one, other] = [a.replace(/^0+/, ''), b.replace(/^0+/, '')]
  return Math.sign(one.length - other.length) || compareText(one, other)
}

/** By code units: the same on every machine. */
export function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The first of several comparisons that decides. */
export function firstOf(...orders: readonly (() => number)[]): number {
  for (const order of orders) {
    const result = order()
    if (result !== 0) return result
  }
  return 0
}

/** Compares lists element by element; where one ends, it goes on with `fill`. */
export function compareLists<T>(a: readonly T[], b: readonly T[], order: (a: T, b: T) => number, fill: T): number {
  for (let at = 0; at < Math.max(a.length, b.length); at++) {
    const result = order(a[at] ?? fill, b[at] ?? fill)
    if (result !== 0) return result
  }
  return 0
}

const RUNS = /\d+|[^\d]+/g

/** Runs of digits and of everything else, as they follow each other. */
export function runsOf(text: string): string[] {
  return text.match(RUNS) ?? []
}

export function isNumber(run: string | undefined): run is string {
  return run !== undefined && /^\d+$/.test(run)
}

/** What follows no rules: numbers as numbers, the rest as text, a number after text, more after less. */
export const anyOrder: Order = (a, b) =>
  compareLists<string | undefined>(
    runsOf(a),
    runsOf(b),
    (one, other) => {
      if (one === undefined || other === undefined) return Number(one !== undefined) - Number(other !== undefined)
      if (isNumber(one) && isNumber(other)) return compareDigits(one, other)
      if (isNumber(one) || isNumber(other)) return isNumber(one) ? 1 : -1
      return compareText(one, other)
    },
    undefined,
  )
