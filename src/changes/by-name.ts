import { userError, WorkError } from '../shared/errors.js'
import { byGit, type ChangesRequest, type Tried } from './answer.js'
import type { Changes } from './changes.js'
import { saysFullRebuild } from './full-rebuild.js'
import { excluded, findTop } from './git.js'
import { commitNamed, isShallow, mergeBase, messageOfCommit, uncommittedFiles } from './history.js'

/**
 * What the user wants to have compared: the head with the commit where it parted from the base, or with the base itself
 * when that is not known. Throws a UserError for a name that means no commit.
 */
export async function explicitChanges(
  { directory, own = [] }: ChangesRequest,
  { base: baseName, head: headName }: NonNullable<ChangesRequest['explicit']>,
): Promise<Changes> {
  const top = await findTop(directory).catch((error: unknown) => {
    if (!(error instanceof WorkError)) throw error
    throw userError(`nothing can be compared with "${baseName}": ${error.message}`)
  })
  const [base, head] = [await revision(top, baseName), await revision(top, headName ?? 'HEAD')]
  const tried: Tried[] = []
  const parting = await mergeBase(top, base, head).catch((error: unknown) => {
    if (!(error instanceof WorkError)) throw error
    tried.push({ source: 'git', why: `${error.message}; the two commits themselves are compared` })
    return undefined
  })
  const [{ files: committed, ...answer }, message, uncommitted] = await Promise.all([
    byGit(top, parting ?? base, head),
    messageOfCommit(top, head),
    headName === undefined ? excluded(top, own).then((left) => uncommittedFiles(top, left)) : [],
  ])
  const files = new Map(committed.map((file) => [file.path, file]))
  for (const path of uncommitted) files.set(path, { path })
  return {
    ...answer,
    files: [...files.values()],
    everything: undefined,
    deleted: false,
    fullRebuild: saysFullRebuild(message),
    tried,
  }
}

async function revision(top: string, name: string): Promise<string> {
  const found = await commitNamed(top, name)
  if (found !== undefined) return found
  throw userError(`git knows no commit "${name}" here`, { remedy: await remedyFor(top, name) })
}

async function remedyFor(top: string, name: string): Promise<string> {
  if ((await commitNamed(top, `origin/${name}`)) !== undefined) return `Did you mean "origin/${name}"?`
  if (await isShallow(top))
    return 'The clone is shallow: use "fetch-depth: 0" with actions/checkout, or "git fetch --unshallow".'
  return 'Name a branch, a tag or a commit; a branch of the remote is called origin/NAME.'
}
