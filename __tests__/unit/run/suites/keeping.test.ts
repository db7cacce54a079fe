import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { Readable } from 'node:stream'
import { Keeper } from '../../../../src/run/suites/keeping.js'

let at = ''
let lines: string[] = []
beforeEach(async () => {
  at = await mkdtemp(join(tmpdir(), 'stack-keeping-'))
  lines = []
})
afterEach(() => rm(at, { recursive: true }))

const keeper = (folder = join(at, 'kept')): Keeper => new Keeper(folder, (line) => lines.push(line))
/** All files below a folder, and what is in them. */
async function filesIn(folder: string): Promise<Record<string, string>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name))
  return Object.fromEntries(
    await Promise.all(
      files.sort().map(async (file) => [file.slice(folder.length + 1), await readFile(file, 'utf8')] as const),
    ),
  )
}
async function write(files: readonly string[]): Promise<void> {
  for (const path of files) {
    await mkdir(dirname(join(at, 'kept', path)), { recursive: true })
    await writeFile(join(at, 'kept', path), path)
  }
}

describe('the files of a container', () => {
  const keepAll = async (one: Keeper, ...paths: readonly string[]): Promise<boolean[]> => {
    const kept: boolean[] = []
    for (const path of paths) kept.push(await one.add(path, Readable.from([Buffer.from(path)])))
    return kept
  }

  test.each<[string, readonly string[], Record<string, string>]>([
    ['two files of one name', ['a:', 'a_', 'a?'], { a_: 'a:', 'a_.2': 'a_', 'a_.3': 'a?' }],
    ['a file and a folder', ['a:', 'a_/x'], { a_: 'a:', 'a_.2/x': 'a_/x' }],
    ['a folder and a file', ['a_/x', 'a:'], { 'a_/x': 'a_/x', 'a_.2': 'a:' }],
    [
      'two folders, in turn',
      ['a:/x', 'a_/x', 'a:/y', 'a_/y/z'],
      { 'a_/x': 'a:/x', 'a_/y': 'a:/y', 'a_.2/x': 'a_/x', 'a_.2/y/z': 'a_/y/z' },
    ],
    ['a name like our numbers', ['a_.2', 'a:', 'a_'], { 'a_.2': 'a_.2', a_: 'a:', 'a_.3': 'a_' }],
  ])('%s are all kept', async (_what, paths, expected) => {
    expect(await keepAll(keeper(), ...paths)).toEqual(paths.map(() => true))
    expect(await filesIn(join(at, 'kept'))).toEqual(expected)
    expect(lines).toEqual([])
  })

  test('thousands of one name take no longer than others', async () => {
    const signs = [':', '<', '>', '|', '*', '?', '"', '_']
    const names = signs.flatMap((a) => signs.flatMap((b) => signs.flatMap((c) => signs.map((d) => a + b + c + d))))
    const began = performance.now()
    await keepAll(keeper(), ...names)
    expect(await readdir(join(at, 'kept'))).toHaveLength(4096)
    expect(performance.now() - began).toBeLessThan(20_000)
  }, 60_000)

  test('one that cannot be kept is a line, is read to its end, and keeps no other from being kept', async () => {
    const one = keeper()
    const content = Readable.from([Buffer.from('a'), Buffer.from('b')])
    expect(await one.add('x'.repeat(300), content)).toBe(false)
    expect(content.readableEnded).toBe(true)
    expect(await keepAll(one, 'b')).toEqual([true])
    expect(await filesIn(join(at, 'kept'))).toEqual({ b: 'b' })
    expect(lines).toEqual([expect.stringMatching(/^x{300} is not kept: .*ENAMETOOLONG/)])
  })

  test('none can be kept where there can be no folder', async () => {
    await writeFile(join(at, 'kept'), 'a file')
    expect(await keepAll(keeper(join(at, 'kept/below')), 'a', 'b/c')).toEqual([false, false])
    expect(lines).toEqual([expect.stringMatching(/^a is not kept: /), expect.stringMatching(/^b\/c is not kept: /)])
  })

  test('an archive that breaks is not the file’s fault', async () => {
    const broken = Readable.from(
      (function* () {
        yield Buffer.from('a')
        throw new Error('the engine is gone')
      })(),
    )
    await expect(keeper().add('a', broken)).rejects.toThrow('the engine is gone')
  })
})

describe('the files of a suite on the host', () => {
  test('get names that they can keep, and none that another has', async () => {
    await write(['a_', 'a:', 'b:/c?', 'b_/c', 'plain/d'])
    expect(await keeper().rename()).toBe(5)
    const found = await filesIn(join(at, 'kept'))
    expect(Object.keys(found).filter((name) => /[:?]/.test(name))).toEqual([])
    expect(found).toMatchObject({ a_: 'a_', 'a_.2': 'a:', 'b_/c': 'b_/c', 'b_.2/c_': 'b:/c?', 'plain/d': 'plain/d' })
    expect(lines).toEqual([])
  })

  test('links are neither followed nor counted', async () => {
    await write(['a'])
    await mkdir(join(at, 'outside'))
    await writeFile(join(at, 'outside/x:'), '')
    await symlink(join(at, 'outside'), join(at, 'kept/link:'))
    expect(await keeper().rename()).toBe(1)
    expect((await readdir(join(at, 'kept'))).sort()).toEqual(['a', 'link_'])
    expect(await readdir(join(at, 'outside'))).toEqual(['x:'])
  })

  test('a folder that became a link is left alone, and so is where it leads', async () => {
    await mkdir(join(at, 'outside'))
    await writeFile(join(at, 'outside/x:'), '')
    await symlink(join(at, 'outside'), join(at, 'kept'))
    expect(await keeper().rename()).toBe(0)
    expect(await readdir(join(at, 'outside'))).toEqual(['x:'])
    expect(lines).toEqual(['STACK_OUTPUT is no folder any more: what it leads to is left alone'])
  })

  test('a folder that is gone has none', async () => {
    expect(await keeper().rename()).toBe(0)
    expect(lines).toEqual([])
  })
})
