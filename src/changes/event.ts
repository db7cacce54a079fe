import { valueAt } from '../shared/values.js'

/** The environment a GitHub runner gives, as far as it tells what happened (docs.github.com, "Default environment variables"). */
export interface EventEnv {
  readonly GITHUB_ACTIONS?: string | undefined
  readonly GITHUB_EVENT_NAME?: string | undefined
  readonly GITHUB_REF_NAME?: string | undefined
  readonly GITHUB_REF_TYPE?: string | undefined
  readonly GITHUB_HEAD_REF?: string | undefined
  readonly GITHUB_SHA?: string | undefined
}

/** What started the run. Hashes and names in it are well-formed; whether they exist is another question. */
export interface Event {
  /** Name of GitHub's event; `local` at a terminal. */
  readonly name: string
  /**
   * Branch the event is about; undefined where the checkout must say. Of a merge queue it is the queue's own branch
   * (`gh-readonly-queue/main/pr-12-…`): what is only tried must not take the tag of the branch it is for. Of a tag it
   * is the tag's name.
   */
  readonly branch: string | undefined
  /** Undefined where nobody said. */
  readonly defaultBranch: string | undefined
  /** The commit that a runner checks out by itself: of a pull request, the merge that GitHub tries. */
  readonly sha: string | undefined
  /** A tag was pushed, or the run was started on one. */
  readonly tag: boolean
  /** The branch or tag is gone. */
  readonly deleted: boolean
  /** Of a push with both ends. */
  readonly push: Push | undefined
  readonly pull: PullRequest | undefined
  readonly queue: QueueEntry | undefined
}

export interface Push {
  /** Undefined: the branch is new. */
  readonly before: string | undefined
  readonly after: string
  /** `before` is not in the history of `after`. */
  readonly forced: boolean
  /** Of the last commit. */
  readonly message: string | undefined
}

export interface PullRequest {
  readonly number: number
  /** The base branch's commit as GitHub knew it then; the branch may have gone on. */
  readonly base: string
  /** Last commit of the branch; not the merge that GitHub tries. */
  readonly head: string
  /** Undefined where the payload does not say. */
  readonly changedFiles: number | undefined
}

export interface QueueEntry {
  /** Name of the branch that the queue is for. */
  readonly baseBranch: string
  /** The merge of this entry and all before it. */
  readonly head: string
  readonly message: string | undefined
}

/** What is known without the event. */
export interface EventDefaults {
  readonly defaultBranch?: string | undefined
}

/**
 * The event of a run, from the runner's environment and the webhook's payload
 * (docs.github.com/webhooks/webhook-events-and-payloads). What is malformed in the payload counts as not said.
 */
export function readEvent(env: EventEnv, payload?: unknown, defaults: EventDefaults = {}): Event {
  const name = env.GITHUB_ACTIONS === 'true' ? (said(env.GITHUB_EVENT_NAME, isText) ?? 'unknown') : 'local'
  const defaultBranch = at(payload, ['repository', 'default_branch'], isRefName) ?? defaults.defaultBranch
  const none = { sha: undefined, tag: false, deleted: false, push: undefined, pull: undefined, queue: undefined }
  if (name === 'local') return { ...none, name, branch: undefined, defaultBranch }
  const ref = at(payload, ['ref'], isRefName)
  const queue = name === 'merge_group' ? queueEntry(payload) : undefined
  const deleted = name === 'delete' || (name === 'push' && isDeletion(payload))
  return {
    name,
    branch: branchOf(env, payload, name, deleted),
    defaultBranch,
    sha: said(env.GITHUB_SHA, isHash),
    tag:
      env.GITHUB_REF_TYPE === 'tag' ||
      (name === 'push' && ref?.startsWith('refs/tags/') === true) ||
      (name === 'delete' && valueAt(payload, ['ref_type']) === 'tag'),
    deleted,
    push: name === 'push' && !deleted ? pushOf(payload) : undefined,
    pull: name === 'pull_request' || name === 'pull_request_target' ? pullRequest(payload) : undefined,
    queue,
  }
}

/** The event's payload says that the code comes from a fork: then nothing may be published. */
export function isFork(payload: unknown): boolean {
  const repo = (...path: string[]): unknown => valueAt(payload, [...path, 'full_name'])
  if (valueAt(payload, ['pull_request']) !== undefined)
    return differs(repo('pull_request', 'head', 'repo'), repo('pull_request', 'base', 'repo'))
  if (valueAt(payload, ['workflow_run']) !== undefined)
    return differs(repo('workflow_run', 'head_repository'), repo('workflow_run', 'repository'))
  return false
}

/** A deleted fork leaves no repository behind: not ours either. */
function differs(head: unknown, base: unknown): boolean {
  return head === undefined || head !== base
}

/** Pull requests carry their branch in GITHUB_HEAD_REF; GITHUB_REF_NAME is then `71/merge`. */
function branchOf(env: EventEnv, payload: unknown, name: string, deleted: boolean): string | undefined {
  // Without its branch a run is about the default branch: the environment names that, the payload what is gone.
  if (deleted) return at(payload, ['ref'], isRefName)?.replace(/^refs\/(heads|tags)\//, '')
  if (name === 'merge_group') {
    const head = at(payload, ['merge_group', 'head_ref'], isRefName)
    return head?.replace(/^refs\/heads\//, '') ?? said(env.GITHUB_REF_NAME, isText)
  }
  return said(env.GITHUB_HEAD_REF, isText) ?? said(env.GITHUB_REF_NAME, isText)
}

function isDeletion(payload: unknown): boolean {
  return valueAt(payload, ['deleted']) === true || isZeros(valueAt(payload, ['after']))
}

function pushOf(payload: unknown): Push | undefined {
  const [before, after] = [at(payload, ['before'], isHash), at(payload, ['after'], isHash)]
  const created = valueAt(payload, ['created']) === true || (before !== undefined && isZeros(before))
  if (after === undefined || (before === undefined && !created)) return undefined
  return {
    before: created ? undefined : before,
    after,
    forced: valueAt(payload, ['forced']) === true,
    message: at(payload, ['head_commit', 'message'], isString),
  }
}

function pullRequest(payload: unknown): PullRequest | undefined {
  const pull = valueAt(payload, ['pull_request'])
  const number = at(pull, ['number'], isCount)
  const [base, head] = [at(pull, ['base', 'sha'], isCommit), at(pull, ['head', 'sha'], isCommit)]
  if (number === undefined || number === 0 || base === undefined || head === undefined) return undefined
  return { number, base, head, changedFiles: at(pull, ['changed_files'], isCount) }
}

function queueEntry(payload: unknown): QueueEntry | undefined {
  const group = valueAt(payload, ['merge_group'])
  const baseBranch = /^refs\/heads\/(.+)$/.exec(at(group, ['base_ref'], isRefName) ?? '')?.[1]
  const head = at(group, ['head_sha'], isCommit)
  if (baseBranch === undefined || head === undefined) return undefined
  return { baseBranch, head, message: at(group, ['head_commit', 'message'], isString) }
}

function at<T>(payload: unknown, path: readonly string[], is: (value: unknown) => value is T): T | undefined {
  return said(valueAt(payload, path), is)
}

function said<T>(value: unknown, is: (value: unknown) => value is T): T | undefined {
  return is(value) ? value : undefined
}

function isString(value: unknown): value is string {
  return typeof value === 'string'
}

function isText(value: unknown): value is string {
  return isString(value) && value !== ''
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0
}

/** SHA-1, or SHA-256 where a repository is so new. */
function isHash(value: unknown): value is string {
  return isString(value) && /^[0-9a-f]{40}([0-9a-f]{24})?$/.test(value)
}

/** Zeros stand for no commit. */
function isZeros(value: unknown): boolean {
  return isHash(value) && /^0+$/.test(value)
}

function isCommit(value: unknown): value is string {
  return isHash(value) && !isZeros(value)
}

/** As git-check-ref-format(1) has it, with or without `refs/heads/`: a name that cannot mean another revision. */
function isRefName(value: unknown): value is string {
  return (
    isText(value) &&
    !/[\0-\x20\x7f~^:?*[\\]|\.\.|@\{|\/\/|\/\.|\.lock(\/|$)/.test(value) &&
    !/^[-./]|[./]$|^@$/.test(value)
  )
}
