import * as core from '@actions/core'
import { closingLines, closingMarkdown } from '../report/closing.js'
import { problemLines } from '../report/problems.js'
import { explainPlan } from '../stack/explain.js'
import { EXIT, messageOf } from '../shared/errors.js'
import { plainView } from '../output/console.js'
import { exitStatus, problemsOf } from './failure.js'
import { inputsOf, parseInputs, type Command, type InputName } from '../commands/inputs.js'
import { stopOnSignals, untilStopped } from './stop.js'

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
  const [{ runCommand }, { harmless, writeGroups, writeQuoting }] = await Promise.all([
    import('../commands/pipeline.js'),
    import('../github/groups.js'),
  ])
  const stop = stopOnSignals()
  // A failed step is told in the words of the Dockerfile.
  const view = plainView({ write: (text) => process.stdout.write(harmless(text)) })
  let begun = false
  try {
    const work = runCommand({
      command,
      inputs,
      env: process.env,
      cwd: process.cwd(),
      signal: stop.signal,
      listen: (event) => {
        begun ||= event.type === 'run-start'
        view.listen(event)
      },
      notice: (text) => core.notice(text),
    })
    const { plan, results, folders } = await untilStopped(work, stop.signal, () => begun)
    setOutput('images', plan.levels.flat())
    setOutput('levels', plan.levels)
    if (results === undefined) {
      writeQuoting(process.stdout, explainPlan(plan))
      setOutput('outcome', 'passed')
      return EXIT.done
    }
    await optional('the logs of the images', () => writeGroups(process.stdout, folders.logs, results.images))
    writeQuoting(process.stdout, closingLines(results, folders))
    for (const image of results.images.filter((one) => one.outcome === 'failed'))
      core.error(`${image.id} failed at ${image.failedStep ?? 'build'}: ${image.message ?? ''}`, {
        title: `stack-action ${command}`,
      })
    setOutput('outcome', results.outcome)
    setOutput(
      'published',
      results.images.flatMap((image) => image.published.map(({ ref, digest }) => ({ image: image.id, ref, digest }))),
    )
    setOutput('results', `${folders.artifacts}/results.json`)
    setOutput('artifacts', folders.artifacts)
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

/** An output that the runner has no place for must not hide what happened. */
function setOutput(name: string, value: unknown): void {
  try {
    core.setOutput(name, value)
  } catch (error) {
    core.warning(`the output ${name} could not be set: ${messageOf(error)}`)
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
