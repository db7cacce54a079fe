import { describe, expect, test } from '@jest/globals'
import { isFork, readEvent, type Event, type EventEnv } from '../../../src/changes/event.js'
import { example } from '../../world/hub/templates.js'
import fc from '../property.js'

const github = (more: EventEnv): EventEnv => ({ GITHUB_ACTIONS: 'true', ...more })
const on = (name: string, payload: unknown, more: EventEnv = {}): Event =>
  readEvent(github({ GITHUB_EVENT_NAME: name, ...more }), payload)

const [A, B, ZEROS] = ['a'.repeat(40), 'b'.repeat(40), '0'.repeat(40)]

test.each<[EventEnv, string, string | undefined]>([
  [{}, 'local', undefined],
  [{ GITHUB_EVENT_NAME: 'push', GITHUB_REF_NAME: 'main' }, 'local', undefined],
  [github({ GITHUB_EVENT_NAME: 'push', GITHUB_REF_NAME: 'feature/x', GITHUB_HEAD_REF: '' }), 'push', 'feature/x'],
  [github({ GITHUB_EVENT_NAME: 'push', GITHUB_REF_NAME: 'fix-merge-bug' }), 'push', 'fix-merge-bug'],
  [
    github({ GITHUB_EVENT_NAME: 'pull_request', GITHUB_REF_NAME: '71/merge', GITHUB_HEAD_REF: 'topic' }),
    'pull_request',
    'topic',
  ],
  [github({ GITHUB_EVENT_NAME: 'schedule', GITHUB_REF_NAME: '' }), 'schedule', undefined],
  [github({ GITHUB_EVENT_NAME: '' }), 'unknown', undefined],
  [github({}), 'unknown', undefined],
])('%j is the event %s on %s', (env, name, branch) => expect(readEvent(env)).toMatchObject({ name, branch }))

describe("GitHub's own examples", () => {
  test('a push of a new branch', () => {
    const payload = example('push', ({ ref }) => ref === 'refs/heads/master')
    expect(on('push', payload, { GITHUB_REF_NAME: 'master', GITHUB_SHA: String(payload['after']) })).toEqual({
      name: 'push',
      branch: 'master',
      defaultBranch: 'master',
      sha: payload['after'],
      tag: false,
      deleted: false,
      push: { before: undefined, after: payload['after'], forced: false, message: 'Initial commit' },
      pull: undefined,
      queue: undefined,
    })
  })

  test('a tag that was deleted', () => {
    const payload = example('push', ({ ref, deleted }) => ref === 'refs/tags/simple-tag' && deleted === true)
    // The environment names the default branch then.
    expect(on('push', payload, { GITHUB_REF_NAME: 'master' })).toMatchObject({
      branch: 'simple-tag',
      tag: true,
      deleted: true,
      push: undefined,
    })
  })

  test('a pull request', () => {
    const payload = example('pull_request', ({ action }) => action === 'opened')
    const pull = payload['pull_request'] as { number: number; base: { sha: string }; head: { sha: string } }
    expect(on('pull_request', payload).pull).toEqual({
      number: pull.number,
      base: pull.base.sha,
      head: pull.head.sha,
      changedFiles: (payload['pull_request'] as { changed_files: number }).changed_files,
    })
    expect(on('pull_request_target', payload).pull).toEqual(on('pull_request', payload).pull)
    // The same payload under another name is not about the files of a pull request.
    expect(on('pull_request_review', payload).pull).toBeUndefined()
  })

  test('a branch that was deleted', () => {
    const payload = example('delete')
    expect(on('delete', payload, { GITHUB_REF_NAME: 'master' })).toMatchObject({
      deleted: true,
      branch: payload['ref'],
      tag: payload['ref_type'] === 'tag',
    })
  })
})

describe('a push', () => {
  const push = (more: object): Event => on('push', { ref: 'refs/heads/topic', before: A, after: B, ...more })

  test.each<[string, object, object]>([
    ['from one commit to another', {}, { push: { before: A, after: B, forced: false, message: undefined } }],
    ['by force', { forced: true }, { push: { before: A, after: B, forced: true, message: undefined } }],
    ['of a new branch', { before: ZEROS, created: true }, { push: expect.objectContaining({ before: undefined }) }],
    ['of zeros alone', { before: ZEROS }, { push: expect.objectContaining({ before: undefined }) }],
    ['that says created alone', { created: true }, { push: expect.objectContaining({ before: undefined }) }],
    ['that deletes', { after: ZEROS, deleted: true }, { deleted: true, branch: 'topic', push: undefined }],
    ['to zeros alone', { after: ZEROS }, { deleted: true, push: undefined }],
    ['of a tag', { ref: 'refs/tags/v1' }, { tag: true }],
    ['with a message', { head_commit: { message: 'Hello' } }, { push: expect.objectContaining({ message: 'Hello' }) }],
    ['with SHA-256', { after: 'c'.repeat(64) }, { push: expect.objectContaining({ after: 'c'.repeat(64) }) }],
  ])('%s', (_what, more, expected) => expect(push(more)).toMatchObject(expected))

  test('by the environment alone, of a tag', () =>
    expect(on('workflow_dispatch', {}, { GITHUB_REF_TYPE: 'tag' }).tag).toBe(true))

  test.each([
    ['no hash', { before: 'main' }],
    ['an option', { before: `--upload-pack=touch x` }],
    ['an option after a hash', { after: `${A} --output=x` }],
    ['a line end', { after: `${A}\n` }],
    ['upper case', { after: 'A'.repeat(40) }],
    ['too short', { before: A.slice(1) }],
    ['another type', { before: [A], after: { toString: B } }],
    ['nothing', { before: undefined }],
  ])('with %s has no ends', (_what, more) => expect(push(more).push).toBeUndefined())
})

describe('a merge queue', () => {
  const queue = (more: object): Event =>
    on(
      'merge_group',
      {
        merge_group: {
          base_ref: 'refs/heads/release/1.0',
          base_sha: A,
          head_sha: B,
          head_ref: `refs/heads/gh-readonly-queue/main/pr-7-${A}`,
          ...more,
        },
      },
      { GITHUB_REF_NAME: 'main' },
    )

  test('its branch is its own, so that it overwrites no tag of the branch it is for', () =>
    expect(queue({})).toMatchObject({
      branch: `gh-readonly-queue/main/pr-7-${A}`,
      queue: { baseBranch: 'release/1.0', head: B },
    }))

  test.each([
    'main',
    'refs/tags/main',
    'refs/heads/',
    'refs/heads/a..b',
    'refs/heads/a...b',
    'refs/heads/main^2',
    'refs/heads/main~1',
    'refs/heads/@{-1}',
    'refs/heads/main:file',
    'refs/heads/a b',
    'refs/heads/a\nb',
    'refs/heads/a\0b',
    'refs/heads/a//b',
    'refs/heads/.a',
    'refs/heads/a.lock',
    'refs/heads/*',
    '',
    null,
    7,
  ])('for %j is for no branch', (name) => expect(queue({ base_ref: name }).queue).toBeUndefined())
})

describe('a pull request', () => {
  const pull = (more: object): Event['pull'] =>
    on('pull_request', { pull_request: { number: 7, base: { sha: A }, head: { sha: B }, changed_files: 3, ...more } })
      .pull

  test.each<[string, object, Event['pull']]>([
    ['whole', {}, { number: 7, base: A, head: B, changedFiles: 3 }],
    ['that does not count', { changed_files: -1 }, { number: 7, base: A, head: B, changedFiles: undefined }],
    ['with no number', { number: '7/../8' }, undefined],
    ['with number 0', { number: 0 }, undefined],
    ['with half a number', { number: 1.5 }, undefined],
    ['with zeros', { head: { sha: ZEROS } }, undefined],
    ['with a name', { base: { sha: 'main' } }, undefined],
    ['with null', { head: null }, undefined],
  ])('%s', (_what, more, expected) => expect(pull(more)).toEqual(expected))
})

test.each([
  [{ repository: { default_branch: 'trunk' } }, 'trunk'],
  [{ repository: { default_branch: 'a..b' } }, 'given'],
  [undefined, 'given'],
])('the default branch of %j is %s', (payload, expected) =>
  expect(readEvent(github({}), payload, { defaultBranch: 'given' }).defaultBranch).toBe(expected),
)

test('no payload makes it throw, and no hash comes out of it that is none', () => {
  const names = ['push', 'pull_request', 'merge_group', 'delete', 'other']
  const value = fc.oneof(fc.jsonValue(), fc.constantFrom(A, B, ZEROS, '-x', 7, null))
  const some = (keys: readonly string[]): fc.Arbitrary<unknown> =>
    fc.record(Object.fromEntries(keys.map((key) => [key, value])), { requiredKeys: [] })
  const pull = fc.record({ number: value, base: some(['sha']), head: some(['sha']) })
  const payloads = fc.oneof(
    fc.jsonValue(),
    some(['ref', 'before', 'after', 'created', 'deleted', 'head_commit', 'repository']),
    fc.record({ pull_request: pull, merge_group: some(['base_ref', 'head_sha', 'head_ref']) }),
  )
  fc.assert(
    fc.property(fc.constantFrom(...names), payloads, (name, payload) => {
      const { push, pull: request, queue } = on(name, payload)
      const hashes = [push?.before, push?.after, request?.base, request?.head, queue?.head]
      for (const hash of hashes.filter((one) => one !== undefined)) expect(hash).toMatch(/^[0-9a-f]{40}$/)
    }),
  )
})

describe('a fork', () => {
  const pull = (head: unknown, base: unknown): unknown => ({
    pull_request: { head: { repo: head }, base: { repo: base } },
  })
  const run = (head: unknown, base: unknown): unknown => ({ workflow_run: { head_repository: head, repository: base } })
  const [ours, theirs] = [{ full_name: 'acme/stack' }, { full_name: 'mallory/stack' }]

  test.each([
    ['a pull request of this repository', pull(ours, ours), false],
    ['a pull request of another', pull(theirs, ours), true],
    ['a pull request of a fork that was deleted', pull(null, ours), true],
    ['a pull request that says nothing', { pull_request: {} }, true],
    ['a workflow run of this repository', run(ours, ours), false],
    ['a workflow run of another', run(theirs, ours), true],
    ['a workflow run of a fork that was deleted', run(null, ours), true],
    ['a push', { ref: 'refs/heads/main', repository: ours }, false],
    ['a payload that is no object', 'text', false],
    ['no payload', undefined, false],
  ])('%s', (_what, payload, expected) => expect(isFork(payload)).toBe(expected))
})
