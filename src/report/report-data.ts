import type { Results } from '../run/results.js'
import type { Plan } from '../stack/plan.js'
import type { Layer } from '../contents/layers.js'

/** What is in an image, as far as the report shows it. */
export interface ReportFacts {
  /** As in the results. */
  readonly id: string
  readonly ref: string
  readonly digest: string | null
  readonly platform: string
  readonly revision: string
  readonly version: string
  readonly parents: readonly { readonly name: string; readonly ref: string; readonly digest: string | null }[]
  readonly base: { readonly ref: string; readonly digest: string | null } | null
  readonly builtAt: string
  readonly builtIn: string
  readonly size: number
  readonly compressed: number | null
  readonly layers: readonly Layer[]
  readonly infos: readonly {
    readonly name: string
    readonly description: string
    readonly command: readonly string[]
    readonly status: number
    readonly output: string
  }[]
}

/** All that report.html is made of. */
export interface ReportData {
  readonly results: Results
  /** Images and edges of the graph; undefined: there is none to draw. */
  readonly plan: Plan | undefined
  /** Of the images of which it is known; a subset of `ImageFacts`. */
  readonly facts: readonly ReportFacts[]
  /** Address of the workflow run, where it ran in one. */
  readonly run?: string
  /** Files beside the page, as paths relative to it (`../logs/…`): only these are linked. */
  readonly files?: readonly string[]
}
