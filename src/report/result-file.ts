import { stringify } from 'yaml'
import { durationText } from '../shared/text.js'
import type { ImageResult, SuiteResult } from '../run/results.js'
import { INTEGRATION_SUITE } from '../stack/suites.js'
import { isFailed } from './tests.js'

/**
 * `artifacts/<safe name>.yml`: the result of one image, for people and for scripts that read the files of UCSD's pipeline
 * (its keys come first, without the Python tag that only Python could load).
 */
export function renderResultFile(result: ImageResult): string {
  const lines = result.suites.flatMap((suite) => (isFailed(suite) ? (suite.lines ?? []) : []))
  const evidence = result.evidence ?? (lines.length === 0 ? undefined : lines)
  return stringify(
    {
      full_image_name: result.ref,
      success: result.outcome === 'passed',
      message: result.message ?? '',
      container_details: {
        image_built: result.build?.outcome === 'passed',
        push_success: result.published.length > 0,
      },
      test_results: {
        basic_tests: verdictOf(result, 'basic'),
        integration_tests: verdictOf(result, 'integration'),
      },
      id: result.id,
      platform: result.platform,
      outcome: result.outcome,
      ...(result.failedStep === undefined ? {} : { failed_step: result.failedStep }),
      ...(evidence === undefined ? {} : { evidence: [...evidence] }),
      ...(result.remedy === undefined ? {} : { remedy: result.remedy }),
      fingerprint: result.fingerprint,
      ...(result.build === undefined ? {} : { build: { ...result.build, time: durationText(result.build.ms) } }),
      suites: result.suites.map(suiteEntry),
      candidates: result.candidates,
      published: result.published,
    },
    { lineWidth: 0 },
  )
}

/** UCSD's words. */
function verdictOf({ testedAs, expected, suites }: ImageResult, sort: 'basic' | 'integration'): string {
  const late = new Set(suites.filter((suite) => suite.pushed === true).map((suite) => suite.name)).add(
    INTEGRATION_SUITE,
  )
  const isSort = (name: string): boolean => late.has(name) === (sort === 'integration')
  const own = suites.filter((suite) => isSort(suite.name))
  if (own.some(isFailed)) return `Failed ${sort} tests`
  // Which suites passed in an earlier run is not known any more: the basic ones were among them, as every image has some.
  if (testedAs !== undefined && sort === 'basic') return `Passed ${sort} tests`
  const passed = new Set(own.filter((suite) => suite.outcome === 'passed').map((suite) => suite.name))
  const asked = expected.filter(isSort)
  return asked.length > 0 && asked.every((name) => passed.has(name)) ? `Passed ${sort} tests` : 'skipped'
}

/** Without the lines that show failures, and the slowest tests: those are in results.json. What is undefined is not written. */
function suiteEntry(suite: SuiteResult): object {
  const { name, kind, on, of, outcome, ms, counts, message, failures, flaky, unexpected, files } = suite
  return {
    ...{ name, kind, on, of, outcome, ms, time: durationText(ms), counts, message },
    failures: failures?.map((failure) => ({
      name: failure.name,
      file: failure.file,
      line: failure.line,
      message: failure.message,
    })),
    ...{ flaky, unexpected, files },
  }
}
