import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { WorkflowRun } from '../world/actions/index.js'
import { startWorld, type World } from '../world/github.js'
import { startGpuHost, type GpuHost } from '../world/gpu-host.js'
import { dispatchEvent, pushEvent } from '../world/hub/events/index.js'
import { journalOf, stored } from '../world/packages.js'
import { IMAGE_TIMEOUT, pythonImage } from '../world/python-image.js'
import { root, tempDir, TIMEOUT, writeFiles } from '../world/world.js'

/* docs/examples/tag.yml and gpu-test.yml, as a repository would have them; the login host is a real sshd. */

const GATE = '.github/workflows/gate.yml'

/** A branch of docs/examples/tag.yml without the job that tests: what holds then is the record alone. */
const gateAlone = (tag: string): string =>
  tag
    .replace(/^ {2}gpu-test:\n(?: {4}.*\n)+/m, '')
    .replace(/^ {4}needs: gpu-test\n(?: {4}#.*\n)*(?: {4}if: .*\n)/m, '')
    .replace('name: tag\n', 'name: gate\n')

let [world, host]: [World | undefined, GpuHost | undefined] = [undefined, undefined]
const theWorld = (): World => world ?? raise()
const theHost = (): GpuHost => host ?? raise()
const raise = (): never => {
  throw new Error('it has not begun')
}

const dockerfile = (python: string, id: string, assertion: string): string =>
  `FROM ${python}\nRUN mkdir -p /opt/workflow_tests /made && echo ${id} >/made/leaf && printf 'def test_matmul():\\n    assert ${assertion}\\n' >/opt/workflow_tests/test_gpu.py\n`

let python = ''
beforeAll(async () => {
  const read = (name: string): Promise<string> => readFile(join(root, 'docs/examples', name), 'utf8')
  const [image, tag, gpuTest] = await Promise.all([pythonImage(), read('tag.yml'), read('gpu-test.yml')])
  python = image
  ;[world, host] = await Promise.all([
    startWorld(
      {
        images: { leaf: { dockerfile: dockerfile(python, 'first', '1 + 1 == 2') } },
        more: {
          tag: { prefix: '2026.3' },
          suites: { gpu: { on: 'ssh', run: 'launch.sh -i {ref} -g 1 -f pytest /opt/workflow_tests' } },
        },
      },
      {
        '.github/workflows/tag.yml': tag,
        '.github/workflows/gpu-test.yml': gpuTest,
        [GATE]: gateAlone(tag),
      },
    ),
    startGpuHost(),
  ])
}, IMAGE_TIMEOUT)

const BRANCH = 'gpu'
const TAG = '2026.3-gpu'

async function publish(assertion: string): Promise<string> {
  const { repository, run, id } = theWorld()
  const change = {
    files: { 'images/leaf/Dockerfile': dockerfile(python, id, assertion) },
    message: `It asserts ${assertion}`,
  }
  const move = await repository.push(BRANCH, [change])
  const ended = await run('.github/workflows/main.yml', await pushEvent(repository, move))
  expect(logOf(ended)).toMatch(/^success/)
  return move.after
}

async function dispatch(
  file: string,
  inputs: Record<string, string | boolean>,
  more: object = {},
): Promise<WorkflowRun> {
  const { privateKey, hostKey, place } = theHost()
  return theWorld().run(file, await dispatchEvent(theWorld().repository, { inputs }), {
    inputs,
    secrets: { GPU_SSH_KEY: privateKey },
    vars: { GPU_SSH_HOST: place, GPU_SSH_KNOWN_HOSTS: hostKey.knownHosts },
    ...more,
  })
}

const tag = (inputs: Record<string, string | boolean> = {}, more: object = {}): Promise<WorkflowRun> =>
  dispatch('.github/workflows/tag.yml', { tag: TAG, ...inputs }, more)
const gate = (): Promise<WorkflowRun> => dispatch(GATE, { tag: TAG })

const logOf = (run: WorkflowRun): string =>
  `${run.conclusion}\n${run.log}\n${Object.values(run.jobs)
    .flatMap((job) => job.legs.map((leg) => leg.log))
    .join('\n')}`
const digest = async (name: string): Promise<string | undefined> =>
  (await stored(theWorld().packages, 'org/leaf', name))?.digest
const statusesOf = (sha: string): string[] =>
  (theWorld().repository.records.statuses.get(sha) ?? []).map(
    ({ context, state, description }) => `${context}: ${state}, ${description ?? ''}`,
  )

describe('tag.yml', () => {
  let first = ''
  beforeAll(async () => void (first = await publish('1 + 1 == 2')), TIMEOUT)

  test(
    'is refused before the GPU test: by the record, and by the job',
    async () => {
      const alone = await gate()
      expect(alone.conclusion).toBe('failure')
      expect(logOf(alone)).toContain('this call requires gpu')
      expect(logOf(alone)).toContain('nothing is recorded of gpu on it')
      const unset = await tag({}, { vars: {} })
      expect(unset.conclusion).toBe('failure')
      expect(unset.jobs['tag']?.conclusion).toBe('skipped')
      expect(await digest('2026.3-stable')).toBeUndefined()
      expect(await theHost().launches()).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'is allowed after it, and the commit says so',
    async () => {
      const ended = await tag()
      expect(logOf(ended)).toMatch(/^success/)
      expect(await digest('2026.3-stable')).toBe(await digest(TAG))
      expect(await theHost().launches()).toEqual([
        `${theWorld().packages.host}/org/leaf@${(await digest(TAG)) ?? ''} pytest /opt/workflow_tests`,
      ])
      expect(statusesOf(first)).toEqual([
        'stack-action/gpu-test: pending, 1 image is being tested',
        'stack-action/gpu-test: success, passed: leaf',
      ])
      const leg = ended.jobs['gpu-test / gpu-test']?.legs[0]
      expect(leg?.summary).toContain('## stack-action gpu-test: passed')
      expect(
        theWorld()
          .results.allArtifacts()
          .map(({ name }) => name),
      ).toContain('stack-gpu-test')
      expect(logOf(ended)).not.toContain(theHost().privateKey.split('\n')[2])
      expect(theWorld().hub.problems).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'is refused again for another build of the same tag, which fails its test',
    async () => {
      const [before, stable] = [await digest(TAG), await digest('2026.3-stable')]
      const second = await publish('1 + 1 == 3')
      expect(await digest(TAG)).not.toBe(before)
      const unknown = await gate()
      expect(unknown.conclusion).toBe('failure')
      expect(logOf(unknown)).toContain('nothing is recorded of gpu on it')

      const failed = await tag()
      expect(failed.conclusion).toBe('failure')
      expect(failed.jobs['tag']?.conclusion).toBe('skipped')
      expect(statusesOf(second).at(-1)).toBe('stack-action/gpu-test: failure, 1 of 1 failed: leaf')
      const known = await gate()
      expect(logOf(known)).toMatch(/gpu failed on it \(.* UTC, by .*\/actions\/runs\/\d+\)/)
      expect(await digest('2026.3-stable')).toBe(stable)
    },
    TIMEOUT,
  )

  test(
    'is overridden by an input that everybody sees',
    async () => {
      const launched = (await theHost().launches()).length
      const ended = await tag({ 'skip-gpu-test': true })
      expect(logOf(ended)).toMatch(/^success/)
      expect(await digest('2026.3-stable')).toBe(await digest(TAG))
      expect(ended.jobs['gpu-test']?.conclusion ?? 'skipped').toBe('skipped')
      const leg = ended.jobs['tag']?.legs[0]
      expect(leg?.summary).toContain('**Gate skipped:**')
      expect(leg?.log).toContain('GATE SKIPPED: this call requires gpu')
      const journal = await journalOf(theWorld().packages, 'org/leaf')
      expect(journal.filter(({ kind, tag }) => kind === 'tag' && tag === '2026.3-stable')).toMatchObject([
        { state: 'done' },
        { state: 'done', new: await digest(TAG), skipped: ['gpu'] },
      ])
      // The first one went through the gate.
      expect(journal.find(({ kind }) => kind === 'tag')).not.toHaveProperty('skipped')
      expect(
        leg?.steps.flatMap(({ annotations }) => annotations).map(({ level, message }) => `${level}: ${message}`),
      ).toContainEqual(expect.stringMatching(/^warning: this call requires gpu/))
      expect(await theHost().launches()).toHaveLength(launched)
    },
    TIMEOUT,
  )

  test(
    'in a dry run moves nothing, and launches nothing',
    async () => {
      const launched = (await theHost().launches()).length
      const ended = await tag({ 'dry-run': true })
      expect(logOf(ended)).toMatch(/^success/)
      expect(await theHost().launches()).toHaveLength(launched)
    },
    TIMEOUT,
  )
})

test(
  'without the right for statuses the test goes on, and says what is missing',
  async () => {
    const text = await readFile(join(root, 'docs/examples/gpu-test.yml'), 'utf8')
    expect(text).toContain('      statuses: write # the commit status\n')
    await publish('2 + 2 == 4')
    const ended = await dispatch(
      '.github/workflows/quiet.yml',
      { tag: TAG },
      {
        source: await withFile(
          '.github/workflows/quiet.yml',
          text.replace('      statuses: write # the commit status\n', ''),
        ),
      },
    )
    expect(logOf(ended)).toMatch(/^success/)
    expect(logOf(ended)).toContain('statuses: write')
  },
  TIMEOUT,
)

/** A folder with one workflow in it. */
async function withFile(name: string, text: string): Promise<string> {
  const folder = await tempDir()
  await writeFiles(folder, { [name]: text })
  return folder
}
