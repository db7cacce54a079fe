import { messageOf, WorkError } from '../shared/errors.js'
import { byLine } from '../shared/lines.js'
import { runProcess, type ProcessResult } from '../shared/process.js'
import { cannotStart } from '../shared/program.js'
import { durationText } from '../shared/text.js'
import { valueAt } from '../shared/values.js'
import { composeProject } from './compose-sweep.js'

export interface ComposeRequest {
  /** All of Compose's environment, with the engine it is to use; files may refer to it. */
  readonly env: Readonly<Record<string, string | undefined>>
  /** What relative paths in the files mean, and where `.env` is looked for. Absolute, like the files. */
  readonly directory: string
  readonly files: readonly string[]
  readonly envFile?: string
  /** Part of the names of all that is made: lower case, digits and `-`, of this run alone. */
  readonly project: string
  /** What Compose says, and in the end what the services did. */
  readonly onLine: (line: string) => void
  readonly signal: AbortSignal
  /** Until the services are up; also pulls and builds must be done by then. */
  readonly timeoutMs: number
  /** How long they may be needed then; after that a later run removes what is left of a killed one. */
  readonly lifetimeMs?: number
}

export interface Services {
  /** The network that they are in, for who wants to reach them by their names; undefined where they have none. */
  readonly network: string | undefined
  /** Tells what they wrote and removes them with their networks and volumes. Never throws; more than once is the same. */
  readonly down: () => Promise<void>
}

/** No job of GitHub's runners takes longer. */
const DEFAULT_LIFETIME_MS = 6 * 60 * 60_000
const ASK_MS = 60_000
const LOGS_MS = 60_000
const DOWN_MS = 3 * 60_000
const EVIDENCE_LINES = 20
/** The end of what each service wrote; more is nobody's to read. */
const LOG_LINES = '10000'

/** Starts services and waits until they run, those with a health check until they are healthy. Leaves nothing where it throws. */
export async function composeUp(request: ComposeRequest): Promise<Services> {
  const { env, directory, files, envFile, signal, timeoutMs, onLine } = request
  signal.throwIfAborted()
  const program = await findCompose(request)
  const project = composeProject(request.project, Date.now() + timeoutMs + (request.lifetimeMs ?? DEFAULT_LIFETIME_MS))
  const options = [
    ...files.flatMap((file) => ['--file', file]),
    ...['--project-directory', directory, '--project-name', project],
    ...(envFile === undefined ? [] : ['--env-file', envFile]),
  ]
  const run = (args: readonly string[], more: RunOptions): Promise<ProcessResult> =>
    runCompose(program, [...options, ...args], { env, directory, ...more })

  const tail: string[] = []
  const note = (line: string): void => {
    tail.push(line)
    if (tail.length > EVIDENCE_LINES) tail.shift()
    onLine(line)
  }
  const failed = (what: string): WorkError =>
    new WorkError(`the services could not be started: ${what}`, { evidence: [...tail] })

  const network = await networkOf(program, project, run, { signal, onLine: note }, failed)
  let ending: Promise<void> | undefined
  const end = async (): Promise<void> => {
    // Nobody's abort keeps us from tidying up; only the log of what is not wanted any more is left out.
    const own = new AbortController().signal
    try {
      if (!signal.aborted)
        await run(['logs', '--no-color', '--tail', LOG_LINES], { signal: own, timeoutMs: LOGS_MS, onOutLine: note })
    } catch {
      // Whoever listens has told already that it cannot.
    }
    const said: string[] = []
    const args = ['down', '--volumes', '--remove-orphans', '--timeout', '1']
    const told = await run(args, { signal: own, timeoutMs: DOWN_MS, onLine: (line) => said.push(line) }).then(
      ({ status }) => (status === 0 ? [] : [`they could not be removed (exit status ${status})`, ...said.slice(-3)]),
      (error: unknown) => [`they could not be removed: ${messageOf(error)}`],
    )
    try {
      for (const line of told) onLine(line)
    } catch {
      // As above.
    }
  }
  const down = (): Promise<void> => (ending ??= end())

  try {
    if (!program.waits) note(`${program.name} is older than 2: it does not wait for health checks`)
    const args = ['up', '--detach', '--quiet-pull', ...(program.waits ? ['--wait'] : [])]
    const { status, timedOut } = await run(args, { signal, timeoutMs, onLine: note })
    if (status === 0 && !timedOut) return { network, down }
    await down()
    throw failed(
      timedOut
        ? `they were not up after ${durationText(timeoutMs)}`
        : `${program.name} ended with exit status ${status}`,
    )
  } catch (error) {
    await down()
    throw error
  }
}

interface Compose {
  readonly name: string
  readonly file: string
  readonly args: readonly string[]
  /** It can wait until services are up, and tell how it reads its files: Compose 2 and later. */
  readonly waits: boolean
}

const CANDIDATES = [
  { name: 'docker compose', file: 'docker', args: ['compose'] },
  { name: 'docker-compose', file: 'docker-compose', args: [] },
] as const

/** The plugin of the docker CLI, else the program that came before it. */
async function findCompose({ env, directory, signal }: ComposeRequest): Promise<Compose> {
  const seen: string[] = []
  for (const candidate of CANDIDATES) {
    const said: string[] = []
    const onLine = (line: string): void => {
      if (line.trim() !== '') said.push(line)
    }
    try {
      const options = { env, directory, signal, timeoutMs: ASK_MS, onLine, onOutLine: onLine }
      const { status } = await runCompose({ ...candidate, waits: true }, ['version', '--short'], options)
      const major = /^v?(\d+)\.\d/m.exec(said.join('\n'))?.[1]
      if (status === 0 && major !== undefined) return { ...candidate, waits: Number(major) >= 2 }
      seen.push(`${candidate.name}: ${said[0] ?? `exit status ${status}`}`)
    } catch (error) {
      signal.throwIfAborted()
      if (!cannotStart(error)) throw error
      seen.push(`${candidate.name}: there is no program "${candidate.file}" in PATH`)
    }
  }
  throw new WorkError('the suite has services, and there is no Docker Compose here to start them', {
    evidence: seen,
    remedy: 'Install the Compose plugin of the docker CLI: "docker compose version" must work.',
  })
}

/**
 * The network that services are in by default, else the first that they have. Reads the files as Compose does: what is
 * wrong with them is told before anything is started.
 */
async function networkOf(
  { waits }: Compose,
  project: string,
  run: (args: readonly string[], more: RunOptions) => Promise<ProcessResult>,
  more: RunOptions,
  failed: (what: string) => WorkError,
): Promise<string | undefined> {
  const usual = `${project}_default`
  const json: Buffer[] = []
  const args = waits ? ['config', '--format', 'json'] : ['config', '--quiet']
  const { status } = await run(args, { timeoutMs: ASK_MS, ...more, onOut: (data) => json.push(data) })
  if (status !== 0) throw failed('Compose does not accept their files')
  if (!waits) return usual
  const config: unknown = JSON.parse(Buffer.concat(json).toString())
  const [foreign] = foreignVolumes(config, project)
  if (foreign !== undefined)
    throw new WorkError(
      `the services have a volume with a name of its own, "${foreign}", which would be removed with them`,
      {
        remedy: 'Leave its name out, or say external: true.',
      },
    )
  const networks = valueAt(config, ['networks'])
  if (typeof networks !== 'object' || networks === null) return undefined
  const [first] = Object.keys(networks)
  const key = 'default' in networks ? 'default' : first
  if (key === undefined) return undefined
  const name = valueAt(networks, [key, 'name'])
  return typeof name === 'string' ? name : `${project}_${key}`
}

/** Volumes that may have been there before, and would not be after. */
function foreignVolumes(config: unknown, project: string): string[] {
  const volumes = valueAt(config, ['volumes'])
  if (typeof volumes !== 'object' || volumes === null) return []
  return Object.keys(volumes).flatMap((key) => {
    const name = valueAt(volumes, [key, 'name'])
    const isOurs =
      typeof name !== 'string' || name.startsWith(`${project}_`) || valueAt(volumes, [key, 'external']) === true
    return isOurs ? [] : [name]
  })
}

interface RunOptions {
  readonly signal: AbortSignal
  readonly timeoutMs?: number
  /** What it says of its work: standard error. */
  readonly onLine?: (line: string) => void
  /** What it was asked for: standard output. */
  readonly onOutLine?: (line: string) => void
  /** The same as it comes, instead. */
  readonly onOut?: (data: Buffer) => void
}

async function runCompose(
  { file, args: first }: Compose,
  args: readonly string[],
  options: RunOptions & Pick<ComposeRequest, 'env' | 'directory'>,
): Promise<ProcessResult> {
  const { env, directory: cwd, signal, timeoutMs, onLine, onOutLine, onOut } = options
  const [out, err] = [
    byLine(onOutLine ?? (() => undefined), LONGEST_LINE),
    byLine(onLine ?? (() => undefined), LONGEST_LINE),
  ]
  const result = await runProcess({
    ...{ file, args: [...first, ...args], env, cwd, signal, onStdout: onOut ?? out.push, onStderr: err.push },
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
  })
  out.end()
  err.end()
  return result
}

/** What never ends its line does not fill our memory. */
const LONGEST_LINE = 64 * 1024
