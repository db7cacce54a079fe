import { expect, jest, test } from '@jest/globals'
import { commentRoom, writeComment, type CommentRequest } from '../../src/github/comments.js'
import { cut } from '../world/hub/faults.js'
import { startHub, type TestHub } from '../world/hub/hub.js'
import { TIMEOUT } from '../world/world.js'

jest.setTimeout(TIMEOUT)

const hub: TestHub = await startHub()
let count = 0

/** A pull request, and what one job says there again and again. */
async function setting() {
  const repository = await hub.createRepository(`org/comments-${++count}`)
  await repository.push('topic', [{ files: { a: 'b' }, message: 'A change' }])
  const pull = await repository.openPullRequest({ head: 'topic' })
  const token = hub.issueToken(repository.fullName, { 'pull-requests': 'write', metadata: 'read' })
  const access = { token, apiUrl: hub.apiUrl, repository: repository.fullName, wait: () => Promise.resolve() }
  const say = (body: string, more: Partial<CommentRequest> = {}) =>
    writeComment({ access, pull: pull.number, key: 'run ci/build', body, ...more })
  const bodies = (): string[] => (repository.records.comments.get(pull.number) ?? []).map(({ body }) => body)
  return { say, bodies }
}

test('what was said last stands there alone', async () => {
  const { say, bodies } = await setting()
  expect((await say('one')).state).toBe('new')
  expect((await say('two')).state).toBe('updated')
  expect(bodies()).toEqual([expect.stringMatching(/^<!-- stack-action [0-9a-f]{32} -->\ntwo$/)])
})

test('a comment that is taken away between the look and the word is written anew', async () => {
  const { say, bodies } = await setting()
  await say('one')
  const gone = JSON.stringify({ message: 'Not Found', documentation_url: 'https://docs.github.com/rest' })
  const planted = hub.plant(/^PATCH .*issues\/comments\//, {
    ...{ kind: 'answer', status: 404, body: gone },
    headers: { 'content-type': 'application/json; charset=utf-8' },
  })
  expect((await say('two')).state).toBe('new')
  expect(planted.hits).toBe(1)
  expect(bodies().filter((body) => body.endsWith('\ntwo'))).toHaveLength(1)
})

test('an answer that got lost leaves no second comment', async () => {
  const { say, bodies } = await setting()
  hub.plant(/^POST .*\/comments/, cut({ handled: true }))
  await say('one')
  expect(bodies()).toHaveLength(1)
})

test('the longest text has room, of whatever letters', async () => {
  const { say, bodies } = await setting()
  await say('é'.repeat(Math.floor(commentRoom('run ci/build') / 2)))
  expect(bodies()[0]?.length).toBeLessThanOrEqual(65_536)
})
