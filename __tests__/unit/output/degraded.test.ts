import { expect, test } from '@jest/globals'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { writeDegraded } from '../../../src/output/degraded.js'

test('what a service did not take is told in the results, which stay as they are', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'stack-degraded-'))
  try {
    await writeFile(join(folder, 'results.json'), '{"schema":1,"outcome":"passed"}')
    const one = { what: 'the artifact', message: 'no service' }
    writeDegraded(folder, 'results.json', [one])
    writeDegraded(folder, 'results.json', [one, { what: 'the job summary', message: 'full' }])
    expect(JSON.parse(await readFile(join(folder, 'results.json'), 'utf8'))).toEqual({
      ...{ schema: 1, outcome: 'passed' },
      degraded: [one, { what: 'the job summary', message: 'full' }],
    })
    expect(await readdir(folder)).toEqual(['results.json'])
  } finally {
    await rm(folder, { recursive: true })
  }
})
