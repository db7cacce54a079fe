import type { Engine, LocalImage } from '../../../src/docker/engine.js'
import type { LookUp, LookUps } from '../../../src/registry/lookups.js'

export interface Known {
  readonly digest: string
  readonly labels?: Readonly<Record<string, string>>
  readonly layers?: readonly string[]
}

/**
 * A registry that has these refs, and what it was asked. An error is one that does not say. A digest names what stands
 * under some tag of its repository, unless it is given by itself (`acme/a:sha256:…`).
 */
export function registryOf(content: Readonly<Record<string, string | Known | Error | undefined>>): {
  lookups: LookUps
  asked: string[]
} {
  const asked: string[] = []
  const byDigest = (ref: string): Known | undefined => {
    const [repository = '', digest = ''] = ref.split(/:(?=sha256:)/)
    const named = Object.entries(content).flatMap(([name, one]) => {
      if (one === undefined || one instanceof Error || !name.startsWith(`${repository}:`)) return []
      return typeof one === 'string' ? { digest: one } : one
    })
    return named.find((one) => one.digest === digest)
  }
  const answer = (ref: string): LookUp<Known> => {
    asked.push(ref)
    const known = Object.hasOwn(content, ref) ? content[ref] : byDigest(ref)
    if (known === undefined) return { kind: 'absent' }
    if (known instanceof Error) return { kind: 'unknown', why: known.message }
    return { kind: 'found', ...(typeof known === 'string' ? { digest: known } : known) }
  }
  return {
    asked,
    lookups: {
      digest: (repository, reference) => Promise.resolve(answer(`${repository}:${reference}`)),
      config: (repository, reference, platform) => {
        const found = answer(`${repository}:${reference}`)
        if (platform !== 'linux/amd64') return Promise.resolve({ kind: 'absent' })
        return Promise.resolve(found.kind === 'found' ? { labels: {}, layers: [], ...found } : found)
      },
    },
  }
}

/** An engine that has these images. */
export function engineOf(
  ...images: readonly (string | (Partial<LocalImage> & { readonly ref: string }) | undefined)[]
): Pick<Engine, 'inspect'> {
  const known = new Map<string, LocalImage>()
  for (const image of images) {
    if (image === undefined) continue
    const { ref, ...more } = typeof image === 'string' ? { ref: image } : image
    known.set(ref, { ...NO_MORE, ...more })
  }
  return { inspect: (ref) => Promise.resolve(known.get(ref)) }
}

const NO_MORE: LocalImage = {
  id: 'sha256:1',
  size: 1,
  platform: 'linux/amd64',
  repoDigests: [],
  labels: {},
  layers: [],
  created: '',
}
