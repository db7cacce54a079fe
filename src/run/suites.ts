import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Engine } from '../docker/engine.js'
import { readContext, type TarFile } from '../docker/context.js'
import { readJUnit, type JUnit } from './junit.js'
import { durationText, lastState } from '../shared/text.js'
import { messageOf } from '../shared/errors.js'
import type { PlannedSuite } from '../stack/suites.js'
import type { SuiteResult } from './results.js'

/** Where the files of a suite lie in the container. */
const FILES = '/opt/stack-action/tests'
/** World-writable in every image; the report is read from here after the end. */
const JUNIT = '/tmp/stack-action-junit.xml'

export interface SuiteRun {
  readonly result: SuiteResult
  /** The lines that show why it failed. */
  readonly evidence: readonly string[]
  readonly junit: Buffer | undefined
}

export interface SuiteRequest {
  readonly engine: Engine
  readonly stackDir: string
  /** The platform where it is not the engine's own. */
  readonly image: { readonly name: string; readonly ref: string; readonly platform?: string }
  readonly suite: PlannedSuite
  readonly signal: AbortSignal
  readonly onLine: (text: string) => void
}

/** Runs one suite in a container of its own. Throws only when no container could run; a failed test is a result. */
export async function runSuite({ engine, stackDir, image, suite, signal, onLine }: SuiteRequest): Promise<SuiteRun> {
  const { name, kind } = suite
  if (kind === 'off')
    return {
      result: { name, kind, outcome: 'off', ms: 0, ...(suite.note === undefined ? {} : { message: suite.note }) },
      evidence: [],
      junit: undefined,
    }
  const folder = `${FILES}/${name}`
  const output = new LineSplitter(onLine)
  const done = await engine.run({
    image: image.ref,
    ...(image.platform === undefined ? {} : { platform: image.platform }),
    command:
      kind === 'pytest'
        ? [
            'python3',
            '-m',
            'pytest',
            '-p',
            'no:cacheprovider',
            `--junitxml=${JUNIT}`,
            '-o',
            'junit_family=xunit2',
            folder,
          ]
        : suite.run,
    env: { STACK_IMAGE: image.name, STACK_SUITE: name, PYTHONDONTWRITEBYTECODE: '1', PYTEST_ADDOPTS: '--color=no' },
    files: suite.files === undefined ? [] : await suiteFiles(join(stackDir, suite.files), folder.slice(1)),
    ...(suite.files === undefined ? {} : { workdir: folder }),
    network: suite.network,
    timeoutMs: suite.timeoutMs,
    ...(kind === 'pytest' ? { bringBack: JUNIT } : {}),
    signal,
    onOutput: (stream, data) => output.push(stream, data),
  })
  output.end()
  const { junit, broken } = parseReport(done.file)
  const message = done.timedOut
    ? `took longer than ${durationText(suite.timeoutMs)} and was stopped`
    : done.outOfMemory
      ? 'ran out of memory'
      : kind === 'pytest'
        ? pytestFault(done.status, junit, broken, output.tail)
        : commandFault(done.status)
  const counts = junit === undefined ? {} : { counts: junit.counts }
  return {
    result: {
      name,
      kind,
      outcome: message === undefined ? 'passed' : 'failed',
      ms: done.ms,
      ...counts,
      ...(message === undefined ? {} : { message }),
    },
    evidence:
      message === undefined
        ? []
        : (junit?.failures.slice(0, 3).flatMap((failure) => failure.lines.slice(-6)) ?? []).concat(
            junit?.failures.length ? [] : output.tail.slice(-8),
          ),
    junit: done.file,
  }
}

function parseReport(file: Buffer | undefined): { junit: JUnit | undefined; broken: string | undefined } {
  if (file === undefined) return { junit: undefined, broken: undefined }
  try {
    return { junit: readJUnit(file.toString('utf8')), broken: undefined }
  } catch (error) {
    return { junit: undefined, broken: messageOf(error) }
  }
}

/** https://docs.pytest.org/en/stable/reference/exit-codes.html */
function pytestFault(
  status: number,
  junit: JUnit | undefined,
  broken: string | undefined,
  tail: readonly string[],
): string | undefined {
  if (status === 0 && junit === undefined)
    return broken === undefined ? 'pytest left no report' : `pytest's report cannot be read: ${broken}`
  if (status === 5 || (status === 0 && junit?.counts.total === 0)) return 'pytest found no tests'
  if (status === 0 && junit?.counts.failed === 0) return undefined
  if (junit !== undefined && junit.failures.length > 0) {
    const names = junit.failures.slice(0, 3).map((failure) => failure.name)
    const more = junit.counts.failed - names.length
    return `${junit.counts.failed} of ${junit.counts.total} tests failed: ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`
  }
  if (tail.some((line) => line.includes('No module named pytest'))) return 'pytest is not in the image'
  if (status === 4) return 'pytest could not use its arguments (exit status 4)'
  return commandFault(status) ?? 'pytest reports a failure'
}

function commandFault(status: number): string | undefined {
  if (status === 0) return undefined
  if (status === 127) return 'the command is not in the image (exit status 127)'
  if (status === 126) return 'the command cannot be executed (exit status 126)'
  if (status > 128 && status < 160)
    return `ended by signal ${status - 128}${status === 139 ? ' (segmentation fault)' : status === 137 ? ' (killed)' : ''}`
  return `exit status ${status}`
}

/** The files of a directory as they go into the container: owned by root, readable by everybody. */
async function suiteFiles(directory: string, target: string): Promise<TarFile[]> {
  const entries = await readContext(directory, '')
  return entries
    .filter((entry) => !/(^|\/)(__pycache__|\.pytest_cache|\.ipynb_checkpoints)(\/|$)/.test(entry.path))
    .map((entry) => ({
      ...entry,
      mode: entry.type === 'directory' || entry.mode & 0o100 ? 0o755 : 0o644,
      name: `${target}/${entry.path}`,
      source: join(directory, entry.path),
    }))
}

/** Reads the text of a file that may not be there. */
export async function readOptional(path: string): Promise<string | undefined> {
  return readFile(path, 'utf8').catch(() => undefined)
}

const TAIL = 40
/** A program that prints gigabytes without a line end must not fill our memory. */
const MAX_LINE = 64 * 1024

/** Cuts streams into lines, characters that are split between chunks kept whole; remembers the last lines. */
export class LineSplitter {
  readonly tail: string[] = []
  private readonly rest = { stdout: '', stderr: '' }
  private readonly decoders = { stdout: new TextDecoder(), stderr: new TextDecoder() }
  constructor(private readonly onLine: (text: string) => void) {}

  push(stream: 'stdout' | 'stderr', data: Buffer): void {
    const lines = (this.rest[stream] + this.decoders[stream].decode(data, { stream: true })).split('\n')
    this.rest[stream] = lines.pop() ?? ''
    for (const line of lines) this.line(line)
    if (this.rest[stream].length > MAX_LINE) {
      this.line(this.rest[stream])
      this.rest[stream] = ''
    }
  }

  end(): void {
    for (const stream of ['stdout', 'stderr'] as const) {
      const rest = this.rest[stream] + this.decoders[stream].decode()
      if (rest !== '') this.line(rest)
      this.rest[stream] = ''
    }
  }

  private line(raw: string): void {
    const line = lastState(raw)
    this.tail.push(line)
    if (this.tail.length > TAIL) this.tail.shift()
    this.onLine(line)
  }
}
