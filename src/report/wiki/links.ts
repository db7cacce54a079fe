import { HOME, sameName } from './names.js'

/**
 * A wiki's links name pages, `[text](Page-Name)`; those of a folder name files, `[text](Page-Name.md)`, and its first page
 * is index.md, as generators of static sites want it.
 */
export type Form = 'wiki' | 'folder'

/** The file of a page. */
export function fileOf(name: string, form: Form): string {
  return form === 'folder' && name === HOME ? 'index.md' : `${name}.md`
}

export function linkTo(name: string, form: Form): string {
  return form === 'wiki' ? name : fileOf(name, form)
}

/** A link that leads nowhere. */
export interface DeadLink {
  readonly page: string
  readonly target: string
}

/** Links within the wiki that lead to no page. `pages`: our text by name of the page; `names`: all pages there are. */
export function deadLinks(pages: ReadonlyMap<string, string>, names: Iterable<string>, form: Form): DeadLink[] {
  const there = new Set([...names].map((name) => sameName(linkTo(name, form))))
  return [...pages].flatMap(([page, text]) =>
    targetsOf(text)
      .filter((target) => !there.has(sameName(target)))
      .map((target) => ({ page, target })),
  )
}

/** What a page links to in the same wiki. What stands in fenced blocks is no link. */
export function targetsOf(text: string): string[] {
  const targets: string[] = []
  let fence = ''
  for (const line of text.split('\n')) {
    const [, ticks] = /^(`{3,})/.exec(line) ?? []
    if (fence === '' && ticks !== undefined) fence = ticks
    else if (fence !== '') {
      if (line.trimEnd() === fence) fence = ''
    } else
      for (const [, target = ''] of line.matchAll(/\]\(([^()\s]*)\)/g))
        if (!/^https?:\/\//.test(target)) targets.push(target)
  }
  return targets
}
