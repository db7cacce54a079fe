import type { Layer } from './layers.js'

export type ListKind = 'pip' | 'conda' | 'apt' | 'r' | 'npm'

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
  /** Bytes: uncompressed, or of what travels. */
  readonly size: { readonly before: number; readonly after: number; readonly compressed?: true }
  readonly layers: { readonly added: readonly Layer[]; readonly removed: readonly Layer[]; readonly same: number }
  /** Of every package list that both have, those that differ. */
  readonly lists: readonly ListDiff[]
  /** Some lists are cut. */
  readonly capped?: true
}
