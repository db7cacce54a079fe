import { beforeEach, describe, expect, test } from '@jest/globals'
import { checkGitTags, makeGitTags } from '../../src/changes/git-tag.js'
import { publicAddress, sourceAddress } from '../../src/changes/origin.js'
import { UserError } from '../../src/shared/errors.js'
import { cleanEnv, output, tempDir, writeFiles } from '../world/world.js'

let folder: string
let origin: string
const env = cleanEnv({ GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1' })
const gitIn = async (cwd: string, ...args: string[]): Promise<string> => {
  const config = ['user.name=T', 'user.email=t@example.org', 'commit.gpgsign=false']
  return (await output('git', [...config.flatMap((pair) => ['-c', pair]), ...args], { cwd, env })).trim()
}
const git = (...args: string[]): Promise<string> => gitIn(folder, ...args)
const commit = async (text: string): Promise<string> => {
  await writeFiles(folder, { a: text })
  await git('add', '--all')
  await git('commit', '--quiet', '--message', text)
  return git('rev-parse', 'HEAD')
}
const tag = (name: string): { name: string; message: string } => ({ name, message: `Release of ${name}` })

let first: string
beforeEach(async () => {
  ;[folder, origin] = await Promise.all([tempDir(), tempDir()])
  await gitIn(origin, 'init', '--quiet', '--bare')
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('remote', 'add', 'origin', origin)
  first = await commit('one')
})

test('an annotated tag on the commit, pushed to origin, and made once', async () => {
  const wanted = [tag('dev-1.2.0'), tag('a/roman-1.2.0')]
  const made = await makeGitTags(folder, wanted, { commit: first, push: true })
  expect(made.map(({ local, remote }) => [local, remote])).toEqual([
    ['made', 'pushed'],
    ['made', 'pushed'],
  ])
  for (const where of [folder, origin]) {
    expect(await gitIn(where, 'cat-file', '-t', 'refs/tags/dev-1.2.0')).toBe('tag')
    expect(await gitIn(where, 'rev-parse', 'refs/tags/a/roman-1.2.0^{commit}')).toBe(first)
    expect(await gitIn(where, 'tag', '--list', '--format=%(contents)', 'dev-1.2.0')).toBe('Release of dev-1.2.0')
  }
  const again = await makeGitTags(folder, wanted, { commit: first, push: true })
  expect(again.map(({ local, remote }) => [local, remote])).toEqual([
    ['there', 'there'],
    ['there', 'there'],
  ])
})

test('without a push nothing is asked of origin', async () => {
  await git('remote', 'set-url', 'origin', '/nonexistent')
  const made = await makeGitTags(folder, [tag('dev-1.2.0')], { commit: first, push: false })
  expect(made).toEqual([{ name: 'dev-1.2.0', local: 'made', remote: undefined }])
})

test('one that was made here and not pushed is pushed', async () => {
  await makeGitTags(folder, [tag('v1')], { commit: first, push: false })
  expect(await makeGitTags(folder, [tag('v1')], { commit: first, push: true })).toEqual([
    { name: 'v1', local: 'there', remote: 'pushed' },
  ])
})

describe('is refused', () => {
  const problemsOf = async (work: Promise<unknown>): Promise<readonly string[]> => {
    const error = await work.then(
      () => undefined,
      (thrown: unknown) => thrown,
    )
    if (!(error instanceof UserError)) throw new Error(`nothing was refused: ${String(error)}`)
    return error.problems.map(({ message }) => message)
  }

  test('when it exists on another commit, here or at origin, all at once', async () => {
    await makeGitTags(folder, [tag('here')], { commit: first, push: false })
    await git('push', '--quiet', 'origin', `${first}:refs/tags/there`)
    const second = await commit('two')
    const wanted = ['here', 'there', 'new'].map(tag)
    const problems = await problemsOf(checkGitTags(folder, wanted, { commit: second, push: true }))
    const both = `(${first.slice(0, 7)}, this is ${second.slice(0, 7)})`
    expect(problems).toEqual([
      `the git tag here exists here on another commit ${both}`,
      `the git tag there exists at origin on another commit ${both}`,
    ])
    expect(await problemsOf(makeGitTags(folder, wanted, { commit: second, push: true }))).toEqual(problems)
    expect(await git('tag', '--list', 'new')).toBe('')
  })

  test('when no commit holds the code, or git takes no such name', async () => {
    expect(await problemsOf(checkGitTags(folder, [tag('v1')], { commit: '', push: false }))).toEqual([
      expect.stringContaining('no commit holds'),
    ])
    const names = ['-d', 'a b', 'a..b', 'x.lock', '--exec=touch', 'ä~1']
    expect(await problemsOf(checkGitTags(folder, names.map(tag), { commit: first, push: false }))).toHaveLength(
      names.length,
    )
  })

  test('by origin: the tag stays here, and the error says how to push it', async () => {
    await writeFiles(origin, { 'hooks/pre-receive': '#!/bin/sh\necho no tags today >&2\nexit 1\n' }, 0o755)
    await expect(makeGitTags(folder, [tag('v1')], { commit: first, push: true })).rejects.toMatchObject({
      name: 'WorkError',
      remedy: expect.stringContaining('git push origin v1') as unknown,
      evidence: expect.arrayContaining([expect.stringContaining('no tags today')]) as unknown,
    })
    expect(await git('rev-parse', 'v1^{commit}')).toBe(first)
  })
})

test('the address of the source is what people can open, without logins and paths of this machine', async () => {
  expect(
    [
      'git@example.org:org/repo.git',
      'https://user:token@example.org/org/repo.git',
      'ssh://git@example.org:2222/org/repo',
      'https://example.org:8443/org/repo/',
      origin,
      'file:///home/somebody/repo',
      '../up',
      'C:\\repo',
      '',
    ].map(publicAddress),
  ).toEqual([
    'https://example.org/org/repo',
    'https://example.org/org/repo',
    'https://example.org/org/repo',
    'https://example.org:8443/org/repo',
    ...['', '', '', '', ''],
  ])
  const actions = { GITHUB_ACTIONS: 'true', GITHUB_SERVER_URL: 'https://github.com', GITHUB_REPOSITORY: 'org/images' }
  expect(await sourceAddress(actions, folder)).toBe('https://github.com/org/images')
  expect(await sourceAddress({}, folder)).toBe('')
  await git('remote', 'set-url', 'origin', 'https://t:secret@example.org/org/repo.git')
  expect(await sourceAddress({}, folder)).toBe('https://example.org/org/repo')
})
