import { dirname, resolve } from 'node:path'
import { connectEngine, type Engine } from '../docker/engine.js'
import { registryClient } from '../registry/client.js'
import { dockerCredentials } from '../registry/credentials.js'
import { lookUps, type LookUps } from '../registry/lookups.js'
import { slots } from '../registry/slots.js'
import type { CheckedImage, CheckResult } from '../report/check.js'
import { VERSION_LABEL } from '../run/origin.js'
import { messageOf, UserError, userError } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import { loadSpec } from '../stack/spec/load.js'
import { renderTag, tagWords, wordsIn, type RunFacts, type Stage } from '../stack/stages.js'
import { compareVersions, parseVersion, sameMinor, topOfChangelog } from '../stack/versions.js'
import { readHappening, type PlanEnv } from './happening.js'
import type { Inputs } from './inputs.js'
import { membersOf, type Member } from './move-names.js'
import { baseDirectory } from './planning.js'
import { placesKnown, registryBases } from './registries.js'
import { repositoriesOf } from './release-rules.js'
import { readSpec } from './sources.js'
import { readChangelog, userOf } from './version.js'

export interface CheckRequest {
  readonly inputs: Inputs
  readonly env: PlanEnv & { readonly SKIP_VERSION_CHECK?: string | undefined }
  /** Directory that relative paths start from. */
  readonly cwd: string
  /** A remark. */
  readonly notice: (text: string) => void
}

/** Images at the same time. */
const PARALLEL = 8

/**
 * Compares the version of the code, the changelog's top, with what the images say of themselves: by major and minor, as a
 * patch of one stage is no other version of the next. Throws a UserError where there is nothing to compare.
 */
export async function checkCommand(request: CheckRequest): Promise<CheckResult> {
  const { inputs, env, notice } = request
  const { strict } = inputs
  const result = {
    schema: 1,
    command: 'check',
    outcome: 'passed',
    strict,
    skipped: false,
    changelog: '',
    images: [],
  } as const
  if (!['', '0', 'false'].includes(env.SKIP_VERSION_CHECK ?? '')) return { ...result, skipped: true }
  const specPath = resolve(baseDirectory(request), inputs.spec)
  const stack = loadSpec(await readSpec(specPath, inputs.spec), inputs.spec)
  const changelog = await readChangelog(stack, dirname(specPath))
  if (changelog === undefined)
    throw userError('there is no version of the code to compare: the spec names no changelog', {
      file: stack.file,
      remedy: 'Write `changelog: <file>` into the spec.',
    })
  const code = topOfChangelog(changelog.text)
  if (code === undefined)
    throw userError('the changelog has no entry with a version', {
      file: changelog.file,
      remedy: 'Begin its top entry with the version, such as "# 1.4.0".',
    })
  const { event } = await readHappening(request)
  const facts = { branch: event.branch ?? '', sha: '', version: code, user: userOf(inputs.user, env) }
  const bases = registryBases(inputs, stack)
  const lookups = placesKnown(stack, bases) ? lookUps(registryClient(dockerCredentials(env))) : undefined
  const engine = await connectEngine(env).catch((error: unknown) => {
    if (!(error instanceof UserError)) throw error
    notice(`${messageOf(error)}; only registries are asked`)
    return undefined
  })
  const inSlot = slots(PARALLEL)
  const asking = { stack, facts, bases, stages: stagesFor(stack, inputs.stage), code, engine, lookups }
  const images = await Promise.all(
    membersOf(stack, inputs.images).map((member) => inSlot(() => checkImage(member, asking))),
  )
  const isGood = images.every(({ state }) => state === 'in-sync')
  return { ...result, outcome: isGood || !strict ? 'passed' : 'failed', changelog: changelog.file, images }
}

/** The stage that was asked for; else those that are of one digest with what a run publishes, the highest first. */
function stagesFor({ stages, file }: Stack, name: string): Stage[] {
  if (name !== '') {
    const stage = stages.find((one) => one.name === name)
    if (stage !== undefined) return [stage]
    const remedy = suggest(
      name,
      stages.map((one) => one.name),
      'stages',
    )
    throw userError(`there is no stage "${name}" in ${file}`, { remedy })
  }
  return stages.filter(({ dockerfile }) => dockerfile === undefined).reverse()
}

interface Asking {
  readonly stack: Stack
  readonly facts: RunFacts
  readonly bases: readonly string[]
  readonly stages: readonly Stage[]
  readonly code: string
  readonly engine: Pick<Engine, 'inspect' | 'platform'> | undefined
  readonly lookups: LookUps | undefined
}

/** An image, and what tells it from others in the same place. */
interface Found {
  readonly ref: string
  readonly where: 'engine' | 'registry'
  readonly identity: string
  readonly version: string
}

async function checkImage(member: Member, asking: Asking): Promise<CheckedImage> {
  const { code, stages } = asking
  const all = stages.flatMap((stage) => {
    const { moving, kept } = tagsOf(stage, member, asking)
    // What is used is what moves; a tag of this very version would always be in sync.
    return moving.length > 0 ? moving.map((tag) => ({ tag, kept })) : kept.map((tag) => ({ tag, kept }))
  })
  const [first] = all
  const repositories = [...new Set([...repositoriesOf(member, asking), member.image.repository])]
  const names = all.flatMap(({ tag, kept }) => repositories.map((repository) => ({ repository, tag, kept })))
  const common = { image: member.id, code }
  for (const { repository, tag, kept } of names) {
    const found = await find(repository, tag, asking)
    if (found === undefined) continue
    const wanted = `${repository}:${kept[0] ?? tag}`
    const same = await isCalled(found, repository, kept, asking)
    const { ref, where, version } = found
    return {
      ...common,
      ref,
      where,
      version: same ? code : version,
      state: same ? 'in-sync' : stateOf(code, version),
      wanted,
    }
  }
  const ref = `${repositories[0] ?? ''}:${first?.tag ?? ''}`
  return { ...common, ref, where: undefined, version: '', state: 'missing', wanted: ref }
}

function stateOf(code: string, version: string): CheckedImage['state'] {
  const [own, other] = [parseVersion(code), parseVersion(version)]
  if (own === undefined || other === undefined) return 'unknown'
  if (sameMinor(code, version)) return 'in-sync'
  return compareVersions(own, other) > 0 ? 'newer' : 'older'
}

/** The tags of a stage, as far as they are known here: those that move, and those of the code's version. */
function tagsOf(stage: Stage, { image, variant }: Member, { facts }: Asking): { moving: string[]; kept: string[] } {
  const tags = stage.tags.flatMap((template) => {
    const rendered = renderTag(template, tagWords(facts, { stage, variant, image: image.name }))
    const words = wordsIn(template)
    return 'tag' in rendered
      ? [{ tag: rendered.tag, isVersioned: words.includes('version') || words.includes('minor') }]
      : []
  })
  const only = (isVersioned: boolean): string[] =>
    tags.filter((one) => one.isVersioned === isVersioned).map(({ tag }) => tag)
  return { moving: only(false), kept: only(true) }
}

async function find(repository: string, tag: string, { engine, lookups }: Asking): Promise<Found | undefined> {
  const ref = `${repository}:${tag}`
  const local = await engine?.inspect(ref)
  if (local !== undefined)
    return { ref, where: 'engine', identity: local.id, version: local.labels[VERSION_LABEL] ?? '' }
  // Names of one part are nobody's on Docker Hub.
  if (!repository.includes('/')) return undefined
  const answer = await lookups?.config(repository, tag, engine?.platform ?? 'linux/amd64')
  if (answer?.kind !== 'found') return undefined
  return { ref, where: 'registry', identity: answer.digest, version: answer.labels[VERSION_LABEL] ?? '' }
}

/**
 * An image that nothing changed in is reused by the next version, and still carries the label of the first one: the tag of
 * the code's version, where it names the very same image, says more.
 */
async function isCalled(found: Found, repository: string, kept: readonly string[], asking: Asking): Promise<boolean> {
  const { engine, lookups } = asking
  for (const tag of kept) {
    if (found.where === 'engine') {
      if ((await engine?.inspect(`${repository}:${tag}`))?.id === found.identity) return true
    } else {
      const answer = await lookups?.digest(repository, tag)
      if (answer?.kind === 'found' && answer.digest === found.identity) return true
    }
  }
  return false
}
