import type { ImageFacts } from './facts.js'
import type { Layer } from './layers.js'
import type { ListKind } from './lists/package.js'
import { compareText } from './order/digits.js'
import { compareVersions } from './order/versions.js'
import { packagesOf, type PackageList } from './packages.js'

/** What differs between two package lists. Sorted by name. */
export interface ListDiff {
  /** Of the info command. */
  readonly name: string
  readonly kind: ListKind
  /** Name and version. */
  readonly added: readonly (readonly [string, string])[]
  readonly removed: readonly (readonly [string, string])[]
  /** Name, version before and after. */
  readonly upgraded: readonly (readonly [string, string, string])[]
  readonly downgraded: readonly (readonly [string, string, string])[]
  /** All there are: the lists may be cut. */
  readonly counts: {
    readonly added: number
    readonly removed: number
    readonly upgraded: number
    readonly downgraded: number
  }
}

/** What differs between two images. */
export interface ImageDiff {
  /** What the image is compared with. */
  readonly against: { readonly ref: string; readonly digest: string | null }
  /** Bytes: uncompressed, or of what travels; 0 where they are not known. */
  readonly size: { readonly before: number; readonly after: number; readonly compressed?: true }
  readonly layers: { readonly added: readonly Layer[]; readonly removed: readonly Layer[]; readonly same: number }
  /** Of every package list that both have, those that differ. */
  readonly lists: readonly ListDiff[]
  /** Some lists are cut. */
  readonly capped?: true
}

/** Entries of each kind in a list of a diff: the report of a run is no place for thousands. */
export const MOST_ENTRIES = 200

/** What is different in `after` of what was in `before`. Lists are compared where both have one of the same name and kind. */
export function diffFacts(before: ImageFacts, after: ImageFacts, most = Infinity): ImageDiff {
  const known = new Map(before.infos.map((info) => [info.name, info]))
  const all = after.infos.flatMap((info) => {
    const other = known.get(info.name)
    const [old, now] = [other === undefined ? undefined : packagesOf(other), packagesOf(info)]
    return old === undefined || now?.kind !== old.kind ? [] : [diffLists(info.name, old, now)]
  })
  const lists = all.filter(({ counts }) => Object.values(counts).some((count) => count > 0))
  const diff: ImageDiff = {
    against: { ref: before.ref, digest: before.digest },
    size: diffSizes(before, after),
    layers: diffLayers(before.layers, after.layers, before.size > 0 === after.size > 0),
    lists,
  }
  return capDiff(diff, most)
}

/** The same diff with at most so many entries of each kind in each list, and layers; their counts stay. */
export function capDiff(diff: ImageDiff, most = MOST_ENTRIES): ImageDiff {
  const { layers, lists } = diff
  const all = [
    layers.added,
    layers.removed,
    ...lists.flatMap((one) => [one.added, one.removed, one.upgraded, one.downgraded]),
  ]
  if (all.every((entries) => entries.length <= most)) return diff
  return {
    ...diff,
    layers: { ...layers, added: layers.added.slice(0, most), removed: layers.removed.slice(0, most) },
    lists: lists.map((one) => ({
      ...one,
      added: one.added.slice(0, most),
      removed: one.removed.slice(0, most),
      upgraded: one.upgraded.slice(0, most),
      downgraded: one.downgraded.slice(0, most),
    })),
    capped: true,
  }
}

/** Whether nothing that people care for is different. */
export function isEmptyDiff({ size, layers, lists }: ImageDiff): boolean {
  return size.before === size.after && layers.added.length === 0 && layers.removed.length === 0 && lists.length === 0
}

/** Uncompressed where both are known so; 0 where they cannot be compared. */
function diffSizes(before: ImageFacts, after: ImageFacts): ImageDiff['size'] {
  if (before.size > 0 && after.size > 0) return { before: before.size, after: after.size }
  if (before.compressed === null || after.compressed === null) return { before: 0, after: 0 }
  return { before: before.compressed, after: after.compressed, compressed: true }
}

function diffLists(name: string, before: PackageList, after: PackageList): ListDiff {
  const { kind } = after
  const added: [string, string][] = []
  const removed: [string, string][] = []
  const upgraded: [string, string, string][] = []
  const downgraded: [string, string, string][] = []
  for (const [key, { name: own, version }] of after.packages) {
    const old = before.packages.get(key)
    if (old === undefined) {
      added.push([own, version])
      continue
    }
    const order = compareVersions(kind, old.version, version)
    if (order < 0) upgraded.push([own, old.version, version])
    if (order > 0) downgraded.push([own, old.version, version])
  }
  for (const [key, { name: own, version }] of before.packages)
    if (!after.packages.has(key)) removed.push([own, version])
  for (const list of [added, removed, upgraded, downgraded]) list.sort(([a], [b]) => compareText(a, b))
  const counts = {
    ...{ added: added.length, removed: removed.length, upgraded: upgraded.length, downgraded: downgraded.length },
  }
  return { name, kind, added, removed, upgraded, downgraded, counts }
}

/** Layers lie on each other: from the first one that differs on, all are others. Sizes count where both are of one kind. */
function diffLayers(before: readonly Layer[], after: readonly Layer[], sized: boolean): ImageDiff['layers'] {
  const isSame = (layer: Layer, other: Layer | undefined): boolean =>
    other !== undefined &&
    layer.command === other.command &&
    layer.createdAt === other.createdAt &&
    (!sized || layer.size === other.size)
  const differs = after.findIndex((layer, at) => !isSame(layer, before[at]))
  const same = differs < 0 ? after.length : differs
  return { added: after.slice(same), removed: before.slice(same), same }
}
