import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { chmod, mkdir, mkdtemp, rm, symlink, utimes, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { extract } from 'tar-stream'
import type { Tree } from '../../../src/changes/tree.js'
import { readContent } from '../../../src/docker/content-id.js'
import { contextHasher, hashContext, isSent, packContext, readContext } from '../../../src/docker/context.js'
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
const paths = async (dockerfiles: string | readonly string[] = 'Dockerfile'): Promise<string[]> =>
  (await readContext(folder, dockerfiles)).map((entry) => entry.path)
/** What is planned with is what is found when the files are sent. */
const hash = async (): Promise<string> => {
  const sent = await hashContext(folder, await readContext(folder, 'Dockerfile'))
  expect(await contextHasher()({ directory: folder, dockerfiles: 'Dockerfile' })).toBe(sent)
  return sent
}

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

  test('of several Dockerfiles all are sent, by the rules of the first', async () => {
    await write({ 'a.Dockerfile': '', b: '', c: '', 'a.Dockerfile.dockerignore': '*', 'b.dockerignore': 'c' })
    expect(await paths(['a.Dockerfile', 'b'])).toEqual(['a.Dockerfile', 'b'])
    expect(await paths(['b', 'a.Dockerfile'])).toEqual([
      'a.Dockerfile',
      'a.Dockerfile.dockerignore',
      'b',
      'b.dockerignore',
    ])
  })

  test('a folder that is no context has no rules', async () => {
    await write({ '.dockerignore': '*', 'sub/a': '' })
    expect(await paths([])).toEqual(['.dockerignore', 'sub', 'sub/a'])
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
    ['the x bit of others', () => chmod(join(folder, 'a'), 0o655)],
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

describe('the content of a file is its blob id in git', () => {
  const big = 3 * 1024 * 1024
  test.each<[string, string, string]>([
    ['nothing', '', 'e69de29bb2d1d6434b8b29ae775ad8c2e48c5391'],
    ['a line', 'hello\n', 'ce013625030ba8dba906f756967f9e9ca394464a'],
    ['more than is read at once', 'x'.repeat(big), '18c1c3070c50aba268be62a059a5d66e0922c0e9'],
  ])('%s', async (_what, content, id) => {
    await write({ a: content })
    expect(await readContent(join(folder, 'a'), content.length)).toEqual({ kind: 'file', id })
  })
  test('of a link its target, be there what may', async () => {
    await symlink('hello\n', join(folder, 'a'))
    const id = 'ce013625030ba8dba906f756967f9e9ca394464a'
    expect(await readContent(join(folder, 'a'))).toEqual({ kind: 'link', id })
  })
  test.each([5, 7, big])('of one that had %i bytes before none', async (size) => {
    await write({ a: '6 byte' })
    await expect(readContent(join(folder, 'a'), size)).rejects.toThrow(`the file ${join(folder, 'a')} changed`)
  })
})

describe('many contexts of one stack', () => {
  const ask = contextHasher
  beforeEach(() =>
    write({
      '.dockerignore': 'two/secret\n',
      'one/Dockerfile': 'FROM x',
      'one/a': '1',
      'two/Dockerfile': 'FROM one',
      'two/secret': '',
    }),
  )

  test('one inside another, each as if alone', async () => {
    const hasher = ask()
    const all = await hasher({ directory: folder, dockerfiles: 'one/Dockerfile' })
    const inner = await hasher({ directory: join(folder, 'one'), dockerfiles: 'Dockerfile' })
    expect(all).toBe(await hashContext(folder, await readContext(folder, 'one/Dockerfile')))
    expect(inner).toBe(await hashContext(join(folder, 'one'), await readContext(join(folder, 'one'), 'Dockerfile')))
  })

  test('only some of the files count, planned or sent', async () => {
    const only = (path: string): boolean => path.startsWith('one/')
    const part = (): Promise<string> => ask()({ directory: folder, dockerfiles: 'one/Dockerfile', only })
    const before = await part()
    expect(await hashContext(folder, await readContext(folder, 'one/Dockerfile'), only)).toBe(before)
    await write({ 'two/other': '', new: '' })
    expect(await part()).toBe(before)
    await write({ 'one/b': '' })
    expect(await part()).not.toBe(before)
  })

  test('Dockerfiles that the rules hide make a difference, others share a walk', async () => {
    await write({ '.dockerignore': '*\n' })
    const hasher = ask()
    const hashes = await Promise.all(
      ['one/Dockerfile', 'two/Dockerfile'].map((dockerfiles) => hasher({ directory: folder, dockerfiles })),
    )
    const alone = await Promise.all(
      ['one/Dockerfile', 'two/Dockerfile'].map(async (file) => hashContext(folder, await readContext(folder, file))),
    )
    expect(hashes).toEqual(alone)
    expect(hashes[0]).not.toBe(hashes[1])
  })

  test('ignore files of their own', async () => {
    await write({ 'one/Dockerfile.dockerignore': 'one/a', 'two/Dockerfile.dockerignore': 'one' })
    const hasher = ask()
    for (const file of ['one/Dockerfile', 'two/Dockerfile'])
      expect([file, await hasher({ directory: folder, dockerfiles: file })]).toEqual([
        file,
        await hashContext(folder, await readContext(folder, file)),
      ])
  })

  test('what the tree knows is not read', async () => {
    const content = await readContent(join(folder, 'one/a'))
    const hashWith = async (tree: Tree): Promise<string[]> => {
      const hasher = ask(Promise.resolve(tree))
      return [
        await hasher({ directory: join(folder, 'one'), dockerfiles: 'Dockerfile' }),
        await hasher({ directory: folder, dockerfiles: 'one/Dockerfile' }),
      ]
    }
    const before = await hashWith({ directory: folder, files: new Map() })
    await write({ 'one/a': '2' })
    expect(await hashWith({ directory: folder, files: new Map([['one/a', content]]) })).toEqual(before)
    // A tree of another place, or of a link that is none any more, says nothing.
    const now = await hashWith({ directory: folder, files: new Map() })
    expect(now).not.toEqual(before)
    for (const [directory, kind] of [[join(folder, 'two'), 'file'] as const, [folder, 'link'] as const])
      expect(await hashWith({ directory, files: new Map([['one/a', { ...content, kind }]]) })).toEqual(now)
  })
})

test('a given file goes in place of another, with its permissions, or beside', async () => {
  await write({ Dockerfile: 'FROM x', run: 'old' })
  await chmod(join(folder, 'run'), 0o755)
  await symlink('run', join(folder, 'link'))
  const given = ['run', 'link', 'new/file'].map((path) => ({ path, content: Buffer.from(`ünï ${path}`) }))
  const found: Record<string, unknown> = {}
  for await (const entry of packContext(folder, await readContext(folder, 'Dockerfile'), given).pipe(extract())) {
    const chunks: Buffer[] = []
    for await (const chunk of entry) chunks.push(chunk as Buffer)
    expect(found).not.toHaveProperty([entry.header.name])
    found[entry.header.name] = [entry.header.type, entry.header.mode, Buffer.concat(chunks).toString('utf8')]
  }
  expect(found).toEqual({
    Dockerfile: ['file', expect.any(Number), 'FROM x'],
    run: ['file', 0o755, 'ünï run'],
    link: ['file', 0o644, 'ünï link'],
    'new/file': ['file', 0o644, 'ünï new/file'],
  })
})

test('the permissions that are sent are those that git keeps: no others tell contexts of one fingerprint apart', async () => {
  await write({ Dockerfile: '', 'sub/plain': '', 'sub/run': '', 'sub/given': '', 'sub/given-run': '' })
  await symlink('plain', join(folder, 'sub/link'))
  const given = ['sub/given', 'sub/given-run'].map((path) => ({ path, content: Buffer.from('x') }))
  const sent = async (plain: number, run: number, directory: number): Promise<unknown> => {
    for (const name of ['plain', 'given']) await chmod(join(folder, 'sub', name), plain)
    for (const name of ['run', 'given-run']) await chmod(join(folder, 'sub', name), run)
    await chmod(join(folder, 'sub'), directory)
    const found: Record<string, string> = { hash: await hash() }
    for await (const entry of packContext(folder, await readContext(folder, 'Dockerfile'), given).pipe(extract())) {
      entry.resume()
      if (entry.header.name !== 'Dockerfile') found[entry.header.name] = entry.header.mode.toString(8)
    }
    return found
  }
  const expected = {
    hash: await hash(),
    ...{ 'sub/': '755', 'sub/plain': '644', 'sub/given': '644', 'sub/run': '755', 'sub/given-run': '755' },
    'sub/link': expect.stringMatching(/^7[0-7]{2}$/),
  }
  expected.hash = ((await sent(0o644, 0o755, 0o755)) as typeof expected).hash
  for (const [plain, run, directory] of [
    [0o644, 0o755, 0o755],
    [0o600, 0o700, 0o700],
    [0o664, 0o775, 0o2775],
    [0o666, 0o777, 0o1777],
    [0o655, 0o744, 0o755],
    [0o4644, 0o6755, 0o755],
  ] as const)
    expect(await sent(plain, run, directory)).toEqual(expected)
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
  await expect(hashContext(folder, entries)).rejects.toThrow(`the file ${join(folder, 'log')} changed`)
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
