import { beforeAll, describe, expect, test } from '@jest/globals'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { ImageResult, Results, SuiteResult } from '../../src/run/results.js'
import { expectAgreement } from '../world/agreement.js'
import { engine, removeAtEnd } from '../world/engines.js'
import { IMAGE_TIMEOUT, pythonImage } from '../world/python-image.js'
import { digestAt, sharedRegistry, type TestRegistry } from '../world/registries.js'
import { runAction } from '../world/runner.js'
import { engineDoor } from '../world/services/engine-door.js'
import { startSshd, type Sshd } from '../world/services/sshd.js'
import {
  cli,
  fileSays,
  startCli,
  tempDir,
  TIMEOUT,
  unique,
  writeFiles,
  writeStack,
  type Ended,
} from '../world/world.js'

/*
 * Suites on a login host, whose launcher takes what UCSD's launch.sh takes, and really runs the image: with pytest in it,
 * on the engine.
 */
const LAUNCHER = `#!/bin/sh
# launch.sh -i IMAGE -P POLICY -g GPUS -c CORES -m GB -N NAME -f COMMAND …
export DOCKER_HOST=unix://$HOME/engine.sock DOCKER_CONFIG=$HOME/.docker
while getopts i:P:g:c:m:N:f option; do
  case $option in
    i) image=$OPTARG ;;
    N) name=$OPTARG ;;
    f) break ;;
    *) ;;
  esac
done
shift $((OPTIND - 1))
echo "Attempting to start a pod of $image"
docker pull -q "$image" || exit 1
exec docker run --rm --name "$name" --network none "$image" "$@"
`
const CLEANER = `#!/bin/sh
export DOCKER_HOST=unix://$HOME/engine.sock DOCKER_CONFIG=$HOME/.docker
docker rm -f "$1" && echo "$1" >>"$HOME/cleaned"
`

/** In the image, at /opt/workflow_tests. */
const TESTS = {
  'test_pass.py':
    'import pytest\n\ndef test_one():\n    assert True\n\ndef test_two():\n    print("=== 9 failed in 0.1s ===")\n',
  'test_fail.py':
    'def test_right():\n    assert True\n\ndef test_matmul():\n    assert 1 == 2, "host and device differ"\n',
  'test_broken.py': 'import no_such_module\n\ndef test_it():\n    assert True\n',
  'test_skip.py':
    'import os, pytest\npytestmark = pytest.mark.skipif(not os.path.exists("/dev/nvidia0"), reason="no GPU")\n\ndef test_device():\n    assert True\n\ndef test_memory():\n    assert True\n',
  'test_big.py': 'def test_says_much():\n    for _ in range(1_000_000):\n        print("x" * 100)\n',
  'test_hang.py': 'import time\n\ndef test_waits():\n    time.sleep(600)\n',
}

const launch = (...words: readonly string[]): string[] => [
  ...['launch.sh', '-i', '{ref}', '-P', 'Always', '-g', '1', '-c', '4', '-m', '32', '-N', '{launch}', '-f', ...words],
]
const pytest = (file: string): string[] =>
  launch('pytest-3', '-p', 'no:cacheprovider', '-s', `/opt/workflow_tests/${file}`)

const SUITES = {
  gpu: { on: 'ssh', proof: 'pytest', run: pytest('test_pass.py'), clean_up: ['clean.sh', '{launch}'] },
  fails: { on: 'ssh', proof: 'pytest', run: pytest('test_fail.py') },
  broken: { on: 'ssh', proof: 'pytest', run: pytest('test_broken.py') },
  none: { on: 'ssh', proof: 'pytest', run: [...pytest('test_pass.py'), '-k', 'nothing'] },
  skips: { on: 'ssh', proof: 'pytest', run: pytest('test_skip.py') },
  lies: { on: 'ssh', proof: 'pytest', run: ['sh', '-c', 'echo starting; exit 0', '{tag}'] },
  hangs: {
    on: 'ssh',
    proof: 'pytest',
    timeout: '15s',
    run: pytest('test_hang.py'),
    clean_up: ['clean.sh', '{launch}'],
  },
  big: { on: 'ssh', proof: 'pytest', run: pytest('test_big.py') },
  waits: { on: 'ssh', proof: 'pytest', run: pytest('test_hang.py'), clean_up: ['clean.sh', '{launch}'] },
}

let [registry, host, from] = [{} as TestRegistry, {} as Sshd, '']
beforeAll(async () => {
  ;[registry, host, from] = await Promise.all([
    sharedRegistry(),
    startSshd({ programs: { 'launch.sh': LAUNCHER, 'clean.sh': CLEANER } }),
    pythonImage(),
  ])
  await engineDoor(host, engine)
  // The login host may pull: the cluster's own right, not the run's.
  const logins = await readFile(join(process.env['DOCKER_CONFIG'] ?? '', 'config.json'), 'utf8')
  await writeFiles(join(host.home, '.docker'), { 'config.json': logins }, 0o644)
}, IMAGE_TIMEOUT)

interface Site {
  readonly id: string
  readonly folder: string
  readonly out: string
  readonly where: readonly string[]
  readonly env: Readonly<Record<string, string>>
  run: (...flags: string[]) => Promise<Ended>
  results: () => Promise<Results>
  digest: () => Promise<string | undefined>
}

async function siteOf(): Promise<Site> {
  const id = unique()
  removeAtEnd(id)
  const [folder, out, home] = [await tempDir(), await tempDir(), await tempDir()]
  const spec = await writeStack(join(folder, 'images'), {
    id,
    images: {
      torch: {
        dockerfile: `FROM ${from}\nCOPY workflow_tests /opt/workflow_tests\nRUN echo ${id}\n`,
        files: Object.fromEntries(Object.entries(TESTS).map(([name, text]) => [`workflow_tests/${name}`, text])),
      },
    },
    more: { suites: SUITES, tag: { prefix: '2026.4' } },
  })
  const { PATH = '', DOCKER_HOST = '', DOCKER_CONFIG = '' } = process.env
  const env = { PATH, DOCKER_HOST, DOCKER_CONFIG, HOME: home, STACK_SSH_KEY: host.privateKey }
  const where = [
    ...['--spec', spec, '--registries', `${registry.host}/${id}`, '--out', out],
    ...['--ssh-host', `${host.user}@${host.host}:${host.port}`, '--ssh-known-hosts', host.hostKey.knownHosts],
  ]
  return {
    ...{ id, folder, out, where, env },
    run: (...flags) => cli(['run', ...where, ...flags], { cwd: folder, env }),
    results: async () => JSON.parse(await readFile(join(out, 'artifacts/results.json'), 'utf8')) as Results,
    digest: () => digestAt(registry, `${id}/torch`, '2026.4-local'),
  }
}

const suitesOf = ({ images: [image] }: Results): Record<string, SuiteResult> =>
  Object.fromEntries((image as ImageResult).suites.map((suite) => [suite.name, suite]))

async function containers(name: string): Promise<string[]> {
  const all = await engine.docker.listContainers({ all: true })
  return all.flatMap(({ Names }) => Names).filter((one) => one.includes(name))
}

describe('suites on a login host', () => {
  let site: Site
  beforeAll(async () => {
    site = await siteOf()
  }, TIMEOUT)

  test(
    'whatever goes wrong is a failure of its own, and nothing is published',
    async () => {
      const ended = await site.run('--suites', 'gpu,fails,broken,none,skips,lies,hangs')
      const results = await expectAgreement(site.out, ended)
      expect(ended.status).toBe(1)
      const suites = suitesOf(results)
      expect(Object.fromEntries(Object.entries(suites).map(([name, { message }]) => [name, message]))).toMatchObject({
        gpu: undefined,
        fails: expect.stringMatching(/^1 of 2 tests failed: .*test_fail\.py::test_matmul$/),
        broken: expect.stringMatching(/^collection errors: 1 error: .*test_broken\.py$/),
        none: 'no tests ran',
        skips: 'all 2 tests were skipped',
        lies: 'the launcher ended with 0, and no test session is in its output',
        hangs: 'took longer than 15.0s and was stopped',
      })
      expect(suites['gpu']).toMatchObject({ on: 'ssh', pushed: true, counts: { total: 2, failed: 0, skipped: 0 } })
      expect(await site.digest()).toBeUndefined()
      const [image] = results.images
      const log = await readFile(join(site.out, 'logs', `${image?.file ?? ''}.integration-tests.log`), 'utf8')
      expect(log).toContain(`Attempting to start a pod of ${registry.host}/${site.id}/torch@sha256:`)
      expect(log).toContain('host and device differ')
      // Its clean-up took away what the launcher left: the container of a client that is killed goes on.
      const [name] = (await readFile(join(host.home, 'cleaned'), 'utf8')).trim().split('\n').slice(-1)
      expect(await containers(name ?? 'stack-')).toEqual([])
    },
    3 * TIMEOUT,
  )

  test(
    'what passes, with 100 MB of output, by a key with a passphrase, is published without a build, and the registry knows it',
    async () => {
      const { key, passphrase } = host.lockedKey
      const env = { ...site.env, STACK_SSH_KEY: key, STACK_SSH_PASSPHRASE: passphrase }
      const ended = await cli(['run', ...site.where, '--suites', 'gpu,big'], { cwd: site.folder, env })
      const results = await expectAgreement(site.out, ended)
      expect(ended).toMatchObject({ status: 0 })
      expect(suitesOf(results)).toMatchObject({ gpu: { outcome: 'passed' }, big: { outcome: 'passed' } })
      expect(await site.digest()).toBe(results.images[0]?.candidates[0]?.digest)
      const again = await site.run('--suites', 'gpu,big')
      expect((await expectAgreement(site.out, again)).images[0]?.testedAs).toBeDefined()
    },
    2 * TIMEOUT,
  )

  test('it is off where nobody asks for it', async () => {
    const { where, folder, env } = await siteOf()
    const { status, stdout, stderr } = await cli(['plan', ...where.slice(0, 6)], { cwd: folder, env })
    expect({ status, stderr }).toMatchObject({ status: 0 })
    expect(stdout).toContain('gpu is off: off by default; name it with suites to run it')
  })
})

test(
  'a run that is told to stop takes away what it has launched, and then ends',
  async () => {
    const site = await siteOf()
    const running = startCli(['run', ...site.where, '--suites', 'waits'], { cwd: site.folder, env: site.env })
    await fileSays(join(site.out, 'logs'), /integration-tests\.log$/, 'test session starts')
    expect(await containers('stack-')).not.toEqual([])
    running.child.kill('SIGINT')
    const { status } = await running.ended
    expect(status).toBe(130)
    const [name = ''] = (await readFile(join(host.home, 'cleaned'), 'utf8')).trim().split('\n').slice(-1)
    expect(await containers(name)).toEqual([])
    expect((await site.results()).outcome).toBe('interrupted')
    expect(await site.digest()).toBeUndefined()
  },
  2 * TIMEOUT,
)

describe('before anything is built', () => {
  test.each<[string, (site: Site) => { flags: readonly string[]; env?: object }, RegExp]>([
    [
      'nobody says where',
      ({ where }) => ({ flags: where.slice(0, 6) }),
      /suite gpu is run over ssh, and nobody says where/,
    ],
    [
      'there is no key',
      ({ where }) => ({ flags: where, env: { STACK_SSH_KEY: '' } }),
      /there is neither a key nor a password/,
    ],
    [
      'the host is not known',
      ({ where }) => ({ flags: where.slice(0, 8) }),
      /is not known: it shows ssh-ed25519 SHA256:/,
    ],
    [
      'the host shows another key',
      ({ where }) => ({ flags: [...where.slice(0, 8), '--ssh-known-hosts', `SHA256:${'A'.repeat(43)}`] }),
      /shows another key than the one that is known/,
    ],
    [
      'the passphrase of the key is missing',
      ({ where }) => ({ flags: where, env: { STACK_SSH_KEY: host.lockedKey.key } }),
      /the ssh key has a passphrase, and none was given/,
    ],
    [
      'the password is wrong',
      ({ where }) => ({ flags: where, env: { STACK_SSH_KEY: '', STACK_SSH_PASSWORD: 'a-wrong-password' } }),
      /password/,
    ],
  ])(
    '%s: it is said, and that is all',
    async (_what, callOf, says) => {
      const site = await siteOf()
      const { flags, env = {} } = callOf(site)
      const { status, stderr, stdout } = await cli(['run', ...flags, '--suites', 'gpu'], {
        cwd: site.folder,
        env: { ...site.env, ...env },
      })
      expect(status).toBe(2)
      expect(stderr).toMatch(says)
      expect(stderr + stdout).not.toContain('a-wrong-password')
      const built = await engine.docker.listImages()
      expect(built.flatMap(({ RepoTags }) => RepoTags ?? []).filter((name) => name.includes(site.id))).toEqual([])
    },
    TIMEOUT,
  )

  test(
    'a run that does not ask for it needs none of that',
    async () => {
      const site = await siteOf()
      const { status } = await cli(['run', ...site.where.slice(0, 6)], { cwd: site.folder, env: site.env })
      expect(status).toBe(0)
    },
    TIMEOUT,
  )
})

test(
  'in a workflow the key is a secret: masked, and in no file',
  async () => {
    const id = unique()
    removeAtEnd(id)
    const workspace = await tempDir()
    await writeStack(join(workspace, 'images'), {
      id,
      images: {
        torch: {
          dockerfile: `FROM ${from}\nCOPY workflow_tests /opt/workflow_tests\nRUN echo ${id}\n`,
          files: { 'workflow_tests/test_fail.py': TESTS['test_fail.py'] },
        },
      },
      more: {
        suites: {
          fails: SUITES.fails,
          tells: {
            on: 'ssh',
            proof: 'status',
            run: ['sh', '-c', `cat; echo '${host.privateKey.split('\n')[2] ?? ''}'`],
          },
        },
      },
    })
    const ended = await runAction({
      action: '',
      with: {
        ...{ registries: `${registry.host}/${id}`, suites: 'fails,tells' },
        'ssh-host': `${host.user}@${host.host}:${host.port}`,
        'ssh-known-hosts': host.hostKey.knownHosts,
        'ssh-key': host.privateKey,
      },
      workspace,
    })
    expect(ended.status).toBe(1)
    const masks = ended.commands.filter(({ name }) => name === 'add-mask').map(({ message }) => message)
    const lines = host.privateKey.trim().split('\n').slice(1, -1)
    expect(masks).toEqual(expect.arrayContaining(lines))
    expect(masks.join('\n')).not.toMatch(/BEGIN|END/)
    const shown = ended.stdout
      .split('\n')
      .filter((line) => !line.startsWith('::add-mask::'))
      .join('\n')
    for (const line of lines) expect(shown + ended.stderr + ended.summary).not.toContain(line)
    const results = await readFile(join(workspace, 'artifacts/results.json'), 'utf8')
    for (const line of lines) expect(results).not.toContain(line)
    expect(suitesOf(JSON.parse(results) as Results)['tells']).toMatchObject({ outcome: 'passed' })
    expect(ended.commands.find(({ name }) => name === 'error')?.message).toMatch(/^AssertionError: host an/)
    expect(ended.summary).toContain('test&#95;matmul')
  },
  2 * TIMEOUT,
)
