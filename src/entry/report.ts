import * as core from '@actions/core'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { isDefaultArtifact, type Inputs } from '../commands/inputs.js'
import { reportCommand } from '../commands/report.js'
import { runAddress } from '../github/run-address.js'
import { annotationsOf } from '../report/annotations.js'
import { closingLines } from '../report/closing.js'
import { runComment } from '../report/comment.js'
import { legSummary } from '../report/merge.js'
import { closingMarkdown } from '../report/run-summary.js'
import { EXIT, messageOf, userError } from '../shared/errors.js'
import { runProgram } from '../shared/program.js'
import { pathGlobs } from '../stack/globs.js'
import { statusOf } from './failure.js'
import { comment, optional, setOutput, setResultOutputs, upload } from './services.js'
import type { Common } from './work.js'

/** The action: artifacts of this run as one report. */
export async function reportAction(common: Common): Promise<number> {
  const { inputs, env, cwd } = common
  const [{ writeQuoting }, { Annotator }] = await Promise.all([
    import('../github/groups.js'),
    import('../github/annotations.js'),
  ])
  const annotator = new Annotator(core)
  const warn = (text: string): void => annotator.warning(text, { title: 'stack-action report' })
  const scratch = await mkdtemp(join(env['RUNNER_TEMP'] ?? tmpdir(), 'stack-report-'))
  try {
    const artifacts = inputs.earlier.length > 0 ? new Map<string, string>() : await download(inputs, scratch, env, warn)
    const base = env['GITHUB_WORKSPACE'] || cwd
    const request = { inputs, folder: '', artifacts, cwd: base, run: runAddress(env), notice: warn }
    const { results, plan, folders, missing, jobs, page } = await reportCommand(request)
    writeQuoting(process.stdout, [
      legSummary(Array.from({ length: jobs }), { missing }),
      ...closingLines(results, folders),
    ])
    const { errors, warnings } = annotator
    for (const one of annotationsOf(results, { directory: undefined, errors, warnings })) annotator.add(one)
    if (missing.length > 0)
      annotator.error(`no job has reported on ${missing.join(', ')}`, { title: 'stack-action report' })
    setOutput('outcome', results.outcome)
    setOutput('missing', missing)
    setOutput('artifacts', folders.artifacts)
    setOutput('report', page)
    setResultOutputs(results, folders)
    const closing = closingMarkdown(results, undefined, plan, { run: runAddress(env), artifact: inputs.artifact })
    await optional('the job summary', () => core.summary.addRaw(closing, true).write())
    await upload('report', common, folders)
    await comment('report', common, (facts) => runComment(results, plan, facts))
    return inputs.failOnFailure ? statusOf(results.outcome) : EXIT.done
  } finally {
    await rm(scratch, { recursive: true, force: true })
  }
}

/** Artifacts by their names; the one that this will upload is none of them. */
async function download(
  { pattern, artifact }: Inputs,
  into: string,
  env: Common['env'],
  warn: (text: string) => void,
): Promise<ReadonlyMap<string, string>> {
  const { downloadArtifacts, downloadText } = await import('../github/download.js')
  const globs = pattern.flatMap((glob) => pathGlobs(glob) ?? [])
  const isOwn = (name: string): boolean => name === artifact || isDefaultArtifact('report', name)
  const wanted = (name: string): boolean => !isOwn(name) && globs.some(({ matches }) => matches(name))
  const found = await downloadArtifacts({ wanted, into, env, warn })
  // What lies in the folders of this job is no answer to what the others did.
  if (found.size === 0)
    throw userError(`no artifact of this run that could be read matches ${pattern.join(', ')}`, {
      remedy: 'Name those of the jobs that worked with the input `pattern`, or their folders with `earlier`.',
    })
  core.info(downloadText(found))
  return found
}

export interface ReportCall {
  readonly inputs: Inputs
  readonly operand: string | undefined
  readonly cwd: string
  readonly notice: (text: string) => void
  readonly print: (lines: readonly string[], document: unknown) => void
}

/** The command line: report.html of what lies in a folder, or of many put together. */
export async function reportCli({ inputs, operand, cwd, notice, print }: ReportCall): Promise<number> {
  const made = await reportCommand({ inputs, folder: operand ?? '', artifacts: new Map(), cwd, run: '', notice })
  const { results, folders, missing, jobs, page } = made
  const lines = [
    ...(jobs > 1 ? [legSummary(Array.from({ length: jobs }), { missing })] : []),
    ...closingLines(results, folders),
    `report: ${page}`,
  ]
  if (inputs.open) lines.push(...(await open(page)))
  print(lines, results)
  return inputs.failOnFailure && jobs > 1 ? statusOf(results.outcome) : EXIT.done
}

/** What shows a page, by platform: programs without a shell, since a path is no text of ours. */
const OPENERS: Readonly<Partial<Record<NodeJS.Platform, readonly string[]>>> = {
  darwin: ['open'],
  win32: ['rundll32', 'url.dll,FileProtocolHandler'],
}
const OPEN_MS = 10_000

/** Shows a page in the browser; why not, where it cannot be. */
async function open(page: string): Promise<string[]> {
  if (process.env['CI'] !== undefined && process.env['CI'] !== '')
    return ['note: nothing was opened: this is a machine of a CI (CI is set)']
  const { platform } = process
  const isBare = platform === 'linux' && !process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']
  if (isBare && !process.env['BROWSER'])
    return ['note: nothing was opened: there is no screen here (neither DISPLAY, WAYLAND_DISPLAY nor BROWSER is set)']
  const [program = '', ...first] = OPENERS[platform] ?? ['xdg-open']
  try {
    const { status, timedOut } = await runProgram(program, [...first, pathToFileURL(page).href], { timeoutMs: OPEN_MS })
    // Some openers wait for the browser that they started.
    return status === 0 || timedOut ? [] : [`note: nothing was opened: ${program} ended with ${status ?? 'a signal'}`]
  } catch (error) {
    return [`note: nothing was opened: ${messageOf(error)}`]
  }
}
