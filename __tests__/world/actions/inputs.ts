import { isList, isValues, written } from './expressions.js'
import type { Value, Values } from './model.js'

/** Values for the `inputs:` of workflow_dispatch or workflow_call: typed, with defaults; throws what GitHub would say. */
export function typedInputs(declared: Value | undefined, given: Values): Record<string, Value> {
  const inputs = isValues(declared) ? declared : {}
  const unexpected = Object.keys(given).filter((name) => !(name in inputs))
  if (unexpected.length > 0) throw new Error(`Unexpected inputs provided: ${JSON.stringify(unexpected)}`)
  return Object.fromEntries(
    Object.entries(inputs).map(([name, spec]) => {
      const input = isValues(spec) ? spec : {}
      const value = given[name] ?? input['default']
      if (input['required'] === true && (value === undefined || value === ''))
        throw new Error(`Required input '${name}' not provided`)
      return [name, typed(name, input, value)]
    }),
  )
}

function typed(name: string, { type = 'string', options = [] }: Values, value: Value | undefined): Value {
  const given = written(value)
  if (type === 'boolean') {
    if (!['', 'true', 'false'].includes(given))
      throw new Error(`Provided value '${given}' for input '${name}' is not a boolean`)
    return given === 'true'
  }
  if (type === 'number') {
    if (Number.isNaN(Number(given))) throw new Error(`Provided value '${given}' for input '${name}' is not a number`)
    return Number(given)
  }
  const choices = isList(options) ? options.map(String) : []
  if (type !== 'choice') return given
  if (given === '') return choices[0] ?? ''
  if (!choices.includes(given))
    throw new Error(`Provided value '${given}' for input '${name}' not in the list of allowed values`)
  return given
}
