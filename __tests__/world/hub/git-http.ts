import { spawn } from 'node:child_process'
import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Faults } from './faults.js'
import { git, GIT_ENV } from './git.js'
import type { Races } from './race.js'
import type { Repository } from './repository.js'
import type { LogEntry } from './rest.js'
import type { Store } from './store.js'
import { allows, type Token, type Tokens } from './tokens.js'

export interface GitHttpOptions {
  readonly tokens: Tokens
  readonly faults: Faults
  readonly repository: (fullName: string) => Repository | undefined
  readonly log: LogEntry[]
}

/** The part of git's smart protocol that a request is. */
interface Errand {
  readonly service: 'git-upload-pack' | 'git-receive-pack'
  readonly advertises: boolean
  /** Below the repository, for the backend. */
  readonly path: string
}

/** What git is told instead of what it wanted; it shows text/plain as `remote: …`. */
class Refused extends Error {
  constructor(
    readonly status: number,
    text: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(text)
  }
}

function whoAreYou(text = 'No anonymous access.'): Refused {
  return new Refused(401, text, { 'www-authenticate': 'Basic realm="GitHub"' })
}

/** Repositories and wikis by `git http-backend`; what is said at the door is GitHub's. */
export class GitHttp {
  constructor(readonly options: GitHttpOptions) {}

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { method = 'GET', url: path = '/' } = request
    const { log, faults } = this.options
    const fault = faults.strike(`${method} ${path}`)
    response.once('close', () => {
      log.push({ method, path, status: response.writableFinished ? response.statusCode : 0 })
    })
    if (fault?.kind === 'slow') await sleep(fault.milliseconds)
    try {
      if (fault?.kind === 'answer') throw new Refused(fault.status, fault.body, fault.headers)
      const lost = fault?.kind === 'cut' || fault?.kind === 'truncated'
      if (lost && !(fault.kind === 'cut' && fault.handled)) request.socket.destroy()
      else await this.#work(request, response, lost)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      request.resume()
      const headers = { 'content-type': 'text/plain; charset=UTF-8', ...error.headers }
      response.writeHead(error.status, headers).end(`${error.message}\n`)
    }
  }

  async #work(request: IncomingMessage, response: ServerResponse, silent: boolean): Promise<void> {
    const { errand, store, races } = this.#admit(request)
    const work = (): Promise<() => void> => serve(request, response, store, errand, silent)
    const pushes = errand.service === 'git-receive-pack'
    if (pushes) await races.run(store, errand.advertises ? 'before git asks' : 'before git writes')
    // Whoever pushed hears of it when the pull requests know it.
    const finish = await (pushes && !errand.advertises ? store.alone(work) : work())
    finish()
  }

  /** Who wants what, and may they. */
  #admit({ url = '/', headers }: IncomingMessage): { errand: Errand; store: Store; races: Races } {
    const address = new URL(url, 'http://localhost')
    const [, owner, name, wiki, path = ''] = PATH.exec(decodeURIComponent(address.pathname)) ?? []
    const service = path === 'info/refs' ? address.searchParams.get('service') : path
    if (service !== 'git-upload-pack' && service !== 'git-receive-pack') throw new Refused(404, 'Not Found')
    const errand: Errand = { service, advertises: path === 'info/refs', path: `/${path}` }
    const token = this.options.tokens.of(headers.authorization)
    if (token === 'unknown') throw whoAreYou('Invalid username or token.')
    const repository = this.options.repository(`${owner ?? ''}/${name ?? ''}`)
    const [store, races] =
      wiki === undefined
        ? [repository?.store, repository?.races]
        : [repository?.wiki.enabled === true ? repository.wiki.store : undefined, repository?.wiki.races]
    // To the anonymous, what is hidden and what is not there look the same.
    if (repository === undefined || store === undefined || races === undefined || !mayKnow(repository, token))
      throw token === 'anonymous' ? whoAreYou() : new Refused(404, 'Repository not found.')
    if (mayPass(repository, token, service)) return { errand, store, races }
    throw token === 'anonymous' ? whoAreYou() : new Refused(403, 'Write access to repository not granted.')
  }
}

/** `/owner/name.git/info/refs`; `.git` may be left out. */
const PATH = /^\/([^/]+)\/([^/]+?)(\.wiki)?(?:\.git)?\/(info\/refs|git-upload-pack|git-receive-pack)$/

function mayKnow(repository: Repository, token: Token | 'anonymous'): boolean {
  if (repository.facts.visibility === 'public') return true
  return token !== 'anonymous' && token.repository === repository.fullName
}

/** A push needs `contents: write` on just this repository, the wiki's too. */
function mayPass(repository: Repository, token: Token | 'anonymous', service: Errand['service']): boolean {
  const own = token !== 'anonymous' && token.repository === repository.fullName
  if (service === 'git-receive-pack') return own && allows(token, 'contents', 'write')
  return repository.facts.visibility === 'public' || (own && allows(token, 'contents', 'read'))
}

let backend: Promise<string> | undefined

/** Lets git work, as a CGI program; what is returned ends the answer. With `silent` the answer gets lost. */
async function serve(
  request: IncomingMessage,
  response: ServerResponse,
  store: Store,
  { path, service, advertises }: Errand,
  silent: boolean,
): Promise<() => void> {
  backend ??= git('/', ['--exec-path']).then((folder) => `${folder.trim()}/git-http-backend`)
  const { headers, method = 'GET' } = request
  const child = spawn(await backend, {
    env: {
      ...GIT_ENV,
      GIT_PROJECT_ROOT: store.directory,
      GIT_HTTP_EXPORT_ALL: '1',
      PATH_INFO: path,
      QUERY_STRING: advertises ? `service=${service}` : '',
      REQUEST_METHOD: method,
      CONTENT_TYPE: headers['content-type'],
      CONTENT_LENGTH: headers['content-length'],
      HTTP_CONTENT_ENCODING: headers['content-encoding'],
      GIT_PROTOCOL: headers['git-protocol']?.toString(),
      REMOTE_USER: 'x-access-token',
      REMOTE_ADDR: '127.0.0.1',
    },
    stdio: ['pipe', 'pipe', 'ignore'],
  })
  child.stdin.on('error', () => undefined) // It may have heard enough.
  request.pipe(child.stdin)
  response.once('close', () => child.kill())
  const ended = new Promise<void>((resolve) => {
    child.once('error', () => resolve())
    child.once('close', () => resolve())
  })
  let head: Buffer | undefined = Buffer.alloc(0)
  const kept: Buffer[] = []
  child.stdout.on('data', (chunk: Buffer) => {
    if (head === undefined) {
      // A push is told of at its end only; what is read may be large and goes out as it comes.
      if (service === 'git-receive-pack') kept.push(chunk)
      else response.write(chunk)
      return
    }
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const { status, fields } = cgiHead(head.subarray(0, end).toString())
    if (!silent) response.writeHead(status, fields)
    const rest = head.subarray(end + 4)
    head = undefined
    if (service === 'git-receive-pack') kept.push(rest)
    else response.write(rest)
  })
  await ended
  return () => {
    if (silent) request.socket.destroy()
    else response.end(Buffer.concat(kept))
  }
}

function cgiHead(text: string): { status: number; fields: Record<string, string> } {
  const lines = text.split('\r\n').map((line) => {
    const colon = line.indexOf(':')
    return [line.slice(0, colon).toLowerCase(), line.slice(colon + 1).trim()] as const
  })
  const { status = '200', ...fields } = Object.fromEntries(lines)
  return { status: Number.parseInt(status, 10), fields }
}
