import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { slots } from '../registry/slots.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { counted, sizeText } from '../shared/text.js'
import { hasService, safeArtifactName, type ArtifactEnv } from './artifacts.js'

export interface DownloadRequest {
  /** Says of a name whether it is wanted. */
  readonly wanted: (name: string) => boolean
  /** Each artifact gets a folder of its own in here. */
  readonly into: string
  readonly env: ArtifactEnv
  readonly warn: (text: string) => void
}

/** Downloads at the same time. */
const AT_ONCE = 5
/** Bytes as they are stored, of one and of all: a runner's disk is small. */
const MAX_ONE = 2_000_000_000
const MAX_ALL = 8_000_000_000

/**
 * Downloads artifacts of this run: of each name the newest, since a job that was run again has the same names. Names and
 * folders of those that came. What cannot be had is a warning; throws a WorkError where there is no list.
 *
 * Archives are unpacked by @actions/artifact (unzip-stream), which takes `..` out of paths and makes no links.
 */
export async function downloadArtifacts({
  wanted,
  into,
  env,
  warn,
}: DownloadRequest): Promise<ReadonlyMap<string, string>> {
  if (!hasService(env))
    throw new WorkError('there is no artifact service here', {
      remedy: 'Run this in a job of GitHub Actions, or name folders with the input earlier.',
    })
  const { DefaultArtifactClient } = await import('@actions/artifact')
  const client = new DefaultArtifactClient()
  const listed = await client.listArtifacts({ latest: true }).catch((cause: unknown) => {
    throw new WorkError(`the artifacts of this run cannot be listed: ${messageOf(cause)}`, { cause })
  })
  let room = MAX_ALL
  const chosen = listed.artifacts
    .filter(({ name }) => wanted(name))
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .filter(({ name, size }) => {
      if (size <= MAX_ONE && size <= room) {
        room -= size
        return true
      }
      warn(`the artifact ${name} has ${sizeText(size)}, too much to be read; what its job did is not in the report`)
      return false
    })
  const slot = slots(AT_ONCE)
  const done = await Promise.all(
    chosen.map(({ id, name, digest }, at) =>
      slot(async (): Promise<readonly (readonly [string, string])[]> => {
        // The number keeps apart what is one name where capitals do not count.
        const path = join(into, `${at}-${safeArtifactName(name)}`)
        try {
          await mkdir(path, { recursive: true })
          const { digestMismatch } = await client.downloadArtifact(id, {
            path,
            ...(digest === undefined ? {} : { expectedHash: digest }),
          })
          if (digestMismatch === true) throw new Error('it is not what was uploaded (another digest)')
          return [[name, path]]
        } catch (error) {
          warn(`the artifact ${name} cannot be read: ${messageOf(error)}; what its job did is not in the report`)
          return []
        }
      }),
    ),
  )
  return new Map(done.flat())
}

/** For people. */
export function downloadText(artifacts: ReadonlyMap<string, string>): string {
  return `${counted(artifacts.size, 'artifact')} read: ${[...artifacts.keys()].join(', ')}`
}
