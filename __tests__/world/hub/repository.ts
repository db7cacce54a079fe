import type { Change } from './fast-import.js'
import { Pull, type PullOptions } from './pull.js'
import { enqueue, type Queue } from './queue.js'
import { Races } from './race.js'
import { Records } from './records.js'
import type { Move, PushOptions, Store } from './store.js'
import type { Wiki } from './wiki.js'

/** Where the hub answers. */
export interface Site {
  readonly apiUrl: string
  readonly serverUrl: string
  /** A number that nothing else on this hub has. */
  nextId: () => number
}

export interface RepositoryFacts {
  readonly id: number
  readonly owner: string
  readonly name: string
  readonly ownerType: 'Organization' | 'User'
  /** The whole world may read a public one; of a private one only tokens with the right. */
  readonly visibility: 'public' | 'private'
  /** The setting "Allow GitHub Actions to create and approve pull requests". */
  readonly actionsMayOpenPulls: boolean
  readonly parent?: Repository
}

/** A repository on the hub: git, and what GitHub knows beside it. */
export class Repository {
  readonly races = new Races()
  readonly records = new Records()
  readonly pulls: Pull[] = []
  readonly forks: Repository[] = []
  readonly createdAt = new Date()

  constructor(
    readonly site: Site,
    readonly facts: RepositoryFacts,
    readonly store: Store,
    readonly wiki: Wiki,
  ) {
    store.onMove = async (moves) => {
      for (const pull of [...this.pulls, ...(facts.parent?.pulls ?? [])]) await pull.follow(this, moves)
    }
  }

  get owner(): string {
    return this.facts.owner
  }

  /** `owner/name` */
  get fullName(): string {
    return `${this.facts.owner}/${this.facts.name}`
  }

  /** For `git clone`. */
  get cloneUrl(): string {
    return `${this.site.serverUrl}/${this.fullName}.git`
  }

  get wikiUrl(): string {
    return `${this.site.serverUrl}/${this.fullName}.wiki.git`
  }

  /** Hash of a branch's last commit; of the default branch when none is named. */
  head(branch?: string): string {
    return this.store.head(branch)
  }

  /** Pushes one commit on a branch; a new branch starts at the default branch. Returns its hash. */
  async commit(branch: string, change: Change, options?: PushOptions): Promise<string> {
    return (await this.store.push(branch, [change], options)).after
  }

  /** Pushes several commits at once. */
  push(branch: string, changes: readonly Change[], options?: PushOptions): Promise<Move> {
    return this.store.push(branch, changes, options)
  }

  /** Puts a branch on a commit that is there: new branches, forced pushes. */
  reset(branch: string, sha: string): Promise<Move> {
    return this.store.reset(branch, sha)
  }

  /** Pushes a tag; with a message an annotated one. */
  tag(name: string, sha: string = this.head(), message?: string): Promise<Move> {
    return this.store.tag(name, sha, message)
  }

  deleteBranch(branch: string): Promise<Move> {
    return this.store.remove(`refs/heads/${branch}`)
  }

  /** Opens a pull request; git says whether it can be merged. */
  async openPullRequest({ head, base, title, body, draft, user }: PullOptions): Promise<Pull> {
    const repository = this.across(head)
    if (repository === undefined) throw new Error(`there is no fork for ${head}`)
    const headBranch = head.slice(head.indexOf(':') + 1)
    repository.head(headBranch) // It has to be there.
    const pull = new Pull(
      {
        id: this.site.nextId(),
        number: this.pulls.length + 1,
        base: this,
        head: repository,
        headBranch,
        user: user ?? (repository === this ? 'somebody' : repository.owner),
        draft: draft ?? false,
      },
      title ?? `What ${headBranch} brings`,
      body ?? null,
      base ?? this.store.defaultBranch,
    )
    this.pulls.push(pull) // First: its number is taken.
    await pull.refresh()
    return pull
  }

  /** The repository that `branch`, `owner:branch` or `owner:name:branch` speaks of: this one, or one of its family. */
  across(branch: string): Repository | undefined {
    const [owner, name] = branch.includes(':') ? branch.split(':') : [this.owner]
    const top = this.facts.parent ?? this
    return [this, top, ...top.forks].find(
      (one) => one.owner === owner && (branch.split(':').length < 3 || one.facts.name === name),
    )
  }

  /** Puts pull requests into the merge queue of a branch, in this order. */
  enqueue(pulls: readonly Pull[], baseBranch: string = this.store.defaultBranch): Promise<Queue> {
    return enqueue(this, baseBranch, pulls)
  }
}
