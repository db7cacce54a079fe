import * as core from '@actions/core'
import {
  inputsOf,
  parseInputs,
  type Command,
  type InputName,
  type Inputs,
  type OutputName,
} from '../commands/inputs.js'
import type { CommandResult } from '../commands/pipeline.js'
import { plainView } from '../output/console.js'
import type { Annotator } from '../github/annotations.js'
import { planFiles, writePlanFiles } from '../output/plan-files.js'
import { annotationsOf } from '../report/annotations.js'
import { closingLines, type Folders } from '../report/closing.js'
import { planComment, runComment } from '../report/comment.js'
import { MAX_SUMMARY_BYTES } from '../report/fitting.js'
import { missingGates, movesLines, movesMarkdown } from '../report/moves.js'
import { planMarkdown, type PlanSummary } from '../report/plan-summary.js'
import { problemLines } from '../report/problems.js'
import { releaseLines, releaseMarkdown } from '../report/release.js'
import { closingMarkdown } from '../report/run-summary.js'
import { NO_SSH, sshSecrets } from '../run/suites/ssh-defaults.js'
import { EXIT } from '../shared/errors.js'
import { everythingText, explainImage, explainPlan, planNotes, sourceText } from '../stack/explain.js'
import { levelMatrices, matrixOf } from '../stack/matrix.js'
import type { Plan } from '../stack/plan.js'
import { exitStatus, problemsOf, statusOf } from './failure.js'
import { gpuTestAction } from './gpu-test.js'
import {
  comment,
  keepDegraded,
  lastWords,
  mask,
  MAX_OUTPUTS,
  optional,
  setOutput,
  setResultOutputs,
  upload,
} from './services.js'
import { move, plan, release, work, type Common } from './work.js'

/** The front door of GitHub: inputs from INPUT_*, the event from GITHUB_*. Returns the exit status. */
export async function action(command: Command): Promise<number> {
  try {
    return await runAction(command)
  } catch (error) {
    for (const problem of problemsOf(error)) {
      const [first, ...rest] = problemLines([problem])
      core.error([first, ...rest].join('\n'), {
        title: 'stack-action',
        ...(problem.file === undefined ? {} : { file: problem.file }),
        ...(problem.line === undefined ? {} : { startLine: problem.line }),
        ...(problem.column === undefined ? {} : { startColumn: problem.column }),
      })
    }
    core.debug(error instanceof Error ? (error.stack ?? '') : String(error))
    setOutput('outcome', 'failed')
    return exitStatus(error)
  }
}

async function runAction(command: Command): Promise<number> {
  const raw: Partial<Record<InputName, string>> = {}
  for (const [name] of inputsOf(command, 'action')) {
    // The runner sets every input the manifest names; one that is not there at all keeps its default.
    const value = process.env[`INPUT_${name.toUpperCase()}`]
    if (value !== undefined) raw[name] = value
  }
  const inputs = parseInputs(raw, (name) => `input ${name}`)
  maskSecrets(inputs)
  const common = { inputs, env: process.env, cwd: process.cwd(), notice: (text: string) => core.notice(text) }
  if (command === 'plan') return runDetect(common)
  if (command === 'tag' || command === 'rollback') return runMoves(command, common)
  if (command === 'release') return runRelease(common)
  if (command === 'report') return (await import('./report.js')).reportAction(common)
  if (command === 'wiki') return (await import('./wiki.js')).wikiAction(common)
  if (command === 'gpu-test') return gpuTestAction(common)
  if (command === 'explain' || command === 'graph' || command === 'init' || command === 'check' || command === 'diff')
    throw new Error(`${command} is no action`)
  const { harmless, writeGroups, writeQuoting } = await import('../github/groups.js')
  // A failed step is told in the words of the Dockerfile.
  const view = plainView({ write: (text) => process.stdout.write(harmless(text)) })
  if (inputs.freeDisk) await freeRoom()
  const { githubDurations } = await import('../github/durations.js')
  const { Annotator, repositoryPath } = await import('../github/annotations.js')
  const {
    plan,
    results,
    folders,
    directory: stackDir,
  } = await work({
    ...common,
    command,
    listen: (event) => view.listen(event),
    durationsFor: (stack, notice) => githubDurations(process.env, stack.directory, notice),
  })
  const annotator = new Annotator(core)
  setPlanOutputs(plan, folders, annotator)
  if (results === undefined) {
    writeQuoting(process.stdout, explainPlan(plan))
    setOutput('outcome', 'passed')
    return EXIT.done
  }
  const isStopped = results.outcome === 'interrupted'
  // The runner gives ten seconds: SIGINT, SIGTERM after 7.5, SIGKILL after 2.5 more (actions/runner, ProcessInvoker).
  if (isStopped) await lastWords(() => upload(command, common, folders))
  await optional('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images))
  const directory = await repositoryPath(stackDir, process.env['GITHUB_WORKSPACE']).catch(() => undefined)
  writeQuoting(process.stdout, closingLines(results, folders, directory))
  const { errors, warnings } = annotator
  const { failedPlaces } = await import('../commands/failed-places.js')
  const places = await failedPlaces(plan, results, stackDir)
  for (const one of annotationsOf(results, { directory, errors, warnings, places })) annotator.add(one)
  setOutput('outcome', results.outcome)
  setResultOutputs(results, folders)
  const { whoMoves } = await import('../commands/moving.js')
  const planned = summaryOf(plan, { bytes: SUMMARY_ROOM, undrawn: true })
  const room = MAX_SUMMARY_BYTES - Buffer.byteLength(planned) - 1
  const closing = closingMarkdown(results, room, plan, { run: whoMoves(process.env).run, artifact: inputs.artifact })
  await optional('the job summary', () => core.summary.addRaw(`${closing}\n${planned}`, true).write())
  // Once for the artifact, and once for what comes after it.
  await keepDegraded(folders, 'results.json')
  if (!isStopped) await upload(command, common, folders)
  await comment(command, common, (facts) => runComment(results, plan, facts))
  await keepDegraded(folders, 'results.json')
  return statusOf(results.outcome)
}

/** `tag` and `rollback`. */
async function runMoves(command: 'tag' | 'rollback', common: Common): Promise<number> {
  const { writeQuoting } = await import('../github/groups.js')
  const { result, folders } = await move(command, {
    ...common,
    progress: (text) => writeQuoting(process.stdout, [text]),
    keepsLists: true,
  })
  writeQuoting(process.stdout, movesLines(result, folders))
  const title = `stack-action ${command}`
  const { failure, left, gates, skippedGates, notices } = result
  if (failure !== undefined)
    core.error(
      problemLines([{ ...failure, message: `${failure.image} at ${failure.ref}: ${failure.message}` }]).join('\n'),
      { title },
    )
  for (const line of left) core.error(line, { title })
  if (skippedGates) for (const line of missingGates(gates)) core.warning(line, { title: `${title}: gate skipped` })
  for (const text of notices) core.notice(text)
  setOutput('outcome', result.outcome)
  const isShort = JSON.stringify(result.moved).length <= MAX_OUTPUTS
  if (!isShort) core.warning('the output moved is longer than what GitHub keeps: read moves.json', { title })
  setOutput('moved', isShort ? result.moved : '')
  if (folders !== undefined) setOutput('artifacts', folders.artifacts)
  await optional('the job summary', () => core.summary.addRaw(movesMarkdown(result), true).write())
  if (folders !== undefined) {
    await keepDegraded(folders, 'moves.json')
    await upload(command, common, folders)
    await keepDegraded(folders, 'moves.json')
  }
  return statusOf(result.outcome)
}

async function freeRoom(): Promise<void> {
  const [{ freeDisk, freeDiskLines }, { writeQuoting }] = await Promise.all([
    import('../github/free-disk.js'),
    import('../github/groups.js'),
  ])
  const freed = await freeDisk({ env: process.env, protect: [process.execPath, import.meta.dirname, process.cwd()] })
  writeQuoting(process.stdout, freeDiskLines(freed))
}

async function runRelease(common: Common): Promise<number> {
  const { harmless, writeGroups, writeQuoting } = await import('../github/groups.js')
  const { githubDurations } = await import('../github/durations.js')
  const { Annotator, repositoryPath } = await import('../github/annotations.js')
  const { inputs } = common
  const view = plainView({ write: (text) => process.stdout.write(harmless(text)) })
  if (inputs.freeDisk) await freeRoom()
  const annotator = new Annotator(core)
  const runs: CommandResult[] = []
  const { result, artifacts } = await release({
    ...common,
    listen: (event) => view.listen(event),
    durationsFor: (stack, notice) => githubDurations(process.env, stack.directory, notice),
    ended: (run) => void runs.push(run),
  })
  const workspace = process.env['GITHUB_WORKSPACE']
  for (const { results, folders, directory: stackDir } of runs) {
    if (results === undefined) continue
    await optional('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images))
    const directory = await repositoryPath(stackDir, workspace).catch(() => undefined)
    writeQuoting(process.stdout, closingLines(results, folders, directory))
    const { errors, warnings } = annotator
    for (const annotation of annotationsOf(results, { directory, errors, warnings })) annotator.add(annotation)
  }
  writeQuoting(process.stdout, releaseLines(result))
  const title = 'stack-action release'
  for (const { stage, skipped, message, remedy, left = [] } of result.stages) {
    if (skipped.length > 0) core.warning(skipped.join(', '), { title: `${title}: gate of ${stage} skipped` })
    if (message !== undefined)
      core.error(
        problemLines([{ message: `${stage}: ${message}`, ...(remedy === undefined ? {} : { remedy }) }]).join('\n'),
        { title },
      )
    for (const line of left) core.error(line, { title })
  }
  for (const text of result.notices) core.notice(text)
  setOutput('outcome', result.outcome)
  const moved = result.stages.flatMap(({ stage, refs }) => refs.map((ref) => ({ stage, ...ref })))
  const isShort = JSON.stringify(moved).length <= MAX_OUTPUTS
  if (!isShort) core.warning('the output moved is longer than what GitHub keeps: read release.json', { title })
  setOutput('moved', isShort ? moved : '')
  setOutput('artifacts', artifacts)
  await optional('the job summary', () => core.summary.addRaw(releaseMarkdown(result), true).write())
  const [first] = runs
  if (first !== undefined) await upload('release', common, first.folders)
  return statusOf(result.outcome)
}

/** Values alone: a masked name would empty every output that has it. */
function maskSecrets(inputs: Inputs): void {
  const { secrets, sshKey, sshPassphrase, sshPassword } = inputs
  for (const line of secrets) {
    const at = line.indexOf('=')
    mask(line.slice(0, at), line.slice(at + 1))
  }
  // The runner masks line by line, and a key has the first and the last of them with every other one.
  for (const line of sshSecrets({ ...NO_SSH, key: sshKey, passphrase: sshPassphrase, password: sshPassword }))
    core.setSecret(line)
}

/** The plan comes last and has at most so much of what GitHub takes; all the rest is the run's. */
const SUMMARY_ROOM = 400_000

async function runDetect(common: Common): Promise<number> {
  const { plan: made, folders, commit, changedFiles } = await plan({ ...common, writes: true })
  writePlanFiles(folders.artifacts, planFiles(made, commit, changedFiles))
  const { writeQuoting } = await import('../github/groups.js')
  writeQuoting(process.stdout, explainPlan(made))
  setPlanOutputs(made, folders, core)
  setOutput('outcome', 'passed')
  await optional('the job summary', () => core.summary.addRaw(summaryOf(made), true).write())
  await upload('plan', common, folders)
  await comment('plan', common, (facts) => planComment((bytes) => summaryOf(made, { bytes }), facts))
  return EXIT.done
}

function summaryOf(plan: Plan, more: Pick<PlanSummary, 'bytes' | 'undrawn'> = {}): string {
  return planMarkdown(plan, { source: sourceText(plan), notes: planNotes(plan), ...more })
}

/** An input is one environment variable, of at most 128 KiB. */
const MAX_INPUT = 120_000

function setPlanOutputs(plan: Plan, folders: Folders, say: Pick<Annotator, 'error' | 'warning'>): void {
  const working = plan.images.filter((image) => image.action !== 'skip')
  const matrix = matrixOf(plan)
  const tooLong = matrix.include.find((leg) => leg.images.length > MAX_INPUT)
  if (tooLong !== undefined)
    say.error(
      `there is no matrix for this plan: the leg ${tooLong.name} would have to name its images in ${tooLong.images.length} characters, and GitHub takes ${MAX_INPUT}; use the output levels`,
      { title: 'stack-action detect' },
    )
  const outputs: Partial<Record<OutputName, unknown>> = {
    any: working.length > 0,
    full: plan.everything === undefined ? '' : everythingText(plan.everything),
    plan: `${folders.artifacts}/plan.json`,
    artifacts: folders.artifacts,
    images: working.map((image) => image.id),
    changed: plan.images.filter((image) => image.affected).map((image) => image.id),
    matrix: tooLong === undefined ? matrix : '',
    matrices: levelMatrices(plan),
    levels: plan.levels,
    reasons: Object.fromEntries(plan.images.map((image) => [image.id, explainImage(image)])),
  }
  let room = MAX_OUTPUTS
  for (const [name, value] of Object.entries(outputs) as [OutputName, unknown][]) {
    const length = JSON.stringify(value).length
    if (length <= room) {
      room -= length
      setOutput(name, value)
      continue
    }
    say.warning(`the output ${name} has ${length} characters, more than GitHub keeps beside the others: read plan.json`)
    setOutput(name, '')
  }
}
