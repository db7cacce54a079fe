import { beforeAll, expect, test } from '@jest/globals'
import { join } from 'node:path'
import { topOfChangelog } from '../../src/stack/versions.js'
import { root, run, tempDir, writeFiles, type Ended } from '../world/world.js'

let folder: string
beforeAll(async () => {
  folder = await tempDir()
})

/** The script under the strictest shell that people have. */
async function check(changelog: string, env: Readonly<Record<string, string>>, ...args: string[]): Promise<Ended> {
  await writeFiles(folder, { 'changelog.txt': changelog })
  const script = join(root, 'images/common/stack-check')
  return run('dash', ['-eu', script, ...args], { cwd: folder, env: { PATH: process.env['PATH'], ...env } })
}

test.each([
  ['# acme-1.2.0\n', '1.2.0'],
  ['# acme-1.2.3\n- a patch\n# acme-1.2.0\n', '1.2.0'],
  ['See https://example.org/9.9.9/\n## [1.10.0] - 2026-11-20\n', '1.10.4'],
])('in sync: %j in a container of %s', async (changelog, version) => {
  expect(await check(changelog, { STACK_VERSION: version }, '--strict')).toMatchObject({ status: 0, output: '' })
  expect(await check(changelog, { AM_CONTAINER_VERSION: version }, '--strict', 'changelog.txt')).toMatchObject({
    status: 0,
  })
  // The same as "stack-action check" goes by.
  expect(topOfChangelog(changelog)).toMatch(version.replace(/\.\d+$/, ''))
})

test.each([
  ['# acme-1.10.0\n', '1.1.0'],
  ['# acme-2.0.0\n', '1.2.0'],
  ['# acme-1.2.0\n', ''],
])('not in sync: %j in a container of "%s"', async (changelog, version) => {
  const env: Record<string, string> = version === '' ? {} : { STACK_VERSION: version }
  const warned = await check(changelog, env)
  expect(warned).toMatchObject({ status: 0, stdout: '' })
  expect(warned.stderr.trimEnd().split('\n')).toEqual([
    'This code is not in sync with its container:',
    expect.stringContaining(`container ${version === '' ? 'none' : version}`),
    expect.stringContaining('Merge the main branch'),
  ])
  expect((await check(changelog, env, '--strict')).status).toBe(1)
  expect(await check(changelog, { ...env, SKIP_VERSION_CHECK: '1' }, '--strict')).toMatchObject({
    status: 0,
    output: '',
  })
})

test('a changelog that says nothing, or is not there, is a mistake', async () => {
  expect(await check('nothing yet\n', { STACK_VERSION: '1.2.0' })).toMatchObject({ status: 2 })
  expect(await check('# 1.2.0\n', { STACK_VERSION: '1.2.0' }, 'no such file')).toMatchObject({ status: 2 })
})
