import { afterEach, describe, expect, jest, test } from '@jest/globals'
import fc from 'fast-check'
import { join } from 'node:path'
import type { Permissions } from '../world/types.js'
import { output, run, tempDir, TIMEOUT, writeFiles, type Ended } from '../world/world.js'
import {
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
} from '../world/hub/events/index.js'
import { cut, outage, primaryLimit, secondaryLimit, slow, truncated } from '../world/hub/faults.js'
import { GIT_ENV, ZEROS } from '../world/hub/git.js'
import { startHub, type RepositoryOptions, type TestHub } from '../world/hub/hub.js'
import type { Repository } from '../world/hub/repository.js'

const ALL: Permissions = {
  contents: 'write',
  'pull-requests': 'write',
  statuses: 'write',
  checks: 'write',
  issues: 'write',
  deployments: 'write',
}

jest.setTimeout(TIMEOUT)

const hubs: TestHub[] = []

/** The schemas of GitHub agree with all that was asked and answered; a test that plants a mistake takes it out of here. */
afterEach(() => {
  expect(hubs.splice(0).flatMap((hub) => hub.problems)).toEqual([])
})

interface Answer<T> {
  readonly status: number
  readonly headers: Headers
  readonly body: T
}

interface Setting {
  readonly hub: TestHub
  readonly images: Repository
  readonly token: string
  /** Asks below `/repos/org/images`, or any other path of the API. */
  readonly ask: <T = Record<string, unknown>>(path: string, body?: object, method?: string) => Promise<Answer<T>>
}

/** A hub with the repository org/images. */
async function setting(options: RepositoryOptions & { readonly rights?: Permissions } = {}): Promise<Setting> {
  const hub = await startHub()
  hubs.push(hub)
  const images = await hub.createRepository('org/images', options)
  const token = hub.issueToken('org/images', options.rights ?? ALL)
  return { hub, images, token, ask: asking(hub, token) }
}

function asking(hub: TestHub, token: string | undefined): Setting['ask'] {
  return async (path, body, method = body === undefined ? 'GET' : 'POST') => {
    const url = path.startsWith('http')
      ? path
      : `${hub.apiUrl}/repos/${path === '' || path.startsWith('/') ? `org/images${path}` : path}`
    const response = await fetch(url, {
      method,
      headers: token === undefined ? {} : { authorization: `Bearer ${token}` },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    })
    const text = await response.text()
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? undefined : JSON.parse(text)) as never,
    }
  }
}

interface FileAnswer {
  readonly filename: string
  readonly previous_filename?: string
  readonly status: string
}

/** All pages, by the links. */
async function pages<T>(ask: Setting['ask'], path: string): Promise<T[][]> {
  const found: T[][] = []
  for (let next: string | undefined = path; next !== undefined;) {
    const { headers, body }: Answer<T[]> = await ask<T[]>(next)
    found.push(body)
    next = /<([^>]+)>; rel="next"/.exec(headers.get('link') ?? '')?.[1]
  }
  return found
}

const numbered = (count: number): Record<string, string> =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [`files/${String(index).padStart(4, '0')}`, `${index}\n`]),
  )

/** git as somebody with this token uses it. */
function git(cwd: string, token: string | undefined, ...args: string[]): Promise<Ended> {
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token ?? ''}`).toString('base64')}`
  const who = { GIT_AUTHOR_NAME: 'a', GIT_AUTHOR_EMAIL: 'a@b', GIT_COMMITTER_NAME: 'a', GIT_COMMITTER_EMAIL: 'a@b' }
  const auth = { GIT_CONFIG_COUNT: '1', GIT_CONFIG_KEY_0: 'http.extraheader', GIT_CONFIG_VALUE_0: header }
  return run('git', args, { cwd, env: { ...GIT_ENV, ...who, ...(token === undefined ? {} : auth) } })
}

/** A clone with one more commit, not pushed. */
async function cloneAndCommit(url: string, token: string, file: string): Promise<string> {
  const folder = join(await tempDir(), 'clone')
  expect(await git('/', token, 'clone', '--quiet', '--depth', '1', url, folder)).toMatchObject({ status: 0 })
  await writeFiles(folder, { [file]: 'mine\n' })
  await git(folder, token, 'add', '.')
  await git(folder, token, 'commit', '--quiet', '--message', 'mine')
  return folder
}

describe('repositories', () => {
  test('the same commits have the same hashes everywhere', async () => {
    const [one, other] = await Promise.all([setting(), setting()])
    for (const { images } of [one, other]) await images.commit('topic', { files: { a: '1' }, message: 'a' })
    expect(one.images.head('topic')).toBe(other.images.head('topic'))
    expect(one.images.head('topic')).not.toBe(one.images.head())
  })

  test('a first commit holds what git would take of a folder, links and modes too', async () => {
    const folder = await tempDir()
    await writeFiles(folder, { '.gitignore': 'ignored\n', ignored: '', kept: 'k', 'a b/ü"\\': 'odd' })
    await writeFiles(folder, { script: '#!/bin/sh\n' }, 0o755)
    await output('git', ['init', '--quiet'], { cwd: folder, env: GIT_ENV })
    await output('ln', ['-s', 'kept', 'link'], { cwd: folder, env: GIT_ENV })
    const { ask } = await setting({ from: folder, files: { more: 'm' } })
    const { body } = await ask<{ tree: { path: string; mode: string }[] }>('/git/trees/main?recursive=1')
    expect(body.tree.filter(({ mode }) => mode !== '040000').map(({ path, mode }) => `${mode} ${path}`)).toEqual([
      '100644 .gitignore',
      '100644 a b/ü"\\',
      '100644 kept',
      '120000 link',
      '100644 more',
      '100755 script',
    ])
  })

  test('tells about itself, its refs and its files', async () => {
    const { hub, ask, images, token } = await setting({ files: { 'a/Dockerfile': 'FROM scratch\n' } })
    await images.tag('v1', images.head(), 'Version 1')
    expect((await ask('')).body).toMatchObject({
      full_name: 'org/images',
      default_branch: 'main',
      has_wiki: true,
      private: true,
      clone_url: images.cloneUrl,
    })
    const raw = await fetch(`${hub.apiUrl}/repos/org/images/contents/a%2FDockerfile`, {
      headers: { authorization: `token ${token}`, accept: 'application/vnd.github.raw' },
    })
    expect(await raw.text()).toBe('FROM scratch\n')
    const { body: file } = await ask('/contents/a/Dockerfile?ref=main')
    expect(Buffer.from(String(file['content']), 'base64').toString()).toBe('FROM scratch\n')
    expect((await ask<unknown[]>('/contents/a')).body).toMatchObject([{ path: 'a/Dockerfile', type: 'file' }])
    expect(await ask('/contents/none')).toMatchObject({ status: 404, body: { message: 'Not Found' } })
    expect((await ask('/git/ref/heads%2Fmain')).body).toMatchObject({ object: { type: 'commit', sha: images.head() } })
    expect((await ask('/git/ref/tags/v1')).body).toMatchObject({ object: { type: 'tag' } })
    expect(await ask('/git/ref/heads/mai')).toMatchObject({ status: 404 })
    expect((await ask('/commits/v1')).body).toMatchObject({ sha: images.head() })
    expect((await ask<unknown[]>('/commits?path=a&per_page=1')).body).toMatchObject([{ sha: images.head() }])
  })
})

describe('compare', () => {
  test('says what git says, for any history', async () => {
    const { images, ask } = await setting({ files: { a: '1\n2\n3\n4\n5\n', b: 'b\n' } })
    const name = fc.constantFrom('a', 'b', 'c', 'd/e', 'd/f')
    const change = fc.record({
      branch: fc.constantFrom('main', 'topic'),
      files: fc.dictionary(name, fc.constantFrom('', 'x\n', '1\n2\n3\n4\n5\n6\n'), {
        maxKeys: 3,
        noNullPrototype: true,
      }),
      gone: fc.array(name, { maxLength: 2 }),
    })
    let round = 0
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 5 }), async (changes) => {
        const prefix = `r${round++}/`
        for (const { branch, files, gone } of changes)
          await images.commit(prefix + branch, { files, delete: gone.filter((file) => !(file in files)) })
        for (const branch of ['main', 'topic'])
          if (!images.store.refs.has(`refs/heads/${prefix}${branch}`))
            await images.reset(prefix + branch, images.head())
        const range = `${prefix}main...${prefix}topic`
        const { body } = await ask<{ files: FileAnswer[]; commits: { sha: string }[]; behind_by: number }>(
          `/compare/${encodeURIComponent(range)}`,
        )
        const read = async (...args: string[]): Promise<string[]> =>
          (await output('git', args, { cwd: images.store.directory, env: GIT_ENV })).split('\n').filter(Boolean)
        const mine = body.files.map(({ status, filename, previous_filename: old }) =>
          [
            status
              .charAt(0)
              .toUpperCase()
              .replace('R', old === undefined ? 'D' : 'R'),
            old,
            filename,
          ]
            .filter(Boolean)
            .join(' '),
        )
        const theirs = await read('diff', '--name-status', '-M', range)
        expect(mine).toEqual(theirs.map((line) => line.replace(/^R\d+/, 'R').replaceAll('\t', ' ')))
        const commits = await read('rev-list', '--topo-order', '--reverse', range.replace('...', '..'))
        expect(body.commits.map(({ sha }) => sha)).toEqual(commits)
        expect(body.behind_by).toBe((await read('rev-list', `${prefix}topic..${prefix}main`)).length)
      }),
      { numRuns: 8 },
    )
  })

  test('shows 300 files on the first page, and never one more', async () => {
    const { images, ask } = await setting()
    await images.push('topic', [{ files: numbered(301) }, { files: { more: '' } }])
    for (const [page, count] of [
      ['', 300],
      ['?per_page=1', 300],
      ['?per_page=1&page=2', 0],
    ] as const) {
      const { body, headers } = await ask<{ files: unknown[]; commits: unknown[]; total_commits: number }>(
        `/compare/main...topic${page}`,
      )
      expect(body).toMatchObject({ total_commits: 2 })
      expect([body.files.length, body.commits.length]).toEqual([count, page === '' ? 2 : 1])
      expect(headers.has('link')).toBe(page !== '')
    }
  })

  test('knows three dots, forks and families, and nothing else', async () => {
    const { hub, images, ask } = await setting()
    const fork = await hub.fork('org/images', 'somebody')
    await fork.commit('topic', { files: { a: '1' } })
    await images.commit('lonely', { files: { a: '1' } }, { parents: [] })
    expect((await ask('/compare/main...somebody:topic')).body).toMatchObject({ status: 'ahead', ahead_by: 1 })
    expect((await ask('/compare/somebody:images:topic...main')).body).toMatchObject({ status: 'behind' })
    expect(await ask('/compare/main..lonely')).toMatchObject({ status: 404 })
    expect(await ask(`/compare/main...${'1'.repeat(40)}`)).toMatchObject({
      status: 404,
      body: { message: 'Not Found' },
    })
    expect(await ask(`/compare/${ZEROS}...main`)).toMatchObject({ status: 404 })
    expect((await ask('/compare/main...lonely')).body['message']).toMatch('No common ancestor')
  })
})

describe('pull requests', () => {
  test('list at most 3000 files, a hundred a page', async () => {
    const { images, ask } = await setting()
    await images.commit('topic', { files: numbered(3001) })
    await images.openPullRequest({ head: 'topic' })
    expect((await ask('/pulls/1')).body).toMatchObject({
      changed_files: 3001,
      additions: 3001,
      commits: 1,
      mergeable: true,
    })
    const found = await pages<FileAnswer>(ask, '/pulls/1/files?per_page=500')
    expect(found.map(({ length }) => length)).toEqual(Array<number>(30).fill(100))
    expect(found.flat().at(-1)?.filename).toBe('files/2999')
    const { headers } = await ask('/pulls/1/files?per_page=100&page=2')
    expect(headers.get('link')?.replaceAll(/<[^>]*[?&]page=/g, '<')).toBe(
      '<1>; rel="prev", <3>; rel="next", <30>; rel="last", <1>; rel="first"',
    )
    const commit = await ask<{ files: unknown[] }>('/commits/topic')
    expect(commit.body.files).toHaveLength(300)
    expect(commit.headers.get('link')).toMatch('page=10>; rel="last"')
  })

  test('tell where a renamed file came from', async () => {
    const { images, ask } = await setting({ files: { 'old/Dockerfile': 'FROM scratch\nRUN true\n' } })
    await images.commit('topic', { rename: { 'old/Dockerfile': 'new/Dockerfile' } })
    await images.openPullRequest({ head: 'topic' })
    expect((await ask<FileAnswer[]>('/pulls/1/files')).body).toMatchObject([
      { filename: 'new/Dockerfile', previous_filename: 'old/Dockerfile', status: 'renamed', changes: 0 },
    ])
  })

  test('have refs of their own, which follow the branches', async () => {
    const { hub, images, token } = await setting({ files: { a: '1\n', b: '1\n' } })
    const fork = await hub.fork('org/images', 'somebody')
    const first = await fork.commit('topic', { files: { a: '2\n' } })
    const pull = await images.openPullRequest({ head: 'somebody:topic' })
    const remote = async (): Promise<Record<string, string>> => {
      const { stdout } = await git('/', token, 'ls-remote', images.cloneUrl, 'refs/pull/*')
      return Object.fromEntries(
        stdout
          .split('\n')
          .filter(Boolean)
          .map((line) => [line.slice(41), line.slice(0, 40)]),
      )
    }
    expect(await remote()).toEqual({ 'refs/pull/1/head': first, 'refs/pull/1/merge': pull.mergeSha })
    const base = await images.commit('main', { files: { b: '2\n' } })
    const parents = await output('git', ['log', '-1', '--format=%P %s', 'refs/pull/1/merge'], {
      cwd: images.store.directory,
      env: GIT_ENV,
    })
    expect(parents.trim()).toBe(`${base} ${first} Merge ${first} into ${base}`)
    await images.commit('main', { files: { a: '3\n' } })
    expect(await remote()).toEqual({ 'refs/pull/1/head': first })
    await expect(pullRequestEvent(pull)).rejects.toThrow('conflicts')
    const second = await fork.commit('topic', { files: { a: '3\n', c: '1\n' } })
    expect(await remote()).toEqual({ 'refs/pull/1/head': second, 'refs/pull/1/merge': pull.mergeSha })
    expect(pull.fromFork).toBe(true)
  })

  test('can be opened, changed, found and merged', async () => {
    const { images, ask } = await setting()
    const sha = await images.commit('locks', { files: { lock: '1' } })
    const opened = await ask('/pulls', { title: 'Locks', head: 'locks', base: 'main', body: 'New ones' })
    expect(opened).toMatchObject({
      status: 201,
      body: { number: 1, user: { login: 'github-actions[bot]', type: 'Bot' } },
    })
    expect(await ask('/pulls', { title: 'Locks', head: 'locks', base: 'main' })).toMatchObject({
      status: 422,
      body: { errors: [{ message: 'A pull request already exists for org:locks.' }] },
    })
    expect(await ask('/pulls', { title: 'x', head: 'main', base: 'main' })).toMatchObject({ status: 422 })
    expect(await ask('/pulls', { title: 'x', head: 'none', base: 'main' })).toMatchObject({ status: 422 })
    await ask('/pulls/1', { title: 'New locks' }, 'PATCH')
    expect((await ask<unknown[]>('/pulls?head=org:locks')).body).toMatchObject([
      { title: 'New locks', body: 'New ones' },
    ])
    expect((await ask<unknown[]>(`/commits/${sha}/pulls`)).body).toMatchObject([{ number: 1 }])
    expect((await ask<unknown[]>('/pulls/1/commits')).body).toMatchObject([{ sha }])
    await images.pulls[0]?.merge()
    expect((await ask('/pulls/1')).body).toMatchObject({
      merged: true,
      state: 'closed',
      merge_commit_sha: images.head(),
    })
    expect((await ask('/pulls')).body).toEqual([])
  })

  test('need the setting that lets actions open them', async () => {
    const { images, ask } = await setting({ actionsMayOpenPulls: false })
    await images.commit('locks', { files: { lock: '1' } })
    expect(await ask('/pulls', { title: 'Locks', head: 'locks', base: 'main' })).toMatchObject({
      status: 403,
      body: { message: 'GitHub Actions is not permitted to create or approve pull requests.' },
    })
  })
})

describe('events', () => {
  test('a push tells what came, a forced one what went', async () => {
    const { images } = await setting()
    const start = images.head()
    const move = await images.push('main', [
      { files: { a: '1' }, message: 'one' },
      { files: { a: '2' }, message: 'two' },
    ])
    const event = await pushEvent(images, move)
    expect(event).toMatchObject({ name: 'push', sha: images.head(), ref: 'refs/heads/main', repository: 'org/images' })
    expect(event.payload).toMatchObject({
      ...{ before: start, after: images.head(), created: false, deleted: false, forced: false, base_ref: null },
      commits: [{ message: 'one' }, { message: 'two', id: images.head() }],
      head_commit: { message: 'two' },
      repository: { full_name: 'org/images', default_branch: 'main' },
      organization: { login: 'org' },
      sender: { login: 'somebody' },
    })
    const forced = await images.push('main', [{ files: { b: '1' }, message: 'other' }], { parents: [start] })
    expect((await pushEvent(images, forced)).payload).toMatchObject({
      ...{ before: move.after, forced: true, commits: [{ message: 'other' }] },
    })
    const words = JSON.stringify(event.payload)
    for (const stranger of ['Codertocat', 'octo-org', 'Hello-World', '"added"', 'https://api.github.com'])
      expect(words).not.toContain(stranger)
    await expect(images.store.reset('main', start, { force: false })).rejects.toThrow('by force only')
  })

  test('new branches, tags and deletions have zeros on one side', async () => {
    const { images } = await setting()
    const created = await pushEvent(images, await images.push('topic', [{ files: { a: '1' }, message: 'one' }]))
    expect(created.payload).toMatchObject({
      ...{ before: ZEROS, after: images.head('topic'), created: true, base_ref: null, commits: [{ message: 'one' }] },
    })
    const empty = await pushEvent(images, await images.reset('same', images.head()))
    expect(empty.payload).toMatchObject({ created: true, base_ref: 'refs/heads/main', commits: [] })
    const gone = await pushEvent(images, await images.deleteBranch('topic'))
    expect(gone.payload).toMatchObject({ ref: 'refs/heads/topic', after: ZEROS, deleted: true, head_commit: null })
    expect(gone).toMatchObject({ sha: images.head(), ref: 'refs/heads/main' })
    const tag = await pushEvent(images, await images.tag('v1', images.head(), 'Version 1'))
    expect(tag).toMatchObject({ ref: 'refs/tags/v1', sha: images.head(), payload: { before: ZEROS, commits: [] } })
    expect(tag.payload['after']).not.toBe(images.head())
  })

  test('pull requests run on the merge commit, from forks and for the base branch too', async () => {
    const { hub, images } = await setting()
    const fork = await hub.fork('org/images', 'somebody-else')
    const before = await fork.commit('topic', { files: { a: '1' } })
    const pull = await images.openPullRequest({ head: 'somebody-else:topic', title: 'Mine' })
    const opened = await pullRequestEvent(pull)
    expect(opened).toMatchObject({
      ...{ name: 'pull_request', sha: pull.mergeSha, ref: 'refs/pull/1/merge', headRef: 'topic', baseRef: 'main' },
      ...{ actor: 'somebody-else', fromFork: true },
      payload: {
        ...{ action: 'opened', number: 1 },
        pull_request: {
          ...{ title: 'Mine', mergeable: null, merge_commit_sha: null, changed_files: 1 },
          head: { label: 'somebody-else:topic', sha: before, repo: { full_name: 'somebody-else/images', fork: true } },
          base: { label: 'org:main', sha: images.head(), repo: { full_name: 'org/images', fork: false } },
        },
      },
    })
    const after = await fork.commit('topic', { files: { a: '2' } })
    const synchronized = await pullRequestEvent(pull, { action: 'synchronize', before })
    expect(synchronized.payload).toMatchObject({ action: 'synchronize', before, after, pull_request: { commits: 2 } })
    const target = await pullRequestTargetEvent(pull)
    expect(target).toMatchObject({
      name: 'pull_request_target',
      sha: images.head(),
      ref: 'refs/heads/main',
      fromFork: true,
    })
  })

  test('a merge queue stacks its entries', async () => {
    const { images } = await setting()
    const start = images.head()
    const pulls = []
    for (const branch of ['one', 'two', 'three']) {
      await images.commit(branch, { files: { [branch]: '1' } })
      pulls.push(await images.openPullRequest({ head: branch }))
    }
    const queue = await images.enqueue(pulls)
    const groups = await Promise.all(queue.entries.map((entry) => mergeGroupEvent(entry)))
    groups.forEach((group, index) => {
      const base = queue.entries[index - 1]?.headSha ?? start
      const ref = `refs/heads/gh-readonly-queue/main/pr-${index + 1}-${base}`
      expect(group).toMatchObject({ name: 'merge_group', ref, sha: images.store.refs.get(ref) })
      expect(group.payload['merge_group']).toMatchObject({ base_sha: base, base_ref: 'refs/heads/main', head_ref: ref })
    })
    const move = await queue.land()
    expect(move).toMatchObject({ ref: 'refs/heads/main', before: start, after: groups[2]?.sha, forced: false })
    expect([...images.store.refs.keys()].filter((ref) => ref.includes('queue'))).toEqual([])
    expect(pulls.map(({ mergedAt }) => mergedAt !== undefined)).toEqual([true, true, true])
  })

  test('the clock and people start runs as well', async () => {
    const { images } = await setting()
    await images.reset('topic', images.head())
    expect(scheduleEvent(images)).toMatchObject({
      name: 'schedule',
      sha: images.head(),
      payload: { schedule: '0 3 * * 1' },
    })
    const inputs = { images: 'a b', push: true }
    expect(await dispatchEvent(images, { ref: 'topic', inputs })).toMatchObject({
      ...{ name: 'workflow_dispatch', ref: 'refs/heads/topic' },
      payload: { ref: 'refs/heads/topic', inputs: { images: 'a b', push: 'true' } },
    })
  })
})

describe('what is written comes back', () => {
  test('statuses', async () => {
    const { images, ask } = await setting()
    const sha = images.head()
    expect((await ask('/commits/main/status')).body).toMatchObject({ state: 'pending', total_count: 0 })
    for (const [state, context] of [
      ['pending', 'gpu'],
      ['failure', 'other'],
      ['success', 'gpu'],
    ])
      expect(await ask(`/statuses/${sha}`, { state, context })).toMatchObject({ status: 201, body: { state, context } })
    expect((await ask('/commits/main/status')).body).toMatchObject({ state: 'failure', sha, total_count: 2 })
    expect((await ask<unknown[]>(`/commits/${sha}/statuses?per_page=1`)).body).toMatchObject([{ state: 'success' }])
    expect(await ask(`/statuses/${'1'.repeat(40)}`, { state: 'success' })).toMatchObject({ status: 422 })
    const description = 'x'.repeat(141)
    expect(await ask(`/statuses/${sha}`, { state: 'success', description })).toMatchObject({ status: 422 })
  })

  test('check runs', async () => {
    const { images, ask } = await setting()
    const made = await ask<{ id: number }>('/check-runs', {
      name: 'images',
      head_sha: images.head(),
      status: 'in_progress',
    })
    expect(made).toMatchObject({ status: 201, body: { status: 'in_progress', conclusion: null } })
    const annotation = { path: 'a', start_line: 1, end_line: 1, annotation_level: 'failure', message: 'm' }
    const output = { title: 't', summary: 's', annotations: [annotation] }
    for (const more of [{ output }, { output, conclusion: 'failure' }])
      expect(await ask(`/check-runs/${made.body.id}`, more, 'PATCH')).toMatchObject({ status: 200 })
    expect((await ask('/commits/main/check-runs')).body).toMatchObject({
      total_count: 1,
      check_runs: [{ status: 'completed', conclusion: 'failure', output: { title: 't', annotations_count: 2 } }],
    })
    expect(images.records.annotations.get(made.body.id)).toEqual([annotation, annotation])
  })

  test('comments', async () => {
    const { images, ask } = await setting()
    await images.commit('topic', { files: { a: '1' } })
    await images.openPullRequest({ head: 'topic' })
    const made = await ask<{ id: number }>('/issues/1/comments', { body: 'Hello' })
    expect(made).toMatchObject({ status: 201, body: { body: 'Hello', user: { login: 'github-actions[bot]' } } })
    const one = `/issues/comments/${made.body.id}`
    expect(await ask(one, { body: 'Bye' }, 'PATCH')).toMatchObject({ status: 200, body: { body: 'Bye' } })
    expect((await ask('/issues/1/comments')).body).toMatchObject([{ body: 'Bye' }])
    expect(await ask(one, undefined, 'DELETE')).toMatchObject({ status: 204 })
    expect(await ask(one)).toMatchObject({ status: 404 })
    expect(await ask('/issues/2/comments', { body: 'Hello' })).toMatchObject({ status: 404 })
  })

  test('deployments', async () => {
    const { images, ask } = await setting()
    await images.reset('topic', images.head())
    const sha = await images.commit('main', { files: { a: '1' } })
    await ask(`/statuses/${sha}`, { state: 'failure' })
    expect(await ask('/deployments', { ref: 'main' })).toMatchObject({ status: 409 })
    expect(await ask('/deployments', { ref: 'topic' })).toMatchObject({ status: 202 })
    const given = { ref: 'main', auto_merge: false, required_contexts: [], environment: 'stable' }
    const made = await ask<{ id: number }>('/deployments', given)
    expect(made).toMatchObject({ status: 201, body: { sha, environment: 'stable' } })
    const statuses = `/deployments/${made.body.id}/statuses`
    expect(await ask(statuses, { state: 'success' })).toMatchObject({ status: 201 })
    expect((await ask(statuses)).body).toMatchObject([{ state: 'success', environment: 'stable' }])
    expect((await ask('/deployments?environment=stable')).body).toMatchObject([{ id: made.body.id }])
  })

  test('bad bodies are refused, and noticed', async () => {
    const { hub, images, ask } = await setting()
    expect(await ask(`/statuses/${images.head()}`, { state: 'fine' })).toMatchObject({ status: 422 })
    expect(await ask('/check-runs', { head_sha: images.head() })).toMatchObject({ status: 422 })
    expect(await ask('/check-runs', { name: 'x', head_sha: images.head(), conclusion: 'good' })).toMatchObject({
      status: 422,
    })
    expect(await ask('/issues/comments/1', {}, 'PATCH')).toMatchObject({ status: 422 })
    const found = hub.problems.splice(0)
    for (const words of [
      '/state must be equal to one of',
      "required property 'name'",
      '/conclusion',
      "property 'body'",
    ])
      expect(found).toContainEqual(expect.stringContaining(words))
  })

  test('what GitHub has not, the hub notices', async () => {
    const { hub, ask } = await setting()
    expect(await ask('/stargazing')).toMatchObject({ status: 404 })
    expect(await ask('/commits?perpage=1')).toMatchObject({ status: 200 })
    expect(hub.problems.splice(0)).toEqual([
      'GET /repos/org/images/stargazing: the hub has no such route',
      'GET /repos/{owner}/{repo}/commits, unknown parameter: perpage',
    ])
  })
})

describe('tokens', () => {
  test('do what they have the right for', async () => {
    const { hub, images, token, ask } = await setting({ rights: { contents: 'read', statuses: 'read' } })
    const denied = { status: 403, body: { message: 'Resource not accessible by integration' } }
    const status = { state: 'success' }
    expect(await ask('')).toMatchObject({ status: 200 })
    expect(await ask('/commits/main')).toMatchObject({ status: 200 })
    expect(await ask('/pulls')).toMatchObject(denied)
    const refused = await ask(`/statuses/${images.head()}`, status)
    expect(refused).toMatchObject(denied)
    expect(refused.headers.get('x-accepted-github-permissions')).toBe('statuses=write')
    expect(await asking(hub, 'ghs_stranger')('')).toMatchObject({ status: 401, body: { message: 'Bad credentials' } })
    expect(await asking(hub, undefined)('')).toMatchObject({ status: 404 })
    hub.revokeToken(token)
    expect(await ask('')).toMatchObject({ status: 401 })
  })

  test('are for one repository; the public one is for everybody to read', async () => {
    const { hub } = await setting()
    const open = await hub.createRepository('org/open', { visibility: 'public' })
    const other = asking(hub, hub.issueToken('org/open', ALL))
    const nobody = asking(hub, undefined)
    const mine = asking(hub, hub.issueToken('org/images', ALL))
    expect(await other('org/images')).toMatchObject({ status: 404 })
    expect(await nobody('org/open/commits/main')).toMatchObject({ status: 200 })
    expect(await mine('org/open/pulls')).toMatchObject({ status: 200 })
    expect(await mine(`org/open/statuses/${open.head()}`, { state: 'success' })).toMatchObject({ status: 403 })
    expect(await nobody(`org/open/statuses/${open.head()}`, { state: 'success' })).toMatchObject({ status: 401 })
  })
})

describe('faults', () => {
  test('strike as often as they were told, and then all is well', async () => {
    const { hub, ask } = await setting()
    const planted = hub.plant(/^GET .*\/commits\/main/, outage(500), 2)
    expect((await ask('/commits/main')).status).toBe(500)
    expect((await ask('/pulls')).status).toBe(200)
    expect((await ask('/commits/main')).status).toBe(500)
    expect((await ask('/commits/main')).status).toBe(200)
    expect(planted.hits).toBe(2)
    expect(hub.log.map(({ status }) => status)).toEqual([500, 200, 500, 200])
  })

  test('rate limits look like the real ones', async () => {
    const { hub, ask } = await setting()
    const fine = await ask('/pulls')
    expect(Number(fine.headers.get('x-ratelimit-remaining'))).toBeGreaterThan(0)
    hub.plant(/./, secondaryLimit(2, 429))
    const second = await ask('/pulls')
    expect([second.status, second.headers.get('retry-after')]).toEqual([429, '2'])
    hub.plant(/./, primaryLimit(60))
    const first = await ask('/pulls')
    expect([first.status, first.headers.get('x-ratelimit-remaining')]).toEqual([403, '0'])
    expect(Number(first.headers.get('x-ratelimit-reset')) * 1000 - Date.now()).toBeGreaterThan(50_000)
  })

  test('slow, cut and truncated answers', async () => {
    const { hub, images, ask } = await setting()
    hub.plant(/./, slow(300))
    const start = performance.now()
    expect(await ask('/pulls')).toMatchObject({ status: 200 })
    expect(performance.now() - start).toBeGreaterThan(290)
    hub.plant(/./, truncated())
    await expect(ask('/commits/main')).rejects.toThrow(SyntaxError)
    hub.plant(/./, cut())
    await expect(ask(`/statuses/${images.head()}`, { state: 'success' })).rejects.toThrow('fetch failed')
    expect(images.records.statuses.size).toBe(0)
    hub.plant(/./, cut({ handled: true }))
    await expect(ask(`/statuses/${images.head()}`, { state: 'success' })).rejects.toThrow('fetch failed')
    expect(images.records.statuses.size).toBe(1)
  })

  test('strike git as well', async () => {
    const { hub, images, token } = await setting()
    hub.plant(/info\/refs/, outage(503))
    const failed = await git('/', token, 'ls-remote', images.cloneUrl)
    expect([failed.status, failed.stderr]).toEqual([128, expect.stringContaining('error: 503')])
    expect(await git('/', token, 'ls-remote', images.cloneUrl)).toMatchObject({ status: 0 })
  })
})

describe('git', () => {
  test('clones whole, shallow and without blobs', async () => {
    const { images, token } = await setting({ files: { a: '1\n' } })
    await images.commit('main', { files: { a: '2\n' } })
    const folder = await tempDir()
    const clone = (...args: string[]): Promise<Ended> => git(folder, token, 'clone', '--quiet', ...args)
    expect(await clone(images.cloneUrl, 'whole')).toMatchObject({ status: 0, stderr: '' })
    expect(await clone('--depth', '1', images.cloneUrl.replace(/\.git$/, ''), 'shallow')).toMatchObject({ status: 0 })
    expect(await clone('--filter=blob:none', '--no-checkout', images.cloneUrl, 'blobless')).toMatchObject({
      status: 0,
      stderr: '',
    })
    const lines = async (name: string, ...args: string[]): Promise<string[]> =>
      (await git(join(folder, name), token, ...args)).stdout.split('\n').filter(Boolean)
    expect(await lines('whole', 'log', '--format=%H')).toHaveLength(2)
    expect(await lines('shallow', 'log', '--format=%H')).toHaveLength(1)
    const missing = await lines('blobless', 'rev-list', '--objects', '--missing=print', 'HEAD')
    expect(missing.filter((line) => line.startsWith('?'))).toHaveLength(2)
    expect(await lines('blobless', 'show', 'HEAD:a')).toEqual(['2'])
  })

  test('a commit that a forced push left behind can be fetched by its hash', async () => {
    const { images, token } = await setting()
    const left = await images.commit('topic', { files: { a: '1' } })
    await images.commit('topic', { files: { b: '1' } }, { parents: [images.head()] })
    const folder = await tempDir()
    await git(folder, token, 'init', '--quiet')
    expect(await git(folder, token, 'fetch', '--quiet', '--depth=1', images.cloneUrl, left)).toMatchObject({
      status: 0,
    })
  })

  test('knows who asks', async () => {
    const { hub, images, token } = await setting()
    const open = await hub.createRepository('org/open', { visibility: 'public' })
    const look = async (url: string, as?: string): Promise<string> => (await git('/', as, 'ls-remote', url)).stderr
    expect(await look(open.cloneUrl)).toBe('')
    expect(await look(images.cloneUrl)).toMatch('terminal prompts disabled')
    expect(await look(images.cloneUrl.replace('//', '//x-access-token:stranger@'))).toMatch('Authentication failed')
    expect(await look(images.cloneUrl, hub.issueToken('org/open', ALL))).toMatch(/Repository not found\.\n.*not found/)
    expect(await look(images.cloneUrl, hub.issueToken('org/images', { contents: 'none' }))).toMatch('error: 403')
    expect(await look(`${hub.serverUrl}/org/none.git`, token)).toMatch('not found')
  })

  test('a push needs the right, moves the branch, and the pull request follows', async () => {
    const { hub, images, token } = await setting()
    await images.commit('topic', { files: { a: '1' } })
    const pull = await images.openPullRequest({ head: 'topic' })
    const folder = await cloneAndCommit(images.cloneUrl, token, 'mine')
    const reader = hub.issueToken('org/images', { contents: 'read' })
    const refused = await git(folder, reader, 'push', images.cloneUrl, 'HEAD:main')
    expect(refused).toMatchObject({
      status: 128,
      stderr: expect.stringContaining('Write access to repository not granted'),
    })
    expect(await git(folder, token, 'push', '--quiet', images.cloneUrl, 'HEAD:main', '+HEAD:topic')).toMatchObject({
      status: 0,
    })
    const head = (await git(folder, token, 'rev-parse', 'HEAD')).stdout.trim()
    expect([images.head(), images.head('topic'), pull.headSha]).toEqual([head, head, head])
    const moves = images.store.moves.slice(-2)
    expect(moves).toMatchObject([
      { ref: 'refs/heads/main', forced: false },
      { ref: 'refs/heads/topic', forced: true },
    ])
    expect((await git(folder, token, 'push', images.cloneUrl, 'HEAD:refs/pull/1/head')).status).toBe(1)
  })

  test('somebody is faster, before git asks or before it writes', async () => {
    for (const [moment, words] of [
      ['before git asks', 'fetch first'],
      ['before git writes', 'remote rejected'],
    ] as const) {
      const { images, token } = await setting()
      const folder = await cloneAndCommit(images.cloneUrl, token, 'mine')
      images.races.plant('main', { files: { theirs: '1' } }, { moment })
      expect((await git(folder, token, 'push', 'origin', 'main')).stderr).toMatch(words)
      expect(await git(folder, token, 'pull', '--quiet', '--rebase')).toMatchObject({ status: 0 })
      expect(await git(folder, token, 'push', '--quiet', 'origin', 'main')).toMatchObject({ status: 0 })
    }
  })
})

describe('the wiki', () => {
  test('is not there before its first page, whatever the token', async () => {
    const { hub, images, token } = await setting()
    const before = await git('/', token, 'ls-remote', images.wikiUrl)
    expect([before.status, before.stderr]).toEqual([128, expect.stringMatching(/Repository not found\.\n.*not found/)])
    await images.wiki.createFirstPage()
    expect((await git('/', token, 'ls-remote', images.wikiUrl)).stdout).toMatch('refs/heads/master')
    const off = await hub.createRepository('org/off', { wiki: 'off' })
    const other = hub.issueToken('org/off', ALL)
    expect((await asking(hub, other)('org/off')).body).toMatchObject({ has_wiki: false })
    expect((await git('/', other, 'ls-remote', off.wikiUrl)).status).toBe(128)
  })

  test('takes pages, after the race', async () => {
    const { images, token } = await setting({ wiki: 'first page' })
    const folder = await cloneAndCommit(images.wikiUrl, token, 'Page.md')
    images.wiki.races.plant('master', (round) => ({ files: { [`Theirs-${round}.md`]: 'theirs\n' } }), { times: 2 })
    for (const status of [1, 1, 0]) {
      expect(await git(folder, token, 'push', 'origin', 'master')).toMatchObject({ status })
      await git(folder, token, 'pull', '--quiet', '--rebase')
    }
    expect(Object.keys(await images.wiki.pages())).toEqual(['Home.md', 'Page.md', 'Theirs-1.md', 'Theirs-2.md'])
  })
})

test('a hub with a repository is there at once', async () => {
  const times: number[] = []
  while (times.length < 3) {
    const start = performance.now()
    await setting()
    times.push(performance.now() - start)
  }
  expect(Math.min(...times)).toBeLessThan(500)
})
