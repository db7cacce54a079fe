import { cannotStart, runProgram } from '../shared/program.js'
import { UserError, type Problem } from '../shared/errors.js'
import type { Plan, PlannedImage } from '../stack/plan.js'
import type { PlannedSuite } from '../stack/suites.js'
import type { Inputs } from './inputs.js'

/** Longer than an interpreter takes to start on a machine that is busy. */
const PYTHON_MS = 60_000

/** What suites ask of the call and of this machine, before an hour of building: throws a UserError with all that is not there. */
export async function checkSuites(
  plan: Plan,
  inputs: Inputs,
  known: { stage: string; version: string },
): Promise<void> {
  const running = plan.images.filter((image) => image.test).flatMap((image) => suitesOf(image))
  const problems = [...missingWords(running, known), ...(await missingPython(running, inputs))]
  if (problems.length > 0) throw new UserError(problems)
}

/** What is said where some suites were left out: whatever is published has not passed those. */
export function leftOut(plan: Plan, { suites, skipSuites }: Inputs): string | undefined {
  if (suites.length + skipSuites.length === 0) return undefined
  const tested = plan.images.filter((image) => image.action !== 'skip')
  const names = tested.flatMap((image) => image.suites.flatMap(({ name, off }) => (off === undefined ? [] : [name])))
  const only = [...new Set(names)]
  return `Some suites are left out by suites and skip-suites: what is published has passed ${only.length === 0 ? 'none' : `only ${only.join(', ')}`}.`
}

function suitesOf({ suites }: PlannedImage): PlannedSuite[] {
  return suites.filter(({ off }) => off === undefined)
}

/** A command with a hole in it would test something else. */
function missingWords(suites: readonly PlannedSuite[], known: { stage: string; version: string }): Problem[] {
  const asked = (['stage', 'version'] as const).flatMap((word) =>
    suites
      .filter(({ run, settings }) => [...run, ...(settings.args ?? [])].some((one) => one.includes(`{${word}}`)))
      .map(({ name }) => ({ word, name })),
  )
  const missing = new Map(asked.filter(({ word }) => known[word] === '').map((one) => [`${one.name} ${one.word}`, one]))
  return [...missing.values()].map(({ word, name }) => ({
    message: `suite ${name} uses {${word}}, and nobody says what it is`,
    remedy: `Give it with --${word} (input ${word}), or leave the suite out with --skip-suites ${name}.`,
  }))
}

/** Tests for pytest on the host want a Python that has it. */
async function missingPython(suites: readonly PlannedSuite[], { python }: Inputs): Promise<Problem[]> {
  const names = new Set(suites.filter(({ kind, on }) => kind === 'pytest' && on === 'host').map(({ name }) => name))
  if (names.size === 0) return []
  const remedy = 'Install pytest, and what the tests import, for it; or name another one with the input python.'
  const where = `suites on the host (${[...names].slice(0, 3).join(', ')}${names.size > 3 ? ' …' : ''}) need pytest`
  try {
    const { status, stderr } = await runProgram(python, ['-c', 'import pytest'], { timeoutMs: PYTHON_MS })
    if (status === 0) return []
    const said = stderr.trimEnd().split('\n').at(-1) ?? ''
    return [{ message: `${where}, and "${python}" does not have it${said === '' ? '' : `: ${said}`}`, remedy }]
  } catch (error) {
    if (!cannotStart(error)) throw error
    return [{ message: `${where}, and there is no "${python}" on this machine`, remedy }]
  }
}
