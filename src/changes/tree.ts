import { lstatSync } from 'node:fs'
import { resolve } from 'node:path'
import { runProgram } from '../shared/program.js'

/** A file as git keeps it: of the permission bits only "executable" counts. */
export type FileKind = 'file' | 'exec' | 'link'

export interface KnownFile {
  readonly kind: FileKind
  /** Git's blob id of the bytes on the disk (docker/content-id.ts makes the same). */
  readonly id: string
}

/** The files below a folder whose content git vouches for. Whatever is not in it has to be read. */
export interface Tree {
  /** Absolute. */
  readonly directory: string
  /** By path relative to `directory`, with `/`. */
  readonly files: ReadonlyMap<string, KnownFile>
}

/** Longer than any index takes; reading the files takes less. */
const PATIENCE_MS = 60_000

/** A look writes nothing (no refreshed index) and fetches nothing (blobs that a partial clone left out). */
const ENV = { GIT_OPTIONAL_LOCKS: '0', GIT_NO_LAZY_FETCH: '1' }

/**
 * Whatever the repository says, the disk is compared in full: executable bits, links and all times. No file system
 * monitor: a look starts no daemon and no hook.
 */
const STRICT = [
  'core.fileMode=true',
  'core.symlinks=true',
  'core.checkStat=default',
  'core.trustctime=true',
  'core.fsmonitor=false',
].flatMap((setting) => ['-c', setting])

/** Files that nothing but line ends can set apart from their blob (gitattributes(5), "Effects"). */
const UNFILTERED = ':(attr:!filter !ident !working-tree-encoding).'

/**
 * Matches nothing. It is there because git before 2.42 leaves the folder that all pathspecs have in common out of the paths
 * whose attributes it looks up, and with it the rules that are meant for them.
 */
const NOTHING = ':(top,literal).git/nothing'

/** What `git ls-files -v` writes before a file that is neither unmerged, skip-worktree nor assume-unchanged. */
const TRACKED = 'H'

const KINDS: Readonly<Record<string, FileKind>> = { '100644': 'file', '100755': 'exec', '120000': 'link' }

/**
 * Asks git which files below `directory` it knows byte for byte: tracked, unchanged on the disk, not converted on the
 * way. undefined where git cannot say: it is not there, this is no working tree, its ids are not SHA-1. (Filters are
 * believed to be those that the files were checked out with, as git itself does.)
 */
export async function readTree(directory: string): Promise<Tree | undefined> {
  const ask = async (args: readonly string[], input = ''): Promise<string> => {
    const { status, stdout } = await runProgram('git', ['-C', directory, ...args], {
      env: ENV,
      timeoutMs: PATIENCE_MS,
      input,
    })
    if (status !== 0) throw new Error(`git ended with ${status ?? 'a signal'}`)
    return stdout
  }
  try {
    const [files, changed] = await Promise.all([
      ask(['ls-files', '-z', '--stage', '-v', '--', UNFILTERED, NOTHING])
        .then(parseStage)
        .then((tracked) => asLongAsTheirBlobs(directory, tracked, ask)),
      // Changed, removed, or intended to be added; what has new times only is compared by content.
      ask([...STRICT, 'ls-files', '-z', '--modified', '--', '.']),
    ])
    for (const path of split(changed)) files.delete(path)
    return { directory: resolve(directory), files }
  } catch {
    return undefined // Reading the files needs no git.
  }
}

/** `H 100644 <id> 0<tab>path`, each with NUL at its end. Throws when the ids are not SHA-1. */
function parseStage(text: string): Map<string, KnownFile> {
  const files = new Map<string, KnownFile>()
  for (const line of split(text)) {
    const tab = line.indexOf('\t')
    const [tag, mode = '', id = ''] = line.slice(0, tab).split(' ')
    if (id.length !== 40) throw new Error(`${id} is no SHA-1`)
    const kind = KINDS[mode]
    const path = line.slice(tab + 1)
    // What is not UTF-8 comes with U+FFFD in it, and might be taken for another file.
    if (tag === TRACKED && kind !== undefined && !path.includes('\uFFFD')) files.set(path, { kind, id })
  }
  return files
}

/**
 * Those files whose line ends are their blob's. Git only ever adds CRs on the way to the disk and takes them away on the
 * way back, so a file as long as its blob is the same; the settings and attributes of now say less, the file may have come
 * with others.
 */
async function asLongAsTheirBlobs(
  directory: string,
  files: ReadonlyMap<string, KnownFile>,
  ask: (args: readonly string[], input: string) => Promise<string>,
): Promise<Map<string, KnownFile>> {
  const ids = Array.from(files.values(), ({ id }) => id).join('\n')
  // A line for each, in their order; of an object that is not there it has no number, or git gives up altogether.
  const sizes = (await ask(['cat-file', '--batch-check=%(objectsize)', '--buffer'], ids)).split('\n').values()
  const same = new Map<string, KnownFile>()
  for (const [path, file] of files) {
    if (sizeOf(`${directory}/${path}`) === Number(sizes.next().value)) same.set(path, file)
  }
  return same
}

/** At once: twenty thousand of these take 60 ms, and 300 ms by promises. */
function sizeOf(file: string): number | undefined {
  try {
    return lstatSync(file, { throwIfNoEntry: false })?.size
  } catch {
    return undefined // A file lies where its folder was, or nobody may look.
  }
}

function split(text: string): string[] {
  return text.split('\0').slice(0, -1)
}
