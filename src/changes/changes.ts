import type { ChangedBy, Everything } from '../stack/reasons.js'

/** Where an answer to "what changed?" comes from. */
export type Source = 'git' | 'github-pull' | 'github-compare' | 'none'

/** What changed, and how it was found out. */
export interface Changes {
  /** Files of the repository, both paths of a rename; undefined: everything counts as changed, `everything` says why. */
  readonly files: readonly ChangedBy[] | undefined
  readonly everything: Everything | undefined
  /** The branch was deleted: there is nothing to do. */
  readonly deleted: boolean
  /** The head commit asks for a full rebuild: nothing that was built before is believed. */
  readonly fullRebuild: boolean
  readonly source: Source
  /** The commits that were compared; '' where there were none. */
  readonly base: string
  readonly head: string
  /** Sources that were asked before and could not answer, and why. */
  readonly tried: readonly { readonly source: Source; readonly why: string }[]
}
