import { afterEach, describe, expect, jest, test } from '@jest/globals'
import { githubStatuses, type CommitStatus } from '../../src/github/statuses.js'
import { cut, outage, primaryLimit, secondaryLimit } from '../world/hub/faults.js'
import { startHub, type TestHub } from '../world/hub/hub.js'
import type { Repository } from '../world/hub/repository.js'
import type { Permissions } from '../world/types.js'
import { TIMEOUT } from '../world/world.js'

jest.setTimeout(TIMEOUT)

const hubs: TestHub[] = []

/** The schemas of GitHub agree with all that was asked and answered. */
afterEach(() => {
  expect(hubs.splice(0).flatMap((hub) => hub.problems)).toEqual([])
})

interface Setting {
  readonly hub: TestHub
  readonly images: Repository
  readonly set: (more?: Partial<CommitStatus>) => Promise<void>
  /** `state, description` of the commit, in the order in which they came. */
  readonly said: () => string[]
  /** Milliseconds between tries that the client wanted to wait; nobody waits here. */
  readonly waits: number[]
}

async function setting(rights: Permissions = { contents: 'read', statuses: 'write' }): Promise<Setting> {
  const hub = await startHub()
  hubs.push(hub)
  const images = await hub.createRepository('org/images')
  const waits: number[] = []
  const say = githubStatuses({
    ...{ token: hub.issueToken('org/images', rights), apiUrl: hub.apiUrl, repository: 'org/images' },
    wait: (ms) => Promise.resolve(waits.push(ms)),
  })
  return {
    ...{ hub, images, waits },
    set: (more) =>
      say({
        ...{ sha: images.head(), state: 'success', context: 'stack-action/gpu-test', description: 'passed: leaf' },
        targetUrl: 'https://github.com/org/images/actions/runs/1',
        ...more,
      }),
    said: () =>
      (images.records.statuses.get(images.head()) ?? []).map(
        ({ state, description }) => `${state}, ${description ?? ''}`,
      ),
  }
}

describe('a status of a commit', () => {
  test('is said, and the newest word counts', async () => {
    const { set, said } = await setting()
    await set({ state: 'pending', description: '1 image is being tested' })
    await set()
    expect(said()).toEqual(['pending, 1 image is being tested', 'success, passed: leaf'])
  })

  test('needs no address that it leads to', async () => {
    const { set, images } = await setting()
    await set({ targetUrl: '' })
    expect(images.records.statuses.get(images.head())).toMatchObject([{ state: 'success' }])
  })

  test('is cut where GitHub would refuse it, and has no characters that do things', async () => {
    const { set, said } = await setting()
    await set({ description: `\u001b[31m${'ä'.repeat(200)}` })
    const [text = ''] = said()
    expect(text.length).toBeLessThanOrEqual('success, '.length + 140)
    expect(text).toContain('ää')
    expect(text).not.toContain('\u001b')
  })

  test('of a commit that GitHub does not have is refused, and not asked for again', async () => {
    const { set, said, waits } = await setting()
    await expect(set({ sha: '1'.repeat(40) })).rejects.toMatchObject({
      name: 'WorkError',
      message: expect.stringContaining('422'),
    })
    expect([said(), waits]).toEqual([[], []])
  })

  test('without the right for it: the right is named, and nobody asks twice', async () => {
    const { set, said, waits } = await setting({ contents: 'read', statuses: 'read' })
    await expect(set()).rejects.toMatchObject({
      name: 'WorkError',
      message: expect.stringContaining('403'),
      remedy: expect.stringContaining('statuses: write'),
    })
    expect([said(), waits]).toEqual([[], []])
  })

  test.each([
    ['a broken gateway', outage(502), 2],
    ['a connection that ends', cut(), 1],
    ['a rate limit that is over soon', secondaryLimit(7), 1],
  ])('%s: it is said again, once it works', async (_what, fault, times) => {
    const { hub, set, said, waits } = await setting()
    const planted = hub.plant(/^POST .*\/statuses\//, fault, times)
    await set()
    expect(planted.hits).toBe(times)
    expect(waits).toHaveLength(times)
    expect(said()).toEqual(['success, passed: leaf'])
  })

  test('a service that is down, or a limit for an hour: an error, in the end', async () => {
    const { hub, set, waits } = await setting()
    hub.plant(/statuses/, outage(503), 9)
    await expect(set()).rejects.toMatchObject({ name: 'WorkError', message: expect.stringContaining('503') })
    expect(waits).toHaveLength(3)
    const other = await setting()
    other.hub.plant(/statuses/, primaryLimit(3600), 9)
    await expect(other.set()).rejects.toMatchObject({ name: 'WorkError' })
    expect(other.waits).toEqual([])
  })
})
