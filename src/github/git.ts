import { Readable } from 'node:stream'
import { messageOf, WorkError } from '../shared/errors.js'
import { cannotStart } from '../shared/program.js'
import { runProcess } from '../shared/process.js'
import { clip, plain } from '../shared/text.js'

/** A git that ended; what it wrote is bytes: pages need not be UTF-8. */
export interface GitEnd {
  readonly status: number
  readonly stdout: Buffer
  readonly stderr: string
}

export interface GitSettings {
  readonly env: Readonly<Record<string, string | undefined>>
  /** Address of the repository. */
  readonly url: string
  /** '' where there is none. */
  readonly token: string
  readonly signal: AbortSignal
}

const PATIENCE_MS = 300_000
const MAX_STDERR = 64 * 1024

/** Runs git in a bare repository of ours, which has no working tree: nothing is ever written through a link in it. */
export type RunGit = (args: readonly string[], input?: Buffer) => Promise<GitEnd>

/**
 * A git for one repository over HTTP. The token is in the environment of the process only (git-config(1), GIT_CONFIG_COUNT,
 * since git 2.31): in no address, argument, file or trace. Proxies and certificates are the machine's; its hooks, helpers,
 * other headers and rewritten addresses are not used.
 */
export function gitFor({ env, url, token, signal }: GitSettings, directory: string): RunGit {
  const own = { ...inherited(env), ...quiet(env), ...settings(url, token) }
  return async (args, input) => {
    const out: Buffer[] = []
    let stderr = ''
    try {
      const { status, timedOut } = await runProcess({
        file: 'git',
        args,
        cwd: directory,
        env: own,
        signal,
        timeoutMs: PATIENCE_MS,
        ...(input === undefined ? {} : { input: Readable.from([input], { objectMode: false }) }),
        onStdout: (data) => out.push(data),
        onStderr: (data) => (stderr = (stderr + data.toString()).slice(-MAX_STDERR)),
      })
      if (timedOut) throw new WorkError(`git ${verbOf(args)} took longer than ${PATIENCE_MS / 1000} seconds`)
      return { status, stdout: Buffer.concat(out), stderr }
    } catch (cause) {
      signal.throwIfAborted()
      if (cause instanceof WorkError) throw cause
      const why = cannotStart(cause) ? 'cannot be started' : `${verbOf(args)}: ${messageOf(cause)}`
      throw new WorkError(`git ${why}`, { cause, remedy: 'The wiki is written by git, 2.31 or newer: install it.' })
    }
  }
}

function verbOf(args: readonly string[]): string {
  return args[0] ?? ''
}

/** Variables of git's that are about the network; all others could lead it elsewhere, or let it print the token. */
const NETWORK = /^GIT_(?:SSL|HTTP|PROXY)_/

function inherited(env: GitSettings['env']): Record<string, string | undefined> {
  return Object.fromEntries(
    Object.entries(env).filter(
      ([name]) =>
        (!name.startsWith('GIT_') || NETWORK.test(name)) &&
        !/^(?:INPUT_|ACTIONS_|GITHUB_TOKEN$|GH_TOKEN$|STACK_)/.test(name),
    ),
  )
}

function quiet(env: GitSettings['env']): Record<string, string> {
  return {
    ...{ GIT_TERMINAL_PROMPT: '0', GIT_ASKPASS: '', SSH_ASKPASS: '', LC_ALL: 'C' },
    ...(env['HOME'] === undefined ? { GIT_CONFIG_GLOBAL: '/dev/null' } : {}),
  }
}

function settings(url: string, token: string): Record<string, string> {
  const header = `${new URL(url).origin}/`
  const all: [string, string][] = [
    ['core.hooksPath', '/dev/null'],
    ['core.fsmonitor', 'false'],
    ['credential.helper', ''],
    ['gc.auto', '0'],
    ['maintenance.auto', 'false'],
    // Machines that are careful with repositories which lie in others; this one is ours.
    ['safe.bareRepository', 'all'],
    ['clone.defaultRemoteName', 'origin'],
    ['push.gpgSign', 'false'],
    // The longest match counts: no other rule of the machine rewrites this address.
    [`url.${url}.insteadOf`, url],
    [`url.${url}.pushInsteadOf`, url],
    // The empty value forgets those that the machine has, such as the ones a checkout leaves.
    ['http.extraHeader', ''],
    [`http.${header}.extraHeader`, ''],
    ...(token === ''
      ? []
      : ([
          [
            `http.${header}.extraHeader`,
            `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`,
          ],
        ] as [string, string][])),
  ]
  return Object.fromEntries([
    ['GIT_CONFIG_COUNT', String(all.length)],
    ...all.flatMap(([key, value], at) => [
      [`GIT_CONFIG_KEY_${at}`, key] as const,
      [`GIT_CONFIG_VALUE_${at}`, value] as const,
    ]),
  ])
}

/** What a failed git said, as lines that may be shown. */
export function saidBy({ stderr }: Pick<GitEnd, 'stderr'>): string[] {
  return stderr
    .replace(/\/\/[^\s'"]*@/g, '//')
    .split('\n')
    .map((line) => plain(line).trim())
    .filter((line) => line !== '')
}

/** As an error. */
export function gitFailed(what: string, end: GitEnd, remedy?: string): WorkError {
  const evidence = saidBy(end)
  const said = evidence.find((line) => /^(?:fatal|error):/.test(line)) ?? evidence.at(-1)
  return new WorkError(`${what}: ${clip(said ?? `git ended with ${end.status}`, 200)}`, {
    evidence,
    ...(remedy === undefined ? {} : { remedy }),
  })
}
