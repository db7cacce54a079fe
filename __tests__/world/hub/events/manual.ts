import type { WorldEvent } from '../../types.js'
import { commitNamed } from '../route.js'
import type { Repository } from '../repository.js'
import { common, plainEvent } from './common.js'

/** The clock: always the default branch's last commit. */
export function scheduleEvent(
  repository: Repository,
  { schedule = '0 3 * * 1', workflow = '.github/workflows/main.yml', actor = 'somebody' } = {},
): WorldEvent {
  const payload = { schedule, workflow, ...common(repository, actor) }
  const { defaultBranch } = repository.store
  const where = { sha: repository.head(), ref: `refs/heads/${defaultBranch}` }
  return plainEvent({ name: 'schedule', payload, actor, ...where }, repository)
}

export interface DispatchOptions {
  /** A branch or tag. Default: the default branch. */
  readonly ref?: string
  readonly inputs?: Readonly<Record<string, string | number | boolean>>
  readonly workflow?: string
  readonly actor?: string
}

/** Somebody presses "Run workflow". In the event all inputs are strings, whatever their type. */
export async function dispatchEvent(
  repository: Repository,
  {
    ref = repository.store.defaultBranch,
    inputs = {},
    workflow = '.github/workflows/main.yml',
    actor = 'somebody',
  }: DispatchOptions = {},
): Promise<WorldEvent> {
  const full = repository.store.refs.has(`refs/heads/${ref}`) ? `refs/heads/${ref}` : `refs/tags/${ref}`
  const texts = Object.entries(inputs).map(([name, value]) => [name, String(value)])
  const payload = {
    inputs: texts.length === 0 ? null : (Object.fromEntries(texts) as Record<string, string>),
    ref: full,
    workflow,
    ...common(repository, actor),
  }
  const sha = await commitNamed(repository, full)
  return plainEvent({ name: 'workflow_dispatch', payload, sha, ref: full, actor }, repository)
}
