import type { Permissions, WorldEvent } from '../types.js'
import { isValues } from './expressions.js'
import type { Value } from './model.js'

/** Scopes of `read-all` and `write-all`. */
const SCOPES =
  'actions attestations checks contents deployments discussions issues models packages pages pull-requests repository-projects security-events statuses'.split(
    ' ',
  )

/** What a workflow that says nothing gets in a new repository. */
const DEFAULT: Permissions = { contents: 'read', packages: 'read' }

const RANK = { none: 0, read: 1, write: 2 }

/**
 * Rights of a job's token: those of the job, else of the workflow, else the default; never more than a calling workflow
 * has (`limit`), and nothing to write for a pull request from a fork.
 */
export function tokenPermissions(
  event: WorldEvent,
  { job, workflow, limit }: { job?: Value | undefined; workflow?: Value | undefined; limit?: Permissions | undefined },
): Permissions {
  const asked = permissionsOf(job ?? workflow) ?? limit ?? DEFAULT
  const readOnly = isForkPull(event)
  return Object.fromEntries(
    Object.entries(asked).map(([scope, right]) => {
      const most = limit === undefined ? right : (limit[scope] ?? 'none')
      const least = RANK[most] < RANK[right] ? most : right
      return [scope, readOnly && least === 'write' ? 'read' : least]
    }),
  )
}

/** A `permissions:` value; what it does not name has no rights at all. */
function permissionsOf(value: Value | undefined): Permissions | undefined {
  if (value === undefined || value === null) return undefined
  if (value === 'read-all' || value === 'write-all') {
    const right = value === 'read-all' ? 'read' : 'write'
    return Object.fromEntries(SCOPES.map((scope) => [scope, right]))
  }
  return isValues(value) ? (value as Permissions) : {}
}

/** No secrets and no writing: pull_request_target, which has both, is another event. */
export function isForkPull({ name, fromFork }: WorldEvent): boolean {
  return fromFork && name === 'pull_request'
}
