import { expect, test } from '@jest/globals'
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { below, realPathOf } from '../../../src/shared/paths.js'
import { cannotStart, runProgram } from '../../../src/shared/program.js'

const sh = (script: string, more = {}) => runProgram('sh', ['-c', script], more)

test('status and output', async () => {
  expect(await sh('cat; echo $1 >&2; pwd', { input: 'ünï', cwd: '/' })).toEqual({
    status: 0,
    timedOut: false,
    stdout: 'ünï/\n',
    stderr: '\n',
  })
  expect(await sh('exit 7')).toMatchObject({ status: 7, timedOut: false })
  expect(await sh('kill -9 $$')).toMatchObject({ status: undefined, timedOut: false })
})

test('the environment is that of this process, and more', async () => {
  const { stdout } = await sh('echo "$PATH $MORE"', { env: { MORE: 'more' } })
  expect(stdout).toBe(`${process.env['PATH'] ?? ''} more\n`)
})

test('a program that never reads its input, and much output', async () => {
  expect(await sh('exit 0', { input: 'x'.repeat(4_000_000) })).toMatchObject({ status: 0 })
  expect((await sh('head -c 5000000 /dev/zero')).stdout).toHaveLength(5_000_000)
})

test('a program that does not end, and one whose child keeps the output open', async () => {
  expect(await sh('exec sleep 20', { timeoutMs: 50 })).toMatchObject({ timedOut: true })
  expect(await sh('sleep 20; true', { timeoutMs: 50 })).toMatchObject({ timedOut: true })
})

test('a program that is not there or is none', async () => {
  for (const file of ['stack-action-no-such-program', '/etc/passwd', '/etc/passwd/x']) {
    const error: unknown = await runProgram(file, []).catch((thrown: unknown) => thrown)
    expect([file, cannotStart(error)]).toEqual([file, true])
  }
})

test('real paths of what is not there yet', async () => {
  const folder = await realPathOf(await mkdtemp(join(tmpdir(), 'stack-paths-')))
  try {
    await writeFile(join(folder, 'file'), '')
    await symlink(folder, join(folder, 'link'))
    expect(await realPathOf(join(folder, 'link/link/new/deep'))).toBe(join(folder, 'new/deep'))
    expect(await realPathOf(join(folder, 'file/x'))).toBe(join(folder, 'file/x'))
  } finally {
    await rm(folder, { recursive: true })
  }
})

test.each([
  ['/a', '/a/b/c', 'b/c'],
  ['/a', '/a', ''],
  ['/a', '/ab', undefined],
  ['/a', '/', undefined],
  ['/a', '/a/..b', '..b'],
  ['/', '/a', 'a'],
])('below %s, %s is %j', (folder, path, way) => expect(below(folder, path)).toBe(way))
