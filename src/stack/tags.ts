import { isTag } from './refs.js'

/** What a tag is made of. */
export interface TagFacts {
  /** '' when the stack has no prefix. */
  readonly prefix: string
  /** Branch, or '' when the checkout is on none. */
  readonly branch: string
  /** Short commit hash, or '' when there is none or the tree has changes that no commit holds. */
  readonly sha: string
}

/** A branch name as part of a tag: `/` becomes `_`, whatever else tags may not hold becomes `-`. */
export function branchPart(branch: string): string {
  return branch
    .replaceAll('/', '_')
    .replace(/[^A-Za-z0-9._-]+/g, '-')
    .replace(/^[.-]+/, '')
}

/** The tags a run publishes, `{prefix}-{branch}` and `{prefix}-{sha}`; the first is the one that names the image in logs and files. */
export function runTags({ prefix, branch, sha }: TagFacts): string[] {
  const parts = [branchPart(branch), sha].filter((part) => part !== '')
  const last = parts.length > 0 ? parts : ['local']
  const tags = last.map((part) => (prefix === '' ? part : `${prefix}-${part}`).slice(0, 128))
  return [...new Set(tags)]
}

/** Tags that other things move: the stages of promotion, and candidates. A branch of such a name must not publish over them. */
export function isReserved(tag: string, prefix: string): boolean {
  const own = prefix !== '' && tag.startsWith(`${prefix}-`) ? tag.slice(prefix.length + 1) : tag
  return own === 'stable' || /^fp-[0-9a-f]{32}$/.test(tag)
}

/** The tags that are not tags, for an error that names them. */
export function badTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => !isTag(tag))
}
