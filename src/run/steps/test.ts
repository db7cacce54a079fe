import { WorkError } from '../../shared/errors.js'
import type { PlannedImage } from '../../stack/plan.js'
import type { RunState } from '../state.js'
import { runSuite } from '../suites.js'

/** Runs the suites of an image, all of them whatever the others say. */
export async function test(state: RunState, image: PlannedImage, signal: AbortSignal): Promise<void> {
  const { engine, stackDir, emit } = state.request
  const result = state.resultOf(image)
  const imageId = await state.imageId(image, 'test', signal)
  // What is known to be broken stays so until its suite has run again: an interrupted run must not wash it clean.
  result.suites = result.testedImageId === imageId ? result.suites.filter((suite) => suite.outcome === 'failed') : []
  result.testedImageId = imageId
  const failures: { name: string; message: string; evidence: readonly string[] }[] = []
  for (const suite of image.suites) {
    const done = await runSuite({
      engine,
      stackDir,
      image: {
        name: image.name,
        ref: imageId,
        ...(image.platform === engine.platform ? {} : { platform: image.platform }),
      },
      suite,
      signal,
      onLine: (text) => state.line(image, 'test', text, suite.name),
    })
    const { result: outcome, evidence, junit } = done
    result.suites = [...result.suites.filter((one) => one.name !== suite.name), outcome]
    emit({ type: 'suite-end', image: image.id, suite: outcome, junit })
    if (outcome.outcome === 'failed')
      failures.push({ name: suite.name, message: outcome.message ?? 'failed', evidence })
  }
  if (result.suites.every((suite) => suite.outcome === 'off')) state.notice(`${image.id} has no tests that run`)
  if (failures.length > 0) {
    throw new WorkError(failures.map(({ name, message }) => `suite ${name}: ${message}`).join('; '), {
      evidence: failures.flatMap(({ evidence }) => evidence),
    })
  }
}
