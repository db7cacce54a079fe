import { appendJournal, NoJournal, type JournalRecord } from '../registry/journal.js'
import type { RegistryClient } from '../registry/client.js'
import type { GpuTestResult } from '../report/gpu-test.js'
import { forAll } from '../run/publish.js'
import { messageOf } from '../shared/errors.js'
import { isTag } from '../stack/refs.js'
import type { Tested } from './gpu-run.js'

/** Milliseconds for all journals together, also when everything is to stop. */
const JOURNAL_MS = 30_000
/** Repositories at the same time. */
const PARALLEL = 16

/**
 * Writes into the registries what suites said of exactly these digests: who moves names goes by it. A suite that was
 * stopped says nothing. What cannot be written makes the test fail: nobody could go by it. What is recorded already is not
 * written again.
 */
export async function recordTests(
  registry: RegistryClient,
  tested: readonly Tested[],
  result: GpuTestResult,
): Promise<{ readonly failures: string[] }> {
  const records = new Map<string, JournalRecord[]>()
  const owners = new Map<string, Tested[]>()
  for (const one of tested) {
    const { notBegun } = one.result
    const named = (outcome: string): string[] =>
      one.result.suites
        .filter((suite) => suite.outcome === outcome && !notBegun.includes(suite.name))
        .map(({ name }) => name)
    const [suites, failed] = [named('passed'), named('failed')]
    if (suites.length + failed.length === 0) continue
    for (const { repository, digest } of one.target.sources) {
      if (one.result.recorded.includes(repository)) continue
      const { operation, by, run, at, from } = result
      const record: JournalRecord = {
        ...{ operation, kind: 'test', state: 'done', tag: tagOf(one.target.tag, digest), old: digest, new: digest },
        ...{ at, by, run, from },
        ...(suites.length === 0 ? {} : { suites }),
        ...(failed.length === 0 ? {} : { failed }),
      }
      records.set(repository, [...(records.get(repository) ?? []), record])
      owners.set(repository, [...(owners.get(repository) ?? []), one])
    }
  }
  const failures: string[] = []
  const signal = AbortSignal.timeout(JOURNAL_MS)
  await forAll(
    [...records],
    async ([repository, own]) => {
      try {
        await appendJournal(registry, repository, own, { signal })
        for (const { result: image } of owners.get(repository) ?? []) image.recorded.push(repository)
      } catch (error) {
        failures.push(
          error instanceof NoJournal
            ? `there is no journal in this registry, so nothing knows what passed: ${messageOf(error)}`
            : `the journal of ${repository} does not say what came of the test: ${messageOf(error)}`,
        )
      }
    },
    PARALLEL,
  )
  return { failures }
}

/** Of a digest that was asked for by itself, a name that nobody else gives. */
function tagOf(tag: string, digest: string): string {
  return isTag(tag) ? tag : digest.replace(':', '-')
}
