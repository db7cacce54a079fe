import { mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Commit } from '../changes/git.js'
import { plain } from '../shared/text.js'
import type { Plan } from '../stack/plan.js'

/** The files that say what will be done, and about which commit; names fixed by design section 3. */
export function planFiles(
  plan: Plan,
  { hash, message }: Pick<Commit, 'hash' | 'message'>,
  changedFiles: readonly string[],
): Record<string, string> {
  return {
    'plan.json': json(plan),
    IMAGES_CHANGED: lines(plan.images.filter((image) => image.action !== 'skip').map((image) => image.ref)),
    GIT_HASH: `${hash}\n`,
    GIT_HASH_SHORT: `${hash.slice(0, 7)}\n`,
    GIT_MESSAGE: `${message}\n`,
    // Names may hold line ends: each is one line all the same.
    GIT_CHANGED_FILES: changedFiles.map((file) => `${plain(file)}\n`).join(''),
  }
}

/** Each ref once: the platforms of an image share theirs. */
export function lines(refs: readonly string[]): string {
  return [...new Set(refs)].map((ref) => `${ref}\n`).join('')
}

/** Written aside and renamed: a reader never sees half a file, nor one that two runs wrote. */
export function replaceFile(folder: string, name: string, content: string): void {
  const path = join(folder, name)
  const aside = `${path}.${process.pid}.tmp`
  try {
    writeFileSync(aside, content)
    renameSync(aside, path)
  } catch (error) {
    rmSync(aside, { force: true })
    throw error
  }
}

/** Writes the files of a plan that is not carried out. */
export function writePlanFiles(folder: string, files: Readonly<Record<string, string>>): void {
  mkdirSync(folder, { recursive: true })
  for (const [name, content] of Object.entries(files)) replaceFile(folder, name, content)
}

export function json(value: unknown): string {
  return `${JSON.stringify(value, undefined, 2)}\n`
}
