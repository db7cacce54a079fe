import { afterAll, afterEach, beforeEach, expect, jest, test } from '@jest/globals'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { githubDurations } from '../../src/github/durations.js'
import { learn, NO_DURATIONS, type Measured } from '../../src/run/durations.js'
import { startResults, type Job, type ResultsServer } from '../world/services/results.js'
import { tempDir, TIMEOUT } from '../world/world.js'

// GitHub's client reads the environment of the process, so these tests run one after another.
const environment = { ...process.env }
const LOOK = 'CacheService/GetCacheEntryDownloadURL'
let service: ResultsServer
let machine: string
let notices: string[]
const cwd = process.cwd()

beforeEach(async () => {
  ;[service, machine, notices] = [await startResults(), await tempDir(), []]
  // The client's lines are commands to the runner, should these tests run on one.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => {
  process.chdir(cwd)
  jest.useRealTimers()
  jest.restoreAllMocks()
})
afterAll(() => {
  process.env = environment
})

/** A job on a fresh runner whose folders lie where those of all runners lie; the store of the stack in `images` there. */
async function onRunner(job: Partial<Job> = {}, stack = 'images'): Promise<ReturnType<typeof githubDurations>> {
  process.chdir(cwd)
  await rm(machine, { recursive: true, force: true })
  const [workspace, temp] = [join(machine, 'work/stacks/stacks'), join(machine, 'work/_temp')]
  for (const folder of [workspace, temp]) await mkdir(folder, { recursive: true })
  process.chdir(workspace)
  process.env = {
    PATH: environment['PATH'],
    GITHUB_RUN_ID: job.runId ?? '1',
    GITHUB_WORKSPACE: workspace,
    RUNNER_TEMP: temp,
    ...service.env({ runId: '1', jobId: 'job', ...job }),
  }
  return githubDurations(process.env, join(workspace, stack), (text) => notices.push(text))
}

const built = (image: string, ms: number): Measured => ({ step: 'build', image, ms, outcome: 'passed' })
const keys = (): string[] => service.caches().map(({ key }) => key)

test(
  'what a run has learnt, the next run knows on another machine; another stack does not',
  async () => {
    const first = await onRunner({ runId: '7' })
    expect(await first.read()).toEqual(NO_DURATIONS)
    await first.write(learn(NO_DURATIONS, [built('a', 5000)]))
    expect(keys()).toEqual([expect.stringMatching(/^stack-action-durations-[0-9a-f]{16}-7-[0-9a-f]{8}$/)])

    const second = await onRunner({ runId: '8' })
    expect((await second.read()).steps).toEqual({ 'build a': 5000 })
    const other = await onRunner({ runId: '8' }, 'others')
    expect(await other.read()).toEqual(NO_DURATIONS)
    expect(notices).toEqual([])
  },
  TIMEOUT,
)

test(
  'nothing is saved, nor asked, when nothing was learnt',
  async () => {
    const store = await onRunner()
    const known = await store.read()
    await store.write(learn(known, []))
    expect(service.requests.map(({ what }) => what)).toEqual([LOOK])
  },
  TIMEOUT,
)

test(
  'jobs of one run that learn at the same time keep what all of them have learnt',
  async () => {
    const one = await onRunner()
    await one.write(learn(await one.read(), [built('a', 5000)]))
    const [two, three] = [await onRunner(), await onRunner()]
    // The second has read before the third saves.
    const known = await two.read()
    await three.write(learn(await three.read(), [built('b', 6000)]))
    await two.write(learn(known, [built('c', 7000)]))
    expect(keys()).toHaveLength(3)
    const after = await onRunner({ runId: '2' })
    expect((await after.read()).steps).toEqual({ 'build a': 5000, 'build b': 6000, 'build c': 7000 })
  },
  TIMEOUT,
)

test(
  'a job that may not write, and one without a cache service, go on',
  async () => {
    const reading = await onRunner({ cacheMode: 'read' })
    await reading.write(learn(await reading.read(), [built('a', 5000)]))
    expect(keys()).toEqual([])
    const before = service.requests.length
    await onRunner()
    const env = { ...process.env, ACTIONS_RESULTS_URL: undefined }
    const without = githubDurations(env, machine, (text) => notices.push(text))
    await without.write(learn(await without.read(), [built('a', 5000)]))
    expect(service.requests).toHaveLength(before)
    expect(notices).toEqual([])
  },
  TIMEOUT,
)

test(
  'a service that is down costs a moment once, and is told',
  async () => {
    service.fail({ status: 503 })
    const store = await onRunner()
    // Only what waits for minutes: the network has its own clock.
    jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'Date', 'performance', 'hrtime'] })
    const reading = store.read()
    while (service.requests.length === 0) await new Promise(setImmediate)
    await jest.advanceTimersByTimeAsync(10_000)
    const known = await reading
    expect(known).toEqual(NO_DURATIONS)
    await store.write(learn(known, [built('a', 5000)]))
    // The client goes on trying for itself; its timer is left to the clock that stands still.
    while (jest.getTimerCount() === 0) await new Promise(setImmediate)
    expect(notices).toEqual([
      'what steps took in earlier runs could not be read from the cache: no answer within 10 seconds',
    ])
  },
  TIMEOUT,
)
