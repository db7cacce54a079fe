import { describe, expect, test } from '@jest/globals'
import {
  COMMANDS,
  INPUTS,
  inputsOf,
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
    registries: [],
    out: '.',
    push: true,
    publish: 'all',
    cache: true,
    parallel: 0,
    testTimeoutMs: 1_800_000,
    dryRun: false,
    offline: false,
    json: false,
    artifact: 'stack-action',
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
  [{ parallel: ' 12 ' }, { parallel: 12 }],
  [{ 'test-timeout': '90s' }, { testTimeoutMs: 90_000 }],
  [{ publish: 'none' }, { publish: 'none' }],
  [{ spec: ' a b.yml ' }, { spec: 'a b.yml' }],
])('%j is %j', (raw, expected) => expect(parseInputs(raw, label)).toMatchObject(expected))

test.each<[Raw, string, string | undefined]>([
  [{ push: 'yes' }, '--push: expected true or false, found "yes"', undefined],
  [{ parallel: '-1' }, '--parallel: expected a number from 0 to 999, found "-1"', undefined],
  [{ parallel: '1e3' }, '--parallel: expected a number from 0 to 999, found "1e3"', undefined],
  [{ 'test-timeout': '0' }, '--test-timeout: expected a time such as 90s, 5m or 1h, found "0"', undefined],
  [{ 'test-timeout': '9999h' }, '--test-timeout: expected a time such as 90s, 5m or 1h, found "9999h"', undefined],
  [{ publish: 'pased' }, '--publish: expected all, passed, none, found "pased"', 'Did you mean "passed"?'],
  [{ publish: 'toString' }, '--publish: expected all, passed, none, found "toString"', undefined],
  [{ out: 'a\0b' }, '--out: expected a path, found "a\0b"', undefined],
])('%j is a mistake', (raw, message, remedy) => {
  expect(problemsOf(() => parseInputs(raw, label))).toEqual([{ message, ...(remedy === undefined ? {} : { remedy }) }])
})

test('all mistakes are reported at once, under the names the user knows', () => {
  const problems = problemsOf(() => parseInputs({ push: 'x', parallel: 'y', publish: 'z' }, (name) => `input ${name}`))
  expect(problems.map((problem) => problem.message.split(':')[0]).sort()).toEqual([
    'input parallel',
    'input publish',
    'input push',
  ])
})

test.each(Object.keys(COMMANDS))('%s is a command', (name) => expect(isCommand(name)).toBe(true))
test.each(['', 'Run', 'toString', '__proto__', 'deploy'])('%j is no command', (name) =>
  expect(isCommand(name)).toBe(false),
)

describe('the table', () => {
  const names = (command: Command, door: 'cli' | 'action'): string[] => inputsOf(command, door).map(([name]) => name)

  test.each<[Command, string[]]>([
    ['run', ['push', 'publish', 'cache', 'test-timeout']],
    ['build', ['cache']],
    ['test', ['test-timeout']],
    ['push', ['publish']],
  ])('%s has the inputs that make sense for it: %j', (command, own) => {
    const special = ['push', 'publish', 'cache', 'test-timeout']
    expect(names(command, 'cli').filter((name) => special.includes(name))).toEqual(own)
  })

  test('--json is for terminals, the artifact for GitHub', () => {
    expect(names('run', 'cli')).toContain('json')
    expect(names('run', 'cli')).not.toContain('artifact')
    expect(names('run', 'action')).toContain('artifact')
    expect(names('run', 'action')).not.toContain('json')
  })
})
