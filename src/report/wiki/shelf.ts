import type { Book } from './book.js'
import { fileOf, type Form } from './links.js'
import { isOfSeeds, placeIn, readMarked, type MarkedPage } from './marked.js'
import { HOME, isPageName, namesFor, sameName, type PageKey } from './names.js'

/** What lies in a wiki, or in a folder. */
export interface Shelf {
  /** Plain files that were read, by path: pages on top, and the book. */
  readonly files: ReadonlyMap<string, Buffer>
  /** Names of everything else that may be a page: in other folders, of other kinds, links. */
  readonly others: readonly string[]
}

/** A page of a name that we may write to. */
export interface OpenPage {
  readonly path: string
  readonly marked: MarkedPage | undefined
  /** What to keep around our part where it is new on this page. */
  readonly around: Pick<MarkedPage, 'before' | 'after'> | undefined
}

const seen = new WeakMap<Shelf, Map<string, string>>()
const read = new WeakMap<Buffer, MarkedPage | undefined>()

/** The page that lies under a name, or under one that is the same but for its case. */
export function pageAt(shelf: Shelf, name: string, form: Form): OpenPage | undefined {
  let paths = seen.get(shelf)
  if (paths === undefined) {
    paths = new Map([...shelf.files.keys()].map((path) => [sameName(path), path]))
    seen.set(shelf, paths)
  }
  const exact = fileOf(name, form)
  const path = shelf.files.has(exact) ? exact : paths.get(sameName(exact))
  const file = path === undefined ? undefined : shelf.files.get(path)
  if (path === undefined || file === undefined) return undefined
  if (!read.has(file)) read.set(file, readMarked(file))
  const marked = read.get(file)
  const around = marked !== undefined ? undefined : name === HOME ? placeIn(file) : undefined
  return { path, marked, around }
}

/** A name for each page: the one it has, the one it should have, or another one where that is somebody else's. */
export function chooseNames(
  keys: readonly PageKey[],
  book: Book,
  shelf: Shelf,
  form: Form,
): { names: Map<PageKey, string>; notices: string[] } {
  const foreign = new Set(shelf.others.map(sameName))
  const has = new Map(book.pages.map((page) => [page.key, page.name]))
  const names = new Map<PageKey, string>()
  const taken = new Set<string>()
  const notices: string[] = []
  const isFree = (name: string, key: PageKey): boolean => {
    if (!isPageName(name) || taken.has(sameName(name))) return false
    const at = pageAt(shelf, name, form)
    if (at === undefined) return !foreign.has(sameName(name))
    if (at.marked !== undefined) return at.marked.key === key
    const file = shelf.files.get(at.path)
    return key === 'home' || (file !== undefined && isOfSeeds(file))
  }
  const give = (key: PageKey, name: string): void => {
    names.set(key, name)
    taken.add(sameName(name))
  }
  // Pages that have a name keep it, before new ones look for theirs.
  for (const key of keys) {
    const name = has.get(key)
    if (name !== undefined && isFree(name, key)) give(key, name)
  }
  for (const key of keys) {
    if (names.has(key)) continue
    const [wanted = '', ...rest] = namesFor(key)
    const name = [wanted, ...rest].find((one) => isFree(one, key))
    if (name === undefined) {
      notices.push(`there is no free name for the page ${wanted}: it is left out`)
      continue
    }
    const isOurs = taken.has(sameName(wanted))
    if (name !== wanted && !isOurs)
      notices.push(`the page ${wanted} is there and not ours: it is left as it is, and ours is ${name}`)
    give(key, name)
  }
  return { names, notices }
}
