import { publicAddress } from '../changes/origin.js'
import type { GpuTested, GpuTestResult, ShownStatus } from '../report/gpu-test.js'
import { messageOf, WorkError } from '../shared/errors.js'
import { counted } from '../shared/text.js'
import { valueAt } from '../shared/values.js'

/** What a status is called on GitHub: branch rules may require it by this name. */
export const STATUS_CONTEXT = 'stack-action/gpu-test'

/** https://docs.github.com/en/rest/commits/statuses */
export type SetStatus = (status: {
  readonly sha: string
  readonly state: ShownStatus['state']
  readonly context: string
  readonly description: string
  readonly targetUrl: string
}) => Promise<void>

/**
 * Says on the commits that images were built of what becomes of their test: one status for each commit, about all of its
 * images. It is a courtesy: what cannot be said is a notice.
 */
export class GpuStatuses {
  private isOver = false
  /** Commits of which nothing can be said: GitHub does not know them, or takes no more. */
  private readonly refused = new Set<string>()

  /** `repository`: address of this repository, for what the images say of theirs. */
  constructor(
    private readonly set: SetStatus | undefined,
    private readonly repository: string,
    private readonly result: GpuTestResult,
  ) {}

  /** The commits of this repository, each with its images; why the others get no status goes into the notices. */
  private commits(): Map<string, GpuTested[]> {
    const commits = new Map<string, GpuTested[]>()
    for (const image of this.result.images) {
      if (whyNone(image, this.repository) !== undefined) continue
      commits.set(image.revision, [...(commits.get(image.revision) ?? []), image])
    }
    return commits
  }

  async begin(): Promise<void> {
    const { notices, images } = this.result
    if (this.set === undefined) {
      notices.push('no commit status is set: there is no token, or no repository that it is for')
      return
    }
    for (const why of new Set(images.flatMap((image) => whyNone(image, this.repository) ?? []))) notices.push(why)
    const all = [...this.commits()]
    await Promise.all(
      all.map(([sha, own]) =>
        this.say(sha, 'pending', `${counted(own.length, 'image is', 'images are')} being tested`),
      ),
    )
  }

  /** By what is known now; said again only where it has changed. */
  async end(): Promise<void> {
    await Promise.all([...this.commits()].map(([sha, own]) => this.say(sha, ...endOf(own))))
  }

  private async say(sha: string, state: ShownStatus['state'], description: string): Promise<void> {
    const { set, result } = this
    if (set === undefined || this.isOver || this.refused.has(sha)) return
    const last = result.statuses.find((one) => one.sha === sha)
    if (last?.state === state && last.description === description) return
    try {
      await set({ sha, state, context: STATUS_CONTEXT, description, targetUrl: result.run })
      result.statuses = [...result.statuses.filter((one) => one.sha !== sha), { sha, state, description }]
    } catch (error) {
      const mayNot = isAboutRights(error)
      // One that may not will not the next time; of another commit the others are to hear all the same.
      if (mayNot) this.isOver = true
      else this.refused.add(sha)
      const remedy = error instanceof WorkError && error.remedy !== undefined ? ` ${error.remedy}` : ''
      const where = mayNot ? '' : ` on ${sha.slice(0, 12)}`
      const notice = `the commit status ${STATUS_CONTEXT} could not be set${where}: ${messageOf(error)}.${remedy}`
      if (!result.notices.includes(notice)) result.notices.push(notice)
    }
  }
}

/** A token that GitHub does not know, or that has no right: it says so with these. */
const RIGHTS: readonly unknown[] = [401, 403, 404]

function isAboutRights(error: unknown): boolean {
  return RIGHTS.includes(valueAt(error instanceof Error ? error.cause : undefined, ['status']))
}

function whyNone({ image, revision, source }: GpuTested, repository: string): string | undefined {
  if (!/^[0-9a-f]{40}([0-9a-f]{24})?$/.test(revision))
    return `no commit status for ${image}: it does not say which commit it was built of`
  if (source !== '' && publicAddress(source).toLowerCase() !== repository.toLowerCase())
    return `no commit status for ${image}: it was built of another repository`
  return undefined
}

/** A test that failed is a failure; what could not be found out is an error. */
function endOf(images: readonly GpuTested[]): [state: ShownStatus['state'], description: string] {
  const failed = images.filter(({ suites, notBegun }) =>
    suites.some(({ name, outcome }) => outcome === 'failed' && !notBegun.includes(name)),
  )
  const passed = images.filter(({ outcome }) => outcome === 'passed')
  const names = (of: readonly GpuTested[]): string => of.map(({ image }) => image).join(', ')
  if (failed.length > 0) return ['failure', `${failed.length} of ${images.length} failed: ${names(failed)}`]
  const unknown = images.filter((image) => !passed.includes(image))
  if (unknown.length > 0) return ['error', `it could not be found out of ${names(unknown)}`]
  return ['success', `passed: ${names(images)}`]
}
