import { checkGitTags, type GitTag } from '../changes/git-tag.js'
import type { RegistryClient } from '../registry/client.js'
import { slots } from '../registry/slots.js'
import { UserError, userError, WorkError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import {
  canGive,
  immutableTemplate,
  renderTag,
  tagWords,
  targetTags,
  wordsIn,
  type RunFacts,
  type Stage,
} from '../stack/stages.js'
import { isReserved } from '../stack/tags.js'
import {
  checkVersion,
  compareVersions,
  minorOf,
  parseVersion,
  topOfChangelog,
  type VersionTag,
} from '../stack/versions.js'
import { placeOf, type Member } from './move-names.js'
import type { Versioned } from './version.js'

/** The stages from the first one up to the one that is asked for. Throws a UserError. */
export function ladderTo({ stages, file }: Pick<Stack, 'stages' | 'file'>, name: string): Stage[] {
  const names = stages.map((stage) => stage.name)
  if (name === '') throw userError('it is not said which stage to release to', { remedy: suggest('', names, 'stages') })
  const ladder: Stage[] = []
  for (let next: string | undefined = name; next !== undefined; next = ladder[0]?.from) {
    const stage = stages.find((one) => one.name === next)
    if (stage === undefined)
      throw userError(`there is no stage "${next}" in ${file}`, { remedy: suggest(next, names, 'stages') })
    ladder.unshift(stage)
  }
  return ladder
}

/** What a release knows of its names. */
export interface Naming {
  readonly stack: Stack
  /** Of registries; empty: the names as the spec has them. */
  readonly bases: readonly string[]
  readonly facts: RunFacts
}

export function repositoriesOf({ image }: Pick<Member, 'image'>, { bases }: Pick<Naming, 'bases'>): string[] {
  return bases.length === 0 ? [image.repository] : bases.map((base) => placeOf(image, base))
}

/** The tags of a stage for an image; the first names it. Throws a UserError. */
export function tagsAt(
  stage: Stage,
  { image, variant }: Pick<Member, 'image' | 'variant'>,
  { facts }: Naming,
): string[] {
  const tags = targetTags(stage, tagWords(facts, { stage, variant, image: image.name }))
  const reserved = tags.find(isReserved)
  if (reserved !== undefined)
    throw userError(`stage "${stage.name}" has the tag ${reserved}, which is the program’s own`)
  return tags
}

/** The tag of a stage that keeps what it holds, if it has one. */
export function keptTag(
  stage: Stage,
  { image, variant }: Pick<Member, 'image' | 'variant'>,
  { facts }: Naming,
): string | undefined {
  const template = immutableTemplate(stage)
  const rendered =
    template === undefined ? undefined : renderTag(template, tagWords(facts, { stage, variant, image: image.name }))
  return rendered !== undefined && 'tag' in rendered ? rendered.tag : undefined
}

/** The git tags of a stage: one, or one for each image where the template names it. Throws a UserError. */
export function gitTagsOf(stage: Stage, members: readonly Member[], { facts }: Naming): GitTag[] {
  const { gitTag } = stage
  if (gitTag === undefined) return []
  const names = new Map<string, GitTag>()
  const problems = new Map<string, Problem>()
  for (const { image, variant } of members) {
    const rendered = renderTag(gitTag, tagWords(facts, { stage, variant, image: image.name }))
    if ('tag' in rendered)
      names.set(rendered.tag, { name: rendered.tag, message: `${stage.name} ${facts.version ?? ''}`.trim() })
    else
      problems.set(rendered.missing, {
        message: `stage "${stage.name}" has the git tag ${gitTag}, and {${rendered.missing}} is not known here`,
        remedy: 'Give it, such as --version, or write another git_tag.',
      })
  }
  if (problems.size > 0) throw new UserError([...problems.values()])
  return [...names.values()]
}

/** Throws a UserError for a git tag of these stages that cannot be made. `there`: the stages that are as they are to be. */
export function checkAllGitTags(
  ladder: readonly Stage[],
  members: readonly Member[],
  naming: Naming,
  at: {
    readonly directory: string
    readonly commit: string
    readonly push: boolean
    readonly there: ReadonlySet<string>
  },
): Promise<void> {
  const tags = ladder.flatMap((stage) =>
    gitTagsOf(stage, members, naming).map((tag) => ({ ...tag, mayStay: at.there.has(stage.name) })),
  )
  return checkGitTags(at.directory, [...new Map(tags.map((tag) => [tag.name, tag])).values()], at)
}

/** What stands for the digest of something that has none yet. */
export const TO_BE_BUILT = 'what is to be built'

/**
 * What of an image will be named in a repository, as far as the plan knows: a digest, or that it is not made yet; null
 * where it cannot be said before the run.
 */
export async function plannedDigest(
  { images }: Plan,
  member: Member,
  repository: string,
  registry: Pick<RegistryClient, 'digest'>,
): Promise<string | null> {
  const own = images.filter(({ name, variant }) => name === member.image.name && variant === member.variant.name)
  if (own.some(({ action }) => action === 'build')) return TO_BE_BUILT
  const [image] = own
  if (image === undefined) return null
  const index = image.index.find((ref) => splitRef(ref).repository === repository)
  if (index !== undefined) return (await registry.digest(repository, splitRef(index).tag)) ?? null
  return foundIn(image, repository)
}

function foundIn({ found }: PlannedImage, repository: string): string | null {
  return (found.find(({ ref }) => splitRef(ref).repository === repository) ?? found[0])?.digest ?? null
}

/** Look-ups at the same time. */
const LOOK_UPS = 16

export interface VersionRequest {
  readonly stage: Stage
  readonly members: readonly Member[]
  readonly naming: Naming
  readonly versioned: Versioned
  readonly registry: Pick<RegistryClient, 'digest' | 'tags'>
  /** What the member is to name there; null: not known yet. */
  readonly digestOf: (member: Member, repository: string) => Promise<string | null> | string | null
  readonly signal: AbortSignal
}

export interface VersionAnswer {
  readonly warnings: readonly string[]
  /** The tags of this version hold already what they are to hold. */
  readonly isThere: boolean
  /** A higher version has been here, and this one was before it: names that move with versions are not taken back to it. */
  readonly isOlder: boolean
}

/** Whether the version may come to a stage. Throws a UserError. */
export async function checkStageVersion(request: VersionRequest): Promise<VersionAnswer> {
  const { stage, members, naming, versioned, registry, signal } = request
  const { version, changelog } = versioned
  if (parseVersion(version) === undefined) return { warnings: [], isThere: false, isOlder: false }
  const inSlot = slots(LOOK_UPS)
  const places = members.flatMap((member) =>
    repositoriesOf(member, naming).map((repository) => ({ member, repository, tag: keptTag(stage, member, naming) })),
  )
  const kept = await Promise.all(
    places.flatMap(({ member, repository, tag }) =>
      tag === undefined
        ? []
        : [
            inSlot(async (): Promise<VersionTag> => ({
              ref: `${repository}:${tag}`,
              old: (await registry.digest(repository, tag)) ?? null,
              new: await request.digestOf(member, repository),
            })),
          ],
    ),
  )
  // What is there already is no step back, whatever came after it.
  const isThere = kept.length > 0 && kept.every((one) => one.old !== null && (one.old === one.new || one.new === null))
  const notices: string[] = []
  const template = immutableTemplate(stage)
  const released = await Promise.all(
    template === undefined
      ? []
      : places.map(({ member: { image, variant }, repository }) =>
          inSlot(async () => {
            const tags = await registry.tags(repository, signal).catch((error: unknown) => {
              if (!(error instanceof WorkError)) throw error
              notices.push(`${repository} does not list its tags: whether ${version} goes forward is not known`)
              return []
            })
            return tags
              .filter((tag) => canGive(template, tag, { stage, variant, image: image.name }))
              .flatMap((tag) => /\d+\.\d+\.\d+/.exec(tag)?.[0] ?? [])
          }),
        ),
  )
  const check = checkVersion(version, {
    stage: stage.name,
    changelog: changelog === undefined ? undefined : { file: changelog.file, top: topOfChangelog(changelog.text) },
    kept,
    released: isThere ? [] : released.flat(),
  })
  if (check.problems.length > 0) throw new UserError(check.problems)
  const own = wordsIn(template ?? '').includes('minor') ? minorOf(version) : version
  return {
    warnings: [...new Set([...check.warnings, ...notices])],
    isThere,
    isOlder: isThere && isBelow(own, released.flat()),
  }
}

function isBelow(version: string, released: readonly string[]): boolean {
  const own = parseVersion(version)
  return released.some((one) => {
    const other = parseVersion(one)
    return own !== undefined && other !== undefined && compareVersions(own, other) < 0
  })
}
