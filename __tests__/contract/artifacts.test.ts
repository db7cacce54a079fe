import { afterEach, beforeEach, describe, expect, jest, test } from '@jest/globals'
import { readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { safeArtifactName, uploadFolders, type UploadRequest } from '../../src/github/artifacts.js'
import { downloadArtifacts } from '../../src/github/download.js'
import type { Folders } from '../../src/report/closing.js'
import { startResults, type ResultsServer } from '../world/services/results.js'
import { tempDir, TIMEOUT, writeFiles } from '../world/world.js'

const before = { ...process.env }
beforeEach(() => {
  // The toolkit tells a runner what it does.
  jest.spyOn(process.stdout, 'write').mockReturnValue(true)
})
afterEach(() => {
  jest.restoreAllMocks()
  process.env = { ...before }
})

/** The toolkit reads its environment itself. */
function asJob(service: ResultsServer, jobId: string, runId = 'run-1'): UploadRequest['env'] {
  const env = service.env({ runId, jobId })
  Object.assign(process.env, env, { GITHUB_WORKSPACE: '/nowhere' })
  delete process.env['GITHUB_SERVER_URL']
  return { ...env, GITHUB_JOB: 'check' }
}

async function filled(more: Readonly<Record<string, string>> = {}): Promise<Folders> {
  const root = await tempDir()
  await writeFiles(root, { 'artifacts/results.json': '{}', 'logs/run.log': 'begins\n', ...more })
  return { artifacts: join(root, 'artifacts'), logs: join(root, 'logs'), manifests: join(root, 'manifests') }
}

const request = (folders: Folders, env: UploadRequest['env'], more: Partial<UploadRequest> = {}): UploadRequest => ({
  name: 'stack-action',
  isDefault: false,
  folders,
  retentionDays: 0,
  compression: 6,
  env,
  warn: () => undefined,
  ...more,
})

describe('an upload', () => {
  test(
    'has what lies in the three folders and nothing else: no link, nothing beside them, no name that GitHub refuses',
    async () => {
      const service = await startResults()
      const folders = await filled({
        'secret.txt': 'not ours',
        'logs/.hidden': 'hidden',
        'logs/a.site/shot 1.png': 'png',
        'logs/a.site/what: a "name"?.txt': 'no',
        'artifacts/results.json.77.tmp': 'half',
      })
      await symlink(join(folders.artifacts, '../secret.txt'), join(folders.logs, 'link.log'))
      await symlink('/etc', folders.manifests)
      const said: string[] = []
      const done = await uploadFolders(
        request(folders, asJob(service, 'one'), { warn: (text) => void said.push(text) }),
      )
      expect(done).toEqual({ name: 'stack-action', id: expect.any(Number), url: '' })
      const content = await service.artifact('run-1', 'stack-action').files()
      expect([...content.keys()].sort()).toEqual([
        'artifacts/results.json',
        'logs/.hidden',
        'logs/a.site/shot 1.png',
        'logs/run.log',
      ])
      expect(said).toEqual([expect.stringContaining('1 file has a name that GitHub takes in no artifact')])
    },
    TIMEOUT,
  )

  test(
    'is kept for as long, and packed as hard, as was asked for',
    async () => {
      const service = await startResults()
      const folders = await filled({ 'logs/long.log': 'the same line\n'.repeat(50_000) })
      const env = asJob(service, 'one')
      await uploadFolders(request(folders, env, { name: 'loose', compression: 0, retentionDays: 3 }))
      await uploadFolders(request(folders, env, { name: 'tight', compression: 9 }))
      const [loose, tight] = [service.artifact('run-1', 'loose'), service.artifact('run-1', 'tight')]
      expect((Date.parse(loose.expiresAt ?? '') - Date.parse(loose.createdAt)) / 86_400_000).toBeCloseTo(3, 1)
      expect(tight.expiresAt).toBeUndefined()
      expect(tight.size * 50).toBeLessThan(loose.size)
    },
    TIMEOUT,
  )

  test(
    'under a name that is taken: a default gets the job and the leg behind it, a chosen one is refused with what to do',
    async () => {
      const service = await startResults()
      const folders = await filled()
      const upload = (job: string, isDefault: boolean) =>
        uploadFolders(request(folders, asJob(service, job), { isDefault }))
      expect((await upload('one', true))?.name).toBe('stack-action')
      const second = (await upload('two', true))?.name ?? ''
      expect(second).toMatch(/^stack-action-check-[0-9a-f]{8}$/)
      const third = (await upload('three', true))?.name ?? ''
      expect(third).toMatch(/^stack-action-check-[0-9a-f]{8}$/)
      expect(third).not.toBe(second)
      expect((await upload('two', true))?.name).toBe(`${second}-2`)
      await expect(upload('four', false)).rejects.toMatchObject({
        message: 'there is an artifact stack-action in this run already',
        remedy: expect.stringContaining('input artifact'),
      })
    },
    TIMEOUT,
  )

  test(
    'of 500 files has them all',
    async () => {
      const service = await startResults()
      const logs = Object.fromEntries(Array.from({ length: 500 }, (_, at) => [`logs/${at}.log`, `${at}\n`]))
      await uploadFolders(request(await filled(logs), asJob(service, 'one')))
      expect((await service.artifact('run-1', 'stack-action').files()).size).toBe(502)
    },
    TIMEOUT,
  )

  test('of a full account says so', async () => {
    const service = await startResults()
    service.fail({ status: 403, message: 'insufficient usage to create artifact', only: /CreateArtifact/ })
    await expect(uploadFolders(request(await filled(), asJob(service, 'one')))).rejects.toMatchObject({
      message: 'the artifact stack-action was refused: the storage of the account is full',
      remedy: expect.stringContaining('retention-days'),
    })
  })

  test('is not tried without a service, and on Enterprise Server says why', async () => {
    const folders = await filled()
    expect(await uploadFolders(request(folders, {}))).toBeUndefined()
    const env = { ACTIONS_RUNTIME_TOKEN: 'x', ACTIONS_RESULTS_URL: 'x', GITHUB_SERVER_URL: 'https://github.acme.test' }
    await expect(uploadFolders(request(folders, env))).rejects.toMatchObject({
      message: expect.stringContaining('GitHub Enterprise Server'),
    })
  })
})

describe('a download', () => {
  test(
    'has each wanted artifact of this run in a folder of its own; what cannot be had is said',
    async () => {
      const service = await startResults()
      const into = await tempDir()
      for (const name of ['stack-a', 'stack-b', 'other'])
        await uploadFolders(request(await filled({ 'logs/run.log': name }), asJob(service, name), { name }))
      await uploadFolders(request(await filled(), asJob(service, 'x', 'run-2'), { name: 'stack-c' }))
      const env = asJob(service, 'report')
      const wanted = (name: string): boolean => name.startsWith('stack-')
      const said: string[] = []
      const found = await downloadArtifacts({ wanted, into, env, warn: (text) => void said.push(text) })
      expect([...found.keys()]).toEqual(['stack-a', 'stack-b'])
      for (const [name, folder] of found) expect(await readFile(join(folder, 'logs/run.log'), 'utf8')).toBe(name)
      expect(said).toEqual([])
    },
    TIMEOUT,
  )

  test('without a list is no report', async () => {
    const service = await startResults()
    service.fail({ status: 403, only: /ListArtifacts/ })
    const env = asJob(service, 'report')
    const asked = downloadArtifacts({ wanted: () => true, into: await tempDir(), env, warn: () => undefined })
    await expect(asked).rejects.toThrow('the artifacts of this run cannot be listed')
  })
})

test.each([
  ['logs-a/b', 'logs-a-b'],
  ['a:b"c<d>', 'a-b-c-d-'],
  ['line\nbreak', 'line-break'],
])('the name %j is %s', (name, safe) => {
  expect(safeArtifactName(name)).toBe(safe)
})
