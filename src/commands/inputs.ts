import type { Problem } from '../shared/errors.js'
import { UserError } from '../shared/errors.js'
import { parseDuration } from '../shared/duration.js'
import { nearest } from '../shared/nearest.js'

/** The commands that exist; each is also an action of the same name (`run` is the root action). */
export const COMMANDS = {
  run: 'Build, test, push and document the stack; publish all of it or nothing.',
  build: 'Build the images into the local engine.',
  test: 'Run the suites on images that "build" made.',
  push: 'Push and publish images that "build" made and "test" did not find broken.',
} as const

export type Command = keyof typeof COMMANDS

export function isCommand(name: string): name is Command {
  return Object.hasOwn(COMMANDS, name)
}

interface InputDefinition {
  readonly kind: 'text' | 'list' | 'flag' | 'count' | 'duration' | 'choice'
  readonly default: string
  readonly help: string
  /** How the value is written, for --help. */
  readonly value?: string
  readonly choices?: readonly string[]
  /** Commands that have it; default: all. */
  readonly only?: readonly Command[]
  /** Makes sense at one of the two front doors only. */
  readonly door?: 'cli' | 'action'
}

/**
 * The only definition of inputs: it parses them, and action.yml files, README tables and `--help` are generated from it.
 * A flag with the default `true` is `--no-<name>` at the command line.
 */
export const INPUTS = {
  spec: { kind: 'text', value: 'PATH', default: 'images/spec.yml', help: 'The spec of the stack.' },
  images: {
    kind: 'list',
    value: 'a,b',
    default: '',
    help: 'Work on these images, and on what they are built on. Default: every image.',
  },
  registries: {
    kind: 'list',
    value: 'LIST',
    default: '',
    help: 'Where to push: aliases of the spec, or bases such as 127.0.0.1:5000/acme, which replace everything before the last component of image_name. Default: push_to of the spec, else image_name as it is.',
  },
  out: { kind: 'text', value: 'DIR', default: '.', help: 'Where artifacts/, logs/ and manifests/ go.' },
  push: { kind: 'flag', default: 'true', help: 'Push and publish.', only: ['run'] },
  publish: {
    kind: 'choice',
    value: 'POLICY',
    choices: ['all', 'passed', 'none'],
    default: 'all',
    help: 'all: tags move only when every image of the run is green; passed: those of the green images; none: nothing but candidates (fp-…).',
    only: ['run', 'push'],
  },
  cache: { kind: 'flag', default: 'true', help: 'Use the engine’s build cache.', only: ['run', 'build'] },
  parallel: {
    kind: 'count',
    value: 'N',
    default: '0',
    help: 'Steps that go on at the same time; 0: as many as there are cores, at least 2.',
  },
  'test-timeout': {
    kind: 'duration',
    value: 'TIME',
    default: '30m',
    help: 'Wall-clock limit of a suite that names none: 90s, 30m, 1h.',
    only: ['run', 'test'],
  },
  'dry-run': { kind: 'flag', default: 'false', help: 'Say what would be done and why; do nothing.' },
  offline: {
    kind: 'flag',
    default: 'false',
    help: 'No look-ups in registries before the work: neither base images nor logins.',
  },
  json: {
    kind: 'flag',
    default: 'false',
    help: 'One JSON document on stdout, everything else on stderr.',
    door: 'cli',
  },
  artifact: {
    kind: 'text',
    value: 'NAME',
    default: 'stack-action',
    help: 'Name of the workflow artifact that takes artifacts/, logs/ and manifests/; empty: none.',
    door: 'action',
  },
} as const satisfies Readonly<Record<string, InputDefinition>>

export type InputName = keyof typeof INPUTS

/** What the root action and its siblings tell later steps. */
export const OUTPUTS = {
  images: 'JSON list of the images of the plan, parents before children.',
  levels: 'JSON list of lists: images of a level need nothing below it. Also after a dry run.',
  outcome: 'passed, failed or interrupted.',
  published: 'JSON list of what was published: {"image", "ref", "digest"}.',
  results: 'Path of results.json.',
  artifacts: 'Path of the folder with plan.json, results.json and a .yml per image.',
} as const

/** All inputs of a run, parsed. */
export interface Inputs {
  readonly spec: string
  readonly images: readonly string[]
  readonly registries: readonly string[]
  readonly out: string
  readonly push: boolean
  readonly publish: 'all' | 'passed' | 'none'
  readonly cache: boolean
  /** 0: choose. */
  readonly parallel: number
  readonly testTimeoutMs: number
  readonly dryRun: boolean
  readonly offline: boolean
  readonly json: boolean
  readonly artifact: string
}

/** The inputs of a command at one of the front doors, in the order of the table. */
export function inputsOf(command: Command, door: 'cli' | 'action'): [InputName, InputDefinition][] {
  return (Object.entries(INPUTS) as [InputName, InputDefinition][]).filter(
    ([, input]) => (input.only?.includes(command) ?? true) && (input.door ?? door) === door,
  )
}

/** Parses raw texts (empty: the default) into inputs. `label` names an input as the user wrote it. Throws a UserError with all mistakes. */
export function parseInputs(
  raw: Readonly<Partial<Record<InputName, string>>>,
  label: (name: InputName) => string,
): Inputs {
  const problems: Problem[] = []
  const text = (name: InputName): string => {
    const given = raw[name]?.trim() ?? ''
    return given === '' ? INPUTS[name].default : given
  }
  const bad = (name: InputName, expected: string, remedy?: string): void =>
    void problems.push({
      message: `${label(name)}: expected ${expected}, found "${text(name)}"`,
      ...(remedy === undefined ? {} : { remedy }),
    })
  const list = (name: InputName): string[] =>
    text(name)
      .split(/[\s,]+/)
      .filter((item) => item !== '')
  const flag = (name: InputName): boolean => {
    const value = text(name).toLowerCase()
    if (value !== 'true' && value !== 'false') bad(name, 'true or false')
    return value === 'true'
  }
  const count = (name: InputName): number => {
    if (!/^\d{1,3}$/.test(text(name))) bad(name, 'a number from 0 to 999')
    return Number(text(name))
  }
  const duration = (name: InputName): number => {
    const ms = parseDuration(text(name))
    if (ms === undefined || ms === 0) bad(name, 'a time such as 90s, 5m or 1h')
    return ms ?? 0
  }
  const publish = INPUTS.publish.choices.find((choice) => choice === text('publish'))
  if (publish === undefined)
    bad('publish', INPUTS.publish.choices.join(', '), suggestion(text('publish'), INPUTS.publish.choices))
  const inputs: Inputs = {
    spec: text('spec'),
    images: list('images'),
    registries: list('registries'),
    out: text('out'),
    push: flag('push'),
    publish: publish ?? 'all',
    cache: flag('cache'),
    parallel: count('parallel'),
    testTimeoutMs: duration('test-timeout'),
    dryRun: flag('dry-run'),
    offline: flag('offline'),
    json: flag('json'),
    artifact: raw.artifact?.trim() ?? INPUTS.artifact.default,
  }
  for (const name of ['spec', 'out'] as const) if (text(name).includes('\0')) bad(name, 'a path')
  if (problems.length > 0) throw new UserError(problems)
  return inputs
}

function suggestion(wrong: string, known: readonly string[]): string | undefined {
  const best = nearest(wrong, known)
  return best === undefined ? undefined : `Did you mean "${best}"?`
}
