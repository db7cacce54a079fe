import { expect, test } from '@jest/globals'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readJob } from '../../../src/commands/report-read.js'
import { imageResult, plannedImage, planOf, resultsOf } from '../support.js'

test.each([
  ['of a later version', { ...planOf([]), schema: 2 }],
  ['without reasons', { ...planOf([]), images: [{ ...plannedImage('a'), reasons: undefined }] }],
  ['with half a reason', { ...planOf([]), images: [{ ...plannedImage('a'), reasons: [{ kind: 'file' }] }] }],
  ['without a source', { ...planOf([]), source: undefined }],
])('a plan %s is told and left out, and the results count', async (_, plan) => {
  const folder = await mkdtemp(join(tmpdir(), 'stack-report-'))
  const said: string[] = []
  try {
    await writeFile(join(folder, 'results.json'), JSON.stringify(resultsOf([imageResult('a')])))
    await writeFile(join(folder, 'plan.json'), JSON.stringify(plan))
    const job = await readJob(folder, 'leg', (text) => said.push(text))
    expect(job?.leg?.results.images).toHaveLength(1)
    expect(job?.plan).toBeUndefined()
    expect(said).toEqual(['leg: its plan.json is not one of this version'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
