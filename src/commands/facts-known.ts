import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Event } from '../changes/event.js'
import { parseFacts, type ImageFacts } from '../contents/facts.js'
import type { Folders } from '../report/closing.js'
import { isPublished, type PlannedImage } from '../stack/plan.js'
import { splitRef } from '../stack/refs.js'
import { branchPart } from '../stack/tags.js'

/** Bytes of a file of facts. */
const MOST_BYTES = 32 * 1024 * 1024

/** What an earlier command wrote into the same folder about an image; undefined where there is nothing to go by. */
export function earlierFacts(folders: Folders): (image: PlannedImage) => Promise<ImageFacts | undefined> {
  return async ({ file }) => {
    const path = join(folders.manifests, `${file}.json`)
    try {
      if ((await stat(path)).size > MOST_BYTES) return undefined
      return parseFacts(JSON.parse(await readFile(path, 'utf8')), path)
    } catch {
      return undefined // None, or not ours: then nothing is known.
    }
  }
}

/**
 * The refs that an image is compared with, the first that is there: what the name that a run moves names now; of a pull
 * request, and of a branch that was not published before, that of the default branch.
 */
export function comparedWith(
  { pull, defaultBranch }: Pick<Event, 'pull' | 'defaultBranch'>,
  branch: string,
): (image: PlannedImage) => readonly string[] {
  return (image) => {
    const [own] = image.refs
    if (own === undefined || isPublished(image)) return []
    const { repository, tag } = splitRef(own)
    const [part, other] = [branchPart(branch), branchPart(defaultBranch ?? '')]
    const isBranch = part !== '' && other !== '' && part !== other && (tag === part || tag.endsWith(`-${part}`))
    if (!isBranch) return [own]
    const main = `${repository}:${tag.slice(0, tag.length - part.length)}${other}`
    return pull === undefined ? [own, main] : [main, own]
  }
}
