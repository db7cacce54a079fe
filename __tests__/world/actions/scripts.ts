import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { resolve } from 'node:path'
import { commandReader } from './commands.js'
import { text, type Scope } from './expressions.js'
import { environmentFiles } from './files.js'
import type { Frame } from './leg.js'
import { contextEnv } from './machine.js'
import type { Values } from './model.js'
import { runProcess } from './process.js'
import type { Step } from './steps.js'

/** How the runner starts a shell (ScriptHandlerHelpers.cs); who names none gets bash without pipefail. */
const SHELLS: Readonly<Record<string, string>> = {
  '': 'bash -e {0}',
  bash: 'bash --noprofile --norc -e -o pipefail {0}',
  sh: 'sh -e {0}',
  python: 'python {0}',
}

/** A `run:` step. */
export async function runScript(step: Step): Promise<boolean> {
  const { spec, frame, scope, effects } = step
  const { machine, defaults } = frame.leg
  const script = text(spec.run, scope)
  const shell = text(spec.shell ?? defaults.run?.shell ?? '', scope)
  const template = SHELLS[shell] ?? shell
  if (!template.includes('{0}'))
    throw new Error(
      "Invalid shell option. Shell must be a valid built-in (bash, sh, python) or a format string containing '{0}'",
    )
  const folder = text(spec['working-directory'] ?? defaults.run?.['working-directory'] ?? '', scope)
  const file = `${machine.temp}/${randomUUID()}.sh`
  await writeFile(file, script)
  effects.recorder.write(`##[group]Run ${script.split('\n')[0] ?? ''}`)
  for (const line of [...script.trimEnd().split('\n'), `shell: ${template}`]) effects.recorder.write(line)
  effects.recorder.write('##[endgroup]')
  const [program = '', ...args] = template.split(' ').map((part) => part.replace('{0}', file))
  const status = await execute(step, { program, args, cwd: resolve(machine.workspace, folder) })
  if (status !== 0) effects.recorder.annotate('error', `Process completed with exit code ${status}.`)
  return status === 0
}

export interface Execution {
  readonly program: string
  readonly args: readonly string[]
  readonly cwd: string
  /** Beyond what every step gets. */
  readonly env?: Readonly<Record<string, string>>
}

/** Runs a program as a step: with its environment and environment files, its output read for commands. */
export async function execute(step: Step, { program, args, cwd, env = {} }: Execution): Promise<number> {
  const { frame, effects, signal } = step
  const { leg } = frame
  const files = await environmentFiles(leg.machine.temp)
  const path = [...[...leg.path].reverse(), step.env['PATH'] ?? leg.machine.env['PATH'] ?? ''].join(':')
  try {
    return await runProcess(program, args, {
      cwd,
      env: { ...leg.machine.env, ...step.env, ...env, ...ofContexts(step.scope, frame), ...files.env, PATH: path },
      signal,
      grace: leg.run.grace,
      onLine: commandReader(effects),
      onLeft: (group) => leg.groups.add(group),
    })
  } finally {
    await files.collect(effects, leg)
  }
}

function ofContexts({ contexts }: Scope, frame: Frame): Record<string, string> {
  return contextEnv(
    { ...(contexts['github'] as Values), event_path: frame.leg.machine.eventPath },
    contexts['runner'] as Values,
  )
}
