import type { ImageFacts } from '../contents/facts.js'
import type { Results } from '../run/results.js'
import type { Plan } from '../stack/plan.js'

/** All that report.html is made of. */
export interface ReportData {
  readonly results: Results
  /** Images and edges of the graph; undefined: there is none to draw. */
  readonly plan: Plan | undefined
  /** Of the images of which something is known. */
  readonly facts: readonly ImageFacts[]
  /** Address of the workflow run; undefined or '' where it did not run in one. */
  readonly run?: string
  /** Files beside the page, as paths relative to it (`../logs/…`, `../manifests/…`): only these are linked. */
  readonly files?: readonly string[]
}
