import { beforeAll, describe, expect, test } from '@jest/globals'
import { mkdir, readFile, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Results } from '../../src/run/results.js'
import { containersLeft, engine, namesWith, removeAtEnd } from '../world/engines.js'
import { digestAt, sharedRegistry, tagsAt, type TestRegistry } from '../world/registries.js'
import {
  cli,
  exists,
  lastLines,
  tempDir,
  TIMEOUT,
  unique,
  writeStack,
  type Ended,
  type TinyStack,
} from '../world/world.js'

let registry: TestRegistry

beforeAll(async () => {
  registry = await sharedRegistry()
})

interface Done extends Ended {
  readonly out: string
  readonly results: Results
  readonly images: Results['images']
}

async function runStack(stack: TinyStack, ...flags: string[]): Promise<Done> {
  const [folder, out] = [await tempDir(), await tempDir()]
  removeAtEnd(stack.id)
  const spec = await writeStack(folder, stack)
  const base = `${registry.host}/${stack.id}`
  const ended = await cli(['run', '--spec', spec, '--registries', base, '--out', out, ...flags], { cwd: folder })
  const results = JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results
  return { ...ended, out, results, images: results.images }
}

/** The files of an image of a run that was on no branch. */
function fileOf(done: Done, id: string, image: string, ending: string): Promise<string> {
  const folder = ending.endsWith('.log') ? 'logs' : 'artifacts'
  const name = `${registry.host.replace(':', '-')}-${id}-${image}-local.${ending}`
  return readFile(join(done.out, folder, name), 'utf8')
}

/** root → middle → leaf, root → sibling; the suite of middle fails. */
function brokenMiddle(id: string): TinyStack {
  return {
    id,
    images: { root: {}, middle: { parent: 'root' }, leaf: { parent: 'middle' }, sibling: { parent: 'root' } },
    more: {
      suites: {
        present: { run: 'test -e /made/root' },
        verdict: { run: `sh -c 'echo the flux is low >&2; exit 4'`, images: 'middle' },
      },
    },
  }
}

const outcomes = (done: Done): unknown =>
  Object.fromEntries(done.images.map((image) => [image.name, [image.outcome, image.message]]))

describe('a suite that fails in the middle of the stack', () => {
  const id = unique()
  let done: Done
  beforeAll(async () => {
    done = await runStack(brokenMiddle(id))
  }, TIMEOUT)

  test('fails the run, cancels what is built on it and nothing else', () => {
    expect(done.status).toBe(1)
    expect(done.results.outcome).toBe('failed')
    expect(outcomes(done)).toEqual({
      root: ['passed', undefined],
      middle: ['failed', 'suite verdict: exit status 4'],
      leaf: ['cancelled', 'its parent middle failed'],
      sibling: ['passed', undefined],
    })
    const sibling = done.images.find((image) => image.name === 'sibling')
    expect(sibling?.suites.map(({ name, outcome }) => [name, outcome])).toEqual([['present', 'passed']])
  })

  // It may be built by then: children are built while their parents are tested.
  // Its suites may have passed, too, before those of its parent failed.
  test('what is built on it is not done, and not pushed', async () => {
    expect(done.images.find((image) => image.name === 'leaf')).toMatchObject({ outcome: 'cancelled', candidates: [] })
    expect(await tagsAt(registry, `${id}/leaf`)).toEqual([])
    const names = await namesWith(engine, id)
    expect(names.filter((name) => name.startsWith(`${id}/sibling:`))).toHaveLength(2)
  })

  test('publishes nothing at all', async () => {
    expect(done.images.flatMap((image) => image.published)).toEqual([])
    for (const image of ['root', 'middle', 'leaf', 'sibling']) {
      const tags = await tagsAt(registry, `${id}/${image}`)
      expect([image, tags.filter((tag) => !/^(fp|ok|info)-/.test(tag))]).toEqual([image, []])
    }
    expect(await tagsAt(registry, `${id}/middle`)).toEqual([])
    expect(await exists(join(done.out, 'artifacts/journal.json'))).toBe(false)
    expect(await readFile(join(done.out, 'artifacts/IMAGES_PUSHED'), 'utf8')).toBe('')
    expect(done.stdout).toContain('nothing was published: not every image is green: middle, leaf')
  })

  test('the cause is in the last lines, in the log and in the result file', async () => {
    for (const text of [lastLines(done.output, 20), done.stdout]) {
      expect(text).toContain('FAILED middle at test: suite verdict: exit status 4')
      expect(text).toContain('the flux is low')
    }
    expect(lastLines(done.output, 1)).toMatch(/^run: 1 of 4 failed, not done because of that: leaf /)
    expect(await fileOf(done, id, 'middle', 'basic-tests.log')).toBe('[verdict] the flux is low\n')
    expect(parse(await fileOf(done, id, 'middle', 'yml'))).toMatchObject({
      success: false,
      message: 'suite verdict: exit status 4',
      failed_step: 'test',
      evidence: ['the flux is low'],
      test_results: { basic_tests: 'Failed basic tests' },
      container_details: { image_built: true, push_success: false },
    })
    expect(parse(await fileOf(done, id, 'leaf', 'yml'))).toMatchObject({
      success: false,
      outcome: 'cancelled',
      message: 'its parent middle failed',
      container_details: { push_success: false },
    })
  })

  test('the lists agree', async () => {
    const list = async (name: string): Promise<string[]> =>
      (await readFile(join(done.out, 'artifacts', name), 'utf8'))
        .split('\n')
        .flatMap((ref) => /\/(\w+):local$/.exec(ref)?.[1] ?? [])
    expect(await list('IMAGES_CHANGED')).toEqual(['root', 'middle', 'sibling', 'leaf'])
    expect(await list('IMAGES_BUILT')).toEqual(expect.arrayContaining(['root', 'middle', 'sibling']))
    expect((await list('IMAGES_TEST_PASSED')).filter((name) => name !== 'leaf')).toEqual(['root', 'sibling'])
    expect(await list('IMAGES_TEST_ERROR')).toEqual(['middle'])
  })

  test('leaves no container behind', async () => {
    expect(await containersLeft(engine, id)).toEqual([])
  })
})

test(
  '--publish passed publishes the green images of a run that fails',
  async () => {
    const id = unique()
    const done = await runStack(brokenMiddle(id), '--publish', 'passed')
    expect(done.status).toBe(1)
    for (const name of ['root', 'sibling']) {
      const digest = await digestAt(registry, `${id}/${name}`, 'local')
      expect(digest).toMatch(/^sha256:/)
      expect(done.images.find((image) => image.name === name)?.published).toEqual([
        { ref: `${registry.host}/${id}/${name}:local`, digest },
      ])
    }
    expect(await tagsAt(registry, `${id}/middle`)).toEqual([])
    expect(await tagsAt(registry, `${id}/leaf`)).toEqual([])
  },
  TIMEOUT,
)

test(
  '--publish none leaves candidates only',
  async () => {
    const id = unique()
    const done = await runStack({ id, images: { root: {} } }, '--publish', 'none')
    expect(done.status).toBe(0)
    expect(await tagsAt(registry, `${id}/root`)).toEqual([
      `fp-${done.images[0]?.fingerprint ?? ''}`,
      expect.stringMatching(/^info-/),
    ])
  },
  TIMEOUT,
)

test(
  'a RUN that fails',
  async () => {
    const id = unique()
    const dockerfile = `FROM debian:bookworm-slim\nRUN echo ${id} && echo to stdout && echo größer >&2 && exit 42\n`
    const done = await runStack({ id, images: { root: { dockerfile }, leaf: { parent: 'root' } } })
    expect(done.status).toBe(1)
    const end = lastLines(done.output, 20)
    expect(end).toMatch(/FAILED root at build: .*RUN echo .* ended with exit status 42/)
    expect(end).toContain('to stdout')
    expect(end).toContain('größer')
    const log = await fileOf(done, id, 'root', 'build.log')
    expect(log).toMatch(/^#\d+ \d+\.\d+ größer$/m)
    expect(log).toContain('ended with exit status 42')
    const yml = parse(await fileOf(done, id, 'root', 'yml')) as Record<string, unknown>
    expect(yml).toMatchObject({ success: false, failed_step: 'build', container_details: { image_built: false } })
    expect(yml['evidence']).toEqual(expect.arrayContaining([id, 'to stdout', 'größer']))
    expect(outcomes(done)).toMatchObject({ leaf: ['cancelled', 'its parent root failed'] })
    expect(await namesWith(engine, id)).toEqual([])
  },
  TIMEOUT,
)

test(
  'a Dockerfile with a syntax error: the line is named, the sibling is built',
  async () => {
    const id = unique()
    const done = await runStack({
      id,
      images: { bad: { dockerfile: 'FROM debian:bookworm-slim\nRUNN apt-get update\n' }, good: {} },
    })
    expect(done.status).toBe(1)
    const end = lastLines(done.output, 20)
    expect(end).toMatch(/FAILED bad at build: .*line 2.*unknown instruction: RUNN/)
    expect(await fileOf(done, id, 'bad', 'build.log')).toContain('unknown instruction: RUNN')
    expect(outcomes(done)).toMatchObject({ good: ['passed', undefined] })
  },
  TIMEOUT,
)

test(
  'a suite that takes too long is stopped, named, and fails its image',
  async () => {
    const id = unique()
    const done = await runStack(
      { id, images: { root: {} }, more: { suites: { slow: { run: 'sleep 600', timeout: '1s' } } } },
      '--no-push',
    )
    expect(done.status).toBe(1)
    expect(lastLines(done.output, 20)).toContain(
      'FAILED root at test: suite slow: took longer than 1.0s and was stopped',
    )
    expect(await containersLeft(engine, id)).toEqual([])
  },
  TIMEOUT,
)

describe('the disk is full where the files of the run go', () => {
  const id = unique()
  removeAtEnd(id)

  // /dev/full is a disk without room: the very same error from the kernel, at any file we like.
  test.each([
    ['the log of the run', 'run.log', {}],
    ['the log of a suite', `${id}-root-local.basic-tests.log`, { outcome: 'failed', failedStep: 'test' }],
  ])(
    '%s: said in words, exit status 1, and no container is left',
    async (_name, log, result) => {
      const [folder, out] = [await tempDir(), await tempDir()]
      const spec = await writeStack(folder, {
        id,
        images: { root: {} },
        more: { suites: { talk: { run: 'sh -c "echo hello; sleep 1; echo more"' } } },
      })
      await mkdir(join(out, 'logs'))
      await symlink('/dev/full', join(out, 'logs', log))
      const ended = await cli(['run', '--no-push', '--spec', spec, '--out', out], { cwd: folder })
      expect([ended.status, ended.signal]).toEqual([1, null])
      expect(ended.output).toContain(`no space left for the files of the run in ${join(out, 'artifacts')}`)
      expect(ended.output).toContain('→ Make room, or name another folder with --out.')
      expect(ended.output).not.toContain('ENOSPC')
      expect(await containersLeft(engine, id)).toEqual([])
      if ('outcome' in result) {
        const results = JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results
        expect(results.images[0]).toMatchObject(result)
      }
    },
    TIMEOUT,
  )
})
