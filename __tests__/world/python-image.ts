import { createHash } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { XMLParser } from 'fast-xml-parser'
import type { TarFile } from '../../src/docker/tar.js'
import { programFiles } from '../../src/run/suites/programs.js'
import { buildWith } from './building.js'
import { runOn } from './containers.js'
import { engine, type TestEngine } from './engines.js'
import { TIMEOUT } from './world.js'

/**
 * Debian's Python 3.11 with pytest 7.2, xdist, nbclient and ipykernel. More environments: `bare`, which has none of them,
 * `science`, which has all, and `stars`, which looks like one of conda.
 */
const DOCKERFILE = `FROM debian:bookworm-slim
RUN apt-get update \\
 && apt-get install -y --no-install-recommends python3-pytest python3-pytest-xdist python3-nbclient python3-ipykernel \\
 && rm -rf /var/lib/apt/lists/*
RUN python3 -m venv --without-pip /opt/bare \\
 && python3 -m venv --without-pip --system-site-packages /opt/science \\
 && mkdir -p /opt/conda/envs/stars/bin /opt/conda/envs/stars/conda-meta \\
 && ln -s /usr/bin/python3 /opt/conda/envs/stars/bin/python
`

/** For its first build. */
export const IMAGE_TIMEOUT = 10 * 60_000

const builds = new Map<string, Promise<string>>()

/**
 * An image with what the Python programs need; its ref. It stays on the engine, so that the next run finds it; two that
 * build it at once make the same, and either gives it its name.
 */
export function pythonImage(on: TestEngine = engine): Promise<string> {
  const known = builds.get(on.name) ?? build(on)
  builds.set(on.name, known)
  return known
}

async function build(on: TestEngine): Promise<string> {
  const recipe = createHash('sha256').update(DOCKERFILE).digest('hex').slice(0, 12)
  const ref = `stack-action-python:${recipe}`
  const found = await on.docker
    .getImage(ref)
    .inspect()
    .catch(() => undefined)
  if (found !== undefined) return ref
  const built = await buildWith({ kind: 'engine', on }, { dockerfile: DOCKERFILE, tags: [ref] })
  if (built.error !== undefined)
    throw new Error(`${ref} cannot be built:\n${built.log.slice(-20).join('\n')}`, { cause: built.error })
  return ref
}

/** A testcase of a report. */
export interface ReportedCase {
  readonly name: string
  readonly classname: string | undefined
  /** Those of a failure, an error or a skipped one. */
  readonly kind: 'failure' | 'error' | 'skipped' | undefined
  readonly type: string | undefined
  readonly message: string | undefined
  readonly text: string | undefined
  /** Without `stack-action.` before their names. */
  readonly properties: Readonly<Record<string, string>>
}

export interface ProgramRun {
  readonly status: number
  /** Both streams, as they came. */
  readonly output: string
  readonly cases: readonly ReportedCase[]
  readonly ms: number
}

export interface ProgramOptions {
  /** Below /tests, which is also where it runs; absolute ones are elsewhere. */
  readonly files: Readonly<Record<string, string>>
  readonly env?: Readonly<Record<string, string>>
  readonly user?: string
  readonly timeoutMs?: number
  /** A script of sh that runs after it; the status stays that of the program. */
  readonly then?: string
}

const REPORT = '/tmp/stack-action/junit.xml'

/** Runs one of our programs in the image as a suite would. `REPORT` among its words is the report's path. */
export async function runPython(
  program: string,
  words: readonly string[],
  { files, env = {}, user, timeoutMs = TIMEOUT, then }: ProgramOptions,
): Promise<ProgramRun> {
  const [image, programs] = await Promise.all([pythonImage(), programFiles()])
  const command = [
    'python3',
    `/opt/stack-action/programs/${program}`,
    ...words.map((word) => word.replace('REPORT', REPORT)),
  ]
  const chunks: Buffer[] = []
  const done = await runOn(
    engine,
    then === undefined ? command : ['sh', '-c', `"$@"; s=$?; ${then}; exit $s`, 'sh', ...command],
    {
      image,
      env: { PYTHONDONTWRITEBYTECODE: '1', ...env },
      files: [
        ...(await Promise.all(
          programs.map(async ({ name, path }) => file(`opt/stack-action/programs/${name}`, await readFile(path))),
        )),
        ...Object.entries(files).map(([name, text]) =>
          file(name.startsWith('/') ? name.slice(1) : `tests/${name}`, Buffer.from(text)),
        ),
      ],
      workdir: '/tests',
      bringBack: REPORT,
      timeoutMs,
      ...(user === undefined ? {} : { user }),
      onOutput: (_stream, data) => void chunks.push(data),
    },
  )
  const output = Buffer.concat(chunks).toString()
  return {
    status: done.status,
    output,
    cases: done.file === undefined ? [] : casesOf(done.file.toString()),
    ms: done.ms,
  }
}

function file(name: string, content: Buffer): TarFile {
  return { name, content, type: 'file', mode: 0o644, mtime: new Date(), size: content.length, target: '' }
}

type Node = Readonly<Record<string, unknown>>

function casesOf(xml: string): ReportedCase[] {
  const parser = new XMLParser({
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseAttributeValue: false,
    parseTagValue: false,
    trimValues: false,
    isArray: (name) => ['testsuite', 'testcase', 'property'].includes(name),
  })
  const top = (parser.parse(xml) as { testsuites: { testsuite: Node[] } }).testsuites
  return top.testsuite.flatMap((suite) => ((suite['testcase'] ?? []) as Node[]).map(caseOf))
}

function caseOf(test: Node): ReportedCase {
  const kind = (['failure', 'error', 'skipped'] as const).find((name) => test[name] !== undefined)
  const fault = (kind === undefined ? {} : test[kind]) as Readonly<Record<string, string>>
  const { property = [] } = (test['properties'] ?? {}) as { property?: { name: string; value: string }[] }
  return {
    name: test['name'] as string,
    classname: test['classname'] as string | undefined,
    kind,
    type: fault['type'],
    message: fault['message'],
    text: fault['#text'],
    properties: Object.fromEntries(property.map(({ name, value }) => [name.replace('stack-action.', ''), value])),
  }
}
