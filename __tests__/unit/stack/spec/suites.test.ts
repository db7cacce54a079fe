import { describe, expect, test } from '@jest/globals'
import { z } from 'zod'
import { specSchema } from '../../../../src/stack/spec/schema.js'
import type { DeclaredSuite, Stack } from '../../../../src/stack/model.js'
import { loadSpec } from '../../../../src/stack/spec/load.js'
import { CONVENTIONS, NO_SETTINGS, type SuiteSettings } from '../../../../src/stack/suites.js'
import { problemsOf } from '../../support.js'

const IMAGES = 'images: {a: , b: {depend_on: a}}\nsuites:\n'
const load = (suites: string): Stack => loadSpec(`${IMAGES}${suites}`, 'images/spec.yml')
function suiteIn(suite: string, name = 's'): DeclaredSuite {
  const [found] = load(`  ${name}: {${suite}}`).suites
  if (found === undefined) throw new Error('no suite')
  return found
}

describe('what a suite runs', () => {
  test.each<[string, DeclaredSuite['does']]>([
    ['run: jupyter lab --version', { kind: 'command', run: ['jupyter', 'lab', '--version'] }],
    ['run: [nvidia-smi, -L]', { kind: 'command', run: ['nvidia-smi', '-L'] }],
    ['run: [a b, "", 1]', { kind: 'command', run: ['a b', '', '1'] }],
    [`run: bash -c 'a | b'`, { kind: 'command', run: ['bash', '-c', 'a | b'] }],
    ['run: "cosign sign {ref}"', { kind: 'command', run: ['cosign', 'sign', '{ref}'] }],
    ['pytest: checks', { kind: 'pytest', path: 'checks' }],
    ['pytest: ./checks//deep/../test_x.py', { kind: 'pytest', path: 'checks/test_x.py' }],
    ['imports: lists/imports', { kind: 'imports', paths: ['lists/imports'] }],
    ['imports: [lists/*, /opt/imports]', { kind: 'imports', paths: ['lists/*', '/opt/imports'] }],
    ['notebooks: "**/*.ipynb"', { kind: 'notebooks', paths: ['**/*.ipynb'] }],
    ['notebooks: ["{a,b}/*.ipynb"]', { kind: 'notebooks', paths: ['{a,b}/*.ipynb'] }],
  ])('{%s}', (text, does) => expect(suiteIn(text).does).toEqual(does))

  test.each([...CONVENTIONS, 'a', 'a.imports', 'a.ml.notebooks'])(
    '%s is about what is found: it runs nothing',
    (name) => {
      expect(suiteIn('timeout: 5m', name)).toMatchObject({ name, does: undefined, settings: { timeoutMs: 300_000 } })
    },
  )

  test('on every image, or on those that it names; with files', () => {
    expect(suiteIn('run: x')).toMatchObject({ images: undefined, files: undefined })
    expect(suiteIn('run: x, images: a')).toMatchObject({ images: ['a'] })
    expect(suiteIn('run: x, images: [b, a], files: ./checks/gpu/')).toMatchObject({
      images: ['b', 'a'],
      files: 'checks/gpu',
    })
  })
})

describe('how a suite runs', () => {
  test('nothing is said unless it is said', () => expect(suiteIn('run: x').settings).toEqual(NO_SETTINGS))

  test.each<[string, Partial<SuiteSettings>]>([
    ['on: container', { on: 'container' }],
    ['on: host', { on: 'host' }],
    ['pushed: true', { pushed: true }],
    ['default: false', { isDefault: false }],
    ['timeout: 90', { timeoutMs: 90_000 }],
    ['timeout: 1.5h', { timeoutMs: 5_400_000 }],
    ['allow_empty: true', { mayBeEmpty: true }],
    ['network: true', { network: true }],
    ['memory: 512MB', { memory: 512e6 }],
    ['memory: 2GiB', { memory: 2 * 1024 ** 3 }],
    ['cpus: 2', { cpus: 2 }],
    ['cpus: 0.5', { cpus: 0.5 }],
    ['docker: sibling', { docker: 'sibling' }],
    ['docker: dind', { docker: 'dind' }],
    ['services: compose.yml', { services: { file: 'compose.yml', envFile: undefined } }],
    [
      'services: {file: ./ci/compose.yml, env_file: ci/.env}',
      { services: { file: 'ci/compose.yml', envFile: 'ci/.env' } },
    ],
    ['env: {A: x, B: 1.10, C: true}', { env: { A: 'x', B: '1.10', C: 'true' } }],
    ['on: host, pass_env: HOME', { on: 'host', passEnv: ['HOME'] }],
    ['on: host, pass_env: [A, _b2]', { on: 'host', passEnv: ['A', '_b2'] }],
  ])('run: x, %s', (text, settings) => {
    expect(suiteIn(`run: x, ${text}`).settings).toEqual({ ...NO_SETTINGS, ...settings })
  })

  test.each<[string, Partial<SuiteSettings>]>([
    ['pytest: t, test_timeout: 2m', { testTimeoutMs: 120_000 }],
    ['pytest: t, reruns: 2', { reruns: 2 }],
    ['pytest: t, reruns: 0', { reruns: 0 }],
    ['pytest: t, markers: not slow and not superslow', { markers: 'not slow and not superslow' }],
    ['pytest: t, args: [-k, fast, -n, 4]', { args: ['-k', 'fast', '-n', '4'] }],
    ['pytest: t, skip: "test_x.py::test_y"', { skip: ['test_x.py::test_y'] }],
    ['imports: t, skip: [torch, jax]', { skip: ['torch', 'jax'] }],
    ['notebooks: t, test_timeout: 90s, cell_timeout: 5', { testTimeoutMs: 90_000, cellTimeoutMs: 5000 }],
    ['notebooks: t, jobs: 4, skip: slow*', { jobs: 4, skip: ['slow*'] }],
    ['notebooks: t, expect: fail', { expect: 'fail' }],
  ])('%s', (text, settings) => expect(suiteIn(text).settings).toEqual({ ...NO_SETTINGS, ...settings }))

  test.each<[string, SuiteSettings['start']]>([
    ['{ports: 8888}', { ports: [8888], ready: undefined, readyMs: undefined, command: undefined, env: {} }],
    [
      '{ports: [8888, 80], ready: /api, ready_timeout: 5m, command: start.sh jupyter lab, env: {TOKEN: 1}}',
      {
        ports: [8888, 80],
        ready: '/api',
        readyMs: 300_000,
        command: ['start.sh', 'jupyter', 'lab'],
        env: { TOKEN: '1' },
      },
    ],
    ['{ports: 1, command: [a b]}', { ports: [1], ready: undefined, readyMs: undefined, command: ['a b'], env: {} }],
  ])('on: host, start: %s', (text, start) => {
    expect(suiteIn(`run: x, on: host, start: ${text}`).settings.start).toEqual(start)
  })

  test('what is found may be told anything that suits one of its kinds', () => {
    expect(suiteIn('markers: fast, jobs: 2, reruns: 1, memory: 1GB', 'test').settings).toMatchObject({
      markers: 'fast',
      jobs: 2,
    })
    expect(suiteIn('start: {ports: 80}, pass_env: X', 'integration_tests').settings).toMatchObject({ passEnv: ['X'] })
  })
})

/** What is written of one suite, the message, its place, and what the remedy says. */
type Mistake = readonly [text: string, message: string, place: string, remedy: string | undefined]

const CONVENTION = 'is the name of a suite that is found by convention'
const mistakes: readonly Mistake[] = [
  // Names.
  ['  ../x: {run: x}', 'suites.../x: "../x" cannot be the name of a suite', '3:3', 'Use letters'],
  ['  "a b": {run: x}', 'suites.a b: "a b" cannot be the name of a suite', '3:3', 'Use letters'],
  ['  tests_common: {run: x}', `suites.tests_common.run: "tests_common" ${CONVENTION}`, '3:23', 'another name'],
  ['  a: {pytest: x}', `suites.a.pytest: "a" ${CONVENTION}`, '3:15', 'another name'],
  [
    '  notebooks: {notebooks: x}',
    `suites.notebooks.notebooks: "notebooks" ${CONVENTION}`,
    '3:26',
    'leave out what it runs',
  ],
  ['  s: {}', 'suites.s: the suite "s" says nothing to run', '3:3', 'Give it one of run, pytest, imports, notebooks'],
  ['  s: {timeout: 1m}', 'suites.s: the suite "s" says nothing to run', '3:3', 'integration_tests'],
  ['  s:', 'suites.s: expected a map (key: value), found null', '3:5', undefined],
  ['  s: x', 'suites.s: expected a map (key: value), found "x"', '3:6', undefined],
  ['  s: {run: x, markerz: y}', 'suites.s.markerz: unknown key', '3:15', 'Did you mean "markers"?'],
  // What it runs.
  [
    '  s: {run: x, pytest: y}',
    'suites.s: it has run and pytest: a suite runs one thing',
    '3:6',
    'Make a suite of each',
  ],
  ['  s: {run: []}', 'suites.s.run: expected at least one word, found []', '3:12', undefined],
  ['  s: {run: ""}', 'suites.s.run: expected a name, not an empty text, found ""', '3:12', undefined],
  ['  s: {run: " "}', 'suites.s.run: the command is empty', '3:12', undefined],
  ['  s: {run: a | b}', 'suites.s.run: "|" needs a shell, and no shell runs this command', '3:12', 'bash -c'],
  [
    '  s: {run: {x: y}}',
    'suites.s.run: expected a command: a text or a list of words, found {"x":"y"}',
    '3:12',
    undefined,
  ],
  ['  s: {pytest: ../x}', 'suites.s.pytest: "../x" is outside the stack', '3:15', 'below the directory of spec.yml'],
  ['  s: {pytest: /x}', 'suites.s.pytest: "/x" is outside the stack', '3:15', 'below the directory of spec.yml'],
  [
    '  s: {imports: a/../x}',
    'suites.s.imports: "a/../x" is no path below the image’s directory',
    '3:16',
    'without ".."',
  ],
  [
    '  s: {notebooks: [x, ../y]}',
    'suites.s.notebooks: "../y" is no path below the image’s directory',
    '3:18',
    'without ".."',
  ],
  [
    '  s: {notebooks: "a\\\\b"}',
    'suites.s.notebooks: "a\\b" is no path below the image’s directory',
    '3:18',
    'without ".."',
  ],
  // Where.
  ['  s: {run: x, images: c}', 'suites.s.images: there is no image "c"', '3:23', 'Did you mean "a"?'],
  ['  s: {run: x, images: [a, bb]}', 'suites.s.images: there is no image "bb"', '3:23', 'Did you mean "b"?'],
  [
    '  s: {run: x, files: ../y}',
    'suites.s.files: "../y" is outside the stack',
    '3:22',
    'below the directory of spec.yml',
  ],
  ['  s: {run: x, on: vm}', 'suites.s.on: expected container, host or ssh, found "vm"', '3:19', undefined],
  // Times, sizes and counts.
  ...['soon', '0', '-1'].map((time): Mistake => [
    `  s: {run: x, timeout: ${time}}`,
    `suites.s.timeout: expected a time such as 90, 90s, 5m or 1h, found "${time}"`,
    '3:24',
    undefined,
  ]),
  [
    '  s: {pytest: t, test_timeout: x}',
    'suites.s.test_timeout: expected a time such as 90, 90s, 5m or 1h, found "x"',
    '3:32',
    undefined,
  ],
  [
    '  s: {notebooks: t, cell_timeout: x}',
    'suites.s.cell_timeout: expected a time such as 90, 90s, 5m or 1h, found "x"',
    '3:35',
    undefined,
  ],
  [
    '  s: {run: x, memory: much}',
    'suites.s.memory: expected a size such as 512MB or 2GB, at least 6MiB, found "much"',
    '3:23',
    undefined,
  ],
  [
    '  s: {run: x, memory: 0}',
    'suites.s.memory: expected a size such as 512MB or 2GB, at least 6MiB, found "0"',
    '3:23',
    undefined,
  ],
  ['  s: {run: x, cpus: 0}', 'suites.s.cpus: expected more than 0, found "0"', '3:21', undefined],
  ['  s: {run: x, cpus: all}', 'suites.s.cpus: expected a number, found "all"', '3:21', undefined],
  ['  s: {pytest: t, reruns: -1}', 'suites.s.reruns: expected a number, 0 or more, found "-1"', '3:26', undefined],
  ['  s: {pytest: t, reruns: 1.5}', 'suites.s.reruns: expected a whole number, found "1.5"', '3:26', undefined],
  ['  s: {notebooks: t, jobs: many}', 'suites.s.jobs: expected a number, found "many"', '3:27', undefined],
  // Flags and choices.
  ['  s: {run: x, network: "yes"}', 'suites.s.network: expected true or false, found "yes"', '3:24', undefined],
  ['  s: {run: x, default: 1}', 'suites.s.default: expected true or false, found "1"', '3:24', undefined],
  ['  s: {run: x, docker: host}', 'suites.s.docker: expected sibling or dind, found "host"', '3:23', undefined],
  ['  s: {notebooks: t, expect: error}', 'suites.s.expect: expected pass or fail, found "error"', '3:29', undefined],
  // What does not fit together.
  ...['markers: m', 'args: [x]', 'reruns: 1'].flatMap((text): Mistake[] => {
    const key = text.split(':')[0] ?? ''
    return [
      [`  s: {run: x, ${text}}`, `suites.s.${key}: ${key} is for pytest`, `3:${17 + key.length}`, 'Leave it out'],
      [`  s: {imports: x, ${text}}`, `suites.s.${key}: ${key} is for pytest`, `3:${21 + key.length}`, 'Leave it out'],
    ]
  }),
  ...['jobs: 2', 'cell_timeout: 5', 'expect: fail'].map((text): Mistake => {
    const key = text.split(':')[0] ?? ''
    return [
      `  s: {pytest: x, ${text}}`,
      `suites.s.${key}: ${key} is for notebooks`,
      `3:${20 + key.length}`,
      'Leave it out',
    ]
  }),
  ['  s: {run: x, skip: y}', 'suites.s.skip: skip is for pytest and imports and notebooks', '3:21', 'Leave it out'],
  [
    '  s: {imports: x, test_timeout: 5}',
    'suites.s.test_timeout: test_timeout is for pytest and notebooks',
    '3:33',
    'Leave it out',
  ],
  ['  s: {imports: x, on: host}', 'suites.s.on: imports are run in the container', '3:23', 'Leave it out'],
  ['  s: {notebooks: x, on: host}', 'suites.s.on: notebooks are run in the container', '3:25', 'Leave it out'],
  [
    '  s: {run: x, on: container, pass_env: X}',
    'suites.s.pass_env: pass_env is for suites on the host',
    '3:40',
    'on: host',
  ],
  [
    '  s: {run: x, on: container, start: {ports: 80}}',
    'suites.s.start: start is for suites on the host',
    '3:37',
    'on: host',
  ],
  ['  s: {run: x, pass_env: X}', 'suites.s.pass_env: pass_env is for suites on the host', '3:25', 'on: host'],
  ['  s: {imports: x, start: {ports: 80}}', 'suites.s.start: start is for suites on the host', '3:26', 'eave it out'],
  ...['network: true', 'memory: 1GB', 'cpus: 1', 'docker: dind'].map((text): Mistake => {
    const key = text.split(':')[0] ?? ''
    return [
      `  s: {run: x, on: host, ${text}}`,
      `suites.s.${key}: ${key} is for suites in the container`,
      `3:${27 + key.length}`,
      'Leave it out',
    ]
  }),
  // Services, started containers, environments.
  [
    '  s: {run: x, services: ../c.yml}',
    'suites.s.services: "../c.yml" is outside the stack',
    '3:25',
    'below the directory of spec.yml',
  ],
  [
    '  s: {run: x, services: {file: c.yml, env_file: /e}}',
    'suites.s.services: "/e" is outside the stack',
    '3:25',
    'below the directory of spec.yml',
  ],
  ['  s: {run: x, services: {env_file: e}}', 'suites.s.services: "file" is missing', '3:15', undefined],
  ['  s: {run: x, services: {file: c, fil: e}}', 'suites.s.services.fil: unknown key', '3:35', 'Did you mean "file"?'],
  ['  s: {run: x, on: host, start: {}}', 'suites.s.start: "ports" is missing', '3:25', undefined],
  [
    '  s: {run: x, on: host, start: {ports: []}}',
    'suites.s.start.ports: expected at least one port, found []',
    '3:40',
    undefined,
  ],
  [
    '  s: {run: x, on: host, start: {ports: 70000}}',
    'suites.s.start.ports: expected a port, found "70000"',
    '3:40',
    undefined,
  ],
  [
    '  s: {run: x, on: host, start: {ports: http}}',
    'suites.s.start.ports: expected a port, found "http"',
    '3:40',
    undefined,
  ],
  [
    '  s: {run: x, on: host, start: {ports: [80, 0]}}',
    'suites.s.start.ports.1: expected a port, found "0"',
    '3:45',
    undefined,
  ],
  [
    '  s: {run: x, on: host, start: {ports: 80, command: a > b}}',
    'suites.s.start.command: ">" needs a shell, and no shell runs this command',
    '3:53',
    'bash -c',
  ],
  [
    '  s: {run: x, on: host, start: {ports: 80, ready_timeout: x}}',
    'suites.s.start.ready_timeout: expected a time such as 90, 90s, 5m or 1h, found "x"',
    '3:59',
    undefined,
  ],
  [
    '  s: {run: x, env: {A-B: x}}',
    'suites.s.env: "A-B" cannot be the name of a variable',
    '3:20',
    'Letters, digits and "_" only.',
  ],
  [
    '  s: {run: x, env: {A: [x]}}',
    'suites.s.env.A: expected a text, a number, true or false, found ["x"]',
    '3:24',
    undefined,
  ],
  [
    '  s: {run: x, on: host, pass_env: A*}',
    'suites.s.pass_env: "A*" cannot be the name of a variable',
    '3:35',
    'Letters, digits and "_" only.',
  ],
  [
    '  s: {run: x, on: host, start: {ports: 80, env: {A=B: x}}}',
    'suites.s.start.env: "A=B" cannot be the name of a variable',
    '3:49',
    'Letters, digits and "_" only.',
  ],
]

test.each(mistakes)('%j', (text, message, place, remedy) => {
  const problems = problemsOf(() => load(text))
  expect(problems.map((problem) => problem.message)).toContain(message)
  const problem = problems.find((one) => one.message === message)
  expect([problem?.file, `${problem?.line ?? ''}:${problem?.column ?? ''}`]).toEqual(['images/spec.yml', place])
  if (remedy === undefined) expect(problem?.remedy).toBeUndefined()
  else expect(problem?.remedy).toContain(remedy)
})

test('all mistakes are told at once', () => {
  const text = [
    '  one: {run: a | b, images: c, files: ../x}',
    '  two: {pytest: t, notebooks: n}',
    '  three: {imports: x, on: host, env: {1: x}}',
    '  a: {run: x}',
  ].join('\n')
  expect(problemsOf(() => load(text)).map(({ line, message }) => `${line ?? ''} ${message}`)).toEqual([
    '3 suites.one.images: there is no image "c"',
    '3 suites.one.run: "|" needs a shell, and no shell runs this command',
    '3 suites.one.files: "../x" is outside the stack',
    '4 suites.two: it has pytest and notebooks: a suite runs one thing',
    '5 suites.three.on: imports are run in the container',
    '5 suites.three.env: "1" cannot be the name of a variable',
    `6 suites.a.run: "a" ${CONVENTION}`,
  ])
})

test('editors are told which values are numbers, with their limits', () => {
  const schema = JSON.stringify(z.toJSONSchema(specSchema, { io: 'input', unrepresentable: 'any' }))
  const suite = (JSON.parse(schema) as { properties: { suites: unknown } }).properties.suites
  const found = JSON.stringify(suite)
  expect(found).toMatch(/"reruns":\{[^}]*"type":"integer","minimum":0/)
  expect(found).toMatch(/"cpus":\{[^}]*"type":"number","exclusiveMinimum":0/)
  expect(found).toMatch(/"type":"integer","minimum":1,"maximum":65535/)
})

describe('the suites of an image', () => {
  const of = (suites: string): Stack =>
    loadSpec(`images:\n  a: {suites: ${suites}}\n  b:\nsuites: {smoke: {run: x}}`, 'spec.yml')

  test.each([
    ['smoke', ['smoke']],
    ['[smoke, test, tests_common, long-notebooks]', ['smoke', 'test', 'tests_common', 'long-notebooks']],
    ['[a, b, a.ml.notebooks]', ['a', 'b', 'a.ml.notebooks']],
    ['[]', []],
  ])('%s', (text, suites) => expect(of(text).images.get('a')?.suites).toEqual(suites))

  test('are all of them unless it names some', () => {
    expect(of('smoke').images.get('b')?.suites).toBeUndefined()
  })

  test.each([
    ['smok', 'there is no suite "smok"', 'Did you mean "smoke"?'],
    ['[smoke, notebook]', 'there is no suite "notebook"', 'Did you mean "notebooks"?'],
  ])('%s is a mistake', (text, message, remedy) => {
    expect(problemsOf(() => of(text))).toMatchObject([
      {
        message: `images.a.suites: ${message}`,
        file: 'spec.yml',
        line: 2,
        column: 15,
        remedy: expect.stringContaining(remedy),
      },
    ])
  })
})
