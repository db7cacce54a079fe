import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { localDurations } from '../../../src/output/durations.js'
import { learn, NO_DURATIONS, type Measured } from '../../../src/run/durations.js'

let home: string
let notices: string[]
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'stack-durations-'))
  notices = []
})
afterEach(() => rm(home, { recursive: true, force: true }))

const notice = (text: string): void => void notices.push(text)
const store = (directory = '/stack'): ReturnType<typeof localDurations> =>
  localDurations({ HOME: home }, directory, notice)
const built = (image: string, ms: number): Measured => ({ step: 'build', image, ms, outcome: 'passed' })
const folder = (): string => join(home, '.cache/stack-action/durations')

test('what a run has learnt, the next one knows; another stack does not', async () => {
  const first = store()
  expect(await first.read()).toEqual(NO_DURATIONS)
  await first.write(learn(NO_DURATIONS, [built('a', 5000)]))
  expect((await store().read()).steps).toEqual({ 'build a': 5000 })
  expect(await store('/other').read()).toEqual(NO_DURATIONS)
  expect(await readdir(folder())).toEqual([expect.stringMatching(/^[0-9a-f]{16}\.json$/)])
  expect(notices).toEqual([])
})

test('nothing is written when nothing was learnt', async () => {
  const one = store()
  await one.write(learn(await one.read(), [built('a', -1)]))
  await expect(readdir(home)).resolves.toEqual([])
})

test('two runs at the same time keep what both have learnt', async () => {
  const [one, other] = [store(), store()]
  const [first, second] = [await one.read(), await other.read()]
  await one.write(learn(first, [built('a', 5000)]))
  await other.write(learn(second, [built('b', 6000)]))
  expect((await store().read()).steps).toEqual({ 'build a': 5000, 'build b': 6000 })
})

test('XDG_CACHE_HOME is where it lies, if it is a whole path', async () => {
  const durations = learn(NO_DURATIONS, [built('a', 5000)])
  await localDurations({ HOME: home, XDG_CACHE_HOME: join(home, 'xdg') }, '/stack', notice).write(durations)
  await localDurations({ HOME: join(home, 'h'), XDG_CACHE_HOME: 'relative' }, '/stack', notice).write(durations)
  const files = await readdir(home, { recursive: true })
  expect(
    files
      .filter((file) => file.endsWith('.json'))
      .map((file) => file.split('/').slice(0, -1).join('/'))
      .sort(),
  ).toEqual(['h/.cache/stack-action/durations', 'xdg/stack-action/durations'])
})

test('a file that is broken counts as none, and is replaced', async () => {
  await store().write(learn(NO_DURATIONS, [built('a', 5000)]))
  const [file = ''] = await readdir(folder())
  await writeFile(join(folder(), file), '{"schema":1,"st')
  const next = store()
  expect(await next.read()).toEqual(NO_DURATIONS)
  await next.write(learn(NO_DURATIONS, [built('b', 5000)]))
  expect(await readFile(join(folder(), file), 'utf8')).toBe('{"schema":1,"steps":{"build b":5000}}\n')
  expect(notices).toEqual([])
})

test('a cache that cannot be used is told, and nothing more', async () => {
  // A file where there should be a folder stops root as well.
  await mkdir(join(home, '.cache'))
  await writeFile(join(home, '.cache/stack-action'), '')
  const one = store()
  expect(await one.read()).toEqual(NO_DURATIONS)
  await one.write(learn(NO_DURATIONS, [built('a', 5000)]))
  expect(notices).toEqual([
    expect.stringMatching(/^what steps took in earlier runs could not be read: .*ENOTDIR/),
    expect.stringMatching(/^what steps took could not be kept for later runs: .*(ENOTDIR|EEXIST)/),
  ])
})
