import { readFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { isAbsolute, join, resolve } from 'node:path'
import { isFork, readEvent, type Event, type EventEnv } from '../changes/event.js'
import { readCommit, type Commit } from '../changes/git.js'
import { connectEngine, type Engine } from '../docker/engine.js'
import type { EndpointEnv } from '../docker/endpoint.js'
import type { Command, Inputs } from './inputs.js'
import { registryClient, RegistryError, type Registry } from '../registry/client.js'
import { dockerCredentials, type CredentialsFor } from '../registry/credentials.js'
import type { Folders } from '../report/closing.js'
import { messageOf, UserError, userError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import { externalBases, makePlan, type Plan } from '../stack/plan.js'
import { DEFAULT_HOST, isRegistryBase, parseRepository, splitRef } from '../stack/refs.js'
import { runPipeline } from '../run/pipeline.js'
import { Recorder } from '../output/files.js'
import type { RunEvent } from '../run/events.js'
import type { Results, StepName } from '../run/results.js'
import { checkFolders, readStack, type StackOnDisk } from './sources.js'

/** The part of the environment that a run reads. */
export interface RunEnv extends EndpointEnv, EventEnv {
  readonly PATH?: string | undefined
  readonly GITHUB_WORKSPACE?: string | undefined
  readonly GITHUB_EVENT_PATH?: string | undefined
}

export interface CommandRequest {
  readonly command: Command
  readonly inputs: Inputs
  readonly env: RunEnv
  /** Directory that relative paths start from. */
  readonly cwd: string
  readonly signal: AbortSignal
  /** Hears of everything that happens. */
  readonly listen: (event: RunEvent) => void
  /** A remark before the run begins. */
  readonly notice: (text: string) => void
}

export interface CommandResult {
  readonly plan: Plan
  /** Undefined after a dry run. */
  readonly results: Results | undefined
  readonly folders: Folders
}

const STEPS: Readonly<Record<Command, readonly StepName[]>> = {
  run: ['build', 'test', 'push', 'info'],
  build: ['build'],
  test: ['test', 'info'],
  push: ['push'],
}

const INFO_TIMEOUT_MS = 5 * 60_000

/** run, build, test and push: the same path with more or fewer steps. Throws a UserError before anything was started. */
export async function runCommand(request: CommandRequest): Promise<CommandResult> {
  const { command, inputs, env, cwd, signal, notice } = request
  const base = env.GITHUB_ACTIONS === 'true' ? (env.GITHUB_WORKSPACE ?? cwd) : cwd
  const event = readEvent(env)
  const fork = await fromFork(env, event)
  const disk = await readStack(isAbsolute(inputs.spec) ? inputs.spec : join(base, inputs.spec), inputs.spec)
  const steps = new Set(STEPS[command].filter((step) => step !== 'push' || inputs.push))
  if (fork && steps.delete('push'))
    notice('This pull request comes from a fork: its images are built and tested, and nothing is published.')
  const bases = registryBases(inputs, disk.stack)
  if (steps.has('push')) checkPushable(disk.stack, bases)
  const folders = foldersOf(resolve(base, inputs.out))
  const written = [folders.artifacts, folders.logs, folders.manifests]
  await checkFolders(disk, written)
  const commit = await readCommit(disk.directory, written)
  if (commit.dirty && commit.hash !== '') notice('The stack has changes that no commit holds: no tag names the commit.')
  const credentialsFor = dockerCredentials(env)
  const registry = registryClient(credentialsFor)
  const engine = await findEngine(env, credentialsFor, inputs.dryRun ? notice : undefined)
  const plan = await plannedRun({ disk, event, commit, inputs, bases, engine, registry })
  if (inputs.dryRun || engine === undefined) return { plan, results: undefined, folders }
  if (!steps.has('build')) await checkBuilt(plan, engine)
  if (steps.has('push') && !inputs.offline) await checkLogins(plan, registry)

  const previous = await readPrevious(folders)
  const recorder = new Recorder(folders, commit, () => new Date())
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
      publish: inputs.publish,
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

function foldersOf(out: string): Folders {
  return { artifacts: join(out, 'artifacts'), logs: join(out, 'logs'), manifests: join(out, 'manifests') }
}

/** Whether the event is a pull request from a fork. With the rights of pull_request_target its code must not run at all. */
async function fromFork(env: RunEnv, event: Event): Promise<boolean> {
  if (env.GITHUB_ACTIONS !== 'true' || env.GITHUB_EVENT_PATH === undefined || env.GITHUB_EVENT_PATH === '') return false
  let payload: unknown
  try {
    payload = JSON.parse(await readFile(env.GITHUB_EVENT_PATH, 'utf8'))
  } catch (error) {
    throw userError(`the event's payload cannot be read: ${messageOf(error)}`, { file: env.GITHUB_EVENT_PATH })
  }
  const fork = isFork(payload)
  if (fork && (event.name === 'pull_request_target' || event.name === 'workflow_run')) {
    throw userError(`${event.name} would run the code of a fork with the rights and secrets of this repository`, {
      remedy: 'Use the event pull_request: images of forks are built and tested there, without secrets.',
    })
  }
  return fork
}

/** The bases to push to, aliases of the spec resolved. */
function registryBases(inputs: Inputs, stack: Stack): string[] {
  const problems: Problem[] = []
  const wanted = inputs.registries.length > 0 ? inputs.registries : stack.pushTo
  const bases = wanted.map((name) => {
    const base = stack.registries.get(name) ?? name.replace(/\/+$/, '')
    if (!isRegistryBase(base)) {
      problems.push({
        message: `"${name}" is neither a registry of ${stack.file} nor a base such as ghcr.io/acme`,
        remedy:
          stack.registries.size > 0
            ? suggest(name, [...stack.registries.keys()], 'registries')
            : `A base names its host: docker.io/${name}?`,
      })
    }
    return base
  })
  if (problems.length > 0) throw new UserError(problems)
  return [...new Set(bases)]
}

/** Without a registry, names of one part would go to the official images of Docker Hub. */
function checkPushable(stack: Stack, bases: readonly string[]): void {
  if (bases.length > 0) return
  const problems = [...stack.images.values()].flatMap((image): Problem[] => {
    const parsed = parseRepository(image.repository)
    if (parsed === undefined || parsed.host !== DEFAULT_HOST || parsed.path.includes('/')) return []
    return [
      {
        message: `"${image.repository}" says no place to push ${image.name} to`,
        file: stack.file,
        ...image.at,
        remedy: 'Name one with --registries HOST/PATH, or image_name: HOST/PATH/NAME, or use --no-push.',
      },
    ]
  })
  if (problems.length > 0) throw new UserError(problems)
}

/** A dry run does without an engine. */
async function findEngine(
  env: RunEnv,
  credentialsFor: CredentialsFor,
  missing: ((text: string) => void) | undefined,
): Promise<Engine | undefined> {
  try {
    return await connectEngine(env, credentialsFor)
  } catch (error) {
    if (missing === undefined || !(error instanceof UserError)) throw error
    missing(`${error.message}; fingerprints may differ from a run that has one`)
    return undefined
  }
}

interface PlanFacts {
  readonly disk: StackOnDisk
  readonly event: Event
  readonly commit: Commit
  readonly inputs: Inputs
  readonly bases: readonly string[]
  readonly engine: Engine | undefined
  readonly registry: Registry
}

async function plannedRun({ disk, event, commit, inputs, bases, engine, registry }: PlanFacts): Promise<Plan> {
  const { stack, sources, commonTests } = disk
  const digests = new Map<string, string>()
  await Promise.all(
    externalBases(stack, sources).map(async (ref) => {
      const local = await engine?.inspect(ref).catch(() => undefined)
      const known =
        local?.repoDigests[0]?.split('@')[1] ??
        local?.id ??
        (inputs.offline ? undefined : await remoteDigest(registry, ref))
      if (known !== undefined) digests.set(ref, known)
    }),
  )
  return makePlan({
    stack,
    sources,
    commonTests,
    event: event.name,
    facts: { branch: event.branch ?? commit.branch, sha: commit.dirty ? '' : commit.hash.slice(0, 7) },
    only: inputs.images,
    registries: bases,
    platform: engine?.platform ?? 'linux/amd64',
    baseDigest: (ref) => digests.get(ref) ?? ref,
    defaultTimeoutMs: inputs.testTimeoutMs,
  })
}

/** A base that cannot be looked up is not an error here: the build says it better, with the line of the Dockerfile. */
async function remoteDigest(registry: Registry, ref: string): Promise<string | undefined> {
  const pinned = /@(sha256:[0-9a-f]{64})$/.exec(ref)?.[1]
  if (pinned !== undefined) return pinned
  const { repository, tag } = splitRef(ref)
  return registry.digest(repository, tag).catch(() => undefined)
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
    for (const ref of image.action === 'build' ? image.candidates : []) {
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
