import { MoveFiles } from '../output/move-files.js'
import type { JournalRecord } from '../registry/journal.js'
import type { MovesResult, Undoable } from '../report/moves.js'
import { slots } from '../registry/slots.js'
import { UserError, userError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import type { RunFacts } from '../stack/stages.js'
import { readCommit } from '../changes/git.js'
import { journals } from './gates.js'
import { membersOf } from './move-names.js'
import { carryOut, prepareMoves, type Ground, type MoveCommandResult, type MoveRequest } from './moving.js'
import {
  backBefore,
  historyOf,
  isMove,
  lastOf,
  orderOf,
  undoableOf,
  type Named,
  type Order,
} from './rollback-choice.js'
import { placesOf, type Place } from './rollback-names.js'
import { userOf } from './version.js'

/** Lists what moved a name and can be undone, or moves it back. Throws a UserError before anything moved. */
export async function rollbackCommand(request: MoveRequest): Promise<MoveCommandResult> {
  const { inputs } = request
  const begunAt = request.now()
  checkCall(request)
  const ground = await prepareMoves(request)
  const members = membersOf(ground.stack, inputs.images)
  const places = placesOf(inputs.name, members, ground, await factsOf(request, ground))
  const { named, order, tags } = await histories(places, ground, request)
  const undoable = undoableOf(named, order)
  if (!places.some(({ tag }) => tags.has(tag))) checkName(inputs.name, ground.stack, [...tags])
  const chosen = inputs.last ? lastOf(undoable, named) : chosenOf(inputs.before, undoable)
  const facts = { command: 'rollback', from: inputs.name, gates: [], skippedGates: false } as const
  if (chosen === undefined) return listed(request, ground, { ...facts, undoable }, begunAt)

  const { operation } = chosen
  const back = backBefore(operation, named, order, { force: inputs.force, at: request.now() })
  if (back.problems.length > 0) throw new UserError(back.problems)
  const notices = [...chosen.notices, ...back.notices]
  return carryOut(request, ground, back.transfers, {
    ...{ ...facts, kind: 'rollback', begunAt, source: `before ${operation}`, to: [operation], undoable: [], notices },
  })
}

/** Requests at the same time. */
const LOOK_UPS = 8

/** What is known of the names, and all tags of their journals. */
async function histories(
  places: readonly Place[],
  { registry }: Ground,
  { inputs, signal, now }: MoveRequest,
): Promise<{ named: Named[]; order: Order; tags: ReadonlySet<string> }> {
  const journalOf = journals(registry, signal)
  const inSlot = slots(LOOK_UPS)
  const chooses = inputs.last || inputs.before !== ''
  const known = new Map<string, JournalRecord[]>()
  const named = await Promise.all(
    places.map(async (place): Promise<Named> => {
      const { repository, tag } = place
      const journal = await journalOf(repository)
      known.set(repository, journal)
      const own = journal.filter((record) => record.tag === tag && isMove(record))
      // A list needs to know what a name names only where that says whether something was broken off before it moved.
      const isAsked = own.length > 0 && (chooses || own.some(({ state }) => state === 'begun'))
      const look = (): Promise<string | undefined> => {
        signal.throwIfAborted()
        return registry.digest(repository, tag)
      }
      const names = isAsked ? ((await inSlot(look)) ?? null) : null
      return historyOf(place, own, names, now())
    }),
  )
  const refs = new Set(places.map(({ ref }) => ref))
  const order = orderOf(
    [...known].map(([repository, journal]) => journal.filter(({ tag }) => refs.has(`${repository}:${tag}`))),
  )
  return { named, order, tags: new Set([...known.values()].flat().map(({ tag }) => tag)) }
}

function checkCall({ inputs: { name, before, last } }: MoveRequest): void {
  const problems: Problem[] = []
  if (name === '')
    problems.push({ message: 'it is not said what to roll back', remedy: 'Name a tag or a stage (input `name`).' })
  if (before !== '' && last)
    problems.push({
      message: 'the last operation and another one are asked for',
      remedy: 'Give --before OPERATION or --last.',
    })
  if (problems.length > 0) throw new UserError(problems)
}

async function factsOf({ inputs, env }: MoveRequest, { stack, event, directory, folders }: Ground): Promise<RunFacts> {
  const isFirst = stack.stages[0]?.name === inputs.name
  const commit = isFirst ? await readCommit(directory, [folders.artifacts]) : undefined
  return { branch: event.branch ?? commit?.branch ?? '', sha: '', user: userOf(inputs.user, env) }
}

/** A tag that no journal has heard of is mistyped; a stage may just never have been moved. */
function checkName(name: string, { stages, file }: Stack, tags: readonly string[]): void {
  if (stages.some((stage) => stage.name === name)) return
  throw userError(`no journal of the images of ${file} knows of a move of "${name}"`, {
    remedy: suggest(name, [...stages.map((stage) => stage.name), ...tags], 'stages and tags'),
  })
}

function chosenOf(before: string, undoable: readonly Undoable[]): ReturnType<typeof lastOf> {
  if (before === '') return undefined
  if (undoable.some(({ operation }) => operation === before)) return { operation: before, notices: [] }
  throw userError(`no operation ${before} has moved this`, {
    remedy: suggest(
      before,
      undoable.map(({ operation }) => operation),
      'operations',
    ),
  })
}

/** The list alone. */
function listed(
  { inputs, keepsLists, now }: MoveRequest,
  { who, folders }: Ground,
  facts: Pick<MovesResult, 'command' | 'from' | 'gates' | 'skippedGates' | 'undoable'>,
  begunAt: Date,
): MoveCommandResult {
  const result: MovesResult = {
    ...{ schema: 1, outcome: 'passed', dryRun: inputs.dryRun, operation: undefined, ...who, ...facts, to: [] },
    ...{ at: begunAt.toISOString(), ms: now().getTime() - begunAt.getTime() },
    ...{ moved: [], copied: { sent: 0, bytes: 0, mounted: 0 }, notices: [], failure: undefined, left: [] },
  }
  if (!keepsLists) return { result, folders: undefined }
  new MoveFiles(folders.artifacts).result(result, [], [])
  return { result, folders }
}
