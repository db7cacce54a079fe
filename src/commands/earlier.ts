import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import { mergeResults } from '../run/merged.js'
import type { ImageResult, Results } from '../run/results.js'
import { isResults } from './results-file.js'

/** The name that every job writes its results under (design section 3). */
export const RESULTS_FILE = 'results.json'

/** Folders of a job that hold no results of it. */
const NOT_RESULTS: ReadonlySet<string> = new Set(['logs', 'manifests'])

/** Deep enough for artifacts that were downloaded side by side, each in a folder of its own. */
const MAX_DEPTH = 5

/**
 * What became of images in other jobs, by id: every results.json in and below the given folders (or the files themselves),
 * as one. What one job built, another tested and a third pushed is one image's result. Throws a UserError for a path that
 * is not there or not readable, and for a results.json that is none.
 */
export async function readEarlier(
  paths: readonly string[],
  resolved: (path: string) => string,
): Promise<ReadonlyMap<string, ImageResult>> {
  const found = (await Promise.all(paths.map((path) => filesAt(resolved(path), path)))).flat()
  const jobs = await Promise.all([...new Set(found)].sort().map(readResults))
  // A job that was run again has said the same before; its last word counts.
  const last = new Map<string, ImageResult>()
  for (const { command, images } of jobs.sort((a, b) => (a.startedAt < b.startedAt ? -1 : 1)))
    for (const image of images)
      if (image.action !== 'skip' || image.outcome === 'failed') {
        last.delete(`${command} ${image.id}`)
        last.set(`${command} ${image.id}`, image)
      }
  const merged = new Map<string, ImageResult>()
  for (const image of last.values()) {
    const known = merged.get(image.id)
    merged.set(image.id, known === undefined ? image : mergeResults(known, image))
  }
  return merged
}

async function filesAt(path: string, shown: string): Promise<string[]> {
  try {
    return await below(path, MAX_DEPTH)
  } catch (error) {
    if (codeOf(error) === 'ENOTDIR') return [path]
    throw userError(`the results of other jobs cannot be read: ${messageOf(error)}`, {
      file: shown,
      remedy: 'Name the folder that their artifacts were downloaded to.',
    })
  }
}

async function below(directory: string, depth: number): Promise<string[]> {
  const entries = await readdir(directory, { withFileTypes: true })
  const found = entries.filter((entry) => entry.isFile() && entry.name === RESULTS_FILE)
  // What tests leave lies below logs/, under names of their choice.
  const folders = depth === 0 ? [] : entries.filter((entry) => entry.isDirectory() && !NOT_RESULTS.has(entry.name))
  return [
    ...found.map((entry) => join(directory, entry.name)),
    ...(await Promise.all(folders.map((entry) => below(join(directory, entry.name), depth - 1)))).flat(),
  ]
}

async function readResults(file: string): Promise<Results> {
  let value: unknown
  try {
    value = JSON.parse(await readFile(file, 'utf8'))
  } catch (error) {
    throw userError(`the results of another job cannot be read: ${messageOf(error)}`, { file })
  }
  if (!isResults(value)) throw userError('these are no results of a job of this version', { file })
  return value
}
