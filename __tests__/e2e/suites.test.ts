import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageResult, Results, SuiteResult } from '../../src/run/results.js'
import { expectAgreement } from '../world/agreement.js'
import { containersLeft, engine, removeAtEnd } from '../world/engines.js'
import { pythonImage } from '../world/python-image.js'
import { runAction, type ActionEnd } from '../world/runner.js'
import { cli, exists, tempDir, TIMEOUT, unique, writeFiles, writeStack } from '../world/world.js'

/** What a suite is, and what people are told of it. */
interface Case {
  /** Its key in the spec. */
  readonly suite: object
  readonly outcome?: 'passed'
  /** Why it failed. */
  readonly message?: RegExp
  /** In its log. */
  readonly log?: RegExp
  /** In its JUnit report; undefined: there is none. */
  readonly junit?: RegExp
  /** The annotation: where, and what it says. */
  readonly at?: readonly [file: string, line: number, says: RegExp]
  readonly result?: Partial<SuiteResult>
}

const NOTEBOOK = (...cells: readonly string[]): string =>
  JSON.stringify({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: { kernelspec: { name: 'python3', display_name: 'Python 3' }, language_info: { name: 'python' } },
    cells: cells.map((source, index) => ({
      ...{ cell_type: 'code', id: `c${index}`, metadata: {}, outputs: [], execution_count: null },
      source: source.split('\n').map((line, at, all) => (at < all.length - 1 ? `${line}\n` : line)),
    })),
  })

const TESTS: Readonly<Record<string, string>> = {
  'pytest/pass/test_it.py': 'def test_one(): pass\ndef test_two(): pass\n',
  'pytest/fail/test_it.py': 'import os\n\ndef test_good(): pass\n\ndef test_bad():\n    assert 1 + 1 == 3, "sums"\n',
  'pytest/collect/test_it.py': 'import nothing_of_this_name\n\ndef test_one(): pass\n',
  'pytest/none/notes.py': 'x = 1\n',
  'pytest/slow/test_it.py': 'import time\n\ndef test_slow():\n    time.sleep(60)\n',
  'pytest/flaky/test_it.py':
    'import os, time\n\ndef test_sometimes():\n    if os.path.exists("/tmp/second"): return\n    open("/tmp/second", "w").close()\n    time.sleep(60)\n',
  'pytest/signal/test_it.py': 'import os, signal\n\ndef test_crash():\n    os.kill(os.getpid(), signal.SIGSEGV)\n',
  'pytest/memory/test_it.py':
    'def test_much():\n    x = bytearray(2_000_000_000)\n    x[::4096] = b"1" * len(x[::4096])\n',
  'pytest/marked/test_it.py':
    'import pytest\n\ndef test_fast(): pass\n\n@pytest.mark.slow\ndef test_slow(): assert False\n',
  'pytest/marked/pytest.ini': '[pytest]\nmarkers =\n  slow: takes long\n',
}

const LISTS: Readonly<Record<string, string>> = {
  good: '# the standard library\njson os.path  # two of it\n',
  bad: 'json\nnothing_of_this_name\nos\n',
  none: '# nothing yet\n',
  crash: 'json\ncrashing\n',
}

const NOTEBOOKS: Readonly<Record<string, string>> = {
  'good.ipynb': NOTEBOOK('print(6 * 7)'),
  'bad.ipynb': NOTEBOOK('x = 1', 'y = x\nraise ValueError("no such thing")'),
  'long.ipynb': NOTEBOOK('import time; time.sleep(60)'),
  'dead.ipynb': NOTEBOOK('import os, signal; os.kill(os.getpid(), signal.SIGKILL)'),
  'kernel.ipynb': NOTEBOOK('1').replace('"name":"python3"', '"name":"julia"'),
}

const pytest = (folder: string, more: object = {}): object => ({ pytest: `checks/pytest/${folder}`, ...more })
const command = (script: string, more: object = {}): object => ({ run: ['sh', '-c', script], ...more })

/** By kind and by what happens; all run in one call. */
const CASES: Readonly<Record<string, Case>> = {
  'pytest-pass': {
    suite: pytest('pass'),
    outcome: 'passed',
    junit: /test_two/,
    log: /2 passed/,
    result: { counts: { total: 2, failed: 0, skipped: 0 } },
  },
  'pytest-fail': {
    suite: pytest('fail'),
    message: /^1 of 2 tests failed: test_it\.py::test_bad$/,
    log: /AssertionError: sums/,
    junit: /<failure/,
    at: ['checks/pytest/fail/test_it.py', 6, /sums/],
  },
  'pytest-collect': {
    suite: pytest('collect'),
    message: /^1 of 1 tests failed: /,
    log: /No module named 'nothing_of_this_name'/,
    junit: /collection failure/,
    at: ['checks/pytest/collect/test_it.py', 1, /nothing_of_this_name/],
  },
  'pytest-none': { suite: pytest('none'), message: /^no tests were found$/, log: /no tests ran/, junit: /tests="0"/ },
  'pytest-none-allowed': { suite: pytest('none', { allow_empty: true }), outcome: 'passed', junit: /tests="0"/ },
  'pytest-time': { suite: pytest('slow', { timeout: '4s' }), message: /^took longer than 4(\.0)?s and was stopped$/ },
  'pytest-test-time': {
    suite: pytest('slow', { test_timeout: '1s' }),
    message: /^1 of 1 tests failed: test_it\.py::test_slow$/,
    junit: /stack-action\.timeout/,
    at: ['checks/pytest/slow/test_it.py', 4, /took longer than 1/],
  },
  'pytest-flaky': {
    suite: pytest('flaky', { test_timeout: '1s', reruns: 2 }),
    outcome: 'passed',
    junit: /stack-action\.flaky/,
    result: { flaky: ['test_it.py::test_sometimes'] },
  },
  'pytest-signal': { suite: pytest('signal'), message: /^ended by signal 11 \(segmentation fault\)$/, log: /test_it/ },
  'pytest-memory': {
    suite: pytest('memory', { memory: '200MB' }),
    message: /^ran out of memory \(its limit: 200 MB\)$/,
  },
  'pytest-markers': {
    suite: pytest('marked', { markers: 'not slow' }),
    outcome: 'passed',
    result: { counts: { total: 1, failed: 0, skipped: 0 } },
  },
  'imports-pass': { suite: { imports: 'lists/good' }, outcome: 'passed', junit: /os\.path/ },
  'imports-fail': {
    suite: { imports: 'lists/bad' },
    message: /^1 of 3 names failed: .*nothing_of_this_name/,
    log: /ModuleNotFoundError/,
    junit: /<failure/,
    at: ['py/lists/bad', 2, /nothing_of_this_name/],
  },
  'imports-none': { suite: { imports: 'lists/none' }, message: /^no names were found$/ },
  'imports-crash': {
    suite: { imports: 'lists/crash' },
    message: /^1 of 2 names failed: .*crashing/,
    log: /signal|SIGSEGV|segmentation/i,
    at: ['py/lists/crash', 2, /signal|SIGSEGV|segmentation/i],
  },
  'notebooks-pass': { suite: { notebooks: 'nb/good.ipynb' }, outcome: 'passed', junit: /good\.ipynb/ },
  'notebooks-fail': {
    suite: { notebooks: 'nb/bad.ipynb' },
    message: /^1 of 1 notebooks failed: .*bad\.ipynb/,
    log: /raise ValueError\("no such thing"\)/,
    junit: /cell 2/,
    at: ['py/nb/bad.ipynb', 1, /no such thing/],
    result: { files: 1 },
  },
  'notebooks-time': {
    suite: { notebooks: 'nb/long.ipynb', cell_timeout: '2s' },
    message: /^1 of 1 notebooks failed/,
    log: /cell 1.*(took longer|time)/i,
  },
  'notebooks-dead': { suite: { notebooks: 'nb/dead.ipynb' }, message: /^1 of 1 notebooks failed/, log: /kernel died/ },
  'notebooks-kernel': {
    suite: { notebooks: 'nb/kernel.ipynb' },
    message: /^1 of 1 notebooks failed/,
    log: /julia.*python3/s,
  },
  'notebooks-expected': {
    suite: { notebooks: ['nb/bad.ipynb', 'nb/good.ipynb'], expect: 'fail' },
    outcome: 'passed',
    result: { unexpected: [expect.stringContaining('good.ipynb') as unknown as string] },
  },
  'command-pass': { suite: command('echo fine'), outcome: 'passed', log: /fine/ },
  'command-fail': { suite: command('echo broken >&2; exit 3'), message: /^exit status 3$/, log: /broken/ },
  'command-signal': { suite: command('kill -ABRT $$'), message: /^ended by signal 6 \(aborted\)$/ },
  'command-time': {
    suite: command('trap "" TERM; sleep 60', { timeout: '1s' }),
    message: /^took longer than 1(\.0)?s and was stopped$/,
  },
  'command-memory': { suite: command('tail /dev/zero', { memory: '50MB' }), message: /^ran out of memory/ },
  'command-missing': {
    suite: { run: 'no-such-program' },
    message: /^"no-such-program" is not in the image \(exit status 127\)$/,
  },
  'command-files': {
    suite: command(
      'echo shot > "$STACK_OUTPUT/screen.png"; mkdir "$STACK_OUTPUT/more"; echo x > "$STACK_OUTPUT/more/a"',
    ),
    outcome: 'passed',
    result: { files: 2 },
  },
  'command-network': { suite: command('test "$(ls /sys/class/net)" = lo'), outcome: 'passed' },
}

describe('what is said of a suite', () => {
  const id = unique()
  removeAtEnd(id)
  let [workspace, ended] = ['', {} as ActionEnd]
  let suites = new Map<string, SuiteResult>()
  let image = {} as ImageResult

  beforeAll(async () => {
    workspace = await tempDir()
    const from = await pythonImage()
    await writeStack(join(workspace, 'images'), {
      id,
      images: {
        py: {
          dockerfile: `FROM ${from}\nCOPY crashing.py /usr/lib/python3/dist-packages/\nRUN useradd tester && echo ${id}\nUSER tester\n`,
          files: {
            'crashing.py': 'import os, signal\nos.kill(os.getpid(), signal.SIGSEGV)\n',
            ...Object.fromEntries(Object.entries(LISTS).map(([name, text]) => [`lists/${name}`, text])),
            ...Object.fromEntries(Object.entries(NOTEBOOKS).map(([name, text]) => [`nb/${name}`, text])),
            '.dockerignore': 'lists\nnb\n',
          },
        },
        bare: {},
      },
      more: {
        suites: {
          ...Object.fromEntries(Object.entries(CASES).map(([name, { suite }]) => [name, { images: 'py', ...suite }])),
          'bare-pytest': { images: 'bare', pytest: 'checks/pytest/pass' },
          'off-by-default': { images: 'bare', run: 'true', default: false },
        },
      },
    })
    await writeFiles(join(workspace, 'images/checks'), TESTS)
    ended = await runAction({ action: '', with: { push: 'false' }, workspace })
    const results = JSON.parse(await readFile(join(workspace, 'artifacts/results.json'), 'utf8')) as Results
    const found = results.images.find(({ name }) => name === 'py')
    if (found === undefined) throw new Error(ended.output)
    image = found
    suites = new Map(results.images.flatMap((one) => one.suites).map((suite) => [suite.name, suite]))
  }, 2 * TIMEOUT)

  const logs = (name: string): string => join(workspace, 'logs', name)
  const logOf = async (suite: string): Promise<string> =>
    (await readFile(logs(`${image.file}.basic-tests.log`), 'utf8'))
      .split('\n')
      .filter((line) => line.startsWith(`[${suite}`))
      .join('\n')
  const nameOf = (suite: string): string => [...suites.keys()].find((name) => name === suite) ?? suite

  test('the run fails, whatever passed', () => {
    expect(ended).toMatchObject({ status: 1, signal: null })
    expect(ended.output).toContain('FAILED py at test: ')
  })

  test.each(Object.entries(CASES))('%s', async (name, said) => {
    const suite = suites.get(nameOf(name))
    const { outcome = 'failed', message, log, junit, at, result = {} } = said
    expect(suite).toMatchObject({ outcome, on: 'container', ...result })
    if (message !== undefined) expect(suite?.message).toMatch(message)
    if (log !== undefined) expect(await logOf(name)).toMatch(log)
    if (junit !== undefined) expect(await readFile(logs(`${image.file}.${name}.junit.xml`), 'utf8')).toMatch(junit)
    if (at !== undefined) {
      const [file, line, says] = at
      expect(suite?.failures?.[0]).toMatchObject({ file, line: expect.any(Number) })
      if (!file.endsWith('.ipynb')) expect(suite?.failures?.[0]?.line).toBe(line)
      expect(`${suite?.failures?.[0]?.message ?? ''}\n${suite?.failures?.[0]?.lines.join('\n') ?? ''}`).toMatch(says)
    }
  })

  test('failures are annotations on the lines of the tests, ten at most', () => {
    const errors = ended.commands.filter(({ name }) => name === 'error')
    expect(errors.length).toBeLessThanOrEqual(10)
    expect(errors.map(({ properties }) => [properties['file'], properties['line']])).toContainEqual([
      'images/checks/pytest/fail/test_it.py',
      '6',
    ])
  })

  test('a flaky test and an unexpected pass are warnings', () => {
    const warnings = ended.commands.filter(({ name }) => name === 'warning').map(({ message }) => message)
    expect(warnings.join('\n')).toContain('test_sometimes')
    expect(warnings.join('\n')).toContain('good.ipynb')
  })

  test('an image without Python says so, and a suite that is off is listed', () => {
    expect(suites.get('bare-pytest')?.message).toBe('python3 is not in the image (exit status 127)')
    expect(suites.get('off-by-default')).toMatchObject({ outcome: 'off', message: expect.stringMatching(/by default/) })
    expect(ended.summary).toMatch(/off&#45;by&#45;default/)
  })

  test('what a suite leaves is in the logs', async () => {
    expect(await readFile(logs(`${image.file}.command-files/screen.png`), 'utf8')).toBe('shot\n')
    expect(await exists(logs(`${image.file}.command-files/more/a`))).toBe(true)
    expect(await exists(logs(`${image.file}.notebooks-fail/bad.ipynb`))).toBe(true)
  })

  test('nothing is left in the engine', async () => {
    expect(await containersLeft(engine, id)).toEqual([])
  })
})

describe('a choice of suites', () => {
  const id = unique()
  removeAtEnd(id)
  let [spec, folder] = ['', '']
  beforeAll(async () => {
    folder = await tempDir()
    spec = await writeStack(folder, {
      id,
      images: { one: {} },
      more: { suites: { quick: { run: 'true' }, other: { run: 'false' }, long: { run: 'true', default: false } } },
    })
    const built = await cli(['build', '--spec', spec, '--offline'], { cwd: folder })
    if (built.status !== 0) throw new Error(built.output)
  }, TIMEOUT)

  const outcomes = async (...flags: string[]): Promise<[number | null, Record<string, string>]> => {
    const out = await tempDir()
    const ended = await cli(['test', '--spec', spec, '--offline', '--out', out, ...flags], { cwd: folder })
    const results = await expectAgreement(out, ended)
    return [
      ended.status,
      Object.fromEntries(results.images.flatMap((one) => one.suites.map((s) => [s.name, s.outcome]))),
    ]
  }

  test.each<[string[], number, object]>([
    [[], 1, { quick: 'passed', other: 'failed', long: 'off' }],
    [['--suites', 'long,quick'], 0, { quick: 'passed', other: 'off', long: 'passed' }],
    [['--skip-suites', 'other'], 0, { quick: 'passed', other: 'off', long: 'off' }],
    [['--fail-fast', '--skip-suites', 'quick'], 1, { quick: 'off', other: 'failed', long: 'off' }],
  ])(
    '%j: exit status %d, %j',
    async (flags, status, expected) => {
      expect(await outcomes(...flags)).toEqual([status, expected])
    },
    TIMEOUT,
  )

  test(
    'a suite that no image has is a mistake',
    async () => {
      const ended = await cli(['test', '--spec', spec, '--offline', '--suites', 'quik'], { cwd: folder })
      expect(ended.status).toBe(2)
      expect(ended.stderr).toContain('no image has a suite "quik"')
      expect(ended.stderr).toContain('Did you mean "quick"?')
    },
    TIMEOUT,
  )
})
