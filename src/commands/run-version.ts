import type { Inputs } from './inputs.js'
import { declaresStages, immutableTemplate } from '../stack/stages.js'
import { membersOf } from './move-names.js'
import type { Planned } from './planning.js'
import { checkStageVersion, plannedDigest } from './release-rules.js'
import { userOf } from './version.js'

/**
 * A run that publishes tags of a version is held to what a release is: they never come to name anything else, and versions
 * go forward. Returns what is to be said; throws a UserError.
 */
export async function checkRunVersion(
  { plan, disk, registry }: Planned,
  inputs: Inputs,
  env: Readonly<Record<string, string | undefined>>,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { stack, bases, versioned } = disk
  const [stage] = stack.stages
  if (!declaresStages(stack) || stage === undefined || immutableTemplate(stage) === undefined) return []
  const working = plan.images.filter(({ action }) => action !== 'skip')
  const names = working.map(({ name, variant }) => (stack.variants.length > 1 ? `${name}@${variant}` : name))
  if (names.length === 0) return []
  const facts = { branch: plan.branch, sha: plan.sha, version: versioned.version, user: userOf(inputs.user, env) }
  const { warnings } = await checkStageVersion({
    ...{
      stage,
      members: membersOf(stack, [...new Set(names)]),
      naming: { stack, bases, facts },
      versioned,
      registry,
      signal,
    },
    digestOf: (member, repository) => plannedDigest(plan, member, repository, registry),
  })
  return warnings
}
