import { runInContainer } from './container.js'
import { runOnHost } from './host.js'
import type { SuiteRequest } from './request.js'
import { NotReady, notReadyResult, offResult, type SuiteRun } from './verdict.js'

/** Runs one suite where it belongs. Throws only when no suite could be run; a failed test is a result. */
export async function runSuite(request: SuiteRequest): Promise<SuiteRun> {
  const { suite } = request
  if (suite.off !== undefined) return offResult(suite, suite.off)
  const began = performance.now()
  try {
    return await (suite.on === 'host' ? runOnHost(request) : runInContainer(request))
  } catch (error) {
    if (error instanceof NotReady) return notReadyResult(suite, error, Math.round(performance.now() - began))
    throw error
  }
}
