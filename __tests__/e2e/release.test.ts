import { beforeAll, describe, expect, test } from '@jest/globals'
import { registryClient, type RegistryClient } from '../../src/registry/client.js'
import { platformsOf } from '../../src/registry/join.js'
import { readJournal, suitesPassedOn } from '../../src/registry/journal.js'
import type { CheckResult } from '../../src/report/check.js'
import type { ReleaseResult, StageResult } from '../../src/report/release.js'
import { cliEnv } from '../world/building.js'
import { emulateArm64, MACHINES, pushBusybox } from '../world/emulation.js'
import { engines, namesWith, removeAtEnd } from '../world/engines.js'
import { runAction } from '../world/runner.js'
import { digestOfRef, dockerConfig, sharedRegistry, startRegistry, type TestRegistry } from '../world/registries.js'
import { cleanEnv, cli, output, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

const PLATFORMS = Object.keys(MACHINES)
const SLOW = 4 * TIMEOUT
const on = engines.at(-1) ?? engines[0]

const STAGES = {
  local: { tags: ['local-{user}-{version}'] },
  dev: { from: 'local', tags: ['dev-{minor}', 'dev'], suites: ['qa'], git_tag: 'dev-{minor}' },
  prod: { from: 'dev', dockerfile: 'prod.Dockerfile', tags: ['prod-{version}', 'prod'], git_tag: '{image}-{version}' },
}

/** A stack on its ladder, in a repository with an origin. */
interface Ladder {
  readonly id: string
  readonly folder: string
  readonly origin: string
  readonly git: (...args: string[]) => Promise<string>
  readonly commit: (files: Readonly<Record<string, string>>) => Promise<string>
  readonly call: (...args: string[]) => Promise<Ended>
}

async function ladderOf(
  images: Parameters<typeof writeStack>[1]['images'],
  more: object,
  env: object,
): Promise<Ladder> {
  const id = unique()
  removeAtEnd(id)
  const [folder, origin, out] = await Promise.all([tempDir(), tempDir(), tempDir()])
  const gitIn = async (cwd: string, ...args: string[]): Promise<string> => {
    const config = ['user.name=T', 'user.email=t@example.org', 'commit.gpgsign=false']
    const gitEnv = cleanEnv({ GIT_CONFIG_GLOBAL: '/dev/null' })
    return (await output('git', [...config.flatMap((pair) => ['-c', pair]), ...args], { cwd, env: gitEnv })).trim()
  }
  const git = (...args: string[]): Promise<string> => gitIn(folder, ...args)
  const spec = await writeStack(folder, {
    id,
    images,
    more: {
      changelog: 'changelog.txt',
      stages: STAGES,
      suites: {
        machine: { run: 'sh machine.sh', files: 'checks' },
        qa: { run: 'sh qa.sh', files: 'checks', default: false },
      },
      ...more,
    },
  })
  await gitIn(origin, 'init', '--quiet', '--bare')
  await git('init', '--quiet', '--initial-branch', 'main')
  await git('remote', 'add', 'origin', origin)
  const commit = async (files: Readonly<Record<string, string>>): Promise<string> => {
    await writeFiles(folder, files)
    await git('add', '--all')
    await git('commit', '--quiet', '--message', 'A change')
    return git('rev-parse', 'HEAD')
  }
  const call: Ladder['call'] = (command = '', ...args) => {
    const flags = ['--spec', spec, ...(command === 'check' ? [] : ['--out', out]), '--json']
    return cli([command, ...args, ...flags], {
      cwd: '/',
      env: cliEnv(on?.host ?? '', { USER: 'ann', GIT_CONFIG_GLOBAL: '/dev/null', ...env }),
    })
  }
  return { id, folder, origin, git, commit, call }
}

const DOCKERFILES = {
  'leaf/Dockerfile.dockerignore': 'app\n',
  'leaf/prod.Dockerfile': [
    'ARG BASE_IMAGE=unset',
    'FROM ${BASE_IMAGE}',
    'ARG STACK_VERSION=none',
    'ENV STACK_VERSION=${STACK_VERSION}',
    'COPY app /app',
    'RUN test "$(cat /base)" = "$(uname -m)" && echo "$STACK_VERSION on $(uname -m)" > /prod',
    '',
  ].join('\n'),
  'leaf/app': 'one\n',
  'checks/machine.sh': 'test "$(cat /base)" = "$(uname -m)"\n',
  'changelog.txt': '# stack-1.2.0\n- the first one\n',
}

const stagesIn = ({ stages }: ReleaseResult): [string, StageResult['how'], StageResult['outcome']][] =>
  stages.map(({ stage, how, outcome }) => [stage, how, outcome])
const resultOf = (ended: Ended): ReleaseResult => {
  if (ended.stdout === '') throw new Error(ended.stderr)
  return JSON.parse(ended.stdout) as ReleaseResult
}

describe('dev and prod, two registries, two platforms', () => {
  let registries: readonly [TestRegistry, TestRegistry]
  let client: RegistryClient
  let ladder: Ladder
  let first: string
  const all = (name: string): string[] => registries.map(({ host }) => `${host}/${ladder.id}/${name}`)
  const digests = (name: string, tag: string): Promise<(string | undefined)[]> =>
    Promise.all(all(name).map((repository) => client.digest(repository, tag)))
  const expectBoth = async (name: string, tag: string): Promise<void> => {
    for (const repository of all(name)) {
      const index = await client.manifest(repository, tag)
      expect([repository, tag, index === undefined ? [] : platformsOf(index.bytes)]).toEqual([
        repository,
        tag,
        PLATFORMS,
      ])
    }
  }
  const release = (stage: string, ...more: string[]): Promise<Ended> =>
    ladder.call(
      ...['release', stage, '--builder', 'engine', '--push-git-tag'],
      ...['--registries', registries.map(({ host }) => `${host}/${ladder.id}`).join(','), ...more],
    )

  beforeAll(async () => {
    const name = `${unique()}/busybox`
    removeAtEnd(name)
    registries = [await sharedRegistry(), await startRegistry()]
    const logins = new Map(registries.map(({ host, user: username, password }) => [host, { username, password }]))
    client = registryClient((host) => Promise.resolve(logins.get(host)))
    await emulateArm64()
    const busybox = await pushBusybox(registries[0], name)
    const child = 'ARG BASE_IMAGE=unset\nFROM ${BASE_IMAGE}\nRUN echo leaf > /leaf\n'
    ladder = await ladderOf(
      {
        base: { dockerfile: `FROM ${busybox}\nRUN echo ${name} && uname -m > /base\n` },
        leaf: { parent: 'base', dockerfile: child },
      },
      { platforms: PLATFORMS },
      { DOCKER_CONFIG: await dockerConfig(registries) },
    )
    first = await ladder.commit({ ...DOCKERFILES, 'checks/qa.sh': 'exit 1\n' })
  }, SLOW)

  test(
    'a suite that fails stops it before any name of dev',
    async () => {
      const ended = await release('dev')
      expect([ended.status, ended.stderr]).toEqual([1, expect.stringContaining('qa')])
      const result = resultOf(ended)
      expect(stagesIn(result)).toEqual([
        ['local', 'run', 'passed'],
        ['dev', 'moved', 'failed'],
      ])
      for (const image of ['base', 'leaf']) {
        await expectBoth(image, 'local-ann-1.2.0')
        expect(await digests(image, 'dev')).toEqual([undefined, undefined])
      }
      expect(await ladder.git('tag', '--list')).toBe('')
    },
    SLOW,
  )

  test(
    'goes on from there when the suite is mended: nothing is built again, the same digests are dev everywhere',
    async () => {
      const before = await Promise.all(['base', 'leaf'].map((image) => digests(image, 'local-ann-1.2.0')))
      first = await ladder.commit({ 'checks/qa.sh': 'test -e /base\n' })
      const ended = await release('dev', '--version', 'changelog')
      expect([ended.status, ended.stderr]).toEqual([0, expect.not.stringContaining('FAILED')])
      expect(stagesIn(resultOf(ended))).toEqual([
        ['local', 'run', 'passed'],
        ['dev', 'moved', 'passed'],
      ])
      expect(ended.stderr).not.toMatch(/build\s+(?:base|leaf)/)
      for (const [at, image] of ['base', 'leaf'].entries()) {
        expect(await digests(image, 'dev-1.2.0')).toEqual(before[at])
        expect(await digests(image, 'dev')).toEqual(before[at])
        await expectBoth(image, 'dev')
      }
      for (const repository of all('leaf')) {
        const journal = await readJournal(client, repository)
        const digest = await client.digest(repository, 'dev')
        expect(suitesPassedOn(journal, digest ?? '')).toEqual(new Set(['machine', 'qa']))
        expect(journal.filter(({ tag }) => tag === 'dev').map(({ kind: of, by }) => [of, by])).toEqual([
          ['release', 'ann'],
        ])
      }
      expect(await output('git', ['rev-parse', 'dev-1.2.0^{commit}'], { cwd: ladder.origin, env: cleanEnv() })).toBe(
        `${first}\n`,
      )
    },
    SLOW,
  )

  test(
    'prod is built on dev by digest, on each platform, and says its version',
    async () => {
      const dev = await digests('leaf', 'dev')
      const ended = await release('prod')
      expect([ended.status, ended.stderr]).toEqual([0, expect.not.stringContaining('FAILED')])
      expect(stagesIn(resultOf(ended))).toEqual([
        ['local', 'run', 'passed'],
        ['dev', 'moved', 'passed'],
        ['prod', 'built', 'passed'],
      ])
      await expectBoth('leaf', 'prod-1.2.0')
      expect(await digests('leaf', 'prod')).toEqual(await digests('leaf', 'prod-1.2.0'))
      // There is no prod.Dockerfile for it.
      expect(await digests('base', 'prod')).toEqual([undefined, undefined])
      expect(await digests('leaf', 'dev')).toEqual(dev)
      for (const platform of PLATFORMS) {
        const config = await client.config(all('leaf')[1] ?? '', 'prod', platform)
        expect(config?.labels).toMatchObject({
          'org.opencontainers.image.version': '1.2.0',
          'org.opencontainers.image.revision': first,
        })
      }
      expect(await ladder.git('tag', '--list')).toBe('dev-1.2.0\nleaf-1.2.0')

      const again = await release('prod')
      expect(again.status).toBe(0)
      const refs = resultOf(again).stages.flatMap((stage) => stage.refs)
      expect(refs.filter(({ old, new: now }) => old !== undefined && old !== now)).toEqual([])
      expect(again.stderr).not.toMatch(/build\s+(?:base|leaf)/)
    },
    SLOW,
  )

  test(
    'a patch of prod leaves dev alone; rolled back, prod has both platforms',
    async () => {
      const [dev, prod] = [await digests('leaf', 'dev'), await digests('leaf', 'prod')]
      const prodFile = `${DOCKERFILES['leaf/prod.Dockerfile']}RUN echo more >> /prod\n`
      await ladder.commit({
        'leaf/app': 'two\n',
        'leaf/prod.Dockerfile': prodFile,
        'changelog.txt': '# stack-1.2.1\n- a patch\n# stack-1.2.0\n',
      })
      const dry = resultOf(await release('prod', '--dry-run'))
      expect(dry.stages.map(({ stage }) => stage)).toEqual(['local', 'dev', 'prod'])
      expect(await digests('leaf', 'prod')).toEqual(prod)
      const ended = await release('prod')
      expect([ended.status, ended.stderr]).toEqual([0, expect.not.stringContaining('FAILED')])
      expect(await digests('leaf', 'dev')).toEqual(dev)
      const patched = await digests('leaf', 'prod')
      expect(patched).toEqual(await digests('leaf', 'prod-1.2.1'))
      expect(patched).not.toEqual(prod)

      const places = registries.map(({ host }) => `${host}/${ladder.id}`).join(',')
      const back = await ladder.call('rollback', 'prod', '--last', '--images', 'leaf', '--registries', places)
      expect([back.status, back.stderr]).toEqual([0, expect.anything()])
      expect(await digests('leaf', 'prod')).toEqual(prod)
      await expectBoth('leaf', 'prod')
      await expectBoth('leaf', 'prod-1.2.0')
    },
    SLOW,
  )

  test(
    'versions that cannot be are refused before anything is done',
    async () => {
      const lower = await release('dev', '--version', '1.1.0')
      expect([lower.status, lower.stderr]).toEqual([2, expect.stringContaining('lower than the top of the changelog')])
      const long = await release('dev', '--version', 'v1.3')
      expect([long.status, long.stderr]).toEqual([2, expect.stringContaining('"v1.3" is not a version')])
      await ladder.commit({ 'leaf/Dockerfile': 'ARG BASE_IMAGE=unset\nFROM ${BASE_IMAGE}\nRUN echo other > /leaf\n' })
      const held = await release('prod')
      expect([held.status, held.stderr]).toEqual([
        2,
        expect.stringMatching(/leaf:dev-1\.2\.0 is there already and holds another image: .* what is to be built/),
      ])
      expect(held.stderr).not.toContain('base:dev-1.2.0')
      const unknown = await release('prd')
      expect([unknown.status, unknown.stderr]).toEqual([2, expect.stringContaining('Did you mean "prod"')])

      await ladder.commit({ 'changelog.txt': '# stack-1.3.0\n# stack-1.2.1\n' })
      await ladder.git('tag', '--annotate', '--message', 'Somebody else', 'dev-1.3.0', first)
      const tagged = await release('dev')
      expect([tagged.status, tagged.stderr]).toEqual([
        2,
        expect.stringContaining('the git tag dev-1.3.0 exists here on another commit'),
      ])
      expect(await digests('leaf', 'local-ann-1.3.0')).toEqual([undefined, undefined])
    },
    SLOW,
  )

  test(
    'check says what is not in sync, and fails only when it is to',
    async () => {
      const places = ['--registries', `${registries[0].host}/${ladder.id}`, '--images', 'leaf']
      const warned = await ladder.call('check', ...places)
      const of = ({ stdout }: Ended): CheckResult => JSON.parse(stdout) as CheckResult
      expect([warned.status, warned.stderr]).toEqual([0, expect.stringContaining('this code is not in sync')])
      expect(of(warned).images).toEqual([
        {
          ...{ image: 'leaf', code: '1.3.0', version: '1.2.0', state: 'newer', where: 'registry' },
          ref: `${all('leaf')[0] ?? ''}:dev`,
          wanted: `${all('leaf')[0] ?? ''}:dev-1.3.0`,
        },
      ])
      expect((await ladder.call('check', '--strict', ...places)).status).toBe(1)
      await writeFiles(ladder.folder, { 'changelog.txt': '# stack-1.2.9\n' })
      const good = await ladder.call('check', '--strict', ...places)
      expect([good.status, of(good).images.map(({ state }) => state)]).toEqual([0, ['in-sync']])
      const missing = await ladder.call(
        'check',
        '--strict',
        '--stage',
        'prod',
        '--images',
        'base',
        ...places.slice(0, 2),
      )
      expect([missing.status, of(missing).images.map(({ state }) => state)]).toEqual([1, ['missing']])
    },
    TIMEOUT,
  )
})

describe.each(engines)('without a push, in the engine alone: $name', ({ host }) => {
  let ladder: Ladder
  const tags = async (): Promise<string[]> => {
    const names = await Promise.all(engines.filter((one) => one.host === host).map((one) => namesWith(one, ladder.id)))
    return names.flat().flatMap((name) => (name.includes(':fp-') ? [] : [name.slice(name.lastIndexOf(':') + 1)]))
  }
  beforeAll(async () => {
    const dev = 'FROM debian:bookworm-slim\nARG AM_CONTAINER_VERSION=none\nRUN echo $AM_CONTAINER_VERSION > /base\n'
    ladder = await ladderOf({ base: { dockerfile: dev } }, {}, { DOCKER_HOST: host })
    await ladder.commit({
      'base/prod.Dockerfile': 'ARG BASE_IMAGE\nFROM ${BASE_IMAGE}\nRUN test "$(cat /base)" = 2.0.0\n',
      'checks/machine.sh': 'test -e /base\n',
      'checks/qa.sh': 'exit 1\n',
      'changelog.txt': '## 2.0.3\n',
    })
  }, TIMEOUT)
  const release = (stage: string, ...more: string[]): Promise<Ended> =>
    ladder.call('release', stage, '--no-push', '--builder', 'engine', ...more)

  test(
    'a gate that is left out is said loudly',
    async () => {
      expect((await release('dev')).status).toBe(1)
      expect(await tags()).toEqual(['local-ann-2.0.3'])
      const skipped = await release('dev', '--skip-suites', 'qa')
      expect([skipped.status, skipped.stderr]).toEqual([0, expect.stringContaining('GATE SKIPPED: qa')])
      expect(resultOf(skipped).stages.map((stage) => stage.skipped)).toEqual([[], ['qa']])
      expect(await tags()).toEqual(['dev', 'dev-2.0.0', 'local-ann-2.0.3'])
    },
    SLOW,
  )

  test(
    'dev and prod',
    async () => {
      await ladder.git('tag', '--delete', 'dev-2.0.0')
      await ladder.commit({ 'checks/qa.sh': 'grep 2.0.0 /base\n' })
      const ended = await release('prod')
      expect([ended.status, ended.stderr]).toEqual([0, expect.not.stringContaining('FAILED')])
      expect(await tags()).toEqual(['dev', 'dev-2.0.0', 'local-ann-2.0.3', 'prod', 'prod-2.0.3'])
      expect(await ladder.git('tag', '--list')).toBe('base-2.0.3\ndev-2.0.0')
      // What a colleague's image becomes on this machine.
      const tagged = await ladder.call('tag', '--local', '--from', 'dev-2.0.0', '--to', 'local-bob-2.0.3')
      expect([tagged.status, tagged.stderr]).toEqual([0, expect.stringContaining('in the engine alone')])
      expect(await tags()).toContain('local-bob-2.0.3')
      const missing = await ladder.call('tag', '--local', '--from', 'no-such-tag', '--to', 'x')
      expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('the engine has no')])
    },
    SLOW,
  )
})

test(
  'the action does the same, and pushes the git tag where it may',
  async () => {
    const registry = await sharedRegistry()
    const ladder = await ladderOf({ base: {} }, {}, {})
    const hash = await ladder.commit({
      'checks/machine.sh': 'true\n',
      'checks/qa.sh': 'true\n',
      'changelog.txt': '## [0.1.0]\n',
    })
    const place = `${registry.host}/${ladder.id}`
    const ended = await runAction({
      action: 'release',
      with: {
        spec: 'spec.yml',
        stage: 'dev',
        registries: place,
        user: 'ci',
        builder: 'engine',
        'git-tag': 'true',
        artifact: '',
      },
      workspace: ladder.folder,
      env: { GIT_CONFIG_NOSYSTEM: '1' },
    })
    expect([ended.status, ended.output]).toEqual([0, expect.stringContaining('release of dev 0.1.0: done')])
    const digest = await digestOfRef(registry, `${place}/base:dev`)
    expect(ended.outputs['outcome']).toBe('passed')
    expect(JSON.parse(ended.outputs['moved'] ?? '')).toEqual([
      { stage: 'local', image: 'base', ref: `${place}/base:local-ci-0.1.0`, new: digest },
      { stage: 'dev', image: 'base', ref: `${place}/base:dev-0.1.0`, old: null, new: digest },
      { stage: 'dev', image: 'base', ref: `${place}/base:dev`, old: null, new: digest },
    ])
    expect(ended.summary).toContain('## Release of dev 0.1.0: passed')
    const tagged = await output('git', ['rev-parse', 'dev-0.1.0^{commit}'], { cwd: ladder.origin, env: cleanEnv() })
    expect(tagged).toBe(`${hash}\n`)
  },
  SLOW,
)
