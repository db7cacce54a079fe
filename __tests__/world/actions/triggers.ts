import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import type { WorldEvent } from '../types.js'
import { isList, isValues } from './expressions.js'
import { matches } from './globs.js'
import type { RunOptions, Value, Values } from './model.js'
import { trigger, type Workflow } from './workflow.js'

const SKIP = /\[(?:skip ci|ci skip|no ci|skip actions|actions skip)\]|\n\nskip-checks: ?true\s*$/

/** Activity types that count when `types:` says nothing. */
const TYPES: Readonly<Record<string, readonly string[]>> = {
  pull_request: ['opened', 'synchronize', 'reopened'],
  pull_request_target: ['opened', 'synchronize', 'reopened'],
  merge_group: ['checks_requested'],
}

/** Why the event does not start the workflow; undefined when it does. */
export async function notTriggered(workflow: Workflow, options: RunOptions): Promise<string | undefined> {
  const { event } = options
  const filters = trigger(workflow, event.name)
  if (filters === undefined) return `the workflow does not listen to ${event.name}`
  const { action } = event.payload
  const types = listOf(filters['types']) ?? TYPES[event.name]
  if (types !== undefined && typeof action === 'string' && !types.includes(action))
    return `activity ${action} is not asked for`
  if (event.name === 'push' && event.payload['deleted'] === true) return 'the ref was deleted'
  if (event.name === 'schedule' && !cronOf(filters).includes(event.payload['schedule'] as Value))
    return `no cron line is ${String(event.payload['schedule'])}`
  return (
    refRefused(filters, event) ??
    (await skippedByMessage(options)) ??
    ((await pathsRefused(filters, options)) ? 'no changed file matches the path filters' : undefined)
  )
}

function listOf(value: Value | undefined): string[] | undefined {
  return value === undefined || value === null ? undefined : (isList(value) ? value : [value]).map(String)
}

/** `on.schedule` is a list of mappings. */
function cronOf(schedule: Value): (Value | undefined)[] {
  return (isList(schedule) ? schedule : []).map((line) => (isValues(line) ? line['cron'] : undefined))
}

function refRefused(filters: Values, { name, ref, baseRef }: WorldEvent): string | undefined {
  const kinds = ['branches', 'tags'] as const
  const tag = ref.startsWith('refs/tags/')
  if (tag && name !== 'push') return undefined
  const kind = tag ? 'tags' : 'branches'
  const branch = name === 'push' ? ref.replace(/^refs\/(?:heads|tags)\//, '') : baseRef.replace(/^refs\/heads\//, '')
  if (branch === '') return undefined
  const [only, ignored] = [listOf(filters[kind]), listOf(filters[`${kind}-ignore`])]
  // Filters for branches alone leave tags out, and the other way round.
  const others = kinds.some((other) => other !== kind && (other in filters || `${other}-ignore` in filters))
  if (only === undefined && ignored === undefined) return others ? `there are no filters for ${kind}` : undefined
  const taken = only === undefined ? !matches(ignored ?? [], branch) : matches(only, branch)
  return taken ? undefined : `${branch} does not match the filters for ${kind}`
}

async function skippedByMessage({ event, headMessage, source }: RunOptions): Promise<string | undefined> {
  if (event.name !== 'push' && event.name !== 'pull_request') return undefined
  const { head_commit: pushed, pull_request: pull } = event.payload as {
    readonly head_commit?: { readonly message?: string }
    readonly pull_request?: { readonly head?: { readonly sha?: string } }
  }
  const head = pull?.head?.sha
  const message =
    headMessage ??
    pushed?.message ??
    (head === undefined ? undefined : await git(source, 'log', '-1', '--format=%B', head))
  return message !== undefined && SKIP.test(message) ? 'the commit message says to skip' : undefined
}

async function pathsRefused(filters: Values, options: RunOptions): Promise<boolean> {
  const [only, ignored] = [listOf(filters['paths']), listOf(filters['paths-ignore'])]
  if (only === undefined && ignored === undefined) return false
  if (options.event.ref.startsWith('refs/tags/')) return false
  const files = options.changedFiles ?? (await changedFiles(options))
  if (files === undefined) return false
  return !files.some((file) => (only === undefined ? !matches(ignored ?? [], file) : matches(only, file)))
}

/** Undefined when there is no telling: a new branch, no history. */
async function changedFiles({ event, source }: RunOptions): Promise<readonly string[] | undefined> {
  const {
    before,
    after,
    commits,
    pull_request: pull,
  } = event.payload as {
    readonly before?: string
    readonly after?: string
    readonly commits?: readonly Partial<Record<'added' | 'modified' | 'removed', readonly string[]>>[]
    readonly pull_request?: { readonly base?: { readonly sha?: string }; readonly head?: { readonly sha?: string } }
  }
  const range =
    pull === undefined ? `${before ?? ''}..${after ?? event.sha}` : `${pull.base?.sha ?? ''}...${pull.head?.sha ?? ''}`
  const listed = commits?.flatMap(({ added = [], modified = [], removed = [] }) => [...added, ...modified, ...removed])
  if (listed !== undefined && listed.length > 0) return listed
  return (await git(source, 'diff', '--name-only', '--no-renames', range))?.split('\n').filter((line) => line !== '')
}

async function git(folder: string, ...args: string[]): Promise<string | undefined> {
  return promisify(execFile)('git', ['-C', folder, ...args]).then(
    ({ stdout }) => stdout,
    () => undefined,
  )
}
