import { UserError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import { basesOf, imagesByPlace, placeOf, type BaseUse, type CopiedPaths } from './dockerfile.js'
import { candidateTag, fingerprint, indexKey, suitesKey, testedTag } from './fingerprint.js'
import type { Image, ImageSource, Stack, Variant } from './model.js'
import { argsOf, parentArgName, parentArgs } from './names.js'
import { inStack } from './paths.js'
import { platformsOf, shortPlatform } from './platforms.js'
import { rebase, safeName, splitRef } from './refs.js'
import { CONVENTIONS, plannedSuites, testedLineages, type PlannedSuite, type SuiteFacts } from './suites.js'
import { declaresStages, higherStageOf, publishedTags, tagsByImage, type RenderedTag, type RunFacts } from './stages.js'
import { badTags, foreignPrefix, isReserved } from './tags.js'

/** Everything about an image, variant and platform that follows from the stack alone; what will be done with it comes later. */
export interface Draft {
  /** The image's name; `name@variant` where the stack has several variants, `name/arm64` where the image has several platforms. */
  readonly id: string
  readonly name: string
  readonly variant: string
  /** `linux/arm64` */
  readonly platform: string
  /** Its skip_plans name the variant: it does not exist there. */
  readonly skipped: boolean
  /** The ref that names the image in logs and results: the first of `refs`. */
  readonly ref: string
  /** What the names of its files begin with: the ref in the seeds' form, and the platform where it is one of several. */
  readonly file: string
  /** Where publishing puts it, all its platforms as one: every registry × every tag. */
  readonly refs: readonly string[]
  /** The same candidate in every registry, tagged by fingerprint. */
  readonly candidates: readonly string[]
  /** In every registry, the candidate of all platforms as one; none where it has only one. */
  readonly index: readonly string[]
  /** In every registry, the ref that says the candidate has passed its suites; none where it has no suites that run. */
  readonly tested: readonly string[]
  /** Its names in the engine: by fingerprint (what children build on) and by every tag; a tag is one platform's alone. */
  readonly localRefs: readonly string[]
  readonly parents: readonly string[]
  /** Refs outside the stack that it is built on. */
  readonly external: readonly string[]
  /** What is known of the external bases; those with a registry digest are built on by it, and recorded on the image. */
  readonly bases: Readonly<Record<string, BaseDigest>>
  /** What its Dockerfile names → what is built on instead: parents by fingerprint, external bases by digest. */
  readonly rewrites: Readonly<Record<string, string>>
  readonly fingerprint: string
  /** Hash of the files the fingerprint was made of (docker/context.ts). */
  readonly contextHash: string
  readonly buildArgs: Readonly<Record<string, string>>
  /** Below the stack's directory; `.` is that directory. */
  readonly context: string
  /** What of the context counts: where it is wider than the image's directory, what its Dockerfile copies. */
  readonly copied: CopiedPaths
  readonly dockerfiles: readonly string[]
  readonly suites: readonly PlannedSuite[]
  readonly infos: readonly string[]
}

/** What is known of a ref outside the stack. */
export interface BaseDigest {
  /** Digest in its registry, or the id in the engine of an image that was made there. */
  readonly digest: string
  /** A registry has it under the digest: builds can name it so. */
  readonly pin: boolean
}

export interface DraftRequest extends SuiteFacts {
  readonly facts: RunFacts
  /** What suites are told the stage is. */
  readonly stage?: string
  /** Bases to push to, `host[:port]/path`; empty: the names as the spec has them. */
  readonly registries: readonly string[]
  /** Of whoever builds. */
  readonly platform: string
  /** What is known of a ref outside the stack, if anything is. Two images may be built on two digests of one ref. */
  readonly baseOf: (use: ExternalUse) => BaseDigest | undefined
  /** Hash of the files of a suite's directory. */
  readonly filesHash: (directory: string) => string
}

/** An image of the stack in a variant, and the refs outside the stack that it uses, before anything was looked up. */
export interface ExternalUse {
  readonly image: string
  readonly variant: string
  readonly ref: string
}

/** The refs outside the stack that its Dockerfiles build on, so that a caller can look up their digests first. */
export function externalBases(
  stack: Stack,
  sources: ReadonlyMap<string, ImageSource>,
  registries: readonly string[],
  native: string,
): ExternalUse[] {
  const places = placesOf(stack, registries)
  return stack.variants.flatMap((variant) =>
    [...stack.images.values()].flatMap((image) => {
      if (image.skipVariants.includes(variant.name)) return []
      const parents = parentsOf(stack, image)
      const args = { ...argsOf(image, variant), ...parentArgs(parents, (parent) => `${parent.repository}:of-this-run`) }
      const text = sources.get(image.name)?.dockerfileText ?? ''
      const refs = platformsOf(image, native)
        .flatMap((platform) => basesOf(text, args, platform).map((use) => use.ref))
        .filter((ref) => parentUsed(ref, parents, places) === undefined)
      return [...new Set(refs)].map((ref) => ({ image: image.name, variant: variant.name, ref }))
    }),
  )
}

/** Names, fingerprints and suites of every image, variant and platform, parents first. Throws a UserError that lists every obstacle. */
export function draftStack(request: DraftRequest): Draft[] {
  const { stack } = request
  const problems: Problem[] = []
  const places = placesOf(stack, request.registries)
  const drafts: Draft[] = []
  const lineages = testedLineages(request)
  for (const variant of stack.variants) {
    const prints = new Map<string, string>()
    const tagsFor = tagsOf(request, variant, problems)
    for (const name of stack.order) {
      const image = stack.images.get(name)
      const source = request.sources.get(name)
      if (image === undefined || source === undefined) continue
      const lineage = lineages.get(name) ?? []
      const platforms = platformsOf(image, request.platform)
      const tags = tagsFor(image)
      const common = { request, image, source, variant, tags, prints, places, lineage, problems }
      const built = platforms.map((platform) => draftImage({ ...common, platform, platforms }))
      drafts.push(...withIndex(built))
    }
  }
  problems.push(...duplicateRefs(drafts, stack), ...unknownSuites(drafts, request))
  if (problems.length > 0) throw new UserError(problems)
  return drafts
}

interface ImageRequest {
  readonly request: DraftRequest
  readonly image: Image
  readonly source: ImageSource
  readonly variant: Variant
  readonly platform: string
  /** All of the image's. */
  readonly platforms: readonly string[]
  readonly tags: readonly string[]
  /** Fingerprints of this variant's images so far, by `printKey`. */
  readonly prints: Map<string, string>
  readonly places: Places
  readonly lineage: readonly string[]
  readonly problems: Problem[]
}

function draftImage(asked: ImageRequest): Draft {
  const { request, image, source, variant, platform, platforms, tags, prints, places, lineage, problems } = asked
  const { stack } = request
  const idOf = (one: Image): string => {
    const several = platformsOf(one, request.platform).length > 1
    const id = stack.variants.length > 1 ? `${one.name}@${variant.name}` : one.name
    return several ? `${id}/${shortPlatform(platform)}` : id
  }
  const printOf = (one: Image): string | undefined => prints.get(printKey(one.name, platform))
  const skipped = image.skipVariants.includes(variant.name)
  const possible = parentsOf(stack, image)
  const args = argsOf(image, variant)
  const candidateOf = (parent: Image): string => `${parent.repository}:${candidateTag(printOf(parent) ?? '')}`
  const buildArgs = { ...args, ...parentArgs(possible, candidateOf) }
  const uses = basesOf(source.dockerfileText, buildArgs, platform)
  const inUse = new Set(uses.map(({ ref }) => parentUsed(ref, possible, places)?.name))
  // What the spec names has to be used; of what Dockerfiles name, each variant has its own.
  const parents = possible.filter((parent) => image.declared?.includes(parent.name) === true || inUse.has(parent.name))
  const refused = parents.find((parent) => parent.skipVariants.includes(variant.name))
  if (!skipped && refused !== undefined) {
    problems.push({
      message: `${image.name} is built for plan "${variant.name}", but its parent ${refused.name} skips that plan`,
      file: stack.file,
      ...image.at,
      remedy: `Add "${variant.name}" to skip_plans of ${image.name}, or remove it from those of ${refused.name}.`,
    })
  }
  const elsewhere = parents.find((parent) => !platformsOf(parent, request.platform).includes(platform))
  if (!skipped && elsewhere !== undefined) {
    problems.push({
      message: `${image.name} is built for ${platform}, but its parent ${elsewhere.name} only for ${platformsOf(elsewhere, request.platform).join(', ')}`,
      file: stack.file,
      ...image.at,
      remedy: `Add ${platform} to the platforms of ${elsewhere.name}, or remove it from those of ${image.name}.`,
    })
  }
  const used = new Set<string>()
  const external = new Set<string>()
  const bases: Record<string, BaseDigest> = {}
  const rewrites: Record<string, string> = {}
  for (const { ref } of uses) {
    const parent = parentUsed(ref, parents, places)
    if (parent !== undefined) {
      used.add(parent.name)
      if (ref !== candidateOf(parent)) rewrites[ref] = candidateOf(parent)
      continue
    }
    external.add(ref)
    const known = request.baseOf({ image: image.name, variant: variant.name, ref })
    if (known === undefined) continue
    bases[ref] = known
    if (known.pin && !ref.includes('@')) rewrites[ref] = `${ref}@${known.digest}`
  }
  if (!skipped) problems.push(...missedParents(stack, image, parents, used, uses))
  const print = fingerprint({
    context: source.contextHash,
    args,
    platform,
    bases: [
      ...parents.map((parent) => printOf(parent) ?? ''),
      ...[...external].map((ref) => bases[ref]?.digest ?? ref),
    ],
  })
  prints.set(printKey(image.name, platform), print)
  const repositories =
    request.registries.length === 0
      ? [image.repository]
      : request.registries.map((base) => rebase(image.repository, base))
  const everywhere = (tag: string): string[] => repositories.map((repository) => `${repository}:${tag}`)
  const refs = repositories.flatMap((repository) => tags.map((tag) => `${repository}:${tag}`))
  const suites = skipped ? [] : plannedSuites(image, lineage, request)
  const key = suitesKey(print, suites, request.filesHash, {
    stage: request.stage ?? '',
    version: request.facts.version ?? '',
    branch: request.facts.branch,
    sha: request.facts.sha,
    prefix: variant.prefix,
    variant: variant.name,
  })
  const own = platform === (platforms.includes(request.platform) ? request.platform : platforms[0])
  const [ref = ''] = refs
  return {
    id: idOf(image),
    name: image.name,
    variant: variant.name,
    platform,
    skipped,
    ref,
    file: safeName(platforms.length > 1 ? `${ref}-${platform}` : ref),
    refs,
    candidates: everywhere(candidateTag(print)),
    index: [],
    tested: key === undefined ? [] : everywhere(testedTag(key)),
    localRefs: [candidateTag(print), ...(own ? tags : [])].map((tag) => `${image.repository}:${tag}`),
    parents: parents.map(idOf),
    external: [...external],
    bases,
    rewrites,
    fingerprint: print,
    contextHash: source.contextHash,
    buildArgs,
    context: image.context,
    copied: source.copied,
    dockerfiles: image.dockerfiles,
    suites,
    infos: image.infos,
  }
}

/** Suites that are named, and that no image has: in the inputs, or by an image or a suite of the spec. */
function unknownSuites(drafts: readonly Draft[], { stack, choice }: DraftRequest): Problem[] {
  const inSpec = [...stack.images.values()].flatMap((image) =>
    (image.suites ?? []).map((name) => ({ name, file: stack.file, ...image.at })),
  )
  const refined = stack.suites.flatMap(({ name, does, at }) =>
    does === undefined ? [{ name, file: stack.file, ...at }] : [],
  )
  const asked = [...new Set([...choice.only, ...choice.skip])].map((name) => ({ name }))
  if (asked.length + inSpec.length + refined.length === 0) return []
  const there = [...new Set(drafts.flatMap(({ suites }) => suites.flatMap(({ name, group }) => [group, name])))]
  // A spec may speak of sorts, and of images' tests, that are not there yet.
  const possible = [...new Set([...there, ...CONVENTIONS, ...stack.images.keys()])]
  const missing = (named: readonly { name: string }[], known: readonly string[]): Problem[] =>
    named
      .filter(({ name }) => !known.includes(name))
      .map(({ name, ...at }) => ({
        message: `no image has a suite "${name}"`,
        ...at,
        remedy: suggest(name, known, 'suites'),
      }))
  return [...missing(asked, there), ...missing([...inSpec, ...refined], possible)]
}

function printKey(name: string, platform: string): string {
  return `${name} ${platform}`
}

/** The drafts of an image's platforms, each with the ref of them all. */
function withIndex(drafts: readonly Draft[]): Draft[] {
  if (drafts.length === 1) return [...drafts]
  const tag = candidateTag(indexKey(drafts.map((draft) => draft.fingerprint)))
  return drafts.map((draft) => ({
    ...draft,
    index: draft.candidates.map((candidate) => `${splitRef(candidate).repository}:${tag}`),
  }))
}

/** What the images of a variant are published as; what is wrong with it is told once, however many images there are. */
function tagsOf(request: DraftRequest, variant: Variant, problems: Problem[]): (image: Image) => string[] {
  const told = new Set<string>()
  const make = (image: string): string[] => {
    const { tags, problems: found } = publishedTags(request.stack, variant, request.facts, image)
    for (const problem of [...found, ...tagProblems(request, variant, image, tags)]) {
      if (told.has(problem.message)) continue
      told.add(problem.message)
      problems.push(problem)
    }
    return tags.map(({ tag }) => tag)
  }
  if (tagsByImage(request.stack)) return ({ name }) => make(name)
  const tags = make('')
  return () => tags
}

function tagProblems(
  { stack, facts }: DraftRequest,
  variant: Variant,
  image: string,
  tags: readonly RenderedTag[],
): Problem[] {
  const prefixes = stack.variants.map((one) => one.prefix)
  const problems: Problem[] = []
  // Who has the name: the branch, or something else that the template names.
  const told = ({ tag, template }: RenderedTag): Pick<Problem, 'message' | 'remedy'> =>
    template.includes('{branch}')
      ? { message: `the branch "${facts.branch}" would be published as ${tag}`, remedy: 'Rename the branch.' }
      : { message: `${template} would be published as ${tag}`, remedy: 'Change the tags of the first of the `stages`.' }
  const names = tags.map((one) => ({ one, foreign: foreignPrefix(one.tag, variant.prefix, prefixes) }))
  for (const { one, foreign } of names) {
    if (foreign === undefined) continue
    const { message, ...more } = told(one)
    problems.push({
      message: `${message} by plan "${variant.name}", a name of the plan with the prefix ${foreign}`,
      ...more,
    })
  }
  for (const { one, foreign } of names) {
    // A name of another plan was told as that.
    const variants = foreign === undefined ? stack.variants : [variant]
    const isTaken = isReserved(one.tag) || higherStageOf(one.tag, { ...stack, variants }, image) !== undefined
    if (!isTaken) continue
    const { message, ...more } = told(one)
    problems.push({ message: `${message}, a name that only promotion moves`, ...more })
  }
  for (const tag of badTags(tags.map((one) => one.tag))) {
    problems.push({
      message: `"${tag}" is not a tag`,
      remedy: 'A tag has letters, digits, "_", "." and "-": check the branch name and the prefix.',
    })
  }
  return problems
}

function parentsOf(stack: Stack, image: Image): Image[] {
  return image.parents.flatMap((name) => stack.images.get(name) ?? [])
}

type Places = ReturnType<typeof imagesByPlace>

function placesOf(stack: Stack, registries: readonly string[]): Places {
  return imagesByPlace([...stack.images.values()], [...stack.registries.values(), ...registries])
}

/** The parent that a ref names, whatever its tag: what is built on is this run's, never what a moving tag holds today. */
function parentUsed(ref: string, parents: readonly Image[], places: Places): Image | undefined {
  if (parents.length === 0) return undefined
  const name = places.get(placeOf(ref) ?? '')
  return name === undefined ? undefined : parents.find((parent) => parent.name === name)
}

/** A Dockerfile that does not use its parent would be built on something else. */
function missedParents(
  stack: Stack,
  image: Image,
  parents: readonly Image[],
  used: ReadonlySet<string>,
  uses: readonly BaseUse[],
): Problem[] {
  return parents
    .filter((parent) => !used.has(parent.name))
    .map((parent) => {
      const [near] = uses
      return {
        message: `${image.name} depends on ${parent.name}, but its Dockerfile ${near === undefined ? 'uses no other image' : `builds on ${near.written}`}`,
        file: inStack(stack.file, image.dockerfiles[0] ?? ''),
        ...(near === undefined ? {} : { line: near.line }),
        remedy: `Write "ARG BASE_IMAGE" and "FROM \${BASE_IMAGE}"${parents.length > 1 ? ` (or ${parentArgName(parent.name)})` : ''}, or "FROM ${parent.repository}:\${BASE_TAG}".`,
      }
    })
}

function ownTags(stack: Stack): string {
  return declaresStages(stack)
    ? 'Give each plan a tag_prefix of its own, and name {prefix} or {plan} in the tags of the first of the `stages`.'
    : 'Give each plan a tag_prefix of its own.'
}

/** Two images that would be pushed to one ref: one of them would be lost. */
function duplicateRefs(drafts: readonly Draft[], stack: Stack): Problem[] {
  const owner = new Map<string, Draft>()
  const files = new Map<string, Draft>()
  const problems: Problem[] = []
  const oneForm = (ref: string): string => `${placeOf(ref) ?? ref}:${splitRef(ref).tag}`
  for (const draft of drafts) {
    // What has no tags was told before.
    if (draft.skipped || draft.refs.length === 0) continue
    const ref = draft.refs.find((one) => owner.has(oneForm(one))) ?? draft.ref
    const other = owner.get(oneForm(ref))
    // Platforms of one image are published as one.
    if (other !== undefined && other.name === draft.name && other.variant === draft.variant) continue
    for (const one of draft.refs) owner.set(oneForm(one), draft)
    const at = stack.images.get(draft.name)?.at
    if (other === undefined) {
      const namesake = files.get(draft.file)
      files.set(draft.file, draft)
      if (namesake !== undefined) {
        problems.push({
          message: `${namesake.ref} and ${draft.ref} would write the same files (${draft.file}.*)`,
          file: stack.file,
          ...at,
          remedy: 'Give one of them another image_name.',
        })
      }
      continue
    }
    const sameName = other.name === draft.name
    problems.push({
      message: sameName
        ? `plans "${other.variant}" and "${draft.variant}" both publish ${draft.name} as ${ref}`
        : `${other.id} and ${draft.id} would both be published as ${ref}`,
      file: stack.file,
      ...at,
      remedy: sameName ? ownTags(stack) : 'Give one of them another image_name.',
    })
  }
  return problems
}
