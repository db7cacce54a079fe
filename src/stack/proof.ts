import type { Proof } from './suites.js'

/** What shows that a command ran its tests, where nobody says it: its report, or pytest's own closing line. */
export function proofOf(run: readonly string[], report: string | undefined): Proof | undefined {
  if (report !== undefined) return { kind: 'report' }
  return run.some(isPytest) ? { kind: 'pytest' } : undefined
}

/** `pytest`, `py.test`, `/opt/conda/bin/pytest`; also as a word of `bash -c "…"`, which is the commonest way to start two things. */
function isPytest(word: string): boolean {
  return /(?:^|[\s/;&|(])(?:pytest|py\.test)(?:$|[\s;&|)])/.test(word)
}
