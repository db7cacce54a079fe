import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Json } from './records.js'
import type { Site } from './repository.js'

interface Webhook {
  readonly name: string
  readonly examples: readonly Json[]
}

const file = createRequire(import.meta.url).resolve('@octokit/webhooks-examples')

let webhooks: readonly Webhook[] | undefined

/** A webhook's payload that GitHub once sent. */
export function example(name: string, is: (payload: Json) => boolean = () => true): Json {
  webhooks ??= JSON.parse(readFileSync(file, 'utf8')) as readonly Webhook[]
  const found = webhooks.find((webhook) => webhook.name === name)?.examples.find(is)
  if (found === undefined) throw new Error(`@octokit/webhooks-examples has no such ${name}`)
  return found
}

/** A part of the payload of an opened pull request: the one example that has all kinds of things. */
export function partOfPull(part: 'repository' | 'pull_request' | 'sender'): Json {
  return example(
    'pull_request',
    (payload) => 'repository' in payload && payload['action'] === 'opened' && payload['number'] === 2,
  )[part] as Json
}

/** The owner and the repository in that example. */
const OWNER = 'Codertocat'
const NAME = 'Hello-World'

/** A copy in which every address and name is one of ours. */
export function adapted(template: Json, site: Site, owner: string, name: string = NAME): Json {
  const text = JSON.stringify(template)
    .replaceAll('https://api.github.com', site.apiUrl)
    .replaceAll('https://github.com', site.serverUrl)
    .replaceAll(`${OWNER}/${NAME}`, `${owner}/${name}`)
    .replaceAll(OWNER, encodeURIComponent(owner)) // Of a bot: github-actions%5Bbot%5D.
  return JSON.parse(text) as Json
}

/** GitHub's opaque ids. */
export function nodeId(kind: string, id: number | string): string {
  return Buffer.from(`0${kind.length}:${kind}${id}`).toString('base64')
}

/** Seconds, as everywhere in the API. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z')
}

/** A copy without some keys. */
export function without(json: Json, keys: readonly string[]): Json {
  return Object.fromEntries(Object.entries(json).filter(([key]) => !keys.includes(key)))
}
