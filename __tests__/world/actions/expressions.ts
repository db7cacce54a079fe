import { data, Evaluator, Lexer, Parser } from '@actions/expressions'
import type { FunctionDefinition } from '@actions/expressions/funcs/info'
import type { Value, Values } from './model.js'

/** What success(), failure() and cancelled() answer. */
export interface Status {
  readonly success: boolean
  readonly failure: boolean
  readonly cancelled: boolean
}

/** Everything an expression can see. A context that is not here is an error, as on GitHub. */
export interface Scope {
  readonly contexts: Values
  readonly status?: Status
  /** Only steps have it. */
  readonly hashFiles?: (patterns: readonly string[]) => string
}

type Data = data.ExpressionData

function toData(value: Value): Data {
  if (value === null) return new data.Null()
  if (typeof value === 'boolean') return new data.BooleanData(value)
  if (typeof value === 'number') return new data.NumberData(value)
  if (typeof value === 'string') return new data.StringData(value)
  if (isList(value)) return new data.Array(...value.map(toData))
  return toDictionary(value)
}

function toDictionary(values: Values): data.Dictionary {
  return new data.Dictionary(...Object.entries(values).map(([key, value]) => ({ key, value: toData(value) })))
}

function toValue(result: Data): Value {
  return JSON.parse(JSON.stringify(result, data.replacer)) as Value
}

export function isList(value: Value): value is readonly Value[] {
  return Array.isArray(value)
}

/** A mapping, not a list and not null. */
export function isValues(value: Value | undefined): value is Values {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

const STATUS_FUNCTIONS = ['success', 'failure', 'cancelled', 'always']

function functionsOf({ status, hashFiles }: Scope): FunctionDefinition[] {
  const fixed = (name: string, answer: boolean): FunctionDefinition => ({
    ...{ name, minArgs: 0, maxArgs: 0 },
    call: () => new data.BooleanData(answer),
  })
  const hash: FunctionDefinition = {
    ...{ name: 'hashFiles', minArgs: 1, maxArgs: 255 },
    call: (...patterns) => new data.StringData(hashFiles?.(patterns.map((one) => one.coerceString())) ?? ''),
  }
  return [
    ...(status === undefined
      ? []
      : [
          ...[fixed('success', status.success), fixed('failure', status.failure)],
          ...[fixed('cancelled', status.cancelled), fixed('always', true)],
        ]),
    ...(hashFiles === undefined ? [] : [hash]),
  ]
}

function run(expression: string, scope: Scope): Data {
  try {
    const functions = functionsOf(scope)
    const tree = new Parser(new Lexer(expression).lex().tokens, Object.keys(scope.contexts), functions).parse()
    const byName = new Map(functions.map((one) => [one.name.toLowerCase(), one]))
    return new Evaluator(tree, toDictionary(scope.contexts), byName).evaluate()
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    throw new Error(`The template is not valid. \${{ ${expression} }}: ${reason}`, { cause: error })
  }
}

type Part = { readonly text: string } | { readonly expression: string }

/** Literal text and expressions; `}}` inside a quoted string does not end one. */
function parts(template: string): Part[] {
  const found: Part[] = []
  let at = 0
  for (;;) {
    const start = template.indexOf('${{', at)
    if (start < 0) break
    let end = start + 3
    for (let quoted = false; quoted || !template.startsWith('}}', end); end++) {
      if (end >= template.length)
        throw new Error(`The template is not valid. The expression is not closed: ${template.slice(start)}`)
      if (template[end] === "'") quoted = !quoted
    }
    if (start > at) found.push({ text: template.slice(at, start) })
    found.push({ expression: template.slice(start + 3, end).trim() })
    at = end + 2
  }
  if (at < template.length) found.push({ text: template.slice(at) })
  return found
}

/** Evaluates the `${{ }}` in a value of a workflow, lists and mappings too. A lone expression keeps its type. */
export function evaluate(value: Value, scope: Scope): Value {
  if (isList(value)) return value.map((one) => evaluate(one, scope))
  if (isValues(value)) return mapValues(value, (one) => evaluate(one, scope))
  if (typeof value !== 'string') return value
  const [first, ...others] = parts(value)
  if (first !== undefined && 'expression' in first && others.length === 0) return toValue(run(first.expression, scope))
  return text(value, scope)
}

/** The same as a string: null is empty, an object is `Object`. */
export function text(value: Value | undefined, scope: Scope): string {
  if (typeof value !== 'string') return toData(evaluate(value ?? null, scope)).coerceString()
  return parts(value)
    .map((part) => ('text' in part ? part.text : run(part.expression, scope).coerceString()))
    .join('')
}

/** Every value of a mapping as a string: `env:`, `with:`, `outputs:`. An expression may stand for the whole mapping. */
export function texts(values: Value | undefined, scope: Scope): Record<string, string> {
  const mapping = typeof values === 'string' ? evaluate(values, scope) : values
  return isValues(mapping) ? mapValues(mapping, (value) => text(value, scope)) : {}
}

/** An `if:`. Without one of the status functions in it, it means `success() && (…)`. */
export function condition(given: Value | undefined, scope: Scope): boolean {
  const source = written(given)
  const pieces = parts(source.trim())
  const [first] = pieces
  // Text around an expression makes a string of it all, which is true: GitHub does the same, and warns.
  if (first !== undefined && pieces.length > 1 && pieces.some((one) => 'expression' in one))
    return (scope.status?.success ?? true) && text(source, scope) !== ''
  const expression = first === undefined ? '' : 'text' in first ? first.text : first.expression
  if (expression === '') return scope.status?.success ?? true
  const { tokens } = new Lexer(expression).lex()
  const asked = tokens.some(
    ({ lexeme }, at) => STATUS_FUNCTIONS.includes(lexeme.toLowerCase()) && tokens[at + 1]?.lexeme === '(',
  )
  const result = toValue(run(asked ? expression : `success() && (${expression})`, scope))
  return result !== null && result !== false && result !== 0 && result !== ''
}

/** A value as somebody would write it. */
export function written(value: Value | undefined): string {
  if (value === undefined || value === null) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}

/** A mapping with the same keys. */
export function mapValues<From, To>(
  values: Readonly<Record<string, From>>,
  change: (value: From, key: string) => To,
): Record<string, To> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, change(value, key)]))
}
