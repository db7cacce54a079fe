import { parseArgs } from 'node:util'
import { closingLines } from '../report/closing.js'
import { problemLines } from '../report/problems.js'
import { EXIT, messageOf, userError } from '../shared/errors.js'
import { suggest } from '../shared/nearest.js'
import { explainPlan } from '../stack/explain.js'
import { progressView } from '../output/console.js'
import { exitStatus, problemsOf } from './failure.js'
import { helpText } from './help.js'
import { COMMANDS, inputsOf, isCommand, parseInputs, type Command, type InputName } from '../commands/inputs.js'
import { stopOnSignals, untilStopped } from './stop.js'
import { version } from './version.js'

/** The command line: `stack-action COMMAND [flags]`. Returns the exit status. */
export async function cli(argv: readonly string[]): Promise<number> {
  const json = argv.includes('--json')
  try {
    const call = parseCall(argv)
    if (typeof call === 'string') {
      process.stdout.write(call)
      return EXIT.done
    }
    return await runCall(call.command, call.raw)
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

async function runCall(command: Command, raw: Partial<Record<InputName, string>>): Promise<number> {
  const inputs = parseInputs(raw, (name) => `--${name}`)
  const { runCommand } = await import('../commands/pipeline.js')
  const stop = stopOnSignals()
  const view = progressView(process.stderr)
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
      notice: (text) => view.listen({ type: 'notice', text }),
    })
    const { plan, results, folders } = await untilStopped(work, stop.signal, () => begun)
    view.end()
    const out = inputs.json ? process.stderr : process.stdout
    out.write(`${(results === undefined ? explainPlan(plan) : closingLines(results, folders)).join('\n')}\n`)
    if (inputs.json) process.stdout.write(`${JSON.stringify(results ?? plan, undefined, 2)}\n`)
    if (results?.outcome === 'interrupted') return EXIT.interrupted
    return results?.outcome === 'failed' ? EXIT.failed : EXIT.done
  } catch (error) {
    view.end()
    throw error
  } finally {
    stop.release()
  }
}

/** The call as command and raw inputs, or a text to print. */
function parseCall(argv: readonly string[]): string | { command: Command; raw: Partial<Record<InputName, string>> } {
  const [name, ...rest] = argv
  if (name === '--version') return `${version()}\n`
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') return helpText(undefined)
  if (!isCommand(name)) {
    const known = Object.keys(COMMANDS)
    throw userError(name.startsWith('-') ? `a command comes first, found "${name}"` : `there is no command "${name}"`, {
      remedy: suggest(name, known, 'commands'),
    })
  }
  if (rest.includes('--help') || rest.includes('-h')) return helpText(name)
  const inputs = inputsOf(name, 'cli')
  const options = Object.fromEntries(
    inputs.map(([input, { kind }]) => [
      input,
      { type: kind === 'flag' ? ('boolean' as const) : ('string' as const), multiple: kind === 'list' },
    ]),
  )
  let values: Readonly<Record<string, string | boolean | (string | boolean)[] | undefined>>
  try {
    values = parseArgs({ args: rest, options, allowNegative: true, allowPositionals: false }).values
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
  for (const [input] of inputs) {
    const value = values[input]
    if (value !== undefined) raw[input] = Array.isArray(value) ? value.join(',') : String(value)
  }
  return { command: name, raw }
}

function unknownFlag(error: unknown, command: Command, known: readonly string[]): Error {
  const message = messageOf(error)
  const flag = /'(-[^' ]*)/.exec(message)?.[1]
  if (message.startsWith('Unknown option') && flag !== undefined)
    return userError(`${command} has no flag ${flag}`, { remedy: suggest(flag, known, 'flags') })
  return userError(message.split('. ')[0] ?? message, { remedy: `"stack-action ${command} --help" lists the flags.` })
}
