import { beforeAll, describe, expect, jest, test } from '@jest/globals'
import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { engine } from '../world/engines.js'
import { startGpuHost, type GpuHost } from '../world/gpu-host.js'
import { FAILS, gpuStack, HANGS, PASSES, type GpuStack, type GpuStackOptions } from '../world/gpu-stack.js'
import { IMAGE_TIMEOUT, pythonImage } from '../world/python-image.js'
import { digestAt, dockerConfig, sharedRegistry, startRegistry, type TestRegistry } from '../world/registries.js'
import { exists, startCli, TIMEOUT, type Ended } from '../world/world.js'

/* Against a real sshd, with a launcher that really runs the images: their pytest says what it says. */

// Each calls the command several times, and other tests are busy on the machine.
jest.setTimeout(TIMEOUT)

let registry: TestRegistry
let host: GpuHost
let python: string
beforeAll(async () => {
  ;[registry, host, python] = await Promise.all([
    sharedRegistry(),
    // Who is to come with others waits for them: as many launches as the file says.
    startGpuHost(`if [ -e "$HOME/together" ]; then
  for try in $(seq 300); do [ "$(wc -l <"$HOME/launches")" -ge "$(cat "$HOME/together")" ] && break; sleep 0.1; done
  [ "$try" -lt 300 ] || { echo 'nobody else came'; exit 9; }
fi`),
    pythonImage(),
  ])
}, IMAGE_TIMEOUT)

const GPU_SUITE = {
  gpu: {
    on: 'ssh',
    run: 'launch.sh -i {ref} -P Always -g 1 -N {launch} -f pytest -p no:cacheprovider /opt/workflow_tests',
    clean_up: 'clean.sh {launch}',
  },
}

/** As what is to be launched on the host. */
function stackOf(images: Readonly<Record<string, string>>, more: Partial<GpuStackOptions> = {}): Promise<GpuStack> {
  return gpuStack({
    ...{ registry, python, images, suites: GPU_SUITE, ...more },
    flags: ['--ssh-host', host.place, '--ssh-known-hosts', host.hostKey.knownHosts],
    env: {
      STACK_SSH_PASSWORD: host.password,
      ...(host.password === undefined ? { STACK_SSH_KEY: host.privateKey } : {}),
      ...more.env,
    },
  })
}

const shown = (ended: Ended): string => `${ended.status}\n${ended.stdout}\n${ended.stderr}`

describe('three images side by side', () => {
  let stack: GpuStack
  let other: TestRegistry
  beforeAll(async () => {
    other = await startRegistry()
    const env = { DOCKER_CONFIG: await dockerConfig([registry, other]) }
    stack = await stackOf({ one: PASSES, two: PASSES, three: FAILS }, { env })
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
        `one: suite gpu at ${host.place}: launch.sh -i ${registry.host}/${stack.id}/one@${digest ?? ''} -P Always -g 1 -N {launch} -f pytest`,
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
      const together = join(host.home, 'together')
      await writeFile(together, String((await host.launches()).length + 3))
      const ended = await stack.gpuTest('--parallel-tests', '3')
      await rm(together)
      expect(shown(ended)).not.toContain('nobody else came')
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
    'what is known of a digest goes with it into another registry: what passed, and what did not',
    async () => {
      const there = `${other.host}/elsewhere`
      const copied = await stack.call('tag', '--from', '2026.3-main', '--to-registries', there)
      expect(shown(copied)).toMatch(/^0\n/)
      const gate = (images: string): Promise<Ended> =>
        stack.call(
          ...(['tag', '--registries', there, '--from', '2026.3-stable', '--to', 'global-stable'] as const),
          ...['--require', 'gpu-test', '--images', images, '--dry-run'],
        )
      expect(shown(await gate('one,two'))).toMatch(/^0\n/)
      const refused = await gate('three')
      expect(refused.status).toBe(2)
      expect(refused.stderr).toMatch(/three \(.*\/elsewhere\/three@sha256:.*\): gpu failed on it \(/)
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
  let stack: GpuStack
  beforeAll(async () => {
    stack = await stackOf({ one: PASSES, two: PASSES }, { suites: undefined })
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
  'stopped in the middle: what was launched is gone, nothing is recorded, and the files say it; no secret is anywhere',
  async () => {
    const stack = await stackOf({ one: HANGS })
    const running = startCli(stack.words('gpu-test', '--from', '2026.3-main', ...stack.flags), {
      ...{ cwd: stack.folder, env: stack.env },
    })
    const secret = host.password ?? host.privateKey.split('\n')[2] ?? ''
    await running.sees('test session starts')
    expect(await containersOf(stack)).toHaveLength(1)
    expect(await commandsWith(stack.id)).toContainEqual(expect.stringContaining(' run --rm --name stack-'))
    expect(await commandsWith(secret)).toEqual([])
    running.child.kill('SIGTERM')
    const ended = await running.ended
    expect(ended.status).toBe(130)
    // The container of a launcher that is killed goes on: the suite's clean-up has ended it, by the name of the launch.
    expect(await containersOf(stack)).toEqual([])
    expect(await readFile(join(host.home, 'cleaned'), 'utf8')).toMatch(/^stack-[0-9a-f]{12}\n$/)
    expect(await commandsWith(stack.id)).toEqual([])
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

/** Containers that were made of an image of the stack, also those that have ended. */
async function containersOf({ id }: GpuStack): Promise<string[]> {
  const all = await engine.docker.listContainers({ all: true })
  return all.flatMap(({ Image, Id }) => (Image.includes(id) ? [Id] : []))
}

/** What runs on this machine, and was started with these words among its own. */
async function commandsWith(words: string): Promise<string[]> {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const all = await Promise.all(pids.map((pid) => readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')))
  return all.map((line) => line.replaceAll('\0', ' ')).filter((line) => line.includes(words))
}
