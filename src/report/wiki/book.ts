import { z } from 'zod'
import { clip, plain } from '../../shared/text.js'
import { valueAt } from '../../shared/values.js'
import { isPageKey, isPageName, type PageKey } from './names.js'

/** Where a wiki, or a folder, keeps what its pages are made of. Wikis show no files of such folders. */
export const BOOK_FILE = '.stack-action/book.json'

/** Names were given: by a run, or by a move. */
export interface BookEvent {
  readonly kind: 'publish' | 'tag' | 'rollback' | 'release'
  /** ISO 8601. */
  readonly at: string
  readonly by: string
  /** Address of the workflow run; '' outside of one. */
  readonly run: string
  /** What was asked for: a tag or stage; '' of a run. */
  readonly from: string
  readonly images: readonly EventImage[]
}

export interface EventImage {
  /** With its variant where there are several: `base@py39`. */
  readonly id: string
  /** The first one stands for it. */
  readonly refs: readonly string[]
  readonly digest: string
}

/** What a ref names, and since when. */
export interface BookName {
  readonly ref: string
  readonly id: string
  readonly digest: string
  readonly since: string
  readonly by: string
  readonly run: string
  /** The ref it was moved from; '' of what a run published. */
  readonly from: string
  /** '' where it is the name of none. */
  readonly stage: string
  /** The tag of a version, which names what it names for ever. */
  readonly keeps: boolean
}

/** What is known of a digest. */
export interface BookImage {
  readonly digest: string
  readonly name: string
  readonly revision: string
  readonly source: string
  readonly builtAt: string
  /** Bytes, uncompressed; 0: not known. */
  readonly size: number
  readonly parents: readonly { readonly name: string; readonly ref: string }[]
  /** Outside of the stack; '' where it is not known, or there is none. */
  readonly base: string
  readonly changes: BookChanges | null
}

/** What differs from the one before it, in short. */
export interface BookChanges {
  readonly against: string
  readonly added: number
  readonly removed: number
  readonly upgraded: number
  readonly downgraded: number
  /** Bytes more than before. */
  readonly bytes: number
  /** The first ones, as text. */
  readonly some: readonly string[]
}

/** A page of ours. */
export interface BookPage {
  readonly key: PageKey
  readonly name: string
  /** Of what we wrote. */
  readonly hash: string
  /** The digest whose facts are on it; '' where they were not known. */
  readonly digest: string
}

/** All that pages are made of besides the facts of images, each of which is on one page only. */
export interface Book {
  readonly schema: 1
  /** Stages that moves lead to, highest first. */
  readonly ladder: readonly string[]
  /** Newest first. */
  readonly events: readonly BookEvent[]
  readonly names: readonly BookName[]
  readonly images: readonly BookImage[]
  readonly pages: readonly BookPage[]
}

export const EMPTY_BOOK: Book = { schema: 1, ladder: [], events: [], names: [], images: [], pages: [] }

const MAX_TEXT = 1000

/** Whoever may write to the wiki may write anything here. */
const text = z.string().transform((all) => clip(plain(all), MAX_TEXT))
const digest = z.string().regex(/^sha256:[a-f0-9]{64}$/)
const time = z.iso.datetime()
/** A ref as the pages take it. */
export const ref = z.string().regex(/^[A-Za-z0-9._/:@[\]-]{1,512}$/)
const count = z.number().int()
const event = z.object({
  kind: z.enum(['publish', 'tag', 'rollback', 'release']),
  ...{ at: time, by: text, run: text, from: text },
  images: z.array(z.object({ id: text, refs: z.array(ref).min(1), digest })),
})
const name = z.object({
  ...{ ref, id: text, digest, since: time, by: text, run: text, from: text, stage: text, keeps: z.boolean() },
})
const changes = z.object({
  ...{ against: text, added: count, removed: count, upgraded: count, downgraded: count, bytes: count },
  some: z.array(text),
})
const image = z.object({
  ...{ digest, name: text, revision: text, source: text, builtAt: text, size: count, base: text },
  parents: z.array(z.object({ name: text, ref: text })),
  changes: changes.nullable(),
})
const page = z.object({
  key: z.custom<PageKey>((key) => typeof key === 'string' && isPageKey(key)),
  name: z.string().refine(isPageName),
  ...{ hash: z.string().max(64), digest: z.union([digest, z.literal('')]) },
})
const book = z.object({
  schema: z.literal(1),
  ...{ ladder: z.array(text), events: z.array(event), names: z.array(name), images: z.array(image) },
  pages: z.array(page),
})

/** The book of a wiki; undefined where it is none, or one of a later version. */
export function readBook(content: string): Book | undefined {
  try {
    return book.parse(JSON.parse(content))
  } catch {
    return undefined
  }
}

/** Written by a later version: it has what this one does not know, and must not take away. */
export function isLaterBook(content: string): boolean {
  try {
    const schema = valueAt(JSON.parse(content), ['schema'])
    return typeof schema === 'number' && schema > 1
  } catch {
    return false
  }
}

/** One thing to a line: what changes little makes a small difference in git. */
export function bookText(own: Book): string {
  const lines = (all: readonly unknown[]): string =>
    all.length === 0 ? '[]' : `[\n${all.map((one) => JSON.stringify(one)).join(',\n')}\n]`
  // As it will be read: the same book is the same text.
  const { schema, ladder, events, names, images, pages } = book.parse(own)
  return `{"schema":${schema},\n"ladder":${JSON.stringify(ladder)},\n"events":${lines(events)},\n"names":${lines(names)},\n"images":${lines(images)},\n"pages":${lines(pages)}}\n`
}
