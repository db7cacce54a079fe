import { describe, expect, test } from '@jest/globals'
import { connectEngine, type Engine } from '../../src/docker/engine.js'
import { buildFolder } from '../world/builds.js'
import { containersLeft, engines, removeAtEnd } from '../world/engines.js'
import { runInfos } from '../../src/run/infos.js'
import { Interrupted } from '../../src/shared/errors.js'
import type { Info } from '../../src/stack/model.js'
import { tempDir, TIMEOUT, unique, writeFiles } from '../world/world.js'

const info = (name: string, ...command: string[]): Info => ({ name, description: name, command })
const sh = (name: string, script: string): Info => info(name, 'sh', '-c', script)

describe.each(engines)('info commands on $name', (on) => {
  const id = unique()
  removeAtEnd(id)
  const signal = new AbortController().signal

  async function imageOf(name: string, dockerfile: string): Promise<{ engine: Engine; image: string }> {
    const engine = await connectEngine({ DOCKER_HOST: on.host })
    const ref = `${id}:${name}`
    if ((await engine.inspect(ref)) === undefined) {
      const folder = await tempDir()
      await writeFiles(folder, { Dockerfile: dockerfile })
      await buildFolder(engine.builder, folder, ref)
    }
    const image = (await engine.inspect(ref))?.id ?? ''
    return { engine, image }
  }
  const PLAIN = 'FROM debian:bookworm-slim\nENTRYPOINT ["/bin/false"]\nUSER nobody\nWORKDIR /srv\n'
  const run = async (commands: Info[], timeoutMs = 60_000): ReturnType<typeof runInfos> => {
    const { engine, image } = await imageOf('plain', PLAIN)
    return runInfos(engine, { image, platform: engine.platform, commands, timeoutMs, signal })
  }

  test(
    'run one after the other in one container, as the image’s user, without its entry point and a network',
    async () => {
      const infos = await run([
        sh('A', 'id -un; pwd; hostname; touch /tmp/x'),
        sh('B', 'hostname; ls /tmp/x; ls /sys/class/net'),
        sh('C', 'echo out; echo err >&2; exit 7'),
        info('D', 'no-such-program', '--list'),
        sh('E', 'printf "no end of line"'),
      ])
      const [host] = infos[1]?.output.split('\n') ?? []
      expect(infos[0]).toEqual({
        ...sh('A', 'id -un; pwd; hostname; touch /tmp/x'),
        status: 0,
        output: `nobody\n/srv\n${host}`,
      })
      expect(infos[1]?.output).toBe(`${host}\n/tmp/x\nlo`)
      expect(infos[2]?.status).toBe(7)
      expect(infos[2]?.output.split('\n').sort()).toEqual(['err', 'out'])
      expect(infos[3]?.status).toBeGreaterThanOrEqual(126)
      expect(infos[3]?.output).toContain('no-such-program')
      expect(infos[4]).toMatchObject({ status: 0, output: 'no end of line' })
    },
    TIMEOUT,
  )

  test(
    'one that hangs, one that never stops printing and one that ends its container keep nothing from the others',
    async () => {
      const infos = await run(
        [
          sh('HANGS', 'echo begun; sleep 1000'),
          info('PRINTS', 'yes'),
          sh('KILLS', 'kill -9 -1; sleep 5'),
          sh('LAST', 'echo here'),
        ],
        3000,
      )
      expect(infos[0]).toMatchObject({ status: 124, output: 'begun\n… ended after 3.0s' })
      expect(infos[1]?.status).not.toBe(0)
      expect(infos[1]?.output.length).toBeLessThan(2_100_000)
      expect(infos[1]?.output).toMatch(/… ended: it writes more than 2\.0 MB$/)
      expect(infos[2]?.status).not.toBe(0)
      expect(infos[3]).toMatchObject({ status: 0, output: 'here' })
    },
    TIMEOUT,
  )

  test(
    'an image without sleep has a container for each of them',
    async () => {
      const { engine, image } = await imageOf('bare', 'FROM debian:bookworm-slim AS all\nRUN rm /bin/sleep\nFROM all\n')
      const infos = await runInfos(engine, {
        ...{ image, platform: engine.platform, timeoutMs: 60_000, signal },
        commands: [sh('A', 'echo one'), sh('B', 'exit 4')],
      })
      expect(infos.map(({ status, output }) => [status, output])).toEqual([
        [0, 'one'],
        [4, ''],
      ])
    },
    TIMEOUT,
  )

  test(
    'end with the run, and leave no container',
    async () => {
      const { engine, image } = await imageOf('plain', PLAIN)
      const stop = new AbortController()
      const running = runInfos(engine, {
        ...{ image, platform: engine.platform, timeoutMs: 60_000, signal: stop.signal },
        commands: [sh('A', 'sleep 1000')],
      })
      setTimeout(() => stop.abort(new Interrupted('stopped')), 1500)
      await expect(running).rejects.toThrow('stopped')
      expect(await containersLeft(on, id)).toEqual([])
    },
    TIMEOUT,
  )
})
