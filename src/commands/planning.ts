import { dirname, isAbsolute, join, resolve } from 'node:path'
import { detectChanges } from '../changes/detect.js'
import type { Changes } from '../changes/changes.js'
import type { Event } from '../changes/event.js'
import { defaultBranchOf, readCommit, repositoryTop, type Commit } from '../changes/git.js'
import type { GitHubChanges } from '../changes/github.js'
import type { Engine } from '../docker/engine.js'
import { registryClient, type RegistryClient } from '../registry/client.js'
import { dockerCredentials, type CredentialsFor } from '../registry/credentials.js'
import { lookUps } from '../registry/lookups.js'
import type { Folders } from '../report/closing.js'
import { below } from '../shared/paths.js'
import { affectedImages } from '../stack/affected.js'
import { draftStack, externalBases, type Draft } from '../stack/drafts.js'
import { makePlan, type Plan } from '../stack/plan.js'
import type { Everything, Reason } from '../stack/reasons.js'
import { rebase } from '../stack/refs.js'
import { publishedTags, type RunFacts } from '../stack/stages.js'
import { findBases } from './bases.js'
import { readHappening, type PlanEnv } from './happening.js'
import type { Inputs } from './inputs.js'
import { checkOutFolder } from './out-folder.js'
import { readPlanFile, takeDecisions } from './plan-file.js'
import { findPresence } from './presence.js'
import { checkPushable, NO_PLACE, placesKnown, registryBases } from './registries.js'
import { userOf } from './version.js'
import { checkFolders, readStack, type Reading, type StackOnDisk } from './sources.js'

export interface PlanningRequest {
  readonly inputs: Inputs
  readonly env: PlanEnv
  /** Directory that relative paths start from. */
  readonly cwd: string
  /** Whether the images are pushed: by this very command, by a later one that goes by the same plan, or by none. */
  readonly pushes: 'now' | 'later' | 'never'
  /** Images are built by this very command. */
  readonly builds: boolean
  /** Suites are run by this very command. */
  readonly tests: boolean
  /** The digest that another job says it has made of an image, by id. */
  readonly madeAs: ReadonlyMap<string, string>
  /** It will not be carried out now: a registry that cannot be asked may be asked then. */
  readonly assumes: boolean
  /** Files are written to the output folder. */
  readonly writes: boolean
  /** Finds the engine; undefined where the plan does without. */
  readonly findEngine: () => Promise<Engine | undefined>
  /** GitHub's API, with the token. */
  readonly githubFor: (access: { token: string; apiUrl: string; repository: string }) => GitHubChanges
  /** A remark before the run begins. */
  readonly notice: (text: string) => void
  /** Folders that the command writes to beside those of this run: what is in them changes no stack. */
  readonly writtenToo?: readonly string[]
  /** Without names of images, all of the stack are meant, whatever changed. */
  readonly all?: boolean
  /** Makes another stack of it: that of a stage which is built on the one below. */
  readonly derive?: Reading['derive']
}

/** A plan, and everything it was made of that a run goes on with. */
export interface Planned {
  readonly plan: Plan
  readonly disk: StackOnDisk
  readonly commit: Commit
  /** Files that changed, for people: of the event, else of the last commit. */
  readonly changedFiles: readonly string[]
  /** The code comes from a fork: nothing may be published. */
  readonly fork: boolean
  readonly publish: Inputs['publish']
  /** What started the run; its default branch may be known from the checkout alone. */
  readonly event: Event
  readonly folders: Folders
  readonly engine: Engine | undefined
  readonly registry: RegistryClient
  readonly credentialsFor: CredentialsFor
}

/** Look-ups at the same time, all registries together. */
const LOOK_UPS = 32

/** Everything that is decided before anything is done. Throws a UserError with what the user has to mend. */
export async function preparePlan(request: PlanningRequest): Promise<Planned> {
  const { inputs, notice } = request
  const { env, event, fork } = await readHappening(request)
  const base = baseDirectory(request)
  const folders = foldersOf(resolve(base, inputs.out))
  const written = [folders.artifacts, folders.logs, folders.manifests]
  const specPath = isAbsolute(inputs.spec) ? inputs.spec : join(base, inputs.spec)
  const credentialsFor = dockerCredentials(env)
  const connecting = request.findEngine()
  // Whether there is one is told after the mistakes in the spec.
  const platform = connecting.then(platformOf, () => platformOf(undefined))
  const disk = await readStack(
    specPath,
    inputs.spec,
    (stack) => registryBases(inputs, stack),
    platform,
    inputs.platforms,
    { version: inputs.version, ...(request.derive === undefined ? {} : { derive: request.derive }) },
  )
  const { stack, directory, bases } = disk
  const publishes = request.pushes !== 'never' && !fork
  if (publishes && request.pushes === 'now') checkPushable(stack, bases)
  const planPath = inputs.plan === '' ? undefined : resolve(base, inputs.plan)
  const outputs = [...written, ...(request.writtenToo ?? [])]
  const own = planPath === undefined ? outputs : [...outputs, dirname(planPath)]
  const [commit, changes, top, engine, localDefault] = await Promise.all([
    readCommit(directory, own),
    planPath === undefined ? findChanges(request, env, event, directory, own) : undefined,
    repositoryTop(directory),
    connecting,
    event.defaultBranch ?? defaultBranchOf(directory),
    request.writes ? checkFolders(disk, written) : undefined,
  ])
  if (commit.dirty && commit.hash !== '') notice('The stack has changes that no commit holds: no tag names the commit.')
  const registry = registryClient(credentialsFor)
  // Another job's word is not taken for what is published.
  const asks = !inputs.offline || (planPath !== undefined && publishes)
  const lookups = asks ? lookUps(registry, { limit: LOOK_UPS }) : undefined
  const facts = {
    branch: event.branch ?? commit.branch,
    sha: commit.dirty ? '' : commit.hash.slice(0, 7),
    version: disk.versioned.version,
    user: userOf(inputs.user, env),
  }
  const common = { disk, inputs, facts, engine, defaultBranch: localDefault }
  const publish = publishPolicy(inputs, event)
  const known = { ...event, defaultBranch: localDefault }
  const made = { disk, commit, fork, publish, event: known, folders, engine, registry, credentialsFor }
  const file = planPath === undefined ? undefined : await readPlanFile(planPath, inputs.plan)
  const everything = changes === undefined ? file?.content.everything : everythingOf(inputs, changes)
  const rebuild = rebuildsBases(inputs, event, everything)
  const { baseOf, drift, unknown } = await findBases({
    uses: externalBases(stack, disk.sources, bases, platformOf(engine)),
    engine,
    lookups,
    published: (image, variant) => publishedRefs(common, image, variant),
    platform: platformOf(engine),
    rebuild,
  })
  const drafts = draft(common, baseOf)
  const fullRebuild = everything?.kind === 'full-rebuild'
  const presence = await findPresence({
    drafts: fullRebuild || inputs.trust === 'none' ? [] : drafts,
    lookups: lookups === undefined ? 'offline was asked for' : placesKnown(stack, bases) ? lookups : NO_PLACE,
    engine,
  })
  if (file !== undefined) {
    const decided = { ...facts, event: event.name, publishes, drift, unknown }
    const plan = takeDecisions(file, {
      ...{ drafts, presence, trust: inputs.trust, facts: decided },
      only: inputs.images,
      spec: stack.file,
      builds: request.builds,
      tests: request.tests,
      madeAs: request.madeAs,
    })
    return { ...made, plan, changedFiles: commit.changedFiles }
  }
  if (changes === undefined) throw new Error('nobody asked what changed')
  const affected = affectedImages({
    stack,
    sources: disk.sources,
    prefix: top === undefined ? undefined : below(top, disk.realDirectory)?.replaceAll('\\', '/') || '.',
    workflow: workflowFile(env),
    shared: disk.commonTests?.shared ?? [],
    ...(disk.specTarget === undefined ? {} : { specTarget: disk.specTarget }),
    files: changes.files,
    everything,
  })
  const plan = makePlan({
    event: event.name,
    ...facts,
    source: {
      kind: changes.source,
      base: changes.base,
      head: changes.head,
      files: changes.files?.length,
      tried: changes.tried,
    },
    drafts,
    affected: withDrift(affected, drift),
    everything,
    deleted: changes.deleted ? (event.branch ?? 'of the event') : undefined,
    only: request.all === true && inputs.images.length === 0 ? idsOf(drafts) : inputs.images,
    file: stack.file,
    presence,
    drift,
    unknown,
    trust: inputs.trust,
    fullRebuild,
    publishes,
    assumes: request.assumes,
    nameless: publish === 'none',
  })
  const changedFiles = changes.files?.map((file) => file.path) ?? commit.changedFiles
  return { ...made, plan, changedFiles }
}

/** Where relative paths of inputs start: in a workflow the workspace, wherever the action runs. */
export function baseDirectory({ env, cwd }: Pick<PlanningRequest, 'env' | 'cwd'>): string {
  return env.GITHUB_ACTIONS === 'true' ? (env.GITHUB_WORKSPACE ?? cwd) : cwd
}

export function foldersOf(out: string): Folders {
  checkOutFolder(out)
  return { artifacts: join(out, 'artifacts'), logs: join(out, 'logs'), manifests: join(out, 'manifests') }
}

interface Common {
  readonly disk: StackOnDisk
  readonly inputs: Inputs
  readonly facts: RunFacts
  readonly engine: Engine | undefined
  readonly defaultBranch: string | undefined
}

function draft({ disk, inputs, facts, engine }: Common, baseOf: Parameters<typeof draftStack>[0]['baseOf']): Draft[] {
  const { stack, sources, commonTests, filesHash, bases } = disk
  return draftStack({
    stack,
    sources,
    commonTests,
    filesHash,
    facts,
    registries: bases,
    platform: platformOf(engine),
    baseOf,
    defaultTimeoutMs: inputs.testTimeoutMs,
    choice: { only: inputs.suites, skip: inputs.skipSuites },
    stage: inputs.stage,
  })
}

function idsOf(drafts: readonly Draft[]): string[] {
  return drafts.filter(({ skipped }) => !skipped).map(({ id }) => id)
}

function platformOf(engine: Engine | undefined): string {
  return engine?.platform ?? 'linux/amd64'
}

/** What an image was published as: by this branch, else by the default branch. */
function publishedRefs({ disk, facts, defaultBranch }: Common, image: string, variant: string): string[] {
  const { stack, bases } = disk
  const repository = stack.images.get(image)?.repository ?? image
  const place = bases[0] === undefined ? repository : rebase(repository, bases[0])
  const branches = [facts.branch, defaultBranch ?? '']
  const variants = stack.variants.filter(({ name }) => name === variant)
  const tagsOf = (branch: string): string[] =>
    variants.flatMap((one) =>
      publishedTags(stack, one, { ...facts, branch, sha: '' }, image).tags.map(({ tag }) => tag),
    )
  return [...new Set(branches.flatMap((branch) => tagsOf(branch).slice(0, 1)))].map((tag) => `${place}:${tag}`)
}

/** What a merge queue tries takes no name, only candidates: the branch finds them there when it lands. */
function publishPolicy({ publish }: Inputs, event: Event): Inputs['publish'] {
  return event.name === 'merge_group' ? 'none' : publish
}

function everythingOf(inputs: Inputs, changes: Changes): Everything | undefined {
  if (changes.deleted) return undefined
  if (inputs.fullRebuild) return { kind: 'full-rebuild', by: 'input' }
  return changes.fullRebuild ? { kind: 'full-rebuild', by: 'message' } : changes.everything
}

function rebuildsBases(inputs: Inputs, event: Event, everything: Everything | undefined): boolean {
  if (inputs.baseDrift !== 'auto') return inputs.baseDrift === 'rebuild'
  return event.name === 'schedule' || everything?.kind === 'full-rebuild'
}

function withDrift(affected: ReadonlyMap<string, Reason[]>, drift: Plan['drift']): Map<string, Reason[]> {
  const more = new Map(affected)
  for (const { base, from, to, images } of drift.filter((one) => one.rebuilt))
    for (const name of images) more.set(name, [...(more.get(name) ?? []), { kind: 'base-moved', base, from, to }])
  return more
}

/** The workflow that is running, as a path of this repository: `org/repo/.github/workflows/x.yml@refs/heads/main`. */
function workflowFile({ GITHUB_WORKFLOW_REF: ref, GITHUB_REPOSITORY: repository }: PlanEnv): string | undefined {
  if (ref === undefined || repository === undefined || !ref.startsWith(`${repository}/`)) return undefined
  const at = ref.lastIndexOf('@')
  return ref.slice(repository.length + 1, at < 0 ? undefined : at)
}

function findChanges(
  { inputs, githubFor }: PlanningRequest,
  env: PlanEnv,
  event: Event,
  directory: string,
  own: readonly string[],
): Promise<Changes> {
  const token = inputs.token === '' ? (env.GITHUB_TOKEN ?? '') : inputs.token
  const repository = env.GITHUB_REPOSITORY ?? ''
  const github =
    token === '' || repository === '' || inputs.offline
      ? undefined
      : githubFor({ token, apiUrl: env.GITHUB_API_URL ?? 'https://api.github.com', repository })
  const { base, head } = inputs
  const explicit = base === '' ? undefined : head === '' ? { base } : { base, head }
  return detectChanges({ event, directory, github, explicit, own })
}
