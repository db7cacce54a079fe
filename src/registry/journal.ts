import { WorkError } from '../shared/errors.js'
import { clip, plain } from '../shared/text.js'
import { valueAt } from '../shared/values.js'
import { putDocument, readDocument, Refused, type DocumentKind } from './artifact.js'
import type { RegistryClient } from './client.js'
import { pause } from './http.js'
import { journalText, MOST_CHARACTERS, MOST_SUITES, recordsIn, type JournalRecord } from './journal-document.js'

/** The tag under which a repository keeps what happened to its other tags. */
export const JOURNAL_TAG = 'stack-journal'

export type { JournalRecord, OperationKind } from './journal-document.js'

/** A registry, as far as a journal needs it. */
export type JournalRegistry = Pick<RegistryClient, 'manifest' | 'put' | 'blob' | 'putBlob'>

/** Journals as they were last read or written, by repository: what has not changed is not sent again. */
export type JournalMemory = Map<string, Stored>

export interface JournalOptions {
  readonly signal?: AbortSignal | undefined
  readonly memory?: JournalMemory
}

export interface AppendOptions extends JournalOptions {
  /** Looks at the journal before and after it is written; what it throws ends it. */
  readonly check?: (records: readonly JournalRecord[]) => void
}

export interface EndOptions extends JournalOptions {
  /** The journal is not looked at for long: what was begun is in it, whoever writes over this. */
  readonly hasty?: boolean
}

/** A registry that takes no artifacts, or does not let their tag be moved: there is no journal in it. */
export class NoJournal extends WorkError {}

/** The oldest ones go. */
const MOST_RECORDS = 1000
const MOST_BYTES = 2 * 1024 * 1024
const JOURNAL: DocumentKind = { type: 'application/vnd.stack-action.journal.v1+json', mostBytes: 4 * 1024 * 1024 }

/** What happened to the names of a repository, newest last; nothing where there is no journal. */
export async function readJournal(
  registry: Pick<JournalRegistry, 'manifest' | 'blob'>,
  repository: string,
  options: JournalOptions = {},
): Promise<JournalRecord[]> {
  return (await load(registry, repository, options)).records
}

/**
 * Writes records into the journal of a repository and returns all of it. A record takes the place of the one that its
 * operation began for the same name. Throws NoJournal where the registry does not take it.
 */
export function appendJournal(
  registry: JournalRegistry,
  repository: string,
  records: readonly JournalRecord[],
  options: AppendOptions = {},
): Promise<JournalRecord[]> {
  const own = trimmed(records.map(fitting))
  return rewrite(registry, repository, (known) => withRecords(known, own), options)
}

/** Ends what an operation has begun in a repository: the records of it that still say so go, and these come. */
export function endClaims(
  registry: JournalRegistry,
  repository: string,
  operation: string,
  records: readonly JournalRecord[],
  options: EndOptions = {},
): Promise<JournalRecord[]> {
  const own = trimmed(records.map(fitting))
  const isBegun = (one: JournalRecord): boolean => one.operation === operation && one.state === 'begun'
  return rewrite(
    registry,
    repository,
    (known) =>
      withRecords(
        known.filter((one) => !isBegun(one)),
        own,
      ),
    options,
  )
}

/** Suites that have passed on exactly this digest, as a journal says: of each its newest word counts. */
export function suitesPassedOn(records: readonly JournalRecord[], digest: string): ReadonlySet<string> {
  return suitesSaidOf(records, digest).passed
}

/** Suites that passed on exactly this digest, and those that did not, each by the newest that is said of it. */
export function suitesSaidOf(
  records: readonly JournalRecord[],
  digest: string,
): { readonly passed: ReadonlySet<string>; readonly failed: ReadonlySet<string> } {
  const said = new Map<string, boolean>()
  for (const one of records) {
    if (one.new !== digest || one.state !== 'done') continue
    for (const name of one.suites ?? []) said.set(name, true)
    for (const name of one.failed ?? []) said.set(name, false)
  }
  const those = (passed: boolean): Set<string> =>
    new Set([...said].flatMap(([name, is]) => (is === passed ? [name] : [])))
  return { passed: those(true), failed: those(false) }
}

/** A record as it may be written: names of users and sources are foreign text of any length. */
function fitting(one: JournalRecord): JournalRecord {
  const fit = (foreign: string): string => clip(plain(foreign), MOST_CHARACTERS)
  const list = (all: readonly string[] | undefined): string[] | undefined => all?.slice(0, MOST_SUITES).map(fit)
  const more = {
    ...{ until: one.until, from: one.from === undefined ? undefined : fit(one.from) },
    ...{ skipped: list(one.skipped), suites: list(one.suites), failed: list(one.failed) },
  }
  const { operation, kind, state, tag, old, at } = one
  return { ...{ operation, kind, state, tag, old, new: one.new, at }, by: fit(one.by), run: fit(one.run), ...more }
}

function withRecords(known: readonly JournalRecord[], own: readonly JournalRecord[]): JournalRecord[] {
  const name = (one: JournalRecord): string => `${one.operation} ${one.tag}`
  const key = (one: JournalRecord): string => `${name(one)} ${one.state}`
  const [ended, there] = [new Set(own.filter(({ state }) => state !== 'begun').map(name)), new Set(known.map(key))]
  const kept = known.filter((one) => one.state !== 'begun' || !ended.has(name(one)))
  return trimmed([...kept, ...own.filter((one) => !there.has(key(one)))])
}

function trimmed(records: readonly JournalRecord[]): JournalRecord[] {
  const kept = records.slice(-MOST_RECORDS)
  let bytes = 0
  // From the newest on: what has no room any more is the oldest.
  const first = kept.findLastIndex((one) => (bytes += Buffer.byteLength(JSON.stringify(one)) + 1) > MOST_BYTES)
  return kept.slice(first + 1)
}

/** A journal as it lies in its registry. */
export interface Stored {
  /** Undefined where there is none. */
  readonly digest: string | undefined
  readonly records: JournalRecord[]
}

const ATTEMPTS = 5
/** Longest wait for somebody who writes at the same time. */
const SETTLED_MS = 3000

/** Nothing is to be written: the journal says it. */
class Unchanged extends Error {
  constructor(readonly records: JournalRecord[]) {
    super('nothing changes')
  }
}

/**
 * Registries have no call that writes only over what was read. So it is read again after a while that somebody else, who
 * had read it before we wrote, needs to write over ours; then theirs is there, and ours is put to it once more.
 */
async function rewrite(
  registry: JournalRegistry,
  repository: string,
  edit: (records: readonly JournalRecord[]) => JournalRecord[],
  { check = () => undefined, hasty = false, ...options }: AppendOptions & EndOptions,
): Promise<JournalRecord[]> {
  const memory = options.memory ?? new Map<string, Stored>()
  const { signal } = options
  const next = async (): Promise<Edited> => {
    const before = await load(registry, repository, { signal, memory })
    check(before.records)
    const records = edit(before.records)
    if (JSON.stringify(records) === JSON.stringify(before.records)) throw new Unchanged(before.records)
    return { before, records }
  }
  try {
    for (let attempt = 1; attempt <= ATTEMPTS; attempt++) {
      const began = performance.now()
      // At first there is something to be written; later it is there, as a rule.
      const edited = attempt === 1 ? next() : Promise.resolve(await next())
      memory.set(repository, await store(registry, repository, edited, signal))
      if (hasty) continue
      await pause(Math.min((1 + Math.random()) * (performance.now() - began), SETTLED_MS), signal)
    }
    await next()
  } catch (error) {
    if (error instanceof Unchanged) return error.records
    throw error
  }
  throw new WorkError(`the journal of ${repository} does not keep what is written: others write all the time`)
}

async function load(
  registry: Pick<JournalRegistry, 'manifest' | 'blob'>,
  repository: string,
  { signal, memory }: JournalOptions,
): Promise<Stored> {
  const known = memory?.get(repository)
  const manifest = await registry.manifest(repository, JOURNAL_TAG, undefined, signal)
  if (manifest === undefined) return { digest: undefined, records: [] }
  if (manifest.digest === known?.digest) return known
  const name = `${repository}:${JOURNAL_TAG}`
  const document = await readDocument(registry, { repository, tag: JOURNAL_TAG }, manifest, JOURNAL, signal)
  if ('wrong' in document) throw notOurs(name, document.wrong)
  const { content } = document
  const schema = valueAt(content, ['schema'])
  if (typeof schema === 'number' && schema > 1)
    throw new WorkError(`${name} was written by a later version of stack-action`, { remedy: 'Use that version here.' })
  const found = recordsIn(content)
  if ('wrong' in found) throw notOurs(name, `${found.wrong} is not what it should be`)
  const stored = { digest: manifest.digest, records: found.records }
  memory?.set(repository, stored)
  return stored
}

function notOurs(name: string, why: string): WorkError {
  return new WorkError(`${name} is not a journal: ${why}`, {
    remedy: 'That tag is kept for the journal: give what is there another name, and remove the tag.',
  })
}

/** What is to be written over what. */
interface Edited {
  readonly before: Stored
  readonly records: JournalRecord[]
}

async function store(
  registry: JournalRegistry,
  repository: string,
  edited: Promise<Edited>,
  signal: AbortSignal | undefined,
): Promise<Stored> {
  const written = edited.then(({ records }) => Buffer.from(journalText(records)))
  const options = {
    hasConfig: edited.then(({ before }) => before.digest !== undefined),
    ...(signal === undefined ? {} : { signal }),
  }
  try {
    const digest = await putDocument(registry, { repository, tag: JOURNAL_TAG }, JOURNAL, written, options)
    return { digest, records: (await edited).records }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    throw new NoJournal(`${repository} takes no journal: ${error.message}`, { cause: error.cause })
  }
}
