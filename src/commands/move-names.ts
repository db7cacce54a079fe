import { UserError, type Problem } from '../shared/errors.js'
import { nearest, suggest } from '../shared/nearest.js'
import { isDigest } from '../registry/digest.js'
import type { Image, Stack, Variant } from '../stack/model.js'
import { rebase } from '../stack/refs.js'
import {
  higherStageOf,
  immutableTemplate,
  notTags,
  renderTag,
  sourceTag,
  TAG_WORDS,
  tagWords,
  targetTags,
  type RunFacts,
  type Stage,
} from '../stack/stages.js'
import { isReserved } from '../stack/tags.js'

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
  const moves = movesOf(request, members)
  const clash = clashOf(moves)
  if (clash === undefined) return moves
  // A name that has no prefix is for one variant only: the one that the source names.
  const own = movesOf(request, members).filter(({ reference, id }) => reference === from && id !== '')
  if (own.length > 0 && own.length < moves.length && clashOf(own) === undefined) return own
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
  if (isDigest(from) && members.length > 1)
    problems.push({
      message: `a digest is of one image, and ${members.length} are meant`,
      remedy: `Say which one with --images, such as ${members[0]?.id ?? ''}.`,
    })
  if (problems.length > 0) throw new UserError(problems)
}

function movesOf(request: NamesRequest, members: readonly Member[]): NamedMove[] {
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
    const tags = to.map((name) => told(() => tagsOf(name, stack, named, facts, image.name)) ?? []).flat()
    if (source === undefined) return []
    return placesOf(bases, toBases).map(([where, places]) => {
      const repository = placeOf(image, where)
      return {
        ...member,
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
  return moves
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

/** The tags that a name of `to` means: of a stage all of them. */
function tagsOf(name: string, stack: Stack, variant: Variant, facts: RunFacts, image: string): Omit<Target, 'ref'>[] {
  const stage = stack.stages.find((one) => one.name === name)
  if (stage !== undefined) {
    if (stage.dockerfile !== undefined)
      throw new UserError([
        {
          message: `the stage ${name} is built from ${stage.dockerfile}, no image is moved there`,
          remedy: `Run "stack-action release ${name}".`,
        },
      ])
    const kept = immutableTemplate(stage)
    const words = tagWords(facts, { stage, variant, image })
    return targetTags(stage, words).map((tag, at) => ({ tag, stage, keeps: kept !== undefined && at === 0 }))
  }
  const words = { ...tagWords(facts, { stage: NO_STAGE, variant, image }), stage: '' }
  const rendered = renderTag(name, words)
  if ('missing' in rendered)
    throw new UserError([
      {
        message: `{${rendered.missing}} in "${name}" is not known here`,
        remedy: (TAG_WORDS as readonly string[]).includes(rendered.missing)
          ? `Say it (--version, --user), or give a tag without it.`
          : suggest(rendered.missing, TAG_WORDS, 'words of a tag'),
      },
    ])
  const { tag } = rendered
  const wrong = notTags([tag])
  if (wrong.length > 0) throw new UserError(wrong)
  if (isReserved(tag))
    throw new UserError([{ message: `the tag "${tag}" is this program's own`, remedy: 'Choose another.' }])
  // Whatever it is called here: who moves the tag of a stage has to meet what the stage asks for.
  const own = higherStageOf(tag, { stages: stack.stages, variants: [variant] }, image)
  const kept = own === undefined ? undefined : immutableTemplate(own)
  const keeps = own !== undefined && kept !== undefined && isOf(tag, kept, own, variant, image)
  return [{ tag, stage: own, keeps }]
}

const NO_STAGE: Stage = { name: '', from: undefined, tags: [], dockerfile: undefined, suites: [], gitTag: undefined }

function isOf(tag: string, template: string, stage: Stage, variant: Variant, image: string): boolean {
  return (
    higherStageOf(tag, { stages: [NO_STAGE, { ...stage, tags: [template] }], variants: [variant] }, image) !== undefined
  )
}

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
