import { describe, expect, test } from '@jest/globals'
import fc from '../property.js'
import { mkdtemp, mkdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { ContainerRequest, ContainerResult } from '../../../src/docker/containers.js'
import type { Engine } from '../../../src/docker/engine.js'
import { LineSplitter, readOptional, runSuite, type SuiteRun } from '../../../src/run/suites.js'
import type { PlannedSuite } from '../../../src/stack/suites.js'
import { chunked } from '../support.js'

describe('lines', () => {
  const lines = fc.array(
    fc.string({ unit: 'binary' }).map((line) => line.replace(/[\r\n\ufeff]/g, '')),
    { maxLength: 10 },
  )

  test('stay whole whatever the chunks, on both streams at once', () => {
    fc.assert(
      fc.property(lines, lines, fc.array(fc.integer({ min: 1, max: 7 })), (out, err, sizes) => {
        const got: string[] = []
        const splitter = new LineSplitter((line) => got.push(line))
        const streams = (['stdout', 'stderr'] as const).map((stream) => ({
          stream,
          chunks: chunked(
            (stream === 'stdout' ? out.map((line) => `o${line}\n`) : err.map((line) => `e${line}\n`)).join(''),
            sizes,
          ),
        }))
        for (let turn = 0; streams.some(({ chunks }) => turn < chunks.length); turn++) {
          for (const { stream, chunks } of streams) {
            const chunk = chunks[turn]
            if (chunk !== undefined) splitter.push(stream, chunk)
          }
        }
        splitter.end()
        expect(got.filter((line) => line.startsWith('o'))).toEqual(out.map((line) => `o${line}`))
        expect(got.filter((line) => line.startsWith('e'))).toEqual(err.map((line) => `e${line}`))
      }),
    )
  })

  const split = (...chunks: (string | Buffer)[]): string[] => {
    const got: string[] = []
    const splitter = new LineSplitter((line) => got.push(line))
    for (const chunk of chunks) splitter.push('stdout', Buffer.from(chunk))
    splitter.end()
    return got
  }

  test.each([
    [['a\nb\n'], ['a', 'b']],
    [['a', 'b'], ['ab']],
    [['a\r\nb\r\n'], ['a', 'b']],
    [['10%\r50%\r100%\n'], ['100%']],
    [['\n\na'], ['', '', 'a']],
    [[], []],
  ])('%j are the lines %j', (chunks, expected) => expect(split(...chunks)).toEqual(expected))

  test('a character that never comes to its end is shown as broken, not swallowed', () => {
    expect(split(Buffer.from('a€').subarray(0, 2))).toEqual(['a\ufffd'])
  })

  test('a line without end is cut before it fills the memory, and no character with it', () => {
    const got = split(...Array.from({ length: 300 }, () => '😀'.repeat(300)))
    expect(got.length).toBeGreaterThan(1)
    expect(got.join('')).toBe('😀'.repeat(90_000))
    for (const line of got) expect(line).toMatch(/^(😀)+$/u)
  })

  test('the last forty are remembered', () => {
    const splitter = new LineSplitter(() => undefined)
    for (let n = 0; n < 100; n++) splitter.push(n % 2 === 0 ? 'stdout' : 'stderr', Buffer.from(`${n}\n`))
    expect(splitter.tail).toEqual(Array.from({ length: 40 }, (_, index) => String(index + 60)))
  })
})

/** An engine that answers every container with the same result, and remembers what it was asked. */
function engineOf(answer: Partial<ContainerResult>, output = ''): { engine: Engine; asked: ContainerRequest[] } {
  const asked: ContainerRequest[] = []
  const engine: Pick<Engine, 'run'> = {
    run: (request) => {
      asked.push(request)
      request.onOutput('stdout', Buffer.from(output))
      return Promise.resolve({ status: 0, timedOut: false, outOfMemory: false, ms: 1234, file: undefined, ...answer })
    },
  }
  return { engine: engine as Engine, asked }
}

const PYTEST: PlannedSuite = {
  name: 'base',
  kind: 'pytest',
  run: [],
  files: undefined,
  timeoutMs: 60_000,
  network: false,
  note: undefined,
}
const COMMAND: PlannedSuite = { ...PYTEST, name: 'smoke', kind: 'command', run: ['true'] }
const run = (suite: PlannedSuite, engine: Engine, stackDir = '/nowhere', lines: string[] = []): Promise<SuiteRun> =>
  runSuite({
    engine,
    stackDir,
    image: { name: 'img', ref: 'img:fp' },
    suite,
    signal: new AbortController().signal,
    onLine: (text) => lines.push(text),
  })
const xml = (cases: string): Buffer => Buffer.from(`<testsuites><testsuite>${cases}</testsuite></testsuites>`)
const failing = (count: number): string =>
  Array.from(
    { length: count },
    (_, n) => `<testcase classname="test_x" name="t${n}"><failure message="m">E ${n}</failure></testcase>`,
  ).join('')

describe('a suite', () => {
  test.each<[string, PlannedSuite, Partial<ContainerResult>, string, string | undefined]>([
    ['passes', PYTEST, { file: xml('<testcase name="a"/>') }, '', undefined],
    ['left no report', PYTEST, {}, '', 'pytest left no report'],
    [
      'left a broken report',
      PYTEST,
      { file: Buffer.from('<html/>') },
      '',
      "pytest's report cannot be read: it has no testsuite",
    ],
    ['ran nothing', PYTEST, { status: 5, file: xml('') }, '', 'pytest found no tests'],
    ['ran nothing and says all is well', PYTEST, { status: 0, file: xml('') }, '', 'pytest found no tests'],
    ['fails', PYTEST, { status: 1, file: xml(failing(1)) }, '', '1 of 1 tests failed: test_x.py::t0'],
    [
      'fails often',
      PYTEST,
      { status: 1, file: xml(failing(5)) },
      '',
      '5 of 5 tests failed: test_x.py::t0, test_x.py::t1, test_x.py::t2 and 2 more',
    ],
    [
      'fails and says all is well',
      PYTEST,
      { status: 0, file: xml(failing(1)) },
      '',
      '1 of 1 tests failed: test_x.py::t0',
    ],
    ['fails without a failed test', PYTEST, { status: 1, file: xml('<testcase name="a"/>') }, '', 'exit status 1'],
    [
      'finds no pytest',
      PYTEST,
      { status: 1 },
      '/usr/bin/python3: No module named pytest\n',
      'pytest is not in the image',
    ],
    ['finds no python', PYTEST, { status: 127 }, '', 'the command is not in the image (exit status 127)'],
    ['has wrong arguments', PYTEST, { status: 4 }, '', 'pytest could not use its arguments (exit status 4)'],
    ['takes too long', PYTEST, { status: 143, timedOut: true }, '', 'took longer than 1m00s and was stopped'],
    ['needs too much memory', COMMAND, { status: 137, outOfMemory: true }, '', 'ran out of memory'],
    ['passes', COMMAND, {}, '', undefined],
    ['fails', COMMAND, { status: 3 }, '', 'exit status 3'],
    ['is no program', COMMAND, { status: 126 }, '', 'the command cannot be executed (exit status 126)'],
    ['crashes', COMMAND, { status: 139 }, '', 'ended by signal 11 (segmentation fault)'],
    ['is killed', COMMAND, { status: 137 }, '', 'ended by signal 9 (killed)'],
    ['ends with a large status', COMMAND, { status: 255 }, '', 'exit status 255'],
  ])('that %s', async (_what, suite, answer, output, message) => {
    const { result } = await run(suite, engineOf(answer, output).engine)
    expect(result).toMatchObject({
      name: suite.name,
      kind: suite.kind,
      outcome: message === undefined ? 'passed' : 'failed',
      ms: 1234,
    })
    expect(result.message).toBe(message)
  })

  test('shows the ends of the failures, or else the end of the output', async () => {
    const output = Array.from({ length: 20 }, (_, n) => `line ${n}\n`).join('')
    expect((await run(PYTEST, engineOf({ status: 1, file: xml(failing(5)) }, output).engine)).evidence).toEqual([
      'E 0',
      'E 1',
      'E 2',
    ])
    expect((await run(COMMAND, engineOf({ status: 1 }, output).engine)).evidence).toEqual(
      Array.from({ length: 8 }, (_, n) => `line ${n + 12}`),
    )
    expect((await run(COMMAND, engineOf({}, output).engine)).evidence).toEqual([])
  })

  test('that is off starts no container', async () => {
    const { engine, asked } = engineOf({})
    const { result } = await run({ ...PYTEST, kind: 'off', note: 'why' }, engine)
    expect(result).toEqual({ name: 'base', kind: 'off', outcome: 'off', ms: 0, message: 'why' })
    expect(asked).toEqual([])
  })

  test('goes into its container with its files, and without what tools left there', async () => {
    const stack = await mkdtemp(join(tmpdir(), 'stack-suites-'))
    try {
      await mkdir(join(stack, 'base/test/__pycache__'), { recursive: true })
      await writeFile(join(stack, 'base/test/test_a.py'), '', { mode: 0o600 })
      await writeFile(join(stack, 'base/test/run.sh'), '', { mode: 0o700 })
      await writeFile(join(stack, 'base/test/__pycache__/a.pyc'), '')
      const { engine, asked } = engineOf({ file: xml('<testcase name="a"/>') }, 'first\nsecond')
      const lines: string[] = []
      await run({ ...PYTEST, files: 'base/test', network: true }, engine, stack, lines)
      const [request] = asked
      expect(request).toMatchObject({
        image: 'img:fp',
        network: true,
        timeoutMs: 60_000,
        workdir: '/opt/stack-action/tests/base',
      })
      expect(request?.env).toMatchObject({ STACK_IMAGE: 'img', STACK_SUITE: 'base' })
      expect(request?.command.slice(0, 3)).toEqual(['python3', '-m', 'pytest'])
      expect(request?.files.map(({ name, mode }) => [name, mode])).toEqual([
        ['opt/stack-action/tests/base/run.sh', 0o755],
        ['opt/stack-action/tests/base/test_a.py', 0o644],
      ])
      expect(lines).toEqual(['first', 'second'])
    } finally {
      await rm(stack, { recursive: true })
    }
  })
})

test('a file that may not be there', async () => {
  expect(await readOptional('/nowhere/at/all')).toBeUndefined()
  expect(await readOptional(import.meta.filename)).toContain('a file that may not be there')
})
