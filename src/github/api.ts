import { setTimeout as sleep } from 'node:timers/promises'
import { MOST_PULL_FILES, type GitHubChanges, type ListedFiles } from '../changes/github.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { clip, plain } from '../shared/text.js'
import { valueAt } from '../shared/values.js'

export interface GitHubAccess {
  readonly token: string
  /** Without a slash at the end: GITHUB_API_URL. */
  readonly apiUrl: string
  /** `owner/name` */
  readonly repository: string
  /** How time passes between two tries; for tests. */
  readonly wait?: (ms: number) => Promise<unknown>
}

const TRIES = 4

/** All waiting of one client together: beyond it, git is the quicker answer. */
const PATIENCE_MS = 60_000

/** GitHub gives up on a request after ten seconds; the rest is the way there and back. */
const ANSWER_MS = 30_000

/** Where GitHub names no time: "at least one minute" (docs.github.com, rate limits for the REST API). */
const LIMITED_MS = 60_000

const PAGE = 100

/** Never printed: stdout and stderr belong to the run. */
const QUIET = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined }

/** A question to the API: the right that a token needs for it, and how an answer is read; undefined is none. */
export interface Question<T> {
  readonly route: string
  readonly parameters: Readonly<Record<string, string | number>>
  readonly needs: 'contents: read' | 'pull-requests: read' | 'pull-requests: write' | 'statuses: write'
  readonly read: (data: unknown) => T | undefined
}

/** Octokit as far as it is used here. */
type Octokit = { request: (route: string, parameters: Record<string, unknown>) => Promise<{ readonly data: unknown }> }

/** Asks GitHub's REST API, and says what came of it. */
export type Ask = <T>(question: Question<T>) => Promise<T>

/**
 * Questions to one repository. What may pass is asked again, within bounds: failures of the service, broken connections and
 * answers, rate limits that end soon. Throws a WorkError otherwise; its cause has the status.
 */
export function githubAsker({ token, apiUrl, repository, wait = sleep }: GitHubAccess): Ask {
  const [owner = '', repo = ''] = repository.split('/')
  let octokit: Promise<Octokit> | undefined
  let patience = PATIENCE_MS
  return async <T>(question: Question<T>): Promise<T> => {
    octokit ??= connect(token, apiUrl).catch((cause: unknown) => {
      throw new WorkError(`GitHub's API cannot be asked: ${messageOf(cause)}`, { cause })
    })
    const { request } = await octokit
    for (let tried = 1; ; tried++) {
      let pause: number | undefined
      let failure: WorkError
      try {
        const options = { log: QUIET, signal: AbortSignal.timeout(ANSWER_MS) }
        const answer = await request(question.route, { owner, repo, ...question.parameters, request: options })
        const read = question.read(answer.data)
        if (read !== undefined) return read
        // Octokit hands on what was cut off as text.
        failure = refused(question, 'the answer is broken')
        pause = backoff(tried)
      } catch (error) {
        failure = failureOf(question, error)
        pause = pauseAfter(error, tried)
      }
      if (pause === undefined || tried === TRIES || pause > patience) throw failure
      patience -= pause
      await wait(pause)
    }
  }
}

/** What changed, by GitHub's REST API. Throws a WorkError where there is no whole answer. */
export function githubChanges(access: GitHubAccess): GitHubChanges {
  const ask = githubAsker(access)
  return {
    pull: (number) =>
      ask({
        route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}',
        parameters: { pull_number: number },
        needs: 'pull-requests: read',
        read(data) {
          const [head, changedFiles] = [valueAt(data, ['head', 'sha']), valueAt(data, ['changed_files'])]
          return typeof head === 'string' && typeof changedFiles === 'number' ? { head, changedFiles } : undefined
        },
      }),
    async pullFiles(number) {
      const paths: string[] = []
      let entries = 0
      for (let page = 1; page <= MOST_PULL_FILES / PAGE; page++) {
        const listed = await ask({
          route: 'GET /repos/{owner}/{repo}/pulls/{pull_number}/files',
          parameters: { pull_number: number, per_page: PAGE, page },
          needs: 'pull-requests: read',
          read: listedFiles,
        })
        paths.push(...listed.paths)
        entries += listed.entries
        if (listed.entries < PAGE) break
      }
      return { paths, entries }
    },
    compare: (base, head) =>
      ask({
        route: 'GET /repos/{owner}/{repo}/compare/{basehead}',
        // Commits come in pages, and the first one has all files that there will be.
        parameters: { basehead: `${base}...${head}`, per_page: 1, page: 1 },
        needs: 'contents: read',
        read(data) {
          const files = listedFiles(valueAt(data, ['files']))
          const [status, mergeBase] = [valueAt(data, ['status']), valueAt(data, ['merge_base_commit', 'sha'])]
          if (files === undefined || typeof status !== 'string' || typeof mergeBase !== 'string') return undefined
          return { ...files, status, mergeBase }
        },
      }),
    message: (commit) =>
      ask({
        route: 'GET /repos/{owner}/{repo}/commits/{ref}',
        // Files come along; this is as few as they get.
        parameters: { ref: commit, per_page: 1, page: 1 },
        needs: 'contents: read',
        read(data) {
          const message = valueAt(data, ['commit', 'message'])
          return typeof message === 'string' ? message : undefined
        },
      }),
  }
}

/** Loaded when the first question is asked: it takes longer to load than the rest of the program. */
async function connect(token: string, apiUrl: string): Promise<Octokit> {
  const { getOctokit } = await import('@actions/github')
  const octokit = getOctokit(token, { baseUrl: apiUrl, log: QUIET, userAgent: 'stack-action' })
  return { request: (route, parameters) => octokit.request(route, parameters) }
}

function listedFiles(data: unknown): ListedFiles | undefined {
  if (!Array.isArray(data)) return undefined
  const paths: string[] = []
  for (const file of data as unknown[]) {
    const [name, previous] = [valueAt(file, ['filename']), valueAt(file, ['previous_filename'])]
    if (typeof name !== 'string') return undefined
    paths.push(name, ...(typeof previous === 'string' ? [previous] : []))
  }
  return { paths, entries: data.length }
}

/** Milliseconds until a failed question may be asked again; undefined when the answer would be the same. */
function pauseAfter(error: unknown, tried: number): number | undefined {
  const status = valueAt(error, ['status'])
  // What is no answer at all has the status 500 with Octokit.
  if (typeof status !== 'number' || status >= 500) return backoff(tried)
  if (!isLimit(error)) return undefined
  const header = (name: string): number => Number(valueAt(error, ['response', 'headers', name]) ?? NaN)
  const after = header('retry-after') * 1000
  if (Number.isFinite(after)) return Math.max(after, 0)
  const reset = header('x-ratelimit-reset') * 1000 - Date.now()
  if (header('x-ratelimit-remaining') === 0 && Number.isFinite(reset)) return Math.max(reset, 1000)
  return LIMITED_MS
}

/** docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api: both limits answer 403 or 429. */
function isLimit(error: unknown): boolean {
  const status = valueAt(error, ['status'])
  if (status === 429) return true
  const header = (name: string): unknown => valueAt(error, ['response', 'headers', name])
  const limited = header('retry-after') !== undefined || header('x-ratelimit-remaining') === '0'
  return status === 403 && (limited || /rate limit/i.test(messageOf(error)))
}

function backoff(tried: number): number {
  return 1000 * 2 ** (tried - 1)
}

function failureOf(question: Question<unknown>, error: unknown): WorkError {
  const status = valueAt(error, ['status'])
  if (valueAt(error, ['response']) === undefined) return refused(question, messageOf(error), error)
  const text = messageOf(error).trimStart()
  // Proxies answer with a page of their own.
  const words = text.startsWith('<') ? '' : `, ${text}`
  return refused(question, `${String(status)}${words}`, error)
}

/** The cause is Octokit's error, which keeps the token out of the request it shows. */
function refused({ route, parameters, needs }: Question<unknown>, words: string, cause?: unknown): WorkError {
  const status = valueAt(cause, ['status'])
  const path = route
    .replace('/repos/{owner}/{repo}/', '')
    .replace(/\{(\w+)\}/g, (_, name: string) => String(parameters[name] ?? name))
  const lacks = status === 404 || (status === 403 && !isLimit(cause))
  const right = status === 404 ? `it is not there, or the token lacks "${needs}"` : `the token lacks "${needs}"`
  return new WorkError(`GitHub, ${path}: ${clip(plain(words), 160)}${lacks ? `; ${right}` : ''}`, {
    ...(lacks ? { remedy: `Give the job the permission "${needs}".` } : {}),
    cause,
  })
}
