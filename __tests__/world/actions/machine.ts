import { cp, mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { isForkPull } from './permissions.js'
import type { RunOptions, Value, Values } from './model.js'
import type { Runner, TakeRunner } from './runners.js'

/** One run of a workflow: what all of its jobs share. */
export interface Run extends RunOptions {
  readonly id: string
  /** Its folder belongs to the caller. */
  readonly kept: boolean
  readonly folder: string
  readonly grace: readonly [number, number]
  readonly workflowName: string
  readonly takeRunner: TakeRunner
  /** Those that its jobs may see: none for a pull request from a fork. */
  readonly visibleSecrets: Readonly<Record<string, string>>
}

/** The fresh machine of one leg of a job: folders, and what is the same for all of its steps. */
export interface Machine {
  readonly name: string
  readonly workspace: string
  readonly temp: string
  readonly home: string
  readonly tools: string
  readonly eventPath: string
  /** What the machine itself has in its environment. */
  readonly env: Readonly<Record<string, string>>
}

export async function newMachine(run: Run, folder: string, runner: Runner): Promise<Machine> {
  const root = join(run.folder, folder)
  const repository = basename(run.event.repository)
  const at = (...parts: string[]): string => join(root, ...parts)
  const machine = {
    workspace: at('work', repository, repository),
    temp: at('work/_temp'),
    home: at('home'),
    tools: at('tools'),
  }
  await Promise.all(Object.values(machine).map((folder) => mkdir(folder, { recursive: true })))
  const eventPath = join(machine.temp, '_github_workflow', 'event.json')
  await mkdir(join(machine.temp, '_github_workflow'))
  await writeFile(eventPath, JSON.stringify(run.event.payload, null, 2))
  const { DOCKER_CONFIG: logins, ...engine } = { ...run.engineEnv, ...runner.env }
  // Each job may log in somewhere: in its own copy, where docker looks when DOCKER_CONFIG is not set.
  if (logins !== undefined) await cp(logins, join(machine.home, '.docker'), { recursive: true })
  const known = Object.entries({ PATH: process.env['PATH'], ...engine }).filter(([, value]) => value !== undefined)
  return {
    ...machine,
    name: runner.name,
    eventPath,
    env: {
      ...(Object.fromEntries(known) as Record<string, string>),
      ...{ HOME: machine.home, LANG: 'C.UTF-8', CI: 'true', GITHUB_ACTIONS: 'true' },
    },
  }
}

const PULL = /^refs\/pull\/(\d+\/\w+)$/

/** The `github` context of a run, before there is a job. */
export function githubContext(run: Run): Values {
  const { event, hub, file, id } = run
  const { sender, repository } = event.payload as {
    readonly sender?: { readonly id?: number }
    readonly repository?: { readonly id?: number; readonly owner?: { readonly id?: number } }
  }
  return {
    event: event.payload as Values,
    event_name: event.name,
    ...{ repository: event.repository, repository_owner: event.repository.split('/')[0] ?? '' },
    ...{ repository_id: String(repository?.id ?? 1), repository_owner_id: String(repository?.owner?.id ?? 1) },
    ...{ sha: event.sha, ref: event.ref, ref_name: refName(event.ref), ref_protected: false },
    ref_type: event.ref === '' ? '' : event.ref.startsWith('refs/tags/') ? 'tag' : 'branch',
    ...{ head_ref: event.headRef, base_ref: event.baseRef },
    ...{ actor: event.actor, triggering_actor: event.actor, actor_id: String(sender?.id ?? 1) },
    ...{ api_url: hub.apiUrl, server_url: publicUrl(hub.serverUrl), graphql_url: `${hub.apiUrl}/graphql` },
    ...{ run_id: id, run_number: '1', run_attempt: '1', retention_days: '90', secret_source: 'Actions' },
    workflow: run.workflowName,
    workflow_ref: `${event.repository}/${file}@${event.ref}`,
    workflow_sha: event.sha,
  }
}

function refName(ref: string): string {
  return PULL.exec(ref)?.[1] ?? ref.replace(/^refs\/(?:heads|tags)\//, '')
}

/** The `runner` context. */
export function runnerContext(run: Run, machine: Machine): Values {
  return {
    ...{ os: 'Linux', arch: 'X64', name: machine.name, environment: 'github-hosted' },
    ...{ temp: machine.temp, tool_cache: machine.tools, workspace: join(machine.workspace, '..') },
    ...(debugging(run) ? { debug: '1' } : {}),
  }
}

export function debugging({ visibleSecrets, vars }: Run): boolean {
  return (visibleSecrets['ACTIONS_STEP_DEBUG'] ?? vars?.['ACTIONS_STEP_DEBUG']) === 'true'
}

/** Parts of the `github` context that steps find in their environment (actions/runner, GitHubContext.cs). */
const EXPOSED = new Set(
  'action_path action_ref action_repository action actor actor_id api_url base_ref event_name event_path graphql_url head_ref job ref_name ref_protected ref_type ref repository repository_id repository_owner repository_owner_id retention_days run_attempt run_id run_number server_url sha triggering_actor workflow workflow_ref workflow_sha workspace'.split(
    ' ',
  ),
)

/** GITHUB_… and RUNNER_… of a step. */
export function contextEnv(github: Values, runner: Values): Record<string, string> {
  const pairs = (prefix: string, context: Values, exposed: (key: string) => boolean): [string, string][] =>
    Object.entries(context).flatMap(([key, value]) =>
      exposed(key) && isScalar(value) ? [[`${prefix}_${key.toUpperCase()}`, String(value)]] : [],
    )
  return Object.fromEntries([
    ...pairs('GITHUB', github, (key) => EXPOSED.has(key)),
    ...pairs('RUNNER', runner, () => true),
  ])
}

function isScalar(value: Value): value is string | boolean {
  return typeof value === 'string' || typeof value === 'boolean'
}

/** What JavaScript actions get on top, and `run:` steps never. */
export function runtimeEnv(run: Run, jobId: string): Readonly<Record<string, string>> {
  // The cache is read-only for those whom the repository does not trust.
  return run.results?.env({ runId: run.id, jobId, cacheMode: isForkPull(run.event) ? 'read' : 'write' }) ?? {}
}

/**
 * Clients of the artifact service take every host but github.com, *.ghe.com and *.localhost for GitHub Enterprise Server,
 * which has no such service. git (curl) knows that all names below localhost are this machine.
 */
function publicUrl(serverUrl: string): string {
  return serverUrl.replace('//127.0.0.1', '//github.localhost')
}
