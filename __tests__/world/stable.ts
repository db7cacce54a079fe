import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { stringify } from 'yaml'
import type { JournalRecord } from '../../src/registry/journal.js'
import { basic, OCI, putBlob, putImage, putManifest, type Put } from './by-hand.js'
import { digestAt, type TestRegistry } from './registries.js'
import { cli, tempDir, unique, writeFiles, type Ended } from './world.js'

/** A published stack: a spec without any of its files, and images in a registry that were put there by hand. */
export interface Published {
  readonly id: string
  readonly registry: TestRegistry
  /** `host/id` */
  readonly base: string
  readonly folder: string
  /** Runs a command on it. */
  readonly call: (command: string, ...more: string[]) => Promise<Ended>
  /** Puts a new image under a name. */
  readonly put: (image: string, tag: string) => Promise<Put>
  /** Puts a new image of each under a tag; their digests. */
  readonly putAll: (tag: string, images?: readonly string[]) => Promise<Record<string, string>>
  /** What a tag names in each repository; images without it are left out. */
  readonly digests: (tag: string, images?: readonly string[]) => Promise<Record<string, string>>
  /** A file of artifacts/. */
  readonly file: (name: string) => Promise<string>
  readonly journal: (image: string) => Promise<JournalRecord[]>
  /** Lets everything in the journals have happened an hour earlier. */
  readonly age: () => Promise<void>
}

export const IMAGES = ['datascience-notebook', 'rstudio-notebook', 'scipy-ml-notebook', 'spark-notebook']

/** `more`: more keys of the spec; its default is UCSD's prefix. `at`: another address of the registry, such as a proxy's. */
export async function publishedStack(
  registry: TestRegistry,
  more: object = { tag: { prefix: '2026.3' } },
  {
    images = IMAGES,
    at = registry.host,
    env = {},
  }: Partial<{ images: readonly string[]; at: string; env: object }> = {},
): Promise<Published> {
  const [id, folder] = [unique(), await tempDir()]
  const [root = ''] = images
  const spec = {
    images: Object.fromEntries(
      images.map((name) => [name, { image_name: `x/${name}`, ...(name === root ? {} : { depend_on: root }) }]),
    ),
    ...more,
  }
  await writeFiles(folder, { 'spec.yml': stringify(spec) })
  const place = (name: string) => ({ host: registry.host, name: `${id}/${name}`, authorization: basic(registry) })
  const put = (image: string, tag: string) => putImage(place(image), tag)
  const get = (image: string, path: string) =>
    fetch(`http://${registry.host}/v2/${id}/${image}/${path}`, {
      headers: { authorization: basic(registry), accept: 'application/vnd.oci.image.manifest.v1+json' },
    })
  const entries = async (of: readonly string[], work: (image: string) => Promise<string | undefined>) =>
    Object.fromEntries(
      (await Promise.all(of.map(async (image) => [image, await work(image)] as const))).flatMap(([image, digest]) =>
        digest === undefined ? [] : [[image, digest]],
      ),
    ) as Record<string, string>
  const journal = async (image: string): Promise<JournalRecord[]> => {
    const response = await get(image, 'manifests/stack-journal')
    if (response.status === 404) return []
    const { layers } = (await response.json()) as { layers: { digest: string }[] }
    const blob = await get(image, `blobs/${layers[0]?.digest ?? ''}`)
    return ((await blob.json()) as { records: JournalRecord[] }).records
  }
  return {
    ...{ id, registry, folder, put, base: `${at}/${id}` },
    call: (command, ...flags) =>
      cli([command, '--spec', 'spec.yml', '--registries', `${at}/${id}`, ...flags], {
        cwd: folder,
        env: { USER: 'ann', ...env },
      }),
    putAll: (tag, of = images) => entries(of, async (image) => (await put(image, tag)).digest),
    digests: (tag, of = images) => entries(of, (image) => digestAt(registry, `${id}/${image}`, tag)),
    file: (name) => readFile(join(folder, 'artifacts', name), 'utf8'),
    journal,
    age: async () => {
      for (const image of images) {
        const response = await get(image, 'manifests/stack-journal')
        if (response.status === 404) continue
        const manifest = (await response.json()) as { layers: object[] }
        const earlier = (time: string): string => new Date(Date.parse(time) - 3_600_000).toISOString()
        const records = (await journal(image)).map(({ at: when, until, ...record }) => ({
          ...{ ...record, at: earlier(when) },
          ...(until === undefined ? {} : { until: earlier(until) }),
        }))
        const blob = await putBlob(place(image), Buffer.from(JSON.stringify({ schema: 1, records })))
        const layers = [{ ...manifest.layers[0], ...blob }]
        const aged = { ...manifest, mediaType: OCI.manifest, layers }
        await putManifest(place(image), 'stack-journal', aged)
      }
    },
  }
}
