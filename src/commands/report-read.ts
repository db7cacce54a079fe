import { readdir, readFile, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { z } from 'zod'
import type { Leg } from '../report/merge.js'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import { planNotes, sourceText, whyText } from '../stack/explain.js'
import type { Plan } from '../stack/plan.js'
import { RESULTS_FILE } from './earlier.js'
import { isResults } from './results-file.js'

/** The files of one job, as far as a report reads them. */
export interface JobFiles {
  readonly name: string
  /** The folder that artifacts/, logs/ and manifests/ lie in. */
  readonly folder: string
  /** Undefined: a job that only planned. */
  readonly leg: Leg | undefined
  readonly plan: Plan | undefined
}

/** A results.json of a thousand images has some megabytes; what is larger than this is none. */
const MAX_FILE = 256_000_000

/**
 * What lies in a folder: the files of one job, or, side by side in folders of their own, those of many. What cannot be read
 * of one job is said, and the others count. Throws a UserError where the folder is not there.
 */
export async function readJobs(
  path: string,
  shown: string,
  warn: (text: string) => void,
): Promise<readonly JobFiles[]> {
  const entries = await readdir(path, { withFileTypes: true }).catch((error: unknown) => {
    const why = codeOf(error) === 'ENOENT' ? 'there is no such folder' : messageOf(error)
    throw userError(`no results can be read: ${why}`, {
      file: shown,
      remedy: 'Name the folder that a run wrote to (--out), or that its artifacts were unpacked to.',
    })
  })
  const own = await readJob(path, basename(path), warn)
  if (own !== undefined) return [own]
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name)
  const found = await Promise.all(folders.sort().map((name) => readJob(join(path, name), name, warn)))
  return found.flatMap((job) => job ?? [])
}

/** The files of one job; undefined where a folder has none. */
export async function readJob(
  folder: string,
  name: string,
  warn: (text: string) => void,
): Promise<JobFiles | undefined> {
  const [results, plan] = await Promise.all([
    readOne(folder, RESULTS_FILE, name, warn),
    readOne(folder, 'plan.json', name, warn),
  ])
  if (results !== undefined && !isResults(results)) warn(`${name}: its ${RESULTS_FILE} is not one of this version`)
  const leg = isResults(results) ? { name, results } : undefined
  const known = isPlan(plan) ? plan : undefined
  if (plan !== undefined && known === undefined) warn(`${name}: its plan.json is not one of this version`)
  return leg === undefined && known === undefined ? undefined : { name, folder, leg, plan: known }
}

/** artifacts/<file>, or the file itself where somebody unpacked no more than that. */
async function readOne(folder: string, file: string, name: string, warn: (text: string) => void): Promise<unknown> {
  for (const path of [join(folder, 'artifacts', file), join(folder, file)]) {
    try {
      if ((await stat(path)).size > MAX_FILE) throw new Error('it is too large')
      return JSON.parse(await readFile(path, 'utf8'))
    } catch (error) {
      if (codeOf(error) === 'ENOENT' || codeOf(error) === 'ENOTDIR') continue
      warn(`${name}: its ${file} cannot be read: ${messageOf(error)}`)
      return undefined
    }
  }
  return undefined
}

/** As far as reports go by it. */
const plan = z.looseObject({
  schema: z.literal(1),
  branch: z.string(),
  sha: z.string(),
  images: z.array(
    z.looseObject({
      id: z.string(),
      name: z.string(),
      variant: z.string(),
      platform: z.string(),
      ref: z.string(),
      file: z.string(),
      fingerprint: z.string(),
      action: z.enum(['build', 'reuse', 'skip']),
      test: z.boolean(),
      affected: z.boolean(),
      parents: z.array(z.string()),
      suites: z.array(z.looseObject({ name: z.string() })),
      found: z.array(z.object({ ref: z.string(), digest: z.string() })),
    }),
  ),
  levels: z.array(z.array(z.string())),
})

function isPlan(value: unknown): value is Plan {
  return plan.safeParse(value).success && isExplained(value as Plan)
}

/** Reasons have many forms: what cannot be said in words is none of this version. */
function isExplained(known: Plan): boolean {
  try {
    return [sourceText(known), ...planNotes(known), ...known.images.map(whyText)].length > 0
  } catch {
    return false
  }
}
