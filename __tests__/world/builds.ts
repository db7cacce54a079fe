import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildContext, BuildRequest, Builder, Built } from '../../src/docker/builder.js'
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

/** A folder as the context of a build. */
export async function contextOf(folder: string, dockerfile = 'Dockerfile', text = ''): Promise<BuildContext> {
  const [entries, ignoreText] = await Promise.all([readContext(folder, dockerfile), ignoreTextOf(folder, dockerfile)])
  return { directory: folder, entries, whole: true, given: [], dockerfile: { path: dockerfile, text }, ignoreText }
}

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
  const own = given.find(({ path }) => path === dockerfile)?.content ?? (await readFile(join(folder, dockerfile)))
  const context = { ...(await contextOf(folder, dockerfile, own.toString())), given }
  return builder.build({ ...PLAIN, context, tags: [tag], ...more })
}
