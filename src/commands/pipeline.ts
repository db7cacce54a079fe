import { readFile } from 'node:fs/promises'
import { availableParallelism, hostname, totalmem } from 'node:os'
import { join, resolve } from 'node:path'
import { sourceAddress } from '../changes/origin.js'
import { connectEngine, type Engine } from '../docker/engine.js'
import { Recorder } from '../output/files.js'
import { RegistryError, type RegistryClient } from '../registry/client.js'
import { slots } from '../registry/slots.js'
import type { Folders } from '../report/closing.js'
import { learn, type DurationStore, type Measured } from '../run/durations.js'
import type { RunEvent } from '../run/events.js'
import { defaultLimits } from '../run/parallel.js'
import { runPipeline } from '../run/pipeline.js'
import type { Lane } from '../run/request.js'
import { isLost, type ImageResult, type Results, type StepName } from '../run/results.js'
import { messageOf, UserError, type Problem } from '../shared/errors.js'
import { limitedTo } from '../shared/limited.js'
import { clip } from '../shared/text.js'
import { isPublished, isTestable, type Plan, type PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import { declaresStages } from '../stack/stages.js'
import { builtVersion } from '../stack/version-args.js'
import { chooseBuilder } from './builder.js'
import { readEarlier, RESULTS_FILE } from './earlier.js'
import { comparedWith, earlierFacts } from './facts-known.js'
import type { Inputs } from './inputs.js'
import { baseDirectory, preparePlan, type Planned, type PlanningRequest } from './planning.js'
import type { PlanEnv } from './happening.js'
import { whoMoves } from './moving.js'
import { isResults } from './results-file.js'
import { checkRunVersion } from './run-version.js'
import { checkSecrets, readSecrets } from './secrets.js'
import { guardSpace } from './space.js'
import { checkLogins, sshDefaults } from './ssh-access.js'
import { checkSuites, leftOut } from './suites.js'

/** The commands that do what a plan says. */
export type WorkCommand = 'run' | 'build' | 'test' | 'push'

export interface CommandRequest extends Omit<
  PlanningRequest,
  'findEngine' | 'pushes' | 'writes' | 'assumes' | 'builds' | 'tests' | 'madeAs'
> {
  readonly command: WorkCommand
  readonly env: PlanEnv & Readonly<Record<string, string | undefined>>
  readonly signal: AbortSignal
  /** Looks at what is about to be done, before anything is; throws what is against it. */
  readonly approve?: (planned: Planned) => Promise<void>
  /** Hears of everything that happens. */
  readonly listen: (event: RunEvent) => void
  /** What earlier runs took. */
  readonly durationsFor: (stack: { readonly directory: string }, notice: (text: string) => void) => DurationStore
}

export interface CommandResult extends Pick<Planned, 'plan' | 'folders'> {
  /** Undefined after a dry run. */
  readonly results: Results | undefined
  /** The stack's. */
  readonly directory: string
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
  const { command, inputs, env, notice } = request
  const base = baseDirectory(request)
  const wanted = stepsOf(command, inputs)
  const builds = wanted.includes('build')
  const [earlier, secrets] = await Promise.all([
    readEarlier(inputs.earlier, (path) => resolve(base, path)),
    readSecrets(inputs, env, base),
  ])
  const planned = await preparePlan({
    ...request,
    writes: true,
    assumes: false,
    builds,
    tests: wanted.includes('test'),
    madeAs: new Map(
      [...earlier].flatMap(
        ([
          id,
          {
            candidates: [made],
          },
        ]) => (made === undefined ? [] : [[id, made.digest]]),
      ),
    ),
    pushes: wanted.includes('push') ? 'now' : command === 'run' ? 'never' : 'later',
    findEngine: () => (inputs.dryRun ? engineIfAny(env, notice) : connectEngine(env)),
  })
  const { plan, disk, engine, registry, credentialsFor, folders, commit } = planned
  await request.approve?.(planned)
  const publishes =
    wanted.includes('push') && !inputs.share && !inputs.offline && planned.publish !== 'none' && !planned.fork
  if (publishes && request.approve === undefined)
    for (const text of await checkRunVersion(planned, inputs, env, request.signal)) notice(text)
  const tests = wanted.includes('test') || command === 'push'
  const stage = stageOf(inputs, disk)
  if (tests && !inputs.dryRun) await checkSuites(plan, inputs, { stage, version: disk.versioned.version })
  const ssh = await sshDefaults(inputs, env, base)
  if (tests && wanted.includes('push') && !planned.fork && !inputs.dryRun)
    await checkLogins(plan, ssh, disk.directory, { online: !inputs.offline, signal: request.signal })
  const untested = tests && wanted.includes('push') ? leftOut(plan, inputs) : undefined
  if (untested !== undefined) notice(untested)
  const prints = new Map(plan.images.map((image) => [image.id, image.fingerprint]))
  // What became of other content says nothing of this one.
  const settled = new Map([...earlier].filter(([id, { fingerprint }]) => prints.get(id) === fingerprint))
  const steps = new Set(wanted)
  if (planned.fork && steps.delete('push'))
    notice('This pull request comes from a fork: its images are built and tested, and nothing is published.')
  if (inputs.dryRun || engine === undefined) return { plan, results: undefined, folders, directory: disk.directory }
  if (steps.has('push') && !inputs.share && planned.publish !== 'none') checkPlatforms(plan)
  if (!builds) await checkBuilt(plan, engine, settled)
  else checkSecrets(plan, disk.stack, secrets)
  const builder = await chooseBuilder({ ...request, engine, plan, stack: disk.stack, steps, fork: planned.fork })
  if (steps.has('push') && !inputs.offline) await checkRights(plan, registry)

  const durations = request.durationsFor(disk, notice)
  const [previous, known] = await Promise.all([readPrevious(folders), durations.read()])
  const who = whoMoves(env)
  const recorder = new Recorder(folders, commit, planned.changedFiles, () => new Date(), undefined, who.run)
  const measured: Measured[] = []
  const limit = limitedTo(request.signal, inputs.timeoutMs, 'the run')
  try {
    const results = await runPipeline({
      command,
      plan,
      stack: disk.stack,
      stackDir: disk.directory,
      steps,
      engine,
      builder,
      registry,
      credentialsFor,
      previous,
      settled,
      limits: limitsOf(inputs),
      failFast: inputs.failFast,
      timeouts: {
        buildMs: inputs.buildTimeoutMs || undefined,
        pushMs: inputs.pushTimeoutMs || undefined,
        infoMs: INFO_TIMEOUT_MS,
      },
      durations: known,
      options: {
        noCache: !inputs.cache,
        cacheFrom: inputs.cacheFrom,
        cacheTo: cachesToWrite(planned.fork, inputs, notice),
        secrets,
        provenance: inputs.provenance,
        sbom: inputs.sbom,
      },
      suites: {
        keep: (image, suite) => join(folders.logs, `${image.file}.${suite}`),
        machine: { env, python: inputs.python },
        ssh,
        stage,
        version: disk.versioned.version,
      },
      origin: {
        version: builtVersion(disk.stack, disk.versioned.version),
        revision: commit.dirty ? '' : commit.hash,
        source: await sourceAddress(env, disk.directory),
      },
      builtIn: whoMoves(env).run || hostname(),
      earlierFacts: earlierFacts(folders),
      against: publishes || (planned.fork && !inputs.offline) ? comparedWith(planned.event, plan.branch) : undefined,
      publish: inputs.share ? 'none' : planned.publish,
      space: guardSpace({ inputs, env, engine, folders, plan, notice }),
      signal: limit.signal,
      now: () => new Date(),
      emit: (happened) => {
        recorder.listen(happened)
        request.listen(happened)
        if (happened.type === 'step-end') measured.push(happened)
      },
      operation: who,
      recordJournal: recorder.journal,
    })
    await durations.write(learn(known, measured))
    return { plan, results, folders, directory: disk.directory }
  } finally {
    limit.release()
    recorder.close()
  }
}

/** What {stage} stands for: what was given, else the stage that runs make. */
function stageOf({ stage }: Inputs, { stack }: Planned['disk']): string {
  return stage === '' && declaresStages(stack) ? (stack.stages[0]?.name ?? '') : stage
}

/** What another job is to go on with is pushed as a candidate. */
function stepsOf(command: WorkCommand, { push, share }: Inputs): StepName[] {
  const steps = STEPS[command].filter((step) => step !== 'push' || push)
  return share ? [...steps, 'push'] : steps
}

function limitsOf({ parallelBuilds, parallelTests, parallelPushes }: Inputs): Record<Lane, number> {
  const chosen = defaultLimits({ cores: availableParallelism(), memoryBytes: totalmem() })
  return {
    build: parallelBuilds || chosen.build,
    test: parallelTests || chosen.test,
    push: parallelPushes || chosen.push,
  }
}

/** A fork must leave nothing behind that others build on. */
function cachesToWrite(fork: boolean, { cacheTo }: Inputs, notice: (text: string) => void): readonly string[] {
  if (!fork || cacheTo.length === 0) return cacheTo
  notice('This pull request comes from a fork: it writes no build cache.')
  return []
}

/** A plan alone, for plan, explain and graph: does without an engine where there is none. */
export function planCommand(
  request: Omit<PlanningRequest, 'findEngine' | 'pushes' | 'assumes' | 'builds' | 'tests' | 'madeAs'>,
): Promise<Planned> {
  const { inputs, env, notice } = request
  return preparePlan({
    ...request,
    assumes: true,
    builds: true,
    tests: true,
    madeAs: new Map(),
    pushes: inputs.push ? 'later' : 'never',
    findEngine: () => engineIfAny(env, notice),
  })
}

async function engineIfAny(env: PlanningRequest['env'], notice: (text: string) => void): Promise<Engine | undefined> {
  try {
    return await connectEngine(env)
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    notice(`${messageOf(error)}; fingerprints may differ from a run that has one`)
    return undefined
  }
}

/** A name is of all platforms of its image: those that are not built here have to be in the registry. */
function checkPlatforms(plan: Plan): void {
  const problems = plan.images.flatMap((image): Problem[] => {
    const isThere = image.found.length > 0 && (image.passed || !isTestable(image))
    if (image.index.length === 0 || image.action !== 'skip' || isThere) return []
    const other = plan.images.find((one) => one.index[0] === image.index[0] && one.action !== 'skip')
    if (other === undefined) return []
    return [
      {
        message: `${other.name} cannot be published without ${image.id}, which ${image.found.length > 0 ? 'has not passed its suites' : 'nobody has'}`,
        remedy: 'Build it for all its platforms, or only make candidates with --publish none.',
      },
    ]
  })
  if (problems.length > 0) throw new UserError(problems)
}

/** `test` and `push` work on what `build` made of exactly this content: on this engine, or in another job. */
async function checkBuilt(plan: Plan, engine: Engine, settled: ReadonlyMap<string, ImageResult>): Promise<void> {
  const problems = await Promise.all(
    plan.images
      .filter((image) => image.action === 'build' && image.found.length === 0 && !isLost(settled.get(image.id)))
      .map(async (image): Promise<Problem[]> => {
        const ref = image.localRefs[0] ?? image.ref
        if ((await engine.inspect(ref)) !== undefined) return []
        return [
          {
            message: `${image.id} is not in the engine as it is now (${ref})`,
            remedy:
              'Run "stack-action build" first; after a change, again; with --share where it runs on another machine.',
          },
        ]
      }),
  )
  if (problems.flat().length > 0) throw new UserError(problems.flat())
}

/** Look-ups at the same time before a run. */
const CHECKS = 8

/** A push that would be refused is found before an hour of building, not after it. */
async function checkRights(plan: Plan, registry: RegistryClient): Promise<void> {
  const repositories = [...new Set(plan.images.flatMap(pushedTo))]
  const slot = slots(CHECKS)
  const refused = await Promise.all(
    repositories.map((repository) =>
      slot(async () => {
        try {
          await registry.checkPush(repository)
          return []
        } catch (error) {
          if (!(error instanceof RegistryError) || ![401, 403, 404, 405].includes(error.status)) throw error
          return [{ repository, message: error.message, remedy: error.remedy ?? '' }]
        }
      }),
    ),
  )
  // A login that is refused is one problem, however many repositories it is for.
  const byRemedy = new Map<string, { repository: string; message: string; remedy: string }[]>()
  for (const one of refused.flat()) byRemedy.set(one.remedy, [...(byRemedy.get(one.remedy) ?? []), one])
  const problems = [...byRemedy].flatMap(([remedy, [first, ...others]]): Problem[] => {
    if (first === undefined) return []
    const more =
      others.length === 0 ? '' : ` (so with ${clip(others.map((one) => one.repository).join(', '), MAX_LIST)})`
    return [{ message: `${first.message}${more}`, ...(remedy === '' ? {} : { remedy }) }]
  })
  if (problems.length > 0) throw new UserError(problems)
}

/** Characters of a list of names in a message. */
const MAX_LIST = 500

/** Repositories that something of an image will be written to. */
function pushedTo(image: PlannedImage): string[] {
  if (image.action === 'skip' || isPublished(image)) return []
  return image.candidates.map((ref) => splitRef(ref).repository)
}

/** What earlier steps found out, when they wrote into the same folder. */
async function readPrevious(folders: Folders): Promise<Results | undefined> {
  try {
    const results: unknown = JSON.parse(await readFile(join(folders.artifacts, RESULTS_FILE), 'utf8'))
    return isResults(results) ? results : undefined
  } catch {
    return undefined // None, or not ours: then nothing is known.
  }
}
