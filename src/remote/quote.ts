import { userError } from '../shared/errors.js'

/**
 * Words as one line for a POSIX login shell: each comes out as it went in, whatever is in it, and nothing of it is
 * interpreted. A NUL, which no argument of a program can hold, is a UserError.
 */
export function shellLine(words: readonly string[]): string {
  return words.map(quoted).join(' ')
}

/** POSIX, XCU 2.2.2: between single quotes everything is literal; a single quote itself has to stand outside of them. */
function quoted(word: string): string {
  if (word.includes('\0')) {
    throw userError(`a word of a remote command has a NUL character in it: ${JSON.stringify(word)}`, {
      remedy: 'No program can be given one; take it out.',
    })
  }
  return `'${word.replaceAll("'", String.raw`'\''`)}'`
}
