import type { Engine } from '../../docker/engine.js'
import type { PlannedSuite } from '../../stack/suites.js'
import type { SshDefaults } from './ssh-defaults.js'
import type { SuiteWords } from './templates.js'

/** What a suite runs on, and with. */
export interface SuiteRequest extends SuiteOrder {
  readonly engine: Engine
}

/** The same, where a suite that needs no engine may come without one. */
export interface SuiteOrder {
  readonly engine: Engine | undefined
  readonly stackDir: string
  readonly image: {
    readonly name: string
    /** What the container is made of: an id, or a digest. */
    readonly ref: string
    /** The platform where it is not the engine's own. */
    readonly platform?: string
  }
  readonly suite: PlannedSuite
  readonly words: SuiteWords
  /** Directory for the files that it leaves; made when there is one. */
  readonly keep: string
  readonly machine: Machine
  /** For suites on another machine; undefined: the call cannot log in anywhere. */
  readonly ssh: SshDefaults | undefined
  readonly signal: AbortSignal
  readonly onLine: (text: string) => void
}

/** Where suites on the host run. */
export interface Machine {
  readonly env: Readonly<Record<string, string | undefined>>
  /** The interpreter that has pytest. */
  readonly python: string
}
