import { afterEach, beforeEach, describe, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { readEarlier } from '../../../src/commands/earlier.js'
import { mergeResults } from '../../../src/run/merged.js'
import type { ImageResult, Results } from '../../../src/run/results.js'
import { UserError } from '../../../src/shared/errors.js'
import { imageResult, resultsOf, suiteResult } from '../support.js'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'stack-earlier-'))
})
afterEach(() => rm(folder, { recursive: true }))

async function job(name: string, images: readonly ImageResult[], more: Partial<Results> = {}): Promise<void> {
  const file = join(folder, name, 'artifacts/results.json')
  await mkdir(dirname(file), { recursive: true })
  await writeFile(file, JSON.stringify(resultsOf(images, more)))
}
const read = (path = '.'): Promise<ReadonlyMap<string, ImageResult>> => readEarlier([path], (one) => join(folder, one))

const suites = [suiteResult('s')]
const built = imageResult('a', {
  action: 'build',
  build: { outcome: 'passed', ms: 5 },
  candidates: [{ ref: 'r/a:fp', digest: 'sha256:1' }],
})

describe('results of other jobs', () => {
  test('are found in every folder below, and what was left alone says nothing', async () => {
    await job('leg a', [built, imageResult('b', { action: 'skip', outcome: 'skipped' })])
    await job('leg b', [imageResult('a', { action: 'skip', outcome: 'skipped' }), imageResult('b')])
    const earlier = await read()
    expect([...earlier.keys()].sort()).toEqual(['a', 'b'])
    expect(earlier.get('a')?.build).toEqual({ outcome: 'passed', ms: 5 })
  })

  test('what one job built and another tested is one result', async () => {
    await job('1', [built], { command: 'build', startedAt: '2026-01-01T00:00:00Z' })
    const tested = imageResult('a', { action: 'reuse', suites, testedImageId: 'sha256:i' })
    await job('2', [tested], { command: 'test', startedAt: '2026-01-01T00:01:00Z' })
    expect((await read()).get('a')).toMatchObject({
      action: 'build',
      outcome: 'passed',
      build: { outcome: 'passed' },
      suites,
      testedImageId: 'sha256:i',
      candidates: built.candidates,
    })
  })

  test('of a job that was run again the last word counts', async () => {
    await job('second', [built], { startedAt: '2026-01-01T00:01:00Z' })
    await job('first', [imageResult('a', { outcome: 'failed', failedStep: 'build', message: 'exit 1' })], {
      startedAt: '2026-01-01T00:00:00Z',
    })
    expect((await read()).get('a')?.outcome).toBe('passed')
  })

  test.each([
    ['a folder that is not there', 'nowhere', /^the results of other jobs cannot be read: /],
    ['junk', 'junk.json', /^the results of another job cannot be read: /],
    ['another document', 'other.json', /^these are no results of a job of this version/],
  ])('%s is refused', async (_what, path, message) => {
    await writeFile(join(folder, 'junk.json'), '{')
    await writeFile(join(folder, 'other.json'), '{"schema":2,"images":[]}')
    const error: unknown = await read(path).catch((thrown: unknown) => thrown)
    expect(error).toBeInstanceOf(UserError)
    expect((error as UserError).message).toMatch(message)
  })
})

test('a failure of one job is the image’s', () => {
  const failed = imageResult('a', { outcome: 'failed', failedStep: 'test', message: 'suite s: exit status 1' })
  for (const merged of [mergeResults(built, failed), mergeResults(failed, built)])
    expect(merged).toMatchObject({ outcome: 'failed', failedStep: 'test', build: { outcome: 'passed' } })
})

test('of other content the later counts', () => {
  const newer = imageResult('a', { fingerprint: 'other' })
  expect(mergeResults(built, newer)).toBe(newer)
})
