import { cp, stat } from 'node:fs/promises'
import { join, sep } from 'node:path'
import type { Frame } from './leg.js'
import { readManifest, type Manifest } from './workflow.js'

/** An action in a folder. */
export interface Found {
  readonly folder: string
  /** Root of the repository it came with. */
  readonly home: string
  readonly manifest: Manifest
  /** Not for `./…`. */
  readonly repository?: string
  readonly ref?: string
}

/** `owner/name/path@ref`; undefined for `./path`, `$/path` and docker images. */
export function remoteOf(uses: string): { repository: string; path: string; ref: string } | undefined {
  const [, repository, path = '', ref] = /^([^./$][^/]*\/[^/@]+)(?:\/([^@]+))?@(.+)$/.exec(uses) ?? []
  return repository === undefined || ref === undefined ? undefined : { repository, path, ref }
}

/**
 * The path in `$/path`: in the repository, at the commit, of the workflow or composite that says it. Undefined for others;
 * throws for `$/` alone: the runner takes no root action that way (actions/runner, PipelineConstants.TryParseSelfRepository).
 */
export function ownPath(uses: string): string | undefined {
  const path = /^\$\/+(.*)$/.exec(uses)?.[1]
  if (path !== '') return path
  throw new Error(`Expected format {org}/{repo}[/path]@ref. Actual '${uses}'`)
}

/** Brings a repository at a ref; undefined when there is none. */
export type Download = (repository: string, ref: string) => Promise<string | undefined>

/** Where `uses:` leads. */
export async function findAction(uses: string, { leg, home }: Frame): Promise<Found> {
  if (uses.startsWith('docker://')) throw new Error(`${uses}: this runner has no docker actions`)
  const remote = remoteOf(uses)
  if (remote === undefined) {
    // In a composite too, ./ is the workspace of the caller (actions/runner#1348); $/ is the repository that says it.
    const own = ownPath(uses)
    const folder = own === undefined ? join(leg.machine.workspace, uses) : join(home, own)
    return { folder, home: own === undefined ? leg.run.source : home, manifest: await manifestIn(folder) }
  }
  const { repository, path, ref } = remote
  const root = await leg.downloads(repository, ref)
  if (root === undefined) throw new Error(`Unable to resolve action \`${uses}\`, repository not found`)
  const folder = join(root, path)
  return { folder, home: root, manifest: await manifestIn(folder), repository, ref }
}

async function manifestIn(folder: string): Promise<Manifest> {
  const manifest = await readManifest(folder)
  if (manifest !== undefined) return manifest
  throw new Error(
    `Can't find 'action.yml', 'action.yaml' or 'Dockerfile' under '${folder}'. Did you forget to run actions/checkout before running your local action?`,
  )
}

/** Downloads actions into the run's folder: each once, as they are in their repository, without node_modules. */
export function downloader(actions: Readonly<Record<string, string>>, folder: string): Download {
  const copies = new Map<string, Promise<string>>()
  return async (repository, ref) => {
    const source = actions[repository]
    if (source === undefined) return undefined
    if (!(await stat(source)).isDirectory()) throw new Error(`${repository}: ${source} is not a folder`)
    const target = join(folder, '_actions', repository, ref.replaceAll('/', '_'))
    const left = new Set(['node_modules', '.git'].map((name) => `${source.replace(/\/$/, '')}${sep}${name}`))
    const copy =
      copies.get(target) ??
      cp(source, target, { recursive: true, filter: (path) => !left.has(path) }).then(() => target)
    copies.set(target, copy)
    return copy
  }
}
