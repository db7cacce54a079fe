import { UserError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Draft } from './drafts.js'

/**
 * Ids of what the user named; undefined where nothing was, which means all. `base` stands for all of its plans and
 * platforms, `base@py39` for all platforms of one plan, `base@py39/arm64` for one. `file` is the spec, for messages.
 * Throws a UserError for names that are not there.
 */
export function namedIds(
  drafts: readonly Draft[],
  names: readonly string[],
  file: string,
): ReadonlySet<string> | undefined {
  if (names.length === 0) return undefined
  const byName = new Map<string, string[]>()
  for (const { id, name } of drafts) {
    const [allPlatforms = id] = id.split('/')
    for (const key of new Set([id, allPlatforms, name])) {
      const ids = byName.get(key)
      if (ids === undefined) byName.set(key, [id])
      else ids.push(id)
    }
  }
  const unknown = names.filter((name) => !byName.has(name))
  if (unknown.length > 0) {
    const known = [...new Set(drafts.map((draft) => draft.name))]
    throw new UserError(
      unknown.map((name): Problem => ({
        message: `there is no image "${name}" in ${file}`,
        remedy: suggest(name, known, 'images'),
      })),
    )
  }
  return new Set(names.flatMap((name) => byName.get(name) ?? []))
}
