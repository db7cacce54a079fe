import { describe, expect, test } from '@jest/globals'
import { isFork, readEvent, type EventEnv } from '../../../src/changes/event.js'

const github = (more: EventEnv): EventEnv => ({ GITHUB_ACTIONS: 'true', ...more })

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
  [github({}), 'unknown', undefined],
])('%j is the event %s on %s', (env, name, branch) => expect(readEvent(env)).toEqual({ name, branch }))

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
