import { userError } from '../shared/errors.js'

/**
 * Words as one line for a POSIX shell: each comes out as it went in, whatever is in it, and nothing of it is
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

/**
 * The same for a login shell of any kind, which becomes the program. csh and tcsh know no line end between quotes and
 * look for `!` there, and fish takes backslashes there for escapes: nothing of a word is put before them. They start
 * `sh` with words that mean the same everywhere, and printf(1) makes of those the line that it reads (`%b`, `\0ooo`).
 */
export function loginLine(words: readonly string[]): string {
  const coded = Buffer.from(`exec ${shellLine(words)}`)
    .toString('latin1')
    .replace(/[^A-Za-z0-9_ .,:=@%+/-]/g, (byte) => `\\0${byte.charCodeAt(0).toString(8).padStart(3, '0')}`)
  const parts = coded.match(PARTS) ?? []
  return `exec sh -c 'eval "$(printf %b "$@")"' stack-action ${parts.map((part) => `'${part}'`).join(' ')}`
}

/** An old csh takes words of 1024 characters; no escape is cut in two. */
const PARTS = /(?:\\0\d{3}|[^\\]){1,100}/g
