import { lstat, readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join, posix, relative, sep } from 'node:path'
import { readTree } from '../changes/tree.js'
import { contextHasher, isSent } from '../docker/context.js'
import { dockerfileIn, readDockerfiles } from '../run/context.js'
import { codeOf, messageOf, UserError, userError, type Problem } from '../shared/errors.js'
import { below, realPathOf } from '../shared/paths.js'
import { countedFiles, WHOLE } from '../stack/affected.js'
import { matcher } from '../stack/dockerfile.js'
import { linkStack } from '../stack/link.js'
import { inStack, wayInside } from '../stack/paths.js'
import { MAX_SPEC_BYTES } from '../stack/spec/document.js'
import { loadSpec, specTooLarge } from '../stack/spec/load.js'
import type { Image, Stack } from '../stack/model.js'
import { withPlatforms } from '../stack/platforms.js'
import type { FoundTests } from '../stack/suites.js'
import { builtVersion, withVersionArgs } from '../stack/version-args.js'
import { withRules, withStageFiles } from './change-rules.js'
import { hashAll, type Found, type Hashes } from './hashes.js'
import { findVersion, type Versioned } from './version.js'
import { commonTests as findCommonTests, declaredTests, pytestAt, testsOf, type Place } from './tests-found.js'

/** The stack as it lies on the disk. */
export interface StackOnDisk extends Hashes {
  /** Parents that the Dockerfiles name are in it. */
  readonly stack: Stack
  /** Absolute. */
  readonly directory: string
  /** The same, links followed. */
  readonly realDirectory: string
  /** Where the spec really is, seen from `realDirectory` (it may begin with `../`); undefined unless it is a link. */
  readonly specTarget: string | undefined
  readonly commonTests: FoundTests | undefined
  /** The bases it is pushed to, `host[:port]/path`. */
  readonly bases: readonly string[]
  /** What the version is; that of what is built of the stack may be its X.Y.0 (`builtVersion`). */
  readonly versioned: Versioned
}

/** What is done to the stack before anything is read that it names. */
export interface Reading {
  /** The version as it was asked for; '': that of the changelog, if there is one. */
  readonly version?: string
  /** Makes another stack of it: that of a stage which is built on the one below. */
  readonly derive?: (stack: Stack, directory: string) => Promise<Stack>
}

/** Nobody writes one like that; what is longer is another file, or meant to keep us busy. */
const MAX_DOCKERFILE_BYTES = 2 * 1024 * 1024

/** An image's files (hashes.ts hands them on whole), with the places that its links lead to. */
type Read = Found & { readonly places: string[] }

/** The stack's directory as it was named, and with its links followed. */
interface Top {
  readonly directory: string
  readonly real: string
}

/**
 * Reads the spec and what it names. `shown` is the path in messages; `registries` says where the stack is pushed to: a
 * Dockerfile may name a parent there; `native` is the platform of whoever builds, `platforms` goes before what the spec says. Throws a UserError with every mistake of a kind at once.
 */
export async function readStack(
  path: string,
  shown: string,
  registries: (stack: Stack) => readonly string[],
  native: Promise<string>,
  platforms: readonly string[] = [],
  { version = '', derive = (stack) => Promise.resolve(stack) }: Reading = {},
): Promise<StackOnDisk> {
  const spec = withPlatforms(loadSpec(await readSpec(path, shown), shown), platforms)
  const directory = dirname(path)
  const tree = readTree(directory) // Git works while we read.
  tree.catch(() => undefined) // Heard where it is waited for.
  const declared = await derive(withStageFiles(await withRules(spec, directory)), directory)
  const versioned = await findVersion(version, declared, directory)
  const bases = registries(declared)
  const problems: Problem[] = []
  const top: Top = { directory, real: await realpath(directory) }
  const found = new Map<string, Read>()
  const images = [...declared.images.values()]
  const place: Place = {
    directory,
    isInside: (path) => isInside(top, path),
    refuse: (path, why) =>
      problems.push({
        message:
          why === 'leads out'
            ? `${path} is a link to a place outside the stack`
            : `${JSON.stringify(path)} cannot be the directory of an environment: its name is that of a kernel`,
        file: inStack(shown, path),
        remedy:
          why === 'leads out'
            ? 'Move it below the directory of spec.yml.'
            : 'Use letters, digits, ".", "_" and "-" in its name.',
      }),
  }
  const [commonTests, declaredPytest] = await Promise.all([
    findCommonTests(place),
    pytestOfSpec(place, declared, shown, problems),
  ])
  const read = await Promise.all(
    images.map((image) => readSource(top, place, image, declared, declaredPytest, problems)),
  )
  for (const [index, source] of read.entries()) if (source !== undefined) found.set(images[index]?.name ?? '', source)
  for (const suite of declared.suites) {
    if (suite.files === undefined) continue
    if (await isDirectoryInside(top, suite.files)) await addPlace(top, suite.files, suite.images, found)
    else {
      problems.push({
        message: `suites.${suite.name}.files: there is no directory "${suite.files}" in the stack`,
        file: shown,
        ...suite.at,
        remedy: 'Give a directory below the one of spec.yml.',
      })
    }
  }
  for (const { name, does, settings, at } of declared.suites) {
    if ((does?.kind !== 'imports' && does?.kind !== 'notebooks') || settings.mayBeEmpty === true) continue
    const isFound = [...found.values()].some((source) => source.declared.some(({ group }) => group === name))
    if (isFound || does.paths.some((path) => path.startsWith('/')) || found.size < images.length) continue
    problems.push({
      message: `suites.${name}.${does.kind}: nothing below the directory of any image is called "${does.paths.join('", "')}"`,
      file: shown,
      ...at,
      remedy: 'Globs are below the directory of each image; absolute ones are paths in the image.',
    })
  }
  for (const tests of [...declaredPytest.values(), commonTests].flatMap((one) => one ?? []))
    await addPlace(top, tests.files, undefined, found)
  if (problems.length > 0) throw new UserError(problems)
  const builtFor = await native
  const informed = withVersionArgs(declared, found, builtVersion(declared, versioned.version))
  const stack = linkStack(informed, found, bases, builtFor)
  const withGit = new Set<string>()
  const hash = withoutGit(contextHasher(tree), withGit)
  const hashes = await hashAll({ stack, directory, found, commonTests, native: builtFor }, hash)
  await checkGit({ stack, directory, sources: hashes.sources }, withGit)
  const specAt = relative(top.real, await realPathOf(path))
  const specTarget = specAt === basename(path) ? undefined : specAt.split(sep).join('/')
  return { stack, directory, realDirectory: top.real, specTarget, commonTests, bases, versioned, ...hashes }
}

/** Changes of what a link leads to are changes of the images that use it: git names files by where they are. */
async function addPlace(
  top: Top,
  path: string,
  images: readonly string[] | undefined,
  found: ReadonlyMap<string, Read>,
): Promise<void> {
  const real = await realWay(top, path)
  if (real === undefined || real === path) return
  for (const name of images ?? found.keys()) found.get(name)?.places.push(real)
}

const IN_GIT = '.git/HEAD'

/** Contexts in which git's own directory counts are not read, only remembered: `checkGit` says whose they are. */
function withoutGit(hash: ReturnType<typeof contextHasher>, withGit: Set<string>): typeof hash {
  return async (request) => {
    const { directory, dockerfiles, only } = request
    if (dockerfiles.length === 0 || only?.(IN_GIT) === false || !(await sendsGit(directory, dockerfiles)))
      return hash(request)
    withGit.add(directory)
    return ''
  }
}

/** A file `.git`, as submodules have it, only says where that directory is; a link is sent as a link. */
async function sendsGit(context: string, dockerfiles: Parameters<typeof isSent>[1]): Promise<boolean> {
  const isDirectory = await lstat(join(context, '.git')).then(
    (found) => found.isDirectory(),
    () => false,
  )
  return isDirectory && (await isSent(context, dockerfiles, IN_GIT))
}

/** Every git command changes `.git`, and with it the fingerprint of an image that it counts for. */
async function checkGit(
  { stack, directory, sources }: Pick<StackOnDisk, 'stack' | 'directory' | 'sources'>,
  withGit: ReadonlySet<string>,
): Promise<void> {
  const problems: Problem[] = []
  for (const image of stack.images.values()) {
    const context = join(directory, image.context)
    const copied = sources.get(image.name)?.copied ?? WHOLE
    if (!withGit.has(context) || countedFiles(image.context, copied, stack.changeRules)?.(IN_GIT) === false) continue
    const dockerfiles = image.dockerfiles.map((file) => dockerfileIn(image.context, file))
    if (!(await sendsGit(context, dockerfiles))) continue
    problems.push({
      message: `the build context of ${image.name} holds .git, which every git command changes`,
      file: stack.file,
      ...image.at,
      remedy: `Write ".git" into ${inStack(stack.file, posix.join(image.context, '.dockerignore'))}.`,
    })
  }
  if (problems.length > 0) throw new UserError(problems)
}

/** What runs write must not be part of what they build: the next one would find everything changed. */
export async function checkFolders(
  { stack, directory, sources }: StackOnDisk,
  folders: readonly string[],
): Promise<void> {
  const problems: Problem[] = []
  const real = await Promise.all(folders.map(realPathOf))
  for (const image of stack.images.values()) {
    const context = await realPathOf(join(directory, image.context))
    const dockerfiles = image.dockerfiles.map((file) => dockerfileIn(image.context, file))
    const copied = sources.get(image.name)?.copied ?? WHOLE
    const counts = matcher(copied)
    for (const folder of real) {
      const way = below(context, folder)
      if (way !== undefined && copied.kind === 'some' && !counts(`${way}/file`)) continue
      if (way === undefined || !(way === '' || (await isSent(context, dockerfiles, `${way}/file`)))) continue
      problems.push({
        message: `the run would write its folder "${basename(folder)}" into the build context of ${image.name}`,
        file: stack.file,
        ...image.at,
        remedy: `Name a folder elsewhere with --out, or write "${way}" into ${inStack(stack.file, `${image.context}/.dockerignore`)}.`,
      })
    }
  }
  if (problems.length > 0) throw new UserError(problems)
}

export async function readSpec(path: string, shown: string): Promise<string> {
  try {
    const found = await stat(path)
    const { size } = found
    if (!found.isFile() && !found.isDirectory())
      throw userError('the spec cannot be read: this is no regular file', { file: shown, remedy: 'Name a file.' })
    if (size > MAX_SPEC_BYTES) throw specTooLarge(size, shown)
    return await readFile(path, 'utf8')
  } catch (error) {
    if (error instanceof UserError) throw error
    const code = codeOf(error)
    const why =
      code === 'ENOENT' ? 'there is no such file' : code === 'EISDIR' ? 'this is a directory' : messageOf(error)
    throw userError(`the spec cannot be read: ${why}`, {
      file: shown,
      remedy: 'Name the spec of your stack with --spec PATH (input `spec`).',
    })
  }
}

async function readSource(
  top: Top,
  place: Place,
  image: Image,
  stack: Stack,
  pytest: ReadonlyMap<string, FoundTests>,
  problems: Problem[],
): Promise<Read | undefined> {
  const { directory } = top
  const folder = join(directory, image.path)
  const fail = (message: string, remedy: string): undefined => {
    problems.push({ message, file: stack.file, ...image.at, remedy })
    return undefined
  }
  if (!(await isDirectory(folder))) {
    fail(
      `${image.name} has no directory ${inStack(stack.file, image.path)}`,
      `Make it, or name another with images.${image.name}.path.`,
    )
    return
  }
  if (!(await isInside(top, image.path))) {
    fail(
      `the directory of ${image.name} is a link to a place outside the stack`,
      'Move it below the directory of spec.yml.',
    )
    return
  }
  if (image.context !== image.path && !(await isDirectoryInside(top, image.context))) {
    fail(
      `${image.name} has no build context: ${inStack(stack.file, image.context)} is no directory of the stack`,
      `Make it, or name another with images.${image.name}.context.`,
    )
    return
  }
  const another = `Write one, or name another with images.${image.name}.dockerfile.`
  let bytes = 0
  for (const dockerfile of image.dockerfiles) {
    const where = inStack(stack.file, dockerfile)
    if (!(await isInside(top, dockerfile))) {
      fail(`${image.name} has no Dockerfile: ${where} is not there`, another)
      return
    }
    // Of a pipe or a device there may be no end.
    const entry = await stat(join(directory, dockerfile))
    if (!entry.isFile()) {
      fail(`the Dockerfile of ${image.name}, ${where}, is no regular file`, another)
      return
    }
    bytes += entry.size
    if (bytes > MAX_DOCKERFILE_BYTES) {
      const mib = (n: number): string => `${(n / 1024 / 1024).toFixed(1)} MiB`
      fail(
        `the Dockerfile of ${image.name}, ${where}, has ${mib(bytes)}; at most ${mib(MAX_DOCKERFILE_BYTES)} are read`,
        'Is this the right file? What is large belongs into files that the Dockerfile copies.',
      )
      return
    }
  }
  const dockerfile = image.dockerfiles[0] ?? ''
  let dockerfileText: string
  try {
    dockerfileText = await readDockerfiles(directory, image.dockerfiles)
  } catch (error) {
    fail(
      `the Dockerfile of ${image.name}, ${inStack(stack.file, dockerfile)}, cannot be read: ${messageOf(error)}`,
      'Make it readable.',
    )
    return
  }
  // Blanks, not line ends: over empty lines the search would go on from each of them.
  if (!/^\ufeff?[\t\v\f ]*FROM[\t\v\f ]/im.test(dockerfileText)) {
    problems.push({
      message: 'this Dockerfile has no FROM',
      file: inStack(stack.file, dockerfile),
      line: 1,
      remedy: 'A Dockerfile begins with FROM (after ARGs).',
    })
    return undefined
  }
  const tests = await testsOf(place, image)
  const declared = await declaredTests(place, image, stack, (suite) => Promise.resolve(pytest.get(suite.name)))
  const used = [image.path, image.context, ...image.dockerfiles, ...tests.map(({ files }) => files)]
  return { dockerfileText, tests, declared, places: await linkedPlaces(top, image.path, used) }
}

/** The tests of the suites that name a directory or file of the stack, by suite. */
async function pytestOfSpec(
  place: Place,
  { suites }: Stack,
  shown: string,
  problems: Problem[],
): Promise<Map<string, FoundTests>> {
  const found = new Map<string, FoundTests>()
  for (const { name, does, settings, at } of suites) {
    const more: [string, string | undefined][] = [
      ['services', settings.services?.file],
      ['services', settings.services?.envFile],
      ['ssh.known_hosts', settings.remote?.knownHosts],
    ]
    for (const [key, path] of more) {
      if (path === undefined || (await place.isInside(path))) continue
      problems.push({
        message: `suites.${name}.${key}: there is no file "${path}" in the stack`,
        file: shown,
        ...at,
        remedy: 'Give a file below the directory of spec.yml.',
      })
    }
    if (does?.kind !== 'pytest') continue
    const tests = await pytestAt(place, name, does.path)
    if (tests !== undefined) found.set(name, tests)
    const inContainer = (['network', 'memory', 'cpus', 'docker'] as const).filter((key) => settings[key] !== undefined)
    if (tests?.on === 'host' && settings.on === undefined && inContainer.length > 0)
      problems.push({
        message: `suites.${name}: ${inContainer.join(', ')} is for suites in the container, and these tests are for the host: they ask for docker`,
        file: shown,
        ...at,
        remedy: 'Leave it out; or say on: container.',
      })
    if (tests === undefined)
      problems.push({
        message: `suites.${name}.pytest: there is no "${does.path}" in the stack`,
        file: shown,
        ...at,
        remedy: 'Give a directory or file with tests below the directory of spec.yml.',
      })
  }
  return found
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function isDirectoryInside(top: Top, path: string): Promise<boolean> {
  return (await isDirectory(join(top.directory, path))) && (await isInside(top, path))
}

/** It is there, and following links does not lead out of the stack. */
async function isInside(top: Top, path: string): Promise<boolean> {
  return (await realWay(top, path)) !== undefined
}

/** A path of the stack with its links followed; undefined when it is not there, or leads out of the stack. */
async function realWay({ directory, real }: Top, path: string): Promise<string | undefined> {
  try {
    const way = below(real, await realpath(join(directory, path)))
    return way === '' ? '.' : way?.split(sep).join('/')
  } catch {
    return undefined
  }
}

/** Where those of the paths lead to that are links, or lie behind one; what is below another, or below `own`, is left out. */
async function linkedPlaces(top: Top, own: string, paths: readonly string[]): Promise<string[]> {
  const places = [own]
  for (const path of new Set(paths)) {
    const real = await realWay(top, path)
    if (real === undefined || real === path) continue
    if (!places.some((place) => wayInside(place, real) !== undefined)) places.push(real)
  }
  return places.slice(1)
}
