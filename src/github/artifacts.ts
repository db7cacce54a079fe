import { createHash } from 'node:crypto'
import { lstat, readdir } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import type { Folders } from '../report/closing.js'
import { codeOf, messageOf, WorkError } from '../shared/errors.js'
import { counted } from '../shared/text.js'
import { runAddress } from './run-address.js'

export interface ArtifactEnv {
  readonly ACTIONS_RUNTIME_TOKEN?: string | undefined
  readonly ACTIONS_RESULTS_URL?: string | undefined
  readonly GITHUB_SERVER_URL?: string | undefined
  readonly GITHUB_JOB?: string | undefined
  readonly GITHUB_REPOSITORY?: string | undefined
  readonly GITHUB_RUN_ID?: string | undefined
}

export interface UploadRequest {
  readonly name: string
  /** Nobody chose the name: where it is taken, another one is found. */
  readonly isDefault: boolean
  readonly folders: Folders
  /** Days; 0: as long as the repository keeps artifacts. */
  readonly retentionDays: number
  /** zlib's levels: 0 (none) to 9. */
  readonly compression: number
  readonly env: ArtifactEnv
  readonly warn: (text: string) => void
}

export interface Uploaded {
  readonly name: string
  readonly id: number
  /** Where a person downloads it; '' where that is not known. */
  readonly url: string
}

/** Names that are tried where the default one is taken. */
const TRIES = 4

/**
 * Uploads the files of a run as one workflow artifact: what lies in the three folders, links not followed. Undefined where
 * the runner offers no artifact service, or there is nothing. Throws a WorkError with a remedy.
 */
export async function uploadFolders(request: UploadRequest): Promise<Uploaded | undefined> {
  const { folders, env, warn } = request
  if (!hasService(env)) return undefined
  const root = dirname(folders.artifacts)
  const found = (await Promise.all((Object.values(folders) as string[]).map(filesOf))).flat().sort()
  const files = found.filter((file) => isPath(relative(root, file)))
  if (files.length < found.length)
    warn(
      `${counted(found.length - files.length, 'file has', 'files have')} a name that GitHub takes in no artifact (none of " : < > | * ? and line ends): left out`,
    )
  if (files.length === 0) return undefined
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const client = new DefaultArtifactClient()
  const names = namesFor(request)
  for (const [at, name] of names.entries()) {
    try {
      const { id = 0 } = await client.uploadArtifact(name, await stillThere(files), root, {
        compressionLevel: request.compression,
        ...(request.retentionDays === 0 ? {} : { retentionDays: request.retentionDays }),
      })
      return { name, id, url: addressOf(id, env) }
    } catch (error) {
      if (!isTaken(error)) throw refused(name, error)
      if (at === names.length - 1) throw taken(name, error)
    }
  }
  return undefined
}

/**
 * The service of artifacts' fourth version is not on GitHub Enterprise Server. @actions/artifact goes by the same names
 * (internal/shared/config, isGhes).
 */
export function hasService(env: ArtifactEnv): boolean {
  if (!env.ACTIONS_RUNTIME_TOKEN || !env.ACTIONS_RESULTS_URL) return false
  const server = env.GITHUB_SERVER_URL ?? ''
  const host = URL.canParse(server) ? new URL(server).hostname.toLowerCase() : 'github.com'
  if (host === 'github.com' || host.endsWith('.ghe.com') || host.endsWith('.localhost')) return true
  throw new WorkError(`${host} has no service for artifacts of this kind (GitHub Enterprise Server)`, {
    remedy: 'Set the input artifact to an empty text, and upload the folders with actions/upload-artifact@v3.',
  })
}

/** What was asked for; where that is a default, also names that tell job and leg. */
function namesFor({ name, isDefault, env }: UploadRequest): string[] {
  const first = safeArtifactName(name)
  if (!isDefault) return [first]
  const leg = `${first}-${safeArtifactName(env.GITHUB_JOB ?? 'job')}-${legKey(env)}`
  return [first, leg, ...Array.from({ length: TRIES - 2 }, (_, at) => `${leg}-${at + 2}`)]
}

/**
 * Tells legs of a matrix apart. GITHUB_JOB is the same in all of them; the runtime token is each job's own, and names it in
 * its scope: `Actions.Results:<run>:<job>` (@actions/artifact, internal/shared/util). Only a hash of that is shown.
 */
function legKey({ ACTIONS_RUNTIME_TOKEN: token = '' }: ArtifactEnv): string {
  const claims = Buffer.from(token.split('.')[1] ?? '', 'base64url').toString()
  const job = /Actions\.Results:[^:\s"]+:([^:\s"]+)/.exec(claims)?.[1] ?? token
  return createHash('sha256').update(job).digest('hex').slice(0, 8)
}

function isTaken(error: unknown): boolean {
  return /\(409\)|already exists/i.test(messageOf(error))
}

function taken(name: string, cause: unknown): WorkError {
  return new WorkError(`there is an artifact ${name} in this run already`, {
    cause,
    remedy:
      'Names are unique in a run: give each job, step and leg its own in the input artifact, such as stack-${{ matrix.name }}.',
  })
}

function refused(name: string, error: unknown): Error {
  if (/quota has been hit/i.test(messageOf(error)))
    return new WorkError(`the artifact ${name} was refused: the storage of the account is full`, {
      cause: error,
      remedy: 'Delete old artifacts, or keep them for less time with the input retention-days.',
    })
  return new WorkError(`${name}: ${messageOf(error)}`, { cause: error })
}

/** https://github.com/actions/upload-artifact: the page of an artifact. */
function addressOf(id: number, env: ArtifactEnv): string {
  const run = runAddress({ ...env })
  return run === '' || id === 0 ? '' : `${run}/artifacts/${id}`
}

/** A plan writes no logs and no manifests. A folder that is a link leads elsewhere: what is there is not ours. */
async function filesOf(folder: string): Promise<string[]> {
  const about = await lstat(folder).catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  })
  if (about?.isDirectory() !== true) return []
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.tmp'))
    .map((entry) => join(entry.parentPath, entry.name))
}

/** The client gives up at a file that is gone when it begins. */
async function stillThere(files: readonly string[]): Promise<string[]> {
  const found = await Promise.all(
    files.map(async (file) => ((await lstat(file).catch(() => undefined))?.isFile() === true ? file : undefined)),
  )
  return found.flatMap((file) => file ?? [])
}

/** Artifact names may not hold `" : < > | * ? \ /` and line ends (@actions/artifact, path-and-artifact-name-validation). */
export function safeArtifactName(name: string): string {
  return name.replace(/["':<>|*?\r\n\\/]+/g, '-')
}

/** Paths in artifacts: the same without the slash. What a test left under such a name must not cost all the rest. */
function isPath(path: string): boolean {
  return !/[":<>|*?\r\n\\]/.test(path)
}
