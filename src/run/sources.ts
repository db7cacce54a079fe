import type { RegistryClient } from '../registry/client.js'
import { JOURNAL_TAG } from '../registry/journal.js'
import { UserError, type Problem } from '../shared/errors.js'
import { nearestFew } from '../shared/nearest.js'
import { splitRef } from '../stack/refs.js'
import { forAll } from './publish.js'

/** Something to be moved, before it is known what it is: `host/name:tag` or `host/name@sha256:…`. */
export interface Wanted {
  readonly image: string
  readonly ref: string
}

/** Where an image is: what a name, or a digest, was found to name. */
export interface Source {
  readonly repository: string
  readonly digest: string
  /** As it was asked for: `host/name:tag` or `host/name@sha256:…`. */
  readonly ref: string
}

type Registry = Pick<RegistryClient, 'digest' | 'tags'>

/** Questions at the same time. */
const PARALLEL = 32
/** Tags that a missing one may have been meant as. */
const SHOWN = 3

/**
 * Finds out what refs name, each asked once; in the order of `wanted`. Throws a UserError that lists all that are not there,
 * each with the tags of its repository that are nearest.
 */
export async function resolveSources(
  registry: Registry,
  wanted: readonly Wanted[],
  signal?: AbortSignal,
): Promise<Source[]> {
  const refs = [...new Set(wanted.map(({ ref }) => ref))]
  const ask = async (ref: string): Promise<Source | { readonly problem: Problem }> => {
    const { repository, reference } = partsOf(ref)
    const digest = await registry.digest(repository, reference)
    if (digest !== undefined) return { repository, digest, ref }
    const images = wanted.filter((one) => one.ref === ref).map(({ image }) => image)
    return { problem: await missing(registry, ref, images, signal) }
  }
  const { done, failure } = await forAll(refs, ask, PARALLEL, signal)
  if (failure !== undefined) throw failure.error
  const problems = done.flatMap((one) => ('problem' in one ? [one.problem] : []))
  if (problems.length > 0) throw new UserError(problems)
  const found = new Map(done.flatMap((one) => ('digest' in one ? [[one.ref, one]] : [])))
  return wanted.flatMap(({ ref }) => found.get(ref) ?? [])
}

async function missing(
  registry: Registry,
  ref: string,
  images: readonly string[],
  signal: AbortSignal | undefined,
): Promise<Problem> {
  const { repository, reference } = partsOf(ref)
  const message = `${ref} is not there (for ${images.join(', ')})`
  let tags: string[]
  try {
    // Names of content are for us; nobody means them.
    tags = (await registry.tags(repository, signal)).filter((tag) => !/^(fp|ok)-/.test(tag) && tag !== JOURNAL_TAG)
  } catch {
    return { message } // What is missing is known, what there is instead is not.
  }
  if (tags.length === 0) return { message, remedy: `${repository} has no tags: has it been published?` }
  if (reference.includes(':')) return { message }
  return { message, remedy: `The nearest tags there are: ${nearestFew(reference, tags, SHOWN).join(', ')}.` }
}

function partsOf(ref: string): { repository: string; reference: string } {
  const [name = '', digest] = ref.split('@')
  const { repository, tag } = splitRef(name)
  return { repository, reference: digest ?? tag }
}
