import { rm } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { diffFacts } from '../contents/compare.js'
import type { ImageFacts } from '../contents/facts.js'
import { readWiki, writeWiki, type WikiAccess } from '../github/wiki.js'
import { readFolder, writeFolder } from '../output/wiki-folder.js'
import { json, writePlanFiles } from '../output/plan-files.js'
import { registryClient, type RegistryClient } from '../registry/client.js'
import { dockerCredentials } from '../registry/credentials.js'
import { BOOK_FILE, EMPTY_BOOK, readBook, type Book, type BookEvent, type BookImage } from '../report/wiki/book.js'
import { compose, factsWanted, repositoryOf, type Composed } from '../report/wiki/compose.js'
import type { Form } from '../report/wiki/links.js'
import { bookImage, changesOf, publishEvent, wholeId, type MoveNews } from '../report/wiki/news.js'
import { record, type Rung } from '../report/wiki/record.js'
import type { WikiResult } from '../report/wiki/result.js'
import type { Shelf } from '../report/wiki/shelf.js'
import { counted } from '../shared/text.js'
import { codeOf, messageOf, userError } from '../shared/errors.js'
import type { Stack } from '../stack/model.js'
import { splitRef } from '../stack/refs.js'
import { immutableTemplate, ownersOf } from '../stack/stages.js'
import { loadSpec } from '../stack/spec/load.js'
import { readHappening, type PlanEnv } from './happening.js'
import type { Inputs } from './inputs.js'
import { isUnmerged, whoMoves, type ActorEnv } from './moving.js'
import { baseDirectory, foldersOf } from './planning.js'
import { registryBases } from './registries.js'
import { readSpec } from './sources.js'
import { factsOf } from './tag.js'
import { factsSource, type FactsSource } from './wiki-facts.js'
import { newsFrom } from './wiki-from.js'
import { findNews, type Found } from './wiki-news.js'

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
  const source = factsSource(registry, found.runs, found.facts, signal)
  const form: Form = inputs.folder === '' ? 'wiki' : 'folder'
  const make = maker({ news, stack, found, source, keep: inputs.keep, form, told: notices })

  const [done, where] =
    inputs.folder === ''
      ? await toWiki(request, { make, dryRun, notices })
      : await toFolder(resolve(base, inputs.folder), { make, dryRun })
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

/** The stack says which names are those of stages; pages are made without it, too. */
async function stackOf(
  { inputs }: WikiRequest,
  base: string,
  notices: string[],
): Promise<{ readonly stack: Stack; readonly directory: string } | undefined> {
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
  readonly stack: Awaited<ReturnType<typeof stackOf>>
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

interface Making {
  readonly news: readonly MoveNews[]
  readonly stack: Awaited<ReturnType<typeof stackOf>>
  readonly found: Found
  readonly source: FactsSource
  readonly keep: number
  readonly form: Form
  readonly told: string[]
}

/** Pages on what lies there; asked again where that has changed meanwhile. */
type Make = (shelf: Shelf) => Promise<Composed>

function maker({ news, stack: known, found, source, keep, form, told }: Making): Make {
  const stack = known?.stack
  const sources = new Map(news.flatMap((one) => [...one.sources]))
  const ladder = stack?.stages
    .slice(1)
    .map(({ name }) => name)
    .reverse()
  const images = [...(stack?.images.keys() ?? [])]
  const rungOf = (ref: string, id: string): Rung => rungIn(stack, images, splitRef(ref).tag, id)
  return async (shelf) => {
    const book = bookOf(shelf, told)
    const events = news.map(({ event }) => event)
    const next = record(book, events, await imagesOf(events, book, found, source), {
      ...{ ladder, rungOf, keep },
      sourceOf: (ref) => sources.get(ref) ?? '',
    })
    const digests = new Map(next.names.map(({ ref, digest }) => [ref, digest]))
    const facts = new Map<string, readonly ImageFacts[] | undefined>()
    await Promise.all(
      factsWanted(next, shelf, form).map(async (ref) => {
        facts.set(ref, await source.of(repositoryOf(ref), digests.get(ref) ?? ''))
      }),
    )
    return compose(next, shelf, { form, factsOf: (ref) => facts.get(ref) })
  }
}

function rungIn(stack: Stack | undefined, images: readonly string[], tag: string, id: string): Rung {
  if (stack === undefined) return { stage: '', keeps: false }
  const [name = ''] = id.split('@')
  const owners = ownersOf(tag, stack, images.includes(name) ? [name] : images)
  const owner = owners.find(({ stage }) => stage !== stack.stages[0])
  // A tag that a branch may have, too, is that of a stage where the ladder says so.
  if (owner === undefined) return { stage: '', keeps: false }
  return { stage: owner.stage.name, keeps: immutableTemplate(owner.stage) === owner.template }
}

function bookOf(shelf: Shelf, told: string[]): Book {
  const file = shelf.files.get(BOOK_FILE)
  if (file === undefined) return EMPTY_BOOK
  const book = readBook(file.toString())
  const broken = `${BOOK_FILE} of the wiki cannot be read: what it said of earlier publishes is gone, and a new one begins`
  if (book === undefined && !told.includes(broken)) told.push(broken)
  return book ?? EMPTY_BOOK
}

/** What is known of the digests that were named, and how they differ from what the same names named before. */
async function imagesOf(
  events: readonly BookEvent[],
  book: Book,
  { runs }: Found,
  source: FactsSource,
): Promise<BookImage[]> {
  const before = new Map(book.names.map(({ ref, digest }) => [ref, digest]))
  const diffs = new Map(
    runs.flatMap(({ images }) =>
      images.flatMap(({ id, published, diff }) =>
        diff === undefined ? [] : published.map(({ digest }) => [`${wholeId(id)} ${digest}`, diff] as const),
      ),
    ),
  )
  const known = new Map(book.images.map((one) => [one.digest, one]))
  return Promise.all(
    events.flatMap(({ kind, images }) =>
      images.map(async ({ id, digest, refs: [ref = ''] }) => {
        const there = known.get(digest)
        if (there !== undefined && there.builtAt !== '') return there
        const repository = repositoryOf(ref)
        const facts = (await source.of(repository, digest)) ?? []
        const [first] = facts
        const told = diffs.get(`${id} ${digest}`)
        if (told !== undefined) return bookImage(digest, id, facts, changesOf(told))
        const old = before.get(ref)
        if (kind !== 'publish' || first === undefined || old === undefined || old === digest)
          return bookImage(digest, id, facts)
        const earlier = (await source.of(repository, old))?.find(({ platform }) => platform === first.platform)
        const diff = earlier === undefined ? undefined : changesOf(diffFacts(earlier, first))
        return bookImage(digest, id, facts, diff)
      }),
    ),
  )
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

function urlOf({ serverUrl, repository }: WikiAccess): string {
  return `${serverUrl}/${repository}/wiki`
}

/** A wiki shows this in the history of its pages. */
function messageFor({ changes, book }: Composed): string {
  const [event] = book.events
  const what =
    event === undefined
      ? ''
      : `: ${event.kind}${event.from === '' ? '' : ` ${event.from}`} of ${counted(event.images.length, 'image')}`
  return `${counted(changes.length, 'page')} by stack-action${what}\n\n[ci skip]\n`
}

function accessOf({ inputs, env, signal, now }: WikiRequest): WikiAccess | undefined {
  const own = env['GITHUB_REPOSITORY'] ?? ''
  const repository = inputs.wiki === '' ? own : inputs.wiki.replace(/\.wiki$/, '')
  if (repository === '') return undefined
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository))
    throw userError(`"${inputs.wiki}" is no repository`, { remedy: 'Write --wiki OWNER/NAME (input `wiki`).' })
  const serverUrl = (env['GITHUB_SERVER_URL'] ?? 'https://github.com').replace(/\/+$/, '')
  const isHub = serverUrl === 'https://github.com'
  const apiUrl = env['GITHUB_API_URL'] ?? (isHub ? 'https://api.github.com' : `${serverUrl}/api/v3`)
  const token =
    inputs.token !== '' ? inputs.token : (env['STACK_WIKI_TOKEN'] ?? env['GH_TOKEN'] ?? env['GITHUB_TOKEN'] ?? '')
  return { serverUrl, apiUrl, repository, own, token, env, signal, now }
}

/** The pages of a dry run, and none of an earlier one. */
async function writePreview(folder: string, composed: Composed): Promise<void> {
  try {
    await rm(folder, { recursive: true, force: true })
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') throw error
  }
  await writeFolder(folder, { writes: composed.writes, removes: [] })
}
