import { UserError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import { basesOf } from './dockerfile.js'
import { candidateTag, fingerprint } from './fingerprint.js'
import { levels, withAncestors } from './graph.js'
import type { Image, ImageSource, Stack, Variant } from './model.js'
import { parseRepository, rebase, safeName, splitRef } from './refs.js'
import { plannedSuites, type PlannedSuite, type SuiteFacts } from './suites.js'
import { badTags, isReserved, runTags, type TagFacts } from './tags.js'

/** Why an image has its action, as data; `explain.ts` says it in words. */
export type Reason =
  | { readonly kind: 'all' }
  | { readonly kind: 'named' }
  | { readonly kind: 'parent-of'; readonly image: string }
  | { readonly kind: 'not-named' }
  | { readonly kind: 'plan-skipped'; readonly variant: string }

export interface PlannedImage {
  /** The image's name; `name@variant` where the stack has several variants. */
  readonly id: string
  readonly name: string
  readonly variant: string
  readonly action: 'build' | 'skip'
  readonly reasons: readonly Reason[]
  /** The ref that names the image in logs, results and file names: the first of `refs`. */
  readonly ref: string
  /** Where publishing puts it: every registry × every tag. */
  readonly refs: readonly string[]
  /** The same candidate in every registry, tagged by fingerprint. */
  readonly candidates: readonly string[]
  /** Its names in the engine: by fingerprint (what children build on) and by every tag. */
  readonly localRefs: readonly string[]
  readonly parents: readonly string[]
  readonly fingerprint: string
  /** Hash of the files the fingerprint was made of (docker/context.ts). */
  readonly contextHash: string
  readonly buildArgs: Readonly<Record<string, string>>
  readonly directory: string
  readonly dockerfile: string
  readonly suites: readonly PlannedSuite[]
  readonly infos: readonly string[]
}

/** What a run will do: written to artifacts/plan.json before it begins. */
export interface Plan {
  readonly schema: 1
  readonly event: string
  readonly branch: string
  readonly sha: string
  /** Parents before children. */
  readonly images: readonly PlannedImage[]
  /** Ids of the images to build; level n needs nothing below level n-1. */
  readonly levels: readonly (readonly string[])[]
}

export interface PlanRequest extends SuiteFacts {
  readonly event: string
  readonly facts: Omit<TagFacts, 'prefix'>
  /** Images the user named; empty: all. */
  readonly only: readonly string[]
  /** Bases to push to, `host[:port]/path`; empty: the names as the spec has them. */
  readonly registries: readonly string[]
  readonly platform: string
  /** Digest of an external base, or the ref itself where it is not known. */
  readonly baseDigest: (ref: string) => string
}

/** The refs outside the stack that its Dockerfiles build on, so that a caller can look up their digests first. */
export function externalBases(stack: Stack, sources: PlanRequest['sources']): string[] {
  const refs = new Set<string>()
  for (const variant of stack.variants) {
    for (const image of stack.images.values()) {
      const parents = image.parents.flatMap((name) => stack.images.get(name) ?? [])
      const args = { ...argsOf(image, variant), ...parentArgs(parents, (parent) => `${parent.repository}:of-this-run`) }
      for (const { ref } of basesOf(sources.get(image.name)?.dockerfileText ?? '', args)) {
        if (!parents.some((parent) => sameRepository(splitRef(ref).repository, parent.repository))) refs.add(ref)
      }
    }
  }
  return [...refs]
}

/** Decides, for each image and variant, what will be done and why. Throws a UserError that lists every obstacle. */
export function makePlan(request: PlanRequest): Plan {
  const { stack } = request
  const problems: Problem[] = []
  const wanted = wantedImages(request, problems)
  if (problems.length > 0) throw new UserError(problems)
  const images: PlannedImage[] = []
  for (const variant of stack.variants) {
    const prints = new Map<string, string>()
    for (const name of stack.order) {
      const image = stack.images.get(name)
      const source = request.sources.get(name)
      if (image === undefined || source === undefined) continue
      images.push(planImage({ request, image, source, variant, prints, reasons: wanted.get(name) ?? [], problems }))
    }
  }
  problems.push(...duplicateRefs(images, stack))
  if (problems.length > 0) throw new UserError(problems)
  const built = images.filter((image) => image.action === 'build')
  const parentsOf = (id: string): readonly string[] => parents.get(id) ?? []
  const parents = new Map(built.map((image) => [image.id, image.parents]))
  return {
    schema: 1,
    event: request.event,
    branch: request.facts.branch,
    sha: request.facts.sha,
    images,
    levels: levels([...parents.keys()], parentsOf),
  }
}

/** The images to work on and why: the named ones and what they are built on, or all. */
function wantedImages({ stack, only }: PlanRequest, problems: Problem[]): Map<string, Reason[]> {
  const names = [...stack.images.keys()]
  if (only.length === 0) return new Map(names.map((name) => [name, [{ kind: 'all' }]]))
  for (const name of only) {
    if (!stack.images.has(name))
      problems.push({ message: `there is no image "${name}" in ${stack.file}`, remedy: suggest(name, names, 'images') })
  }
  const wanted = new Map<string, Reason[]>()
  for (const name of only) {
    for (const above of withAncestors([name], (image) => stack.images.get(image)?.parents ?? [])) {
      const reasons = wanted.get(above) ?? []
      reasons.push(above === name ? { kind: 'named' } : { kind: 'parent-of', image: name })
      wanted.set(above, reasons)
    }
  }
  return wanted
}

interface ImageRequest {
  readonly request: PlanRequest
  readonly image: Image
  readonly source: ImageSource
  readonly variant: Variant
  /** Fingerprints of this variant's images so far. */
  readonly prints: Map<string, string>
  readonly reasons: readonly Reason[]
  readonly problems: Problem[]
}

function planImage({ request, image, source, variant, prints, reasons, problems }: ImageRequest): PlannedImage {
  const { stack } = request
  const idOf = (name: string): string => (stack.variants.length > 1 ? `${name}@${variant.name}` : name)
  const skipped = image.skipVariants.includes(variant.name)
  const why: readonly Reason[] = skipped
    ? [{ kind: 'plan-skipped', variant: variant.name }]
    : reasons.length === 0
      ? [{ kind: 'not-named' }]
      : reasons
  const action = skipped || reasons.length === 0 ? 'skip' : 'build'
  const parents = image.parents.flatMap((name) => stack.images.get(name) ?? [])
  const refused = parents.find((parent) => parent.skipVariants.includes(variant.name))
  if (action === 'build' && refused !== undefined) {
    problems.push({
      message: `${image.name} is built for plan "${variant.name}", but its parent ${refused.name} skips that plan`,
      file: stack.file,
      ...image.at,
      remedy: `Add "${variant.name}" to skip_plans of ${image.name}, or remove it from those of ${refused.name}.`,
    })
  }
  const args = argsOf(image, variant)
  const candidateOf = (parent: Image): string => `${parent.repository}:${candidateTag(prints.get(parent.name) ?? '')}`
  const buildArgs = { ...args, ...parentArgs(parents, candidateOf) }
  const uses = basesOf(source.dockerfileText, buildArgs)
  if (action === 'build') problems.push(...missedParents(stack, image, parents, uses, candidateOf))
  const outside = uses
    .filter(({ ref }) => !parents.some((parent) => candidateOf(parent) === ref))
    .map(({ ref }) => request.baseDigest(ref))
  const print = fingerprint({
    context: source.contextHash,
    dockerfile: image.dockerfile,
    args,
    platform: request.platform,
    bases: [...parents.map((parent) => prints.get(parent.name) ?? ''), ...outside],
  })
  prints.set(image.name, print)
  const tags = runTags({ ...request.facts, prefix: variant.prefix })
  for (const tag of tags.filter((one) => isReserved(one, variant.prefix))) {
    problems.push({
      message: `the branch "${request.facts.branch}" would be published as ${tag}, a name that only promotion moves`,
      remedy: 'Rename the branch.',
    })
  }
  for (const tag of badTags(tags)) {
    problems.push({
      message: `"${tag}" is not a tag`,
      remedy: 'A tag has letters, digits, "_", "." and "-": check the branch name and the prefix.',
    })
  }
  const repositories =
    request.registries.length === 0
      ? [image.repository]
      : request.registries.map((base) => rebase(image.repository, base))
  const refs = repositories.flatMap((repository) => tags.map((tag) => `${repository}:${tag}`))
  return {
    id: idOf(image.name),
    name: image.name,
    variant: variant.name,
    action,
    reasons: why,
    ref: refs[0] ?? '',
    refs,
    candidates: repositories.map((repository) => `${repository}:${candidateTag(print)}`),
    localRefs: [candidateTag(print), ...tags].map((tag) => `${image.repository}:${tag}`),
    parents: image.parents.map(idOf),
    fingerprint: print,
    contextHash: source.contextHash,
    buildArgs,
    directory: image.path,
    dockerfile: image.dockerfile,
    suites: plannedSuites(image, request),
    infos: image.infos,
  }
}

function argsOf(image: Image, variant: Variant): Record<string, string> {
  return { ...image.args, ...image.variantArgs[variant.name] }
}

/**
 * How a Dockerfile learns what to build on: BASE_IMAGE (the whole ref) and UCSD's BASE_TAG (the tag alone) are those of
 * the first parent; with several, BASE_IMAGE_<PARENT> names each.
 */
function parentArgs(parents: readonly Image[], refOf: (parent: Image) => string): Record<string, string> {
  const [first] = parents
  if (first === undefined) return {}
  const args: Record<string, string> = { BASE_IMAGE: refOf(first), BASE_TAG: splitRef(refOf(first)).tag }
  if (parents.length > 1) {
    for (const parent of parents)
      args[`BASE_IMAGE_${parent.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')}`] = refOf(parent)
  }
  return args
}

/** A Dockerfile that does not take its parent from the build args would be built on whatever a moving tag is today. */
function missedParents(
  stack: Stack,
  image: Image,
  parents: readonly Image[],
  uses: readonly { ref: string; written: string; line: number }[],
  refOf: (parent: Image) => string,
): Problem[] {
  return parents
    .filter((parent) => !uses.some((use) => use.ref === refOf(parent)))
    .map((parent) => {
      const near = uses.find((use) => sameRepository(splitRef(use.ref).repository, parent.repository)) ?? uses[0]
      return {
        message: `${image.name} depends on ${parent.name}, but its Dockerfile ${near === undefined ? 'uses no other image' : `builds on ${near.written}`}`,
        file: inStack(stack.file, `${image.path}/${image.dockerfile}`),
        ...(near === undefined ? {} : { line: near.line }),
        remedy: `Write "ARG BASE_IMAGE" and "FROM \${BASE_IMAGE}"${parents.length > 1 ? ` (or BASE_IMAGE_${parent.name.toUpperCase().replace(/[^A-Z0-9]+/g, '_')})` : ''}, or "FROM ${parent.repository}:\${BASE_TAG}".`,
      }
    })
}

/** A path of the stack as the user sees it: beside the spec file they named. */
export function inStack(specFile: string, path: string): string {
  const slash = specFile.lastIndexOf('/')
  return slash < 0 ? path : `${specFile.slice(0, slash)}/${path}`
}

function sameRepository(a: string, b: string): boolean {
  const [left, right] = [parseRepository(a), parseRepository(b)]
  return left !== undefined && right !== undefined && left.host === right.host && left.path === right.path
}

/** One form for all names of a ref: `acme/x:1` is `docker.io/acme/x:1`. */
function canonical(ref: string): string {
  const { repository, tag } = splitRef(ref)
  const parsed = parseRepository(repository)
  return parsed === undefined ? ref : `${parsed.host}/${parsed.path}:${tag}`
}

/** Two images that would be pushed to one ref: one of them would be lost. */
function duplicateRefs(images: readonly PlannedImage[], stack: Stack): Problem[] {
  const owner = new Map<string, PlannedImage>()
  const files = new Map<string, PlannedImage>()
  const problems: Problem[] = []
  for (const image of images) {
    if (image.reasons.some((reason) => reason.kind === 'plan-skipped')) continue
    const ref = image.refs.find((one) => owner.has(canonical(one))) ?? image.ref
    const other = owner.get(canonical(ref))
    for (const one of image.refs) owner.set(canonical(one), image)
    const at = stack.images.get(image.name)?.at
    if (other === undefined) {
      const namesake = files.get(safeName(image.ref))
      files.set(safeName(image.ref), image)
      if (namesake !== undefined) {
        problems.push({
          message: `${namesake.ref} and ${image.ref} would write the same files (${safeName(image.ref)}.*)`,
          file: stack.file,
          ...at,
          remedy: 'Give one of them another image_name.',
        })
      }
      continue
    }
    const sameName = other.name === image.name
    problems.push({
      message: sameName
        ? `plans "${other.variant}" and "${image.variant}" both publish ${image.name} as ${ref}`
        : `${other.id} and ${image.id} would both be published as ${ref}`,
      file: stack.file,
      ...at,
      remedy: sameName ? 'Give each plan a tag_prefix of its own.' : 'Give one of them another image_name.',
    })
  }
  return problems
}
