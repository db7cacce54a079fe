import { createHash } from 'node:crypto'
import { messageOf } from '../shared/errors.js'
import { valueAt } from '../shared/values.js'
import { githubAsker, type Ask, type GitHubAccess } from './api.js'

export interface CommentRequest {
  readonly access: GitHubAccess
  /** Number of the pull request. */
  readonly pull: number
  /** Comments of different keys are different comments. */
  readonly key: string
  /** Markdown; `commentRoom` says how long. */
  readonly body: string
}

export interface Commented {
  readonly state: 'new' | 'updated'
  /** Address of the comment; '' where GitHub did not say. */
  readonly url: string
}

/** GitHub refuses a comment over 65536 characters ("body is too long"). */
const MAX_BODY = 65_536
const PAGE = 100
/** Pages of comments that are looked through: 3000 comments. */
const PAGES = 30
const WRITE = 'pull-requests: write'

interface Comment {
  readonly id: number
  readonly url: string
  readonly login: string
  readonly isBot: boolean
}

/** Bytes that a comment's text may have beside what marks it as ours. */
export function commentRoom(key: string): number {
  return MAX_BODY - marker(key).length - 1
}

/**
 * One comment on a pull request, written over from run to run: it is known by a mark that no reader sees, and by who wrote
 * it, because anybody may quote the mark. Where two jobs wrote one each at the same moment, the newer one stays. Throws a
 * WorkError with a remedy where the token may not.
 */
export async function writeComment({ access, pull, key, body }: CommentRequest): Promise<Commented> {
  const ask = githubAsker(access)
  const mark = marker(key)
  const text = `${mark}\n${body}`
  const [newest] = await ours(ask, pull, mark)
  const written = newest === undefined ? undefined : await update(ask, newest.id, text).catch(unlessGone)
  const url = written ?? (await create(ask, pull, text))
  const [, ...others] = await ours(ask, pull, mark)
  // Another job may be taking them away at this moment, too.
  for (const { id } of others) await remove(ask, id).catch(() => undefined)
  return { state: written === undefined ? 'new' : 'updated', url }
}

/** Keys are foreign text, and `--` ends a comment of HTML: the mark has a hash of it. */
function marker(key: string): string {
  return `<!-- stack-action ${createHash('sha256').update(key).digest('hex').slice(0, 32)} -->`
}

/** Comments that begin with the mark and are this token's, newest first. */
async function ours(ask: Ask, pull: number, mark: string): Promise<Comment[]> {
  const marked: Comment[] = []
  for (let page = 1; page <= PAGES; page++) {
    const { length, found } = await ask({
      route: 'GET /repos/{owner}/{repo}/issues/{issue_number}/comments',
      parameters: { issue_number: pull, per_page: PAGE, page },
      needs: WRITE,
      read: (data) =>
        Array.isArray(data) ? { length: data.length, found: data.flatMap((one) => readComment(one, mark)) } : undefined,
    })
    marked.push(...found)
    if (length < PAGE) break
  }
  const me = marked.some(({ isBot }) => !isBot) ? await whoAmI(ask) : undefined
  return marked.filter(({ isBot, login }) => isBot || login === me).sort((a, b) => b.id - a.id)
}

function readComment(data: unknown, mark: string): Comment[] {
  const [id, body] = [valueAt(data, ['id']), valueAt(data, ['body'])]
  const [login, type] = [valueAt(data, ['user', 'login']), valueAt(data, ['user', 'type'])]
  if (typeof id !== 'number' || typeof body !== 'string' || typeof login !== 'string') return []
  if (!body.startsWith(`${mark}\n`)) return []
  return [{ id, url: urlOf(data), login, isBot: type === 'Bot' }]
}

/** The login behind a personal token; the tokens of workflows and apps may not ask, and write as bots. */
async function whoAmI(ask: Ask): Promise<string | undefined> {
  const read = (data: unknown): string | undefined => {
    const login = valueAt(data, ['login'])
    return typeof login === 'string' ? login : undefined
  }
  return ask({ route: 'GET /user', parameters: {}, needs: WRITE, read }).catch(() => undefined)
}

function create(ask: Ask, pull: number, body: string): Promise<string> {
  const route = 'POST /repos/{owner}/{repo}/issues/{issue_number}/comments'
  return ask({ route, parameters: { issue_number: pull, body }, needs: WRITE, read: urlOf })
}

function update(ask: Ask, id: number, body: string): Promise<string> {
  const route = 'PATCH /repos/{owner}/{repo}/issues/comments/{comment_id}'
  return ask({ route, parameters: { comment_id: id, body }, needs: WRITE, read: urlOf })
}

/** Somebody has taken the comment away since it was looked for. */
function unlessGone(error: unknown): undefined {
  if (valueAt(error, ['cause', 'status']) !== 404) throw error
  return undefined
}

function remove(ask: Ask, id: number): Promise<unknown> {
  const route = 'DELETE /repos/{owner}/{repo}/issues/comments/{comment_id}'
  return ask({ route, parameters: { comment_id: id }, needs: WRITE, read: () => true })
}

function urlOf(data: unknown): string {
  const url = valueAt(data, ['html_url'])
  return typeof url === 'string' ? url : ''
}

/** Why there is no comment, for a warning. */
export function commentProblem(error: unknown): string {
  return `the comment on the pull request could not be written: ${messageOf(error)}`
}
