import type { Manifest } from '../registry/client.js'
import { isIndex } from '../registry/config.js'
import { contentsOf } from '../registry/contents.js'
import { infoTag, putFacts, readFacts, type FactsRegistry } from '../registry/facts.js'
import { BRIEF } from '../registry/http.js'
import { parseJson } from '../registry/json.js'
import { messageOf } from '../shared/errors.js'
import { forAll } from './publish.js'

/** An image, or an index of images, that is in two repositories. */
export interface Carried {
  readonly from: string
  readonly to: string
  readonly manifest: Manifest
}

/** Images at the same time. */
const PARALLEL = 8
/** Milliseconds for all of them: names wait for it, and do without it. */
const MOST_MS = 15_000
/** Images of an index that are asked for; it has one for each platform, and attestations. */
const MOST_PLATFORMS = 40

/** What is known of images goes where they go. Never throws; returns what is to be told where that failed. */
export async function carryFacts(
  registry: FactsRegistry,
  images: readonly Carried[],
  outer: AbortSignal,
): Promise<string[]> {
  const signal = AbortSignal.any([outer, AbortSignal.timeout(MOST_MS)])
  const failed: string[] = []
  const carry = async ({ from, to, manifest }: Carried): Promise<void> => {
    try {
      for (const digest of digestsOf(manifest, from)) {
        // What is there was written beside the very same image: it is left as it is.
        if ((await registry.manifest(to, infoTag(digest), BRIEF, signal)) !== undefined) continue
        const facts = await readFacts(registry, from, digest, { signal, patience: BRIEF })
        if (facts !== undefined) await putFacts(registry, to, facts, signal)
      }
    } catch (error) {
      failed.push(`${to}: ${signal.aborted ? 'it took too long' : messageOf(error)}`)
    }
  }
  await forAll(images, carry, PARALLEL)
  const [first, ...others] = failed
  if (first === undefined || outer.aborted) return []
  const more = others.length === 0 ? '' : ` (and ${others.length} more)`
  return [`What is in images did not go with them, "diff" and the wiki do not know it there: ${first}${more}`]
}

/** Of each platform's image. */
function digestsOf(manifest: Manifest, repository: string): readonly string[] {
  if (!isIndex(manifest.mediaType)) return [manifest.digest]
  const name = `${repository}@${manifest.digest}`
  const { manifests } = contentsOf(parseJson(manifest.bytes, name), manifest.mediaType, name)
  return manifests.slice(0, MOST_PLATFORMS).map(({ digest }) => digest)
}
