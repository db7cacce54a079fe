import { cp, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import { node, root, run, tempDir, writeFiles, type Ended } from './world.js'

interface ActionManifest {
  readonly inputs: Readonly<Record<string, { readonly default?: string }>>
  readonly runs: { readonly main: string }
}

/** A workflow command as the runner understands it. */
export interface Command {
  readonly name: string
  readonly properties: Readonly<Record<string, string>>
  readonly message: string
}

export interface ActionEnd extends Ended {
  /** What a later step would see in `steps.<id>.outputs`. */
  readonly outputs: Readonly<Record<string, string>>
  readonly summary: string
  /** What was written for later steps' environments, PATH and the post step. */
  readonly leftovers: string
  readonly commands: readonly Command[]
  /** Titles of the groups with the lines in them. */
  readonly groups: Readonly<Record<string, readonly string[]>>
}

export interface ActionCall {
  /** Folder of the action in the repository; '' is the root action. */
  readonly action: string
  readonly with: Readonly<Record<string, string>>
  readonly workspace: string
  readonly event?: { readonly name: string; readonly payload: object }
  /** Default: a push to `main`. */
  readonly refName?: string
  readonly headRef?: string
  readonly env?: Readonly<Record<string, string | undefined>>
}

let copies: Promise<string> | undefined

/** The action as the runner downloads it: the repository's files, no node_modules. */
function downloaded(): Promise<string> {
  copies ??= (async () => {
    const folder = await tempDir()
    for (const part of [
      'action.yml',
      'build',
      'test',
      'push',
      'tag',
      'rollback',
      'release',
      'report',
      'wiki',
      'dist',
    ]) {
      await cp(join(root, part), join(folder, part), { recursive: true })
    }
    return folder
  })()
  return copies
}

/**
 * Runs an action of this repository with the environment of GitHub's runner
 * (https://docs.github.com/en/actions/reference/workflows-and-actions/variables) and reads its output as the runner does.
 */
export async function runAction({
  action,
  with: inputs,
  workspace,
  event = { name: 'push', payload: {} },
  refName = 'main',
  headRef = '',
  env = {},
}: ActionCall): Promise<ActionEnd> {
  const [folder, temp, elsewhere] = [await downloaded(), await tempDir(), await tempDir()]
  const manifest = parse(await readFile(join(folder, action, 'action.yml'), 'utf8')) as ActionManifest
  for (const name of Object.keys(inputs)) if (!(name in manifest.inputs)) throw new Error(`there is no input ${name}`)
  const given = Object.entries(manifest.inputs).map(([name, { default: preset }]) => [
    `INPUT_${name.replaceAll(' ', '_').toUpperCase()}`,
    // Expressions among the defaults are of the job, and here there is none.
    inputs[name] ?? (preset ?? '').replace(/\$\{\{.*?\}\}/g, ''),
  ])
  const files = ['output', 'step_summary', 'env', 'path', 'state']
  await writeFiles(temp, { 'event.json': JSON.stringify(event.payload) })
  for (const file of files) await writeFiles(temp, { [file]: '' })
  const { PATH, DOCKER_HOST, DOCKER_CONFIG } = process.env
  const ended = await run(node, [join(folder, action, manifest.runs.main)], {
    cwd: elsewhere,
    env: {
      ...{ PATH, DOCKER_HOST, DOCKER_CONFIG, HOME: temp, CI: 'true' },
      ...(Object.fromEntries(given) as Record<string, string>),
      ...Object.fromEntries(files.map((file) => [`GITHUB_${file.toUpperCase()}`, join(temp, file)])),
      GITHUB_ACTIONS: 'true',
      GITHUB_ACTION: '__org_stack-action',
      GITHUB_ACTION_PATH: join(folder, action),
      GITHUB_ACTION_REF: 'v1',
      GITHUB_ACTION_REPOSITORY: 'org/stack-action',
      GITHUB_ACTOR: 'somebody',
      GITHUB_API_URL: 'https://api.github.com',
      GITHUB_BASE_REF: headRef === '' ? '' : 'main',
      GITHUB_EVENT_NAME: event.name,
      GITHUB_EVENT_PATH: join(temp, 'event.json'),
      GITHUB_HEAD_REF: headRef,
      GITHUB_JOB: 'stack',
      GITHUB_REF: `refs/heads/${refName}`,
      GITHUB_REF_NAME: refName,
      GITHUB_REF_TYPE: 'branch',
      GITHUB_REPOSITORY: 'org/images',
      GITHUB_REPOSITORY_OWNER: 'org',
      GITHUB_RUN_ATTEMPT: '1',
      GITHUB_RUN_ID: '4711',
      GITHUB_RUN_NUMBER: '12',
      GITHUB_SERVER_URL: 'https://github.com',
      GITHUB_SHA: '0123456789abcdef0123456789abcdef01234567',
      GITHUB_WORKFLOW: 'images',
      GITHUB_WORKSPACE: workspace,
      RUNNER_ARCH: 'X64',
      RUNNER_NAME: 'runner',
      RUNNER_OS: 'Linux',
      RUNNER_TEMP: temp,
      RUNNER_TOOL_CACHE: temp,
      ...env,
    },
  })
  const read = (name: string): Promise<string> => readFile(join(temp, name), 'utf8')
  return {
    ...ended,
    outputs: keyValues(await read('output')),
    summary: await read('step_summary'),
    leftovers: (await read('env')) + (await read('path')) + (await read('state')),
    ...understand(ended.stdout),
  }
}

/** `NAME=value` lines and `NAME<<DELIMITER` blocks. */
function keyValues(text: string): Record<string, string> {
  const values: Record<string, string> = {}
  const lines = text.split('\n')
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? ''
    const block = /^([^=]+?)<<(.+)$/.exec(line)
    if (block === null) {
      const equals = line.indexOf('=')
      if (equals > 0) values[line.slice(0, equals)] = line.slice(equals + 1)
      continue
    }
    const end = lines.indexOf(block[2] ?? '', at + 1)
    values[block[1] ?? ''] = lines.slice(at + 1, end).join('\n')
    at = end
  }
  return values
}

const KNOWN = new Set(
  'add-mask add-matcher add-path debug echo endgroup error group notice remove-matcher save-state set-env set-output stop-commands warning'.split(
    ' ',
  ),
)

/** What the runner takes for commands (actions/runner, ActionCommand.cs): leading blanks count for nothing, and `##[name]` may stand anywhere. */
function understand(stdout: string): Pick<ActionEnd, 'commands' | 'groups'> {
  const commands: Command[] = []
  const groups: Record<string, string[]> = {}
  let stopped: string | undefined
  let group: string[] | undefined
  for (const line of stdout.split(/\r?\n/)) {
    const found = commandOf(line)
    if (stopped !== undefined) {
      if (line.trim() === `::${stopped}::`) stopped = undefined
      else group?.push(line)
    } else if (found === undefined || !KNOWN.has(found.name)) {
      group?.push(line)
    } else if (found.name === 'stop-commands') {
      stopped = found.message
    } else if (found.name === 'group') {
      groups[found.message] = group = []
    } else if (found.name === 'endgroup') {
      group = undefined
    } else {
      commands.push(found)
    }
  }
  return { commands, groups }
}

function commandOf(line: string): Command | undefined {
  const [, name, properties = '', message = ''] =
    /^\s*::([^\s:]+)(?: ([^]*?))?::(.*)$/.exec(line) ?? /##\[(\S+?)(?: ([^\]]*))?\](.*)$/.exec(line) ?? []
  if (name === undefined) return undefined
  const unescape = (text: string): string =>
    text
      .replaceAll('%0D', '\r')
      .replaceAll('%0A', '\n')
      .replaceAll('%3A', ':')
      .replaceAll('%2C', ',')
      .replaceAll('%25', '%')
  const pairs = properties
    .split(/[,;]/)
    .filter((pair) => pair.includes('='))
    .map((pair) => [pair.slice(0, pair.indexOf('=')), unescape(pair.slice(pair.indexOf('=') + 1))])
  return {
    name: name.toLowerCase(),
    properties: Object.fromEntries(pairs) as Record<string, string>,
    message: unescape(message),
  }
}
