import { describe, expect, jest, test } from '@jest/globals'
import { execFileSync } from 'node:child_process'
import { readdir } from 'node:fs/promises'
import type { WikiAccess } from '../../src/github/wiki-access.js'
import { writeWiki, readWiki } from '../../src/github/wiki.js'
import { record } from '../../src/report/wiki/record.js'
import { EMPTY_BOOK, readBook, BOOK_FILE, type BookEvent } from '../../src/report/wiki/book.js'
import { compose, type Composed } from '../../src/report/wiki/compose.js'
import type { Shelf } from '../../src/report/wiki/shelf.js'
import { WorkError } from '../../src/shared/errors.js'
import { cut, outage } from '../world/hub/faults.js'
import { startHub, type RepositoryOptions, type TestHub } from '../world/hub/hub.js'
import { tempDir, TIMEOUT } from '../world/world.js'

jest.setTimeout(TIMEOUT)

const hub: TestHub = await startHub()
let count = 0

/** A repository with a wiki, and a token that may write to it. */
async function setting(
  options: RepositoryOptions = { wiki: 'first page' },
  rights: Record<string, string> = { contents: 'write', metadata: 'read' },
) {
  const repository = await hub.createRepository(`org/wiki-${++count}`, options)
  const folder = await tempDir()
  const access: WikiAccess = {
    ...{ serverUrl: hub.serverUrl, apiUrl: hub.apiUrl, repository: repository.fullName, own: repository.fullName },
    token: hub.issueToken(repository.fullName, rights as never),
    env: { PATH: process.env['PATH'], HOME: folder, RUNNER_TEMP: folder },
    signal: new AbortController().signal,
    now: () => new Date('2026-04-01T10:00:00Z'),
    wait: () => Promise.resolve(),
  }
  return { repository, access, folder }
}

const digest = (seed: number): string => `sha256:${String(seed).padStart(64, '0')}`

function event(images: number, more: Partial<BookEvent> = {}, seed = 0): BookEvent {
  return {
    ...{ kind: 'publish', at: '2026-04-01T10:00:00.000Z', by: 'ann', run: '', from: '' },
    images: Array.from({ length: images }, (_, at) => ({
      id: `image-${at}`,
      refs: [`ghcr.io/org/image-${at}:main`],
      digest: digest(seed * 10_000 + at),
    })),
    ...more,
  }
}

/** Pages of events on whatever lies there. */
function pages(...events: BookEvent[]) {
  const seen: Composed[] = []
  const make = async (shelf: Shelf) => {
    const book = readBook(shelf.files.get(BOOK_FILE)?.toString() ?? '') ?? EMPTY_BOOK
    const next = record(book, events, [], {
      ladder: ['stable'],
      rungOf: () => ({ stage: '', keeps: false }),
      sourceOf: () => '',
      keep: 0,
      now: '2099-01-01T00:00:00.000Z',
    })
    const composed = compose(next, shelf, { form: 'wiki', factsOf: () => undefined })
    expect(composed.dead).toEqual([])
    seen.push(composed)
    return Promise.resolve({ ...composed, message: 'Pages' })
  }
  return { make, seen }
}

describe('a wiki with a first page', () => {
  test('gets its pages in one commit, and none the second time', async () => {
    const { repository, access } = await setting()
    const first = await writeWiki(access, pages(event(3)).make)
    expect(first).toEqual({ commit: expect.stringMatching(/^[0-9a-f]{40}$/), races: 0 })
    const all = await repository.wiki.pages()
    expect(Object.keys(all)).toEqual([
      BOOK_FILE,
      'Home.md',
      'Image_Dependency.md',
      'Stable_Tag.md',
      ...[0, 1, 2].map((at) => `ghcr-io-org-image-${at}-main.md`),
      ...[0, 1, 2].map((at) => `image-${at}.md`),
    ])
    expect(all['Home.md']).toMatch(/^Welcome to the wiki!\n\n<!-- stack-action:begin home/)
    expect(await writeWiki(access, pages(event(3)).make)).toEqual({ commit: undefined, races: 0 })
  })

  test.each(['before git asks', 'before git writes'] as const)(
    'somebody pushes %s, twice: their pages stay, ours come',
    async (moment) => {
      const { repository, access } = await setting()
      repository.wiki.races.plant('master', (round) => ({ files: { [`Theirs-${round}.md`]: 'theirs\n' } }), {
        times: 2,
        moment,
      })
      const { commit, races } = await writeWiki(access, pages(event(1)).make)
      expect(commit).toBeDefined()
      expect(races).toBe(2)
      expect(await repository.wiki.pages()).toMatchObject({
        'Theirs-1.md': 'theirs\n',
        'Theirs-2.md': 'theirs\n',
        'image-0.md': expect.any(String),
      })
    },
  )

  test('of two of us who write at the same time both are there in the end', async () => {
    const { repository, access } = await setting()
    const { wait, ...real } = access
    expect(wait).toBeDefined()
    await Promise.all(
      [1, 2, 3].map((seed) =>
        writeWiki(
          real,
          pages(
            event(1, {
              at: `2026-04-0${seed}T10:00:00.000Z`,
              images: [{ id: `own-${seed}`, refs: [`ghcr.io/org/own-${seed}:main`], digest: digest(seed) }],
            }),
          ).make,
        ),
      ),
    )
    const home = (await repository.wiki.pages())['Home.md'] ?? ''
    for (const seed of [1, 2, 3]) expect(home).toContain(`ghcr.io/org/own-${seed}:main`)
  })

  test('who is always faster is told in the end', async () => {
    const { repository, access } = await setting()
    repository.wiki.races.plant('master', (round) => ({ files: { [`Theirs-${round}.md`]: 'theirs\n' } }), { times: 99 })
    await expect(writeWiki(access, pages(event(1)).make)).rejects.toThrow(/changed 10 times while it was written to/)
  })

  test('an answer that got lost does not make a second commit', async () => {
    const { repository, access } = await setting()
    hub.plant(/git-receive-pack$/, cut({ handled: true }), 1)
    await writeWiki(access, pages(event(1)).make)
    const commits = execFileSync('git', ['-C', repository.wiki.directory, 'rev-list', 'master']).toString()
    expect(commits.trim().split('\n')).toHaveLength(2)
  })

  test('an outage that passes is waited for', async () => {
    const { repository, access } = await setting()
    hub.plant(/wiki\.git\/info\/refs/, outage(502), 2)
    await writeWiki(access, pages(event(1)).make)
    expect(await repository.wiki.pages()).toHaveProperty(['image-0.md'])
  })

  test('links in the wiki are not followed: what they point to stays, and our page has another name', async () => {
    const { repository, access } = await setting()
    await repository.wiki.store?.push('master', [
      {
        files: {
          'Stable_Tag.md': { content: '/etc/passwd', mode: '120000' },
          '.stack-action': { content: '/tmp', mode: '120000' },
          'deep/Image_Dependency.md': 'the user’s own\n',
        },
      },
    ])
    const made = pages(event(1))
    await writeWiki(access, made.make)
    const all = await repository.wiki.pages()
    expect(all['Stable_Tag.md']).toBe('/etc/passwd')
    expect(all['deep/Image_Dependency.md']).toBe('the user’s own\n')
    expect(all[BOOK_FILE]).toContain('"schema":1')
    const modes = execFileSync('git', ['-C', repository.wiki.directory, 'ls-tree', '-r', 'master']).toString()
    expect(modes.split('\n').filter((line) => line.startsWith('120000'))).toEqual([
      expect.stringContaining('Stable_Tag.md'),
    ])
    expect(made.seen.at(-1)?.notices).toEqual([
      expect.stringMatching(/^the page Stable_Tag is there and not ours.*ours is Stable_Tag-[0-9a-f]{6}$/),
      expect.stringMatching(/^the page Image_Dependency is there and not ours/),
    ])
  })

  test('500 pages of others stay as they are', async () => {
    const { repository, access } = await setting()
    const theirs = Object.fromEntries(
      Array.from({ length: 500 }, (_, at) => [`Page ${at}.md`, Buffer.from([0xff, at % 256, 0x0d, 0x0a])]),
    )
    await repository.wiki.store?.push('master', [{ files: theirs }])
    await writeWiki(access, pages(event(250)).make)
    const shelf = await readWiki(access)
    for (const [name, content] of Object.entries(theirs)) expect(shelf.files.get(name)).toEqual(content)
    expect(shelf.files.size).toBe(500 + 1 + 3 + 500)
  })
})

describe('a wiki that cannot be written', () => {
  const refused = async (access: WikiAccess): Promise<WorkError> => {
    const error = await writeWiki(access, pages(event(1)).make).catch((thrown: unknown) => thrown)
    if (!(error instanceof WorkError)) throw error
    expect(JSON.stringify([error.message, error.evidence, error.remedy])).not.toContain(
      access.token === '' ? '§' : access.token,
    )
    return error
  }

  test('without a first page: how to make it', async () => {
    const { access } = await setting({ wiki: 'none' })
    const { message, remedy } = await refused(access)
    expect(message).toContain(`the wiki of ${access.repository} has no page yet`)
    expect(remedy).toContain(`open ${hub.serverUrl}/${access.repository}/wiki, choose "Create the first page"`)
  })

  test('switched off: where to switch it on', async () => {
    const { access } = await setting({ wiki: 'off' })
    const { message, remedy } = await refused(access)
    expect(message).toContain('it is switched off')
    expect(remedy).toContain(`${access.repository}/settings`)
  })

  test('a token that may only read: the right it lacks', async () => {
    const { access } = await setting({ wiki: 'first page' }, { contents: 'read' })
    const { message, remedy } = await refused(access)
    expect(message).toContain('cannot be written to')
    expect(remedy).toContain('contents: write')
  })

  test('a token that is none', async () => {
    const { access } = await setting()
    const { message } = await refused({ ...access, token: 'ghs_nonsense' })
    expect(message).toMatch(/cannot be read/)
  })

  test('no token', async () => {
    const { access } = await setting()
    expect((await refused({ ...access, token: '' })).message).toContain('there is no token')
  })

  test('the wiki of another repository, with the token of the job', async () => {
    const [{ access }, other] = [await setting(), await setting()]
    const { remedy } = await refused({ ...access, repository: other.repository.fullName })
    expect(remedy).toContain(`The token of a job is for ${access.own} alone`)
  })
})

test('a history of many megabytes is read, not begun anew', async () => {
  const { repository, access } = await setting()
  await writeWiki(access, pages(event(1)).make)
  const book = (await repository.wiki.pages())[BOOK_FILE] ?? ''
  const large = `${book.trimEnd()}${' '.repeat(33 * 1024 * 1024)}\n`
  await repository.wiki.store?.push('master', [{ files: { [BOOK_FILE]: large }, message: 'Many publishes' }])
  const { seen, make } = pages(event(1, { at: '2026-04-02T10:00:00.000Z' }, 1))
  await writeWiki(access, make)
  expect(seen[0]?.book.events.map(({ at }) => at.slice(0, 10))).toEqual(['2026-04-02', '2026-04-01'])
})

test('an empty repository gets its first commit', async () => {
  const { repository, access } = await setting()
  execFileSync('git', ['-C', repository.wiki.directory, 'update-ref', '-d', 'refs/heads/master'])
  await writeWiki(access, pages(event(1)).make)
  expect((await repository.wiki.pages())['Home.md']).toMatch(/^<!-- stack-action:begin home/)
})

test('neither hooks nor rewritten addresses nor headers of the machine have a say, and the token is in no file', async () => {
  const { repository, access, folder } = await setting()
  const { writeFile, mkdir, chmod, readFile } = await import('node:fs/promises')
  await mkdir(`${folder}/hooks`)
  for (const hook of ['pre-push', 'reference-transaction', 'post-checkout']) {
    await writeFile(`${folder}/hooks/${hook}`, '#!/bin/sh\ntouch "$HOME/hooked"\nexit 1\n')
    await chmod(`${folder}/hooks/${hook}`, 0o755)
  }
  await writeFile(
    `${folder}/.gitconfig`,
    `[core]\n hooksPath = ${folder}/hooks\n[url "ssh://git@127.0.0.1:1/"]\n insteadOf = ${hub.serverUrl}/\n[http "${hub.serverUrl}/"]\n extraHeader = AUTHORIZATION: basic bm9uZTpub25l\n[credential]\n helper = "!touch ${folder}/helped"\n[commit]\n gpgSign = true\n[push]\n gpgSign = true\n[clone]\n defaultRemoteName = upstream\n[safe]\n bareRepository = explicit\n`,
  )
  const env = { ...access.env, GIT_TRACE_CURL: `${folder}/trace`, GIT_TRACE_REDACT: '0', GIT_DIR: '/nowhere' }
  await writeWiki({ ...access, env }, pages(event(1)).make)
  expect(await repository.wiki.pages()).toHaveProperty(['image-0.md'])
  expect((await readdir(folder)).sort()).toEqual(['.gitconfig', 'hooks'])
  expect(await readFile(`${folder}/.gitconfig`, 'utf8')).not.toContain(access.token)
})
