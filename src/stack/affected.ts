import { posix } from 'node:path'
import { matcher, type CopiedPaths } from './dockerfile.js'
import { pathGlobs, type PathGlob } from './globs.js'
import type { ChangeRules, Image, ImageSource, Stack } from './model.js'
import { wayInside } from './paths.js'
import type { ChangedBy, Everything, Reason } from './reasons.js'
import { COMMON_SUITE, readsStack } from './suites.js'

export interface AffectedRequest {
  readonly stack: Stack
  readonly sources: ReadonlyMap<string, ImageSource>
  /** Way from the repository's top to the stack's directory, `.` for the top itself; undefined outside a repository. */
  readonly prefix: string | undefined
  /** Files beside the common tests that belong to them, such as pytest.ini. */
  readonly shared?: readonly string[]
  /** Where the spec really is, seen from the stack's directory (it may begin with `../`), when it is a link. */
  readonly specTarget?: string | undefined
  /** The workflow that is running, in the repository. */
  readonly workflow: string | undefined
  /** Files of the repository; undefined: everything, as `everything` says. */
  readonly files: readonly ChangedBy[] | undefined
  readonly everything: Everything | undefined
}

/**
 * The images that the changed files touch themselves, each with its reasons; images that are built on them are not in it.
 * Takes time in proportion to files × depth of their paths, whatever the number of images.
 */
export function affectedImages(request: AffectedRequest): Map<string, Reason[]> {
  const { stack, files, everything } = request
  const all = (reason: Reason): Map<string, Reason[]> =>
    new Map([...stack.images.keys()].map((name) => [name, [reason]]))
  const { prefix, workflow } = request
  // GitHub may know what changed where there is no clone; but then nobody knows which of its files are the stack's.
  const why = files === undefined ? 'nobody said what changed' : 'the stack lies in no repository that git knows'
  if (everything !== undefined || files === undefined || prefix === undefined)
    return all({ kind: 'everything', because: everything ?? { kind: 'unknown', why } })
  const isShared = sharedFiles(stack, request.shared)
  const isIgnored = matchesAny(stack.changeRules.ignore)
  const isAround = aroundTheStack(prefix, request.specTarget)
  const owners = new Owners(stack, request.sources, prefix)
  const found = new Map<string, { file: ChangedBy; last: ChangedBy; count: number }>()
  for (const file of files) {
    if (file.path === workflow || isAround(file.path)) return all({ kind: 'shared-file', file })
    const path = wayInside(prefix, file.path)
    if (path !== undefined && isShared(path)) return all({ kind: 'shared-file', file })
    if (path !== undefined && isIgnored(path)) continue
    owners.each(file.path, (name) => {
      const known = found.get(name)
      if (known === undefined) found.set(name, { file, last: file, count: 1 })
      else if (known.last !== file) {
        known.last = file
        known.count++
      }
    })
  }
  const affected = new Map<string, Reason[]>()
  for (const [name, { file, count }] of found) affected.set(name, [{ kind: 'file', file, more: count - 1 }])
  return affected
}

/** A glob stands for a file, or for a folder with everything below it. */
function matchesAny(globs: readonly string[]): (path: string) => boolean {
  const all = globs.flatMap(readGlob)
  return (path) => all.some(({ matches }) => matches(path))
}

/** load.ts has refused those with too many alternatives. */
const readGlob = (glob: string): PathGlob[] => pathGlobs(glob) ?? []

/** `a/b/c` → `a/b`, `a` */
function foldersOf(path: string): string[] {
  const folders: string[] = []
  for (let end = path.lastIndexOf('/'); end > 0; end = path.lastIndexOf('/', end - 1)) folders.push(path.slice(0, end))
  return folders
}

/**
 * Says which paths of the repository hold the whole stack, or its spec. Git names a folder only where it is a submodule,
 * or a link that became something else; then anything below it may have changed.
 */
function aroundTheStack(prefix: string, specTarget: string | undefined): (path: string) => boolean {
  const spec = specTarget === undefined ? [] : [posix.join(prefix, specTarget)]
  const around = new Set([prefix, ...spec].flatMap((path) => [path, ...foldersOf(path)]))
  return (path) => around.has(path)
}

/**
 * Which files of a folder of the stack count for what is made of it, seen from that folder; undefined: all of them. Files
 * that touch no image do not: else a change that nothing is to be done for would make another fingerprint.
 */
export function countedFiles(
  folder: string,
  copied: CopiedPaths,
  { ignore }: Pick<ChangeRules, 'ignore'>,
): ((path: string) => boolean) | undefined {
  if (copied.kind === 'all' && ignore.length === 0) return undefined
  const counts = matcher(copied)
  const isIgnored = matchesAny(ignore)
  const at = (path: string): string => (folder === '.' ? path : `${folder}/${path}`)
  return (path) => counts(path) && !isIgnored(at(path))
}

/** A context that counts whole. */
export const WHOLE: CopiedPaths = { kind: 'all', onbuild: false }

/** UCSD's file of lists; its own change touches everything, as there. */
export const RULES_FILE = 'change_ignore.json'

/** The spec's own name and the like are compared as they are: as globs they might mean others. */
function sharedFiles(stack: Stack, shared: readonly string[] = []): (path: string) => boolean {
  const files = new Set([stack.file.slice(stack.file.lastIndexOf('/') + 1), RULES_FILE, 'conftest.py', ...shared])
  const globs = stack.changeRules.all.flatMap(readGlob)
  // A submodule with such files in it is named alone.
  const above = new Set(globs.flatMap(({ fixed }) => [fixed, ...foldersOf(fixed)]))
  return (path) =>
    files.has(path) ||
    wayInside(COMMON_SUITE, path) !== undefined ||
    above.has(path) ||
    globs.some(({ matches }) => matches(path))
}

/** Whose a file is: that of every image whose directory, context or Dockerfile has it. All paths are the repository's. */
class Owners {
  /** By a file or folder of the repository. */
  private readonly places = new Map<string, Set<string>>()
  /** By a folder that holds places. */
  private readonly above = new Map<string, Set<string>>()
  private readonly everywhere: ReadonlySet<string>
  /** Images with suites that may read anything of the stack that is no image's, and where those lie. */
  private readonly loose = new Set<string>()
  private readonly images: ReadonlySet<string>
  private readonly patterns: { name: string; context: string; matches: (path: string) => boolean }[] = []

  constructor(
    stack: Stack,
    sources: ReadonlyMap<string, ImageSource>,
    private readonly prefix: string,
  ) {
    this.images = new Set([...stack.images.values()].map((image) => posix.join(prefix, image.path)))
    for (const image of stack.images.values()) {
      this.own(image.path, image.name)
      for (const file of image.dockerfiles) this.own(file, image.name)
      const source = sources.get(image.name)
      for (const place of source?.places ?? []) this.own(place, image.name)
      // Most lie in the image's own directory; some people keep them beside it.
      for (const { files, shared } of [...(source?.tests ?? []), ...(source?.declared ?? [])])
        for (const path of [files, ...shared]) this.own(path, image.name)
      if (image.context !== image.path && source !== undefined) this.copied(image, source.copied)
    }
    for (const { files, does, images, settings } of stack.suites) {
      const { services, on } = settings
      if (readsStack({ on, kind: does?.kind, files, services }))
        for (const name of images ?? stack.images.keys()) this.loose.add(name)
      const paths = [files, does?.kind === 'pytest' ? does.path : undefined, services?.file, services?.envFile]
      for (const path of paths) {
        if (path === undefined) continue
        for (const name of images ?? stack.images.keys()) this.own(path, name)
      }
    }
    this.everywhere = this.places.get('.') ?? new Set()
  }

  /** A context that is wider than the image's directory holds other images' files too: its own are those it copies. */
  private copied(image: Image, copied: CopiedPaths): void {
    const at = (path: string): string => (image.context === '.' ? path : `${image.context}/${path}`)
    for (const file of image.dockerfiles) this.own(`${file}.dockerignore`, image.name)
    this.own(at('.dockerignore'), image.name)
    if (copied.kind === 'all') return this.own(image.context, image.name)
    const isPlain = (path: string): boolean => !/[*?[\\]/.test(path)
    const plain = copied.globs.filter(isPlain)
    for (const path of plain) this.own(at(path), image.name)
    if (plain.length === copied.globs.length) return
    this.patterns.push({ name: image.name, context: posix.join(this.prefix, image.context), matches: matcher(copied) })
    for (const glob of copied.globs) {
      const parts = glob.split('/')
      const wild = parts.findIndex((part) => !isPlain(part))
      if (wild > 0) this.holds(at(parts.slice(0, wild).join('/')), image.name)
    }
  }

  /** `place` is the stack's, and may lead out of it. */
  private own(place: string, name: string): void {
    const path = posix.join(this.prefix, place)
    add(this.places, path, name)
    for (const folder of foldersOf(path)) add(this.above, folder, name)
  }

  /** Some of what is below the place is the image's. */
  private holds(place: string, name: string): void {
    const path = posix.join(this.prefix, place)
    for (const folder of [path, ...foldersOf(path)]) add(this.above, folder, name)
  }

  /** Calls `tell` for each; for the same image twice when two places have the file. */
  each(path: string, tell: (name: string) => void): void {
    for (const name of this.everywhere) tell(name)
    if (this.loose.size > 0 && wayInside(this.prefix, path) !== undefined)
      if (![path, ...foldersOf(path)].some((place) => this.images.has(place))) for (const name of this.loose) tell(name)
    for (const place of [path, ...foldersOf(path)]) for (const name of this.places.get(place) ?? []) tell(name)
    // A folder that git names is a submodule (or a link that became something else): whatever is below may have changed.
    for (const name of this.above.get(path) ?? []) tell(name)
    for (const { name, context, matches } of this.patterns) {
      const way = wayInside(context, path)
      if (way !== undefined && matches(way)) tell(name)
    }
  }
}

function add(map: Map<string, Set<string>>, path: string, name: string): void {
  const names = map.get(path)
  if (names === undefined) map.set(path, new Set([name]))
  else names.add(name)
}
