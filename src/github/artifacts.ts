import { readdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { codeOf } from '../shared/errors.js'
import type { Folders } from '../report/closing.js'

interface ArtifactEnv {
  readonly ACTIONS_RUNTIME_TOKEN?: string | undefined
  readonly ACTIONS_RESULTS_URL?: string | undefined
}

/** Uploads the files of a run as one workflow artifact; does nothing where the runner offers no artifact service. */
export async function uploadFolders(name: string, folders: Folders, env: ArtifactEnv): Promise<void> {
  if (!env.ACTIONS_RUNTIME_TOKEN || !env.ACTIONS_RESULTS_URL) return
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const files = (await Promise.all((Object.values(folders) as string[]).map(filesOf))).flat()
  await new DefaultArtifactClient().uploadArtifact(safeArtifactName(name), files, dirname(folders.artifacts))
}

/** A plan writes no logs and no manifests. */
async function filesOf(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true }).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return []
    throw error
  })
  return entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
}

/** Artifact names may not hold `" : < > | * ? \ /` and line ends (@actions/artifact, path-and-artifact-name-validation). */
export function safeArtifactName(name: string): string {
  return name.replace(/["':<>|*?\r\n\\/]+/g, '-')
}
