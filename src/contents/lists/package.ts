/** Package managers whose lists are known. */
export type ListKind = 'pip' | 'conda' | 'apt' | 'r' | 'npm'

/** A line of a package list. */
export interface Package {
  readonly name: string
  readonly version: string
  /** Where a list has the same package for several of them. */
  readonly architecture?: string
}

/** What a reader makes of the lines of a command: undefined where they have another form. */
export type ListReader = (lines: readonly string[]) => readonly Package[] | undefined

const MOST_CHARACTERS = 200

/** A name and a version, as far as they can be some. */
export function isPackage({ name, version }: Package): boolean {
  const fits = (text: string): boolean => text !== '' && text.length <= MOST_CHARACTERS && !/\s/.test(text)
  return fits(name) && fits(version)
}

/** Words between white space. */
export function wordsOf(line: string): string[] {
  return line.split(/\s+/).filter((word) => word !== '')
}
