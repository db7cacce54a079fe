import type { Repository } from './repository.js'
import type { Move } from './store.js'

export interface PullOptions {
  /** `branch`, or `somebody:branch` of a fork. */
  readonly head: string
  /** Default: the default branch. */
  readonly base?: string
  readonly title?: string
  readonly body?: string | null
  readonly draft?: boolean
  /** Who opened it. Default: the owner of the fork, or somebody. */
  readonly user?: string
}

interface PullFacts {
  readonly id: number
  readonly number: number
  readonly base: Repository
  readonly head: Repository
  readonly headBranch: string
  readonly user: string
  readonly draft: boolean
}

/** A pull request. Its refs (refs/pull/N/head and /merge) and everything countable come from git. */
export class Pull {
  readonly createdAt = new Date()
  updatedAt = new Date()
  state: 'open' | 'closed' = 'open'
  mergedAt: Date | undefined
  /** Last commit of the branch. */
  headSha = ''
  /** The base branch when the pull request was opened or last pushed to: it does not follow the branch. */
  baseSha = ''
  /** The commit that a merge would make, or made; undefined when there are conflicts. */
  mergeSha: string | undefined
  /** What `mergeSha` was before the last change: payloads are written before the new one is known. */
  earlierMergeSha: string | undefined
  /** What the last attempt to merge joined. */
  #tried = ''
  #turn: Promise<unknown> = Promise.resolve()

  constructor(
    readonly facts: PullFacts,
    public title: string,
    public body: string | null,
    public baseBranch: string,
  ) {}

  get number(): number {
    return this.facts.number
  }

  get fromFork(): boolean {
    return this.facts.head !== this.facts.base
  }

  /** `owner:branch` */
  get label(): string {
    return `${this.facts.head.owner}:${this.facts.headBranch}`
  }

  /** The commit from which on the branch is its own. */
  mergeBase(): Promise<string> {
    return this.facts.base.store.mergeBase(this.baseSha, this.headSha).then((sha) => sha ?? this.baseSha)
  }

  /** A branch moved; when it is one of ours, GitHub tries the merge anew. */
  async follow(repository: Repository, moves: readonly Move[]): Promise<void> {
    const { head, headBranch, base } = this.facts
    const hit = moves.some(
      ({ ref }) =>
        (repository === head && ref === `refs/heads/${headBranch}`) ||
        (repository === base && ref === `refs/heads/${this.baseBranch}`),
    )
    if (hit && this.state === 'open') await this.refresh()
  }

  /** Reads the branches and writes the refs. One at a time: both branches may move at once. */
  refresh(): Promise<void> {
    const next = this.#turn.then(() => this.#refresh())
    this.#turn = next.catch(() => undefined)
    return next
  }

  async #refresh(): Promise<void> {
    const { number, base, head, headBranch } = this.facts
    const [baseHead, headSha] = [
      base.store.refs.get(`refs/heads/${this.baseBranch}`),
      head.store.refs.get(`refs/heads/${headBranch}`),
    ]
    if (baseHead === undefined || headSha === undefined) return // A branch that is gone leaves its last state behind.
    if (headSha !== this.headSha || this.baseSha === '') this.baseSha = baseHead
    this.headSha = headSha
    if (this.#tried === `${baseHead} ${headSha}`) return
    this.#tried = `${baseHead} ${headSha}`
    this.updatedAt = new Date()
    this.earlierMergeSha = this.mergeSha
    this.mergeSha = await base.store.merge(baseHead, headSha, `Merge ${headSha} into ${baseHead}`)
    await base.store.setHidden({ [`refs/pull/${number}/head`]: headSha, [`refs/pull/${number}/merge`]: this.mergeSha })
  }

  /** Another base branch. */
  async retarget(branch: string): Promise<void> {
    this.baseBranch = branch
    this.baseSha = ''
    await this.refresh()
  }

  /** The green button. */
  async merge(kind: 'merge' | 'squash' = 'merge'): Promise<Move> {
    const { base } = this.facts
    const sha = await base.store.merge(base.head(this.baseBranch), this.headSha, this.mergeMessage(kind), kind)
    if (sha === undefined) throw new Error(`pull request ${this.number} has conflicts`)
    this.close(sha)
    return base.store.reset(this.baseBranch, sha, { force: false })
  }

  /** Closed; with the commit that brought it into the base branch, merged. */
  close(merged?: string): void {
    this.state = 'closed'
    this.updatedAt = new Date()
    if (merged === undefined) return
    this.mergedAt = this.updatedAt
    this.mergeSha = merged
  }

  mergeMessage(kind: 'merge' | 'squash'): string {
    const { head, headBranch } = this.facts
    if (kind === 'squash') return `${this.title} (#${this.number})`
    return `Merge pull request #${this.number} from ${head.owner}/${headBranch}\n\n${this.title}`
  }
}
