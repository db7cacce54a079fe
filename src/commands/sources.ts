import { readFile, realpath, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { hashContext, isSent, readContext } from '../docker/context.js'
import { codeOf, messageOf, UserError, userError, type Problem } from '../shared/errors.js'
import { below, realPathOf } from '../shared/paths.js'
import { MAX_SPEC_BYTES } from '../stack/spec/document.js'
import { loadSpec, specTooLarge } from '../stack/spec/load.js'
import type { Image, ImageSource, Stack } from '../stack/model.js'
import { inStack } from '../stack/plan.js'
import { COMMON_SUITE, INTEGRATION_SUITE } from '../stack/suites.js'

/** The stack as it lies on the disk. */
export interface StackOnDisk {
  readonly stack: Stack
  /** Absolute. */
  readonly directory: string
  readonly sources: ReadonlyMap<string, ImageSource>
  readonly commonTests: string | undefined
}

/** `test` is what UCSD's code reads, `tests` what its documents say. */
const OWN_TESTS = ['test', 'tests']

/** Reads the spec and what it names. `shown` is the path in messages. Throws a UserError with every mistake of a kind at once. */
export async function readStack(path: string, shown: string): Promise<StackOnDisk> {
  const stack = loadSpec(await readSpec(path, shown), shown)
  const directory = dirname(path)
  const problems: Problem[] = []
  const sources = new Map<string, ImageSource>()
  const found = await Promise.all(
    [...stack.images.values()].map(async (image) => ({
      image,
      source: await readSource(directory, image, stack, problems),
    })),
  )
  for (const { image, source } of found) if (source !== undefined) sources.set(image.name, source)
  for (const suite of stack.suites) {
    if (suite.files !== undefined && !(await isDirectoryInside(directory, suite.files))) {
      problems.push({
        message: `suites.${suite.name}.files: there is no directory "${suite.files}" in the stack`,
        file: shown,
        remedy: 'Give a directory below the one of spec.yml.',
      })
    }
  }
  const commonTests = await isDirectory(join(directory, COMMON_SUITE))
  if (commonTests && !(await isInside(directory, COMMON_SUITE)))
    problems.push({
      message: `${COMMON_SUITE} is a link to a place outside the stack`,
      file: inStack(shown, COMMON_SUITE),
      remedy: 'Move it below the directory of spec.yml.',
    })
  if (problems.length > 0) throw new UserError(problems)
  return { stack, directory, sources, commonTests: commonTests ? COMMON_SUITE : undefined }
}

/** What runs write must not be part of what they build: the next one would find everything changed. */
export async function checkFolders({ stack, directory }: StackOnDisk, folders: readonly string[]): Promise<void> {
  const problems: Problem[] = []
  const real = await Promise.all(folders.map(realPathOf))
  for (const image of stack.images.values()) {
    const context = await realPathOf(join(directory, image.path))
    for (const folder of real) {
      const way = below(context, folder)
      if (way === undefined || !(way === '' || (await isSent(context, image.dockerfile, `${way}/file`)))) continue
      problems.push({
        message: `the run would write its folder "${basename(folder)}" into the build context of ${image.name}`,
        file: stack.file,
        ...image.at,
        remedy: `Name a folder elsewhere with --out, or write "${way}" into ${inStack(stack.file, `${image.path}/.dockerignore`)}.`,
      })
    }
  }
  if (problems.length > 0) throw new UserError(problems)
}

async function readSpec(path: string, shown: string): Promise<string> {
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
  directory: string,
  image: Image,
  stack: Stack,
  problems: Problem[],
): Promise<ImageSource | undefined> {
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
  if (!(await isInside(directory, image.path))) {
    fail(
      `the directory of ${image.name} is a link to a place outside the stack`,
      'Move it below the directory of spec.yml.',
    )
    return
  }
  const dockerfile = `${image.path}/${image.dockerfile}`
  if (!(await isInside(directory, dockerfile))) {
    fail(
      `${image.name} has no Dockerfile: ${inStack(stack.file, dockerfile)} is not there`,
      `Write one, or name another with images.${image.name}.dockerfile.`,
    )
    return
  }
  let dockerfileText: string
  try {
    // Of a pipe or a device there may be no end.
    if (!(await stat(join(directory, dockerfile))).isFile()) {
      fail(
        `the Dockerfile of ${image.name}, ${inStack(stack.file, dockerfile)}, is no regular file`,
        `Write one, or name another with images.${image.name}.dockerfile.`,
      )
      return
    }
    dockerfileText = await readFile(join(directory, dockerfile), 'utf8')
  } catch (error) {
    fail(
      `the Dockerfile of ${image.name}, ${inStack(stack.file, dockerfile)}, cannot be read: ${messageOf(error)}`,
      'Make it readable.',
    )
    return
  }
  if (!/^\s*FROM\s/im.test(dockerfileText)) {
    problems.push({
      message: 'this Dockerfile has no FROM',
      file: inStack(stack.file, dockerfile),
      line: 1,
      remedy: 'A Dockerfile begins with FROM (after ARGs).',
    })
    return undefined
  }
  const suiteAt = async (names: readonly string[]): Promise<string | undefined> => {
    const path = await firstDirectory(
      directory,
      names.map((name) => `${image.path}/${name}`),
    )
    if (path === undefined || (await isInside(directory, path))) return path
    fail(
      `${inStack(stack.file, path)} of ${image.name} is a link to a place outside the stack`,
      'Move it below the directory of spec.yml.',
    )
    return undefined
  }
  const tests = await suiteAt(OWN_TESTS)
  const integrationTests = image.integrationTests ? await suiteAt([INTEGRATION_SUITE]) : undefined
  try {
    const contextHash = await hashContext(folder, await readContext(folder, image.dockerfile))
    return { contextHash, dockerfileText, tests, integrationTests }
  } catch (error) {
    if (!(error instanceof UserError)) throw error
    problems.push(...error.problems)
    return undefined
  }
}

async function firstDirectory(directory: string, paths: readonly string[]): Promise<string | undefined> {
  for (const path of paths) if (await isDirectory(join(directory, path))) return path
  return undefined
}

async function isDirectory(path: string): Promise<boolean> {
  return stat(path).then(
    (found) => found.isDirectory(),
    () => false,
  )
}

async function isDirectoryInside(directory: string, path: string): Promise<boolean> {
  return (await isDirectory(join(directory, path))) && (await isInside(directory, path))
}

/** It is there, and following links does not lead out of the stack. */
async function isInside(directory: string, path: string): Promise<boolean> {
  try {
    const [top, real] = await Promise.all([realpath(directory), realpath(join(directory, path))])
    return below(top, real) !== undefined
  } catch {
    return false
  }
}
