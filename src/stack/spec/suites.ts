import { parseDuration } from '../../shared/duration.js'
import { suggest } from '../../shared/nearest.js'
import { parseSize } from '../../shared/size.js'
import type { DeclaredSuite, Image } from '../model.js'
import { CONVENTIONS, type StartedContainer, type SuiteSettings } from '../suites.js'
import { ENV_NAME, NAME } from './grammar.js'
import { checkRemoteFit, remoteOf } from './remote-suites.js'
import type { SpecSuite } from './schema.js'
import { wordsOf, type SuiteReader, type Where } from './suite-reader.js'

/** What a suite runs: at most one of them. */
const KINDS = ['run', 'pytest', 'imports', 'notebooks'] as const

/** The suites of a spec. Mistakes go to the reader, all of them. */
export function readSuites(
  suites: Readonly<Record<string, SpecSuite>>,
  images: ReadonlyMap<string, Image>,
  reader: SuiteReader,
): DeclaredSuite[] {
  return Object.entries(suites).map(([name, suite]) => {
    const here = ['suites', name]
    if (!NAME.test(name) || /\.(?:log|xml)$/.test(name))
      reader.fail(here, `"${name}" cannot be the name of a suite`, {
        what: 'key',
        remedy: 'Use letters, digits, ".", "_" and "-", and end it neither with .log nor with .xml.',
      })
    for (const image of suite.images ?? []) {
      if (!images.has(image))
        reader.fail([...here, 'images'], `there is no image "${image}"`, {
          remedy: suggest(image, [...images.keys()], 'images'),
        })
    }
    const does = doesOf(name, suite, images, reader)
    checkFit(here, suite, does, reader)
    checkRemoteFit(here, suite, does, reader)
    return {
      name,
      does,
      images: suite.images,
      files: suite.files === undefined ? undefined : reader.inside([...here, 'files'], suite.files),
      settings: settingsOf(here, suite, does, reader),
      at: reader.position(here),
    }
  })
}

function doesOf(
  name: string,
  suite: SpecSuite,
  images: ReadonlyMap<string, Image>,
  reader: SuiteReader,
): DeclaredSuite['does'] {
  const here = ['suites', name]
  const kinds = KINDS.filter((kind) => suite[kind] !== undefined)
  const isFound = CONVENTIONS.includes(name) || images.has(name)
  const [kind] = kinds
  if (kinds.length > 1)
    reader.fail(here, `it has ${kinds.join(' and ')}: a suite runs one thing`, {
      remedy: 'Make a suite of each.',
    })
  if (kind !== undefined && isFound)
    reader.fail([...here, kind], `"${name}" is the name of a suite that is found by convention`, {
      remedy: 'Give this suite another name, or leave out what it runs: then the rest is about those that are found.',
    })
  if (kind === undefined && !isFound && !name.includes('.'))
    reader.fail(here, `the suite "${name}" says nothing to run`, {
      what: 'key',
      remedy: `Give it one of ${KINDS.join(', ')}; or the name of suites that are found by convention: ${CONVENTIONS.join(', ')}.`,
    })
  switch (kind) {
    case undefined:
      return undefined
    case 'run':
      return { kind: 'command', run: wordsOf([...here, 'run'], suite.run ?? [], reader) }
    case 'pytest':
      return { kind, path: reader.inside([...here, kind], suite.pytest ?? '') }
    default: {
      const paths = suite[kind] ?? []
      for (const path of paths)
        if (path.split('/').includes('..') || /[\0\n\r\\]/.test(path))
          reader.fail([...here, kind], `"${path}" is no path below the image’s directory`, {
            remedy: 'Give a path or glob without "..", or an absolute path of the image.',
          })
      return { kind, paths }
    }
  }
}

/** What a setting needs to have a meaning. */
function checkFit(here: readonly string[], suite: SpecSuite, does: DeclaredSuite['does'], reader: SuiteReader): void {
  const refuse = (key: string, why: string, remedy: string): void => reader.fail([...here, key], why, { remedy })
  const only = (key: keyof SpecSuite, ...kinds: readonly string[]): void => {
    if (suite[key] !== undefined && does !== undefined && !kinds.includes(does.kind))
      refuse(key, `${key} is for ${kinds.join(' and ')}`, 'Leave it out here.')
  }
  for (const key of ['markers', 'args', 'reruns'] as const) only(key, 'pytest')
  for (const key of ['jobs', 'cell_timeout', 'expect'] as const) only(key, 'notebooks')
  only('skip', 'pytest', 'imports', 'notebooks')
  only('test_timeout', 'pytest', 'notebooks')
  if (suite.on === 'host' && (does?.kind === 'imports' || does?.kind === 'notebooks'))
    refuse('on', `${does.kind} are run in the container`, 'Leave it out.')
  const isHost = suite.on === 'host'
  // Tests for pytest may turn out to be for the host; so may those that are found by convention.
  const mayBeHost = isHost || (suite.on === undefined && (does === undefined || does.kind === 'pytest'))
  for (const key of ['start', 'pass_env'] as const)
    if (suite[key] !== undefined && !mayBeHost)
      refuse(key, `${key} is for suites on the host`, 'Say on: host, or leave it out.')
  for (const key of ['network', 'memory', 'cpus', 'docker'] as const)
    if (suite[key] !== undefined && isHost)
      refuse(key, `${key} is for suites in the container`, 'Leave it out: on the host, the machine has no such limit.')
}

function settingsOf(
  here: readonly string[],
  suite: SpecSuite,
  does: DeclaredSuite['does'],
  reader: SuiteReader,
): SuiteSettings {
  const ms = (value: string | undefined): number | undefined => (value === undefined ? undefined : parseDuration(value))
  const variables: [Where, readonly string[]][] = [
    [['env'], Object.keys(suite.env ?? {})],
    [['pass_env'], suite.pass_env ?? []],
    [['start', 'env'], Object.keys(suite.start?.env ?? {})],
  ]
  for (const [where, names] of variables)
    for (const name of names)
      if (!ENV_NAME.test(name))
        reader.fail([...here, ...where], `"${name}" cannot be the name of a variable`, {
          remedy: 'Letters, digits and "_" only.',
        })
  const { services } = suite
  const isRemote = suite.on === 'ssh'
  return {
    on: suite.on,
    // What another machine is to run, it pulls; and it is not there for every run.
    pushed: suite.pushed ?? (isRemote ? true : undefined),
    isDefault: suite.default ?? (isRemote ? false : undefined),
    timeoutMs: ms(suite.timeout),
    testTimeoutMs: ms(suite.test_timeout),
    cellTimeoutMs: ms(suite.cell_timeout),
    reruns: suite.reruns,
    jobs: suite.jobs,
    markers: suite.markers,
    args: suite.args,
    skip: suite.skip,
    expect: suite.expect,
    mayBeEmpty: suite.allow_empty,
    network: suite.network,
    memory: suite.memory === undefined ? undefined : parseSize(suite.memory),
    cpus: suite.cpus,
    alone: suite.alone,
    docker: suite.docker,
    services:
      services === undefined
        ? undefined
        : {
            file: reader.inside([...here, 'services'], services.file),
            envFile:
              services.env_file === undefined ? undefined : reader.inside([...here, 'services'], services.env_file),
          },
    start: startOf(here, suite, reader),
    env: suite.env,
    passEnv: suite.pass_env,
    gpus: suite.gpus,
    maySkip: suite.allow_skips,
    remote: isRemote ? remoteOf(here, suite, does, reader) : undefined,
  }
}

function startOf(here: readonly string[], { start }: SpecSuite, reader: SuiteReader): StartedContainer | undefined {
  if (start === undefined) return undefined
  return {
    ports: start.ports,
    ready: start.ready,
    readyMs: start.ready_timeout === undefined ? undefined : parseDuration(start.ready_timeout),
    command: start.command === undefined ? undefined : wordsOf([...here, 'start', 'command'], start.command, reader),
    env: start.env ?? {},
  }
}
