import { WorkError } from '../../shared/errors.js'
import { runInContainer } from './container.js'
import { runOnHost } from './host.js'
import type { SuiteOrder, SuiteRequest } from './request.js'
import { runOverSsh } from './ssh.js'
import { notRunResult, offResult, type SuiteRun } from './verdict.js'

/** Runs one suite where it belongs. A suite that fails, or cannot be run, is a result. */
export async function runSuite(request: SuiteOrder): Promise<SuiteRun> {
  const { suite } = request
  if (suite.off !== undefined) return offResult(suite, suite.off)
  const began = performance.now()
  try {
    const done = await runWhere(request)
    // With all that was set up for it, and taken away.
    return { ...done, result: { ...done.result, ms: Math.round(performance.now() - began) } }
  } catch (error) {
    request.signal.throwIfAborted()
    // Whatever keeps this suite from running is its own failure: the others may well run.
    if (!(error instanceof WorkError)) throw error
    return notRunResult(suite, error, Math.round(performance.now() - began))
  }
}

function runWhere({ engine, ...order }: SuiteOrder): Promise<SuiteRun> {
  if (order.suite.on === 'ssh') return runOverSsh(order)
  if (engine === undefined) throw new Error(`suite ${order.suite.name} has no engine`)
  const request: SuiteRequest = { ...order, engine }
  return order.suite.on === 'host' ? runOnHost(request) : runInContainer(request)
}
