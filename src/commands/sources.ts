import { readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { hashContext, readContext } from '../docker/context.js'
import { codeOf, messageOf, UserError, userError, type Problem } from '../shared/errors.js'
import { MAX_SPEC_BYTES } from '../stack/spec/document.js'
import { loadSpec, specTooLarge } from '../stack/spec/load.js'
import type { Image, ImageSource, Stack } from '../stack/model.js'
import { inStack } from '../stack/plan.js'

/** The stack as it lies on the disk. */
export interface StackOnDisk {
  readonly stack: Stack
  /** Absolute. */
  readonly directory: string
  readonly sources: ReadonlyMap<string, ImageSource>
  readonly commonTests: string | undefined
}

const COMMON_TESTS = 'tests_common'
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
    if (suite.files !== undefined && !(await isInside(directory, suite.files))) {
      problems.push({
        message: `suites.${suite.name}.files: there is no directory "${suite.files}" in the stack`,
        file: shown,
        remedy: 'Give a directory below the one of spec.yml.',
      })
    }
  }
  if (problems.length > 0) throw new UserError(problems)
  return {
    stack,
    directory,
    sources,
    commonTests: (await isDirectory(join(directory, COMMON_TESTS))) ? COMMON_TESTS : undefined,
  }
}

async function readSpec(path: string, shown: string): Promise<string> {
  try {
    const { size } = await stat(path)
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
  const dockerfileText = await readFile(join(directory, dockerfile), 'utf8')
  if (!/^\s*FROM\s/im.test(dockerfileText)) {
    problems.push({
      message: 'this Dockerfile has no FROM',
      file: inStack(stack.file, dockerfile),
      line: 1,
      remedy: 'A Dockerfile begins with FROM (after ARGs).',
    })
    return undefined
  }
  const tests = await firstDirectory(
    directory,
    OWN_TESTS.map((name) => `${image.path}/${name}`),
  )
  const integrationTests = image.integrationTests
    ? await firstDirectory(directory, [`${image.path}/integration_tests`])
    : undefined
  return {
    contextHash: await hashContext(folder, await readContext(folder, image.dockerfile)),
    dockerfileText,
    tests,
    integrationTests,
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

/** It is there, and following links does not lead out of the stack. */
async function isInside(directory: string, path: string): Promise<boolean> {
  try {
    const [top, real] = await Promise.all([realpath(directory), realpath(join(directory, path))])
    return real === top || real.startsWith(top + sep)
  } catch {
    return false
  }
}
