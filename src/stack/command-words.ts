import { parse as shellWords } from 'shell-quote'
import { userError } from '../shared/errors.js'

/**
 * A command line as argv, as a shell would cut it; variables and globs stay as they are written. What only a shell can do
 * (pipes, redirections) is refused. `name` is where it was given, for the message. Throws a UserError.
 */
export function commandWords(command: string, name: string): string[] {
  const words = shellWords(command, (variable) => `$${variable}`).map((word) => {
    if (typeof word === 'string') return word
    if ('op' in word && word.op === 'glob') return word.pattern
    throw userError(`${name}: "${'op' in word ? word.op : '#'}" needs a shell, and no shell runs this command`, {
      remedy: "Write bash -c '…' around it, or declare a suite in the spec, whose run is a list of words.",
    })
  })
  if (words.length === 0) throw userError(`${name}: the command is empty`)
  return words
}
