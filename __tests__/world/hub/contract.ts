import { readFileSync } from 'node:fs'
import { Ajv } from 'ajv'
import addFormats from 'ajv-formats'

interface Operation {
  readonly docs: string
  /** Names of query parameters. */
  readonly query: readonly string[]
  readonly body?: object
  /** Schemas by status; null where the reply has no JSON. */
  readonly replies: Readonly<Record<string, object | null | undefined>>
}

interface Contract {
  readonly operations: Readonly<Record<string, Operation | undefined>>
  readonly schemas: Readonly<Record<string, object>>
}

/** GitHub's published schemas (scripts/extract-contract.mjs). */
const contract = JSON.parse(readFileSync(new URL('contract.json', import.meta.url), 'utf8')) as Contract

const ajv = addFormats.default(new Ajv({ strict: false, allErrors: true }))
// GitHub has formats of its own, and "uri" in its schemas where it answers '' in truth.
ajv.addFormat('timestamp', true)
ajv.addFormat('repo.nwo', /^[\w.-]+\/[\w.-]+$/)
ajv.addFormat('uri', (text: string) => text === '' || URL.canParse(text))
for (const [name, schema] of Object.entries(contract.schemas)) ajv.addSchema(schema, name)

function operation(name: string): Operation {
  const found = contract.operations[name]
  if (found === undefined) throw new Error(`${name} is not in contract.json: add it to scripts/extract-contract.mjs`)
  return found
}

/** Where GitHub documents an operation. */
export function docsOf(name: string): string {
  return operation(name).docs
}

/** What is wrong with a request's body; empty when nothing is. */
export function bodyMistakes(name: string, body: unknown): string[] {
  const { body: schema } = operation(name)
  if (schema === undefined) return body === undefined ? [] : ['a body where none belongs']
  return mistakes(schema, body ?? {})
}

/** Query parameters that GitHub does not know. It ignores them, which is never what was meant. */
export function unknownParameters(name: string, query: URLSearchParams): string[] {
  const { query: known } = operation(name)
  return [...query.keys()].filter((key) => !known.includes(key))
}

/** What is wrong with a reply of ours: then the hub lies. */
export function replyMistakes(name: string, status: number, body: unknown): string[] {
  const { replies } = operation(name)
  if (status < 400 && !(String(status) in replies)) return [`GitHub never answers ${status}`]
  const schema = replies[String(status)] ?? (status < 400 ? undefined : { $ref: 'basic-error' })
  if (schema === undefined) return body === undefined ? [] : ['a reply where none belongs']
  return mistakes(schema, body)
}

function mistakes(schema: object, value: unknown): string[] {
  const validate = ajv.compile(schema) // Ajv remembers schemas that it has compiled.
  validate(value)
  return (validate.errors ?? []).map(({ instancePath, message, keyword }) => {
    return `${instancePath || 'the body'} ${message ?? keyword}`
  })
}
