import { beforeAll, describe, expect, test } from '@jest/globals'
import {
  IMAGE_TIMEOUT,
  pythonImage,
  runPython,
  type ProgramOptions,
  type ProgramRun,
  type ReportedCase,
} from '../world/python-image.js'
import { TIMEOUT } from '../world/world.js'

interface Notebook {
  readonly kernel?: string | undefined
  /** The source of each cell as one string, as other editors write it. */
  readonly whole?: boolean
}

/** A .ipynb with these cells. */
function notebook(cells: readonly string[], { kernel, whole = false }: Notebook = {}): string {
  return JSON.stringify(
    {
      cells: cells.map((source) => ({
        ...{ cell_type: 'code', execution_count: null, metadata: {}, outputs: [] },
        source: whole ? source : source.split(/(?<=\n)/),
      })),
      metadata: kernel === undefined ? {} : { kernelspec: { name: kernel, display_name: kernel, language: 'python' } },
      ...{ nbformat: 4, nbformat_minor: 2 },
    },
    undefined,
    1,
  )
}

const SLOW = notebook(['x = 1', 'import time\ntime.sleep(600)'])
const DIES = notebook(['x = 1', 'import ctypes\nctypes.string_at(0)'])
const GOOD = notebook(['print(1)'], { kernel: 'python3' })
const FAILS = notebook(['def divide(a):\n    return a / 0\n', '# of a cell\nx = 1\n\ndivide(x)\nprint("never")'])

function run(words: readonly string[], options: ProgramOptions): Promise<ProgramRun> {
  return runPython('notebooks.py', ['--junit', 'REPORT', '--output', '/tmp/out', ...words], options)
}

/** 1-based line of a file on which a text stands. */
const lineOf = (file: string, text: string): string =>
  `${file.split('\n').findIndex((line) => line.includes(text)) + 1}`

const outcomes = ({ cases }: ProgramRun): (string | undefined)[][] =>
  cases.map(({ name, kind, message }) => [name, kind, message])
const named = ({ cases }: ProgramRun, name: string): ReportedCase | undefined => cases.find((one) => one.name === name)

beforeAll(() => pythonImage(), IMAGE_TIMEOUT)

describe('notebooks.py', () => {
  test(
    'a list: what runs, what is taken out, what is not there',
    async () => {
      const files = {
        'list/notebooks': `# comments, of several words
good.ipynb   # as it should be

!sub dir/alone #1.ipynb
#!out.ipynb
# out.ipynb
  nowhere.ipynb
good.ipynb
script.py
/opt/elsewhere/abs.ipynb
later.ipynb
`,
        'list/good.ipynb': GOOD,
        'list/out.ipynb': GOOD,
        'list/later.ipynb': GOOD,
        'list/sub dir/alone': GOOD,
        'list/script.py': 'import helper, os\nassert os.path.exists("good.ipynb")\nprint(helper)\n',
        'list/helper.py': '',
        '/opt/elsewhere/abs.ipynb': notebook(['open("beside.txt").read()\nopen("made.txt", "w").close()']),
        '/opt/elsewhere/beside.txt': 'x',
      }
      const done = await run(['--skip', 'list/lat*.ipynb', 'list/notebooks'], {
        files,
        then: 'ls /opt/elsewhere',
      })
      expect(outcomes(done)).toEqual([
        ['list/good.ipynb', undefined, undefined],
        ['list/sub dir/alone', undefined, undefined],
        ['list/out.ipynb', 'skipped', 'taken out of the list'],
        ['list/nowhere.ipynb', 'failure', 'there is no file /tests/list/nowhere.ipynb'],
        ['list/script.py', undefined, undefined],
        ['/opt/elsewhere/abs.ipynb', undefined, undefined],
        ['list/later.ipynb', 'skipped', 'skipped by the suite'],
      ])
      expect(done.status).toBe(1)
      expect(done.output).toMatch(/^passed {2}list\/good\.ipynb \(\d+\.\d s\)$/m)
      expect(done.output).toContain('1 of 7 notebooks failed, 2 skipped\n')
      // Nothing was made where the notebook lies, and what runs alone came last.
      expect(done.output).toMatch(/\nabs\.ipynb\nbeside\.txt\n$/)
      expect(done.output.indexOf('passed  list/sub dir/alone')).toBeGreaterThan(done.output.indexOf('passed  /opt/'))
    },
    TIMEOUT,
  )

  test(
    'a failure: the cell, its source, its traceback, the line of the file; the executed notebook is kept',
    async () => {
      const whole = notebook(['ok = 1', 'first = 1\nsecond = unknown_name\n'], { whole: true })
      const files = {
        'fails.ipynb': FAILS,
        'sub/whole.ipynb': whole,
        'syntax.ipynb': notebook(['x = 1\ny = = 2\n']),
        'broken.ipynb': '{"cells": [',
        'script.py': 'import os\n\ndef f():\n    raise ValueError("in\\x1b[31m red")\n\nf()\n',
        'killed.py': 'import os\nos.kill(os.getpid(), 9)\n',
      }
      const done = await run(['--jobs', '3', ...Object.keys(files)], {
        files,
        then: 'cd /tmp/out && find . -type f | sort',
      })
      expect(done.status).toBe(1)
      expect(outcomes(done)).toEqual([
        ['fails.ipynb', 'failure', 'cell 2: ZeroDivisionError: division by zero'],
        ['sub/whole.ipynb', 'failure', "cell 2: NameError: name 'unknown_name' is not defined"],
        ['syntax.ipynb', 'failure', expect.stringContaining('cell 1: SyntaxError: invalid syntax')],
        ['broken.ipynb', 'failure', expect.stringContaining('this is no notebook: ')],
        ['script.py', 'failure', 'ValueError: in red'],
        ['killed.py', 'failure', 'ended by SIGKILL'],
      ])
      const failed = named(done, 'fails.ipynb')
      expect(failed?.properties).toEqual({ file: '/tests/fails.ipynb', line: lineOf(FAILS, 'divide(x)') })
      expect(failed?.text).toContain('cell 2:\n    # of a cell\n    x = 1\n')
      expect(failed?.text).toContain('----> 4 divide(x)')
      expect(failed?.text).toContain('return a / 0')
      expect(done.output).toContain('----> 4 divide(x)')
      expect(done.output).not.toContain('\u001b')
      expect(named(done, 'sub/whole.ipynb')?.properties['line']).toBe(lineOf(whole, 'unknown_name'))
      expect(named(done, 'syntax.ipynb')?.properties['line']).toBe(lineOf(files['syntax.ipynb'], 'y = = 2'))
      expect(named(done, 'script.py')?.properties).toEqual({ file: '/tests/script.py', line: '4' })
      expect(named(done, 'script.py')?.text).toContain('File "/tests/script.py", line 6')
      expect(done.output).toMatch(/\n\.\/fails\.ipynb\n\.\/sub\/whole\.ipynb\n\.\/syntax\.ipynb\n$/)
    },
    TIMEOUT,
  )

  test(
    'limits of a cell and of a notebook, a kernel that dies, one that is not there',
    async () => {
      const files = {
        'slow.ipynb': SLOW,
        'dies.ipynb': DIES,
        'other.ipynb': notebook(['1'], { kernel: 'nowhere' }),
        'slow.py': 'import time\nprint("began", flush=True)\ntime.sleep(600)\n',
      }
      const [cell, whole] = await Promise.all([
        run(['--jobs', '3', '--cell-timeout', '2', 'slow.ipynb', 'dies.ipynb', 'other.ipynb'], { files }),
        run(['--jobs', '2', '--timeout', '6.5', 'slow.ipynb', 'slow.py'], { files }),
      ])
      expect(outcomes(cell)).toEqual([
        ['slow.ipynb', 'failure', 'cell 2 took longer than 2 s'],
        ['dies.ipynb', 'failure', 'the kernel died in cell 2 (SIGSEGV)'],
        ['other.ipynb', 'failure', 'there is no kernel nowhere; there is python3'],
      ])
      const at = { file: '/tests/slow.ipynb', line: lineOf(SLOW, 'import time'), timeout: '1' }
      expect(named(cell, 'slow.ipynb')?.properties).toEqual(at)
      expect(named(cell, 'dies.ipynb')?.properties['line']).toBe(lineOf(DIES, 'import ctypes'))
      expect(outcomes(whole)).toEqual([
        ['slow.ipynb', 'failure', 'took longer than 6.5 s, in cell 2'],
        ['slow.py', 'failure', 'took longer than 6.5 s'],
      ])
      expect(named(whole, 'slow.ipynb')?.properties).toEqual(at)
      expect(named(whole, 'slow.py')?.text).toBe('took longer than 6.5 s\nbegan')
      expect([cell.status, whole.status]).toEqual([1, 1])
    },
    TIMEOUT,
  )

  test(
    'expected failures: what fails is as it should be, what passes is told, what cannot run fails',
    async () => {
      const files = { 'fails.ipynb': FAILS, 'good.ipynb': GOOD, 'dies.ipynb': DIES, 'none.ipynb': 'x' }
      const words = ['--expect', 'fail', '--jobs', '3']
      const done = await run([...words, 'fails.ipynb', 'good.ipynb', 'dies.ipynb'], { files })
      expect(done.status).toBe(0)
      expect(done.cases.map(({ kind, type, properties }) => [kind, type, properties['expected']])).toEqual([
        ['skipped', 'xfail', 'fail'],
        [undefined, undefined, 'fail'],
        ['skipped', 'xfail', 'fail'],
      ])
      expect(named(done, 'good.ipynb')?.properties['unexpected']).toBe('1')
      expect(done.output).toContain('0 of 3 notebooks failed, 1 passed unexpectedly')
      const broken = await run([...words, 'none.ipynb', 'absent.ipynb'], { files })
      expect([broken.status, broken.cases.map(({ kind }) => kind)]).toEqual([1, ['failure', 'failure']])
    },
    TIMEOUT,
  )

  test(
    'environments: the kernel of one, one without a kernel, what is missing',
    async () => {
      const files = {
        'prefix.ipynb': notebook(['import sys\nassert sys.prefix == "/opt/science", sys.prefix'], {
          kernel: 'nowhere',
        }),
        'prefix.py': 'import sys\nassert sys.prefix == "/opt/science", sys.prefix\n',
        '/usr/local/share/jupyter/kernels/sky/kernel.json': JSON.stringify({
          ...{ display_name: 'Sky', language: 'python' },
          argv: ['/opt/science/bin/python', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
        }),
      }
      const names = ['prefix.ipynb', 'prefix.py']
      const inside = (name: string): Promise<ProgramRun> => run(['--environment', name, ...names], { files })
      const [science, sky, bare, none] = await Promise.all(['science', 'sky', 'bare', 'none'].map(inside))
      expect([science?.status, science && outcomes(science)]).toEqual([
        0,
        names.map((name) => [name, undefined, undefined]),
      ])
      expect([sky?.status, sky && outcomes(sky)]).toEqual([0, names.map((name) => [name, undefined, undefined])])
      expect([bare?.status, bare?.output]).toEqual([
        127,
        'stack-action: the environment bare has no kernel: ipykernel is missing\n',
      ])
      expect([none?.status, none?.output]).toEqual([
        127,
        'stack-action: there is no environment none; there is bare, python3, science, sky, stars\n',
      ])
    },
    TIMEOUT,
  )

  test(
    'without a home that can be written to, as another user',
    async () => {
      const done = await run(['good.ipynb'], {
        files: { 'good.ipynb': GOOD },
        user: '4321',
        env: { HOME: '/root' },
        then: 'ls /tmp | grep -c stack-notebooks',
      })
      expect(done.output).toMatch(/^passed {2}good\.ipynb/m)
      expect([done.status, done.output]).toEqual([0, expect.stringMatching(/\n0\n$/)])
    },
    TIMEOUT,
  )

  test(
    'when it is stopped, kernels go and what is known is in the report',
    async () => {
      const files = {
        'good.ipynb': GOOD,
        'slow.ipynb': SLOW,
        list: 'good.ipynb\nslow.ipynb\n!after.ipynb\n',
        'after.ipynb': GOOD,
      }
      const done = await run(['list'], { files, timeoutMs: 9000 })
      expect(done.status).toBe(143)
      expect(done.ms).toBeLessThan(18_000)
      expect(outcomes(done)).toEqual([
        ['good.ipynb', undefined, undefined],
        ['slow.ipynb', 'failure', 'was still running when the suite was stopped, in cell 2'],
        ['after.ipynb', 'skipped', 'stopped before its turn'],
      ])
      expect(done.output).toContain('the executed notebook is in /tmp/out/slow.ipynb')
    },
    TIMEOUT,
  )

  test(
    'nothing that a notebook has started goes on after it',
    async () => {
      const starts = 'import subprocess\nsubprocess.Popen(["sleep", "987"], start_new_session=True)'
      const done = await run(['starts.ipynb'], {
        files: { 'starts.ipynb': notebook([starts]) },
        then: 'grep -l 987 /proc/[0-9]*/cmdline | xargs -r -n1 cat | tr "\\\\0" " "',
      })
      expect(done.status).toBe(0)
      expect(done.output).not.toContain('sleep 987')
    },
    TIMEOUT,
  )

  test(
    'nothing listed, a list that is not there, limits that are none',
    async () => {
      const files = { empty: '# nothing yet\n' }
      const status = async (...words: string[]): Promise<number> => (await run(words, { files })).status
      expect(await status('empty')).toBe(5)
      expect(await status('nolist')).toBe(2)
      expect(await status('--timeout', '-1', 'empty')).toBe(2)
      expect(await status('--cell-timeout', 'soon', 'empty')).toBe(2)
      expect(await status('absent.ipynb')).toBe(1)
    },
    TIMEOUT,
  )
})
