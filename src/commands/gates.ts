import { readJournal, suitesPassedOn, type JournalRecord } from '../registry/journal.js'
import { slots } from '../registry/slots.js'
import type { RegistryClient } from '../registry/client.js'
import type { Gate } from '../report/moves.js'
import type { Image, Stack } from '../stack/model.js'
import { suitesOf, type AskedSuites, type GateGround } from './suites-asked.js'

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
 * not asked of it. A suite has passed under its own name; a sort of suites when all of it that is for the image has
 * (suites-asked.ts). Where the folders that say which those are are not here, the journal says it: what passed on the
 * digest that was tested before this one is asked of this one, too.
 */
export async function checkGates(
  asked: readonly Asked[],
  ground: GateGround,
  journalOf: (repository: string) => Promise<readonly JournalRecord[]>,
): Promise<Gate[]> {
  if (asked.length === 0) return []
  const meaningOf = suitesOf(ground)
  const gates = await Promise.all(
    asked.map(async ({ id, image, stage, suites, repository, digest }): Promise<Gate[]> => {
      const derived = isDerived(stage, ground.stack)
      const meant = await Promise.all(
        suites.map(async (suite) => ({ suite, means: await meaningOf(suite, image, { derived }) })),
      )
      const wanted = meant.flatMap(({ suite, means }) => (means === undefined ? [] : [{ suite, means }]))
      if (wanted.length === 0) return []
      const records = await journalOf(repository)
      const missing = wanted.filter(({ means }) => !hasPassed(means, records, digest)).map(({ suite }) => suite)
      return [{ image: id, stage, suites: wanted.map(({ suite }) => suite), missing }]
    }),
  )
  return gates.flat()
}

function hasPassed({ names, alike, own }: AskedSuites, records: readonly JournalRecord[], digest: string): boolean {
  const passed = suitesPassedOn(records, digest)
  if (!names.every((name) => passed.has(name))) return false
  if (alike === undefined) return true
  return [...passed].some(own ?? alike) && testedBefore(records, digest, alike).every((name) => passed.has(name))
}

/** What of a sort passed on the digest before this one: a run that left out a part of it is seen by that. */
function testedBefore(records: readonly JournalRecord[], digest: string, alike: (name: string) => boolean): string[] {
  const first = records.findIndex((one) => one.new === digest && one.suites !== undefined)
  const before = records
    .slice(0, Math.max(first, 0))
    .findLast(({ state, suites }) => state === 'done' && suites?.some(alike) === true)
  return before === undefined ? [] : [...suitesPassedOn(records, before.new)].filter(alike)
}

/** Whether what is at a stage was built on the images of the stack: then tests of their parents do not run on it. */
function isDerived(name: string, { stages }: Pick<Stack, 'stages'>): boolean {
  const stage = stages.find((one) => one.name === name)
  if (stage === undefined) return false
  return stage.dockerfile !== undefined || (stage.from !== undefined && isDerived(stage.from, { stages }))
}
