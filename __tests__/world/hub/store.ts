import { mkdir, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { importStream, type Change, type Person } from './fast-import.js'
import { git, tryGit, ZEROS } from './git.js'

/** A ref that went from one commit to another; zeros where it was not there before, or is not any more. */
export interface Move {
  readonly ref: string
  readonly before: string
  readonly after: string
  /** `before` is no ancestor of `after`. */
  readonly forced: boolean
  /** All branches and tags as they were before it. */
  readonly refs: ReadonlyMap<string, string>
}

export interface PushOptions {
  /** Parents of the first commit. Default: the branch's head, or for a new branch the default branch's. */
  readonly parents?: readonly string[]
  /** As somebody with `git push --force`; without it only forward. */
  readonly force?: boolean
}

export const SOMEBODY: Person = { name: 'Some Body', email: 'somebody@users.noreply.github.com' }

/** Who is recorded as committer of what was made on the web site. */
export const GITHUB: Person = { name: 'GitHub', email: 'noreply@github.com' }

/** 2026-01-01; every commit of a store is a minute later than the one before it. */
const EPOCH = 1767225600

/** As on GitHub: partial clones, any hash in a fetch, no pushes to refs of its own. No gc: forks read these objects. Nothing is compressed: they live for seconds. */
const CONFIG = `[core]
	repositoryformatversion = 0
	bare = true
	compression = 0
[http]
	receivepack = true
[uploadpack]
	allowFilter = true
	allowAnySHA1InWant = true
	hideRefs = refs/hub
[receive]
	autogc = false
	hideRefs = refs/pull
	hideRefs = refs/hub
[gc]
	auto = 0
`

/** A bare repository on the disk. What it holds is told by git alone. */
export class Store {
  /** Every move of a branch or tag since it was made, whoever pushed. */
  readonly moves: Move[] = []
  /** Called after moves, before whoever pushed hears of their success. */
  onMove: (moves: readonly Move[]) => Promise<void> = () => Promise.resolve()
  #refs = new Map<string, string>()
  #now = EPOCH
  #last: Promise<unknown> = Promise.resolve()

  private constructor(
    readonly directory: string,
    readonly defaultBranch: string,
  ) {}

  /** An empty repository. */
  static async make(directory: string, defaultBranch: string): Promise<Store> {
    await mkdir(join(directory, 'objects'), { recursive: true })
    return Store.#furnish(new Store(directory, defaultBranch))
  }

  /** A fork with all branches and tags. As on GitHub both read one pool of objects, so each can name the other's commits. */
  static async fork(from: Store, directory: string): Promise<Store> {
    await mkdir(directory, { recursive: true })
    await symlink(join(from.directory, 'objects'), join(directory, 'objects'))
    const store = await Store.#furnish(new Store(directory, from.defaultBranch))
    store.#now = from.#now
    const updates = [...from.#refs].map(([ref, sha]) => `create ${ref} ${sha}\n`)
    await git(directory, ['update-ref', '--stdin'], updates.join(''))
    await store.#readRefs()
    return store
  }

  static async #furnish(store: Store): Promise<Store> {
    await mkdir(join(store.directory, 'refs'))
    await writeFile(join(store.directory, 'HEAD'), `ref: refs/heads/${store.defaultBranch}\n`)
    await writeFile(join(store.directory, 'config'), CONFIG)
    return store
  }

  /** Full names of branches and tags, and the objects they hold. */
  get refs(): ReadonlyMap<string, string> {
    return this.#refs
  }

  /** Hash of a branch's last commit. */
  head(branch = this.defaultBranch): string {
    const sha = this.#refs.get(`refs/heads/${branch}`)
    if (sha === undefined) throw new Error(`there is no branch ${branch}`)
    return sha
  }

  /** One change after the other on a branch, pushed together. */
  push(branch: string, changes: readonly Change[], { parents, force }: PushOptions = {}): Promise<Move> {
    return this.alone(async () => {
      const start = this.#refs.get(`refs/heads/${branch}`) ?? this.#refs.get(`refs/heads/${this.defaultBranch}`)
      let on = parents ?? (start === undefined ? [] : [start])
      for (const change of changes) on = [await this.#write(change, on)]
      const [head] = on
      if (head === undefined) throw new Error('there is nothing to push')
      return this.#move(`refs/heads/${branch}`, head, force ?? parents !== undefined)
    })
  }

  /** Puts a branch on a commit that is there. */
  reset(branch: string, sha: string, { force = true }: { readonly force?: boolean } = {}): Promise<Move> {
    return this.alone(() => this.#move(`refs/heads/${branch}`, sha, force))
  }

  remove(ref: string): Promise<Move> {
    return this.alone(() => this.#move(ref, ZEROS, true))
  }

  /** A tag; with a message an annotated one, which is an object of its own. */
  tag(name: string, sha: string, message?: string): Promise<Move> {
    return this.alone(async () => {
      const object =
        message === undefined
          ? sha
          : await this.write(
              'tag',
              `object ${sha}\ntype commit\ntag ${name}\ntagger ${SOMEBODY.name} <${SOMEBODY.email}> ${this.#tick()} +0000\n\n${message}\n`,
            )
      return this.#move(`refs/tags/${name}`, object, true)
    })
  }

  /** Writes an object; returns its hash. */
  async write(type: 'tag' | 'commit', content: string): Promise<string> {
    return (await git(this.directory, ['hash-object', '-t', type, '-w', '--stdin'], content)).trim()
  }

  /** A commit that joins two, as GitHub's merge button would make it; undefined when they conflict. */
  async merge(
    ours: string,
    theirs: string,
    message: string,
    kind: 'merge' | 'squash' = 'merge',
  ): Promise<string | undefined> {
    const merged = await tryGit(this.directory, ['merge-tree', '--write-tree', '--no-messages', ours, theirs])
    const tree = merged.stdout.split('\n')[0] ?? ''
    if (merged.status === 1) return undefined
    if (merged.status !== 0) throw new Error(`git merge-tree: ${merged.stderr}`)
    const stamp = `${this.#tick()} +0000`
    const parents = kind === 'merge' ? [ours, theirs] : [ours]
    return this.write(
      'commit',
      [
        `tree ${tree}`,
        ...parents.map((parent) => `parent ${parent}`),
        `author ${SOMEBODY.name} <${SOMEBODY.email}> ${stamp}`,
        `committer ${GITHUB.name} <${GITHUB.email}> ${stamp}`,
        '',
        `${message}\n`,
      ].join('\n'),
    )
  }

  /** Sets refs that are GitHub's own (refs/pull); undefined removes one. Nobody is told. */
  async setHidden(refs: Readonly<Record<string, string | undefined>>): Promise<void> {
    const updates = Object.entries(refs).map(([ref, sha]) =>
      sha === undefined ? `delete ${ref}\n` : `update ${ref} ${sha}\n`,
    )
    await git(this.directory, ['update-ref', '--stdin'], updates.join(''))
  }

  /** Work that may move refs, while nobody else moves any; tells of the moves when it is over. */
  alone<T>(work: () => Promise<T>): Promise<T> {
    const next = this.#last.then(async () => {
      const result = await work()
      await this.#notice()
      return result
    })
    this.#last = next.catch(() => undefined)
    return next
  }

  /** The commit that a branch, a tag, a full ref or a hash means; undefined when there is none. */
  async resolve(name: string): Promise<string | undefined> {
    const known = [`refs/heads/${name}`, `refs/tags/${name}`, `refs/${name}`, name]
      .map((ref) => this.#refs.get(ref))
      .find((sha) => sha !== undefined)
    if (known === undefined && !/^([0-9a-f]{7,40}|refs\/pull\/\d+\/(head|merge))$/.test(name)) return undefined
    const found = await tryGit(this.directory, ['rev-parse', '--verify', '--quiet', `${known ?? name}^{commit}`])
    return found.status === 0 ? found.stdout.trim() : undefined
  }

  async isAncestor(ancestor: string, of: string): Promise<boolean> {
    return (await tryGit(this.directory, ['merge-base', '--is-ancestor', ancestor, of])).status === 0
  }

  async mergeBase(one: string, other: string): Promise<string | undefined> {
    const { status, stdout } = await tryGit(this.directory, ['merge-base', one, other])
    return status === 0 ? stdout.trim() : undefined
  }

  /** Content of a file in a commit. */
  async read(commit: string, path: string): Promise<Buffer> {
    return Buffer.from(await git(this.directory, ['cat-file', 'blob', `${commit}:${path}`], '', 'latin1'), 'latin1')
  }

  async #write(change: Change, parents: readonly string[]): Promise<string> {
    const author = change.author ?? SOMEBODY
    const commit = { ...change, author, committer: author, when: this.#tick(), parents }
    const stream = importStream('refs/hub/import', commit)
    return (await git(this.directory, ['fast-import', '--quiet', '--force'], stream)).trim()
  }

  async #move(ref: string, after: string, force: boolean): Promise<Move> {
    const before = this.#refs.get(ref) ?? ZEROS
    if (!force && before !== ZEROS && !(await this.isAncestor(before, after)))
      throw new Error(`${ref} can go from ${before} to ${after} by force only`)
    await git(this.directory, after === ZEROS ? ['update-ref', '-d', ref] : ['update-ref', ref, after])
    const [move] = await this.#notice()
    return move ?? { ref, before, after, forced: false, refs: this.#refs }
  }

  async #notice(): Promise<readonly Move[]> {
    const refs = this.#refs
    await this.#readRefs()
    const moves: Move[] = []
    for (const ref of new Set([...refs.keys(), ...this.#refs.keys()])) {
      const [before, after] = [refs.get(ref) ?? ZEROS, this.#refs.get(ref) ?? ZEROS]
      if (before === after) continue
      const forced = before !== ZEROS && after !== ZEROS && !(await this.isAncestor(before, after))
      moves.push({ ref, before, after, forced, refs })
    }
    this.moves.push(...moves)
    if (moves.length > 0) await this.onMove(moves)
    return moves
  }

  async #readRefs(): Promise<void> {
    const lines = (
      await git(this.directory, ['for-each-ref', '--format=%(objectname) %(refname)', 'refs/heads', 'refs/tags'])
    ).split('\n')
    this.#refs = new Map(lines.filter(Boolean).map((line) => [line.slice(41), line.slice(0, 40)]))
  }

  #tick(): number {
    this.#now += 60
    return this.#now
  }
}
