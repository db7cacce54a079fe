import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildRequest, Builder, Built } from '../../src/docker/builder.js'
import { ignoreTextOf, readContext, type GivenFile } from '../../src/docker/context.js'

/** What a plain build asks for. */
export const PLAIN = {
  platform: 'linux/amd64',
  tags: [],
  buildArgs: {},
  labels: {},
  noCache: false,
  cacheFrom: [],
  cacheTo: [],
  secrets: [],
  ssh: false,
  provenance: 'false',
  sbom: 'false',
  credentialsFor: () => Promise.resolve(undefined),
  signal: new AbortController().signal,
  onTrace: () => undefined,
} as const satisfies Omit<BuildRequest, 'context'>

interface Folder extends Partial<Omit<BuildRequest, 'context'>> {
  readonly dockerfile?: string
  /** Files that are sent beside, or in place of, those of the folder. */
  readonly given?: readonly GivenFile[]
}

/** Builds a folder as a run would. */
export async function buildFolder(
  builder: Builder,
  folder: string,
  tag: string,
  { dockerfile = 'Dockerfile', given = [], ...more }: Folder = {},
): Promise<Built> {
  const [entries, ignoreText, text] = await Promise.all([
    readContext(folder, dockerfile),
    ignoreTextOf(folder, dockerfile),
    given.find(({ path }) => path === dockerfile)?.content.toString() ?? readFile(join(folder, dockerfile), 'utf8'),
  ])
  const context = { directory: folder, entries, whole: true, given, dockerfile: { path: dockerfile, text }, ignoreText }
  return builder.build({ ...PLAIN, context, tags: [tag], ...more })
}
