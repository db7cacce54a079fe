import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { existsSync } from 'node:fs'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import type { ContainerRequest } from '../../../../src/docker/containers.js'
import { suiteOf } from '../../stack/planning.js'
import { engineOf, runOn } from './asking.js'
import { WORDS } from './words.js'

const GREEN = '<testsuites><testsuite><testcase name="a"/></testsuite></testsuites>'

let stack = ''
beforeEach(async () => {
  stack = await mkdtemp(join(tmpdir(), 'stack-suites-'))
  await write({ 'a/test/test_a.py': 0o600, 'a/test/run.sh': 0o700, 'a/test/deep/x': 0o644, 'conftest.py': 0o600 })
})
afterEach(() => rm(stack, { recursive: true }))
async function write(files: Readonly<Record<string, number>>): Promise<void> {
  for (const [path, mode] of Object.entries(files)) {
    await mkdir(dirname(join(stack, path)), { recursive: true })
    await writeFile(join(stack, path), path, { mode })
  }
}
async function asked(suite: Parameters<typeof suiteOf>[0]): Promise<ContainerRequest> {
  const { engine, asked } = engineOf({ leaves: { 'junit.xml': GREEN } })
  await runOn(engine, suiteOf(suite), { stackDir: stack })
  const [request] = asked
  if (request === undefined) throw new Error('nothing was asked')
  return request
}
const sent = ({ files }: ContainerRequest): [string, string, number][] =>
  files.map(({ name, type, mode }) => [name, type, mode])

test('a suite that is off starts no container', async () => {
  const { engine, asked: none } = engineOf()
  const { result } = await runOn(engine, suiteOf({ off: 'why' }))
  expect([result.outcome, result.message, none]).toEqual(['off', 'why', []])
})

describe('a suite goes into a container of the image', () => {
  test('by its id, with its command, and nothing that it did not ask for', async () => {
    const request = await asked({ run: ['check', '{ref}'] })
    expect(request).toMatchObject({ image: 'sha256:1', command: ['check', 'acme/a:fp-1'], network: false, files: [] })
    expect(request).toMatchObject({ timeoutMs: 60_000, collect: { path: '/tmp/stack-action' } })
    for (const key of ['platform', 'workdir', 'memoryBytes', 'cpus', 'docker', 'gpus'])
      expect(request).not.toHaveProperty(key)
  })

  test('with its files where they lie in the stack, readable by everybody, and without what tools left there', async () => {
    await write({ 'a/test/__pycache__/a.pyc': 0o644, 'a/test/deep/.pytest_cache/x': 0o644 })
    const request = await asked({ files: 'a/test', shared: ['conftest.py'] })
    const at = 'opt/stack-action/tests'
    expect(sent(request)).toEqual([
      [`${at}/conftest.py`, 'file', 0o644],
      [`${at}/a/test/deep`, 'directory', 0o755],
      [`${at}/a/test/deep/x`, 'file', 0o644],
      [`${at}/a/test/run.sh`, 'file', 0o755],
      [`${at}/a/test/test_a.py`, 'file', 0o644],
    ])
    expect(request.workdir).toBe('/opt/stack-action/tests/a/test')
  })

  test('links are sent as links', async () => {
    await symlink('/etc/passwd', join(stack, 'a/test/link'))
    const [link] = (await asked({ files: 'a/test' })).files.filter(({ name }) => name.endsWith('/link'))
    expect(link).toMatchObject({ type: 'symlink', target: '/etc/passwd' })
  })

  test.each(['pytest', 'imports', 'notebooks'] as const)('%s: with our programs', async (kind) => {
    const request = await asked({ kind, files: 'a/test' })
    const program = request.command[1] ?? ''
    expect(request.command[0]).toBe('python3')
    expect(sent(request)).toContainEqual([program.slice(1), 'file', 0o644])
    expect(request.files.filter(({ name }) => !name.startsWith('opt/stack-action/'))).toEqual([])
  })

  test('with a folder to write into, whoever it is', async () => {
    expect((await asked({})).folders).toEqual([
      { name: 'tmp/stack-action', mode: 0o1777 },
      { name: 'tmp/stack-action/output', mode: 0o1777 },
    ])
  })

  test.each<[Parameters<typeof suiteOf>[0], Partial<ContainerRequest>]>([
    [{ settings: { network: true } }, { network: true }],
    [{ settings: { network: false } }, { network: false }],
    [{ settings: { memory: 1e9, cpus: 2 } }, { memoryBytes: 1e9, cpus: 2 }],
    [{ settings: { docker: 'dind' } }, { docker: 'dind' }],
    [{ settings: { gpus: 'all' } }, { gpus: 'all' }],
    [{ settings: { gpus: 2 } }, { gpus: 2 }],
    [{ timeoutMs: 5 }, { timeoutMs: 5 }],
  ])('%j: %j', async (suite, request) => expect(await asked(suite)).toMatchObject(request))

  test('on its platform, where that is not the engine’s', async () => {
    const { engine, asked: requests } = engineOf()
    await runOn(engine, suiteOf(), { image: { name: 'a', ref: 'sha256:1', platform: 'linux/arm64' } })
    expect(requests[0]).toMatchObject({ platform: 'linux/arm64' })
  })

  test('and is told how many GPUs it has', async () => {
    const told = async (gpus: 'all' | number): Promise<string | undefined> =>
      (await asked({ settings: { gpus } })).env['STACK_GPUS']
    expect([await told('all'), await told(2)]).toEqual(['all', '2'])
  })

  test('and is told what it runs on, and nothing of this machine', async () => {
    const { env } = await asked({ kind: 'pytest', settings: { env: { A: 'own' }, reruns: 1, testTimeoutMs: 500 } })
    expect(env).toEqual({
      ...{ STACK_IMAGE: 'a', STACK_SUITE: 'smoke', STACK_REF: WORDS.ref, STACK_DIGEST: '', STACK_TAG: 'main' },
      ...{ STACK_VARIANT: 'default', STACK_PLATFORM: 'linux/amd64', STACK_PREFIX: '2026.4', STACK_BRANCH: 'main' },
      ...{ STACK_SHA: 'abc1234', STACK_STAGE: 'ci', STACK_VERSION: '1.2' },
      ...{ STACK_OUTPUT: '/tmp/stack-action/output', STACK_JUNIT: '/tmp/stack-action/junit.xml' },
      ...{ PYTHONDONTWRITEBYTECODE: '1', PYTEST_ADDOPTS: '--color=no', STACK_TEST_TIMEOUT: '0.5', STACK_RERUNS: '1' },
      A: 'own',
    })
  })
})

describe('what comes back', () => {
  test('its lines, and how it ended', async () => {
    const lines: string[] = []
    const { engine } = engineOf({ says: 'first\nlast', status: 3 })
    const { result } = await runOn(engine, suiteOf(), { onLine: (line) => lines.push(line) })
    expect([lines, result.lines]).toEqual([
      ['first', 'last'],
      ['first', 'last'],
    ])
    expect(result).toMatchObject({ outcome: 'failed', message: 'exit status 3', ms: expect.any(Number) })
  })

  test('its report, and the files in its output folder; nothing else', async () => {
    const keep = join(stack, 'kept')
    const leaves = {
      'junit.xml': GREEN,
      'output/a.png': 'A',
      'output/deep/b.ipynb': 'B',
      other: 'C',
      'deep/junit.xml': '',
    }
    const { engine } = engineOf({ leaves })
    const { result, junit } = await runOn(engine, suiteOf({ kind: 'notebooks', targets: ['/x'] }), { keep })
    expect(result).toMatchObject({ outcome: 'passed', counts: { total: 1 }, files: 2 })
    expect(junit?.toString()).toBe(GREEN)
    expect((await readdir(keep)).sort()).toEqual(['a.png', 'deep'])
    expect(await readFile(join(keep, 'deep/b.ipynb'), 'utf8')).toBe('B')
  })

  test('its report, whatever else it left, and however much', async () => {
    const failed = GREEN.replace('/></testsuite>', '><failure/></testcase></testsuite>')
    const collected = { files: 10_000, bytes: 1, clipped: true, refused: 0 }
    // Not among what was taken.
    const { engine, asked } = engineOf({ collected, file: Buffer.from(failed) })
    const { result, junit } = await runOn(engine, suiteOf())
    expect(asked[0]).toMatchObject({ bringBack: '/tmp/stack-action/junit.xml' })
    expect([result.outcome, junit?.toString()]).toEqual(['failed', failed])
  })

  test('a file that cannot be kept is a line, and loses nothing else', async () => {
    const lines: string[] = []
    await writeFile(join(stack, 'kept'), 'a file')
    const leaves = { 'output/a.png': 'A', 'junit.xml': GREEN }
    const more = { keep: join(stack, 'kept/deep'), onLine: (line: string) => void lines.push(line) }
    const { result } = await runOn(engineOf({ leaves }).engine, suiteOf(), more)
    expect(result).toMatchObject({ outcome: 'passed', counts: { total: 1 } })
    expect(result).not.toHaveProperty('files')
    expect(lines).toEqual([expect.stringMatching(/^a\.png is not kept: /)])
  })

  test('without files there is no folder for them', async () => {
    const keep = join(stack, 'kept')
    await runOn(engineOf().engine, suiteOf(), { keep })
    expect(existsSync(keep)).toBe(false)
  })

  test('a failure in a file of the stack is named as it lies there, one elsewhere is not', async () => {
    const failure = (file: string): string =>
      `<testcase name="${file}"><properties><property name="stack-action.file" value="${file}"/><property name="stack-action.line" value="3"/></properties><failure message="m"/></testcase>`
    const files = [
      '/opt/stack-action/tests/a/test/test_a.py',
      ...['/opt/stack-action/programs/x.py', '/usr/lib/x.py'],
      ...['/opt/stack-action/tests/../../../etc/passwd', '../../../etc/passwd', '/opt/stack-action/tests/..'],
    ]
    const report = `<testsuites><testsuite>${files.map(failure).join('')}</testsuite></testsuites>`
    const { engine } = engineOf({ status: 1, leaves: { 'junit.xml': report } })
    const { result } = await runOn(engine, suiteOf({ kind: 'pytest' }), { stackDir: stack })
    expect(result.failures?.map(({ file, line }) => [file, line])).toEqual([
      ['a/test/test_a.py', 3],
      ...files.slice(1).map(() => [undefined, undefined]),
    ])
  })

  test.each([
    { files: 1, bytes: 1, clipped: true, refused: 0 },
    { files: 1, bytes: 1, clipped: false, refused: 2 },
  ])('that something was left behind is said: %j', async (collected) => {
    const lines: string[] = []
    await runOn(engineOf({ collected }).engine, suiteOf(), { onLine: (line) => lines.push(line) })
    expect(lines).toEqual([expect.stringContaining('not all of the files that it left were taken')])
  })
})
