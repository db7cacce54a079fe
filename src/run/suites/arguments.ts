import { posix } from 'node:path'
import type { PlannedSuite } from '../../stack/suites.js'
import { fillWords, suiteVariables, type SuiteWords } from './templates.js'

/** Where a suite finds and leaves its files: in the container, or on the machine. */
export interface Layout {
  /** The interpreter that runs our programs. */
  readonly python: string
  /** Our programs. */
  readonly programs: string
  /** The stack's directory. */
  readonly tests: string
  readonly junit: string
  readonly output: string
}

/** The program of each kind of suites; a command is its own. */
export const PROGRAMS = { pytest: 'run_pytest.py', imports: 'imports.py', notebooks: 'notebooks.py' } as const

/** The words that run a suite. */
export function suiteCommand(suite: PlannedSuite, layout: Layout, words: SuiteWords): string[] {
  const { kind, settings, environment } = suite
  if (kind === 'command') return fillWords(suite.run, words)
  const { python, programs, junit, output } = layout
  const program = [python, posix.join(programs, PROGRAMS[kind])]
  const forEnvironment = environment === undefined ? [] : [`--environment=${environment}`]
  const skipped = (settings.skip ?? []).map((glob) => `--skip=${glob}`)
  switch (kind) {
    case 'pytest':
      return [...program, ...pytestArguments(suite, layout, words)]
    case 'imports':
      return [...program, '--junit', junit, ...forEnvironment, ...skipped, ...pathsOf(suite, layout)]
    case 'notebooks': {
      const seconds = (flag: string, ms: number | undefined): string[] =>
        ms === undefined ? [] : [flag, String(ms / 1000)]
      return [
        ...program,
        ...['--junit', junit, '--output', output],
        ...forEnvironment,
        ...seconds('--timeout', settings.testTimeoutMs),
        ...seconds('--cell-timeout', settings.cellTimeoutMs),
        ...(settings.jobs === undefined ? [] : ['--jobs', String(settings.jobs)]),
        ...(settings.expect === 'fail' ? ['--expect', 'fail'] : []),
        ...skipped,
        ...pathsOf(suite, layout),
      ]
    }
  }
}

/** One process per directory: files of the same name in two of them cannot be taken for each other. */
function pytestArguments(suite: PlannedSuite, layout: Layout, words: SuiteWords): string[] {
  const { markers, skip = [], args = [] } = suite.settings
  return [
    ...['-p', 'no:cacheprovider', `--junitxml=${layout.junit}`, '-o', 'junit_family=xunit2'],
    // What lies above belongs to it as far as the stack goes, and no further.
    ...[`--rootdir=${folderOf(suite, layout)}`, `--confcutdir=${layout.tests}`],
    ...(markers === undefined ? [] : ['-m', markers]),
    ...skip.map((id) => `--deselect=${id}`),
    ...fillWords(args, words),
    ...pathsOf(suite, layout),
  ]
}

/** The directory of a suite, which is also where it runs. */
export function folderOf({ files }: PlannedSuite, { tests }: Layout): string {
  return files === undefined ? tests : posix.join(tests, files)
}

function pathsOf(suite: PlannedSuite, layout: Layout): string[] {
  const folder = folderOf(suite, layout)
  if (suite.targets.length === 0) return [folder]
  return suite.targets.map((target) => (target.startsWith('/') ? target : posix.join(folder, target)))
}

/** What every suite is told, wherever it runs. */
export function suiteEnvironment(suite: PlannedSuite, layout: Layout, words: SuiteWords): Record<string, string> {
  return {
    PYTHONDONTWRITEBYTECODE: '1',
    PYTEST_ADDOPTS: '--color=no',
    ...suiteVariables(words, suite.name),
    STACK_OUTPUT: layout.output,
    STACK_JUNIT: layout.junit,
    ...(suite.settings.gpus === undefined ? {} : { STACK_GPUS: String(suite.settings.gpus) }),
    ...pytestVariables(suite),
  }
}

/** What our pytest plugin is told. */
export function pytestVariables({ settings }: PlannedSuite): Record<string, string> {
  const { testTimeoutMs, reruns } = settings
  return {
    ...(testTimeoutMs === undefined ? {} : { STACK_TEST_TIMEOUT: String(testTimeoutMs / 1000) }),
    ...(reruns === undefined ? {} : { STACK_RERUNS: String(reruns) }),
  }
}
