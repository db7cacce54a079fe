import type { Book, BookEvent, BookImage, BookName, EventImage } from './book.js'

/** The name of a stage that a ref is. */
export interface Rung {
  /** '' where it is the name of none above the first. */
  readonly stage: string
  /** It names what it names for ever. */
  readonly keeps: boolean
}

export interface Recording {
  /** Stages above the first, highest first; undefined where no spec says them: those that are known stay. */
  readonly ladder: readonly string[] | undefined
  readonly rungOf: (ref: string, id: string) => Rung
  /** What a ref was moved from. */
  readonly sourceOf: (ref: string) => string
  /** Publishes of each image that are kept; 0: all. */
  readonly keep: number
  /** ISO 8601. */
  readonly now: string
}

/**
 * Writes events into a book. What the book says already is not written again, and older news does not take the place of
 * newer: the same files may be read any number of times.
 */
export function record(
  book: Book,
  events: readonly BookEvent[],
  images: readonly BookImage[],
  { ladder, rungOf, sourceOf, keep, now }: Recording,
): Book {
  const names = new Map(book.names.map((one) => [one.ref, one]))
  const digests = new Set(book.names.map(({ id, digest }) => `${id} ${digest}`))
  for (const { images } of book.events) for (const { id, digest } of images) digests.add(`${id} ${digest}`)
  const added: BookEvent[] = []
  // What a machine with a wrong clock says of tomorrow must not make old news of all that comes until then.
  const past = (at: string): string => (at > now ? now : at)
  const told = events.map((event) => ({ ...event, at: past(event.at) }))
  for (const event of told.sort((a, b) => (a.at < b.at ? -1 : 1))) {
    const { kind, at, by, run, from } = event
    const isFresh = ({ id, digest }: EventImage, ref: string, index: number): boolean => {
      const known = names.get(ref)
      if (known !== undefined) return known.digest !== digest && past(known.since) <= at
      // One more name of what is there already, such as that of a commit which changed nothing, is no news.
      return kind !== 'publish' || index === 0 || !digests.has(`${id} ${digest}`)
    }
    const fresh = event.images
      .map((one) => ({ ...one, refs: one.refs.filter((ref, index) => isFresh(one, ref, index)) }))
      .filter(({ refs }) => refs.length > 0)
    for (const { id, refs, digest } of fresh) {
      digests.add(`${id} ${digest}`)
      for (const ref of refs)
        names.set(ref, { ref, id, digest, since: at, by, run, from: sourceOf(ref) || from, ...rungOf(ref, id) })
    }
    if (fresh.length > 0) added.push({ ...event, images: fresh })
  }
  const known = new Map(book.images.map((one) => [one.digest, one]))
  // What is known of a digest does not get less.
  for (const one of images) {
    const old = known.get(one.digest)
    known.set(one.digest, old === undefined ? one : merged(old, one))
  }
  const whole = {
    schema: 1 as const,
    ladder: ladder ?? book.ladder,
    events: [...book.events, ...added].sort((a, b) => (a.at < b.at ? 1 : a.at > b.at ? -1 : 0)),
    names: [...names.values()].sort((a, b) => (a.ref < b.ref ? -1 : 1)),
    images: [...known.values()],
    pages: book.pages,
  }
  return tidied(keep === 0 ? whole : pruned(whole, keep))
}

function merged(old: BookImage, own: BookImage): BookImage {
  return own.builtAt === ''
    ? { ...old, changes: old.changes ?? own.changes }
    : { ...own, changes: own.changes ?? old.changes }
}

/** Only the newest publishes of each image, and what stages name. */
function pruned(book: Book, keep: number): Book {
  const times = new Map<string, string[]>()
  for (const { kind, at, images } of book.events)
    if (kind === 'publish')
      for (const id of new Set(images.map((one) => one.id))) times.set(id, [...(times.get(id) ?? []), at])
  const oldest = new Map([...times].map(([id, all]) => [id, all[keep - 1] ?? '']))
  const isKept = (id: string, at: string): boolean => at >= (oldest.get(id) ?? '')
  const stays = ({ stage, id, since }: BookName): boolean => stage !== '' || isKept(id, since)
  const names = book.names.filter(stays)
  const refs = new Set(names.map(({ ref }) => ref))
  const events = book.events
    .map((event) => ({
      ...event,
      images: event.images.filter(({ id, refs: [first = ''] }) => isKept(id, event.at) && refs.has(first)),
    }))
    .filter(({ images }) => images.length > 0)
  return { ...book, names, events }
}

/** Nothing is kept of digests that nobody names any more. */
function tidied(book: Book): Book {
  const used = new Set([
    ...book.names.map(({ digest }) => digest),
    ...book.events.flatMap(({ images }) => images.map(({ digest }) => digest)),
  ])
  const images = book.images.filter(({ digest }) => used.has(digest)).sort((a, b) => (a.digest < b.digest ? -1 : 1))
  return { ...book, images }
}
