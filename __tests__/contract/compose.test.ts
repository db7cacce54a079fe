import { describe, expect, test } from '@jest/globals'
import { mkdir, symlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { composeUp, type ComposeRequest, type Services } from '../../src/docker/compose.js'
import { composeProject, sweepCompose } from '../../src/docker/compose-sweep.js'
import { Interrupted, WorkError } from '../../src/shared/errors.js'
import { runOn } from '../world/containers.js'
import { engines, type TestEngine } from '../world/engines.js'
import { tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

const { PATH = '', STACK_MODERN_DOCKER_CLI, STACK_MODERN_DOCKER_CONFIG, DOCKER_CONFIG, HOME } = process.env
/** An environment that has Compose: the one beside the modern engine, else this machine's. */
const withCompose = {
  PATH: [...(STACK_MODERN_DOCKER_CLI === undefined ? [] : [dirname(STACK_MODERN_DOCKER_CLI)]), PATH].join(':'),
  DOCKER_CONFIG: STACK_MODERN_DOCKER_CONFIG ?? DOCKER_CONFIG,
  HOME,
}

/** Says hello to whoever connects; healthy after a second. */
const SERVER = String.raw`use IO::Socket::INET; $| = 1; print "the service is up\n"; sleep 1; open(F, ">/tmp/healthy"); close F;
my $l = IO::Socket::INET->new(LocalPort => 80, Listen => 9) or die; while (my $c = $l->accept) { print $c "hello from $ENV{WHO}\n"; close $c }`
const CLIENT = (host: string): string[] => [
  'perl',
  '-e',
  `use IO::Socket::INET; my $s = IO::Socket::INET->new(PeerAddr => "${host}:80") or die "no: $@"; print <$s>`,
]

const web = (more: object = {}): object => ({
  image: 'debian:bookworm-slim',
  init: true,
  volumes: ['data:/data'],
  environment: { WHO: '${WHO:-nobody}' },
  healthcheck: { test: ['CMD', 'test', '-e', '/tmp/healthy'], interval: '300ms', retries: 50 },
  ...more,
})

describe.each(engines)('services on $name', (on) => {
  const id = unique()

  async function up(
    services: object,
    more: Partial<ComposeRequest> = {},
  ): Promise<{ services: Services; lines: string[] }> {
    const directory = await tempDir()
    await writeFiles(directory, { 'compose.yml': JSON.stringify({ services, volumes: { data: {} } }) })
    const lines: string[] = []
    const request: ComposeRequest = {
      env: { ...withCompose, DOCKER_HOST: on.host },
      directory,
      files: [join(directory, 'compose.yml')],
      project: id,
      onLine: (line) => lines.push(line),
      signal: new AbortController().signal,
      timeoutMs: TIMEOUT,
      ...more,
    }
    return { services: await composeUp(request), lines }
  }

  // A dollar is two in a file of Compose. Nothing is mounted: an engine may not see our files.
  const perl = (): object => web({ command: ['perl', '-e', SERVER.replaceAll('$', () => '$$')] })

  test(
    'are healthy, and reached by their names from a container in their network; then gone with all they had',
    async () => {
      const folder = await tempDir()
      await writeFiles(folder, { 'test.env': 'WHO=the file\n' })
      const { services, lines } = await up({ web: perl() }, { envFile: join(folder, 'test.env') })
      expect(await left(on, id)).toMatchObject([
        expect.stringMatching(/container/),
        expect.anything(),
        expect.anything(),
      ])
      const done = await runOn(on, CLIENT('web'), { network: services.network ?? '' })
      expect([done.stdout, done.stderr]).toEqual(['hello from the file\n', ''])
      await Promise.all([services.down(), services.down()])
      expect(lines.join('\n')).toMatch(/the service is up/)
      expect(await left(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'two suites with the same services at once do not meet',
    async () => {
      const both = await Promise.all(
        ['a', 'b'].map((who) =>
          up({ web: perl() }, { project: `${id}-${who}`, env: { ...withCompose, DOCKER_HOST: on.host, WHO: who } }),
        ),
      )
      const [first, second] = both
      expect(first?.services.network).not.toBe(second?.services.network)
      const said = await Promise.all(
        both.map(({ services }) => runOn(on, CLIENT('web'), { network: services.network ?? '' })),
      )
      expect(said.map(({ stdout }) => stdout)).toEqual(['hello from a\n', 'hello from b\n'])
      await Promise.all(both.map(({ services }) => services.down()))
      expect(await left(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'see the environment that was handed in and nothing else',
    async () => {
      process.env['SECRET_OF_THIS_TEST'] = 'secret'
      const { services, lines } = await up({
        a: {
          image: 'debian:bookworm-slim',
          init: true,
          command: ['sh', '-c', 'echo "seen: ${SECRET_OF_THIS_TEST:-none}"; sleep 60'],
        },
      })
      delete process.env['SECRET_OF_THIS_TEST']
      await services.down()
      expect(lines.join('\n')).toContain('seen: none')
    },
    TIMEOUT,
  )

  test(
    'one that ends or is never healthy: told with what it said, and none is left',
    async () => {
      const ends = up({
        bad: { image: 'debian:bookworm-slim', command: ['sh', '-c', 'echo no configuration here; exit 3'] },
      })
      const error = await ends.catch((thrown: unknown) => thrown)
      expect(error).toBeInstanceOf(WorkError)
      expect(error).toMatchObject({ message: expect.stringContaining('the services could not be started') })
      expect((error as WorkError).evidence.join('\n')).toContain('no configuration here')
      const slow = up(
        { slow: web({ command: ['sleep', '600'], healthcheck: { test: ['CMD', 'false'], interval: '60s' } }) },
        { timeoutMs: 3000 },
      )
      await expect(slow).rejects.toThrow('they were not up after 3.0s')
      expect(await left(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a file with a mistake, or none: told before anything is started',
    async () => {
      const wrong = await up({ web: { ...web(), no_such_key: 1 } }).catch((thrown: unknown) => thrown)
      expect(wrong).toMatchObject({ message: expect.stringContaining('does not accept their files') })
      expect((wrong as WorkError).evidence.join('\n')).toContain('no_such_key')
      const none = await up({}, { files: ['/no/such/compose.yml'] }).catch((thrown: unknown) => thrown)
      expect((none as WorkError).evidence.join('\n')).toContain('/no/such/compose.yml')
      expect(await left(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'an abort while they start leaves none',
    async () => {
      const [controller, reason] = [new AbortController(), new Interrupted('enough')]
      const slow = up(
        { slow: web({ command: ['sleep', '600'], healthcheck: { test: ['CMD', 'false'], interval: '60s' } }) },
        { signal: controller.signal, onLine: (line) => line.includes('Started') && controller.abort(reason) },
      )
      await expect(slow).rejects.toBe(reason)
      expect(await left(on, id)).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'networks: a name of one’s own, several, none',
    async () => {
      const image = { image: 'debian:bookworm-slim', init: true, command: ['sleep', '60'] }
      const none = await up({ a: { ...image, network_mode: 'none' } })
      await none.services.down()
      expect(none.services.network).toBeUndefined()
      const directory = await tempDir()
      const named = { services: { a: { ...image, networks: ['back'] } }, networks: { back: { name: `${id}-named` } } }
      await writeFiles(directory, { 'named.yml': JSON.stringify(named) })
      const own = await up({}, { files: [join(directory, 'named.yml')], directory })
      await own.services.down()
      expect(own.services.network).toBe(`${id}-named`)
    },
    TIMEOUT,
  )

  test(
    'what a killed run left is swept when its time is over, and not before',
    async () => {
      const { services } = await up({ web: perl() }, { timeoutMs: 60_000, lifetimeMs: 60_000 })
      await sweepCompose(on.docker, Date.now())
      expect((await left(on, id)).length).toBe(3)
      await sweepCompose(on.docker, Date.now() + 121_000)
      expect(await left(on, id)).toEqual([])
      await services.down()
    },
    TIMEOUT,
  )
})

describe('where Compose is', () => {
  const [on] = engines
  async function tried(bin: string, more: Partial<ComposeRequest> = {}): Promise<Services> {
    const directory = await tempDir()
    const services = { a: { image: 'debian:bookworm-slim', init: true, command: ['sleep', '60'] } }
    await writeFiles(directory, { 'compose.yml': JSON.stringify({ services }) })
    return composeUp({
      env: { PATH: bin, HOME: directory, DOCKER_HOST: on?.host },
      ...{ directory, files: [join(directory, 'compose.yml')], project: unique(), onLine: () => undefined },
      ...{ signal: new AbortController().signal, timeoutMs: TIMEOUT, ...more },
    })
  }

  test('nowhere: told with what was looked for, and what to do', async () => {
    const error = await tried(await tempDir()).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({
      message: 'the suite has services, and there is no Docker Compose here to start them',
      evidence: [
        'docker compose: there is no program "docker" in PATH',
        'docker-compose: there is no program "docker-compose" in PATH',
      ],
      remedy: expect.stringContaining('docker compose'),
    })
  })

  test(
    'a program of its own, beside a docker CLI that does not know it',
    async () => {
      const bin = await tempDir()
      await writeFiles(
        bin,
        { docker: '#!/bin/sh\necho "docker: \'compose\' is not a docker command." >&2\nexit 1\n' },
        0o755,
      )
      await expect(tried(bin)).rejects.toMatchObject({
        evidence: [expect.stringContaining('is not a docker command'), expect.stringContaining('there is no program')],
      })
      const plugin = join(withCompose.DOCKER_CONFIG ?? '/usr/libexec/docker', 'cli-plugins', 'docker-compose')
      await mkdir(join(bin, 'more'))
      await symlink(plugin, join(bin, 'more', 'docker-compose'))
      const services = await tried(`${bin}:${join(bin, 'more')}`)
      await services.down()
    },
    TIMEOUT,
  )

  test('the name of a project tells its time', () => {
    expect(composeProject('x', 0)).toBe('stack-action-0-x')
    expect(composeProject('x', Date.UTC(2026, 0, 1))).toMatch(/^stack-action-[0-9a-z]{6}-x$/)
  })
})

/** What there is of a project on an engine: containers, networks, volumes. */
async function left(on: TestEngine, id: string): Promise<string[]> {
  const filters = { label: ['com.docker.compose.project'] }
  const isOurs = (one: { Labels?: Record<string, string> | null | undefined }): boolean =>
    (one.Labels?.['com.docker.compose.project'] ?? '').includes(id)
  const volumes = (await on.docker.listVolumes({ filters })).Volumes as
    { Labels: Record<string, string>; Name: string }[] | null
  return [
    ...(await on.docker.listContainers({ all: true, filters })).filter(isOurs).map(({ Id }) => `container ${Id}`),
    ...(await on.docker.listNetworks({ filters })).filter(isOurs).map(({ Name }) => `network ${Name}`),
    ...(volumes ?? []).filter(isOurs).map(({ Name }) => `volume ${Name}`),
  ]
}
