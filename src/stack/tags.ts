import { createHash } from 'node:crypto'
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

/** Characters of a tag. */
export const MAX_TAG = 128

/** Where each repository keeps what was moved in it (registry/journal.ts). */
export const JOURNAL_TAG = 'stack-journal'

/** As git shortens the hash of a commit, in tags (`TagFacts.sha`). */
const SHORT_HASH = /^[0-9a-f]{7}$/

/**
 * A branch name as part of a tag, of at most `room` characters: `/` becomes `_`, whatever else tags may not hold becomes
 * `-`. Where another branch could become the same, or it looks like a short commit hash, the hash of its name follows.
 */
export function branchPart(branch: string, room = MAX_TAG): string {
  if (branch === '') return ''
  const flat = branch.replaceAll('/', '_')
  const part = flat.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[.-]+/, '')
  const same = part === flat && !(branch.includes('/') && branch.includes('_')) && !SHORT_HASH.test(part)
  if (same && part.length <= room) return part
  const hash = createHash('sha256').update(branch).digest('hex').slice(0, 8)
  return part === '' ? hash : `${part.slice(0, Math.max(room - hash.length - 1, 0))}-${hash}`.replace(/^-/, '')
}

/** The tags a run publishes, `{prefix}-{branch}` and `{prefix}-{sha}`; the first is the one that names the image in logs and files. */
export function runTags({ prefix, branch, sha }: TagFacts): string[] {
  const start = prefix === '' ? '' : `${prefix}-`
  const parts = [branchPart(branch, MAX_TAG - start.length), sha].filter((part) => part !== '')
  const last = parts.length > 0 ? parts : ['local']
  return [...new Set(last.map((part) => start + part))]
}

/** Tags that are the program's own: candidates, what was tested, what is in them, the journal. Nobody else's name may be one. */
export function isReserved(tag: string): boolean {
  return tag === JOURNAL_TAG || /^(?:(?:fp|ok)-[0-9a-f]{32}|info-[0-9a-f]{64})$/.test(tag)
}

/**
 * The prefix of another plan whose tags `tag` is among, though this plan (`prefix`) would publish it: the branch `gpu-main`
 * of the plan `2026` is the branch `main` of `2026-gpu`. Undefined where no other plan reaches it. `prefixes`: those of all
 * plans; of several the longest is told.
 */
export function foreignPrefix(tag: string, prefix: string, prefixes: readonly string[]): string | undefined {
  const start = prefix === '' ? '' : `${prefix}-`
  return prefixes
    .filter((other) => other.length > prefix.length && other.startsWith(start))
    .filter((other) => tag === other || tag.startsWith(`${other}-`))
    .reduce<string | undefined>(
      (longest, other) => (other.length > (longest?.length ?? 0) ? other : longest),
      undefined,
    )
}

/** The tags that are not tags, for an error that names them. */
export function badTags(tags: readonly string[]): string[] {
  return tags.filter((tag) => !isTag(tag))
}
