import type { Draft } from './drafts.js'
import { childrenOf, levels } from './graph.js'
import { namedIds } from './named.js'
import type { Everything, Reason } from './reasons.js'

/** `build`: from its Dockerfile. `reuse`: the registry has this very content; only names move, or its suites run again. */
export type Action = 'build' | 'reuse' | 'skip'

/** A ref and what it names in its registry. */
export interface KnownRef {
  readonly ref: string
  readonly digest: string
}

export interface PlannedImage extends Draft {
  readonly action: Action
  /** Its suites will run. */
  readonly test: boolean
  /** The change touches it, by itself or through a parent. */
  readonly affected: boolean
  /** At least one; `explain.ts` says them in words. */
  readonly reasons: readonly Reason[]
  /** Candidates that are in their registries already, and believed. */
  readonly found: readonly KnownRef[]
  /** The registries say that this content has passed these suites. */
  readonly passed: boolean
  /** Every name names it already, as far as was known when it was planned. */
  readonly published: boolean
  /** What it is built on, directly or not, and another job was to make, and did not: the image cannot be built. */
  readonly blocked?: string
}

/** Where the list of changed files comes from, as data for people and scripts. */
export interface PlanSource {
  /** `git`, `github-pull`, `github-compare`, or `none` when nobody was asked. */
  readonly kind: string
  /** Commits that were compared; '' where there were none. */
  readonly base: string
  readonly head: string
  /** Number of files that changed; undefined when everything counts as changed. */
  readonly files: number | undefined
  /** Sources that were asked before and could not answer, and why. */
  readonly tried: readonly { readonly source: string; readonly why: string }[]
}

/** An external base that has moved since the images were built on it. */
export interface BaseDrift {
  readonly base: string
  /** Digest that the images are built on. */
  readonly from: string
  /** Digest that the name has now. */
  readonly to: string
  /** Names of the images whose Dockerfiles name it. */
  readonly images: readonly string[]
  /** This run builds on the new one; otherwise it keeps to the old one. */
  readonly rebuilt: boolean
}

/** What a run will do: written to artifacts/plan.json before it begins. */
export interface Plan {
  readonly schema: 1
  readonly event: string
  readonly branch: string
  readonly sha: string
  readonly source: PlanSource
  /** Why every image counts as changed; undefined when not all do. */
  readonly everything: Everything | undefined
  /** The run publishes what it makes. */
  readonly publishes: boolean
  /** Why registries could not be asked what they have; empty when all answered. */
  readonly unknown: readonly string[]
  /** Where they could not be asked, what the change does not touch is taken to be there. */
  readonly assumes: boolean
  readonly drift: readonly BaseDrift[]
  /** Parents before children. */
  readonly images: readonly PlannedImage[]
  /** Ids of the images to work on; level n needs nothing below level n-1. */
  readonly levels: readonly (readonly string[])[]
}

/** What the registries and the engine said about a draft. */
export interface Presence {
  /** Candidates that are there. */
  readonly found: readonly KnownRef[]
  /** Which build was found (`layersKey`); undefined where that could not be read. */
  readonly layers?: string | undefined
  /** Which build of each parent it sits on, by the parent's name, as far as is written on it. */
  readonly sitsOn?: Readonly<Record<string, string>>
  /** Every registry says that this content has passed these suites. */
  readonly tested: boolean
  /** The first ref that does not name the candidate; undefined when all of them do. */
  readonly notPublished: string | undefined
  /** Every name, that of the commit too, names it. */
  readonly published: boolean
  /** The engine has it under its fingerprint. */
  readonly local: boolean
  /** Why some registry could not be asked. */
  readonly unknown: string | undefined
}

/** Whose word a run takes: `all`: an image that was built and tested is neither built nor tested again; `builds`: it is tested again; `none`: both. */
export type Trust = 'all' | 'builds' | 'none'

export interface PlanRequest {
  readonly event: string
  readonly branch: string
  readonly sha: string
  readonly source: PlanSource
  /** In the order of `draftStack`. */
  readonly drafts: readonly Draft[]
  /** By image name: why the change touches it (`affectedImages`). */
  readonly affected: ReadonlyMap<string, readonly Reason[]>
  readonly everything: Everything | undefined
  /** The branch of a delete event: there is nothing to do. */
  readonly deleted: string | undefined
  /** Names or ids that the user gave; empty: all. */
  readonly only: readonly string[]
  /** For messages: the spec as the user named it. */
  readonly file: string
  readonly presence: ReadonlyMap<string, Presence>
  readonly drift: readonly BaseDrift[]
  /** What else is not known, for the notes. */
  readonly unknown?: readonly string[]
  readonly trust: Trust
  /** Nothing that was built or tested before is believed. */
  readonly fullRebuild: boolean
  readonly publishes: boolean
  /** Only a plan is wanted: where registries cannot be asked, what the change does not touch is taken to be there. */
  readonly assumes: boolean
  /** No name moves: what is made is only pushed under its fingerprint. */
  readonly nameless: boolean
}

export const NOTHING_KNOWN: Presence = {
  found: [],
  tested: false,
  notPublished: undefined,
  published: false,
  local: false,
  unknown: undefined,
}

/** Decides, for each image and variant, what will be done and why. Throws a UserError for names that are not there. */
export function makePlan(request: PlanRequest): Plan {
  const images = new Decision(request).images()
  const working = images.filter((image) => image.action !== 'skip')
  const parents = new Map(working.map((image) => [image.id, image.parents]))
  return {
    schema: 1,
    event: request.event,
    branch: request.branch,
    sha: request.sha,
    source: request.source,
    everything: request.everything,
    publishes: request.publishes,
    assumes: request.assumes,
    unknown: [...new Set([...(request.unknown ?? []), ...unknownOf(request.presence)])],
    drift: request.drift,
    images,
    levels: levels([...parents.keys()], (id) => parents.get(id) ?? []),
  }
}

/** Nothing is left to do for it: it is in every registry, tested, under all of its names. */
export function isPublished({ action, test, published, found, candidates }: PlannedImage): boolean {
  return action === 'reuse' && !test && published && found.length === candidates.length
}

/** It has suites that run. */
export function isTestable({ suites }: Pick<Draft, 'suites'>): boolean {
  return suites.some((suite) => suite.off === undefined)
}

/** Why presence is not known, each reason once. */
export function unknownOf(presence: PlanRequest['presence']): string[] {
  return [...new Set([...presence.values()].flatMap((one) => one.unknown ?? []))]
}

/** Iterative throughout, and every image is looked at a fixed number of times. */
class Decision {
  private readonly drafts: ReadonlyMap<string, Draft>
  private readonly children: ReadonlyMap<string, readonly string[]>
  /** What the change touches, by id; a parent's change touches its children. */
  private readonly wanted = new Map<string, Reason[]>()
  /** What is built, by id, with the reasons that are not in `wanted`. */
  private readonly built = new Map<string, Reason[]>()
  /** What carries an image that is worked on, directly or not: by id, one of those images. */
  private readonly carries = new Map<string, string>()
  /** The named images; undefined: all. */
  private readonly named: ReadonlySet<string> | undefined

  constructor(private readonly request: PlanRequest) {
    const { drafts } = request
    this.drafts = new Map(drafts.map((draft) => [draft.id, draft]))
    this.children = childrenOf({ nodes: [...this.drafts.keys()], parentsOf: (id) => this.parentsOf(id) })
    this.named = namedIds(drafts, request.only, request.file)
  }

  images(): PlannedImage[] {
    if (this.request.deleted === undefined) {
      this.want()
      this.build()
      this.carry()
    }
    return this.request.drafts.map((draft) => this.planned(draft))
  }

  private parentsOf(id: string): readonly string[] {
    const draft = this.drafts.get(id)
    return draft === undefined || draft.skipped ? [] : draft.parents
  }

  private presenceOf(id: string): Presence {
    return this.request.presence.get(id) ?? NOTHING_KNOWN
  }

  /** Parents come first, so that what touches one has been seen before its children are looked at. */
  private want(): void {
    for (const { id, name, skipped } of this.request.drafts) {
      if (skipped) continue
      if (this.named !== undefined) {
        if (this.named.has(id)) this.wanted.set(id, [{ kind: 'named' }])
        continue
      }
      const reasons: Reason[] = [...(this.request.affected.get(name) ?? [])]
      // Where everything counts as changed, that is the reason; a parent would only repeat it.
      if (this.request.everything === undefined && !reasons.some((reason) => reason.kind === 'shared-file'))
        for (const parent of this.parentsOf(id))
          if (this.wanted.has(parent)) reasons.push({ kind: 'parent', image: parent })
      if (reasons.length > 0) this.wanted.set(id, reasons)
    }
  }

  /** The registries have this very content, on the parents as they have them, and their word is taken. */
  private has(draft: Draft): boolean {
    const { trust, fullRebuild } = this.request
    if (trust === 'none' || fullRebuild || this.presenceOf(draft.id).found.length === 0) return false
    return this.otherParent(draft) === undefined
  }

  /** A parent that was built again since: two builds of the same content may differ, and the image sits on the other. */
  private otherParent(draft: Draft): string | undefined {
    const { found, sitsOn } = this.presenceOf(draft.id)
    if (found.length === 0) return undefined
    return draft.parents.find((id) => {
      const parent = this.drafts.get(id)
      const { found: above, layers } = this.presenceOf(id)
      // What could not be read is no sign of anything.
      if (parent === undefined || above.length === 0 || layers === undefined || sitsOn === undefined) return false
      return sitsOn[parent.name] !== layers
    })
  }

  /**
   * Marks what is built: what is wanted and not there, and, where the run publishes, whatever else is not there (an
   * earlier run did not get so far). From each mark two things follow, until nothing is left to follow: a parent that
   * nobody has is built too; and whatever is built on it is, so that no sibling stays on an old base.
   */
  private build(): void {
    const { publishes, trust, assumes } = this.request
    const open: string[] = []
    const mark = (id: string, reasons: Reason[]): void => {
      if (this.built.has(id)) return
      this.built.set(id, reasons)
      open.push(id)
    }
    for (const draft of this.request.drafts) {
      if (draft.skipped) continue
      const { unknown } = this.presenceOf(draft.id)
      const wanted = this.wanted.has(draft.id)
      if (wanted && !this.has(draft)) {
        mark(draft.id, this.whyNotReused(draft))
      }
      const mends = publishes && this.named === undefined && trust !== 'none' && unknown === undefined
      if (!wanted && mends && !this.has(draft)) mark(draft.id, [this.whyNotThere(draft)])
    }
    for (let id = open.pop(); id !== undefined; id = open.pop()) {
      for (const parent of this.parentsOf(id)) {
        const above = this.drafts.get(parent)
        if (above === undefined || above.skipped || this.has(above)) continue
        const { unknown, local } = this.presenceOf(parent)
        // What only this engine has may be published by nobody, and may have failed its suites.
        if (local && !publishes) continue
        if (unknown !== undefined && assumes) continue
        mark(parent, [
          { kind: 'needed-by', image: id },
          ...(unknown === undefined ? [] : [{ kind: 'not-looked-up' as const, why: unknown }]),
        ])
      }
      for (const child of this.children.get(id) ?? []) {
        if (this.named === undefined ? publishes || this.wanted.has(child) : this.wanted.has(child))
          mark(child, this.saysWhy(child) ? [] : [{ kind: 'parent-built', image: id }])
      }
    }
  }

  /** Children come last, so that going backwards every image is reached after all that it carries. */
  private carry(): void {
    for (const { id } of [...this.request.drafts].reverse()) {
      const child = this.built.has(id) || this.wanted.has(id) ? id : this.carries.get(id)
      if (child !== undefined) for (const parent of this.parentsOf(id)) this.carries.set(parent, child)
    }
  }

  /** The change has a reason for it that is its own: that everything is considered is none. */
  private saysWhy(id: string): boolean {
    return this.wanted.get(id)?.some((reason) => reason.kind !== 'everything') === true
  }

  /** Where everything is considered, that alone says little of an image. */
  private whyNotReused(draft: Draft): Reason[] {
    const { fullRebuild, trust, everything } = this.request
    const { unknown } = this.presenceOf(draft.id)
    if (fullRebuild) return []
    if (trust === 'none') return [{ kind: 'not-trusted' }]
    if (unknown !== undefined) return everything === undefined ? [] : [{ kind: 'not-looked-up', why: unknown }]
    const why = this.whyNotThere(draft)
    return everything === undefined && why.kind === 'missing' ? [] : [why]
  }

  private whyNotThere(draft: Draft): Reason {
    const parent = this.otherParent(draft)
    return parent === undefined
      ? { kind: 'missing', ref: draft.candidates[0] ?? '' }
      : { kind: 'other-parent', image: parent }
  }

  private planned(draft: Draft): PlannedImage {
    const { trust, deleted } = this.request
    const presence = this.presenceOf(draft.id)
    const wanted = this.wanted.get(draft.id)
    const why = this.built.get(draft.id)
    const affected = wanted !== undefined
    const runnable = isTestable(draft)
    const found = this.has(draft) ? presence.found : []
    const decided = (action: Action, test: boolean, reasons: readonly Reason[]): PlannedImage => ({
      ...draft,
      action,
      test,
      affected,
      reasons,
      found: action === 'build' ? [] : found,
      passed: presence.tested,
      published: action !== 'build' && presence.published,
    })
    if (draft.skipped) return decided('skip', false, [{ kind: 'plan-skipped', variant: draft.variant }])
    if (deleted !== undefined) return decided('skip', false, [{ kind: 'deleted', branch: deleted }])
    if (why !== undefined) return decided('build', runnable, [...(wanted ?? []), ...why])
    const tested = presence.tested && trust === 'all'
    const key: Reason[] = !runnable
      ? []
      : tested
        ? [{ kind: 'tested', ref: draft.tested[0] ?? '' }]
        : [{ kind: 'untested' }]
    const known: Reason[] = [{ kind: 'found', ref: found[0]?.ref ?? '' }, ...key]
    if (wanted !== undefined) return decided('reuse', runnable && !tested, [...wanted, ...known])
    // It may have failed them: what is published must not stand on that.
    const child = this.carries.get(draft.id)
    if (child !== undefined && found.length > 0 && runnable && !tested && this.request.publishes)
      return decided('reuse', true, [{ kind: 'needed-by', image: child }, ...known])
    if (this.named !== undefined) return decided('skip', false, [{ kind: 'not-named' }])
    const { publishes, nameless } = this.request
    if (found.length > 0 && publishes && !nameless && presence.notPublished !== undefined)
      return decided('reuse', runnable && !tested, [{ kind: 'not-published', ref: presence.notPublished }, ...known])
    return decided('skip', false, [{ kind: 'unchanged' }])
  }
}
