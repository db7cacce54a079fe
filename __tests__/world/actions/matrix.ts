import { isDeepStrictEqual } from 'node:util'
import { isList, isValues } from './expressions.js'
import type { Value, Values } from './model.js'

const LIMIT = 256

/** The combinations of an evaluated `strategy.matrix`; a job without one has a single empty combination. */
export function expandMatrix(matrix: Value | undefined): Values[] {
  if (matrix === undefined || matrix === null) return [{}]
  if (!isValues(matrix)) throw new Error('Matrix must be a mapping')
  const { include = [], exclude = [], ...axes } = matrix
  const combinations = Object.entries(axes).reduce<Values[]>(
    (all, [name, values]) => {
      if (!isList(values)) throw new Error(`Matrix vector '${name}' must be a sequence`)
      if (values.length === 0) throw new Error(`Matrix vector '${name}' does not contain any values`)
      return all.flatMap((one) => values.map((value) => ({ ...one, [name]: value })))
    },
    [{}],
  )
  const kept = Object.keys(axes).length === 0 ? [] : combinations.filter((one) => !listOf(exclude).some(partOf(one)))
  const all = included(kept, listOf(include), Object.keys(axes))
  if (all.length === 0) throw new Error('Matrix must define at least one vector')
  if (all.length > LIMIT) throw new Error(`Matrix exceeds the limit of ${LIMIT} jobs: ${all.length}`)
  return all
}

function listOf(value: Value): Values[] {
  return isList(value) ? value.filter(isValues) : []
}

const partOf =
  (whole: Values) =>
  (part: Values): boolean =>
    Object.entries(part).every(([key, value]) => isDeepStrictEqual(whole[key], value))

/** An include goes to every combination whose axes it leaves as they are; to none: it is one of its own. */
function included(combinations: readonly Values[], includes: readonly Values[], axes: readonly string[]): Values[] {
  const extended = [...combinations]
  const added: Values[] = []
  for (const include of includes) {
    const fixed = Object.fromEntries(Object.entries(include).filter(([key]) => axes.includes(key)))
    const fits = combinations.map((one) => partOf(one)(fixed))
    fits.forEach((fit, at) => fit && (extended[at] = { ...extended[at], ...include }))
    if (!fits.includes(true)) added.push(include)
  }
  return [...extended, ...added]
}
