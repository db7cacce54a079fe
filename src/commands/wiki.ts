import { rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { readWiki, writeWiki } from '../github/wiki.js'
import { readFolder, writeFolder } from '../output/wiki-folder.js'
import { json, writePlanFiles } from '../output/plan-files.js'
import { registryClient, type RegistryClient } from '../registry/client.js'
import { dockerCredentials } from '../registry/credentials.js'
import type { Composed } from '../report/wiki/compose.js'
import type { Form } from '../report/wiki/links.js'
import { publishEvent, type MoveNews } from '../report/wiki/news.js'
import type { WikiResult } from '../report/wiki/result.js'
import type { Shelf } from '../report/wiki/shelf.js'
import { counted } from '../shared/text.js'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import { loadSpec } from '../stack/spec/load.js'
import { readHappening, type PlanEnv } from './happening.js'
import type { Inputs } from './inputs.js'
import { isUnmerged, whoMoves, type ActorEnv } from './moving.js'
import { checkOutFolder } from './out-folder.js'
import { baseDirectory, foldersOf } from './planning.js'
import { registryBases } from './registries.js'
import { readSpec } from './sources.js'
import { factsOf } from './tag.js'
import { factsSource } from './wiki-facts.js'
import { newsFrom } from './wiki-from.js'
import { findNews, type Found } from './wiki-news.js'
import { maker, type Make, type StackFound } from './wiki-pages.js'
import { accessOf, messageFor, urlOf } from './wiki-target.js'

export interface WikiRequest {
  readonly inputs: Inputs
  readonly env: PlanEnv & ActorEnv & Readonly<Record<string, string | undefined>>
  /** Directory that relative paths start from. */
  readonly cwd: string
  readonly signal: AbortSignal
  readonly now: () => Date
  readonly notice: (text: string) => void
}

export interface WikiCommandResult {
  readonly result: WikiResult
  /** With wiki.json, and wiki/ after a dry run. */
  readonly artifacts: string
}

/** Writes pages of what was published and moved into a wiki, or a folder. Throws a UserError or a WorkError. */
export async function wikiCommand(request: WikiRequest): Promise<WikiCommandResult> {
  const { inputs, env, signal, now } = request
  const began = now().getTime()
  const notices: string[] = []
  const { event, fork } = await readHappening(request)
  const base = baseDirectory(request)
  const { artifacts } = foldersOf(resolve(base, inputs.out))
  const unmerged = fork || isUnmerged(event.name)
  if (unmerged && !inputs.dryRun)
    notices.push(
      `${fork ? 'this code comes from a fork' : `${event.name} is about what is not merged yet`}: the pages are written to artifacts/wiki/ only`,
    )
  const dryRun = inputs.dryRun || unmerged
  const stack = await stackOf(request, base, notices)
  const registry = registryClient(dockerCredentials(env))
  const found = await findNews(
    resolve(base, inputs.out),
    inputs.earlier.map((path) => ({ path: resolve(base, path), shown: path })),
  )
  notices.push(...found.notices)
  const news = await newsOf(request, { stack, registry, found, base, event, notices })
  if (news.length === 0) notices.push(nothingIn(inputs))
  const source = factsSource(registry, found.runs, found.facts, signal)
  const form: Form = inputs.folder === '' ? 'wiki' : 'folder'
  const make = maker({
    ...{ news, stack, found, source, keep: inputs.keep, form, told: notices },
    now: new Date(began).toISOString(),
  })

  const [done, where] =
    inputs.folder === ''
      ? await toWiki(request, { make, dryRun, notices })
      : await toFolder(checkOutFolder(resolve(base, inputs.folder)), { make, dryRun })
  const { composed, commit } = done
  for (const { page, target } of composed.dead)
    notices.push(`the page ${page} links to ${target}, which is not there: a fault of stack-action, please report it`)
  if (dryRun) await writePreview(join(artifacts, 'wiki'), composed)
  const result: WikiResult = {
    ...{ schema: 1, command: 'wiki', outcome: 'passed', dryRun, url: where, commit, ms: now().getTime() - began },
    pages: composed.changes,
    total: composed.pages.length,
    notices: [...new Set([...notices, ...composed.notices, ...source.notices()])],
  }
  writePlanFiles(artifacts, { 'wiki.json': json(result) })
  return { result, artifacts }
}

/** Pages without news are no mistake: a run may have published nothing. A wrong folder looks the same. */
function nothingIn({ out, earlier, from }: Inputs): string {
  const where = [out === '.' ? 'artifacts/' : join(out, 'artifacts/'), ...earlier].join(', ')
  const more = from === '' ? '; --from STAGE (input `from`) takes what is in the registry' : ''
  return `nothing that was published or moved is told in ${where} (--out, --earlier)${more}`
}

/** The stack says which names are those of stages; pages are made without it, too. */
async function stackOf({ inputs }: WikiRequest, base: string, notices: string[]): Promise<StackFound | undefined> {
  const path = resolve(base, inputs.spec)
  try {
    return { stack: loadSpec(await readSpec(path, inputs.spec), inputs.spec), directory: dirname(path) }
  } catch (error) {
    if (inputs.from !== '') throw error
    notices.push(`which names are those of stages is not known: ${messageOf(error)}`)
    return undefined
  }
}

interface NewsGround {
  readonly stack: StackFound | undefined
  readonly registry: RegistryClient
  readonly found: Found
  readonly base: string
  readonly event: Awaited<ReturnType<typeof readHappening>>['event']
  readonly notices: string[]
}

async function newsOf(request: WikiRequest, ground: NewsGround): Promise<MoveNews[]> {
  const { inputs, env, now, signal } = request
  const { stack: known, registry, found, base, event, notices } = ground
  const published = publishEvent(found.runs, whoMoves(env))
  const news = [
    ...(published === undefined ? [] : [{ event: published, sources: new Map<string, string>() }]),
    ...found.moves,
  ]
  if (inputs.from === '' || known === undefined) return news
  const { stack, directory } = known
  const facts = await factsOf(
    { inputs: { ...inputs, to: [] }, env },
    { stack, directory, event, folders: foldersOf(resolve(base, inputs.out)) },
  )
  const bases = registryBases(inputs, stack)
  const notice = (text: string): void => void notices.push(text)
  return [
    ...news,
    ...(await newsFrom(inputs.from, inputs.images, { stack, bases, registry }, facts, { now: now(), signal, notice })),
  ]
}

interface Done {
  readonly composed: Composed
  readonly commit: string
}

async function toFolder(
  folder: string,
  { make, dryRun }: { readonly make: Make; readonly dryRun: boolean },
): Promise<[Done, string]> {
  const composed = await make(await readFolder(folder))
  if (!dryRun) await writeFolder(folder, composed)
  return [{ composed, commit: '' }, folder]
}

async function toWiki(
  request: WikiRequest,
  { make, dryRun, notices }: { readonly make: Make; readonly dryRun: boolean; readonly notices: string[] },
): Promise<[Done, string]> {
  const access = accessOf(request)
  if (dryRun) {
    // A look at what is there makes the preview a better one; forks and laptops may not be allowed to.
    const shelf =
      access === undefined
        ? EMPTY_SHELF
        : await readWiki(access).catch((error: unknown) => {
            request.signal.throwIfAborted()
            notices.push(`what is in the wiki now is not known, so this is all of it: ${messageOf(error)}`)
            return EMPTY_SHELF
          })
    return [{ composed: await make(shelf), commit: '' }, access === undefined ? '' : urlOf(access)]
  }
  if (access === undefined)
    throw userError('it is not known which wiki is meant', {
      remedy:
        'Name its repository with --wiki OWNER/NAME (input `wiki`), a folder with --folder DIR, or look at the pages with --dry-run.',
    })
  let composed: Composed | undefined
  const { commit, races } = await writeWiki(access, async (shelf) => {
    const made = await make(shelf)
    // After a race the last word is what the others left to do, but what we said of the pages is all of it.
    composed = made
    return { ...made, message: messageFor(made) }
  })
  if (races > 0)
    notices.push(
      `somebody else wrote to the wiki at the same time: ${counted(races, 'push', 'pushes')} had to be made again`,
    )
  if (composed === undefined) throw new Error('no pages were made')
  return [{ composed, commit: commit ?? '' }, urlOf(access)]
}

const EMPTY_SHELF: Shelf = { files: new Map(), others: [] }

/** The pages of a dry run, and none of an earlier one. */
async function writePreview(folder: string, composed: Composed): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  await writeFolder(folder, { writes: composed.writes, removes: [] })
}
