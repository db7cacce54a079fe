import { join, resolve } from 'node:path'
import { copyJobFiles, makeFolders, writeArtifacts } from '../output/merged-files.js'
import { json } from '../output/plan-files.js'
import { REPORT_FILE, writeReport } from '../output/report-file.js'
import { resultFiles } from '../output/result-files.js'
import type { Folders } from '../report/closing.js'
import { mergeLegs, mergePlans, type Merged } from '../report/merge.js'
import type { Results } from '../run/results.js'
import { messageOf, userError, WorkError } from '../shared/errors.js'
import type { Plan } from '../stack/plan.js'
import type { Inputs } from './inputs.js'
import { foldersOf } from './planning.js'
import { readJob, readJobs, type JobFiles } from './report-read.js'

export interface ReportRequest {
  readonly inputs: Pick<Inputs, 'earlier' | 'out'>
  /** The folder named at the command line; '' where none was. */
  readonly folder: string
  /** Artifacts that were downloaded: name → folder. */
  readonly artifacts: ReadonlyMap<string, string>
  readonly cwd: string
  /** Address of the workflow run; '' where there is none. */
  readonly run: string
  readonly notice: (text: string) => void
}

export interface ReportResult {
  readonly results: Results
  readonly plan: Plan | undefined
  readonly folders: Folders
  readonly missing: readonly string[]
  /** How many jobs were put together. */
  readonly jobs: number
  /** report.html */
  readonly page: string
}

/**
 * Puts together what jobs did and makes report.html of it. The files of one run, at the command line, stay where they are
 * and as they are: only the page is new. Throws a UserError where there is nothing to report on.
 */
export async function reportCommand(request: ReportRequest): Promise<ReportResult> {
  const { inputs, cwd, notice } = request
  const said: string[] = []
  const warn = (text: string): void => {
    said.push(text)
    notice(text)
  }
  const jobs = await jobsOf(request, warn)
  const legs = jobs.flatMap(({ leg }) => leg ?? [])
  if (legs.length === 0) throw nothing(request, jobs)
  const [only] = jobs
  const [single, elsewhere] = [jobs.length === 1 && request.artifacts.size === 0, outOf(request)]
  const isOne = single && only !== undefined && inputs.earlier.length === 0 && elsewhere === undefined
  const plan = mergePlans(jobs.flatMap((job) => job.plan ?? []))
  const merged = isOne && legs[0] !== undefined ? alone(legs[0].results) : mergeLegs(legs, plan)
  if (plan === undefined && !isOne) warn('no plan.json was found: nobody can say whether jobs are missing')
  merged.results.notices.push(...said.filter((text) => !merged.results.notices.includes(text)))
  const root = isOne ? only.folder : resolve(cwd, inputs.out)
  const folders = foldersOf(root)
  try {
    await makeFolders(folders)
    if (!isOne) {
      await copyJobFiles(filesOf(jobs, merged), folders)
      writeArtifacts(folders.artifacts, {
        ...(plan === undefined ? {} : { 'plan.json': json(plan) }),
        ...resultFiles(merged.results),
      })
    }
    writeReport(folders, { results: merged.results, plan, facts: [], run: request.run })
  } catch (error) {
    throw new WorkError(`the report could not be written to ${folders.artifacts}: ${messageOf(error)}`, {
      cause: error,
      remedy: 'Name another folder with --out.',
    })
  }
  const { results, missing } = merged
  return { results, plan, folders, missing, jobs: legs.length, page: join(folders.artifacts, REPORT_FILE) }
}

async function jobsOf(request: ReportRequest, warn: (text: string) => void): Promise<readonly JobFiles[]> {
  const { inputs, folder, artifacts, cwd } = request
  const named = folder === '' ? inputs.earlier : [folder, ...inputs.earlier]
  const shown = named.length === 0 && artifacts.size === 0 ? [inputs.out] : named
  const found = await Promise.all([
    ...[...artifacts].map(async ([name, path]) => [(await readJob(path, name, warn)) ?? []].flat()),
    ...shown.map((path) => readJobs(resolve(cwd, path), path, warn)),
  ])
  return found.flat()
}

/** The folder that --out names beside the one that is read: whoever names it wants the files there. */
function outOf({ inputs, folder, cwd }: ReportRequest): string | undefined {
  const out = resolve(cwd, inputs.out)
  return folder === '' || out === cwd || out === resolve(cwd, folder) ? undefined : out
}

function nothing({ artifacts, inputs, folder }: ReportRequest, jobs: readonly JobFiles[]): Error {
  const planned = jobs.length > 0 ? '; there is only a plan' : ''
  if (artifacts.size > 0)
    return userError(`none of the artifacts has the results of a job${planned}: ${[...artifacts.keys()].join(', ')}`, {
      remedy: 'Name those of the jobs that worked with the input pattern.',
    })
  const where = folder || inputs.earlier.join(', ') || (inputs.out === '.' ? 'this folder' : inputs.out)
  return userError(`there is no results.json in ${where}, nor in its artifacts/${planned}`, {
    remedy: 'Name the folder that a run wrote to (--out), or that its artifacts were unpacked to.',
  })
}

/** Of one run there is nothing to be put together. */
function alone(results: Results): Merged {
  return { results, missing: [], from: new Map() }
}

function filesOf(jobs: readonly JobFiles[], { results, from }: Merged): Parameters<typeof copyJobFiles>[0] {
  return jobs.map(({ name, folder }) => ({
    name,
    folder,
    files: results.images.filter(({ id }) => from.get(id) === name).map(({ file }) => file),
  }))
}
