import { lstat, realpath } from 'node:fs/promises'
import { dirname, join, relative } from 'node:path'
import { messageOf } from '../shared/errors.js'
import { runProgram } from '../shared/program.js'
import { sizeText } from '../shared/text.js'
import { roomAt } from '../docker/space.js'

/** Tools on GitHub's Ubuntu runners that no build of images needs, largest first. */
export interface RunnerTool {
  readonly name: string
  readonly path: string
}

/**
 * The paths are those of https://github.com/actions/runner-images, images/ubuntu/scripts/build (August 2026). Left alone:
 * what workflows of images use beside us (cloud command lines, browsers, Python and Node of the tool cache, compilers).
 */
export const RUNNER_TOOLS: readonly RunnerTool[] = [
  { name: 'Android SDK', path: '/usr/local/lib/android' }, // install-android-sdk.sh
  { name: 'Haskell', path: '/usr/local/.ghcup' }, // install-haskell.sh
  { name: 'Haskell, older runners', path: '/opt/ghc' }, // before ghcup; github.com/jlumbroso/free-disk-space
  { name: 'CodeQL', path: '/opt/hostedtoolcache/CodeQL' }, // install-codeql-bundle.sh, configure-environment.sh
  { name: 'Swift', path: '/usr/share/swift' }, // install-swift.sh
  { name: '.NET', path: '/usr/share/dotnet' }, // install-dotnetcore-sdk.sh
  { name: 'PowerShell modules', path: '/usr/local/share/powershell' }, // Install-PowerShellModules.ps1, scope AllUsers
  { name: 'Miniconda', path: '/usr/share/miniconda' }, // install-miniconda.sh
]

export interface FreeDiskEnv {
  readonly GITHUB_ACTIONS?: string | undefined
  readonly RUNNER_ENVIRONMENT?: string | undefined
  readonly RUNNER_OS?: string | undefined
  readonly GITHUB_WORKSPACE?: string | undefined
  readonly RUNNER_TEMP?: string | undefined
}

/** A machine of GitHub's own, new for this job and thrown away after it. */
export function isHosted(env: FreeDiskEnv): boolean {
  return env.GITHUB_ACTIONS === 'true' && env.RUNNER_ENVIRONMENT === 'github-hosted' && env.RUNNER_OS === 'Linux'
}

export interface FreedTool extends RunnerTool {
  /** Bytes that the disk has more than before; other programs write to it, too. */
  readonly freed: number
}

export interface KeptTool extends RunnerTool {
  readonly why: string
}

export interface FreedDisk {
  /** Why nothing was tried. */
  readonly refused?: string
  readonly removed: readonly FreedTool[]
  /** What is there and was not removed. */
  readonly kept: readonly KeptTool[]
  /** Bytes. */
  readonly freed: number
}

export interface FreeDiskOptions {
  readonly env: FreeDiskEnv
  /** What must stay, and everything above and below it: this program and the folders it works in. */
  readonly protect: readonly string[]
  readonly tools?: readonly RunnerTool[]
  /** Where the paths begin; for tests. */
  readonly root?: string
  /** Put before the command: the runner's user may do this without a password. */
  readonly elevate?: readonly string[]
}

const NOTHING: Omit<FreedDisk, 'refused'> = { removed: [], kept: [], freed: 0 }

/** The Android SDK has some hundred thousand files. */
const PATIENCE_MS = 10 * 60_000

/** Removes tools of a runner of GitHub's own, and of no other machine, one after the other. Nothing is thrown. */
export async function freeDisk({
  env,
  protect,
  tools = RUNNER_TOOLS,
  root = '/',
  elevate = ['sudo', '-n'],
}: FreeDiskOptions): Promise<FreedDisk> {
  if (!isHosted(env)) return { refused: 'this is not a Linux runner of GitHub', ...NOTHING }
  // What lies there belongs to the job's image, and the runner's own disk is out of reach.
  if (await isThere(join(root, '.dockerenv'))) return { refused: 'the job runs in a container', ...NOTHING }
  const own = await Promise.all([env.GITHUB_WORKSPACE, env.RUNNER_TEMP, ...protect].map(realPath))
  const base = (await realPath(root)) ?? root
  const removed: FreedTool[] = []
  const kept: KeptTool[] = []
  for (const tool of tools) {
    const path = join(base, tool.path)
    if (!(await isThere(path))) continue
    const why = await obstacle(path, own)
    if (why !== undefined) {
      kept.push({ ...tool, path, why })
      continue
    }
    const before = (await roomAt(dirname(path)))?.free ?? 0
    const failure = await remove(path, elevate)
    const freed = Math.max(((await roomAt(dirname(path)))?.free ?? 0) - before, 0)
    if (failure === undefined) removed.push({ ...tool, path, freed })
    else kept.push({ ...tool, path, why: failure })
  }
  return { removed, kept, freed: removed.reduce((sum, tool) => sum + tool.freed, 0) }
}

/** For people, in lines; empty where there was nothing to do. */
export function freeDiskLines({ refused, removed, kept, freed }: FreedDisk): string[] {
  if (refused !== undefined) return [`free-disk removes nothing here: ${refused}`]
  return [
    ...removed.map((tool) => `free-disk: ${sizeText(tool.freed)} by removing ${tool.name} (${tool.path})`),
    ...kept.map((tool) => `free-disk: ${tool.name} (${tool.path}) stays: ${tool.why}`),
    ...(removed.length === 0 ? [] : [`free-disk: ${sizeText(freed)} in all`]),
  ]
}

/** Why a path must stay, if it must. */
async function obstacle(path: string, own: readonly (string | undefined)[]): Promise<string | undefined> {
  const real = await realPath(path)
  // A link, or below one: it leads to something that nobody has named.
  if (real !== path) return 'a link leads somewhere else'
  const inside = own.find((one) => one !== undefined && (isWithin(one, path) || isWithin(path, one)))
  return inside === undefined ? undefined : `${inside} is in use`
}

/** Argv only; what is mounted below stays. */
async function remove(path: string, elevate: readonly string[]): Promise<string | undefined> {
  const command: readonly string[] = [...elevate, 'rm', '-rf', '--one-file-system', '--', path]
  const [program = '', ...args] = command
  try {
    const { status, timedOut, stderr } = await runProgram(program, args, { timeoutMs: PATIENCE_MS })
    if (status === 0) return undefined
    return timedOut
      ? 'removing it takes too long'
      : stderr.trim().split('\n')[0] || `rm ended with exit status ${status}`
  } catch (error) {
    return messageOf(error)
  }
}

/** Whether `path` is `folder` or below it. */
function isWithin(path: string, folder: string): boolean {
  const way = relative(folder, path)
  return way === '' || (way !== '..' && !way.startsWith('../') && !way.startsWith('/'))
}

async function realPath(path: string | undefined): Promise<string | undefined> {
  return path === undefined || path === '' ? undefined : realpath(path).catch(() => undefined)
}

function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  )
}
