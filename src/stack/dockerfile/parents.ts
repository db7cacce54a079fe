import { DEFAULT_HOST, parseRepository, rebase, splitRef } from '../refs.js'
import { basesByWeight } from './uses.js'

/** What the parents of an image follow from. */
export interface InferenceFacts {
  readonly name: string
  /** As the spec names it: `[host[:port]/]path`. */
  readonly repository: string
  /** `depend_on` as the spec has it; an empty list says that there are none; undefined: nothing was said. */
  readonly declared: readonly string[] | undefined
  /** Of the Dockerfile. */
  readonly text: string
  readonly args: Readonly<Record<string, string>>
}

/**
 * The parents of every image: the declared ones, then the other images of the stack that its Dockerfile uses, the base of
 * the image itself first. What is used and not declared is a parent all the same: taken by a tag that moves, it would
 * stay what it was the first time. `registries` are bases (`ghcr.io/acme`) under which a Dockerfile may name an image too.
 * An image pinned by its digest is no parent: the Dockerfile says which bytes it wants. Nor is an image its own parent.
 */
export function inferParents(
  images: readonly InferenceFacts[],
  registries: readonly string[],
  platform?: string,
): Map<string, string[]> {
  const owner = imagesByPlace(images, registries)
  return new Map(
    images.map(({ name, declared, text, args }) => {
      if (declared?.length === 0) return [name, []]
      const used = basesByWeight(text, args, platform).flatMap(({ ref }) => owner.get(placeOf(ref) ?? '') ?? [])
      return [name, [...new Set([...(declared ?? []), ...used])].filter((parent) => parent !== name)]
    }),
  )
}

/** Image by place (`placeOf`): its own repository first; a place in a registry that two images share names neither. */
export function imagesByPlace(
  images: readonly Pick<InferenceFacts, 'name' | 'repository'>[],
  registries: readonly string[],
): Map<string, string | undefined> {
  const owner = new Map<string, string | undefined>()
  for (const base of new Set(registries)) {
    for (const { name, repository } of images) {
      const place = normal(rebase(repository, base))
      if (place !== undefined) owner.set(place, owner.has(place) && owner.get(place) !== name ? undefined : name)
    }
  }
  const own = new Set<string>()
  for (const { name, repository } of images) {
    const place = normal(repository)
    if (place === undefined || own.has(place)) continue
    own.add(place)
    owner.set(place, name)
  }
  return owner
}

/** The repository that a ref names, in one form; undefined for what is none, and for a digest. */
export function placeOf(ref: string): string | undefined {
  return ref.includes('@') ? undefined : normal(splitRef(ref).repository)
}

/** `docker.io/library/python`, however it is written. */
function normal(repository: string): string | undefined {
  const parsed = parseRepository(repository)
  if (parsed === undefined) return undefined
  const { host, path } = parsed
  const hub = host === DEFAULT_HOST || host === 'index.docker.io'
  return hub ? `${DEFAULT_HOST}/${path.includes('/') ? path : `library/${path}`}` : `${host.toLowerCase()}/${path}`
}
