import * as core from '@actions/core'
import { relative } from 'node:path'
import type { GpuTestCommandResult, GpuTestRequest } from '../commands/gpu-test.js'
import type { SetStatus } from '../commands/gpu-statuses.js'
import { annotationsOf } from '../report/annotations.js'
import { asResults, gpuTestLines, gpuTestMarkdown, testedRefs, type GpuTestResult } from '../report/gpu-test.js'
import { sshSecrets } from '../run/suites/ssh-defaults.js'
import { statusOf } from './failure.js'
import { optional, setOutput, upload } from './services.js'
import { stopOnSignals, untilStopped } from './stop.js'
import type { Common } from './work.js'

/** Tests, until it ends or the process is told to stop; then launches are ended, and what is known is recorded. */
async function gpuTest(common: Common, more: Pick<GpuTestRequest, 'say' | 'setStatus'>): Promise<GpuTestCommandResult> {
  const [{ gpuTestCommand }, { sshDefaults }, { baseDirectory }] = await Promise.all([
    import('../commands/gpu-test.js'),
    import('../commands/ssh-access.js'),
    import('../commands/planning.js'),
  ])
  const ssh = await sshDefaults(common.inputs, common.env, baseDirectory(common))
  const stop = stopOnSignals()
  let begun = false
  try {
    const done = gpuTestCommand({
      ...{ ...common, ...more, ssh, secrets: sshSecrets(ssh), signal: stop.signal, now: () => new Date() },
      begin: () => (begun = true),
    })
    return await untilStopped(done, stop.signal, () => begun, GRACE_MS)
  } finally {
    stop.release()
  }
}

/** Ends of launches over ssh, journals and statuses, one after the other. */
const GRACE_MS = 90_000

/** Undefined where nobody gave a token, or there is no repository. */
async function statusesOf({ env }: Common, token: string): Promise<SetStatus | undefined> {
  const { GITHUB_REPOSITORY: repository = '', GITHUB_API_URL: apiUrl = 'https://api.github.com' } = env
  if (token === '' || repository === '') return undefined
  const { githubStatuses } = await import('../github/statuses.js')
  return githubStatuses({ token, apiUrl, repository })
}

/** At the command line. */
export async function gpuTestCli({
  common,
  print,
  end,
}: {
  readonly common: Common
  readonly print: (lines: readonly string[], document: unknown) => void
  readonly end: () => void
}): Promise<number> {
  const setStatus = await statusesOf(common, common.env.GITHUB_TOKEN ?? '')
  const say = (line: string): void => void process.stderr.write(`${line}\n`)
  const { result, folders, directory } = await gpuTest(common, { say, setStatus }).finally(end)
  print(gpuTestLines(result, folders, relative(process.cwd(), directory)), result)
  return exitOf(result)
}

/** As an action. */
export async function gpuTestAction(common: Common): Promise<number> {
  const { harmless, writeQuoting } = await import('../github/groups.js')
  const { Annotator, repositoryPath } = await import('../github/annotations.js')
  const { inputs, env } = common
  const setStatus = await statusesOf(common, inputs.token)
  const say = (line: string): void => void process.stdout.write(`${harmless(line)}\n`)
  const { result, folders, directory: stackDir } = await gpuTest(common, { say, setStatus })
  const directory = await repositoryPath(stackDir, env['GITHUB_WORKSPACE']).catch(() => undefined)
  writeQuoting(process.stdout, gpuTestLines(result, folders, directory))
  const annotator = new Annotator(core)
  const { errors, warnings } = annotator
  for (const one of annotationsOf(asResults(result), { directory, errors, warnings })) annotator.add(one)
  for (const notice of result.notices) core.warning(notice, { title: 'stack-action gpu-test' })
  const { passed, failed } = testedRefs(result)
  setOutput('outcome', result.outcome)
  setOutput('passed', passed)
  setOutput('failed', failed)
  setOutput('record', `${folders.artifacts}/gpu-test.json`)
  setOutput('artifacts', folders.artifacts)
  await optional('the job summary', () => core.summary.addRaw(gpuTestMarkdown(result), true).write())
  await upload('gpu-test', common, folders)
  return exitOf(result)
}

function exitOf({ outcome }: GpuTestResult): number {
  return statusOf(outcome === 'running' ? 'failed' : outcome)
}
