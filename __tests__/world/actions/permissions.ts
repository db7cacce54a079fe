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

/** What a job asks for: its own, else that of its workflow, else that of the job which calls that (`limit`), else the default. */
export function askedPermissions({
  job,
  workflow,
  limit,
}: {
  readonly job?: Value | undefined
  readonly workflow?: Value | undefined
  readonly limit?: Permissions | undefined
}): Permissions {
  return permissionsOf(job ?? workflow) ?? limit ?? DEFAULT
}

/** The rights that a called job asks for and its caller has not, as GitHub names them: then nothing of the run starts. */
export function excess(asked: Permissions, limit: Permissions): string[] {
  return Object.entries(asked).flatMap(([scope, right]) => {
    const most = limit[scope] ?? 'none'
    return RANK[right] > RANK[most] ? [`requesting '${scope}: ${right}', but is only allowed '${scope}: ${most}'`] : []
  })
}

/** Rights of a token: what was asked for, and nothing to write for a pull request from a fork. */
export function tokenPermissions(event: WorldEvent, asked: Permissions): Permissions {
  if (!isForkPull(event)) return asked
  return Object.fromEntries(Object.entries(asked).map(([scope, right]) => [scope, right === 'write' ? 'read' : right]))
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
