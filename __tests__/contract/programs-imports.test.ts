import { beforeAll, describe, expect, test } from '@jest/globals'
import { IMAGE_TIMEOUT, pythonImage, runPython, type ProgramRun, type ReportedCase } from '../world/python-image.js'
import { TIMEOUT } from '../world/world.js'

/** Modules of the image. */
const MODULES = Object.fromEntries(
  Object.entries({
    good: 'print("loaded")\n',
    broken: '\n\nimport nowhere_at_all\n',
    crashes: 'import ctypes\nprint("before the end", flush=True)\nctypes.string_at(0)\n',
    leaves: 'import os\nos._exit(0)\n',
    exits: 'import sys\nsys.exit("no display")\n',
    nameless: 'class E(Exception):\n    def __str__(self):\n        raise ValueError\nraise E()\n',
    threads: 'import threading, time\nthreading.Thread(target=lambda: time.sleep(600)).start()\n',
    meddles: 'import json, os, sys\nos.write = json.dumps = sys.stdout = None\n',
    starts: 'import subprocess\nsubprocess.Popen(["sleep", "600"], start_new_session=True)\n',
    hangs: 'import time\ntime.sleep(600)\n',
    shown: 'raise ValueError("\\x1b[31mred\\x1b[0m \\x00 \\udc80 <&]]> ü")\n',
  }).map(([name, text]) => [`/opt/modules/${name}.py`, text]),
)

function run(list: string, more: readonly string[] = [], timeoutMs = TIMEOUT): Promise<ProgramRun> {
  return runPython('imports.py', ['--junit', 'REPORT', ...more, 'imports'], {
    files: { ...MODULES, imports: list },
    env: { PYTHONPATH: '/opt/modules' },
    timeoutMs,
  })
}

const named = ({ cases }: ProgramRun, name: string): ReportedCase | undefined => cases.find((one) => one.name === name)

beforeAll(() => pythonImage(), IMAGE_TIMEOUT)

describe('imports.py', () => {
  test(
    'reads names between comments, blanks and empty lines, each of them once',
    async () => {
      const done = await run('os # is there\n\n  # json, two words\njson.decoder\tgood os#x\n')
      expect(done.status).toBe(0)
      expect(done.cases.map(({ name, kind, properties }) => [name, kind, properties])).toEqual([
        ['os', undefined, { file: '/tests/imports', line: '1' }],
        ['json.decoder', undefined, { file: '/tests/imports', line: '4' }],
        ['good', undefined, { file: '/tests/imports', line: '4' }],
      ])
      // What an import prints, and what we say of it, come by two streams.
      expect(done.output).toContain('loaded\n')
      expect(done.output).toMatch(/^ok {6}good /m)
      expect(done.output).toContain('0 of 3 imports failed')
    },
    TIMEOUT,
  )

  test(
    'tries all, whatever one of them does to the interpreter, and waits for nothing it has started',
    async () => {
      const done = await run('broken crashes leaves exits nameless shown\nthreads\nmeddles\nstarts\ngood\n')
      expect(done.status).toBe(1)
      expect(done.ms).toBeLessThan(30_000)
      expect(done.cases.map(({ name, kind }) => `${name} ${kind ?? 'passed'}`)).toEqual([
        ...['broken', 'crashes', 'leaves', 'exits', 'nameless', 'shown'].map((name) => `${name} failure`),
        ...['threads', 'meddles', 'starts', 'good'].map((name) => `${name} passed`),
      ])
      const broken = named(done, 'broken')
      expect(broken?.message).toBe("ModuleNotFoundError: No module named 'nowhere_at_all'")
      expect(broken?.text).toContain('File "/opt/modules/broken.py", line 3, in <module>')
      const crashes = named(done, 'crashes')
      expect(crashes?.message).toBe('the interpreter was ended by SIGSEGV during the import')
      expect(crashes?.text).toContain('before the end\n')
      expect(crashes?.text).toContain('/opt/modules/crashes.py", line 3')
      expect(named(done, 'leaves')?.message).toBe('the interpreter ended with exit status 0 during the import')
      expect(named(done, 'exits')?.message).toBe('SystemExit: no display')
      expect(named(done, 'nameless')?.message).toContain('nameless.E')
      expect(named(done, 'shown')?.message).toMatch(/^ValueError: red .* <&]]> ü$/)
    },
    TIMEOUT,
  )

  test(
    'names that are none are told so, and nothing is made of them',
    async () => {
      const hostile = ['os;import', "__import__('os')", 'a-b', '$(reboot)', '../x', '"q<&>', 'class', 'os.', '.', '-x']
      const done = await run(`${hostile.join('\n')}\nos\n`)
      expect(done.status).toBe(1)
      expect(done.cases.map(({ name, message }) => [name, message])).toEqual([
        ...hostile.map((name) => [name, 'this is no name of a module']),
        ['os', undefined],
      ])
    },
    TIMEOUT,
  )

  test(
    'skips what it is told to, and does not see our own modules',
    async () => {
      const done = await run('os\njunit\ntests.gpu.one tests.gpu\n', ['--skip', 'tests.gpu*', '--skip', '[!o]*t'])
      expect(done.status).toBe(0)
      expect(done.cases.map(({ name, kind }) => [name, kind])).toEqual([
        ['os', undefined],
        ['junit', 'skipped'],
        ['tests.gpu.one', 'skipped'],
        ['tests.gpu', 'skipped'],
      ])
      expect(named(await run('junit\nimports\n'), 'junit')?.message).toContain("No module named 'junit'")
    },
    TIMEOUT,
  )

  test(
    'an environment is a kernel, one of conda, or a folder of /opt',
    async () => {
      const files = {
        imports: 'shown_prefix\n',
        '/opt/modules/shown_prefix.py':
          'import os, sys\nprint(sys.prefix, os.environ.get("CONDA_PREFIX"), os.environ["PATH"].split(":")[0])\n',
        '/usr/local/share/jupyter/kernels/Sky/kernel.json': JSON.stringify({
          argv: ['/opt/bare/bin/python', '-m', 'ipykernel_launcher', '-f', '{connection_file}'],
          language: 'python',
        }),
        '/usr/local/share/jupyter/kernels/ir/kernel.json': JSON.stringify({ argv: ['R'], language: 'R' }),
      }
      const inside = (name: string): Promise<ProgramRun> =>
        runPython('imports.py', ['--junit', 'REPORT', '--environment', name, 'imports'], {
          files,
          env: { PYTHONPATH: '/opt/modules' },
        })
      const [sky, stars, bare, ir, none, hostile] = await Promise.all(
        ['sky', 'stars', 'bare', 'ir', 'nowhere', '../opt/bare'].map(inside),
      )
      expect([sky?.status, sky?.output]).toEqual([0, expect.stringContaining('/opt/bare None /opt/bare/bin\n')])
      expect(stars?.output).toContain('/usr /opt/conda/envs/stars /opt/conda/envs/stars/bin\n')
      expect([bare?.status, bare?.output]).toEqual([0, expect.stringContaining('/opt/bare None /opt/bare/bin\n')])
      expect([ir?.status, ir?.output]).toEqual([127, 'stack-action: the kernel ir is not one of Python\n'])
      expect([none?.status, none?.output]).toEqual([
        127,
        'stack-action: there is no environment nowhere; there is bare, ir, python3, science, sky, stars\n',
      ])
      expect([hostile?.status, hostile?.output]).toEqual([
        127,
        "stack-action: '../opt/bare' is no name of an environment\n",
      ])
    },
    TIMEOUT,
  )

  test(
    'an empty list is nothing to do, and one that is not there a mistake',
    async () => {
      expect((await run('# nothing\n')).status).toBe(5)
      const missing = await runPython('imports.py', ['--junit', 'REPORT', 'nolist'], { files: { x: '' } })
      expect([missing.status, missing.cases]).toEqual([2, []])
      expect(missing.output).toContain('nolist')
      expect((await runPython('imports.py', ['--what'], { files: { x: '' } })).status).toBe(2)
    },
    TIMEOUT,
  )

  test(
    'when it is stopped, what it knows is in the report',
    async () => {
      const done = await run('good\nhangs\nos\n', [], 3000)
      expect(done.status).toBe(143)
      expect(done.cases.map(({ name, kind, message }) => [name, kind, message])).toEqual([
        ['good', undefined, undefined],
        ['hangs', 'failure', 'was still being imported when the suite was stopped'],
        ['os', 'skipped', 'stopped before its turn'],
      ])
    },
    TIMEOUT,
  )
})
