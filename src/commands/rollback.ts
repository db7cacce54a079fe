import type { JournalRecord } from '../registry/journal.js'
import { MoveFiles } from '../output/move-files.js'
import type { MovesResult, Undoable } from '../report/moves.js'
import type { Transfer } from '../run/moves.js'
import { slots } from '../registry/slots.js'
import { UserError, userError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import { shortDigest } from '../shared/text.js'
import type { Stack } from '../stack/model.js'
import { isTag } from '../stack/refs.js'
import { immutableTemplate, prefixOf, renderTag, sourceTag, tagWords, type RunFacts } from '../stack/stages.js'
import { readCommit } from '../changes/git.js'
import { journals } from './gates.js'
import { membersOf, placeOf, type Member } from './move-names.js'
import { carryOut, prepareMoves, type Ground, type MoveCommandResult, type MoveRequest } from './moving.js'
import { userOf } from './version.js'

/** A name that is asked about, and what its journal says of it, oldest first. */
interface Named {
  readonly image: string
  readonly repository: string
  readonly tag: string
  readonly ref: string
  readonly records: readonly JournalRecord[]
}

/** Lists what moved a name and can be undone, or moves it back. Throws a UserError before anything moved. */
export async function rollbackCommand(request: MoveRequest): Promise<MoveCommandResult> {
  const { inputs, signal } = request
  const begunAt = request.now()
  checkCall(request)
  const ground = await prepareMoves(request)
  const members = membersOf(ground.stack, inputs.images)
  const places = placesOf(inputs.name, members, ground, await factsOf(request, ground))
  const journalOf = journals(ground.registry, signal)
  const tags = new Set<string>()
  const named = await Promise.all(
    places.map(async (place): Promise<Named> => {
      const journal = await journalOf(place.repository)
      for (const { tag } of journal) tags.add(tag)
      const records = journal.filter(({ tag, state, old, new: now }) => {
        return tag === place.tag && state !== 'undone' && old !== now
      })
      return { ...place, records }
    }),
  )
  const undoable = operationsOf(named)
  if (undoable.length === 0) checkName(inputs.name, ground.stack, [...tags])
  const chosen = inputs.last ? undoable[0]?.operation : chosenOf(inputs.before, undoable)
  const facts = { command: 'rollback', from: inputs.name, gates: [], skippedGates: false } as const
  if (chosen === undefined) return listed(request, ground, { ...facts, undoable }, begunAt)

  const { transfers, notices } = await backBefore(chosen, named, ground, inputs.force, signal)
  return carryOut(request, ground, transfers, {
    ...{ ...facts, kind: 'rollback', begunAt, source: `before ${chosen}`, to: [chosen], undoable: [], notices },
  })
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

/** The names that a tag or stage means: in every registry, of every image. Those of a version never moved. */
function placesOf(
  name: string,
  members: readonly Member[],
  { stack, bases }: Ground,
  facts: RunFacts,
): Omit<Named, 'records'>[] {
  const places = new Map<string, Omit<Named, 'records'>>()
  const chosen = [...new Set(members.map(({ variant }) => variant))]
  for (const { id, image, variant } of members) {
    const tags = tagsOf(name, stack, { id, image, variant }, facts, chosen)
    for (const base of bases.length === 0 ? [undefined] : bases)
      for (const tag of tags) {
        const repository = placeOf(image, base)
        const ref = `${repository}:${tag}`
        // A name without a prefix is of all variants.
        if (!places.has(ref)) places.set(ref, { image: id, repository, tag, ref })
      }
  }
  return [...places.values()]
}

function tagsOf(
  name: string,
  stack: Stack,
  { image, variant }: Member,
  facts: RunFacts,
  chosen: readonly Member['variant'][],
): string[] {
  const stage = stack.stages.find((one) => one.name === name)
  if (stage !== undefined) {
    const words = tagWords(facts, { stage, variant, image: image.name })
    const moving = stage.tags.filter((template) => template !== immutableTemplate(stage))
    return moving.flatMap((template) => {
      const rendered = renderTag(template, words)
      return 'tag' in rendered && isTag(rendered.tag) ? [rendered.tag] : []
    })
  }
  if (!isTag(name))
    throw userError(`"${name}" is neither a stage nor a tag`, {
      remedy: suggest(
        name,
        stack.stages.map((one) => one.name),
        'stages',
      ),
    })
  const prefixes = stack.variants.map(({ prefix }) => prefix)
  if (!prefixes.includes(prefixOf(name, prefixes))) return [name]
  return [sourceTag(name, stack, variant, facts, { image: image.name, chosen }).tag]
}

/** What moved the names, newest first. */
function operationsOf(named: readonly Named[]): Undoable[] {
  const operations = new Map<string, Undoable & { readonly moves: Undoable['moves'][number][] }>()
  for (const { image, ref, records } of named)
    for (const one of records) {
      const { operation, kind, by, at, run, from = '', old } = one
      const unfinished = one.state === 'begun'
      const known = operations.get(operation) ?? { operation, kind, by, at, run, from, unfinished, moves: [] }
      known.moves.push({ image, ref, old, new: one.new })
      operations.set(operation, { ...known, unfinished: known.unfinished || unfinished })
    }
  return [...operations.values()].sort((a, b) => Date.parse(b.at) - Date.parse(a.at))
}

/** A tag that no journal has heard of is mistyped; a stage may just never have been moved. */
function checkName(name: string, { stages, file }: Stack, tags: readonly string[]): void {
  if (stages.some((stage) => stage.name === name)) return
  throw userError(`no journal of the images of ${file} knows of a move of "${name}"`, {
    remedy: suggest(name, [...stages.map((stage) => stage.name), ...tags], 'stages and tags'),
  })
}

function chosenOf(before: string, undoable: readonly Undoable[]): string | undefined {
  if (before === '' || undoable.some(({ operation }) => operation === before)) return before === '' ? undefined : before
  throw userError(`no operation ${before} has moved this`, {
    remedy: suggest(
      before,
      undoable.map(({ operation }) => operation),
      'operations',
    ),
  })
}

/** Requests at the same time. */
const LOOK_UPS = 8

/** What has to move so that all names are as they were before an operation. Throws a UserError for what others moved. */
async function backBefore(
  operation: string,
  named: readonly Named[],
  { registry }: Ground,
  force: boolean,
  signal: AbortSignal,
): Promise<{ transfers: Transfer[]; notices: string[] }> {
  const inSlot = slots(LOOK_UPS)
  const touched = named.flatMap((one) => {
    const at = one.records.findIndex((record) => record.operation === operation)
    const [first] = one.records.slice(Math.max(at, 0), at + 1)
    return first === undefined ? [] : [{ ...one, first, later: one.records.slice(at + 1) }]
  })
  const current = await Promise.all(
    touched.map(({ repository, tag }) =>
      inSlot(() => {
        signal.throwIfAborted()
        return registry.digest(repository, tag)
      }),
    ),
  )
  const problems: Problem[] = []
  const notices = alsoUndone(
    operation,
    touched.filter(({ first }, index) => current[index] !== first.old),
  )
  const transfers = touched.flatMap(({ image, repository, ref, first, later }, index): Transfer[] => {
    const now = current[index]
    const last = later.at(-1) ?? first
    // Of what did not end nobody knows how far it came.
    const expected = last.state === 'begun' ? [last.new, last.old] : [last.new]
    if (first.old === null) {
      if (now !== undefined) notices.push(`${ref} was new then, and stays at ${shortDigest(now)}: nothing is deleted`)
      return []
    }
    if (!expected.includes(now ?? null) && now !== first.old) {
      const message = `${ref} names ${now === undefined ? 'nothing' : shortDigest(now)} by now, and ${shortDigest(last.new)} after ${last.operation}: somebody else moved it`
      if (force) notices.push(`${message} (--force)`)
      else
        problems.push({
          message,
          remedy: 'See what it is; move it back all the same with --force, or not with --images.',
        })
    }
    return [{ image, ref, source: { repository, digest: first.old, ref: `${repository}@${first.old}` } }]
  })
  if (problems.length > 0) throw new UserError(problems)
  return { transfers, notices }
}

/** What came after the operation is undone, too. */
function alsoUndone(
  operation: string,
  touched: readonly { readonly image: string; readonly later: readonly JournalRecord[] }[],
): string[] {
  const later = new Map(touched.flatMap((one) => one.later.map((record) => [record.operation, record] as const)))
  later.delete(operation)
  return [...later.values()].map(({ operation: id, kind, by }) => `this undoes ${kind} ${id} of ${by}, too`)
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
