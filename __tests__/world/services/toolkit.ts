import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { node, root, run, tempDir } from '../world.js'

/** What a call gave: its value, or the message of what it threw. */
export interface Outcome {
  readonly value?: unknown
  readonly error?: string
}

export interface ToolkitRun {
  /** One for each call. */
  readonly outcomes: readonly Outcome[]
  /** What the toolkit wrote for the log. */
  readonly log: string
}

/** A job as GitHub's toolkit sees it. */
export interface ToolkitJob {
  /** Where the toolkit's package is, as a file: URL or a path. */
  readonly module: string
  readonly workspace: string
  /** What the runner gives an action of this job. */
  readonly env: Readonly<Record<string, string>>
}

/** Calls functions of GitHub's own clients one after another, in a process of its own. */
export async function toolkit(
  { module, workspace, env }: ToolkitJob,
  ...calls: readonly (readonly [name: string, ...args: unknown[]])[]
): Promise<ToolkitRun> {
  const temp = await tempDir()
  const out = join(temp, 'outcomes.json')
  const script = join(root, '__tests__/world/services/toolkit-child.mjs')
  const ended = await run(node, [script, module, JSON.stringify(calls), out], {
    cwd: workspace,
    env: { PATH: process.env['PATH'], RUNNER_TEMP: temp, GITHUB_WORKSPACE: workspace, ...env },
  })
  if (ended.status !== 0) throw new Error(`the toolkit ended with ${ended.status ?? ''}:\n${ended.output}`)
  return { outcomes: JSON.parse(await readFile(out, 'utf8')) as Outcome[], log: ended.output }
}
