import type { Position } from '../model.js'

export type Where = readonly (string | number)[]

/** What reads the rest of the spec, too. */
export interface SuiteReader {
  readonly fail: (where: Where, message: string, more: { remedy: string; what?: 'key' }) => void
  /** A path below the stack's directory, in its shortest form. */
  readonly inside: (where: readonly string[], path: string) => string
  readonly position: (where: readonly string[]) => Position
  readonly words: (where: readonly string[], command: string) => string[]
}

/** A command as words: a text is split as a shell would. */
export function wordsOf(
  where: readonly string[],
  command: string | readonly string[],
  reader: SuiteReader,
): readonly string[] {
  return typeof command === 'string' ? reader.words(where, command) : command
}
