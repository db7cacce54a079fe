import { rm } from 'node:fs/promises'
import { join } from 'node:path'
import { JOURNAL_TAG, type JournalRecord } from '../../src/registry/journal.js'
import type { TokenRegistry } from './services/registry-token.js'

/** An image as the registry has it: what it is, and what it is made of. */
export interface Stored {
  readonly digest: string
  /** Digests of its layers, the lowest first: those of an image that it was built on are the beginning of them. */
  readonly layers: readonly string[]
}

const ACCEPT = ['application/vnd.oci.image.manifest.v1+json', 'application/vnd.docker.distribution.manifest.v2+json']

/** What a name of the registry holds (`org/base`, `2026.4-main`); undefined when it holds nothing. */
export async function stored(packages: TokenRegistry, name: string, tag: string): Promise<Stored | undefined> {
  const authorization = `Bearer ${packages.tokenFor(`repository:${name}:pull`)}`
  const response = await fetch(`http://${packages.host}/v2/${name}/manifests/${tag}`, {
    headers: { authorization, accept: ACCEPT.join(', ') },
  })
  if (response.status === 404) return undefined
  if (response.status !== 200) throw new Error(`the registry answered ${response.status} for ${name}:${tag}`)
  const { layers } = (await response.json()) as { layers: { digest: string }[] }
  return {
    digest: response.headers.get('docker-content-digest') ?? '',
    layers: layers.map(({ digest }) => digest),
  }
}

/** Takes a repository's manifests and tags out of the registry, as a clean-up by hand does. */
export async function forget({ data }: TokenRegistry, name: string): Promise<void> {
  await rm(join(data, 'docker/registry/v2/repositories', name), { recursive: true })
}

/** What the journal of a repository (`org/base`) says happened to its names, oldest first. */
export async function journalOf(packages: TokenRegistry, name: string): Promise<JournalRecord[]> {
  const [layer] = (await stored(packages, name, JOURNAL_TAG))?.layers ?? []
  if (layer === undefined) return []
  const authorization = `Bearer ${packages.tokenFor(`repository:${name}:pull`)}`
  const response = await fetch(`http://${packages.host}/v2/${name}/blobs/${layer}`, { headers: { authorization } })
  return ((await response.json()) as { records: JournalRecord[] }).records
}
