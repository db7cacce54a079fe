import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { chmod, mkdir, mkdtemp, readdir, readFile, realpath, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { SuiteRequest } from '../../../../src/run/suites/request.js'
import type { SuiteRun } from '../../../../src/run/suites/verdict.js'
import { suiteOf } from '../../stack/planning.js'
import { engineOf, runOn } from './asking.js'

let stack = ''
let lines: string[] = []
beforeEach(async () => {
  stack = await realpath(await mkdtemp(join(tmpdir(), 'stack-host-')))
  lines = []
  await write({ 'a/test/test_a.py': '', 'checks/run.sh': '#!/bin/sh\npwd\n' })
  await chmod(join(stack, 'checks/run.sh'), 0o755)
})
afterEach(() => rm(stack, { recursive: true }))
async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(stack, path)), { recursive: true })
    await writeFile(join(stack, path), text)
  }
}
const onHost = (suite: Parameters<typeof suiteOf>[0], more: Partial<SuiteRequest> = {}): Promise<SuiteRun> =>
  runOn(engineOf().engine, suiteOf({ on: 'host', ...suite }), {
    ...{ stackDir: stack, keep: join(stack, 'kept'), onLine: (line) => lines.push(line) },
    ...more,
  })
const sh = (script: string): { run: string[] } => ({ run: ['sh', '-c', script] })

describe('a command', () => {
  test('runs in the directory of its files, or else in that of the stack', async () => {
    await onHost({ run: ['./run.sh'], files: 'checks' })
    await onHost({ run: ['pwd'] })
    expect(lines).toEqual([join(stack, 'checks'), stack])
  })

  test.each([
    ['exit 0', 'passed', undefined],
    ['exit 3', 'failed', 'exit status 3'],
    ['kill -SEGV $$', 'failed', 'ended by signal 11 (segmentation fault)'],
  ])('%s: %s', async (script, outcome, message) => {
    expect((await onHost(sh(script))).result).toMatchObject({
      on: 'host',
      outcome,
      ...(message === undefined ? {} : { message }),
    })
  })

  test('that takes too long is stopped', async () => {
    const { result } = await onHost({ ...sh('sleep 60'), timeoutMs: 200 })
    expect(result.message).toBe('took longer than 0.2s and was stopped')
  })

  test('whose words hold anything is never a shell’s', async () => {
    await onHost({ run: ['printf', '%s\n', '$(id)', '; ls', '{branch}', '`x`'] })
    expect(lines).toEqual(['$(id)', '; ls', 'main', '`x`'])
  })

  test.each(['nowhere-at-all', './run.txt'])(
    '%s that cannot be started is told so, as one of this machine',
    async (file) => {
      await write({ 'checks/run.txt': '' })
      const { result } = await onHost({ run: [file], files: 'checks' })
      expect(result.outcome).toBe('failed')
      expect(result.message).toBe(`there is no program "${file}" on this machine to test a with`)
    },
  )

  test('may leave a report, and files', async () => {
    const report = '<testsuites><testsuite><testcase name="a"/></testsuite></testsuites>'
    const { result, junit } = await onHost({
      ...sh(`printf '${report}' > $STACK_JUNIT; mkdir $STACK_OUTPUT/deep; echo x > $STACK_OUTPUT/deep/y`),
    })
    expect(result).toMatchObject({ outcome: 'passed', counts: { total: 1, failed: 0, skipped: 0 }, files: 1 })
    expect(junit?.toString()).toBe(report)
    expect(await readFile(join(stack, 'kept/deep/y'), 'utf8')).toBe('x\n')
  })

  test.each<[string, string, string]>([
    ['a FIFO', 'mkfifo $STACK_JUNIT', 'it is no file'],
    ['a directory', 'mkdir $STACK_JUNIT', 'it is no file'],
    ['a link to one', 'ln -s /etc/passwd $STACK_JUNIT', 'it is a link'],
    ['a link to nothing', 'ln -s /nowhere $STACK_JUNIT', 'it is a link'],
    ['2 GB', 'truncate -s 2G $STACK_JUNIT', 'it has 2147483648 bytes; at most 33554432 are read'],
  ])('that leaves %s for a report fails', async (_what, script, why) => {
    const { result, junit } = await onHost(sh(script))
    expect([result.outcome, result.message]).toEqual(['failed', `its report cannot be read: ${why}`])
    expect(junit).toBeUndefined()
  })

  test('that leaves another thing for its folder passes, and that thing is left alone', async () => {
    await write({ 'elsewhere/a:': '' })
    const { result } = await onHost(sh(`rmdir $STACK_OUTPUT; ln -s ${stack}/elsewhere $STACK_OUTPUT`))
    expect(result.outcome).toBe('passed')
    expect(result).not.toHaveProperty('files')
    expect(await readdir(join(stack, 'elsewhere'))).toEqual(['a:'])
    expect(lines).toEqual([expect.stringContaining('STACK_OUTPUT is no folder any more')])
  })

  /** Whether it still runs; one whose parent has not asked for its end does not. */
  const runs = async (pid: string): Promise<boolean> =>
    /\) [^ZX] /.test(await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => ''))

  test.each([
    ['ended', 'exit 0', 60_000, undefined],
    ['was stopped', 'sleep 60', 1000, 'took longer than 1.0s and was stopped'],
  ])('that %s leaves no daemon behind', async (_what, script, timeoutMs, message) => {
    const daemon = `setsid sh -c 'echo $$ > ${stack}/pid; exec sleep 97' > /dev/null 2>&1 &`
    const { result } = await onHost({
      ...sh(`${daemon} while [ ! -s ${stack}/pid ]; do sleep 0.1; done; ${script}`),
      timeoutMs,
    })
    expect(result.message).toBe(message)
    expect(await runs((await readFile(join(stack, 'pid'), 'utf8')).trim())).toBe(false)
    expect(lines).toEqual(['stack-action: 1 program that it left running was ended'])
  })

  test('that leaves nothing leaves no folder, here nor where reports are', async () => {
    const before = (await readdir(tmpdir())).filter((name) => name.startsWith('stack-suite-'))
    expect((await onHost(sh('true'))).result).not.toHaveProperty('files')
    expect(existsSync(join(stack, 'kept'))).toBe(false)
    expect(
      (await readdir(tmpdir())).filter((name) => name.startsWith('stack-suite-') && !before.includes(name)),
    ).toEqual([])
  })

  test('that is interrupted is no result', async () => {
    const controller = new AbortController()
    const running = onHost(sh('echo began; sleep 60'), {
      signal: controller.signal,
      onLine: () => controller.abort(new Error('stop')),
    })
    await expect(running).rejects.toThrow('stop')
  })

  test('sees what the spec says, before what the machine does', async () => {
    const env = { PATH: process.env['PATH'], LANG: 'C', CI: 'true', SECRET: 's', MINE: 'm' }
    await onHost(
      {
        ...sh('echo $LANG,$CI,$SECRET,$MINE,$TEST_IMAGE,$DOCKER_HOST,$PYTHONDONTWRITEBYTECODE'),
        settings: { env: { LANG: 'own' }, passEnv: ['MINE'] },
      },
      { machine: { env, python: 'python3' } },
    )
    expect(lines).toEqual(['own,true,,m,acme/a:fp-1,unix:///nowhere.sock,1'])
  })
})

describe('pytest', () => {
  /** A Python that says what it is asked, where, and leaves a report. */
  async function python(report: string): Promise<string> {
    const program = join(stack, 'python')
    await write({
      python: `#!/bin/sh\npwd\nfor word; do echo "$word"; done\nprintf '%s' '${report}' > "$STACK_JUNIT"\n`,
    })
    await chmod(program, 0o755)
    return program
  }
  const failing = (file: string): string =>
    `<testsuites><testsuite><testcase name="t"><properties><property name="stack-action.file" value="${file}"/><property name="stack-action.line" value="3"/></properties><failure message="m"/></testcase></testsuite></testsuites>`

  test('runs with the Python of this machine, in the directory of the stack', async () => {
    const machine = { env: process.env, python: await python('<testsuite><testcase name="a"/></testsuite>') }
    const { result } = await onHost({ kind: 'pytest', files: 'a/test', settings: { markers: 'fast' } }, { machine })
    expect(result).toMatchObject({ outcome: 'passed', counts: { total: 1 } })
    const [cwd, program, ...words] = lines
    expect(cwd).toBe(stack)
    expect(existsSync(program ?? '')).toBe(true)
    expect(words).toEqual(expect.arrayContaining([`--rootdir=${stack}/a/test`, '-m', 'fast']))
    expect(words.at(-1)).toBe(join(stack, 'a/test'))
  })

  test.each<[string, (stack: string) => string, string | undefined]>([
    ['in the stack', (stack) => join(stack, 'a/test/test_a.py'), 'a/test/test_a.py'],
    ['elsewhere', () => '/usr/lib/x.py', undefined],
    ['out of the stack by its way', (stack) => `${stack}/a/../../x.py`, undefined],
    ['in the stack by another way', (stack) => `${stack}/a/../a/test/./test_a.py`, 'a/test/test_a.py'],
    ['by a relative way', () => 'test_a.py', 'a/test/test_a.py'],
    ['by a relative way out of it', () => '../../../x.py', undefined],
    ['in the stack itself', (stack) => stack, undefined],
  ])('a failure %s', async (_what, fileOf, place) => {
    const machine = { env: process.env, python: await python(failing(fileOf(stack))) }
    const [failure] = (await onHost({ kind: 'pytest', files: 'a/test' }, { machine })).result.failures ?? []
    expect(failure?.file).toBe(place)
  })

  test('without a Python says how to name one', async () => {
    const machine = { env: process.env, python: 'nowhere-python' }
    const { result } = await onHost({ kind: 'pytest', files: 'a/test' }, { machine })
    expect([result.outcome, result.message]).toEqual([
      'failed',
      'there is no "nowhere-python" on this machine: name the Python that has pytest with the input python',
    ])
  })
})
