import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { parseFacts, type ImageFacts } from '../contents/facts.js'
import { moveEvents, readRunFile, type MoveNews, type RunFile } from '../report/wiki/news.js'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import { sizeText } from '../shared/text.js'
import { valueAt } from '../shared/values.js'

/** What other steps and jobs left in their folders. */
export interface Found {
  readonly runs: readonly RunFile[]
  readonly moves: readonly MoveNews[]
  readonly facts: readonly ImageFacts[]
  readonly notices: readonly string[]
}

const FILES = ['results.json', 'moves.json', 'release.json']
/** Deep enough for artifacts that were downloaded side by side, each in a folder of its own. */
const MAX_DEPTH = 5
const MOST_BYTES = 64 * 1024 * 1024

/**
 * Reads what was published and moved: of the folder `out` its artifacts/ and manifests/; of the others all that lies in and
 * below them. Files of other programs and versions are told and left out. Throws a UserError for a folder that cannot be read.
 */
export async function findNews(out: string, others: readonly { path: string; shown: string }[]): Promise<Found> {
  const paths = FILES.map((name) => join(out, 'artifacts', name))
  const facts = await jsonIn(join(out, 'manifests'))
  for (const { path, shown } of others) {
    try {
      const all = await below(path, MAX_DEPTH)
      paths.push(...all.filter((file) => FILES.some((name) => file.endsWith(`/${name}`))))
      facts.push(...all.filter((file) => file.endsWith('.json') && file.includes('/manifests/')))
    } catch (error) {
      throw userError(`the files of other jobs cannot be read: ${messageOf(error)}`, {
        file: shown,
        remedy: 'Name the folder that their artifacts were downloaded to.',
      })
    }
  }
  const notices: string[] = []
  const read = async (path: string): Promise<unknown> => {
    try {
      const { size } = await stat(path)
      if (size > MOST_BYTES) throw new Error(`it has ${sizeText(size)}`)
      const value = JSON.parse(await readFile(path, 'utf8')) as unknown
      const schema = valueAt(value, ['schema'])
      if (typeof schema !== 'number' || schema <= 1) return value
      notices.push(`${path} was written by a later version of stack-action: use that version here`)
      return undefined
    } catch (error) {
      if (codeOf(error) !== 'ENOENT') notices.push(`${path} cannot be read: ${messageOf(error)}`)
      return undefined
    }
  }
  const [runs, moves, known]: [RunFile[], MoveNews[], ImageFacts[]] = [[], [], []]
  for (const path of new Set(paths)) {
    const value = await read(path)
    if (value === undefined) continue
    if (!path.endsWith('results.json')) moves.push(...moveEvents(value))
    else {
      const run = readRunFile(value)
      if (run === undefined) notices.push(`${path} holds no results of a run of this version`)
      else runs.push(run)
    }
  }
  for (const path of new Set(facts)) {
    const value = await read(path)
    if (value === undefined) continue
    try {
      known.push(parseFacts(value, path))
    } catch (error) {
      notices.push(messageOf(error))
    }
  }
  return { runs, moves, facts: known, notices }
}

async function jsonIn(folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => [])
  return entries.filter((one) => one.isFile() && one.name.endsWith('.json')).map((one) => join(folder, one.name))
}

async function below(folder: string, depth: number): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(folder, entry.name))
  // What tests leave lies in logs/, under names of their choice.
  const folders = depth === 0 ? [] : entries.filter((entry) => entry.isDirectory() && entry.name !== 'logs')
  return [...files, ...(await Promise.all(folders.map((one) => below(join(folder, one.name), depth - 1)))).flat()]
}
