import { userError } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import type { Stack } from '../stack/model.js'
import { isTag } from '../stack/refs.js'
import { higherStageOf, immutableTemplate, prefixOf, renderTag, tagWords, type RunFacts } from '../stack/stages.js'
import { isReserved } from '../stack/tags.js'
import { placeOf, type Member } from './move-names.js'

/** A name that is asked about. */
export interface Place {
  readonly image: string
  readonly repository: string
  readonly tag: string
  readonly ref: string
}

/** The names that a tag or stage means: in every registry, of every image. Those of a version never moved. */
export function placesOf(
  name: string,
  members: readonly Member[],
  { stack, bases }: { readonly stack: Stack; readonly bases: readonly string[] },
  facts: RunFacts,
): Place[] {
  const places = new Map<string, Place>()
  const isStage = stack.stages.some((stage) => stage.name === name)
  if (!isStage) checkTag(name, stack)
  for (const { id, image, variant } of isStage ? members : ownersOf(name, stack, members)) {
    const tags = isStage ? tagsOf(name, stack, { id, image, variant }, facts) : [name]
    for (const base of bases.length === 0 ? [undefined] : bases)
      for (const tag of tags) {
        const repository = placeOf(image, base)
        const ref = `${repository}:${tag}`
        // A name without a prefix is of all variants.
        if (!places.has(ref)) places.set(ref, { image: id, repository, tag, ref })
      }
  }
  return [...places.values()]
}

function checkTag(name: string, { stages }: Stack): void {
  if (isReserved(name))
    throw userError(`the tag "${name}" is this program's own: nothing moves it back`, {
      remedy: `Name a stage (${stages.map((stage) => stage.name).join(', ')}) or a tag of images.`,
    })
  if (!isTag(name))
    throw userError(`"${name}" is neither a stage nor a tag`, {
      remedy: suggest(
        name,
        stages.map((stage) => stage.name),
        'stages',
      ),
    })
}

/** The names of a stage that move. */
function tagsOf(name: string, { stages }: Stack, { image, variant }: Member, facts: RunFacts): string[] {
  return stages
    .filter((stage) => stage.name === name)
    .flatMap((stage) => {
      const words = tagWords(facts, { stage, variant, image: image.name })
      const moving = stage.tags.filter((template) => template !== immutableTemplate(stage))
      return moving.flatMap((template) => {
        const rendered = renderTag(template, words)
        return 'tag' in rendered && isTag(rendered.tag) ? [rendered.tag] : []
      })
    })
}

/** The images that a tag may be of: those of the one plan whose tag it is, as far as that can be told. Throws a UserError. */
function ownersOf(tag: string, { stages, variants }: Stack, members: readonly Member[]): readonly Member[] {
  const prefixes = variants.map(({ prefix }) => prefix)
  const own = prefixOf(tag, prefixes)
  if (own !== '' && prefixes.includes(own)) {
    const owners = members.filter(({ variant }) => variant.prefix === own)
    if (owners.length > 0) return owners
    throw userError(`the tag ${tag} is of a plan of which no image is chosen`, {
      remedy: `Choose images of it (name@${variants.find(({ prefix }) => prefix === own)?.name ?? ''}), or none.`,
    })
  }
  const rendered = members.filter(
    ({ image, variant }) => higherStageOf(tag, { stages, variants: [variant] }, image.name) !== undefined,
  )
  return rendered.length === 0 ? members : rendered
}
