/** Why every image counts as changed. */
export type Everything =
  /** A terminal run that names no base to compare with. */
  | { readonly kind: 'local' }
  /** The event has no before and after: workflow_dispatch, schedule, a tag, … */
  | { readonly kind: 'event'; readonly event: string }
  | { readonly kind: 'default-branch'; readonly branch: string }
  /** The branch is new: nothing was published under its name. */
  | { readonly kind: 'first-push'; readonly branch: string }
  /** The head commit's message says "full rebuild", or the input does. */
  | { readonly kind: 'full-rebuild'; readonly by: 'message' | 'input' }
  /** Nobody could say what changed; `why` names the last obstacle. */
  | { readonly kind: 'unknown'; readonly why: string }

/** A file that changed, as far as is known where and by which commit. */
export interface ChangedBy {
  /** Relative to the repository. */
  readonly path: string
  /** Hash of the commit that changed it last, abbreviated to 7 digits. */
  readonly commit?: string
  /** Number of the pull request. */
  readonly pull?: number
}

/** Why an image has its action, as data; `explain.ts` says it in words. */
export type Reason =
  /* Why it counts as changed. */
  | { readonly kind: 'everything'; readonly because: Everything }
  | { readonly kind: 'file'; readonly file: ChangedBy; readonly more: number }
  | { readonly kind: 'shared-file'; readonly file: ChangedBy }
  | { readonly kind: 'parent'; readonly image: string }
  | { readonly kind: 'named' }
  | { readonly kind: 'base-moved'; readonly base: string; readonly from: string; readonly to: string }
  /* Why it is worked on although nothing in it changed. */
  | { readonly kind: 'needed-by'; readonly image: string }
  | { readonly kind: 'missing'; readonly ref: string }
  | { readonly kind: 'parent-built'; readonly image: string }
  /** The registry has it on another build of a parent than the one that is there now. */
  | { readonly kind: 'other-parent'; readonly image: string }
  | { readonly kind: 'not-published'; readonly ref: string }
  /* What the registry said of it. */
  | { readonly kind: 'found'; readonly ref: string }
  | { readonly kind: 'tested'; readonly ref: string }
  | { readonly kind: 'untested' }
  | { readonly kind: 'not-looked-up'; readonly why: string }
  | { readonly kind: 'not-trusted' }
  /* Why nothing is done. */
  | { readonly kind: 'unchanged' }
  | { readonly kind: 'not-named' }
  | { readonly kind: 'plan-skipped'; readonly variant: string }
  | { readonly kind: 'deleted'; readonly branch: string }
