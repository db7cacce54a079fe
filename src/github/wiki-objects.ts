import { WorkError } from '../shared/errors.js'
import { BOOK_FILE } from '../report/wiki/book.js'
import type { Shelf } from '../report/wiki/shelf.js'
import { gitFailed, type RunGit } from './git.js'

export interface Person {
  readonly name: string
  readonly email: string
}

/** Pages on top: `Name.md`; what GitHub's wikis show otherwise (other markups, other folders) is nobody's but the user's. */
const PAGE = /^([^/]+)\.md$/i
/** A plain file, executable or not. Links and other repositories (120000, 160000) are not read. */
const PLAIN = /^100/
/** A page of ours has at most a few hundred kB. */
const MOST_BYTES = 32 * 1024 * 1024
/** The book grows with every publish that is kept; GitHub takes no larger files. */
const MOST_BOOK = 100 * 1024 * 1024

/** What lies in the wiki at a commit, as git has it: links are not followed, nothing is written to the disk. */
export async function readShelf(git: RunGit, commit: string | undefined): Promise<Shelf> {
  if (commit === undefined) return { files: new Map(), others: [] }
  const listed = await git(['ls-tree', '-r', '-z', '-l', '--full-tree', commit])
  if (listed.status !== 0) throw gitFailed('the wiki could not be read', listed)
  const wanted: { path: string; id: string }[] = []
  const others: string[] = []
  for (const entry of listed.stdout.toString('utf8').split('\0').filter(Boolean)) {
    const tab = entry.indexOf('\t')
    const [mode = '', , id = '', size = ''] = entry.slice(0, tab).split(/ +/)
    const path = entry.slice(tab + 1)
    const isPlain = PLAIN.test(mode) && Number(size) <= (path === BOOK_FILE ? MOST_BOOK : MOST_BYTES)
    if (path === BOOK_FILE && PLAIN.test(mode) && !isPlain)
      throw new WorkError(`${BOOK_FILE} of the wiki has ${size} bytes, more than can be read`, {
        remedy: 'Remove it from the wiki: then a new history begins. The input `keep` makes it keep less.',
      })
    if (isPlain && (PAGE.test(path) || path === BOOK_FILE)) wanted.push({ path, id })
    else if (path !== BOOK_FILE) others.push(nameOf(path))
  }
  const files = new Map<string, Buffer>()
  const contents = await blobs(
    git,
    wanted.map(({ id }) => id),
  )
  wanted.forEach(({ path }, at) => files.set(path, contents[at] ?? Buffer.alloc(0)))
  return { files, others }
}

/** The name under which a wiki finds a file, wherever it lies. */
function nameOf(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1).replace(/\.[A-Za-z]+$/, '')
}

async function blobs(git: RunGit, ids: readonly string[]): Promise<Buffer[]> {
  if (ids.length === 0) return []
  const { status, stdout, stderr } = await git(['cat-file', '--batch'], Buffer.from(`${ids.join('\n')}\n`))
  if (status !== 0) throw gitFailed('the pages of the wiki could not be read', { status, stdout, stderr })
  const found: Buffer[] = []
  let at = 0
  for (const id of ids) {
    const end = stdout.indexOf(0x0a, at)
    const size = Number(stdout.subarray(at, end).toString().split(' ')[2])
    if (end < 0 || !Number.isInteger(size)) throw new WorkError(`the wiki lacks the object ${id}`)
    found.push(stdout.subarray(end + 1, end + 1 + size))
    at = end + 1 + size + 1
  }
  return found
}

export interface NewCommit {
  readonly writes: ReadonlyMap<string, Buffer>
  readonly removes: readonly string[]
  readonly message: string
  /** Undefined: it is the first one. */
  readonly base: string | undefined
  readonly author: Person
  readonly at: Date
}

/**
 * A commit as `git fast-import` takes it, which prints its hash: no working tree, so no link, hook, filter or letter case of
 * this machine has a say in what is written.
 */
export function commitStream({ writes, removes, message, base, author, at }: NewCommit): Buffer {
  const parts: Buffer[] = []
  const line = (text: string): void => void parts.push(Buffer.from(`${text}\n`))
  const data = (content: Buffer): void =>
    void parts.push(Buffer.from(`data ${content.length}\n`), content, Buffer.from('\n'))
  const ref = 'refs/stack-action/next'
  line(`reset ${ref}\n`)
  line(`commit ${ref}`)
  line('mark :1')
  line(`committer ${author.name} <${author.email}> ${Math.floor(at.getTime() / 1000)} +0000`)
  data(Buffer.from(message))
  if (base !== undefined) line(`from ${base}`)
  for (const path of removes) line(`D ${quoted(path)}`)
  for (const [path, content] of writes) {
    line(`M 100644 inline ${quoted(path)}`)
    data(content)
  }
  line('\nget-mark :1\ndone')
  return Buffer.concat(parts)
}

/** Any path, as a C string. */
function quoted(path: string): string {
  return `"${path.replaceAll('\\', '\\\\').replaceAll('"', '\\"').replaceAll('\n', '\\n')}"`
}
