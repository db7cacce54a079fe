import { git } from './git.js'
import { Races } from './race.js'
import { Store } from './store.js'

/** Switched off; there, but without a page, so without a git repository; with a first page that somebody made by hand. */
export type WikiState = 'off' | 'none' | 'first page'

/** A repository's wiki: a git repository with the branch master, which exists from the first page on. */
export class Wiki {
  readonly races = new Races()
  #store: Store | undefined

  constructor(
    readonly directory: string,
    /** The check box "Wikis" in the settings. */
    readonly enabled: boolean,
  ) {}

  get store(): Store | undefined {
    return this.#store
  }

  /** What somebody does on the web site. */
  async createFirstPage(content = 'Welcome to the wiki!\n'): Promise<void> {
    const store = await Store.make(this.directory, 'master')
    await store.push('master', [{ files: { 'Home.md': content }, message: 'Initial Home page' }])
    this.#store = store
  }

  /** Content of all pages by file name; none while there is no first one. */
  async pages(): Promise<Readonly<Record<string, string>>> {
    const store = this.#store
    if (store === undefined) return {}
    const names = await git(store.directory, ['ls-tree', '-r', '-z', '--name-only', store.head()])
    const pages = names
      .split('\0')
      .filter(Boolean)
      .map(async (name) => [name, (await store.read(store.head(), name)).toString()] as const)
    return Object.fromEntries(await Promise.all(pages))
  }
}
