import { isDigest } from '../registry/digest.js'
import { userError } from '../shared/errors.js'
import type { Stack } from '../stack/model.js'
import { isTag, parseRepository, splitRef } from '../stack/refs.js'
import { sourceTag, type RunFacts } from '../stack/stages.js'
import { placeOf, type Member } from './move-names.js'

/** Where an image is looked for. */
export interface Place {
  /** As people name it. */
  readonly ref: string
  readonly repository: string
  /** Tag or digest. */
  readonly reference: string
}

interface Naming {
  readonly stack: Stack
  readonly member: Member
  readonly facts: RunFacts
  readonly bases: readonly string[]
}

/** A tag, a stage, a digest, or a whole ref of anywhere. Throws a UserError for what is none. */
export function placeOfText(text: string, { stack, member, facts, bases }: Naming): Place {
  const repository = placeOf(member.image, bases[0])
  if (isDigest(text)) return { ref: `${repository}@${text}`, repository, reference: text }
  const [name = '', digest] = text.split('@')
  if (digest !== undefined || text.includes('/')) {
    const { repository: place, tag } = splitRef(name)
    const reference = digest ?? tag
    if (parseRepository(place) === undefined || !(digest === undefined ? isTag(tag) : isDigest(digest)))
      throw userError(`"${text}" is no ref of an image`, {
        remedy: 'A ref is HOST/NAME:TAG, or HOST/NAME@sha256: and 64 hexadecimal digits.',
      })
    return { ref: digest === undefined ? `${place}:${tag}` : `${place}@${digest}`, repository: place, reference }
  }
  const { image, variant } = member
  const { tag } = sourceTag(text, stack, variant, facts, { image: image.name, chosen: [variant] })
  return { ref: `${repository}:${tag}`, repository, reference: tag }
}
