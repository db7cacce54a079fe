import { beforeAll, describe, expect, test } from '@jest/globals'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { parse } from 'yaml'
import type { Results } from '../../src/run/results.js'
import type { Plan } from '../../src/stack/plan.js'
import { cliEnv, testBuilders } from '../world/building.js'
import { containersLeft, namesWith, removeAtEnd } from '../world/engines.js'
import { digestOfRef, sharedRegistry, type TestRegistry } from '../world/registries.js'
import {
  cleanEnv,
  cli,
  exists,
  lastLines,
  output,
  tempDir,
  TIMEOUT,
  unique,
  writeFiles,
  writeStack,
  type Ended,
} from '../world/world.js'

interface Journal {
  readonly image: string
  readonly ref: string
  readonly old: string | null
  readonly new: string
}

/** A stack in a git repository on branch `feature/x`. */
async function committedStack(id: string): Promise<string> {
  const folder = await tempDir()
  await writeStack(folder, {
    id,
    images: {
      root: { more: { info_cmds: ['OS', 'BROKEN'] } },
      middle: { parent: 'root' },
      leaf: { parent: 'middle', files: { 'a file.txt': 'x' } },
      sibling: { parent: 'root' },
    },
    more: {
      tag: { prefix: '2026.4' },
      all_info_cmds: {
        OS: { description: 'Operating System', command: 'cat /etc/debian_version' },
        BROKEN: { description: 'Broken', command: 'sh -c "echo half-way; exit 3"' },
      },
      suites: {
        made: { run: 'sh -c "ls /made; cat expected; test -e /made/root"', files: 'checks' },
        small: { run: ['true'], images: 'leaf' },
      },
    },
  })
  await writeFiles(folder, { 'checks/expected': 'from the suite\n' })
  const git = (...args: string[]): Promise<string> =>
    output('git', ['-c', 'user.name=T', '-c', 'user.email=t@example.org', ...args], {
      cwd: folder,
      env: cleanEnv({ GIT_CONFIG_GLOBAL: '/dev/null' }),
    })
  await git('init', '--quiet', '--initial-branch', 'feature/x')
  await git('add', '.')
  await git('commit', '--quiet', '--message', 'The subject\n\nThe body')
  return folder
}

describe.each(testBuilders)('run with $name', ({ on: engine, kind }) => {
  const id = unique()
  removeAtEnd(id)
  let registry: TestRegistry
  let stack: string
  let out: string
  let first: Ended
  let results: Results
  let sha: string
  const read = (path: string): Promise<string> => readFile(join(out, path), 'utf8')
  const call = (...more: string[]): Promise<Ended> => {
    const flags = ['--spec', join(stack, 'spec.yml'), '--registries', `${registry.host}/${id}`, '--out', out, '--json']
    return cli(['run', '--builder', kind, ...flags, ...more], { cwd: '/', env: cliEnv(engine.host) })
  }
  const digests = (of: Results): string[][] => of.images.map((image) => image.published.map(({ digest }) => digest))

  beforeAll(async () => {
    registry = await sharedRegistry()
    stack = await committedStack(id)
    out = await tempDir()
    sha = (await output('git', ['rev-parse', 'HEAD'], { cwd: stack, env: cleanEnv() })).trim()
    first = await call()
    results = JSON.parse(first.stdout) as Results
  }, TIMEOUT)

  test('builds, tests and publishes everything, and says so', () => {
    expect(first).toMatchObject({ status: 0, signal: null })
    expect(results).toMatchObject({ schema: 1, command: 'run', outcome: 'passed', event: 'local', branch: 'feature/x' })
    expect(results.sha).toBe(sha.slice(0, 7))
    expect(results.images.map((image) => [image.name, image.outcome])).toEqual([
      ['root', 'passed'],
      ['middle', 'passed'],
      ['sibling', 'passed'],
      ['leaf', 'passed'],
    ])
    expect(lastLines(first.stderr, 4)).toContain('run: 4 images done in')
    expect(first.stderr).toContain('note: root: info command BROKEN ended with exit status 3')
  })

  test('stdout is one JSON document, the same as results.json', async () => {
    expect(JSON.parse(await read('artifacts/results.json'))).toEqual(results)
  })

  test('every name it says it published has that digest in the registry', async () => {
    for (const image of results.images) {
      expect(image.published.map(({ ref }) => ref)).toEqual([
        `${registry.host}/${id}/${image.name}:2026.4-feature_x`,
        `${registry.host}/${id}/${image.name}:2026.4-${sha.slice(0, 7)}`,
      ])
      for (const { ref, digest } of [...image.published, ...image.candidates]) {
        expect([ref, await digestOfRef(registry, ref)]).toEqual([ref, digest])
      }
    }
  })

  test('the files of a run are there and agree', async () => {
    const safe = (name: string): string => `${registry.host.replace(':', '-')}-${id}-${name}-2026.4-feature_x`
    const names = ['root', 'middle', 'sibling', 'leaf']
    const refs = names.map((name) => `${registry.host}/${id}/${name}:2026.4-feature_x\n`).join('')
    expect((await readdir(join(out, 'artifacts'))).sort()).toEqual(
      [
        ...['GIT_CHANGED_FILES', 'GIT_HASH', 'GIT_HASH_SHORT', 'GIT_MESSAGE'],
        ...['IMAGES_BUILT', 'IMAGES_CHANGED', 'IMAGES_PUSHED', 'IMAGES_TEST_ERROR', 'IMAGES_TEST_PASSED'],
        ...['journal.json', 'plan.json', 'report.html', 'results.json'],
        ...names.flatMap((name) => [`${safe(name)}.yml`, `${safe(name)}.layers.json`]),
      ].sort(),
    )
    expect((await readdir(join(out, 'logs'))).sort()).toEqual(
      [
        'run.log',
        ...names.flatMap((name) => ['build', 'basic-tests', 'push'].map((step) => `${safe(name)}.${step}.log`)),
      ].sort(),
    )
    expect((await readdir(join(out, 'manifests'))).sort()).toEqual(
      names.flatMap((name) => [`${safe(name)}.json`, `${safe(name)}.md`]).sort(),
    )

    for (const list of ['IMAGES_CHANGED', 'IMAGES_BUILT', 'IMAGES_TEST_PASSED'])
      expect([list, await read(`artifacts/${list}`)]).toEqual([list, refs])
    expect(await read('artifacts/IMAGES_TEST_ERROR')).toBe('')
    expect((await read('artifacts/IMAGES_PUSHED')).trimEnd().split('\n')).toEqual(
      results.images.flatMap((image) => image.published.map(({ ref }) => ref)),
    )
    expect(await read('artifacts/GIT_HASH')).toBe(`${sha}\n`)
    expect(await read('artifacts/GIT_HASH_SHORT')).toBe(`${sha.slice(0, 7)}\n`)
    expect(await read('artifacts/GIT_MESSAGE')).toBe('The subject\n\nThe body\n')
    expect((await read('artifacts/GIT_CHANGED_FILES')).split('\n')).toContain('leaf/a file.txt')

    const plan = JSON.parse(await read('artifacts/plan.json')) as Plan
    expect(plan.levels).toEqual([['root'], ['middle', 'sibling'], ['leaf']])
    expect(plan.images.map((image) => image.fingerprint)).toEqual(results.images.map((image) => image.fingerprint))
    const journal = JSON.parse(await read('artifacts/journal.json')) as Journal[]
    expect(journal.map(({ ref, old, new: digest }) => ({ ref, old, digest }))).toEqual(
      results.images.flatMap((image) => image.published.map((published) => ({ ...published, old: null }))),
    )
    for (const image of results.images) {
      expect(parse(await read(`artifacts/${safe(image.name)}.yml`))).toMatchObject({
        full_image_name: image.ref,
        success: true,
        message: '',
        container_details: { image_built: true, push_success: true },
        test_results: { basic_tests: 'Passed basic tests', integration_tests: 'skipped' },
        published: image.published,
      })
    }
  })

  test('layers, logs and the manifest page tell what happened', async () => {
    const safe = `${registry.host.replace(':', '-')}-${id}-root-2026.4-feature_x`
    const layers = JSON.parse(await read(`artifacts/${safe}.layers.json`)) as {
      command: string
      size: number
      ms: number | null
    }[]
    expect(layers.at(-1)?.command).toBe(`RUN mkdir -p /made && echo ${id} > /made/root`)
    expect(layers.at(-1)?.ms).toBeGreaterThan(0)
    expect(layers[0]?.size).toBeGreaterThan(1_000_000)
    expect(await read(`logs/${safe}.build.log`)).toMatch(/#\d+ DONE \d/)
    expect(await read(`logs/${safe}.basic-tests.log`)).toBe('[made] root\n[made] from the suite\n')
    const manifest = await read(`manifests/${safe}.md`)
    expect(manifest).toContain('## Operating System\n\n```\n12')
    expect(manifest).toContain('**The command ended with exit status 3**')
    expect(manifest).toContain('half-way')
    expect(manifest).toContain(`\`${results.images[0]?.published[0]?.digest ?? 'none'}\``)
    expect(await read('logs/run.log')).toMatch(/passed in \d/)
  })

  test('the names in the engine are those of the spec, by fingerprint and by tag', async () => {
    expect(await namesWith(engine, `${id}/root:`)).toEqual(
      [
        `${id}/root:2026.4-feature_x`,
        `${id}/root:2026.4-${sha.slice(0, 7)}`,
        `${id}/root:fp-${results.images[0]?.fingerprint ?? ''}`,
        `${registry.host}/${id}/root:fp-${results.images[0]?.fingerprint ?? ''}`,
      ].sort(),
    )
  })

  test('leaves no container behind', async () => {
    expect(await containersLeft(engine, id)).toEqual([])
  })

  test(
    'a second run finds everything in the registry, builds and tests nothing, and leaves every digest as it is',
    async () => {
      const second = await call()
      expect(second.status).toBe(0)
      const again = JSON.parse(second.stdout) as Results
      expect(again.images.map(({ action, build, suites }) => [action, build, suites])).toEqual(
        results.images.map(() => ['reuse', undefined, []]),
      )
      expect(digests(again)).toEqual(digests(results))
      // Every name stands where it should: none is moved.
      expect(await exists(join(out, 'artifacts/journal.json'))).toBe(false)
    },
    TIMEOUT,
  )

  test(
    'a full rebuild builds and tests again, every step from the engine’s cache, and leaves every digest as it is',
    async () => {
      const third = await call('--full-rebuild')
      expect(third.status).toBe(0)
      const again = JSON.parse(third.stdout) as Results
      expect(again.images.map(({ action, suites }) => [action, suites.length])).toEqual(
        results.images.map(({ suites }) => ['build', suites.length]),
      )
      expect(digests(again)).toEqual(digests(results))
      for (const image of again.images) {
        const log = await read(`logs/${image.ref.replaceAll(/[/:]/g, '-')}.build.log`)
        expect(log).toMatch(/#\d+ CACHED/)
        expect(await digestOfRef(registry, image.ref)).toBe(image.published[0]?.digest)
      }
    },
    TIMEOUT,
  )
})
