import { createHash } from 'node:crypto'
import { parseRepository, splitRef } from '../../stack/refs.js'

/**
 * Names of pages, without `.md`. GitHub's wikis take none of `\ / : * ? " < > |`
 * (docs.github.com, "Adding or editing wiki pages"), show what begins with `_` on every page, and know `Home`. Ours have
 * letters, digits, `.`, `_` and `-` only: the same file everywhere, and no escapes in links.
 */
export const HOME = 'Home'
export const STABLE = 'Stable_Tag'
export const DEPENDENCY = 'Image_Dependency'
export const SIDEBAR = '_Sidebar'

/** File names have at most 255 bytes; `.md`, and what makes a name unique, come behind. */
const MAX_NAME = 200

/** What a page is about; it is written into the page, so that a page says whose it is. */
export type PageKey =
  'home' | 'stable' | 'dependency' | 'sidebar' | `archive:${string}` | `image:${string}` | `ref:${string}`

/** The name that a page should have; another one is taken where somebody else has it. */
export function wantedName(key: PageKey): string {
  if (key === 'home') return HOME
  if (key === 'stable') return STABLE
  if (key === 'dependency') return DEPENDENCY
  if (key === 'sidebar') return SIDEBAR
  if (key.startsWith('archive:')) return safePage(`Archive_${key.slice('archive:'.length)}`)
  if (key.startsWith('image:')) return safePage(key.slice('image:'.length))
  return refPage(key.slice('ref:'.length))
}

/** As the seeds have it: `ghcr.io/ucsd-ets/base:2026.3-main` is `ghcr-io-ucsd-ets-base-2026.3-main`: points stay in tags only. */
function refPage(ref: string): string {
  const { repository, tag } = splitRef(ref)
  const parsed = parseRepository(repository)
  const host = parsed?.explicit === true ? `${parsed.host.replace(/[^A-Za-z0-9]+/g, '-')}-` : ''
  return safePage(`${host}${parsed?.path ?? repository}-${tag}`)
}

function safePage(text: string): string {
  const safe = text.replace(/[^A-Za-z0-9._-]+/g, '-').replace(/^[^A-Za-z0-9]+/, '')
  // A name with an ending of its own would be taken for another file.
  const plainEnd = safe.replace(/\.([A-Za-z][A-Za-z0-9]*)$/, '-$1').replace(/\.+$/, '')
  return plainEnd === ''
    ? 'page'
    : plainEnd.length <= MAX_NAME
      ? plainEnd
      : other(plainEnd.slice(0, MAX_NAME - 7), text)
}

/** Names to try one after the other; the same for the same page, whoever comes first. */
export function namesFor(key: PageKey): string[] {
  const name = wantedName(key)
  return [name, other(name, key), other(`${name}-page`, key)]
}

function other(name: string, of: string): string {
  return `${name}-${createHash('sha256').update(of).digest('hex').slice(0, 6)}`
}

/** Two names that are one page somewhere: in file systems without case, and in wikis, where a blank is a hyphen. */
export function sameName(name: string): string {
  return name.toLowerCase().replaceAll(' ', '-')
}

/** A name that a page of ours may have. Books come from wikis, which others write to. */
export function isPageName(name: string): boolean {
  return name === SIDEBAR || /^[A-Za-z0-9][A-Za-z0-9._-]{0,239}$/.test(name)
}

/** Keys are written into comments: nothing in them may end one. */
export function isPageKey(key: string): key is PageKey {
  return (
    /^(?:home|stable|dependency|sidebar|(?:archive|image|ref):[A-Za-z0-9._/:@[\]-]{1,512})$/.test(key) &&
    !key.includes('-->')
  )
}
