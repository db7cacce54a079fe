import { join, relative, resolve } from 'node:path'
import { parseArgs } from 'node:util'
import {
  commandNames,
  definitionOf,
  inputsOf,
  isCommand,
  parseInputs,
  type Command,
  type InputName,
  type Inputs,
} from '../commands/inputs.js'
import { progressView } from '../output/console.js'
import { localDurations } from '../output/durations.js'
import { planFiles, writePlanFiles } from '../output/plan-files.js'
import { closingLines } from '../report/closing.js'
import { movesLines } from '../report/moves.js'
import { checkLines } from '../report/check.js'
import { problemLines } from '../report/problems.js'
import { releaseLines } from '../report/release.js'
import { EXIT, messageOf, userError } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import { explainChain, explainPlan } from '../stack/explain.js'
import type { Plan } from '../stack/plan.js'
import { exitStatus, problemsOf, statusOf } from './failure.js'
import { gpuTestCli } from './gpu-test.js'
import { helpText } from './help.js'
import { version } from './version.js'
import { check, move, plan, release, work } from './work.js'

/** The command line: `stack-action COMMAND [flags]`. Returns the exit status. */
export async function cli(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json')
  try {
    const call = parseCall(argv)
    if (typeof call === 'string') {
      process.stdout.write(call)
      return EXIT.done
    }
    return await runCall(call)
  } catch (error) {
    const exit = exitStatus(error)
    const problems = problemsOf(error)
    process.stderr.write(`${problemLines(problems).join('\n')}\n`)
    if (process.env['STACK_DEBUG'] !== undefined && error instanceof Error)
      process.stderr.write(`${error.stack ?? ''}\n`)
    if (json) process.stdout.write(`${JSON.stringify({ schema: 1, outcome: 'error', exit, problems })}\n`)
    return exit
  }
}

async function runCall({ command, raw, operand, operands }: Call): Promise<number> {
  const inputs = parseInputs(raw, (name) => `--${name}`)
  if (command === 'init') return runInit(operand ?? '.', inputs, raw.spec)
  const view = progressView(process.stderr)
  const common = {
    inputs,
    env: process.env,
    cwd: process.cwd(),
    notice: (text: string) => view.listen({ type: 'notice', text }),
  }
  // Under --json stdout holds the document and nothing else.
  const print = (lines: readonly string[], document: unknown): void => {
    const out = inputs.json ? process.stderr : process.stdout
    out.write(`${lines.join('\n')}\n`)
    if (inputs.json) process.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`)
  }
  if (command === 'tag' || command === 'rollback') {
    const moved = move(command, {
      ...common,
      inputs: { ...inputs, name: operand ?? '' },
      progress: common.notice,
      keepsLists: raw.out !== undefined,
    })
    const { result, folders } = await moved.finally(() => view.end())
    print(movesLines(result, folders), result)
    return statusOf(result.outcome)
  }
  if (command === 'gpu-test') return gpuTestCli({ common, print, end: () => view.end() })
  if (command === 'release') {
    try {
      const { result, artifacts } = await release({
        ...common,
        inputs: { ...inputs, stage: operand ?? '' },
        listen: (event) => view.listen(event),
        durationsFor: (stack, notice) => localDurations(process.env, stack.directory, notice),
        // Under --json they are on stderr, as everything that is for people.
        ended: ({ results, folders, directory }) => {
          if (results !== undefined)
            process.stderr.write(`${closingLines(results, folders, relative(process.cwd(), directory)).join('\n')}\n`)
        },
      })
      view.end()
      print([...releaseLines(result), ...(result.dryRun ? [] : [`files: ${artifacts}/release.json`])], result)
      return statusOf(result.outcome)
    } catch (error) {
      view.end()
      throw error
    }
  }
  if (command === 'wiki') return (await import('./wiki.js')).wikiCli(common, print, () => view.end())
  if (command === 'report') {
    const { reportCli } = await import('./report.js')
    return reportCli({ inputs, operand, cwd: common.cwd, notice: common.notice, print }).finally(() => view.end())
  }
  if (command === 'diff') {
    const { diffCli } = await import('./diff.js')
    return diffCli({ ...common, operands, print, end: () => view.end() })
  }
  if (command === 'check') {
    const result = await check(common)
    view.end()
    print(checkLines(result), result)
    return result.outcome === 'passed' ? EXIT.done : EXIT.failed
  }
  if (command === 'plan' || command === 'explain' || command === 'graph') {
    const planned = await plan({ ...common, writes: command === 'plan' && raw.out !== undefined })
    if (command === 'graph') process.stdout.write(await drawing(planned.plan, inputs.format))
    else if (command === 'explain') print(...explanation(planned.plan, operand ?? ''))
    else {
      if (raw.out !== undefined)
        writePlanFiles(planned.folders.artifacts, planFiles(planned.plan, planned.commit, planned.changedFiles))
      print(explainPlan(planned.plan), planned.plan)
    }
    return EXIT.done
  }
  try {
    const { plan, results, folders, directory } = await work({
      ...common,
      command,
      listen: (event) => view.listen(event),
      durationsFor: (stack, notice) => localDurations(process.env, stack.directory, notice),
    })
    view.end()
    print(
      results === undefined ? explainPlan(plan) : closingLines(results, folders, relative(process.cwd(), directory)),
      results ?? plan,
    )
    return statusOf(results?.outcome ?? 'passed')
  } catch (error) {
    view.end()
    throw error
  }
}

async function runInit(directory: string, { force }: Inputs, spec: string | undefined): Promise<number> {
  const { initCommand } = await import('../commands/init.js')
  const shown = spec ?? join(directory, 'spec.yml')
  const { images } = await initCommand({
    directory: resolve(directory),
    specPath: resolve(shown),
    shown,
    force,
  })
  process.stdout.write(
    `${shown} describes ${images} ${images === 1 ? 'image' : 'images'}; "stack-action plan --spec ${shown}" says what would be done\n`,
  )
  return EXIT.done
}

/** Why an image (or, with several plans, each of its variants) has its action. */
function explanation(plan: Plan, name: string): [string[], unknown] {
  const images = plan.images.filter((image) => image.id === name || image.name === name)
  if (images.length === 0) {
    const known = [...new Set(plan.images.map((image) => image.name))]
    throw userError(`there is no image "${name}" in the stack`, { remedy: suggest(name, known, 'images') })
  }
  return [
    images.flatMap((image) => explainChain(plan, image.id)),
    images.map((image) => ({
      id: image.id,
      action: image.action,
      reasons: image.reasons,
      text: explainChain(plan, image.id),
    })),
  ]
}

/** The layout library is loaded only to draw with it. */
async function drawing(plan: Plan, format: Inputs['format']): Promise<string> {
  const { graphOf } = await import('../report/graph/model.js')
  const draw = {
    mermaid: async () => (await import('../report/graph/mermaid.js')).renderMermaid,
    dot: async () => (await import('../report/graph/dot.js')).renderDot,
    json: async () => (await import('../report/graph/json.js')).renderGraphJson,
    svg: async () => (await import('../report/graph/svg.js')).renderSvg,
  }[format]
  const text = (await draw())(graphOf(plan))
  return text.endsWith('\n') ? text : `${text}\n`
}

interface Call {
  readonly command: Command
  readonly raw: Partial<Record<InputName, string>>
  readonly operand: string | undefined
  readonly operands: readonly string[]
}

/** The call as command and raw inputs, or a text to print. */
function parseCall(argv: readonly string[]): string | Call {
  const [name, ...rest] = argv
  if (name === '--version') return `${version()}\n`
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return helpText(undefined)
  if (!isCommand(name)) {
    throw userError(name.startsWith('-') ? `a command comes first, found "${name}"` : `there is no command "${name}"`, {
      remedy: suggest(name, commandNames, 'commands'),
    })
  }
  if (rest.includes('--help') || rest.includes('-h')) return helpText(name)
  const inputs = inputsOf(name, 'cli')
  const options = Object.fromEntries(
    inputs.map(([input, { kind }]) => [
      input,
      {
        type: kind === 'flag' ? ('boolean' as const) : ('string' as const),
        multiple: kind === 'list' || kind === 'lines',
      },
    ]),
  )
  const { operand } = definitionOf(name)
  let values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  let operands: readonly string[]
  try {
    const parsed = parseArgs({ args: rest, options, allowNegative: true, allowPositionals: operand !== undefined })
    values = parsed.values
    operands = parsed.positionals
  } catch (error) {
    throw unknownFlag(
      error,
      name,
      inputs.map(([input, { kind, default: preset }]) =>
        kind === 'flag' && preset === 'true' ? `--no-${input}` : `--${input}`,
      ),
    )
  }
  const raw: Partial<Record<InputName, string>> = {}
  for (const [input, { kind }] of inputs) {
    const value = values[input]
    if (value !== undefined)
      raw[input] = Array.isArray(value) ? value.join(kind === 'lines' ? '\n' : ',') : String(value)
  }
  const [first] = operands
  const most = operand?.most ?? 1
  const more = operands[most]
  if (operand !== undefined && ((first === undefined && !operand.optional) || more !== undefined)) {
    throw userError(
      more === undefined
        ? `${name} wants to know which ${operand.name.split(' ')[0]?.toLowerCase() ?? ''}`
        : `${name} takes ${most === 1 ? 'one ' : ''}${operand.name}, found "${more}" too`,
      { remedy: `Write "stack-action ${name} ${operand.optional ? `[${operand.name}]` : operand.name}".` },
    )
  }
  return { command: name, raw, operand: first, operands }
}

function unknownFlag(error: unknown, command: Command, known: readonly string[]): Error {
  const message = messageOf(error)
  const flag = /'(-[^' ]*)/.exec(message)?.[1]
  if (message.startsWith('Unknown option') && flag !== undefined)
    return userError(`${command} has no flag ${flag}`, { remedy: suggest(flag, known, 'flags') })
  return userError(message.split('. ')[0] ?? message, { remedy: `"stack-action ${command} --help" lists the flags.` })
}
