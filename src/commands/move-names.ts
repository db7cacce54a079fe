import { UserError, type Problem } from '../shared/errors.js'
import { nearest, suggest } from '../shared/nearest.js'
import { isDigest } from '../registry/digest.js'
import type { Image, Stack, Variant } from '../stack/model.js'
import { rebase } from '../stack/refs.js'
import {
  immutableTemplate,
  isFree,
  notTags,
  ownersOf,
  renderTag,
  sourceTag,
  tagWords,
  targetTags,
  wordRemedy,
  type RunFacts,
  type Stage,
  type TagOwner,
} from '../stack/stages.js'
import { foreignPrefix, isReserved } from '../stack/tags.js'

/** An image of the stack in a variant. */
export interface Member {
  /** As plans name it: with its variant where there are several. */
  readonly id: string
  readonly image: Image
  readonly variant: Variant
}

/** A name that something is to get. */
export interface Target {
  readonly ref: string
  readonly tag: string
  /** The stage whose name it is; undefined: a tag of the user's own. */
  readonly stage: Stage | undefined
  /** It keeps what it holds (the tag of a version). */
  readonly keeps: boolean
}

/** What gets names, and which. */
export interface NamedMove extends Member {
  /** The variant with the prefix that the source has. */
  readonly named: Variant
  readonly repository: string
  /** Tag or digest. */
  readonly reference: string
  /** `host/name:tag` or `host/name@sha256:…`. */
  readonly source: string
  readonly targets: readonly Target[]
}

export interface NamesRequest {
  readonly stack: Stack
  readonly from: string
  readonly to: readonly string[]
  readonly facts: RunFacts
  /** Bases of registries; empty: the names as the spec has them. */
  readonly bases: readonly string[]
  readonly toBases: readonly string[]
  /** Names or ids that the user gave; empty: all. */
  readonly images: readonly string[]
}

/**
 * The images of the stack that the user means: `base` stands for all of its plans, `base@py39` for one of them. Throws a
 * UserError for names that are not there.
 */
export function membersOf(stack: Stack, names: readonly string[]): Member[] {
  const several = stack.variants.length > 1
  const all = stack.variants.flatMap((variant) =>
    stack.order.flatMap((name): Member[] => {
      const image = stack.images.get(name)
      if (image === undefined || image.skipVariants.includes(variant.name)) return []
      return [{ id: several ? `${name}@${variant.name}` : name, image, variant }]
    }),
  )
  const isNamed = (one: string, { id, image, variant }: Member): boolean =>
    one === image.name || one === id || one === `${image.name}@${variant.name}`
  const problems = names
    .filter((name) => !all.some((member) => isNamed(name, member)))
    .map((name): Problem => ({
      message: `there is no image "${name}" in ${stack.file}`,
      remedy: suggest(name, [...new Set(all.flatMap(({ id, image }) => [image.name, id]))], 'images'),
    }))
  if (problems.length > 0) throw new UserError(problems)
  return names.length === 0 ? all : all.filter((member) => names.some((name) => isNamed(name, member)))
}

/** The place of an image in a registry. */
export function placeOf({ repository }: Image, base: string | undefined): string {
  return base === undefined ? repository : rebase(repository, base)
}

/** Which names are to name what, before any registry was asked. Throws a UserError with everything that cannot be. */
export function namesToMove(request: NamesRequest): NamedMove[] {
  const { stack, from, images } = request
  const members = membersOf(stack, images)
  checkFrom(from, members)
  const { moves, foreign } = movesOf(request, members)
  const allowed = (some: readonly NamedMove[]): NamedMove[] => {
    const problems = new Map(some.flatMap(({ id }) => foreign.get(id) ?? []).map((one) => [one.message, one]))
    if (problems.size > 0) throw new UserError([...problems.values()])
    return [...some]
  }
  const clash = clashOf(moves)
  if (clash === undefined) return allowed(moves)
  // A name that has no prefix, or that of one variant, is for one variant only: the one that the source names.
  const own = moves.filter(({ reference }) => reference === from)
  if (own.length > 0 && own.length < moves.length && clashOf(own) === undefined) return allowed(own)
  const [one, other, ref] = clash
  throw new UserError([
    {
      message: `${ref} would have to name both ${one} and ${other}`,
      remedy: one.includes('@')
        ? `Choose a plan, such as --images ${one}, or name the tag of one plan with --from.`
        : 'Choose one of them with --images, or write {image} into the tag.',
    },
  ])
}

function checkFrom(from: string, members: readonly Member[]): void {
  const problems: Problem[] = []
  if (from === '')
    problems.push({
      message: 'it is not said what gets the names',
      remedy: 'Name a tag, a stage or a digest with --from (input `from`).',
    })
  if (from.includes(':') && !isDigest(from))
    problems.push({
      message: `"${from}" is neither a stage, nor a tag, nor a digest`,
      remedy: from.startsWith('sha256:')
        ? 'A digest is sha256: and 64 hexadecimal digits.'
        : 'Give the tag alone: where images are is said by the spec and --registries.',
    })
  // Candidates hold what a run built: they are good sources.
  if (isReserved(from) && !from.startsWith('fp-'))
    problems.push({
      message: `the tag "${from}" is this program's own, and names no image`,
      remedy: 'Name a tag, a stage or a digest of an image.',
    })
  if (isDigest(from) && members.length > 1)
    problems.push({
      message: `a digest is of one image, and ${members.length} are meant`,
      remedy: `Say which one with --images, such as ${members[0]?.id ?? ''}.`,
    })
  if (problems.length > 0) throw new UserError(problems)
}

/** `foreign`: by member, the names that are another one's. */
function movesOf(
  request: NamesRequest,
  members: readonly Member[],
): { readonly moves: NamedMove[]; readonly foreign: ReadonlyMap<string, readonly Problem[]> } {
  const foreign = new Map<string, Problem[]>()
  const { stack, from, to, facts, bases, toBases } = request
  const chosen = [...new Set(members.map(({ variant }) => variant))]
  const problems = new Map<string, Problem>()
  /** The same mistake of many images is told once. */
  const told = <T>(work: () => T): T | undefined => {
    try {
      return work()
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      for (const problem of error.problems) problems.set(problem.message, problem)
      return undefined
    }
  }
  const moves = members.flatMap((member): NamedMove[] => {
    const { image, variant } = member
    const source = told(() =>
      isDigest(from)
        ? { tag: from, prefix: variant.prefix }
        : sourceTag(from, stack, variant, facts, { image: image.name, chosen }),
    )
    const named = { ...variant, prefix: source?.prefix ?? variant.prefix }
    const others = (problem: Problem): void => void foreign.set(member.id, [...(foreign.get(member.id) ?? []), problem])
    const tags = to.map((name) => told(() => tagsOf(name, stack, { ...member, named }, facts, others)) ?? []).flat()
    if (source === undefined) return []
    return placesOf(bases, toBases).map(([where, places]) => {
      const repository = placeOf(image, where)
      return {
        ...member,
        named,
        repository,
        reference: source.tag,
        source: `${repository}${isDigest(source.tag) ? '@' : ':'}${source.tag}`,
        targets: places.flatMap((place) =>
          unique(tags).map((target) => ({ ...target, ref: `${placeOf(image, place)}:${target.tag}` })),
        ),
      }
    })
  })
  if (problems.size > 0) throw new UserError([...problems.values()])
  return { moves, foreign }
}

function unique(tags: readonly Omit<Target, 'ref'>[]): Omit<Target, 'ref'>[] {
  // Of a stage and a tag that are the same, the stage asks for more.
  const sorted = [...tags].sort((a, b) => Number(b.stage !== undefined) - Number(a.stage !== undefined))
  return sorted.filter(({ tag }, at) => sorted.findIndex((one) => one.tag === tag) === at)
}

/** Where the images come from, each with the places that they go to. */
function placesOf(
  bases: readonly string[],
  toBases: readonly string[],
): [where: string | undefined, places: (string | undefined)[]][] {
  if (toBases.length === 0) return bases.length === 0 ? [[undefined, [undefined]]] : bases.map((base) => [base, [base]])
  const places = new Map<string | undefined, string[]>()
  for (const place of toBases) {
    const where = bases.includes(place) ? place : bases[0]
    places.set(where, [...(places.get(where) ?? []), place])
  }
  return [...places]
}

/** A member, and its variant with the prefix that the source has. */
type Naming = Member & Pick<NamedMove, 'named'>

/** The tags that a name of `to` means: of a stage all of them. `others` hears that one is another image's or plan's. */
function tagsOf(
  name: string,
  stack: Stack,
  naming: Naming,
  facts: RunFacts,
  others: (problem: Problem) => void,
): Omit<Target, 'ref'>[] {
  const { image, named: variant } = naming
  const stage = stack.stages.find((one) => one.name === name)
  if (stage !== undefined) {
    refuseBuilt(stage, name)
    const kept = immutableTemplate(stage)
    const words = tagWords(facts, { stage, variant, image: image.name })
    return targetTags(stage, words).map((tag, at) => ({ tag, stage, keeps: kept !== undefined && at === 0 }))
  }
  const words = { ...tagWords(facts, { stage: NO_STAGE, variant, image: image.name }), stage: '' }
  const rendered = renderTag(name, words)
  if ('missing' in rendered)
    throw new UserError([
      { message: `{${rendered.missing}} in "${name}" is not known here`, remedy: remedyOf(rendered.missing) },
    ])
  const { tag } = rendered
  const wrong = notTags([tag])
  if (wrong.length > 0) throw new UserError(wrong)
  if (isReserved(tag))
    throw new UserError([{ message: `the tag "${tag}" is this program's own`, remedy: 'Choose another.' }])
  // Whatever it is called here: who moves the tag of a stage has to meet what the stage asks for.
  const { own, other } = ladderNames(tag, stack, naming)
  if (other !== undefined) {
    const { stage: taken, variant: plan, image: whose } = other
    const owner = plan.name === variant.name ? `the image ${whose}` : `the plan "${plan.name}"`
    others({
      message: `"${tag}" is a name of ${owner} (stage ${taken.name}), and ${naming.id} was to get it`,
      remedy: `Choose what it is for with --images, or give a tag of ${naming.id}.`,
    })
  }
  for (const one of own) refuseBuilt(one.stage, tag)
  const keeps = own.find((one) => immutableTemplate(one.stage) === one.template)
  const asks = keeps ?? own.find((one) => one.stage.suites.length > 0) ?? own[0]
  return [{ tag, stage: asks?.stage, keeps: keeps !== undefined }]
}

function refuseBuilt({ name, dockerfile }: Stage, asked: string): void {
  if (dockerfile === undefined) return
  const which = asked === name ? `the stage ${name}` : `"${asked}" is a name of the stage ${name}, which`
  throw new UserError([
    {
      message: `${which} is built from ${dockerfile}, no image is moved there`,
      remedy: `Run "stack-action release ${name}".`,
    },
  ])
}

function remedyOf(word: string): string {
  // Only a stage has a name that is a stage's.
  return word === 'stage' ? 'Name the stage itself, or give a tag without it.' : wordRemedy(word)
}

/** The names of the ladder that a tag is: of this image in this variant, and, where it is rather another's, whose. */
function ladderNames(
  tag: string,
  stack: Stack,
  { image, variant, named }: Naming,
): { readonly own: readonly TagOwner[]; readonly other: TagOwner | undefined } {
  const images = [image.name, ...[...stack.images.keys()].filter((name) => name !== image.name)]
  // Both the prefix of this year, which the spec has, and that of the source.
  const all = ownersOf(tag, { stages: stack.stages, variants: [named, ...stack.variants] }, images)
  const own = all.filter((one) => one.variant.name === variant.name && one.image === image.name)
  const others = all.filter((one) => !own.includes(one))
  const free = own.every(({ template }) => isFree(template))
  // What somebody may call a branch is not what the ladder of another plan has.
  const other = free ? others.find(({ template }) => !isFree(template)) : undefined
  if (other !== undefined || own.length === 0) return { own, other: other ?? others[0] }
  const prefix = free
    ? foreignPrefix(
        tag,
        named.prefix,
        stack.variants.map((one) => one.prefix),
      )
    : undefined
  return { own, other: others.find((one) => prefix !== undefined && one.variant.prefix === prefix) }
}

const NO_STAGE: Stage = { name: '', from: undefined, tags: [], dockerfile: undefined, suites: [], gitTag: undefined }

/** Two images that one name would have to name. */
function clashOf(moves: readonly NamedMove[]): readonly [one: string, other: string, ref: string] | undefined {
  const owners = new Map<string, NamedMove>()
  for (const move of moves)
    for (const { ref } of move.targets) {
      const owner = owners.get(ref)
      if (owner !== undefined && owner.source !== move.source) return [owner.id, move.id, ref]
      owners.set(ref, move)
    }
  return undefined
}

/** Names that are no stages, and look like one that was mistyped. */
export function nearStages(to: readonly string[], { stages }: Pick<Stack, 'stages'>): string[] {
  const names = stages.map(({ name }) => name)
  return to.flatMap((name) => {
    const near = names.includes(name) ? undefined : nearest(name, names)
    return near === undefined ? [] : [`"${name}" is no stage and is taken as a tag; did you mean "${near}"?`]
  })
}
