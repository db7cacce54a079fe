import { beforeAll, describe, expect, test } from '@jest/globals'
import { cp, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Results, SuiteResult } from '../../src/run/results.js'
import { expectAgreement } from '../world/agreement.js'
import { containersLeft, engine, removeAtEnd } from '../world/engines.js'
import { digestAt, sharedRegistry, type TestRegistry } from '../world/registries.js'
import { cli, root, tempDir, TIMEOUT, unique, writeFiles, writeStack, type Ended } from '../world/world.js'

/*
 * Suites beside the image: a tree of tests in the style of UCSD's and jupyter/docker-stacks' (conftest.py with docker and
 * requests, TEST_IMAGE), run as it is; integration tests on what was pushed; what a suite asks for beside its container.
 */
const SITES = ['base-site', 'docs-site', 'shop-site'] as const

/** What stands for a token of the run. */
const SECRET = 'ghs_0123456789'

interface Site {
  readonly id: string
  readonly images: string
  readonly out: string
  call: (command: string, ...flags: string[]) => Promise<Ended>
  results: () => Promise<Results>
  digests: () => Promise<(string | undefined)[]>
}

async function siteOf(registry: TestRegistry): Promise<Site> {
  const id = unique()
  removeAtEnd(id)
  const [folder, out] = [await tempDir(), await tempDir()]
  const images = join(folder, 'images')
  await cp(join(root, '__tests__/world/conftest-stack/images'), images, { recursive: true })
  const spec = join(images, 'spec.yml')
  const text = await readFile(spec, 'utf8')
  await writeFile(spec, text.replaceAll('sites/', `${id}/`))
  const where = ['--spec', spec, '--registries', `${registry.host}/${id}`, '--out', out]
  const { PATH = '', STACK_HOST_TOOLS: tools } = process.env
  const env = {
    PATH: tools === undefined ? PATH : `${tools}:${PATH}`,
    GITHUB_TOKEN: SECRET,
    ACTIONS_RUNTIME_TOKEN: SECRET,
  }
  return {
    ...{ id, images, out },
    call: (command, ...flags) => cli([command, ...where, ...flags], { cwd: folder, env }),
    results: async () => JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results,
    digests: () => Promise.all(SITES.map((image) => digestAt(registry, `${id}/${image}`, '2026.4-local'))),
  }
}

function suitesOf(results: Results): Record<string, SuiteResult> {
  return Object.fromEntries(
    results.images.flatMap((image) => image.suites.map((suite) => [`${image.name} ${suite.name}`, suite])),
  )
}

let registry: TestRegistry
beforeAll(async () => {
  registry = await sharedRegistry()
})

describe('a tree of tests that start containers themselves', () => {
  let [site, ended] = [{} as Site, {} as Ended]
  beforeAll(async () => {
    site = await siteOf(registry)
    ended = await site.call('run', '--parallel-tests', '3')
  }, 2 * TIMEOUT)

  test('runs as it is, on the images of one stack at a time, and what passes is published', async () => {
    const results = await expectAgreement(site.out, ended)
    expect(ended).toMatchObject({ status: 0 })
    expect(Object.keys(suitesOf(results)).sort()).toEqual([
      'base-site base-site',
      'base-site tests_common',
      'docs-site base-site',
      'docs-site docs-site',
      'docs-site tests_common',
      'shop-site base-site',
      'shop-site integration_tests',
      'shop-site shop-site',
      'shop-site tests_common',
    ])
    for (const suite of Object.values(suitesOf(results))) expect(suite).toMatchObject({ outcome: 'passed', on: 'host' })
    expect((await site.digests()).every((digest) => digest?.startsWith('sha256:'))).toBe(true)
  })

  test('S16: files of the same name in two directories are two suites, and each says whose it is', async () => {
    const suites = suitesOf(await site.results())
    expect(suites['shop-site base-site']).toMatchObject({ of: 'base-site' })
    expect(suites['shop-site shop-site']?.of).toBeUndefined()
  })

  test('integration tests run after the push, in a log of their own', async () => {
    const [shop] = (await site.results()).images.filter(({ name }) => name === 'shop-site')
    expect(await readFile(join(site.out, 'logs', `${shop?.file ?? ''}.integration-tests.log`), 'utf8')).toContain(
      '2 passed',
    )
    expect(await readFile(join(site.out, 'logs', `${shop?.file ?? ''}.basic-tests.log`), 'utf8')).not.toContain(
      'integration',
    )
  })

  test(
    'a second run has nothing to do: the registry says that all of them have passed',
    async () => {
      const again = await site.call('run')
      const results = await expectAgreement(site.out, again)
      expect(results.images.map(({ testedAs }) => testedAs !== undefined)).toEqual([true, true, true])
    },
    TIMEOUT,
  )

  test('nothing is left in the engine', async () => {
    expect(await containersLeft(engine, site.id)).toEqual([])
  })
})

describe('S9: an integration test that fails', () => {
  test(
    'publishes nothing; once it is mended, what it held back is published without a build',
    async () => {
      const site = await siteOf(registry)
      const file = join(site.images, 'shop-site/integration_tests/test_shop.py')
      const right = await readFile(file, 'utf8')
      await writeFile(file, `${right}\n\ndef test_has_a_till():\n    assert "till" in "shop"\n`)
      const failed = await site.call('run')
      const results = await expectAgreement(site.out, failed)
      expect(failed.status).toBe(1)
      const shop = results.images.find(({ name }) => name === 'shop-site')
      expect(shop).toMatchObject({
        outcome: 'failed',
        failedStep: 'integration',
        message: 'suite integration_tests: 1 of 3 tests failed: test_shop.py::test_has_a_till',
      })
      expect(shop?.suites.find(({ name }) => name === 'integration_tests')?.failures?.[0]).toMatchObject({
        file: 'shop-site/integration_tests/test_shop.py',
        line: right.split('\n').length + 3,
      })
      expect(await site.digests()).toEqual([undefined, undefined, undefined])

      await writeFile(file, right)
      const mended = await site.call('run')
      const after = await expectAgreement(site.out, mended)
      expect(after).toMatchObject({ outcome: 'passed' })
      expect(after.images.map(({ action }) => action)).toEqual(['reuse', 'reuse', 'reuse'])
      expect((await site.digests()).every((digest) => digest?.startsWith('sha256:'))).toBe(true)
    },
    3 * TIMEOUT,
  )

  test(
    'as steps, too: build, test, and a push that runs it and publishes nothing; nor does a run without a push run it',
    async () => {
      const site = await siteOf(registry)
      await writeFile(join(site.images, 'shop-site/integration_tests/test_shop.py'), 'def test_no(): assert False\n')
      const only = ['--images', 'base-site,shop-site']
      expect((await site.call('build', ...only)).status).toBe(0)
      const tested = await site.call('test', ...only)
      expect(tested.status).toBe(0)
      expect(suitesOf(await site.results())['shop-site integration_tests']).toMatchObject({
        outcome: 'off',
        message: expect.stringContaining('nothing is pushed'),
      })
      const pushed = await site.call('push', ...only)
      expect(pushed.status).toBe(1)
      expect(pushed.output).toContain('FAILED shop-site at integration: suite integration_tests')
      expect(await site.digests()).toEqual([undefined, undefined, undefined])
    },
    3 * TIMEOUT,
  )
})

describe('what a suite on the host', () => {
  const id = unique()
  removeAtEnd(id)
  const stackOf = async (suites: object): Promise<{ spec: string; folder: string }> => {
    const folder = await tempDir()
    const spec = await writeStack(folder, {
      id,
      images: {
        one: { dockerfile: `FROM debian:bookworm-slim\nRUN apt-get -v && echo ${id}\nCMD ["sleep", "600"]\n` },
      },
      more: { suites },
    })
    return { spec, folder }
  }
  const resultOf = async (suite: object, env: Record<string, string> = {}): Promise<[SuiteResult, string]> => {
    const { spec, folder } = await stackOf({ it: { on: 'host', ...suite } })
    const args = ['--spec', spec, '--offline', '--no-push', '--out', join(folder, 'out')]
    const ended = await cli(['run', ...args], { cwd: folder, env })
    const results = await expectAgreement(join(folder, 'out'), ended)
    const [image] = results.images
    const [result] = image?.suites ?? []
    if (image === undefined || result === undefined) throw new Error(ended.output)
    return [result, await readFile(join(folder, 'out/logs', `${image.file}.basic-tests.log`), 'utf8')]
  }

  test(
    'sees: where the image and the engine are, and no token',
    async () => {
      const [result, log] = await resultOf(
        { run: ['env'], env: { OWN: 'yes' }, pass_env: ['WANTED'] },
        { GITHUB_TOKEN: SECRET, ACTIONS_RUNTIME_TOKEN: SECRET, INPUT_TOKEN: SECRET, WANTED: 'kept', OTHER: 'dropped' },
      )
      expect(result.outcome).toBe('passed')
      for (const line of ['TEST_IMAGE=', 'DOCKER_HOST=unix://', 'STACK_IMAGE=one', 'OWN=yes', 'WANTED=***', 'PATH='])
        expect(log).toContain(line)
      expect(log).not.toContain(SECRET)
      expect(log).not.toContain('dropped')
    },
    TIMEOUT,
  )

  test(
    'is told: words of a branch stay one word, whatever is in them',
    async () => {
      const [result, log] = await resultOf({
        run: ['printf', '<%s>\\n', '{image}', 'x{sha};touch /tmp/{branch}', '{nothing}'],
      })
      expect(result.outcome).toBe('passed')
      expect(log).toContain('<one>')
      expect(log).toContain('<{nothing}>')
    },
    TIMEOUT,
  )

  test.each<[string, object, RegExp]>([
    ['fails with an exit status', { run: 'false' }, /^exit status 1$/],
    ['is not there', { run: 'no-such-program' }, /^there is no program "no-such-program" on this machine/],
    [
      'takes too long, with all that it started',
      { run: ['sh', '-c', 'sleep 60 & sleep 60'], timeout: '1s' },
      /^took longer than/,
    ],
    ['is ended by a signal', { run: ['sh', '-c', 'kill -SEGV $$'] }, /^ended by signal 11 \(segmentation fault\)$/],
  ])(
    'says when it %s',
    async (_what, suite, message) => {
      const [result] = await resultOf(suite)
      expect(result).toMatchObject({ outcome: 'failed', on: 'host', message: expect.stringMatching(message) })
    },
    TIMEOUT,
  )

  test(
    'talks to: a container of the image, once it is ready',
    async () => {
      const [result, log] = await resultOf({
        run: ['sh', '-c', 'curl -fsS "$STACK_URL/hostname"; echo " port $STACK_PORT_8080"'],
        start: { ports: 8080, ready: '/hostname', command: ['sh', '-c', SERVER] },
      })
      expect([result.outcome, log]).toEqual(['passed', expect.stringMatching(/hello from a shell port \d+/)])
      expect(log).toContain('[container]')
      expect(await containersLeft(engine, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'waits for: a container that ends before it is ready fails the suite, with what it said',
    async () => {
      const { spec, folder } = await stackOf({
        it: { on: 'host', run: 'true', start: { ports: 8080, command: ['sh', '-c', 'echo no config >&2; exit 3'] } },
      })
      const ended = await cli(['run', '--spec', spec, '--offline', '--no-push'], { cwd: folder })
      expect(ended.status).toBe(1)
      expect(ended.output).toContain('ended with exit status 3 before it was ready')
    },
    TIMEOUT,
  )
})

describe('what a suite in the container asks for beside it', () => {
  const id = unique()
  removeAtEnd(id)
  const resultOf = async (
    suite: object,
    files: Readonly<Record<string, string>> = {},
  ): Promise<[SuiteResult, string]> => {
    const folder = await tempDir()
    const spec = await writeStack(folder, { id, images: { one: {} }, more: { suites: { it: suite } } })
    await writeFiles(folder, files)
    const args = ['--spec', spec, '--offline', '--no-push', '--out', join(folder, 'out')]
    const ended = await cli(['run', ...args], { cwd: folder })
    const [image] = (await expectAgreement(join(folder, 'out'), ended)).images
    const [result] = image?.suites ?? []
    if (image === undefined || result === undefined) throw new Error(ended.output)
    return [result, await readFile(join(folder, 'out/logs', `${image.file}.basic-tests.log`), 'utf8')]
  }
  const compose = (command: readonly string[]): string =>
    JSON.stringify({
      services: {
        web: {
          ...{ image: 'debian:bookworm-slim', command, init: true, labels: { stack: id } },
          healthcheck: { test: ['CMD', 'test', '-e', '/tmp/up'], interval: '1s', retries: 30 },
        },
      },
    })
  const ask = ['bash', '-c', 'exec 3<>/dev/tcp/web/8080; echo "GET /" >&3; cat <&3']

  test(
    'services are up, and healthy, while it runs, on a network with it; and gone after',
    async () => {
      const [result, log] = await resultOf(
        { run: ask, services: { file: 'compose.json', env_file: 'compose.env' } },
        {
          'compose.json': compose(['sh', '-c', `touch /tmp/up; ${SERVER.replaceAll('$', () => '$$')}`]),
          'compose.env': 'X=1\n',
        },
      )
      expect([result.outcome, log]).toEqual(['passed', expect.stringContaining('hello from a shell')])
      const left = await engine.docker.listContainers({ all: true, filters: { label: [`stack=${id}`] } })
      expect(left).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'services that do not come up fail it, with what they said',
    async () => {
      const [result, log] = await resultOf(
        { run: ask, services: 'compose.json' },
        { 'compose.json': compose(['sh', '-c', 'echo no config here; exit 3']) },
      )
      expect(result.outcome).toBe('failed')
      expect(log).toContain('no config here')
    },
    TIMEOUT,
  )

  test(
    'the engine that it runs on',
    async () => {
      const script =
        'printf "GET /_ping HTTP/1.0\\r\\n\\r\\n" | perl -MIO::Socket::UNIX -e \'$s = IO::Socket::UNIX->new(Peer => "/var/run/docker.sock") or die; print $s <STDIN>; print <$s>\''
      const [result, log] = await resultOf({ run: ['sh', '-c', script], docker: 'sibling' })
      expect([result.outcome, log]).toEqual(['passed', expect.stringContaining('Api-Version')])
    },
    TIMEOUT,
  )
})

/** A server without any tool: perl is in every Debian. */
const SERVER = `perl -MIO::Socket::INET -e '
  $s = IO::Socket::INET->new(LocalPort => 8080, Listen => 5, ReuseAddr => 1) or die;
  print STDERR "listening\\n";
  while ($c = $s->accept) { <$c>; print $c "HTTP/1.0 200 OK\\r\\nContent-Length: 18\\r\\n\\r\\nhello from a shell"; close $c }'`
