import type { DeclaredSuite, Image, ImageSource, Stack } from './model.js'

export type SuiteKind = 'pytest' | 'imports' | 'notebooks' | 'command'

/** In a container of the image, beside it on the machine, or on another machine that is logged in to. */
export type SuitePlace = 'container' | 'host' | 'ssh'

/** The container of the image that a host suite talks to. */
export interface StartedContainer {
  /** Ports of the container; each is published on a free port of this machine. */
  readonly ports: readonly number[]
  /** Path that answers over HTTP on the first port when the container is ready; undefined: the port answers. */
  readonly ready: string | undefined
  /** How long that may take. */
  readonly readyMs: number | undefined
  /** Instead of the image's own. */
  readonly command: readonly string[] | undefined
  readonly env: Readonly<Record<string, string>>
}

/** A compose file whose services run while the suite does. */
export interface Services {
  /** Below the stack's directory, as is the file with their environment. */
  readonly file: string
  readonly envFile: string | undefined
}

/** What shows that a command on another machine has run its tests. */
export type Proof =
  /** The closing line of pytest in what it says. */
  | { readonly kind: 'pytest' }
  /** Its report. */
  | { readonly kind: 'report' }
  /** Nothing but its exit status: whoever says so vouches for the launcher. */
  | { readonly kind: 'status' }
  /** Words that it says when it is through. */
  | { readonly kind: 'text'; readonly text: string }

/** How a suite is run on another machine. */
export interface RemoteSettings {
  readonly proof: Proof
  /** Path on that machine of a JUnit file, with {words}; one that is not absolute is below the user's home. */
  readonly report: string | undefined
  /** What is run there after a launch that did not end by itself. */
  readonly cleanUp: readonly string[] | undefined
  /** Launches after the first, where one ended before any test began. */
  readonly retries: number
  readonly retryWaitMs: number | undefined
  /** Launches are only repeated when they say one of these; none: whatever they say. */
  readonly retryWhen: readonly string[]
  /** `user@host:port`; undefined: the call says it. */
  readonly host: string | undefined
  readonly jump: string | undefined
  /** A file in the form of known_hosts, below the stack's directory. */
  readonly knownHosts: string | undefined
  readonly connectMs: number | undefined
  readonly keepAliveMs: number | undefined
}

/** How a suite runs, whatever it is; what is undefined is the default of its kind. */
export interface SuiteSettings {
  readonly on: SuitePlace | undefined
  /** It needs the image in the registry: it runs after the push of the candidate, before any name moves. */
  readonly pushed: boolean | undefined
  /** Whether it runs unless named. */
  readonly isDefault: boolean | undefined
  readonly timeoutMs: number | undefined
  /** For each test or notebook. */
  readonly testTimeoutMs: number | undefined
  /** For each cell of a notebook. */
  readonly cellTimeoutMs: number | undefined
  /** How often a test that ran out of time is run again. */
  readonly reruns: number | undefined
  /** Notebooks at the same time. */
  readonly jobs: number | undefined
  /** pytest's -m. */
  readonly markers: string | undefined
  /** More of pytest's arguments. */
  readonly args: readonly string[] | undefined
  /** Tests (pytest's ids), names or notebooks (globs) that are left out. */
  readonly skip: readonly string[] | undefined
  readonly expect: 'pass' | 'fail' | undefined
  /** Whether no test at all is a pass. */
  readonly mayBeEmpty: boolean | undefined
  readonly network: boolean | undefined
  /** Bytes. */
  readonly memory: number | undefined
  readonly cpus: number | undefined
  /** No other suite that wants to be alone runs at the same time: for tests that use a fixed port of the machine. */
  readonly alone: boolean | undefined
  /** `sibling`: it may use the engine; `dind`: it may run an engine of its own. */
  readonly docker: 'sibling' | 'dind' | undefined
  readonly services: Services | undefined
  readonly start: StartedContainer | undefined
  readonly env: Readonly<Record<string, string>> | undefined
  /** Variables of the machine that a host suite sees beside the harmless ones. */
  readonly passEnv: readonly string[] | undefined
  /** GPUs of the machine that the container gets. */
  readonly gpus: 'all' | number | undefined
  /** false: a test that was skipped fails the suite. */
  readonly maySkip: boolean | undefined
  /** Of suites on another machine, and only there. */
  readonly remote: RemoteSettings | undefined
}

export const NO_SETTINGS: SuiteSettings = {
  on: undefined,
  pushed: undefined,
  isDefault: undefined,
  timeoutMs: undefined,
  testTimeoutMs: undefined,
  cellTimeoutMs: undefined,
  reruns: undefined,
  jobs: undefined,
  markers: undefined,
  args: undefined,
  skip: undefined,
  expect: undefined,
  mayBeEmpty: undefined,
  network: undefined,
  memory: undefined,
  cpus: undefined,
  alone: undefined,
  docker: undefined,
  services: undefined,
  start: undefined,
  env: undefined,
  passEnv: undefined,
  gpus: undefined,
  maySkip: undefined,
  remote: undefined,
}

/** Tests that lie in the stack's directories, as they were found. */
export interface FoundTests {
  /** What a spec's `suites` calls all of their sort: `test`, `integration_tests`, `imports`, `notebooks` … */
  readonly group: string
  readonly kind: SuiteKind
  readonly on: SuitePlace
  /** Directory below the stack's. */
  readonly files: string
  /** What of it: paths below it; empty: all of it. */
  readonly targets: readonly string[]
  /** The kernel or environment of the image that they are for. */
  readonly environment: string | undefined
  /** Files above the directory that belong to it: conftest.py, pytest.ini. Below the stack's directory. */
  readonly shared: readonly string[]
}

/** A set of tests that will run on an image, and where it comes from. */
export interface PlannedSuite {
  /** Unique on its image: `tests_common`, the name of the image whose tests they are, or the spec's name. */
  readonly name: string
  /** What stands for all suites of its sort. */
  readonly group: string
  readonly kind: SuiteKind
  readonly on: SuitePlace
  /** It runs on what was pushed. */
  readonly pushed: boolean
  /** The image whose tests they are, where it is another one. */
  readonly of: string | undefined
  /** Why it does not run, when it does not. */
  readonly off: string | undefined
  /** The command; of the other kinds the run makes it. */
  readonly run: readonly string[]
  /** Directory below the stack's: copied into the container, or where it runs on the host. */
  readonly files: string | undefined
  /** What of it: paths below it, or absolute ones of the image. */
  readonly targets: readonly string[]
  readonly environment: string | undefined
  /** More files of the stack that belong to it. */
  readonly shared: readonly string[]
  readonly timeoutMs: number
  readonly settings: SuiteSettings
}

/** Suites that are found by convention are called like their directories; those of an image have the image's name. */
export const COMMON_SUITE = 'tests_common'
export const OWN_TESTS = 'test'
export const INTEGRATION_SUITE = 'integration_tests'

/** Lists of notebooks that people keep beside their environments, and what they are. */
export const NOTEBOOK_LISTS: ReadonlyMap<string, Pick<SuiteSettings, 'isDefault' | 'expect'>> = new Map([
  ['notebooks', { isDefault: true, expect: 'pass' }],
  ['notebooks-failing', { isDefault: false, expect: 'fail' }],
  ['long-notebooks', { isDefault: false, expect: 'pass' }],
  ['long-notebooks-failing', { isDefault: false, expect: 'fail' }],
])

/** The list of names that must be importable, and the executable test, of an environment. */
export const IMPORTS_LIST = 'imports'
export const ENVIRONMENT_TEST = 'environments'

/** What a spec may refine without saying what it runs. */
export const CONVENTIONS = [
  COMMON_SUITE,
  OWN_TESTS,
  INTEGRATION_SUITE,
  IMPORTS_LIST,
  ENVIRONMENT_TEST,
  ...NOTEBOOK_LISTS.keys(),
]

/** What stands for the stack's directory without its images: what such suites read nobody has named. */
export const STACK_FILES = '.'

/** A suite whose files cannot be told from others: a command on the host that names none, services that mount what they like. */
export function readsStack({
  on,
  kind,
  files,
  services,
}: {
  readonly on: SuitePlace | undefined
  readonly kind: SuiteKind | undefined
  readonly files: string | undefined
  readonly services: Services | undefined
}): boolean {
  return services !== undefined || (on === 'host' && kind === 'command' && files === undefined)
}

/** Which suites a run wants, by name or group; empty: those that are on by default. */
export interface SuiteChoice {
  readonly only: readonly string[]
  readonly skip: readonly string[]
}

/** What decides which suites an image has. */
export interface SuiteFacts {
  readonly stack: Stack
  readonly sources: ReadonlyMap<string, ImageSource>
  /** The tests that every image gets, if there are any. */
  readonly commonTests: FoundTests | undefined
  /** For suites that name no limit. */
  readonly defaultTimeoutMs: number
  readonly choice: SuiteChoice
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
    const own = inherited(sources.get(name)).length === 0 ? [] : [name]
    const above = others.every((other) => other === first || other.length === 0)
      ? first
      : [...new Set([...first, ...others.flat()])].sort((a, b) => (rank.get(a) ?? 0) - (rank.get(b) ?? 0))
    lineages.set(name, own.length === 0 ? above : [...above, ...own])
  }
  return lineages
}

/** Integration tests are about one image: its ports, its pages. All others hold for what is built on it, too. */
function inherited(source: ImageSource | undefined): readonly FoundTests[] {
  return source?.tests.filter(({ group }) => group !== INTEGRATION_SUITE) ?? []
}

/** Common tests, those of every ancestor from the root down, its own, the spec's, and at last its integration tests. */
export function plannedSuites(image: Image, lineage: readonly string[], facts: SuiteFacts): PlannedSuite[] {
  const { stack, sources, commonTests } = facts
  const declared = stack.suites.filter(({ images }) => images?.includes(image.name) ?? true)
  const integration = sources.get(image.name)?.tests.filter(({ group }) => group === INTEGRATION_SUITE) ?? []
  const found = (tests: FoundTests, of: string | undefined): PlannedSuite => foundSuite(tests, of, image, facts)
  return withOwnNames([
    ...(commonTests === undefined ? [] : [found(commonTests, undefined)]),
    ...lineage.flatMap((name) => inherited(sources.get(name)).map((tests) => found(tests, name))),
    ...declared.flatMap((suite) => declaredSuites(suite, image, facts)),
    ...integration.map((tests) => found(tests, image.name)),
  ])
}

/** Names of suites name files: what would be a second one of a name is counted. */
function withOwnNames(suites: readonly PlannedSuite[]): PlannedSuite[] {
  const taken = new Set<string>()
  return suites.map((suite) => {
    let { name } = suite
    for (let count = 2; taken.has(name); count++) name = `${suite.name}.${count}`
    taken.add(name)
    return name === suite.name ? suite : { ...suite, name }
  })
}

function foundSuite(tests: FoundTests, of: string | undefined, image: Image, facts: SuiteFacts): PlannedSuite {
  const { group, kind, files, targets, environment, shared } = tests
  const name = nameOf(tests, of)
  const refined = refinementOf(facts.stack, image, [group, name])
  const known = NOTEBOOK_LISTS.get(group)
  const settings = {
    ...refined,
    expect: refined.expect ?? known?.expect,
    isDefault: refined.isDefault ?? known?.isDefault,
  }
  const isIntegration = group === INTEGRATION_SUITE
  const note =
    isIntegration && !image.integrationTests ? 'integration_tests of the image is not true in the spec' : undefined
  return planned(facts, image, {
    ...{ name, group, kind, files, targets, environment, shared, settings },
    on: settings.on ?? tests.on,
    pushed: settings.pushed ?? isIntegration,
    of: of === image.name ? undefined : of,
    run: group === ENVIRONMENT_TEST ? [`/opt/${targets[0] ?? ''}`] : [],
    off: note,
  })
}

function nameOf({ group, environment }: FoundTests, of: string | undefined): string {
  if (of === undefined || group === INTEGRATION_SUITE) return group
  return [of, environment ?? [], group === OWN_TESTS ? [] : group].flat().join('.')
}

/** The spec's own settings for suites that are found by convention; those of the suite itself go before its sort's. */
function refinementOf(stack: Stack, image: Image, names: readonly string[]): SuiteSettings {
  const settings: Record<string, unknown> = { ...NO_SETTINGS }
  for (const name of names)
    for (const suite of stack.suites)
      if (suite.name === name && suite.does === undefined && (suite.images?.includes(image.name) ?? true))
        for (const [key, value] of Object.entries(suite.settings)) if (value !== undefined) settings[key] = value
  return settings as unknown as SuiteSettings
}

function declaredSuites(suite: DeclaredSuite, image: Image, facts: SuiteFacts): PlannedSuite[] {
  const { name, does, settings } = suite
  if (does === undefined) return []
  const common = {
    ...{ group: name, settings, of: undefined, off: undefined },
    pushed: settings.pushed ?? false,
    shared: [],
    environment: undefined,
    targets: [],
    run: [],
  }
  const source = facts.sources.get(image.name)
  switch (does.kind) {
    case 'command':
      return [
        planned(facts, image, {
          ...common,
          ...{ name, kind: 'command', run: does.run, files: suite.files, on: settings.on ?? 'container' },
        }),
      ]
    case 'pytest': {
      const [tests] = source?.declared.filter((one) => one.group === name) ?? []
      const { files = does.path, targets = [], shared = [], on = 'container' } = tests ?? {}
      return [
        planned(facts, image, {
          ...common,
          ...{ name, kind: 'pytest', files, targets, shared, on: settings.on ?? on },
        }),
      ]
    }
    case 'imports':
    case 'notebooks': {
      const inImage = does.paths.filter((path) => path.startsWith('/'))
      const { kind } = does
      const here = source?.declared.filter((tests) => tests.group === name) ?? []
      return [
        ...here.map(({ files, targets, environment }) => ({
          ...{ files, targets, environment, name: [name, environment ?? []].flat().join('.') },
        })),
        ...(inImage.length === 0 ? [] : [{ files: undefined, targets: inImage, environment: undefined, name }]),
      ].map((part) => planned(facts, image, { ...common, ...part, kind, on: 'container' }))
    }
  }
}

/** A suite with its limits, and why it does not run if it does not. */
function planned(
  { choice, defaultTimeoutMs }: SuiteFacts,
  image: Image,
  suite: Omit<PlannedSuite, 'timeoutMs'>,
): PlannedSuite {
  const { settings } = suite
  return {
    ...suite,
    off: suite.off ?? offBy(suite, image, choice),
    timeoutMs: settings.timeoutMs ?? defaultTimeoutMs,
  }
}

function offBy(
  { name, group, settings }: Pick<PlannedSuite, 'name' | 'group' | 'settings'>,
  image: Image,
  { only, skip }: SuiteChoice,
): string | undefined {
  const isIn = (names: readonly string[]): boolean => names.includes(name) || names.includes(group)
  if (isIn(skip)) return 'left out by skip-suites'
  if (only.length > 0) return isIn(only) ? undefined : 'not among the suites that were asked for'
  if (image.suites !== undefined)
    return isIn(image.suites) ? undefined : 'not among the suites of the image in the spec'
  return settings.isDefault === false ? 'off by default; name it with suites to run it' : undefined
}
