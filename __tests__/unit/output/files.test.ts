import { afterEach, beforeEach, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Recorder } from '../../../src/output/files.js'
import { UserError, WorkError } from '../../../src/shared/errors.js'
import { planOf, resultsOf } from '../support.js'

let out = ''
beforeEach(async () => {
  out = await mkdtemp(join(tmpdir(), 'stack-files-'))
})
afterEach(() => rm(out, { recursive: true }))

const recorder = (): Recorder =>
  new Recorder(
    { artifacts: join(out, 'artifacts'), logs: join(out, 'logs'), manifests: join(out, 'manifests') },
    { hash: '', branch: '', message: '', changedFiles: [], dirty: false },
    () => new Date(0),
  )
const begin = (one: Recorder): void => one.listen({ type: 'run-start', plan: planOf([]), results: resultsOf([]) })

test('a folder that cannot be made is the user’s mistake', async () => {
  await writeFile(join(out, 'logs'), 'a file')
  expect(recorder).toThrow(UserError)
  expect(recorder).toThrow(`the files of the run cannot be written to ${join(out, 'logs')}`)
})

test('a write that fails is a failure with a remedy, and leaves no half file', async () => {
  await mkdir(join(out, 'artifacts/plan.json/x'), { recursive: true })
  const one = recorder()
  const call = (): void => begin(one)
  expect(call).toThrow(WorkError)
  expect(call).toThrow(/^the files of the run cannot be written: .*EISDIR/)
  one.close()
  expect(await readdir(join(out, 'artifacts'))).toEqual(['plan.json'])
})

test('the journal too', async () => {
  const one = recorder()
  await rm(join(out, 'artifacts'), { recursive: true })
  expect(() => one.journal([])).toThrow(WorkError)
})

test('the file aside is that of this process', async () => {
  // Another run's file of the old name is in the way of nothing.
  await mkdir(join(out, 'artifacts/plan.json.tmp'), { recursive: true })
  const one = recorder()
  begin(one)
  one.close()
  expect(JSON.parse(await readFile(join(out, 'artifacts/plan.json'), 'utf8'))).toMatchObject({ schema: 1 })
  expect((await readdir(join(out, 'artifacts'))).filter((name) => name.endsWith('.tmp'))).toEqual(['plan.json.tmp'])
})
