import { test } from '@jest/globals'
import type { ImageFacts } from '../../../../src/contents/facts.js'
import {
  EMPTY_BOOK,
  readBook,
  BOOK_FILE,
  type Book,
  type BookEvent,
  type BookImage,
} from '../../../../src/report/wiki/book.js'
import { compose, type Composed } from '../../../../src/report/wiki/compose.js'
import type { Form } from '../../../../src/report/wiki/links.js'
import { bookImage } from '../../../../src/report/wiki/news.js'
import { record, type Recording } from '../../../../src/report/wiki/record.js'
import type { Shelf } from '../../../../src/report/wiki/shelf.js'
import fc from '../../property.js'

/** What holds for all of them. */
export function property<T>(name: string, all: fc.Arbitrary<T>, check: (one: T) => void): void {
  test(name, () => fc.assert(fc.property(all, check)))
}

export const digestOf = (seed: number): string => `sha256:${seed.toString(16).padStart(64, '0')}`

/** Facts of an image that is built on debian, with a list of packages. */
export function factsOf(name: string, more: Partial<ImageFacts> = {}): ImageFacts {
  return {
    ...{ schema: 1, id: name, name, variant: 'default', platform: 'linux/amd64', ref: `ghcr.io/acme/${name}:main` },
    ...{ digest: digestOf(1), fingerprint: 'f'.repeat(32), revision: 'a'.repeat(40), version: '' },
    source: 'https://github.com/acme/images',
    parents: [],
    base: { ref: 'debian:bookworm-slim', digest: null },
    ...{ builtAt: '2026-04-01T09:00:00.000Z', builtIn: 'https://github.com/acme/images/actions/runs/1' },
    ...{ size: 1_200_000_000, compressed: 400_000_000 },
    layers: [
      {
        command: 'RUN pip install numpy',
        size: 5,
        cumulativeSize: 10,
        createdAt: '2026-04-01T09:00:00.000Z',
        ms: 1500,
        cached: false,
      },
    ],
    infos: [{ name: 'pip', description: 'Packages', command: ['pip', 'list'], status: 0, output: 'numpy 2.0\n' }],
    suites: [{ name: 'test', outcome: 'passed', total: 3 }],
    ...more,
  }
}

/** A run published these images, each under the tag of its branch and that of a commit. */
export function published(at: string, images: Readonly<Record<string, number>>, sha = ''): BookEvent {
  return {
    ...{
      kind: 'publish',
      at: `${at}T10:00:00.000Z`,
      by: 'ann',
      run: 'https://github.com/acme/images/actions/runs/7',
      from: '',
    },
    images: Object.entries(images).map(([id, seed]) => ({
      id,
      refs: [`ghcr.io/acme/${id}:2026.3-main`, ...(sha === '' ? [] : [`ghcr.io/acme/${id}:2026.3-${sha}`])],
      digest: digestOf(seed),
    })),
  }
}

export const RECORDING: Recording = {
  ladder: ['global-stable', 'stable'],
  rungOf: (ref) => {
    const stage = ref.endsWith(':stable') ? 'global-stable' : ref.endsWith('-stable') ? 'stable' : ''
    return { stage, keeps: false }
  },
  sourceOf: () => '',
  keep: 0,
  now: '2099-01-01T00:00:00.000Z',
}

export interface Made extends Composed {
  /** What lies there now. */
  readonly shelf: Shelf
}

/** Files as a shelf. */
export function shelfOf(files: Readonly<Record<string, string | Buffer>>, others: readonly string[] = []): Shelf {
  return { files: new Map(Object.entries(files).map(([name, content]) => [name, Buffer.from(content)])), others }
}

export interface MakeOptions {
  readonly facts?: readonly ImageFacts[]
  readonly form?: Form
  readonly recording?: Partial<Recording>
  readonly images?: readonly BookImage[]
}

/** Writes events into what lies there, as the command does. Facts are those of the digests that they name. */
export function make(
  shelf: Shelf,
  events: readonly BookEvent[],
  { facts = [], form = 'wiki', recording = {}, images = [] }: MakeOptions = {},
): Made {
  const book: Book = readBook(shelf.files.get(BOOK_FILE)?.toString() ?? '') ?? EMPTY_BOOK
  const byDigest = new Map(facts.map((one) => [one.digest ?? '', one]))
  const known = events.flatMap((event) =>
    event.images.map(({ id, digest }) => {
      const own = byDigest.get(digest)
      return bookImage(digest, id, own === undefined ? [] : [own])
    }),
  )
  const next = record(book, events, [...known, ...images], { ...RECORDING, ...recording })
  const refs = new Map(next.names.map(({ ref, digest }) => [ref, byDigest.get(digest)]))
  const composed = compose(next, shelf, {
    form,
    factsOf: (ref) => {
      const own = refs.get(ref)
      return own === undefined ? undefined : [own]
    },
  })
  const files = new Map(shelf.files)
  for (const path of composed.removes) files.delete(path)
  for (const [path, content] of composed.writes) files.set(path, content)
  return { ...composed, shelf: { files, others: shelf.others } }
}

export const textAt = ({ shelf }: Made, path: string): string => shelf.files.get(path)?.toString() ?? ''
