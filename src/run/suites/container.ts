import { readFile } from 'node:fs/promises'
import { join, posix } from 'node:path'
import type { Readable } from 'node:stream'
import { readContext, type TarFile } from '../../docker/context.js'
import type { PlannedSuite } from '../../stack/suites.js'
import { folderOf, suiteCommand, suiteEnvironment, type Layout } from './arguments.js'
import { Keeper } from './keeping.js'
import { LineSplitter } from './lines.js'
import { programFiles } from './programs.js'
import type { SuiteRequest } from './request.js'
import { withServices } from './services.js'
import { verdict, type SuiteRun } from './verdict.js'

/** World-writable in every image; all that a suite leaves lies below it and is brought back at once. */
const LEFT = '/tmp/stack-action'
const LAYOUT: Layout = {
  python: 'python3',
  programs: '/opt/stack-action/programs',
  tests: '/opt/stack-action/tests',
  junit: `${LEFT}/junit.xml`,
  output: `${LEFT}/output`,
}
/** Where files of the output folder lie below that. */
const OUTPUT = 'output/'

/** Runs a suite in a container of its own. Throws only when no container could run; a failed test is a result. */
export async function runInContainer(request: SuiteRequest): Promise<SuiteRun> {
  const { engine, stackDir, image, suite, words, keep, signal, onLine } = request
  const { settings } = suite
  const output = new LineSplitter(onLine)
  const keeper = new Keeper(keep, onLine)
  let files = 0
  const onFile = async (path: string, content: Readable): Promise<void> => {
    if (!path.startsWith(OUTPUT)) content.resume()
    else if (await keeper.add(path.slice(OUTPUT.length), content)) files++
  }
  const sent = await Promise.all([suiteFiles(stackDir, suite), programsOf(suite)])
  const done = await withServices(request, (network) =>
    engine.run({
      image: image.ref,
      ...(image.platform === undefined ? {} : { platform: image.platform }),
      command: suiteCommand(suite, LAYOUT, words),
      env: {
        ...suiteEnvironment(suite, LAYOUT, words),
        ...settings.env,
      },
      files: sent.flat(),
      folders: [LEFT, LAYOUT.output].map((path) => ({ name: path.slice(1), mode: 0o1777 })),
      ...(suite.files === undefined ? {} : { workdir: folderOf(suite, LAYOUT) }),
      network: network ?? settings.network ?? false,
      ...(settings.memory === undefined ? {} : { memoryBytes: settings.memory }),
      ...(settings.cpus === undefined ? {} : { cpus: settings.cpus }),
      ...(settings.docker === undefined ? {} : { docker: settings.docker }),
      ...(settings.gpus === undefined ? {} : { gpus: settings.gpus }),
      timeoutMs: suite.timeoutMs,
      // By itself, and first: whatever else it leaves, and however much, its report is not lost among that.
      bringBack: LAYOUT.junit,
      collect: { path: LEFT, onFile },
      signal,
      onOutput: (stream, data) => output.push(stream, data),
    }),
  )
  output.end()
  const { collected } = done
  if (collected !== undefined && (collected.clipped || collected.refused > 0))
    onLine('not all of the files that it left were taken: there are too many, or their names would do harm')
  return verdict(suite, { ...done, junit: done.file, files, tail: output.tail }, (file) =>
    below(LAYOUT.tests, posix.resolve(folderOf(suite, LAYOUT), file)),
  )
}

function below(folder: string, file: string): string | undefined {
  return file.startsWith(`${folder}/`) ? file.slice(folder.length + 1) : undefined
}

const NOT_TESTS = /(^|\/)(__pycache__|\.pytest_cache|\.ipynb_checkpoints)(\/|$)/

/** The files of a suite as they go into the container: where they lie in the stack, owned by root, readable by everybody. */
async function suiteFiles(stackDir: string, { files, shared }: PlannedSuite): Promise<TarFile[]> {
  if (files === undefined) return []
  const own = (await readContext(join(stackDir, files), ''))
    .filter(({ path }) => !NOT_TESTS.test(path))
    .map((entry) => ({
      ...entry,
      mode: entry.type === 'directory' || entry.mode & 0o100 ? 0o755 : 0o644,
      name: posix.join(LAYOUT.tests.slice(1), files, entry.path),
      source: join(stackDir, files, entry.path),
    }))
  const above = await Promise.all(shared.map(async (path) => given(path, await readFile(join(stackDir, path)))))
  return [...above, ...own]
}

function given(path: string, content: Buffer): TarFile {
  const name = posix.join(LAYOUT.tests.slice(1), path)
  return { name, type: 'file', mode: 0o644, mtime: new Date(0), size: content.length, target: '', content }
}

/** Our programs, where the suite is not one itself. */
async function programsOf({ kind }: PlannedSuite): Promise<TarFile[]> {
  if (kind === 'command') return []
  const programs = await programFiles()
  return Promise.all(programs.map(async ({ name, path }) => given(`../programs/${name}`, await readFile(path))))
}
