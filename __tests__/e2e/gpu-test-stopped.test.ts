import { beforeAll, expect, jest, test } from '@jest/globals'
import { stat } from 'node:fs/promises'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { startGpuHost, type GpuHost } from '../world/gpu-host.js'
import { COMMIT, gpuStack, PASSES, type GpuStack } from '../world/gpu-stack.js'
import { IMAGE_TIMEOUT, pythonImage } from '../world/python-image.js'
import { sharedRegistry, type TestRegistry } from '../world/registries.js'
import { eventually, exists, startCli, TIMEOUT, type Ended } from '../world/world.js'

/* What is known when a GPU test ends before its time: on the registry, and on the commit. */

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

const RUN = 'launch.sh -i {ref} -P Always -g 1 -f pytest -p no:cacheprovider /opt/workflow_tests'

function stackOf(images: Readonly<Record<string, string>>, more: object = {}): Promise<GpuStack> {
  return gpuStack({
    ...{ registry, python, images, suites: { gpu: { on: 'ssh', run: RUN, ...more } } },
    flags: ['--ssh-host', host.place, '--ssh-known-hosts', host.hostKey.knownHosts],
    env: {
      STACK_SSH_PASSWORD: host.password,
      ...(host.password === undefined ? { STACK_SSH_KEY: host.privateKey } : {}),
    },
  })
}

const shown = (ended: Ended): string => `${ended.status}\n${ended.stdout}\n${ended.stderr}`

test(
  'killed in the middle: what had passed by then is recorded',
  async () => {
    const stack = await stackOf({ quick: PASSES, 'k-slow': PASSES })
    const running = startCli(
      stack.words('gpu-test', '--from', '2026.3-main', '--parallel-tests', '2', ...stack.flags),
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
    const stack = await stackOf({ 's-slow': PASSES }, { clean_up: 'sleep 8' })
    const pid = join(host.home, 'slow.pid')
    const begun = Date.now()
    const running = startCli(stack.words('gpu-test', '--from', '2026.3-main', ...stack.flags), {
      cwd: stack.folder,
      env: {
        ...stack.env,
        ...{ GITHUB_TOKEN: 'token', GITHUB_REPOSITORY: 'org/images' },
        GITHUB_API_URL: `http://127.0.0.1:${(github.address() as AddressInfo).port}`,
      },
    })
    const path = `/repos/org/images/statuses/${COMMIT}`
    expect(await eventually(() => launchedSince(pid, begun), 60_000)).toBe(true)
    running.child.kill('SIGINT')
    expect(await eventually(() => Promise.resolve(said.length > 1), 6000)).toBe(true)
    expect(running.child.exitCode).toBeNull()
    expect((await running.ended).status).toBe(130)
    expect(said).toEqual([`${path} pending`, `${path} error`])
    github.close()
  },
  TIMEOUT,
)

/** The test before this one has left such a file, too. */
async function launchedSince(file: string, ms: number): Promise<boolean> {
  return (await exists(file)) && (await stat(file)).mtimeMs >= ms
}
