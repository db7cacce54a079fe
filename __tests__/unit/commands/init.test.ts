import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { initCommand, type InitResult } from '../../../src/commands/init.js'
import { UserError, type Problem } from '../../../src/shared/errors.js'
import { loadSpec } from '../../../src/stack/spec/load.js'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'init-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

async function lay(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
}
const init = (more: { in?: string; spec?: string; force?: boolean } = {}): Promise<InitResult> =>
  initCommand({
    directory: join(folder, more.in ?? '.'),
    specPath: join(folder, more.spec ?? 'spec.yml'),
    shown: more.spec ?? 'spec.yml',
    force: more.force ?? false,
  })
const problemOf = async (call: Promise<unknown>): Promise<Problem | undefined> => {
  const error: unknown = await call.catch((one: unknown) => one)
  if (error instanceof UserError) return error.problems[0]
  throw new Error('a UserError was expected', { cause: error })
}

describe('writing a spec for what lies on the disk', () => {
  const files = {
    'base/Dockerfile': 'FROM debian:12\nCOPY start /usr/local/bin/\n',
    'base/start': '#!/bin/sh\n',
    'team/app/Dockerfile': 'FROM acme/base:1\nCOPY shared/x /x\n',
    'shared/x': 'x\n',
  }

  test('the stack is as the Dockerfiles say', async () => {
    await lay(files)
    const result = await init()
    expect(result).toMatchObject({ path: join(folder, 'spec.yml'), images: 2 })
    expect(await readFile(join(folder, 'spec.yml'), 'utf8')).toBe(result.text)
    expect(
      [...loadSpec(result.text, 'spec.yml').images.values()].map(({ name, parents, context }) => [
        name,
        parents,
        context,
      ]),
    ).toEqual([
      ['base', [], 'base'],
      ['app', ['base'], '.'],
    ])
  })

  test('nothing is left beside it', async () => {
    await lay(files)
    await init()
    expect((await readdir(folder)).sort()).toEqual(['base', 'shared', 'spec.yml', 'team'])
  })

  test('the spec may lie above the directory', async () => {
    await lay(files)
    const { text } = await init({ in: 'team' })
    expect(loadSpec(text, 'spec.yml').images.get('app')?.path).toBe('team/app')
  })

  test('links are not followed; .git and node_modules are not looked into', async () => {
    await lay({ ...files, 'node_modules/x/Dockerfile': 'FROM x', '.git/Dockerfile': 'FROM x' })
    await symlink(join(folder, 'base'), join(folder, 'again'))
    await symlink('..', join(folder, 'team', 'round'))
    await symlink(join(folder, 'base', 'Dockerfile'), join(folder, 'Dockerfile'))
    const { text, images } = await init()
    expect(images).toBe(2)
    expect(text).not.toMatch(/node_modules|\.git\/|again|round/)
  })

  test('a file that is too large for a Dockerfile is left out, and said so', async () => {
    await lay({ ...files, 'large/Dockerfile': `FROM x\n#${' '.repeat(3 * 1024 * 1024)}` })
    const { text, images } = await init()
    expect(images).toBe(2)
    expect(text).toContain('large/Dockerfile (it is too large for a Dockerfile)')
  })
})

describe('a spec that is there already', () => {
  beforeEach(() => lay({ 'a/Dockerfile': 'FROM x\n', 'spec.yml': '# mine\n' }))

  test('is not written over', async () => {
    expect(await problemOf(init())).toMatchObject({
      message: 'there is a spec already',
      file: 'spec.yml',
      remedy: expect.stringContaining('--force') as unknown,
    })
    expect(await readFile(join(folder, 'spec.yml'), 'utf8')).toBe('# mine\n')
  })

  test('is not written over where it is a link to nowhere', async () => {
    await rm(join(folder, 'spec.yml'))
    await symlink('nowhere', join(folder, 'spec.yml'))
    expect((await problemOf(init()))?.message).toBe('there is a spec already')
  })

  test('is written over with force, and kept when there is nothing to write', async () => {
    await mkdir(join(folder, 'empty'))
    await writeFile(join(folder, 'empty', 'spec.yml'), '# mine\n')
    expect((await problemOf(init({ in: 'empty', spec: 'empty/spec.yml', force: true })))?.message).toMatch(
      /no Dockerfile/,
    )
    expect(await readFile(join(folder, 'empty', 'spec.yml'), 'utf8')).toBe('# mine\n')
    await init({ force: true })
    expect(await readFile(join(folder, 'spec.yml'), 'utf8')).toMatch(/^images:$/m)
  })

  test('of two that write at the same time one fails', async () => {
    await rm(join(folder, 'spec.yml'))
    const done = await Promise.allSettled(Array.from({ length: 8 }, () => init()))
    expect(done.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect((await stat(join(folder, 'spec.yml'))).nlink).toBe(1)
  })
})

test.each([
  ['nowhere', 'spec.yml', /there is no directory/],
  ['file', 'spec.yml', /there is no directory/],
  ['.', 'a/spec.yml', /is not below the directory of the spec/],
  ['empty', 'spec.yml', /there is no Dockerfile/],
])('looking in %s for %s is a mistake', async (directory, spec, message) => {
  await lay({ 'a/Dockerfile': 'FROM x\n', file: '', 'empty/x': '' })
  expect((await problemOf(init({ in: directory, spec })))?.message).toMatch(message)
})
