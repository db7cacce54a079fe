import type { SuiteResult } from '../results.js'
import type { SuiteRun } from './verdict.js'

/** Takes secrets out of texts. */
export interface Veil {
  readonly text: (text: string) => string
  /** A suite's result and report: both are kept, shown and uploaded. */
  readonly run: (run: SuiteRun) => SuiteRun
}

/** `secrets`: texts that must not be shown, none of them short. */
export function veilOf(secrets: readonly string[]): Veil {
  // The longest first: one may be a part of another.
  const hidden = [...new Set(secrets.flatMap((one) => [one, inXml(one)]))].sort((a, b) => b.length - a.length)
  const text = (shown: string): string => hidden.reduce((rest, secret) => rest.replaceAll(secret, '***'), shown)
  const value = (_key: string, one: unknown): unknown => (typeof one === 'string' ? text(one) : one)
  return {
    text,
    run: (run) =>
      hidden.length === 0
        ? run
        : {
            ...run,
            result: JSON.parse(JSON.stringify(run.result), value) as SuiteResult,
            remedy: run.remedy === undefined ? undefined : text(run.remedy),
            junit: run.junit === undefined ? undefined : Buffer.from(text(run.junit.toString())),
          },
  }
}

/** As a report has it. */
function inXml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
