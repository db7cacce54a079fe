import { existsSync } from 'node:fs'
import { join } from 'node:path'
import type { StageRef, StageResult } from '../report/release.js'
import { userError } from '../shared/errors.js'
import type { Image } from '../stack/model.js'
import { splitRef } from '../stack/refs.js'
import type { Stage } from '../stack/stages.js'
import { membersOf, type Member } from './move-names.js'
import { checkMerged } from './moving.js'
import type { Planned } from './planning.js'
import {
  checkAllGitTags,
  ladderTo,
  plannedDigest,
  repositoriesOf,
  tagsAt,
  TO_BE_BUILT,
  type Naming,
} from './release-rules.js'
import { emptyResult, type ReleaseState } from './release-state.js'
import { userOf } from './version.js'

/** Everything that can be against it, before anything is done. Throws a UserError. */
export async function approve(state: ReleaseState, planned: Planned): Promise<void> {
  const { inputs, request, there } = state
  const { disk, commit, plan, fork } = planned
  const { stack, bases, versioned, directory } = disk
  checkMerged(plan.event, fork, { what: 'a release', nothing: 'nothing was done', advice: 'Release' })
  const ladder = ladderTo(stack, inputs.stage)
  const naming: Naming = {
    stack,
    bases: inputs.push ? bases : [],
    facts: {
      ...{ branch: plan.branch, sha: plan.sha },
      ...{ version: versioned.version, user: userOf(inputs.user, request.env) },
    },
  }
  const members = membersOf(
    stack,
    inputs.images.map((name) => name.split('/')[0] ?? name),
  )
  const hash = commit.dirty ? '' : commit.hash
  state.begin({ planned, ladder, members, naming, commit: hash, notices: [] })
  for (const stage of ladder.slice(1)) {
    for (const member of members) tagsAt(stage, member, naming)
    if (stage.dockerfile === undefined || members.some(({ image }) => existsIn(directory, image, stage))) continue
    throw userError(`no image has ${stage.dockerfile}, which stage "${stage.name}" is built with`, {
      file: stack.file,
      remedy: 'Write it into the directories of the images that the stage is for.',
    })
  }
  if (inputs.push) await checkVersions(state)
  await checkAllGitTags(ladder, members, naming, { directory, commit: hash, push: inputs.gitTag, there })
}

async function checkVersions(state: ReleaseState): Promise<void> {
  const { ladder, members, planned } = state.sure()
  const { plan, registry } = planned
  let isSame = true
  for (const stage of ladder) {
    if (stage.dockerfile !== undefined) isSame = false
    await state.checkVersion(stage, members, async (member, repository) => {
      const digest = await plannedDigest(plan, member, repository, registry)
      // What is built on something new is new.
      return isSame || digest === TO_BE_BUILT ? digest : null
    })
  }
}

/** What a dry run can say: the names, what they name, and what they would. */
export async function foresee(state: ReleaseState): Promise<StageResult[]> {
  const { ladder, members, naming, planned } = state.sure()
  const { registry, plan } = planned
  const stages: StageResult[] = []
  let isSame = true
  for (const [at, stage] of ladder.entries()) {
    if (stage.dockerfile !== undefined) isSame = false
    const refs = await Promise.all(
      members.flatMap((member) =>
        repositoriesOf(member, naming).flatMap((repository) =>
          (at === 0 ? namesInPlan(planned, member, repository) : tagsAt(stage, member, naming)).map(
            async (tag): Promise<StageRef> => {
              const digest = isSame ? await plannedDigest(plan, member, repository, registry) : null
              const old = state.inputs.push ? ((await registry.digest(repository, tag)) ?? null) : undefined
              return { image: member.id, ref: `${repository}:${tag}`, old, new: digest ?? TO_BE_BUILT }
            },
          ),
        ),
      ),
    )
    stages.push({ ...emptyResult(stage), ...(at === 0 ? { how: 'run' as const } : {}), refs })
  }
  return stages
}

function existsIn(directory: string, image: Image, stage: Stage): boolean {
  return existsSync(join(directory, image.path, stage.dockerfile ?? ''))
}

function namesInPlan({ plan }: Planned, { image, variant }: Member, repository: string): string[] {
  const own = plan.images.find((one) => one.name === image.name && one.variant === variant.name)
  const tags = (own?.refs ?? []).map(splitRef)
  return tags
    .filter((one) => one.repository === repository || tags.length > 0)
    .flatMap((one) => (one.repository === repository ? [one.tag] : []))
}
