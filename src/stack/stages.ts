import { UserError, userError, type Problem } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Image, Stack, Variant } from './model.js'
import { joinInside } from './paths.js'
import { isTag } from './refs.js'
import { badTags, branchPart, MAX_TAG, runTags } from './tags.js'
import { minorOf } from './versions.js'

/** A place on the ladder that digests climb. */
export interface Stage {
  readonly name: string
  /** The stage below; undefined: what a run publishes. */
  readonly from: string | undefined
  /** Templates; the first names the image, and keeps what it holds where it has a version (`immutableTemplate`). */
  readonly tags: readonly string[]
  /** Below each image's directory: the stage is built FROM the one below. Undefined: it is the same digest, moved. */
  readonly dockerfile: string | undefined
  /** Gates, by name or sort: what must have passed on exactly what comes here. */
  readonly suites: readonly string[]
  /** Template. */
  readonly gitTag: string | undefined
}

/** UCSD's, of a spec that has no `stages`. Its first stage has the tags that `runTags` makes. */
export const DEFAULT_LADDER: readonly Stage[] = [
  stageOf('branch', undefined, ['{prefix}-{branch}', '{prefix}-{sha}']),
  stageOf('stable', 'branch', ['{prefix}-stable']),
  stageOf('global-stable', 'stable', ['stable']),
]

function stageOf(name: string, from: string | undefined, tags: readonly string[]): Stage {
  return { name, from, tags, dockerfile: undefined, suites: [], gitTag: undefined }
}

/** Whether the spec has stages of its own. */
export function declaresStages({ stages }: Pick<Stack, 'stages'>): boolean {
  return stages !== DEFAULT_LADDER
}

/** What a template may name, between braces. */
export const TAG_WORDS = ['prefix', 'branch', 'sha', 'user', 'version', 'minor', 'stage', 'image', 'plan'] as const
export type TagWord = (typeof TAG_WORDS)[number]

export function isWord(word: string): word is TagWord {
  return (TAG_WORDS as readonly string[]).includes(word)
}

/** What the words of a template stand for; '' where it is not known (of `prefix`: where there is none). */
export type TagWords = Readonly<Record<TagWord, string>>

/** What a run knows for its tags; '' where it does not. */
export interface RunFacts {
  readonly branch: string
  /** Short commit hash, or '' when there is none or the tree has changes that no commit holds. */
  readonly sha: string
  readonly user?: string
  /** X.Y.Z */
  readonly version?: string
}

/** The words of a stage's templates for an image in a variant. */
export function tagWords(
  facts: RunFacts,
  { stage, variant, image = '' }: { readonly stage: Stage; readonly variant: Variant; readonly image?: string },
): TagWords {
  const { branch, sha, user = '', version = '' } = facts
  return {
    ...{ branch, sha, user, version, minor: minorOf(version) },
    ...{ prefix: variant.prefix, plan: variant.name, stage: stage.name, image },
  }
}

/** The words between braces, known or not, in their order. */
export function wordsIn(template: string): string[] {
  return [...template.matchAll(/\{([^{}]*)\}/g)].map(([, word = '']) => word)
}

/**
 * A tag, or the first word of the template that is not known. Without a prefix `{prefix}-` is nothing at all. What comes
 * out is a tag as long as the template's own text is: callers who did not load it from a spec check (`isTag`).
 */
export function renderTag(template: string, words: TagWords): { readonly tag: string } | { readonly missing: string } {
  const missing = wordsIn(template).find((word) => !isWord(word) || (word !== 'prefix' && words[word] === ''))
  if (missing !== undefined) return { missing }
  const fill = (branch: string): string =>
    fillTemplate(withoutPrefix(template, words.prefix), (word) => {
      if (word === 'branch') return branch
      return word === 'user' ? userPart(words.user) : words[word]
    })
  return { tag: fill(branchPart(words.branch, MAX_TAG - fill('').length)) }
}

function withoutPrefix(template: string, prefix: string): string {
  return prefix === '' ? template.replace(/\{prefix\}-|-\{prefix\}$/g, '') : template
}

function fillTemplate(template: string, value: (word: TagWord) => string): string {
  return template.replace(/\{([^{}]*)\}/g, (_, word: string) => value(word as TagWord))
}

/** As much of a user's name as a tag holds beside the rest; GitHub's are shorter. */
const MAX_USER = 40

/** A user's name as part of a tag: lower case, and made safe as a branch is. */
export function userPart(user: string): string {
  return branchPart(user.toLowerCase(), MAX_USER)
}

/** What to do about a word that is not known. */
export function wordRemedy(word: string): string {
  return REMEDIES.get(word) ?? suggest(word, TAG_WORDS, 'words of a tag')
}

const REMEDIES: ReadonlyMap<string, string> = new Map([
  ['version', '{version} wants `changelog:` in the spec or --version.'],
  ['minor', '{minor} wants `changelog:` in the spec or --version.'],
  ['user', '{user} is who runs this: say it with --user.'],
  ['branch', 'Check out a branch.'],
  ['sha', 'Commit what has changed: a tag that names a commit holds that commit.'],
])

function missingWord(stage: Stage, template: string, word: string): Problem {
  return {
    message: `stage "${stage.name}" has the tag ${template}, and {${word}} is not known here`,
    remedy: wordRemedy(word),
  }
}

/** What is wrong with tags themselves. */
export function notTags(tags: readonly string[]): Problem[] {
  return badTags(tags).map((tag) => ({
    message: `"${tag}" is not a tag`,
    remedy:
      'A tag has letters, digits, "_", "." and "-", at most 128: check the template, the branch name and the prefix.',
  }))
}

/** All tags of a stage, the first names the image. Throws a UserError where a word is not known or a tag is none. */
export function targetTags(stage: Stage, words: TagWords): string[] {
  const { tags, problems } = renderAll(stage, words, [])
  const all = [...problems, ...notTags(tags.map(({ tag }) => tag))]
  if (all.length > 0) throw new UserError(all)
  return tags.map(({ tag }) => tag)
}

export interface RenderedTag {
  readonly tag: string
  readonly template: string
}

/** `optional`: words without which a tag is left out, as long as another one remains. */
function renderAll(
  stage: Stage,
  words: TagWords,
  optional: readonly string[],
): { tags: RenderedTag[]; problems: Problem[] } {
  const tags: RenderedTag[] = []
  const problems: Problem[] = []
  const left: Problem[] = []
  for (const template of stage.tags) {
    const rendered = renderTag(template, words)
    if ('missing' in rendered) {
      const list = optional.includes(rendered.missing) ? left : problems
      list.push(missingWord(stage, template, rendered.missing))
    } else if (!tags.some(({ tag }) => tag === rendered.tag)) tags.push({ tag: rendered.tag, template })
  }
  return { tags, problems: tags.length === 0 ? [...problems, ...left] : problems }
}

/**
 * The tags that a run publishes: those of the first stage. A tag of a branch or of a commit is left out where there is
 * none to name, as long as another tag remains; `local` is for stacks without `stages` alone.
 */
export function publishedTags(
  stack: Pick<Stack, 'stages'>,
  variant: Variant,
  facts: RunFacts,
  image = '',
): { tags: RenderedTag[]; problems: Problem[] } {
  const [stage] = stack.stages
  if (!declaresStages(stack) || stage === undefined) {
    const tags = runTags({ ...facts, prefix: variant.prefix })
    return { tags: tags.map((tag) => ({ tag, template: '{prefix}-{branch}' })), problems: [] }
  }
  return renderAll(stage, tagWords(facts, { stage, variant, image }), ['branch', 'sha'])
}

/** Whether tags of the ladder differ from image to image: then they are made for each. */
export function tagsByImage({ stages }: Pick<Stack, 'stages'>): boolean {
  return stages.some(({ tags }) => tags.some((template) => template.includes('{image}')))
}

/** What each word may stand for; the words that are not here are known. */
const FORMS: Partial<Readonly<Record<TagWord, string>>> = {
  // What `branchPart` makes: never a short commit hash.
  branch: '(?![0-9a-f]{7}$)[A-Za-z0-9_][A-Za-z0-9._-]*',
  user: '(?![0-9a-f]{7}$)[a-z0-9_][a-z0-9._-]*',
  sha: '[0-9a-f]{7,64}',
  version: '\\d+\\.\\d+\\.\\d+',
  minor: '\\d+\\.\\d+\\.0',
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\-]/g, '\\$&')

/** Whether the template can give the tag, whatever branch, user or version it is made for. */
export function canGive(
  template: string,
  tag: string,
  { stage, variant, image = '' }: { readonly stage: Stage; readonly variant: Variant; readonly image?: string },
): boolean {
  const words = tagWords({ branch: '', sha: '' }, { stage, variant, image })
  // Words that are none stand for nothing.
  if (!wordsIn(template).every(isWord)) return false
  const parts = withoutPrefix(template, variant.prefix).split(/\{([^{}]*)\}/)
  const form = parts
    .map((part, index) =>
      index % 2 === 0 ? escaped(part) : (FORMS[part as TagWord] ?? escaped(words[part as TagWord])),
    )
    .join('')
  return new RegExp(`^${form}$`).test(tag)
}

/** The stage above the first that has `tag` among its names, in any variant: a run must not publish over it. */
export function higherStageOf(
  tag: string,
  { stages, variants }: Pick<Stack, 'stages' | 'variants'>,
  image = '',
): Stage | undefined {
  return stages
    .slice(1)
    .find((stage) =>
      stage.tags.some((template) => variants.some((variant) => canGive(template, tag, { stage, variant, image }))),
    )
}

/** A name of the ladder that a tag is. */
export interface TagOwner {
  readonly stage: Stage
  readonly template: string
  readonly variant: Variant
  readonly image: string
}

/** All that have `tag` among their names: of the highest stage first, and the first stage, too. */
export function ownersOf(
  tag: string,
  { stages, variants }: Pick<Stack, 'stages' | 'variants'>,
  images: readonly string[],
): TagOwner[] {
  return [...stages].reverse().flatMap((stage) =>
    stage.tags.flatMap((template) => {
      // Of a template without the image's name one image stands for all.
      const names = template.includes('{image}') ? images : images.slice(0, 1)
      return variants.flatMap((variant) =>
        names.flatMap((image) =>
          canGive(template, tag, { stage, variant, image }) ? [{ stage, template, variant, image }] : [],
        ),
      )
    }),
  )
}

/** Whether a template can give whatever somebody calls a branch or himself. */
export function isFree(template: string): boolean {
  return wordsIn(template).some((word) => word === 'branch' || word === 'user')
}

/**
 * The template whose tags keep what they hold: the first of a stage, where it has a version and is nobody's own. The
 * further tags of a stage move.
 */
export function immutableTemplate({ tags: [first] }: Stage): string | undefined {
  const words = wordsIn(first ?? '')
  const isVersioned = words.includes('version') || words.includes('minor')
  return isVersioned && !words.includes('user') && !words.includes('branch') ? first : undefined
}

/**
 * The prefix that a tag begins with: the longest of the known ones; where it is none of them, what stands before the
 * commit at its end, or else before its first `-`. A stack that has tags without a prefix has them all.
 */
export function prefixOf(tag: string, known: readonly string[]): string {
  const longest = known
    .filter((prefix) => prefix === '' || tag === prefix || tag.startsWith(`${prefix}-`))
    .reduce<string | undefined>((best, one) => (best === undefined || one.length > best.length ? one : best), undefined)
  if (longest !== undefined) return longest
  const dash = /-[0-9a-f]{7,40}$/.test(tag) ? tag.lastIndexOf('-') : tag.indexOf('-')
  return tag.slice(0, Math.max(dash, 0))
}

/** What a `from` means for a variant. */
export interface SourceTag {
  readonly tag: string
  /** What `{prefix}` stands for where the digest goes: the tag's own, or the variant's. */
  readonly prefix: string
  /** Where it was the name of a stage. */
  readonly stage: Stage | undefined
}

/**
 * The name of a stage is its first tag; any other text is a tag: in the variant whose prefix it has it is itself, in the
 * others it has theirs. Digests are the caller's. `chosen`: the variants that were asked for. Throws a UserError.
 */
export function sourceTag(
  from: string,
  stack: Pick<Stack, 'stages' | 'variants'>,
  variant: Variant,
  facts: RunFacts,
  { image = '', chosen = stack.variants }: { readonly image?: string; readonly chosen?: readonly Variant[] } = {},
): SourceTag {
  const stage = stack.stages.find(({ name }) => name === from)
  if (stage !== undefined) return { tag: firstTag(stack, stage, variant, facts, image), prefix: variant.prefix, stage }
  if (!isTag(from))
    throw userError(`"${from}" is neither a stage nor a tag`, {
      remedy: suggest(
        from,
        stack.stages.map(({ name }) => name),
        'stages',
      ),
    })
  const prefixes = stack.variants.map(({ prefix }) => prefix)
  const own = prefixOf(from, prefixes)
  if (prefixes.includes(own)) {
    const rest = own === '' ? from : from.slice(own.length + 1)
    const tag = [variant.prefix, rest].filter((part) => part !== '').join('-')
    return { tag, prefix: variant.prefix, stage: undefined }
  }
  if (chosen.length > 1)
    throw userError(`the tag ${from} has the prefix of none of the plans, so it is not clear which of them it is`, {
      remedy: `Choose one plan, or give a tag that begins with ${[...new Set(prefixes)].join(' or ')}.`,
    })
  return { tag: from, prefix: own === '' ? variant.prefix : own, stage: undefined }
}

/** The tag that names what is at a stage. */
function firstTag(
  stack: Pick<Stack, 'stages' | 'variants'>,
  stage: Stage,
  variant: Variant,
  facts: RunFacts,
  image: string,
): string {
  if (stage === stack.stages[0]) {
    const { tags, problems } = publishedTags(stack, variant, facts, image)
    if (problems.length > 0) throw new UserError(problems)
    return tags[0]?.tag ?? ''
  }
  const [tag = ''] = targetTags({ ...stage, tags: stage.tags.slice(0, 1) }, tagWords(facts, { stage, variant, image }))
  return tag
}

/** What a stage with a Dockerfile is derived from. */
export interface StageBelow {
  /** `repository:tag@digest` of the image at the stage below; undefined: there is none. */
  readonly baseOf: (image: Image, variant: Variant) => string | undefined
  /** Whether there is such a file; below the stack's directory. */
  readonly hasFile: (path: string) => boolean
}

export interface StageStack {
  readonly stack: Stack
  /** Images that have no such Dockerfile: the stage is not for them. */
  readonly leftOut: readonly string[]
  /** Images that the stage below does not have. */
  readonly missing: readonly { readonly image: string; readonly variant: string }[]
}

/**
 * The stack that makes a stage with a Dockerfile: each image alone, built on what the stage below holds of it. Its
 * Dockerfile gets that as BASE_IMAGE, and as BASE_TAG tag and digest, which is what `FROM name:${BASE_TAG}` needs. The
 * stage is the first of this stack: a run of it publishes the stage's tags.
 */
export function stageStack(stack: Stack, stage: Stage, { baseOf, hasFile }: StageBelow): StageStack {
  const leftOut: string[] = []
  const missing: { image: string; variant: string }[] = []
  const images = new Map<string, Image>()
  for (const name of stack.order) {
    const image = stack.images.get(name)
    if (image === undefined) continue
    const dockerfile = joinInside(image.path, stage.dockerfile ?? '')
    if (stage.dockerfile === undefined || dockerfile === undefined || !hasFile(dockerfile)) {
      leftOut.push(name)
      continue
    }
    const variantArgs: Record<string, Readonly<Record<string, string>>> = { ...image.variantArgs }
    for (const variant of stack.variants) {
      if (image.skipVariants.includes(variant.name)) continue
      const base = baseOf(image, variant)
      if (base === undefined) missing.push({ image: name, variant: variant.name })
      else variantArgs[variant.name] = { ...variantArgs[variant.name], ...baseArgs(base) }
    }
    images.set(name, { ...image, declared: [], parents: [], dockerfiles: [dockerfile], variantArgs })
  }
  const first = { ...stage, from: undefined, dockerfile: undefined }
  const stages = [first, ...stack.stages.filter(({ name }) => name !== stage.name)]
  const order = stack.order.filter((name) => images.has(name))
  return { stack: { ...stack, images, order, stages }, leftOut, missing }
}

function baseArgs(base: string): Record<string, string> {
  const last = base.slice(base.lastIndexOf('/') + 1)
  const [name = '', digest] = last.split('@')
  const colon = name.indexOf(':')
  const tag = colon < 0 ? '' : name.slice(colon + 1)
  // A name without a tag has nothing that could follow its `:`.
  if (tag === '') return { BASE_IMAGE: base }
  return { BASE_IMAGE: base, BASE_TAG: digest === undefined ? tag : `${tag}@${digest}` }
}
