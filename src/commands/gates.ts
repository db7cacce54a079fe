import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { readJournal, suitesPassedOn, type JournalRecord } from '../registry/journal.js'
import { slots } from '../registry/slots.js'
import type { RegistryClient } from '../registry/client.js'
import type { Gate } from '../report/moves.js'
import { below, realPathOf } from '../shared/paths.js'
import type { DeclaredSuite, Image, Stack } from '../stack/model.js'
import { COMMON_SUITE, CONVENTIONS, INTEGRATION_SUITE, OWN_TESTS } from '../stack/suites.js'
import { commonTests, testsOf, type Place } from './tests-found.js'

/** An image that is to get the names of a stage which asks for suites. */
export interface Asked {
  /** For messages. */
  readonly id: string
  readonly image: Image
  readonly stage: string
  /** By name or sort. */
  readonly suites: readonly string[]
  readonly repository: string
  readonly digest: string
}

/** Journals that are read at the same time. */
const READ = 8

/** The journals of repositories, each read once. */
export function journals(
  registry: Pick<RegistryClient, 'manifest' | 'blob'>,
  signal: AbortSignal,
): (repository: string) => Promise<JournalRecord[]> {
  const inSlot = slots(READ)
  const known = new Map<string, Promise<JournalRecord[]>>()
  return (repository) => {
    const found = known.get(repository) ?? inSlot(() => readJournal(registry, repository, { signal }))
    known.set(repository, found)
    return found
  }
}

/**
 * What stages ask for, and what of it nobody has seen pass on exactly these digests. A suite that is not for an image is
 * not asked of it.
 */
export async function checkGates(
  asked: readonly Asked[],
  { stack, directory }: { readonly stack: Stack; readonly directory: string },
  journalOf: (repository: string) => Promise<readonly JournalRecord[]>,
): Promise<Gate[]> {
  if (asked.length === 0) return []
  const isFor = suitesOfImages(stack, directory)
  const gates = await Promise.all(
    asked.map(async ({ id, image, stage, suites, repository, digest }): Promise<Gate[]> => {
      const own = await Promise.all(suites.map((suite) => isFor(suite, image)))
      const wanted = suites.filter((_suite, at) => own[at])
      if (wanted.length === 0) return []
      const passed = suitesPassedOn(await journalOf(repository), digest)
      const missing = wanted.filter((suite) => !hasPassed(suite, passed, stack))
      return [{ image: id, stage, suites: wanted, missing }]
    }),
  )
  return gates.flat()
}

/** Suites of a sort are called by the sort, and by whose they are: `base`, `base.notebooks`, `imports.py39`. */
function hasPassed(suite: string, passed: ReadonlySet<string>, { images }: Stack): boolean {
  if (passed.has(suite)) return true
  const names = [...passed].map((name) => name.replace(/\.\d+$/, ''))
  if (suite === OWN_TESTS && names.some((name) => images.has(name))) return true
  return names.some((name) => name === suite || name.startsWith(`${suite}.`) || name.endsWith(`.${suite}`))
}

/** Whether a suite, by name or sort, is one that runs on an image. */
function suitesOfImages(stack: Stack, directory: string): (suite: string, image: Image) => Promise<boolean> {
  const declared = new Map(stack.suites.filter(({ does }) => does !== undefined).map((one) => [one.name, one]))
  const place = placeOf(directory)
  const found = new Map<string, Promise<ReadonlySet<string> | undefined>>()
  const groupsOf = (image: Image): Promise<ReadonlySet<string> | undefined> => {
    const known = found.get(image.name) ?? groupsIn(place, directory, image)
    found.set(image.name, known)
    return known
  }
  const common = commonTests(place).then((tests) => tests !== undefined)
  return async (suite, image) => {
    const own = declared.get(suite)
    if (own !== undefined) return isForImage(own, image)
    if (suite === COMMON_SUITE) return common
    if (suite === INTEGRATION_SUITE && !image.integrationTests) return false
    if (!CONVENTIONS.includes(suite)) return true
    // Tests of what it is built on run on it, too.
    const line = suite === INTEGRATION_SUITE ? [image] : ancestry(stack, image)
    const groups = await Promise.all(line.map(groupsOf))
    return groups.some((group) => group?.has(suite) ?? true)
  }
}

function isForImage({ name, images }: DeclaredSuite, image: Image): boolean {
  return (images?.includes(image.name) ?? true) && (image.suites?.includes(name) ?? true)
}

/** The image and what it is built on, as far as the spec says. */
function ancestry(stack: Stack, image: Image): Image[] {
  const line = new Map([[image.name, image]])
  for (const one of line.values())
    for (const name of one.declared ?? []) {
      const parent = stack.images.get(name)
      if (parent !== undefined) line.set(name, parent)
    }
  return [...line.values()]
}

/** Sorts of tests that lie in the directory of an image; undefined where that is not here. */
async function groupsIn(place: Place, directory: string, image: Image): Promise<ReadonlySet<string> | undefined> {
  const isHere = await stat(join(directory, image.path)).then(
    (entry) => entry.isDirectory(),
    () => false,
  )
  return isHere ? new Set((await testsOf(place, image)).map(({ group }) => group)) : undefined
}

function placeOf(directory: string): Place {
  return {
    directory,
    isInside: async (path) => {
      const [top, real] = await Promise.all([realPathOf(directory), realPathOf(join(directory, path))])
      return below(top, real) !== undefined
    },
    refuse: () => undefined,
  }
}
