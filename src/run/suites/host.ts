import { randomUUID } from 'node:crypto'
import { mkdir, mkdtemp, realpath, rm, rmdir } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, resolve, sep } from 'node:path'
import { codeOf } from '../../shared/errors.js'
import { below } from '../../shared/paths.js'
import { runProcess } from '../../shared/process.js'
import { counted } from '../../shared/text.js'
import type { PlannedSuite } from '../../stack/suites.js'
import { folderOf, suiteCommand, suiteEnvironment, type Layout } from './arguments.js'
import { hostEnvironment } from './environment.js'
import { Keeper } from './keeping.js'
import { endLeftovers, RUN_MARK } from './leftovers.js'
import { LineSplitter } from './lines.js'
import { PROGRAMS_FOLDER } from './programs.js'
import { reportAt } from './report-file.js'
import type { SuiteRequest } from './request.js'
import { withServices } from './services.js'
import { withStarted } from './started.js'
import { OURS, verdict, type SuiteEnd, type SuiteRun } from './verdict.js'

/** To stop a container takes ten seconds at the worst. */
const GRACE_MS = 15_000

/** A program's own status for "there is no such program", as shells have it. */
const NOT_FOUND = 127

/** Runs a suite beside the image, on this machine: it starts containers itself, or talks to the one we start. */
export async function runOnHost(request: SuiteRequest): Promise<SuiteRun> {
  const { stackDir, suite, keep } = request
  const own = await mkdtemp(join(tmpdir(), 'stack-suite-'))
  try {
    await mkdir(keep, { recursive: true })
    const layout: Layout = {
      python: request.machine.python,
      programs: PROGRAMS_FOLDER,
      tests: stackDir,
      junit: join(own, 'junit.xml'),
      output: keep,
    }
    const output = new LineSplitter(request.onLine)
    const { done: end, crashed } = await withServices(request, () =>
      withStarted(request, (variables) => runProgramOf(request, layout, output, variables)),
    )
    output.end()
    const report = await reportAt(layout.junit)
    const files = await new Keeper(keep, request.onLine).rename()
    const real = await realpath(stackDir)
    const beside = crashed === undefined ? {} : { beside: crashed }
    return verdict(suite, { ...end, ...report, ...beside, files, tail: output.tail }, (file) => {
      const path = resolve(folderOf(suite, layout), file)
      const place = below(stackDir, path) ?? below(real, path)
      return place === '' ? undefined : place?.split(sep).join('/')
    })
  } finally {
    await rm(own, { recursive: true, force: true })
    await rmdir(keep).catch(() => undefined) // It left nothing there.
  }
}

type ProgramEnd = Omit<SuiteEnd, 'junit' | 'files' | 'tail'>

async function runProgramOf(
  { engine, image, suite, words, machine, signal, onLine }: SuiteRequest,
  layout: Layout,
  output: LineSplitter,
  variables: Readonly<Record<string, string>>,
): Promise<ProgramEnd> {
  const { settings, timeoutMs } = suite
  const [file = '', ...args] = suiteCommand(suite, layout, words)
  const began = performance.now()
  const ended = (): number => Math.round(performance.now() - began)
  const mark = randomUUID()
  try {
    const { status, timedOut } = await runProcess({
      file,
      args,
      cwd: suite.kind === 'command' ? folderOf(suite, layout) : layout.tests,
      env: {
        ...hostEnvironment(machine.env, settings.passEnv),
        PYTHONUNBUFFERED: '1',
        DOCKER_HOST: engine.address,
        TEST_IMAGE: words.ref,
        ...suiteEnvironment(suite, layout, words),
        ...variables,
        ...settings.env,
        [RUN_MARK]: mark,
      },
      timeoutMs,
      signal,
      // pytest tidies up at a Ctrl-C, and not at SIGTERM: containers and browsers of fixtures would stay.
      ...(suite.kind === 'pytest' ? { stopSignal: 'SIGINT' as const } : {}),
      graceMs: GRACE_MS,
      onStdout: (data) => output.push('stdout', data),
      onStderr: (data) => output.push('stderr', data),
    })
    return { status, timedOut, outOfMemory: false, ms: ended() }
  } catch (error) {
    if (!['ENOENT', 'EACCES', 'ENOEXEC'].includes(codeOf(error) ?? '')) throw error
    output.push('stderr', Buffer.from(`${OURS}${missing(suite, file, image.name)}\n`))
    return { status: NOT_FOUND, timedOut: false, outOfMemory: false, ms: ended() }
  } finally {
    const left = await endLeftovers(mark)
    if (left > 0) onLine(`${OURS}${counted(left, 'program')} that it left running ${left === 1 ? 'was' : 'were'} ended`)
  }
}

function missing({ kind }: PlannedSuite, file: string, image: string): string {
  return kind === 'command'
    ? `there is no program "${file}" on this machine to test ${image} with`
    : `there is no "${file}" on this machine: name the Python that has pytest with the input python`
}
