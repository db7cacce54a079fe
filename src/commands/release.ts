import { mkdir } from 'node:fs/promises'
import { makeGitTags, type TaggedCommit } from '../changes/git-tag.js'
import { json, replaceFile } from '../output/plan-files.js'
import type { ReleaseResult, StageResult } from '../report/release.js'
import type { Stage } from '../stack/stages.js'
import { whoMoves } from './moving.js'
import { approve, foresee } from './release-approval.js'
import { moveStage, renamed } from './release-moves.js'
import { gitTagsOf } from './release-rules.js'
import { buildStage, derivation, holdingOf, resultOfRun } from './release-runs.js'
import { emptyResult, failureOf, ReleaseState, type Derive, type ReleaseRequest } from './release-state.js'

export interface ReleaseCommandResult {
  readonly result: ReleaseResult
  readonly artifacts: string
}

/**
 * Brings the stack to a stage: the first one by a run, each above it by a build on the one below or by moves. What is
 * against it is told before anything is built; what is there already, by digest, is not done again. Throws a UserError.
 */
export async function releaseCommand(request: ReleaseRequest): Promise<ReleaseCommandResult> {
  const begun = request.now()
  const state = new ReleaseState(request)
  return finish(state, begun, await stagesOf(state))
}

/** Does the stages in their order, as far as it comes. */
async function stagesOf(state: ReleaseState): Promise<readonly StageResult[]> {
  const { inputs, request } = state
  const first = await state.work('run', {
    // In the engine alone nobody else's builds count: what the names are given to has to be there.
    inputs: { ...inputs, stage: '', publish: 'all', ...(inputs.push ? {} : { trust: 'none' }) },
    approve: (planned) => approve(state, planned),
  })
  const { ladder } = state.sure()
  if (inputs.dryRun) return foresee(state)
  const [stage, ...above] = ladder
  if (stage === undefined) throw new Error('a ladder has a stage')
  let holding = holdingOf(state, first)
  const stages = [await tagged(state, stage, resultOfRun(state, stage, 'run', first, holding))]
  let derive: Derive | undefined
  for (const next of above) {
    if (stages.some(({ outcome }) => outcome !== 'passed')) break
    if (request.signal.aborted) {
      stages.push({ ...emptyResult(next), ...failureOf(request.signal.reason) })
      break
    }
    if (next.dockerfile === undefined) {
      stages.push(await tagged(state, next, await moveStage(state, next, holding, derive)))
      holding = renamed(state, next, holding)
      continue
    }
    derive = derivation(state, next, holding)
    try {
      const result = await buildStage(state, next, derive)
      holding = holdingOf(state, result)
      stages.push(await tagged(state, next, resultOfRun(state, next, 'built', result, holding)))
    } catch (error) {
      // What is below is done: it is told together with this.
      stages.push({ ...emptyResult(next), ...failureOf(error) })
    }
  }
  return stages
}

/** A stage that is there gets its git tag. */
async function tagged(state: ReleaseState, stage: Stage, result: StageResult): Promise<StageResult> {
  if (result.outcome !== 'passed' || stage.gitTag === undefined) return result
  const { members, naming, planned, commit } = state.sure()
  const here = new Set(result.refs.map(({ image }) => image))
  const tags = gitTagsOf(
    stage,
    members.filter(({ id }) => here.has(id)),
    naming,
  ).map((tag) => ({ ...tag, mayStay: state.there.has(stage.name) }))
  try {
    const at = { commit, push: state.inputs.gitTag }
    const gitTags: TaggedCommit[] = await makeGitTags(planned.disk.directory, tags, at)
    return { ...result, gitTags }
  } catch (error) {
    return { ...result, ...failureOf(error) }
  }
}

async function finish(state: ReleaseState, begun: Date, stages: readonly StageResult[]): Promise<ReleaseCommandResult> {
  const { request, inputs, artifacts } = state
  const { planned, notices } = state.sure()
  const result: ReleaseResult = {
    ...{ schema: 1, command: 'release', stage: inputs.stage, version: planned.disk.versioned.version },
    outcome: stages.find(({ outcome }) => outcome !== 'passed')?.outcome ?? 'passed',
    ...{ dryRun: inputs.dryRun, local: !inputs.push, ...whoMoves(request.env) },
    ...{ at: begun.toISOString(), ms: request.now().getTime() - begun.getTime() },
    ...{ stages, notices },
  }
  if (!inputs.dryRun) {
    await mkdir(artifacts, { recursive: true })
    replaceFile(artifacts, 'release.json', json(result))
  }
  return { result, artifacts }
}
