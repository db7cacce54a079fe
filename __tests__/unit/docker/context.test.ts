import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extract } from 'tar-stream'
import { hashContext, isSent, packContext, readContext } from '../../../src/docker/context.js'
import { UserError } from '../../../src/shared/errors.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stack-context-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), content)
  }
}
const paths = async (dockerfile = 'Dockerfile'): Promise<string[]> =>
  (await readContext(folder, dockerfile)).map((entry) => entry.path)
const hash = async (): Promise<string> => hashContext(folder, await readContext(folder, 'Dockerfile'))

describe('the files of a context', () => {
  test('are all of them, sorted, with folders and links', async () => {
    await write({ 'z.txt': '12345', Dockerfile: '', 'sub/deep/a': '', '.hidden': '' })
    await symlink('../nowhere', join(folder, 'link'))
    expect(
      (await readContext(folder, 'Dockerfile')).map(({ path, type, size, target }) => [path, type, size, target]),
    ).toEqual([
      ['.hidden', 'file', 0, ''],
      ['Dockerfile', 'file', 0, ''],
      ['link', 'symlink', 0, '../nowhere'],
      ['sub', 'directory', 0, ''],
      ['sub/deep', 'directory', 0, ''],
      ['sub/deep/a', 'file', 0, ''],
      ['z.txt', 'file', 5, ''],
    ])
  })

  test.each<[string, string, string[]]>([
    [
      'leaves out what .dockerignore names',
      'secret\n*.log\nsub',
      ['.dockerignore', 'Dockerfile', 'other.Dockerfile', 'x.txt'],
    ],
    [
      'brings back what comes after !',
      'sub\n!sub/keep\n*.log\nsecret\n',
      ['.dockerignore', 'Dockerfile', 'other.Dockerfile', 'sub/keep', 'x.txt'],
    ],
    ['sends the Dockerfile whatever the rules', '*', ['.dockerignore', 'Dockerfile']],
    [
      'ignores comments and empty lines',
      '# x.txt\n\n  \nsub\n**/*.log\nsecret',
      ['.dockerignore', 'Dockerfile', 'other.Dockerfile', 'x.txt'],
    ],
  ])('%s', async (_what, rules, expected) => {
    await write({
      Dockerfile: '',
      'other.Dockerfile': '',
      secret: '',
      'a.log': '',
      'x.txt': '',
      'sub/keep': '',
      'sub/drop': '',
      '.dockerignore': rules,
    })
    expect(await paths()).toEqual(expected)
  })

  test('an ignore file of the Dockerfile’s own goes before', async () => {
    await write({
      Dockerfile: '',
      'gpu.Dockerfile': '',
      'gpu.Dockerfile.dockerignore': 'a',
      '.dockerignore': 'b',
      a: '',
      b: '',
    })
    expect(await paths('gpu.Dockerfile')).toEqual([
      '.dockerignore',
      'Dockerfile',
      'b',
      'gpu.Dockerfile',
      'gpu.Dockerfile.dockerignore',
    ])
    expect(await paths()).toEqual(['.dockerignore', 'Dockerfile', 'a', 'gpu.Dockerfile', 'gpu.Dockerfile.dockerignore'])
  })

  test.each(['docker', '*'])('a Dockerfile in a folder that the rule %j leaves out is sent', async (rule) => {
    await write({ 'docker/Dockerfile': '', 'docker/other': '', '.dockerignore': rule })
    expect(await paths('docker/Dockerfile')).toEqual(['.dockerignore', 'docker/Dockerfile'])
  })
})

describe('the hash of a context', () => {
  beforeEach(() => write({ Dockerfile: 'FROM x', 'sub/run.sh': 'echo', a: '1' }))

  test.each<[string, () => Promise<unknown>]>([
    ['content', () => write({ a: '2' })],
    ['name', () => write({ b: '1' })],
    ['Dockerfile', () => write({ Dockerfile: 'FROM y' })],
    ['the x bit', () => chmod(join(folder, 'sub/run.sh'), 0o755)],
    ['a link', () => symlink('a', join(folder, 'link'))],
    ['a file in a folder', () => write({ 'sub/new': '' })],
  ])('changes with %s', async (_what, change) => {
    const before = await hash()
    await change()
    expect(await hash()).not.toBe(before)
  })

  test.each<[string, () => Promise<unknown>]>([
    ['times', () => utimes(join(folder, 'a'), 1, 1)],
    ['umask', () => chmod(join(folder, 'a'), 0o600)],
    ['empty folders', () => mkdir(join(folder, 'empty'))],
    ['what .dockerignore leaves out', () => write({ 'x.log': '' })],
  ])('does not change with %s', async (_what, change) => {
    await write({ '.dockerignore': '*.log' })
    const before = await hash()
    await change()
    expect(await hash()).toBe(before)
  })

  test('of a link is that of its target’s name, not of a file with that text', async () => {
    await symlink('a', join(folder, 'x'))
    const link = await hash()
    await rm(join(folder, 'x'))
    await write({ x: 'a' })
    expect(await hash()).not.toBe(link)
  })
})

test('the tar has every entry, owned by root', async () => {
  await write({ Dockerfile: 'FROM x', 'sub/big': 'y'.repeat(200_000), ['n'.repeat(150)]: 'long name' })
  await chmod(join(folder, 'sub/big'), 0o755)
  await symlink('sub/big', join(folder, 'link'))
  const found: Record<string, unknown> = {}
  for await (const entry of packContext(folder, await readContext(folder, 'Dockerfile')).pipe(extract())) {
    let size = 0
    for await (const chunk of entry) size += (chunk as Buffer).length
    const { name, type, mode, uid, gid, linkname } = entry.header
    expect([uid, gid]).toEqual([0, 0])
    found[name] = [type, type === 'file' ? mode : linkname, size]
  }
  expect(found).toMatchObject({
    Dockerfile: ['file', expect.any(Number), 6],
    link: ['symlink', 'sub/big', 0],
    ['n'.repeat(150)]: ['file', expect.any(Number), 9],
    'sub/': ['directory', null, 0],
    'sub/big': ['file', 0o755, 200_000],
  })
})

test('a file that vanishes while it is sent breaks the tar, and does not hang', async () => {
  await write({ Dockerfile: '', gone: 'x' })
  const entries = await readContext(folder, 'Dockerfile')
  await rm(join(folder, 'gone'))
  await expect(packContext(folder, entries).toArray()).rejects.toThrow(
    `the file ${join(folder, 'gone')} cannot be sent`,
  )
  await expect(hashContext(folder, entries)).rejects.toThrow('"gone" vanished')
  await expect(readContext(join(folder, 'nowhere'), 'Dockerfile')).rejects.toThrow(UserError)
})

test.each(['', 'longer than before'])('a file that becomes %j while it is sent breaks the tar', async (content) => {
  await write({ Dockerfile: '', log: 'as long' })
  const entries = await readContext(folder, 'Dockerfile')
  await write({ log: content })
  await expect(packContext(folder, entries).toArray()).rejects.toThrow(
    `the file ${join(folder, 'log')} changed while it was sent`,
  )
})

test('a name that is not UTF-8 is named, unless it is left out', async () => {
  await write({ Dockerfile: '' })
  await writeFile(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]), 'x')
  await expect(readContext(folder, 'Dockerfile')).rejects.toThrow('the name of the file "caf\ufffd" is not UTF-8')
  await write({ '.dockerignore': 'caf*' })
  expect(await paths()).toEqual(['.dockerignore', 'Dockerfile'])
  await write({ '.dockerignore': '', 'caf\ufffd': '' })
  await rm(Buffer.concat([Buffer.from(`${folder}/caf`), Buffer.from([0xe9])]))
  expect(await paths()).toContain('caf\ufffd')
})

test('an ignore file that is none', async () => {
  await write({ Dockerfile: '', '.dockerignore/x': '' })
  await expect(readContext(folder, 'Dockerfile')).rejects.toThrow('.dockerignore is no regular file')
  await rm(join(folder, '.dockerignore'), { recursive: true })
  execFileSync('mkfifo', [join(folder, '.dockerignore')])
  await expect(readContext(folder, 'Dockerfile')).rejects.toThrow(UserError)
})

test('what would be sent', async () => {
  await write({ '.dockerignore': 'logs\n*\n!src' })
  expect(await isSent(folder, 'Dockerfile', 'logs/file')).toBe(false)
  expect(await isSent(folder, 'Dockerfile', 'src/file')).toBe(true)
})
