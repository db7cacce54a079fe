import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { connectEngine, type Engine } from '../docker/engine.js'
import { Recorder } from '../output/files.js'
import type { CredentialsFor } from '../registry/credentials.js'
import { RegistryError, type Registry } from '../registry/client.js'
import type { Folders } from '../report/closing.js'
import type { RunEvent } from '../run/events.js'
import { runPipeline } from '../run/pipeline.js'
import type { Results, StepName } from '../run/results.js'
import { messageOf, UserError, userError, type Problem } from '../shared/errors.js'
import type { Plan } from '../stack/plan.js'
import { parseRepository, splitRef } from '../stack/refs.js'
import { preparePlan, type Planned, type PlanningRequest } from './planning.js'

/** The commands that do what a plan says. */
export type WorkCommand = 'run' | 'build' | 'test' | 'push'

export interface CommandRequest extends Omit<PlanningRequest, 'findEngine' | 'pushes' | 'writes' | 'assumes'> {
  readonly command: WorkCommand
  readonly signal: AbortSignal
  /** Hears of everything that happens. */
  readonly listen: (event: RunEvent) => void
}

export interface CommandResult extends Pick<Planned, 'plan' | 'folders'> {
  /** Undefined after a dry run. */
  readonly results: Results | undefined
}

const STEPS: Readonly<Record<WorkCommand, readonly StepName[]>> = {
  run: ['build', 'test', 'push', 'info'],
  build: ['build'],
  test: ['test', 'info'],
  push: ['push'],
}

const INFO_TIMEOUT_MS = 5 * 60_000

/** run, build, test and push: the same path with more or fewer steps. Throws a UserError before anything was started. */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  const { command, inputs, env, signal, notice } = request
  const wanted = STEPS[command].filter((step) => step !== 'push' || inputs.push)
  const planned = await preparePlan({
    ...request,
    writes: true,
    assumes: false,
    pushes: wanted.includes('push') ? 'now' : command === 'run' ? 'never' : 'later',
    findEngine: (credentialsFor) =>
      inputs.dryRun ? engineIfAny(env, credentialsFor, notice) : connectEngine(env, credentialsFor),
  })
  const { plan, disk, engine, registry, credentialsFor, folders, commit } = planned
  const steps = new Set(wanted)
  if (planned.fork && steps.delete('push'))
    notice('This pull request comes from a fork: its images are built and tested, and nothing is published.')
  if (inputs.dryRun || engine === undefined) return { plan, results: undefined, folders }
  if (!steps.has('build')) await checkBuilt(plan, engine)
  if (steps.has('push') && !inputs.offline) await checkLogins(plan, registry)

  const previous = await readPrevious(folders)
  const recorder = new Recorder(folders, commit, planned.changedFiles, () => new Date())
  try {
    const results = await runPipeline({
      command,
      plan,
      stack: disk.stack,
      stackDir: disk.directory,
      steps,
      engine,
      registry,
      credentialsFor,
      previous,
      parallel: inputs.parallel === 0 ? Math.max(2, availableParallelism()) : inputs.parallel,
      noCache: !inputs.cache,
      publish: planned.publish,
      infoTimeoutMs: INFO_TIMEOUT_MS,
      signal,
      now: () => new Date(),
      emit: (happened) => {
        recorder.listen(happened)
        request.listen(happened)
      },
      recordJournal: recorder.journal,
    })
    return { plan, results, folders }
  } finally {
    recorder.close()
  }
}

/** A plan alone, for plan, explain and graph: does without an engine where there is none. */
export function planCommand(request: Omit<PlanningRequest, 'findEngine' | 'pushes' | 'assumes'>): Promise<Planned> {
  const { inputs, env, notice } = request
  return preparePlan({
    ...request,
    assumes: true,
    pushes: inputs.push ? 'later' : 'never',
    findEngine: (credentialsFor) => engineIfAny(env, credentialsFor, notice),
  })
}

async function engineIfAny(
  env: PlanningRequest['env'],
  credentialsFor: CredentialsFor,
  notice: (text: string) => void,
): Promise<Engine | undefined> {
  try {
    return await connectEngine(env, credentialsFor)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    notice(`${messageOf(error)}; fingerprints may differ from a run that has one`)
    return undefined
  }
}

/** `test` and `push` work on what `build` made of exactly this content. */
async function checkBuilt(plan: Plan, engine: Engine): Promise<void> {
  const problems = await Promise.all(
    plan.images
      .filter((image) => image.action === 'build')
      .map(async (image): Promise<Problem[]> => {
        const ref = image.localRefs[0] ?? image.ref
        if ((await engine.inspect(ref)) !== undefined) return []
        return [
          {
            message: `${image.id} is not in the engine as it is now (${ref})`,
            remedy: 'Run "stack-action build" first; after a change, again.',
          },
        ]
      }),
  )
  if (problems.flat().length > 0) throw new UserError(problems.flat())
}

/** Refused logins are found before an hour of building, not after it. */
async function checkLogins(plan: Plan, registry: Registry): Promise<void> {
  const byHost = new Map<string, string>()
  for (const image of plan.images) {
    for (const ref of image.action === 'skip' ? [] : image.candidates) {
      const { repository } = splitRef(ref)
      const host = parseRepository(repository)?.host
      if (host !== undefined && !byHost.has(host)) byHost.set(host, repository)
    }
  }
  await Promise.all(
    [...byHost.values()].map(async (repository) => {
      try {
        await registry.checkLogin(repository)
      } catch (error) {
        if (error instanceof RegistryError && (error.status === 401 || error.status === 403))
          throw userError(error.message, error.remedy === undefined ? {} : { remedy: error.remedy })
        throw error
      }
    }),
  )
}

/** What earlier steps found out, when they wrote into the same folder. */
async function readPrevious(folders: Folders): Promise<Results | undefined> {
  try {
    const results = JSON.parse(await readFile(join(folders.artifacts, 'results.json'), 'utf8')) as Results
    return (results.schema as number) === 1 ? results : undefined
  } catch {
    return undefined // None, or not ours: then nothing is known.
  }
}
