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

/**
 * For each image the names of those that have tests of their own, among its ancestors from the root down and itself.
 * Images without tests share the list of their parent: a chain of ten thousand images is not ten thousand lists.
 */
export function testedLineages({
  stack,
  sources,
}: Pick<SuiteFacts, 'stack' | 'sources'>): Map<string, readonly string[]> {
  const rank = new Map(stack.order.map((name, index) => [name, index]))
  const lineages = new Map<string, readonly string[]>()
  for (const name of stack.order) {
    const [first = [], ...others] = [...new Set(stack.images.get(name)?.parents)].map((one) => lineages.get(one) ?? [])
    const own = sources.get(name)?.tests === undefined ? [] : [name]
    const above = others.every((other) => other === first || other.length === 0)
      ? first
      : [...new Set([...first, ...others.flat()])].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
    lineages.set(name, own.length === 0 ? above : [...above, ...own])
  }
  return lineages
}

/** Common tests, the tests of every ancestor from the root down, its own, then the spec's. */
export function plannedSuites(
  image: Image,
  lineage: readonly string[],
  { stack, sources, commonTests, defaultTimeoutMs }: SuiteFacts,
): PlannedSuite[] {
  const pytest = (name: string, files: string | undefined): PlannedSuite[] =>
    files === undefined
      ? []
      : [{ name, kind: 'pytest', run: [], files, timeoutMs: defaultTimeoutMs, network: false, note: undefined }]
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
    ...lineage.flatMap((name) => pytest(name, sources.get(name)?.tests)),
    ...declared,
    ...off,
  ]
}
