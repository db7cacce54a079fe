import { stringify } from 'yaml'
import { durationText } from '../shared/text.js'
import { isBroken, isTested, type ImageResult } from '../run/results.js'

/**
 * `artifacts/<safe name>.yml`: the result of one image, for people and for scripts that read the files of UCSD's pipeline
 * (its keys come first, without the Python tag that only Python could load).
 */
export function renderResultFile(result: ImageResult): string {
  const basic = isTested(result) ? 'Passed basic tests' : isBroken(result) ? 'Failed basic tests' : 'skipped'
  return stringify(
    {
      full_image_name: result.ref,
      success: result.outcome === 'passed',
      message: result.message ?? '',
      container_details: {
        image_built: result.build?.outcome === 'passed',
        push_success: result.published.length > 0,
      },
      test_results: { basic_tests: basic, integration_tests: 'skipped' },
      id: result.id,
      platform: result.platform,
      outcome: result.outcome,
      ...(result.failedStep === undefined ? {} : { failed_step: result.failedStep }),
      ...(result.evidence === undefined ? {} : { evidence: [...result.evidence] }),
      ...(result.remedy === undefined ? {} : { remedy: result.remedy }),
      fingerprint: result.fingerprint,
      ...(result.build === undefined ? {} : { build: { ...result.build, time: durationText(result.build.ms) } }),
      suites: result.suites.map((suite) => ({ ...suite, time: durationText(suite.ms) })),
      candidates: result.candidates,
      published: result.published,
    },
    { lineWidth: 0 },
  )
}
