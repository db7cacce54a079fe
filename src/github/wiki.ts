import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Shelf } from '../report/wiki/shelf.js'
import { gitFailed, gitFor, saidBy, type GitEnd, type RunGit } from './git.js'
import type { WikiAccess } from './wiki-access.js'
import { refusal } from './wiki-hints.js'
import { commitStream, readShelf, type Person } from './wiki-objects.js'

/** What is to be written onto what lies there; nothing where that is as it should be. */
export interface WikiChange {
  readonly writes: ReadonlyMap<string, Buffer>
  readonly removes: readonly string[]
  readonly message: string
}

export interface Written {
  /** The commit; undefined where there was nothing to change. */
  readonly commit: string | undefined
  /** Pushes that somebody else was faster than. */
  readonly races: number
}

/** Who is always a little slower comes through in the end. */
const TRIES = 10
const FIRST_WAIT_MS = 200
const LONGEST_WAIT_MS = 5000
/** Failures of the network and of the service. */
const NETWORK_TRIES = 4

/**
 * Brings pages into a wiki: reads it, lets `make` say what is to be written, commits and pushes. When somebody else was
 * faster, all of that happens again on what is there then: pages are made from what is there, so nothing has to be merged.
 * Throws a WorkError that says what to do where there is no wiki, or the token may not write to it.
 */
export async function writeWiki(access: WikiAccess, make: (shelf: Shelf) => Promise<WikiChange>): Promise<Written> {
  return inCopy(access, async (copy) => {
    let own: string | undefined
    for (let races = 0; ; races++) {
      const base = copy.base
      // A push of which no answer came may have got there.
      if (own !== undefined && own === base) return { commit: own, races }
      const change = await make(await readShelf(copy.git, base))
      if (change.writes.size === 0 && change.removes.length === 0) return { commit: undefined, races }
      own = await commit(copy, change, access)
      const pushed = own
      const end = await tryNetwork(access, () => copy.git(['push', '--quiet', 'origin', `${pushed}:${copy.ref}`]))
      if (end.status === 0) return { commit: own, races }
      await copy.fetch()
      if (copy.base === own) continue
      if (copy.base === base && !LOST.test(end.stderr)) throw await refusal(access, end, 'write')
      if (races + 1 === TRIES)
        throw gitFailed(
          `the wiki of ${access.repository} changed ${TRIES} times while it was written to`,
          end,
          'Run it again.',
        )
      await pause(access, races)
    }
  })
}

/** Somebody else was faster, or still is at it. */
const LOST = /fetch first|non-fast-forward|cannot lock ref|failed to update ref|incorrect old value|stale info/

/** Reads a wiki, and writes nothing. */
export async function readWiki(access: WikiAccess): Promise<Shelf> {
  return inCopy(access, (copy) => readShelf(copy.git, copy.base))
}

/** A copy of a wiki: a bare repository with its newest commit. */
interface Copy {
  readonly git: RunGit
  /** The branch that the wiki shows. */
  readonly ref: string
  /** Its newest commit; undefined while there is none. */
  base: string | undefined
  fetch: () => Promise<void>
}

async function inCopy<T>(access: WikiAccess, work: (copy: Copy) => Promise<T>): Promise<T> {
  const { env, token, signal, repository, serverUrl } = access
  const url = `${serverUrl}/${repository}.wiki.git`
  const folder = await mkdtemp(join(env['RUNNER_TEMP'] ?? tmpdir(), 'stack-wiki-'))
  try {
    const settings = { env, url, token, signal }
    const directory = join(folder, 'wiki.git')
    const clone = await tryNetwork(access, async () => {
      await rm(directory, { recursive: true, force: true })
      return gitFor(
        settings,
        folder,
      )([
        'clone',
        '--quiet',
        '--bare',
        '--depth',
        '1',
        '--single-branch',
        '--no-tags',
        '--template=',
        '--',
        url,
        directory,
      ])
    })
    if (clone.status !== 0) throw await refusal(access, clone, 'read')
    const git = gitFor(settings, directory)
    const head = await git(['symbolic-ref', '--quiet', 'HEAD'])
    const ref = head.stdout.toString().trim()
    const known = await git(['rev-parse', '--quiet', '--verify', 'HEAD^{commit}'])
    const copy: Copy = {
      ...{ git, ref: ref === '' ? 'refs/heads/master' : ref },
      base: known.status === 0 ? known.stdout.toString().trim() : undefined,
      async fetch() {
        const end = await tryNetwork(access, () =>
          git(['fetch', '--quiet', '--depth', '1', '--no-tags', 'origin', `+${this.ref}:refs/stack-action/newest`]),
        )
        // Of a wiki that had no page nothing can be fetched still.
        if (end.status !== 0 && !/couldn't find remote ref/.test(end.stderr)) throw await refusal(access, end, 'read')
        if (end.status !== 0) return
        const newest = await git(['rev-parse', '--verify', 'refs/stack-action/newest'])
        this.base = newest.stdout.toString().trim()
      },
    }
    return await work(copy)
  } finally {
    await rm(folder, { recursive: true, force: true, maxRetries: 3 })
  }
}

const BOT: Person = {
  name: 'github-actions[bot]',
  email: '41898282+github-actions[bot]@users.noreply.github.com',
}

/** Who commits: as git itself is told, else GitHub's own bot. */
function authorOf({ env }: WikiAccess): Person {
  const { GIT_AUTHOR_NAME: name, GIT_AUTHOR_EMAIL: email } = env
  const safe = (text: string): string => text.replace(/[<>\n\r\0]/g, ' ').trim()
  return name === undefined || email === undefined ? BOT : { name: safe(name), email: safe(email) }
}

async function commit({ git, base }: Copy, change: WikiChange, access: WikiAccess): Promise<string> {
  const stream = commitStream({ ...change, base, author: authorOf(access), at: access.now() })
  const end = await git(['fast-import', '--quiet', '--done', '--force'], stream)
  if (end.status !== 0) throw gitFailed('the commit of the wiki could not be made', end)
  return end.stdout.toString().trim()
}

/** Failures that pass: of the service, and of the way there. */
function isPassing(end: GitEnd): boolean {
  return saidBy(end).some((line) =>
    /(?:error: 5\d\d|RPC failed|early EOF|hung up|timed out|Connection (?:reset|refused)|Could not resolve|Empty reply|unexpected disconnect|HTTP 429|error: 429|transfer closed|Recv failure)/i.test(
      line,
    ),
  )
}

async function tryNetwork(access: WikiAccess, work: () => Promise<GitEnd>): Promise<GitEnd> {
  for (let tried = 1; ; tried++) {
    const end = await work()
    if (end.status === 0 || tried === NETWORK_TRIES || !isPassing(end)) return end
    await pause(access, tried)
  }
}

/** Two that wait for the same time would meet again. */
function pause({ wait, signal }: WikiAccess, round: number): Promise<unknown> {
  const ms = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** round) * (0.5 + Math.random() / 2)
  return wait === undefined ? sleep(ms, undefined, { signal }) : wait(ms)
}
