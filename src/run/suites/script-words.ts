import { WorkError } from '../../shared/errors.js'
import { clip } from '../../shared/text.js'
import { fillWords, type LaunchWords, type SuiteWords } from './templates.js'

/** What no shell reads as anything but a part of a word. */
const HARMLESS = /^[\w.,:@%+/=-]*$/

/**
 * As `fillWords`. What stands behind a `-c` is a script for a shell, where a name is no longer a word of its own: one that
 * the shell would take for more (`$(touch x)` is a good name of a branch) is refused with a WorkError.
 */
export function fillLaunch(words: readonly string[], facts: SuiteWords & Partial<LaunchWords>): string[] {
  for (const [at, script] of words.entries()) {
    if (!/^-[a-z]*c$/.test(words[at - 1] ?? '')) continue
    for (const [whole, name = ''] of script.matchAll(/\{([a-z]+)\}/g)) {
      const value = Object.hasOwn(facts, name) ? facts[name as keyof SuiteWords] : ''
      if (HARMLESS.test(value)) continue
      throw new WorkError(`${whole} is ${JSON.stringify(clip(value, 100))}, which a shell would read in its own way`, {
        remedy: `Give it to the script as a word: sh -c '… "$1"' sh ${whole}.`,
      })
    }
  }
  return fillWords(words, facts)
}
