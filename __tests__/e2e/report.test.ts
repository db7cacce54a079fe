import { describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results } from '../../src/run/results.js'
import { removeAtEnd } from '../world/engines.js'
import { cli, fileSays, startCli, tempDir, TIMEOUT, unique, writeStack } from '../world/world.js'

const readPage = (out: string): Promise<string> => readFile(join(out, 'artifacts/report.html'), 'utf8')
const readResults = async (out: string): Promise<Results> =>
  JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results

describe('a run leaves report.html', () => {
  test(
    'when all of it passed, and when something failed: the page says what, and links to its log',
    async () => {
      const id = unique()
      removeAtEnd(id)
      const [folder, out] = [await tempDir(), await tempDir()]
      const stack = (leaf: string) =>
        writeStack(folder, {
          id,
          images: {
            root: {},
            leaf: { parent: 'root', dockerfile: `ARG BASE_IMAGE\nFROM \${BASE_IMAGE}\nRUN echo ${id} && ${leaf}\n` },
          },
          more: { suites: { works: { run: 'true' } } },
        })
      const args = ['run', '--no-push', '--spec', await stack('true'), '--out', out]
      expect((await cli(args, { cwd: folder })).status).toBe(0)
      const passed = await readPage(out)
      expect(passed).toContain('<title>stack-action run: passed</title>')
      expect(passed).toContain('All 2 images are done: 2 built.')
      const elsewhere = await tempDir()
      const again = await cli(['report', out, '--out', elsewhere], { cwd: folder })
      expect(again).toMatchObject({ status: 0, stdout: expect.stringContaining(`report: ${elsewhere}/artifacts/`) })
      expect(await readPage(elsewhere)).toContain('All 2 images are done: 2 built.')
      expect((await readResults(elsewhere)).images).toHaveLength(2)
      const { images } = await readResults(out)
      expect(images.map(({ steps = [] }) => steps.some(({ step, ms }) => step === 'build' && ms > 0))).toEqual([
        true,
        true,
      ])

      await stack('exit 3')
      expect((await cli(args, { cwd: folder })).status).toBe(1)
      const failed = await readPage(out)
      expect(failed).toContain('<title>stack-action run: failed</title>')
      expect(failed).toContain('1 of 2 images failed')
      const log = /href="(\.\.\/logs\/[^"]*leaf[^"]*\.build\.log)"/.exec(failed)?.[1] ?? ''
      expect(await readFile(join(out, 'artifacts', log), 'utf8')).toContain(id)
    },
    TIMEOUT,
  )

  test(
    'when it is interrupted',
    async () => {
      const id = unique()
      removeAtEnd(id)
      const [folder, out] = [await tempDir(), await tempDir()]
      const dockerfile = `FROM debian:bookworm-slim\nRUN echo ${id} has begun && sleep 600\n`
      const spec = await writeStack(folder, {
        id,
        images: { root: { dockerfile } },
        more: { suites: { works: { run: 'true' } } },
      })
      const begun = fileSays(join(out, 'logs'), /\.build\.log$/, `${id} has begun`)
      const running = startCli(['run', '--no-push', '--spec', spec, '--out', out], { cwd: folder })
      await Promise.race([begun, running.ended])
      running.child.kill('SIGTERM')
      expect((await running.ended).status).toBe(130)
      const page = await readPage(out)
      expect(page).toContain('<title>stack-action run: interrupted</title>')
      expect(page).toMatch(/build \S+, stopped/)
    },
    TIMEOUT,
  )
})
