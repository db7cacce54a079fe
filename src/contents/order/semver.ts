import { compareDigits, compareLists, compareText, firstOf, isNumber } from './digits.js'

const VERSION = /^v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?$/

/** https://semver.org/#spec-item-11; undefined where one is no version. */
export function semverOrder(a: string, b: string): number | undefined {
  const [one, other] = [VERSION.exec(a.trim()), VERSION.exec(b.trim())]
  if (one === null || other === null) return undefined
  const [x, y] = [one[4], other[4]] as (string | undefined)[]
  return firstOf(
    () => compareLists(one.slice(1, 4), other.slice(1, 4), compareDigits, '0'),
    // What has no pre-release goes after what has one.
    () => Number(x === undefined) - Number(y === undefined),
    () => compareLists<string | undefined>(x?.split('.') ?? [], y?.split('.') ?? [], compareIdentifier, undefined),
  )
}

function compareIdentifier(a: string | undefined, b: string | undefined): number {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  if (isNumber(a) && isNumber(b)) return compareDigits(a, b)
  if (isNumber(a) || isNumber(b)) return isNumber(a) ? -1 : 1
  return compareText(a, b)
}
