import { stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import type { contextHasher } from '../docker/context.js'
import { dockerfileIn } from '../run/context.js'
import { UserError, type Problem } from '../shared/errors.js'
import { countedFiles, WHOLE } from '../stack/affected.js'
import { copiedPaths, type CopiedPaths } from '../stack/dockerfile.js'
import { contextKey } from '../stack/fingerprint.js'
import type { Image, ImageSource, Stack } from '../stack/model.js'
import { argsOf } from '../stack/names.js'
import { platformsOf } from '../stack/platforms.js'
import { wayInside } from '../stack/paths.js'
import { readsStack, STACK_FILES, type FoundTests } from '../stack/suites.js'

/** An image's files before anything of them was hashed. */
export type Found = Pick<ImageSource, 'dockerfileText' | 'tests' | 'declared'>

/** What everything is made of, as hashes. */
export interface Hashes {
  readonly sources: ReadonlyMap<string, ImageSource>
  /** Hash of a suite's directory, or of a file that belongs to it. */
  readonly filesHash: (path: string) => string
}

interface Hashing {
  readonly stack: Stack
  readonly directory: string
  readonly found: ReadonlyMap<string, Found>
  readonly commonTests: FoundTests | undefined
  /** Of whoever builds: `linux/amd64`. */
  readonly native: string
}

/** The hashes of everything that images are made of and tested with; each folder once. */
export async function hashAll(
  { stack, directory, found, commonTests, native }: Hashing,
  hash: ReturnType<typeof contextHasher>,
): Promise<Hashes> {
  const problems: Problem[] = []
  const collecting = async (work: Promise<string>): Promise<string> => {
    try {
      return await work
    } catch (error) {
      if (!(error instanceof UserError)) throw error
      problems.push(...error.problems)
      return ''
    }
  }
  const copied = copiedOf(stack, found, native)
  const sources = new Map<string, ImageSource>()
  const inOrder = stack.order.flatMap((name): [Image, Found][] => {
    const [image, source] = [stack.images.get(name), found.get(name)]
    return image === undefined || source === undefined ? [] : [[image, source]]
  })
  await Promise.all(
    inOrder.map(async ([image, source]) => {
      const counts = copied.get(image.name) ?? WHOLE
      const only = countedFiles(image.context, counts, stack.changeRules)
      const files = await collecting(
        hash({
          directory: join(directory, image.context),
          dockerfiles: image.dockerfiles.map((file) => dockerfileIn(image.context, file)),
          ...(only === undefined ? {} : { only }),
        }),
      )
      const contextHash = contextKey(files, source.dockerfileText)
      sources.set(image.name, { ...source, copied: counts, contextHash })
    }),
  )
  const tests = [commonTests ?? [], ...inOrder.map(([, source]) => [...source.tests, ...source.declared])].flat()
  const more = stack.suites.flatMap(({ files, settings: { services } }) => [
    ...(files === undefined ? [] : [files]),
    ...(services === undefined ? [] : [services.file, services.envFile ?? []].flat()),
  ])
  const isWide = stack.suites.some(({ does, files, settings: { on, services } }) =>
    readsStack({ on, kind: does?.kind, files, services }),
  )
  const paths = new Set([
    ...(isWide ? [STACK_FILES] : []),
    ...tests.flatMap(({ files, shared }) => [files, ...shared]),
    ...more,
  ])
  const suites = new Map<string, string>()
  await Promise.all(
    [...paths].map(async (path) => {
      if (path === STACK_FILES) {
        suites.set(path, await collecting(hash({ directory, dockerfiles: [], only: besideImages(stack) })))
        return
      }
      if (await isFile(join(directory, path))) {
        const [folder, name] = [dirname(join(directory, path)), basename(path)]
        suites.set(path, await collecting(hash({ directory: folder, dockerfiles: [], only: (one) => one === name })))
        return
      }
      const only = countedFiles(path, WHOLE, stack.changeRules)
      const asked = { directory: join(directory, path), dockerfiles: [], ...(only === undefined ? {} : { only }) }
      suites.set(path, await collecting(hash(asked)))
    }),
  )
  if (problems.length > 0) throw new UserError(problems)
  return { sources, filesHash: (path) => suites.get(path) ?? '' }
}

/** What runs write, where they write it into the stack's own directory. */
const WRITTEN = ['artifacts', 'logs', 'manifests', '.git']

/** Files of the stack's directory that are no image's. */
function besideImages(stack: Stack): (path: string) => boolean {
  const folders = [...WRITTEN, ...[...stack.images.values()].map((image) => image.path)]
  const counted = countedFiles(STACK_FILES, WHOLE, stack.changeRules)
  return (path) => folders.every((folder) => wayInside(folder, path) === undefined) && (counted?.(path) ?? true)
}

async function isFile(path: string): Promise<boolean> {
  return (await stat(path)).isFile()
}

/**
 * What of its context counts for an image. Its own directory counts whole; of a wider one only what the Dockerfile copies,
 * unless a parent copies on its behalf (ONBUILD).
 */
function copiedOf(stack: Stack, found: ReadonlyMap<string, Found>, native: string): Map<string, CopiedPaths> {
  const copied = new Map<string, CopiedPaths>()
  const onBehalf = new Set<string>()
  for (const name of stack.order) {
    const image = stack.images.get(name)
    const text = found.get(name)?.dockerfileText
    if (image === undefined || text === undefined) continue
    const wide = image.context !== image.path
    // Most stacks have neither wide contexts nor ONBUILD: then no Dockerfile is read for it.
    if (!wide && !/onbuild/i.test(text) && !image.parents.some((parent) => onBehalf.has(parent))) continue
    const variants = stack.variants.flatMap((variant) =>
      platformsOf(image, native).map((platform) => copiedPaths(text, argsOf(image, variant), platform)),
    )
    if (variants.some((one) => one.onbuild) || image.parents.some((parent) => onBehalf.has(parent))) onBehalf.add(name)
    const globs = variants.flatMap((one) => (one.kind === 'some' ? [...one.globs] : []))
    const some = variants.every((one) => one.kind === 'some') && !image.parents.some((parent) => onBehalf.has(parent))
    if (wide && some) copied.set(name, { kind: 'some', globs: [...new Set(globs)], onbuild: false })
  }
  return copied
}
