import { withAncestors } from './graph.js'
import type { Image, ImageSource, Stack } from './model.js'

/** A set of tests that will run on an image, and where it comes from. */
export interface PlannedSuite {
  /** Unique on its image: `tests_common`, the name of the image whose tests they are, or the spec's name. */
  readonly name: string
  readonly kind: 'pytest' | 'command' | 'off'
  /** Command in the container; for pytest the engine adds where the files lie and the report goes. */
  readonly run: readonly string[]
  /** Directory below the stack's that is copied into the container. */
  readonly files: string | undefined
  readonly timeoutMs: number
  readonly network: boolean
  /** Why it is off, when it is. */
  readonly note: string | undefined
}

/** Suites that are found by convention are named like their directories; those of an image have the image's name. */
export const COMMON_SUITE = 'tests_common'
export const INTEGRATION_SUITE = 'integration_tests'

/** What decides which suites an image has. */
export interface SuiteFacts {
  readonly stack: Stack
  readonly sources: ReadonlyMap<string, ImageSource>
  /** Directory of the tests that every image gets, if there is one. */
  readonly commonTests: string | undefined
  /** For suites that name no limit. */
  readonly defaultTimeoutMs: number
}

/** Common tests, the tests of every ancestor from the root down, its own, then the spec's. */
export function plannedSuites(
  image: Image,
  { stack, sources, commonTests, defaultTimeoutMs }: SuiteFacts,
): PlannedSuite[] {
  const pytest = (name: string, files: string | undefined): PlannedSuite[] =>
    files === undefined
      ? []
      : [{ name, kind: 'pytest', run: [], files, timeoutMs: defaultTimeoutMs, network: false, note: undefined }]
  const lineage = withAncestors([image.name], (name) => stack.images.get(name)?.parents ?? [])
  const declared = stack.suites
    .filter((suite) => suite.images?.includes(image.name) ?? true)
    .map((suite): PlannedSuite => ({
      name: suite.name,
      kind: 'command',
      run: suite.run,
      files: suite.files,
      timeoutMs: suite.timeoutMs ?? defaultTimeoutMs,
      network: suite.network,
      note: undefined,
    }))
  const integration = sources.get(image.name)?.integrationTests
  const off: PlannedSuite[] =
    integration === undefined
      ? []
      : [
          {
            name: INTEGRATION_SUITE,
            kind: 'off',
            run: [],
            files: integration,
            timeoutMs: defaultTimeoutMs,
            network: false,
            note: 'integration tests run on the host, which this version does not do',
          },
        ]
  return [
    ...pytest(COMMON_SUITE, commonTests),
    ...stack.order.filter((name) => lineage.has(name)).flatMap((name) => pytest(name, sources.get(name)?.tests)),
    ...declared,
    ...off,
  ]
}
