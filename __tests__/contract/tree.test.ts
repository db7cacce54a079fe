import { beforeEach, describe, expect, test } from '@jest/globals'
import { createHash } from 'node:crypto'
import {
  chmod,
  lstat,
  mkdir,
  readdir,
  readFile,
  readlink,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import { join, relative } from 'node:path'
import { readTree, type KnownFile } from '../../src/changes/tree.js'
import { contextHasher, hashContext, readContext } from '../../src/docker/context.js'
import fc from '../unit/property.js'
import { cleanEnv, output, tempDir, TIMEOUT, writeFiles } from '../world/world.js'

const env = cleanEnv({ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' })
const config = ['user.name=T', 'user.email=t@example.org', 'commit.gpgsign=false', 'protocol.file.allow=always']
const gitIn = (cwd: string, ...args: string[]): Promise<string> =>
  output('git', [...config.flatMap((pair) => ['-c', pair]), ...args], { cwd, env })

/** The repository, and the stack in it. */
let folder: string
let stack: string
const git = (...args: string[]): Promise<string> => gitIn(folder, ...args)
const write = (files: Readonly<Record<string, string | Buffer>>): Promise<void> => writeFiles(stack, files)
const at = (path: string): string => join(stack, path)
const commit = async (): Promise<void> => {
  await git('add', '--all')
  await git('commit', '--quiet', '--allow-empty', '--message', 'x')
}
/** Lets git write the working tree anew, with the settings and attributes of now. */
const checkOut = async (...paths: string[]): Promise<void> => {
  for (const path of paths) await rm(at(path))
  await git('checkout', '--', '.')
}

const IMAGES = ['one', 'two']
const FILES = {
  'one/Dockerfile': 'FROM x\n',
  'one/a.txt': 'a\nb\n',
  'one/sub/run.sh': 'echo\n',
  'two/Dockerfile': 'FROM one\n',
}

beforeEach(async () => {
  folder = await tempDir()
  stack = join(folder, 'the [stack]')
  await git('init', '--quiet')
  // Whoever runs this may have other settings of their own.
  for (const [name, value] of Object.entries({ autocrlf: 'false', fileMode: 'true', symlinks: 'true' }))
    await git('config', `core.${name}`, value)
  await write(FILES)
  await chmod(at('one/sub/run.sh'), 0o755)
  await symlink('a.txt', at('one/link'))
  await commit()
})

/** A file by the definition of git's blob ids; undefined when there is none. */
async function fileAt(path: string): Promise<KnownFile | undefined> {
  const found = await lstat(at(path)).catch(() => undefined)
  if (found === undefined || !(found.isFile() || found.isSymbolicLink())) return undefined
  const isLink = found.isSymbolicLink()
  const bytes = isLink ? Buffer.from(await readlink(at(path))) : await readFile(at(path))
  const hash = createHash('sha1').update(Buffer.concat([Buffer.from(`blob ${bytes.length}\0`), bytes]))
  return { kind: isLink ? 'link' : found.mode & 0o100 ? 'exec' : 'file', id: hash.digest('hex') }
}

/** All files and links below the stack, sorted; links are not followed. */
async function onDisk(): Promise<string[]> {
  const entries = await readdir(stack, { recursive: true, withFileTypes: true })
  return entries
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(stack, join(entry.parentPath, entry.name)))
    .sort()
}

/** The hashes of all images are those of the disk; git vouches for the truth. Gives the files that it does not know. */
async function check(): Promise<string[]> {
  const tree = await readTree(stack)
  if (tree === undefined) throw new Error('git cannot say')
  for (const [path, known] of tree.files) expect([path, await fileAt(path)]).toEqual([path, known])
  const [ask, read] = [contextHasher(tree), contextHasher()]
  for (const image of IMAGES) {
    const request = { directory: at(image), dockerfiles: 'Dockerfile' }
    const expected = await hashContext(at(image), await readContext(at(image), 'Dockerfile'))
    expect([image, await ask(request), await read(request)]).toEqual([image, expected, expected])
  }
  return (await onDisk()).filter((path) => !tree.files.has(path))
}

describe('git says what the disk says', () => {
  test('of a clean tree everything', async () => {
    expect(await check()).toEqual([])
    expect([...((await readTree(stack))?.files.keys() ?? [])].sort()).toEqual(
      ['one/link', ...Object.keys(FILES)].sort(),
    )
  })

  test.each<[string, () => Promise<unknown>, readonly string[]]>([
    ['changed', () => write({ 'one/a.txt': 'changed' }), ['one/a.txt']],
    ['changed at once, to the same length', () => write({ 'one/a.txt': 'x\ny\n' }), ['one/a.txt']],
    ['staged', () => write({ 'one/a.txt': 'staged' }).then(() => git('add', '.')), []],
    [
      'staged and changed again',
      async () => {
        await write({ 'one/a.txt': 'staged' })
        await git('add', '.')
        await write({ 'one/a.txt': 'again' })
      },
      ['one/a.txt'],
    ],
    ['deleted', () => rm(at('one/a.txt')), []],
    ['deleted in the index only', () => git('rm', '--cached', '--quiet', at('one/a.txt')), ['one/a.txt']],
    ['new', () => write({ 'one/new': '', 'two/deep/new': '' }), ['one/new', 'two/deep/new']],
    ['intended to be added', () => write({ 'one/new': '' }).then(() => git('add', '-N', '.')), ['one/new']],
    [
      'ignored',
      () => write({ '.gitignore': '*.log\nout/', 'one/x.log': 'x', 'one/out/y': 'y' }),
      ['.gitignore', 'one/out/y', 'one/x.log'],
    ],
    ['with another x bit', () => chmod(at('one/a.txt'), 0o755), ['one/a.txt']],
    [
      'with an x bit that git is told to overlook',
      async () => {
        await git('config', 'core.fileMode', 'false')
        await chmod(at('one/sub/run.sh'), 0o644)
      },
      ['one/sub/run.sh'],
    ],
    ['with another umask', () => chmod(at('one/a.txt'), 0o600), []],
    ['with another time', () => utimes(at('one/a.txt'), 1, 1), []],
    ['a link to elsewhere', () => rm(at('one/link')).then(() => symlink('b.txt', at('one/link'))), ['one/link']],
    ['a file in place of a link', () => rm(at('one/link')).then(() => write({ 'one/link': 'a.txt' })), ['one/link']],
    [
      'a file for a link, where there are none',
      async () => {
        await git('config', 'core.symlinks', 'false')
        await checkOut('one/link')
      },
      ['one/link'],
    ],
    [
      'a file in place of a folder',
      () => rm(at('one/sub'), { recursive: true }).then(() => write({ 'one/sub': '' })),
      ['one/sub'],
    ],
    [
      'a link in place of a folder',
      () => rename(at('one/sub'), at('sub')).then(() => symlink('../sub', at('one/sub'))),
      ['one/sub', 'sub/run.sh'],
    ],
    ['renamed', () => git('mv', at('one/sub/run.sh'), at('two/go')), []],
    ['renamed behind its back', () => rename(at('one/a.txt'), at('one/b.txt')), ['one/b.txt']],
    ['empty', () => write({ 'one/empty': '' }).then(commit), []],
    [
      'with any name',
      () =>
        write({ 'one/new\nline\ttab/"q" \\': '1', 'one/ünïcödé 🐳': '2', 'one/ leading': '3', 'one/-dash': '4' }).then(
          commit,
        ),
      [],
    ],
    [
      'not to be looked at',
      async () => {
        await git('update-index', '--assume-unchanged', at('one/a.txt'))
        await write({ 'one/a.txt': 'edited' })
      },
      ['one/a.txt'],
    ],
    [
      'outside the sparse checkout, and there',
      async () => {
        await git('update-index', '--skip-worktree', at('one/a.txt'), at('two/Dockerfile'))
        await write({ 'one/a.txt': 'edited' })
        await rm(at('two/Dockerfile'))
      },
      ['one/a.txt'],
    ],
    [
      'in conflict',
      async () => {
        await git('checkout', '--quiet', '-b', 'side')
        await write({ 'one/a.txt': 'theirs' })
        await commit()
        await git('checkout', '--quiet', '-')
        await write({ 'one/a.txt': 'ours' })
        await commit()
        await git('merge', 'side').catch(() => undefined)
      },
      ['one/a.txt'],
    ],
  ])('%s', async (_what, arrange, read) => {
    await arrange()
    expect(await check()).toEqual(read)
  })
})

describe('what git converts on the way is read', () => {
  const attributes = async (rules: string, files: Readonly<Record<string, string | Buffer>> = {}): Promise<void> => {
    await write({ '.gitattributes': rules, ...files })
    await commit()
  }
  test.each<[string, () => Promise<unknown>, readonly string[]]>([
    ['core.autocrlf', () => git('config', 'core.autocrlf', 'true').then(() => checkOut('one/a.txt')), ['one/a.txt']],
    [
      'core.autocrlf=input',
      async () => {
        await git('config', 'core.autocrlf', 'input')
        await write({ 'one/a.txt': 'windows\r\n' })
        await commit()
      },
      ['one/a.txt'],
    ],
    ['text=auto, which changes nothing here', () => attributes('* text=auto\n'), []],
    ['text=auto', () => attributes('* text=auto\n', { 'one/a.txt': 'windows\r\n' }), ['one/a.txt']],
    ['eol', () => attributes('*.txt eol=crlf\n').then(() => checkOut('one/a.txt')), ['one/a.txt']],
    ['crlf, as it was written once', () => attributes('*.txt crlf\n', { 'one/a.txt': 'windows\r\n' }), ['one/a.txt']],
    ['-text', () => attributes('* -text\n', { 'one/a.txt': 'windows\r\n' }), []],
    ['binary', () => attributes('* binary\n', { 'one/a.txt': 'windows\r\n' }), []],
    [
      'ident, of the same length',
      async () => {
        await write({ 'one/a.txt': `$Id: ${'0'.repeat(40)} $\n` })
        await commit()
        await attributes('*.txt ident\n')
        await checkOut('one/a.txt')
        expect(await readFile(at('one/a.txt'), 'utf8')).not.toContain('000')
      },
      ['one/a.txt'],
    ],
    [
      'working-tree-encoding, of the same length',
      () => attributes('*.txt text working-tree-encoding=UTF-16LE\n', { 'one/a.txt': Buffer.from('a日', 'utf16le') }),
      ['one/a.txt'],
    ],
    [
      'a filter that keeps the length',
      async () => {
        await git('config', 'filter.loud.clean', 'tr A-Z a-z')
        await git('config', 'filter.loud.smudge', 'tr a-z A-Z')
        await attributes('*.txt filter=loud\n')
        await checkOut('one/a.txt')
        expect(await readFile(at('one/a.txt'), 'utf8')).toBe('A\nB\n')
      },
      ['one/a.txt'],
    ],
    [
      'core.autocrlf, which was switched off since',
      async () => {
        await git('config', 'core.autocrlf', 'true')
        await checkOut('one/a.txt')
        await git('config', 'core.autocrlf', 'false')
      },
      ['one/a.txt'],
    ],
    [
      'text=auto, by somebody else’s editor',
      async () => {
        await attributes('* text=auto\n')
        await write({ 'one/a.txt': 'a\r\nb\r\n' })
        expect(await git('diff', '--name-only')).toBe('')
      },
      ['one/a.txt'],
    ],
    [
      'attributes outside the tree',
      async () => {
        await writeFile(join(folder, '.git/info/attributes'), '*.txt eol=crlf\n')
        await checkOut('one/a.txt')
      },
      ['one/a.txt'],
    ],
  ])('%s', async (_what, arrange, read) => {
    await arrange()
    expect(await check()).toEqual(read)
  })
})

describe('what belongs to another repository is read', () => {
  const files = async (way: string): Promise<string[]> => (await onDisk()).filter((path) => path.startsWith(way))
  const nested = async (way: string): Promise<void> => {
    await write({ [`${way}/x`]: '1' })
    await gitIn(at(way), 'init', '--quiet')
    await gitIn(at(way), 'add', '--all')
    await gitIn(at(way), 'commit', '--quiet', '--message', 'nested')
  }
  test('one that was put here', async () => {
    await nested('one/lib')
    expect(await check()).toEqual(await files('one/lib/'))
  })
  test('a submodule, and whatever a setting says about them', async () => {
    await nested('one/lib')
    await git('add', '.')
    await git('config', 'submodule.recurse', 'true')
    expect(await git('ls-files', '--stage', at('one/lib'))).toContain('160000')
    expect(await check()).toEqual(await files('one/lib/'))
  })
  test('the .git of a folder whose files are tracked here', async () => {
    await gitIn(at('one/sub'), 'init', '--quiet')
    expect(await check()).toEqual(await files('one/sub/.git/'))
  })
  test('the .git of the stack itself, in a context that has it', async () => {
    const request = { directory: folder, dockerfiles: `the [stack]/one/Dockerfile` }
    const hash = await contextHasher(await readTree(folder))(request)
    expect(hash).toBe(await hashContext(folder, await readContext(folder, request.dockerfiles)))
    await git('config', 'a.b', 'c')
    expect(await contextHasher(await readTree(folder))(request)).not.toBe(hash)
  })
})

test('the rules of .dockerignore', async () => {
  await write({ 'one/.dockerignore': '*\n!sub\nsub/*.log\n', 'one/sub/x.log': '', 'one/new': '' })
  expect(await check()).toEqual(['one/.dockerignore', 'one/new', 'one/sub/x.log'])
  const hash = async (): Promise<string> =>
    contextHasher(await readTree(stack))({ directory: at('one'), dockerfiles: 'Dockerfile' })
  const before = await hash()
  await write({ 'one/a.txt': 'left out', 'one/sub/y.log': '' })
  expect(await hash()).toBe(before)
  await write({ 'one/Dockerfile': 'FROM y\n' })
  expect(await hash()).not.toBe(before)
})

test('a name that is not UTF-8 is not taken for another', async () => {
  await writeFile(Buffer.concat([Buffer.from(at('one/caf')), Buffer.from([0xe9])]), 'x')
  await commit()
  await write({ 'one/caf\uFFFD': 'y' })
  expect((await readTree(stack))?.files.has('one/caf\uFFFD')).toBe(false)
})

test('a look writes nothing', async () => {
  await utimes(at('one/a.txt'), 1, 1)
  const index = join(folder, '.git/index')
  const before = [await readFile(index), (await lstat(index)).mtimeMs]
  expect(await check()).toEqual([])
  expect([await readFile(index), (await lstat(index)).mtimeMs]).toEqual(before)
})

test('a look fetches nothing into a partial clone', async () => {
  await write({ 'one/a.txt': 'later' })
  await commit()
  await git('config', 'uploadpack.allowFilter', 'true')
  const clone = join(await tempDir(), 'clone')
  await gitIn(folder, 'clone', '--quiet', '--filter=blob:none', `file://${folder}`, clone)
  expect((await readTree(join(clone, 'the [stack]')))?.files.size).toBe(Object.keys(FILES).length + 1)
  await gitIn(clone, 'read-tree', 'HEAD~1')
  const missing = (): Promise<string> => gitIn(clone, 'rev-list', '--objects', '--missing=print', 'HEAD~1')
  const before = await missing()
  expect(before).toMatch(/^\?/m)
  // Git may say nothing at all now, but nothing that is wrong.
  const known = (await readTree(join(clone, 'the [stack]')))?.files.get('one/a.txt')
  expect([known, await missing()]).toEqual([undefined, before])
})

describe('git cannot say', () => {
  test('outside a repository', async () => expect(await readTree(await tempDir())).toBeUndefined())
  test('in a folder that is not there', async () => expect(await readTree(at('nowhere'))).toBeUndefined())
  test('in a repository without a working tree', async () => {
    const bare = await tempDir()
    await gitIn(bare, 'init', '--quiet', '--bare')
    expect(await readTree(bare)).toBeUndefined()
  })
  test('where ids are of another kind', async () => {
    const other = await tempDir()
    await gitIn(other, 'init', '--quiet', '--object-format=sha256')
    await writeFiles(other, { a: '1' })
    await gitIn(other, 'add', '.')
    expect(await readTree(other)).toBeUndefined()
  })
  test('where git is not there', async () => {
    const path = process.env['PATH']
    process.env['PATH'] = await tempDir()
    try {
      expect(await readTree(stack)).toBeUndefined()
    } finally {
      process.env['PATH'] = path
    }
  })
})

test(
  'whatever is done to the files, and told git or not',
  async () => {
    const path = fc.constantFrom(
      'one/a.txt',
      'one/sub/run.sh',
      'one/sub',
      'one/link',
      'one/new',
      'two/deep/er',
      'two/Dockerfile',
    )
    // Of equal lengths, so that only a look at the content tells them apart.
    const content = fc.constantFrom('', 'a\nb\n', 'x\ny\n', 'a\r\n!', 'long\n'.repeat(300))
    const rules = fc.constantFrom('* text=auto\n', '*.txt eol=crlf\n', '*.sh ident\n', '* -text\n', '')
    const step = fc.oneof(
      fc.tuple(fc.constant('write' as const), path, content),
      fc.tuple(fc.constant('remove' as const), path, fc.constant('')),
      fc.tuple(fc.constant('mode' as const), path, fc.constant('')),
      fc.tuple(fc.constant('link' as const), path, fc.constant('a.txt')),
      fc.tuple(fc.constant('attributes' as const), fc.constant('.gitattributes'), rules),
      fc.tuple(fc.constant('folder' as const), path, fc.constant('')),
      fc.tuple(fc.constant('add' as const), fc.constant('.'), fc.constant('')),
      fc.tuple(fc.constant('commit' as const), fc.constant('.'), fc.constant('')),
      fc.tuple(fc.constant('checkout' as const), fc.constant('.'), fc.constant('')),
    )
    const start = (await git('rev-parse', 'HEAD')).trim()
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 8 }), async (steps) => {
        await git('reset', '--quiet', '--hard', start)
        await git('clean', '-qfdx')
        for (const [what, where, text] of steps) await take(what, at(where), text)
        await check()
      }),
      { numRuns: 30 },
    )
  },
  TIMEOUT,
)

/** A step that is impossible now (a file below a file, a mode of nothing) is none. */
async function take(what: string, path: string, text: string): Promise<unknown> {
  const impossible = (): undefined => undefined
  switch (what) {
    case 'add':
      return git('add', '--all')
    case 'commit':
      return commit()
    case 'checkout':
      return git('checkout', '--quiet', '--', '.').catch(impossible)
    case 'remove':
      return rm(path, { recursive: true, force: true }).catch(impossible)
    case 'mode':
      return chmod(path, 0o755).catch(impossible)
    case 'folder':
      return rm(path, { force: true })
        .then(() => mkdir(join(path, 'in'), { recursive: true }))
        .then(() => writeFile(join(path, 'in/it'), ''))
        .catch(impossible)
    case 'link':
      return rm(path, { force: true })
        .then(() => symlink(text, path))
        .catch(impossible)
    default:
      return mkdir(join(path, '..'), { recursive: true })
        .then(() => writeFile(path, text))
        .catch(impossible)
  }
}
