import type { ImageResult } from './results.js'

/** One image's result of two jobs: what either has done; a failure of one is a failure. Of other content the later counts. */
export function mergeResults(a: ImageResult, b: ImageResult): ImageResult {
  if (a.fingerprint !== b.fingerprint) return b
  const bad =
    [a, b].find(({ outcome }) => outcome === 'failed') ?? [a, b].find(({ outcome }) => outcome === 'cancelled')
  const whole = bad ?? b
  const build = [a.build, b.build].find((one) => one?.outcome === 'passed') ?? b.build ?? a.build
  const diff = b.diff ?? a.diff
  const tested = b.suites.length > 0 ? b : a
  return {
    ...whole,
    // A job that only tests takes the build of another for there; what was done with it is that job's to say.
    action: [a, b].some(({ action }) => action === 'build') ? 'build' : whole.action,
    ...(build === undefined ? {} : { build }),
    expected: tested.expected,
    suites: tested.suites,
    ...(tested.testedImageId === undefined ? {} : { testedImageId: tested.testedImageId }),
    candidates: uniqueRefs([...a.candidates, ...b.candidates]),
    published: uniqueRefs([...a.published, ...b.published]),
    infos: b.infos.length > 0 ? b.infos : a.infos,
    ...(diff === undefined ? {} : { diff }),
  }
}

/** Each ref once; of two digests under one the later. */
export function uniqueRefs(refs: ImageResult['candidates']): ImageResult['candidates'] {
  return [...new Map(refs.map((one) => [one.ref, one])).values()]
}
