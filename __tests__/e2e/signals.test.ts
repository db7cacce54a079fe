import { describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Results } from '../../src/run/results.js'
import { containersLeft, engine, namesWith, removeAtEnd } from '../world/engines.js'
import { cli, fileSays, lastLines, startCli, tempDir, TIMEOUT, unique, writeFiles, writeStack } from '../world/world.js'

const places = [
  { place: 'a build', log: /\.build\.log$/, build: 600, suite: 0 },
  { place: 'a suite', log: /\.basic-tests\.log$/, build: 0, suite: 600 },
]

describe.each(['SIGTERM', 'SIGINT'] as const)('%s', (signal) => {
  test.each(places)(
    'in the middle of $place: exit status 130, results written, no container left, and the next run succeeds',
    async ({ log, build, suite }) => {
      const id = unique()
      removeAtEnd(id)
      const [folder, out] = [await tempDir(), await tempDir()]
      const dockerfile = `FROM debian:bookworm-slim\nCOPY pace /pace\nRUN echo ${id} has begun && sleep "$(cat /pace)"\n`
      const spec = await writeStack(folder, {
        id,
        images: {
          root: { dockerfile, files: { pace: String(build) } },
          leaf: { parent: 'root', dockerfile: 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN true\n' },
        },
        more: { suites: { pace: { run: 'sh pace.sh', files: 'checks', images: 'root' } } },
      })
      const pace = (seconds: number) =>
        writeFiles(folder, { 'checks/pace.sh': `echo ${id} has begun\nexec sleep ${seconds}\n` })
      await pace(suite)
      const args = ['run', '--no-push', '--spec', spec, '--out', out]
      const begun = fileSays(join(out, 'logs'), log, `${id} has begun`)
      const running = startCli(args, { cwd: folder })
      await Promise.race([begun, running.ended])
      running.child.kill(signal)
      const ended = await running.ended
      expect([ended.status, ended.signal]).toEqual([130, null])
      expect(ended.stderr).toContain(`${signal}: stopping`)
      expect(lastLines(ended.output, 1)).toMatch(/^interrupted after /)
      const results = JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results
      expect(results.outcome).toBe('interrupted')
      expect(results.images.map((image) => [image.outcome, image.message])).toEqual([
        ['cancelled', 'interrupted'],
        ['cancelled', 'interrupted'],
      ])
      expect(parse(await readFile(join(out, `artifacts/${id}-root-local.yml`), 'utf8'))).toMatchObject({
        success: false,
        outcome: 'cancelled',
        message: 'interrupted',
      })
      expect(await containersLeft(engine, id)).toEqual([])

      await writeFiles(folder, { 'root/pace': '0' })
      await pace(0)
      const again = await cli(args, { cwd: folder })
      expect(again.status).toBe(0)
      expect(await namesWith(engine, `${id}/leaf`)).toHaveLength(2)
      expect(await containersLeft(engine, id)).toEqual([])
    },
    TIMEOUT,
  )
})
