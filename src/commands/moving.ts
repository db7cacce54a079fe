import { userInfo } from 'node:os'
import { dirname, resolve } from 'node:path'
import type { Event } from '../changes/event.js'
import { runAddress } from '../github/run-address.js'
import { MoveFiles } from '../output/move-files.js'
import { registryClient, type RegistryClient } from '../registry/client.js'
import { dockerCredentials } from '../registry/credentials.js'
import type { OperationKind } from '../registry/journal.js'
import type { Folders } from '../report/closing.js'
import type { MovesResult } from '../report/moves.js'
import { moveAll, operationId, type MoveOutcome, type Operation, type Transfer } from '../run/moves.js'
import { Interrupted, messageOf, UserError, userError, WorkError, type Problem } from '../shared/errors.js'
import { clip, plain, sizeText } from '../shared/text.js'
import type { Stack } from '../stack/model.js'
import { loadSpec } from '../stack/spec/load.js'
import { readHappening, type PlanEnv } from './happening.js'
import type { Inputs } from './inputs.js'
import { baseDirectory, foldersOf } from './planning.js'
import { placesKnown, registryBases } from './registries.js'
import { readSpec } from './sources.js'

/** The part of the environment that says who moves names, and in which run. */
export interface ActorEnv {
  readonly GITHUB_ACTIONS?: string | undefined
  readonly GITHUB_ACTOR?: string | undefined
  readonly GITHUB_TRIGGERING_ACTOR?: string | undefined
  readonly GITHUB_SERVER_URL?: string | undefined
  readonly GITHUB_REPOSITORY?: string | undefined
  readonly GITHUB_RUN_ID?: string | undefined
  readonly USER?: string | undefined
}

export interface MoveRequest {
  readonly inputs: Inputs
  readonly env: PlanEnv & ActorEnv
  /** Directory that relative paths start from. */
  readonly cwd: string
  readonly signal: AbortSignal
  readonly now: () => Date
  /** Says how far the copying is. */
  readonly progress: (text: string) => void
  /** Names are about to move: from now on a stop has something to take back. */
  readonly begin: () => void
  /** A list that nothing comes of is written to files, too. */
  readonly keepsLists: boolean
}

export interface MoveCommandResult {
  readonly result: MovesResult
  /** Undefined where nothing was written. */
  readonly folders: Folders | undefined
}

/** What moves are made on. */
export interface Ground {
  readonly stack: Stack
  /** Of the spec. */
  readonly directory: string
  /** Of registries; empty: the names as the spec has them. */
  readonly bases: readonly string[]
  readonly registry: RegistryClient
  readonly event: Event
  readonly folders: Folders
  readonly who: { readonly by: string; readonly run: string }
}

/** Events that run what is not merged yet: pull requests and all that happens to them, and what a queue tries. */
export function isUnmerged(event: string): boolean {
  return event.startsWith('pull_request') || event === 'merge_group'
}

/** What a command does, in the words of its refusal. */
export interface Publishing {
  /** `moving names` */
  readonly what: string
  /** `nothing was moved` */
  readonly nothing: string
  /** `Move names` */
  readonly advice: string
}

const MOVING: Publishing = { what: 'moving names', nothing: 'nothing was moved', advice: 'Move names' }

/** Only what is merged may publish. Throws a UserError. */
export function checkMerged(event: string, fork: boolean, { what, nothing, advice }: Publishing): void {
  if (!fork && !isUnmerged(event)) return
  const whose = fork ? 'this code comes from a fork' : `${event} is about what is not merged yet`
  throw userError(`${whose}, and ${what} publishes: ${nothing}`, {
    remedy: `${advice} when it is merged: on a push, on a schedule, or by hand (workflow_dispatch).`,
  })
}

/** Reads the spec, and nothing of the images: names are moved without their files. Throws a UserError. */
export async function prepareMoves(
  request: Pick<MoveRequest, 'inputs' | 'env' | 'cwd'>,
  publishing: Publishing = MOVING,
): Promise<Ground> {
  const { inputs, env } = request
  const { event, fork } = await readHappening(request)
  checkMerged(event.name, fork, publishing)
  const base = baseDirectory(request)
  const specPath = resolve(base, inputs.spec)
  const stack = loadSpec(await readSpec(specPath, inputs.spec), inputs.spec)
  const bases = registryBases(inputs, stack)
  checkPlaces(stack, bases)
  return {
    stack,
    directory: dirname(specPath),
    bases,
    registry: registryClient(dockerCredentials(env)),
    event,
    folders: foldersOf(resolve(base, inputs.out)),
    who: whoMoves(env),
  }
}

function checkPlaces(stack: Stack, bases: readonly string[]): void {
  if (placesKnown(stack, bases)) return
  const problems = [...stack.images.values()]
    .filter(({ repository }) => !repository.includes('/'))
    .map(({ name, repository, at }): Problem => ({
      message: `"${repository}" says no registry in which ${name} is`,
      file: stack.file,
      ...at,
      remedy: 'Name one with --registries HOST/PATH (input `registries`), or image_name: HOST/PATH/NAME.',
    }))
  throw new UserError(problems)
}

const MAX_NAME = 100

/** Who does it, and where it can be looked at, for the journals. */
export function whoMoves(env: ActorEnv): { readonly by: string; readonly run: string } {
  const isAction = env.GITHUB_ACTIONS === 'true'
  const name = (isAction ? (env.GITHUB_TRIGGERING_ACTOR ?? env.GITHUB_ACTOR) : env.USER) ?? userName()
  return { by: clip(plain(name).trim(), MAX_NAME), run: isAction ? runAddress({ ...env }) : '' }
}

/** Whoever runs without an account of the machine has no name. */
function userName(): string {
  try {
    return userInfo().username
  } catch {
    return ''
  }
}

/** The rest of a result: what is known before anything moves. */
export type MoveFacts = Pick<
  MovesResult,
  'command' | 'from' | 'to' | 'gates' | 'skippedGates' | 'undoable' | 'notices'
> & {
  readonly kind: OperationKind
  readonly begunAt: Date
  /** Where it comes from, as the journals say it. */
  readonly source: string
  readonly skipped?: readonly string[]
}

/** Moves names, writes the files, and tells what became of it. Throws what is the user's mistake. */
export async function carryOut(
  request: MoveRequest,
  { registry, folders, who }: Ground,
  transfers: readonly Transfer[],
  facts: MoveFacts,
): Promise<MoveCommandResult> {
  const { inputs, signal, now } = request
  const { kind, begunAt: at, source, skipped } = facts
  const operation: Operation = {
    ...{ id: operationId(at), kind, ...who, at, from: source },
    ...(skipped === undefined || skipped.length === 0 ? {} : { skipped }),
  }
  const files = new MoveFiles(folders.artifacts)
  const copied = { sent: 0, bytes: 0, mounted: 0 }
  request.begin()
  const outcome = await moveAll(registry, transfers, operation, {
    now,
    record: files.journal,
    signal,
    dryRun: inputs.dryRun,
    onBlob: (repository, _digest, way, bytes) => {
      if (way === 'mounted') copied.mounted++
      if (way !== 'sent') return
      copied.sent++
      copied.bytes += bytes
      if (bytes >= TOLD_FROM) request.progress(`${repository}: ${sizeText(bytes)} copied`)
    },
  })
  const names = transfers.map(({ source, ref }) => ({ from: source.ref, ref }))
  return told(request, { folders, who }, names, facts, { operation: operation.id, outcome, copied, files })
}

/** Writes what became of moves and tells it. Throws what is the user's mistake. */
export function told(
  { inputs, now }: MoveRequest,
  { folders, who }: Pick<Ground, 'folders' | 'who'>,
  names: readonly { readonly from: string; readonly ref: string }[],
  facts: Omit<MoveFacts, 'kind' | 'source' | 'skipped'>,
  { operation, outcome, copied, files }: Done,
): MoveCommandResult {
  const { command, from, to, gates, skippedGates, undoable, notices, begunAt } = facts
  const sources = new Map(names.map((name) => [name.ref, name.from]))
  const result: MovesResult = {
    ...{ schema: 1, command, outcome: outcomeOf(outcome), dryRun: inputs.dryRun, operation, ...who },
    ...{ at: begunAt.toISOString(), ms: now().getTime() - begunAt.getTime() },
    ...{ from, to, gates, skippedGates, undoable, copied },
    moved: outcome.moved.map((one) => ({ ...one, from: sources.get(one.ref) ?? '' })),
    notices: [...notices, ...outcome.notices],
    failure: failureOf(outcome),
    left: outcome.left,
  }
  files.result(
    result,
    names.map((name) => name.from),
    names.map(({ ref }) => ref),
  )
  const error = outcome.failure?.error
  if (error instanceof UserError && outcome.left.length === 0) throw error
  return { result, folders }
}

/** What was done. */
export interface Done {
  readonly operation: string
  readonly outcome: MoveOutcome
  readonly copied: MovesResult['copied']
  readonly files: MoveFiles
}

/** Bytes of a blob whose coming is worth a line. */
const TOLD_FROM = 10_000_000

function outcomeOf({ failure }: MoveOutcome): MovesResult['outcome'] {
  if (failure === undefined) return 'passed'
  return failure.error instanceof Interrupted ? 'interrupted' : 'failed'
}

function failureOf({ failure }: MoveOutcome): MovesResult['failure'] {
  if (failure === undefined) return undefined
  const { image, ref, error } = failure
  const remedy =
    error instanceof WorkError ? error.remedy : error instanceof UserError ? error.problems[0]?.remedy : undefined
  return { image, ref, message: messageOf(error), ...(remedy === undefined ? {} : { remedy }) }
}
