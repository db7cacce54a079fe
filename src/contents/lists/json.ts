import { valueAt } from '../../shared/values.js'
import type { ListKind, Package } from './package.js'

/** Package lists as JSON: `pip list --format=json`, `conda list --json`, `npm ls --json`; undefined where it is none. */
export function jsonList(text: string): { kind: ListKind; packages: readonly Package[] } | undefined {
  const start = text.search(/[[{]/)
  if (start < 0 || text.slice(0, start).trim() !== '') return undefined
  let content: unknown
  try {
    content = JSON.parse(text)
  } catch {
    return undefined // Cut off, or none at all.
  }
  if (Array.isArray(content)) {
    const packages = content.flatMap((one: unknown) => packageOf(valueAt(one, ['name']), valueAt(one, ['version'])))
    const isConda = content.some((one: unknown) => typeof valueAt(one, ['build_string']) === 'string')
    return packages.length === 0 ? undefined : { kind: isConda ? 'conda' : 'pip', packages }
  }
  const below = valueAt(content, ['dependencies'])
  if (typeof below !== 'object' || below === null || Array.isArray(below)) return undefined
  const packages = Object.entries(below).flatMap(([name, one]) => packageOf(name, valueAt(one, ['version'])))
  return { kind: 'npm', packages }
}

function packageOf(name: unknown, version: unknown): Package[] {
  return typeof name === 'string' && typeof version === 'string' ? [{ name, version }] : []
}
