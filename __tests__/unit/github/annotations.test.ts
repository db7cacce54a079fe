import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import * as core from '@actions/core'
import { mkdir, mkdtemp, rm, symlink } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Annotator, repositoryPath } from '../../../src/github/annotations.js'
import { runProgram } from '../../../src/shared/program.js'

/** What the real @actions/core writes for the runner. */
function written(say: (annotator: Annotator) => void): string {
  const spy = jest.spyOn(process.stdout, 'write').mockReturnValue(true)
  try {
    say(new Annotator(core))
    return spy.mock.calls.map(([text]) => String(text)).join('')
  } finally {
    spy.mockRestore()
  }
}

describe('what the runner reads', () => {
  test.each([
    [
      { level: 'error', title: 'base: t', message: 'no', file: 'images/a.py', line: 7 },
      '::error title=base%3A t,file=images/a.py,line=7::no\n',
    ],
    [{ level: 'warning', title: 'base', message: 'no' }, '::warning title=base::no\n'],
    [
      { level: 'error', title: 'a,b::c', message: '::error::x', file: 'a,line=1::b%0A.py', line: 1 },
      '::error title=a%2Cb%3A%3Ac,file=a%2Cline=1%3A%3Ab%250A.py,line=1::::error::x\n',
    ],
    [
      { level: 'error', title: 'a\nb', message: 'x\r\n::add-mask::y', file: 'a\r\n::error::b', line: 1 },
      '::error title=a%0Ab,file=a%0D%0A%3A%3Aerror%3A%3Ab,line=1::x%0D%0A::add-mask::y\n',
    ],
  ] as const)('of %j', (annotation, text) => expect(written((annotator) => annotator.add(annotation))).toBe(text))
})

test('ten errors are shown, and of ten warnings three are kept for the services', () => {
  written((annotator) => {
    expect([annotator.errors, annotator.warnings]).toEqual([10, 7])
    annotator.error('x')
    annotator.warning('y', { title: 'z' })
    annotator.add({ level: 'error', title: 'a', message: 'b' })
    expect([annotator.errors, annotator.warnings]).toEqual([8, 6])
    for (let at = 0; at < 20; at++) annotator.error('x')
    for (let at = 0; at < 20; at++) annotator.warning('x')
    expect([annotator.errors, annotator.warnings]).toEqual([0, 0])
  })
})

describe('the way from the top of the repository', () => {
  let root = ''
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'stack-annotations-'))
    await mkdir(join(root, 'workspace/repo/images/deep'), { recursive: true })
    await mkdir(join(root, 'workspace/images'), { recursive: true })
  })
  afterEach(() => rm(root, { recursive: true }))
  const of = (
    directory: string,
    workspace: string | undefined = join(root, 'workspace'),
  ): Promise<string | undefined> => repositoryPath(join(root, directory), workspace)

  test('that is checked out in a folder of the workspace', async () => {
    await runProgram('git', ['init', '-q', join(root, 'workspace/repo')])
    expect(await of('workspace/repo/images/deep')).toBe('images/deep')
    expect(await of('workspace/repo')).toBe('')
    expect(await of('workspace/repo/images', '')).toBe('images')
  })

  test('through a link', async () => {
    await runProgram('git', ['init', '-q', join(root, 'workspace/repo')])
    await symlink('workspace/repo/images', join(root, 'link'))
    expect(await of('link/deep')).toBe('images/deep')
  })

  test('is the way from the workspace where there is no repository', async () => {
    await symlink('workspace', join(root, 'linked'))
    expect(await of('workspace/images')).toBe('images')
    expect(await of('linked/images')).toBe('images')
    expect(await of('workspace/images', join(root, 'linked'))).toBe('images')
  })

  test('is none elsewhere', async () => {
    expect(await of('.')).toBeUndefined()
    expect(await repositoryPath(join(root, 'workspace/images'), undefined)).toBeUndefined()
    expect(await of('workspace/images', '')).toBeUndefined()
  })
})
