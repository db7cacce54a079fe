import { beforeAll, describe, expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Engine } from '../../src/docker/engine.js'
import { runSuite } from '../../src/run/suites/run.js'
import { NO_SSH, type SshDefaults } from '../../src/run/suites/ssh-defaults.js'
import type { SuiteWords } from '../../src/run/suites/templates.js'
import type { SuiteRun } from '../../src/run/suites/verdict.js'
import { loadSpec } from '../../src/stack/spec/load.js'
import { plannedSuites, type PlannedSuite } from '../../src/stack/suites.js'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import { eventually, exists, TIMEOUT, writeFiles } from '../world/world.js'

/*
 * Suites over ssh, on a real login host. Its launchers say what pytest says and run no image; __tests__/e2e/suites-ssh.test.ts
 * has one that does.
 */
const START = '============================= test session starts =============================='
const says = (...lines: readonly string[]): string => `#!/bin/sh\ncat <<'END'\n${lines.join('\n')}\nEND\n`
const passes = says(START, 'collected 3 items', '============ 3 passed in 2.31s ============')

const PROGRAMS = {
  'pass.sh': passes,
  'fail.sh': `${says(START, 'FAILED test_gpu.py::test_matmul - assert 1 == 2', '=== 1 failed, 2 passed in 2.31s ===')}exit 1\n`,
  'hide.sh': says(START, '=== 1 failed, 2 passed in 2.31s ==='),
  'lie.sh': '#!/bin/sh\necho all is well\n',
  'none.sh': `${says(START, '=== no tests ran in 0.01s ===')}exit 5\n`,
  'skip.sh': says(START, '=== 4 skipped in 0.01s ==='),
  'collect.sh': `${says(START, '____ ERROR collecting test_gpu.py ____', '=== 1 error in 0.01s ===')}exit 2\n`,
  // The tests begin, and nothing more is heard; its child goes on whatever its parent is told.
  'hang.sh': `#!/bin/sh\necho '${START}'\ntrap '' TERM\necho $$ >"$HOME/hang.pid"\nsleep 300 &\necho $! >>"$HOME/hang.pid"\nwait\nwait\nsleep 300\n`,
  'cut.sh': `#!/bin/sh\necho '${START}'\nsleep 0.5\nfor one in /proc/[0-9]*; do\n  read -r name <"$one/comm" 2>/dev/null || continue\n  case $name in sshd*) kill -9 "\${one#/proc/}" 2>/dev/null ;; esac\ndone\nsleep 300\n`,
  'big.sh': `#!/bin/sh\necho '${START}'\nhead -c 100000000 /dev/zero | tr '\\0' 'x' | fold -w 120\necho\necho '=== 3 passed in 9.99s ==='\n`,
  // No GPU is free, twice.
  'queue.sh': `#!/bin/sh\necho "$1" >>"$HOME/launches"\nif [ "$(wc -l <"$HOME/launches")" -lt 3 ]; then echo 'no GPU is free'; exit 3; fi\n${passes.replace('#!/bin/sh\n', '')}`,
  'never.sh': '#!/bin/sh\necho x >>"$HOME/never"\necho no GPU is free\nexit 3\n',
  'once.sh': `#!/bin/sh\necho x >>"$HOME/once"\n${says(START, '=== 1 failed in 1s ===').replace('#!/bin/sh\n', '')}exit 3\n`,
  'words.sh': `#!/bin/sh\nfor word in "$@"; do printf '<%s>\\n' "$word"; done\necho "A is $A"\n${passes.replace('#!/bin/sh\n', '')}`,
  'slow-report.sh': '#!/bin/sh\nprintf %s "$2" >"$1"\nsleep 1\n',
  'report.sh': '#!/bin/sh\nprintf %s "$2" >"$1"\n',
  'tell.sh': '#!/bin/sh\nenv; cat\necho secret-password\n',
  'clean.sh': '#!/bin/sh\necho "taking $1 away"\necho "$1" >>"$HOME/cleaned"\n',
  'unclean.sh': '#!/bin/sh\necho cannot; exit 4\n',
}

let host: Sshd
let defaults: SshDefaults
beforeAll(async () => {
  host = await startSshd({ programs: PROGRAMS })
  defaults = {
    ...NO_SSH,
    host: `${host.user}@${host.host}:${host.port}`,
    knownHosts: host.hostKey.knownHosts,
    key: host.privateKey,
  }
}, TIMEOUT)

const WORDS: SuiteWords = {
  ...{ image: 'gpu', variant: 'default', ref: `127.0.0.1:1/gpu@sha256:${'0'.repeat(64)}`, digest: '', tag: 'main' },
  ...{ platform: 'linux/amd64', prefix: '', branch: 'main', sha: '0123456', stage: '', version: '' },
}

/** A suite as a spec says it. */
function suiteOf(text: string): PlannedSuite {
  const stack = loadSpec(`images: {gpu: }\nsuites:\n  s: {on: ssh, default: true, ${text}}\n`, 'images/spec.yml')
  const [image] = stack.images.values()
  if (image === undefined) throw new Error('no image')
  const facts = { stack, sources: new Map(), commonTests: undefined, defaultTimeoutMs: 60_000 }
  const [suite] = plannedSuites(image, [], { ...facts, choice: { only: [], skip: [] } })
  if (suite === undefined) throw new Error('no suite')
  return suite
}

interface Ran extends SuiteRun {
  readonly log: readonly string[]
}

async function ran(
  text: string,
  more: { ssh?: Partial<SshDefaults>; words?: Partial<SuiteWords>; signal?: AbortSignal; log?: string[] } = {},
): Promise<Ran> {
  const log = more.log ?? []
  const done = await runSuite({
    engine: {} as Engine, // What runs elsewhere asks nothing of it.
    ...{ stackDir: '/nowhere', image: { name: 'gpu', ref: 'sha256:0' }, suite: suiteOf(text), keep: '/nowhere/kept' },
    words: { ...WORDS, ...more.words },
    machine: { env: {}, python: 'python3' },
    ssh: { ...defaults, ...more.ssh },
    signal: more.signal ?? new AbortController().signal,
    onLine: (line) => void log.push(line),
  })
  return { ...done, log }
}

const linesOf = async (file: string): Promise<string[]> =>
  (await readFile(join(host.home, file), 'utf8')).trimEnd().split('\n')

/** Processes of the login host's user, by what they were started as. */
async function running(pattern: string): Promise<string[]> {
  const found: string[] = []
  for (const pid of await readdir('/proc')) {
    if (!/^\d+$/.test(pid)) continue
    const line = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
    if (line.includes(pattern)) found.push(pid)
  }
  return found
}

describe('what is said of a launch', () => {
  test.each([
    ['pass.sh', undefined],
    ['fail.sh', '1 of 3 tests failed: test_gpu.py::test_matmul'],
    ['hide.sh', '1 of 3 tests failed, though the launcher ended with 0'],
    ['lie.sh', 'the launcher ended with 0, and no test session is in its output'],
    ['none.sh', 'no tests ran'],
    ['skip.sh', 'all 4 tests were skipped'],
    ['collect.sh', 'collection errors: 1 error'],
    [
      'missing.sh',
      'the launch failed before any test began: exit status 127: the login host does not have its program',
    ],
  ])('%s', async (program, message) => {
    const { result, log } = await ran(`run: '${program} -i {ref} pytest'`)
    expect(result).toMatchObject({
      name: 's',
      on: 'ssh',
      pushed: true,
      outcome: message === undefined ? 'passed' : 'failed',
    })
    expect(result.message).toBe(message)
    if (program === 'pass.sh') {
      expect(log).toContain('============ 3 passed in 2.31s ============')
      expect(result.counts).toEqual({ total: 3, failed: 0, skipped: 0 })
    }
    if (program === 'fail.sh')
      expect(result.failures).toEqual([{ name: 'test_gpu.py::test_matmul', message: 'assert 1 == 2', lines: [] }])
  })
})

describe('words', () => {
  test('nothing of them is interpreted, whatever a tag is called', async () => {
    const { result, log } = await ran(
      `run: [words.sh, 'a b', '{tag}', '{branch}', '$HOME', pytest], env: {A: '$(touch y) "'}`,
      {
        words: { tag: '$(touch x)', branch: "'; touch x; '`touch x`" },
      },
    )
    expect(result.outcome).toBe('passed')
    expect(log).toEqual(
      expect.arrayContaining(['<a b>', '<$(touch x)>', "<'; touch x; '`touch x`>", '<$HOME>', 'A is $(touch y) "']),
    )
    for (const file of ['x', 'y']) expect(await exists(join(host.home, file))).toBe(false)
  })

  test('a launch has a name of its own', async () => {
    const { log } = await ran(`run: [words.sh, '{launch}', '{other}', pytest]`)
    expect(log[0]).toMatch(/^<stack-[0-9a-f]{12}>$/)
    expect(log[1]).toBe('<{other}>')
  })
})

describe('a report', () => {
  const report = (cases: string): string => `<testsuites><testsuite>${cases}</testsuite></testsuites>`

  test('is fetched, and read as those of other suites are', async () => {
    const xml = report('<testcase classname="test_gpu" name="a"><failure message="no">E no</failure></testcase>')
    const { result, junit } = await ran(`run: [report.sh, '{report}', '${xml}'], report: 'of-{image}.xml'`)
    expect(result).toMatchObject({
      message: '1 of 1 tests failed: test_gpu.py::a, though the launcher ended with 0',
      counts: { total: 1, failed: 1, skipped: 0 },
      failures: [{ name: 'test_gpu.py::a', message: 'no' }],
    })
    expect(junit?.toString()).toBe(xml)
    expect(await exists(join(host.home, 'of-gpu.xml'))).toBe(true)
  })

  test('one of an earlier launch is none', async () => {
    await writeFiles(host.home, { 'old.xml': report('<testcase name="a"/>') }, 0o666)
    const { result } = await ran(`run: 'lie.sh {report}', report: old.xml`)
    expect(result.message).toBe('the launcher ended with 0, and there is no report at old.xml')
  })

  test('one of another launch at the same time is none, where both would lie in one place', async () => {
    const [good, bad] = [
      report('<testcase name="a"/>'),
      report('<testcase name="a"><failure message="no"/></testcase>'),
    ]
    const slow = ran(`run: [slow-report.sh, '{report}', '${bad}'], report: same.xml`)
    await sleep(400)
    const quick = ran(`run: [report.sh, '{report}', '${good}'], report: same.xml`)
    expect([(await slow).result.outcome, (await quick).result.outcome]).toEqual(['failed', 'passed'])
  })

  test('what is no report is said to be none', async () => {
    const { result } = await ran(`run: [report.sh, '{report}', 'hello'], report: r.xml`)
    expect(result.message).toMatch(/^its report cannot be read: /)
  })
})

describe('what does not end', () => {
  test(
    'is ended with all that it has started, and cleaned up after',
    async () => {
      const { result, log } = await ran(`run: 'hang.sh pytest', timeout: 2s, clean_up: 'clean.sh {launch}'`)
      expect(result.message).toBe('took longer than 2.0s and was stopped')
      const [name] = (await linesOf('cleaned')).slice(-1)
      expect(name).toMatch(/^stack-[0-9a-f]{12}$/)
      expect(log).toContain(`[clean_up] taking ${name ?? ''} away`)
      expect(await running('hang.sh')).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a clean-up that fails is told',
    async () => {
      const { result, log } = await ran(`run: 'hang.sh pytest', timeout: 1s, clean_up: unclean.sh`)
      expect(result.message).toBe(
        'took longer than 1.0s and was stopped; the clean-up failed: ended with exit status 4',
      )
      expect(log).toContain('[clean_up] cannot')
    },
    TIMEOUT,
  )

  test(
    'a clean-up that hangs is not waited for when the run is cancelled in the middle of it',
    async () => {
      const stop = new AbortController()
      const log: string[] = []
      const suite = ran(`run: 'hang.sh pytest', timeout: 1s, clean_up: hang.sh`, { signal: stop.signal, log })
      suite.catch(() => undefined)
      expect(await eventually(() => Promise.resolve(log.includes(`[clean_up] ${START}`)))).toBe(true)
      stop.abort(new Error('told to stop'))
      await expect(suite).rejects.toThrow('told to stop')
      expect(log.at(-1)).toMatch(/did not end within 20.0s after the run was stopped$/)
      expect(await running('hang.sh')).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'when the run is cancelled, it is cleaned up before anything else is done',
    async () => {
      const stop = new AbortController()
      const log: string[] = []
      const suite = ran(`run: 'hang.sh pytest', clean_up: 'clean.sh cancelled'`, { signal: stop.signal, log })
      suite.catch(() => undefined)
      expect(await eventually(() => Promise.resolve(log.includes(START)))).toBe(true)
      stop.abort(new Error('told to stop'))
      await expect(suite).rejects.toThrow('told to stop')
      expect(await linesOf('cleaned')).toContain('cancelled')
      expect(await running('hang.sh')).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a connection that is lost is a failure, and cleaned up over another one',
    async () => {
      const { result, log } = await ran(`run: 'cut.sh pytest', retries: 2, retry_wait: 1s, clean_up: 'clean.sh lost'`)
      expect(result.message).toMatch(/^the connection was lost after \d\.\ds: /)
      expect(result.attempts).toBeUndefined()
      expect(log).toContain('[clean_up] taking lost away')
      expect(await eventually(async () => (await running('cut.sh')).length === 0)).toBe(true)
    },
    TIMEOUT,
  )
})

test(
  '100 MB of output come through, and what is said at their end is heard',
  async () => {
    let size = 0
    const log = { push: (line: string) => (size += line.length) } as unknown as string[]
    const { result } = await ran(`run: 'big.sh pytest'`, { log })
    expect(result.outcome).toBe('passed')
    expect(size).toBeGreaterThan(100_000_000)
  },
  TIMEOUT,
)

describe('launches that fail before any test began', () => {
  test(
    'are tried again, as often as the spec says',
    async () => {
      const { result, log } = await ran(`run: 'queue.sh {launch} pytest', retries: 2, retry_wait: 1s`)
      expect(result).toMatchObject({ outcome: 'passed', attempts: 3 })
      expect(log.filter((line) => line.startsWith('stack-action: launch'))).toEqual([
        'stack-action: launch 1 of 3 ended before any test began (the launch failed before any test began: exit status 3); the next one in 1.0s',
        'stack-action: launch 2 of 3 ended before any test began (the launch failed before any test began: exit status 3); the next one in 1.0s',
      ])
      expect(new Set(await linesOf('launches')).size).toBe(3)
    },
    TIMEOUT,
  )

  test('only where they say why', async () => {
    const { result } = await ran(`run: 'never.sh pytest', retries: 2, retry_wait: 1s, retry_when: out of quota`)
    expect(result.attempts).toBeUndefined()
    expect(await linesOf('never')).toHaveLength(1)
    const again = await ran(`run: 'never.sh pytest', retries: 1, retry_wait: 1s, retry_when: [quota, no GPU is free]`)
    expect(again.result).toMatchObject({ outcome: 'failed', attempts: 2 })
    expect(await linesOf('never')).toHaveLength(3)
  })

  test('never after a test has failed', async () => {
    const { result } = await ran(`run: 'once.sh pytest', retries: 2, retry_wait: 1s`)
    expect(result.message).toBe('1 of 1 test failed')
    expect(await linesOf('once')).toHaveLength(1)
  })

  test('not when there is no time for it', async () => {
    const { result } = await ran(`run: 'never.sh pytest', timeout: 5s, retries: 9, retry_wait: 1h`)
    expect(result.message).toBe('the launch failed before any test began: exit status 3')
  })

  test('a cancelled run does not wait for the next one', async () => {
    const stop = new AbortController()
    const suite = ran(`run: 'never.sh pytest', timeout: 2h, retries: 9, retry_wait: 1h`, { signal: stop.signal })
    suite.catch(() => undefined)
    await sleep(2000)
    stop.abort(new Error('told to stop'))
    await expect(suite).rejects.toThrow('told to stop')
  })
})

describe('secrets', () => {
  test('are in no line and no result', async () => {
    const { log } = await ran('run: tell.sh, proof: {text: "***"}', { ssh: { password: 'secret-password' } })
    expect(log).toContain('***')
    expect(log.join('\n')).not.toContain('secret-password')
  })
})

describe('where nobody lets it in', () => {
  test('another key of the host is refused, with its fingerprint', async () => {
    const other = await startSshd()
    const knownHosts = other.hostKey.knownHosts.replace(`:${other.port}`, `:${host.port}`)
    const { result, remedy } = await ran('run: pass.sh pytest', { ssh: { knownHosts } })
    expect(result).toMatchObject({ outcome: 'failed' })
    expect(result.message).toContain('shows another key than the one that is known')
    expect(remedy).toContain(host.hostKey.knownHosts)
  })

  test('a password that is wrong', async () => {
    const { result } = await ran('run: pass.sh pytest', { ssh: { key: undefined, password: 'not this one' } })
    expect(result.outcome).toBe('failed')
    expect(JSON.stringify(result)).not.toContain('not this one')
  })

  test('a key with a passphrase, with it and without', async () => {
    const { key, passphrase } = host.lockedKey
    expect((await ran('run: pass.sh pytest', { ssh: { key, passphrase } })).result.outcome).toBe('passed')
    expect((await ran('run: pass.sh pytest', { ssh: { key } })).result.message).toContain('passphrase')
  })
})
