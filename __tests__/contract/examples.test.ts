import { describe, expect, test } from '@jest/globals'
import { globSync } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { parse } from 'yaml'
import { root } from '../world/world.js'

/* What users copy. GitHub's own rules for the files are in manifests.test.ts, and whole runs of them in e2e/. */

const examples = globSync('docs/examples/*.yml', { cwd: root }).sort()

type Rights = Readonly<Record<string, string>>
interface Job {
  readonly uses?: string
  readonly with?: object
  readonly permissions?: Rights
}
interface Workflow {
  readonly on: { readonly workflow_call?: { readonly inputs?: Readonly<Record<string, { required?: boolean }>> } }
  readonly permissions?: Rights
  readonly jobs: Readonly<Record<string, Job>>
}

const read = async (file: string): Promise<Workflow> =>
  parse(await readFile(join(root, file), 'utf8'), { merge: true }) as Workflow
const jobsOf = ({ jobs }: Workflow): [string, Job][] => Object.entries(jobs)

describe.each(examples)('%s', (file) => {
  test('gives each job the rights that it needs, and no others to any', async () => {
    const workflow = await read(file)
    const common = workflow.permissions
    expect(common).toBeDefined()
    expect(Object.values(common ?? {})).not.toContain('write')
    for (const [name, { permissions }] of jobsOf(workflow))
      if (Object.keys(common ?? {}).length === 0) expect([name, permissions]).toEqual([name, expect.any(Object)])
  })

  test('calls workflows of the examples as they want to be called', async () => {
    for (const [, job] of jobsOf(await read(file))) {
      if (job.uses?.startsWith('./.github/workflows/') !== true) continue
      const called = await read(`docs/examples/${basename(job.uses)}`)
      const inputs = called.on.workflow_call?.inputs ?? {}
      expect(Object.keys(inputs)).toEqual(expect.arrayContaining(Object.keys(job.with ?? {})))
      const required = Object.entries(inputs).flatMap(([name, input]) => (input.required === true ? [name] : []))
      expect(Object.keys(job.with ?? {})).toEqual(expect.arrayContaining(required))
      // A called job that asks for more than its caller gives it is refused by GitHub, and what is given beyond is too much.
      const wanted = Object.assign({}, ...jobsOf(called).map(([, { permissions }]) => permissions)) as Rights
      expect(job.permissions).toEqual(wanted)
    }
  })

  test('is run in the world by a test', async () => {
    const tests = await Promise.all(
      globSync('__tests__/e2e/*.test.ts', { cwd: root }).map((test) => readFile(join(root, test), 'utf8')),
    )
    const name = basename(file, '.yml')
    expect(
      tests.some((text) => text.includes('docs/examples') && new RegExp(`['/]${name}(?:\\.yml)?['\`]`).test(text)),
    ).toBe(true)
  })
})
