import { valueAt } from '../shared/values.js'

/** The environment a GitHub runner gives, as far as it tells what happened (docs.github.com, "Default environment variables"). */
export interface EventEnv {
  readonly GITHUB_ACTIONS?: string | undefined
  readonly GITHUB_EVENT_NAME?: string | undefined
  readonly GITHUB_REF_NAME?: string | undefined
  readonly GITHUB_REF_TYPE?: string | undefined
  readonly GITHUB_HEAD_REF?: string | undefined
}

/** What started the run. */
export interface Event {
  /** Name of GitHub's event; `local` at a terminal. */
  readonly name: string
  /** Branch the event is about; undefined where the checkout must say. */
  readonly branch: string | undefined
}

/** Pull requests carry their branch in GITHUB_HEAD_REF; GITHUB_REF_NAME is then `71/merge`. */
export function readEvent(env: EventEnv): Event {
  if (env.GITHUB_ACTIONS !== 'true') return { name: 'local', branch: undefined }
  const head = env.GITHUB_HEAD_REF
  const branch = head !== undefined && head !== '' ? head : env.GITHUB_REF_NAME
  return { name: env.GITHUB_EVENT_NAME ?? 'unknown', branch: branch === '' ? undefined : branch }
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
