import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { access, readFile, rm, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import type { Changes } from '../../src/changes/changes.js'
import { detectChanges, type ChangesRequest } from '../../src/changes/detect.js'
import { readEvent } from '../../src/changes/event.js'
import type { GitHubChanges } from '../../src/changes/github.js'
import { githubChanges } from '../../src/github/api.js'
import { UserError, WorkError } from '../../src/shared/errors.js'
import {
  dispatchEvent,
  mergeGroupEvent,
  pullRequestEvent,
  pullRequestTargetEvent,
  pushEvent,
  scheduleEvent,
} from '../world/hub/events/index.js'
import type { Change } from '../world/hub/fast-import.js'
import { cut, outage, primaryLimit, secondaryLimit, truncated } from '../world/hub/faults.js'
import { GIT_ENV, ZEROS } from '../world/hub/git.js'
import { startHub, type RepositoryOptions, type TestHub } from '../world/hub/hub.js'
import type { Pull } from '../world/hub/pull.js'
import type { Repository } from '../world/hub/repository.js'
import type { Permissions, WorldEvent } from '../world/types.js'
import { output, tempDir, TIMEOUT, writeFiles } from '../world/world.js'
import fc from '../unit/property.js'

jest.setTimeout(TIMEOUT)

const hubs: TestHub[] = []

/** The schemas of GitHub agree with all that was asked and answered. */
afterEach(() => {
  expect(hubs.splice(0).flatMap((hub) => hub.problems)).toEqual([])
})

interface Setting {
  readonly hub: TestHub
  readonly images: Repository
  readonly token: string
  readonly api: GitHubChanges
  /** Milliseconds between tries that the client wanted to wait; nobody waits here. */
  readonly waits: number[]
}

async function setting(options: RepositoryOptions & { readonly rights?: Permissions } = {}): Promise<Setting> {
  const hub = await startHub()
  hubs.push(hub)
  const images = await hub.createRepository('org/images', options)
  const token = hub.issueToken('org/images', options.rights ?? { contents: 'read', 'pull-requests': 'read' })
  const waits: number[] = []
  const wait = (ms: number): Promise<unknown> => Promise.resolve(waits.push(ms))
  return {
    hub,
    images,
    token,
    waits,
    api: githubChanges({ token, apiUrl: hub.apiUrl, repository: 'org/images', wait }),
  }
}

interface CheckoutOptions {
  /** 0: everything. */
  readonly depth?: number
  readonly blobless?: boolean
  /** Default: the event's. */
  readonly sha?: string
}

const git = (cwd: string, ...args: string[]): Promise<string> => output('git', args, { cwd, env: GIT_ENV })

/** As actions/checkout does it, with credentials that stay. */
async function checkout(
  { images, token }: Setting,
  event: Pick<WorldEvent, 'sha'>,
  { depth = 1, blobless = false, sha = event.sha }: CheckoutOptions = {},
): Promise<string> {
  const folder = await tempDir()
  await git(folder, 'init', '--quiet')
  const header = `AUTHORIZATION: basic ${Buffer.from(`x-access-token:${token}`).toString('base64')}`
  await git(folder, 'config', `http.${new URL(images.cloneUrl).origin}/.extraheader`, header)
  await git(folder, 'remote', 'add', 'origin', images.cloneUrl)
  const filter = blobless ? ['--filter=blob:none'] : []
  if (depth === 0) await git(folder, 'fetch', '--quiet', ...filter, 'origin', '+refs/heads/*:refs/remotes/origin/*')
  const options = depth === 0 ? [] : [`--depth=${depth}`]
  await git(folder, 'fetch', '--quiet', '--no-tags', ...filter, ...options, 'origin', sha)
  await git(folder, 'checkout', '--quiet', '--detach', sha)
  return folder
}

/** What a run on this event finds, in this folder. */
function detect(
  event: WorldEvent,
  directory: string,
  github: GitHubChanges | undefined,
  more: Partial<ChangesRequest> = {},
): Promise<Changes> {
  const [, kind = '', name = ''] = /^refs\/(heads|tags|pull)\/(.+)$/.exec(event.ref) ?? []
  const env = {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: event.name,
    GITHUB_REF_NAME: name,
    GITHUB_REF_TYPE: kind === 'tags' ? 'tag' : 'branch',
    GITHUB_HEAD_REF: event.headRef,
    GITHUB_SHA: event.sha,
  }
  return detectChanges({ event: readEvent(env, event.payload), directory, github, ...more })
}

const pathsOf = (changes: Changes): string[] | undefined => changes.files?.map(({ path }) => path).sort()
const sourcesOf = (changes: Changes): string[] => changes.tried.map(({ source }) => source)
const file = (name: string, content = name): Change => ({ files: { [name]: content }, message: `Change ${name}` })
const numbered = (count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`files/${index}`, `${index}\n`]))

/** An API that nobody may ask. */
const NOBODY: GitHubChanges = {
  pull: () => Promise.reject(new Error('the API was asked')),
  pullFiles: () => Promise.reject(new Error('the API was asked')),
  compare: () => Promise.reject(new Error('the API was asked')),
  message: () => Promise.reject(new Error('the API was asked')),
}

const NAMES = [
  '"quoted"',
  'a b',
  'back\\slash',
  'new\nline',
  '\nfirst',
  'tab\there',
  'ünïcödé/日本 🐳',
  '-dash',
  "it's",
]

describe('a push', () => {
  test('of several commits: all of them, and which commit changed what', async () => {
    const world = await setting()
    await world.images.commit('topic', file('before'))
    const move = await world.images.push('topic', [file('a', '1'), file('b'), file('a', '2')])
    const event = await pushEvent(world.images, move)
    const found = await detect(event, await checkout(world, event, { depth: 0 }), NOBODY)
    const last = move.after
    expect(found).toEqual({
      files: [
        { path: 'a', commit: last.slice(0, 7) },
        { path: 'b', commit: expect.stringMatching(/^[0-9a-f]{7}$/) },
      ],
      everything: undefined,
      deleted: false,
      fullRebuild: false,
      source: 'git',
      base: move.before,
      head: move.after,
      tried: [],
    })
    expect(found.files?.[1]?.commit).not.toBe(last.slice(0, 7))
  })

  test('by force: what differs from what was there, also what is gone', async () => {
    const world = await setting()
    await world.images.commit('topic', file('old'))
    const move = await world.images.push('topic', [file('new')], { parents: [world.images.head()] })
    const event = await pushEvent(world.images, move)
    expect(event.payload['forced']).toBe(true)
    const whole = await checkout(world, event, { depth: 0 })
    const config = await readFile(join(whole, '.git/config'), 'utf8')
    // GitHub compares with the merge base, which has no "old" either: it must not be believed.
    const found = await detect(event, whole, world.api)
    expect([pathsOf(found), found.source, sourcesOf(found)]).toEqual([['new', 'old'], 'git', ['git', 'github-compare']])
    expect(found.tried.map(({ why }) => why)).toEqual([
      expect.stringContaining(`does not have the commit ${move.before.slice(0, 7)}`),
      expect.stringContaining('it is diverged'),
    ])
    // The clone is as complete as before.
    expect(await readFile(join(whole, '.git/config'), 'utf8')).toBe(config)
    await expect(access(join(whole, '.git/shallow'))).rejects.toThrow('ENOENT')
    expect(await git(whole, 'for-each-ref', '--contains', move.before)).toBe('')
  })

  test('back by force to an earlier commit', async () => {
    const world = await setting()
    await world.images.push('topic', [file('kept'), file('dropped')])
    const earlier = (await git(world.images.store.directory, 'rev-parse', 'topic~1')).trim()
    const event = await pushEvent(world.images, await world.images.reset('topic', earlier))
    for (const depth of [0, 1, 2]) {
      const found = await detect(event, await checkout(world, event, { depth }), world.api)
      expect([depth, pathsOf(found)]).toEqual([depth, ['dropped']])
    }
  })

  test('of nothing: a commit without files, and a commit that takes another back', async () => {
    const world = await setting()
    await world.images.commit('topic', file('a'))
    for (const changes of [[{}], [file('b'), { delete: ['b'] }]]) {
      const event = await pushEvent(world.images, await world.images.push('topic', changes))
      for (const [depth, source] of [
        [0, 'git'],
        [1, 'github-compare'],
      ] as const) {
        const found = await detect(event, await checkout(world, event, { depth }), world.api)
        expect(found).toMatchObject({ files: [], everything: undefined, source })
      }
    }
  })

  test.each<[string, (world: Setting) => Promise<WorldEvent>, object]>([
    [
      'of a new branch',
      async ({ images }) => pushEvent(images, await images.push('topic', [file('a')])),
      { everything: { kind: 'first-push', branch: 'topic' }, files: undefined },
    ],
    [
      'to the default branch',
      async ({ images }) => pushEvent(images, await images.push('main', [file('a')])),
      { everything: { kind: 'default-branch', branch: 'main' }, files: undefined },
    ],
    [
      'of a tag',
      async ({ images }) => pushEvent(images, await images.tag('v1', images.head(), 'Version 1')),
      { everything: { kind: 'event', event: 'push' }, files: undefined },
    ],
    [
      'that deletes the branch',
      async ({ images }) => {
        await images.commit('topic', file('a'))
        return pushEvent(images, await images.deleteBranch('topic'))
      },
      { everything: undefined, files: [], deleted: true },
    ],
    [
      'by the clock',
      ({ images }) => Promise.resolve(scheduleEvent(images)),
      { everything: { kind: 'event', event: 'schedule' } },
    ],
    ['by hand', ({ images }) => dispatchEvent(images), { everything: { kind: 'event', event: 'workflow_dispatch' } }],
  ])('%s asks nobody', async (_what, happens, expected) => {
    const world = await setting()
    const event = await happens(world)
    const folder = await checkout(world, event)
    expect(await detect(event, folder, NOBODY)).toMatchObject({
      deleted: false,
      fullRebuild: false,
      source: 'none',
      tried: [],
      ...expected,
    })
  })

  test('whose payload is broken: everything', async () => {
    const world = await setting()
    const event = await pushEvent(world.images, await world.images.push('topic', [file('a')]))
    const broken = { ...event, payload: { ...event.payload, before: '--output=x', created: false } }
    const found = await detect(broken, await checkout(world, event), NOBODY)
    expect(found).toMatchObject({
      files: undefined,
      everything: { kind: 'unknown', why: expect.stringContaining('payload') },
    })
  })

  test('in a shallow clone: by the API, without it by a fetch, without both everything', async () => {
    const world = await setting()
    await world.images.commit('topic', file('before'))
    const move = await world.images.push('topic', [file('a'), { ...file('b'), rename: { before: 'after' } }])
    const event = await pushEvent(world.images, move)
    const folder = await checkout(world, event)
    const files = ['a', 'after', 'b', 'before']
    const byApi = await detect(event, folder, world.api)
    expect([pathsOf(byApi), byApi.source, sourcesOf(byApi)]).toEqual([files, 'github-compare', ['git']])

    const plant = world.hub.plant(/git-upload-pack/, outage(503), 99)
    const config = await readFile(join(folder, '.git/config'), 'utf8')
    const nobody = await detect(event, folder, undefined)
    expect(nobody.everything).toEqual({ kind: 'unknown', why: expect.stringContaining('503') })
    expect([nobody.files, sourcesOf(nobody)]).toEqual([undefined, ['git', 'github-compare', 'git']])
    plant.remove()

    const byFetch = await detect(event, folder, undefined)
    expect([pathsOf(byFetch), byFetch.source, sourcesOf(byFetch)]).toEqual([files, 'git', ['git', 'github-compare']])
    // The edge of the clone seems to add every file; it is not taken for the commit that changed them.
    expect(byFetch.files?.every(({ commit }) => commit === undefined)).toBe(true)
    expect(await readFile(join(folder, '.git/config'), 'utf8')).toBe(config)
    // Now it is there.
    expect(await detect(event, folder, NOBODY)).toMatchObject({ source: 'git', tried: [] })
  })

  test('300 files may be more: GitHub is believed below', async () => {
    const world = await setting()
    await world.images.commit('topic', file('before'))
    for (const [count, source] of [
      [299, 'github-compare'],
      [301, 'git'],
    ] as const) {
      const paths = Object.keys(numbered(count)).map((path) => `${count}/${path}`)
      const files = Object.fromEntries(paths.map((path) => [path, path]))
      const event = await pushEvent(world.images, await world.images.push('topic', [{ files }]))
      const found = await detect(event, await checkout(world, event), world.api)
      expect([found.source, pathsOf(found)]).toEqual([source, paths.sort()])
    }
  })

  test('in a clone without blobs, none is fetched', async () => {
    const world = await setting({ files: { a: '1', b: '1', kept: '1' } })
    await world.images.commit('topic', file('a', '2'))
    const move = await world.images.push('topic', [file('a', '3'), { delete: ['b'] }])
    const event = await pushEvent(world.images, move)
    const folder = await checkout(world, event, { depth: 0, blobless: true })
    const missing = (): Promise<string> =>
      git(folder, 'rev-list', '--objects', '--all', '--missing=print', '--filter-print-omitted')
    const [before, asked] = [await missing(), world.hub.log.length]
    expect(before).toMatch(/^\?/m)
    const found = await detect(event, folder, NOBODY)
    expect([found.source, pathsOf(found)]).toEqual(['git', ['a', 'b']])
    expect([await missing(), world.hub.log.length]).toEqual([before, asked])
  })
})

describe('names and kinds of files', () => {
  test('any name, links, modes, submodules that are hidden, both paths of a rename', async () => {
    const ignored = '[submodule "sub"]\n\tpath = sub\n\turl = ../sub\n\tignore = all\n'
    const mode = (content: string, mode: '100755' | '120000'): Exclude<Change['files'], undefined>[string] => ({
      content,
      mode,
    })
    const world = await setting({
      files: { script: 'x', link: 'x', moved: 'the same', '.gitmodules': ignored, kept: '1' },
    })
    const at = world.images.head()
    await world.images.commit('topic', file('before'))
    const move = await world.images.push('topic', [
      {
        files: {
          ...Object.fromEntries(NAMES.map((name) => [name, name])),
          script: mode('x', '100755'),
          link: mode('kept', '120000'),
        },
        rename: { moved: 'there/too' },
      },
    ])
    const expected = [...NAMES, 'link', 'moved', 'script', 'there/too'].sort()
    const event = await pushEvent(world.images, move)
    const folder = await checkout(world, event, { depth: 0 })
    const byGit = await detect(event, folder, NOBODY)
    expect([byGit.source, pathsOf(byGit)]).toEqual(['git', expected])
    expect(new Set(byGit.files?.map(({ commit }) => commit))).toEqual(new Set([move.after.slice(0, 7)]))
    const byApi = await detect(event, await tempDir(), world.api)
    expect([byApi.source, pathsOf(byApi)]).toEqual(['github-compare', expected])

    await git(folder, 'update-index', '--add', '--cacheinfo', `160000,${at},sub`)
    await git(folder, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message', 'A submodule')
    expect(await detect(event, folder, undefined, { explicit: { base: 'HEAD~1', head: 'HEAD' } })).toMatchObject({
      files: [{ path: 'sub' }],
    })
  })
})

describe('a pull request', () => {
  interface Opened extends Setting {
    readonly pull: Pull
    readonly event: WorldEvent
  }

  /** Two commits on a branch, one on main since. */
  async function opened(from?: string): Promise<Opened> {
    const world = await setting({ files: { old: 'the same', kept: '1' } })
    const home = from === undefined ? world.images : await world.hub.fork('org/images', from)
    await home.push('topic', [file('a'), { ...file('b'), rename: { old: 'new' } }])
    await world.images.commit('main', file('elsewhere'))
    const pull = await world.images.openPullRequest({ head: from === undefined ? 'topic' : `${from}:topic` })
    return { ...world, pull, event: await pullRequestEvent(pull) }
  }
  const FILES = ['a', 'b', 'new', 'old']

  test.each([undefined, 'somebody'])('all its files (fork: %s), by the API', async (from) => {
    const world = await opened(from)
    const found = await detect(world.event, await checkout(world, world.event), world.api)
    expect([found.source, pathsOf(found), found.tried]).toEqual(['github-pull', FILES, []])
    expect(found.files?.every(({ pull, commit }) => pull === 1 && commit === undefined)).toBe(true)
    expect([found.base, found.head]).toEqual([world.pull.baseSha, world.pull.headSha])
  })

  test.each([undefined, 'somebody'])('all its files (fork: %s), by git at every depth', async (from) => {
    const world = await opened(from)
    for (const depth of [0, 1, 2]) {
      const found = await detect(world.event, await checkout(world, world.event, { depth }), undefined)
      expect([depth, found.source, pathsOf(found), sourcesOf(found)]).toEqual([
        depth,
        'git',
        FILES,
        expect.arrayContaining(['github-pull']),
      ])
      expect(found.files?.every(({ pull }) => pull === 1)).toBe(true)
    }
  })

  test('its branch is checked out: by the merge base, in a shallow clone by nobody', async () => {
    const world = await opened()
    const sha = world.pull.headSha
    const whole = await detect(world.event, await checkout(world, world.event, { depth: 0, sha }), undefined)
    expect([whole.source, pathsOf(whole)]).toEqual(['git', FILES])
    expect(whole.files?.every(({ commit }) => commit !== undefined)).toBe(true)
    const shallow = await detect(world.event, await checkout(world, world.event, { sha }), undefined)
    expect(shallow.everything).toEqual({ kind: 'unknown', why: expect.stringContaining('does not have the commit') })
    expect(shallow.files).toBeUndefined()
  })

  test('with rights of the base branch, which is what is checked out', async () => {
    const world = await opened('somebody')
    const event = await pullRequestTargetEvent(world.pull)
    const folder = await checkout(world, event)
    expect(pathsOf(await detect(event, folder, world.api))).toEqual(FILES)
    expect((await detect(event, folder, undefined)).everything).toMatchObject({ kind: 'unknown' })
  })

  test('that has moved on since the event: GitHub speaks of another', async () => {
    const world = await opened()
    await world.images.push('topic', [{ delete: ['a'] }])
    const found = await detect(world.event, await checkout(world, world.event, { depth: 2 }), world.api)
    expect([found.source, pathsOf(found)]).toEqual(['git', FILES])
    expect(found.tried).toEqual([{ source: 'github-pull', why: expect.stringContaining('has moved on') }])
  })

  test.each([
    [3000, 'github-pull', 30 + 1],
    [3001, 'git', 0],
  ] as const)('%i files', async (count, source, requests) => {
    const world = await setting()
    await world.images.push('topic', [{ files: numbered(count) }])
    const event = await pullRequestEvent(await world.images.openPullRequest({ head: 'topic' }))
    const folder = await checkout(world, event, { depth: 2 })
    const asked = world.hub.log.length
    const found = await detect(event, folder, world.api)
    expect([found.source, found.files?.length]).toEqual([source, count])
    expect(world.hub.log.slice(asked).filter(({ path }) => path.includes('/pulls/'))).toHaveLength(requests)
    // A payload that says less than there is leads to the list, and its length to the truth.
    const { pull_request: pull } = event.payload as { pull_request: object }
    const less = { ...event, payload: { ...event.payload, pull_request: { ...pull, changed_files: 1 } } }
    expect(await detect(less, folder, world.api)).toMatchObject({ source })
  })

  test('nothing at all is believed when the event says so too', async () => {
    const world = await setting()
    await world.images.push('topic', [{}])
    const event = await pullRequestEvent(await world.images.openPullRequest({ head: 'topic' }))
    const folder = await checkout(world, event, { depth: 2 })
    expect(await detect(event, folder, world.api)).toMatchObject({ files: [], source: 'github-pull' })
    const { pull_request: pull } = event.payload as { pull_request: object }
    const more = { ...event, payload: { ...event.payload, pull_request: { ...pull, changed_files: 1 } } }
    expect(await detect(more, folder, world.api)).toMatchObject({ files: [], source: 'git' })
  })
})

describe('GitHub', () => {
  async function pulled(
    rights?: Permissions,
  ): Promise<Setting & { readonly event: WorldEvent; readonly folder: string }> {
    const world = await setting(rights === undefined ? {} : { rights })
    await world.images.push('topic', [file('a')])
    const event = await pullRequestEvent(await world.images.openPullRequest({ head: 'topic' }))
    return { ...world, event, folder: await checkout(world, event, { depth: 2 }) }
  }

  test.each([
    ['is down for a moment', [outage(502), outage(503)], [1000, 2000]],
    ['breaks connections', [cut(), cut({ handled: true })], [1000, 2000]],
    ['breaks off in the middle', [truncated()], [1000]],
    ['asks for patience', [secondaryLimit(7), secondaryLimit(9, 429)], [7000, 9000]],
    ['counts the requests of an hour that is nearly over', [primaryLimit(20)], [expect.any(Number)]],
  ])('%s: it is asked again', async (_what, faults, waits) => {
    const world = await pulled()
    for (const fault of faults) world.hub.plant(/files/, fault)
    const found = await detect(world.event, world.folder, world.api)
    expect([found.source, pathsOf(found), found.tried]).toEqual(['github-pull', ['a'], []])
    expect(world.waits).toEqual(waits)
    for (const wait of world.waits) expect(wait).toBeLessThanOrEqual(20_000)
  })

  test.each([
    ['is down', outage(500), 'Server Error'],
    ['has a proxy that is down', outage(504), /^GitHub, GET pulls\/1\/files: 504$/],
    ['wants an hour', primaryLimit(3000), 'API rate limit exceeded'],
    ['wants minutes', secondaryLimit(61), 'secondary rate limit'],
    ['answers halves', truncated(), 'the answer is broken'],
  ])('%s: git is asked', async (_what, fault, why) => {
    const world = await pulled()
    const planted = world.hub.plant(/^GET \/repos/, fault, 99)
    const found = await detect(world.event, world.folder, world.api)
    expect([found.source, pathsOf(found)]).toEqual(['git', ['a']])
    expect(found.tried).toEqual([{ source: 'github-pull', why: expect.stringMatching(why) }])
    expect(planted.hits).toBeLessThanOrEqual(4)
    expect(world.waits.reduce((all, one) => all + one, 0)).toBeLessThanOrEqual(60_000)
  })

  test('all waiting together has an end', async () => {
    const { hub, images, api, waits } = await setting()
    hub.plant(/./, secondaryLimit(25), 99)
    await expect(api.compare('main', images.head())).rejects.toThrow('secondary rate limit')
    await expect(api.message(images.head())).rejects.toThrow('secondary rate limit')
    expect(waits).toEqual([25_000, 25_000])
  })

  test('is not there at all', async () => {
    const world = await pulled()
    const wait = (): Promise<void> => Promise.resolve()
    const nowhere = githubChanges({
      token: 'secret-token',
      apiUrl: 'http://127.0.0.1:1',
      repository: 'org/images',
      wait,
    })
    const found = await detect(world.event, world.folder, nowhere)
    expect([found.source, sourcesOf(found)]).toEqual(['git', ['github-pull']])
    expect(JSON.stringify(found)).not.toContain('secret-token')
  })

  test.each<[string, Permissions, RegExp]>([
    ['pull-requests: read', { contents: 'read' }, /403.*the token lacks "pull-requests: read"/],
    ['nothing', {}, /403.*the token lacks "pull-requests: read"/],
  ])('refuses a token without %s, and says what is missing', async (_right, rights, why) => {
    const world = await pulled({ ...rights, contents: 'read' })
    const found = await detect(world.event, world.folder, world.api)
    expect([found.source, pathsOf(found), world.waits]).toEqual(['git', ['a'], []])
    expect(found.tried).toEqual([{ source: 'github-pull', why: expect.stringMatching(why) }])
  })

  test('refuses to compare without contents: read, and knows no commit that is not there', async () => {
    const { api, images, hub } = await setting({ rights: { 'pull-requests': 'read' } })
    await expect(api.compare('main', images.head())).rejects.toThrow('the token lacks "contents: read"')
    await expect(api.message(images.head())).rejects.toThrow('the token lacks "contents: read"')
    const token = hub.issueToken('org/images', { contents: 'read' })
    const other = githubChanges({ token, apiUrl: hub.apiUrl, repository: 'org/images' })
    await expect(other.compare('main', '1'.repeat(40))).rejects.toThrow('it is not there, or the token lacks')
    await expect(
      githubChanges({ token: 'wrong', apiUrl: hub.apiUrl, repository: 'org/images' }).pull(1),
    ).rejects.toThrow('401')
  })

  test('is not asked without a token', async () => {
    const { hub } = await setting()
    const nobody = githubChanges({ token: '', apiUrl: hub.apiUrl, repository: 'org/images' })
    await expect(nobody.pull(1)).rejects.toThrow(WorkError)
    expect(hub.log).toEqual([])
  })

  test('compares branches whose names have slashes', async () => {
    const { api, images } = await setting()
    await images.reset('release/1.0', images.head())
    const head = await images.commit('topic', file('a'))
    expect(await api.compare('release/1.0', head)).toEqual({
      paths: ['a'],
      entries: 1,
      status: 'ahead',
      mergeBase: images.head(),
    })
  })
})

describe('a merge queue of three', () => {
  async function queued(): Promise<
    Setting & { readonly events: readonly WorldEvent[]; readonly land: () => Promise<unknown> }
  > {
    const world = await setting()
    const { images } = world
    await images.reset('release/1', images.head())
    const start = images.head('release/1')
    await images.commit('main', file('only/main'))
    const pulls: Pull[] = []
    for (const name of ['one', 'two', 'three']) {
      await images.push(name, [file(`${name}/a`), file(`${name}/b`)], { parents: [start] })
      pulls.push(await images.openPullRequest({ head: name, base: 'release/1' }))
    }
    const queue = await images.enqueue(pulls, 'release/1')
    const events = await Promise.all(queue.entries.map((entry) => mergeGroupEvent(entry)))
    return { ...world, events, land: queue.land }
  }
  const EACH = [
    ['one/a', 'one/b'],
    ['one/a', 'one/b', 'two/a', 'two/b'],
    ['one/a', 'one/b', 'three/a', 'three/b', 'two/a', 'two/b'],
  ]

  test('each brings those below it, by git and by the API', async () => {
    const world = await queued()
    for (const [index, event] of world.events.entries()) {
      const byGit = await detect(event, await checkout(world, event, { depth: 0 }), NOBODY)
      expect([byGit.source, pathsOf(byGit)]).toEqual(['git', EACH[index]])
      const byApi = await detect(event, await checkout(world, event), world.api)
      expect([byApi.source, pathsOf(byApi), sourcesOf(byApi)]).toEqual(['github-compare', EACH[index], ['git']])
      expect(byApi.base).toBe(byGit.base)
    }
  })

  test('in a shallow clone without the API: everything', async () => {
    const world = await queued()
    const [event] = world.events
    if (event === undefined) throw new Error('an empty queue')
    const found = await detect(event, await checkout(world, event), undefined)
    expect(found).toMatchObject({ files: undefined, everything: { kind: 'unknown' } })
    expect(sourcesOf(found)).toEqual(['git', 'github-compare'])
  })

  test('that has landed meanwhile says nothing about what to do', async () => {
    const world = await queued()
    const [event] = world.events
    if (event === undefined) throw new Error('an empty queue')
    const folder = await checkout(world, event, { depth: 0 })
    await world.land()
    await git(folder, 'fetch', '--quiet', 'origin', '+refs/heads/*:refs/remotes/origin/*')
    const found = await detect(event, folder, world.api)
    expect(found.everything).toEqual({ kind: 'unknown', why: expect.stringContaining('already holds') })
  })
})

describe('"full rebuild"', () => {
  test('in the last commit of a push, in any letters', async () => {
    const { images } = await setting()
    await images.commit('topic', file('a'))
    const push = async (...messages: string[]): Promise<boolean> => {
      const changes = messages.map((message) => ({ ...file('a', message), message }))
      const event = await pushEvent(images, await images.push('topic', changes))
      return (await detect(event, '/', undefined)).fullRebuild
    }
    expect(await push('Why not\n\nA Full Rebuild, please')).toBe(true)
    expect(await push('FULL REBUILD', 'Another')).toBe(false)
    expect(await push('A fullrebuild')).toBe(false)
  })

  test('of a pull request in its own last commit, by git or by the API', async () => {
    const world = await setting()
    await world.images.push('topic', [file('a'), { ...file('b'), message: 'Full rebuild' }])
    const event = await pullRequestEvent(await world.images.openPullRequest({ head: 'topic' }))
    const [shallow, deeper] = [await checkout(world, event), await checkout(world, event, { depth: 2 })]
    const asked = (): number => world.hub.log.filter(({ path }) => path.includes('/commits/')).length
    expect([(await detect(event, deeper, world.api)).fullRebuild, asked()]).toEqual([true, 0])
    expect([(await detect(event, shallow, world.api)).fullRebuild, asked()]).toEqual([true, 1])
    const nobody = await detect(event, shallow, undefined)
    expect(nobody.fullRebuild).toBe(false)
    expect(nobody.tried).toContainEqual({ source: 'none', why: expect.stringContaining("the head commit's message") })
  })

  test('of everything else in what is checked out', async () => {
    const world = await setting()
    await world.images.commit('main', { ...file('a'), message: 'full rebuild' })
    const event = scheduleEvent(world.images)
    expect((await detect(event, await checkout(world, event), NOBODY)).fullRebuild).toBe(true)
  })
})

describe('what the user names', () => {
  const local = readEvent({})
  const explicit = (
    directory: string,
    base: string,
    head?: string,
    more: Partial<ChangesRequest> = {},
  ): Promise<Changes> =>
    detectChanges({
      event: local,
      directory,
      github: NOBODY,
      explicit: { base, ...(head === undefined ? {} : { head }) },
      ...more,
    })

  /** main and topic have parted. */
  async function parted(): Promise<Setting & { readonly folder: string }> {
    const world = await setting({ files: { a: '1', b: '1', 'dir/c': '1' } })
    await world.images.push('topic', [file('a', '2'), { ...file('d'), message: 'Full rebuild' }])
    await world.images.commit('main', file('b', '2'))
    return { ...world, folder: await checkout(world, { sha: world.images.head('topic') }, { depth: 0 }) }
  }

  test('two commits: what the second has since they parted', async () => {
    const { folder, images } = await parted()
    const found = await explicit(join(folder, 'dir'), 'origin/main', 'HEAD')
    expect(found).toMatchObject({ source: 'git', head: images.head('topic'), fullRebuild: true, tried: [] })
    expect(found.files).toEqual([
      { path: 'a', commit: expect.any(String) },
      { path: 'd', commit: images.head('topic').slice(0, 7) },
    ])
    expect(pathsOf(await explicit(folder, 'HEAD~1', images.head('topic').slice(0, 10)))).toEqual(['d'])
    expect(pathsOf(await explicit(folder, 'HEAD', 'origin/main'))).toEqual(['b'])
    expect(pathsOf(await explicit(folder, 'HEAD', 'HEAD'))).toEqual([])
  })

  test('a commit alone: also what no commit holds yet, but not what runs write or git ignores', async () => {
    const { folder } = await parted()
    await writeFiles(folder, {
      '.gitignore': 'ignored\n',
      ignored: '',
      'new/one': '',
      'new/ö"\n': '',
      a: '3',
      'out/x': '',
    })
    await rm(join(folder, 'dir/c'))
    await symlink('a', join(folder, 'link'))
    await git(folder, 'mv', 'b', 'staged')
    const found = await explicit(join(folder, 'new'), 'origin/main', undefined, { own: [join(folder, 'out')] })
    expect(pathsOf(found)).toEqual(['.gitignore', 'a', 'b', 'd', 'dir/c', 'link', 'new/one', 'new/ö"\n', 'staged'])
    // No commit holds it as it is now.
    expect(found.files?.find(({ path }) => path === 'a')).toEqual({ path: 'a' })
    expect(found.files?.find(({ path }) => path === 'd')).toMatchObject({ commit: expect.any(String) })
  })

  test('histories that have nothing in common: the files that differ', async () => {
    const { folder } = await parted()
    await git(folder, 'checkout', '--quiet', '--orphan', 'other')
    await git(folder, '-c', 'user.name=a', '-c', 'user.email=a@b', 'commit', '--quiet', '--message', 'Anew')
    expect(pathsOf(await explicit(folder, 'origin/main', 'HEAD'))).toEqual(['a', 'b', 'd'])
  })

  test('a shallow clone: the two commits themselves, and it is said', async () => {
    const world = await parted()
    const folder = await checkout(world, { sha: world.images.head('topic') })
    await git(folder, 'fetch', '--quiet', '--depth=1', 'origin', 'main:refs/remotes/origin/main')
    const found = await explicit(folder, 'origin/main', 'HEAD')
    expect(pathsOf(found)).toEqual(['a', 'b', 'd'])
    expect(found.tried).toEqual([{ source: 'git', why: expect.stringContaining('too shallow') }])
  })

  test('what is no commit', async () => {
    const { folder } = await parted()
    for (const [name, remedy] of [
      ['nowhere', /origin\/NAME/],
      ['main', /Did you mean "origin\/main"/],
      ['--output=x', /Name a branch/],
      ['--all', /Name a branch/],
      ['HEAD:a', /Name a branch/],
      ['', /Name a branch/],
      ['a\0b', /Name a branch/],
    ] as const) {
      const problem = { message: `git knows no commit "${name}" here`, remedy: expect.stringMatching(remedy) }
      for (const found of [explicit(folder, name), explicit(folder, 'HEAD', name)])
        await expect(found).rejects.toMatchObject({ problems: [problem] })
    }
    await expect(access(join(folder, 'x'))).rejects.toThrow('ENOENT')
  })

  test('a commit beyond the edge of a shallow clone', async () => {
    const world = await parted()
    const folder = await checkout(world, { sha: world.images.head('topic') })
    await expect(explicit(folder, 'HEAD~1')).rejects.toMatchObject({
      problems: [{ remedy: expect.stringContaining('fetch-depth: 0') }],
    })
  })

  test('no repository', async () => {
    await expect(explicit(await tempDir(), 'main')).rejects.toThrow(UserError)
  })

  test('nothing: everything, with a repository or without', async () => {
    const { folder } = await parted()
    const here = await detectChanges({ event: local, directory: folder, github: NOBODY })
    expect(here).toMatchObject({ everything: { kind: 'local' }, files: undefined, fullRebuild: true, tried: [] })
    const elsewhere = await detectChanges({ event: local, directory: await tempDir(), github: undefined })
    expect(elsewhere).toMatchObject({ everything: { kind: 'local' }, fullRebuild: false, tried: [] })
  })
})

test('a merge base that a shallow clone shows is only believed with everything before it', async () => {
  // X is older than the fork point F, and the way to F is cut off: git takes X for the merge base.
  const { hub, images, token } = await setting()
  const x = await images.commit('x', file('x'))
  const f = await images.commit('f', file('f'), { parents: [x] })
  const between = await images.commit('side', file('between'), { parents: [f] })
  const undone = await images.commit('undone', { delete: ['f'] }, { parents: [between] })
  const head = (await images.store.merge(x, undone, 'Join')) ?? ''
  await images.reset('head', head)
  const base = await images.commit('base', file('base'), { parents: [f] })
  expect(await images.store.mergeBase(base, head)).toBe(f)
  const folder = await checkout({ images, token } as Setting, { sha: head }, { depth: 0 })
  await writeFiles(folder, { '.git/shallow': `${undone}\n` })
  expect((await git(folder, 'merge-base', base, head)).trim()).toBe(x)
  const found = await detectChanges({
    event: readEvent({}),
    directory: folder,
    github: undefined,
    explicit: { base, head },
  })
  expect(found.tried).toEqual([{ source: 'git', why: expect.stringContaining('too shallow') }])
  expect(hub.problems).toEqual([])
})

describe('git and GitHub agree', () => {
  const PATHS = ['a', 'b', 'dir/c', 'dir/d', 'ö']
  const changeOf = (deep: number): fc.Arbitrary<Change> =>
    fc
      .array(fc.tuple(fc.constantFrom(...PATHS), fc.constantFrom('0', '1', '2')), { maxLength: deep })
      .map((pairs) => ({ files: Object.fromEntries(pairs) }))
  const history = fc.record({
    start: changeOf(3),
    main: fc.array(changeOf(2), { maxLength: 2 }),
    before: fc.array(changeOf(2), { minLength: 1, maxLength: 2 }),
    after: fc.array(changeOf(2), { minLength: 1, maxLength: 3 }),
    forced: fc.boolean(),
  })

  test('on pushes and pull requests of any small history', async () => {
    const hub = await startHub()
    hubs.push(hub)
    let count = 0
    await fc.assert(
      fc.asyncProperty(history, async ({ start, main, before, after, forced }) => {
        const name = `org/r${++count}`
        const images = await hub.createRepository(name, { files: { README: '1', ...start.files } })
        const token = hub.issueToken(name, { contents: 'read', 'pull-requests': 'read' })
        const api = githubChanges({ token, apiUrl: hub.apiUrl, repository: name })
        const parents = [images.head()]
        await images.push('topic', before)
        if (main.length > 0) await images.push('main', main)
        const move = await images.push('topic', after, forced ? { parents } : {})
        if (move.before === move.after || move.before === ZEROS) return

        const directory = images.store.directory
        const truth = async (from: string, to: string): Promise<string[]> =>
          (await git(directory, 'diff', '--name-only', '--no-renames', '-z', from, to))
            .split('\0')
            .filter(Boolean)
            .sort()
        const event = await pushEvent(images, move)
        const folder = await checkout({ images, token } as Setting, event, { depth: 0 })
        const expected = await truth(move.before, move.after)
        expect(pathsOf(await detect(event, folder, undefined))).toEqual(expected)
        expect(pathsOf(await detect(event, folder, api))).toEqual(expected)
        const byApi = await detect(event, '/', api)
        expect(byApi.files === undefined ? byApi.everything?.kind : pathsOf(byApi)).toEqual(
          forced ? 'unknown' : expected,
        )

        const pull = await images.openPullRequest({ head: 'topic' })
        const request = await pullRequestTargetEvent(pull)
        const listed = await detect(request, '/', api)
        expect([listed.source, pathsOf(listed)]).toEqual([
          'github-pull',
          await truth(await pull.mergeBase(), pull.headSha),
        ])
        expect(pathsOf(await detect(request, folder, undefined))).toEqual(pathsOf(listed))
      }),
      { numRuns: 8 },
    )
  })
})
