import { placeOf } from '../dockerfile/parents.js'
import { parseRepository, splitRef } from '../refs.js'

/** An image as init knows it so far. */
export interface NamedImage {
  readonly name: string
  /** Refs that its Dockerfile uses. */
  readonly refs: readonly string[]
}

/** What an image's repository was guessed from. */
export interface GuessedRepository {
  readonly repository: string
  /** `use`: an image uses it under this name; `base`: beside the image it is built on; `name`: nothing says otherwise. */
  readonly from: 'use' | 'base' | 'name'
  /** Other repositories that may mean this image too. */
  readonly also: readonly string[]
}

/**
 * Guesses where the images are pushed from how they use each other: `FROM ghcr.io/acme/base:1` beside a directory `base`
 * says that base is ghcr.io/acme/base. A bare name such as `python` means the image of Docker Hub when the directory
 * `python` is itself built on it.
 */
export function guessRepositories(images: readonly NamedImage[]): GuessedRepository[] {
  const target = targets(images)
  /** Per image, how often each repository is used. */
  const used = images.map(() => new Map<string, number>())
  images.forEach((image, index) => {
    for (const ref of new Set(image.refs)) {
      if (placeOf(ref) === undefined) continue
      const { repository } = splitRef(ref)
      const other = target(repository)
      const counts = other === undefined || other === index ? undefined : used[other]
      counts?.set(repository, (counts.get(repository) ?? 0) + 1)
    }
  })
  images.forEach((image, index) => {
    for (const own of image.refs.map((ref) => splitRef(ref).repository)) used[index]?.delete(own)
  })
  const guessed = images.map((image, index): GuessedRepository => {
    const [best, ...also] = [...(used[index] ?? [])].sort((a, b) => b[1] - a[1]).map(([repository]) => repository)
    return best === undefined
      ? { repository: lowerCase(image.name), from: 'name', also }
      : { repository: best, from: 'use', also }
  })
  return besideBases(images, guessed)
}

/** The image that the last component of a repository names. */
function targets(images: readonly NamedImage[]): (repository: string) => number | undefined {
  const byName = new Map(images.map(({ name }, index) => [name.toLowerCase(), index]))
  return (repository) => byName.get(repository.slice(repository.lastIndexOf('/') + 1))
}

/** Nobody builds on the last of a chain: where it goes is where the image is that it is built on. */
function besideBases(images: readonly NamedImage[], guessed: readonly GuessedRepository[]): GuessedRepository[] {
  const used = new Set(guessed.flatMap(({ from, repository }) => (from === 'use' ? [repository] : [])))
  const taken = new Set(guessed.map(({ repository }) => repository))
  return guessed.map((one, index) => {
    const base =
      images[index]?.refs.map((ref) => splitRef(ref).repository).find((repository) => used.has(repository)) ?? ''
    const repository = `${base.slice(0, base.lastIndexOf('/') + 1)}${one.repository}`
    return one.from !== 'name' || taken.has(repository) ? one : { ...one, repository, from: 'base' }
  })
}

/** As repositories are written: lower case. Names are made so that this is enough. */
function lowerCase(name: string): string {
  const lower = name.toLowerCase()
  return parseRepository(lower) === undefined ? lower.replace(/[^a-z0-9]+/g, '-') : lower
}
