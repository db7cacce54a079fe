import { columns } from '../shared/text.js'
import { commandNames, COMMANDS, definitionOf, inputsOf, type Command } from '../commands/inputs.js'

/** A command as the user types it. */
export function usageOf(command: Command): string {
  const { operand } = definitionOf(command)
  if (operand === undefined) return command
  return `${command} ${operand.optional ? `[${operand.name}]` : operand.name}`
}

/** A flag as the user types it. */
export function flagOf(name: string, input: { kind: string; default: string; value?: string }): string {
  if (input.kind === 'flag') return input.default === 'true' ? `--no-${name}` : `--${name}`
  return `--${name} ${input.value ?? 'VALUE'}`
}

/** Commands that ask an engine, or work on one. */
const ENGINE: readonly Command[] = [
  ...(['run', 'plan', 'build', 'test', 'push', 'release', 'gpu-test'] as const),
  ...(['tag', 'diff', 'explain', 'graph', 'check'] as const),
]
/** Commands that ask no registry. */
const LOCAL: readonly Command[] = ['report', 'init']

const OF_WORK =
  'artifacts/ (plan.json, results.json, report.html, a .yml and .layers.json per image, IMAGES_*, GIT_*, journal.json), logs/, manifests/ (a page and a .json per image)'
const OF_MOVES = 'artifacts/ (moves.json, journal.json, IMAGES_*)'

/** What each leaves under --out; '': nothing. */
const FILES: Readonly<Record<Command, string>> = {
  ...{ run: OF_WORK, build: OF_WORK, test: OF_WORK, push: OF_WORK },
  plan: 'with --out artifacts/ (plan.json, IMAGES_CHANGED, GIT_*)',
  ...{ tag: OF_MOVES, rollback: OF_MOVES },
  release: 'artifacts/ (release.json, journal.json, and what a run leaves of images that are built), logs/, manifests/',
  wiki: 'artifacts/ (wiki.json; after a dry run wiki/, with the pages)',
  'gpu-test': 'artifacts/ (gpu-test.json), logs/ (a log per image, JUnit reports)',
  report: 'report.html in artifacts/ of the folder; of many jobs, or with --out, all their files put together',
  ...{ check: '', diff: '', explain: '', graph: '', init: '' },
}

export function helpText(command: Command | undefined): string {
  const commands = commandNames.map((name): [string, string] => [`  ${usageOf(name)}`, COMMANDS[name].help])
  const lines =
    command === undefined
      ? [
          'stack-action: builds, tests and publishes a stack of Docker images that build on each other.',
          '',
          'Usage: stack-action COMMAND [flags]',
          '',
          'Commands:',
          ...columns(commands).flatMap((line) => wrap(line, Math.max(...commands.map(([name]) => name.length)) + 2)),
        ]
      : wrap(`stack-action ${usageOf(command)}: ${COMMANDS[command].help}`, 2)
  const flags = inputsOf(command ?? 'run', 'cli').map(([name, input]) => [`  ${flagOf(name, input)}`, flagHelp(input)])
  return [
    ...lines,
    '',
    command === undefined ? 'Flags (of run; the others have those that make sense for them):' : 'Flags:',
    ...columns([
      ...flags,
      ['  --help', 'This text.'],
      ...(command === undefined ? [['  --version', 'The version.']] : []),
    ]).flatMap((line) => wrap(line, Math.max(...flags.map(([flag]) => flag?.length ?? 0)) + 2)),
    '',
    ...(command === undefined || ENGINE.includes(command)
      ? [`The engine is the one the docker CLI would use (DOCKER_HOST, or the current context).`]
      : []),
    ...(command === undefined || !LOCAL.includes(command) ? ['Logins to registries are those of "docker login".'] : []),
    ...(command === undefined || FILES[command] !== '' ? wrap(`Files: ${FILES[command ?? 'run']}.`, 2) : []),
    'Exit status: 0 done, 1 work failed, 2 a mistake in the call, the spec or the set-up (nothing was started), 130 interrupted.',
    '',
  ].join('\n')
}

function flagHelp(input: { kind: string; default: string; help: string }): string {
  if (input.kind === 'flag')
    return input.default === 'true' ? `Do not ${input.help.charAt(0).toLowerCase()}${input.help.slice(1)}` : input.help
  return input.default === '' || /default:/i.test(input.help) || input.default === '0'
    ? input.help
    : `${input.help} Default: ${input.default === '.' ? 'here' : input.default}.`
}

/** Breaks a line at blanks so that it fits 100 columns; what follows is indented. */
function wrap(line: string, indent: number): string[] {
  const lines: string[] = []
  let rest = line
  while (rest.length > 100) {
    const cut = rest.lastIndexOf(' ', 100)
    if (cut <= indent) break
    lines.push(rest.slice(0, cut))
    rest = ' '.repeat(indent) + rest.slice(cut + 1)
  }
  return [...lines, rest]
}
