import type { ImageFacts } from '../contents/facts.js'
import type { RegistryClient } from '../registry/client.js'
import { isIndex } from '../registry/config.js'
import { isDigest } from '../registry/digest.js'
import { readFacts } from '../registry/facts.js'
import { slots } from '../registry/slots.js'
import type { RunFile } from '../report/wiki/news.js'
import { messageOf } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'

/** Look-ups at the same time. */
const LOOK_UPS = 8

/** An index of whoever may push must not make us ask for ever. */
const MOST_PLATFORMS = 50

/** What is in images, by digest: of all platforms where it is an index; undefined where nobody knows. */
export interface FactsSource {
  readonly of: (repository: string, digest: string) => Promise<readonly ImageFacts[] | undefined>
  /** Registries that could not be asked. */
  readonly notices: () => readonly string[]
}

/** Facts of this run's files, else of the registry; everything is asked for once. */
export function factsSource(
  registry: RegistryClient,
  runs: readonly RunFile[],
  files: readonly ImageFacts[],
  signal: AbortSignal,
): FactsSource {
  const local = localFacts(runs, files)
  const known = new Map<string, Promise<readonly ImageFacts[] | undefined>>()
  const inSlot = slots(LOOK_UPS)
  const failures = new Map<string, string>()

  const look = async (repository: string, digest: string): Promise<readonly ImageFacts[] | undefined> => {
    try {
      const own = await readFacts(registry, repository, digest, { signal })
      if (own !== undefined) return [own]
      const all = await Promise.all(
        (await platformDigests(registry, repository, digest, signal)).map((one) =>
          readFacts(registry, repository, one, { signal }),
        ),
      )
      const found = all.filter((one) => one !== undefined)
      return found.length === 0 ? undefined : found
    } catch (error) {
      signal.throwIfAborted()
      failures.set(repository, messageOf(error))
      return undefined
    }
  }
  return {
    of: async (repository, digest) => {
      const own = local.get(digest)
      if (own !== undefined) return own
      const key = `${repository}@${digest}`
      const asked = known.get(key) ?? inSlot(() => look(repository, digest))
      known.set(key, asked)
      return asked
    },
    notices: () =>
      [...failures].map(([repository, why]) => `what is in the images of ${repository} could not be asked for: ${why}`),
  }
}

/** Facts of what a run published, by the digest that it published: of the very same content. */
function localFacts(
  runs: readonly RunFile[],
  files: readonly ImageFacts[],
): ReadonlyMap<string, readonly ImageFacts[]> {
  const key = ({ id, fingerprint, platform }: { id: string; fingerprint: string; platform: string }): string =>
    `${id} ${fingerprint} ${platform}`
  const byImage = new Map(files.map((one) => [key(one), one]))
  const found = new Map<string, { facts: Map<string, ImageFacts>; whole: boolean }>()
  for (const image of runs.flatMap(({ images }) => images)) {
    const facts = byImage.get(key(image))
    for (const { digest } of image.published) {
      const one = found.get(digest) ?? { facts: new Map<string, ImageFacts>(), whole: true }
      if (facts !== undefined) one.facts.set(image.platform, facts)
      found.set(digest, { facts: one.facts, whole: one.whole && facts !== undefined })
    }
  }
  // Of what only some of the platforms are known here, the registry knows all.
  return new Map([...found].flatMap(([digest, { facts, whole }]) => (whole ? [[digest, [...facts.values()]]] : [])))
}

async function platformDigests(
  registry: RegistryClient,
  repository: string,
  digest: string,
  signal: AbortSignal,
): Promise<string[]> {
  const manifest = await registry.manifest(repository, digest, undefined, signal)
  if (manifest === undefined || !isIndex(manifest.mediaType)) return []
  const entries = valueAt(JSON.parse(manifest.bytes.toString()), ['manifests'])
  const digests = (Array.isArray(entries) ? (entries as unknown[]) : []).flatMap((entry) => {
    const of = valueAt(entry, ['digest'])
    // Attestations are of the platform unknown/unknown.
    return isDigest(of) && valueAt(entry, ['platform', 'os']) !== 'unknown' ? [of] : []
  })
  return [...new Set(digests)].slice(0, MOST_PLATFORMS)
}
