import { compareDigits, compareLists } from './digits.js'

/** Numbers with dots or dashes between them, the shorter first: R's package_version; undefined where one is none. */
export function rOrder(a: string, b: string): number | undefined {
  const isVersion = (text: string): boolean => /^\d+(?:[.-]\d+)*$/.test(text)
  if (!isVersion(a) || !isVersion(b)) return undefined
  return compareLists<string | undefined>(
    a.split(/[.-]/),
    b.split(/[.-]/),
    (one, other) =>
      one === undefined || other === undefined
        ? Number(one !== undefined) - Number(other !== undefined)
        : compareDigits(one, other),
    undefined,
  )
}
