import type { Dirent } from 'node:fs'
import { open, readdir, stat } from 'node:fs/promises'
import { join, posix } from 'node:path'
import { pathGlobs } from '../stack/globs.js'
import { NAME } from '../stack/spec/grammar.js'
import type { DeclaredSuite, Image, Stack } from '../stack/model.js'
import {
  COMMON_SUITE,
  ENVIRONMENT_TEST,
  IMPORTS_LIST,
  INTEGRATION_SUITE,
  NOTEBOOK_LISTS,
  OWN_TESTS,
  type FoundTests,
} from '../stack/suites.js'

/** What UCSD's code reads, what its documents say. */
const TEST_FOLDERS = ['test', 'tests']
/** Where jupyter/docker-stacks keeps the tests of its images, beside them. */
const TESTS_BY_IMAGE = 'tests/by_image'
/** Files above a directory of tests that pytest takes notice of. */
const SHARED = ['conftest.py', 'pytest.ini', 'pyproject.toml', 'tox.ini', 'setup.cfg']

/** The stack's directory, and whether a path below it does not lead out of it by links. */
export interface Place {
  readonly directory: string
  readonly isInside: (path: string) => Promise<boolean>
  /** Says that a path is a link out of the stack, or is called what names of files and kernels cannot be. */
  readonly refuse: (path: string, why: 'leads out' | 'odd name') => void
}

/** The tests that every image gets. */
export async function commonTests(place: Place): Promise<FoundTests | undefined> {
  const [found] = await directories(place, [COMMON_SUITE])
  return found === undefined ? undefined : pytestIn(place, COMMON_SUITE, found)
}

/** The tests of an image that are found by convention, in the order in which they run. */
export async function testsOf(place: Place, image: Image): Promise<FoundTests[]> {
  const below = (name: string): string => posix.join(image.path, name)
  const [own] = await directories(place, [...TEST_FOLDERS.map(below), `${TESTS_BY_IMAGE}/${image.name}`])
  const [environments] = await directories(place, [below(ENVIRONMENT_TEST)])
  const [integration] = await directories(place, [below(INTEGRATION_SUITE)])
  return [
    ...(own === undefined ? [] : await ownTests(place, own)),
    ...(environments === undefined ? [] : await environmentTests(place, environments)),
    ...(integration === undefined
      ? []
      : [{ ...(await pytestIn(place, INTEGRATION_SUITE, integration)), on: 'host' as const }]),
  ]
}

/** A directory of tests, with the lists that may lie in it. */
async function ownTests(place: Place, files: string): Promise<FoundTests[]> {
  const names = await filesIn(place, files)
  const lists = listsOf(names, files, undefined, false)
  const isPytest = names.some((name) => name.endsWith('.py')) || lists.length === 0
  return [...(isPytest ? [await pytestIn(place, OWN_TESTS, files)] : []), ...lists]
}

/** `environments/<name>/tests`, for a kernel or environment each; `environments/test` is run as it lies in the image. */
async function environmentTests(place: Place, folder: string): Promise<FoundTests[]> {
  const names = await namesIn(place, folder)
  const executable = (files: string, target: string, environment?: string): FoundTests => ({
    ...{ group: ENVIRONMENT_TEST, kind: 'command', on: 'container', files, targets: [target], environment, shared: [] },
  })
  const each = await Promise.all(
    names.map(async (name) => {
      const files = `${folder}/${name}/tests`
      if ((await directories(place, [files])).length === 0) return []
      if (!NAME.test(name)) {
        place.refuse(`${folder}/${name}`, 'odd name')
        return []
      }
      const own = await filesIn(place, files)
      const target = `${ENVIRONMENT_TEST}/${name}/tests/test`
      return [...listsOf(own, files, name, true), ...(own.includes('test') ? [executable(files, target, name)] : [])]
    }),
  )
  const isThere = (await filesIn(place, folder)).includes('test')
  return [...each.flat(), ...(isThere ? [executable(folder, `${ENVIRONMENT_TEST}/test`)] : [])]
}

/** Lists of imports and notebooks; in a directory that is for nothing else, the notebooks that lie there too. */
function listsOf(
  names: readonly string[],
  files: string,
  environment: string | undefined,
  loose: boolean,
): FoundTests[] {
  const found = (group: string, kind: FoundTests['kind'], targets: readonly string[]): FoundTests[] =>
    targets.length === 0 ? [] : [{ ...{ group, kind, on: 'container', files, targets, environment, shared: [] } }]
  const there = (list: string): string[] => (names.includes(list) ? [list] : [])
  const notebooks = loose ? names.filter((name) => name.endsWith('.ipynb')).sort() : []
  return [
    ...found(IMPORTS_LIST, 'imports', there(IMPORTS_LIST)),
    ...[...NOTEBOOK_LISTS.keys()].flatMap((list, index) =>
      found(list, 'notebooks', [...there(list), ...(index === 0 ? notebooks : [])]),
    ),
  ]
}

/** What the spec's own suites find below the directory of an image, or of the stack. `problem` hears what is not there. */
export async function declaredTests(
  place: Place,
  image: Image,
  stack: Stack,
  pytestOf: (suite: DeclaredSuite) => Promise<FoundTests | undefined>,
): Promise<FoundTests[]> {
  const suites = stack.suites.filter(({ images, does }) => does !== undefined && (images?.includes(image.name) ?? true))
  const found: FoundTests[] = []
  let below: readonly string[] | undefined
  for (const suite of suites) {
    const { name, does } = suite
    if (does?.kind === 'pytest') {
      const tests = await pytestOf(suite)
      if (tests !== undefined) found.push(tests)
    }
    if (does?.kind !== 'imports' && does?.kind !== 'notebooks') continue
    const globs = does.paths.filter((path) => !path.startsWith('/')).flatMap((path) => pathGlobs(path) ?? [])
    if (globs.length === 0) continue
    below ??= await filesBelow(place, image.path)
    const paths = below.filter((path) => globs.some((glob) => glob.matches(path)))
    for (const [folder, targets] of byFolder(paths)) {
      const environment = /(?:^|\/)environments\/([^/]+)\/tests(?:$|\/)/.exec(`${folder}/`)?.[1]
      const files = posix.join(image.path, folder)
      found.push({ ...{ group: name, kind: does.kind, on: 'container', files, targets, environment, shared: [] } })
    }
  }
  return found
}

/** The tests of a suite that names a directory or a file of the stack; undefined when it is not there. */
export async function pytestAt(place: Place, group: string, path: string): Promise<FoundTests | undefined> {
  const kind = await kindOf(join(place.directory, path))
  if (kind === undefined || !(await place.isInside(path))) return undefined
  if (kind === 'directory') return pytestIn(place, group, path)
  return { ...(await pytestIn(place, group, posix.dirname(path))), targets: [posix.basename(path)] }
}

async function pytestIn(place: Place, group: string, files: string): Promise<FoundTests> {
  const shared = await sharedAbove(place, files)
  const isHost = await asksForDocker(place, files, shared)
  return {
    ...{ group, kind: 'pytest', on: isHost ? 'host' : 'container', files, targets: [], environment: undefined, shared },
  }
}

/** conftest.py and settings of pytest in the folders above, up to the stack's directory. */
async function sharedAbove(place: Place, files: string): Promise<string[]> {
  const folders: string[] = []
  for (let folder = files; folder !== '.';) folders.push((folder = posix.dirname(folder)))
  const found = await Promise.all(
    folders.map(async (folder) => {
      const names = await filesIn(place, folder)
      const here = SHARED.filter((name) => names.includes(name)).map((name) => posix.join(folder, name))
      return here.length === 0 ? [] : [...here, ...(await helpersIn(place, folder, files, names))]
    }),
  )
  const paths = [...new Set(found.flat())]
  const inside = await Promise.all(paths.map((path) => place.isInside(path)))
  return paths.filter((_, index) => inside[index])
}

/** Nobody has more helpers of tests. */
const MAX_HELPERS = 500

/**
 * Modules that tests below may import, as conftest.py does: beside it, and in folders that are no tests of images
 * themselves. In the stack's own directory, where images lie, only those beside it.
 */
async function helpersIn(place: Place, folder: string, files: string, names: readonly string[]): Promise<string[]> {
  if (!names.includes('conftest.py')) return []
  const isModule = (path: string): boolean =>
    path.endsWith('.py') && !/(?:^|\/)(?:test_[^/]*|[^/]*_test)\.py$/.test(path)
  if (folder === '.') return names.filter(isModule)
  const own = posix.relative(folder, files)
  const elsewhere = (path: string): boolean =>
    path !== own && !path.startsWith(`${own}/`) && !posix.join(folder, path).startsWith(`${TESTS_BY_IMAGE}/`)
  const below = (await filesBelow(place, folder)).filter((path) => isModule(path) && elsewhere(path))
  return below.slice(0, MAX_HELPERS).map((path) => posix.join(folder, path))
}

/** Files of tests that are looked into, and how much of each. */
const MAX_READ_FILES = 100
const MAX_READ_BYTES = 64 * 1024
/** What tests say that start containers themselves: they are for the machine, not for a container. */
const DOCKER = /\bTEST_IMAGE\b|^\s*(?:import|from)\s+docker\b/m

async function asksForDocker(place: Place, files: string, shared: readonly string[]): Promise<boolean> {
  const own = (await filesIn(place, files)).filter((name) => name.endsWith('.py')).map((name) => `${files}/${name}`)
  const python = [...shared.filter((path) => posix.basename(path) === 'conftest.py'), ...own].slice(0, MAX_READ_FILES)
  for (const path of python) if (DOCKER.test(await beginningOf(join(place.directory, path)))) return true
  return false
}

async function beginningOf(path: string): Promise<string> {
  try {
    const file = await open(path)
    try {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(MAX_READ_BYTES), 0, MAX_READ_BYTES, 0)
      return buffer.toString('utf8', 0, bytesRead)
    } finally {
      await file.close()
    }
  } catch {
    return '' // Whoever needs it will say so.
  }
}

/** The first of these that is a directory; a link that leads out of the stack is refused. */
async function directories(place: Place, paths: readonly string[]): Promise<string[]> {
  for (const path of paths) {
    if ((await kindOf(join(place.directory, path))) !== 'directory') continue
    if (await place.isInside(path)) return [path]
    place.refuse(path, 'leads out')
  }
  return []
}

async function kindOf(path: string): Promise<'directory' | 'file' | undefined> {
  return stat(path).then(
    (found) => (found.isDirectory() ? 'directory' : found.isFile() ? 'file' : undefined),
    () => undefined,
  )
}

async function namesIn({ directory }: Place, path: string): Promise<string[]> {
  return (await readdir(join(directory, path)).catch(() => [])).sort()
}

/** Files alone, links to files too. */
async function filesIn({ directory }: Place, path: string): Promise<string[]> {
  const entries = await readdir(join(directory, path), { withFileTypes: true }).catch(() => [])
  const isFile = async (entry: Dirent): Promise<boolean> =>
    entry.isFile() || (entry.isSymbolicLink() && (await kindOf(join(directory, path, entry.name))) === 'file')
  const found = await Promise.all(entries.map(async (entry) => ((await isFile(entry)) ? [entry.name] : [])))
  return found.flat().sort()
}

/** Nobody keeps more than that beside an image. */
const MAX_FILES = 100_000

async function filesBelow({ directory }: Place, path: string): Promise<string[]> {
  const files: string[] = []
  const open = ['']
  for (let folder = open.pop(); folder !== undefined && files.length < MAX_FILES; folder = open.pop()) {
    for (const entry of await readdir(join(directory, path, folder), { withFileTypes: true }).catch(() => [])) {
      const way = posix.join(folder, entry.name)
      if (entry.isFile()) files.push(way)
      else if (entry.isDirectory() && entry.name !== '.git') open.push(way)
    }
  }
  return files.sort()
}

function byFolder(paths: readonly string[]): Map<string, string[]> {
  const folders = new Map<string, string[]>()
  for (const path of paths) {
    const folder = posix.dirname(path)
    const names = folders.get(folder)
    if (names === undefined) folders.set(folder, [posix.basename(path)])
    else names.push(posix.basename(path))
  }
  return folders
}
