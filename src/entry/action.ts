import * as core from '@actions/core'
import { closingLines, closingMarkdown } from '../report/closing.js'
import { problemLines } from '../report/problems.js'
import { explainPlan } from '../stack/explain.js'
import { EXIT } from '../shared/errors.js'
import { messageOf } from '../shared/errors.js'
import { plainView } from '../output/console.js'
import { exitStatus, problemsOf } from './failure.js'
import { inputsOf, parseInputs, type Command, type InputName } from '../commands/inputs.js'
import { stopOnSignals } from './stop.js'

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
    core.setOutput('outcome', 'failed')
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
  const [{ runCommand }, { writeGroups }] = await Promise.all([
    import('../commands/pipeline.js'),
    import('../github/groups.js'),
  ])
  const stop = stopOnSignals()
  const view = plainView(process.stdout)
  try {
    const { plan, results, folders } = await runCommand({
      command,
      inputs,
      env: process.env,
      cwd: process.cwd(),
      signal: stop.signal,
      listen: view.listen,
      notice: (text) => core.notice(text),
    })
    if (results === undefined) {
      core.info(explainPlan(plan).join('\n'))
      core.setOutput('outcome', 'passed')
      return EXIT.done
    }
    await writeGroups(process.stdout, folders.logs, results.images)
    core.info(closingLines(results, folders).join('\n'))
    for (const image of results.images.filter((one) => one.outcome === 'failed'))
      core.error(`${image.id} failed at ${image.failedStep ?? 'build'}: ${image.message ?? ''}`, {
        title: `stack-action ${command}`,
      })
    core.setOutput('outcome', results.outcome)
    core.setOutput(
      'published',
      results.images.flatMap((image) => image.published.map(({ ref, digest }) => ({ image: image.id, ref, digest }))),
    )
    core.setOutput('results', `${folders.artifacts}/results.json`)
    core.setOutput('artifacts', folders.artifacts)
    await optional('the job summary', () => core.summary.addRaw(closingMarkdown(results), true).write())
    if (inputs.artifact !== '') {
      const { uploadFolders } = await import('../github/artifacts.js')
      await optional('the artifact', () => uploadFolders(inputs.artifact, folders, process.env))
    }
    if (results.outcome === 'interrupted') return EXIT.interrupted
    return results.outcome === 'failed' ? EXIT.failed : EXIT.done
  } finally {
    stop.release()
  }
}

/** Services beside the work may fail without failing it: a warning says so. */
async function optional(what: string, work: () => Promise<unknown>): Promise<void> {
  try {
    await work()
  } catch (error) {
    core.warning(`${what} could not be written: ${messageOf(error)}`)
  }
}
