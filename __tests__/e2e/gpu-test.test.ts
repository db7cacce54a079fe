import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { readdir, readFile, rm } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { stringify } from 'yaml'
import type { GpuTestResult } from '../../src/report/gpu-test.js'
import { buildWith } from '../world/building.js'
import { engine, removeAtEnd } from '../world/engines.js'
import { startGpuHost, type GpuHost } from '../world/gpu-host.js'
import { IMAGE_TIMEOUT, pythonImage } from '../world/python-image.js'
import { digestAt, sharedRegistry, type TestRegistry } from '../world/registries.js'
import {
  cli,
  eventually,
  exists,
  output,
  startCli,
  tempDir,
  TIMEOUT,
  unique,
  writeFiles,
  type Ended,
} from '../world/world.js'

/* Against a real sshd, with a launcher that really runs the images: their pytest says what it says. */

// Each calls the command several times, and other tests are busy on the machine.
jest.setTimeout(TIMEOUT)

let registry: TestRegistry
let host: GpuHost
let python: string
beforeAll(async () => {
  ;[registry, host, python] = await Promise.all([
    sharedRegistry(),
    // What is called slow takes its time before its container begins.
    startGpuHost('case $image in *-slow*) sleep 60 & echo $! >"$HOME/slow.pid"; wait ;; *) sleep 1 ;; esac'),
    pythonImage(),
  ])
}, IMAGE_TIMEOUT)

const COMMIT = 'c'.repeat(40)
const PASSES = 'def test_matmul():\\n    assert 1 + 1 == 2\\n'
const FAILS = 'def test_matmul():\\n    assert 1 + 1 == 3\\n'

interface Stack {
  readonly id: string
  readonly folder: string
  readonly gpuTest: (...more: string[]) => Promise<Ended>
  readonly call: (command: string, ...more: string[]) => Promise<Ended>
  readonly build: (image: string, tests: string) => Promise<string>
  readonly result: () => Promise<GpuTestResult>
  readonly env: Record<string, string | undefined>
}

const GPU_SUITE = {
  gpu: { on: 'ssh', run: 'launch.sh -i {ref} -P Always -g 1 -f pytest -p no:cacheprovider /opt/workflow_tests' },
}

/** A published stack whose images hold tests for pytest, and a spec without any of their files. */
async function stackOf(images: Readonly<Record<string, string>>, suites: object = GPU_SUITE): Promise<Stack> {
  const [id, folder] = [unique(), await tempDir()]
  removeAtEnd(id)
  const names = Object.keys(images)
  const spec = {
    images: Object.fromEntries(names.map((name) => [name, { image_name: `x/${name}`, depend_on: [] }])),
    tag: { prefix: '2026.3' },
    ...(Object.keys(suites).length === 0 ? {} : { suites }),
  }
  await writeFiles(folder, { 'spec.yml': stringify(spec), known_hosts: `${host.hostKey.knownHosts}\n` })
  const base = `${registry.host}/${id}`
  const build = async (image: string, tests: string): Promise<string> => {
    const ref = `${base}/${image}:2026.3-main`
    const dockerfile = `FROM ${python}\nLABEL org.opencontainers.image.revision=${COMMIT}\nRUN mkdir /opt/workflow_tests && printf '${tests}' >/opt/workflow_tests/test_gpu.py && echo ${unique()} >/made\n`
    const { error, log } = await buildWith({ kind: 'engine', on: engine }, { dockerfile, tags: [ref] })
    if (error !== undefined) throw new Error(log.join('\n'), { cause: error })
    await output('docker', ['push', '-q', ref], { cwd: '/', env: process.env })
    return (await digestAt(registry, `${id}/${image}`, '2026.3-main')) ?? ''
  }
  for (const [name, tests] of Object.entries(images)) await build(name, tests)
  const env = {
    USER: 'ann',
    STACK_SSH_PASSWORD: host.password,
    ...(host.password === undefined ? { STACK_SSH_KEY: host.privateKey } : {}),
  }
  const call = (command: string, ...more: string[]) =>
    cli([command, '--spec', 'spec.yml', '--registries', base, ...more], { cwd: folder, env })
  return {
    ...{ id, folder, call, build, env },
    gpuTest: (...more) =>
      call(
        'gpu-test',
        '--from',
        '2026.3-main',
        '--ssh-host',
        host.place,
        '--ssh-known-hosts',
        host.hostKey.knownHosts,
        ...more,
      ),
    result: async () => JSON.parse(await readFile(join(folder, 'artifacts/gpu-test.json'), 'utf8')) as GpuTestResult,
  }
}

const shown = (ended: Ended): string => `${ended.status}\n${ended.stdout}\n${ended.stderr}`

describe('three images side by side', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await stackOf({ one: PASSES, two: PASSES, three: FAILS })
  }, TIMEOUT)

  test('tag refuses them before, and says what to do', async () => {
    const refused = await stack.call('tag', '--from', '2026.3-main', '--require', 'gpu-test')
    expect(refused.status).toBe(2)
    expect(refused.stderr).toContain(
      'this call requires gpu: not known to have passed on exactly these images: one, two, three',
    )
    expect(refused.stderr).toContain('nothing is recorded of gpu on it')
    expect(refused.stderr).toContain('stack-action gpu-test --from 2026.3-main --images one,two,three')
  })

  test(
    'a dry run logs in, says the exact commands, and launches none',
    async () => {
      const before = await host.launches()
      const ended = await stack.gpuTest('--dry-run')
      expect(shown(ended)).toMatch(/^0\n/)
      const digest = await digestAt(registry, `${stack.id}/one`, '2026.3-main')
      expect(ended.stdout).toContain(
        `one: suite gpu at ${host.place}: launch.sh -i ${registry.host}/${stack.id}/one@${digest ?? ''} -P Always -g 1 -f pytest`,
      )
      expect(await host.launches()).toEqual(before)
      expect((await stack.result()).dryRun).toBe(true)
      const wrong = await stack.call(
        'gpu-test',
        '--from',
        '2026.3-main',
        '--ssh-host',
        host.place,
        '--dry-run',
        '--ssh-known-hosts',
        'SHA256:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA',
      )
      expect(wrong.status).toBe(2)
    },
    TIMEOUT,
  )

  test(
    'what passes is recorded beside its digest, what fails too, and tag goes by both',
    async () => {
      const ended = await stack.gpuTest('--parallel-tests', '3')
      expect(shown(ended)).toMatch(/^1\n/)
      const result = await stack.result()
      expect(result.outcome).toBe('failed')
      expect(result.images.map(({ image, outcome }) => `${image} ${outcome}`)).toEqual([
        'one passed',
        'two passed',
        'three failed',
      ])
      expect(result.images[0]?.suites).toMatchObject([{ name: 'gpu', on: 'ssh', counts: { total: 1, failed: 0 } }])
      expect(result.images[2]?.suites[0]?.message).toContain('1 of 1 test failed')
      for (const { recorded, name } of result.images) expect(recorded).toEqual([`${registry.host}/${stack.id}/${name}`])
      expect(await readFile(join(stack.folder, 'logs/three.gpu-tests.log'), 'utf8')).toContain('assert (1 + 1) == 3')
      expect(ended.stdout).toContain('FAILED three at test')

      const refused = await stack.call('tag', '--from', '2026.3-main', '--require', 'gpu-test')
      expect(refused.status).toBe(2)
      expect(refused.stderr).toContain(
        'this call requires gpu: not known to have passed on exactly these images: three',
      )
      expect(refused.stderr).toMatch(/three \(.*@sha256:.*\): gpu failed on it \(.* UTC, by ann\)/)
      const moved = await stack.call('tag', '--from', '2026.3-main', '--require', 'gpu-test', '--images', 'one,two')
      expect(shown(moved)).toMatch(/^0\n/)
      // Tests are no moves: the list has the one that was made.
      const list = await stack.call('rollback', '2026.3-stable', '--json')
      expect((JSON.parse(list.stdout) as { undoable: { kind: string }[] }).undoable.map(({ kind }) => kind)).toEqual([
        'tag',
      ])
    },
    TIMEOUT,
  )

  test(
    'of a rebuilt image nothing is known, whatever its tag; skipping the gate is said',
    async () => {
      const before = await digestAt(registry, `${stack.id}/one`, '2026.3-main')
      expect(await stack.build('one', PASSES)).not.toBe(before)
      const refused = await stack.call('tag', '--from', '2026.3-main', '--require', 'gpu-test@one', '--images', 'one')
      expect(refused.status).toBe(2)
      expect(refused.stderr).toContain('nothing is recorded of gpu')
      const skipped = await stack.call(
        'tag',
        '--from',
        '2026.3-main',
        '--require',
        'gpu-test',
        '--images',
        'one',
        '--skip-gates',
      )
      expect(shown(skipped)).toMatch(/^0\n/)
      expect(skipped.stdout).toContain('GATE SKIPPED: this call requires gpu')
    },
    TIMEOUT,
  )
})

describe('a stack without suites', () => {
  let stack: Stack
  beforeAll(async () => {
    stack = await stackOf({ one: PASSES, two: PASSES }, {})
  }, TIMEOUT)

  test('is told both ways', async () => {
    const ended = await stack.gpuTest()
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain('there is no suite that wants a GPU')
    expect(ended.stderr).toContain('`on: ssh`')
    expect(ended.stderr).toContain('--command')
  })

  test(
    'brings its command, for the images that it names',
    async () => {
      const ended = await stack.gpuTest(
        '--images',
        'two',
        '--command',
        'launch.sh -i {ref} -g 1 -f pytest /opt/workflow_tests',
      )
      expect(shown(ended)).toMatch(/^0\n/)
      const gate = (...more: string[]) => stack.call('tag', '--from', '2026.3-main', '--dry-run', '--require', ...more)
      expect((await gate('gpu-test@two')).status).toBe(0)
      expect((await gate('gpu-test')).stderr).toContain('not known to have passed on exactly these images: one')
    },
    TIMEOUT,
  )

  test.each([
    ['launch.sh -i {ref} -f true', 'nothing in the command shows that tests ran'],
    ['launch.sh -i {ref} | pytest', '"|" needs a shell'],
  ])('is refused %s', async (command, why) => {
    const ended = await stack.gpuTest('--images', 'two', '--command', command)
    expect(ended.status).toBe(2)
    expect(ended.stderr).toContain(why)
  })

  test('a tag that is a command is no tag', async () => {
    const before = await host.launches()
    const ended = await stack.call(
      'gpu-test',
      '--from',
      '$(touch x)',
      '--images',
      'two',
      '--command',
      'launch.sh -i x:{tag} -f pytest',
      '--ssh-host',
      host.place,
    )
    expect(ended.status).toBe(2)
    expect(await host.launches()).toEqual(before)
  })

  test(
    'other words are quoted for the shell over there',
    async () => {
      const words = ['launch.sh -i {ref} -f pytest -p no:cacheprovider -k', '{version}', '/opt/workflow_tests']
      const ended = await stack.gpuTest('--images', 'two', '--version', '$(touch x)', '--command', words.join(' '))
      expect(ended.status).toBe(1)
      expect((await host.launches()).at(-1)).toContain('-k $(touch x) /opt/workflow_tests')
      expect(await exists(join(host.home, 'x'))).toBe(false)
    },
    TIMEOUT,
  )
})

test(
  'stopped in the middle: nothing is recorded, what was launched is gone, and the files say it; no secret is anywhere',
  async () => {
    const stack = await stackOf({ 'n-slow': PASSES })
    const running = startCli(
      [
        ...['gpu-test', '--spec', 'spec.yml', '--registries', `${registry.host}/${stack.id}`, '--from', '2026.3-main'],
        ...['--ssh-host', host.place, '--ssh-known-hosts', host.hostKey.knownHosts],
      ],
      { cwd: stack.folder, env: stack.env },
    )
    const secret = host.password ?? host.privateKey.split('\n')[2] ?? ''
    while (!(await exists(join(host.home, 'slow.pid')))) await sleep(100)
    expect(await commandLines()).not.toContain(secret)
    running.child.kill('SIGTERM')
    const ended = await running.ended
    expect(ended.status).toBe(130)
    const result = await stack.result()
    expect(result).toMatchObject({ outcome: 'interrupted', images: [{ outcome: 'cancelled', recorded: [] }] })
    const files = await Promise.all(
      ['artifacts', 'logs'].map(async (folder) => {
        const names = await readdir(join(stack.folder, folder))
        return Promise.all(names.map((name) => readFile(join(stack.folder, folder, name), 'utf8')))
      }),
    )
    for (const text of [...files.flat(), ended.stdout, ended.stderr]) expect(text).not.toContain(secret)
    const refused = await stack.call('tag', '--from', '2026.3-main', '--require', 'gpu', '--dry-run')
    expect(refused.stderr).toContain('nothing is recorded of gpu')
  },
  TIMEOUT,
)

test(
  'killed in the middle: what had passed by then is recorded',
  async () => {
    const stack = await stackOf({ quick: PASSES, 'k-slow': PASSES })
    const running = startCli(
      [
        ...['gpu-test', '--spec', 'spec.yml', '--registries', `${registry.host}/${stack.id}`, '--from', '2026.3-main'],
        ...['--ssh-host', host.place, '--ssh-known-hosts', host.hostKey.knownHosts, '--parallel-tests', '2'],
      ],
      { cwd: stack.folder, env: stack.env },
    )
    const recorded = async (): Promise<boolean> => {
      const result = await stack.result().catch(() => undefined)
      return result?.images.some((one) => one.name === 'quick' && one.recorded.length > 0) ?? false
    }
    expect(await eventually(recorded, 60_000)).toBe(true)
    running.child.kill('SIGKILL')
    await running.ended
    expect((await stack.result()).outcome).toBe('running')
    const gate = (image: string) =>
      stack.call('tag', '--from', '2026.3-main', '--require', 'gpu', '--dry-run', '--images', image)
    expect(shown(await gate('quick'))).toMatch(/^0\n/)
    expect((await gate('k-slow')).stderr).toContain('nothing is recorded of gpu')
  },
  TIMEOUT,
)

test(
  'stopped in the middle: the commit does not stay pending for as long as the clean-up takes',
  async () => {
    const said: string[] = []
    const github = createServer((request, response) => {
      request.on('data', (data: Buffer) => {
        const { state } = JSON.parse(data.toString()) as { state: string }
        said.push(`${request.url ?? ''} ${state}`)
      })
      request.on('end', () => response.writeHead(201, { 'content-type': 'application/json' }).end('{}'))
    })
    await new Promise<void>((listening) => github.listen(0, '127.0.0.1', listening))
    const stack = await stackOf({ 's-slow': PASSES }, { gpu: { ...GPU_SUITE.gpu, clean_up: 'sleep 8' } })
    await rm(join(host.home, 'slow.pid'), { force: true })
    const running = startCli(
      [
        ...['gpu-test', '--spec', 'spec.yml', '--registries', `${registry.host}/${stack.id}`, '--from', '2026.3-main'],
        ...['--ssh-host', host.place, '--ssh-known-hosts', host.hostKey.knownHosts],
      ],
      {
        cwd: stack.folder,
        env: {
          ...stack.env,
          ...{ GITHUB_TOKEN: 'token', GITHUB_REPOSITORY: 'org/images' },
          GITHUB_API_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
        },
      },
    )
    const path = `/repos/org/images/statuses/${COMMIT}`
    expect(await eventually(() => exists(join(host.home, 'slow.pid')), 60_000)).toBe(true)
    running.child.kill('SIGINT')
    expect(await eventually(() => Promise.resolve(said.length > 1), 6000)).toBe(true)
    expect(running.child.exitCode).toBeNull()
    expect((await running.ended).status).toBe(130)
    expect(said).toEqual([`${path} pending`, `${path} error`])
    github.close()
  },
  TIMEOUT,
)

/** What everything on this machine was started with. */
async function commandLines(): Promise<string> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  return (await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))).join('\n')
}
