import type { IncomingMessage, ServerResponse } from 'node:http'
import { join } from 'node:path'
import { serve } from '../registries.js'
import { tempDir } from '../world.js'
import type { Hub, Permissions } from '../types.js'
import type { FileContent } from './fast-import.js'
import { Faults, type Fault, type Planted } from './faults.js'
import { filesOf } from './files.js'
import { GitHttp } from './git-http.js'
import { Repository, type RepositoryFacts, type Site } from './repository.js'
import { Rest, type LogEntry } from './rest.js'
import { routes } from './routes/index.js'
import { Store } from './store.js'
import { Tokens } from './tokens.js'
import { Wiki, type WikiState } from './wiki.js'

export interface RepositoryOptions extends Partial<
  Pick<RepositoryFacts, 'visibility' | 'ownerType' | 'actionsMayOpenPulls'>
> {
  /** What the first commit holds. Default: a README. */
  readonly files?: Readonly<Record<string, FileContent>>
  /** A folder whose files the first commit holds; `files` come on top. */
  readonly from?: string
  readonly defaultBranch?: string
  readonly wiki?: WikiState
}

/** A GitHub of one's own: real git repositories, and the REST API that GitHub describes. */
export class TestHub implements Hub {
  /** All requests, API and git. */
  readonly log: LogEntry[] = []
  /** Requests and answers that GitHub's schemas do not allow, and requests the hub has no answer for. A test wants none. */
  readonly problems: string[] = []
  readonly #faults = new Faults()
  readonly #tokens = new Tokens()
  readonly #repositories = new Map<string, Repository>()
  readonly #site: Site
  #lastId = 186853000

  private constructor(
    readonly apiUrl: string,
    readonly serverUrl: string,
    readonly folder: string,
  ) {
    this.#site = { apiUrl, serverUrl, nextId: () => ++this.#lastId }
  }

  /** Starts on two free ports of 127.0.0.1, one for the API and one for git; ends with the test file. */
  static async start(): Promise<TestHub> {
    const doors: { rest?: Rest; git?: GitHttp } = {}
    const [folder, apiUrl, serverUrl] = await Promise.all([
      tempDir(),
      listen((request, response) => doors.rest?.answer(request, response)),
      listen((request, response) => doors.git?.answer(request, response)),
    ])
    const hub = new TestHub(apiUrl, serverUrl, folder)
    const options = {
      tokens: hub.#tokens,
      faults: hub.#faults,
      log: hub.log,
      problems: hub.problems,
      repository: (fullName: string) => hub.#repositories.get(fullName.toLowerCase()),
    }
    doors.rest = new Rest({ ...options, routes })
    doors.git = new GitHttp(options)
    return hub
  }

  issueToken(repository: string, permissions: Permissions): string {
    return this.#tokens.issue(this.repository(repository).fullName, permissions)
  }

  /** What a token may do, for services beside the API that take it as a password. */
  permissionsOf(token: string): Permissions | undefined {
    return this.#tokens.permissionsOf(token)
  }

  /** As at the end of a job. */
  revokeToken(token: string): void {
    this.#tokens.revoke(token)
  }

  /** Switches a fault on for the next `times` requests whose `METHOD /path?query` matches, of API or git. */
  plant(on: RegExp, fault: Fault, times?: number): Planted {
    return this.#faults.plant(on, fault, times)
  }

  /** `owner/name`; upper and lower case are the same. */
  repository(fullName: string): Repository {
    const repository = this.#repositories.get(fullName.toLowerCase())
    if (repository === undefined) throw new Error(`there is no repository ${fullName}`)
    return repository
  }

  /** A private repository of an organization, unless told otherwise, with a first commit and without a wiki page. */
  async createRepository(fullName: string, options: RepositoryOptions = {}): Promise<Repository> {
    const { files, from, defaultBranch = 'main', wiki = 'none' } = options
    const store = await Store.make(this.#directory(fullName), defaultBranch)
    const repository = this.#add(fullName, store, { ...options, wikiEnabled: wiki !== 'off' })
    const all = { ...(from === undefined ? {} : await filesOf(from)), ...files }
    const content = from === undefined && files === undefined ? { 'README.md': `# ${fullName}\n` } : all
    await store.push(defaultBranch, [{ files: content, message: 'Initial commit' }])
    if (wiki === 'first page') await repository.wiki.createFirstPage()
    return repository
  }

  /** Somebody's fork, with all branches and without the wiki. */
  async fork(fullName: string, owner: string): Promise<Repository> {
    const parent = this.repository(fullName)
    const name = `${owner}/${parent.facts.name}`
    const store = await Store.fork(parent.store, this.#directory(name))
    const { visibility } = parent.facts
    const fork = this.#add(name, store, { visibility, parent, ownerType: 'User', wikiEnabled: false })
    parent.forks.push(fork)
    return fork
  }

  #directory(fullName: string): string {
    if (!/^[\w.-]+\/[\w.-]+$/.test(fullName)) throw new Error(`${fullName} is no owner/name`)
    if (this.#repositories.has(fullName.toLowerCase())) throw new Error(`there is a repository ${fullName}`)
    return join(this.folder, `${fullName}.git`)
  }

  #add(fullName: string, store: Store, options: Partial<RepositoryFacts> & { wikiEnabled: boolean }): Repository {
    const [owner = '', name = ''] = fullName.split('/')
    const { visibility = 'private', ownerType = 'Organization', actionsMayOpenPulls = true, parent } = options
    const facts = { id: this.#site.nextId(), owner, name, visibility, ownerType, actionsMayOpenPulls }
    const wiki = new Wiki(join(this.folder, `${fullName}.wiki.git`), options.wikiEnabled)
    const repository = new Repository(this.#site, parent === undefined ? facts : { ...facts, parent }, store, wiki)
    this.#repositories.set(fullName.toLowerCase(), repository)
    return repository
  }
}

/** Starts GitHub. It ends with the test file. */
export function startHub(): Promise<TestHub> {
  return TestHub.start()
}

async function listen(
  answer: (request: IncomingMessage, response: ServerResponse) => Promise<void> | undefined,
): Promise<string> {
  const host = await serve((request, response) => {
    answer(request, response)?.catch(() => response.destroy())
  })
  return `http://${host}`
}
