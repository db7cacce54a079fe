import type { Annotation } from './model.js'
import type { Recorder } from './recorder.js'

/** What a running step changes by commands and by environment files. */
export interface Effects {
  readonly recorder: Recorder
  readonly outputs: Record<string, string>
  readonly state: Record<string, string>
  /** A command was wrong: the step fails whatever its exit status. */
  failed: boolean
}

export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

/** A workflow command (actions/runner, ActionCommand.cs): `::name key=value::message`, or `##[name key=value]message`. */
export function parseCommand(line: string): Command | undefined {
  const [, name, properties = '', message = ''] =
    /^\s*::([^\s:]+)(?: (.*?))?::(.*)$/.exec(line) ?? /##\[(\S+?)(?: ([^\]]*))?\](.*)$/.exec(line) ?? []
  if (name === undefined) return undefined
  const pairs = properties
    .split(/[,;]/)
    .map((pair) => /^\s*([^=]+)=(.*)$/.exec(pair))
    .flatMap((match) => (match === null ? [] : [[match[1], unescape(match[2] ?? '')] as const]))
  return {
    name: name.toLowerCase(),
    properties: Object.fromEntries(pairs) as Record<string, string>,
    message: unescape(message),
  }
}

function unescape(escaped: string): string {
  const letters: Record<string, string> = { '%0D': '\r', '%0A': '\n', '%3A': ':', '%2C': ',', '%25': '%' }
  return escaped.replace(/%0D|%0A|%3A|%2C|%25/g, (code) => letters[code] ?? code)
}

const DISABLED = (name: string): string =>
  `The \`${name}\` command is disabled. Please upgrade to using Environment Files or opt into unsecure command execution by setting the \`ACTIONS_ALLOW_UNSECURE_COMMANDS\` environment variable to \`true\`.`
const DEPRECATED = (name: string): string =>
  `The \`${name}\` command is deprecated and will be disabled soon. Please upgrade to using Environment Files.`

type Handler = (command: Command, effects: Effects) => void

const issue =
  (level: Annotation['level']): Handler =>
  ({ message, properties }, { recorder }) =>
    recorder.annotate(level, message, properties)

const handlers: Readonly<Record<string, Handler>> = {
  error: issue('error'),
  warning: issue('warning'),
  notice: issue('notice'),
  debug: ({ message }, { recorder }) => recorder.debug(message),
  group: ({ message }, { recorder }) => recorder.write(`##[group]${message}`),
  endgroup: (_command, { recorder }) => recorder.write('##[endgroup]'),
  echo: () => undefined,
  'add-matcher': () => undefined,
  'remove-matcher': () => undefined,
  'add-mask': ({ message }, { recorder }) => {
    if (message.trim() !== '') recorder.masks.add(message)
    else recorder.annotate('warning', "Can't add secret mask for empty string in ##[add-mask] command.")
  },
  'set-output': (command, { recorder, outputs }) => {
    recorder.annotate('warning', DEPRECATED(command.name))
    outputs[nameOf(command)] = command.message
  },
  'save-state': (command, { recorder, state }) => {
    recorder.annotate('warning', DEPRECATED(command.name))
    state[nameOf(command)] = command.message
  },
  'set-env': ({ name }) => {
    throw new Error(DISABLED(name))
  },
  'add-path': ({ name }) => {
    throw new Error(DISABLED(name))
  },
}

function nameOf({ name, properties }: Command): string {
  const given = properties['name'] ?? ''
  if (given === '') throw new Error(`Required field 'name' is missing in ##[${name}] command.`)
  return given
}

/** Reads what a process prints, line by line: commands are obeyed, everything else is logged. */
export function commandReader(effects: Effects): (line: string) => void {
  const { recorder } = effects
  let stopped: string | undefined
  return (line) => {
    const command = parseCommand(line)
    if (stopped !== undefined) {
      if (command?.name === stopped.toLowerCase()) stopped = undefined
      recorder.write(line)
    } else if (command?.name === 'stop-commands') {
      recorder.write(line)
      if (command.message !== '' && !(command.message in handlers)) stopped = command.message
      else fail(new Error('You cannot use a endToken that is an empty string or another workflow command.'), line)
    } else {
      const handler = command === undefined ? undefined : handlers[command.name]
      if (command === undefined || handler === undefined) return recorder.write(line)
      try {
        handler(command, effects)
      } catch (error) {
        fail(error, line)
      }
    }
  }

  function fail(error: unknown, line: string): void {
    recorder.annotate('error', `Unable to process command '${line}' successfully.`)
    recorder.error(error)
    effects.failed = true
  }
}
