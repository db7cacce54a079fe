import { connectEngine } from '../docker/engine.js'
import type { StageRef, StageResult } from '../report/release.js'
import { moveLocally } from '../run/local-moves.js'
import { moveAll, operationId, type Transfer } from '../run/moves.js'
import type { Stage } from '../stack/stages.js'
import type { Member } from './move-names.js'
import { whoMoves } from './moving.js'
import { keptTag, tagsAt } from './release-rules.js'
import { passGates } from './release-runs.js'
import { emptyResult, failureOf, type Derive, type Held, type Holding, type ReleaseState } from './release-state.js'

/** Gives what is at the stage below the names of this one. */
export async function moveStage(
  state: ReleaseState,
  stage: Stage,
  holding: Holding,
  derive: Derive | undefined,
): Promise<StageResult> {
  const { inputs } = state
  const { members } = state.sure()
  const skipped = stage.suites.filter((suite) => inputs.skipSuites.includes(suite))
  const result = { ...emptyResult(stage), skipped }
  const present = members.filter(({ id }) => holding.has(id))
  try {
    const passed = await passGates(state, stage, present, holding, derive)
    const gates = passed.gates
    if (passed.outcome !== 'passed') return { ...result, gates, ...passed.why }
    if (!inputs.push) return { ...result, gates, ...(await moveInEngine(state, stage, present, holding)) }
    const isOlder = await state.checkVersion(stage, present, (member, repository) => {
      return holding.get(member.id)?.get(repository)?.digest ?? null
    })
    const transfers = present.flatMap((member) =>
      [...(holding.get(member.id)?.values() ?? [])].flatMap((source) =>
        names(state, stage, member, isOlder).map((tag): Transfer => {
          const suites = passed.suites.get(member.id)
          const ref = `${source.repository}:${tag}`
          return { image: member.id, source, ref, ...(suites === undefined ? {} : { suites }) }
        }),
      ),
    )
    return { ...result, gates, ...(await carryOut(state, stage, transfers, skipped)) }
  } catch (error) {
    return { ...result, ...failureOf(error) }
  }
}

/** Names that move with versions stay where they are when a higher version has been here. */
function names(state: ReleaseState, stage: Stage, member: Member, isOlder: boolean): string[] {
  const { naming } = state.sure()
  const kept = keptTag(stage, member, naming)
  return isOlder && kept !== undefined ? [kept] : tagsAt(stage, member, naming)
}

async function carryOut(
  state: ReleaseState,
  stage: Stage,
  transfers: readonly Transfer[],
  skipped: readonly string[],
): Promise<Partial<StageResult>> {
  const { planned } = state.sure()
  const { now, signal, env } = state.request
  const at = now()
  const operation = {
    ...{
      id: operationId(at),
      kind: 'release' as const,
      ...whoMoves(env),
      at,
      from: `${stage.from ?? ''} for ${stage.name}`,
    },
    ...(skipped.length === 0 ? {} : { skipped }),
  }
  const record = state.recorder()
  const outcome = await moveAll(planned.registry, transfers, operation, { now, signal, record })
  state.notice(outcome.notices)
  const refs = outcome.moved.map(({ image, ref, old, new: digest }): StageRef => ({ image, ref, old, new: digest }))
  if (outcome.failure === undefined) return { refs }
  return { refs, left: outcome.left, ...failureOf(outcome.failure.error) }
}

async function moveInEngine(
  state: ReleaseState,
  stage: Stage,
  members: readonly Member[],
  holding: Holding,
): Promise<Partial<StageResult>> {
  const { env, now } = state.request
  const engine = await connectEngine(env)
  const moves = members.flatMap((member) =>
    [...(holding.get(member.id)?.values() ?? [])].flatMap(({ repository, ref: source }) =>
      names(state, stage, member, false).map((tag) => ({ image: member.id, source, ref: `${repository}:${tag}` })),
    ),
  )
  const { moved, failure } = await moveLocally(engine, moves, { now, dryRun: false, record: state.recorder() })
  const refs = moved.map(({ image, ref, old, new: id }): StageRef => ({ image, ref, old, new: id }))
  return failure === undefined ? { refs } : { refs, left: failure.left, ...failureOf(failure.error) }
}

/** The names that the next stage calls what it is made of. */
export function renamed(state: ReleaseState, stage: Stage, holding: Holding): Holding {
  const { members, naming } = state.sure()
  return new Map(
    [...holding].map(([id, places]) => {
      const member = members.find((one) => one.id === id)
      const tag = member === undefined ? undefined : tagsAt(stage, member, naming)[0]
      const named = [...places].map(([repository, held]): [string, Held] => [
        repository,
        tag === undefined ? held : { ...held, ref: `${repository}:${tag}` },
      ])
      return [id, new Map(named)]
    }),
  )
}
