import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { messageOf, userError } from '../shared/errors.js'
import type { Stack } from '../stack/model.js'
import { inStack } from '../stack/paths.js'
import { declaresStages } from '../stack/stages.js'
import { resolveVersion, type Changelog } from '../stack/versions.js'

export interface Versioned {
  /** X.Y.Z; '' where nobody said, and the stack has no changelog. */
  readonly version: string
  readonly changelog: Changelog | undefined
}

/** Nobody writes one like that. */
const MAX_BYTES = 16 * 1024 * 1024

/** The version that a command is about: as it was asked for, else of the changelog's top entry. Throws a UserError. */
export async function findVersion(
  asked: string,
  stack: Pick<Stack, 'stages' | 'changelog' | 'file'>,
  directory: string,
): Promise<Versioned> {
  const changelog = await readChangelog(stack, directory)
  // A stack without versions may have its own idea of them, for the commands of its suites.
  const free = changelog === undefined && !declaresStages(stack) && !/^(from_)?changelog$/i.test(asked.trim())
  return { version: free ? asked.trim() : resolveVersion(asked, changelog), changelog }
}

/** The changelog that the spec names; undefined where it names none. Throws a UserError when it cannot be read. */
export async function readChangelog(
  { changelog, file }: Pick<Stack, 'changelog' | 'file'>,
  directory: string,
): Promise<Changelog | undefined> {
  if (changelog === undefined) return undefined
  const path = join(directory, changelog)
  const shown = inStack(file, changelog)
  try {
    const found = await stat(path)
    if (!found.isFile() || found.size > MAX_BYTES) throw new Error('this is no changelog')
    return { file: shown, text: await readFile(path, 'utf8') }
  } catch (error) {
    throw userError(`the changelog cannot be read: ${messageOf(error)}`, {
      file: shown,
      remedy: 'Write it, or name another with `changelog:` in the spec.',
    })
  }
}

/** Who runs this: what {user} stands for. */
export function userOf(
  asked: string,
  env: { readonly GITHUB_ACTOR?: string | undefined; readonly USER?: string | undefined },
): string {
  return [asked, env.GITHUB_ACTOR, env.USER].find((name) => name !== undefined && name.trim() !== '')?.trim() ?? ''
}
