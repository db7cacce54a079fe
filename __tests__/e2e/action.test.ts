import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Results } from '../../src/run/results.js'
import { engine, namesWith, removeAtEnd } from '../world/engines.js'
import { digestAt, sharedRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import { runAction, type ActionCall, type ActionEnd } from '../world/runner.js'
import { startResults } from '../world/services/results.js'
import { exists, root, tempDir, TIMEOUT, unique, writeFiles, writeStack, type TinyStack } from '../world/world.js'

/** As the artifact service knows the job. */
const JOB = { runId: 'run-1', jobId: 'job-1' }

let registry: TestRegistry
beforeAll(async () => {
  registry = await sharedRegistry()
})

/** A workspace with a stack below images/, where the actions look for it. */
async function workspaceOf(stack: TinyStack): Promise<string> {
  removeAtEnd(stack.id)
  const workspace = await tempDir()
  await writeStack(join(workspace, 'images'), stack)
  return workspace
}

/** A pull request of this repository, or of a fork of it. */
function pullRequest(name: string, head: string | null): ActionCall['event'] {
  const repo = head === null ? null : { full_name: head }
  return {
    name,
    payload: {
      pull_request: { number: 7, head: { repo, ref: 'topic/a' }, base: { repo: { full_name: 'org/images' } } },
    },
  }
}

const messages = (ended: ActionEnd, name: string): string[] =>
  ended.commands.filter((command) => command.name === name).map((command) => command.message)

describe('the root action', () => {
  const id = unique()
  let workspace: string
  let ended: ActionEnd
  beforeAll(async () => {
    workspace = await workspaceOf({
      id,
      images: { root: {}, leaf: { parent: 'root' } },
      more: { tag: { prefix: '2026.4' }, suites: { made: { run: 'ls /made' } } },
    })
    ended = await runAction({
      action: '',
      with: { registries: `${registry.host}/${id}` },
      workspace,
      refName: 'feature/x',
    })
  }, TIMEOUT)

  test('builds, tests and publishes the stack of the workspace', async () => {
    expect(ended).toMatchObject({ status: 0, signal: null, stderr: '' })
    expect(await digestAt(registry, `${id}/leaf`, '2026.4-feature_x')).toMatch(/^sha256:/)
    const results = JSON.parse(await readFile(join(workspace, 'artifacts/results.json'), 'utf8')) as Results
    expect(results).toMatchObject({ outcome: 'passed', event: 'push', branch: 'feature/x' })
  })

  test('sets its outputs, and nothing else for later steps', async () => {
    const { published } = ended.outputs
    expect(ended.outputs).toMatchObject({
      outcome: 'passed',
      results: join(workspace, 'artifacts/results.json'),
      artifacts: join(workspace, 'artifacts'),
    })
    const { outputs } = parse(await readFile(join(root, 'action.yml'), 'utf8')) as { outputs: object }
    // Nothing was uploaded here, and there is no pull request.
    const none = ['artifact-id', 'artifact-url', 'comment-url']
    expect([...Object.keys(ended.outputs), ...none].sort()).toEqual(Object.keys(outputs).sort())
    expect(JSON.parse(published ?? '')).toEqual(
      await Promise.all(
        ['root', 'leaf'].map(async (image) => ({
          image,
          ref: `${registry.host}/${id}/${image}:2026.4-feature_x`,
          digest: await digestAt(registry, `${id}/${image}`, '2026.4-feature_x'),
        })),
      ),
    )
    expect(ended.leftovers).toBe('')
  })

  test('writes the job summary', () => {
    expect(ended.summary).toContain('## stack-action run: passed')
    expect(ended.summary).toMatch(/^\| leaf \| passed \| /m)
  })

  test('shows the logs of each image in a group', () => {
    expect(Object.keys(ended.groups)).toEqual(['root: passed', 'leaf: passed'])
    const leaf = ended.groups['leaf: passed'] ?? []
    expect(leaf).toContain('[made] leaf')
    expect(leaf.filter((line) => line.startsWith('--- ')).map((line) => line.split('.').slice(-2).join('.'))).toEqual([
      'basic-tests.log',
      'build.log',
      'push.log',
    ])
  })

  test('masks nothing and reports no error', () => {
    expect(ended.commands.filter((command) => command.name !== 'debug')).toEqual([])
  })
})

test(
  'build, test and push as steps of one job',
  async () => {
    const id = unique()
    const workspace = await workspaceOf({ id, images: { root: {} }, more: { suites: { made: { run: 'ls /made' } } } })
    const inputs = { registries: `${registry.host}/${id}` }
    for (const action of ['build', 'test', 'push']) {
      const ended = await runAction({ action, with: inputs, workspace })
      expect([action, ended.status, ended.outputs['outcome']]).toEqual([action, 0, 'passed'])
    }
    expect(await digestAt(registry, `${id}/root`, 'main')).toMatch(/^sha256:/)
  },
  TIMEOUT,
)

test('a spec with mistakes: an annotation for each, at file, line and column', async () => {
  const workspace = await tempDir()
  await writeFiles(workspace, { 'images/spec.yml': 'images:\n  root:\n    depends_on: x\n    image_nam: y\n' })
  const ended = await runAction({ action: '', with: {}, workspace })
  expect(ended.status).toBe(2)
  const errors = ended.commands.filter((command) => command.name === 'error')
  expect(errors.map(({ properties }) => properties)).toEqual([
    { title: 'stack-action', file: 'images/spec.yml', line: '3', col: '5' },
    { title: 'stack-action', file: 'images/spec.yml', line: '4', col: '5' },
  ])
  expect(errors[0]?.message).toContain('images.root.depends_on: unknown key')
  expect(errors[0]?.message).toContain('→ Did you mean "depend_on"?')
  expect(ended.outputs).toEqual({ outcome: 'failed' })
  expect(await exists(join(workspace, 'artifacts'))).toBe(false)
})

test('a wrong input: exit status 2, and the input is named', async () => {
  const ended = await runAction({
    action: '',
    with: { publish: 'everything', 'dry-run': 'yes' },
    workspace: await tempDir(),
  })
  expect(ended.status).toBe(2)
  expect(messages(ended, 'error')).toEqual([
    expect.stringContaining('input publish: expected all, passed, none, found "everything"'),
    expect.stringContaining('input dry-run: expected true or false, found "yes"'),
  ])
})

test('dry-run says what would be done', async () => {
  const workspace = await workspaceOf({ id: unique(), images: { root: {} } })
  const ended = await runAction({ action: '', with: { 'dry-run': 'true', push: 'false' }, workspace })
  expect(ended).toMatchObject({ status: 0, outputs: { outcome: 'passed' } })
  expect(ended.stdout).toContain('build  root')
  expect(await exists(join(workspace, 'artifacts'))).toBe(false)
})

describe('what a build or a container prints is never a command', () => {
  const evil = [
    '::error::evil',
    '   ::warning file=x::evil',
    '::set-output name=outcome::evil',
    '::add-mask::passed',
    '::endgroup::',
    '::stop-commands::evil',
    'text ##[error]evil',
    '##[add-path]/evil',
  ]
  const script = `${evil.map((line) => `echo '${line}'`).join('\n')}\nexit 1\n`

  test.each([
    [
      'a build',
      {
        files: { 'evil.sh': script },
        dockerfile: `FROM debian:bookworm-slim\nCOPY evil.sh /\nRUN : '##[error]evil' && sh /evil.sh\n`,
      },
    ],
    ['a suite', { files: { 'evil.sh': script }, dockerfile: 'FROM debian:bookworm-slim\nCOPY evil.sh /\n' }],
  ])(
    '%s',
    async (_name, image) => {
      const id = unique()
      const workspace = await workspaceOf({
        id,
        images: { root: image },
        more: { suites: { evil: { run: 'sh /evil.sh' } } },
      })
      const ended = await runAction({ action: '', with: { push: 'false' }, workspace })
      expect(ended).toMatchObject({ status: 1, outputs: { outcome: 'failed' } })
      // It is all there to be read …
      for (const line of evil) expect(ended.groups['root: failed']?.join('\n')).toContain(line.trim())
      // … and the only commands are ours.
      expect(ended.commands.map(({ name, properties }) => [name, properties['title']])).toEqual([
        ['error', 'stack-action run'],
      ])
      expect(messages(ended, 'error')[0]).toMatch(/^root failed at (build|test): /)
    },
    TIMEOUT,
  )
})

describe('pull requests', () => {
  test.each(['stranger/images', null])(
    'from a fork (%s): built and tested, nothing is published, and it says so',
    async (head) => {
      const id = unique()
      const workspace = await workspaceOf({ id, images: { root: {} }, more: { suites: { made: { run: 'ls /made' } } } })
      const ended = await runAction({
        action: '',
        with: { registries: `${registry.host}/${id}` },
        workspace,
        event: pullRequest('pull_request', head) ?? { name: '', payload: {} },
        refName: '7/merge',
        headRef: 'topic/a',
      })
      expect(ended).toMatchObject({ status: 0, outputs: { outcome: 'passed', published: '[]' } })
      expect(messages(ended, 'notice')).toEqual([expect.stringMatching(/comes from a fork.*nothing is published/)])
      expect(await tagsAt(registry, `${id}/root`)).toEqual([])
      expect(await namesWith(engine, id)).toContain(`${id}/root:topic_a`)
    },
    TIMEOUT,
  )

  test(
    'of the repository itself: published under the name of its branch',
    async () => {
      const id = unique()
      const workspace = await workspaceOf({ id, images: { root: {} } })
      const ended = await runAction({
        action: '',
        with: { registries: `${registry.host}/${id}` },
        workspace,
        event: pullRequest('pull_request', 'org/images') ?? { name: '', payload: {} },
        refName: '7/merge',
        headRef: 'topic/a',
      })
      expect(ended.status).toBe(0)
      expect(await tagsAt(registry, `${id}/root`)).toContain('topic_a')
    },
    TIMEOUT,
  )

  test('pull_request_target from a fork is refused before anything is read of it', async () => {
    const id = unique()
    const workspace = await workspaceOf({ id, images: { root: {} } })
    const ended = await runAction({
      action: '',
      with: { push: 'false' },
      workspace,
      event: pullRequest('pull_request_target', 'stranger/images') ?? { name: '', payload: {} },
    })
    expect(ended).toMatchObject({ status: 2, outputs: { outcome: 'failed' } })
    expect(messages(ended, 'error')).toEqual([
      expect.stringContaining('pull_request_target would run the code of a fork'),
    ])
    expect(await namesWith(engine, id)).toEqual([])
  })
})

describe('the workflow artifact', () => {
  test(
    'has all files of the run',
    async () => {
      const id = unique()
      const service = await startResults()
      const workspace = await workspaceOf({ id, images: { root: {} } })
      const ended = await runAction({
        action: 'build',
        with: { artifact: 'stack: 3/4' },
        workspace,
        env: service.env(JOB),
      })
      expect(ended.status).toBe(0)
      expect(service.allArtifacts().map((artifact) => artifact.name)).toEqual(['stack- 3-4'])
      const names = [...(await service.artifact(JOB.runId, 'stack- 3-4').files()).keys()]
      expect(names).toEqual(
        expect.arrayContaining([
          'artifacts/results.json',
          'artifacts/plan.json',
          'logs/run.log',
          `logs/${id}-root-main.build.log`,
        ]),
      )
    },
    TIMEOUT,
  )

  test(
    'that cannot be uploaded is a warning and fails nothing',
    async () => {
      const service = await startResults()
      service.fail({ status: 403, message: 'artifact storage quota has been hit' })
      const workspace = await workspaceOf({ id: unique(), images: { root: {} } })
      const ended = await runAction({ action: 'build', with: {}, workspace, env: service.env(JOB) })
      expect(ended).toMatchObject({ status: 0, outputs: { outcome: 'passed' } })
      // The cache, which has what steps took, is of the same service.
      const warnings = messages(ended, 'warning').filter((text) => !text.startsWith('Failed to restore: '))
      expect(warnings).toEqual([expect.stringContaining('the artifact could not be written: ')])
      const results = JSON.parse(await readFile(join(workspace, 'artifacts/results.json'), 'utf8')) as Results
      expect(results).toMatchObject({ outcome: 'passed', degraded: [{ what: 'the artifact' }] })
      expect(messages(ended, 'error')).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'of a summary that cannot be written: a warning too',
    async () => {
      const workspace = await workspaceOf({ id: unique(), images: { root: {} } })
      const ended = await runAction({
        action: 'build',
        with: {},
        workspace,
        env: { GITHUB_STEP_SUMMARY: '/nonexistent/summary' },
      })
      expect(ended).toMatchObject({ status: 0, outputs: { outcome: 'passed' } })
      expect(messages(ended, 'warning')).toEqual([expect.stringContaining('the job summary could not be written: ')])
    },
    TIMEOUT,
  )
})
