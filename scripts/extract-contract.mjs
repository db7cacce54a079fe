/**
 * Writes __tests__/world/hub/contract.json: what GitHub publishes about the few REST operations that the hub answers, as
 * JSON Schema. The package it is taken from is 390 MB, so it is no dependency; only this extract is committed.
 *
 *   cd "$(mktemp -d)" && npm i @octokit/openapi@23.0.2
 *   node …/scripts/extract-contract.mjs "$PWD/node_modules/@octokit/openapi"
 */
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

const OPERATIONS = `
GET /repos/{owner}/{repo}
GET /repos/{owner}/{repo}/compare/{basehead}
GET /repos/{owner}/{repo}/commits
GET /repos/{owner}/{repo}/commits/{ref}
GET /repos/{owner}/{repo}/commits/{commit_sha}/pulls
GET /repos/{owner}/{repo}/commits/{ref}/status
GET /repos/{owner}/{repo}/commits/{ref}/statuses
GET /repos/{owner}/{repo}/commits/{ref}/check-runs
GET /repos/{owner}/{repo}/contents/{path}
GET /repos/{owner}/{repo}/git/ref/{ref}
GET /repos/{owner}/{repo}/git/trees/{tree_sha}
GET /repos/{owner}/{repo}/pulls
POST /repos/{owner}/{repo}/pulls
GET /repos/{owner}/{repo}/pulls/{pull_number}
PATCH /repos/{owner}/{repo}/pulls/{pull_number}
GET /repos/{owner}/{repo}/pulls/{pull_number}/files
GET /repos/{owner}/{repo}/pulls/{pull_number}/commits
POST /repos/{owner}/{repo}/statuses/{sha}
POST /repos/{owner}/{repo}/check-runs
GET /repos/{owner}/{repo}/check-runs/{check_run_id}
PATCH /repos/{owner}/{repo}/check-runs/{check_run_id}
GET /repos/{owner}/{repo}/issues/{issue_number}/comments
POST /repos/{owner}/{repo}/issues/{issue_number}/comments
GET /repos/{owner}/{repo}/issues/comments/{comment_id}
PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}
DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}
GET /repos/{owner}/{repo}/deployments
POST /repos/{owner}/{repo}/deployments
GET /repos/{owner}/{repo}/deployments/{deployment_id}/statuses
POST /repos/{owner}/{repo}/deployments/{deployment_id}/statuses
`
  .trim()
  .split('\n')

const [from] = process.argv.slice(2)
if (from === undefined) throw new Error('usage: extract-contract.mjs <path of the package @octokit/openapi>')
const { version } = JSON.parse(await readFile(join(from, 'package.json'), 'utf8'))
const api = JSON.parse(await readFile(join(from, 'generated/api.github.com.json'), 'utf8'))

/** Follows `#/components/…`. */
const resolve = (thing) =>
  thing?.$ref === undefined
    ? thing
    : thing.$ref
        .slice(2)
        .split('/')
        .reduce((at, key) => at[key], api)

/** Prose, and keywords of OpenAPI that validate nothing. */
const SILENT = ['description', 'example', 'examples', 'title', 'externalDocs', 'deprecated', 'default', 'nullable']

const schemas = {}

/** An OpenAPI 3.0 schema in JSON Schema: only what validates, `nullable` as a type, and references by bare name. */
function schemaOf(value) {
  if (Array.isArray(value)) return value.map(schemaOf)
  if (value === null || typeof value !== 'object') return value
  if (value.$ref !== undefined) {
    const name = value.$ref.slice(value.$ref.lastIndexOf('/') + 1)
    if (!(name in schemas)) {
      schemas[name] = true // A schema may refer to itself.
      schemas[name] = schemaOf(resolve(value))
    }
    return { $ref: name }
  }
  const schema = {}
  for (const [key, inner] of Object.entries(value)) {
    if (SILENT.includes(key) || key.startsWith('x-')) continue
    // Names of properties are data, not keywords: a property may be called "description".
    schema[key] =
      key === 'properties'
        ? Object.fromEntries(Object.entries(inner).map(([name, property]) => [name, schemaOf(property)]))
        : schemaOf(inner)
  }
  if (value.nullable !== true) return schema
  if (schema.type === undefined) return { anyOf: [schema, { type: 'null' }] }
  return { ...schema, type: [schema.type, 'null'], ...(schema.enum ? { enum: [...schema.enum, null] } : {}) }
}

const bodyOf = (thing) => schemaOf(resolve(thing)?.content?.['application/json']?.schema)

const operations = {}
for (const name of OPERATIONS) {
  const [method, path] = name.split(' ')
  const operation = api.paths[path]?.[method.toLowerCase()]
  if (operation === undefined) throw new Error(`GitHub has no ${name}`)
  operations[name] = {
    docs: operation.externalDocs?.url ?? 'https://docs.github.com/rest',
    query: (operation.parameters ?? [])
      .map(resolve)
      .filter((one) => one.in === 'query')
      .map((one) => one.name),
    body: bodyOf(operation.requestBody),
    replies: Object.fromEntries(
      Object.entries(operation.responses).map(([status, response]) => [status, bodyOf(response) ?? null]),
    ),
  }
}
schemaOf({ $ref: '#/components/schemas/basic-error' })

const to = new URL('../__tests__/world/hub/contract.json', import.meta.url)
await writeFile(to, JSON.stringify({ source: `@octokit/openapi ${version}`, operations, schemas }) + '\n')
