import { valueAt } from '../shared/values.js'

/** The texts in a label of ours, by key: JSON of one level. Undefined where it is not there or not ours. */
export function textsOf(label: string | undefined): Readonly<Record<string, string>> | undefined {
  if (label === undefined) return undefined
  let value: unknown
  try {
    value = JSON.parse(label)
  } catch {
    return undefined
  }
  if (typeof value !== 'object' || value === null) return undefined
  const entries = Object.keys(value).map((key): [string, unknown] => [key, valueAt(value, [key])])
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => typeof entry[1] === 'string'))
}
