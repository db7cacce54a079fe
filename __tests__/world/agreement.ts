import { expect } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Results } from '../../src/run/results.js'
import { exists, lastLines, type Ended } from './world.js'

/** What each outcome has to mean for whoever started the run; a run that still says "running" was killed. */
const STATUS = { passed: 0, failed: 1, interrupted: 130 } as const

interface ResultFile {
  readonly full_image_name: string
  readonly success: boolean
  readonly message: string
  readonly outcome: string
  readonly published: unknown
}

/**
 * Everything that a run left behind tells one story: exit status, results.json, the file of each image, the list of what
 * was published, the log. Returns the results.
 */
export async function expectAgreement(out: string, ended: Ended): Promise<Results> {
  const read = (path: string): Promise<string> => readFile(join(out, path), 'utf8')
  const results = JSON.parse(await read('artifacts/results.json')) as Results
  expect(['passed', 'failed', 'interrupted']).toContain(results.outcome)
  expect({ status: ended.status, signal: ended.signal }).toEqual({
    status: STATUS[results.outcome as keyof typeof STATUS],
    signal: null,
  })
  const worked = results.images.filter((image) => image.action !== 'skip')
  if (results.outcome === 'passed') expect(worked.filter((image) => image.outcome !== 'passed')).toEqual([])
  if (results.outcome === 'failed') expect(worked.map((image) => image.outcome)).toContain('failed')

  const files = await resultFiles(out)
  for (const { outcome, published, ref, message = '' } of worked) {
    expect(files.find((file) => file.full_image_name === ref)).toMatchObject({
      outcome,
      success: outcome === 'passed',
      message,
      published,
    })
  }
  const pushed = (await read('artifacts/IMAGES_PUSHED')).split('\n').filter((line) => line !== '')
  expect(pushed).toEqual([...new Set(results.images.flatMap((image) => image.published.map(({ ref }) => ref)))])
  expect(lastLines(await read('logs/run.log'), 1)).toMatch(new RegExp(` ${results.outcome} in `))
  return results
}

/** A run that was killed never looks like one that passed: nothing of what it left claims success of the whole. */
export async function expectUnfinished(out: string): Promise<Results> {
  const results = JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results
  expect(results.outcome).toBe('running')
  expect(results.images.flatMap((image) => image.published)).toEqual([])
  expect(await exists(join(out, 'artifacts/journal.json'))).toBe(false)
  for (const file of await resultFiles(out)) expect(file).toMatchObject({ success: false, published: [] })
  return results
}

async function resultFiles(out: string): Promise<ResultFile[]> {
  const names = (await readdir(join(out, 'artifacts'))).filter((name) => name.endsWith('.yml'))
  return Promise.all(
    names.map(async (name) => parse(await readFile(join(out, 'artifacts', name), 'utf8')) as ResultFile),
  )
}
