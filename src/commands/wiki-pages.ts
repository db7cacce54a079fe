import { diffFacts } from '../contents/compare.js'
import type { ImageFacts } from '../contents/facts.js'
import {
  BOOK_FILE,
  EMPTY_BOOK,
  isLaterBook,
  readBook,
  type Book,
  type BookEvent,
  type BookImage,
} from '../report/wiki/book.js'
import { compose, factsWanted, repositoryOf, type Composed } from '../report/wiki/compose.js'
import type { Form } from '../report/wiki/links.js'
import { bookImage, changesOf, wholeId, type MoveNews } from '../report/wiki/news.js'
import { record, type Rung } from '../report/wiki/record.js'
import type { Shelf } from '../report/wiki/shelf.js'
import { WorkError } from '../shared/errors.js'
import type { Stack } from '../stack/model.js'
import { splitRef } from '../stack/refs.js'
import { immutableTemplate, ownersOf } from '../stack/stages.js'
import type { FactsSource } from './wiki-facts.js'
import type { Found } from './wiki-news.js'

/** A spec, and where it lies. */
export interface StackFound {
  readonly stack: Stack
  readonly directory: string
}

export interface Making {
  readonly news: readonly MoveNews[]
  readonly stack: StackFound | undefined
  readonly found: Found
  readonly source: FactsSource
  readonly keep: number
  /** ISO 8601. */
  readonly now: string
  readonly form: Form
  readonly told: string[]
}

/** Pages on what lies there; asked again where that has changed meanwhile. */
export type Make = (shelf: Shelf) => Promise<Composed>

export function maker({ news, stack: known, found, source, keep, now, form, told }: Making): Make {
  const stack = known?.stack
  const sources = new Map(news.flatMap((one) => [...one.sources]))
  const ladder = stack?.stages
    .slice(1)
    .map(({ name }) => name)
    .reverse()
  const images = [...(stack?.images.keys() ?? [])]
  const rungOf = (ref: string, id: string): Rung => rungIn(stack, images, splitRef(ref).tag, id)
  return async (shelf) => {
    const book = bookOf(shelf, told)
    const events = news.map(({ event }) => event)
    const next = record(book, events, await imagesOf(events, book, found, source), {
      ...{ ladder, rungOf, keep, now },
      sourceOf: (ref) => sources.get(ref) ?? '',
    })
    const digests = new Map(next.names.map(({ ref, digest }) => [ref, digest]))
    const fresh = new Set(events.flatMap(({ images }) => images.flatMap(({ refs }) => refs)))
    const facts = new Map<string, readonly ImageFacts[] | undefined>()
    await Promise.all(
      factsWanted(next, shelf, form, fresh).map(async (ref) => {
        facts.set(ref, await source.of(repositoryOf(ref), digests.get(ref) ?? ''))
      }),
    )
    return compose(next, shelf, { form, factsOf: (ref) => facts.get(ref) })
  }
}

function rungIn(stack: Stack | undefined, images: readonly string[], tag: string, id: string): Rung {
  if (stack === undefined) return { stage: '', keeps: false }
  const [name = ''] = id.split('@')
  const owners = ownersOf(tag, stack, images.includes(name) ? [name] : images)
  const owner = owners.find(({ stage }) => stage !== stack.stages[0])
  // A tag that a branch may have, too, is that of a stage where the ladder says so.
  if (owner === undefined) return { stage: '', keeps: false }
  return { stage: owner.stage.name, keeps: immutableTemplate(owner.stage) === owner.template }
}

function bookOf(shelf: Shelf, told: string[]): Book {
  const file = shelf.files.get(BOOK_FILE)
  if (file === undefined) return EMPTY_BOOK
  const book = readBook(file.toString())
  if (book === undefined && isLaterBook(file.toString()))
    throw new WorkError(`${BOOK_FILE} of the wiki was written by a later version of stack-action`, {
      remedy: 'Use that version here: this one would throw away what it does not know.',
    })
  const broken = `${BOOK_FILE} of the wiki cannot be read: what it said of earlier publishes is gone, and a new one begins`
  if (book === undefined && !told.includes(broken)) told.push(broken)
  return book ?? EMPTY_BOOK
}

/** What is known of the digests that were named, and how they differ from what the same names named before. */
async function imagesOf(
  events: readonly BookEvent[],
  book: Book,
  { runs }: Found,
  source: FactsSource,
): Promise<BookImage[]> {
  const before = new Map(book.names.map(({ ref, digest }) => [ref, digest]))
  const diffs = new Map(
    runs.flatMap(({ images }) =>
      images.flatMap(({ id, published, diff }) =>
        diff === undefined ? [] : published.map(({ digest }) => [`${wholeId(id)} ${digest}`, diff] as const),
      ),
    ),
  )
  const known = new Map(book.images.map((one) => [one.digest, one]))
  return Promise.all(
    events.flatMap(({ kind, images }) =>
      images.map(async ({ id, digest, refs: [ref = ''] }) => {
        const there = known.get(digest)
        if (there !== undefined && there.builtAt !== '') return there
        const repository = repositoryOf(ref)
        const facts = (await source.of(repository, digest)) ?? []
        const [first] = facts
        const told = diffs.get(`${id} ${digest}`)
        if (told !== undefined) return bookImage(digest, id, facts, changesOf(told))
        const old = before.get(ref)
        if (kind !== 'publish' || first === undefined || old === undefined || old === digest)
          return bookImage(digest, id, facts)
        const earlier = (await source.of(repository, old))?.find(({ platform }) => platform === first.platform)
        const diff = earlier === undefined ? undefined : changesOf(diffFacts(earlier, first))
        return bookImage(digest, id, facts, diff)
      }),
    ),
  )
}
