import { describe, expect, test } from '@jest/globals'
import { loadSpec } from '../../../../src/stack/spec/load.js'
import type { DeclaredSuite } from '../../../../src/stack/model.js'
import { NO_SETTINGS, plannedSuites, type RemoteSettings, type SuiteSettings } from '../../../../src/stack/suites.js'
import { suitesKey } from '../../../../src/stack/fingerprint.js'
import { problemsOf } from '../../support.js'
import { suiteOf } from '../planning.js'

const IMAGES = 'images: {a: , b: {depend_on: a}}\nsuites:\n'

function suiteIn(suite: string): DeclaredSuite {
  const [found] = loadSpec(`${IMAGES}  s: {${suite}}`, 'images/spec.yml').suites
  if (found === undefined) throw new Error('no suite')
  return found
}

const REMOTE: RemoteSettings = {
  ...{ proof: { kind: 'pytest' }, report: undefined, cleanUp: undefined },
  ...{ retries: 0, retryWaitMs: undefined, retryWhen: [] },
  ...{ host: undefined, jump: undefined, knownHosts: undefined, connectMs: undefined, keepAliveMs: undefined },
}

describe('over ssh', () => {
  test('it runs after the push, when it is asked for, and says what shows that tests ran', () => {
    expect(suiteIn('on: ssh, run: "launch.sh -i {ref} pytest"').settings).toEqual({
      ...NO_SETTINGS,
      ...{ on: 'ssh', pushed: true, isDefault: false, remote: REMOTE },
    })
    expect(suiteIn('on: ssh, run: pytest, default: true').settings.isDefault).toBe(true)
  })

  test.each<[string, Partial<RemoteSettings>]>([
    ['', {}],
    ['clean_up: "kill-job {launch}"', { cleanUp: ['kill-job', '{launch}'] }],
    ['clean_up: [kill, a b]', { cleanUp: ['kill', 'a b'] }],
    ['retries: 2', { retries: 2 }],
    ['retries: 2, retry_wait: 5m, retry_when: no GPU', { retries: 2, retryWaitMs: 300_000, retryWhen: ['no GPU'] }],
    ['report: r.xml', { report: 'r.xml', proof: { kind: 'report' } }],
    ['report: r.xml, proof: pytest', { report: 'r.xml', proof: { kind: 'pytest' } }],
    ['proof: status', { proof: { kind: 'status' } }],
    ['proof: {text: all done}', { proof: { kind: 'text', text: 'all done' } }],
    ['ssh: {host: me@login}', { host: 'me@login' }],
    ['ssh: {host: "me@login:2222", jump: you@gate}', { host: 'me@login:2222', jump: 'you@gate' }],
    ['ssh: {known_hosts: ./ci//known_hosts}', { knownHosts: 'ci/known_hosts' }],
    ['ssh: {connect_timeout: 10, keepalive: 1m}', { connectMs: 10_000, keepAliveMs: 60_000 }],
  ])('run: launch pytest, %s', (text, remote) => {
    expect(suiteIn(`on: ssh, run: launch pytest, ${text}`).settings.remote).toEqual({ ...REMOTE, ...remote })
  })

  test.each([
    'pytest',
    'launch.sh -f pytest x',
    '/opt/conda/bin/pytest',
    'python -m pytest',
    'py.test',
    '[sh, -c, "cd x && pytest -q"]',
  ])('run: %s is seen to be pytest', (run) =>
    expect(suiteIn(`on: ssh, run: ${run}`).settings.remote?.proof).toEqual({ kind: 'pytest' }),
  )

  test('it may have an environment, a limit, and images of its own', () => {
    const { settings, images } = suiteIn('on: ssh, run: pytest, env: {A: 1}, timeout: 1h, images: b, alone: true')
    expect(settings).toMatchObject({ env: { A: '1' }, timeoutMs: 3_600_000, alone: true })
    expect(images).toEqual(['b'])
  })
})

test.each<[string, Partial<SuiteSettings>]>([
  ['run: x, gpus: all', { gpus: 'all' }],
  ['run: x, gpus: 2', { gpus: 2 }],
  ['run: x, on: host, gpus: 1', { gpus: 1, on: 'host' }],
  ['pytest: x, gpus: all, allow_skips: false', { gpus: 'all', maySkip: false }],
])('%s', (text, settings) => expect(suiteIn(text).settings).toEqual({ ...NO_SETTINGS, ...settings }))

/** What is written of one suite, the message, its place, and what the remedy says. */
const mistakes: readonly (readonly [text: string, message: string, column: number, remedy: string | undefined])[] = [
  ...[
    'ssh: {host: a@b}',
    'proof: pytest',
    'report: r.xml',
    'clean_up: x',
    'retries: 1',
    'retry_wait: 5m',
    'retry_when: x',
  ].map((text) => {
    const key = text.split(':')[0] ?? ''
    return [
      `run: x, ${text}`,
      `suites.s.${key}: ${key} is for suites over ssh`,
      17 + key.length,
      'Say on: ssh',
    ] as const
  }),
  ['run: x, on: host, proof: status', 'suites.s.proof: proof is for suites over ssh', 32, 'Say on: ssh'],
  ...[
    'files: x',
    'services: c.yml',
    'allow_empty: true',
    'network: true',
    'memory: 1GB',
    'cpus: 1',
    'docker: dind',
    'gpus: all',
  ].map((text) => {
    const key = text.split(':')[0] ?? ''
    return [
      `on: ssh, run: pytest, ${text}`,
      `suites.s.${key}: ${key} means nothing on a login host`,
      31 + key.length,
      'Leave it out',
    ] as const
  }),
  ['on: ssh, run: pytest, pass_env: X', 'suites.s.pass_env: pass_env is for suites on the host', 39, 'leave it out'],
  ['on: ssh, pytest: x', 'suites.s.on: over ssh a suite is a command', 11, 'Give it run'],
  ['on: ssh, notebooks: x', 'suites.s.on: over ssh a suite is a command', 11, 'Give it run'],
  ['on: ssh, run: pytest, pushed: false', 'suites.s.pushed: another machine runs what was pushed', 37, 'Leave it out'],
  [
    'on: ssh, run: launch.sh',
    'suites.s.run: nothing shows that its tests ran: a launcher may end with 0 and have started none',
    21,
    'Say proof',
  ],
  [
    'on: ssh, run: launch.sh pytests',
    'suites.s.run: nothing shows that its tests ran: a launcher may end with 0 and have started none',
    21,
    'Say proof',
  ],
  ['on: ssh, run: pytest, proof: report', 'suites.s.proof: there is no report to read', 36, 'Give report'],
  ['on: ssh, run: "pytest {report}"', 'suites.s.run: {report} stands for nothing here', 21, 'Give report'],
  [
    'on: ssh, run: pytest, proof: luck',
    'suites.s.proof: expected pytest, report, status, or text: with words that it says at its end, found "luck"',
    36,
    undefined,
  ],
  ['on: ssh, run: pytest, retry_wait: 5m', 'suites.s.retry_wait: retry_wait without retries', 41, 'Give retries'],
  [
    'on: ssh, run: pytest, retries: 0, retry_when: x',
    'suites.s.retry_when: retry_when without retries',
    53,
    'Give retries',
  ],
  [
    'on: ssh, run: pytest, proof: status, retries: 1',
    'suites.s.retries: of a failure nobody can tell whether tests had begun',
    53,
    'Give retry_when',
  ],
  [
    'on: ssh, run: pytest, ssh: {host: "-oProxyCommand=x"}',
    'suites.s.ssh.host: expected a host as user@host or user@host:port, found "-oProxyCommand=x"',
    41,
    undefined,
  ],
  [
    'on: ssh, run: pytest, ssh: {host: "a b"}',
    'suites.s.ssh.host: expected a host as user@host or user@host:port, found "a b"',
    41,
    undefined,
  ],
  [
    'on: ssh, run: pytest, ssh: {known_hosts: ../x}',
    'suites.s.ssh.known_hosts: "../x" is outside the stack',
    48,
    'below the directory of spec.yml',
  ],
  [
    'on: ssh, run: pytest, ssh: {known_host: x}',
    'suites.s.ssh.known_host: unknown key',
    35,
    'Did you mean "known_hosts"?',
  ],
  [
    'on: ssh, run: pytest, ssh: {keepalive: often}',
    'suites.s.ssh.keepalive: expected a time such as 90, 90s, 5m or 1h, found "often"',
    46,
    undefined,
  ],
  ['run: x, gpus: some', 'suites.s.gpus: expected all, or a number of GPUs, 1 or more, found "some"', 21, undefined],
  ['run: x, gpus: 0', 'suites.s.gpus: expected all, or a number of GPUs, 1 or more, found "0"', 21, undefined],
  ['run: x, allow_skips: maybe', 'suites.s.allow_skips: expected true or false, found "maybe"', 28, undefined],
]

test.each(mistakes)('{%s}', (text, message, column, remedy) => {
  const problems = problemsOf(() => suiteIn(text))
  expect(problems.map((problem) => problem.message)).toContain(message)
  const problem = problems.find((one) => one.message === message)
  expect([problem?.line, problem?.column]).toEqual([3, column])
  if (remedy === undefined) expect(problem?.remedy).toBeUndefined()
  else expect(problem?.remedy).toContain(remedy)
})

describe('what the registry is told to have passed', () => {
  const key = (remote: Partial<RemoteSettings>): string | undefined =>
    suitesKey('print', [suiteOf({ on: 'ssh', settings: { remote: { ...REMOTE, ...remote } } })], () => '')

  test.each<Partial<RemoteSettings>>([
    { host: 'me@login' },
    { jump: 'me@gate' },
    { knownHosts: 'known_hosts' },
    { retries: 3 },
    { retryWhen: ['x'] },
    { cleanUp: ['x'] },
    { keepAliveMs: 1 },
  ])('is the same with %j', (remote) => expect(key(remote)).toBe(key({})))

  test.each<Partial<RemoteSettings>>([{ proof: { kind: 'status' } }, { report: 'r.xml' }])('is not with %j', (remote) =>
    expect(key(remote)).not.toBe(key({})),
  )
})

test('a suite over ssh is for the images that name it, too', () => {
  const text = `images: {a: {suites: [s]}, b: {depend_on: a}}\nsuites:\n  s: {on: ssh, run: pytest}\n`
  const stack = loadSpec(text, 'images/spec.yml')
  const facts = {
    stack,
    sources: new Map(),
    commonTests: undefined,
    defaultTimeoutMs: 1,
    choice: { only: [], skip: [] },
  }
  const offs = [...stack.images.values()].map((image) => plannedSuites(image, [], facts).map(({ off }) => off))
  expect(offs).toEqual([[undefined], ['off by default; name it with suites to run it']])
})
