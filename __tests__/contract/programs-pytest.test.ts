import { beforeAll, describe, expect, test } from '@jest/globals'
import { IMAGE_TIMEOUT, pythonImage, runPython, type ProgramRun, type ReportedCase } from '../world/python-image.js'
import { TIMEOUT } from '../world/world.js'

interface Options {
  readonly env?: Readonly<Record<string, string>>
  readonly args?: readonly string[]
  readonly timeoutMs?: number
}

function run(
  files: Readonly<Record<string, string>>,
  { env = {}, args = [], timeoutMs = TIMEOUT }: Options = {},
): Promise<ProgramRun> {
  const own = ['-p', 'no:cacheprovider', '--color=no', '--junitxml=REPORT', '-o', 'junit_family=xunit2']
  return runPython('run_pytest.py', [...own, '--rootdir=/tests', ...args, '/tests/suite'], {
    files: Object.fromEntries(Object.entries(files).map(([name, text]) => [`suite/${name}`, text])),
    env: { STACK_TEST_GRACE: '1', ...env },
    timeoutMs,
  })
}

type Short = readonly [name: string, kind: string | undefined, properties: ReportedCase['properties']]

function short({ cases }: ProgramRun): Short[] {
  return cases.map(({ name, kind, properties }) => [name, kind, properties])
}

const at = (file: string, line: number): Record<string, string> => ({ file: `/tests/suite/${file}`, line: `${line}` })

/** Sleeps the first time it is called with a name. */
const ONCE = `import os, time
def once(name):
    path = "/tmp/" + name
    if not os.path.exists(path):
        open(path, "w").close()
        time.sleep(60)
`

beforeAll(() => pythonImage(), IMAGE_TIMEOUT)

describe.each([
  ['one process', []],
  ['xdist', ['-n', '2']],
])('pytest in %s', (_name, processes: readonly string[]) => {
  const inParallel = (done: ProgramRun): Short[] => short(done).sort(([a], [b]) => a.localeCompare(b))

  test(
    'says nothing of itself where all is well, and is not seen by the tests',
    async () => {
      const files = {
        'test_well.py': `import multiprocessing, os, sys, time
def test_path():
    assert not [path for path in sys.path if "stack-action" in path]
    assert "stack-action" not in os.environ.get("PYTHONPATH", "")
def test_fork():
    if os.fork() == 0:
        os._exit(0)
    assert os.wait()[1] == 0
def test_terminated():
    child = multiprocessing.get_context("fork").Process(target=time.sleep, args=(60,))
    child.start()
    time.sleep(0.5)
    child.terminate()
    child.join()
    assert child.exitcode == -15
`,
      }
      const done = await run(files, { env: { STACK_TEST_TIMEOUT: '20', STACK_RERUNS: '1' }, args: processes })
      expect(done.output).toContain('3 passed')
      expect(done.output).not.toMatch(/warning|stack.action(?!\/junit)/i)
      expect(done.status).toBe(0)
      expect(inParallel(done)).toEqual([
        ['test_fork', undefined, {}],
        ['test_path', undefined, {}],
        ['test_terminated', undefined, {}],
      ])
    },
    TIMEOUT,
  )

  test(
    'a failure is where the suite has its deepest line, and what cannot be collected has a line too',
    async () => {
      const files = {
        'helper.py': 'import json\n\ndef check(value):\n    return json.loads(value)\n',
        'broken.py': 'x = 1\nraise ValueError("at import")\n',
        'conftest.py': 'import pytest\n\n@pytest.fixture\ndef bad():\n    yield 1\n    raise OSError("end")\n',
        'test_a.py': `import pytest
from helper import check

def test_deep():
    check("{")

def test_no_fixture(nothing):
    pass

def test_taken_down(bad):
    pass

@pytest.mark.xfail(reason="known")
def test_expected():
    assert False

@pytest.mark.xfail
def test_unexpected():
    pass

@pytest.mark.skip(reason="not here")
def test_skipped():
    pass
`,
        'test_import.py': 'import os\n\nimport nowhere_at_all\n',
        'test_nested.py': 'import broken\n',
        'test_syntax.py': 'x = 1\ndef f(:\n    pass\n',
      }
      const done = await run(files, { args: ['--continue-on-collection-errors', ...processes] })
      expect(done.status).toBe(1)
      expect(inParallel(done)).toEqual([
        ['suite.test_import', 'error', at('test_import.py', 3)],
        ['suite.test_nested', 'error', at('broken.py', 2)],
        ['suite.test_syntax', 'error', at('test_syntax.py', 2)],
        ['test_deep', 'failure', at('helper.py', 4)],
        ['test_expected', 'skipped', { expected: 'fail' }],
        ['test_no_fixture', 'error', at('test_a.py', 7)],
        ['test_skipped', 'skipped', {}],
        ['test_taken_down', 'error', at('conftest.py', 6)],
        ['test_unexpected', undefined, { expected: 'fail', unexpected: '1' }],
      ])
    },
    TIMEOUT,
  )

  test(
    'what takes too long is ended, and run again; what passes then is flaky',
    async () => {
      const files = {
        'once.py': ONCE,
        'conftest.py': `import pytest
from once import once

def pytest_runtest_makereport(item, call):
    pass

@pytest.fixture(scope="session")
def database():
    once("database")
    return 3
`,
        'test_slow.py': `import subprocess, time, pytest
from once import once

def test_always():
    subprocess.run(["sleep", "60"])

def test_once():
    once("test")

def test_fixture(database):
    assert database == 3

@pytest.mark.timeout(5)
def test_longer():
    time.sleep(1.5)

@pytest.mark.timeout(0.2)
def test_shorter():
    time.sleep(1)

def test_fails():
    once("fails")
    assert False

def test_deaf():
    try:
        time.sleep(60)
    except BaseException:
        pass
`,
      }
      const env = { STACK_TEST_TIMEOUT: '1', STACK_RERUNS: '1' }
      const done = await run(files, { env, args: ['--strict-markers', ...processes] })
      expect(done.status).toBe(1)
      const late = (line: number): Record<string, string> => ({ ...at('test_slow.py', line), timeout: '1' })
      expect(inParallel(done)).toEqual([
        ['test_always', 'failure', late(5)],
        ['test_deaf', 'failure', late(25)],
        ['test_fails', 'failure', at('test_slow.py', 23)],
        ['test_fixture', undefined, { flaky: '1' }],
        ['test_longer', undefined, {}],
        ['test_once', undefined, { flaky: '1' }],
        ['test_shorter', 'failure', late(19)],
      ])
      const messages = done.cases.filter(({ kind }) => kind === 'failure').map(({ message }) => message)
      expect(messages).toContain('Failed: took longer than 1 s')
      expect(messages).toContain('Failed: took longer than 0.2 s')
    },
    TIMEOUT,
  )
})

describe('pytest that cannot go on', () => {
  test(
    'a test that will not end: the report tells of it and of those before',
    async () => {
      const test = `import time
def test_before():
    pass
def test_deaf():
    while True:
        try:
            time.sleep(60)
        except BaseException:
            pass
def test_after():
    pass
`
      const done = await run({ 'test_deaf.py': test }, { env: { STACK_TEST_TIMEOUT: '1', STACK_RERUNS: '3' } })
      expect(done.status).toBe(1)
      expect(done.ms).toBeLessThan(20_000)
      expect(short(done)).toEqual([
        ['test_before', undefined, {}],
        ['test_deaf', 'failure', { ...at('test_deaf.py', 7), timeout: '1' }],
      ])
      const message = 'took longer than 1 s, went on for more than 1 s after that, and was ended with all of pytest'
      expect(done.cases[1]?.message).toContain(message)
      expect(done.cases[1]?.text).toContain('"/tests/suite/test_deaf.py", line 7, in test_deaf')
      expect(done.output).toContain(`suite/test_deaf.py::test_deaf: ${message}`)
    },
    TIMEOUT,
  )

  test(
    'one that is stuck in C code: the interpreter is aborted and says where',
    async () => {
      const test =
        'import collections, itertools\ndef test_stuck():\n    collections.deque(itertools.count(), maxlen=0)\n'
      const done = await run({ 'test_stuck.py': test }, { env: { STACK_TEST_TIMEOUT: '1' } })
      expect(done.status).toBe(128 + 6)
      expect(done.ms).toBeLessThan(20_000)
      expect(done.output).toMatch(/Fatal Python error: Aborted[^]*test_stuck\.py", line 3 in test_stuck/)
    },
    TIMEOUT,
  )

  test(
    'a crash is one, with its signal and the line',
    async () => {
      const done = await run({ 'test_crash.py': 'import ctypes\ndef test_crash():\n    ctypes.string_at(0)\n' })
      expect(done.status).toBe(128 + 11)
      expect(done.output).toMatch(/Segmentation fault[^]*test_crash\.py", line 3 in test_crash/)
    },
    TIMEOUT,
  )

  test.each([
    ['one process', []],
    ['xdist', ['-n', '1']],
  ])(
    'when it is stopped, what is known is in the report: %s',
    async (_name, args) => {
      const test = `import time, pytest
@pytest.fixture
def server():
    yield
    print("taken down")
def test_before(): pass
def test_long(server):
    time.sleep(600)
def test_after(): pass
`
      const done = await run({ 'test_long.py': test }, { args: ['-s', ...args], timeoutMs: 5000 })
      expect(done.ms).toBeLessThan(13_000)
      const before: Short = ['test_before', undefined, {}]
      // The process that is told of it does not know at which line the others are.
      const long: Short = ['test_long', 'failure', args.length === 0 ? at('test_long.py', 8) : {}]
      expect(short(done)).toEqual([before, long])
      if (args.length === 0) expect(done.output).toContain('taken down')
      expect(done.status).toBe(2)
    },
    TIMEOUT,
  )

  test(
    'nothing collected, no pytest, a number that is none',
    async () => {
      const empty = await run({ 'nothing.py': '' })
      expect([empty.status, empty.cases]).toEqual([5, []])
      const files = { x: '' }
      const bare = await runPython('run_pytest.py', ['--environment', 'bare', '.'], { files })
      expect([bare.status, bare.output]).toEqual([
        127,
        "stack-action: pytest cannot be imported by /opt/bare/bin/python: No module named 'pytest'\n",
      ])
      const none = await runPython('run_pytest.py', ['--environment', 'none', '.'], { files })
      expect([none.status, none.output]).toEqual([127, expect.stringContaining('there is no environment none')])
      const wrong = await run({ 'test_a.py': 'def test(): pass\n' }, { env: { STACK_TEST_TIMEOUT: 'soon' } })
      expect([wrong.status, wrong.output]).toEqual([4, expect.stringContaining('STACK_TEST_TIMEOUT must be a number')])
    },
    TIMEOUT,
  )
})
