import type { IncomingMessage, ServerResponse } from 'node:http'
import { setTimeout as sleep } from 'node:timers/promises'
import { bodyMistakes, docsOf, replyMistakes, unknownParameters } from './contract.js'
import type { Fault, Faults } from './faults.js'
import type { Repository } from './repository.js'
import { Refusal, type Asked, type Reply, type Route } from './route.js'
import { allows, type Token, type Tokens } from './tokens.js'

/** A request and what became of it. */
export interface LogEntry {
  readonly method: string
  /** With the query. */
  readonly path: string
  /** 0: cut before an answer. */
  readonly status: number
  readonly body?: unknown
}

export interface RestOptions {
  readonly routes: readonly Route[]
  readonly tokens: Tokens
  readonly faults: Faults
  readonly repository: (fullName: string) => Repository | undefined
  readonly log: LogEntry[]
  readonly problems: string[]
}

interface Matched {
  readonly route: Route
  readonly params: Readonly<Record<string, string>>
}

/** Requests an hour for a GITHUB_TOKEN. */
const LIMIT = 1000

/** GitHub's REST API: who asks, may they, is it well put; then a route answers, and its answer is checked as well. */
export class Rest {
  readonly #find: (method: string, path: string) => Matched | undefined
  #used = 0

  constructor(readonly options: RestOptions) {
    this.#find = matcher(options.routes)
  }

  async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { log, faults } = this.options
    const { method = 'GET', url: path = '/' } = request
    const body = await bodyOf(request)
    const fault = faults.strike(`${method} ${path}`)
    const note = (status: number): number => log.push({ method, path, status, ...(body === '' ? {} : { body }) })
    if (fault?.kind === 'cut' && !fault.handled) {
      note(0)
      request.socket.destroy()
      return
    }
    if (fault?.kind === 'slow') await sleep(fault.milliseconds)
    const reply = fault?.kind === 'answer' ? fault : await this.#reply(request, body)
    if (fault?.kind === 'cut') {
      note(0)
      request.socket.destroy()
      return
    }
    note(reply.status)
    this.#send(response, reply, fault)
  }

  async #reply(request: IncomingMessage, text: string): Promise<Reply> {
    const { method = 'GET', url = '/', headers } = request
    const address = new URL(url, `http://${headers.host ?? 'localhost'}`)
    const matched = this.#find(method, address.pathname)
    try {
      return await this.#ask(matched, { method, address, text, headers })
    } catch (error) {
      if (!(error instanceof Refusal)) {
        this.options.problems.push(
          `${method} ${url}: ${error instanceof Error ? (error.stack ?? error.message) : 'threw'}`,
        )
        return { status: 500, body: { message: 'Server Error' } }
      }
      const { status, message, errors } = error
      const docs = matched === undefined ? 'https://docs.github.com/rest' : docsOf(matched.route.operation)
      const rights = Object.entries(matched?.route.needs ?? {}).map((right) => right.join('='))
      return {
        status,
        headers: { 'x-accepted-github-permissions': rights.join('; ').replaceAll('-', '_') },
        body: {
          message,
          ...(errors === undefined ? {} : { errors }),
          documentation_url: docs,
          ...(status === 422 ? {} : { status: String(status) }), // GitHub has it in both; the schema of 422 does not.
        },
      }
    }
  }

  async #ask(
    matched: Matched | undefined,
    {
      method,
      address,
      text,
      headers,
    }: { method: string; address: URL; text: string; headers: IncomingMessage['headers'] },
  ): Promise<Reply> {
    const { problems, tokens } = this.options
    const token = tokens.of(headers.authorization)
    if (token === 'unknown') throw new Refusal(401, 'Bad credentials')
    if (matched === undefined) {
      problems.push(`${method} ${address.pathname}: the hub has no such route`)
      throw new Refusal(404, 'Not Found')
    }
    const { route, params } = matched
    const repository = this.#visible(params, token)
    mayUse(repository, token, route)
    const wrong = (mistakes: readonly string[], what: string): void => {
      problems.push(...mistakes.map((mistake) => `${route.operation}, ${what}: ${mistake}`))
    }
    wrong(unknownParameters(route.operation, address.searchParams), 'unknown parameter')
    const body = parsed(text)
    const mistakes = bodyMistakes(route.operation, body)
    wrong(mistakes, 'request')
    if (mistakes.length > 0) throw new Refusal(422, `Invalid request.\n\n${mistakes.join('\n')}`, mistakes)
    const asked: Asked = {
      repository,
      params,
      body,
      token,
      query: address.searchParams,
      address: `${address.origin}${address.pathname}`,
      accept: headers.accept ?? '',
    }
    const reply = await route.handle(asked)
    if (!Buffer.isBuffer(reply.body))
      wrong(replyMistakes(route.operation, reply.status, reply.body), `reply ${reply.status}`)
    return reply
  }

  /** Of a private repository only its own tokens may know that it is there. */
  #visible({ owner = '', repo = '' }: Readonly<Record<string, string>>, token: Token | 'anonymous'): Repository {
    const repository = this.options.repository(`${owner}/${repo}`)
    const known =
      repository?.facts.visibility === 'public' || (token !== 'anonymous' && token.repository === repository?.fullName)
    if (repository === undefined || !known) throw new Refusal(404, 'Not Found')
    return repository
  }

  #send(response: ServerResponse, { status, headers, body }: Reply, fault: Fault | undefined): void {
    this.#used++
    const raw =
      body === undefined ? '' : Buffer.isBuffer(body) || fault?.kind === 'answer' ? body : JSON.stringify(body)
    response.writeHead(status, {
      'content-type': 'application/json; charset=utf-8',
      'x-github-media-type': 'github.v3; format=json',
      'x-github-request-id': `HUB:${this.#used}`,
      'x-ratelimit-limit': String(LIMIT),
      'x-ratelimit-remaining': String(Math.max(0, LIMIT - this.#used)),
      'x-ratelimit-used': String(this.#used),
      'x-ratelimit-reset': String(Math.ceil(Date.now() / 1000) + 3600),
      'x-ratelimit-resource': 'core',
      ...headers,
    })
    const bytes = Buffer.from(raw as string | Buffer)
    response.end(fault?.kind === 'truncated' ? bytes.subarray(0, bytes.length / 2) : bytes)
  }
}

/** https://docs.github.com/rest/authentication/permissions-required-for-github-apps: what is public may be read without. */
function mayUse(repository: Repository, token: Token | 'anonymous', { operation, needs }: Route): void {
  if (operation.startsWith('GET ') && repository.facts.visibility === 'public') return
  if (token === 'anonymous') throw new Refusal(401, 'Requires authentication')
  const own = token.repository === repository.fullName
  const may = Object.entries(needs).some(([right, access]) => allows(token, right, access))
  if (!own || !may) throw new Refusal(403, 'Resource not accessible by integration')
}

function parsed(text: string): unknown {
  if (text === '') return undefined
  try {
    return JSON.parse(text)
  } catch {
    throw new Refusal(400, 'Problems parsing JSON')
  }
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = []
  for await (const chunk of request) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks).toString()
}

/** Names in braces that may hold slashes. */
const MANY = ['basehead', 'path', 'ref', 'sha', 'tree_sha']

/** Finds the route of a path; where several fit, the one with more words of its own. */
function matcher(routes: readonly Route[]): (method: string, path: string) => Matched | undefined {
  const known = routes
    .map((route) => {
      const [method = '', path = ''] = route.operation.split(' ')
      const words = path.split('/').map((word) => {
        const name = /^\{(.+)\}$/.exec(word)?.[1]
        return name === undefined ? word : `(?<${name}>${MANY.includes(name) ? '.+' : '[^/]+'})`
      })
      const literal = words.filter((word) => !word.startsWith('(')).length
      return { route, method, literal, path: new RegExp(`^${words.join('/')}$`) }
    })
    .sort((one, other) => other.literal - one.literal)
  return (method, path) => {
    for (const one of known) {
      const match = one.method === method ? one.path.exec(path) : null
      if (match === null) continue
      const params = Object.entries(match.groups ?? {}).map(
        ([name, value]) => [name, decodeURIComponent(value)] as const,
      )
      return { route: one.route, params: Object.fromEntries(params) }
    }
    return undefined
  }
}
