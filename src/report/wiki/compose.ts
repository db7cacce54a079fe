import type { ImageFacts } from '../../contents/facts.js'
import { splitRef } from '../../stack/refs.js'
import { BOOK_FILE, bookText, type Book, type BookPage } from './book.js'
import { cell, type Ground } from './cells.js'
import { renderDependency } from './dependency.js'
import { renderHistory } from './history.js'
import { imageNames, renderArchive, renderHome, shelve } from './home.js'
import { renderRef } from './image-page.js'
import { deadLinks, fileOf, linkTo, type DeadLink, type Form } from './links.js'
import { hashOf, ownText, writeMarked, type MarkedPage } from './marked.js'
import { chooseNames, pageAt, type Shelf } from './shelf.js'
import { SIDEBAR, type PageKey } from './names.js'
import { renderStable } from './stable.js'

export interface Composition {
  readonly form: Form
  /** What is in what a ref names, one per platform; undefined: it is not known here, and a page that says it stays. */
  readonly factsOf: (ref: string) => readonly ImageFacts[] | undefined
}

/** A page, and what becomes of it. */
export interface PageChange {
  readonly page: string
  readonly change: 'made' | 'changed' | 'removed'
}

/** What is to be written, as paths; nothing where everything is as it should be. */
export interface Composed {
  readonly book: Book
  readonly writes: ReadonlyMap<string, Buffer>
  readonly removes: readonly string[]
  readonly changes: readonly PageChange[]
  /** All pages of ours, Home first. */
  readonly pages: readonly string[]
  readonly notices: readonly string[]
  /** None, or a fault of ours. */
  readonly dead: readonly DeadLink[]
}

/** The pages of a book on a shelf. The same book on what was written gives nothing to write. */
export function compose(book: Book, shelf: Shelf, { form, factsOf }: Composition): Composed {
  const images = new Map(book.images.map((one) => [one.digest, one]))
  const bare: Ground = { book, images, link: (text) => text }
  const shelved = shelve(bare)
  const sidebar = pageAt(shelf, SIDEBAR, form)?.marked
  const keys: PageKey[] = [
    ...(['home', 'stable', 'dependency'] as const),
    ...[...shelved.years.keys()].map((year): PageKey => `archive:${year}`),
    ...imageNames(bare).map((name): PageKey => `image:${name}`),
    ...book.names.map(({ ref }): PageKey => `ref:${ref}`),
    // A sidebar takes the place of GitHub's list of pages: only whoever has put our lines into one gets it.
    ...(sidebar === undefined ? [] : (['sidebar'] as const)),
  ]
  const { names, notices } = chooseNames(keys, book, shelf, form)
  const ground: Ground = {
    ...{ book, images },
    link: (text, key) => {
      const name = names.get(key)
      return name === undefined ? text : `[${text}](${linkTo(name, form)})`
    },
  }
  const known = new Map(book.pages.map((page) => [page.key, page]))
  const refs = new Map(book.names.map((one) => [one.ref, one]))
  const own: BookPage[] = []
  const [writes, changes, texts] = [new Map<string, Buffer>(), [] as PageChange[], new Map<string, string>()]

  /** Our text of a page, and the digest whose facts are in it; undefined: what is there stays. */
  const textOf = (key: PageKey, there: MarkedPage | undefined): { text: string; digest: string } | undefined => {
    const plainPage = (text: string): { text: string; digest: string } => ({ text, digest: '' })
    if (key === 'home') return plainPage(renderHome(ground, shelved))
    if (key === 'stable') return plainPage(renderStable(ground))
    if (key === 'dependency') return plainPage(renderDependency(ground))
    if (key === 'sidebar') return plainPage(renderSidebar(ground))
    const [, of = ''] = /^[a-z]+:(.*)$/.exec(key) ?? []
    if (key.startsWith('archive:')) return plainPage(renderArchive(ground, of, shelved.years.get(of) ?? []))
    if (key.startsWith('image:')) return plainPage(renderHistory(ground, of))
    const name = refs.get(of)
    if (name === undefined) return undefined
    const facts = factsOf(of)
    const page = known.get(key)
    if (facts === undefined && there !== undefined && page?.digest === name.digest) return undefined
    return { text: renderRef(ground, name, facts ?? []), digest: facts === undefined ? '' : name.digest }
  }

  for (const key of keys) {
    const name = names.get(key)
    if (name === undefined) continue
    const at = pageAt(shelf, name, form)
    const there = at?.marked?.key === key ? at.marked : undefined
    const page = known.get(key)
    const made = textOf(key, there)
    const touched =
      there !== undefined && page !== undefined && page.name === name && hashOf(there.section) !== page.hash
    if (made === undefined) {
      if (there !== undefined) texts.set(name, there.section)
      own.push({ key, name, hash: page?.hash ?? '', digest: page?.digest ?? '' })
      if (touched)
        notices.push(`${name} was changed by hand, and what belongs there is not known here: it is left as it is`)
      continue
    }
    const section = ownText(made.text)
    texts.set(name, section)
    own.push({ key, name, hash: hashOf(section), digest: made.digest })
    if (there !== undefined && there.section === section && !there.open) continue
    if (there?.open === true)
      notices.push(
        `${name} has lost the line that ends our part: what stands there is yours now, and our part is above it`,
      )
    else if (touched)
      notices.push(`${name} was changed by hand between the lines of stack-action: that part is written anew`)
    const path = at?.path ?? fileOf(name, form)
    writes.set(path, writeMarked(key, section, there ?? at?.around))
    changes.push({ page: name, change: at === undefined ? 'made' : 'changed' })
  }
  const { removes, gone, kept } = leftovers(book, keys, names, shelf, form)
  for (const page of kept) notices.push(`${page} is not needed any more, and stays: it has text of yours`)
  changes.push(...gone.map((page): PageChange => ({ page, change: 'removed' })))
  const next: Book = { ...book, pages: own }
  const text = Buffer.from(bookText(next))
  if (shelf.files.get(BOOK_FILE)?.equals(text) !== true) writes.set(BOOK_FILE, text)
  const all = [...texts.keys()]
  return {
    ...{ book: next, writes, removes, changes, pages: all, notices },
    dead: deadLinks(texts, [...all, ...shelf.others], form),
  }
}

function leftovers(
  book: Book,
  keys: readonly PageKey[],
  names: ReadonlyMap<PageKey, string>,
  shelf: Shelf,
  form: Form,
): { removes: string[]; gone: string[]; kept: string[] } {
  const wanted = new Set(keys)
  const used = new Set(names.values())
  const [removes, gone, kept]: [string[], string[], string[]] = [[], [], []]
  for (const { key, name } of book.pages) {
    if (wanted.has(key) && names.get(key) === name) continue
    if (used.has(name)) continue
    const at = pageAt(shelf, name, form)
    if (at?.marked?.key !== key) continue
    // What somebody wrote above or below is not ours to throw away.
    if ([at.marked.before, at.marked.after].some((part) => part.toString().trim() !== '')) kept.push(name)
    else {
      removes.push(at.path)
      gone.push(name)
    }
  }
  return { removes, gone, kept }
}

function renderSidebar(ground: Ground): string {
  return [
    `- ${ground.link('Home', 'home')}`,
    `- ${ground.link('Stable tags', 'stable')}`,
    `- ${ground.link('Image dependency', 'dependency')}`,
    ...imageNames(ground).map((name) => `- ${ground.link(cell(name), `image:${name}`)}`),
  ].join('\n')
}

/**
 * Refs of which facts have to be found: their pages are not there, are of another digest, or were changed. Of pages that
 * could not be told what is in their images those of `news` are asked for again; else every run would ask for all of them.
 */
export function factsWanted(book: Book, shelf: Shelf, form: Form, news: ReadonlySet<string> = new Set()): string[] {
  const known = new Map(book.pages.map((page) => [page.key, page]))
  return book.names
    .filter(({ ref, digest }) => {
      const page = known.get(`ref:${ref}`)
      if (page === undefined || (page.digest !== '' && page.digest !== digest)) return true
      if (page.digest === '' && news.has(ref)) return true
      const marked = pageAt(shelf, page.name, form)?.marked
      return marked?.key !== page.key || hashOf(marked.section) !== page.hash
    })
    .map(({ ref }) => ref)
}

/** The repository of a ref, for whoever looks up its facts. */
export function repositoryOf(ref: string): string {
  return splitRef(ref).repository
}
