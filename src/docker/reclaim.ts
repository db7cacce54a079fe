import type Docker from 'dockerode'
import { messageOf, statusOf } from '../shared/errors.js'
import { splitRef } from '../stack/refs.js'

/** An image that a run has built. */
export interface BuiltImage {
  /** Id in the engine. */
  readonly id: string
  /** Every name that the run has given it; the one that is to go last comes first. */
  readonly names: readonly string[]
}

export interface Removal {
  /** Names that were taken away. */
  readonly names: readonly string[]
  /** The image is not in the engine any more. */
  readonly gone: boolean
  /** Why a name of ours had to stay. */
  readonly kept: string | undefined
}

/**
 * Takes the names away that a run has given to an image it built; the engine then removes the image, unless somebody else
 * has named it or a container is made of it, and keeps the layers that other images have. Never forced. A name that has
 * another image by now is another run's, and stays. Nothing is thrown.
 */
export async function removeBuilt(docker: Docker, { id, names }: BuiltImage): Promise<Removal> {
  const removed: string[] = []
  let kept: string | undefined
  try {
    // The first name is what later runs look for: as long as the image is there, it should be found.
    for (const name of [...new Set(names)].reverse()) {
      if ((await idOf(docker, name)) !== id) continue
      await removeName(docker, name)
      removed.push(name)
    }
  } catch (error) {
    kept = messageOf(error)
  }
  const there = await idOf(docker, id).catch(() => id)
  return { names: removed, gone: removed.length > 0 && there === undefined, kept }
}

/** An image in the engine that carries our label. */
export interface LabelledImage {
  readonly id: string
  /** Value of the label: what it is made of. */
  readonly fingerprint: string
  readonly tags: readonly string[]
  readonly digests: readonly string[]
  readonly layers: number
  /** Entries of its history. */
  readonly steps: number
  /** When it was given a name last, or was made; ms since 1970. */
  readonly named: number
}

const DAY_MS = 24 * 3600_000

/** What replaced it has its name; a run that began before may still use it by its id. */
const REPLACED_MS = DAY_MS
/** What a killed run has built is what the next one goes on with; nobody goes on after this long. */
const UNUSED_MS = 7 * DAY_MS

/**
 * Which images of earlier runs may go when there is no room left, oldest first. Labels alone prove nothing, because what
 * people build on an image of ours inherits them. So it is either an image whose only names are its own fingerprint's
 * (`name:fp-…`, which nobody else gives); or one that has lost its name to another build of the same fingerprint, with as
 * many layers and steps: what is built on it has more. `keep` are the fingerprints that this run is about.
 */
export function leftovers(
  images: readonly LabelledImage[],
  keep: ReadonlySet<string>,
  now: number,
): readonly LabelledImage[] {
  const isOwnTag = ({ fingerprint }: LabelledImage, ref: string): boolean => splitRef(ref).tag === `fp-${fingerprint}`
  const onlyOurNames = (image: LabelledImage): boolean => {
    const repositories = new Set(image.tags.map((tag) => splitRef(tag).repository))
    return (
      image.tags.length > 0 &&
      image.tags.every((tag) => isOwnTag(image, tag)) &&
      image.digests.every((digest) => repositories.has(digest.slice(0, digest.indexOf('@'))))
    )
  }
  const isReplaced = (image: LabelledImage): boolean =>
    image.tags.length === 0 &&
    image.digests.length === 0 &&
    images.some(
      (other) =>
        other.fingerprint === image.fingerprint &&
        other.layers === image.layers &&
        other.steps === image.steps &&
        other.tags.some((tag) => isOwnTag(other, tag)),
    )
  return images
    .filter((image) => {
      const age = now - image.named
      if (isReplaced(image)) return age > REPLACED_MS
      return onlyOurNames(image) && !keep.has(image.fingerprint) && age > UNUSED_MS
    })
    .sort((one, other) => one.named - other.named)
}

/** The images with a label, as far as they can be read. */
export async function labelledImages(docker: Docker, label: string): Promise<LabelledImage[]> {
  const listed = await docker.listImages({ filters: { label: [label] } })
  const read = listed.map(async (image): Promise<LabelledImage[]> => {
    try {
      const one = docker.getImage(image.Id)
      const [found, history] = [await one.inspect(), (await one.history()) as unknown[]]
      return [
        {
          id: image.Id,
          fingerprint: image.Labels[label] ?? '',
          tags: real(image.RepoTags),
          digests: real(image.RepoDigests),
          layers: found.RootFS.Layers?.length ?? 0,
          steps: history.length,
          named: Math.max(
            timeOf(found.Created),
            timeOf((found as { Metadata?: { LastTagTime?: string } }).Metadata?.LastTagTime),
          ),
        },
      ]
    } catch {
      return [] // Gone meanwhile, or broken: no concern of ours.
    }
  })
  return (await Promise.all(read)).flat()
}

/** Removes images of `leftovers` one after the other, until there is room enough. Returns those that are gone. */
export async function removeLeftovers(
  docker: Docker,
  images: readonly LabelledImage[],
  isEnough: () => Promise<boolean>,
): Promise<readonly LabelledImage[]> {
  const gone: LabelledImage[] = []
  for (const image of images) {
    if (await isEnough()) break
    if (await removeLeftover(docker, image)) gone.push(image)
  }
  return gone
}

/** What is in use or has got a name meanwhile stays. */
async function removeLeftover(docker: Docker, { id, tags }: LabelledImage): Promise<boolean> {
  if (tags.length > 0) return (await removeBuilt(docker, { id, names: tags })).gone
  try {
    const found = await docker.getImage(id).inspect()
    if (real(found.RepoTags).length > 0 || real(found.RepoDigests).length > 0) return false
    await removeName(docker, id)
    return true
  } catch {
    return false
  }
}

async function idOf(docker: Docker, name: string): Promise<string | undefined> {
  try {
    return (await docker.getImage(name).inspect()).Id
  } catch (error) {
    if (statusOf(error) === 404) return undefined
    throw error
  }
}

/** `noprune`: nameless images below it, of other builders, are not ours. */
async function removeName(docker: Docker, name: string): Promise<void> {
  try {
    await docker.getImage(name).remove({ force: false, noprune: true })
  } catch (error) {
    if (statusOf(error) !== 404) throw error
  }
}

/** Engines before 24 say `<none>:<none>` where there is none, others leave the list out. */
function real(names: readonly string[] | null | undefined): string[] {
  return (names ?? []).filter((name) => !name.startsWith('<none>'))
}

/** A time that never was is the year 1. */
function timeOf(time: string | undefined): number {
  const ms = Date.parse(time ?? '')
  return ms > 0 ? ms : 0
}
