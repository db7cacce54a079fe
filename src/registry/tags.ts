import { WorkError } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { isTag } from '../stack/refs.js'
import type { Access } from './access.js'
import { expect } from './expect.js'
import { parseJson } from './json.js'

/** What is asked for at once; registries give less. */
const PAGE = 1000
/** No repository has more that anybody looks at, and no registry keeps us turning pages for ever. */
const MOST_TAGS = 100_000

/** All tags of a repository (distribution-spec, "Listing Tags"); none where there is no such repository. */
export async function listTags(access: Access, repository: string, signal?: AbortSignal): Promise<string[]> {
  const tags = new Set<string>()
  const asked = new Set<string>()
  for (let query: string | undefined = `?n=${PAGE}`; query !== undefined && !asked.has(query);) {
    asked.add(query)
    const answer = await access.send({ repository, actions: 'pull' }, `tags/list${query}`, { signal })
    if (answer.status === 404) return [...tags]
    const what = `list of the tags of ${repository}`
    expect(answer, 200, what, repository)
    const page = valueAt(parseJson(answer.body, what), ['tags'])
    for (const tag of Array.isArray(page) ? (page as unknown[]) : [])
      if (typeof tag === 'string' && isTag(tag)) tags.add(tag)
    if (tags.size > MOST_TAGS) throw new WorkError(`${what}: there is no end to it`)
    query = nextOf(answer.headers.get('link'))
  }
  return [...tags]
}

/** Of the next page (RFC 8288) only the question counts: whom it is put to is for us to say. */
function nextOf(link: string | null): string | undefined {
  const target = /<([^>]*)>\s*;[^,]*\brel="?next"?/i.exec(link ?? '')?.[1]
  if (target === undefined || !URL.canParse(target, 'https://registry')) return undefined
  return new URL(target, 'https://registry').search || undefined
}
