import { afterAll, beforeAll, expect, test } from '@jest/globals'
import { mkdir, mkdtemp, rm, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { findNews } from '../../../src/commands/wiki-news.js'

let out = ''
beforeAll(async () => {
  out = await mkdtemp(join(tmpdir(), 'stack-news-'))
  for (const folder of ['artifacts', 'manifests']) await mkdir(join(out, folder))
})
afterAll(() => rm(out, { recursive: true }))

test('what another version, or nobody, can have written is told and left out', async () => {
  await writeFile(join(out, 'artifacts/moves.json'), '{"schema":2}')
  await writeFile(join(out, 'artifacts/release.json'), '{"schema":')
  await writeFile(join(out, 'manifests/large.json'), '')
  await truncate(join(out, 'manifests/large.json'), 65 * 1024 * 1024)
  const { runs, moves, facts, notices } = await findNews(out, [])
  expect([runs, moves, facts]).toEqual([[], [], []])
  expect(notices).toEqual([
    expect.stringContaining('moves.json was written by a later version of stack-action'),
    expect.stringContaining('release.json cannot be read'),
    expect.stringMatching(/large\.json cannot be read: it has 68\.2 MB$/),
  ])
})
