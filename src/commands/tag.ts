import { readCommit } from '../changes/git.js'
import { resolveSources, type Source, type Transfer } from '../run/moves.js'
import { suitesSaidOf, type JournalRecord } from '../registry/journal.js'
import type { RegistryClient } from '../registry/client.js'
import { slots } from '../registry/slots.js'
import { knownOfMissing, missingGates, type Gate } from '../report/moves.js'
import { UserError, WorkError, type Problem } from '../shared/errors.js'
import { clip } from '../shared/text.js'
import { splitRef } from '../stack/refs.js'
import {
  canGive,
  immutableTemplate,
  renderTag,
  tagWords,
  wordsIn,
  type RunFacts,
  type Stage,
  type TagWord,
} from '../stack/stages.js'
import { checkVersion, minorOf, topOfChangelog, type BelowTag, type VersionCheck } from '../stack/versions.js'
import { checkGates, journals } from './gates.js'
import { namesToMove, nearStages, type NamedMove, type Target } from './move-names.js'
import { carryOut, prepareMoves, type Ground, type MoveCommandResult, type MoveRequest } from './moving.js'
import { registryBases } from './registries.js'
import { checkRequired } from './required.js'
import { findVersion, readChangelog, userOf } from './version.js'

/** A name, and what was found for it. */
export interface Sourced {
  readonly move: NamedMove
  readonly target: Target
  readonly source: Source
}

/** Gives what a stage, tag or digest names more names; all of them or none. Throws a UserError before anything moved. */
export async function tagCommand(request: MoveRequest): Promise<MoveCommandResult> {
  const { inputs, signal } = request
  const begunAt = request.now()
  const ground = await prepareMoves(request)
  const { stack, bases, registry } = ground
  const toBases = inputs.toRegistries.length === 0 ? [] : registryBases({ registries: inputs.toRegistries }, stack)
  const facts = await factsOf(request, ground)
  const to = [...new Set(inputs.to)]
  const moves = namesToMove({ stack, from: inputs.from, to, facts, bases, toBases, images: inputs.images })

  const found = await resolveSources(
    registry,
    moves.map(({ id, source }) => ({ image: id, ref: source })),
    signal,
  )
  const sourced = moves.flatMap((move, at) => {
    const source = found[at]
    return source === undefined ? [] : move.targets.map((target): Sourced => ({ move, target, source }))
  })
  const journalOf = journals(registry, signal)
  const required = sourced.map(({ move, source }) => ({ id: move.id, image: move.image, ...source }))
  const [ofStages, ofCall, versions] = await Promise.all([
    gatesOf(sourced, ground, journalOf),
    checkRequired(inputs.require, required, ground, journalOf),
    checkVersions(sourced, ground, facts, signal),
  ])
  const gates = [...ofStages, ...ofCall]
  const missing = missingGates(gates)
  const closed = [...missingGates(ofStages).map(closedStage), ...closedCall(ofCall, inputs.from)]
  const problems = [...(inputs.skipGates ? [] : closed), ...(inputs.force ? [] : versions.problems)]
  if (problems.length > 0) throw new UserError(problems)
  const transfers = await Promise.all(sourced.map((one) => transferOf(one, journalOf)))
  const forced = versions.problems.map(({ message }) => `${message} (--force)`)
  return carryOut(request, ground, transfers, {
    ...{ command: 'tag', kind: 'tag', begunAt, source: inputs.from, from: inputs.from, to, undoable: [] },
    ...{ gates, skippedGates: missing.length > 0, skipped: [...new Set(gates.flatMap((gate) => gate.missing))] },
    notices: [...nearStages(to, stack), ...forNone(inputs.require, ofCall), ...new Set(versions.warnings), ...forced],
  })
}

function closedStage(message: string): Problem {
  const remedy =
    'Run these suites on them first; or move all the same with --skip-gates (input `skip-gates`), which the journal will say.'
  return { message, remedy }
}

/** What the call requires is told with what is known: whoever asks for it wants to know what to run. */
function closedCall(gates: readonly Gate[], from: string): Problem[] {
  const missing = gates.filter((gate) => gate.missing.length > 0)
  if (missing.length === 0) return []
  const images = [...new Set(missing.map(({ image }) => image))].join(',')
  const call = `stack-action gpu-test --from ${from} --images ${clip(images, MOST_SHOWN)}`
  const remedy = `Run these suites on them first ("${call}" runs those that want a GPU); or move all the same with --skip-gates (input \`skip-gates\`), which the journal will say.`
  return [
    ...missingGates(missing).map((message) => ({ message, remedy })),
    ...knownOfMissing(missing).map((message) => ({ message })),
  ]
}

const MOST_SHOWN = 300

/** A gate that asks nothing of anybody is said: it may be meant for images that are not among these. */
function forNone(require: readonly string[], gates: readonly Gate[]): string[] {
  if (require.length === 0 || gates.length > 0) return []
  return [`what is required (${require.join(', ')}) is for none of these images: nothing was asked of them`]
}

/** What tags are made of, as far as the templates that are in use ask for it. */
export async function factsOf(
  { inputs, env }: Pick<MoveRequest, 'inputs' | 'env'>,
  ground: Pick<Ground, 'stack' | 'directory' | 'event' | 'folders'>,
): Promise<RunFacts> {
  const { stack, directory, event, folders } = ground
  const named = new Set([inputs.from, ...inputs.to])
  const used = stack.stages.filter(({ name }) => named.has(name))
  const words = new Set([...used.flatMap(({ tags }) => tags), ...inputs.to].flatMap(wordsIn))
  const asks = (...some: TagWord[]): boolean => some.some((word) => words.has(word))
  const [version, commit] = await Promise.all([
    asks('version', 'minor') || inputs.version !== '' ? findVersion(inputs.version, stack, directory) : undefined,
    asks('branch', 'sha') ? readCommit(directory, [folders.artifacts]) : undefined,
  ])
  return {
    branch: event.branch ?? commit?.branch ?? '',
    sha: commit === undefined || commit.dirty ? '' : commit.hash.slice(0, 7),
    user: userOf(inputs.user, env),
    version: version?.version ?? '',
  }
}

/** What the stages ask for whose names are to be moved. */
function gatesOf(
  sourced: readonly Sourced[],
  ground: Ground,
  journalOf: (repository: string) => Promise<readonly JournalRecord[]>,
): Promise<Gate[]> {
  const asked = new Map(
    sourced.flatMap(({ move: { id, image }, target: { stage }, source }) =>
      stage === undefined || stage.suites.length === 0
        ? []
        : [
            [
              `${stage.name} ${id} ${source.repository}`,
              { id, image, stage: stage.name, suites: stage.suites, ...source },
            ] as const,
          ],
    ),
  )
  return checkGates([...asked.values()], ground, journalOf)
}

/** What is known of an image goes with it into another repository, where it is asked for again. */
async function transferOf(
  { move, target, source }: Sourced,
  journalOf: (repository: string) => Promise<readonly JournalRecord[]>,
): Promise<Transfer> {
  const transfer = { image: move.id, source, ref: target.ref }
  if (splitRef(target.ref).repository === source.repository) return transfer
  // What cannot be read is not known; who moves on from there is asked for it.
  const journal = await journalOf(source.repository).catch((error: unknown) => {
    if (error instanceof WorkError) return []
    throw error
  })
  const said = suitesSaidOf(journal, source.digest)
  const [suites, failed] = [[...said.passed], [...said.failed]]
  return {
    ...transfer,
    ...(suites.length === 0 ? {} : { suites }),
    ...(failed.length === 0 ? {} : { failed }),
  }
}

/** Requests at the same time. */
const LOOK_UPS = 8

/** Whether versions may go to the stages that have tags of versions. */
export async function checkVersions(
  sourced: readonly Sourced[],
  {
    stack,
    registry,
    directory,
  }: Pick<Ground, 'stack' | 'directory'> & { readonly registry: Pick<RegistryClient, 'digest' | 'tags'> },
  facts: RunFacts,
  signal: AbortSignal,
): Promise<VersionCheck> {
  const kept = sourced.filter(({ target }) => target.keeps)
  if (kept.length === 0) return { problems: [], warnings: [] }
  const inSlot = slots(LOOK_UPS)
  const known = new Map<string, Promise<string[]>>()
  const tagsIn = (repository: string): Promise<string[]> => {
    const tags = known.get(repository) ?? inSlot(() => registry.tags(repository, signal))
    known.set(repository, tags)
    return tags
  }
  const changelog = await readChangelog(stack, directory)
  const top = changelog === undefined ? undefined : { file: changelog.file, top: topOfChangelog(changelog.text) }
  const looked = await Promise.all(
    kept.map(async ({ move, target: { ref, tag, stage }, source }) => {
      const { repository } = splitRef(ref)
      const digest = (where: string, name: string): Promise<string | undefined> =>
        inSlot(() => registry.digest(where, name))
      const [old, tags] = await Promise.all([digest(repository, tag), tagsIn(repository)])
      const version = versionIn(tag, facts.version ?? '')
      // What is there already does not climb, nor does what is at the stage elsewhere and is copied.
      const climbs =
        old !== source.digest &&
        (repository === source.repository || (await digest(source.repository, tag)) !== source.digest)
      return {
        stage: stage?.name ?? '',
        version,
        kept: { ref, old: old ?? null, new: source.digest },
        below: climbs ? await belowOf({ move, stage, source }, { ...facts, version }, { stack, digest, tagsIn }) : [],
        released: stage === undefined ? [] : releasedAs(stage, move, tags),
      }
    }),
  )
  const checks = new Map<string, typeof looked>()
  for (const one of looked)
    checks.set(`${one.stage} ${one.version}`, [...(checks.get(`${one.stage} ${one.version}`) ?? []), one])
  const found = [...checks.values()].flatMap((all) => {
    const [{ stage, version } = { stage: '', version: '' }] = all
    const released = all.flatMap((one) => one.released)
    const below = all.flatMap((one) => one.below)
    return checkVersion(version, { stage, changelog: top, kept: all.map((one) => one.kept), below, released })
  })
  return { problems: found.flatMap(({ problems }) => problems), warnings: found.flatMap(({ warnings }) => warnings) }
}

/** The tag of the stage below that keeps what this version is made of, where there is such a stage. */
async function belowOf(
  { move, stage, source }: { readonly move: NamedMove; readonly stage: Stage | undefined; readonly source: Source },
  facts: RunFacts,
  {
    stack,
    digest,
    tagsIn,
  }: {
    readonly stack: Ground['stack']
    readonly digest: (repository: string, tag: string) => Promise<string | undefined>
    readonly tagsIn: (repository: string) => Promise<string[]>
  },
): Promise<BelowTag[]> {
  const rung = stack.stages.find(({ name }) => name === stage?.from)
  const template = rung === undefined ? undefined : immutableTemplate(rung)
  if (rung === undefined || template === undefined) return []
  const { repository } = source
  const of = { stage: rung, variant: move.named, image: move.image.name }
  // The commit of the stage below is its own, whatever is checked out now.
  const rendered = renderTag(template, { ...tagWords(facts, of), sha: '' })
  const versions = [facts.version ?? '', minorOf(facts.version ?? '')]
  const names =
    'tag' in rendered
      ? [rendered.tag]
      : (await tagsIn(repository)).filter(
          (tag) => canGive(template, tag, of) && versions.includes(VERSION.exec(tag)?.[0] ?? ''),
        )
  const there = await Promise.all(
    names.map(async (tag) => ({ ref: `${repository}:${tag}`, digest: (await digest(repository, tag)) ?? null })),
  )
  if (there.some((one) => one.digest === source.digest)) return []
  const [first = { ref: `${repository}:${template}`, digest: null }] = there
  return [{ ...first, source }]
}

/** The version that a tag is of: as it was asked for, where the tag has it or its minor; else what stands in it. */
function versionIn(tag: string, asked: string): string {
  const own = VERSION.exec(tag)?.[0] ?? ''
  return asked !== '' && (own === asked || own === minorOf(asked)) ? asked : own
}

const VERSION = /(?<!\d)\d+\.\d+\.\d+(?!\d)/

/** Versions that a stage has had, as the tags of a repository say. */
function releasedAs(stage: Stage, { image, named: variant }: NamedMove, tags: readonly string[]): string[] {
  const template = immutableTemplate(stage)
  if (template === undefined) return []
  return tags
    .filter((tag) => canGive(template, tag, { stage, variant, image: image.name }))
    .flatMap((tag) => VERSION.exec(tag)?.[0] ?? [])
}
