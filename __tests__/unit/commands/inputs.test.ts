import { describe, expect, test } from '@jest/globals'
import {
  commandNames,
  COMMANDS,
  definitionOf,
  INPUTS,
  inputsOf,
  isDefaultArtifact,
  isCommand,
  parseInputs,
  type Command,
  type InputName,
} from '../../../src/commands/inputs.js'
import { problemsOf } from '../support.js'

type Raw = Partial<Record<InputName, string>>
const label = (name: InputName): string => `--${name}`

test('nothing given means the defaults', () => {
  const defaults = parseInputs({}, label)
  expect(defaults).toEqual({
    spec: 'images/spec.yml',
    images: [],
    name: '',
    from: '',
    command: '',
    to: ['stable'],
    before: '',
    last: false,
    toRegistries: [],
    user: '',
    require: [],
    skipGates: false,
    local: false,
    gitTag: false,
    strict: false,
    base: '',
    head: '',
    event: '',
    eventPath: '',
    fullRebuild: false,
    trust: 'all',
    baseDrift: 'auto',
    plan: '',
    registries: [],
    out: '.',
    push: true,
    publish: 'all',
    earlier: [],
    share: false,
    platforms: [],
    pull: false,
    builder: 'auto',
    cache: true,
    cacheFrom: [],
    cacheTo: [],
    secretEnvs: [],
    secretFiles: [],
    secrets: [],
    provenance: 'false',
    sbom: 'false',
    sshHost: '',
    sshJump: '',
    sshKnownHosts: [],
    sshKey: '',
    sshKeyFile: '',
    sshPassphrase: '',
    sshPassword: '',
    parallelBuilds: 0,
    parallelTests: 0,
    parallelPushes: 0,
    failFast: false,
    timeoutMs: 0,
    buildTimeoutMs: 7_200_000,
    pushTimeoutMs: 3_600_000,
    minFree: 2_000_000_000,
    freeDisk: false,
    testTimeoutMs: 1_800_000,
    suites: [],
    skipSuites: [],
    stage: '',
    version: '',
    python: 'python3',
    wiki: '',
    folder: '',
    keep: 0,
    dryRun: false,
    offline: false,
    format: 'mermaid',
    force: false,
    json: false,
    token: '',
    artifact: 'stack-action',
    retentionDays: 0,
    compression: 6,
    pattern: ['stack-*'],
    open: false,
    failOnFailure: true,
    comment: false,
    commentKey: '',
  })
  const empty = Object.fromEntries(Object.keys(INPUTS).map((name) => [name, '  ']))
  expect(parseInputs(empty, label)).toEqual({ ...defaults, artifact: '' })
})

test.each<[Raw, object]>([
  [{ images: 'a, b\nc,,d ' }, { images: ['a', 'b', 'c', 'd'] }],
  [{ registries: '127.0.0.1:5000/x ghcr.io/acme' }, { registries: ['127.0.0.1:5000/x', 'ghcr.io/acme'] }],
  [
    { push: 'False', cache: 'FALSE', offline: 'true' },
    { push: false, cache: false, offline: true },
  ],
  [{ 'parallel-builds': ' 12 ' }, { parallelBuilds: 12 }],
  [{ 'cache-to': ' type=gha,mode=max \n\ntype=local,dest=x' }, { cacheTo: ['type=gha,mode=max', 'type=local,dest=x'] }],
  [{ platforms: 'linux/arm64, linux/amd64 linux/arm64' }, { platforms: ['linux/arm64', 'linux/amd64'] }],
  [
    { 'min-free': '0', timeout: '0', 'build-timeout': '0' },
    { minFree: 0, timeoutMs: 0, buildTimeoutMs: 0 },
  ],
  [{ 'min-free': '1.5 GiB' }, { minFree: 1_610_612_736 }],
  [{ 'test-timeout': '90s' }, { testTimeoutMs: 90_000 }],
  [{ publish: 'none' }, { publish: 'none' }],
  [
    { suites: 'test, long-notebooks\na.ml.notebooks', 'skip-suites': 'smoke' },
    { suites: ['test', 'long-notebooks', 'a.ml.notebooks'], skipSuites: ['smoke'] },
  ],
  [
    { stage: 'nightly', version: '1.2 ', python: '/opt/venv/bin/python' },
    { stage: 'nightly', version: '1.2', python: '/opt/venv/bin/python' },
  ],
  [{ spec: ' a b.yml ' }, { spec: 'a b.yml' }],
  [
    { base: 'origin/main', head: 'HEAD~1' },
    { base: 'origin/main', head: 'HEAD~1' },
  ],
  [{ base: 'v1' }, { base: 'v1', head: '' }],
  [
    { event: 'push', 'event-path': 'event.json' },
    { event: 'push', eventPath: 'event.json' },
  ],
  [
    { 'full-rebuild': 'true', trust: 'builds', 'base-drift': 'report' },
    { fullRebuild: true, trust: 'builds', baseDrift: 'report' },
  ],
  [
    { format: 'svg', force: 'TRUE', plan: 'out/plan.json' },
    { format: 'svg', force: true, plan: 'out/plan.json' },
  ],
])('%j is %j', (raw, expected) => expect(parseInputs(raw, label)).toMatchObject(expected))

test.each<[Raw, string, string | undefined]>([
  [{ push: 'yes' }, '--push: expected true or false, found "yes"', undefined],
  [{ 'parallel-tests': '-1' }, '--parallel-tests: expected a number from 0 to 999, found "-1"', undefined],
  [{ 'retention-days': '401' }, '--retention-days: expected a number from 0 to 400, found "401"', undefined],
  [{ compression: '10' }, '--compression: expected a number from 0 to 9, found "10"', undefined],
  [{ 'parallel-pushes': '1e3' }, '--parallel-pushes: expected a number from 0 to 999, found "1e3"', undefined],
  [{ 'min-free': 'lots' }, '--min-free: expected a size such as 500MB, 2GB or 1GiB, found "lots"', undefined],
  [
    { platforms: 'linux/arm46' },
    '--platforms: expected platforms such as linux/amd64, found "linux/arm46"',
    'Did you mean "linux/arm64"?',
  ],
  [{ 'test-timeout': '0' }, '--test-timeout: expected a time such as 90s, 5m or 1h, found "0"', undefined],
  [{ 'test-timeout': '9999h' }, '--test-timeout: expected a time such as 90s, 5m or 1h, found "9999h"', undefined],
  [{ publish: 'pased' }, '--publish: expected all, passed, none, found "pased"', 'Did you mean "passed"?'],
  [{ publish: 'toString' }, '--publish: expected all, passed, none, found "toString"', undefined],
  [{ trust: 'al' }, '--trust: expected all, builds, none, found "al"', 'Did you mean "all"?'],
  [{ 'base-drift': 'x' }, '--base-drift: expected auto, report, rebuild, found "x"', undefined],
  [{ format: 'picture' }, '--format: expected mermaid, dot, svg, json, found "picture"', undefined],
  [{ 'full-rebuild': '1' }, '--full-rebuild: expected true or false, found "1"', undefined],
  [{ head: 'HEAD' }, '--head: expected base beside it, found "HEAD"', 'Give --base too.'],
  [{ event: 'push' }, '--event and --event-path go together', 'Give both or none.'],
  [{ 'event-path': 'x' }, '--event and --event-path go together', 'Give both or none.'],
  [{ plan: 'a\0b' }, '--plan: expected a path, found "a\0b"', undefined],
  [{ out: 'a\0b' }, '--out: expected a path, found "a\0b"', undefined],
])('%j is a mistake', (raw, message, remedy) => {
  expect(problemsOf(() => parseInputs(raw, label))).toEqual([{ message, ...(remedy === undefined ? {} : { remedy }) }])
})

test('all mistakes are reported at once, under the names the user knows', () => {
  const problems = problemsOf(() =>
    parseInputs({ push: 'x', 'parallel-builds': 'y', publish: 'z' }, (name) => `input ${name}`),
  )
  expect(problems.map((problem) => problem.message.split(':')[0]).sort()).toEqual([
    'input parallel-builds',
    'input publish',
    'input push',
  ])
})

test.each(Object.keys(COMMANDS))('%s is a command', (name) => expect(isCommand(name)).toBe(true))
test.each(['', 'Run', 'toString', '__proto__', 'deploy'])('%j is no command', (name) =>
  expect(isCommand(name)).toBe(false),
)

test.each<[Command, string, boolean]>([
  ['run', 'stack-action', true],
  ['run', 'stack-action-11', true],
  ['run', 'stack-action-logs', false],
  ['run', 'mine', false],
  ['plan', 'stack-plan', true],
  ['report', 'stack-report-2', true],
  ['plan', 'stack-action', false],
])('%s: the artifact %s has the name that nobody chose: %s', (command, name, isDefault) => {
  expect(isDefaultArtifact(command, name)).toBe(isDefault)
})

describe('the table', () => {
  const names = (command: Command, door: 'cli' | 'action'): string[] => inputsOf(command, door).map(([name]) => name)

  const planning = ['images', 'base', 'event', 'trust', 'offline', 'suites', 'skip-suites']
  const working = [...planning, 'plan', 'parallel-pushes', 'dry-run']
  const testing = ['test-timeout', 'stage', 'version', 'python']
  const building = ['cache', 'builder', 'secret-envs', 'min-free', 'parallel-builds', 'build-timeout']

  test.each<[Command, string[]]>([
    ['run', [...working, ...building, ...testing, 'push', 'publish']],
    ['plan', [...planning, 'push']],
    ['build', [...working, ...building, 'share']],
    ['test', [...working, ...testing, 'share', 'earlier']],
    ['push', [...working, ...testing, 'publish', 'earlier']],
    ['explain', [...planning, 'push']],
    ['graph', [...planning, 'push', 'format']],
    ['init', ['force']],
  ])('%s has the inputs that make sense for it: %j', (command, own) => {
    const others = ['push', 'publish', 'format', 'force', 'share', 'earlier']
    const special = [...working, ...testing, ...building, ...others]
    expect(
      names(command, 'cli')
        .filter((name) => special.includes(name))
        .sort(),
    ).toEqual([...own].sort())
  })

  test('every command knows its spec, and those that have an action its artifact', () => {
    for (const command of commandNames) {
      // A report goes by what jobs have written.
      expect(names(command, 'cli').includes('spec')).toBe(command !== 'report')
      if (definitionOf(command).action !== undefined) expect(names(command, 'action')).toContain('artifact')
    }
  })

  test('--json and --event are for terminals, the artifact and the token for GitHub', () => {
    expect(names('plan', 'cli')).toEqual(expect.arrayContaining(['event', 'event-path', 'json']))
    for (const name of ['event', 'event-path', 'json']) expect(names('plan', 'action')).not.toContain(name)
    expect(names('plan', 'action')).toContain('token')
    expect(names('plan', 'cli')).not.toContain('token')
    // Values on a command line are seen by everybody on the machine.
    expect(names('run', 'cli')).not.toContain('secrets')
    expect(names('run', 'action')).toEqual(expect.arrayContaining(['secrets', 'free-disk']))
    expect(names('run', 'cli')).toContain('json')
    expect(names('run', 'cli')).not.toContain('artifact')
    expect(names('run', 'action')).toContain('artifact')
    expect(names('run', 'action')).not.toContain('json')
  })
})
